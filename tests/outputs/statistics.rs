//! `--statistics`, `--select`, `--ignore`, `--max-findings` and `--quiet`.

use super::everything;
use crate::common::{SPEC, Scratch};

#[test]
fn a_table() {
    insta::assert_snapshot!(everything().run(&["--statistics"]), @"
    specs  findings  fixable  rule                 section
        1         1        1  missing-section      Problem
        1         1        1  renamed-section      Tesitng
        1         1        0  empty-section        Change > Storage
        1         1        1  trailing-whitespace
        1         1        0  file-extension

    3 specs of liberty held against templates/liberty.rst: 1 conforms, 2 do not (3 errors, 2 warnings)
    2 of 5 findings can be fixed with `speclint fix`, 1 more with --add-missing
    ----- exit 1
    ");
    insta::assert_snapshot!(Scratch::conforming().run(&["--statistics"]), @"
    1 spec of liberty held against templates/liberty.rst: it conforms
    ----- exit 0
    ");
    insta::assert_snapshot!(everything().run(&["--statistics", "--format", "sarif"]), @"
    ----- stderr
      × none of these formats has statistics
      help: `full`, `short`, `json` and `json-lines` have
    ----- exit 2
    ");
}

/// Twelve specs that lack two sections.
fn many() -> Scratch {
    let scratch = Scratch::new();
    for number in 0..12 {
        let spec = SPEC.split("Testing\n").next().unwrap_or_default().replace("Problem\n", "Prblem\n");
        scratch.write(&format!("specs/liberty/{number}.rst"), spec.replace("=======\n\nBackups", "======\n\nBackups"));
    }
    scratch
}

#[test]
fn the_most_frequent_causes() {
    let output = many().run(&["--format", "short"]);
    let end: Vec<&str> = output.stdout.lines().filter(|line| !line.starts_with("specs/")).collect();
    insta::assert_snapshot!(end.join("\n"), @"
    12 specs of liberty held against templates/liberty.rst: 0 conform, 12 do not (24 errors)
    most frequent: missing-section `Testing` (12 files), renamed-section `Prblem` (12 files)
    12 of 24 findings can be fixed with `speclint fix`, 12 more with --add-missing
    12 of 12 specs lack `Testing`: if specs need not have it, say so in the template or in `sections.optional`
    ");
}

#[test]
fn at_most() {
    let output = many().run(&["--format", "short", "--max-findings", "2"]);
    insta::assert_snapshot!(output, @"
    specs/liberty/0.rst:7:1: error[renamed-section] section `Problem` is headed `Prblem`
    specs/liberty/0.rst:25:22: error[missing-section] section `Testing` is missing
    12 specs of liberty held against templates/liberty.rst: 0 conform, 12 do not (24 errors)
    most frequent: missing-section `Testing` (12 files), renamed-section `Prblem` (12 files)
    12 of 24 findings can be fixed with `speclint fix`, 12 more with --add-missing
    12 of 12 specs lack `Testing`: if specs need not have it, say so in the template or in `sections.optional`
    22 more findings not shown
    ----- exit 1
    ");
    assert_eq!(many().run(&["--format", "short", "--max-findings", "0"]).code, 1);
}

#[test]
fn quiet() {
    insta::assert_snapshot!(many().run(&["--quiet", "--format", "short", "--max-findings", "1"]), @"
    specs/liberty/0.rst:7:1: error[renamed-section] section `Problem` is headed `Prblem`
    ----- exit 1
    ");
    insta::assert_snapshot!(Scratch::conforming().run(&["--quiet"]), @"----- exit 0");
}

#[test]
fn chosen_rules() {
    let of = |args: &[&str]| everything().run(&[&["--format", "short"], args].concat());
    insta::assert_snapshot!(of(&["--select", "missing-section,empty-section"]), @"
    specs/liberty/größe b.rst:22:1: warning[empty-section] section `Storage` is empty
    specs/liberty/late.rst:7:1: error[missing-section] section `Problem` is missing
    3 specs of liberty held against templates/liberty.rst: 2 conform, 1 does not (1 error, 1 warning)
    1 of 2 findings can be fixed with `speclint fix --add-missing`
    only these rules, by --select: `missing-section` and `empty-section`
    ----- exit 1
    ");
    insta::assert_snapshot!(of(&["--ignore", "missing-section", "--ignore", "file-extension,renamed-section"]), @"
    specs/liberty/größe b.rst:5:52: warning[trailing-whitespace] white space at the end of 2 lines
    specs/liberty/größe b.rst:22:1: warning[empty-section] section `Storage` is empty
    3 specs of liberty held against templates/liberty.rst: all conform (2 warnings)
    1 of 2 findings can be fixed with `speclint fix`
    left out by --ignore: `missing-section`, `file-extension` and `renamed-section`
    ----- exit 0
    ");
    insta::assert_snapshot!(of(&["--select", "missing-secton"]), @"
    ----- stderr
    error: invalid value 'missing-secton' for '--select <RULE>'
      [possible values: missing-section, renamed-section, misplaced-section, misordered-section, duplicate-section, extra-section, empty-section, empty-document, template-text, heading-adornment, line-length, trailing-whitespace, carriage-return, zero-width-character, text, metadata, encoding, file-name, file-extension, unexpected-file, empty-release, suppression]

      tip: a similar value exists: 'missing-section'

    For more information, try '--help'.
    ----- exit 2
    ");
}

/// A gate that looks for nothing is not green.
#[test]
fn nothing_to_look_for() {
    let scratch = Scratch::conforming();
    let of = |args: &[&str]| scratch.run(&[&["--format", "short"], args].concat());
    insta::assert_snapshot!(of(&["--select", "line-length"]), @"
    1 spec of liberty held against templates/liberty.rst: it conforms
    the check is not complete: see the error above
    only these rules, by --select: `line-length`
    ----- stderr
    `line-length` is off, so it finds nothing
    ----- exit 2
    ");
    insta::assert_snapshot!(of(&["--select", "missing-section", "--ignore", "missing-section"]), @"
    1 spec of liberty held against templates/liberty.rst: it conforms
    the check is not complete: see the error above
    only these rules, by --select: `missing-section`; left out by --ignore: `missing-section`
    ----- stderr
    none of the chosen rules is on for liberty, so nothing can be found
    ----- exit 2
    ");
    scratch.config("rules.line-length = 79\n");
    assert_eq!(of(&["--select", "line-length"]).code, 2, "a number is no option");
    scratch.config("rules.line-length.max = 79\n");
    of(&["--select", "line-length"]).passes();
}

/// Of a file that cannot be read nothing was looked at.
#[test]
fn what_is_no_text() {
    let scratch = Scratch::conforming();
    scratch.write("specs/liberty/a.rst", b"\xff\xfe");
    for args in [["--select", "empty-section"], ["--ignore", "encoding"]] {
        assert_eq!(scratch.run(&args).code, 1, "{args:?}");
    }
}

/// What was not looked for is recorded as before, and not gone.
#[test]
fn with_a_baseline() {
    let scratch = many();
    scratch.run(&["--write-baseline"]).passes();
    let output = scratch.run(&["--format", "short", "--select", "trailing-whitespace"]).passes();
    assert!(!output.stdout.contains("gone"), "{output}");
    assert_eq!(scratch.run(&["--write-baseline", "--select", "trailing-whitespace"]).code, 2);
}

/// `fix` makes the fixes of these rules alone.
#[test]
fn chosen_fixes() {
    let scratch = everything();
    let output = scratch.run(&["fix", "--select", "trailing-whitespace"]);
    insta::assert_snapshot!(output, @"
    specs/liberty/größe b.rst: trailing-whitespace
    1 diagnostic fixed in 1 of 3 specs; nothing is left
    ----- exit 0
    ");
}
