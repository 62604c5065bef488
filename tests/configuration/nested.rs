//! Directories with a configuration of their own below that of another one.

use crate::common::Scratch;

const SPEC: &str = "# S\n\n## Summry\n\nNone.\n\n## Other\n\nNone.\n";

/// A repository whose current release has a directory with a configuration of its own.
fn nested() -> Scratch {
    let scratch = Scratch::with_markdown();
    scratch.write("specs/liberty/team/speclint.toml", "layout = { specs = \"text\", template = \"t.md\" }\n");
    scratch.write("specs/liberty/team/t.md", SPEC.replace("Summry", "Summary"));
    scratch.write("specs/liberty/team/text/a.md", SPEC);
    scratch
}

#[test]
fn are_fixed() {
    for paths in [&[][..], &["specs/liberty/team/text/a.md"], &["specs"], &["specs/liberty/team"]] {
        let scratch = nested();
        let output = scratch.run(&[&["fix", "--diff"], paths].concat());
        assert!(output.code == 1 && output.stdout.contains("-## Summry\n+## Summary\n"), "{paths:?}: {output}");
        let output = scratch.run(&[&["fix"], paths].concat()).passes();
        assert!(output.stdout.starts_with("specs/liberty/team/text/a.md: renamed-section\n"), "{paths:?}: {output}");
        scratch.run(&[&["check"], paths].concat()).passes();
    }
}

#[test]
fn are_explained() {
    let scratch = nested();
    for paths in [&[][..], &["specs/liberty/team/text/a.md"], &["specs"]] {
        let output = scratch.run(&[&["check", "--explain"], paths].concat()).passes();
        let head = "specs/liberty/team/text/a.md\n  configuration  specs/liberty/team/speclint.toml\n  template       \
                    specs/liberty/team/t.md\n";
        assert!(output.stdout.contains(head), "{paths:?}: {output}");
    }
}

/// A document refers to specs of both, and to one from above its configuration.
#[test]
fn change_with_what_refers_to_them() {
    let readme = "[a](specs/liberty/team/text/a.md#summry), [b](specs/liberty/b.md#tsting)\n";
    let changed = readme.replace("summry", "summary").replace("tsting", "testing");
    let both = || {
        let scratch = nested();
        let spec = crate::common::SPEC_MARKDOWN.replace("## Testing", "## Tsting");
        scratch.write("specs/liberty/b.md", spec).write("README.md", readme).commit();
        scratch
    };
    let text = |scratch: &Scratch| std::fs::read_to_string(scratch.path("README.md")).expect("it is there");

    let scratch = both();
    let diff = scratch.run(&["fix", "--diff"]);
    assert!(diff.stdout.contains(&format!("-{readme}+{changed}")), "{diff}");
    scratch.run(&["fix"]).passes();
    assert_eq!(text(&scratch), changed);

    let scratch = both();
    scratch.run_in("specs/liberty/team", &["fix"]).passes();
    assert_eq!(text(&scratch), readme.replace("summry", "summary"));
}

/// Two directories with configurations of their own, and none above them.
#[test]
fn beside_each_other() {
    let scratch = Scratch::empty();
    for team in ["one", "two"] {
        scratch.write(&format!("{team}/speclint.toml"), "layout = { specs = \"text\", template = \"t.md\" }\n");
        scratch.write(&format!("{team}/t.md"), SPEC.replace("Summry", "Summary"));
        scratch.write(&format!("{team}/text/a.md"), SPEC);
    }
    let fix = || scratch.run(&["fix", "one/text/a.md", "two/text/a.md"]);
    // Without git they are no repository.
    let output = fix();
    assert!(output.code == 2 && output.stderr.contains("lies outside of"), "{output}");
    scratch.commit();
    insta::assert_snapshot!(fix(), @"
    two/text/a.md: renamed-section
    1 diagnostic fixed in 1 of 2 specs; 2 diagnostics left, see `speclint check`
    ----- exit 0
    ");
}

/// What the configuration above ignores or leaves out it leaves out with all that is below.
#[test]
fn that_are_left_out() {
    for config in ["layout.ignore = [\"team\"]\n", "[releases.liberty]\ncheck = false\n"] {
        let scratch = nested();
        let current = if config.contains("ignore") { "liberty" } else { "kilo" };
        scratch.write("release.toml", format!("current_release = \"{current}\"\n{config}"));
        scratch.write("templates/kilo.md", crate::common::TEMPLATE_MARKDOWN).directory("specs/kilo").commit();
        let spec = "specs/liberty/team/text/a.md";
        scratch.write("specs/liberty/b.md", crate::common::SPEC_MARKDOWN);
        scratch.write(spec, SPEC.replace("None.", "Nothing."));
        for args in [&["--all-releases"][..], &["--changed=HEAD"], &["--skip-other-files", spec]] {
            let output = scratch.run(args);
            assert!(output.code == 0 && !output.stdout.contains("Summary"), "{config} {args:?}: {output}");
        }
        assert_eq!(scratch.run(&[spec]).code, 1, "by its name");
    }
}

/// What two baselines record of files of the same path is kept apart.
#[test]
fn with_a_baseline_of_their_own() {
    let scratch = nested();
    let faulty = crate::common::SPEC_MARKDOWN.replace("## Testing", "## Tsting");
    scratch.write("specs/liberty/team/speclint.toml", "layout = { specs = \"specs/liberty\", template = \"t.md\" }\n");
    scratch.write("specs/liberty/a.md", &faulty).write("specs/liberty/team/specs/liberty/a.md", SPEC);
    scratch.run(&["--write-baseline"]).passes();
    scratch.run_in("specs/liberty/team", &["--write-baseline"]).passes();
    scratch.run(&[]).passes();
    scratch.write("specs/liberty/team/specs/liberty/a.md", SPEC.replace("Summry", "Summary"));
    let output = scratch.run(&[]).passes();
    assert!(output.stdout.contains("gone: specs/liberty/team/specs/liberty/a.md: renamed-section"), "{output}");
    scratch.run(&["--prune-baseline"]);
    scratch.run(&[]).passes();
}
