//! Deep nesting. The sizes are such that a recursion into each level would end the program.

use crate::common::{SPEC, SPEC_MARKDOWN, Scratch};

const DEPTH: usize = 1_000;

/// Such a spec conforms, and so do many others that are checked with it, on threads whose stacks are smaller.
fn conforms(name: &str, text: &str) {
    let scratch = Scratch::new();
    let base = if name.ends_with("rst") { SPEC } else { SPEC_MARKDOWN };
    for i in 0..15 {
        scratch.write(&format!("specs/liberty/{i}-{name}"), base);
    }
    let deep = format!("{base}\n{text}\n");
    let output = scratch.write("specs/liberty/a.rst", SPEC).write(&format!("specs/liberty/{name}"), deep).run(&[]);
    assert!(output.code == 0 && output.stdout.contains("all conform"), "{output}");
}

fn levels(level: impl Fn(usize) -> String) -> String {
    (0..DEPTH).map(level).collect::<Vec<_>>().join("\n\n")
}

#[test]
fn block_quotes() {
    conforms("a.rst", &levels(|i| format!("{}quote", " ".repeat(i))));
}

#[test]
fn bullet_lists() {
    conforms("a.rst", &levels(|i| format!("{}* item", "  ".repeat(i))));
    conforms("b.rst", &format!("{}item", "* ".repeat(4_000)));
}

#[test]
fn other_lists() {
    conforms("a.rst", &levels(|i| format!("{}#. item", "   ".repeat(i))));
    conforms("b.rst", &levels(|i| format!("{}:field: text", "  ".repeat(i))));
    conforms("c.rst", &levels(|i| format!("{}term\n{}definition", "  ".repeat(i), "  ".repeat(i + 1))));
}

#[test]
fn directives() {
    conforms("a.rst", &levels(|i| format!("{}.. note::", "   ".repeat(i))));
}

#[test]
fn quotes_in_markdown() {
    conforms("a.md", &format!("{}quote", "> ".repeat(DEPTH)));
    conforms("b.md", &levels(|i| format!("{}quote", "> ".repeat(i))));
}

#[test]
fn lists_in_markdown() {
    conforms("a.md", &format!("{}item", "* ".repeat(DEPTH)));
    conforms("b.md", &levels(|i| format!("{}* item", "  ".repeat(i))));
}

#[test]
fn inlines_in_markdown() {
    conforms("a.md", &format!("{}text{}", "*".repeat(DEPTH), "*".repeat(DEPTH)));
    conforms("b.md", &format!("{}text{}", "[".repeat(DEPTH), "](a)".repeat(DEPTH)));
    conforms("c.md", &format!("{}text{}", "<b>".repeat(DEPTH), "</b>".repeat(DEPTH)));
}

/// reStructuredText has as many levels as adornments, Markdown has six.
#[test]
fn sections() {
    let adornments = "=-~^\"'`#*+<>_:.,;!?/\\|@$%&(){}[]";
    let section = |c: char| format!("\nSection\n{}\n\nNone.\n", c.to_string().repeat(7));
    let text: String = adornments.chars().skip(1).map(section).collect();
    let scratch = Scratch::new();
    scratch.check("a.rst", format!("{SPEC}{text}")).passes();
    let output = scratch.run(&["outline", "--format", "json-lines", "specs/liberty/a.rst"]);
    assert_eq!(output.stdout.matches("\"Section\"").count(), 31, "{output}");
    let text: String = (3..7).map(|level| format!("\n{} Section\n\nNone.\n", "#".repeat(level))).collect();
    scratch.check("a.md", format!("{SPEC_MARKDOWN}{text}")).passes();
}
