//! The `[sections]` table: what holds beyond what templates say.

use super::mistake;
use crate::common::{Scratch, markdown, rst};

/// What the tests hold specs against, where they do not say.
const TEMPLATE: &[&str] = &["A", "B", "  B1", "  B2", "    B2a", "C"];

/// The errors in a spec with these headings, in both formats: `missing B`, `extra X`.
#[track_caller]
fn found_with(template: &[&str], sections: &str, spec: &[&str]) -> Vec<String> {
    let findings = |scratch: Scratch, name: &str, document: fn(&[&str]) -> String| {
        scratch.config(&format!("[sections]\n{sections}\n"));
        scratch.write(&format!("templates/liberty.{name}"), document(template));
        let found = scratch.findings(&format!("spec.{name}"), document(spec));
        let found = found.iter().filter_map(|line| line.split_once(": error[")?.1.split_once("-section] "));
        let heading = |message: &str| message.split('`').nth(1).unwrap_or_default().to_owned();
        let mut found: Vec<String> = found.map(|(what, message)| format!("{what} {}", heading(message))).collect();
        found.sort();
        found
    };
    let found = findings(Scratch::new(), "rst", rst);
    assert_eq!(found, findings(Scratch::with_markdown(), "md", markdown), "{sections}: in Markdown");
    found
}

#[track_caller]
fn found(sections: &str, spec: &[&str]) -> Vec<String> {
    found_with(TEMPLATE, sections, spec)
}

/// Rows of what `[sections]` says, a spec, and what is found in it.
#[track_caller]
fn all(rows: &[(&str, &[&str], &[&str])]) {
    for (sections, spec, expected) in rows {
        assert_eq!(found(sections, spec), *expected, "{sections}: {spec:?}");
    }
}

#[test]
fn that_says_nothing() {
    all(&[
        ("", TEMPLATE, &[]),
        ("", &["A", "C"], &["missing B"]),
        ("", &["A", "B", "  B1", "  B2", "C", "X"], &["extra X", "missing B2a"]),
        ("optional = []\ndepth = 9", &["A", "C"], &["missing B"]),
    ]);
}

#[test]
fn optional() {
    all(&[
        ("optional = ['B']", &["A", "C"], &[]),
        ("optional = ['B']", &["A", "B", "C"], &["missing B1", "missing B2"]),
        ("optional = ['B', 'C']", &["A"], &[]),
        ("optional = ['B > B1']", &["A", "B", "  B2", "    B2a", "C"], &[]),
        ("optional = ['B1']", &["A", "B", "  B2", "    B2a", "C"], &["missing B1"]),
        ("optional = ['B > B2 > B2a']", &["A", "B", "  B1", "  B2", "C"], &[]),
        ("optional = ['A']", &["B", "  B1", "  B2", "    B2a", "C", "A"], &["misordered A"]),
    ]);
}

/// Sections that the template has not may stand anywhere among their siblings.
#[test]
fn optional_beside_the_template() {
    let spec = ["A", "B", "  B1", "  B2", "    B2a", "C"];
    assert_eq!(found("optional = ['History']", &spec), [""; 0]);
    for at in [0, 1, 5, 6] {
        let mut spec = spec.to_vec();
        spec.insert(at, "History");
        assert_eq!(found("optional = ['History']", &spec), [""; 0], "{spec:?}");
        assert_eq!(found("", &spec), ["extra History"]);
        spec.push("History");
        assert_eq!(found("optional = ['History']", &spec), ["duplicate History"], "{spec:?}");
    }
    let under = ["A", "B", "  New", "  B1", "  B2", "    B2a", "C"];
    all(&[
        ("closed = ['B']", &under, &["extra New"]),
        ("closed = ['B']\noptional = ['B > New']", &under, &[]),
        ("closed = ['B']\noptional = ['New']", &under, &["extra New"]),
        ("optional = ['History', 'Background']", &["Background", "A", "C", "History"], &["missing B"]),
    ]);
}

