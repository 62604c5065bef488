//! Which specs a request is about.

use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::path::{Component, Path, PathBuf};

use super::{Releases, Report, Request};
use crate::config::check_release_name;
use crate::document::Format;
use crate::error::Error;
use crate::paths::display;
use crate::repository::{Listing, Repository, SpecFile};

/// The specs of one release that are to be checked.
pub(super) struct Job {
    pub release: String,
    pub specs: Vec<SpecFile>,
    /// A spec that is not read from its file.
    pub text: Option<(SpecFile, Vec<u8>)>,
    /// The release's directory, where the whole of it is checked.
    pub listing: Option<Listing>,
}

impl Job {
    /// Whether there is nothing to check yet.
    pub fn is_empty(&self) -> bool {
        self.specs.is_empty() && self.text.is_none()
    }
}

/// The jobs of a request. What cannot be checked becomes an error of the report.
pub(super) fn jobs(repository: &Repository, request: &Request, report: &mut Report) -> Vec<Job> {
    let releases = match &request.releases {
        Releases::Named(name) => check_release_name(name).map(|()| vec![name.clone()]),
        Releases::Current if request.paths.is_empty() && request.text.is_none() => {
            Ok(vec![repository.config.current_release.clone()])
        }
        // A path says by itself which release it is of.
        Releases::Current | Releases::All => repository.releases(),
    };
    let releases = match releases {
        Ok(releases) => releases,
        Err(error) => {
            report.errors.push(error);
            return Vec::new();
        }
    };
    if !request.paths.is_empty() || request.text.is_some() {
        return chosen(repository, request, &releases, report);
    }
    let (releases, left_out): (Vec<_>, Vec<_>) = match request.releases {
        Releases::All => releases.into_iter().partition(|release| repository.config.is_checked(release)),
        _ => (releases, Vec::new()),
    };
    report.left_out = left_out;
    if releases.is_empty() {
        report.errors.push(
            Error::new("no release to check: `release.toml` leaves all of them out")
                .help("remove a `check = false`")
                .at(&repository.config.path),
        );
    }
    releases.into_iter().filter_map(|release| whole(repository, release, report)).collect()
}

/// A whole release.
fn whole(repository: &Repository, release: String, report: &mut Report) -> Option<Job> {
    let mut listing = match repository.specs(&release) {
        Ok(listing) => listing,
        Err(error) => {
            report.errors.push(error);
            return None;
        }
    };
    if let Some(error) = listing.nothing_to_check(&release) {
        report.errors.push(error);
        return None;
    }
    let refused = !listing.errors.is_empty();
    report.errors.append(&mut listing.errors);
    if refused && listing.specs.is_empty() {
        return None;
    }
    let specs = std::mem::take(&mut listing.specs);
    let listing = Listing { specs: specs.clone(), ..listing };
    Some(Job { release, specs, text: None, listing: Some(listing) })
}

/// The specs that paths and a text name.
fn chosen(repository: &Repository, request: &Request, releases: &[String], report: &mut Report) -> Vec<Job> {
    let mut jobs = Vec::new();
    let mut listings = HashMap::new();
    for path in &request.paths {
        match specs_at(repository, releases, &mut listings, path) {
            Ok((specs, errors)) => {
                if specs.is_empty() && errors.is_empty() {
                    match request.skip_other_files {
                        true => report.skipped += 1,
                        false => report.errors.push(no_spec(repository, request, releases, path)),
                    }
                }
                report.errors.extend(errors);
                specs.into_iter().for_each(|(release, specs)| job(&mut jobs, release).specs.extend(specs));
            }
            Err(error) => report.errors.push(error),
        }
    }
    if let Some(text) = &request.text {
        match release_of_text(repository, request, &text.path) {
            Ok((release, format)) => {
                let spec = SpecFile { path: text.path.clone(), format };
                job(&mut jobs, &release).text = Some((spec, text.bytes.clone()));
            }
            Err(error) => report.errors.push(error),
        }
    }
    jobs.sort_by(|a, b| a.release.cmp(&b.release));
    for job in &mut jobs {
        job.specs.sort_by(|a, b| a.path.cmp(&b.path));
        job.specs.dedup();
    }
    jobs
}

fn job<'j>(jobs: &'j mut Vec<Job>, release: &str) -> &'j mut Job {
    let at = jobs.iter().position(|job| job.release == release).unwrap_or_else(|| {
        jobs.push(Job { release: release.to_owned(), specs: Vec::new(), text: None, listing: None });
        jobs.len() - 1
    });
    &mut jobs[at]
}

