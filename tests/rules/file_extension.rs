use crate::common::{SPEC, SPEC_MARKDOWN, Scratch};

#[test]
fn a_document_of_another_kind() {
    let scratch = Scratch::conforming();
    scratch.write("specs/liberty/replicas.txt", "Replicas\n");
    let output = scratch.run(&[]);
    assert_eq!((output.code, output.stderr.as_str()), (1, ""));
    let (found, _summary) = output.stdout.split_once("\n\n1 spec").expect("a summary");
    insta::assert_snapshot!(found, @"
    file-extension

      × specs/liberty/replicas.txt: `replicas.txt` does not end in `.rst`, `.md` or `.markdown`
      help: if it is a spec, give it that extension; if not, move it out of the specs directory or name it in `layout.ignore`
    ");
}

/// The rules that are reported about a file beside a spec.
fn rules(config: &str, name: &str) -> Vec<String> {
    let scratch = Scratch::conforming();
    let path = format!("specs/liberty/{name}");
    let output = scratch.config(config).write(&path, SPEC).run(&["--format", "short"]);
    let lines = output.stdout.lines().filter_map(|line| line.strip_prefix(&format!("{path}: ")));
    lines.filter_map(|line| line.split_once("] ").map(|(rule, _)| format!("{rule}]"))).collect()
}

#[test]
fn extensions_of_documents() {
    for extension in ["txt", "rest", "mdown", "adoc", "html", "RST", "Md", "TXT", "docx", "pdf", "org"] {
        assert_eq!(rules("", &format!("a.{extension}")), ["error[file-extension]"], "{extension}");
        assert_eq!(rules("", &format!("deep/er/a.{extension}")), ["error[file-extension]"], "{extension}");
    }
    for name in ["a.rst.orig", "a.zip", "Makefile", "a"] {
        assert_eq!(rules("", name), ["warning[unexpected-file]"], "{name}");
    }
}

#[test]
fn levels() {
    assert_eq!(rules("rules.file-extension = \"warn\"", "a.txt"), ["warning[file-extension]"]);
    assert_eq!(rules("rules.file-extension = \"off\"", "a.txt"), [""; 0]);
}

#[test]
fn allowed() {
    let config = "rules.file-extension = { allowed = [\"rst\"] }";
    assert_eq!(rules(config, "a.md"), ["error[file-extension]"]);
    assert_eq!(rules(config, "a.txt"), ["error[file-extension]"]);
    assert_eq!(rules("rules.file-extension = { allowed = [\"md\", \"rst\"] }", "a.md"), [""; 0]);
}

/// A line that says that all is well does not end a report of errors.
#[test]
fn the_summary() {
    let scratch = Scratch::conforming();
    scratch.write("specs/liberty/replicas.txt", "Replicas\n");
    let output = scratch.run(&["--format", "short"]);
    assert!(output.stdout.ends_with(": it conforms, but 1 error in other files\n"), "{output}");
    let scratch = Scratch::conforming();
    scratch.config("rules.file-extension = { allowed = [\"rst\"] }").write("specs/liberty/replicas.md", SPEC_MARKDOWN);
    let output = scratch.run(&["--format", "short"]);
    assert!(!output.stdout.contains("all conform"), "{output}");
}

/// No spec can end in anything else: who allows it believes that such documents are checked.
#[test]
fn allowed_but_not_checked() {
    let scratch = Scratch::conforming();
    scratch.config("rules.file-extension = { allowed = [\"rst\", \"txt\"] }").write("specs/liberty/a.txt", "No spec\n");
    assert_ne!(scratch.run(&[]).code, 0);
}

/// With the dot, as people write it.
#[test]
fn allowed_with_a_dot() {
    assert_eq!(rules("rules.file-extension = { allowed = [\".rst\"] }", "a.rst"), [""; 0]);
}