#[test]
fn required() {
    let template = &["A", "B (optional)", "C", "  D"];
    for (sections, spec, expected) in [
        ("", &["A", "C"][..], &["missing D"][..]),
        ("required = ['B']", &["A", "C", "  D"], &["missing B"]),
        ("required = ['B (optional)']", &["A", "C", "  D"], &["missing B"]),
        ("required = ['B']", &["A", "B (optional)", "C", "  D"], &[]),
        ("required = ['B']", &["A", "B", "C", "  D"], &[]),
        ("required = ['A']", &["C", "  D"], &["missing A"]),
        ("required = ['*']", &["A", "C", "  D"], &["missing B"]),
    ] {
        assert_eq!(found_with(template, sections, spec), expected, "{sections}: {spec:?}");
    }
}

#[test]
fn required_beside_the_template() {
    let spec = TEMPLATE;
    let with = |at: usize, heading: &'static str| {
        let mut spec = spec.to_vec();
        spec.insert(at, heading);
        spec
    };
    all(&[
        ("required = ['References']", spec, &["missing References"]),
        ("required = ['References']", &with(0, "References"), &[]),
        ("required = ['References']", &with(6, "References"), &[]),
        ("required = ['References']", &with(2, "  References"), &["misplaced References"]),
        ("required = ['References']", &with(6, "Refrences"), &["renamed References"]),
        ("required = ['C > Costs']", spec, &["missing Costs"]),
        ("required = ['C > Costs']", &with(6, "  Costs"), &[]),
        ("required = ['C > Costs']", &with(6, "Costs"), &["misplaced Costs"]),
        ("required = ['References', 'Costs']", spec, &["missing Costs", "missing References"]),
    ]);
}

/// A section under one that the template has not brings that one along.
#[test]
fn required_under_another() {
    let mut spec = TEMPLATE.to_vec();
    let sections = "required = ['Security > Threats']";
    assert_eq!(found(sections, &spec), ["missing Security"], "and not what is under it");
    spec.push("Security");
    assert_eq!(found(sections, &spec), ["missing Threats"]);
    spec.push("  Threats");
    assert_eq!(found(sections, &spec), [""; 0]);
    let sections = "optional = ['Security']\nrequired = ['Security > Threats']";
    assert_eq!(found(sections, TEMPLATE), [""; 0], "if it may be left out, so may that");
    assert_eq!(found(sections, &spec[..7]), ["missing Threats"]);
    let spec = ["A", "  New", "    Deep", "B", "  New", "    Deep"];
    let sections = "required = ['* > New > Deep']";
    assert_eq!(found_with(&["A", "B"], sections, &spec), [""; 0]);
    assert_eq!(found_with(&["A", "B"], sections, &spec[..5]), ["missing Deep"]);
}

/// A new spec has them, each at its level.
#[test]
fn required_of_a_new_spec() {
    let scratch = Scratch::new();
    scratch.config("[sections]\nrequired = ['B > New']\n").write("templates/liberty.rst", rst(&["A", "B", "  C"]));
    scratch.run(&["new", "x"]);
    let findings = scratch.run(&["--format", "short"]).stdout;
    assert!(!findings.contains("missing-section") && !findings.contains("misplaced-section"), "{findings}");
    assert!(std::fs::read_to_string(scratch.path("specs/liberty/x.rst")).is_ok_and(|spec| spec.contains("New\n---")));
}

/// What cannot be there may be left out.
#[test]
fn optional_under_another() {
    let mut spec = TEMPLATE.to_vec();
    spec.push("Security");
    assert_eq!(found("optional = ['Security', 'Security > Threats']", &spec), [""; 0]);
}

#[test]
fn repeat() {
    let spec = &["A", "A", "B", "  B1", "  B1", "  B2", "    B2a", "C"];
    all(&[
        ("", spec, &["duplicate A", "duplicate B1"]),
        ("repeat = ['A']", spec, &["duplicate B1"]),
        ("repeat = ['A', 'B > B1']", spec, &[]),
        ("repeat = ['*']", spec, &["duplicate B1"]),
        ("repeat = ['*', '* > *']", spec, &[]),
        ("repeat = ['A']", &["B", "  B1", "  B2", "    B2a", "C"], &["missing A"]),
        ("repeat = ['A']", &["A", "B", "  B1", "  B2", "    B2a", "C", "A"], &["misordered A"]),
        ("optional = ['History']\nrepeat = ['History']", &["History", "A", "C", "History"], &["missing B"]),
    ]);
}