/// Specs by release, and why others at the same place are not read.
type Found<'r> = (Vec<(&'r str, Vec<SpecFile>)>, Vec<Error>);

/// The specs at a path: the one that it names, or all in the directory that it names.
fn specs_at<'r>(
    repository: &Repository,
    releases: &'r [String],
    listings: &mut HashMap<&'r str, Listing>,
    path: &Path,
) -> Result<Found<'r>, Error> {
    let names = absolute(path)?;
    let (mut found, mut errors) = (Vec::new(), Vec::new());
    for release in releases {
        let directory = repository.specs_dir(release);
        let overlaps = |name: &PathBuf| name.starts_with(&directory) || directory.starts_with(name);
        let Some(name) = names.iter().find(|name| overlaps(name)).filter(|_| directory.is_dir()) else { continue };
        let listing = match listings.entry(release) {
            Entry::Occupied(entry) => entry.into_mut(),
            Entry::Vacant(entry) => entry.insert(repository.specs(release)?),
        };
        let is_in = |path: &Path| path.starts_with(name);
        errors.extend(listing.errors.iter().filter(|error| error.path.as_deref().is_some_and(is_in)).cloned());
        let specs: Vec<SpecFile> = listing.specs.iter().filter(|spec| is_in(&spec.path)).cloned().collect();
        if !specs.is_empty() {
            found.push((release.as_str(), specs));
        }
    }
    Ok((found, errors))
}

fn no_spec(repository: &Repository, request: &Request, releases: &[String], path: &Path) -> Error {
    let shown = path.display();
    let names = absolute(path).unwrap_or_default();
    let release_of = |releases: &[String]| {
        let holds = |release: &&String| names.iter().any(|name| name.starts_with(repository.specs_dir(release)));
        releases.iter().find(holds).cloned()
    };
    let other = || repository.releases().ok().and_then(|all| release_of(&all));
    let (message, help) = if path.is_dir() {
        (format!("no specs in `{shown}`"), "name a spec, or a directory that holds some".to_owned())
    } else if release_of(releases).is_some() {
        let help = "a spec ends in `.rst` or `.md`, and `layout.ignore` does not match it".to_owned();
        (format!("`{shown}` is in a specs directory, but it is no spec"), help)
    } else if let (Releases::Named(name), Some(other)) = (&request.releases, other()) {
        let help = format!("leave out `--release {name}`: a path says by itself which release it is of");
        (format!("`{shown}` is of release `{other}`, not of `{name}`"), help)
    } else {
        let directories: Vec<String> = releases.iter().map(|release| display(&repository.specs_dir(release))).collect();
        let help = match directories.as_slice() {
            [] => "the repository has no release".to_owned(),
            [one] => format!("specs are in `{one}`"),
            [one, ..] => format!("specs are in the {} releases' directories, such as `{one}`", directories.len()),
        };
        (format!("`{shown}` is no spec of the repository"), help)
    };
    Error::new(message).help(help)
}

/// The release that a text belongs to, by the path that it would have, and its format.
fn release_of_text(repository: &Repository, request: &Request, path: &Path) -> Result<(String, Format), Error> {
    let format = Format::of(path).ok_or_else(|| {
        Error::new(format!("`{}` ends neither in `.rst` nor in `.md`", path.display()))
            .help("the name tells the format; give one with `--stdin-name`")
    })?;
    let release = match &request.releases {
        Releases::Named(name) => name.clone(),
        _ => {
            // The text is in no file, but the directory that it would be in is there, or it is of no release.
            let name = path.file_name().map(PathBuf::from).unwrap_or_default();
            let directory = path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
            let directory = directory.canonicalize().or_else(|_| std::path::absolute(directory));
            let path = directory.map_or_else(|_| path.to_owned(), |directory| directory.join(name));
            repository.release_of(&path)?.unwrap_or_else(|| repository.config.current_release.clone())
        }
    };
    Ok((release, format))
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
    let here = std::env::current_dir().and_then(|here| here.canonicalize()).map_err(fail)?;
    let mut unfollowed = PathBuf::new();
    for component in here.join(path).components() {
        match component {
            Component::ParentDir => {
                unfollowed.pop();
            }
            component => unfollowed.push(component),
        }
    }
    Ok(vec![parent.canonicalize().map_err(fail)?.join(name), unfollowed])
}
