//! `speclint check`

use std::collections::HashSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use clap::Args;

use super::fix;
use super::formats::{Name, Outputs};
use super::progress::Progress;
use super::selection::Selection;
use super::writing::{Access, settle};
use super::{CLEAN, VIOLATIONS, fail, print, tell};
use crate::check::{BASELINE, Baseline, Report, Request, check};
use crate::diff::diff;
use crate::error::Error;
use crate::files::Commit;
use crate::fix::{Fixes, prove};
use crate::output;
use crate::paths::display;
use crate::plan::{Plan, top};

#[derive(Args)]
#[command(after_long_help = EXAMPLES)]
pub(super) struct Arguments {
    #[command(flatten)]
    selection: Selection,
    #[command(flatten)]
    outputs: Outputs,
    /// Report warnings as errors
    #[arg(long)]
    deny_warnings: bool,
    /// Fix what can be fixed first, as `speclint fix` does
    #[arg(long, conflicts_with_all = ["write_baseline", "prune_baseline", "stdin_name", "explain"])]
    fix: bool,
    /// With --fix, make unsafe fixes, too: move sections to other parents or depths
    #[arg(long, requires = "fix")]
    unsafe_fixes: bool,
    /// Record what is found in speclint-baseline.toml, so that later checks report only what is new; with BASE,
    /// only what the templates and the configuration have caused since that branch or commit
    #[arg(long, value_name = "BASE", num_args = 0..=1, require_equals = true, conflicts_with_all = ["no_baseline", "deny_warnings", "stdin_name", "select", "ignore"])]
    write_baseline: Option<Option<String>>,
    /// Take out of speclint-baseline.toml what is no longer found, and record nothing new
    #[arg(long, conflicts_with_all = ["no_baseline", "deny_warnings", "stdin_name", "write_baseline"])]
    prune_baseline: bool,
    /// Show what --fix, --write-baseline or --prune-baseline would change, and write nothing
    #[arg(long)]
    diff: bool,
    /// Tell which configuration, template and rules apply to the specs, and check nothing; in words, or as `json`
    #[arg(long, conflicts_with_all = ["write_baseline", "prune_baseline", "statistics", "max_findings"])]
    explain: bool,
    /// The path that a spec from standard input (`-`) would have: it tells its format and its release
    #[arg(long, value_name = "PATH", conflicts_with = "changed")]
    stdin_name: Option<PathBuf>,
}

const EXAMPLES: &str = "\
Examples:
  speclint check                                  the current release
  speclint check specs/liberty/new-thing.rst      one spec, against its release's template
  speclint check --template draft.rst             what a new template would demand
  speclint check --format short --deny-warnings   one line a finding; warnings fail too
  speclint check --stdin-name specs/kilo/a.rst -  a spec from standard input

Exit codes: 0 all conform, 1 some do not, 2 something could not be checked.";

pub(super) fn run(mut arguments: Arguments) -> u8 {
    if let Err(error) = arguments.outputs.settle(arguments.explain) {
        return fail(&error);
    }
    let fixes = if arguments.unsafe_fixes { Fixes::Unsafe } else { Fixes::Safe };
    let Arguments { explain, fix: fixes_first, prune_baseline, diff, .. } = arguments;
    let base = arguments.write_baseline.clone();
    let write_baseline = base.is_some();
    if diff && !fixes_first && !write_baseline && !prune_baseline {
        return fail(
            &Error::new("`--diff` shows what `--fix`, `--write-baseline` or `--prune-baseline` would change")
                .help("add one of them, or leave it out"),
        );
    }
    let writes = (fixes_first || write_baseline || prune_baseline) && !diff;
    if arguments.selection.is_elsewhere() {
        let skipped = arguments.selection.paths.len();
        return arguments.outputs.show(&Report { skipped, ..Report::default() });
    }
    let access = arguments.selection.open(writes);
    let (access, mut request) = match access.and_then(|access| Ok((access, request(&mut arguments)?))) {
        Ok(both) => both,
        Err(error) => return arguments.outputs.show(&Report { errors: vec![error], ..Report::default() }),
    };
    let outputs = arguments.outputs;
    let repository = &access.repository;
    if explain {
        return super::explain::run(repository, &request, outputs.printed() == Some(Name::Json));
    }
    let mut least = CLEAN;
    if fixes_first {
        let done = fix::made(&access, &request, fixes);
        fix::tell_errors(&done);
        least = if diff && done.would_change() { VIOLATIONS.max(fix::code(&done)) } else { fix::code(&done) };
        let text = fix::told(&done, diff, fixes);
        if diff && least != CLEAN && outputs.printed().is_some_and(Name::is_for_people) {
            return print(least, |out| out.write_all(text.as_bytes()));
        }
        // Standard output is the check's.
        tell(&text);
    }
    let progress = Progress::of(&mut request);
    let mut report = check(repository, &request);
    if outputs.show_fixes() && !write_baseline {
        prove(repository, &request, &top(&repository.root), &mut report);
    }
    drop(progress);
    // What could not be checked would be missing from the record.
    let told = match (write_baseline, prune_baseline) {
        _ if !report.errors.is_empty() => None,
        (true, _) => Some(record(&access, &report, base.flatten().as_deref(), &request)),
        (_, true) => Some(prune(&access, &report)),
        _ => None,
    };
    match told {
        Some(Ok(text)) if write_baseline => return print(CLEAN, |out| out.write_all(text.as_bytes())),
        Some(Ok(text)) => {
            tell(&text);
            report.baseline.iter_mut().for_each(|baseline| baseline.gone.clear());
        }
        Some(Err(error)) => return fail(&error),
        None => {}
    }
    let code = outputs.show(&report).max(least);
    // The process ends here. To take apart what it holds would only take time.
    std::mem::forget(report);
    code
}

