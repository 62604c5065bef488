//! Reports as text: one file a format.

mod excerpt;
mod full;
mod short;
mod summary;

#[cfg(feature = "cli")]
mod json;

pub use self::full::{Style, error, full, write_full};
pub use self::short::write_short;
pub use self::summary::summary;

#[cfg(feature = "cli")]
pub(crate) use self::json::write_json_line;
#[cfg(feature = "cli")]
pub use self::json::{write_json, write_json_lines};

/// `1 spec`, `2 specs`
pub(crate) fn count(number: usize, one: &str) -> String {
    format!("{number} {one}{}", if number == 1 { "" } else { "s" })
}
