//! `release.toml` → [`Config`].

mod file;
mod layout;
mod path_template;
#[cfg(feature = "cli")]
mod schema;
mod sections;
mod spec_set;

use std::collections::BTreeMap;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use toml::Spanned;

pub use self::layout::Layout;
pub use self::path_template::PathTemplate;
#[cfg(feature = "cli")]
pub(crate) use self::path_template::is_glob;
pub(crate) use self::path_template::{Part, Parts, release_in};
pub use self::spec_set::SpecSet;

use self::file::{ConfigFile, Table, WhenTable};
use self::layout::{LayoutOverride, LayoutTable};
use self::path_template::Refusal;
use self::sections::SectionTable;
use crate::document::{Formats, Metadata};
use crate::error::Error;
use crate::nearest::{list, nearest};
use crate::pattern::{self, Glob, ValuePattern};
use crate::rules::RuleTable;
use crate::template::SectionDemands;

/// So many tables may speak of releases and groups. Each of them is asked for each release.
const MAX_TABLES: usize = 1000;

/// What a `release.toml` says.
#[derive(Debug, Clone)]
pub struct Config {
    /// The file.
    pub path: PathBuf,
    /// Its text.
    source: Arc<str>,
    /// The release whose specs are checked where none is named; `None` in a repository without releases.
    pub current_release: Option<String>,
    base: Settings,
    /// What differs for releases, by name or pattern, in the order of the file.
    releases: Vec<(ReleasePattern, Override)>,
    /// What differs for groups, by name.
    groups: BTreeMap<String, Override>,
    /// What differs for specs with certain metadata, in the order of the file.
    whens: Vec<When>,
}

/// What differs for specs with certain metadata.
#[derive(Debug, Clone)]
pub struct When {
    /// The name of its table.
    pub name: String,
    /// By key, regular expressions of which one has to match a whole value of it.
    pub metadata: BTreeMap<String, Vec<ValuePattern>>,
    /// Whether such specs are checked; `None`: another table says it.
    pub check: Option<bool>,
    over: Override,
}

/// What holds for a set of specs.
#[derive(Debug, Clone)]
pub struct Settings {
    /// Whether a check of all releases includes it.
    pub check: bool,
    pub layout: Layout,
    pub sections: SectionDemands,
    pub rules: RuleTable,
}

/// What differs for a release or a group.
#[derive(Debug, Clone)]
struct Override {
    check: Option<bool>,
    layout: LayoutOverride,
    sections: SectionDemands,
    rules: RuleTable,
}

impl When {
    /// What the metadata have by which the table applies, by key; `None` where it does not.
    pub fn reasons(&self, metadata: &Metadata) -> Option<Vec<(String, String)>> {
        let reason = |(key, patterns): (&String, &Vec<ValuePattern>)| {
            let values = metadata.all(key).into_iter().flat_map(|field| &field.values);
            let value = values.into_iter().find(|value| patterns.iter().any(|pattern| pattern.matches(&value.text)))?;
            Some((key.clone(), value.text.clone()))
        };
        self.metadata.iter().map(reason).collect()
    }

    /// What holds for the specs of a set to which it applies, where `base` holds for the others.
    pub fn over(&self, base: &Settings) -> Settings {
        self.over.over(base)
    }
}

/// The name of a release, or a glob pattern of names.
#[derive(Debug, Clone)]
struct ReleasePattern {
    name: String,
    glob: Option<Glob>,
}

impl Config {
    /// Reads the text of a `release.toml` at a path.
    ///
    /// # Errors
    /// Where it is no TOML, has unknown keys, values of a wrong type or paths that lead out of the repository: the
    /// error points at the place.
    pub fn parse(path: &Path, text: &str) -> Result<Self, Error> {
        Self::read(path, text).map_err(|error| error.at(path))
    }

