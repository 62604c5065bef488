//! The kinds of repositories that `init` understands, each as a small one.

use crate::common::{SPEC, SPEC_MARKDOWN, Scratch, TEMPLATE_MARKDOWN, replaced};
use crate::{config, with};

/// The lines of a `release.toml` without comments.
fn lines(scratch: &Scratch) -> String {
    let text = config(scratch);
    let lines = text.lines().filter(|line| !line.is_empty() && !line.starts_with('#') && *line != "[layout]");
    lines.collect::<Vec<_>>().join("\n")
}

#[test]
fn templates_and_their_places() {
    for (files, expected) in [
        // In a directory of tools, beside specs that are directories.
        (
            &[".github/CIP-TEMPLATE.md", "CIP-0001/README.md", "CIP-0002/README.md", "CIP-0002/notes.md"][..],
            "specs = \"CIP-[0-9]*/README.md\"\ntemplate = \".github/CIP-TEMPLATE.md\"",
        ),
        (
            &["rfcs/RFC-0000/README.md", "rfcs/RFC-0001/README.md", "rfcs/RFC-0002/README.md"],
            "specs = \"rfcs\"\ntemplate = \"rfcs/RFC-0000/README.md\"",
        ),
        (
            &["peps/pep-0012/pep-NNNN.rst", "peps/pep-0001.rst", "peps/pep-0002.rst"],
            "specs = \"peps\"\ntemplate = \"peps/pep-0012/pep-NNNN.rst\"",
        ),
        (
            &["slep_template.rst", "slep001/proposal.rst", "slep002/proposal.rst", "slep002/notes.rst"],
            "specs = \"slep[0-9]*/proposal.rst\"\ntemplate = \"slep_template.rst\"",
        ),
        // Specs at the root.
        (
            &["rfc-000-template.md", "rfc-001-one.md", "rfc-002-two.md"],
            "specs = \"rfc-[0-9]*.md\"\ntemplate = \"rfc-000-template.md\"",
        ),
        (
            &["keps/NNNN-kep-template/README.md", "keps/sig-a/1-x/README.md", "keps/sig-b/2-y/README.md"],
            "specs = \"keps\"\ntemplate = \"keps/NNNN-kep-template/README.md\"",
        ),
        (
            &["doc/specs/template.rst", "doc/specs/a.rst", "doc/specs/b.rst"],
            "specs = \"doc/specs\"\ntemplate = \"doc/specs/template.rst\"",
        ),
        // Several directories of one kind.
        (
            &[
                "accepted/0000-template.md",
                "accepted/0001-a.md",
                "accepted/0002-b.md",
                "done/0003-c.md",
                "done/0004-d.md",
            ],
            "specs = [\"accepted\", \"done\"]\ntemplate = \"accepted/0000-template.md\"",
        ),
        // Releases, behind projects and below the documentation.
        (
            &["specs/template.rst", "specs/one/kilo/a.rst", "specs/one/liberty/b.rst", "specs/two/kilo/c.rst"],
            "current_release = \"liberty\"\nspecs = \"specs/{one,two}/{release}\"\ntemplate = \"specs/template.rst\"",
        ),
        (
            &[
                "doc/source/specs/kilo/kilo-template.rst",
                "doc/source/specs/kilo/a.rst",
                "doc/source/specs/liberty/liberty-template.rst",
                "doc/source/specs/liberty/b.rst",
            ],
            "current_release = \"liberty\"\nspecs = \"doc/source/specs/{release}\"\n\
             template = \"doc/source/specs/{release}/{release}-template.rst\"",
        ),
        (
            &["specs/template.rst", "specs/2026.1/one/index.rst", "specs/2026.2/two/index.rst"],
            "current_release = \"2026.2\"\ntemplate = \"specs/template.rst\"",
        ),
        // Two templates, named each in its way: neither release is left out.
        (
            &["specs/zed-template.rst", "specs/2023.2-bobcat-template.rst", "specs/zed/a.rst", "specs/2023.2/b.rst"],
            "current_release = \"2023.2\"\ntemplate = \"specs/{release}-template.rst\"\n[releases.\"2023.2\"]\n\
             layout.template = \"specs/2023.2-bobcat-template.rst\"",
        ),
    ] {
        let scratch = with(files);
        for notes in files.iter().filter(|file| file.contains("notes")) {
            scratch.write(notes, "Agenda\n======\n\nWe met.\n\nOthers\n======\n\nNone.\n");
        }
        scratch.run(&["init"]).passes();
        assert_eq!(lines(&scratch), expected, "{files:?}");
        let output = scratch.run(&["--all-releases"]);
        assert_eq!(output.code, 0, "{files:?}: {output}");
    }
}

