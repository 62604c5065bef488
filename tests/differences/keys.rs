//! What of a heading is compared.

use crate::common::Scratch;

/// The differences of a spec with this heading from a template with that one, both Markdown.
fn markdown(template: &str, spec: &str) -> Vec<String> {
    let document = |heading| format!("# Title\n\n## {heading}\n\nNone.\n\n## Other\n\nNone.\n");
    Scratch::with_markdown().write("templates/liberty.md", document(template)).findings("spec.md", document(spec))
}

/// The same of reStructuredText. A heading's adornment is long enough for any.
fn rst(template: &str, spec: &str) -> Vec<String> {
    let document = |heading| {
        let line = "=".repeat(40);
        format!("#####\nTitle\n#####\n\n{heading}\n{line}\n\nNone.\n\nOther\n{line}\n\nNone.\n\n.. [1] Note\n")
    };
    Scratch::new().write("templates/liberty.rst", document(template)).findings("spec.rst", document(spec))
}

const NOTHING: [String; 0] = [];

#[test]
fn identifiers_do_not_count() {
    for (template, spec) in [
        ("Goals", "Goals {#goals}"),
        ("Goals {#goals}", "Goals"),
        ("Goals {#goals}", "Goals {#aims .wide}"),
        ("Goals", "Goals {: #goals}"),
        ("Goals", "Goals[^1] {#goals}"),
    ] {
        assert_eq!(markdown(template, spec), NOTHING, "{template} {spec}");
    }
    for spec in ["Goals {goals}", "Goals #goals", "Goals (goals)"] {
        assert_ne!(markdown("Goals", spec), NOTHING, "{spec}");
    }
}

#[test]
fn marks_of_footnotes_do_not_count() {
    for spec in ["Goals [1]_", "Goals [#]_", "Goals [#label]_ [2]_", "Goals [*]_", "Goals [Knuth74]_"] {
        assert_eq!(rst("Goals", spec), NOTHING, "{spec}");
        assert_eq!(rst(spec, "Goals"), NOTHING, "{spec}");
    }
    assert_eq!(markdown("Goals", "Goals[^1]"), NOTHING);
    for spec in ["Goals [1]", "Goals [a b]_", "[1]_ Goals"] {
        assert_ne!(rst("Goals", spec), NOTHING, "{spec}");
    }
}

#[test]
fn an_accent_is_a_character_or_two() {
    assert_eq!(rst("R\u{e9}sum\u{e9}", "Re\u{301}sume\u{301}"), NOTHING);
    assert_eq!(markdown("Re\u{301}sume\u{301}", "R\u{e9}sum\u{e9}"), NOTHING);
    assert_ne!(markdown("Resume", "R\u{e9}sum\u{e9}"), NOTHING);
}

#[test]
fn white_space_is_folded() {
    assert_eq!(rst("Known  goals", "Known goals"), NOTHING);
    assert_eq!(markdown("Known\u{a0}goals", "Known   goals"), NOTHING);
}