#[test]
fn any_order() {
    let spec = &["A", "B", "  B2", "    B2a", "  B1", "C"];
    let moved = found("", spec);
    assert!(moved.len() == 1 && moved[0].starts_with("misordered "), "{moved:?}");
    all(&[
        ("any-order = ['B']", spec, &[]),
        ("any-order = ['*']", spec, &[]),
        ("any-order = ['B']", &["A", "B", "  B2", "    B2a", "C"], &["missing B1"]),
    ]);
    assert_eq!(found("any-order = ['A']", spec), moved);
    assert_eq!(found("any-order = ['B > *']", spec), moved, "of what is under the children");
}

#[test]
fn open_and_closed() {
    let spec = &["A", "  X", "B", "  B1", "  B2", "    B2a", "    Y", "  Z", "C"];
    all(&[
        ("", spec, &[]),
        ("closed = ['A']", spec, &["extra X"]),
        ("closed = ['A', 'B']", spec, &["extra X", "extra Z"]),
        ("closed = ['B > B2']", spec, &["extra Y"]),
        ("closed = ['*']", spec, &["extra X", "extra Z"]),
        ("closed = ['*', '* > *']", spec, &["extra X", "extra Y", "extra Z"]),
        ("closed = ['*']\nopen = ['A']", spec, &["extra Z"]),
        ("open = ['*']\nclosed = ['A']", spec, &["extra X"]),
    ]);
}

/// Over what the template says of itself.
#[test]
fn over_annotations() {
    let template = &["A <- optional", "B <- closed", "  B1", "C <- open repeat"];
    let spec = &["B", "  B1", "  X", "C", "  Y", "C"];
    for (sections, expected) in [
        ("", &["extra X"][..]),
        ("required = ['A']", &["extra X", "missing A"]),
        ("open = ['B']", &[]),
        ("closed = ['C']", &["extra X", "extra Y"]),
        ("optional = ['C']", &["extra X"]),
    ] {
        assert_eq!(found_with(template, sections, spec), expected, "{sections}");
    }
}

/// A section that is known by a pattern is named by the heading that the template has.
#[test]
fn and_patterns_of_the_template() {
    let template = &["A", "Story 1 <- match ^Story \\d+$"];
    assert_eq!(found_with(template, "repeat = ['Story 1']", &["A", "Story 1", "Story 2"]), [""; 0]);
    assert_eq!(found_with(template, "", &["A", "Story 1", "Story 2"]), ["duplicate Story 2"]);
    assert_eq!(found_with(template, "optional = ['Story 1']", &["A"]), [""; 0]);
}

#[test]
fn depth() {
    let spec = &["A", "B", "  B1", "  B2", "    Y", "C"];
    all(&[
        ("depth = 1", &["A", "B", "C"], &[]),
        ("depth = 1", &["A", "C", "  C1"], &["missing B"]),
        ("depth = 1", &["A", "B", "C", "X"], &["extra X"]),
        ("depth = 2", spec, &[]),
        ("depth = 2", &["A", "B", "  B1", "C"], &["missing B2"]),
        ("depth = 3", spec, &["missing B2a"]),
        ("depth = 4", spec, &["missing B2a"]),
        ("", spec, &["missing B2a"]),
        ("depth = 1\nclosed = ['B']", &["A", "B", "  X", "C"], &[]),
        ("depth = 2\nclosed = ['B', 'B > B2']", spec, &[]),
        ("depth = 2", &["A", "B", "  B2", "  B1", "  B1", "C"], &["duplicate B1", "misordered B2"]),
    ]);
}

#[test]
fn stars() {
    let bare = &["A", "B", "C"];
    all(&[
        ("optional = ['*']", &[], &[]),
        ("optional = ['*']", bare, &["missing B1", "missing B2"]),
        ("optional = ['* > *']", bare, &[]),
        ("optional = ['B > *']", bare, &[]),
        ("optional = ['A > *']", bare, &["missing B1", "missing B2"]),
        ("optional = ['* > B1']", bare, &["missing B2"]),
        ("optional = ['* > * > *']", &["A", "B", "  B1", "  B2", "C"], &[]),
        ("optional = ['* > * > B2a']", &["A", "B", "  B1", "  B2", "C"], &[]),
    ]);
}

