//! The incidents, one in each file. The order is part of the contract: studies take the first so many.

mod cache_stampede;
mod clock_drift;
mod connection_leak;
mod disk_full;
mod expired_certificate;
mod failed_failover;
mod flag_typo;
mod memory_leak;
mod payment_limit;
mod poison_message;
mod runaway_batch;
mod zone_edit;

use crate::incident::Incident;

/// Neighbours come from different areas, so that a study of a few items covers several.
pub(crate) const ALL: [&Incident; 12] = [
    &connection_leak::INCIDENT,
    &expired_certificate::INCIDENT,
    &poison_message::INCIDENT,
    &zone_edit::INCIDENT,
    &cache_stampede::INCIDENT,
    &clock_drift::INCIDENT,
    &payment_limit::INCIDENT,
    &disk_full::INCIDENT,
    &memory_leak::INCIDENT,
    &failed_failover::INCIDENT,
    &flag_typo::INCIDENT,
    &runaway_batch::INCIDENT,
];
