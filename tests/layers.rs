//! What ARCHITECTURE.md says of the modules: each knows only those before it, and the first ones touch no file.

use std::fs;
use std::path::{Path, PathBuf};

/// The modules in the order in which data flows through them.
const MODULES: [&str; 28] = [
    "pattern",
    "escape",
    "lines",
    "edit",
    "nearest",
    "error",
    "document",
    "template",
    "compare",
    "rules",
    "checker",
    "paths",
    "parallel",
    "files",
    "config",
    "repository",
    "check",
    "fix",
    "output",
    "texts",
    "diff",
    "plan",
    "release",
    "new",
    "init",
    "server",
    "cli",
    "main",
];

/// The last module that works where there is no file system.
const LAST_PURE: &str = "checker";

/// What reaches outside of the program.
const IMPURE: [&str; 12] = [
    "std::fs",
    "std::env",
    "std::process",
    "std::time",
    "std::thread",
    "std::net",
    "std::io",
    ".canonicalize()",
    ".exists()",
    ".is_dir()",
    ".metadata()",
    "walkdir",
];

struct Source {
    path: PathBuf,
    /// Its place in [`MODULES`].
    module: usize,
    /// Without its tests.
    text: String,
}

fn place(module: &str) -> usize {
    MODULES.iter().position(|name| *name == module).unwrap_or_else(|| panic!("`{module}` is not in the list"))
}

fn sources() -> Vec<Source> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let files = walkdir::WalkDir::new(&root).into_iter().map(|entry| entry.expect("readable"));
    let files = files.filter(|entry| entry.path().extension().is_some_and(|extension| extension == "rs"));
    let mut sources = Vec::new();
    for file in files {
        let path = file.path().strip_prefix(&root).expect("below").to_owned();
        let first = path.iter().next().expect("a name").to_string_lossy();
        let module = first.trim_end_matches(".rs").to_owned();
        if module == "lib" {
            continue;
        }
        let text = fs::read_to_string(file.path()).expect("readable");
        let text = text.split("#[cfg(test)]\nmod tests").next().unwrap_or_default().to_owned();
        sources.push(Source { path, module: place(&module), text });
    }
    assert!(sources.len() > 100);
    sources
}

/// The modules of the crate that a text names. A path that begins with a type is one of what `lib.rs` exports.
fn named(text: &str) -> impl Iterator<Item = &str> {
    let names = text.match_indices("crate::").map(|(at, prefix)| {
        let rest = &text[at + prefix.len()..];
        &rest[..rest.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(rest.len())]
    });
    names.filter(|name| name.starts_with(|c: char| c.is_lowercase()))
}

/// Code without comments: these may speak of what comes later.
fn code(text: &str) -> String {
    text.lines().filter(|line| !line.trim_start().starts_with("//")).map(|line| line.to_owned() + "\n").collect()
}

#[test]
fn imports_point_up() {
    let mut down = Vec::new();
    for source in sources() {
        for name in named(&code(&source.text)) {
            if place(name) > source.module {
                down.push(format!("{} imports `{name}`", source.path.display()));
            }
        }
    }
    assert!(down.is_empty(), "{down:#?}");
}

#[test]
fn the_first_ones_touch_no_file() {
    let mut impure = Vec::new();
    for source in sources().into_iter().filter(|source| source.module <= place(LAST_PURE)) {
        let code = code(&source.text);
        impure.extend(IMPURE.iter().filter(|word| code.contains(*word)).map(|word| (source.path.clone(), *word)));
    }
    impure.retain(|(path, word)| !(path == Path::new("error.rs") && *word == "std::io"));
    assert!(impure.is_empty(), "{impure:#?}");
}
