//! Names that a terminal or a CI system would obey.

use super::{COMMANDS, Clone, is_not_obeyed};
use crate::common::{SPEC, TEMPLATE};

const NAMES: [&str; 8] = [
    "nl\n::error::injected",
    "::error file=a::x",
    "\u{1b}[2Jclear",
    "\u{9b}2Jclear",
    "##[error]x",
    "##vso[task.setvariable variable=x]y",
    "##teamcity[buildStatus text='x']",
    "\u{202e}txt",
];

#[test]
fn of_files() {
    for name in NAMES {
        let clone = Clone::new();
        clone.scratch.write(&format!("specs/liberty/{name}.rst"), SPEC.replace("at night.", "at night. "));
        clone.scratch.write(&format!("specs/liberty/{name}.txt"), "").write(&format!("templates/{name}.rst"), TEMPLATE);
        clone.is_harmless(name);
    }
}

#[test]
fn of_releases() {
    for name in NAMES {
        let clone = Clone::new();
        clone.scratch.write(&format!("specs/{name}/a.rst"), SPEC).write(&format!("templates/{name}.rst"), TEMPLATE);
        clone.is_harmless(name);
    }
}

#[test]
fn of_sections_and_keys() {
    for name in NAMES {
        let clone = Clone::new();
        let heading = name.replace('\n', " ");
        let section = format!("{heading}\n{}\n\nNone.\n", "=".repeat(60));
        clone.scratch.write("specs/liberty/a.rst", format!("{SPEC}\n{section}"));
        clone.scratch.write("specs/liberty/b.md", format!("---\nx: [\"{heading}\"\n---\n# {heading}\n\n##{heading}\n"));
        clone.scratch.write("templates/kilo.rst", format!("{TEMPLATE}\n{section}"));
        clone.scratch.write("speclint-baseline.toml", format!("version = 1\n# {heading}\nx = 1 2\n"));
        clone.is_harmless(name);
    }
}

/// From inside a directory, the name of a file begins the line.
#[test]
fn at_the_beginning_of_a_line() {
    let clone = Clone::new();
    clone.scratch.write("specs/liberty/::error file=a::x.rst", "x\n");
    let output = clone.scratch.run_in("specs/liberty", &["--format", "short"]);
    assert!(output.stdout.starts_with("\\::error file=a::x.rst:"), "{output}");
}

/// `speclint check --skip-other-files` with the names of changed files, as a hook gives them.
#[test]
fn of_files_that_are_options() {
    let clone = Clone::new();
    let outside = clone.outside("secret.rst").display().to_string();
    clone.scratch.write(&format!("--config={outside}"), "").write("--fix", "").write("--help", "");
    for name in [format!("--config={outside}"), "--fix".to_owned(), "--help".to_owned()] {
        let output = clone.scratch.run(&["check", "--skip-other-files", &name]);
        assert_eq!(output.code, 2, "{output}");
        assert!(output.stderr.contains("is an option and the name of a file"), "{output}");
        let output = clone.scratch.run(&["check", "--skip-other-files", "--", &name]);
        assert_eq!(output.code, 0, "{output}");
    }
}

/// What is wrong with the command line is told by another part of the program.
#[test]
fn of_options_that_are_none() {
    let clone = Clone::new();
    for name in NAMES {
        for args in [vec![format!("--{name}")], vec!["--format".to_owned(), name.to_owned()], vec![name.to_owned()]] {
            let args: Vec<&str> = args.iter().map(String::as_str).collect();
            let output = clone.scratch.run(&args);
            is_not_obeyed(&output.stderr, &format!("{args:?}: {output}"));
        }
    }
}

/// On a terminal there are colours, but none of the repository's.
#[test]
fn on_a_terminal() {
    let clone = Clone::new();
    clone.scratch.write("specs/liberty/late.rst", SPEC.replace("at night.", "\u{1b}[8mhidden\u{1b}[0m at night. "));
    let script = |command: &str| {
        clone.scratch.shell(&format!("script -qec '\"$SPECLINT\" {command}' /dev/null < /dev/null | tr -d '\\r'"))
    };
    let output = script("check");
    if !output.stdout.contains("\u{1b}[") {
        println!("skipped: there is no program `script` to make a terminal");
        return;
    }
    for command in [
        "check",
        "fix --diff",
        "fix --diff --no-such-\u{1b}[8moption",
        "release open mitaka --dry-run --carry specs/liberty/late.rst",
    ] {
        let output = script(command);
        assert!(!output.stdout.contains("\u{1b}[8m"), "{command}: {}", output.stdout.escape_debug());
    }
}

/// A diff of a document that has such a text is shown without harm, too.
#[test]
fn in_the_text_of_diffs() {
    let clone = Clone::new();
    let text = SPEC.replace("at night.", "at night. \n ::error::x\n##[error]x\n\u{1b}[2J\r");
    clone.scratch.write("specs/liberty/late.rst", text);
    for args in COMMANDS.iter().filter(|args| args.contains(&"--diff") || args.contains(&"--dry-run")) {
        let output = clone.scratch.run(args);
        is_not_obeyed(&output.stdout, &format!("{args:?}: {output}"));
    }
}