    fn read(path: &Path, text: &str) -> Result<Self, Error> {
        let file: ConfigFile = pattern::counted(|| toml::from_str(text)).map_err(|error| explain(text, &error))?;
        let tables = file.releases.0.keys().chain(file.groups.0.keys()).chain(file.when.0.keys());
        if let Some(name) = tables.skip(MAX_TABLES).max_by_key(|name| name.span().start) {
            return Err(Error::new(format!("more than {MAX_TABLES} tables for releases, groups and metadata"))
                .help("a glob pattern speaks of many releases: `[releases.\"20*\"]`")
                .place(text, name.span(), "the last one"));
        }
        let file_rules = file.rules.0.clone();
        let release_rules = file.releases.0.values().map(|table| &table.0.rules.0);
        let group_rules = file.groups.0.values().map(|table| &table.0.rules.0);
        let when_rules = file.when.0.values().map(|table| &table.0.rules.0);
        let all_rules =
            release_rules.chain(group_rules).chain(when_rules).fold(file_rules.clone(), |all, rules| rules.over(&all));
        let over = |check, layout: Table<LayoutTable>, sections, rules: Table<RuleTable>| {
            let refuse = |refusal: Refusal| {
                Error::new(refusal.message).help(refusal.help).place(text, refusal.span, refusal.label)
            };
            let layout = layout.0.check().map_err(refuse)?;
            if let Some(rule) = rules.0.over(&file_rules).idle(&all_rules) {
                return Err(Error::new(format!("`{}` is on, and there is nothing that it looks for", rule.name()))
                    .help(format!("give it options (`speclint rules {}` tells which), or turn it off", rule.name()))
                    .place(text, place_of(text, 0..text.len(), rule.name()), "no options"));
            }
            Ok(Override { check, layout, sections: demands(text, sections)?, rules: rules.0 })
        };
        let base = Settings {
            check: true,
            layout: Layout::default(),
            sections: SectionDemands::default(),
            rules: RuleTable::default(),
        };
        let base = over(None, file.layout, file.sections, file.rules)?.over(&base);
        let mut tables: Vec<_> = file.releases.0.into_iter().collect();
        tables.sort_by_key(|(name, _)| name.span().start);
        let mut releases = Vec::new();
        for (name, Table(table)) in tables {
            check_name(text, &name, "release")?;
            let pattern = ReleasePattern::new(name.get_ref()).map_err(|error| {
                Error::new(format!("invalid glob pattern `{}`: {error}", name.get_ref())).place(
                    text,
                    name.span(),
                    "here",
                )
            })?;
            releases.push((pattern, over(table.check, table.layout, table.sections, table.rules)?));
        }
        let mut groups = BTreeMap::new();
        for (name, Table(table)) in file.groups.0 {
            check_name(text, &name, "group")?;
            let group = over(None, table.layout, table.sections, table.rules)?;
            if group.layout.specs.is_none() {
                return Err(Error::new(format!("group `{}` does not say where its specs are", name.get_ref()))
                    .help("give it a `layout.specs`")
                    .place(text, name.span(), "this group"));
            }
            groups.insert(name.into_inner(), group);
        }
        let mut tables: Vec<_> = file.when.0.into_iter().collect();
        tables.sort_by_key(|(name, _)| name.span().start);
        let mut whens = Vec::new();
        for (name, Table(table)) in tables {
            check_condition(text, &name, &table)?;
            whens.push(When {
                metadata: table.metadata.0,
                check: table.check,
                over: over(None, Table(table.layout.0.into()), table.sections, table.rules)?,
                name: name.into_inner(),
            });
        }
        let config = Config {
            path: path.to_owned(),
            source: text.into(),
            current_release: file.current_release.as_ref().map(|name| name.get_ref().clone()),
            base,
            releases,
            groups,
            whens,
        };
        let has_releases = |group: &Option<String>| config.has_releases(group.as_deref());
        match file.current_release {
            Some(name) => {
                check_name(text, &name, "release")?;
                if !config.settings(&SpecSet::release(name.get_ref())).check {
                    let tables = config.tables(&SpecSet::release(name.get_ref())).join(" or ");
                    return Err(Error::new("the current release is left out of the check")
                        .help(format!("remove the `check = false` of {tables}"))
                        .place(text, name.span(), "this release"));
                }
            }
            None if config.group_names().any(|group| has_releases(&group)) => {
                return Err(Error::new("`current_release` is missing")
                    .help(
                        "write, above the first table:\n\n    current_release = \"NAME\"\n\nor, if the repository has \
                         no releases, leave `{release}` out of `layout.specs`",
                    )
                    .place(text, 0..0, "not in this file"));
            }
            None => {}
        }
        Ok(config)
    }

