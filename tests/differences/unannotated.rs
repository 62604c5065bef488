//! What templates of others say without annotations.

use crate::common::{Output, Scratch};

/// A repository with this template.
fn with_template(name: &str, template: &str) -> Scratch {
    let scratch = Scratch::empty();
    scratch.config("").write(&format!("templates/liberty.{name}"), template).directory("specs/liberty");
    scratch
}

/// What is found in a spec, without its place.
fn found(template: &str, spec: &str) -> Vec<String> {
    found_in("md", template, spec)
}

fn found_in(format: &str, template: &str, spec: &str) -> Vec<String> {
    let found = with_template(format, template).findings(&format!("spec.{format}"), spec);
    found.iter().map(|line| line.split_once(' ').map_or("", |(_, text)| text).to_owned()).collect()
}

/// What `check --explain` says that it understood.
fn understood(format: &str, template: &str) -> String {
    let scratch = with_template(format, template);
    let output: Output = scratch.write(&format!("specs/liberty/spec.{format}"), "").run(&["check", "--explain"]);
    let lines = output.stdout.lines().skip_while(|line| !line.starts_with("  understood"));
    lines.take_while(|line| !line.starts_with("  rules")).map(|line| line.to_owned() + "\n").collect()
}

const MISSING: [&str; 1] = ["error[missing-section] section `B` is missing"];

#[test]
fn marks_in_headings() {
    for heading in [
        "B (optional)",
        "B [Optional]",
        "B *(optional)*",
        "B **[OPTIONAL]**",
        "(optional) B",
        "[optional] B",
        "*(Optional)* B",
        "B (if applicable)",
        "B *(include if the feature involves data)*",
        "B (if any)",
        "B (optional, but recommended)",
        "B (OPTIONAL - only if asked for)",
        "B (required if it is public)",
        "B (not required)",
        "B(optional)",
    ] {
        let template = format!("# T\n\n## A\n\n## {heading}\n\n## C\n");
        assert_eq!(found(&template, "# S\n\n## A\n\nText.\n\n## C\n\nText.\n"), [""; 0], "{heading}");
        // A spec keeps the mark or drops it.
        for own in [heading, "B", "B (optional)", "B *(Optional)*"] {
            let spec = format!("# S\n\n## A\n\nText.\n\n## {own}\n\nText.\n\n## C\n\nText.\n");
            assert_eq!(found(&template, &spec), [""; 0], "{heading}: {own}");
        }
    }
    let template = "A\n=\n\nB *(optional)*\n==============\n\nC\n=\n";
    assert_eq!(found_in("rst", template, "A\n=\n\nText.\n\nC\n=\n\nText.\n"), [""; 0]);
    assert_eq!(found_in("rst", template, "A\n=\n\nText.\n\nB\n=\n\nText.\n\nC\n=\n\nText.\n"), [""; 0]);
}

#[test]
fn marks_of_what_is_required() {
    for heading in ["B (mandatory)", "B [REQUIRED]", "B *(mandatory)*", "(Required) B"] {
        let template = format!("# T\n\n## A\n\n## {heading}\n\n## C\n");
        assert_eq!(found(&template, "# S\n\n## A\n\nText.\n\n## C\n\nText.\n"), MISSING, "{heading}");
        for own in [heading, "B"] {
            let spec = format!("# S\n\n## A\n\nText.\n\n## {own}\n\nText.\n\n## C\n\nText.\n");
            assert_eq!(found(&template, &spec), [""; 0], "{heading}: {own}");
        }
    }
}

/// Other words in brackets are a part of the name.
#[test]
fn brackets_that_are_no_marks() {
    for heading in
        ["B (optional arguments)", "B (v2)", "B (required reading)", "B (if the flag is set)", "(requirements) B"]
    {
        let template = format!("# T\n\n## A\n\n## {heading}\n");
        let missing = format!("error[missing-section] section `{heading}` is missing");
        assert_eq!(found(&template, "# S\n\n## A\n\nText.\n"), [missing], "{heading}");
    }
}

