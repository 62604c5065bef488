use crate::common::{SPEC, SPEC_MARKDOWN, Scratch, replaced};

/// What is found in a spec that begins with this, or has it under its title.
fn found(options: &str, name: &str, metadata: &str) -> Vec<String> {
    let (scratch, spec, title) = match name {
        "md" => (Scratch::with_markdown(), SPEC_MARKDOWN, "# Nightly Backups\n"),
        _ => (Scratch::new(), SPEC, "===============\nNightly Backups\n===============\n"),
    };
    scratch.config(&format!("rules.front-matter = {options}\n"));
    let spec = match metadata.starts_with("---") {
        true => metadata.to_owned() + spec,
        false => replaced(spec, title, &format!("{title}\n{metadata}\n")),
    };
    let found = scratch.findings(&format!("a.{name}"), spec).into_iter();
    found.filter_map(|finding| finding.split_once("front-matter] ").map(|(_, message)| message.to_owned())).collect()
}

#[test]
fn keys_and_values() {
    let options = "{ required = [\"Status\", \"Start Date\"], values = { Status = [\"draft\", 'final \\d'] } }";
    for (name, metadata, messages) in [
        ("md", "---\nstatus: draft\nstart date: 2026-01-02\n---\n", &[][..]),
        ("md", "---\nStatus: \"final 1\"\nStart Date: [a, b]\n---\n", &[]),
        ("md", "---\nStatus: Draft\nStart Date: x\n---\n", &["`Draft` is no value of `Status`"]),
        ("md", "---\nStatus: drafts\nStart Date: x\n---\n", &["`drafts` is no value of `Status`"]),
        ("md", "---\nStatus: [draft, done]\nStart Date: x\n---\n", &["`done` is no value of `Status`"]),
        ("md", "---\nStatus: draft\nStart Date:\n---\n", &["`Start Date` has no value"]),
        ("md", "---\nStatus: draft\n---\n", &["`Start Date` is missing from the metadata at the top"]),
        ("md", "- Status: draft\n- Start Date: 2026-01-02\n", &[]),
        ("md", "* Status: **final 2**\n* Start Date: `x`\n", &[]),
        ("md", "* Status: **final**\n* Start Date: `x`\n", &["`final` is no value of `Status`"]),
        ("rst", ":Status: draft\n:Start Date: 2026-01-02\n", &[]),
        ("rst", ":Status: done\n:Start Date: 2026-01-02\n", &["`done` is no value of `Status`"]),
        ("md", "---\nStatus:\n  now: draft\n  then: [final 1]\nStart Date: x\n---\n", &[]),
        ("md", "* Status:\n  draft\n* Start Date:\n\n", &["`Start Date` has no value"]),
        (
            "rst",
            "Text.\n",
            &[
                "`Status` is missing from the metadata at the top",
                "`Start Date` is missing from the metadata at the top",
            ],
        ),
    ] {
        assert_eq!(found(options, name, metadata), messages, "{metadata}");
    }
}

#[test]
fn that_is_no_yaml() {
    let found = found("{ required = [\"Status\"] }", "md", "---\nStatus: [draft\n---\n");
    assert_eq!(found.len(), 1, "{found:?}");
}

#[test]
fn how_it_reads() {
    let scratch = Scratch::with_markdown();
    scratch.config("rules.front-matter = { required = [\"Owner\"], values = { Status = [\"draft\", \"final\"] } }\n");
    insta::assert_snapshot!(scratch.check("a.md", format!("---\nStatus: begun\n---\n{SPEC_MARKDOWN}")), @"
    front-matter

      × `Owner` is missing from the metadata at the top
       ╭─[specs/liberty/a.md:2:1]
     1 │ ---
     2 │ Status: begun
       · ▲
       · ╰── the metadata belongs here
     3 │ ---
       ╰────
      help: write `Owner: …`

    front-matter

      × `begun` is no value of `Status`
       ╭─[specs/liberty/a.md:2:1]
     1 │ ---
     2 │ Status: begun
       · ──────┬──────
       ·       ╰── this value
     3 │ ---
       ╰────
      help: allowed: `draft`, `final`

    1 spec of liberty held against templates/liberty.md: it does not conform (2 errors)
    ----- exit 1
    ");
    insta::assert_snapshot!(scratch.check("a.md", SPEC_MARKDOWN), @"
    front-matter

      × `Owner` is missing from the metadata at the top
       ╭─[specs/liberty/a.md:1:1]
     1 │ # Nightly Backups
       · ▲
       · ╰── the metadata belongs here
     2 │
       ╰────
      help: write `- Owner: …`

    1 spec of liberty held against templates/liberty.md: it does not conform (1 error)
    ----- exit 1
    ");
}

#[test]
fn mistakes() {
    for config in [
        "rules.front-matter = \"warn\"",
        "rules.front-matter = { required = [] }",
        "rules.front-matter = { values = { a = ['('] } }",
    ] {
        let output = Scratch::conforming().config(config).run(&[]);
        assert_eq!(output.code, 2, "{config}: {output}");
    }
}