#[test]
fn a_proposal_about_templates_is_none() {
    let scratch = with(&["teps/0001-a.md", "teps/0002-b.md", "teps/NNNN-tep-template.md"]);
    scratch.write("teps/0101-env-in-pod-template.md", SPEC_MARKDOWN);
    let output = scratch.run(&["init"]).passes();
    assert!(output.stdout.contains("3 specs held against teps/NNNN-tep-template.md"), "{output}");
    let scratch = with(&["specs/kilo/a.rst", "specs/liberty/b.rst", "specs/template.rst"]);
    scratch.write("specs/liberty/scenario-config-template.rst", SPEC);
    let output = scratch.run(&["init"]).passes();
    assert!(output.stdout.contains("2 specs of liberty held against specs/template.rst"), "{output}");
}

#[test]
fn documents_with_other_headings_are_passed_over_and_counted() {
    let scratch = with(&["accepted/0000-template.md", "accepted/0001-a.md", "accepted/0002-b.md"]);
    for name in ["docs/guide.md", "docs/more.md", "meetings/1.md", "meetings/2.md", "meetings/3.md"] {
        scratch.write(name, "# Notes\n\n## Agenda\n\nWe met.\n");
    }
    let output = scratch.run(&["init", "--dry-run"]).passes();
    assert!(output.stdout.contains("specs = \"accepted\""), "{output}");
    assert!(output.stdout.contains("documents that are no specs here: 3 in meetings, 2 in docs"), "{output}");
}

/// The newest release is the current one, whatever keeps its directory, and the next one can be opened.
#[test]
fn the_newest_release_may_have_no_spec_yet() {
    for keeper in ["index.rst", "README.rst", "redirects", ".gitkeep"] {
        let scratch = with(&["specs/kilo/a.rst", "specs/kilo-template.rst", "specs/liberty-template.rst"]);
        scratch.write(&format!("specs/liberty/{keeper}"), "");
        scratch.run(&["init"]).passes();
        assert!(config(&scratch).contains("current_release = \"liberty\""), "{keeper}: {}", config(&scratch));
        scratch.run(&[]).passes();
        scratch.run(&["release", "open", "mitaka"]).passes();
        scratch.run(&[]).passes();
    }
}

#[cfg(unix)]
#[test]
fn links_to_templates_are_no_specs() {
    let scratch = with(&["specs/kilo/a.rst", "specs/kilo-template.rst", "specs/liberty-template.rst"]);
    for release in ["kilo", "liberty"] {
        scratch.directory(&format!("specs/{release}"));
        let target = format!("../{release}-template.rst");
        std::os::unix::fs::symlink(target, scratch.path(&format!("specs/{release}/template.rst"))).expect("a link");
    }
    scratch.run(&["init"]).passes();
    let text = config(&scratch);
    assert!(text.contains("current_release = \"liberty\"") && !text.contains("ignore"), "{text}");
    scratch.run(&[]).passes();
    scratch.run(&["release", "open", "mitaka"]).passes();
    scratch.run(&[]).passes();
}

#[test]
fn links_that_are_written_as_files() {
    let scratch = with(&["specs/kilo/a.rst", "specs/liberty/b.rst", "specs/template.rst"]);
    for release in ["kilo", "liberty"] {
        scratch.write(&format!("specs/{release}/template.rst"), "../template.rst\n");
    }
    scratch.run(&["init"]).passes();
    let text = config(&scratch);
    assert!(text.contains("template = \"specs/template.rst\"") && !text.contains("ignore"), "{text}");
    scratch.run(&["--all-releases"]).passes();
    // What leads elsewhere is a spec.
    scratch.write("specs/liberty/template.rst", "../kilo/a.rst\n");
    assert_eq!(scratch.run(&[]).code, 1);
}