/// What differs from an optional section in form alone would be refused; where it is welcome, nothing is wrong.
#[test]
fn optional_sections_of_another_form() {
    let template = "# T\n\n## A\n\n### Open questions (optional)\n\n## Open questions (optional)\n";
    assert_eq!(
        found(template, "# S\n\n## A\n\nOwn.\n\n## Open Questions\n\nOwn.\n"),
        ["error[renamed-section] section `Open questions` is headed `Open Questions`"]
    );
    assert_eq!(
        found(template, "# S\n\n## A\n\nOwn.\n\n## Open qeustions\n\nOwn.\n"),
        ["error[renamed-section] section `Open questions` is headed `Open qeustions`"]
    );
    assert_eq!(found(template, "# S\n\n## A\n\n### Open Questions\n\nOwn.\n"), [""; 0]);
}

#[test]
fn words_beside_a_heading() {
    for (above, heading, below) in [
        ("", "B <!-- optional -->", ""),
        ("", "B", "<!-- optional -->\n"),
        ("", "B", "<!--\n  This section is optional.\n\n  Tell more.\n-->\n"),
        ("", "B", "\n<!-- Tell more. -->\n\n<!-- This element is optional. -->\n"),
        ("", "B", "\n[//]: # (This section is optional)\n"),
        ("", "B", "\nThis section is optional. Tell more.\n"),
        ("", "B", "\n*Optional.* Tell more.\n"),
        ("", "B", "\n> **Note:** This section is optional.\n"),
        ("", "B", "\nThis is an optional section, where it does apply we'd like\nmore.\n"),
        ("", "B", "\nOptional section intended to be used each time.\n"),
        ("<!-- This is an optional element. Feel free to remove. -->\n", "B", ""),
        ("<!-- This section is optional. -->\n", "B", "\nText.\n"),
    ] {
        for before in ["", "Text.\n\n"] {
            let template = format!("# T\n\n## A\n\n{before}{above}## {heading}\n{below}\n## C\n");
            let case = format!("{above}{heading}{below}");
            assert_eq!(found(&template, "# S\n\n## A\n\nOwn.\n\n## C\n\nOwn.\n"), [""; 0], "{case}");
            let without_c = found(&template, "# S\n\n## A\n\nOwn.\n");
            assert_eq!(without_c, ["error[missing-section] section `C` is missing"], "{case}");
        }
    }
    for below in [
        "<!-- This section is not optional. -->\n",
        "<!-- OPTIONAL SECTIONS may follow. -->\n",
        "\nTell more. This section is optional.\n",
        "\nOptional arguments come last.\n",
        "\n```\noptional\n```\n",
        // It speaks of the text that follows it.
        "\n<!-- This is an optional element. Feel free to remove. -->\nAn example.\n",
    ] {
        let template = format!("# T\n\n## A\n\n## B\n{below}\n## C\n");
        assert_eq!(found(&template, "# S\n\n## A\n\nOwn.\n\n## C\n\nOwn.\n"), MISSING, "{below}");
    }
}

#[test]
fn words_beside_a_heading_in_restructuredtext() {
    for (above, below) in [
        ("", ".. optional\n"),
        ("", ".. This section is optional.\n"),
        ("", "..\n  This section is optional.\n\n  Tell more.\n"),
        ("", "This section is optional. Tell more.\n"),
        ("", ".. note:: This section is optional.\n"),
        ("Text.\n\n.. This section is optional.\n\n", "Tell more.\n"),
    ] {
        let template = format!("A\n=\n\n{above}B\n=\n\n{below}\nC\n=\n");
        let case = format!("{above}B: {below}");
        assert_eq!(found_in("rst", &template, "A\n=\n\nOwn.\n\nC\n=\n\nOwn.\n"), [""; 0], "{case}");
        let without_a = found_in("rst", &template, "B\n=\n\nOwn.\n\nC\n=\n\nOwn.\n");
        assert_eq!(without_a, ["error[missing-section] section `A` is missing"], "{case}");
    }
}

