//! In GitHub Actions: annotations beside the log, and the page of the job.

use super::{ALL, everything};
use crate::common::Scratch;

fn on_github(scratch: &Scratch, args: &[&str]) -> (String, String, i32) {
    let output = scratch
        .command(args)
        .env("GITHUB_ACTIONS", "true")
        .env("GITHUB_STEP_SUMMARY", scratch.state().join("summary.md"))
        .output()
        .expect("the program can be run");
    let summary = std::fs::read_to_string(scratch.state().join("summary.md")).unwrap_or_default();
    (String::from_utf8(output.stdout).expect("UTF-8"), summary, output.status.code().unwrap_or(-1))
}

#[test]
fn annotations_accompany_the_log() {
    let scratch = everything();
    let (log, _, code) = on_github(&scratch, &ALL[1..]);
    assert_eq!(code, 2);
    let commands: Vec<&str> = log.lines().filter(|line| line.starts_with("::")).collect();
    assert_eq!(commands.join("\n") + "\n", super::report(&scratch, "github"));
    assert!(log.starts_with(&super::report(&scratch, "full")), "{log}");
}

#[test]
fn the_page_of_the_job() {
    let (_, summary, _) = on_github(&everything(), &ALL[1..]);
    insta::assert_snapshot!(summary, @"
    ### speclint: the check is not complete

    - ❌ nowhere&#46;rst&#58; cannot find the file&#58; no such file or directory
    - 1 spec of kilo held against templates/kilo&#46;rst&#58; it conforms
    - 3 specs of liberty held against templates/liberty&#46;rst&#58; 1 conforms, 2 do not (2 errors, 2 warnings)
    - 4 specs of 2 releases in all&#58; 2 conform, 2 do not (2 errors, 2 warnings)
    - 2 of 4 findings can be fixed with &#96;speclint fix&#96;, 1 more with --add-missing
    - the check is not complete&#58; see the error above

    | | Place | Finding | Rule |
    |---|---|---|---|
    | ❌ | specs/liberty/late&#46;rst&#58;7 | section &#96;Problem&#96; is missing | [missing-section](https://speclint.example/rules/missing-section) |
    | ❌ | specs/liberty/größe b&#46;rst&#58;27 | section &#96;Testing&#96; is headed &#96;Tesitng&#96; | [renamed-section](https://speclint.example/rules/renamed-section) |
    | ⚠️ | specs/liberty/größe b&#46;rst&#58;22 | section &#96;Storage&#96; is empty | [empty-section](https://speclint.example/rules/empty-section) |
    | ⚠️ | specs/liberty/größe b&#46;rst&#58;5 | white space at the end of 2 lines | [trailing-whitespace](https://speclint.example/rules/trailing-whitespace) |
    ");
    let (_, summary, _) = on_github(&Scratch::conforming(), &[]);
    insta::assert_snapshot!(summary, @"
    ### speclint: the specs conform

    - 1 spec of liberty held against templates/liberty&#46;rst&#58; it conforms
    ");
}

/// A step may check several times.
#[test]
fn the_page_grows() {
    let scratch = Scratch::conforming();
    let (_, first, _) = on_github(&scratch, &[]);
    let (_, both, _) = on_github(&scratch, &["--format", "github"]);
    assert_eq!(both, first.repeat(2));
    let (_, still, _) = on_github(&scratch, &["--format", "json"]);
    assert_eq!(still, both, "a program reads it, and not a person");
}

/// Of a level GitHub shows ten.
#[test]
fn errors_come_first() {
    let (log, ..) = on_github(&everything(), &["--all-releases"]);
    let levels: Vec<&str> =
        log.lines().filter(|line| line.starts_with("::")).map(|line| line.split(' ').next().unwrap_or("")).collect();
    let mut sorted = levels.clone();
    sorted.sort_unstable();
    assert_eq!(levels, sorted);
    assert!(levels.contains(&"::warning") && levels.contains(&"::error"));
}

/// From inside of a directory, too, paths are those of the tree.
#[test]
fn paths_of_the_tree() {
    let scratch = everything();
    scratch.commit();
    for format in ["github", "gitlab", "sarif", "rdjson", "junit"] {
        let output = scratch.run_in("specs", &["--format", format, "liberty/late.rst"]);
        assert!(output.stdout.contains("specs/liberty/late.rst"), "{format}: {output}");
    }
}