/// A template that fits one of several places better is that of a group.
#[test]
fn groups_of_specs_with_templates_of_their_own() {
    let problem = "# Title\n\n## Statement\n\nOne.\n\n## Goals\n\nTwo.\n\n## Questions\n\nThree.\n";
    let scratch = with(&["proposals/0000-proposal-template.md", "proposals/0001-a.md", "proposals/0002-b.md"]);
    scratch.write("proposals/0003-c.md", SPEC_MARKDOWN).write("templates/problem-template.md", problem);
    for name in ["a", "b", "c"] {
        scratch.write(&format!("problems/{name}.md"), problem);
    }
    let output = scratch.run(&["init"]).passes();
    let text = config(&scratch);
    let group = "[groups.problem]\nlayout.specs = \"problems\"\nlayout.template = \"templates/problem-template.md\"\n";
    assert!(text.contains(group), "{text}");
    assert!(
        output.stdout.contains("3 specs of problem held against templates/problem-template.md: all conform"),
        "{output}"
    );
    scratch.run(&[]).passes();
}

#[test]
fn what_is_meant_can_be_said() {
    let scratch = with(&["text/0001-a.md", "text/0002-b.md", "text/0003-c.md", "0000-template.md", "other/0001-a.md"]);
    scratch.write("other-template.md", TEMPLATE_MARKDOWN);
    scratch.run(&["init", "--template", "other-template.md", "--specs", "other"]).passes();
    assert_eq!(lines(&scratch), "specs = \"other\"\ntemplate = \"other-template.md\"");
    let scratch = with(&["text/0001-a.md", "0000-template.md"]);
    scratch.write("rules.md", TEMPLATE_MARKDOWN);
    scratch.run(&["init", "--template", "rules.md", "--specs", "text/[0-9]*.md"]).passes();
    assert_eq!(lines(&scratch), "specs = \"text/[0-9]*.md\"\ntemplate = \"rules.md\"");
    for args in [&["--template", "nowhere.md"][..], &["--specs", "nowhere"]] {
        let output = with(&["text/0001-a.md", "0000-template.md"]).run(&[&["init"], args].concat());
        assert_eq!(output.code, 2, "{output}");
    }
}

/// Each spec lacks another one of the deepest sections.
#[test]
fn specs_follow_a_template_so_many_levels_deep() {
    let with_parts = |text: &str, is_there: &dyn Fn(usize) -> bool| {
        let parts = (0..3).filter(|part| is_there(*part)).map(|part| format!("#### Part {part}\n\nA text.\n\n"));
        replaced(text, "## Testing", &format!("### More\n\nA text.\n\n{}## Testing", parts.collect::<String>()))
    };
    let scratch = Scratch::empty();
    scratch.write("0000-template.md", with_parts(TEMPLATE_MARKDOWN, &|_| true));
    for number in 1..=9 {
        scratch.write(&format!("text/{number:04}-a.md"), with_parts(SPEC_MARKDOWN, &|part| part != number % 3));
    }
    scratch.run(&["init"]).passes();
    let text = config(&scratch);
    assert!(text.contains("# 9 of 9 specs lack sections that lie deeper.\ndepth = 2"), "{text}");
    scratch.run(&[]).passes();
}

/// A text of the template that most specs have is there to stay.
#[test]
fn text_that_specs_keep() {
    let with_text = |text: &str| format!("{text}\n## Licence\n\nThis text is given to all who want to read it.\n");
    let scratch = Scratch::empty();
    scratch.write("0000-template.md", with_text(TEMPLATE_MARKDOWN));
    for number in 1..=9 {
        scratch.write(&format!("text/{number:04}-a.md"), with_text(SPEC_MARKDOWN));
    }
    scratch.run(&["init"]).passes();
    let text = config(&scratch);
    let said = "# Of 9 specs, so many have the template's own text: 9 in `Licence`.\nkeep = [\"Licence\"]\n";
    assert!(text.contains(said), "{text}");
    assert!(!scratch.run(&[]).passes().stdout.contains("template-text"));
}

