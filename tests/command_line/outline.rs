use serde_json::Value;

use crate::common::{SPEC, SPEC_MARKDOWN, Scratch};

#[test]
fn tree() {
    let scratch = Scratch::conforming();
    insta::assert_snapshot!(scratch.run(&["outline", "specs/liberty/backups.rst"]).passes(), @"
    specs/liberty/backups.rst
         2  Nightly Backups (title)
         7    Problem
        12    Change
        17      Interfaces
        22      Storage
        27    Testing

    ----- exit 0
    ");
}

#[test]
fn tree_with_a_subtitle() {
    let scratch = Scratch::empty();
    scratch.write("a.rst", "Title\n=====\n\nSubtitle\n--------\n\nOne\n~~~\n\nTwo\n~~~\n\nThree\n^^^^^\n");
    insta::assert_snapshot!(scratch.run(&["outline", "a.rst"]).passes(), @"
    a.rst
         1  Title (title)
         4  Subtitle (subtitle)
         7    One
        10    Two
        13      Three

    ----- exit 0
    ");
}

/// Paths are printed as they were given, directories in order.
#[test]
fn several() {
    let scratch = Scratch::empty();
    scratch
        .write("docs/b.md", SPEC_MARKDOWN)
        .write("docs/a/c.rst", SPEC)
        .write("docs/other.txt", "")
        .write("z.rst", "");
    let output = scratch.run(&["outline", "./z.rst", "docs"]).passes();
    let paths: Vec<&str> = output.stdout.lines().filter(|line| !line.starts_with(' ') && !line.is_empty()).collect();
    assert_eq!(paths, ["./z.rst", "docs/a/c.rst", "docs/b.md"]);
}

/// Without a path, the specs of the current release.
#[test]
fn of_the_current_release() {
    let scratch = Scratch::conforming();
    scratch.write("specs/liberty/index.rst", "No spec.\n").write("specs/kilo/a.rst", SPEC);
    let output = scratch.run(&["outline"]).passes();
    assert_eq!(output.stdout, scratch.run(&["outline", "specs/liberty/backups.rst"]).stdout);
    let output = scratch.run_in("specs", &["outline"]).passes();
    assert!(output.stdout.starts_with("liberty/backups.rst\n"), "{output}");
}

#[test]
fn json_lines() {
    let scratch = Scratch::conforming();
    insta::assert_snapshot!(scratch.run(&["outline", "--format", "json-lines", "specs"]).passes().stdout, @r#"{"path":"specs/liberty/backups.rst","title":{"text":"Nightly Backups","line":2},"subtitle":null,"sections":[{"text":"Problem","line":7,"sections":[]},{"text":"Change","line":12,"sections":[{"text":"Interfaces","line":17,"sections":[]},{"text":"Storage","line":22,"sections":[]}]},{"text":"Testing","line":27,"sections":[]}]}"#);
    scratch.write("specs/liberty/empty.md", "");
    let output = scratch.run(&["outline", "--format", "json-lines", "specs"]).passes();
    let outlines: Vec<Value> = output.stdout.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
    assert_eq!(outlines.len(), 2);
    assert_eq!((&outlines[1]["title"], &outlines[1]["sections"]), (&Value::Null, &Value::Array(Vec::new())));
}

/// The rest is printed all the same.
#[test]
fn of_what_is_no_document() {
    let scratch = Scratch::conforming();
    scratch.write("a.txt", "").write("latin1.rst", b"\xff").directory("empty");
    for path in ["nowhere.rst", "a.txt", "latin1.rst", "empty"] {
        for format in ["tree", "json-lines"] {
            let output = scratch.run(&["outline", "--format", format, path, "specs"]);
            assert_eq!(output.code, 2, "{output}");
            assert!(output.stderr.contains(path), "{output}");
            assert!(output.stdout.contains("Nightly Backups"), "{output}");
        }
    }
    insta::assert_snapshot!(scratch.run(&["outline", "nowhere.rst", "a.txt", "latin1.rst", "empty"]), @"
    ----- stderr
      × empty: no file in this directory ends in `.rst`, `.md` or `.markdown`
      × nowhere.rst: cannot read the file: no such file or directory
      × a.txt: the file has to be a document, whose name ends in `.rst`, `.md` or `.markdown`
      help: rename it, or say the format of its extension in `layout.formats`
      × latin1.rst: not UTF-8: the byte at offset 0 begins no character
      help: save the file as UTF-8 text
    ----- exit 2
    ");
}

#[test]
fn outside_of_a_repository() {
    insta::assert_snapshot!(Scratch::empty().run(&["outline"]), @"
    ----- stderr
      × no `release.toml` or `speclint.toml` in `[ROOT]` or in any directory above it
      help: `speclint init` makes one; or name one with `--config FILE`
    ----- exit 2
    ");
}

/// As for a check: a directory in which there is nothing to print is an error if files are there.
#[test]
fn of_a_release_without_specs() {
    let scratch = Scratch::new();
    scratch.write("specs/liberty/a.txt", SPEC);
    let output = scratch.run(&["outline"]);
    assert_eq!(output.code, 2, "{output}");
}

#[cfg(unix)]
#[test]
fn of_a_release_with_a_broken_link() {
    let scratch = Scratch::conforming();
    scratch.link("specs/liberty/broken.rst", "nowhere.rst");
    let output = scratch.run(&["outline"]);
    assert_eq!(output.code, 2, "{output}");
}
