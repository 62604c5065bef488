//! Globs in `layout.specs`.

use super::{checked, mistake, with_specs};
use crate::common::{SPEC, Scratch};

/// What a repository without releases may hold.
const FILES: &[&str] = &[
    "a.rst",
    "docs/a.md",
    "docs/b.rst",
    "docs/deep/c.rst",
    "docs/deep/deeper/d.rst",
    "text/0001-e.md",
    "text/0002-f.rst",
];

/// The specs that `layout.specs` finds among [`FILES`].
#[track_caller]
fn found(specs: &str) -> Vec<String> {
    let config = format!("[layout]\nspecs = {specs}\ntemplate = \"template.rst\"\nignore = [\"template.rst\"]\n");
    checked(&with_specs(&config, FILES), &[])
}

#[test]
fn of_directories() {
    for (specs, expected) in [
        ("'docs'", &["docs/a.md", "docs/b.rst", "docs/deep/c.rst", "docs/deep/deeper/d.rst"][..]),
        ("'docs/d*'", &["docs/deep/c.rst", "docs/deep/deeper/d.rst"]),
        ("'docs/dee?'", &["docs/deep/c.rst", "docs/deep/deeper/d.rst"]),
        ("'*/deep'", &["docs/deep/c.rst", "docs/deep/deeper/d.rst"]),
        ("'docs/*/deeper'", &["docs/deep/deeper/d.rst"]),
        ("'**/deeper'", &["docs/deep/deeper/d.rst"]),
        ("'t[ae]xt'", &["text/0001-e.md", "text/0002-f.rst"]),
        ("'{docs,text}/*.md'", &["docs/a.md", "text/0001-e.md"]),
        ("['text', 'docs/deep/deeper']", &["docs/deep/deeper/d.rst", "text/0001-e.md", "text/0002-f.rst"]),
    ] {
        assert_eq!(found(specs), expected, "{specs}");
    }
}

#[test]
fn of_files() {
    for (specs, expected) in [
        ("'docs/b.rst'", &["docs/b.rst"][..]),
        ("'text/*.md'", &["text/0001-e.md"]),
        ("'text/*'", &["text/0001-e.md", "text/0002-f.rst"]),
        ("'text/000[13]-*'", &["text/0001-e.md"]),
        ("'text/000[!1]-*'", &["text/0002-f.rst"]),
        ("'text/*.{rst,md}'", &["text/0001-e.md", "text/0002-f.rst"]),
        ("'text/????-?.md'", &["text/0001-e.md"]),
        ("'**/*.md'", &["docs/a.md", "text/0001-e.md"]),
        ("'docs/**/*.rst'", &["docs/b.rst", "docs/deep/c.rst", "docs/deep/deeper/d.rst"]),
        ("'docs/**/deeper/*.rst'", &["docs/deep/deeper/d.rst"]),
        ("['text/*.md', 'a.rst']", &["a.rst", "text/0001-e.md"]),
    ] {
        assert_eq!(found(specs), expected, "{specs}");
    }
}

/// A spec that several paths find is checked once.
#[test]
fn that_overlap() {
    assert_eq!(found("['text', 'text/*.md', 'text/0001-e.md', '**/0001*']"), ["text/0001-e.md", "text/0002-f.rst"]);
    for specs in ["'text', 'text/*'", "'text', 'text/a.rst'", "'text', 'text'", "'text/a*', 'text/*t'"] {
        let config = format!("layout = {{ specs = [{specs}], template = 'template.rst' }}\n");
        let output = with_specs(&config, &[]).write("text/a.rst", SPEC).run(&[]).passes();
        assert_eq!(output.stdout, "1 spec held against template.rst: it conforms\n", "{specs}");
    }
}

/// Of `docs/*`, what `docs` holds besides specs is not wanted; it is no reason to warn either.
#[test]
fn that_match_other_files() {
    let config = "layout = { specs = 'docs/*.rst', template = 'template.rst' }\n";
    let scratch = with_specs(config, &["docs/a.rst", "docs/b.md"]);
    scratch.write("docs/c.zip", "");
    assert_eq!(checked(&scratch, &[]), ["docs/a.rst"]);
}

