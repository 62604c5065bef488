//! Where `release.toml` is looked for.

use crate::common::{SPEC, Scratch};

#[test]
fn in_the_working_directory_and_above() {
    let scratch = Scratch::conforming();
    scratch.directory("doc/source/deep");
    for directory in ["", "specs", "specs/liberty", "doc/source/deep"] {
        let output = scratch.run_in(directory, &[]).passes();
        assert!(output.stdout.starts_with("1 spec of liberty "), "{output}");
    }
}

#[test]
fn the_nearest_one() {
    let scratch = Scratch::conforming();
    scratch.write("specs/release.toml", "nonsense");
    scratch.run(&[]).passes();
    let output = scratch.run_in("specs/liberty", &[]);
    assert_eq!(output.code, 2);
    assert!(output.stderr.contains("../release.toml:1:9"), "{output}");
}

#[test]
fn nowhere() {
    insta::assert_snapshot!(Scratch::empty().run(&[]), @"
    nothing was checked: see the error above
    ----- stderr
      × no `release.toml` or `speclint.toml` in `[ROOT]` or in any directory above it
      help: `speclint init` makes one; or name one with `--config FILE`

    ----- exit 2
    ");
}

#[test]
fn by_an_option() {
    let scratch = Scratch::conforming();
    let config = "current_release = \"liberty\"\nlayout.template = \"templates/other.rst\"\n";
    scratch.write("other.toml", config).write("templates/other.rst", "Title\n=====\n\nA\n-\n\nB\n-\n");
    let output = scratch.run(&["--config", "other.toml", "--format", "short"]);
    assert!(output.stdout.contains("section `A` is missing"), "{output}");
    let output = scratch.run_in("specs", &["--config", "../other.toml", "--format", "short"]);
    assert!(output.stdout.contains("held against ../templates/other.rst"), "{output}");
}

/// The repository is the directory of the file, wherever the command is run.
#[test]
fn by_an_option_from_elsewhere() {
    let (scratch, elsewhere) = (Scratch::conforming(), Scratch::empty());
    let config = scratch.path("release.toml");
    let output = elsewhere.run(&["--config", config.to_str().expect("a path in UTF-8")]).passes();
    assert!(output.stdout.starts_with("1 spec of liberty "), "{output}");
}

#[test]
fn by_an_option_that_names_no_file() {
    let scratch = Scratch::conforming();
    insta::assert_snapshot!(scratch.run(&["--config", "nowhere.toml"]), @"
    nothing was checked: see the error above
    ----- stderr
      × nowhere.toml: cannot read the file: no such file or directory

    ----- exit 2
    ");
    let output = scratch.run(&["--config", "specs"]);
    assert_eq!((output.code, output.stderr.contains("specs: cannot read the file")), (2, true), "{output}");
}

#[test]
fn a_directory_of_that_name() {
    let scratch = Scratch::empty();
    scratch.directory("release.toml").write("specs/liberty/a.rst", SPEC);
    insta::assert_snapshot!(scratch.run(&[]), @"
    nothing was checked: see the error above
    ----- stderr
      × release.toml: cannot read the file: it is a directory

    ----- exit 2
    ");
}

/// A link to nothing was meant as the configuration: the one of a directory above is another one.
#[cfg(unix)]
#[test]
fn a_broken_link_of_that_name() {
    let scratch = Scratch::conforming();
    scratch.link("specs/release.toml", "nowhere.toml");
    let output = scratch.run_in("specs", &[]);
    assert_eq!(output.code, 2, "{output}");
}
