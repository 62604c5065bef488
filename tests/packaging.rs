//! What is written of addresses and versions for users to copy is what Cargo.toml says.

use std::fs;
use std::path::Path;

use regex::Regex;

/// The pages and definitions that people copy lines from.
const PAGES: [&str; 8] = [
    "README.md",
    "docs/install.md",
    "docs/ci.md",
    "ci/gitlab.yml",
    "ci/zuul/zuul.yaml",
    "ci/Dockerfile",
    "action.yml",
    "packaging/npm/wasm/README.md",
];

fn read(path: &str) -> String {
    let whole = Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
    fs::read_to_string(&whole).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// All that a pattern's group finds in the pages, with the page.
fn found(pattern: &str) -> Vec<(&'static str, String)> {
    let pattern = Regex::new(pattern).expect("a pattern");
    let of = |page: &'static str| {
        let text = read(page);
        pattern.captures_iter(&text).map(|found| (page, found[1].to_owned())).collect::<Vec<_>>()
    };
    PAGES.into_iter().flat_map(of).collect()
}

#[test]
fn versions() {
    let found = found(
        r#"(?:speclint==|rev: v|speclint/speclint@v|speclint/raw/v|SPECLINT_VERSION: "|such as "?)(\d+\.\d+\.\d+[-.\w]*\b)"#,
    );
    assert!(found.len() >= 8, "{found:?}");
    for (page, version) in found {
        assert_eq!(version, env!("CARGO_PKG_VERSION"), "{page}: `packaging/set_version.py` changes it");
    }
}

#[test]
fn the_series_of_the_library() {
    let found = found(r#"speclint = \{ version = "([^"]+)""#);
    assert_eq!(found.len(), 2, "{found:?}");
    for (page, series) in found {
        let version = env!("CARGO_PKG_VERSION");
        assert!(version.starts_with(&(series.clone() + ".")), "{page}: {series} is not that of {version}");
    }
}

#[test]
fn addresses() {
    let (homepage, repository) = (env!("CARGO_PKG_HOMEPAGE"), env!("CARGO_PKG_REPOSITORY"));
    let host = homepage.split("://").nth(1).expect("an address");
    let found = found(&format!(r"(https?://{}[^\s`)>]*)", regex::escape(host)));
    assert!(found.len() >= 4, "{found:?}");
    for (page, address) in found {
        let rest = address.strip_prefix(repository);
        let is_known = rest.is_some_and(|rest| rest.is_empty() || rest == "-pre-commit" || rest.starts_with('/'));
        assert!(is_known || address == homepage, "{page}: {address} is neither {repository} nor {homepage}");
    }
    let slug = repository.splitn(4, '/').nth(3).expect("an owner and a name");
    let used = self::found(r"uses: (speclint/\S+)@");
    assert!(used.iter().all(|(_, name)| name == slug) && !used.is_empty(), "{used:?}");
}

#[test]
fn hooks_are_written_alike_wherever_they_are() {
    let entry = "entry: speclint check --staged --skip-other-files";
    for file in [".pre-commit-hooks.yaml", "docs/install.md", "src/init/scaffold.rs"] {
        assert!(read(file).contains(entry), "{file}");
    }
}