/// An entry that names a heading beats one that says `*`, wherever it stands.
#[test]
fn names_beat_stars() {
    let (none, bare): (&[&str], &[&str]) = (&[], &["A", "B", "C"]);
    all(&[
        ("optional = ['*']\nrequired = ['B']", none, &["missing B"]),
        ("required = ['*']\noptional = ['B']", &["A"], &["missing C"]),
        ("required = ['* > *']\noptional = ['B > B1']", bare, &["missing B2"]),
        ("optional = ['* > *']\nrequired = ['B > B1']", bare, &["missing B1"]),
        ("optional = ['*', 'C']\nrequired = ['A']", none, &["missing A"]),
    ]);
}

/// A path is one of headings as they are read: in any spacing, without an "(optional)", of any depth.
#[test]
fn paths() {
    let template = &["Use cases", "Proposed change", "  REST API impact (Optional)"];
    for (sections, spec, expected) in [
        ("optional = ['Use cases']", &["Proposed change"][..], &[][..]),
        ("optional = [' Use  cases ']", &["Proposed change"], &[]),
        ("optional = ['Use Cases']", &["Proposed change"], &["missing Use cases"]),
        (
            "required = ['Proposed change > REST API impact']",
            &["Use cases", "Proposed change"],
            &["missing REST API impact"],
        ),
        (
            "required = ['Proposed change >  REST API impact (Optional)']",
            &["Use cases", "Proposed change"],
            &["missing REST API impact"],
        ),
    ] {
        assert_eq!(found_with(template, sections, spec), expected, "{sections}");
    }
}

/// A backslash makes a `>` and a `*` a part of the heading.
#[test]
fn paths_of_headings_with_signs() {
    let template = &["A", "Read > Write", "  x > y > z", "  *"];
    for (sections, spec, expected) in [
        (r"optional = ['Read \> Write']", &["A"][..], &[][..]),
        (r"optional = ['Read \> Write > x \> y \> z', 'Read \> Write > \*']", &["A", "Read > Write"], &[]),
        (r"optional = ['* > \*']", &["A", "Read > Write"], &["missing x > y > z"]),
        (r"optional = ['* > *']", &["A", "Read > Write"], &[]),
        (r"required = ['\> B', 'C \>']", template, &["missing > B", "missing C >"]),
    ] {
        assert_eq!(found_with(template, sections, spec), expected, "{sections}");
    }
    // A path is shown as it is written.
    let message =
        mistake("[sections]\noptional = ['B \\\\> C > D \\> > \\*']\nrequired = ['B \\\\> C > D \\> > \\*']\n").message;
    assert_eq!(message, r"`B \\> C > D \> > \*` is both optional and required");
}

#[test]
fn that_are_there_more_than_once() {
    let template = &["A", "  N", "B", "  N"];
    assert_eq!(found_with(template, "optional = ['A > N']", &["A", "B"]), ["missing N"]);
    assert_eq!(found_with(template, "optional = ['* > N']", &["A", "B"]), [""; 0]);
}

