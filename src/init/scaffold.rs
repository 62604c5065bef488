//! A specs repository from nothing.

use std::path::Path;

use super::{Init, Initialized};
use crate::config::Layout;
use crate::document::{Format, Formats};
use crate::error::Error;
use crate::paths::display;
use crate::plan::Plan;

/// The name of a first release, where none is given.
const FIRST: &str = "v1";

/// A hook of pre-commit, for which it installs the wheel of this version.
pub(super) const HOOK: &str = concat!(
    "  - repo: local
    hooks:
      - id: speclint
        name: speclint (changed specs)
        entry: speclint check --staged --skip-other-files
        language: python
        additional_dependencies: [\"speclint==",
    env!("CARGO_PKG_VERSION"),
    "\"]
        require_serial: true
        always_run: true
"
);

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
    let has_readme = root.join("README.md").is_file() && !root.join("README.rst").is_file();
    let format = init.format.unwrap_or(if has_readme { Format::Markdown } else { Format::Rst });
    let extension = format.extension();
    // Sphinx looks for its pages in a directory of documentation, GitHub shows a README.
    let usual_index = Layout::default().index.map(|path| path.expand(None)).unwrap_or_default();
    let is_usual = Formats::default().of(&usual_index) == Some(format);
    let readme = format!("README.{extension}");
    let index = if is_usual { usual_index.to_string_lossy().into_owned() } else { readme.clone() };
    let mut plan = Plan::new(root, "init".to_owned());
    let layout = match is_usual {
        true => String::new(),
        false => format!("\n[layout]\n# The page that lists the releases.\nindex = {index:?}\n"),
    };
    let mut files = vec![
        (
            "release.toml".to_owned(),
            format!("# The release that specs are written for.\ncurrent_release = {release:?}\n{layout}"),
        ),
        (
            format!("templates/{release}.{extension}"),
            document(format, "Title", "Say in one paragraph what is proposed.", |section| section.1),
        ),
        (
            format!("specs/{release}/decide-by-writing.{extension}"),
            document(format, "Decide by writing", "What is decided is written down before it is done.", |section| {
                section.2
            }),
        ),
        (".pre-commit-config.yaml".to_owned(), format!("repos:\n{HOOK}")),
    ];
    let title = format.usual_style(0).written("Specs");
    let (new, check) = (format.code("speclint new NAME"), format.code("speclint"));
    let list = format.list_of_directory(release, &format!("specs/{release}"));
    if is_usual {
        files.push((readme, format!("{title}\n\nBegin one with {new}, and check it with {check}.\n")));
        files.push((index, format!("{title}\n\n{list}")));
    } else {
        files.push((index, format!("{title}\n\nBegin one with {new}.\n\n{list}")));
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
    Ok(Initialized { plan, report: None, remarks: Vec::new(), refusal: None })
}

fn document(
    format: Format,
    title: &str,
    summary: &str,
    body: impl Fn(&(&'static str, &'static str, &'static str)) -> &'static str,
) -> String {
    let mut text = format!("{}\n\n{summary}\n", format.usual_style(0).written(title));
    for section in &SECTIONS {
        text += &format!("\n{}\n\n{}\n", format.usual_style(1).written(section.0), body(section));
    }
    text
}
