//! Words in which files are named.

use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// A text for people that may name files. How their paths are shown depends on who shows it, and from where.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Words(Vec<Part>);

#[derive(Debug, Clone, PartialEq, Eq)]
enum Part {
    Text(String),
    File(Arc<Path>),
}

impl Words {
    /// Several of them, one after the other.
    pub(crate) fn of<const N: usize>(parts: [Words; N]) -> Self {
        Words(parts.into_iter().flat_map(|words| words.0).collect())
    }

    /// The text, with paths as `show` has them.
    pub fn shown(&self, show: impl Fn(&Path) -> String) -> String {
        let mut text = String::new();
        for part in &self.0 {
            match part {
                Part::Text(own) => text += own,
                Part::File(path) => text += &show(path),
            }
        }
        text
    }

    /// Whether there is nothing in them.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl From<String> for Words {
    fn from(text: String) -> Self {
        Words(if text.is_empty() { Vec::new() } else { vec![Part::Text(text)] })
    }
}

impl From<&str> for Words {
    fn from(text: &str) -> Self {
        text.to_owned().into()
    }
}

/// A file's path, as a part of [`Words`].
impl From<PathBuf> for Words {
    fn from(path: PathBuf) -> Self {
        Words(vec![Part::File(path.into())])
    }
}

impl fmt::Display for Words {
    /// With paths as they are.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.shown(|path| path.to_string_lossy().into_owned()))
    }
}
