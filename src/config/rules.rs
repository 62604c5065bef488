//! The `[rules]` table: which rules there are, their levels and their options.

use std::collections::BTreeMap;
use std::fmt;
use std::marker::PhantomData;

use globset::{GlobBuilder, GlobMatcher};
use regex::{Regex, RegexBuilder};
use serde::de::{self, MapAccess, Visitor, value::MapAccessDeserializer};
use serde::{Deserialize, Deserializer};

use super::sections::SectionPath;

/// How much a rule's findings weigh.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Level {
    /// Not checked.
    Off,
    /// Reported; the check passes (unless warnings are denied).
    Warn,
    /// Reported; the check fails.
    Error,
}

impl Level {
    /// `error`, `warn` or `off`, as in `release.toml`.
    pub fn name(self) -> &'static str {
        match self {
            Level::Off => "off",
            Level::Warn => "warn",
            Level::Error => "error",
        }
    }
}

impl<'de> Deserialize<'de> for Level {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Name;

        impl Visitor<'_> for Name {
            type Value = Level;

            fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
                f.write_str("`\"error\"`, `\"warn\"` or `\"off\"`")
            }

            fn visit_str<E: de::Error>(self, name: &str) -> Result<Level, E> {
                let levels = [Level::Error, Level::Warn, Level::Off];
                let found = levels.into_iter().find(|level| level.name() == name);
                found.ok_or_else(|| E::unknown_variant(name, &["error", "warn", "off"]))
            }
        }

        deserializer.deserialize_any(Name)
    }
}

/// The options of a rule, of which one table may lie over another.
trait Options: Default {
    fn with_level(level: Level) -> Self;
    fn over(&self, base: &Self) -> Self;
    fn level(&self) -> Option<Level>;
    fn has_options(&self) -> bool;
}