#[test]
fn alternatives_are_named_with_their_scores() {
    let scratch = with(&["text/0001-a.md", "text/0002-b.md", "0000-template.md"]);
    scratch.write("special-kind-template.md", "# Title\n\n## Change\n\n## Costs\n\n## Gains\n");
    let output = scratch.run(&["init", "--dry-run"]).passes();
    assert!(output.stdout.contains("template = \"0000-template.md\""), "{output}");
}

#[test]
fn nearly_nothing_conforms() {
    let scratch = Scratch::empty();
    scratch.write("0000-template.md", TEMPLATE_MARKDOWN);
    for name in ["a", "b", "c"] {
        scratch.write(&format!("text/{name}.md"), format!("# {name}\n\n## Problem\n\nOne.\n\n## Change\n\nTwo.\n"));
    }
    let output = scratch.run(&["init"]);
    assert_eq!(output.code, 2, "{output}");
    assert!(output.stderr.contains("0 of 3 specs conform, fewer than one in 50: nothing is written"), "{output}");
    assert!(output.stderr.contains("--template FILE") && output.stdout.contains("of 3 lack"), "{output}");
    assert!(!scratch.path("release.toml").exists());
    scratch.run(&["init", "--force"]).passes();
    assert!(scratch.path("release.toml").exists());
}

#[test]
fn kinds_of_tools() {
    // adr-tools and OpenSpec keep their templates to themselves.
    let scratch = Scratch::empty();
    let record = "# 1. Record\n\nDate: 2026-01-01\n\n## Status\n\nAccepted\n\n## Context\n\nOne.\n\n## Decision\n\nTwo.\n\n## \
                  Consequences\n\nThree.\n";
    scratch.write(".adr-dir", "doc/adr\n").write("doc/adr/0001-record-architecture-decisions.md", record);
    scratch.write("doc/adr/0002-other.md", record);
    let output = scratch.run(&["init"]).passes();
    assert!(output.stdout.contains("taken for decision records of adr-tools"), "{output}");
    scratch.run(&[]).passes();

    let scratch = Scratch::empty();
    let spec = "# one Specification\n\n## Purpose\n\nOne.\n\n## Requirements\n\n### Requirement: A\n\nIt SHALL.\n\n#### Scenario: \
                B\n\n- **WHEN** c\n";
    scratch.write("openspec/specs/one/spec.md", spec).write("openspec/specs/two/spec.md", spec);
    let output = scratch.run(&["init"]).passes();
    assert!(output.stdout.contains("taken for OpenSpec"), "{output}");
    scratch.run(&[]).passes();

    // spec-kit's are in a directory that begins with a dot, and other documents stand beside its specs.
    let scratch = with(&[".specify/templates/spec-template.md", "specs/001-a/spec.md", "specs/002-b/spec.md"]);
    scratch.write("specs/001-a/plan.md", "# Plan\n\n## Phases\n\nOne.\n").write("specs/002-b/plan.md", "# Plan\n");
    scratch.run(&["init"]).passes();
    assert!(lines(&scratch).contains("specs = \"specs/[0-9]*/spec.md\""), "{}", lines(&scratch));
    scratch.run(&[]).passes();
}

#[test]
fn a_template_of_what_specs_share_is_open() {
    let scratch = Scratch::empty();
    for (name, own) in [("a", "Costs"), ("b", "Gains"), ("c", "Links"), ("d", "Names")] {
        scratch.write(
            &format!("text/{name}.md"),
            format!("# {name}\n\n## Problem\n\nOne.\n\n## {own}\n\nMore.\n\n## Change\n\nTwo.\n"),
        );
    }
    let output = scratch.run(&["init", "--from-specs"]).passes();
    assert!(output.stdout.contains("4 specs held against text/template.md: all conform"), "{output}");
    scratch.run(&[]).passes();
}
