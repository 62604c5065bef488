//! Which specs a request is about.

use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::path::{Path, PathBuf};

use super::{Base, Releases, Report, Request};
use crate::config::{PathTemplate, Settings, SpecSet, check_release_name};
use crate::error::Error;
use crate::parallel::in_parallel;
use crate::paths::{display, unfollowed};
use crate::repository::{Committed, Listing, Repository};
use crate::rules::SpecFile;

/// The specs of one set that are to be checked.
pub(crate) struct Job {
    pub set: SpecSet,
    pub settings: Settings,
    pub specs: Vec<SpecFile>,
    /// A spec that is not read from its file.
    pub text: Option<(SpecFile, Vec<u8>)>,
    /// The set's directory, where the whole of it is checked.
    pub listing: Option<Listing>,
}

impl Job {
    /// Whether there is nothing to check yet.
    pub fn is_empty(&self) -> bool {
        self.specs.is_empty() && self.text.is_none()
    }
}

/// The jobs of a request. What cannot be checked becomes an error of the report.
pub(crate) fn jobs(repository: &Repository, request: &Request, report: &mut Report) -> Vec<Job> {
    if let Some(base) = &request.changed {
        return changed(repository, request, base, report).unwrap_or_else(|error| {
            report.errors.push(error);
            Vec::new()
        });
    }
    let whole_sets = request.paths.is_empty() && request.text.is_none();
    let sets = match sets(repository, &request.releases, whole_sets) {
        Ok(sets) => sets,
        Err(error) => {
            report.errors.push(error);
            return Vec::new();
        }
    };
    if !whole_sets {
        return chosen(repository, request, &sets, report);
    }
    let (sets, left_out): (Vec<_>, Vec<_>) = match request.releases {
        Releases::All => sets.into_iter().partition(|set| repository.config.settings(set).check),
        _ => (sets, Vec::new()),
    };
    report.left_out = left_out.iter().map(SpecSet::name).collect();
    if sets.is_empty() {
        report.errors.push(
            Error::new("no release to check: `release.toml` leaves all of them out")
                .help("remove a `check = false`")
                .at(&repository.config.path),
        );
    }
    sets.into_iter().filter_map(|set| whole(repository, set, report)).collect()
}

/// The sets of the releases; with `whole_sets` those that are to be checked, else those that a path may be of.
fn sets(repository: &Repository, releases: &Releases, whole_sets: bool) -> Result<Vec<SpecSet>, Error> {
    let config = &repository.config;
    let named = match releases {
        Releases::Named(name) => {
            check_release_name(name)?;
            if !config.group_names().any(|group| config.has_releases(group.as_deref()))
                && config.current_release.is_none()
            {
                return Err(Error::new("this repository has no releases")
                    .help("leave out `--release`")
                    .at(&config.path));
            }
            Some(name.clone())
        }
        // A path says by itself which release it is of.
        Releases::Current if whole_sets => config.current_release.clone(),
        Releases::Current | Releases::All => return repository.sets(),
    };
    let all = repository.sets()?;
    let of_none = |set: &SpecSet| set.release.is_none() && *releases == Releases::Current;
    let mut sets: Vec<SpecSet> = all.into_iter().filter(|set| of_none(set) || set.release == named).collect();
    // A release that is nowhere is reported as such.
    if let Some(name) = named.filter(|_| !sets.iter().any(|set| set.group.is_none() && set.release.is_some())) {
        sets.insert(0, SpecSet::release(&name));
    }
    Ok(sets)
}

/// A whole set.
fn whole(repository: &Repository, set: SpecSet, report: &mut Report) -> Option<Job> {
    let settings = repository.config.settings(&set);
    let mut listing = match repository.specs(&set, &settings.layout) {
        Ok(listing) => listing,
        Err(error) => {
            report.errors.push(error);
            return None;
        }
    };
    if let Some(error) = listing.nothing_to_check(&set) {
        report.errors.push(error);
        return None;
    }
    let refused = !listing.errors.is_empty();
    report.errors.append(&mut listing.errors);
    if refused && listing.specs.is_empty() {
        return None;
    }
    let specs = listing.specs.clone();
    Some(Job { set, settings, specs, text: None, listing: Some(listing) })
}

