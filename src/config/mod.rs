//! `release.toml` → [`Config`].

mod layout;
mod rules;

use std::collections::BTreeMap;
use std::ops::Range;
use std::path::{Path, PathBuf};

use serde::Deserialize;
use toml::Spanned;

pub use self::layout::{Layout, PathTemplate};
pub use self::rules::{
    Exemption, FileExtension, Level, LevelOnly, LineLength, PathPattern, Pattern, Rule, RuleTable, Setting,
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
    layout: LayoutTable,
    #[serde(default)]
    rules: RuleTable,
    #[serde(default)]
    releases: BTreeMap<Spanned<String>, ReleaseTable>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ReleaseTable {
    #[serde(default = "yes")]
    check: bool,
    #[serde(default)]
    layout: LayoutTable,
    #[serde(default)]
    rules: RuleTable,
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
        start.ancestors().map(|directory| directory.join(FILE_NAME)).find(|path| path.exists()).ok_or_else(|| {
            Error::new(format!("no `{FILE_NAME}` in `{}` or in any directory above it", start.display())).help(format!(
                "a specs repository has a `{FILE_NAME}` at its root; the least that it says is:\n\n    \
                 current_release = \"NAME\"\n\nor name one with `--config FILE`"
            ))
        })
    }

    /// Reads a `release.toml`.
    ///
    /// # Errors
    /// Where the file cannot be read, is no TOML, has unknown keys, values of a wrong type or paths that lead out
    /// of the repository: the error points at the place.
    pub fn load(path: &Path) -> Result<Self, Error> {
        let bytes = std::fs::read(path).map_err(|error| Error::io(path, "read the configuration", &error))?;
        let text = String::from_utf8(bytes).map_err(|error| {
            let at = error.utf8_error().valid_up_to();
            Error::new(format!("not UTF-8: the byte at offset {at} begins no character")).at(path)
        })?;
        Self::parse(path, &text).map_err(|error| error.at(path))
    }

    fn parse(path: &Path, text: &str) -> Result<Self, Error> {
        let file: ConfigFile = toml::from_str(text).map_err(|error| explain(text, &error))?;
        let refuse = |problem: layout::Refusal| {
            Error::new(problem.message).help(problem.help).place(text, problem.span, problem.label)
        };
        let layout = file.layout.over(&Layout::default()).map_err(refuse)?;
        let mut releases = BTreeMap::new();
        for (name, table) in file.releases {
            check_name(text, &name)?;
            let release = Release {
                check: table.check,
                layout: table.layout.over(&layout).map_err(refuse)?,
                rules: table.rules.over(&file.rules),
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
            rules: file.rules,
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
fn check_name(text: &str, name: &Spanned<String>) -> Result<(), Error> {
    let value = name.get_ref();
    let problem = if value.trim().is_empty() {
        "is empty"
    } else if value.contains(['/', '\\']) || value == "." || value == ".." {
        "is no directory's name"
    } else if value.contains(|c: char| c.is_control()) {
        "holds a control character"
    } else {
        return Ok(());
    };
    Err(Error::new(format!("the name of a release {problem}"))
        .help("a release is named like its directory, for instance `liberty`, `2026.2` or `v1.33`")
        .place(text, name.span(), "this name"))
}

/// A TOML or type error, with the nearest valid name where a name is unknown.
fn explain(text: &str, error: &toml::de::Error) -> Error {
    let message = error
        .message()
        .trim_end()
        .replace('\n', ": ")
        .replace("usize", "a whole number from 0")
        .replace("a sequence", "a list");
    let span = error.span().unwrap_or(0..0);
    if let Some(field) = message.strip_prefix("missing field `").and_then(|rest| rest.strip_suffix('`')) {
        return Error::new(format!("`{field}` is missing"))
            .help(format!("write, above the first table:\n\n    {field} = \"NAME\""))
            .place(text, span.start..span.start, "not in this file");
    }
    // serde words it so: unknown field `x`, expected one of `a`, `b`
    let mut quoted = message.split('`').skip(1).step_by(2);
    let unknown = ["unknown field", "unknown variant"].iter().any(|prefix| message.starts_with(prefix));
    match quoted.next().filter(|_| unknown) {
        Some(word) => {
            let known: Vec<&str> = quoted.collect();
            let what = if message.starts_with("unknown field") { "key" } else { "value" };
            let help = match nearest(word, known.iter().copied()) {
                None if in_dotted_release(text, &span) => {
                    "a release's name with a dot in it is quoted: `[releases.\"2026.2\"]`".to_owned()
                }
                Some(near) => format!("did you mean `{near}`?"),
                None => format!("valid here: {}", list(known.iter().copied())),
            };
            let span = key_at(text, span, word);
            Error::new(format!("unknown {what} `{word}`")).help(help).place(text, span, format!("no such {what}"))
        }
        None => Error::new(message).place(text, span, "here"),
    }
}

/// Whether the place is the header of a release's table, whose name TOML took for two keys.
fn in_dotted_release(text: &str, span: &Range<usize>) -> bool {
    let line = text[..span.start].rfind('\n').map_or(0, |at| at + 1);
    text[line..].trim_start().starts_with("[releases.")
}

/// The place of a key: serde knows some only by the table that holds them.
fn key_at(text: &str, span: Range<usize>, word: &str) -> Range<usize> {
    match text.get(span.clone()).and_then(|inside| inside.find(word)) {
        Some(at) => span.start + at..span.start + at + word.len(),
        None => span,
    }
}
