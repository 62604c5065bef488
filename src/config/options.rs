//! The options of the rules.

use std::collections::BTreeMap;

use serde::de::{self, Deserializer};
use serde::{Deserialize, Serialize, Serializer};

use super::patterns::{PathPattern, Pattern, ValuePattern};
use super::rules::Level;
use super::sections::SectionPath;

/// The options of a rule, of which one table may lie over another.
pub(super) trait Options: Default {
    fn with_level(level: Level) -> Self;
    fn over(&self, base: &Self) -> Self;
    fn level(&self) -> Option<Level>;
    fn has_options(&self) -> bool;
}

/// Declares the options of a rule. Each is `None` where the table does not set it.
macro_rules! options {
    ($(#[$doc:meta])* $name:ident { $($(#[$field_doc:meta])* $field:ident: $type:ty),* $(,)? }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Default, Deserialize, Serialize)]
        #[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
        #[serde(deny_unknown_fields, rename_all = "kebab-case")]
        pub struct $name {
            /// The rule's level.
            #[serde(skip_serializing_if = "Option::is_none")]
            pub level: Option<Level>,
            $($(#[$field_doc])* #[serde(skip_serializing_if = "Option::is_none")] pub $field: Option<$type>,)*
        }

        impl Options for $name {
            fn with_level(level: Level) -> Self {
                $name { level: Some(level), $($field: None,)* }
            }

            fn over(&self, base: &Self) -> Self {
                $name {
                    level: self.level.or(base.level),
                    $($field: self.$field.clone().or_else(|| base.$field.clone()),)*
                }
            }

            fn level(&self) -> Option<Level> {
                self.level
            }

            fn has_options(&self) -> bool {
                false $(|| self.$field.is_some())*
            }
        }
    };
}

options! {
    /// For the rules that have a level and nothing else.
    LevelOnly {}
}

options! {
    /// Options of `template-text`.
    TemplateText {
        /// Paragraphs of fewer words are not compared (6).
        min_words: usize,
    }
}

options! {
    /// Options of `line-length`.
    LineLength {
        /// Longest line that is no finding, in characters (79).
        max: usize,
        /// Kinds of lines that may be longer (none).
        exempt: Vec<Exemption>,
        /// Lines in which one of these is found may be longer (none).
        exempt_patterns: Vec<Pattern>,
    }
}

impl LineLength {
    /// Longest line that is no finding, in characters.
    pub fn limit(&self) -> usize {
        self.max.unwrap_or(79)
    }
}

options! {
    /// Options of `file-extension`.
    FileExtension {
        /// Extensions that specs may have (both).
        allowed: Vec<Extension>,
    }
}

options! {
    /// Options of `unexpected-file`.
    UnexpectedFile {
        /// Patterns of files that may stand among the specs (images and diagrams).
        allowed: Vec<PathPattern>,
    }
}

options! {
    /// Options of `required-text`.
    RequiredTexts {
        /// What specs have to hold (nothing).
        texts: Vec<RequiredText>,
    }
}

options! {
    /// Options of `file-name`.
    FileName {
        /// What the names of specs match; one with a `/` is matched against the path below the specs directory.
        pattern: Pattern,
    }
}

options! {
    /// Options of `front-matter`.
    FrontMatter {
        /// Keys that have to be there (none).
        required: Vec<String>,
        /// By key, regular expressions of which one matches the whole value (any value).
        values: BTreeMap<String, Vec<ValuePattern>>,
    }
}

/// A text that specs have to hold.
#[derive(Debug, Clone, Deserialize, Serialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct RequiredText {
    /// How messages call it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// What is looked for. A group `file_name` has to be the spec's file name without its extension.
    pub pattern: Pattern,
    /// Where it is looked for.
    #[serde(default, rename = "in")]
    pub region: TextRegion,
    /// How often it has to be there (once).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub min: Option<usize>,
    /// How often it may be there (any number of times).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max: Option<usize>,
    /// Specs in which this is found need not hold the text.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unless: Option<Pattern>,
}

/// A part of a document.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum TextRegion {
    /// `document`: all of it.
    #[default]
    Document,
    /// `preamble`: what stands before the first heading.
    Preamble,
    /// `head`: what stands before the first section, the title included.
    Head,
    /// The section at this path, with its subsections.
    Section(SectionPath),
}

impl<'de> Deserialize<'de> for TextRegion {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Ok(match text.as_str() {
            "document" => TextRegion::Document,
            "preamble" => TextRegion::Preamble,
            "head" => TextRegion::Head,
            _ => TextRegion::Section(SectionPath::deserialize(de::value::StrDeserializer::new(&text))?),
        })
    }
}

impl Serialize for TextRegion {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            TextRegion::Document => serializer.serialize_str("document"),
            TextRegion::Preamble => serializer.serialize_str("preamble"),
            TextRegion::Head => serializer.serialize_str("head"),
            TextRegion::Section(path) => serializer.collect_str(path),
        }
    }
}

/// The extension of a file, without its dot.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Extension(pub String);

impl<'de> Deserialize<'de> for Extension {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        let extension = text.strip_prefix('.').unwrap_or(&text);
        if extension.is_empty() || extension.contains(['.', '/', '\\']) {
            return Err(de::Error::custom(format!("`{text}` is no extension of files, such as `txt`")));
        }
        Ok(Extension(extension.to_owned()))
    }
}

/// A kind of line that `line-length` may pass over.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Exemption {
    /// The line holds `://`.
    Urls,
    /// The line has no white space but its indentation.
    NoSpaces,
    /// The line stands in a literal or code block.
    LiteralBlocks,
    /// The line stands in a table.
    Tables,
    /// The line holds more than one `/`.
    Paths,
}
