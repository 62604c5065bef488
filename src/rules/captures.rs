//! What named groups of patterns match in one spec. A name that several patterns have means one thing: the number in the
//! file's name is the number in the title and in the metadata.

use regex::Regex;

use super::{RuleTable, SpecFile};

/// What the named groups of patterns matched until now, each with its place.
#[derive(Debug, Clone, Default)]
pub(super) struct Captures(Vec<Capture>);

#[derive(Debug, Clone)]
struct Capture {
    name: String,
    value: String,
    /// In words.
    place: String,
}

/// A group that matches something else than a group of its name before.
pub(super) struct Disagreement {
    pub name: String,
    pub value: String,
    /// What it matched before.
    pub expected: String,
    /// Where that was, in words.
    pub place: String,
}

impl Disagreement {
    /// The two values and where they are.
    pub fn in_words(&self) -> String {
        format!("`{}` is `{}` here and `{}` in {}", self.name, self.value, self.expected, self.place)
    }
}

impl Captures {
    /// Those of the file's name.
    pub fn of_file_name(rules: &RuleTable, spec: &SpecFile) -> Self {
        let mut captures = Captures::default();
        if let Some(pattern) = &rules.file_name.0.pattern {
            let name = super::file_name::matched(pattern, spec);
            if let Some(found) = pattern.0.captures(&name) {
                captures.add(&pattern.0, &found, "the file's name");
            }
        }
        captures
    }

    /// The first group of a match that disagrees with those before.
    pub fn disagreement(&self, regex: &Regex, found: &regex::Captures<'_>) -> Option<Disagreement> {
        regex.capture_names().flatten().find_map(|name| {
            let value = found.name(name)?.as_str();
            let before = self.0.iter().find(|before| before.name == name && !are_same(&before.value, value))?;
            Some(Disagreement {
                name: name.to_owned(),
                value: value.to_owned(),
                expected: before.value.clone(),
                place: before.place.clone(),
            })
        })
    }

    /// Adds those of a match. Only the first of a name counts.
    pub fn add(&mut self, regex: &Regex, found: &regex::Captures<'_>, place: &str) {
        for name in regex.capture_names().flatten() {
            let is_known = self.0.iter().any(|before| before.name == name);
            if let Some(group) = found.name(name).filter(|_| !is_known) {
                let (name, value) = (name.to_owned(), group.as_str().to_owned());
                self.0.push(Capture { name, value, place: place.to_owned() });
            }
        }
    }
}

/// Whether two values are the same; numbers are compared as numbers.
fn are_same(one: &str, other: &str) -> bool {
    one == other || comparable(one) == comparable(other)
}

/// A value without the zeros that begin a number.
pub(super) fn comparable(value: &str) -> &str {
    let is_number = value.bytes().all(|b| b.is_ascii_digit());
    let number = value.trim_start_matches('0');
    match number.is_empty() {
        // Of a zero one digit stays.
        true => &value[value.len().saturating_sub(1)..],
        false if is_number => number,
        false => value,
    }
}

#[cfg(test)]
mod tests {
    use super::comparable;

    #[test]
    fn numbers_are_compared_as_numbers() {
        for (value, expected) in [
            ("0008", "8"),
            ("8", "8"),
            ("80", "80"),
            ("0", "0"),
            ("000", "0"),
            ("", ""),
            ("0x8", "0x8"),
            ("01-a", "01-a"),
        ] {
            assert_eq!(comparable(value), expected, "{value}");
        }
    }
}
