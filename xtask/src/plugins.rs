//! Builds WebAssembly guests and makes components of them.
//!
//! The bytes of a component are its identity in every run's lock, so they depend on the sources, the two lock files
//! and the compiler, and on nothing else: not on the folder of the checkout, the user's cargo home or `RUSTFLAGS`.
//! Owns the wasm target as well: present, added by rustup, or built from a distribution's Rust by `wasm-cargo.sh`.
//! What a component means is the runtime's business.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::{env, fs, io};

use sha2::{Digest, Sha256};
use wit_component::ComponentEncoder;

use crate::tools::{self, command_error, run};

const TARGET: &str = "wasm32-unknown-unknown";

/// Why guests were not built.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Error {
    /// A file or folder could not be read or written.
    #[error("{}: {source}", path.display())]
    File {
        /// The file or folder.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// A command could not be started, or ended with an error that it has printed itself.
    #[error("`{command}` failed: {reason}")]
    Command {
        /// The command as it was called.
        command: String,
        /// Its exit status, or why it did not start.
        reason: String,
    },
    /// `cargo metadata` said something that is not understood.
    #[error("cannot read the packages of {}: {reason}", workspace.display())]
    Metadata {
        /// The workspace's folder.
        workspace: PathBuf,
        /// What was missing or malformed.
        reason: String,
    },
    /// A core module did not become a component.
    #[error("{} is not a guest of a motive world: {reason}", module.display())]
    Componentise {
        /// The core module.
        module: PathBuf,
        /// What the encoder or the validator said.
        reason: String,
    },
    /// Links of the book lead nowhere.
    #[error("the book has links that lead nowhere:\n  {}", broken.join("\n  "))]
    Links {
        /// `page: link`, one each.
        broken: Vec<String>,
    },
    /// Tests did not pass.
    #[error("{failed} tests failed")]
    Tests {
        /// How many.
        failed: u64,
    },
    /// Two builds of the same sources differ.
    #[error("not reproducible: built in another folder, these components have other bytes: {}", names.join(", "))]
    NotReproducible {
        /// The components' names.
        names: Vec<String>,
    },
}

/// Builds the plugins of the checkout at `root` into `target/plugins/*.wasm` and returns these paths, sorted.
pub(crate) fn build(root: &Path) -> Result<Vec<PathBuf>, Error> {
    build_workspace(&root.join("plugins"), &root.join("target/wasm"), &root.join("target/plugins"))
}

/// Builds the plugins once more from a copy in another folder, and fails if a component differs in a byte.
pub(crate) fn reproducible(root: &Path) -> Result<(), Error> {
    let here = build(root)?;
    let elsewhere = root.join("target/built elsewhere");
    remove_dir(&elsewhere)?;
    for part in ["plugins", "wit"] {
        copy_dir(&root.join(part), &elsewhere.join(part))?;
    }
    let there = build_workspace(&elsewhere.join("plugins"), &elsewhere.join("wasm"), &elsewhere.join("out"))?;
    let mut names = Vec::new();
    for (a, b) in here.iter().zip(&there) {
        if a.file_name() != b.file_name() || read(a)? != read(b)? {
            names.push(stem(a));
        }
    }
    if names.is_empty() && here.len() == there.len() {
        remove_dir(&elsewhere)
    } else {
        Err(Error::NotReproducible { names })
    }
}

/// Builds every `cdylib` package of the workspace in folder `workspace`, with cargo's files in `target_dir`, and
/// writes the components to `out`. A file is written only if its bytes change. Returns the files, sorted by name.
pub(crate) fn build_workspace(
    workspace: &Path,
    target_dir: &Path,
    out: &Path,
) -> Result<Vec<PathBuf>, Error> {
    let cargo = GuestCargo::find(workspace)?;
    create_dir(out)?;
    let mut components = Vec::new();
    for package in guest_packages(workspace)? {
        // One package at a time and as a cdylib only: beside an rlib of the same package, cargo would not do LTO.
        cargo.run(
            &["rustc", "--release", "--locked", "--quiet", "--crate-type", "cdylib", "-p", &package],
            target_dir,
        )?;
        let module =
            target_dir.join(TARGET).join("release").join(format!("{}.wasm", package.replace('-', "_")));
        let component = componentise(&module)?;
        let file = out.join(format!("{package}.wasm"));
        println!("{package:<20} {:>8} bytes  sha256 {}", component.len(), short_digest(&component));
        write_if_changed(&file, &component)?;
        components.push(file);
    }
    Ok(components)
}

/// The one way to cargo that can build for the wasm target here.
struct GuestCargo {
    workspace: PathBuf,
    /// `wasm-cargo.sh`, where the active toolchain has no std for the target and cannot get it.
    script: Option<PathBuf>,
    rustflags: String,
}

impl GuestCargo {
    fn find(workspace: &Path) -> Result<Self, Error> {
        let workspace = fs::canonicalize(workspace).map_err(|source| file_error(workspace, source))?;
        let has_target = has_std() || (rustup_adds_target() && has_std());
        let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("wasm-cargo.sh");
        let rustflags = rustflags(&workspace)?;
        Ok(GuestCargo { workspace, script: (!has_target).then_some(script), rustflags })
    }

    fn run(&self, arguments: &[&str], target_dir: &Path) -> Result<(), Error> {
        let mut command = match &self.script {
            None => tools::command(&self.workspace, &[]),
            Some(script) => {
                let mut command = Command::new("bash");
                command.arg(script).current_dir(&self.workspace);
                command
            }
        };
        command.args(arguments).args(["--target", TARGET, "--target-dir"]).arg(absolute(target_dir)?);
        // Replaces whatever RUSTFLAGS says, so that a user's flags do not change a component's identity.
        command.env("CARGO_ENCODED_RUSTFLAGS", &self.rustflags).env_remove("RUSTFLAGS");
        run(&mut command)
    }
}

