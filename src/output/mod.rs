//! Reports as text: one file a format.

mod plain;
mod short;
mod summary;

#[cfg(feature = "cli")]
mod excerpt;
#[cfg(feature = "cli")]
mod full;
#[cfg(feature = "texts")]
mod json;
#[cfg(feature = "texts")]
mod outline;

#[cfg(feature = "cli")]
pub use self::full::{Style, error, full, write_full};
pub use self::plain::plain;
pub use self::short::write_short;
pub use self::summary::summary;

#[cfg(feature = "cli")]
pub(crate) use self::json::write_json_line;
#[cfg(feature = "texts")]
pub(crate) use self::json::{ErrorObject, PlaceObject, report_object};
#[cfg(feature = "texts")]
pub use self::json::{write_json, write_json_lines};
#[cfg(feature = "texts")]
pub(crate) use self::outline::outline_object;

/// `1 spec`, `2 specs`
pub(crate) fn count(number: usize, one: &str) -> String {
    format!("{number} {one}{}", if number == 1 { "" } else { "s" })
}
