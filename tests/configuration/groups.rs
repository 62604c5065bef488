//! `[groups]`: more specs of the repository, with other demands.

use serde_json::Value;

use super::{checked, mistake, with_specs};
use crate::common::{SPEC, Scratch, TEMPLATE, markdown, rst};

/// Two groups, of which one is in each release, and two releases.
const CONFIG: &str = "\
current_release = 'liberty'
[layout]
specs = 'specs/{release}/approved'
template = 'template.rst'
[groups.ideas]
layout.specs = 'ideas'
[groups.drafts]
layout.specs = 'specs/{release}/drafts'
";

const FILES: &[&str] = &[
    "ideas/a.rst",
    "ideas/deep/b.rst",
    "specs/kilo/approved/c.rst",
    "specs/kilo/drafts/d.rst",
    "specs/liberty/approved/e.rst",
    "specs/liberty/drafts/f.rst",
];

const IDEAS: [&str; 2] = ["ideas: ideas/a.rst", "ideas: ideas/deep/b.rst"];
const KILO: [&str; 2] = ["kilo: specs/kilo/approved/c.rst", "kilo/drafts: specs/kilo/drafts/d.rst"];
const LIBERTY: [&str; 2] = ["liberty: specs/liberty/approved/e.rst", "liberty/drafts: specs/liberty/drafts/f.rst"];

#[test]
fn are_checked() {
    let scratch = with_specs(CONFIG, FILES);
    assert_eq!(checked(&scratch, &[]), [IDEAS, LIBERTY].concat(), "with the current release");
    assert_eq!(checked(&scratch, &["--release", "kilo"]), KILO, "only those of a release that is named");
    assert_eq!(checked(&scratch, &["--all-releases"]), [IDEAS, KILO, LIBERTY].concat());
}

