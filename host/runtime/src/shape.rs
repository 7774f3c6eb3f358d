//! What a component is, told by its exports and imports, and in words how it differs from the contract.
//!
//! Read before anything is compiled, so that a plugin built for something else is refused with the difference
//! and not with a failed link.

use std::fmt;

use motive_contract::words;
use wit_parser::decoding::{DecodedWasm, decode};
use wit_parser::{
    Function, Handle, InterfaceId, Resolve, Type, TypeDefKind, TypeId, TypeOwner, World, WorldItem, WorldKey,
};

use crate::error::LoadError;
use crate::plugin::Kind;

/// The contract's text, which every adapter is generated from.
pub(crate) const WIT: &str = include_str!("../../../wit/v0.1/motive.wit");
/// The version of the contract that is spoken here.
pub(crate) const VERSION: &str = "0.1.0";

/// The contract's package.
const CONTRACT: &str = "motive:plugin";
/// Packages of WASI 0.2 that are linked, frozen.
const WASI: [&str; 6] = ["cli", "clocks", "filesystem", "io", "random", "sockets"];

/// What a component is.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Shape {
    /// The kinds it exports, in the contract's order.
    pub(crate) kinds: Vec<Kind>,
    /// The version of the contract it was built for.
    pub(crate) contract: String,
    /// Whether it imports WASI.
    pub(crate) wasi: bool,
}

/// Reads what a component is and holds it against the contract.
pub(crate) fn inspect(name: &str, component: &[u8]) -> Result<Shape, LoadError> {
    let invalid =
        |reason: String| LoadError::Invalid { name: name.to_owned(), reason: words::paragraph(&reason) };
    let (resolve, world) = match decode(component).map_err(|error| invalid(format!("{error:#}")))? {
        DecodedWasm::Component(resolve, world) => (resolve, world),
        DecodedWasm::WitPackage(..) => return Err(invalid("it holds an interface and no code".to_owned())),
    };
    let world = &resolve.worlds[world];
    let exports = interfaces(&resolve, &world.exports);
    let contract = contract_version(name, &exports, &interfaces(&resolve, &world.imports))?;
    let kinds = kinds(name, &exports)?;
    let wasi = check_imports(name, &resolve, world, &kinds)?;
    let differences = differences(&resolve, world).map_err(LoadError::Engine)?;
    if !differences.is_empty() {
        return Err(LoadError::Differs { name: name.to_owned(), version: VERSION, differences });
    }
    Ok(Shape { kinds, contract, wasi })
}

type Items = wit_parser::IndexMap<WorldKey, WorldItem>;

/// An interface that a component imports or exports, by its name.
struct Named {
    package: String,
    interface: String,
    version: String,
}

impl fmt::Display for Named {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { package, interface, version } = self;
        let at = if version.is_empty() { "" } else { "@" };
        write!(out, "{package}/{interface}{at}{version}")
    }
}

/// The named interfaces among a world's imports or exports.
fn interfaces(resolve: &Resolve, items: &Items) -> Vec<Named> {
    items
        .keys()
        .filter_map(|key| match key {
            WorldKey::Interface(id) => {
                let interface = &resolve.interfaces[*id];
                let package = &resolve.packages[interface.package?].name;
                Some(Named {
                    package: format!("{}:{}", package.namespace, package.name),
                    interface: interface.name.clone()?,
                    version: package.version.as_ref().map(ToString::to_string).unwrap_or_default(),
                })
            }
            WorldKey::Name(_) => None,
        })
        .collect()
}

fn contract_version(name: &str, exports: &[Named], imports: &[Named]) -> Result<String, LoadError> {
    let ours = |named: &&Named| named.package == CONTRACT;
    let Some(exported) = exports.iter().find(ours) else {
        let list: Vec<String> = exports.iter().map(ToString::to_string).collect();
        let has = if list.is_empty() { "no interface".to_owned() } else { list.join(", ") };
        let reason = format!(
            "it exports {has}; a plugin exports {CONTRACT}/about and one of task, framing, provider, rubric"
        );
        return Err(LoadError::NotAPlugin { name: name.to_owned(), reason });
    };
    match exports.iter().chain(imports).filter(ours).find(|named| !is_spoken(&named.version)) {
        None => Ok(exported.version.clone()),
        Some(other) => {
            Err(LoadError::OtherVersion { name: name.to_owned(), wants: other.version.clone(), has: VERSION })
        }
    }
}

