//! What points at something in a document, and what is pointed at.

use insta::assert_snapshot;
use speclint::document::{Reference, References};
use speclint::{Document, Format};

/// The references in their order: `=` what is defined, `>` what is used, by kind and name.
fn shown(source: &str, format: Format) -> String {
    let references = References::of(&Document::parse(source, format));
    let shown = |own: &Reference| {
        assert!(source.is_char_boundary(own.range.start) && source.is_char_boundary(own.range.end));
        let mark = if own.is_definition { '=' } else { '>' };
        format!("{mark} {:?} {}", own.kind, own.name).trim_end().to_owned()
    };
    references.all.iter().map(shown).collect::<Vec<_>>().join("\n")
}

fn rst(source: &str) -> String {
    shown(source, Format::Rst)
}

fn markdown(source: &str) -> String {
    shown(source, Format::Markdown)
}

#[test]
fn rst_targets() {
    let source = "First *Part*\n============\n\n.. _one:\n.. _Two words: https://a.b\n.. _`a: b`: one_\n.. _c\\:d: x\n.. _three: `Two  Words`_\n\nSee one_, `two words`_, `first *part*`_ and _`here`. No_t this, nor a_b, nor \\none_.\n";
    assert_snapshot!(rst(source), @"
    = Heading first *part*
    = Target one
    = Target two words
    > Link https://a.b
    = Target a: b
    > Target one
    = Target c:d
    > Link x
    = Target three
    > Target two words
    > Target two words
    > Target one
    > Target two words
    > Target first *part*
    = Target here
    > Target none
    ");
}

#[test]
fn rst_anonymous() {
    assert_snapshot!(rst("See one__ and `two words`__ and `three <x.rst>`__.\n\n__ a.rst\n.. __: https://a.b\n"), @"
    > Anonymous
    > Anonymous
    > Link x.rst
    = Anonymous
    > Link a.rst
    = Anonymous
    > Link https://a.b
    ");
}

#[test]
fn rst_notes() {
    let source = "Text [1]_ [#]_ [#name]_ [*]_ [Knuth74]_ and [no]\n\n.. [1] One\n.. [#] Two\n.. [#Name] Three\n.. [*] Four\n.. [Knuth74] Five [1]_\n";
    assert_snapshot!(rst(source), @"
    > Footnote 1
    > Footnote
    > Footnote name
    > Footnote
    > Citation knuth74
    = Footnote 1
    = Footnote
    = Footnote name
    = Footnote
    = Citation knuth74
    > Footnote 1
    ");
}

#[test]
fn rst_substitutions_and_roles() {
    let source = ".. |name| replace:: text\n.. |logo| image:: logo.png\n.. role:: mine(emphasis)\n.. default-role:: mine\n\nUse |name|, |logo|_, :mine:`x`, `y`:sub: and | no |.\n\n| a line block\n";
    assert_snapshot!(rst(source), @"
    = Substitution name
    = Substitution logo
    > Link logo.png
    = Role mine
    > Role mine
    > Substitution name
    > Target logo
    > Substitution logo
    > Role mine
    > Role sub
    ");
}

#[test]
fn rst_links() {
    let source = ".. toctree::\n   :maxdepth: 1\n\n   a\n   Title <b/c>\n   d/*\n\n.. image:: i.png\n   :target: one_\n.. include:: ../x.rst\n\n:doc:`d`, :doc:`t <e>`, :ref:`Label`, :ref:`t <other>`, `f <g.rst>`_\n";
    assert_snapshot!(rst(source), @"
    > Link a
    > Link b/c
    > Link i.png
    > Target one
    > Link ../x.rst
    > Role doc
    > Link d
    > Role doc
    > Link e
    > Role ref
    > Target label
    > Role ref
    > Target other
    = Target f
    > Link g.rst
    ");
}

#[test]
fn rst_that_is_none() {
    assert_snapshot!(rst("``one_`` and ``a`` `` b\n\n::\n\n  two_ [1]_\n\n.. three_\n\n.. code::\n\n   |four|\n"), @"");
}

#[test]
fn markdown_headings() {
    let source = "# A `b`: *c*\n\n## A b c\n\n## A b c 1\n\n## A b c\n\n## \u{c4}rger & Caf\u{e9}_x!\n\n[x](#a-b-c-2), [y](#A-B-C)\n";
    assert_snapshot!(markdown(source), @"
    = Heading a-b-c
    = Heading a-b-c-1
    = Heading a-b-c-1-1
    = Heading a-b-c-2
    = Heading ärger--café_x
    > Target a-b-c-2
    > Target a-b-c
    ");
}

#[test]
fn markdown_labels() {
    let source = "[One]: a.md \"t\"\n> [two]: <b c.md>\n\n[text][one], [Two][], [ONE], ![i][two], [no], \\[one], `[one]`, [a [one] b](c.md)\n";
    assert_snapshot!(markdown(source), @"
    = Label ONE
    > Link a.md
    = Label TWO
    > Link b c.md
    > Label ONE
    > Label TWO
    > Label ONE
    > Label TWO
    > Label ONE
    > Link c.md
    ");
}

#[test]
fn markdown_links() {
    let source = "[a](b.md#c), [d](<e f.md>), ![g](h(i).png \"t\"), [j]( k.md ), [l](#M-n), [o](), [p](q r)\n";
    assert_snapshot!(markdown(source), @"
    > Link b.md#c
    > Link e f.md
    > Link h(i).png
    > Link k.md
    > Target m-n
    > Link q
    ");
}

#[test]
fn markdown_footnotes() {
    assert_snapshot!(markdown("Text[^1] and [^Note].\n\n[^1]: One\n[^note]: Two [^1]\n"), @"
    > Footnote 1
    > Footnote NOTE
    = Footnote 1
    = Footnote NOTE
    > Footnote 1
    ");
}

#[test]
fn markdown_html() {
    let source = "<a id=\"Here\"></a><a name='there'>x</a> <img src=\"i.png\" alt=\"id='no'\"> <a href='#here'>\n\na < b id=\"no\"\n";
    assert_snapshot!(markdown(source), @"
    = Target here
    = Target there
    > Link i.png
    = Target no
    > Target here
    ");
}

#[test]
fn markdown_that_is_none() {
    assert_snapshot!(markdown("`` [a](b) ` [c](d) `` and `e\n\n```\n[f](g)\n```\n\n<!-- [h](i) -->\n"), @"");
}