/// What differs from a base: specs, and all of a set whose template or configuration does.
fn changed(repository: &Repository, request: &Request, base: &Base, report: &mut Report) -> Result<Vec<Job>, Error> {
    let name = match base {
        Base::Upstream => None,
        Base::Named(name) => Some(name.as_str()),
    };
    let before = Committed::before(name, &repository.root, "--changed")?;
    let is_changed = |path: &Path| before.differs(path);
    let config = repository.config.path.canonicalize().unwrap_or_else(|_| repository.config.path.clone());
    let all = is_changed(&config);
    let mut jobs = Vec::new();
    // As with paths, a file says by itself which release it is of.
    for set in sets(repository, &request.releases, false)? {
        let settings = repository.config.settings(&set);
        let template = repository.template(&set, &settings.layout).ok();
        if all || template.is_some_and(|template| is_changed(&template)) {
            match settings.check {
                true => jobs.extend(whole(repository, set, report)),
                false => report.left_out.push(set.name()),
            }
        } else if let Some(mut listing) = listing(repository, &set, &settings, &before, report) {
            let changed = in_parallel(&listing.specs, |spec| is_changed(&spec.path));
            let mut changed = changed.into_iter();
            listing.specs.retain(|_| changed.next() == Some(true));
            report
                .errors
                .extend(listing.errors.into_iter().filter(|error| error.path.as_deref().is_some_and(is_changed)));
            if !listing.specs.is_empty() && !settings.check {
                report.left_out.push(set.name());
            } else if !listing.specs.is_empty() {
                jobs.push(Job { set, settings, specs: listing.specs, text: None, listing: None });
            }
        }
    }
    report.changed_since = Some(before.base);
    Ok(jobs)
}

/// The specs of a set; `None` where it has none. That is an error of the report if it had some before.
fn listing(
    repository: &Repository,
    set: &SpecSet,
    settings: &Settings,
    before: &Committed,
    report: &mut Report,
) -> Option<Listing> {
    let had_some = || before.paths().any(|path| repository.holds(set, &settings.layout, &path));
    match repository.specs(set, &settings.layout) {
        Ok(listing) => Some(listing),
        Err(error) if had_some() => report.fails(error),
        Err(_) => None,
    }
}

/// The specs that paths and a text name.
fn chosen(repository: &Repository, request: &Request, sets: &[SpecSet], report: &mut Report) -> Vec<Job> {
    let mut jobs: Vec<Job> = sets
        .iter()
        .map(|set| Job {
            set: set.clone(),
            settings: repository.config.settings(set),
            specs: Vec::new(),
            text: None,
            listing: None,
        })
        .collect();
    let mut listings = HashMap::new();
    for path in &request.paths {
        match specs_at(repository, &jobs, &mut listings, path) {
            Ok((specs, errors)) => {
                if specs.is_empty() && errors.is_empty() {
                    match request.skip_other_files {
                        true => report.skipped += 1,
                        false => report.errors.push(no_spec(repository, request, &jobs, path)),
                    }
                }
                report.errors.extend(errors);
                specs.into_iter().for_each(|(at, specs)| jobs[at].specs.extend(specs));
            }
            Err(error) => report.errors.push(error),
        }
    }
    if let Some(text) = &request.text {
        match job_of_text(repository, request, &mut jobs, &text.path) {
            Ok((job, spec)) => job.text = Some((spec, text.bytes.clone())),
            Err(error) => report.errors.push(error),
        }
    }
    jobs.retain(|job| !job.is_empty());
    for job in &mut jobs {
        job.specs.sort_by(|a, b| a.path.cmp(&b.path));
        job.specs.dedup();
    }
    jobs
}

/// Specs by the index of their job, and why others at the same place are not read.
type Found = (Vec<(usize, Vec<SpecFile>)>, Vec<Error>);

/// The specs at a path: the one that it names, or all in the directory that it names.
fn specs_at(
    repository: &Repository,
    jobs: &[Job],
    listings: &mut HashMap<usize, Listing>,
    path: &Path,
) -> Result<Found, Error> {
    let names = absolute(path)?;
    let (mut found, mut errors) = (Vec::new(), Vec::new());
    for (at, Job { set, settings, .. }) in jobs.iter().enumerate() {
        let directory = repository.specs_dir(set, &settings.layout);
        let overlaps = |name: &PathBuf| {
            directory.starts_with(name) || repository.holds(set, &settings.layout, name) || {
                // What lies on the way to a match of a glob.
                name.starts_with(&directory) && settings.layout.specs.iter().any(PathTemplate::has_globs)
            }
        };
        let Some(name) = names.iter().find(|name| overlaps(name)).filter(|_| directory.exists()) else { continue };
        let listing = match listings.entry(at) {
            Entry::Occupied(entry) => entry.into_mut(),
            Entry::Vacant(entry) => entry.insert(repository.specs(set, &settings.layout)?),
        };
        let is_in = |path: &Path| path.starts_with(name);
        errors.extend(listing.errors.iter().filter(|error| error.path.as_deref().is_some_and(is_in)).cloned());
        let specs: Vec<SpecFile> = listing.specs.iter().filter(|spec| is_in(&spec.path)).cloned().collect();
        if !specs.is_empty() {
            found.push((at, specs));
        }
    }
    Ok((found, errors))
}