fn request(arguments: &mut Arguments) -> Result<Request, Error> {
    let mut request = std::mem::take(&mut arguments.selection).request(arguments.stdin_name.take())?;
    request.deny_warnings = arguments.deny_warnings;
    request.no_baseline |= arguments.write_baseline == Some(None);
    Ok(request)
}

/// Records what was found, or where nothing is to be written shows what that would change.
fn record(access: &Access, report: &Report, base: Option<&str>, request: &Request) -> Result<String, Error> {
    let (repository, root) = (&access.repository, &access.repository.root);
    if let Some(base) = base {
        let old = repository.before(Arc::new(Commit::at(Some(base), root, "--write-baseline")?))?;
        let old = check(&old, request);
        let new = report.beyond(&old);
        let count = output::count(new.len(), "diagnostic");
        return change_baseline(
            access,
            true,
            "record what is new",
            |baseline| baseline.with(root, new),
            |_| {
                format!(
                    "{count} recorded in {}, which templates and configuration have caused since {base}\n",
                    display(&root.join(BASELINE))
                )
            },
        );
    }
    change_baseline(
        access,
        !request.paths.is_empty() || request.changed.is_some(),
        "record what is found",
        |old| old.renewed(report, repository),
        |new| {
            let entries: Vec<_> = new.entries().collect();
            let files: HashSet<_> = entries.iter().map(|entry| &entry.path).collect();
            let diagnostics = output::count(entries.iter().map(|entry| entry.count).sum(), "diagnostic");
            format!(
                "{diagnostics} in {} recorded in {}\n",
                output::count(files.len(), "file"),
                display(&root.join(BASELINE))
            )
        },
    )
}

/// Takes out of the baseline what was not found, or where nothing is to be written shows what that would change.
fn prune(access: &Access, report: &Report) -> Result<String, Error> {
    let gone = report.baseline.as_ref().map(|baseline| baseline.gone.as_slice()).unwrap_or_default();
    let count = gone.iter().map(|entry| entry.count).sum();
    change_baseline(
        access,
        true,
        "forget what is gone",
        |old| old.without(gone),
        |_| {
            format!(
                "{} forgotten in {}\n",
                output::count(count, "diagnostic"),
                display(&access.repository.root.join(BASELINE))
            )
        },
    )
}

/// Changes the baseline, and tells what was done; where nothing is to be written, shows what that would change.
fn change_baseline(
    access: &Access,
    keeps_others: bool,
    title: &str,
    change: impl FnOnce(Baseline) -> Baseline,
    told: impl FnOnce(Baseline) -> String,
) -> Result<String, Error> {
    let root = &access.repository.root;
    let mut plan = Plan::new(root, title.to_owned());
    let before = plan.text(Path::new(BASELINE))?.unwrap_or_default();
    // One of an older version is written anew.
    let old = match Baseline::parse(&root.join(BASELINE), &before) {
        Ok(old) => old,
        Err(_) if before.is_empty() => Baseline::default(),
        // What is recorded of other files would be lost.
        Err(error) if keeps_others => return Err(error),
        Err(_) => Baseline::default(),
    };
    let old = old.following(&access.repository);
    let new = change(old);
    let after = new.to_toml();
    let Some(hold) = &access.hold else { return Ok(diff(BASELINE, &before, &after)) };
    plan.write(Path::new(BASELINE), after)?;
    plan.carry_out(hold, &mut |_| {})?;
    settle(hold)?;
    Ok(told(new))
}
