//! What the options of all rules have in common.

use serde::Deserializer;

use super::Level;

/// The options of a rule, of which one table may lie over another.
pub(crate) trait Options: Default {
    /// The option that a bare list gives.
    #[cfg(feature = "cli")]
    const LIST: Option<&'static str>;

    /// Options of which that one is given.
    fn from_list<'de, D: Deserializer<'de>>(list: D) -> Result<Self, D::Error>;
    fn with_level(level: Level) -> Self;
    fn over(&self, base: &Self) -> Self;
    fn level(&self) -> Option<Level>;
    fn has_options(&self) -> bool;
}

/// Declares the options of a rule. Each is `None` where the table does not set it. `= OVER` says how a value is laid over
/// another one, instead of taking its place; `list NAME`, which option a bare list is.
macro_rules! options {
    (
        $(#[$doc:meta])*
        $name:ident { $($(#[$field_doc:meta])* $field:ident: $type:ty $(= $over:path)?),* $(,)? }
        $(list $list:ident)?
    ) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Default, serde::Deserialize, serde::Serialize)]
        #[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
        #[serde(deny_unknown_fields, rename_all = "kebab-case")]
        pub struct $name {
            /// The rule's level.
            #[serde(skip_serializing_if = "Option::is_none")]
            pub level: Option<$crate::rules::Level>,
            $($(#[$field_doc])* #[serde(skip_serializing_if = "Option::is_none")] pub $field: Option<$type>,)*
        }

        impl $crate::rules::options::Options for $name {
            #[cfg(feature = "cli")]
            const LIST: Option<&'static str> = $crate::rules::options::options!(@list $($list)?);

            fn from_list<'de, D: serde::Deserializer<'de>>(_list: D) -> Result<Self, D::Error> {
                $crate::rules::options::options!(@from_list _list $(, $name $list)?)
            }

            fn with_level(level: $crate::rules::Level) -> Self {
                $name { level: Some(level), $($field: None,)* }
            }

            fn over(&self, base: &Self) -> Self {
                $name {
                    level: self.level.or(base.level),
                    $($field: $crate::rules::options::options!(@over self.$field, base.$field $(, $over)?),)*
                }
            }

            fn level(&self) -> Option<$crate::rules::Level> {
                self.level
            }

            fn has_options(&self) -> bool {
                false $(|| self.$field.is_some())*
            }
        }
    };
    (@list) => { None };
    (@list $list:ident) => { Some(stringify!($list)) };
    (@from_list $from:ident) => { Err(serde::de::Error::custom("invalid type: list, expected a level or a table of options")) };
    (@from_list $from:ident, $name:ident $list:ident) => {
        Ok($name { $list: Some(serde::Deserialize::deserialize($from)?), ..$name::default() })
    };
    (@over $own:expr, $base:expr) => { $own.clone().or_else(|| $base.clone()) };
    (@over $own:expr, $base:expr, $over:path) => {
        match (&$own, &$base) {
            (Some(own), Some(base)) => Some($over(own, base)),
            (own, base) => own.clone().or_else(|| base.clone()),
        }
    };
}

pub(super) use options;

options! {
    /// For the rules that have a level and nothing else.
    LevelOnly {}
}
