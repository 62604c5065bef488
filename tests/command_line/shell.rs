//! Completions, manual pages, and the text that an editor sends when it saves.

use crate::common::{SPEC, Scratch, replaced};

#[test]
fn completions() {
    for shell in ["bash", "elvish", "fish", "powershell", "zsh"] {
        let output = Scratch::empty().run(&["completions", shell]).passes();
        for word in ["release", "--max-findings", "json-lines"] {
            assert!(output.stdout.contains(word.trim_start_matches('-')), "{shell}: {word}");
        }
    }
    assert_eq!(Scratch::empty().run(&["completions", "cmd"]).code, 2);
}

/// A shell takes the script.
#[cfg(unix)]
#[test]
fn completions_in_bash() {
    let scratch = Scratch::empty();
    let known = scratch.shell("bash -c 'complete -p; exit 0' && echo yes");
    if !known.stdout.contains("yes") {
        println!("skipped: there is no bash");
        return;
    }
    let script = "\"$SPECLINT\" completions bash > c && bash -c '\
        source ./c; COMP_WORDS=(speclint rel); COMP_CWORD=1; _speclint speclint rel speclint; echo ${COMPREPLY[@]}'";
    assert_eq!(scratch.shell(script).passes().stdout, "release\n");
}

#[test]
fn manual_pages() {
    let scratch = Scratch::empty();
    let page = scratch.run(&["man"]).passes().stdout;
    assert!(page.contains(".TH speclint 1") && page.contains("speclint\\-release(1)"), "{page}");
    scratch.run(&["man", "--dir", "man/man1"]).passes();
    for name in ["speclint.1", "speclint-check.1", "speclint-release-open.1"] {
        assert!(scratch.path(&format!("man/man1/{name}")).is_file(), "{name}");
    }
    assert_eq!(scratch.write("file", "").run(&["man", "--dir", "file"]).code, 2);
}

const NAME: [&str; 4] = ["fix", "--stdin-name", "specs/liberty/new.rst", "-"];

#[test]
fn a_text_is_fixed() {
    let scratch = Scratch::conforming();
    let text = SPEC.replace("at night.", "at night.  ");
    let output = scratch.run_with_stdin(&NAME, text.as_bytes()).passes();
    assert_eq!(output.stdout, SPEC);
    assert!(!scratch.path("specs/liberty/new.rst").exists());
}

/// Byte for byte: line ends, and what a terminal would obey.
#[test]
fn a_text_stays() {
    let scratch = Scratch::conforming();
    for text in
        [SPEC.to_owned(), SPEC.replace('\n', "\r\n"), SPEC.replace("at night.", "at\u{1b}[2J night.\n\n::error::x")]
    {
        let output = scratch.run_with_stdin(&[&NAME[..], &["--ignore", "carriage-return"]].concat(), text.as_bytes());
        assert_eq!(output.stdout, text, "{output}");
    }
}

/// An editor that takes what it is given loses nothing.
#[test]
fn a_text_that_cannot_be_fixed() {
    let scratch = Scratch::conforming();
    scratch.config("layouts = 1\n");
    let output = scratch.run_with_stdin(&NAME, SPEC.as_bytes());
    assert_eq!((output.code, output.stdout.as_str()), (2, SPEC));
    assert!(output.stderr.contains("layouts"), "{output}");
}

/// What other documents refer to keeps its name, as they are not written.
#[test]
fn a_text_that_others_refer_to() {
    let scratch = Scratch::conforming();
    let text = replaced(SPEC, "Testing\n=======", "Tesitng\n=======");
    let fixed = scratch.run_with_stdin(&NAME, text.as_bytes());
    assert_eq!(fixed.stdout, SPEC, "{fixed}");
    scratch.write("specs/liberty/new.rst", &text);
    scratch.write("specs/liberty/other.md", "# Other\n\nSee [it](new.rst#tesitng).\n");
    let kept = scratch.run_with_stdin(&NAME, text.as_bytes());
    assert_eq!(kept.stdout, text, "{kept}");
    assert!(kept.stderr.contains("specs/liberty/other.md"), "{kept}");
}

#[test]
fn a_diff_of_a_text() {
    let scratch = Scratch::conforming();
    let text = SPEC.replace("at night.", "at night.  ");
    let output = scratch.run_with_stdin(&[&NAME[..], &["--diff"]].concat(), text.as_bytes());
    assert_eq!(output.code, 1, "{output}");
    assert!(output.stdout.contains("+Every database is backed up at night.\n"), "{output}");
}

#[test]
fn the_environment() {
    let scratch = Scratch::conforming();
    let run = |name: &str, value: &str, args: &[&str]| {
        let output = scratch.command(args).env(name, value).output().expect("it runs");
        (
            String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr),
            output.status.code(),
        )
    };
    let (text, code) = run("SPECLINT_FORMAT", "json short=out.txt", &[]);
    assert!(text.starts_with('{') && scratch.path("out.txt").is_file(), "{text}");
    assert_eq!(code, Some(0));
    let (text, _) = run("SPECLINT_FORMAT", "json", &["--format", "short"]);
    assert!(text.starts_with("1 spec"), "{text}");
    let (text, code) = run("SPECLINT_FORMAT", "jsn", &[]);
    assert!(text.contains("did you mean `json`?") && code == Some(2), "{text}");
    scratch.write("other.toml", "current_release = \"kilo\"\n").write("specs/kilo/.gitkeep", "");
    let (text, _) = run("SPECLINT_CONFIG", "other.toml", &[]);
    assert!(text.contains("no spec of kilo"), "{text}");
    let (text, _) = run("SPECLINT_CONFIG", "other.toml", &["--config", "release.toml"]);
    assert!(text.contains("1 spec of liberty"), "{text}");
    let (text, code) = run("SPECLINT_CONFIG", "nowhere.toml", &[]);
    assert!(text.contains("nowhere.toml") && code == Some(2), "{text}");
}
