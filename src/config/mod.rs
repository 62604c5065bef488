//! `release.toml` → [`Config`].

mod layout;
mod rules;

use std::collections::BTreeMap;
use std::fmt;
use std::marker::PhantomData;
use std::ops::Range;
use std::path::{Path, PathBuf};

use serde::de::value::MapAccessDeserializer;
use serde::de::{MapAccess, Visitor};
use serde::{Deserialize, Deserializer};
use toml::Spanned;

pub use self::layout::{Layout, PathTemplate};
pub use self::rules::{
    Exemption, Extension, FileExtension, Level, LevelOnly, LineLength, PathPattern, Pattern, Rule, RuleTable, Setting,
    TemplateText, UnexpectedFile,
};

use self::layout::LayoutTable;
use crate::error::Error;
use crate::nearest::{list, nearest};

/// The name of the configuration file at the root of a specs repository.
pub const FILE_NAME: &str = "release.toml";

/// What a `release.toml` says.
#[derive(Debug, Clone)]
pub struct Config {
    /// The file.
    pub path: PathBuf,
    /// The release whose specs are checked where none is named.
    pub current_release: String,
    layout: Layout,
    rules: RuleTable,
    releases: BTreeMap<String, Release>,
}

/// What differs for one release.
#[derive(Debug, Clone)]
struct Release {
    check: bool,
    layout: Layout,
    rules: RuleTable,
}

/// The file as it is written.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ConfigFile {
    current_release: Spanned<String>,
    #[serde(default)]
    layout: Table<LayoutTable>,
    #[serde(default)]
    rules: Table<RuleTable>,
    #[serde(default)]
    releases: Table<BTreeMap<Spanned<String>, Table<ReleaseTable>>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ReleaseTable {
    #[serde(default = "yes")]
    check: bool,
    #[serde(default)]
    layout: Table<LayoutTable>,
    #[serde(default)]
    rules: Table<RuleTable>,
}

/// A table. serde on its own would take a list for the values of a struct's fields.
#[derive(Debug, Default)]
struct Table<T>(T);

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Table<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Only<T>(PhantomData<T>);

        impl<'de, T: Deserialize<'de>> Visitor<'de> for Only<T> {
            type Value = T;

            fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
                f.write_str("a table")
            }

            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<T, A::Error> {
                T::deserialize(MapAccessDeserializer::new(map))
            }
        }

        deserializer.deserialize_map(Only(PhantomData)).map(Table)
    }
}

fn yes() -> bool {
    true
}

impl Config {
    /// Finds the `release.toml` of the nearest directory, from `start` upwards.
    ///
    /// # Errors
    /// Where no directory has one.
    pub fn find(start: &Path) -> Result<PathBuf, Error> {
        start
            .ancestors()
            .map(|directory| directory.join(FILE_NAME))
            .find(|path| path.symlink_metadata().is_ok())
            .ok_or_else(|| {
                Error::new(format!("no `{FILE_NAME}` in `{}` or in any directory above it", start.display())).help(
                    format!(
                        "a specs repository has a `{FILE_NAME}` at its root; the least that it says is:\n\n    \
                 current_release = \"NAME\"\n\nor name one with `--config FILE`"
                    ),
                )
            })
    }

    /// Reads a `release.toml`.
    ///
    /// # Errors
    /// Where the file cannot be read, is no TOML, has unknown keys, values of a wrong type or paths that lead out
    /// of the repository: the error points at the place.
    pub fn load(path: &Path) -> Result<Self, Error> {
        let bytes = std::fs::read(path).map_err(|error| Error::io(path, "read the configuration", &error))?;
        let text = String::from_utf8(bytes).map_err(|error| Error::not_utf8(path, &error))?;
        Self::parse(path, &text).map_err(|error| error.at(path))
    }

    fn parse(path: &Path, text: &str) -> Result<Self, Error> {
        let file: ConfigFile = toml::from_str(text).map_err(|error| explain(text, &error))?;
        let refuse = |problem: layout::Refusal| {
            Error::new(problem.message).help(problem.help).place(text, problem.span, problem.label)
        };
        let layout = file.layout.0.over(&Layout::default()).map_err(refuse)?;
        let mut releases = BTreeMap::new();
        for (name, Table(table)) in file.releases.0 {
            check_name(text, &name)?;
            let release = Release {
                check: table.check,
                layout: table.layout.0.over(&layout).map_err(refuse)?,
                rules: table.rules.0.over(&file.rules.0),
            };
            releases.insert(name.into_inner(), release);
        }
        check_name(text, &file.current_release)?;
        if releases.get(file.current_release.get_ref()).is_some_and(|release: &Release| !release.check) {
            return Err(Error::new("the current release is left out of the check by its own table")
                .help("remove its `check = false`")
                .place(text, file.current_release.span(), "this release"));
        }
        Ok(Config {
            path: path.to_owned(),
            current_release: file.current_release.into_inner(),
            layout,
            rules: file.rules.0,
            releases,
        })
    }

    /// Where the files of releases are that say nothing else.
    pub fn default_layout(&self) -> &Layout {
        &self.layout
    }

    /// Where a release's files are.
    pub fn layout(&self, release: &str) -> &Layout {
        self.releases.get(release).map_or(&self.layout, |release| &release.layout)
    }

    /// The rules that hold for a release.
    pub fn rules(&self, release: &str) -> &RuleTable {
        self.releases.get(release).map_or(&self.rules, |release| &release.rules)
    }

    /// Whether a release is among all releases (`releases.NAME.check`).
    pub fn is_checked(&self, release: &str) -> bool {
        self.releases.get(release).is_none_or(|release| release.check)
    }

    /// The releases that have a table of their own.
    pub fn configured_releases(&self) -> impl Iterator<Item = &str> {
        self.releases.keys().map(String::as_str)
    }
}

/// A release's name stands in paths.
///
/// # Errors
/// Where it cannot be a directory's name.
pub fn check_release_name(name: &str) -> Result<(), Error> {
    let problem = if name.trim().is_empty() {
        "is empty"
    } else if name.contains(['/', '\\']) || name == "." || name == ".." {
        "is no directory's name"
    } else if name.contains(|c: char| c.is_control()) {
        "holds a control character"
    } else {
        return Ok(());
    };
    Err(Error::new(format!("the name of a release {problem}"))
        .help("a release is named like its directory, for instance `liberty`, `2026.2` or `v1.33`"))
}

fn check_name(text: &str, name: &Spanned<String>) -> Result<(), Error> {
    check_release_name(name.get_ref()).map_err(|error| error.place(text, name.span(), "this name"))
}

/// A TOML or type error, with the nearest valid name where a name is unknown.
fn explain(text: &str, error: &toml::de::Error) -> Error {
    let message = in_words_of_toml(error.message());
    let span = error.span().unwrap_or(0..0);
    if let Some(field) = message.strip_prefix("missing field `").and_then(|rest| rest.strip_suffix('`')) {
        return Error::new(format!("`{field}` is missing"))
            .help(format!("write, above the first table:\n\n    {field} = \"NAME\""))
            .place(text, span.start..span.start, "not in this file");
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