/// For each set of specs there is one verdict on a section.
#[test]
fn contradictions() {
    insta::assert_snapshot!(super::check("current_release = \"liberty\"\n\n[sections]\nrequired = [\"Change\", \"Testing\"]\noptional = [\"Testing\"]\n"), @r#"
    nothing was checked: see the error above
    ----- stderr
      × `Testing` is both optional and required
       ╭─[release.toml:3:1]
     2 │
     3 │ [sections]
       · ─────┬────
       ·      ╰── in this table
     4 │ required = ["Change", "Testing"]
       ╰────
      help: keep one of the two

    ----- exit 2
    "#);
    insta::assert_snapshot!(super::check("current_release = \"liberty\"\n[releases.liberty]\nsections = { open = [\"*\"], closed = [\"*\"] }\n"), @r#"
    nothing was checked: see the error above
    ----- stderr
      × `*` is both open and closed
       ╭─[release.toml:3:12]
     2 │ [releases.liberty]
     3 │ sections = { open = ["*"], closed = ["*"] }
       ·            ────────────────┬───────────────
       ·                            ╰── in this table
       ╰────
      help: keep one of the two

    ----- exit 2
    "#);
    for (sections, is_one) in [
        ("{ optional = ['A'], required = ['A'] }", true),
        ("{ optional = ['A > B'], required = ['X', 'A  >  B'] }", true),
        ("{ open = ['A > *'], closed = ['A > *'] }", true),
        ("{ optional = ['A'], required = ['B', '*'] }", false),
        ("{ optional = ['A', 'A'], open = ['A'], repeat = ['A'], any-order = ['A'] }", false),
    ] {
        for place in ["sections", "releases.liberty.sections", "releases.'l*'.sections"] {
            let output = super::check(&format!(
                "current_release = 'liberty'\nlayout.specs = 'specs/liberty'\n{place} = {sections}\n"
            ));
            assert_eq!(output.stderr.contains(" is both "), is_one, "{place} = {sections}: {output}");
        }
    }
}

#[test]
fn mistakes() {
    for (sections, place, word) in [
        ("depth = 0", "2:18", "depth of 0"),
        ("depth = -1", "2:18", "expected"),
        ("depth = 1.5", "2:18", "expected"),
        ("optional = ''", "2:21", "expected"),
        ("optional = [1]", "2:22", "expected"),
        ("optional = ['']", "2:21", "empty heading"),
        ("optional = ['A > ']", "2:21", "empty heading"),
        ("optional = [' > A']", "2:21", "empty heading"),
        ("optional = ['A >  > B']", "2:21", "empty heading"),
        ("any_order = ['A']", "2:10", "any_order"),
        ("requierd = ['A']", "2:10", "requierd"),
        ("match = ['A']", "2:18", "expected"),
        ("match = { A = '(' }", "2:24", "invalid regular expression"),
        ("was = { A = 'B' }", "2:22", "expected"),
        ("keep = 'A'", "2:17", "expected"),
        ("levels = 1", "2:19", "expected"),
    ] {
        let found = mistake(&format!("current_release = 'liberty'\nsections.{sections}\n"));
        assert!(found.message.contains(word), "{sections}: {found:?}");
        assert_eq!(found.place, place, "{sections}");
    }
    assert_eq!(mistake("current_release = 'liberty'\nsections.any_order = ['A']\n").help, "did you mean `any-order`?");
}

/// A heading that loses its "(optional)" by `required` is still the one that authors write without it.
#[test]
fn required_although_the_template_says_optional() {
    let template = &["A", "B (optional)", "C"];
    assert_eq!(found_with(template, "", &["A", "B", "C"]), [""; 0]);
    assert_eq!(found_with(template, "required = ['B']", &["A", "B", "C"]), [""; 0]);
}

/// What a path with a `*` names may be there, or has to be, whether or not the template has it.
#[test]
fn stars_beside_the_template() {
    let spec = &["A", "  Liaison", "B", "  Liaison", "  B1", "  B2", "    B2a", "C"];
    all(&[
        ("closed = ['*']\noptional = ['* > Liaison']", spec, &[]),
        ("required = ['* > Liaison']", spec, &["missing Liaison"]),
    ]);
}

/// Of two paths with a `*`, too, the one that names a heading has the last word.
#[test]
fn names_beside_stars_beat_stars() {
    all(&[("required = ['* > *']\noptional = ['* > B1']", &["A", "B", "  B2", "    B2a", "C"], &[])]);
}

/// What is to be written is in the syntax of the spec.
#[test]
fn remedies_beside_the_template() {
    let scratch = Scratch::new();
    scratch.config("[sections]\nrequired = ['A > Costs']\n").write("templates/liberty.rst", rst(&["A", "B"]));
    let output = scratch.check("a.rst", rst(&["A", "B"]));
    assert!(output.stdout.contains("`sections` in release.toml demands it"), "{output}");
    assert!(!output.stdout.contains("# Costs"), "{output}");
}

/// A demand that cannot fail is none.
#[test]
fn that_name_nothing() {
    for (sections, message) in [
        ("repeat = ['AA']", "release.toml:3:12: no template has a section `AA`\n"),
        ("optional = ['Security > Threats']", "release.toml:3:14: no template has a section `Security > Threats`\n"),
        ("closed = ['B > *', 'B > b2']", "release.toml:3:21: no template has a section `B > b2`\n"),
    ] {
        let scratch = Scratch::conforming();
        scratch.config(&format!("[sections]\n{sections}\n"));
        scratch
            .write("templates/liberty.rst", "T\n=\n\nA\n-\n\nB\n-\n\nB1\n~~\n")
            .write("specs/liberty/backups.rst", "T\n=\n\nA\n-\n\nNone.\n\nB\n-\n\nB1\n~~\n\nNone.\n");
        let output = scratch.run(&["--format", "short"]);
        assert_eq!((output.code, &*output.stderr), (2, message), "{output}");
        let near = scratch.run(&[]).stderr.contains("did you mean `B > B1`?");
        assert_eq!(near, sections.contains("b2"), "{sections}");
    }
}

/// The template of another release may have it.
#[test]
fn that_name_a_section_of_another_release() {
    let scratch = Scratch::conforming();
    scratch.config("[sections]\nrepeat = ['History']\n").directory("specs/kilo");
    scratch.write("templates/kilo.rst", "T\n=\n\nHistory\n-------\n\nX\n-\n");
    assert_eq!(scratch.run(&[]).passes().code, 0);
}

#[test]
fn former_headings() {
    all(&[
        ("was = { B = ['Old name'] }", &["A", "Old name", "  B2", "    B2a", "C"], &["missing B1", "renamed B"]),
        (
            "was = { B = ['Old name', 'Older name'] }",
            &["A", "older name", "  B1", "  B2", "    B2a", "C"],
            &["renamed B"],
        ),
        ("was = { 'B > B1' = ['Old name'] }", &["A", "B", "  Old name", "  B2", "    B2a", "C"], &["renamed B1"]),
    ]);
}

/// Either of two headings, any letter case, a section that repeats.
#[test]
fn patterns() {
    let rest = ["B", "  B1", "  B2", "    B2a", "C"];
    let with = |first: &[&'static str]| [first, &rest[..]].concat();
    for (sections, first, expected) in [
        ("match = { A = '^(A|Z)$' }", &["Z"][..], &[][..]),
        ("match = { A = '(?i)^a$' }", &["a"], &[]),
        ("match = { A = '^Story' }\nrepeat = ['A']", &["Story 1", "Story 2"], &[]),
        ("match = { A = '^Z$' }", &["Y"], &["extra Y", "missing A"]),
    ] {
        assert_eq!(found(sections, &with(first)), expected, "{sections}");
    }
}

/// Only Markdown has levels of its own.
#[test]
fn levels() {
    let scratch = Scratch::with_markdown();
    scratch.write("templates/liberty.md", markdown(&["A", "B", "  B1"]));
    let spec = "# Spec\n\n### A\n\nOwn.\n\n### B\n\nOwn.\n\n##### B1\n\nOwn.\n";
    assert_eq!(scratch.findings("spec.md", spec), [""; 0]);
    scratch.config("sections.levels = true");
    let found = scratch.findings("spec.md", spec);
    assert_eq!(
        found,
        [
            "3:5: error[misplaced-section] section `A` is a heading of level 3; the template has it at level 2",
            "7:5: error[misplaced-section] section `B` is a heading of level 3; the template has it at level 2",
            "11:7: error[misplaced-section] section `B1` is a heading of level 5; the template has it at level 3",
        ]
    );
    assert_eq!(scratch.findings("spec.md", markdown(&["A", "B", "  B1"])), [""; 0]);
}

/// What names nothing demands nothing.
#[test]
fn statements_that_name_nothing() {
    for sections in ["was = { Z = ['Y'] }", "keep = ['Z']", "match = { Z = 'Y' }"] {
        let scratch = Scratch::conforming();
        scratch.config(&format!("[sections]\n{sections}"));
        let output = scratch.run(&[]);
        assert_eq!(output.code, 2, "{sections}: {output}");
        assert!(output.to_string().contains("no template has a section `Z`"), "{sections}: {output}");
    }
    let scratch = Scratch::conforming();
    scratch.config("sections.was = { Problem = [' '] }");
    assert!(scratch.run(&[]).to_string().contains("a former heading is empty"));
}