    /// What holds for a set of specs: what the file says of all, of its release and of its group, a later one over
    /// an earlier one.
    pub fn settings(&self, set: &SpecSet) -> Settings {
        let mut settings = self.base.clone();
        if let Some(release) = &set.release {
            settings = self.tables_of(release).fold(settings, |settings, (_, over)| over.over(&settings));
        }
        match set.group.as_ref().and_then(|group| self.groups.get(group)) {
            Some(over) => over.over(&settings),
            None => settings,
        }
    }

    /// What differs for specs with certain metadata, in the order of the file.
    pub fn whens(&self) -> &[When] {
        &self.whens
    }

    /// Which files of the repository are documents, but for what single releases and groups say.
    pub fn formats(&self) -> Formats {
        self.base.layout.formats.clone()
    }

    /// The tables of the file that say something of a set of specs, in the order in which they are laid over each
    /// other; those that speak of all specs are not among them.
    pub fn tables(&self, set: &SpecSet) -> Vec<String> {
        let mut tables = Vec::new();
        if let Some(release) = &set.release {
            let names = self.tables_of(release).map(|(name, _)| format!("[releases.{:?}]", name.name));
            tables.extend(names);
        }
        let group = set.group.iter().filter(|group| self.groups.contains_key(*group));
        tables.extend(group.map(|group| format!("[groups.{group:?}]")));
        tables
    }

    /// The names and patterns of the tables of releases, and whether each is a pattern.
    pub(crate) fn release_tables(&self) -> impl Iterator<Item = (&str, bool)> {
        self.releases.iter().map(|(name, _)| (name.name.as_str(), name.glob.is_some()))
    }

    /// Whether a table of releases speaks of a release.
    pub(crate) fn table_speaks_of(&self, table: &str, release: &str) -> bool {
        self.releases.iter().any(|(name, _)| name.name == table && name.matches(release))
    }

    /// An error at the place of a word of the file.
    pub(crate) fn at_word(&self, error: Error, word: &str, label: &str) -> Error {
        let quoted = ['"', '\''].iter().find_map(|quote| {
            let at = self.source.find(&format!("{quote}{word}{quote}"))? + 1;
            Some(at..at + word.len())
        });
        let find = |word: &str| self.source.find(word).map(|at| at..at + word.len());
        // An alternative in braces is not written out.
        let range = quoted.or_else(|| find(word)).or_else(|| find("specs")).unwrap_or(0..0);
        error.place(&self.source, range, label).at(&self.path)
    }

    /// What differs for a release: what patterns say, and then the table of that very name.
    fn tables_of(&self, release: &str) -> impl Iterator<Item = &(ReleasePattern, Override)> {
        let tables = |exact| self.releases.iter().filter(move |(name, _)| (name.name == *release) == exact);
        tables(false).chain(tables(true)).filter(move |(name, _)| name.matches(release))
    }

    /// The JSON Schema of the file.
    #[cfg(feature = "cli")]
    pub fn schema() -> serde_json::Value {
        schema::schema()
    }

    /// The groups of specs; `None` is what is in no group.
    pub fn group_names(&self) -> impl Iterator<Item = Option<String>> {
        std::iter::once(None).chain(self.groups.keys().cloned().map(Some))
    }

