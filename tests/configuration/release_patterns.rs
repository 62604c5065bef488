//! `[releases."PATTERN"]`: what differs for several releases at once.

use serde_json::Value;

use super::{checked, mistake, with_specs};
use crate::common::{Scratch, rst};

const CONFIG: &str = "\
current_release = 'liberty'
layout.template = 'template.rst'
";

/// A repository with a spec in each of these releases.
fn of(releases: &[&str], config: &str) -> Scratch {
    let specs: Vec<String> = releases.iter().map(|release| format!("specs/{release}/a.rst")).collect();
    with_specs(&format!("{CONFIG}{config}"), &specs.iter().map(String::as_str).collect::<Vec<_>>())
}

/// The releases that a check of all leaves out.
fn left_out(scratch: &Scratch) -> Vec<String> {
    let output = scratch.run(&["--all-releases", "--format", "json"]);
    let report: Value = serde_json::from_str(&output.stdout).expect("JSON");
    assert_eq!(report["errors"], serde_json::json!([]), "{output}");
    let names = report["left_out"].as_array().expect("an array").iter();
    names.filter_map(|name| name.as_str().map(str::to_owned)).collect()
}

#[test]
fn match_names() {
    let releases = &["2025.2", "austin", "juno", "juno-2", "kilo", "liberty", "mitaka"];
    for (pattern, expected) in [
        ("[a-j]*", &["austin", "juno", "juno-2"][..]),
        ("{juno,kilo}", &["juno", "kilo"]),
        ("juno*", &["juno", "juno-2"]),
        ("?uno", &["juno"]),
        ("[!l]*", &["2025.2", "austin", "juno", "juno-2", "kilo", "mitaka"]),
        ("2025.?", &["2025.2"]),
        ("*a", &["mitaka"]),
        ("kilo", &["kilo"]),
    ] {
        let scratch = of(releases, &format!("[releases.'{pattern}']\ncheck = false\n"));
        assert_eq!(left_out(&scratch), expected, "{pattern}");
        let checked = checked(&scratch, &["--all-releases"]);
        assert_eq!(checked.len(), releases.len() - expected.len(), "{pattern}: {checked:?}");
    }
}

