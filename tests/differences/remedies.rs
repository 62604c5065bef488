//! Who does what the help says has a spec that conforms.

use serde_json::Value;

use crate::common::{SPEC, SPEC_MARKDOWN, Scratch, TEMPLATE, TEMPLATE_MARKDOWN, replaced};

/// Writes the missing sections one after another, each where and as the help says, until none is missing.
#[track_caller]
fn follow(template: (&str, &str), name: &str, spec: &str) {
    let scratch = Scratch::new();
    scratch.remove("templates/liberty.rst").write(template.0, template.1);
    let (path, mut spec) = (format!("specs/liberty/{name}"), spec.to_owned());
    for _ in 0..5 {
        let output = scratch.write(&path, &spec).run(&["--format", "json", &path]);
        let report: Value = serde_json::from_str(&output.stdout).expect("JSON");
        let missing = |diagnostic: &&Value| diagnostic["rule"] == "missing-section";
        let Some(diagnostic) = report["diagnostics"].as_array().expect("an array").iter().find(missing) else {
            break;
        };
        let help = diagnostic["help"].as_str().expect("a text");
        let heading: Vec<&str> = help.lines().filter_map(|line| line.strip_prefix("    ")).collect();
        assert!(!heading.is_empty(), "{help}");
        let at = usize::try_from(diagnostic["start_byte"].as_u64().expect("an offset")).expect("a small one");
        spec.insert_str(at, &format!("\n\n{}\n\nNone.\n\n", heading.join("\n")));
    }
    let output = scratch.check(name, &spec);
    assert_eq!((output.code, output.stdout.matches('×').count()), (0, 0), "{output}\n{spec}");
}

const RST: (&str, &str) = ("templates/liberty.rst", TEMPLATE);
const MARKDOWN: (&str, &str) = ("templates/liberty.md", TEMPLATE_MARKDOWN);

#[test]
fn one_section() {
    for section in [
        "Problem\n=======\n\nBackups are taken by hand, and often forgotten.\n\n",
        "Interfaces\n----------\n\nNone.\n\n",
        "Storage\n-------\n\nA table of schedules.\n\n",
        "Testing\n=======\n\nA scenario restores the backup of the night before.\n",
    ] {
        let spec = replaced(SPEC, section, "");
        follow(RST, "spec.rst", &spec);
        follow(RST, "spec.rst", spec.trim_end());
        follow(MARKDOWN, "spec.rst", &spec);
    }
    for section in [
        "## Problem\n\nBackups are taken by hand, and often forgotten.\n\n",
        "### Interfaces\n\nNone.\n\n",
        "### Storage\n\nA table of schedules.\n\n",
        "## Testing\n\nA scenario restores the backup of the night before.\n",
    ] {
        let spec = replaced(SPEC_MARKDOWN, section, "");
        follow(MARKDOWN, "spec.md", &spec);
        follow(MARKDOWN, "spec.md", spec.trim_end());
        follow(RST, "spec.md", &spec);
    }
}

#[test]
fn a_whole_tree() {
    let end = SPEC.find("Change\n======").expect("it has the section");
    follow(RST, "spec.rst", &SPEC[..end]);
    let end = SPEC_MARKDOWN.find("## Change").expect("it has the section");
    follow(MARKDOWN, "spec.md", &SPEC_MARKDOWN[..end]);
    follow(RST, "spec.md", &SPEC_MARKDOWN[..end]);
}

/// The spec's own adornments are not those of the template.
#[test]
fn adornments_that_the_spec_has() {
    let spec = SPEC.replace("===", "###").replace("---", "+++").replace('=', "#").replace('-', "+");
    follow(RST, "spec.rst", &replaced(&spec, "Storage\n+++++++\n\nA table of schedules.\n\n", ""));
    follow(MARKDOWN, "spec.rst", &replaced(&spec, "Interfaces\n++++++++++\n\nNone.\n\n", ""));
}

/// The spec has no subsection whose adornment could be taken, and uses the template's for its first level.
#[test]
fn adornments_that_the_spec_has_not() {
    let spec = "Nightly Backups\n===============\n\nSummary.\n\nProblem\n-------\n\nNone.\n\nChange\n------\n\nNone.\n\nTesting\n-------\n\nNone.\n";
    follow(MARKDOWN, "spec.rst", spec);
    follow(RST, "spec.rst", spec);
}

/// A spec without any section yet.
#[test]
fn nothing_but_a_title() {
    follow(RST, "spec.rst", "===============\nNightly Backups\n===============\n\nSummary.\n");
    follow(MARKDOWN, "spec.md", "# Nightly Backups\n\nSummary.\n");
    follow(RST, "spec.md", "# Nightly Backups\n\nSummary.\n");
}
