//! What the options of all rules have in common.

use super::Level;

/// The options of a rule, of which one table may lie over another.
pub(crate) trait Options: Default {
    fn with_level(level: Level) -> Self;
    fn over(&self, base: &Self) -> Self;
    fn level(&self) -> Option<Level>;
    fn has_options(&self) -> bool;
}

/// Declares the options of a rule. Each is `None` where the table does not set it.
macro_rules! options {
    ($(#[$doc:meta])* $name:ident { $($(#[$field_doc:meta])* $field:ident: $type:ty),* $(,)? }) => {
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
            fn with_level(level: $crate::rules::Level) -> Self {
                $name { level: Some(level), $($field: None,)* }
            }

            fn over(&self, base: &Self) -> Self {
                $name {
                    level: self.level.or(base.level),
                    $($field: self.$field.clone().or_else(|| base.$field.clone()),)*
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
}

pub(super) use options;

options! {
    /// For the rules that have a level and nothing else.
    LevelOnly {}
}
