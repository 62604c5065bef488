//! `speclint fix`

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use clap::Args;

use super::fixed_json::FixObject;
use super::formats::TextOrJson;
use super::progress::Progress;
use super::selection::Selection;
use super::writing::Access;
use super::{CLEAN, FAILED, VIOLATIONS, fail, print, print_raw, tell};
use crate::check::Request;
use crate::diff::diff;
use crate::document::MAX_LEN;
use crate::error::Error;
use crate::escape::printable;
use crate::files::read_from;
use crate::fix::{FixReport, FixedFile, Fixes, fix};
use crate::output::{count, write_json};
use crate::paths::display;
use crate::plan::{Hold, Plan, top};

#[derive(Args)]
#[command(after_long_help = EXAMPLES)]
pub(super) struct Arguments {
    #[command(flatten)]
    selection: Selection,
    /// Put in the sections that are missing, with TEXT in them [default: None.]
    #[arg(long, value_name = "TEXT", num_args = 0..=1, require_equals = true, default_missing_value = "None.")]
    add_missing: Option<String>,
    /// Make unsafe fixes, too: move sections to other parents or depths
    #[arg(long)]
    unsafe_fixes: bool,
    /// Show what would be changed, and write nothing
    #[arg(long, visible_alias = "dry-run")]
    diff: bool,
    /// The path that a spec from standard input (`-`) would have; its fixed text is printed, and no file is written
    #[arg(long, value_name = "PATH", conflicts_with = "changed")]
    stdin_name: Option<PathBuf>,
    /// How to print what was done
    #[arg(long, value_name = "FORMAT", default_value = "text", conflicts_with = "stdin_name")]
    format: TextOrJson,
}

const EXAMPLES: &str = "\
Examples:
  speclint fix                                what can be fixed in the current release
  speclint fix --diff specs/liberty/a.rst     what would be changed in a spec
  speclint fix --add-missing=TBD a.rst        with the sections that are missing
  speclint fix --unsafe-fixes a.rst           with sections moved to where the template has them
  speclint fix --stdin-name specs/kilo/a.rst - < a.rst
                                              the fixed text, as an editor wants it when it saves

It fixes headings that are misspelt, with what refers to them; the order of sections; adornments and white space. A fix
that would give other text another meaning is not made.
Exit codes: 0 done, 1 --diff shows something, 2 something could not be fixed or read. What is left is told by
`speclint check`.";

pub(super) fn run(arguments: Arguments) -> u8 {
    let Arguments { selection, add_missing, unsafe_fixes, diff, stdin_name, format } = arguments;
    let is_text = selection.has_text();
    let access = match selection.open(!diff && !is_text) {
        Ok(access) => access,
        Err(error) => return refuse(error, is_text, format),
    };
    let mut request = match selection.request(stdin_name) {
        Ok(request) => request,
        Err(error) => return fail(&error),
    };
    request.placeholder = add_missing;
    let fixes = if unsafe_fixes { Fixes::Unsafe } else { Fixes::Safe };
    if is_text && !diff {
        return fix_text(&access, &request, fixes);
    }
    let progress = Progress::of(&mut request);
    let report = made(&access, &request, fixes);
    drop(progress);
    let code = match report.would_change() && diff {
        true => VIOLATIONS.max(code(&report)),
        false => code(&report),
    };
    match format {
        TextOrJson::Text => {
            tell_errors(&report);
            print(code, |out| out.write_all(told(&report, diff, fixes).as_bytes()))
        }
        TextOrJson::Json => print(code, |out| write_json(&FixObject::new(&report, diff), out)),
    }
}

/// Tells why nothing is done. An editor gets back the text that it sent.
fn refuse(error: Error, is_text: bool, format: TextOrJson) -> u8 {
    if is_text {
        let bytes = read_from(std::io::stdin(), 0, MAX_LEN).unwrap_or_default();
        print_raw(FAILED, |out| out.write_all(&bytes));
    }
    match format {
        TextOrJson::Text => fail(&error),
        TextOrJson::Json => {
            let report = FixReport { errors: vec![error], ..FixReport::default() };
            print(FAILED, |out| write_json(&FixObject::new(&report, true), out))
        }
    }
}

/// Prints a text with fixes made, byte for byte, and tells the rest on standard error. Where nothing can be done the text
/// is printed as it was.
fn fix_text(access: &Access, request: &Request, fixes: Fixes) -> u8 {
    let report = made(access, request, fixes);
    let text = request.text.as_ref().map(|text| text.bytes.as_slice()).unwrap_or_default();
    let own = report.files.iter().find(|file| request.text.as_ref().is_some_and(|text| text.path == file.path));
    let fixed = own.filter(|file| file.before != file.after).map_or(text, |file| file.after.as_bytes());
    tell_errors(&report);
    tell(&report.files.iter().map(refusals).collect::<String>());
    print_raw(code(&report), |out| out.write_all(fixed))
}

/// Whether all could be looked at and written.
pub(super) fn code(report: &FixReport) -> u8 {
    if report.errors.is_empty() { CLEAN } else { FAILED }
}

/// Tells why something could not be looked at or written.
pub(super) fn tell_errors(report: &FixReport) {
    for error in &report.errors {
        fail(error);
    }
}