/// Flags that take the places of this machine out of the bytes; panic messages hold file names.
fn rustflags(workspace: &Path) -> Result<String, Error> {
    let sysroot = output(Command::new(rustc()).args(["--print", "sysroot"]))?;
    let cargo_home =
        env::var_os("CARGO_HOME").map(PathBuf::from).or_else(|| Some(env::home_dir()?.join(".cargo")));
    let places =
        [(Some(workspace.to_owned()), "plugins"), (cargo_home, "cargo"), (Some(sysroot.into()), "rust")];
    let remap =
        |(from, to): (Option<PathBuf>, &str)| Some(format!("--remap-path-prefix={}={to}", from?.display()));
    // The unit separator is what CARGO_ENCODED_RUSTFLAGS is split at.
    Ok(places.into_iter().filter_map(remap).collect::<Vec<_>>().join("\u{1f}"))
}

/// Whether the active toolchain has std for the target.
fn has_std() -> bool {
    let libdir = output(Command::new(rustc()).args(["--print", "target-libdir", "--target", TARGET]));
    let files = libdir.ok().and_then(|dir| fs::read_dir(dir).ok());
    files.is_some_and(|mut files| {
        files.any(|file| file.is_ok_and(|file| file.file_name().to_string_lossy().starts_with("libstd-")))
    })
}

fn rustup_adds_target() -> bool {
    eprintln!("the target {TARGET} is missing: trying `rustup target add {TARGET}`");
    Command::new("rustup").args(["target", "add", TARGET]).status().is_ok_and(|status| status.success())
}

/// The packages of a workspace that are built as `cdylib`, sorted.
fn guest_packages(workspace: &Path) -> Result<Vec<String>, Error> {
    let text = output(tools::command(workspace, &[]).args([
        "metadata",
        "--no-deps",
        "--locked",
        "--format-version",
        "1",
    ]))?;
    let error = |reason: &str| Error::Metadata { workspace: workspace.to_owned(), reason: reason.to_owned() };
    let metadata: serde_json::Value = serde_json::from_str(&text).map_err(|e| error(&e.to_string()))?;
    let packages = metadata["packages"].as_array().ok_or_else(|| error("no list of packages"))?;
    let is_guest = |package: &&serde_json::Value| {
        let targets = package["targets"].as_array().into_iter().flatten();
        let mut kinds = targets.filter_map(|target| target["crate_types"].as_array()).flatten();
        kinds.any(|kind| kind == "cdylib")
    };
    let name = |package: &serde_json::Value| package["name"].as_str().map(str::to_owned);
    let mut names: Vec<String> = packages.iter().filter(is_guest).filter_map(name).collect();
    names.sort_unstable();
    Ok(names)
}

/// A component of a core module that carries its component type, validated.
fn componentise(module: &Path) -> Result<Vec<u8>, Error> {
    let bytes = read(module)?;
    let mut encoder = ComponentEncoder::default();
    encoder.validate(true);
    let component = encoder.module(&bytes).and_then(ComponentEncoder::encode);
    component.map_err(|error| Error::Componentise { module: module.to_owned(), reason: format!("{error:#}") })
}

fn short_digest(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().take(6).map(|byte| format!("{byte:02x}")).collect()
}

fn rustc() -> std::ffi::OsString {
    env::var_os("RUSTC").unwrap_or_else(|| "rustc".into())
}

/// What a command prints, without the end of line.
fn output(command: &mut Command) -> Result<String, Error> {
    let output =
        command.stderr(Stdio::inherit()).output().map_err(|e| command_error(command, e.to_string()))?;
    if !output.status.success() {
        return Err(command_error(command, output.status.to_string()));
    }
    Ok(String::from_utf8_lossy(&output.stdout).trim_end().to_owned())
}

fn stem(file: &Path) -> String {
    file.file_stem().unwrap_or_default().to_string_lossy().into_owned()
}

fn file_error(path: &Path, source: io::Error) -> Error {
    Error::File { path: path.to_owned(), source }
}

fn read(path: &Path) -> Result<Vec<u8>, Error> {
    fs::read(path).map_err(|source| file_error(path, source))
}

fn absolute(path: &Path) -> Result<PathBuf, Error> {
    std::path::absolute(path).map_err(|source| file_error(path, source))
}

fn create_dir(path: &Path) -> Result<(), Error> {
    fs::create_dir_all(path).map_err(|source| file_error(path, source))
}

fn remove_dir(path: &Path) -> Result<(), Error> {
    match fs::remove_dir_all(path) {
        Err(source) if source.kind() != io::ErrorKind::NotFound => Err(file_error(path, source)),
        _ => Ok(()),
    }
}

/// Writes a file unless it holds these bytes already: an unchanged component triggers no rebuild of its users.
fn write_if_changed(path: &Path, bytes: &[u8]) -> Result<(), Error> {
    if fs::read(path).is_ok_and(|old| old == bytes) {
        return Ok(());
    }
    fs::write(path, bytes).map_err(|source| file_error(path, source))
}

/// Copies a folder of sources; build folders stay behind.
fn copy_dir(from: &Path, to: &Path) -> Result<(), Error> {
    create_dir(to)?;
    for entry in fs::read_dir(from).map_err(|source| file_error(from, source))? {
        let entry = entry.map_err(|source| file_error(from, source))?;
        let (path, copy) = (entry.path(), to.join(entry.file_name()));
        if path.is_dir() {
            if entry.file_name() != "target" {
                copy_dir(&path, &copy)?;
            }
        } else {
            fs::copy(&path, &copy).map_err(|source| file_error(&path, source))?;
        }
    }
    Ok(())
}
