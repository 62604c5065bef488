//! A specs repository from nothing.

use std::path::Path;

use super::{Init, Initialized};
use crate::document::Format;
use crate::error::Error;
use crate::paths::display;
use crate::plan::Plan;

/// The name of a first release, where none is given.
const FIRST: &str = "v1";

/// The sections of the template, what each asks for, and what the sample says.
const SECTIONS: [(&str, &str, &str); 5] = [
    (
        "Problem",
        "Who has which problem today, and what does it cost them?",
        "Nobody can tell yet why a decision was made.",
    ),
    (
        "Proposal",
        "What do you propose, so that somebody new to it can judge it?",
        "Each decision begins as a spec in this repository.",
    ),
    (
        "Alternatives",
        "What else would solve the problem, and why is this better?",
        "Minutes of meetings: they are hard to find, and hard to review.",
    ),
    ("Risks", "What may go wrong, for users, for security, at an upgrade?", "None."),
    ("Testing", "How will you know that it works?", "In a year, ask a newcomer for the reason of a decision."),
];

pub(super) fn plan(root: &Path, init: &Init) -> Result<Initialized, Error> {
    let release = init.release.as_deref().unwrap_or(FIRST);
    let (extension, index) = match init.format {
        Format::Rst => ("rst", "doc/source/index.rst"),
        Format::Markdown => ("md", "README.md"),
    };
    let mut plan = Plan::new(root, "init".to_owned());
    let layout = if init.format == Format::Markdown {
        "\n[layout]\n# The page that lists the releases.\nindex = \"README.md\"\n"
    } else {
        ""
    };
    let mut files = vec![
        (
            "release.toml".to_owned(),
            format!("# The release that specs are written for.\ncurrent_release = {release:?}\n{layout}"),
        ),
        (
            format!("templates/{release}.{extension}"),
            document(init.format, "Title", "Say in one paragraph what is proposed.", |section| section.1),
        ),
        (
            format!("specs/{release}/decide-by-writing.{extension}"),
            document(
                init.format,
                "Decide by writing",
                "What is decided is written down before it is done.",
                |section| section.2,
            ),
        ),
        (
            ".pre-commit-config.yaml".to_owned(),
            "repos:\n  - repo: URL  # the address of speclint\n    rev: COMMIT\n    hooks:\n      - id: speclint\n"
                .to_owned(),
        ),
    ];
    files.push((index.to_owned(), match init.format {
        Format::Rst => format!("=====\nSpecs\n=====\n\n{release} specs:\n\n.. toctree::\n   :glob:\n   :maxdepth: 1\n\n   specs/{release}/*\n"),
        Format::Markdown => format!("# Specs\n\nBegin one with `speclint new NAME`.\n\n- [{release}](specs/{release}/)\n"),
    }));
    if init.format == Format::Rst {
        files.push((
            "README.rst".to_owned(),
            "=====\nSpecs\n=====\n\nBegin one with ``speclint new NAME``, and check it with ``speclint``.\n".to_owned(),
        ));
    }
    for (path, text) in files {
        let path = Path::new(&path);
        // A README or an index that is there stays.
        if plan.node(path)?.is_some() {
            plan.steps.push(format!("{}: is there already, and stays as it is", display(path)));
            continue;
        }
        plan.create(path, text)?;
        plan.steps.push(display(path));
    }
    Ok(Initialized { plan, report: None, remarks: Vec::new() })
}

fn document(
    format: Format,
    title: &str,
    summary: &str,
    body: impl Fn(&(&'static str, &'static str, &'static str)) -> &'static str,
) -> String {
    let mut text = match format {
        Format::Rst => format!("{0}\n{title}\n{0}\n\n{summary}\n", "=".repeat(title.len())),
        Format::Markdown => format!("# {title}\n\n{summary}\n"),
    };
    for section in &SECTIONS {
        text += &match format {
            Format::Rst => format!("\n{}\n{}\n\n{}\n", section.0, "=".repeat(section.0.len()), body(section)),
            Format::Markdown => format!("\n## {}\n\n{}\n", section.0, body(section)),
        };
    }
    text
}
