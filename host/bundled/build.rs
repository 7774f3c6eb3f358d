//! Embeds what `target/plugins` holds. With nothing there the crate still builds, so that `cargo check` and
//! editors work on a fresh clone.

use std::path::{Path, PathBuf};
use std::{env, fs, io};

fn main() -> io::Result<()> {
    let root = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").unwrap_or_default()).join("../..");
    let folder = root.join("target/plugins");
    // Cargo looks again when the folder itself changes, and a folder that is not there counts as changed.
    println!("cargo::rerun-if-changed={}", folder.display());
    let mut entries = String::new();
    for path in components(&folder)? {
        println!("cargo::rerun-if-changed={}", path.display());
        let name = path.file_stem().unwrap_or_default().to_string_lossy();
        entries.push_str(&format!("    ({name:?}, include_bytes!({:?})),\n", path.display().to_string()));
    }
    let out = PathBuf::from(env::var_os("OUT_DIR").unwrap_or_default()).join("plugins.rs");
    fs::write(out, format!("&[\n{entries}]\n"))
}

fn components(folder: &Path) -> io::Result<Vec<PathBuf>> {
    if !folder.is_dir() {
        return Ok(Vec::new());
    }
    let mut paths = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path().canonicalize()?;
        if path.extension().is_some_and(|extension| extension == "wasm") {
            paths.push(path);
        }
    }
    paths.sort();
    Ok(paths)
}
