//! Links what `build.sh` has compiled.

use std::path::Path;

fn main() {
    let libraries = Path::new(env!("CARGO_MANIFEST_DIR")).join("lib");
    println!("cargo::rerun-if-changed=lib/libjudges.a");
    assert!(libraries.join("libjudges.a").is_file(), "run judge/build.sh first");
    println!("cargo::rustc-link-search=native={}", libraries.display());
    println!("cargo::rustc-link-lib=static=judges");
}