/// Within 0.1.x only additions are made, so any of them is spoken.
fn is_spoken(version: &str) -> bool {
    semver::Version::parse(version)
        .is_ok_and(|version| (version.major, version.minor) == (0, 1) && version.pre.is_empty())
}

fn kinds(name: &str, exports: &[Named]) -> Result<Vec<Kind>, LoadError> {
    let has = |interface: &str| {
        exports.iter().any(|named| named.package == CONTRACT && named.interface == interface)
    };
    let kinds: Vec<Kind> = Kind::ALL.into_iter().filter(|kind| has(kind.word())).collect();
    if kinds.is_empty() || !has("about") {
        let missing = if kinds.is_empty() { "one of task, framing, provider and rubric" } else { "about" };
        let reason = format!("it exports interfaces of {CONTRACT}, and lacks {missing}");
        return Err(LoadError::NotAPlugin { name: name.to_owned(), reason });
    }
    Ok(kinds)
}

/// Refuses imports outside the plugin's world. Whether WASI is among those it has.
fn check_imports(name: &str, resolve: &Resolve, world: &World, kinds: &[Kind]) -> Result<bool, LoadError> {
    let assets = kinds.iter().any(|kind| kind.has_assets());
    let mut wasi = false;
    let mut refused = Vec::new();
    for import in interfaces(resolve, &world.imports) {
        let allowed = match (import.package.as_str(), import.package.strip_prefix("wasi:")) {
            (CONTRACT, _) => {
                matches!(import.interface.as_str(), "log" | "types")
                    || (assets && import.interface == "assets")
            }
            (_, Some(package)) => {
                wasi = true;
                import.version.starts_with("0.2.") && WASI.contains(&package)
            }
            _ => false,
        };
        if !allowed {
            refused.push(import.to_string());
        }
    }
    for (key, item) in &world.imports {
        if let (WorldKey::Name(import), WorldItem::Function(_) | WorldItem::Interface { .. }) = (key, item) {
            refused.push(import.clone());
        }
    }
    if refused.is_empty() {
        return Ok(wasi);
    }
    let words: Vec<&str> = kinds.iter().map(|kind| kind.word()).collect();
    let own = if assets { "log and assets" } else { "log" };
    let allowed = format!(
        "a {} plugin is given {own} of {CONTRACT}, and WASI 0.2 ({}) with nothing behind it",
        words.join(" and "),
        WASI.join(", ")
    );
    Err(LoadError::Imports { name: name.to_owned(), imports: refused, allowed })
}

/// Where the component's side of the contract's interfaces differs from ours, in words.
fn differences(theirs: &Resolve, world: &World) -> Result<Vec<String>, String> {
    let mut ours = Resolve::default();
    ours.push_str("motive.wit", WIT).map_err(|error| format!("the contract's own text: {error:#}"))?;
    let mut found = Vec::new();
    for key in world.imports.keys().chain(world.exports.keys()) {
        let WorldKey::Interface(id) = key else { continue };
        let interface = &theirs.interfaces[*id];
        let is_ours = interface.package.is_some_and(|package| {
            let name = &theirs.packages[package].name;
            name.namespace == "motive" && name.name == "plugin"
        });
        let Some(name) = interface.name.as_ref().filter(|_| is_ours) else { continue };
        let counterpart = ours.interfaces.iter().find(|(_, candidate)| candidate.name.as_ref() == Some(name));
        let Some((counterpart, _)) = counterpart else { continue };
        compare(theirs, *id, &ours, counterpart, name, world.exports.contains_key(key), &mut found);
    }
    Ok(found)
}

fn compare(
    theirs: &Resolve,
    their_id: InterfaceId,
    ours: &Resolve,
    our_id: InterfaceId,
    name: &str,
    exported: bool,
    found: &mut Vec<String>,
) {
    let (their, our) = (&theirs.interfaces[their_id], &ours.interfaces[our_id]);
    for (type_name, id) in &their.types {
        let wants = definition(theirs, *id);
        match our.types.get(type_name) {
            Some(id) if definition(ours, *id) == wants => {}
            Some(id) => found.push(format!(
                "{name}: the type `{type_name}` is {wants} there and {} here",
                definition(ours, *id)
            )),
            None => found.push(format!("{name}: the type `{type_name}` is not known here")),
        }
    }
    for (function, signature) in &their.functions {
        let wants = signature_text(theirs, signature);
        match our.functions.get(function) {
            Some(signature) if signature_text(ours, signature) == wants => {}
            Some(signature) => {
                found.push(format!(
                    "{name}: `{function}` is {wants} there and {} here",
                    signature_text(ours, signature)
                ));
            }
            None if exported => {}
            None => found.push(format!("{name}: `{function}` is wanted and does not exist here")),
        }
    }
    for function in
        our.functions.keys().filter(|function| exported && !their.functions.contains_key(*function))
    {
        found.push(format!("{name}: `{function}` is missing"));
    }
}

