//! Repositories without releases, whose paths hold no `{release}`.

use super::{checked, mistake, with_specs};
use crate::common::{SPEC, SPEC_MARKDOWN, Scratch};

const CONFIG: &str = "\
[layout]
specs = \"text\"
template = \"template.rst\"
";

/// Such a repository, with two specs that conform.
fn repository() -> Scratch {
    let scratch = with_specs(CONFIG, &[]);
    scratch.write("text/a.rst", SPEC).write("text/deep/b.md", SPEC_MARKDOWN);
    scratch
}

#[test]
fn are_checked() {
    let output = repository().run(&[]).passes();
    assert_eq!(output.stdout, "2 specs held against template.rst: all conform\n");
    let output = repository().run(&["--all-releases"]).passes();
    assert_eq!(output.stdout, "2 specs held against template.rst: all conform\n");
    let output = repository().run_in("text/deep", &[]).passes();
    assert_eq!(output.stdout, "2 specs held against ../../template.rst: all conform\n");
}

#[test]
fn in_reports() {
    let scratch = repository();
    let spec = SPEC.replace("Testing\n=======", "Tests\n=====").replace("Storage", "Storing");
    scratch.write("text/a.rst", spec);
    insta::assert_snapshot!(scratch.run(&["--format", "short"]), @"
    text/a.rst:22:1: error[missing-section] section `Storage` is missing from `Change`
    text/a.rst:27:1: error[missing-section] section `Testing` is missing
    text/a.rst:27:1: error[extra-section] section `Tests` is not in the template
    2 specs held against template.rst: 1 conforms, 1 does not (3 errors)
    2 of 3 findings can be fixed with `speclint fix --add-missing`
    ----- exit 1
    ");
    let output = scratch.run(&["--format", "json"]);
    let report: serde_json::Value = serde_json::from_str(&output.stdout).expect("JSON");
    let of = &report["releases"][0];
    assert_eq!((of["name"].as_str(), of["release"].as_str(), of["group"].as_str()), (Some(""), None, None));
    assert_eq!(of["directory"], "text");
    assert!(report["diagnostics"][0]["release"].is_null(), "{output}");
}

#[test]
fn by_path() {
    let scratch = with_specs(CONFIG, &["text/a.rst", "text/deep/b.md", "text/index.rst", "c.rst"]);
    for (path, expected) in [
        ("text", &["text/a.rst", "text/deep/b.md"][..]),
        (".", &["text/a.rst", "text/deep/b.md"]),
        ("text/deep", &["text/deep/b.md"]),
        ("text/a.rst", &["text/a.rst"]),
    ] {
        assert_eq!(checked(&scratch, &[path]), expected, "{path}");
        assert_eq!(checked(&scratch, &["--all-releases", path]), expected, "{path}");
    }
    for path in ["c.rst", "template.rst", "text/index.rst"] {
        assert_eq!(scratch.run(&[path]).code, 2, "{path}");
    }
    insta::assert_snapshot!(scratch.run(&["c.rst", "text/index.rst", "text/none.rst"]), @"
    nothing was checked: see the 3 errors above
    ----- stderr
      × `c.rst` is no spec of the repository
      help: specs are in `text`

      × `text/index.rst` is in a specs directory, but it is no spec
      help: an index or a README beside specs is a page

      × text/none.rst: cannot find the file: no such file or directory

    ----- exit 2
    ");
}

#[test]
fn from_standard_input() {
    let scratch = repository();
    for (name, text) in [("text/new.rst", SPEC), ("text/new/er.md", SPEC_MARKDOWN), ("text/a.rst", SPEC)] {
        let output = scratch.run_with_stdin(&["--stdin-name", name, "-"], text.as_bytes()).passes();
        assert_eq!(output.stdout, "1 spec held against template.rst: it conforms\n");
        assert_eq!(scratch.run_with_stdin(&["--stdin-name", name, "-"], b"No section.\n").code, 1);
    }
}

#[test]
fn and_the_option_for_releases() {
    let scratch = repository();
    insta::assert_snapshot!(scratch.run(&["--release", "liberty"]), @"
    nothing was checked: see the error above
    ----- stderr
      × release.toml: this repository has no releases
      help: leave out `--release`

    ----- exit 2
    ");
    for args in [&["text/a.rst"][..], &["--stdin-name", "text/a.rst", "-"]] {
        assert_eq!(scratch.run(&[&["--release", "liberty"], args].concat()).code, 2, "{args:?}");
    }
}

/// Such a repository may name a release all the same, in reports.
#[test]
fn with_a_name() {
    let scratch = repository();
    scratch.write("release.toml", format!("current_release = \"rfcs\"\n{CONFIG}"));
    for args in [&[][..], &["--all-releases"], &["--release", "rfcs"], &["text"]] {
        let output = scratch.run(args).passes();
        assert_eq!(output.stdout, "2 specs of rfcs held against template.rst: all conform\n", "{args:?}");
    }
}

#[test]
fn without_a_name_where_there_are_releases() {
    insta::assert_snapshot!(super::check("[layout]\nspecs = \"specs/{release}\"\n"), @r#"
    nothing was checked: see the error above
    ----- stderr
      × `current_release` is missing
       ╭─[release.toml:1:1]
     1 │ [layout]
       · ▲
       · ╰── not in this file
     2 │ specs = "specs/{release}"
       ╰────
      help: write, above the first table:

                current_release = "NAME"

            or, if the repository has no releases, leave `{release}` out of `layout.specs`

    ----- exit 2
    "#);
    for config in [
        "",
        "[rules]\nline-length = \"warn\"\n",
        "layout.specs = ['text', 'specs/{release}']\n",
        "layout.specs = 'text'\nlayout.template = 't.rst'\ngroups.ideas.layout.specs = 'ideas/{release}'\n",
    ] {
        let found = mistake(config);
        assert_eq!((found.message.as_str(), found.place.as_str()), ("`current_release` is missing", "1:1"), "{config}");
    }
}

/// A directory that was just made passes; one that is not there does not, and neither do files that are no specs.
#[test]
fn that_are_empty() {
    let scratch = with_specs(CONFIG, &[]);
    insta::assert_snapshot!(scratch.run(&[]), @"
    nothing was checked: see the error above
    ----- stderr
      × release.toml: the repository has no specs directory: there is no `text`
      help: create the directory, or correct `layout.specs`

    ----- exit 2
    ");
    insta::assert_snapshot!(scratch.directory("text").run(&[]).passes(), @"
    no spec to check yet: text is empty
    ----- exit 0
    ");
    scratch.write("text/.gitkeep", "").write("text/README.md", "Specs.\n").run(&[]).passes();
    insta::assert_snapshot!(scratch.write("text/a.txt", "A\n").run(&[]), @"
    nothing was checked: see the error above
    ----- stderr
      × text: no spec among the one file in `text`: there is nothing to check for the repository
      help: `text/a.txt`, for instance, does not end in `.rst`, `.md` or `.markdown`; correct the files' names, `layout.specs` or `layout.ignore`

    ----- exit 2
    ");
}

#[test]
fn that_are_empty_although_specs_are_wanted() {
    let scratch = with_specs(&format!("{CONFIG}[rules]\nempty-release = 'error'\n"), &[]);
    insta::assert_snapshot!(scratch.directory("text").run(&[]), @r#"
    empty-release

      × text: the release has no spec
      help: add a spec, or set `empty-release = "off"` while the release is being opened

    no spec to check yet: text is empty (1 error)
    ----- exit 1
    "#);
}

#[test]
fn without_a_template() {
    let scratch = repository();
    insta::assert_snapshot!(scratch.remove("template.rst").run(&[]), @"
    nothing was checked: see the error above
    ----- stderr
      × release.toml: the repository has no template
      help: none of these files exists:

                template.rst

            copy a template there, or name another place in `layout.template`

    ----- exit 2
    ");
}

/// Groups alone make a repository of several directories.
#[test]
fn with_groups() {
    let config = format!("{CONFIG}[groups]\nideas.layout.specs = \"ideas\"\n");
    let scratch = with_specs(&config, &["text/a.rst", "ideas/b.rst"]);
    assert_eq!(checked(&scratch, &[]), ["text/a.rst", "ideas: ideas/b.rst"]);
    assert_eq!(checked(&scratch, &["--all-releases"]), ["text/a.rst", "ideas: ideas/b.rst"]);
    assert_eq!(checked(&scratch, &["ideas"]), ["ideas: ideas/b.rst"]);
}

/// There is nothing that would stand in the place of `{release}`.
#[test]
fn with_a_template_of_releases() {
    let scratch = repository();
    let output = scratch.write("release.toml", "layout.specs = 'text'\n").run(&[]);
    assert!(output.code == 2 && output.stderr.contains("templates/{release}.rst"), "{output}");
}

/// The configuration and the baseline are no files among the specs.
#[test]
fn beside_the_configuration() {
    let scratch = Scratch::empty();
    scratch.write("release.toml", "[layout]\nspecs = '.'\ntemplate = 'template.rst'\n");
    scratch.write("template.rst", crate::common::TEMPLATE).write("a.rst", SPEC);
    scratch.write("speclint-baseline.toml", "version = 2\n");
    insta::assert_snapshot!(scratch.run(&[]), @"
    1 spec held against template.rst: it conforms
    passed over: 1 template (template.rst)
    ----- exit 0
    ");
}

#[test]
fn in_the_library() {
    let scratch = repository();
    speclint::assert_conforms(scratch.root());
    scratch.write("text/c.rst", SPEC.replace("Storage", "Storing"));
    let root = scratch.root();
    assert!(std::panic::catch_unwind(move || speclint::assert_conforms(root)).is_err());
}