const OPTIONS: &str = "\
# {short title}

## Options

### {title of option 1}

### {title of other option}

## Outcome
";

#[test]
fn placeholders_that_repeat() {
    let spec = "# S\n\n## Options\n\n### Oak\n\nOwn.\n\n### Elm\n\nOwn.\n\n### Ash\n\nOwn.\n\n## Outcome\n\nOwn.\n";
    assert_eq!(found(OPTIONS, spec), [""; 0]);
    assert_eq!(
        found(OPTIONS, "# S\n\n## Options\n\nOwn.\n\n## Outcome\n\nOwn.\n"),
        ["error[missing-section] section `{title of option 1}` is missing from `Options`"]
    );
    // What is left as it is, is guidance.
    let spec = "# S\n\n## Options\n\n### {title of option 1}\n\nOwn.\n\n## Outcome\n\nOwn.\n";
    assert_eq!(
        found(OPTIONS, spec),
        ["warning[template-text] the heading is the template's placeholder: `{title of option 1}`"]
    );
}

/// What is literal has to be there, up to numbers.
#[test]
fn placeholders_among_other_words() {
    let template = "# T\n\n## Stories\n\n### User Story 1 - [Brief Title] (Priority: P1)\n\n\
                    ### User Story 2 - [Brief Title] (Priority: P2)\n\n### Edge Cases\n";
    let with = |story: &str| {
        let spec = format!("# S\n\n## Stories\n\n### {story}\n\nOwn.\n\n### Edge Cases\n\nOwn.\n");
        found(template, &spec)
    };
    assert_eq!(with("User Story 12 - Restore (Priority: P3)"), [""; 0]);
    for other in ["User Story 1 - Restore", "Story 1 - Restore (Priority: P1)", "User Story - R (Priority: P1)"] {
        let name = "User Story 1 - [Brief Title] (Priority: P1)";
        assert_eq!(
            with(other),
            [format!("error[missing-section] section `{name}` is missing from `Stories`")],
            "{other}"
        );
    }
    let template = "# T\n\n## Versions\n\n### 1.0.0 - Initial Version\n";
    for (own, is_it) in [("0.1.0 - Initial Version", true), ("2.0 - Initial Version", true), ("1.0.0 - Other", false)] {
        let spec = format!("# S\n\n## Versions\n\n### {own}\n\nOwn.\n");
        assert_eq!(found(template, &spec).is_empty(), is_it, "{own}");
    }
}

#[test]
fn how_placeholders_are_written() {
    let headings = [
        "[option 1]",
        "{title}",
        "<Your title>",
        "<title>",
        "<!-- title of option -->",
        "Option: <name>",
        "Option: <!-- its name -->",
        "{{ title }}",
        "[PRINCIPLE_1_NAME]",
        "[...]",
        "Option [A] *(optional)*",
    ];
    for heading in headings {
        let template = format!("# T\n\n## A\n\n### {heading}\n");
        let own = if heading.starts_with("Option") { "Option: b" } else { "Anything" };
        let own = if heading.contains("[A]") { "Option b" } else { own };
        assert_eq!(found(&template, &format!("# S\n\n## A\n\n### {own}\n\nOwn.\n")), [""; 0], "{heading}");
    }
    for heading in [
        "[Links](https://example.org)",
        "[Links][label]",
        "`[Code]`",
        "\\[Escaped\\]",
        "Sums[^1]",
        "List[int]",
        "a <- b -> c",
        "Name {#anchor}",
        "<a id=\"x\"></a> Anchor",
        "<b>Bold</b>",
        "[x] Done",
        "Contents <!-- omit in toc -->",
    ] {
        let template = format!("# T\n\n## A\n\n### {heading}\n\n[label]: https://example.org\n\n[^1]: Note.\n");
        let found = found(&template, "# S\n\n## A\n\n### Anything\n\nOwn.\n");
        assert_eq!(found.len(), 1, "{heading}: {found:?}");
    }
    for (heading, is_placeholder) in [
        ("[option 1]", true),
        ("<Your title>", true),
        ("Sums [1]_", false),
        (":doc:`[x]`", false),
        ("``[x y]``", false),
        ("`Text <https://example.org>`_", false),
    ] {
        let line = "-".repeat(heading.len());
        let template = format!("A\n=\n\n{heading}\n{line}\n\nB\n=\n\n.. [1] Note.\n");
        let found = found_in("rst", &template, "A\n=\n\nAnything\n--------\n\nOwn.\n\nB\n=\n\nOwn.\n");
        assert_eq!(found.is_empty(), is_placeholder, "{heading}: {found:?}");
    }
}

