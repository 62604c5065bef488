//! Which rules there are: their names, levels and options, and what each looks at. Nothing else lists them.

use std::fmt;
use std::marker::PhantomData;

use serde::de::value::{MapAccessDeserializer, SeqAccessDeserializer};
use serde::de::{self, MapAccess, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize};

use super::options::{LevelOnly, Options};
use super::{
    Context, FileFinding, Finding, SetFiles, carriage_return, duplicate_section, empty_document, empty_release,
    empty_section, encoding, extra_section, file_extension, file_name, heading_adornment, line_length, metadata,
    misordered_section, misplaced_section, missing_section, renamed_section, template_text, text, trailing_whitespace,
    unexpected_file, zero_width_character,
};

/// How much a rule's findings weigh.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
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

/// A rule's entry in the table: a level, a table of options, or what its one list option holds.
#[derive(Debug, Clone, Default, Serialize)]
#[serde(transparent)]
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

            fn visit_seq<A: SeqAccess<'de>>(self, list: A) -> Result<O, A::Error> {
                O::from_list(SeqAccessDeserializer::new(list))
            }
        }

        deserializer.deserialize_any(LevelOrTable(PhantomData)).map(Setting)
    }
}

/// What a rule looks at.
#[derive(Clone, Copy)]
pub(crate) enum Check {
    /// A spec, in which a comment may suppress what is found.
    Spec(fn(&Context<'_>, &mut Vec<Finding>)),
    /// What a spec says of itself, perhaps in a file beside it, and what other specs of its set say.
    Metadata,
    /// The files of a set.
    Set(for<'f> fn(&SetFiles<'f>, &RuleTable) -> Vec<FileFinding<'f>>),
    /// The comments that suppress other rules, when these have found what they find.
    Comments,
}

macro_rules! check {
    (Spec $module:ident) => {
        Check::Spec($module::check)
    };
    (Set $module:ident) => {
        Check::Set($module::check)
    };
    (Metadata $module:ident) => {
        Check::Metadata
    };
    (Comments $module:ident) => {
        Check::Comments
    };
}

/// Declares the rules: the enum, their names and levels, what they look at, and the table of their settings.
macro_rules! rules {
    ($($variant:ident $module:ident $name:literal $level:ident $subject:ident $options:ty;)*) => {
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

            /// What it looks at.
            pub(crate) fn check(self) -> Check {
                match self {
                    $(Rule::$variant => check!($subject $module),)*
                }
            }
        }

        /// The settings of all rules.
        #[derive(Debug, Clone, Default, Deserialize, Serialize)]
        #[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
        #[serde(deny_unknown_fields, default)]
        pub struct RuleTable {
            $(#[doc = concat!("`", $name, "`")] #[serde(rename = $name)] pub $module: Setting<$options>,)*
        }

        impl RuleTable {
            /// This table where it says something, and `base` where it does not.
            pub(crate) fn over(&self, base: &Self) -> Self {
                RuleTable { $($module: Setting(self.$module.0.over(&base.$module.0)),)* }
            }

            /// This table with the level that holds for each rule; `warn` is the level of warnings.
            #[must_use]
            pub fn with_levels(mut self, warn: Level) -> Self {
                $(self.$module.0.level = Some(match self.level(Rule::$variant) {
                    Level::Warn => warn,
                    level => level,
                });)*
                self
            }

            /// The level that holds for a rule. Options for a rule that is off by default turn it on.
            pub fn level(&self, rule: Rule) -> Level {
                let (level, has_options) = match rule {
                    $(Rule::$variant => (self.$module.0.level(), self.$module.0.has_options()),)*
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
    MissingSection missing_section "missing-section" Error Spec LevelOnly;
    RenamedSection renamed_section "renamed-section" Error Spec LevelOnly;
    MisplacedSection misplaced_section "misplaced-section" Error Spec LevelOnly;
    MisorderedSection misordered_section "misordered-section" Error Spec LevelOnly;
    DuplicateSection duplicate_section "duplicate-section" Error Spec LevelOnly;
    ExtraSection extra_section "extra-section" Error Spec LevelOnly;
    EmptySection empty_section "empty-section" Warn Spec LevelOnly;
    EmptyDocument empty_document "empty-document" Error Spec LevelOnly;
    TemplateText template_text "template-text" Warn Spec template_text::TemplateText;
    HeadingAdornment heading_adornment "heading-adornment" Warn Spec LevelOnly;
    LineLength line_length "line-length" Off Spec line_length::LineLength;
    TrailingWhitespace trailing_whitespace "trailing-whitespace" Warn Spec LevelOnly;
    CarriageReturn carriage_return "carriage-return" Warn Spec LevelOnly;
    ZeroWidthCharacter zero_width_character "zero-width-character" Warn Spec LevelOnly;
    Text text "text" Off Spec text::Texts;
    Metadata metadata "metadata" Off Metadata metadata::MetadataOptions;
    Encoding encoding "encoding" Error Spec LevelOnly;
    FileName file_name "file-name" Off Set file_name::FileName;
    FileExtension file_extension "file-extension" Error Set file_extension::FileExtension;
    UnexpectedFile unexpected_file "unexpected-file" Warn Set unexpected_file::UnexpectedFile;
    EmptyRelease empty_release "empty-release" Off Set LevelOnly;
    Suppression suppression "suppression" Warn Comments LevelOnly;
}

impl RuleTable {
    /// A rule that is on, and that no option tells what to look for.
    ///
    /// `options` has those that any table gives: which tables come together depends on the release.
    pub(crate) fn idle(&self, options: &RuleTable) -> Option<Rule> {
        let has_options = |rule| match rule {
            Rule::Text => options.text.0.texts.as_ref().is_some_and(|texts| !texts.is_empty()),
            Rule::FileName => options.file_name.0.pattern.is_some(),
            Rule::Metadata => options.metadata.0.says_something(),
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

    /// The address of the rule's page.
    pub fn url(self) -> String {
        format!("{}/rules/{}", env!("CARGO_PKG_HOMEPAGE"), self.name())
    }

    /// The rule whose name is most like a mistyped one.
    pub fn nearest(name: &str) -> Option<Self> {
        crate::nearest::nearest(name, Rule::ALL.iter().map(|rule| rule.name())).and_then(Rule::by_name)
    }
}
