//! Names of releases: which a new one may have, and one in the place of another in a text.

use crate::config::check_release_name;
use crate::error::Error;

/// A new release's name becomes a directory's, on every system that the repository is cloned to.
///
/// # Errors
/// Where it cannot, or where a release is named like it but for the case of letters.
pub(super) fn check(name: &str, releases: &[String]) -> Result<(), Error> {
    const EXAMPLES: &str = "a release is named like its directory, for instance `liberty`, `2026.2` or `v1.33`";
    check_release_name(name)?;
    check_file_name(name, "release", EXAMPLES)?;
    match releases.iter().find(|other| *other != name && other.to_lowercase() == name.to_lowercase()) {
        Some(other) => Err(Error::new(format!(
            "no release can be named `{name}`: there is `{other}`, which is the same on some systems"
        ))
        .help(EXAMPLES)),
        None => Ok(()),
    }
}

/// A name that can be a file's on every system. `what` is named so, and `help` tells how it is named well.
///
/// # Errors
/// Where it cannot.
pub(crate) fn check_file_name(name: &str, what: &str, help: &str) -> Result<(), Error> {
    const RESERVED: [char; 9] = ['<', '>', ':', '"', '|', '?', '*', '[', '{'];
    let refuse = |why: &str| Err(Error::new(format!("no {what} can be named `{name}`: {why}")).help(help));
    if name.trim().is_empty() {
        return refuse("the name is empty");
    }
    if name.contains(['/', '\\']) {
        return refuse("it is a path, and a name is wanted");
    }
    if name.contains(char::is_control) {
        return refuse("it holds a control character");
    }
    if let Some(c) = name.chars().find(|c| RESERVED.contains(c)) {
        return refuse(&format!("`{c}` is reserved"));
    }
    if name.starts_with(['.', '-']) {
        return refuse("names that begin with `.` are hidden, and those with `-` look like options");
    }
    if name.starts_with(char::is_whitespace) || name.ends_with(|c: char| c == '.' || c.is_whitespace()) {
        return refuse("white space at an end, or a dot at the end, is lost on some systems");
    }
    let stem = name.split('.').next().unwrap_or(name).to_ascii_lowercase();
    let numbered = |device: &str| {
        stem.strip_prefix(device).is_some_and(|n| n.len() == 1 && n != "0" && n.as_bytes()[0].is_ascii_digit())
    };
    if ["con", "prn", "aux", "nul"].contains(&&*stem) || numbered("com") || numbered("lpt") {
        return refuse("Windows has a device of this name");
    }
    Ok(())
}

/// A release's name that takes the place of another.
#[derive(Debug, Clone, Copy)]
pub(super) struct Renaming<'n> {
    pub from: &'n str,
    pub to: &'n str,
}

impl Renaming<'_> {
    /// A text in which each whole word that is the old name is the new one, in the same case of letters.
    pub fn apply(&self, text: &str) -> String {
        let mut new = String::with_capacity(text.len());
        let mut rest = 0;
        for at in self.places(text) {
            new += &text[rest..at];
            rest = at + self.from.len();
            new += &self.in_case_of(&text[at..rest]);
        }
        new + &text[rest..]
    }

    /// Whether the old name is a word of a text.
    pub fn is_in(&self, text: &str) -> bool {
        !self.places(text).is_empty()
    }

    /// Byte offsets of the old name as a word.
    pub fn places(&self, text: &str) -> Vec<usize> {
        let mut places = Vec::new();
        let mut at = 0;
        while let Some(rest) = text.get(at..) {
            let found = rest.get(..self.from.len()).is_some_and(|word| word.eq_ignore_ascii_case(self.from));
            let is_word = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
            let before = text[..at].chars().next_back();
            if found && !is_word(before) && !is_word(rest[self.from.len()..].chars().next()) {
                places.push(at);
                at += self.from.len();
            } else {
                at += rest.chars().next().map_or(1, char::len_utf8);
            }
        }
        places
    }

    /// `kilo` → `liberty`, `Kilo` → `Liberty`, `KILO` → `LIBERTY`.
    pub fn in_case_of(&self, word: &str) -> String {
        let is_upper = |text: &str| text.chars().any(char::is_alphabetic) && text.to_uppercase() == text;
        let mut chars = self.to.chars();
        if word == self.from {
            self.to.to_owned()
        } else if is_upper(word) && word.len() > 1 {
            self.to.to_uppercase()
        } else if word.starts_with(char::is_uppercase) {
            chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
        } else {
            self.to.to_lowercase()
        }
    }
}

/// Whether a name is a directory or the file's stem in a path.
pub(super) fn is_in_path(name: &str, path: &str) -> bool {
    path.split('/').any(|part| {
        part == name
            || [".rst", ".md", ".markdown", ".txt", ".html"].iter().any(|end| part.strip_suffix(end) == Some(name))
    })
}
