//! `release.toml` for a repository that has none.

mod layout;
mod order;
mod propose;
mod scaffold;

use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::check::{Releases, Report, Request, check};
use crate::config::Config;
use crate::document::{Format, Formats};
use crate::error::Error;
use crate::files::Disk;
use crate::plan::Plan;
use crate::repository::{Repository, nearest_config};

use self::layout::Found;

/// What to set up, and how.
#[derive(Debug, Clone)]
pub struct Init {
    pub directory: PathBuf,
    /// The current release, where it cannot be told.
    pub release: Option<String>,
    /// The format of a new repository's documents.
    pub format: Format,
    /// Propose a template where there is none.
    pub from_specs: bool,
}

/// What a setup comes to.
#[derive(Debug)]
pub struct Initialized {
    pub plan: Plan,
    /// What a check with the new `release.toml` says; `None` for a repository that was empty.
    pub report: Option<Report>,
    /// What could not be told, and how to state it.
    pub remarks: Vec<String>,
}

/// Plans a `release.toml`, and in an empty directory a whole specs repository.
///
/// # Errors
/// Where there is a `release.toml`, or no specs or no template are found.
pub fn init(init: &Init) -> Result<Initialized, Error> {
    let root =
        init.directory.canonicalize().map_err(|error| Error::io(&init.directory, "open the directory", &error))?;
    if !root.is_dir() {
        return Err(Error::new("is no directory").help("name the root of a specs repository").at(&init.directory));
    }
    if let Some(there) = nearest_config(&Disk::default(), &root)? {
        let name = there.file_name().unwrap_or_default().to_string_lossy();
        return Err(Error::new(format!("there is a `{name}` already")).help("edit it, or remove it first").at(&there));
    }
    if let Some(release) = &init.release {
        crate::release::check_file_name(
            release,
            "release",
            "a release is named like its directory, for instance `liberty`",
        )?;
    }
    let files = layout::documents(&root)?;
    if files.is_empty() {
        return scaffold::plan(&root, init);
    }
    let mut found = layout::find(&root, &files, init.release.as_deref())?;
    let mut plan = Plan::new(&root, "init".to_owned());
    if found.templates.is_empty() {
        if !init.from_specs {
            return Err(Error::new(format!("no template is found for the specs in `{}`", found.specs))
                .help("`speclint init --from-specs` proposes one: the sections that most specs share"));
        }
        let (path, text) = propose::template(&root, &found)?;
        plan.create(Path::new(&path), text)?;
        plan.steps.push(format!("{path}: a proposal, of the sections that most specs share"));
        found.templates.push(path);
        // Without releases, the proposal lies among the specs.
        found.ignores_templates |= !found.specs.contains("{release}");
    }
    let (text, report) = settle(&root, &mut found, &plan)?;
    let name = file_name(&root);
    plan.create(Path::new(name), text)?;
    plan.steps.push(format!("{name}: {}", found.in_words()));
    Ok(Initialized { plan, report: Some(report), remarks: found.remarks })
}

/// The name of the configuration: that which is usual, unless cargo-release has a file of that name.
fn file_name(root: &Path) -> &'static str {
    if root.join("release.toml").symlink_metadata().is_ok() { "speclint.toml" } else { "release.toml" }
}

/// The text of the file, and what a check with it says. Releases without a template are left out of it.
fn settle(root: &Path, found: &mut Found, plan: &Plan) -> Result<(String, Report), Error> {
    let path = root.join(file_name(root));
    let repository = |found: &Found| -> Result<Repository, Error> {
        let config = Config::parse(&path, &found.to_toml())?;
        Ok(Repository::new(Arc::new(Disk::default()), root.to_owned(), config))
    };
    let first = repository(found)?;
    for set in first.sets()? {
        let Some(release) = set.name.release.clone() else { continue };
        let templates = &set.settings.layout.template;
        let is_planned =
            || templates.iter().any(|path| plan.paths().any(|planned| planned == path.expand(Some(&release))));
        let is_left_out = found.left_out.iter().any(|(name, _)| *name == release);
        let has_none = || first.listing(set).is_ok_and(|listing| listing.nothing_to_check(&set.name).is_some());
        let is_current = found.current.as_ref().is_some_and(|(current, _)| *current == release);
        if !is_left_out && !is_current && has_none() {
            found.left_out.push((release, "has no specs"));
        } else if !is_left_out && first.template(set).is_err() && !is_planned() {
            found.left_out.push((release, "has no template"));
        }
    }
    found.left_out.sort();
    let repository = repository(found)?;
    let planned = plan.paths().next().filter(|path| Formats::default().of(path).is_some());
    // A proposed template is not written yet.
    let scratch = planned.map(|path| propose::scratch(plan, path)).transpose()?;
    let template = scratch.as_ref().map(|(_, path)| path.clone());
    let mut report = check(&repository, &Request { releases: Releases::All, template, ..Request::default() });
    if let Some(path) = planned {
        let held = report.releases.iter_mut().filter(|release| release.template.is_some());
        held.for_each(|release| release.template = Some(root.join(path)));
    }
    Ok((found.to_toml(), report))
}