    /// Whether the specs of a group are those of releases.
    pub fn has_releases(&self, group: Option<&str>) -> bool {
        self.settings(&SpecSet { release: None, group: group.map(str::to_owned) }).layout.has_releases()
    }

    /// The layouts of releases whose names are known by a pattern only; a name that they find counts if it matches.
    pub(crate) fn layouts_by_pattern(&self) -> impl Iterator<Item = (impl Fn(&str) -> bool, Layout)> {
        let patterns = self.releases.iter().filter(|(name, _)| name.glob.is_some());
        patterns.map(|(name, over)| (|release: &str| name.matches(release), over.over(&self.base).layout))
    }

    /// The releases that have a table of their own.
    pub fn configured_releases(&self) -> impl Iterator<Item = &str> {
        self.releases.iter().filter(|(name, _)| name.glob.is_none()).map(|(name, _)| name.name.as_str())
    }
}

impl Override {
    fn over(&self, base: &Settings) -> Settings {
        Settings {
            check: self.check.unwrap_or(base.check),
            layout: self.layout.over(&base.layout),
            sections: self.sections.over(&base.sections),
            rules: self.rules.over(&base.rules),
        }
    }
}

impl ReleasePattern {
    fn new(name: &str) -> Result<Self, String> {
        let glob = path_template::is_glob(name).then(|| Glob::new(name)).transpose()?;
        Ok(ReleasePattern { name: name.to_owned(), glob })
    }

    fn matches(&self, release: &str) -> bool {
        self.name == release || self.glob.as_ref().is_some_and(|glob| glob.is_match(release))
    }
}

fn demands(text: &str, table: Option<Spanned<Table<SectionTable>>>) -> Result<SectionDemands, Error> {
    let Some(table) = table else { return Ok(SectionDemands::default()) };
    let span = table.span();
    table
        .into_inner()
        .0
        .demands()
        .map_err(|message| Error::new(message).help("keep one of the two").place(text, span, "in this table"))
}

/// Checks that the table of a condition has one, and does not say where the metadata are that it is about.
fn check_condition(text: &str, name: &Spanned<String>, table: &WhenTable) -> Result<(), Error> {
    let (message, help) = if table.metadata.0.is_empty() || table.metadata.0.values().any(Vec::is_empty) {
        (
            format!("`[when.{}]` never applies", name.get_ref()),
            "say of which metadata it speaks: `metadata = { status = [\"Moved\"] }`",
        )
    } else if table.rules.0.metadata.0.file.is_some() {
        (
            format!("`[when.{}]` says where the metadata are on which it depends", name.get_ref()),
            "move `file` to `[rules.metadata]`",
        )
    } else {
        return Ok(());
    };
    Err(Error::new(message).help(help).place(text, name.span(), "this table"))
}

/// A release's name stands in paths.
///
/// # Errors
/// Where it cannot be a directory's name.
pub(crate) fn check_release_name(name: &str) -> Result<(), Error> {
    check_directory_name(name, "release")
}

fn check_directory_name(name: &str, what: &str) -> Result<(), Error> {
    let problem = if name.trim().is_empty() {
        "is empty"
    } else if name.contains(['/', '\\']) || name == "." || name == ".." {
        "is no directory's name"
    } else if name.contains(|c: char| c.is_control()) {
        "holds a control character"
    } else {
        return Ok(());
    };
    let help = match what {
        "release" => "a release is named like its directory, for instance `liberty`, `2026.2` or `v1.33`",
        _ => "a name is a word, for instance `backlog`",
    };
    Err(Error::new(format!("the name of a {what} {problem}")).help(help))
}

fn check_name(text: &str, name: &Spanned<String>, what: &str) -> Result<(), Error> {
    check_directory_name(name.get_ref(), what).map_err(|error| error.place(text, name.span(), "this name"))
}