#[test]
fn by_path() {
    let scratch = with_specs(CONFIG, FILES);
    for (path, expected) in [
        ("ideas", &IDEAS[..]),
        ("ideas/deep", &IDEAS[1..]),
        ("ideas/a.rst", &IDEAS[..1]),
        ("specs/kilo", &KILO),
        ("specs/kilo/drafts", &KILO[1..]),
        ("specs/liberty/drafts/f.rst", &LIBERTY[1..]),
        (".", &[IDEAS, KILO, LIBERTY].concat()),
    ] {
        assert_eq!(checked(&scratch, &[path]), expected, "{path}");
    }
    assert_eq!(checked(&scratch, &["--release", "kilo", "specs"]), KILO);
    insta::assert_snapshot!(scratch.run(&["--release", "kilo", "ideas/a.rst"]), @"
    nothing was checked: see the error above
    ----- stderr
      × `ideas/a.rst` is of group `ideas`, not of `kilo`
      help: leave out `--release kilo`: a path says by itself which release it is of

    ----- exit 2
    ");
    insta::assert_snapshot!(scratch.run(&["--release", "kilo", "specs/liberty/drafts/f.rst"]), @"
    nothing was checked: see the error above
    ----- stderr
      × `specs/liberty/drafts/f.rst` is of group `drafts` of release `liberty`, not of `kilo`
      help: leave out `--release kilo`: a path says by itself which release it is of

    ----- exit 2
    ");
}

#[test]
fn from_standard_input() {
    let scratch = with_specs(CONFIG, FILES);
    for (name, of) in [
        ("ideas/new.rst", "ideas"),
        ("ideas/deep/new.rst", "ideas"),
        ("specs/kilo/drafts/new.rst", "kilo/drafts"),
        ("specs/kilo/approved/new.rst", "kilo"),
    ] {
        let output = scratch.run_with_stdin(&["--stdin-name", name, "-"], SPEC.as_bytes()).passes();
        assert_eq!(output.stdout, format!("1 spec of {of} held against template.rst: it conforms\n"));
    }
}

/// In each format it is told what a spec is of.
#[test]
fn in_reports() {
    let scratch = with_specs(CONFIG, &[]);
    let spec = SPEC.split("Testing\n").next().expect("the beginning").trim_end().to_owned() + "\n";
    scratch.write("ideas/a.rst", spec).write("specs/liberty/drafts/f.rst", SPEC);
    scratch.write("specs/liberty/approved/e.rst", SPEC);
    insta::assert_snapshot!(scratch.run(&["--format", "short"]), @"
    ideas/a.rst:25:22: error[missing-section] section `Testing` is missing
    1 spec of ideas held against template.rst: it does not conform (1 error)
    1 spec of liberty held against template.rst: it conforms
    1 spec of liberty/drafts held against template.rst: it conforms
    3 specs in all: 2 conform, 1 does not (1 error)
    1 of 1 finding can be fixed with `speclint fix --add-missing`
    ----- exit 1
    ");
    let output = scratch.run(&["--format", "json"]);
    let report: Value = serde_json::from_str(&output.stdout).expect("JSON");
    let sets = |key: &str| {
        let sets = report[key].as_array().expect("an array").iter();
        sets.map(|of| (of["release"].clone(), of["group"].clone())).collect::<Vec<_>>()
    };
    let set = |release: Option<&str>, group: Option<&str>| (Value::from(release), Value::from(group));
    assert_eq!(
        sets("releases"),
        [set(None, Some("ideas")), set(Some("liberty"), None), set(Some("liberty"), Some("drafts"))]
    );
    assert_eq!(sets("diagnostics"), [set(None, Some("ideas"))]);
    let names: Vec<_> = report["releases"].as_array().into_iter().flatten().map(|of| of["name"].clone()).collect();
    assert_eq!(names, ["ideas", "liberty", "liberty/drafts"]);
}

/// What is found in the ideas of a repository: rule and message.
fn in_ideas(config: &str, spec: &str) -> Vec<String> {
    let scratch = Scratch::empty();
    scratch.write("release.toml", format!("layout = {{ specs = 'specs', template = 'template.rst' }}\n{config}"));
    scratch.write("template.rst", rst(&["A", "B"])).write("specs/a.rst", rst(&["A", "B"]));
    let output = scratch.write("ideas/a.rst", spec).run(&["--format", "short", "ideas"]);
    assert_eq!(output.stderr, "", "{output}");
    let found = output.stdout.lines().filter_map(|line| line.strip_prefix("ideas/a.rst:"));
    found.filter_map(|line| line.split_once(": ").map(|(_, found)| found.to_owned())).collect()
}

/// What a group says takes the place of what the file says; what it does not say holds.
#[test]
fn over_the_rest_of_the_file() {
    let ideas = |file: &str, group: &str, spec: &str| {
        in_ideas(&format!("{file}\n[groups.ideas]\nlayout.specs = 'ideas'\n{group}"), spec)
    };
    let spec = rst(&["A", "C"]) + &"x".repeat(90) + "\n";
    let missing = "error[missing-section] section `B` is missing";
    let both = ideas("", "", &spec);
    assert!(both.len() == 2 && both[0] == missing && both[1].starts_with("error[extra-section]"), "{both:?}");
    assert_eq!(ideas("", "rules.extra-section = 'off'", &spec), [missing]);
    assert_eq!(ideas("rules.extra-section = 'off'", "", &spec), [missing], "as for all");
    assert_eq!(ideas("rules.extra-section = 'off'", "rules.extra-section = 'error'", &spec), both);
    assert_eq!(ideas("sections.optional = ['B']", "sections.optional = ['C']", &spec), [""; 0], "in addition");
    assert_eq!(ideas("sections.required = ['B']", "sections.optional = ['B']", &spec), both[1..], "the group's word");
    assert_eq!(ideas("", "sections.depth = 1", &rst(&["A", "B"])), [""; 0]);
    let long = |file: &str, group: &str| {
        let found = ideas(&format!("sections.optional = ['B', 'C']\n{file}"), group, &spec);
        let rule = |found: String| found.split(' ').next().unwrap_or_default().to_owned();
        found.into_iter().map(rule).collect::<Vec<String>>()
    };
    assert_eq!(long("", ""), [""; 0]);
    assert_eq!(long("", "rules.line-length = { max = 80 }"), ["error[line-length]"]);
    assert_eq!(long("rules.line-length = { max = 80 }", "rules.line-length = { max = 100 }"), [""; 0]);
    assert_eq!(long("rules.line-length = { max = 80 }", "rules.line-length = 'warn'"), ["warning[line-length]"]);
    assert_eq!(long("rules.line-length = 'warn'", "rules.line-length = { max = 80 }"), ["warning[line-length]"]);
}

#[test]
fn with_a_layout_of_their_own() {
    let config = "\
layout = { specs = 'specs', template = 'template.rst' }
[groups.ideas.layout]
specs = ['ideas', 'notes/*.md']
template = 'ideas/template.md'
ignore = ['template.md', 'old']
";
    let scratch = Scratch::empty();
    scratch.write("release.toml", config).write("template.rst", TEMPLATE).write("specs/a.rst", SPEC);
    scratch.write("ideas/template.md", markdown(&["Idea"])).write("ideas/a.md", markdown(&["Idea"]));
    scratch.write("notes/b.md", markdown(&["Idea"])).write("ideas/old/c.md", "No idea.\n").write("notes/d.rst", "");
    insta::assert_snapshot!(scratch.run(&[]).passes(), @"
    1 spec held against template.rst: it conforms
    2 specs of ideas held against ideas/template.md: all conform
    3 specs in all: all conform
    passed over: 2 ignored files (ideas/old …)
    ----- exit 0
    ");
}

/// What a release says holds for its groups, and the group's word comes last.
#[test]
fn in_releases() {
    let found = |more: &str| {
        let scratch = with_specs(&format!("{CONFIG}{more}"), &["specs/kilo/drafts/d.rst", "specs/kilo/approved/c.rst"]);
        checked(&scratch, &["--release", "kilo"])
    };
    assert_eq!(found(""), KILO);
    assert_eq!(found("[releases.kilo]\nrules.missing-section = 'off'\n"), [""; 0]);
    assert_eq!(found("[groups.drafts.rules]\nmissing-section = 'off'\n"), KILO[..1]);
    let both = "[groups.drafts.rules]\nmissing-section = 'error'\n[releases.kilo]\nrules.missing-section = 'off'\n";
    assert_eq!(found(both), KILO[1..]);
}

/// A release that is left out is so with its groups.
#[test]
fn in_a_release_that_is_not_checked() {
    let scratch = with_specs(&format!("{CONFIG}[releases.kilo]\ncheck = false\n"), FILES);
    assert_eq!(checked(&scratch, &["--all-releases"]), [IDEAS, LIBERTY].concat());
    assert_eq!(checked(&scratch, &["specs/kilo"]), KILO, "a path is checked all the same");
}

/// A release need not have specs of each group.
#[test]
fn that_a_release_has_not() {
    let scratch = with_specs(CONFIG, &["specs/liberty/approved/e.rst", "specs/kilo/drafts/d.rst", "ideas/a.rst"]);
    assert_eq!(checked(&scratch, &[]), [IDEAS[0], LIBERTY[0]]);
}

/// What is said of it is said of nothing.
#[test]
fn that_no_release_has() {
    let scratch = with_specs(CONFIG, &["specs/liberty/approved/e.rst", "ideas/a.rst"]);
    let output = scratch.run(&["--format", "short"]);
    let message = "release.toml:7:9: group `drafts` has specs in no release\n";
    assert_eq!((output.code, &*output.stderr), (2, message), "{output}");
}

/// A group with no place of its own would be all specs again.
#[test]
fn without_a_place() {
    insta::assert_snapshot!(super::check("current_release = \"liberty\"\n\n[groups.ideas]\nrules.extra-section = \"off\"\n"), @r#"
    nothing was checked: see the error above
    ----- stderr
      × group `ideas` does not say where its specs are
       ╭─[release.toml:3:9]
     2 │
     3 │ [groups.ideas]
       ·         ──┬──
       ·           ╰── this group
     4 │ rules.extra-section = "off"
       ╰────
      help: give it a `layout.specs`

    ----- exit 2
    "#);
    for group in ["ideas = {}", "ideas.layout = {}", "ideas.layout.template = 'a.rst'"] {
        let found = mistake(&format!("current_release = \"liberty\"\ngroups.{group}\n"));
        assert_eq!(found.place, "2:8", "{group}: {found:?}");
    }
}

#[test]
fn whose_directory_is_not_there() {
    let scratch = with_specs(CONFIG, &["specs/liberty/approved/e.rst", "specs/kilo/drafts/d.rst"]);
    scratch.write("specs/liberty/approved/e.rst", SPEC);
    insta::assert_snapshot!(scratch.run(&[]), @"
    1 spec of liberty held against template.rst: it conforms
    the check is not complete: see the error above
    ----- stderr
      × release.toml: group `ideas` has no specs directory: there is no `ideas`
      help: create the directory, or correct `layout.specs`

    ----- exit 2
    ");
}

#[test]
fn that_are_empty() {
    let scratch = with_specs(CONFIG, &[]);
    scratch.write("specs/liberty/approved/e.rst", SPEC).directory("ideas").directory("specs/liberty/drafts");
    insta::assert_snapshot!(scratch.run(&[]).passes(), @"
    no spec of ideas to check yet: ideas is empty
    1 spec of liberty held against template.rst: it conforms
    no spec of liberty/drafts to check yet: specs/liberty/drafts is empty
    ----- exit 0
    ");
}

#[test]
fn with_mistakes() {
    for (group, place, word) in [
        ("groups.\"a/b\".layout.specs = 'ideas'", "2:8", "the name of a group"),
        ("groups.\"\".layout.specs = 'ideas'", "2:8", "the name of a group"),
        ("groups.ideas = { check = false, layout.specs = 'ideas' }", "2:18", "check"),
        ("groups.ideas.layout.specs = '../ideas'", "2:29", "leads out"),
        ("groups.ideas.layout.specs = []", "2:29", "empty list"),
        ("groups.ideas.specs = 'ideas'", "2:14", "specs"),
    ] {
        let found = mistake(&format!("current_release = \"liberty\"\n{group}\n"));
        assert!(found.message.contains(word), "{group}: {found:?}");
        assert_eq!(found.place, place, "{group}");
    }
}

/// The directory of a group is no release, although it stands where releases do.
#[test]
fn beside_releases() {
    let config = "\
current_release = 'liberty'
layout.template = 'templates/{release}.rst'
[groups.backlog.layout]
specs = 'specs/backlog'
template = 'template.rst'
";
    let scratch = with_specs(config, &["specs/backlog/a.rst", "specs/liberty/b.rst"]);
    scratch.write("templates/liberty.rst", TEMPLATE);
    for args in [&[][..], &["--all-releases"], &["specs"]] {
        assert_eq!(
            checked(&scratch, args),
            ["backlog: specs/backlog/a.rst", "liberty: specs/liberty/b.rst"],
            "{args:?}"
        );
    }
    assert_eq!(checked(&scratch, &["specs/backlog/a.rst"]), ["backlog: specs/backlog/a.rst"]);
}

/// A spec of a group is held against the group's template alone, be it from its file or from standard input.
#[test]
fn within_the_directory_of_a_release() {
    let config = "\
current_release = 'liberty'
layout.template = 'template.rst'
[groups.drafts]
layout.specs = 'specs/{release}/drafts'
";
    let scratch = with_specs(config, &["specs/liberty/a.rst", "specs/liberty/drafts/b.rst"]);
    let both = ["liberty: specs/liberty/a.rst", "liberty/drafts: specs/liberty/drafts/b.rst"];
    assert_eq!(checked(&scratch, &[]), both);
    assert_eq!(checked(&scratch, &["specs/liberty/drafts/b.rst"]), both[1..]);
}

/// The option names the release, the path says which of its specs this is.
#[test]
fn from_standard_input_with_a_release() {
    let scratch = with_specs(CONFIG, FILES);
    let args = ["--release", "kilo", "--stdin-name", "specs/kilo/drafts/new.rst", "-"];
    let output = scratch.run_with_stdin(&args, SPEC.as_bytes()).passes();
    assert_eq!(output.stdout, "1 spec of kilo/drafts held against template.rst: it conforms\n");
}
