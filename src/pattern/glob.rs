//! Glob patterns.

use std::path::Path;

use globset::{GlobBuilder, GlobSet, GlobSetBuilder};

/// Longest pattern, in bytes.
const MAX_LEN: usize = 4096;

/// So deep braces may stand in braces.
const MAX_DEPTH: usize = 8;

/// A glob pattern, in which `*` stops at a `/` and `**` does not.
#[derive(Debug, Clone)]
pub(crate) struct Glob {
    /// As it is written.
    pub text: String,
    // A set of one: to make a single matcher panics where the pattern is too large.
    matcher: GlobSet,
}

impl Glob {
    /// Parses a pattern.
    ///
    /// # Errors
    /// Where it is none, or is longer or deeper than anybody writes: why, in a few words.
    pub fn new(text: &str) -> Result<Self, String> {
        if text.len() > MAX_LEN {
            return Err(format!("it is longer than {MAX_LEN} bytes"));
        }
        let depths = text.bytes().scan(0_usize, |depth, b| {
            *depth = match b {
                b'{' => *depth + 1,
                b'}' => depth.saturating_sub(1),
                _ => *depth,
            };
            Some(*depth)
        });
        if depths.max() > Some(MAX_DEPTH) {
            return Err(format!("more than {MAX_DEPTH} braces stand in each other"));
        }
        let glob = GlobBuilder::new(text).literal_separator(true).build();
        let matcher = glob.and_then(|glob| GlobSetBuilder::new().add(glob).build());
        match matcher {
            Ok(matcher) => Ok(Glob { text: text.to_owned(), matcher }),
            Err(error) => Err(error.kind().to_string()),
        }
    }

    /// Whether it matches all of a path or name.
    pub fn is_match(&self, path: impl AsRef<Path>) -> bool {
        self.matcher.is_match(path)
    }
}