/// Hidden files are no specs, and no directory is looked for in hidden ones.
#[test]
fn and_hidden_files() {
    let config = "layout = { specs = ['**/deep', '*/*.rst'], template = 'template.rst' }\n";
    let scratch = with_specs(config, &["docs/a.rst", "docs/.b.rst", ".git/deep/c.rst", ".tox/d.rst", "deep/.x/e.rst"]);
    assert_eq!(checked(&scratch, &[]), ["docs/a.rst"]);
}

/// The configuration beside the specs is the one that holds.
#[test]
fn and_the_directory_of_the_configuration() {
    let config = "layout = { specs = '.', template = 'template.rst', ignore = ['release.toml'] }\n";
    let scratch = with_specs(config, &["a.rst", "docs/b.rst"]);
    assert_eq!(checked(&scratch, &[]), ["a.rst", "docs/b.rst"]);
}

/// An index beside specs is a page; alone in a directory it is the spec.
#[test]
fn and_pages() {
    let config = "layout = { specs = 'docs/*/*.rst', template = 'template.rst' }\n";
    let scratch = with_specs(config, &["docs/a/index.rst", "docs/b/c.rst", "docs/b/index.rst"]);
    assert_eq!(checked(&scratch, &[]), ["docs/a/index.rst", "docs/b/c.rst"]);
}

/// `layout.ignore` speaks of what globs find as of anything else.
#[test]
fn and_ignored_files() {
    let found = |ignore: &str, specs: &str| {
        let layout = format!("layout = {{ specs = '{specs}', template = 'template.rst', ignore = ['{ignore}'] }}\n");
        checked(&with_specs(&layout, &["docs/a.rst", "docs/index.rst", "docs/old/b.rst", "docs/old/c.rst"]), &[])
    };
    assert_eq!(found("index.rst", "docs/*.rst"), ["docs/a.rst"]);
    assert_eq!(found("index.rst", "docs/*"), ["docs/a.rst", "docs/old/b.rst", "docs/old/c.rst"]);
    assert_eq!(found("old", "docs/*"), ["docs/a.rst"]);
    assert_eq!(found("old/b.rst", "docs/**/*.rst"), ["docs/a.rst", "docs/old/c.rst"]);
    assert_eq!(found("old/*", "docs/*"), ["docs/a.rst"]);
}

