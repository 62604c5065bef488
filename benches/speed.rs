//! How fast the parts are: `cargo bench`.
//!
//! Parsing and comparing run on documents of this repository, the check on a repository of copies of them, and on
//! `../shared/corpus/nova-specs` where that is there.

use std::fs;
use std::path::{Path, PathBuf};

use divan::counter::BytesCount;
use divan::{Bencher, black_box};
use speclint::compare::compare;
use speclint::document::Formats;
use speclint::template::Template;
use speclint::{Document, Format, Releases, Repository, Request, check};
use tempfile::TempDir;

fn main() {
    divan::main();
}

fn own(path: &str) -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(path)).expect("a file of this repository")
}

/// A megabyte of the sections of a document, without its title.
fn megabyte(path: &str) -> String {
    let source = own(path);
    let format = Formats::default().of(Path::new(path)).expect("a document");
    let body =
        source[Document::parse(source.as_str(), format).outline.headings()[1].heading.start..].to_owned() + "\n\n";
    body.repeat((1 << 20) / body.len())
}

fn parse(bencher: Bencher, path: &str) {
    let source = megabyte(path);
    let format = Formats::default().of(Path::new(path)).expect("a document");
    bencher.counter(BytesCount::of_str(&source)).bench(|| Document::parse(black_box(source.as_str()), format));
}

#[divan::bench]
fn parse_rst(bencher: Bencher) {
    parse(bencher, "specs/liberty/mongodb-backup-restore.rst");
}

#[divan::bench]
fn parse_markdown(bencher: Bencher) {
    parse(bencher, "specs/2026.2/point-in-time-recovery.md");
}

#[divan::bench]
fn compare_outlines(bencher: Bencher) {
    let (template, spec) = (own("templates/liberty.rst"), own("specs/liberty/mongodb-backup-restore.rst"));
    let template = Template::new(Document::parse(template.as_str(), Format::Rst)).expect("a template");
    let spec = Document::parse(spec.as_str(), Format::Rst);
    bencher.bench(|| compare(black_box(&template), black_box(&spec.outline)));
}

#[divan::bench]
fn check_a_thousand_specs(bencher: Bencher) {
    let directory = tempfile::tempdir().expect("a scratch directory");
    let write = |path: &str, text: &str| {
        let path = directory.path().join(path);
        fs::create_dir_all(path.parent().expect("below the directory")).and_then(|()| fs::write(path, text))
    };
    write("release.toml", "current_release = \"liberty\"\n").expect("a writable directory");
    write("templates/liberty.rst", &own("templates/liberty.rst")).expect("a writable directory");
    let spec = own("specs/liberty/mongodb-backup-restore.rst");
    for n in 0..1000 {
        write(&format!("specs/liberty/{n}.rst"), &spec).expect("a writable directory");
    }
    let repository = Repository::find(directory.path()).expect("a specs repository");
    bencher.bench(|| {
        let report = check(&repository, &Request::default());
        assert!(report.passes());
        report
    });
}

#[divan::bench]
fn check_nova_specs(bencher: Bencher) {
    let Some((_directory, repository)) = nova() else {
        eprintln!("SKIPPED check_nova_specs: there is no ../shared/corpus");
        return;
    };
    let request = Request { releases: Releases::All, ..Request::default() };
    bencher.bench(|| check(&repository, &request));
}

/// A copy of the Nova specs with a configuration.
fn nova() -> Option<(TempDir, Repository)> {
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/corpus/nova-specs");
    let directory = tempfile::tempdir().expect("a scratch directory");
    for entry in walkdir::WalkDir::new(&corpus) {
        let entry = entry.ok()?;
        let to: PathBuf = directory.path().join(entry.path().strip_prefix(&corpus).ok()?);
        match entry.file_type().is_dir() {
            true => fs::create_dir_all(to).ok()?,
            false => fs::write(to, fs::read(entry.path()).ok()?).ok()?,
        }
    }
    let config = "current_release = \"2026.2\"\n[layout]\ntemplate = \"specs/{release}-template.rst\"\n\
                  [releases]\nbacklog.check = false\nabandoned.check = false\n";
    fs::write(directory.path().join("release.toml"), config).ok()?;
    let repository = Repository::find(directory.path()).ok()?;
    Some((directory, repository))
}
