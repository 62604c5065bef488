//! Levels, and what `release.toml` makes of them.

use crate::common::{SPEC, Scratch, TEMPLATE, replaced};

/// What is found in a spec with an empty section (`warn` by default), one that is missing (`error`) and a long line
/// (`off`).
fn found(config: &str) -> Vec<String> {
    let scratch = Scratch::new();
    let spec = replaced(SPEC, "A table of schedules.", "");
    let spec = replaced(&spec, "Testing\n=======\n\nA scenario restores the backup of the night before.\n", "");
    let spec = replaced(&spec, "A scheduler", &"x".repeat(80));
    let found = scratch.config(config).findings("spec.rst", spec.trim_end().to_owned() + "\n");
    let rules = found.iter().filter_map(|finding| finding.split(' ').nth(1).map(str::to_owned));
    rules.collect()
}

#[test]
fn by_default() {
    assert_eq!(found(""), ["warning[empty-section]", "error[missing-section]"]);
}

#[test]
fn set() {
    let config = "[rules]\nmissing-section = \"warn\"\nempty-section = \"off\"\nline-length = \"warn\"\n";
    assert_eq!(found(config), ["warning[line-length]", "warning[missing-section]"]);
    let config = "[rules]\nmissing-section = \"off\"\nempty-section = \"error\"\n";
    assert_eq!(found(config), ["error[empty-section]"]);
}

#[test]
fn in_a_table() {
    let config = "[rules]\nempty-section = { level = \"error\" }\nmissing-section = { level = \"off\" }\n";
    assert_eq!(found(config), ["error[empty-section]"]);
    let config = "[rules.line-length]\nlevel = \"warn\"\nmax = 60\n";
    assert_eq!(found(config), ["warning[line-length]", "warning[empty-section]", "error[missing-section]"]);
}

/// Options without a level keep the default, and turn on a rule that is off.
#[test]
fn options_alone() {
    let (on, off) = ("error[line-length]", ["warning[empty-section]", "error[missing-section]"]);
    assert_eq!(found("rules.line-length = { max = 79 }\n"), [on, off[0], off[1]]);
    assert_eq!(found("rules.line-length = {}\n"), off);
    assert_eq!(found("rules.line-length = { max = 79, level = \"off\" }\n"), off);
    assert_eq!(found("rules.template-text = { min-words = 3 }\n"), off);
}

#[test]
fn warnings_do_not_fail() {
    let scratch = Scratch::new();
    scratch.config("rules.missing-section = \"warn\"\n");
    let output = scratch.check("spec.rst", "Nightly Backups\n===============\n\nSummary.\n");
    assert_eq!(output.code, 0);
    assert!(output.stdout.contains(" it conforms (1 warning)\n"), "{output}");
}

/// The table of a release lies over the one of all: what it does not say stays.
#[test]
fn of_one_release() {
    let scratch = Scratch::new();
    let spec = replaced(SPEC, "A table of schedules.", "") + &"x".repeat(90) + "\n";
    scratch.write("templates/kilo.rst", TEMPLATE).write("specs/kilo/a.rst", &spec).write("specs/liberty/a.rst", &spec);
    let codes = |config: &str| {
        scratch.config(config);
        ["liberty", "kilo"].map(|release| scratch.run(&["--release", release]).code)
    };
    assert_eq!(codes(""), [0, 0]);
    assert_eq!(codes("rules.empty-section = \"error\"\n"), [1, 1]);
    assert_eq!(codes("rules.empty-section = \"error\"\n[releases.kilo]\nrules.empty-section = \"off\"\n"), [1, 0]);
    assert_eq!(codes("[releases.kilo]\nrules.empty-section = \"error\"\n"), [0, 1]);
    assert_eq!(codes("[releases.kilo]\nrules.line-length = { max = 79 }\n"), [0, 1]);
    assert_eq!(codes("rules.line-length = { max = 79 }\n[releases.kilo]\nrules.line-length.max = 90\n"), [1, 0]);
    assert_eq!(
        codes(
            "rules.line-length = { max = 79, exempt = [\"no-spaces\"] }\n[releases.kilo]\nrules.line-length.exempt = []\n"
        ),
        [0, 1]
    );
    assert_eq!(codes("rules.line-length = { max = 79 }\n[releases.kilo]\nrules.line-length = \"warn\"\n"), [1, 0]);
}
