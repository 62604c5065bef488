//! Which lines a test lets be long, as options of `line-length`.

use regex::Regex;

use super::python::{split, strings};

/// The conditions under which a line may be long.
#[derive(Default)]
pub(super) struct Exemptions {
    pub kinds: Vec<&'static str>,
    pub patterns: Vec<String>,
    pub unread: Vec<String>,
}

impl Exemptions {
    pub fn add(&mut self, condition: &str) {
        if condition.starts_with("not line or") {
            return;
        }
        for part in split(condition, " or ") {
            let known = self.add_part(part);
            if !known {
                self.unread.push(part.to_owned());
            }
        }
    }

    fn add_part(&mut self, part: &str) -> bool {
        let (all, words) = (split(part, " and "), strings(part));
        let Some(first) = words.first() else { return false };
        let escaped = regex::escape(first);
        let kind = |kind: &'static str, kinds: &mut Vec<&'static str>| {
            if !kinds.contains(&kind) {
                kinds.push(kind);
            }
        };
        if part.ends_with(" in line") && all.len() == 1 {
            match first.as_str() {
                "http://" | "https://" => kind("urls", &mut self.kinds),
                _ => self.patterns.push(escaped),
            }
        } else if part.starts_with("line.count('/') > 1") {
            kind("paths", &mut self.kinds);
        } else if all.len() == 2
            && all[0].starts_with("line.startswith(")
            && all[1].ends_with(" in line")
            && words.len() == 2
        {
            self.patterns.push(format!("^{escaped}.*{}", regex::escape(&words[1])));
        } else if part.starts_with("line.startswith(") && all.len() == 1 {
            self.patterns.push(format!("^{escaped}"));
        } else if part.starts_with("re.match(") && first == r"\s*[^\s]+$" {
            kind("no-spaces", &mut self.kinds);
        } else if part.starts_with("re.match(") && Regex::new(first).is_ok() {
            let indent = if part.contains("line.lstrip()") { r"\s*" } else { "" };
            self.patterns.push(format!("^{indent}(?:{first})"));
        } else {
            return false;
        }
        true
    }
}
