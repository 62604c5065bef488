//! A repository that nobody vouches for: nothing in it is a command to what reads a report.

use crate::common::{SPEC, Scratch};

const NAMES: [&str; 8] = [
    "nl\n::error::injected",
    "::stop-commands::x",
    "a\r::add-mask::x",
    "\u{1b}[2Jclear",
    "##[error]x",
    "##vso[task.setvariable variable=x]y",
    "%0A::error::x",
    "]]> <!-- & \" ' <script>alert(1)</script> | `x` [y](http://z) ${{ x }}",
];

const FORMATS: [&str; 9] = ["full", "short", "json", "json-lines", "github", "sarif", "gitlab", "junit", "rdjson"];

/// Names of files, headings, texts.
fn hostile(name: &str) -> Scratch {
    let scratch = Scratch::new();
    let heading = name.replace(['\n', '\r'], " ");
    let section = format!("\n{heading}\n{}\n\nNone. \n", "=".repeat(80));
    let file = name.replace('/', "\u{2215}");
    scratch.write(&format!("specs/liberty/{file}.rst"), format!("{SPEC}{section}"));
    scratch.write(&format!("specs/liberty/{file}.txt"), "");
    scratch
}

/// The lines that begin a command, but those that `--format github` gives itself.
fn commands(text: &str) -> Vec<&str> {
    let is_own = |line: &str| line.starts_with("::error ") || line.starts_with("::warning ");
    let begins = |line: &&str| line.trim_start().starts_with("::") && !is_own(line);
    text.split(['\n', '\r']).filter(begins).collect()
}

#[test]
fn no_format_gives_its_commands() {
    for name in NAMES {
        let scratch = hostile(name);
        for format in FORMATS {
            let output = scratch.run(&["--format", format, "--format", "short=out.txt"]);
            assert!(output.stdout.len() > 50, "{name:?} {format}: {output}");
            let text = output.stdout;
            assert_eq!(commands(&text), [""; 0], "{name:?} {format}: {text}");
            assert!(!text.contains("##[") && !text.contains("##vso["), "{name:?} {format}: {text}");
            let is_control = |c: char| c.is_control() && c != '\n';
            assert!(!text.contains(is_control), "{name:?} {format}: {}", text.escape_debug());
        }
    }
}

/// A command of GitHub is one line, and `%0A` is an end of a line that we make.
#[test]
fn github_reads_one_command_a_finding() {
    for name in NAMES {
        let scratch = hostile(name);
        let output = scratch.run(&["--format", "github"]);
        let short = scratch.run(&["--format", "short", "--quiet"]);
        assert_eq!(output.stdout.lines().count(), short.stdout.lines().count(), "{output}");
        assert!(!output.stdout.contains("%0A::"), "{output}");
        for line in output.stdout.lines() {
            // The properties end where the message begins.
            let (_, rest) = line.split_once(' ').expect("properties");
            let (properties, _) = rest.split_once("::").expect("a message");
            let keys: Vec<&str> = properties.split(',').filter_map(|one| one.split('=').next()).collect();
            assert!(
                matches!(
                    &keys[..],
                    ["file", "title"]
                        | ["file", "line", "endLine", "col", "endColumn", "title"]
                        | ["file", "line", "endLine", "title"]
                ),
                "{line}"
            );
        }
    }
}

/// The page of a job is Markdown: no markup, no link and no cell of a stranger's.
#[test]
fn the_page_of_a_job() {
    for name in NAMES {
        let scratch = hostile(name);
        let path = scratch.state().join("summary.md");
        let mut command = scratch.command(&[]);
        command.env("GITHUB_ACTIONS", "true").env("GITHUB_STEP_SUMMARY", &path).output().expect("it runs");
        let text = std::fs::read_to_string(path).expect("it is written");
        for what in ["<script", "](http://z)", "`x`", "<!--", "http:"] {
            assert!(!text.contains(what), "{what}: {text}");
        }
        for row in text.lines().filter(|line| line.starts_with("| ")) {
            assert_eq!(row.matches('|').count(), 5, "{row}");
        }
    }
}