fn signature_text(resolve: &Resolve, function: &Function) -> String {
    let params: Vec<String> = function
        .params
        .iter()
        .map(|param| format!("{}: {}", param.name, type_text(resolve, &param.ty)))
        .collect();
    let result = function
        .result
        .as_ref()
        .map(|result| format!(" -> {}", type_text(resolve, result)))
        .unwrap_or_default();
    format!("`func({}){result}`", params.join(", "))
}

/// What a named type is made of, one level deep; types it names are compared on their own.
fn definition(resolve: &Resolve, id: TypeId) -> String {
    let text = match &resolve.types[id].kind {
        TypeDefKind::Record(record) => {
            let fields: Vec<String> = record
                .fields
                .iter()
                .map(|field| format!("{}: {}", field.name, type_text(resolve, &field.ty)))
                .collect();
            format!("record {{ {} }}", fields.join(", "))
        }
        TypeDefKind::Variant(variant) => {
            let cases: Vec<String> = variant
                .cases
                .iter()
                .map(|case| match &case.ty {
                    Some(ty) => format!("{}({})", case.name, type_text(resolve, ty)),
                    None => case.name.clone(),
                })
                .collect();
            format!("variant {{ {} }}", cases.join(", "))
        }
        TypeDefKind::Enum(cases) => {
            let cases: Vec<&str> = cases.cases.iter().map(|case| case.name.as_str()).collect();
            format!("enum {{ {} }}", cases.join(", "))
        }
        TypeDefKind::Flags(flags) => {
            let flags: Vec<&str> = flags.flags.iter().map(|flag| flag.name.as_str()).collect();
            format!("flags {{ {} }}", flags.join(", "))
        }
        // A type taken over from another interface is compared there.
        TypeDefKind::Type(Type::Id(other)) if is_foreign(resolve, id, *other) => {
            return resolve.types[*other].name.clone().unwrap_or_default();
        }
        kind => kind_text(resolve, kind),
    };
    format!("`{text}`")
}

fn is_foreign(resolve: &Resolve, id: TypeId, other: TypeId) -> bool {
    let owner = |id: TypeId| match resolve.types[id].owner {
        TypeOwner::Interface(interface) => Some(interface),
        _ => None,
    };
    owner(id) != owner(other)
}

fn type_text(resolve: &Resolve, ty: &Type) -> String {
    match ty {
        Type::Id(id) => match &resolve.types[*id].name {
            Some(name) => name.clone(),
            None => kind_text(resolve, &resolve.types[*id].kind),
        },
        Type::ErrorContext => "error-context".to_owned(),
        plain => format!("{plain:?}").to_lowercase(),
    }
}

fn kind_text(resolve: &Resolve, kind: &TypeDefKind) -> String {
    let optional =
        |ty: &Option<Type>| ty.as_ref().map_or_else(|| "_".to_owned(), |ty| type_text(resolve, ty));
    match kind {
        TypeDefKind::List(ty) => format!("list<{}>", type_text(resolve, ty)),
        TypeDefKind::Option(ty) => format!("option<{}>", type_text(resolve, ty)),
        TypeDefKind::Result(result) => format!("result<{}, {}>", optional(&result.ok), optional(&result.err)),
        TypeDefKind::Tuple(tuple) => {
            let types: Vec<String> = tuple.types.iter().map(|ty| type_text(resolve, ty)).collect();
            format!("tuple<{}>", types.join(", "))
        }
        TypeDefKind::Type(ty) => type_text(resolve, ty),
        TypeDefKind::Handle(Handle::Own(id) | Handle::Borrow(id)) => {
            resolve.types[*id].name.clone().unwrap_or_else(|| "handle".to_owned())
        }
        other => other.as_str().to_owned(),
    }
}
