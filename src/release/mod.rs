//! The life of releases: one is opened with its own template, and specs that did not merge move on to it.

mod carry;
mod config_file;
mod docs;
mod index;
mod index_page;
mod names;
mod open;
mod template_diff;
mod wording;

pub(crate) use self::docs::{CONF, Conf, place_keepers};
pub(crate) use self::names::check_file_name;
pub use self::open::{Moves, Opened, Opening, open};
pub use self::template_diff::{Change, ChangeKind, template_diff};
