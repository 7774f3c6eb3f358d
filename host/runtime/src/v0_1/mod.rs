//! The adapter for version 0.1 of the contract: implements the contract's traits on a component.

mod adapter;
mod bindings;
mod convert;
mod size;

pub(crate) use adapter::Adapter;
