//! What differs for specs with certain metadata.

use crate::common::{SPEC, Scratch, TEMPLATE, replaced};

/// A spec with a status, and perhaps without a section.
fn spec(status: &str, is_whole: bool) -> String {
    let spec = replaced(SPEC, "Every database", &format!(":Status: {status}\n\nEvery database"));
    match is_whole {
        true => spec,
        false => replaced(&spec, "Testing\n=======\n\nA scenario restores the backup of the night before.\n", ""),
    }
}

const CONFIG: &str = r#"
[when.draft]
metadata.status = ["draft"]
sections.optional = ["Testing"]

[when.short]
metadata.status = ["short.*"]
layout.template = "templates/short.rst"

[when.loud]
metadata = { status = ["short and loud"], owner = ["Jane"] }
rules.empty-section = "error"

[when.moved]
metadata.status = ["moved"]
check = false
"#;

fn repository() -> Scratch {
    let scratch = Scratch::new();
    scratch
        .config(CONFIG)
        .write("templates/short.rst", "Title\n=====\n\nProblem\n-------\n\nWhat?\n\nChange\n------\n\nHow?\n");
    scratch
}

#[test]
fn other_sections_another_template_or_no_check() {
    let scratch = repository();
    scratch.write("specs/liberty/a.rst", spec("draft", false)).write("specs/liberty/b.rst", spec("done", false));
    scratch.write(
        "specs/liberty/c.rst",
        "T\n=\n\n:Status: shorter\n\nProblem\n-------\n\nNone.\n\nChange\n------\n\nAll.\n",
    );
    scratch.write("specs/liberty/d.rst", "Moved\n=====\n\n:Status: moved\n");
    insta::assert_snapshot!(scratch.run(&["--format", "short"]), @"
    specs/liberty/b.rst:27:22: error[missing-section] section `Testing` is missing
    2 specs of liberty held against templates/liberty.rst: 1 conforms, 1 does not (1 error)
    1 spec of liberty held against templates/short.rst: it conforms
    3 specs in all: 2 conform, 1 does not (1 error)
    1 of 1 finding can be fixed with `speclint fix --add-missing`
    passed over: 1 spec (specs/liberty/d.rst) by [when.moved]
    ----- exit 1
    ");
    let output = scratch.run(&["--format", "json"]);
    assert!(output.stdout.contains("templates/short.rst"), "{output}");
}

/// A later table is laid over an earlier one.
#[test]
fn several_that_apply() {
    let scratch = repository();
    let spec = |owner: &str| {
        format!("T\n=\n\n:Status: short and loud\n:Owner: {owner}\n\nProblem\n-------\n\nChange\n------\n\nAll.\n")
    };
    let level =
        |owner| scratch.findings("a.rst", spec(owner)).iter().any(|found| found.contains("error[empty-section]"));
    assert!(level("Jane"));
    assert!(!level("Joe"), "all conditions have to hold");
}

#[test]
fn explained() {
    let scratch = repository();
    scratch.write("specs/liberty/a.rst", spec("draft", false)).write("specs/liberty/d.rst", spec("moved", true));
    let output = scratch.run(&["--explain"]);
    let lines = output.stdout.lines().filter(|line| !line.contains(" = "));
    insta::assert_snapshot!(lines.collect::<Vec<_>>().join("\n"), @"
    specs/liberty/a.rst
      release        liberty (the current one)
      configuration  release.toml, [when.draft]
      metadata       `status` is `draft`
      template       templates/liberty.rst
      optional       Testing

    specs/liberty/d.rst
      release        liberty (the current one)
      configuration  release.toml, [when.moved]
      metadata       `status` is `moved`
      check          no, by [when.moved]
    ");
}

/// A fix holds specs against what a check does.
#[test]
fn of_a_fix() {
    let scratch = repository();
    scratch.write("specs/liberty/a.rst", spec("draft", false)).write("specs/liberty/b.rst", spec("done", false));
    scratch.write("specs/liberty/d.rst", spec("moved", false));
    insta::assert_snapshot!(scratch.run(&["fix", "--add-missing"]), @"
    specs/liberty/b.rst: missing-section
    1 diagnostic fixed in 1 of 2 specs; nothing is left
    ----- exit 0
    ");
    assert_eq!(
        std::fs::read_to_string(scratch.path("specs/liberty/a.rst")).expect("it is there"),
        spec("draft", false)
    );
}

/// A check of specs of which none is to be checked has checked nothing.
#[test]
fn that_leaves_all_out() {
    let scratch = repository();
    scratch.write("specs/liberty/d.rst", spec("moved", true));
    insta::assert_snapshot!(scratch.run(&[]), @"
    no spec of liberty was to be checked
    passed over: 1 spec (specs/liberty/d.rst) by [when.moved]
    the check is not complete: see the error above
    ----- stderr
      × release.toml: nothing to check for release `liberty`: `[when]` leaves the one spec out
      help: `speclint check --explain` says why; correct the tables of `[when]`

    ----- exit 2
    ");
    scratch.write("specs/liberty/a.rst", spec("done", true));
    assert_eq!(scratch.run(&["specs/liberty/d.rst"]).code, 2);
    assert_eq!(scratch.run(&["specs/liberty/d.rst", "--skip-other-files"]).code, 0);
}

/// No table applies where the metadata cannot be read, and that is an error, though no rule looks at them.
#[test]
fn with_metadata_that_cannot_be_read() {
    let scratch = Scratch::with_markdown();
    scratch.config("[when.moved]\nmetadata.status = ['moved']\ncheck = false\n");
    let spec = format!("---\nstatus: moved: here\n---\n\n{}", crate::common::SPEC_MARKDOWN);
    insta::assert_snapshot!(scratch.check("a.md", spec), @"
    metadata

      × the metadata cannot be read: mapping values are not allowed in this context
       ╭─[specs/liberty/a.md:2:1]
     1 │ ---
     2 │ status: moved: here
       · ─────────┬─────────
       ·          ╰── here
     3 │ ---
       ╰────
      help: correct it; quotes around a value help where it has a colon

    1 spec of liberty held against templates/liberty.md: it does not conform (1 error)
    ----- exit 1
    ");
}

#[test]
fn mistakes() {
    let scratch = repository();
    scratch.write("specs/liberty/a.rst", spec("done", true));
    for (config, expected) in [
        ("[when.a]\ncheck = false", "`metadata` is missing"),
        ("[when.a]\nmetadata = {}", "`[when.a]` never applies"),
        ("[when.a]\nmetadata.status = []", "`[when.a]` never applies"),
        ("[when.a]\nmetadata.status = ['(']", "invalid regular expression"),
        ("[when.a]\nmetadata.status = ['b']\nlayout.specs = 'b'", "unknown key `specs`"),
        ("[when.a]\nmetadata.status = ['b']\nlayout.template = '../b'", "leads out"),
        ("[when.a]\nmetadata.status = ['b']\nlayout.template = 'b.rst'", "has no template"),
        ("[when.a]\nmetadata.status = ['b']\nrules.metadata.file = 'b.yaml'", "on which it depends"),
        ("[when.a]\nmetadata.status = ['b']\nsections.optional = ['Tseting']\nsections.depth = 1", ""),
        ("[when.a]\nmetadata.status = ['b']\nsections.closed = ['Tseting']", "no template has a section `Tseting`"),
        ("[when.a]\nmetadata.status = ['b']\nrules.text = 'error'", "nothing that it looks for"),
        ("[when.a]\nmetadata.status = ['b']\ncheck = 'no'", "expected a boolean"),
    ] {
        let output = scratch.config(config).run(&[]);
        let is_mistake = !expected.is_empty();
        assert_eq!(output.code == 2, is_mistake, "{config}: {output}");
        assert!(output.stderr.contains(expected), "{config}: {output}");
    }
}

/// A key that neither the template nor the rule `metadata` knows is mistyped.
#[test]
fn of_a_key_that_is_nowhere() {
    let scratch = repository();
    let template = TEMPLATE.replacen("=====\n\nSay", "=====\n\n:Status: draft\n\nSay", 1);
    assert_ne!(template, TEMPLATE);
    scratch.write("templates/liberty.rst", template).write("specs/liberty/a.rst", spec("done", true));
    let when = |key: &str| format!("[when.a]\nmetadata.{key} = ['moved']\ncheck = false\n");
    insta::assert_snapshot!(scratch.config(&when("sttus")).run(&["--format", "short"]), @"
    1 spec of liberty held against templates/liberty.rst: it conforms
    the check is not complete: see the error above
    ----- stderr
    release.toml:3:10: no template has `sttus` among its metadata
    ----- exit 2
    ");
    scratch.config(&when("status")).run(&[]).passes();
    let known = format!("rules.metadata.keys.kind = {{ required = false }}\n{}", when("kind"));
    scratch.config(&known).run(&[]).passes();
}

/// What the table of a release says holds for its specs of all metadata.
#[test]
fn over_a_release() {
    let scratch = repository();
    scratch.write("templates/kilo.rst", TEMPLATE).write("specs/kilo/a.rst", spec("draft", false));
    scratch.write("specs/liberty/a.rst", spec("draft", false));
    let config = "releases.kilo.sections.required = ['Testing']\n[when.draft]\nmetadata.status = ['draft']\n";
    scratch.config(&format!("{config}sections.optional = ['Testing']\n"));
    assert_eq!(scratch.run(&["--all-releases"]).code, 0);
}
