//! This repository is a specs repository: its specs conform to their templates, and the test that says so is the
//! one that any specs repository may have.

use std::path::Path;

use speclint::{Document, Format, Releases, Repository, Request, check};

#[test]
fn specs_conform() {
    speclint::assert_conforms(env!("CARGO_MANIFEST_DIR"));
}

#[test]
fn specs_of_all_releases_conform_without_a_warning() {
    let repository =
        Repository::find(Path::new(env!("CARGO_MANIFEST_DIR"))).expect("the repository has a release.toml");
    let request = Request { releases: Releases::All, deny_warnings: true, ..Request::default() };
    let report = check(&repository, &request);
    assert!(report.passes(), "{}", speclint::output::full(&report, speclint::output::Style::default()));
    let releases: Vec<(String, usize)> =
        report.releases.iter().map(|release| (release.set.name(), release.specs)).collect();
    assert_eq!(releases, [("2026.2".to_owned(), 2), ("liberty".to_owned(), 3)]);
}

#[test]
fn the_fixture_has_the_headings_of_the_real_spec() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("specs/liberty/mongodb-backup-restore.rst");
    let source = std::fs::read_to_string(path).expect("the fixture is there");
    let outline = Document::parse(source.as_str(), Format::Rst).outline;
    let headings: Vec<String> =
        outline.section_ids().map(|id| "  ".repeat(outline.depth(id) - 1) + &outline.section(id).text).collect();
    assert_eq!(outline.title().map(|title| &*title.text), Some("MongoDB Backup and Restore"));
    insta::assert_snapshot!(headings.join("\n"), @r"
    Problem Description
    Proposed Change
      Configuration
      Database
      Public API
      Public API Security
      Python API
      CLI (python-troveclient)
      Internal API
      Guest Agent
      Alternatives
    Implementation
      Assignee(s)
      Milestones
      Work Items
    Upgrade Implications
    Dependencies
    Testing
    Documentation Impact
    References
    ");
}

#[test]
#[should_panic = "section `Proposed change` is missing"]
fn a_spec_that_does_not_conform_fails_the_test() {
    let directory = tempfile::tempdir().expect("a directory for the test");
    let write = |path: &str, text: &str| {
        let path = directory.path().join(path);
        std::fs::create_dir_all(path.parent().expect("a path below the directory")).expect("a writable directory");
        std::fs::write(path, text).expect("a writable directory");
    };
    write("release.toml", "current_release = \"one\"\n");
    write("templates/one.rst", "T\n=\n\nProblem\n-------\n\nProposed change\n---------------\n");
    write("specs/one/a.rst", "A\n=\n\nProblem\n-------\n\ntext\n");
    speclint::assert_conforms(directory.path());
}

/// What a test prints of it.
#[test]
fn what_the_test_says() {
    let directory = tempfile::tempdir().expect("a directory for the test");
    let write = |path: &str, text: &str| {
        let path = directory.path().join(path);
        std::fs::create_dir_all(path.parent().expect("a path below the directory")).expect("a writable directory");
        std::fs::write(path, text).expect("a writable directory");
    };
    write("release.toml", "current_release = \"one\"\n[releases.one]\n");
    write("templates/one.rst", "T\n=\n\nProblem\n-------\n\nProposed change\n---------------\n");
    write("specs/one/a.rst", "A\n=\n\nProblem\n-------\n\n::error:: text\n");
    let said = || {
        let repository = Repository::find(directory.path()).expect("it has a configuration");
        let mut said = speclint::output::plain(&check(&repository, &Request::default()));
        // Paths are relative to the working directory, or absolute where that is far away.
        let name = directory.path().file_name().expect("it has a name").to_string_lossy().into_owned() + "/";
        while let Some(at) = said.find(&name) {
            let start = said[..at].rfind([' ', '(', '\n']).map_or(0, |before| before + 1);
            said.replace_range(start..at + name.len(), "");
        }
        said
    };
    insta::assert_snapshot!(said(), @"
    specs/one/a.rst:7:15: error[missing-section] section `Proposed change` is missing
      7 | ::error:: text
      help: write it here (templates/one.rst:7 says what it is for):

        Proposed change
        ---------------

    1 spec of one held against templates/one.rst: it does not conform (1 error)
    ");
    write("release.toml", "current_release = \"one\"\nsections.closed = [\"Problme\"]\n");
    insta::assert_snapshot!(said(), @r#"
    specs/one/a.rst:7:15: error[missing-section] section `Proposed change` is missing
      7 | ::error:: text
      help: write it here (templates/one.rst:7 says what it is for):

        Proposed change
        ---------------

    release.toml:2:21: no template has a section `Problme`
      2 | sections.closed = ["Problme"]
      help: did you mean `Problem`?

    1 spec of one held against templates/one.rst: it does not conform (1 error)
    the check is not complete: see the error above
    "#);
}
