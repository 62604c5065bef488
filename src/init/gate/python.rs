//! As much of Python as tests of titles are written in: functions, lists of strings, conditions. Nothing is run.

use regex::Regex;

/// A function of a source.
#[derive(Debug)]
pub(super) struct Function<'t> {
    pub name: &'t str,
    pub lines: Vec<&'t str>,
}

/// The functions and methods of a source, without comments.
pub(super) fn functions(source: &str) -> Vec<Function<'_>> {
    let mut functions: Vec<Function<'_>> = Vec::new();
    for line in source.lines().filter(|line| !line.trim_start().starts_with('#')) {
        let code = line.trim_start();
        match code.strip_prefix("def ").and_then(|rest| rest.split('(').next()) {
            Some(name) => functions.push(Function { name, lines: Vec::new() }),
            None => {
                // Code of the module, between functions, is of none.
                let is_of_module = !line.is_empty() && !line.starts_with([' ', ')']);
                if is_of_module {
                    functions.push(Function { name: "", lines: Vec::new() });
                } else if let Some(function) = functions.last_mut() {
                    function.lines.push(line);
                }
            }
        }
    }
    functions.retain(|function| !function.name.is_empty());
    functions
}

impl Function<'_> {
    pub fn text(&self) -> String {
        self.lines.join("\n")
    }

    /// The conditions under which a loop goes on to the next item, each in one line.
    pub fn passes_over(&self) -> Vec<String> {
        let mut conditions = Vec::new();
        let mut open: Option<String> = None;
        for line in &self.lines {
            let code = line.trim();
            let begun = code.strip_prefix("if ").or(code.strip_prefix("elif "));
            open = match (begun, open) {
                (Some(rest), _) => Some(rest.to_owned()),
                (None, Some(whole)) if !whole.ends_with(':') => Some(format!("{whole} {code}")),
                (None, Some(whole)) if code == "continue" || code == "return" => {
                    conditions.push(whole.trim_end_matches(':').to_owned());
                    None
                }
                (None, _) => None,
            };
        }
        conditions
    }
}

/// The strings of a piece of source, in order.
pub(super) fn strings(source: &str) -> Vec<String> {
    let mut strings = Vec::new();
    let mut rest = source;
    while let Some(at) = rest.find(['\'', '"', '#']) {
        let quote = &rest[at..=at];
        let body = &rest[at + 1..];
        if quote == "#" {
            rest = body.split_once('\n').map_or("", |(_, rest)| rest);
            continue;
        }
        let Some(end) = body.find(quote) else { break };
        strings.push(body[..end].to_owned());
        rest = &body[end + 1..];
    }
    strings
}

/// What stands between the brackets that follow `name = `, or `name = set(…)` and the like; with the end of it.
pub(super) fn literal<'t>(source: &'t str, name: &str) -> Option<&'t str> {
    let at = source.find(&format!("{name} = "))? + name.len() + 3;
    bracketed(&source[at..])
}

/// From the first bracket of a text to the one that closes it.
pub(super) fn bracketed(text: &str) -> Option<&str> {
    let start = text.find(['(', '[', '{']).filter(|at| !text[..*at].contains('\n'))?;
    let mut depth = 0;
    for (at, c) in text[start..].char_indices() {
        match c {
            '(' | '[' | '{' => depth += 1,
            ')' | ']' | '}' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return Some(&text[start..start + at + 1]);
        }
    }
    None
}

/// The parts that a condition joins by a word, at its own level.
pub(super) fn split<'t>(condition: &'t str, word: &str) -> Vec<&'t str> {
    let trimmed = condition.trim();
    let inner = trimmed.strip_prefix('(').and_then(|rest| rest.strip_suffix(')')).unwrap_or(trimmed);
    inner.split(word).map(str::trim).collect()
}

/// The names that are given to strings: `problem = 'Problem description'`.
pub(super) fn variables(source: &str) -> Vec<(String, String)> {
    let Ok(pattern) = Regex::new(r#"(?m)^\s*(\w+) = u?['"]([^'"\n]*)['"]\s*$"#) else { return Vec::new() };
    pattern.captures_iter(source).map(|found| (found[1].to_owned(), found[2].to_owned())).collect()
}