#[test]
fn that_match_nothing() {
    let with = |layout: &str| with_specs(&format!("[layout]\ntemplate = \"template.rst\"\n{layout}"), FILES);
    insta::assert_snapshot!(with("specs = \"docs/[x-z]*.md\"\n").run(&[]), @"
    nothing was checked: see the error above
    ----- stderr
      × release.toml: the repository has no specs: nothing matches `docs/[x-z]*.md`
      help: create the directory, or correct `layout.specs`

    ----- exit 2
    ");
    insta::assert_snapshot!(with("specs = [\"drafts\", \"text/*.txt\"]\n").run(&[]), @"
    nothing was checked: see the error above
    ----- stderr
      × release.toml: the repository has no specs directory: there is no `drafts`
      help: create the directory, or correct `layout.specs`

    ----- exit 2
    ");
    insta::assert_snapshot!(with("specs = \"docs/*/*.md\"\n").run(&["--format", "short"]), @"
    nothing was checked: see the error above
    ----- stderr
    release.toml: the repository has no specs: nothing matches `docs/*/*.md`
    ----- exit 2
    ");
}

/// Of several paths, one that is not there is no mistake: a directory of drafts may come and go.
#[test]
fn of_which_some_match_nothing() {
    let idle = |specs: &str| {
        let scratch = with_specs(&format!("layout = {{ specs = {specs}, template = 'template.rst' }}\n"), FILES);
        let output = scratch.run(&["--format", "short"]);
        assert_eq!(output.code, 2, "{output}");
        output.stderr
    };
    let expected = "release.toml:1:22: nothing is at `drafts` of `layout.specs`, in any release\n";
    assert_eq!(idle("['drafts', 'text/*.md']"), expected);
    assert!(idle("'{text,nowhere}/*.md'").contains("nothing is at `nowhere/*.md`"));
    assert!(idle("'{text,te{s,x}t}/*.md'").contains("nothing is at `test/*.md`"));
}

/// A spec that is named is checked, whatever else is amiss.
#[test]
fn of_which_some_match_nothing_and_a_spec_that_is_named() {
    let scratch = with_specs("layout = { specs = ['drafts', 'text'], template = 'template.rst' }\n", FILES);
    assert_eq!(checked(&scratch, &["text/0001-e.md"]), ["text/0001-e.md"]);
}

#[test]
fn before_the_name_of_the_release() {
    let scratch = Scratch::conforming();
    insta::assert_snapshot!(scratch.config("layout.specs = \"**/{release}\"\n").run(&[]), @r#"
    nothing was checked: see the error above
    ----- stderr
      × `**/{release}` does not say where the release's name stands
       ╭─[release.toml:2:16]
     1 │ current_release = "liberty"
     2 │ layout.specs = "**/{release}"
       ·                ───────┬──────
       ·                       ╰── `**` here
       ╰────
      help: a `**` before it could end anywhere: write a `*` for each directory

    ----- exit 2
    "#);
    for specs in ["**/specs/{release}", "a/**/{release}/approved", "**/{release}-specs"] {
        let found = mistake(&format!("current_release = \"liberty\"\nlayout.specs = \"{specs}\"\n"));
        assert!(found.message.contains("where the release's name stands"), "{found:?}");
        assert_eq!(found.place, "2:16", "{specs}");
    }
}

#[test]
fn that_are_bad() {
    for (specs, word) in [
        ("specs/[a", "[a"),
        ("specs/{a,b", "{a,b"),
        ("specs/a,b}", "a,b}"),
        ("specs/[z-a]", "[z-a]"),
        ("specs/{realease}", "placeholder"),
        ("specs/{}", "placeholder"),
        ("specs/v*{release}", "beside"),
        ("specs/{release}{a,b}", "beside"),
        ("specs/../../*", "leads out"),
        ("/specs/*", "leads out"),
        ("", "empty path"),
    ] {
        let found = mistake(&format!("current_release = \"liberty\"\nlayout.specs = '{specs}'\n"));
        assert!(found.message.contains(word), "{specs}: {found:?}");
        assert_eq!(found.place, "2:16", "{specs}");
        let found = mistake(&format!("current_release = \"liberty\"\nlayout.specs = ['specs', '{specs}']\n"));
        assert!(found.message.contains(word), "{specs}: {found:?}");
        assert_eq!(found.place, "2:26", "{specs}");
    }
    insta::assert_snapshot!(super::check("current_release = \"liberty\"\nlayout.specs = \"specs/{release}/[ab\"\n"), @r#"
    nothing was checked: see the error above
    ----- stderr
      × `specs/{release}/[ab` is no glob pattern: unclosed character class; missing ']'
       ╭─[release.toml:2:16]
     1 │ current_release = "liberty"
     2 │ layout.specs = "specs/{release}/[ab"
       ·                ──────────┬──────────
       ·                          ╰── here
       ╰────
      help: correct it

    ----- exit 2
    "#);
}

/// Only `layout.specs` may hold them: of templates there is one.
#[test]
fn in_other_paths() {
    for path in ["layout.template = \"templates/{a,b}.rst\"", "layout.index = \"{a,b}.rst\""] {
        assert!(mistake(&format!("current_release = \"liberty\"\n{path}\n")).message.contains("placeholder"), "{path}");
    }
}

/// The releases are those that any path finds.
#[test]
fn find_releases() {
    let files = &[
        "specs/kilo/approved/a.rst",
        "specs/kilo/draft/b.rst",
        "specs/liberty/approved/c.rst",
        "specs/mitaka/draft/d.rst",
        "old/juno/e.rst",
        "f/kilo.rst",
    ];
    for (specs, expected) in [
        (
            "'specs/{release}/approved'",
            &["kilo: specs/kilo/approved/a.rst", "liberty: specs/liberty/approved/c.rst"][..],
        ),
        ("'*/{release}/approved'", &["kilo: specs/kilo/approved/a.rst", "liberty: specs/liberty/approved/c.rst"]),
        (
            "'specs/{release}/{approved,draft}'",
            &[
                "kilo: specs/kilo/approved/a.rst",
                "kilo: specs/kilo/draft/b.rst",
                "liberty: specs/liberty/approved/c.rst",
                "mitaka: specs/mitaka/draft/d.rst",
            ],
        ),
        (
            "['specs/{release}/approved', 'old/{release}']",
            &["juno: old/juno/e.rst", "kilo: specs/kilo/approved/a.rst", "liberty: specs/liberty/approved/c.rst"],
        ),
        ("'specs/{release}/**/c.rst'", &["liberty: specs/liberty/approved/c.rst"]),
    ] {
        let config = format!("current_release = 'liberty'\n[layout]\nspecs = {specs}\ntemplate = 'template.rst'\n");
        assert_eq!(checked(&with_specs(&config, files), &["--all-releases"]), expected, "{specs}");
    }
}

/// A spec that is not there yet is of the set whose globs would find it.
#[test]
fn and_standard_input() {
    let config = "layout = { specs = 'text', template = 'template.rst' }\n[groups.ideas]\nlayout.specs = '**/ideas'\n";
    let scratch = with_specs(config, &["ideas/a.rst", "text/b.rst"]);
    for (name, of) in [
        ("ideas/new.rst", " of ideas"),
        ("docs/deep/ideas/new.rst", " of ideas"),
        ("docs/ideas/deep/new.rst", " of ideas"),
        ("docs/new.rst", ""),
        ("text/new.rst", ""),
    ] {
        let output = scratch.run_with_stdin(&["--stdin-name", name, "-"], SPEC.as_bytes()).passes();
        assert_eq!(output.stdout, format!("1 spec{of} held against template.rst: it conforms\n"), "{name}");
    }
}

/// Specs that globs find can be named by path, and only those.
#[test]
fn and_paths_of_the_command_line() {
    let config = "layout = { specs = 'docs/*/*.rst', template = 'template.rst' }\n";
    let scratch = with_specs(config, FILES);
    assert_eq!(checked(&scratch, &["docs/deep/c.rst"]), ["docs/deep/c.rst"]);
    for directory in ["docs", "docs/deep", "."] {
        assert_eq!(checked(&scratch, &[directory]), ["docs/deep/c.rst"], "{directory}");
    }
    for path in ["docs/b.rst", "docs/deep/deeper/d.rst", "text", "a.rst"] {
        let output = scratch.run(&[path]);
        assert!(output.code == 2 && output.stderr.contains(path), "{output}");
    }
    insta::assert_snapshot!(scratch.run(&["docs/b.rst"]), @"
    nothing was checked: see the error above
    ----- stderr
      × `docs/b.rst` is no spec of the repository
      help: specs are in `docs`

    ----- exit 2
    ");
}

/// Nor is it where the paths begin differently.
#[test]
fn that_overlap_from_different_directories() {
    let config = "layout = { specs = ['text', '*/a.rst'], template = 'template.rst' }\n";
    let output = with_specs(config, &[]).write("text/a.rst", SPEC).run(&[]).passes();
    assert_eq!(output.stdout, "1 spec held against template.rst: it conforms\n");
}

/// A release may be one file.
#[test]
fn find_releases_of_one_spec() {
    let config = "current_release = 'liberty'\n[layout]\nspecs = 'specs/{release}.rst'\ntemplate = 'template.rst'\n";
    let scratch = with_specs(config, &["specs/kilo.rst", "specs/liberty.rst"]);
    assert_eq!(checked(&scratch, &["--release", "kilo"]), ["kilo: specs/kilo.rst"]);
    assert_eq!(checked(&scratch, &["--all-releases"]), ["kilo: specs/kilo.rst", "liberty: specs/liberty.rst"]);
    assert_eq!(checked(&scratch, &["specs/kilo.rst"]), ["kilo: specs/kilo.rst"]);
}
