//! `release.toml` as it is written.

use std::collections::BTreeMap;
use std::fmt;
use std::marker::PhantomData;

use serde::de::value::MapAccessDeserializer;
use serde::de::{MapAccess, Visitor};
use serde::{Deserialize, Deserializer};
use toml::Spanned;

use super::layout::{LayoutTable, WhenLayout};
use super::sections::SectionTable;
use crate::pattern::ValuePattern;
use crate::rules::RuleTable;

/// The configuration of speclint: which release is the current one, where specs and templates are, and what holds
/// for specs beyond what templates say.
#[derive(Deserialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub(super) struct ConfigFile {
    /// The release that is checked where none is named. It is left out if no path of `layout.specs` holds
    /// `{release}`.
    #[cfg_attr(feature = "cli", schemars(with = "Option<String>"))]
    pub current_release: Option<Spanned<String>>,
    /// Where specs and templates are.
    #[serde(default)]
    pub layout: Table<LayoutTable>,
    /// What holds for sections beyond what templates say.
    #[cfg_attr(feature = "cli", schemars(with = "Option<SectionTable>"))]
    pub sections: Option<Spanned<Table<SectionTable>>>,
    /// Levels and options of rules.
    #[serde(default)]
    pub rules: Table<RuleTable>,
    /// What differs for releases, by name or by glob pattern of names. A table of the very name comes last.
    #[serde(default)]
    #[cfg_attr(feature = "cli", schemars(with = "BTreeMap<String, ReleaseTable>"))]
    pub releases: Table<BTreeMap<Spanned<String>, Table<ReleaseTable>>>,
    /// More specs of the repository with other demands, by the name of their group.
    #[serde(default)]
    #[cfg_attr(feature = "cli", schemars(with = "BTreeMap<String, GroupTable>"))]
    pub groups: Table<BTreeMap<Spanned<String>, Table<GroupTable>>>,
    /// What differs for specs with certain metadata, in the order of the file.
    #[serde(default)]
    #[cfg_attr(feature = "cli", schemars(with = "BTreeMap<String, WhenTable>"))]
    pub when: Table<BTreeMap<Spanned<String>, Table<WhenTable>>>,
}

/// What differs for a release.
#[derive(Deserialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub(super) struct ReleaseTable {
    /// Whether a check of all releases includes it (true).
    pub check: Option<bool>,
    /// In place of what `[layout]` says.
    #[serde(default)]
    pub layout: Table<LayoutTable>,
    /// In addition to what `[sections]` says.
    #[cfg_attr(feature = "cli", schemars(with = "Option<SectionTable>"))]
    pub sections: Option<Spanned<Table<SectionTable>>>,
    /// In place of what `[rules]` says.
    #[serde(default)]
    pub rules: Table<RuleTable>,
}

/// What differs for a group.
#[derive(Deserialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub(super) struct GroupTable {
    /// In place of what `[layout]` says; `specs` has to be there.
    #[serde(default)]
    pub layout: Table<LayoutTable>,
    /// In addition to what `[sections]` says.
    #[cfg_attr(feature = "cli", schemars(with = "Option<SectionTable>"))]
    pub sections: Option<Spanned<Table<SectionTable>>>,
    /// In place of what `[rules]` says.
    #[serde(default)]
    pub rules: Table<RuleTable>,
}

/// What differs for specs with certain metadata.
#[derive(Deserialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub(super) struct WhenTable {
    /// By key, regular expressions of which one matches a whole value of it.
    #[cfg_attr(feature = "cli", schemars(with = "BTreeMap<String, Vec<ValuePattern>>"))]
    pub metadata: Table<BTreeMap<String, Vec<ValuePattern>>>,
    /// Whether these specs are checked (true).
    pub check: Option<bool>,
    /// In place of what `[layout]` says.
    #[serde(default)]
    pub layout: Table<WhenLayout>,
    /// In addition to what `[sections]` says.
    #[cfg_attr(feature = "cli", schemars(with = "Option<SectionTable>"))]
    pub sections: Option<Spanned<Table<SectionTable>>>,
    /// In place of what `[rules]` says.
    #[serde(default)]
    pub rules: Table<RuleTable>,
}

/// A table. serde on its own would take a list for the values of a struct's fields.
#[derive(Debug, Default)]
pub(super) struct Table<T>(pub T);

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