/// Fixes the specs of a request, or where nothing is to be written finds out what that would change.
pub(super) fn made(access: &Access, request: &Request, fixes: Fixes) -> FixReport {
    let top = top(&access.repository.root);
    let mut report = fix(&access.repository, request, fixes, &top, &|file| {
        let Some(hold) = &access.hold else { return Ok(()) };
        write(&top, file, hold)
    });
    for error in access.hold.iter().flat_map(Hold::settle) {
        let is_of = |file: &&mut FixedFile| {
            let others = file.others.iter().map(|other| &other.path);
            others.chain([&file.path]).any(|path| error.path.as_ref() == Some(path))
        };
        let own = report.files.iter_mut().find(is_of);
        own.into_iter().for_each(FixedFile::leave_as_it_was);
        report.errors.push(error);
    }
    report
}

/// What there is to say of fixes that were made, or would be.
pub(super) fn told(report: &FixReport, only_diff: bool, fixes: Fixes) -> String {
    let mut text = if only_diff { diffs(report) } else { changes(report) };
    text.extend(report.files.iter().map(refusals));
    text + &summary(report, only_diff, fixes)
}

/// What would be changed, each file once.
pub(super) fn diffs(report: &FixReport) -> String {
    let mut texts: BTreeMap<&PathBuf, (&str, &str)> = BTreeMap::new();
    for file in report.files.iter().filter(|file| file.before != file.after) {
        let others = file.others.iter().map(|other| (&other.path, &other.before, &other.after));
        for (path, before, after) in others.chain([(&file.path, &file.before, &file.after)]) {
            texts.entry(path).or_insert((before, after)).1 = after;
        }
    }
    let changed = texts.into_iter().filter(|(_, (before, after))| before != after);
    changed.map(|(path, (before, after))| diff(&display(path), before, after)).collect()
}

/// What was changed, a line a file.
fn changes(report: &FixReport) -> String {
    let mut text = String::new();
    for file in report.files.iter().filter(|file| file.before != file.after) {
        let path = display(&file.path);
        text += &format!("{path}: {}\n", rules(file));
        for other in &file.others {
            text += &format!("{}: references to {path}\n", display(&other.path));
        }
    }
    text
}

/// What was to be fixed and is not, a line a finding.
fn refusals(file: &FixedFile) -> String {
    let line = |refused: &crate::checker::Refused| {
        let diagnostic = &refused.diagnostic;
        let line = diagnostic.span.as_ref().map_or(1, |span| span.line);
        let why = printable(&refused.why.to_string()).into_owned();
        format!("{}:{line}: {} not fixed: {why}\n", display(&file.path), diagnostic.rule.name())
    };
    file.refused.iter().map(line).collect()
}

fn summary(report: &FixReport, only_diff: bool, fixes: Fixes) -> String {
    if report.files.is_empty() {
        return "no spec to fix\n".to_owned();
    }
    let changed: Vec<&FixedFile> = report.files.iter().filter(|file| file.before != file.after).collect();
    let fixed: usize = changed.iter().map(|file| file.fixed.len()).sum();
    let left = || report.files.iter().flat_map(|file| &file.left);
    let is_unsafe = |fix: &crate::rules::Fix| fixes == Fixes::Safe && !fix.is_safe();
    let needs_unsafe = left().filter(|diagnostic| diagnostic.fix.as_ref().is_some_and(is_unsafe)).count();
    let of_them = match needs_unsafe {
        0 => String::new(),
        count => format!(" ({count} of them can be fixed with --unsafe-fixes)"),
    };
    let left = match (left().count(), report.errors.is_empty()) {
        (0, true) => "nothing is left".to_owned(),
        (0, false) => "what could not be looked at is left, see `speclint check`".to_owned(),
        (left, _) => format!("{} left{of_them}, see `speclint check`", count(left, "diagnostic")),
    };
    let verb = if only_diff { "would be fixed" } else { "fixed" };
    let (fixed, specs) = (count(fixed, "diagnostic"), count(report.files.len(), "spec"));
    format!("{fixed} {verb} in {} of {specs}; {left}\n", changed.len())
}

/// Writes a spec, and the documents that change with it. `root` is that of the hold.
fn write(root: &Path, file: &FixedFile, hold: &Hold) -> Result<(), Error> {
    if !file.path.starts_with(root) {
        let message = format!("the spec lies outside of `{}`, which is being changed", display(root));
        return Err(Error::new(message)
            .help("run `speclint fix` in the directory of its configuration")
            .at(&file.path));
    }
    let inside = |path: &'_ Path| path.strip_prefix(root).unwrap_or(path).to_owned();
    let path = inside(&file.path);
    let mut plan = Plan::new(root, format!("fix {}", display(&path)));
    plan.replace(&path, &file.before, &file.after)?;
    for other in &file.others {
        plan.replace(&inside(&other.path), &other.before, &other.after)?;
    }
    plan.carry_out(hold, &mut |_| {})
}

/// `renamed-section, 3 trailing-whitespace`
fn rules(file: &FixedFile) -> String {
    let mut counts = BTreeMap::new();
    for diagnostic in &file.fixed {
        *counts.entry(diagnostic.rule).or_insert(0) += 1;
    }
    let shown = counts.into_iter().map(|(rule, count)| match count {
        1 => rule.name().to_owned(),
        count => format!("{count} {}", rule.name()),
    });
    shown.collect::<Vec<_>>().join(", ")
}
