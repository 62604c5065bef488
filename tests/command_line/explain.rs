//! `check --explain`

use super::two_releases;
use crate::common::SPEC;

#[test]
fn a_spec() {
    let scratch = two_releases();
    scratch.config(
        "sections.depth = 2\nsections.optional = [\"History\", \"* > Storage\"]\n[rules]\nline-length = { max = 100 }\nempty-section = \"off\"\n\
         [releases.\"l*\"]\nrules.empty-section = \"error\"\n[releases.liberty]\nrules.suppression = \"off\"\n",
    );
    insta::assert_snapshot!(scratch.run(&["check", "--explain", "specs/liberty/copies.rst"]).passes(), @r#"
    specs/liberty/copies.rst
      release        liberty (the current one)
      configuration  release.toml, [releases."l*"], [releases."liberty"]
      template       templates/liberty.rst
      depth          2 levels of the template
      optional       * > Storage, History
      rules          missing-section = "error"
                     renamed-section = "error"
                     misplaced-section = "error"
                     misordered-section = "error"
                     duplicate-section = "error"
                     extra-section = "error"
                     empty-section = "error"
                     template-text = "warn"
                     heading-adornment = "warn"
                     line-length = { level = "error", max = 100 }
                     trailing-whitespace = "warn"
                     carriage-return = "warn"
                     zero-width-character = "warn"
                     required-text = "off"
                     front-matter = "off"
                     encoding = "error"
                     file-name = "off"
                     file-extension = "error"
                     unexpected-file = "warn"
                     empty-release = "off"
                     suppression = "off"
    ----- exit 0
    "#);
}

/// Without the list of rules.
fn head(output: &str) -> String {
    output
        .lines()
        .filter(|line| !line.starts_with("    ") && !line.trim_start().starts_with("rules"))
        .map(|line| line.to_owned() + "\n")
        .collect()
}

#[test]
fn all_of_it() {
    let scratch = two_releases();
    scratch
        .config("[groups.backlog]\nlayout.specs = \"backlog\"\nlayout.template = \"templates/kilo.rst\"\n")
        .write("backlog/b.rst", SPEC);
    for name in ["d", "e", "f"] {
        scratch.write(&format!("specs/liberty/{name}.rst"), SPEC);
    }
    insta::assert_snapshot!(head(&scratch.run(&["--explain", "--all-releases"]).passes().stdout), @r#"
    backlog/b.rst
      group          backlog
      configuration  release.toml, [groups."backlog"]
      template       templates/kilo.rst

    specs/kilo/a.rst
      release        kilo
      configuration  release.toml
      template       templates/kilo.rst

    6 specs in specs/liberty
      release        liberty (the current one)
      configuration  release.toml
      template       templates/liberty.rst
    "#);
    insta::assert_snapshot!(head(&scratch.run(&["--explain", "--release", "kilo", "--template", "templates/liberty.rst"]).passes().stdout), @"
    specs/kilo/a.rst
      release        kilo
      configuration  release.toml
      template       templates/liberty.rst
    ");
}

#[test]
fn what_has_no_template() {
    let scratch = two_releases();
    scratch.remove("templates/kilo.rst");
    let output = scratch.run(&["--explain", "--release", "kilo"]);
    assert_eq!(output.code, 2, "{output}");
    assert!(output.stderr.contains("release `kilo` has no template"), "{output}");
}