/// Declares the options of a rule. Each is `None` where the table does not set it.
macro_rules! options {
    ($(#[$doc:meta])* $name:ident { $($(#[$field_doc:meta])* $field:ident: $type:ty),* $(,)? }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Default, Deserialize)]
        #[serde(deny_unknown_fields, rename_all = "kebab-case")]
        pub struct $name {
            /// The rule's level.
            pub level: Option<Level>,
            $($(#[$field_doc])* pub $field: Option<$type>,)*
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
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct RequiredText {
    /// How messages call it.
    pub name: Option<String>,
    /// What is looked for. A group `file_name` has to be the spec's file name without its extension.
    pub pattern: Pattern,
    /// Where it is looked for.
    #[serde(default, rename = "in")]
    pub region: TextRegion,
    /// How often it has to be there (once).
    pub min: Option<usize>,
    /// How often it may be there (any number of times).
    pub max: Option<usize>,
    /// Specs in which this is found need not hold the text.
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

/// The extension of a spec. No other file can be one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
pub enum Extension {
    #[serde(rename = "rst", alias = ".rst")]
    Rst,
    #[serde(rename = "md", alias = ".md")]
    Md,
}

impl Extension {
    /// Without the dot.
    pub fn name(self) -> &'static str {
        match self {
            Extension::Rst => "rst",
            Extension::Md => "md",
        }
    }
}

/// A kind of line that `line-length` may pass over.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
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

/// A regular expression of `release.toml`, in which `^` and `$` match at the ends of lines too.
#[derive(Debug, Clone)]
pub struct Pattern(pub Regex);

impl<'de> Deserialize<'de> for Pattern {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        RegexBuilder::new(&text).multi_line(true).build().map(Pattern).map_err(|error| invalid(&text, &error))
    }
}

/// A regular expression of `release.toml` that matches a value as a whole.
#[derive(Debug, Clone)]
pub struct ValuePattern {
    /// As it is written.
    pub text: String,
    whole: Regex,
}

impl ValuePattern {
    /// Whether it matches all of a value.
    pub fn matches(&self, value: &str) -> bool {
        self.whole.is_match(value)
    }
}

impl<'de> Deserialize<'de> for ValuePattern {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        // First as it is written: a pattern such as `a)(b` is whole only between the brackets that are added here.
        let whole = Regex::new(&text).and_then(|_| Regex::new(&format!("^(?:{text})$")));
        match whole {
            Ok(whole) => Ok(ValuePattern { text, whole }),
            Err(error) => Err(invalid(&text, &error)),
        }
    }
}

fn invalid<E: de::Error>(text: &str, error: &regex::Error) -> E {
    let reason = error.to_string();
    let reason = reason.lines().last().unwrap_or_default().trim_start_matches("error: ");
    E::custom(format!("invalid regular expression `{text}`: {reason}"))
}

/// A glob pattern of `release.toml`. One without a `/` is matched against the file's name, at any depth; one with
/// a `/` against the whole path, in which `*` stops at a `/` and `**` does not.
#[derive(Debug, Clone)]
pub struct PathPattern {
    matcher: GlobMatcher,
    whole_path: bool,
}

impl PathPattern {
    /// Parses a pattern.
    pub(crate) fn new(text: &str) -> Result<Self, globset::Error> {
        let glob = GlobBuilder::new(text).literal_separator(true).build()?;
        Ok(PathPattern { matcher: glob.compile_matcher(), whole_path: text.contains('/') })
    }

    /// Whether it matches a path relative to the specs directory.
    pub fn matches(&self, path: &std::path::Path) -> bool {
        let name = path.file_name().unwrap_or(path.as_os_str());
        self.matcher.is_match(if self.whole_path { path.as_os_str() } else { name })
    }
}

impl<'de> Deserialize<'de> for PathPattern {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        PathPattern::new(&text)
            .map_err(|error| de::Error::custom(format!("invalid glob pattern `{text}`: {}", error.kind())))
    }
}

/// A rule's entry in the table: a level, or a table of options.
#[derive(Debug, Clone, Default)]
pub struct Setting<O>(pub O);

impl<'de, O: Options + Deserialize<'de>> Deserialize<'de> for Setting<O> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct LevelOrTable<O>(PhantomData<O>);

        impl<'de, O: Options + Deserialize<'de>> Visitor<'de> for LevelOrTable<O> {
            type Value = O;

            fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
                f.write_str("`\"error\"`, `\"warn\"`, `\"off\"` or a table of options")
            }

            fn visit_str<E: de::Error>(self, level: &str) -> Result<O, E> {
                Level::deserialize(de::value::StrDeserializer::new(level)).map(O::with_level)
            }

            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<O, A::Error> {
                O::deserialize(MapAccessDeserializer::new(map))
            }
        }

        deserializer.deserialize_any(LevelOrTable(PhantomData)).map(Setting)
    }
}

/// Declares the rules: the enum, their names and levels, and the table of their settings.
macro_rules! rules {
    ($($variant:ident $field:ident $name:literal $level:ident $options:ty;)*) => {
        /// A named judgement. Each has a page, `docs/rules/NAME.md`.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Rule {
            $(#[doc = concat!("`", $name, "`")] $variant,)*
        }

        impl Rule {
            /// All rules, in the order in which they are listed.
            pub const ALL: &[Rule] = &[$(Rule::$variant),*];

            /// The kebab-case name.
            pub fn name(self) -> &'static str {
                match self {
                    $(Rule::$variant => $name,)*
                }
            }

            /// The level where `release.toml` says nothing.
            pub fn default_level(self) -> Level {
                match self {
                    $(Rule::$variant => Level::$level,)*
                }
            }

            /// The page that explains the rule, in Markdown.
            pub fn page(self) -> &'static str {
                match self {
                    $(Rule::$variant => include_str!(concat!("../../docs/rules/", $name, ".md")),)*
                }
            }
        }

        /// The settings of all rules.
        #[derive(Debug, Clone, Default, Deserialize)]
        #[serde(deny_unknown_fields, default)]
        pub struct RuleTable {
            $(#[doc = concat!("`", $name, "`")] #[serde(rename = $name)] pub $field: Setting<$options>,)*
        }

        impl RuleTable {
            /// This table where it says something, and `base` where it does not.
            pub(super) fn over(&self, base: &Self) -> Self {
                RuleTable { $($field: Setting(self.$field.0.over(&base.$field.0)),)* }
            }

            /// The level that holds for a rule. Options for a rule that is off by default turn it on.
            pub fn level(&self, rule: Rule) -> Level {
                let (level, has_options) = match rule {
                    $(Rule::$variant => (self.$field.0.level(), self.$field.0.has_options()),)*
                };
                level.unwrap_or(match rule.default_level() {
                    Level::Off if has_options => Level::Error,
                    default => default,
                })
            }
        }
    };
}

