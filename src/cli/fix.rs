//! `speclint fix`

use std::collections::BTreeMap;
use std::path::Path;

use clap::Args;

use super::selection::Selection;
use super::writing::Access;
use super::{CLEAN, FAILED, fail, print};
use crate::check::Request;
use crate::diff::diff;
use crate::error::Error;
use crate::fix::{FixedFile, fix};
use crate::output::count;
use crate::paths::display;
use crate::plan::{Hold, Plan};

#[derive(Args)]
#[command(after_long_help = EXAMPLES)]
pub(super) struct Arguments {
    #[command(flatten)]
    selection: Selection,
    /// Put in the sections that are missing, with TEXT in them [default: None.]
    #[arg(long, value_name = "TEXT", num_args = 0..=1, require_equals = true, default_missing_value = "None.")]
    add_missing: Option<String>,
    /// Show what would be changed, and write nothing
    #[arg(long, visible_alias = "dry-run")]
    diff: bool,
}

const EXAMPLES: &str = "\
Examples:
  speclint fix                                what can be fixed in the current release
  speclint fix --diff specs/liberty/a.rst     what would be changed in a spec
  speclint fix --add-missing=TBD a.rst        with the sections that are missing

It fixes headings that are misspelt, sections at a wrong place, adornments and white space, and changes nothing else.
Exit codes: 0 done, 2 something could not be fixed or read. What is left is told by `speclint check`.";

pub(super) fn run(arguments: Arguments) -> u8 {
    let access = match arguments.selection.open(!arguments.diff) {
        Ok(access) => access,
        Err(error) => return fail(&error),
    };
    match arguments.selection.request() {
        Ok(mut request) => {
            request.placeholder = arguments.add_missing;
            let (code, text) = fix_all(&access, &request);
            print(code, |out| out.write_all(text.as_bytes()))
        }
        Err(error) => fail(&error),
    }
}

/// Fixes the specs of a request, or where nothing is to be written shows what that would change: the exit code, and
/// what there is to say.
pub(super) fn fix_all(access: &Access, request: &Request) -> (u8, String) {
    let only_diff = access.hold.is_none();
    let mut report = fix(&access.repository, request, &|file| {
        let Some(hold) = &access.hold else { return Ok(()) };
        write(&access.repository.root, file, hold)
    });
    for error in access.hold.iter().flat_map(Hold::settle) {
        let own = report.files.iter_mut().find(|file| error.path.as_ref() == Some(&file.path));
        own.into_iter().for_each(FixedFile::leave_as_it_was);
        report.errors.push(error);
    }
    let mut text = String::new();
    let mut changed = Vec::new();
    for file in &report.files {
        if file.before == file.after {
            continue;
        }
        let path = display(&file.path);
        if only_diff {
            text += &diff(&path, &file.before, &file.after);
        } else {
            text += &format!("{path}: {}\n", rules(file));
        }
        changed.push(file);
    }
    let sum = |count: fn(&FixedFile) -> usize| report.files.iter().map(count).sum::<usize>();
    let fixed: usize = changed.iter().map(|file| file.fixed.len()).sum();
    let verb = if only_diff { "would be fixed" } else { "fixed" };
    let left = sum(|file| file.left.len());
    let left = match left {
        0 => "nothing is left".to_owned(),
        left => format!("{} left, see `speclint check`", count(left, "diagnostic")),
    };
    let summary = format!(
        "{} {verb} in {} of {}; {left}\n",
        count(fixed, "diagnostic"),
        changed.len(),
        count(report.files.len(), "spec")
    );
    for error in &report.errors {
        fail(error);
    }
    let code = if report.errors.is_empty() { CLEAN } else { FAILED };
    text += if report.files.is_empty() { "no spec to fix\n" } else { &summary };
    (code, text)
}

fn write(root: &Path, file: &FixedFile, hold: &Hold) -> Result<(), Error> {
    let path = file.path.strip_prefix(root).unwrap_or(&file.path);
    let mut plan = Plan::new(root, format!("fix {}", display(path)));
    plan.replace(path, &file.before, &file.after)?;
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
