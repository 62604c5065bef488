//! Work grows as the input does, whatever it is: families of documents that make parsers slow.
//!
//! Ten runs at one size are compared with one at ten times that. As much work would be linear; what does not fit a cache
//! takes some more, and what is quadratic takes ten times as much.
#![cfg(unix)]

use std::time::Duration;

use rustix::time::{ClockId, clock_gettime};
use speclint::compare::compare;
use speclint::document::{Metadata, References};
use speclint::template::Template;
use speclint::{Document, Format, Repository, Request, SpecText};

/// More than this is not linear.
const MAX_RATIO: f64 = 3.5;

/// The smaller size, in bytes.
const SIZE: usize = 40_000;

/// Makes a document of about so many bytes.
type Make = fn(usize) -> String;

type Family = (&'static str, Format, Make);

fn repeated(piece: &str, size: usize) -> String {
    piece.repeat(size / piece.len() + 1)
}

/// Lines that are indented ever deeper, up to a depth that grows with the root of the size.
fn nested(marker: &str, size: usize) -> String {
    let depth = size.isqrt();
    (0..depth).map(|level| format!("{}{marker}x\n\n", " ".repeat(level * marker.len()))).collect()
}

const FAMILIES: &[Family] = &[
    ("RST: nested block quotes", Format::Rst, |size| nested(" ", size)),
    ("RST: nested bullet lists", Format::Rst, |size| nested("* ", size)),
    ("RST: one long line", Format::Rst, |size| repeated("long ", size)),
    ("RST: one long bullet list", Format::Rst, |size| repeated("* item\n", size)),
    ("RST: an enumerated list", Format::Rst, |size| (1..size / 8).map(|n| format!("{n}. item\n")).collect()),
    ("RST: alternating adornments", Format::Rst, |size| repeated("=====\n-----\n", size)),
    ("RST: short titles", Format::Rst, |size| repeated("A\n=\n\n", size)),
    ("RST: refused titles", Format::Rst, |size| format!("A\n=\n\nB\n-\n\nC\n=\n\n{}", repeated("D\n~\n\n", size))),
    ("RST: grid tables that never close", Format::Rst, |size| repeated("+---+\n| a |\n\n", size)),
    ("RST: candidates for a grid table", Format::Rst, |size| repeated("+---+\n* a\n", size)),
    ("RST: one grid table", Format::Rst, |size| format!("{}+---+\n", repeated("+---+\n| a |\n", size))),
    ("RST: simple tables that never close", Format::Rst, |size| repeated("=== ===\na   b\n\n", size)),
    ("RST: malformed targets", Format::Rst, |size| repeated(".. _a b\n   c\n\n", size)),
    ("RST: one endless target", Format::Rst, |size| format!(".. _a\n{}", repeated("   b c\n", size))),
    ("RST: a field of colons", Format::Rst, |size| format!(":a{}", repeated(":b", size))),
    ("RST: options", Format::Rst, |size| format!("-a{}", repeated(", -b <c>", size))),
    ("RST: literal blocks", Format::Rst, |size| repeated("a::\n\n  b\n\n> c\n\n", size)),
    ("RST: comments to speclint", Format::Rst, |size| repeated(".. speclint: allow encoding\n\n", size)),
    ("RST: blank lines in a deep list", Format::Rst, |size| {
        format!("{}{}{}x\n", nested("* ", size / 2), "\n".repeat(size / 2), " ".repeat(60))
    }),
    ("RST: tabs", Format::Rst, |size| repeated("\ta\tb\n", size)),
    ("RST: definition lists", Format::Rst, |size| repeated("a\n  b\n", size)),
    ("RST: one paragraph", Format::Rst, |size| repeated("a b\n", size)),
    ("RST: wide titles", Format::Rst, |size| repeated("\u{4e00}\n==\n\n", size)),
    ("RST: classes of classes", Format::Rst, |size| {
        let depth = size.isqrt();
        (0..depth).map(|level| format!("{}.. class:: a\n\n", " ".repeat(level))).collect::<String>() + "A\n=\n"
    }),
    ("RST: a class of classes", Format::Rst, |size| format!(".. class:: a\n\n{}", repeated("   .. class:: a\n", size))),
    ("RST: unknown options", Format::Rst, |size| format!(".. note::\n{}", repeated("   :name: x\n", size))),
    ("RST: one long option", Format::Rst, |size| {
        format!(".. code::\n   :number-lines: 1\n{}\n   x\n", repeated("    1_0\n", size))
    }),
    ("RST: comma-separated values", Format::Rst, |size| {
        format!(".. csv-table::\n\n{}", repeated("   a,\"b\n   c\"\n", size))
    }),
    ("RST: a quote that never closes", Format::Rst, |size| {
        format!(".. csv-table::\n\n   \"{}", repeated("a\n   ", size))
    }),
    ("RST: a list of lists", Format::Rst, |size| {
        format!(".. list-table::\n\n{}", repeated("   * - a\n     - b\n", size))
    }),
    ("RST: lists of lists", Format::Rst, |size| repeated(".. list-table::\n\n   * - a\n   * b\n\n", size)),
    ("RST: the name of a substitution", Format::Rst, |size| format!(".. |a\n{}", repeated("   b | c\n", size))),
    ("RST: targets that lead nowhere", Format::Rst, |size| {
        (0..size / 16).map(|n| format!(".. _a{n}: a{}_\n", n + 1)).collect()
    }),
    ("RST: targets that lead on", Format::Rst, |size| {
        format!("{}.. _x: y_\n", (0..size / 10).map(|n| format!(".. _a{n}:\n")).collect::<String>())
    }),
    ("RST: targets of one name", Format::Rst, |size| repeated(".. _x: x_\n", size)),
    ("RST: notes that never close", Format::Rst, |size| format!(".. _x: y_\n{}", repeated(".. [a _`b `c <d\n", size))),
    ("Markdown: nested block quotes", Format::Markdown, |size| repeated("> ", size) + "x"),
    ("Markdown: nested lists", Format::Markdown, |size| nested("* ", size)),
    ("Markdown: nested list items in one line", Format::Markdown, |size| repeated("- ", size) + "x"),
    ("Markdown: blank lines in a deep list", Format::Markdown, |size| {
        "* ".repeat(size / 4) + "a\n" + &"\n".repeat(size / 4) + &" \n".repeat(size / 8)
    }),
    ("Markdown: blank lines in a deep footnote", Format::Markdown, |size| {
        "[^a]: ".repeat(size / 12) + "a\n" + &"\n".repeat(size / 2)
    }),
    ("Markdown: definitions", Format::Markdown, |size| repeated("[a]: /u\n", size)),
    ("Markdown: definitions with titles that never close", Format::Markdown, |size| {
        repeated("[a]: /u \"b\n", size) + "'"
    }),
    ("Markdown: rows that make no table", Format::Markdown, |size| repeated("a|b|c\n-|-\n", size)),
    ("Markdown: lazy lines", Format::Markdown, |size| "> ".repeat(size.isqrt()) + &repeated("a\n", size)),
    ("Markdown: headings", Format::Markdown, |size| repeated("# A\n\n###### B\n\n", size)),
    ("Markdown: a fence that never closes", Format::Markdown, |size| format!("```\n{}", repeated("a\n", size))),
    ("Markdown: brackets", Format::Markdown, |size| format!("# {}\n", repeated("[a](", size))),
    ("Markdown: emphasis", Format::Markdown, |size| format!("# {}\n", repeated("*a_ ", size))),
    ("Markdown: code spans that never close", Format::Markdown, |size| {
        let run = |n: usize| "`".repeat(n) + "a";
        format!("# {}\n", (1..(2 * size).isqrt()).map(run).collect::<String>())
    }),
    ("Markdown: HTML that never closes", Format::Markdown, |size| {
        format!("# {}\n", repeated("<!--<?<!a<![CDATA[", size))
    }),
    ("Markdown: front matter that never closes", Format::Markdown, |size| format!("---\n{}", repeated("a: b\n", size))),
    ("Markdown: comments", Format::Markdown, |size| repeated("<!-- speclint: allow encoding -->\n\n", size)),
    ("Markdown: comments in one line", Format::Markdown, |size| {
        format!("a {}\n", repeated("<!-- speclint: open -->", size))
    }),
    ("Markdown: one table", Format::Markdown, |size| format!("|a|\n|-|\n{}", repeated("|b|\n", size))),
];

/// The work of a run: the processor time of this thread, which does not count what else the machine does. The least of
/// some runs, as a shared cache makes them longer.
fn work(run: impl Fn()) -> Duration {
    let now = || {
        let time = clock_gettime(ClockId::ThreadCPUTime);
        Duration::new(time.tv_sec.try_into().unwrap_or(0), time.tv_nsec.try_into().unwrap_or(0))
    };
    let once = || {
        let start = now();
        run();
        now() - start
    };
    (0..3).map(|_| once()).min().unwrap_or_default()
}

/// Compares ten runs of one size with one of ten times that size.
fn check(name: &str, size: usize, run: impl Fn(usize)) -> Option<String> {
    let small = work(|| (0..10).for_each(|_| run(size)));
    let large = work(|| run(10 * size));
    let ratio = large.as_secs_f64() / small.as_secs_f64();
    // For `cargo test --release --test linear -- --nocapture`.
    println!("{ratio:5.2}  {name} ({small:?}, {large:?})");
    (ratio > MAX_RATIO).then(|| format!("{name}: ten times {small:?}, {large:?}: {ratio:.1} times as much"))
}

/// Documents whose metadata or references might take long.
const CONTENTS: [Family; 22] = [
    ("RST: backquotes", Format::Rst, |size| repeated("`a ", size)),
    ("RST: pairs of backquotes", Format::Rst, |size| repeated("``a ", size)),
    ("RST: roles", Format::Rst, |size| repeated(":a:`b", size)),
    ("RST: colons before a backquote", Format::Rst, |size| repeated(":", size) + "`a`"),
    ("RST: bars", Format::Rst, |size| repeated("|a ", size)),
    ("RST: brackets", Format::Rst, |size| repeated("[a", size)),
    ("RST: underscores", Format::Rst, |size| repeated("a_", size)),
    ("RST: addresses", Format::Rst, |size| repeated("`a <", size)),
    ("RST: entries of a toctree", Format::Rst, |size| format!(".. toctree::\n\n{}", repeated("   a <b>\n", size))),
    ("RST: includes", Format::Rst, |size| repeated(".. include:: a\n", size)),
    ("RST: fields", Format::Rst, |size| repeated(":a: b\n", size)),
    ("RST: a field of many lines", Format::Rst, |size| format!(":a: b\n{}", repeated("  c\n", size))),
    ("RST: rows", Format::Rst, |size| format!("== ==\n{}== ==\n", repeated("a  b\n", size))),
    ("Markdown: links", Format::Markdown, |size| repeated("[a](b", size)),
    ("Markdown: open brackets", Format::Markdown, |size| format!("[a]: b\n\n{}", repeated("[", size))),
    ("Markdown: parentheses", Format::Markdown, |size| format!("[a]{}", repeated("((", size))),
    ("Markdown: tags", Format::Markdown, |size| repeated("<a b=", size)),
    ("Markdown: attributes", Format::Markdown, |size| format!("<a {}>", repeated("id='", size))),
    ("Markdown: labels", Format::Markdown, |size| (0..size / 20).map(|n| format!("[{n}]: b\n\n[{n}] \n\n")).collect()),
    ("YAML: keys", Format::Markdown, |size| {
        format!("---\n{}---\n", (0..size / 9).map(|n| format!("a{n}: b\n")).collect::<String>())
    }),
    ("YAML: keys of a list", Format::Markdown, |size| {
        format!("---\nk:\n{}---\n", (0..size / 12).map(|n| format!("- a{n}: b\n")).collect::<String>())
    }),
    ("TOML: keys", Format::Markdown, |size| {
        format!("+++\n{}+++\n", (0..size / 9).map(|n| format!("a{n} = 1\n")).collect::<String>())
    }),
];

#[test]
fn reading_contents_is_linear() {
    let slow: Vec<String> = FAMILIES
        .iter()
        .chain(&CONTENTS)
        .filter_map(|&(name, format, document)| {
            check(name, SIZE / 8, |size| {
                let document = Document::parse(document(size), format);
                let found = (References::of(&document), Metadata::of(&document));
                let lists = (document.entry_lists(), document.includes());
                std::hint::black_box((found, lists));
            })
        })
        .collect();
    assert!(slow.is_empty(), "{slow:#?}");
}

#[test]
fn parsing_is_linear() {
    let slow: Vec<String> = FAMILIES
        .iter()
        .filter_map(|&(name, format, document)| {
            check(name, SIZE, |size| {
                let source = document(size);
                assert!(Document::parse(source.as_str(), format).source.len() >= size / 4);
            })
        })
        .collect();
    assert!(slow.is_empty(), "{slow:#?}");
}

#[test]
fn comparing_is_linear() {
    let template: String = (0..20).map(|n| format!("## Section {}\n\n", "x".repeat(n + 3))).collect();
    let template = format!("# T\n\n{template}");
    let families: [(&str, Make); 4] = [
        ("extra sections", |size| (0..size / 12).map(|n| format!("## Other {n}\n\n")).collect()),
        ("one section again and again", |size| repeated("## Section xxx\n\n", size)),
        ("sections in the reverse order", |size| {
            let section = |n: usize| format!("## Section {}\n\n", "x".repeat(22 - n % 20));
            (0..size / 25).map(section).collect()
        }),
        ("sections at another depth", |size| repeated("### Section xxxx\n\n", size)),
    ];
    let slow: Vec<String> = families
        .iter()
        .filter_map(|(name, document)| {
            check(name, SIZE, |size| {
                let spec = format!("# T\n\n{}", document(size));
                let template = Template::new(Document::parse(template.as_str(), Format::Markdown)).expect("a template");
                let spec = Document::parse(spec.as_str(), Format::Markdown);
                assert!(!compare(&template, &spec.outline).differences.is_empty());
            })
        })
        .collect();
    assert!(slow.is_empty(), "{slow:#?}");
}

/// A template and a spec, each with so many sections.
type MakeBoth = fn(usize) -> (String, String);

/// Both grow, and what is missing is looked for among what is extra, below it and elsewhere.
#[test]
fn comparing_with_a_long_template_is_linear() {
    let families: [(&str, MakeBoth); 7] = [
        ("similar headings", |count| {
            let heading = |start: &str, n: usize| format!("## {}{start}{}\n\n", "x".repeat(60), letters(n, 10));
            ((0..count).map(|n| heading("a", n)).collect(), (0..count).map(|n| heading("b", n)).collect())
        }),
        ("the same headings but for their numbers", |count| {
            let all = |start: usize| (0..count).map(|n| format!("## {}. Testing\n\n", n + start)).collect();
            (all(1), all(1_000_000))
        }),
        ("the same headings but for their case", |count| {
            let all = |text: &str| (0..count).map(|n| format!("## {text} {}\n\n", letters(n, 10))).collect();
            (all("Testing"), all("testing"))
        }),
        ("one heading on both sides", |count| ("## A\n\n".repeat(count), "## A\n\n".repeat(count))),
        ("headings elsewhere", |count| {
            let all = |level: &str| (0..count).map(|n| format!("{level} {}\n\n", letters(n, 10))).collect::<String>();
            (all("##"), format!("## Other\n\n{}", all("###")))
        }),
        ("one subsection everywhere", |count| {
            let both = |n: usize| format!("## {}\n\n### A\n\n", letters(n, 10));
            let one = |n: usize| format!("## {}\n\n", letters(n, 10));
            ((0..count).map(both).collect(), (0..count).map(one).collect())
        }),
        ("duplicates with subsections", |count| {
            let subsections: String = (0..count).map(|n| format!("### {}\n\n", letters(n, 10))).collect();
            (format!("## A\n\n{subsections}"), format!("{}{subsections}", "## A\n\n### aaaaaaaaab\n\n".repeat(count)))
        }),
    ];
    let slow: Vec<String> = families
        .iter()
        .filter_map(|(name, make)| {
            check(name, 100, |count| {
                let (template, spec) = make(count);
                let parse = |text: &str| Document::parse(format!("# T\n\nText.\n\n{text}"), Format::Markdown);
                let template = Template::new(parse(&template)).expect("a template");
                std::hint::black_box(compare(&template, &parse(&spec).outline));
            })
        })
        .collect();
    assert!(slow.is_empty(), "{slow:#?}");
}

/// A number in letters.
fn letters(n: usize, len: u32) -> String {
    (0..len).rev().map(|place| char::from(b'a' + (n / 10_usize.pow(place) % 10) as u8)).collect()
}

/// With all rules on that look for something by themselves.
#[test]
fn checking_is_linear() {
    let directory = tempfile::tempdir().expect("a directory");
    let write = |path: &str, text: &str| std::fs::write(directory.path().join(path), text).expect("writable");
    write("release.toml", CONFIG);
    write("template.rst", "T\n=\n\nChange\n------\n\nTesting\n-------\n");
    write("template.md", "# T\n\n## Change\n\n## Testing\n");
    std::fs::create_dir(directory.path().join("rst")).expect("writable");
    std::fs::create_dir(directory.path().join("md")).expect("writable");
    let repository = Repository::find(directory.path()).expect("a repository");
    let slow: Vec<String> = FAMILIES
        .iter()
        .filter_map(|&(name, format, document)| {
            let name_of_file = if format == Format::Rst { "rst/a.rst" } else { "md/a.md" };
            check(name, SIZE / 4, |size| {
                let text = SpecText { path: directory.path().join(name_of_file), bytes: document(size).into_bytes() };
                let report = speclint::check(&repository, &Request { text: Some(text), ..Request::default() });
                assert!(report.errors.is_empty() && report.checked.len() == 1, "{name}: {:?}", report.errors);
            })
        })
        .collect();
    assert!(slow.is_empty(), "{slow:#?}");
}

/// What is said of each section that is missing or extra takes no longer where there are many.
#[test]
fn checking_with_a_long_template_is_linear() {
    let directory = tempfile::tempdir().expect("a directory");
    let write = |path: &str, text: &str| std::fs::write(directory.path().join(path), text).expect("writable");
    write("release.toml", CONFIG);
    write("template.rst", "T\n=\n\nChange\n------\n\nTesting\n-------\n");
    std::fs::create_dir(directory.path().join("md")).expect("writable");
    let repository = Repository::find(directory.path()).expect("a repository");
    fn headings(count: usize, below: &str) -> String {
        (0..count).map(|n| format!("## {}\n{below}", letters(n, 10))).collect()
    }
    let families: [(&str, MakeBoth); 3] = [
        ("no blank lines", |count| (headings(2 * count, ""), headings(count, "Text.\n"))),
        ("no subsections", |count| (headings(count, "\n### A\n\n"), headings(count, "\nText.\n\n"))),
        ("all of them others", |count| {
            let all = |start: &str| (0..count).map(|n| format!("## {start} {}\n\n", letters(n, 10))).collect();
            (all("Section"), all("Chapter of a"))
        }),
    ];
    let slow: Vec<String> = families
        .iter()
        .filter_map(|(name, make)| {
            check(name, 300, |count| {
                let (template, spec) = make(count);
                write("template.md", &format!("# T\n\nText.\n\n{template}"));
                let bytes = format!("# T\n\nText.\n\n{spec}").into_bytes();
                let text = SpecText { path: directory.path().join("md/a.md"), bytes };
                let report = speclint::check(&repository, &Request { text: Some(text), ..Request::default() });
                assert!(!report.files.is_empty(), "{name}: {:?}", report.errors);
            })
        })
        .collect();
    assert!(slow.is_empty(), "{slow:#?}");
}

const CONFIG: &str = "\
[layout]
specs = \"rst\"
template = \"template.rst\"

[groups.markdown]
layout = { specs = \"md\", template = \"template.md\" }

[rules]
carriage-return = \"error\"
line-length = { level = \"error\", exempt = [\"literal-blocks\"] }
trailing-whitespace = \"error\"
zero-width-character = \"error\"
";