/// A TOML or type error, with the nearest valid name where a name is unknown.
fn explain(text: &str, error: &toml::de::Error) -> Error {
    let message = in_words_of_toml(error.message());
    let span = error.span().unwrap_or(0..0);
    if let Some(field) = message.strip_prefix("missing field `").and_then(|rest| rest.strip_suffix('`')) {
        return Error::new(format!("`{field}` is missing"))
            .help(format!("write it into this table: `{field} = …`"))
            .place(text, span.start..span.start, "in this table");
    }
    // serde words it so: unknown field `x`, expected one of `a`, `b`
    let mut quoted = message.split('`').skip(1).step_by(2);
    let what = match message.split(' ').next() {
        Some("unknown") if message.starts_with("unknown field") => "key",
        Some("unknown") if message.starts_with("unknown variant") => "value",
        // The place of a pattern in a list is that of the list.
        Some("invalid") if message.starts_with("invalid regular") || message.starts_with("invalid glob") => {
            let pattern = quoted.next().unwrap_or_default();
            let in_quotes = |quote: char| place_of(text, span.clone(), &format!("{quote}{pattern}{quote}"));
            let span = ['"', '\''].map(in_quotes).into_iter().min_by_key(Range::len).unwrap_or(span);
            return Error::new(message).place(text, span, "here");
        }
        _ => {
            let number = text.get(span.clone()).filter(|value| value.starts_with(|c: char| c.is_ascii_digit()));
            let error = Error::new(&*message).place(text, span, "here");
            return match number.filter(|_| message.ends_with("expected a string")) {
                Some(number) => error.help(format!("write it in quotes: `\"{number}\"`")),
                None => error,
            };
        }
    };
    let word = quoted.next().unwrap_or_default();
    let known: Vec<&str> = quoted.collect();
    let help = match nearest(word, known.iter().copied()) {
        Some(near) => format!("did you mean `{near}`?"),
        None if in_release_header(text, &span) => {
            "a release's name with a dot in it is quoted: `[releases.\"2026.2\"]`".to_owned()
        }
        None => format!("valid here: {}", list(known.iter().copied())),
    };
    let span = place_of(text, span, word);
    Error::new(format!("unknown {what} `{word}`")).help(help).place(text, span, format!("no such {what}"))
}

/// serde's words for types are those of Rust.
fn in_words_of_toml(message: &str) -> String {
    let in_toml = |words: &str| {
        let mut words = words.to_owned();
        for (rust, toml) in [
            ("struct LayoutTable", "a table"),
            ("struct ReleaseTable", "a table"),
            ("struct RuleTable", "a table"),
            ("struct SectionTable", "a table"),
            ("struct GroupTable", "a table"),
            ("struct WhenTable", "a table"),
            ("struct WhenLayout", "a table"),
            ("struct KeyDemands", "a table"),
            ("usize", "a whole number from 0"),
            ("a sequence", "a list"),
            ("sequence", "list"),
            ("a map", "a table"),
            ("map", "table"),
        ] {
            words = words.replace(rust, toml);
        }
        words
    };
    // What stands between backquotes is the user's.
    let message = message.trim_end().replace('\n', ": ");
    let parts = message.split('`').enumerate();
    let parts = parts.map(|(at, part)| if at % 2 == 0 { in_toml(part) } else { part.to_owned() });
    parts.collect::<Vec<_>>().join("`")
}

/// Whether the place is the header of a release's table, whose name TOML took for two keys.
fn in_release_header(text: &str, span: &Range<usize>) -> bool {
    let line = text[..span.start].rfind('\n').map_or(0, |at| at + 1);
    text[line..].trim_start().starts_with("[releases.")
}

/// The place of a word: serde knows some only by the table or list that holds them.
fn place_of(text: &str, span: Range<usize>, word: &str) -> Range<usize> {
    match text.get(span.clone()).and_then(|inside| inside.find(word)) {
        Some(at) => span.start + at..span.start + at + word.len(),
        None => span,
    }
}