#[test]
fn that_leave_releases_out() {
    let scratch = of(&["austin", "juno", "liberty"], "[releases.\"[a-j]*\"]\ncheck = false\n");
    scratch.write("specs/liberty/a.rst", crate::common::SPEC);
    insta::assert_snapshot!(scratch.run(&["--all-releases"]).passes(), @"
    1 spec of liberty held against template.rst: it conforms
    left out by release.toml: austin and juno
    ----- exit 0
    ");
    assert_eq!(checked(&scratch, &["--release", "juno"]), ["juno: specs/juno/a.rst"], "unless it is named");
    assert_eq!(checked(&scratch, &["specs/juno"]), ["juno: specs/juno/a.rst"], "by a path, too");
}

/// What is not there is not left out.
#[test]
fn that_leave_out_a_release_that_is_not_there() {
    let scratch = of(&["liberty"], "[releases.austin]\ncheck = false\n");
    assert_eq!(left_out(&scratch), [""; 0]);
}

/// All tables that match apply, in the order of the file, and the one with the very name comes last.
#[test]
fn in_order() {
    let (old, no) = ("[releases.'[a-k]*']\ncheck = true\n", "[releases.'k*']\ncheck = false\n");
    let (exact_yes, exact_no) = ("[releases.kilo]\ncheck = true\n", "[releases.kilo]\ncheck = false\n");
    for (config, is_left_out) in [
        (vec![old], false),
        (vec![no], true),
        (vec![old, no], true),
        (vec![no, old], false),
        (vec![exact_yes, no], false),
        (vec![no, exact_yes], false),
        (vec![exact_no, old], true),
        (vec![no, exact_yes, old], false),
        (vec![old, exact_no, "[releases.'*']\ncheck = true\n"], true),
    ] {
        let config = config.concat();
        assert_eq!(left_out(&of(&["kilo", "liberty"], &config)).len(), usize::from(is_left_out), "{config}");
    }
}

/// What one table does not say, another one does.
#[test]
fn for_different_keys() {
    let config = "\
[releases.kilo]
rules.line-length = { max = 30 }
[releases.'k*']
rules.line-length = { level = 'warn', max = 20 }
rules.missing-section = 'off'
[releases.'*o']
layout.template = 'kilo.rst'
sections.depth = 1
";
    let scratch = of(&["liberty"], config);
    scratch
        .write("kilo.rst", rst(&["A", "  B"]).replace("Title", "Model"))
        .write("specs/kilo/a.rst", rst(&["C"]) + &"x".repeat(35) + "\n");
    let output = scratch.run(&["--release", "kilo", "--format", "short"]);
    insta::assert_snapshot!(output, @"
    specs/kilo/a.rst:7:1: error[extra-section] section `C` is not in the template
    specs/kilo/a.rst:11:31: warning[line-length] line of 35 characters; at most 30 are allowed
    1 spec of kilo held against kilo.rst: it does not conform (1 error, 1 warning)
    ----- exit 1
    ");
}

/// The errors in a spec of `kilo` with these headings and Z, whose template has A, B, C and Z.
fn errors(config: &str, spec: &[&str]) -> Vec<String> {
    let scratch = of(&["liberty"], config);
    scratch.write("template.rst", rst(&["A", "B", "C", "Z"])).write("specs/kilo/a.rst", rst(&[spec, &["Z"]].concat()));
    let output = scratch.run(&["--release", "kilo", "--format", "short"]);
    assert_eq!(output.stderr, "", "{output}");
    let found = output.stdout.lines().filter_map(|line| line.split_once(": error[")).map(|(_, found)| found.to_owned());
    found.collect()
}

#[test]
fn with_lists_of_sections() {
    let optional = |section: &str| format!("sections.optional = ['{section}']\n");
    let (all, some, own) =
        (optional("A"), format!("[releases.'k*']\n{}", optional("B")), format!("[releases.kilo]\n{}", optional("C")));
    for (config, missing) in [
        ([""; 3], &["A", "B", "C"][..]),
        ([&*all, "", ""], &["B", "C"]),
        ([&*all, &*some, ""], &["C"]),
        ([&*all, &*own, &*some], &[]),
        (["", &*some, &*own], &["A"]),
    ] {
        let config = config.concat();
        let missing: Vec<String> =
            missing.iter().map(|name| format!("missing-section] section `{name}` is missing")).collect();
        assert_eq!(errors(&config, &[]), missing, "{config}");
    }
}

/// What a later table says of a section holds.
#[test]
fn with_other_words_for_a_section() {
    let required = "sections.optional = ['A', 'B', 'C']\n[releases.'k*']\nsections.required = ['B']\n";
    assert_eq!(errors(required, &[]), ["missing-section] section `B` is missing"]);
    assert_eq!(errors(&format!("{required}[releases.kilo]\nsections.optional = ['B']\n"), &[]), [""; 0]);
    let open = "sections = { closed = ['A'], optional = ['B', 'C'] }\n[releases.'k*']\nsections.open = ['A']\n";
    assert_eq!(errors(open, &["A", "  X"]), [""; 0]);
    assert_eq!(errors(&open.replace("'k*'", "'l*'"), &["A", "  X"]).len(), 1);
}

/// A pattern names no release: none is there because of it.
#[test]
fn are_no_releases() {
    let scratch = of(&["kilo", "liberty"], "[releases.'k*']\nrules.extra-section = 'off'\n");
    assert_eq!(checked(&scratch, &["--all-releases"]), ["kilo: specs/kilo/a.rst", "liberty: specs/liberty/a.rst"]);
}

/// What is said of them is said of nothing.
#[test]
fn that_match_nothing() {
    for table in ["K*", "?no", "{a,b}", "libery-*", "libery"] {
        let scratch = of(&["kilo", "liberty"], &format!("[releases.'{table}']\ncheck = false\n"));
        for args in [&["--format", "short"][..], &["--format", "short", "--all-releases"]] {
            let output = scratch.run(args);
            let message = format!("the table of `{table}` speaks of no release\n");
            assert!(output.code == 2 && output.stderr.contains(&message), "{output}");
        }
    }
    // Another number is no mistyped name.
    let output = of(&["2026.1", "liberty"], "[releases.'2027.1']\ncheck = false\n").run(&[]);
    assert_eq!(output.code, 1, "{output}");
    // One may be prepared before it has specs.
    let scratch = of(&["kilo", "liberty"], "[releases.mitaka]\nrules.extra-section = 'off'\n");
    assert_eq!(checked(&scratch, &[]), ["liberty: specs/liberty/a.rst"]);
}

#[test]
fn that_leave_out_the_current_release() {
    let found = mistake("current_release = \"liberty\"\n[releases.\"*\"]\ncheck = false\n");
    assert!(found.message.starts_with("the current release is left out of the check"), "{found:?}");
    assert_eq!(found.place, "1:19");
    let scratch = of(&["kilo", "liberty"], "[releases.'*']\ncheck = false\n[releases.liberty]\ncheck = true\n");
    assert_eq!(left_out(&scratch), ["kilo"]);
}

#[test]
fn that_are_bad() {
    insta::assert_snapshot!(super::check("current_release = \"liberty\"\n[releases.\"[a-j\"]\ncheck = false\n"), @r#"
    nothing was checked: see the error above
    ----- stderr
      × invalid glob pattern `[a-j`: unclosed character class; missing ']'
       ╭─[release.toml:2:11]
     1 │ current_release = "liberty"
     2 │ [releases."[a-j"]
       ·           ───┬──
       ·              ╰── here
     3 │ check = false
       ╰────

    ----- exit 2
    "#);
    for name in ["{a,b", "[z-a]*", "a]*/b"] {
        let found = mistake(&format!("current_release = \"liberty\"\n[releases.\"{name}\"]\ncheck = false\n"));
        assert_eq!(found.place, "2:11", "{name}: {found:?}");
    }
}

/// A name beats a `*` also where the two stand in different tables.
#[test]
fn with_stars_for_sections() {
    let config = "sections.optional = ['B']\n[releases.'k*']\nsections.required = ['*']\n";
    let missing = ["A", "C"].map(|name| format!("missing-section] section `{name}` is missing"));
    assert_eq!(errors(config, &[]), missing);
}

/// The table that leaves it out may be that of a pattern.
#[test]
fn that_leave_out_the_current_release_are_named() {
    let found = mistake("current_release = \"liberty\"\n[releases.\"*\"]\ncheck = false\n");
    assert!(!found.message.contains("its own table"), "{found:?}");
}

/// A level in one table and options in another make a whole.
#[test]
fn for_the_level_and_the_options_of_a_rule() {
    let (options, level) =
        ("[releases.'k*']\nrules.file-name = { pattern = '^b' }\n", "[releases.kilo]\nrules.file-name = 'warn'\n");
    for config in [format!("{options}{level}"), format!("{level}{options}")] {
        let scratch = of(&["kilo", "liberty"], &config);
        let output = scratch.write("specs/kilo/a.rst", crate::common::SPEC).run(&["--release", "kilo"]);
        assert!(output.code == 0 && output.stdout.contains("file-name"), "{config}: {output}");
    }
}

/// Releases whose specs are elsewhere are found there.
#[test]
fn with_a_layout_of_their_own() {
    let scratch = of(&["liberty"], "[releases.'[a-k]*']\nlayout.specs = 'archive/{release}'\n");
    scratch.write("archive/kilo/a.rst", "No section.\n");
    let kilo = ["kilo: archive/kilo/a.rst"];
    assert_eq!(checked(&scratch, &["--release", "kilo"]), kilo);
    assert_eq!(checked(&scratch, &["archive/kilo/a.rst"]), kilo);
    assert_eq!(checked(&scratch, &["--all-releases"]), [kilo[0], "liberty: specs/liberty/a.rst"]);
}
