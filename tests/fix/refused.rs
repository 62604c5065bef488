//! What is not fixed, as it would give something another meaning, and what goes along so that it does not.

use crate::common::Scratch;

/// A template of two sections, `A` before `B`, and a spec with these sections; what `fix` says, and the spec then.
struct Case {
    said: String,
    text: String,
}

fn fixed(extension: &str, template: &str, spec: &str, args: &[&str]) -> Case {
    let scratch = Scratch::empty();
    scratch.write("release.toml", format!("layout.specs = \"specs\"\nlayout.template = \"template.{extension}\"\n"));
    scratch.write(&format!("template.{extension}"), template);
    let path = format!("specs/a.{extension}");
    let output = scratch.write(&path, spec).run(&[&["fix"], args].concat());
    let text = std::fs::read_to_string(scratch.path(&path)).expect("a spec");
    let said = output.stdout.lines().find(|line| line.contains("not fixed")).unwrap_or_default().to_owned();
    Case { said, text }
}

const RST: &str = "S\n=\n\nA\n-\n\nNone.\n\nB\n-\n\nNone.\n";
const MARKDOWN: &str = "# S\n\n## A\n\nNone.\n\n## B\n\nNone.\n";

/// What depends on the order of the text keeps its order.
#[test]
fn a_new_order() {
    let rst = [
        ("\n", "Bee [#]_\n", "Aye [#]_\n\n.. [#] for bee\n.. [#] for aye\n", "`[#]_` on line 7 would lead elsewhere"),
        ("\n", "Bee [*]_\n", "Aye [*]_\n\n.. [*] for bee\n.. [*] for aye\n", "`[*]_` on line 7 would lead elsewhere"),
        ("\n", "Bee [#b]_\n\n.. [#b] b\n", "Aye [#a]_\n\n.. [#a] a\n", "would get another number"),
        ("\n", "Bee `x`__\n", "Aye `y`__\n\n__ /bee\n__ /aye\n", "`x`__` on line 7 would lead elsewhere"),
        ("\n", ".. role:: own\n", "Aye :own:`x`\n", "`own` on line 12 would lead elsewhere"),
        ("\n", ".. default-role:: math\n", "Aye `x`\n", "`.. default-role:: math` on line 7 would hold for other text"),
        ("\n", ".. highlight:: c\n", "Aye::\n\n  x\n", "`.. highlight:: c` on line 7 would hold for other text"),
        ("\n", ".. include:: x.txt\n", "Aye\n", "`.. include:: x.txt` on line 7 would hold for other text"),
        ("\n.. sectnum::\n\n", "Bee\n", "Aye\n", "`.. sectnum::` on line 4 would get another number"),
        ("\n", ".. |x| replace:: bee\n", ".. |x| replace:: aye\n", "`x` on line 7 would lead elsewhere"),
        ("\n", ".. _x: /bee\n", ".. _x: /aye\n", "`_x` on line 7 would lead elsewhere"),
        (
            "\n",
            ".. raw:: html\n\n   <details>\n",
            "Aye\n\n.. raw:: html\n\n   </details>\n",
            "`details` on line 9 would hold",
        ),
        ("\n", "Bee\n.. _a_target:\n", "Aye\n", "may belong to that heading, or not"),
        ("\n", "Bee\n\n.. class:: wide\n\n.. of the next one\n", "Aye\n", "may belong to that heading, or not"),
        ("\n", "Bee\n\n.. index:: aye\n\n.. |x| replace:: y\n\n..\n", "Aye\n", "may belong to that heading, or not"),
    ];
    for (head, b, a, why) in rst {
        let spec = format!("S\n=\n{head}B\n-\n\n{b}\nA\n-\n\n{a}");
        let case = fixed("rst", RST, &spec, &["--unsafe-fixes"]);
        assert_eq!(case.text, spec);
        assert!(case.said.contains(why), "{why:?} in {:?} of\n{spec}", case.said);
    }
    let markdown = [
        ("", "[x]\n\n[x]: /bee\n", "[x]\n\n[x]: /aye\n", "`[x]` on line 7 would lead elsewhere"),
        ("", "Bee[^1]\n", "Aye[^2]\n\n[^1]: bee\n[^2]: aye\n", "`[^1]` on line 5 would get another number"),
        ("", "<details>\n", "Aye\n\n</details>\n", "`details` on line 5 would hold for other text"),
        ("", "<!-- markdownlint-disable MD013 -->\n", "Aye\n", "`markdownlint` on line 5 would hold for other text"),
        ("", "<!-- prettier-ignore-start -->\n", "Aye\n", "`prettier-ignore` on line 5 would hold for other text"),
        ("- [B](#b)\n- [A](#a)\n\n", "Bee\n", "Aye\n", "the list of sections on line 4 would be out of order"),
        ("", "<!-- What it is -->\n", "Aye\n", "may belong to that heading, or not"),
        ("", "### Same\n\nBee\n", "### Same\n\nAye\n", "would lead elsewhere"),
    ];
    for (head, b, a, why) in markdown {
        let gap = if b.starts_with("<!-- What") { "" } else { "\n" };
        let spec = format!("# S\n\n{head}## B\n\n{b}{gap}## A\n\n{a}");
        let case = fixed("md", MARKDOWN, &spec, &["--unsafe-fixes"]);
        assert_eq!(case.text, spec);
        assert!(case.said.contains(why), "{why:?} in {:?} of\n{spec}", case.said);
    }
}

