//! Which specs are checked together.

use std::fmt;

use crate::escape::printable;

/// The specs that are held against one template: those of a release, of a group, of a group in a release, or (of
/// neither) of a repository without releases.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SpecSet {
    pub release: Option<String>,
    pub group: Option<String>,
}

impl SpecSet {
    /// The specs of a release.
    pub fn release(name: &str) -> Self {
        SpecSet { release: Some(name.to_owned()), group: None }
    }

    /// How the set is called: `liberty`, `backlog`, `liberty/backlog`; nothing where it is the only one there can be.
    pub fn name(&self) -> String {
        let parts = [self.release.as_deref(), self.group.as_deref()];
        parts.into_iter().flatten().collect::<Vec<_>>().join("/")
    }
}

impl fmt::Display for SpecSet {
    /// `release liberty`, `group backlog`, `group backlog of release liberty`, `the repository`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let shown = |name: &Option<String>| name.as_deref().map(|name| printable(name).into_owned());
        match (shown(&self.group), shown(&self.release)) {
            (None, None) => f.write_str("the repository"),
            (None, Some(release)) => write!(f, "release `{release}`"),
            (Some(group), None) => write!(f, "group `{group}`"),
            (Some(group), Some(release)) => write!(f, "group `{group}` of release `{release}`"),
        }
    }
}
