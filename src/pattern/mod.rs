//! Regular expressions and glob patterns: constant ones, and values of a configuration.

mod glob;

use std::cell::Cell;

use regex::{Regex, RegexBuilder};
use serde::de::{self, Deserialize, Deserializer};
use serde::{Serialize, Serializer};

pub(crate) use self::glob::Glob;

/// A regular expression that is written in the code.
///
/// # Panics
/// Where it is none: at the first use, in the first test that comes by.
pub(crate) fn constant(pattern: &str) -> Regex {
    Regex::new(pattern).expect("a constant pattern is a regular expression")
}

/// A regular expression of a configuration, in which `^` and `$` match at the ends of lines too.
#[derive(Debug, Clone)]
pub struct Pattern(pub Regex);

impl<'de> Deserialize<'de> for Pattern {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        one_more()?;
        RegexBuilder::new(&text)
            .multi_line(true)
            .crlf(true)
            .size_limit(MAX_SIZE)
            .build()
            .map(Pattern)
            .map_err(|error| invalid(&text, &error))
    }
}

impl Serialize for Pattern {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.0.as_str())
    }
}

/// A regular expression of a configuration that matches a value as a whole.
#[derive(Debug, Clone)]
pub struct ValuePattern {
    /// As it is written.
    pub text: String,
    whole: Regex,
}

impl ValuePattern {
    /// The expression.
    pub fn regex(&self) -> &Regex {
        &self.whole
    }

    /// What its groups match, if it matches all of a value.
    pub fn captures<'v>(&self, value: &'v str) -> Option<regex::Captures<'v>> {
        self.whole.captures(value)
    }

    /// Whether it matches all of a value.
    pub fn matches(&self, value: &str) -> bool {
        self.whole.is_match(value)
    }
}

impl<'de> Deserialize<'de> for ValuePattern {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        // First as it is written: a pattern such as `a)(b` is whole only between the brackets that are added here.
        one_more()?;
        let regex = |text: &str| RegexBuilder::new(text).size_limit(MAX_SIZE).build();
        let whole = regex(&text).and_then(|_| regex(&format!("^(?:{text})$")));
        match whole {
            Ok(whole) => Ok(ValuePattern { text, whole }),
            Err(error) => Err(invalid(&text, &error)),
        }
    }
}

impl Serialize for ValuePattern {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.text)
    }
}

/// The memory that one regular expression may take, in bytes.
const MAX_SIZE: usize = 2 << 20;

/// So many of them a file may have.
const MAX_PATTERNS: usize = 500;

thread_local! {
    /// How many of them the file that is read has until now. serde hands nothing through to where they are read.
    static PATTERNS: Cell<usize> = const { Cell::new(0) };
}

/// Reads a file, in which regular expressions are counted.
pub(crate) fn counted<T>(read: impl FnOnce() -> T) -> T {
    PATTERNS.set(0);
    read()
}

fn one_more<E: de::Error>() -> Result<(), E> {
    let count = PATTERNS.get() + 1;
    PATTERNS.set(count);
    match count > MAX_PATTERNS {
        true => Err(E::custom(format!("more than {MAX_PATTERNS} regular expressions"))),
        false => Ok(()),
    }
}

fn invalid<E: de::Error>(text: &str, error: &regex::Error) -> E {
    let reason = error.to_string();
    let reason = reason.lines().last().unwrap_or_default().trim_start_matches("error: ");
    E::custom(format!("invalid regular expression `{text}`: {reason}"))
}

/// A glob pattern of a configuration. One without a `/` is matched against the file's name, at any depth; one with
/// a `/` against the whole path, in which `*` stops at a `/` and `**` does not.
#[derive(Debug, Clone)]
pub struct PathPattern {
    glob: Glob,
    whole_path: bool,
}

impl PathPattern {
    /// Parses a pattern.
    pub(crate) fn new(text: &str) -> Result<Self, String> {
        Ok(PathPattern { glob: Glob::new(text)?, whole_path: text.contains('/') })
    }

    /// Whether it matches a path relative to the specs directory.
    pub fn matches(&self, path: &std::path::Path) -> bool {
        let name = path.file_name().unwrap_or(path.as_os_str());
        self.glob.is_match(if self.whole_path { path.as_os_str() } else { name })
    }
}

impl<'de> Deserialize<'de> for PathPattern {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        PathPattern::new(&text).map_err(|error| de::Error::custom(format!("invalid glob pattern `{text}`: {error}")))
    }
}

impl Serialize for PathPattern {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.glob.text)
    }
}
