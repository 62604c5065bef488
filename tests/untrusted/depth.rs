//! What is nested so deep that to look at it takes the stack, or so wide that it takes the memory.

use super::Clone;
use crate::common::SPEC;

#[test]
fn front_matter() {
    let nested: String = (0..3_000).map(|depth| format!("{}a:\n", " ".repeat(depth))).collect();
    let copies = (0..24).map(|level: u8| {
        let (name, of) = (char::from(b'b' + level), char::from(b'a' + level));
        format!("{name}: &{name} [*{of}, *{of}]\n")
    });
    let aliases = format!("x: &a {}\ny: [{}0]\n", "z".repeat(100_000), "*a, ".repeat(100_000));
    for (name, yaml) in [
        ("lists", format!("x:\n  {}z", "- ".repeat(20_000))),
        ("flow", format!("x: {}", "[".repeat(100_000))),
        ("mappings", format!("x: {}", "{a: ".repeat(50_000))),
        ("keys", format!("{}a", "? ".repeat(10_000))),
        ("indents", nested),
        ("copies of copies", "a: &a [x, x]\n".to_owned() + &copies.collect::<String>()),
        ("copies", aliases),
    ] {
        let clone = Clone::new();
        clone.scratch.write("templates/liberty.md", "# T\n\n## Change\n\nx\n");
        clone.scratch.write("specs/liberty/a.md", format!("---\n{yaml}\n---\n{SPEC}"));
        let output = clone.scratch.run(&["--format", "short"]);
        assert_eq!(output.code, 1, "{name}");
        assert!(output.stdout.contains("a.md:") && output.stdout.contains("metadata"), "{name}");
        assert!(output.stdout.contains("backups.rst"), "{name}: the others are reported");
    }
}

/// To look for slips of the pen takes the square of a heading's length.
#[test]
fn headings_without_end() {
    let clone = Clone::new();
    clone.scratch.write("templates/liberty.md", format!("# T\n\n## {}\n", "ab".repeat(200_000)));
    clone.scratch.remove("templates/liberty.rst").remove("specs/liberty/backups.rst").remove("specs/liberty/late.rst");
    clone.scratch.remove("specs/liberty/planted.rst");
    clone.scratch.write("specs/liberty/a.md", format!("# T\n\n## {}\n", "ba".repeat(200_000)));
    let output = clone.scratch.run_within(20, &["--format", "json-lines"]);
    assert_eq!(output.code, 1);
}

#[test]
fn configuration() {
    let braces = format!("{}{}", "{a,".repeat(300), "}".repeat(300));
    for text in [
        format!("layout.ignore = [\"{}\"]", "{".repeat(300)),
        format!("layout.ignore = [\"{braces}\"]"),
        format!("layout.ignore = [\"{}\"]", "?".repeat(1_000_000)),
        format!("layout.specs = \"{braces}/{{release}}\""),
        format!("[releases.\"{braces}\"]\ncheck = true"),
        format!("x = {}", "[".repeat(100_000)),
        format!("x = {}", "{a = ".repeat(100_000)),
        format!("x{} = 1", ".a".repeat(100_000)),
        format!("[x{}]", ".a".repeat(100_000)),
        format!("rules.file-name.pattern = \"{}\"", "(".repeat(10_000)),
        "rules.file-name.pattern = \"(?:a{1000}){1000}\"".to_owned(),
        format!("sections.optional = [\"{}\"]", "a > ".repeat(100_000)),
        format!("# {}", "x".repeat(2 << 20)),
        format!("rules.line-length.exempt-patterns = [{}]", "'\\pL{90}N', ".repeat(3_000)),
        format!("layout.specs = \"specs/{}s.md\"", "**/".repeat(8)),
        (0..8_000).map(|n| format!("[releases.\"a{n}*\"]\nrules.line-length = \"off\"\n")).collect(),
        (0..8_000).map(|n| format!("[groups.g{n}]\nlayout.specs = \"specs/{n}\"\n")).collect(),
    ] {
        let clone = Clone::new();
        clone.scratch.write("release.toml", format!("current_release = \"liberty\"\n{text}\n"));
        let output = clone.scratch.run(&[]);
        assert!(output.code == 2 && !output.stderr.is_empty(), "{}: {}", &text[..40], output.code);
        let baseline = format!("version = 1\n{text}\n");
        let clone = Clone::new();
        clone.scratch.write("speclint-baseline.toml", baseline);
        assert!(clone.scratch.run(&[]).code > 0);
    }
}