rules! {
    MissingSection missing_section "missing-section" Error LevelOnly;
    RenamedSection renamed_section "renamed-section" Error LevelOnly;
    MisplacedSection misplaced_section "misplaced-section" Error LevelOnly;
    MisorderedSection misordered_section "misordered-section" Error LevelOnly;
    DuplicateSection duplicate_section "duplicate-section" Error LevelOnly;
    ExtraSection extra_section "extra-section" Error LevelOnly;
    EmptySection empty_section "empty-section" Warn LevelOnly;
    TemplateText template_text "template-text" Warn TemplateText;
    HeadingAdornment heading_adornment "heading-adornment" Warn LevelOnly;
    LineLength line_length "line-length" Off LineLength;
    TrailingWhitespace trailing_whitespace "trailing-whitespace" Warn LevelOnly;
    CarriageReturn carriage_return "carriage-return" Warn LevelOnly;
    ZeroWidthCharacter zero_width_character "zero-width-character" Warn LevelOnly;
    RequiredText required_text "required-text" Off RequiredTexts;
    FrontMatter front_matter "front-matter" Off FrontMatter;
    Encoding encoding "encoding" Error LevelOnly;
    FileName file_name "file-name" Off FileName;
    FileExtension file_extension "file-extension" Error FileExtension;
    UnexpectedFile unexpected_file "unexpected-file" Warn UnexpectedFile;
    EmptyRelease empty_release "empty-release" Off LevelOnly;
    Suppression suppression "suppression" Warn LevelOnly;
}

impl RuleTable {
    /// A rule that is on, and that no option tells what to look for.
    pub(super) fn idle(&self) -> Option<Rule> {
        let has_options = |rule| match rule {
            Rule::RequiredText => self.required_text.0.texts.as_ref().is_some_and(|texts| !texts.is_empty()),
            Rule::FileName => self.file_name.0.pattern.is_some(),
            Rule::FrontMatter => {
                let options = &self.front_matter.0;
                options.required.as_ref().is_some_and(|keys| !keys.is_empty())
                    || options.values.as_ref().is_some_and(|values| !values.is_empty())
            }
            _ => true,
        };
        Rule::ALL.iter().copied().find(|&rule| self.level(rule) != Level::Off && !has_options(rule))
    }
}

impl Rule {
    /// The rule of this name.
    pub fn by_name(name: &str) -> Option<Self> {
        Rule::ALL.iter().copied().find(|rule| rule.name() == name)
    }

    /// What the rule does: the first sentence of its page's "What it does".
    pub fn summary(self) -> String {
        let does = self.page().split("## What it does").nth(1).unwrap_or_default().trim_start();
        let paragraph = does.split("\n\n").next().unwrap_or_default().replace('\n', " ");
        let sentence = paragraph.split(". ").next().unwrap_or_default();
        sentence.trim_end_matches(['.', ':']).to_owned()
    }

    /// The rule whose name is most like a mistyped one.
    pub fn nearest(name: &str) -> Option<Self> {
        crate::nearest::nearest(name, Rule::ALL.iter().map(|rule| rule.name())).and_then(Rule::by_name)
    }
}