/// The same, where the order of what depends on it stays.
#[test]
fn a_new_order_of_what_stands_alone() {
    for (b, a) in [
        ("Bee `x`__\n\n__ /bee\n", "Aye `y`__\n\n__ /aye\n"),
        ("Bee [1]_\n\n.. [1] for bee\n", "Aye [2]_\n\n.. [2] for aye\n"),
        ("Bee [#b]_\n", "Aye\n"),
        (".. raw:: html\n\n   <b>x</b>\n", "Aye\n"),
    ] {
        let (a, b) = (format!("A\n-\n\n{a}"), format!("B\n-\n\n{b}"));
        let case = fixed("rst", RST, &format!("S\n=\n\n{b}\n{a}"), &[]);
        assert_eq!(case.text, format!("S\n=\n\n{a}\n{b}"), "{}", case.said);
    }
    for (b, a) in [
        ("<details>\n\nBee\n\n</details>\n", "Aye\n"),
        ("[bee]\n\n[bee]: /bee\n", "[aye]\n\n[aye]: /aye\n"),
        ("A `Vec<T>` and `<details>`.\n", "Aye\n"),
        ("Bee\n\n<a href=\"/study\">The study</a>\n", "Aye\n"),
    ] {
        let (a, b) = (format!("## A\n\n{a}"), format!("## B\n\n{b}"));
        let case = fixed("md", MARKDOWN, &format!("# S\n\n{b}\n{a}"), &[]);
        assert_eq!(case.text, format!("# S\n\n{a}\n{b}"), "{}", case.said);
    }
}

/// What stands above a heading and belongs to it goes with it.
#[test]
fn what_leads_up_to_a_heading() {
    for lead in [".. _own:\n\n", ".. _own:\n.. _another:\n\n", ".. class:: own\n\n", ".. _own:\n\n.. index:: own\n\n"] {
        let case = fixed("rst", RST, &format!("S\n=\n\nB\n-\n\nBee\n\n{lead}A\n-\n\nAye\n"), &[]);
        assert_eq!(case.text, format!("S\n=\n\n{lead}A\n-\n\nAye\n\nB\n-\n\nBee\n"), "{}", case.said);
    }
    for lead in [
        "<a id=\"own\"></a>\n\n",
        "<a name=\"own\"/>\n\n",
        "<!-- markdownlint-disable-next-line -->\n",
        "<!-- prettier-ignore -->\n\n",
        "<!-- This is an optional element. -->\n",
        "<!--\nOf two\nlines\n-->\n",
    ] {
        let case = fixed("md", MARKDOWN, &format!("# S\n\nText.\n\n## B\n\nBee\n\n{lead}## A\n\nAye\n"), &[]);
        assert_eq!(case.text, format!("# S\n\nText.\n\n{lead}## A\n\nAye\n\n## B\n\nBee\n"), "{}", case.said);
    }
}

/// Where a section belongs that has another parent, its author may see otherwise.
#[test]
fn another_depth() {
    let spec = "# S\n\n## A\n\nNone.\n\n#### B\n\nNone.\n";
    let case = fixed("md", MARKDOWN, spec, &[]);
    assert_eq!((&*case.text, &*case.said), (spec, ""));
    assert_eq!(fixed("md", MARKDOWN, spec, &["--unsafe-fixes"]).text, MARKDOWN);
}

/// No second section of a name is added, nor one with the name of something else.
#[test]
fn what_is_there_already() {
    for there in [".. _b:\n\nNone.\n", "None. [#b]_\n\n.. [#b] A note.\n", "None.\n\n.. [B] A citation.\n"] {
        let case = fixed("rst", RST, &format!("S\n=\n\nA\n-\n\n{there}\nC\n-\n\nNone.\n"), &["--add-missing"]);
        assert!(!case.text.contains("\nB\n-"), "{}", case.text);
        assert!(case.said.ends_with("the document has something of the name `B` already"), "{}", case.said);
    }
    let template = format!("{MARKDOWN}\n## Test Plan\n\nNone.\n");
    for there in ["<a id=\"test-plan\"></a>\n", "#### test-plan\n\nNone.\n"] {
        let case = fixed("md", &template, &format!("{MARKDOWN}\n{there}"), &["--add-missing"]);
        assert!(!case.text.contains("## Test Plan\n\nNone."), "{}", case.text);
    }
}

/// 400 sections in reverse are put in order at once, and what is in each stays in it.
#[test]
fn many_sections_out_of_order() {
    let body = |number: usize| format!("Part {number:03}x\n---------\n\nText of {number}.\n");
    let (parts, mut reversed): (Vec<String>, Vec<String>) =
        ((0..400).map(body).collect(), (0..400).map(body).collect());
    reversed.reverse();
    let document = |parts: &[String]| format!("S\n=\n\n{}", parts.join("\n"));
    assert_eq!(fixed("rst", &document(&parts), &document(&reversed), &[]).text, document(&parts));
}

/// What cannot be seen may part what would be markup.
#[test]
fn markup_that_is_none() {
    let spec = "# S\n\n## A\n\nSee a\u{200b}word here.\n\n*One\u{200b}* *two*\n\n## B\n\nNone.\n";
    let case = fixed("md", MARKDOWN, spec, &[]);
    assert_eq!(case.text, spec.replace("a\u{200b}word", "aword"));
}

/// Of fixes that cannot be made all others are.
#[test]
fn few_bad_ones_among_many() {
    let paragraph = |number: usize| format!("Word {number} \n\u{200b}========\n\nAnd \u{200b}text. \n\n");
    let spec = format!("S\n=\n\nA\n-\n\n{}B\n-\n\nNone.\n", (0..200).map(paragraph).collect::<String>());
    let text = fixed("rst", RST, &spec, &[]).text;
    assert_eq!(text, spec.replace("And \u{200b}text", "And text").replace(" \n", "\n"));
}
