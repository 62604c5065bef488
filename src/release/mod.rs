//! The life of releases: one is opened with its own template, and specs that did not merge move on to it.

mod carry;
mod config_file;
mod index;
mod index_page;
mod links;
mod names;
mod open;

pub use self::open::{Moves, Opened, Opening, open};
