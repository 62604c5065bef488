//! Several runs at once: one after the other, each on what the one before has left.

use super::{begin, files, fixable, is_whole, repository};

const PAIRS: usize = 200;

/// Two runs that open a release and carry half of the specs each; for every other pair it is the same release.
#[test]
fn pairs_that_open_releases() {
    for pair in 0..PAIRS {
        let scratch = repository(6, pair % 2 == 0);
        let second = if pair % 4 < 2 { "mitaka" } else { "newton" };
        let open = |name: &str, specs: [usize; 3]| {
            let specs = specs.map(|number| format!("specs/liberty/s{number:03}.rst"));
            let [a, b, c] = &specs;
            begin(&scratch, &["release", "open", name, "--carry", a, b, c])
        };
        let runs = [open("mitaka", [0, 1, 2]), open(second, [3, 4, 5])];
        let outputs = runs.map(|run| run.wait_with_output().expect("it ends"));
        let told: Vec<String> = outputs.iter().map(|it| String::from_utf8_lossy(&it.stderr).into_owned()).collect();
        assert!(outputs.iter().any(|output| output.status.success()), "{told:?}");
        let files = files(&scratch.root());
        is_whole(&files);
        // The second one finds its specs in a release that is not the current one any more, or its release open.
        for number in 0..6 {
            let name = format!("/s{number:03}.rst");
            let own: Vec<(&String, &String)> = files.iter().filter(|(path, _)| path.ends_with(&name)).collect();
            assert_eq!(own.len(), 1, "pair {pair}: {own:?} {told:?}");
            assert_eq!(own[0].1, &fixable(number), "pair {pair}");
        }
        assert!(scratch.run(&["check", "--all-releases"]).code < 2, "pair {pair}");
    }
}

#[test]
fn new_specs() {
    const RUNS: usize = 24;
    for in_git in [true, false] {
        let scratch = repository(0, in_git);
        let runs: Vec<_> = (0..RUNS)
            .map(|run| begin(&scratch, &["new", &format!("n{run}"), "--title", &format!("Title of {run:02}")]))
            .collect();
        for run in runs {
            let output = run.wait_with_output().expect("it ends");
            assert!(output.status.success(), "{output:?}");
        }
        let files = files(&scratch.root());
        is_whole(&files);
        for run in 0..RUNS {
            let text = &files[&format!("specs/liberty/n{run}.rst")];
            assert!(text.starts_with(&format!("===========\nTitle of {run:02}\n")), "{run}: {text}");
        }
    }
}

/// One of them makes it, and none has another's text.
#[test]
fn new_specs_of_the_same_name() {
    let scratch = repository(0, true);
    let runs: Vec<_> = (0..12).map(|run| begin(&scratch, &["new", "n", "--title", &format!("Of {run:02}")])).collect();
    let codes: Vec<_> =
        runs.into_iter().map(|run| run.wait_with_output().expect("it ends").status.code().expect("a code")).collect();
    let made: Vec<usize> = (0..codes.len()).filter(|&run| codes[run] == 0).collect();
    assert_eq!(made.len(), 1, "{codes:?}");
    let text = files(&scratch.root()).remove("specs/liberty/n.rst").expect("it is there");
    assert!(text.contains(&format!("Of {:02}", made[0])), "{text}");
}

/// Fixes, records and checks at once: what each tells holds.
#[test]
fn of_all_kinds() {
    let scratch = repository(20, true);
    let all: [&[&str]; 8] = [
        // What is recorded is not fixed, unless it is asked for.
        &["fix", "--no-baseline"],
        &["check", "--fix", "--no-baseline"],
        &["check", "--write-baseline"],
        &["check"],
        &["new", "n"],
        &["fix", "--diff"],
        &["release", "list"],
        &["release", "open", "mitaka", "--dry-run"],
    ];
    let runs: Vec<_> = all.iter().chain(&all).map(|args| (args, begin(&scratch, args))).collect();
    for (args, run) in runs {
        let output = run.wait_with_output().expect("it ends");
        // One of the two that make the same spec is refused.
        assert!(output.status.code() < Some(2) || args[0] == "new", "{args:?}: {output:?}");
    }
    let mut files = files(&scratch.root());
    is_whole(&files);
    files.retain(|path, _| path.contains("/s0"));
    assert_eq!(files.len(), 20);
    assert!(files.values().all(|text| text.contains("at night.\n")));
}
