//! Rebuilds the crate when a rule file is added or taken away, which `include_dir!` alone does not notice, and gives the
//! program a hash of its sources, by which it knows what another version of it has kept.

#![allow(clippy::disallowed_methods, reason = "a build script reads the sources; the library does no IO")]

use std::collections::hash_map::DefaultHasher;
use std::hash::{Hash, Hasher};
use std::path::{Path, PathBuf};

fn main() {
    println!("cargo:rerun-if-changed=rules");
    println!("cargo:rerun-if-changed=src");
    println!("cargo:rerun-if-changed=Cargo.lock");
    let mut files = Vec::new();
    for root in ["src", "rules"] {
        collect(Path::new(root), &mut files);
    }
    files.push(PathBuf::from("Cargo.lock"));
    files.sort();
    let mut hasher = DefaultHasher::new();
    for file in files {
        // A file that cannot be read is not part of the program either.
        if let Ok(bytes) = std::fs::read(&file) {
            (file.to_string_lossy().replace('\\', "/"), bytes).hash(&mut hasher);
        }
    }
    println!("cargo:rustc-env=CROSSCHECK_SOURCES={:016x}", hasher.finish());
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() {
            collect(&path, files);
        } else {
            files.push(path);
        }
    }
}