fn no_spec(repository: &Repository, request: &Request, jobs: &[Job], path: &Path) -> Error {
    let shown = display(path);
    let names = absolute(path).unwrap_or_default();
    let holds = |job: &&Job| names.iter().any(|name| repository.holds(&job.set, &job.settings.layout, name));
    let other = || names.iter().find_map(|name| repository.set_of(name).ok().flatten());
    let (message, help) = if path.is_dir() {
        (format!("no specs in `{shown}`"), "name a spec, or a directory that holds some".to_owned())
    } else if jobs.iter().any(|job| holds(&job)) {
        let help =
            format!("a spec ends in {}, and `layout.ignore` does not match it", repository.config.formats().endings());
        (format!("`{shown}` is in a specs directory, but it is no spec"), help)
    } else if let (Releases::Named(name), Some(other)) = (&request.releases, other()) {
        let help = format!("leave out `--release {name}`: a path says by itself which release it is of");
        (format!("`{shown}` is of {other}, not of `{name}`"), help)
    } else {
        let directory = |job: &Job| display(&repository.specs_dir(&job.set, &job.settings.layout));
        let help = match jobs {
            [] => "the repository has no release".to_owned(),
            [one] => format!("specs are in `{}`", directory(one)),
            [one, ..] => format!("specs are in the {} releases' directories, such as `{}`", jobs.len(), directory(one)),
        };
        (format!("`{shown}` is no spec of the repository"), help)
    };
    Error::new(message).help(help)
}

/// The job that a text belongs to, by the path that it would have.
fn job_of_text<'j>(
    repository: &Repository,
    request: &Request,
    jobs: &'j mut Vec<Job>,
    path: &Path,
) -> Result<(&'j mut Job, SpecFile), Error> {
    let formats = repository.config.formats();
    let format = formats.of(path).ok_or_else(|| {
        Error::new(format!("`{}` does not end in {}", display(path), formats.endings()))
            .help("the name tells the format; give one with `--stdin-name`")
    })?;
    // The text is in no file, but the directory that it would be in is there, or it is of no release.
    let name = path.file_name().map(PathBuf::from).unwrap_or_default();
    let directory = path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let directory = directory.canonicalize().or_else(|_| std::path::absolute(directory));
    let whole = directory.map_or_else(|_| path.to_owned(), |directory| directory.join(&name));
    let config = &repository.config;
    let set = match &request.releases {
        Releases::Named(name) => {
            let own = repository.set_of(&whole)?.filter(|set| set.release.as_ref() == Some(name));
            own.unwrap_or_else(|| SpecSet::release(name))
        }
        _ => repository
            .set_of(&whole)?
            .unwrap_or_else(|| SpecSet { release: config.current_release.clone(), group: None }),
    };
    let at = jobs.iter().position(|job| job.set == set).unwrap_or_else(|| {
        let settings = config.settings(&set);
        jobs.push(Job { set, settings, specs: Vec::new(), text: None, listing: None });
        jobs.len() - 1
    });
    let job = &mut jobs[at];
    let base = repository.specs_dir(&job.set, &job.settings.layout);
    let relative = whole.strip_prefix(base).map_or(name, Path::to_owned);
    Ok((job, SpecFile { path: path.to_owned(), relative, format }))
}

/// The absolute paths that a path may be known by: with the links of its directory followed, but not its own (a link
/// to a spec is a spec), and with none followed.
fn absolute(path: &Path) -> Result<Vec<PathBuf>, Error> {
    let fail = |error| Error::io(path, "find the file", &error);
    path.symlink_metadata().map_err(fail)?;
    let (Some(parent), Some(name)) = (path.parent(), path.file_name()) else {
        return path.canonicalize().map(|path| vec![path]).map_err(fail);
    };
    let parent = if parent.as_os_str().is_empty() { Path::new(".") } else { parent };
    Ok(vec![parent.canonicalize().map_err(fail)?.join(name), unfollowed(path).map_err(fail)?])
}
