//! `check --explain`: what specs would be held against.

use super::{faulty, two_releases};
use crate::common::{Output, SPEC, Scratch, TEMPLATE};

/// What is told before the rules.
fn head(output: &Output) -> String {
    let sets = output.stdout.split("\n\n").map(|set| set.split("  rules  ").next().unwrap_or_default().trim_end());
    let head = sets.collect::<Vec<_>>().join("\n\n");
    Output { stdout: head + "\n", stderr: output.stderr.clone(), code: output.code }.to_string()
}

fn explain(scratch: &Scratch, args: &[&str]) -> Output {
    scratch.run(&[&["check", "--explain"], args].concat())
}

/// Whether a rule is told to run so.
fn says(output: &Output, rule: &str) -> bool {
    output.stdout.lines().any(|line| line.trim_start_matches("  rules").trim() == rule)
}

#[test]
fn of_a_spec() {
    let scratch = two_releases();
    insta::assert_snapshot!(explain(&scratch, &["specs/kilo/a.rst"]).passes(), @r#"
    specs/kilo/a.rst
      release        kilo
      configuration  release.toml
      template       templates/kilo.rst
      rules          missing-section = "error"
                     renamed-section = "error"
                     misplaced-section = "error"
                     misordered-section = "error"
                     duplicate-section = "error"
                     extra-section = "error"
                     empty-section = "warn"
                     empty-document = "error"
                     template-text = "warn"
                     heading-adornment = "warn"
                     line-length = "off"
                     trailing-whitespace = "warn"
                     carriage-return = "warn"
                     zero-width-character = "warn"
                     text = "off"
                     metadata = "off"
                     encoding = "error"
                     file-name = "off"
                     file-extension = "error"
                     unexpected-file = "warn"
                     empty-release = "off"
                     suppression = "warn"
    ----- exit 0
    "#);
}

/// Nothing is checked: what is wrong with a spec is not told.
#[test]
fn checks_nothing() {
    let scratch = two_releases();
    scratch.write("specs/liberty/restore.rst", faulty());
    assert_eq!(scratch.run(&[]).code, 1);
    explain(&scratch, &[]).passes();
    explain(&scratch, &["specs/liberty/restore.rst"]).passes();
}

#[test]
fn of_releases() {
    let scratch = two_releases();
    insta::assert_snapshot!(head(&explain(&scratch, &[]).passes()), @"
    specs/liberty/backups.rst
    specs/liberty/copies.rst
    specs/liberty/restore.rst
      release        liberty (the current one)
      configuration  release.toml
      template       templates/liberty.rst
    ----- exit 0
    ");
    insta::assert_snapshot!(head(&explain(&scratch, &["--release", "kilo"]).passes()), @"
    specs/kilo/a.rst
      release        kilo
      configuration  release.toml
      template       templates/kilo.rst
    ----- exit 0
    ");
    scratch.write("specs/liberty/more.rst", SPEC);
    insta::assert_snapshot!(head(&explain(&scratch, &["--all-releases"]).passes()), @"
    specs/kilo/a.rst
      release        kilo
      configuration  release.toml
      template       templates/kilo.rst

    4 specs in specs/liberty
      release        liberty (the current one)
      configuration  release.toml
      template       templates/liberty.rst
    ----- exit 0
    ");
}

/// The specs of a directory, by name where they are few.
#[test]
fn of_paths() {
    let scratch = two_releases();
    let output = explain(&scratch, &["specs/liberty/copies.rst", "specs/kilo", "specs/liberty/backups.rst"]).passes();
    insta::assert_snapshot!(head(&output), @"
    specs/kilo/a.rst
      release        kilo
      configuration  release.toml
      template       templates/kilo.rst

    specs/liberty/backups.rst
    specs/liberty/copies.rst
      release        liberty (the current one)
      configuration  release.toml
      template       templates/liberty.rst
    ----- exit 0
    ");
    let output = scratch.run_in("specs/liberty", &["check", "--explain", "copies.rst"]).passes();
    assert!(
        output.stdout.starts_with("copies.rst\n") && output.stdout.contains("../../templates/liberty.rst\n"),
        "{output}"
    );
}

#[test]
fn of_standard_input() {
    let scratch = two_releases();
    let output = scratch.run_with_stdin(&["check", "--explain", "--stdin-name", "specs/kilo/new.rst", "-"], b"x\n");
    insta::assert_snapshot!(head(&output.passes()), @"
    specs/kilo/new.rst
      release        kilo
      configuration  release.toml
      template       templates/kilo.rst
    ----- exit 0
    ");
}

#[test]
fn of_groups() {
    let scratch = two_releases();
    let config = "\
[sections]
depth = 2
optional = [\"History\", \"* > Costs\"]
[groups.ideas]
layout = { specs = \"ideas\", template = \"templates/idea.rst\" }
sections = { depth = 1, optional = [\"Testing\"], closed = [\"*\"] }
rules.missing-section = \"warn\"
[groups.drafts]
layout.specs = \"drafts/{release}\"
rules.file-name = { pattern = '^\\d{4}-' }
";
    scratch.config(config).write("templates/idea.rst", TEMPLATE).write("ideas/a.rst", SPEC);
    scratch.write("drafts/liberty/0001-a.rst", SPEC);
    insta::assert_snapshot!(head(&explain(&scratch, &[]).passes()), @r#"
    ideas/a.rst
      group          ideas
      configuration  release.toml, [groups."ideas"]
      template       templates/idea.rst
      depth          1 level of the template
      optional       History, * > Costs, Testing
      closed         *

    specs/liberty/backups.rst
    specs/liberty/copies.rst
    specs/liberty/restore.rst
      release        liberty (the current one)
      configuration  release.toml
      template       templates/liberty.rst
      depth          2 levels of the template
      optional       History, * > Costs

    drafts/liberty/0001-a.rst
      release        liberty (the current one)
      group          drafts
      configuration  release.toml, [groups."drafts"]
      template       templates/liberty.rst
      depth          2 levels of the template
      optional       History, * > Costs
    ----- exit 0
    "#);
    let ideas = explain(&scratch, &["ideas"]).passes();
    assert!(says(&ideas, "missing-section = \"warn\"") && says(&ideas, "file-name = \"off\""), "{ideas}");
    let drafts = explain(&scratch, &["drafts"]).passes();
    assert!(drafts.stdout.contains("file-name = {") && drafts.stdout.contains("level = \"error\""), "{drafts}");
    assert!(says(&drafts, "missing-section = \"error\""), "{drafts}");
}

/// All tables that have a say, in their order.
#[test]
fn of_release_patterns() {
    let scratch = two_releases();
    let config = "\
[releases.kilo]
rules.line-length = { max = 100 }
[releases.\"[a-k]*\"]
rules.line-length = { level = \"warn\", max = 79 }
sections.required = [\"Testing\"]
[releases.\"k*\"]
rules.extra-section = \"off\"
sections.optional = [\"Costs\"]
[releases.\"l*\"]
rules.empty-section = \"off\"
";
    scratch.config(config);
    let output = explain(&scratch, &["--release", "kilo"]).passes();
    insta::assert_snapshot!(output, @r#"
    specs/kilo/a.rst
      release        kilo
      configuration  release.toml, [releases."[a-k]*"], [releases."k*"], [releases."kilo"]
      template       templates/kilo.rst
      optional       Costs
      required       Testing
      rules          missing-section = "error"
                     renamed-section = "error"
                     misplaced-section = "error"
                     misordered-section = "error"
                     duplicate-section = "error"
                     extra-section = "off"
                     empty-section = "warn"
                     empty-document = "error"
                     template-text = "warn"
                     heading-adornment = "warn"
                     line-length = { level = "warn", max = 100 }
                     trailing-whitespace = "warn"
                     carriage-return = "warn"
                     zero-width-character = "warn"
                     text = "off"
                     metadata = "off"
                     encoding = "error"
                     file-name = "off"
                     file-extension = "error"
                     unexpected-file = "warn"
                     empty-release = "off"
                     suppression = "warn"
    ----- exit 0
    "#);
    let output = explain(&scratch, &[]).passes();
    assert!(output.stdout.contains("release.toml, [releases.\"l*\"]\n"), "{output}");
    assert!(says(&output, "empty-section = \"off\"") && says(&output, "extra-section = \"error\""), "{output}");
}

#[test]
fn of_a_repository_without_releases() {
    let scratch = Scratch::empty();
    scratch.write("release.toml", "layout = { specs = 'text', template = 't.rst' }\n").write("t.rst", TEMPLATE);
    scratch.write("text/a.rst", SPEC).write("text/b.rst", SPEC).write("text/c.rst", SPEC).write("text/d.rst", SPEC);
    insta::assert_snapshot!(head(&explain(&scratch, &[]).passes()), @"
    4 specs in text
      configuration  release.toml
      template       t.rst
    ----- exit 0
    ");
}

#[test]
fn with_a_template() {
    let scratch = two_releases();
    scratch.write("draft.rst", TEMPLATE);
    let output = explain(&scratch, &["--all-releases", "--template", "draft.rst"]).passes();
    assert_eq!(output.stdout.matches("  template       draft.rst\n").count(), 2, "{output}");
}

/// By other ways to name the configuration.
#[test]
fn with_a_configuration() {
    let scratch = two_releases();
    scratch.write("other.toml", "current_release = 'kilo'\nrules.empty-section = 'error'\n");
    let output = explain(&scratch, &["--config", "other.toml"]).passes();
    assert!(output.stdout.contains("  configuration  other.toml\n"), "{output}");
    assert!(says(&output, "empty-section = \"error\""), "{output}");
}

#[test]
fn of_an_empty_release() {
    insta::assert_snapshot!(head(&explain(&Scratch::new(), &[]).passes()), @"
    0 specs in specs/liberty
      release        liberty (the current one)
      configuration  release.toml
      template       templates/liberty.rst
    ----- exit 0
    ");
}

/// What could not be checked cannot be explained either; the rest can.
#[test]
fn without_a_template() {
    let scratch = two_releases();
    scratch.remove("templates/kilo.rst");
    insta::assert_snapshot!(explain(&scratch, &["specs/kilo/a.rst"]), @r#"
    ----- stderr
      × release.toml: release `kilo` has no template
      help: none of these files exists:

                templates/kilo.rst
                templates/kilo.md

            copy a template there, or name another place in `layout.template`, or leave the release out with

                [releases."kilo"]
                check = false
    ----- exit 2
    "#);
    let output = explain(&scratch, &["--all-releases"]);
    assert_eq!(output.code, 2, "{output}");
    assert!(output.stdout.contains("  release        liberty") && output.stderr.contains("release `kilo`"), "{output}");
}

#[test]
fn of_what_is_not_there() {
    let scratch = two_releases();
    for (args, word) in [
        (&["nowhere.rst"][..], "nowhere.rst"),
        (&["templates/kilo.rst"], "is a template, and no spec"),
        (&["--release", "juno"], "juno"),
        (&["--config", "nowhere.toml"], "nowhere.toml"),
    ] {
        let output = explain(&scratch, args);
        assert!(output.code == 2 && output.stderr.contains(word), "{args:?}: {output}");
    }
    let output = explain(scratch.config("[rules]\nline-lenght = 'off'\n"), &[]);
    assert!(output.code == 2 && output.to_string().contains("line-lenght"), "{output}");
}

/// It checks nothing, and writes nothing.
#[test]
fn with_other_options() {
    let scratch = two_releases();
    for args in [&["--statistics"][..], &["--write-baseline"]] {
        let output = explain(&scratch, args);
        assert!(output.code == 2 && output.stderr.contains("cannot be used with"), "{args:?}: {output}");
    }
}

/// A check against it would fail as well.
#[test]
fn with_a_template_that_is_none() {
    let scratch = two_releases();
    assert_eq!(scratch.run(&["--template", "nowhere.rst"]).code, 2);
    let output = explain(&scratch, &["--template", "nowhere.rst"]);
    assert!(output.code == 2 && output.stderr.contains("nowhere.rst"), "{output}");
}

/// An empty release needs no template to be checked, so none to be explained.
#[test]
fn of_an_empty_release_without_a_template() {
    let scratch = Scratch::new();
    scratch.remove("templates/liberty.rst").run(&[]).passes();
    explain(&scratch, &[]).passes();
}

/// Levels are those that hold for this check.
#[test]
fn with_denied_warnings() {
    let output = explain(&two_releases(), &["--deny-warnings"]).passes();
    assert!(says(&output, "empty-section = \"error\""), "{output}");
}

/// What a check would leave out is told, as a check tells it.
#[test]
fn of_a_release_that_is_left_out() {
    let scratch = two_releases();
    scratch.config("[releases.kilo]\ncheck = false\n");
    let output = explain(&scratch, &["--all-releases"]).passes();
    assert!(output.stdout.contains("left out by release.toml: kilo"), "{output}");
}

/// Of two words for one section, only the one that holds is told.
#[test]
fn of_a_section_that_two_tables_speak_of() {
    let scratch = two_releases();
    scratch.config("sections.required = ['Testing']\n[releases.'k*']\nsections.optional = ['Testing']\n");
    let output = explain(&scratch, &["--release", "kilo"]).passes();
    assert!(
        output.stdout.contains("  optional       Testing\n") && !output.stdout.contains("\n  required "),
        "{output}"
    );
}