/// One that does not repeat stands for one section; others beside it are none of the template's.
#[test]
fn a_placeholder_of_its_own() {
    let template = "# T\n\n## A\n\n### [option]\n";
    assert_eq!(found(template, "# S\n\n## A\n\n### Oak\n\nOwn.\n\n### Elm\n\nOwn.\n"), [""; 0]);
    let template = "# T\n\n## A\n\n<!-- speclint: closed -->\n\n### [option]\n";
    assert_eq!(
        found(template, "# S\n\n## A\n\n### Oak\n\nOwn.\n\n### Elm\n\nOwn.\n"),
        ["error[extra-section] section `Elm` is not in the template under `A`"]
    );
}

/// What stands before it keeps docutils from making it the title.
#[test]
fn a_title_below_a_text() {
    let licence = "..\nThis work is licensed to all.\n\n";
    let body = "====\nName\n====\n\nA\n=\n\nOwn.\n\nB\n=\n\nOwn.\n";
    for (template, spec) in [
        (format!("{licence}{body}"), body.replace("Name", "Spec")),
        (body.to_owned(), format!("{licence}{}", body.replace("Name", "Spec"))),
        (format!("{licence}{body}"), format!("{licence}{}", body.replace("Name", "Spec"))),
    ] {
        assert_eq!(found_in("rst", &template, &spec), [""; 0], "{template}\n{spec}");
        let missing = found_in("rst", &template, &spec.replace("B\n=\n\nOwn.\n", ""));
        assert_eq!(missing, MISSING, "{template}\n{spec}");
    }
    // Several sections under it are put in order together.
    let scratch = with_template("rst", "A\n=\n\nB\n=\n\nC\n=\n\nD\n=\n");
    let spec = "Text.\n\n====\nSpec\n====\n\nC\n=\n\nOwn c.\n\nB\n=\n\nOwn b.\n\nA\n=\n\nOwn a.\n\nD\n=\n\nOwn d.\n";
    scratch.write("specs/liberty/spec.rst", spec).run(&["fix", "specs/liberty/spec.rst"]);
    let fixed = std::fs::read_to_string(scratch.path("specs/liberty/spec.rst")).expect("the spec is there");
    let order: String = fixed.lines().filter(|line| line.len() == 1 && *line != "=").collect();
    assert_eq!(order, "ABCD", "{fixed}");
}

#[test]
fn is_explained() {
    let template = "# T\n\n## A (mandatory)\n\n## B\n\nThis section is optional. Say more.\n\n### {option 1}\n\n\
                    ### {option 2}\n\n## C *(if applicable)*\n";
    insta::assert_snapshot!(understood("md", template), @"
    understood     line 3: `A` is required: `A (mandatory)`
                   line 7: `B` is optional: `This section is optional`
                   line 9: `{option 1}` is a form for any text: `{option 1}`
                   line 11: `{option 2}` is one more of those before it: `{option 2}`
                   line 13: `C` is optional: `C (if applicable)`
    ");
}
