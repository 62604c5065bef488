//! A new spec from its release's template.

mod beside;
mod file;
mod known;
mod number;
mod text;

use std::path::{Path, PathBuf};

use self::known::Known;
use self::number::Numerals;
use crate::config::{Part, SpecSet, check_release_name};
use crate::document::{Document, Format, MAX_LEN};
use crate::error::Error;
use crate::files;
use crate::paths::display;
use crate::plan::Plan;
use crate::release::place_keepers;
use crate::repository::{Repository, Set, is_front_page};
use crate::rules::{Level, Rule, SpecFile};
use crate::template::Template;

/// What spec to make.
#[derive(Debug, Clone, Default)]
pub struct NewSpec {
    /// Its file's name, with or without the extension.
    pub name: String,
    /// Its title; `None`: its name in words.
    pub title: Option<String>,
    /// `None`: the current one.
    pub release: Option<String>,
    pub group: Option<String>,
    /// The directory for it, where the layout leaves that open.
    pub directory: Option<PathBuf>,
    /// Leave the template's guidance out.
    pub bare: bool,
    /// Today, as `2026-11-23`.
    pub date: String,
    /// Who writes it.
    pub author: Option<String>,
}

/// Plans a spec with the title and the sections of its release's template. Returns its absolute path, too.
///
/// # Errors
/// Where the release has no template, the name or the place cannot be a spec's, or a file is there.
pub fn new_spec(repository: &Repository, new: &NewSpec) -> Result<(Plan, PathBuf), Error> {
    let config = &repository.config;
    if let Some(release) = &new.release {
        check_release_name(release)?;
    }
    let has_releases = config.has_releases(new.group.as_deref());
    let release = new.release.clone().or_else(|| config.current_release.clone()).filter(|_| has_releases);
    let set = SpecSet { release, group: new.group.clone() };
    if let Some(group) = new.group.as_ref().filter(|group| !config.group_names().flatten().any(|name| name == **group))
    {
        return Err(Error::new(format!("there is no group `{group}`")).at(&config.path));
    }
    let set = repository.set(&set);
    let settings = &set.settings;
    let template_path = repository.template(&set)?;
    let format = settings.layout.formats.require(&template_path, "a template")?;
    let extension = extension(&repository.listing(&set)?.specs, &template_path, format);
    let source = files::read_inside(&*repository.files, &repository.root, &template_path, MAX_LEN)?;
    // A spec needs no byte order mark.
    let source = source.trim_start_matches('\u{feff}');
    let template = Template::with(Document::parse(source, format), &settings.sections)
        .map_err(|error| error.at(&template_path))?;
    let path = file::path(repository, &set, new, &extension)?;
    let stem = stem(&set, &path);
    let name = new.name.strip_suffix(&format!(".{extension}")).unwrap_or(&new.name);
    // A title that the template wants kept stays, unless another one is given.
    let kept = template.kept_title().map(str::to_owned);
    let title = new.title.clone().or(kept).unwrap_or_else(|| in_words(name));
    if title.trim().is_empty() || title.contains(['\n', '\r']) || title.contains(char::is_control) {
        return Err(Error::new("a title is one line of text").help("give it with `--title`"));
    }
    let known = Known {
        title: title.trim().to_owned(),
        numerals: Numerals::of(repository, &set, &stem),
        name: stem,
        release: set.name.release.clone(),
        date: new.date.clone(),
        author: new.author.clone(),
        rules: &settings.rules,
    };
    let mut plan = Plan::new(&repository.root, format!("new spec {}", new.name));
    let relative = path.strip_prefix(&repository.root).unwrap_or(&path).to_owned();
    let width = match settings.rules.level(Rule::LineLength) {
        Level::Off => usize::MAX,
        _ => settings.rules.line_length.0.limit(),
    };
    plan.create(&relative, text::spec(&template, &known, new.bare, width))?;
    if let Some(name) = set.metadata_name() {
        let (own, model) = (relative.with_file_name(name), template_path.with_file_name(name));
        let text = files::read_inside(&*repository.files, &repository.root, &model, MAX_LEN);
        if let Ok(text) = text
            && plan.node(&own)?.is_none()
        {
            plan.steps.push(format!("{}: like {}", display(&own), display(&model)));
            plan.create(&own, beside::filled_in(&model, &text, &known))?;
        }
    }
    let directory = relative.parent().unwrap_or(Path::new(""));
    for file in place_keepers(&repository.root, directory, set.name.release.as_deref(), &template_path) {
        plan.steps.push(format!("{} is gone: it kept the place of the first spec", display(&file)));
        plan.put(&file, None)?;
    }
    Ok((plan, path))
}

/// What the names of specs end in: those that are there, if they are of the template's format, else the template.
fn extension(specs: &[SpecFile], template: &Path, format: Format) -> String {
    let own = specs.iter().find(|spec| spec.format == format).map_or(template, |spec| &spec.path);
    own.extension().unwrap_or_default().to_string_lossy().into_owned()
}

/// The spec's own name in its path: that of its directory where all files are named alike.
fn stem(set: &Set, path: &Path) -> String {
    let stem = |path: &Path| path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    let is_usual =
        is_front_page(path) || path.file_name().is_some_and(|name| file_name(set).is_some_and(|own| *own == *name));
    path.parent().filter(|_| is_usual).map_or_else(|| stem(path), stem)
}

/// The name that all files have, in directories of their own: `README.md` of `keps/*/*/README.md`.
fn file_name(set: &Set) -> Option<String> {
    let layout = &set.settings.layout;
    let pattern = layout.specs.first().filter(|pattern| pattern.has_globs())?;
    match pattern.parts(set.name.release.as_deref()).0.last() {
        Some(Part::Name(file)) => Some(file.clone()).filter(|file| layout.formats.of(Path::new(file)).is_some()),
        _ => None,
    }
}

/// `0012-nightly-backups` → `Nightly backups`.
fn in_words(name: &str) -> String {
    let words = name.trim_start_matches(|c: char| c.is_ascii_digit()).replace(['-', '_'], " ");
    let words = if words.trim().is_empty() { name } else { words.trim() };
    let mut chars = words.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}
