use crate::common::{SPEC, Scratch};

#[test]
fn how_it_reads() {
    let scratch = Scratch::new();
    scratch.config("rules.file-name = { pattern = '^[a-z-]+\\.rst$' }\n");
    scratch.write("specs/liberty/nightly-backups.rst", SPEC).write("specs/liberty/Nightly_2.rst", SPEC);
    insta::assert_snapshot!(scratch.run(&[]), @r"
    file-name

      × specs/liberty/Nightly_2.rst: the name `Nightly_2.rst` does not match `^[a-z-]+\.rst$`
      help: rename or move the file; `rules.file-name.pattern` in release.toml says how specs are named

    2 specs of liberty held against templates/liberty.rst: 1 conforms, 1 does not (1 error)
    ----- exit 1
    ");
    insta::assert_snapshot!(scratch.run(&["specs/liberty/Nightly_2.rst", "--format", "short"]), @r"
    specs/liberty/Nightly_2.rst: error[file-name] the name `Nightly_2.rst` does not match `^[a-z-]+\.rst$`
    1 spec of liberty held against templates/liberty.rst: it does not conform (1 error)
    ----- exit 1
    ");
}

/// A pattern with a `/` is matched against the path below the specs directory.
#[test]
fn by_its_directory() {
    let scratch = Scratch::new();
    scratch.config("rules.file-name = { level = \"warn\", pattern = '^(approved|done)/' }\n");
    scratch
        .write("specs/liberty/approved/a.rst", SPEC)
        .write("specs/liberty/b.rst", SPEC)
        .write("specs/liberty/other/done/c.rst", SPEC);
    insta::assert_snapshot!(scratch.run(&["--format", "short"]), @"
    specs/liberty/b.rst: warn[file-name] the name `b.rst` does not match `^(approved|done)/`
    specs/liberty/other/done/c.rst: warn[file-name] the name `other/done/c.rst` does not match `^(approved|done)/`
    3 specs of liberty held against templates/liberty.rst: all conform (2 warnings)
    ----- exit 0
    ");
}

#[test]
fn mistakes() {
    for config in ["rules.file-name = \"error\"", "rules.file-name = { pattern = '[' }"] {
        let output = Scratch::conforming().config(config).run(&[]);
        assert_eq!(output.code, 2, "{config}: {output}");
    }
}
