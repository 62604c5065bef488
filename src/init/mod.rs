//! `release.toml` for a repository that has none: which documents are templates and which follow them, what the
//! repository's own gate demands, and whether that can be meant.

mod copies;
mod draft;
mod find;
mod found;
mod gate;
mod groups;
mod habits;
mod home;
mod judge;
mod layout;
mod metadata;
mod names;
mod order;
mod preset;
mod propose;
mod releases;
mod scaffold;
mod settle;
mod survey;
mod templates;

use std::path::{Path, PathBuf};

use crate::check::Report;
use crate::document::Format;
use crate::error::Error;
use crate::files::Disk;
use crate::plan::Plan;
use crate::repository::nearest_config;

use self::survey::Survey;

/// What to set up, and how.
#[derive(Debug, Clone)]
pub struct Init {
    pub directory: PathBuf,
    /// The current release, where it cannot be told.
    pub release: Option<String>,
    /// The template, where it cannot be told.
    pub template: Option<PathBuf>,
    /// Where specs are, where it cannot be told: directories, or patterns as in `layout.specs`.
    pub specs: Vec<String>,
    /// The format of a new repository's documents; `None`: reStructuredText, or that of the documents that are there.
    pub format: Option<Format>,
    /// Propose a template where there is none.
    pub from_specs: bool,
    /// Write the file even if nearly no spec conforms.
    pub force: bool,
}

/// What a setup comes to.
#[derive(Debug)]
pub struct Initialized {
    pub plan: Plan,
    /// What a check with the new `release.toml` says; `None` for a repository that was empty.
    pub report: Option<Report>,
    /// What was found, what was passed over, what could not be told, and how to state it.
    pub remarks: Vec<String>,
    /// Why nothing is written: nearly no spec conforms.
    pub refusal: Option<Error>,
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
    let survey = Survey::of(&root)?;
    let wants_nothing = init.template.is_none() && init.specs.is_empty();
    if survey.pages.is_empty() && wants_nothing {
        return scaffold::plan(&root, init);
    }
    let found = find::find(&survey, init)?;
    let mut plan = Plan::new(&root, "init".to_owned());
    if let Some((path, text)) = &found.proposal {
        plan.create(Path::new(path), text.clone())?;
        plan.steps.push(format!("{path}: {}", found.proposal_is));
    }
    let settled = settle::settle(&survey, found, &plan)?;
    let name = file_name(&root);
    plan.create(Path::new(name), settled.draft.to_toml())?;
    plan.steps.push(format!("{name}: {}", settled.in_words));
    let refusal = if init.force { None } else { judge::refusal(&settled) };
    Ok(Initialized { plan, remarks: judge::remarks(&survey, &settled), report: Some(settled.report), refusal })
}

/// The name of the configuration: that which is usual, unless cargo-release has a file of that name.
fn file_name(root: &Path) -> &'static str {
    if root.join("release.toml").symlink_metadata().is_ok() { "speclint.toml" } else { "release.toml" }
}
