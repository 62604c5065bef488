//! Changes of files as unified diffs, as git shows them.

use crate::edit::Edit;

/// What a change of a file would be; empty where it changes nothing.
pub(crate) fn diff(path: &str, old: &str, new: &str) -> String {
    hunks(&quoted(format!("a/{path}")), &quoted(format!("b/{path}")), old, new)
}

/// The same with these names of the two sides.
pub(crate) fn hunks(from: &str, to: &str, old: &str, new: &str) -> String {
    similar::TextDiff::from_lines(old, new).unified_diff().header(from, to).to_string()
}

/// The edits of lines that make one text of another.
pub(crate) fn edits(old: &str, new: &str) -> Vec<Edit> {
    let lines = |text| str::split_inclusive(text, '\n').collect::<Vec<_>>();
    let (old, new) = (lines(old), lines(new));
    let starts: Vec<usize> = std::iter::once(0)
        .chain(old.iter().scan(0, |end, line| {
            *end += line.len();
            Some(*end)
        }))
        .collect();
    let diff = similar::TextDiff::from_slices(&old, &new);
    let changes = diff.ops().iter().filter(|change| change.tag() != similar::DiffTag::Equal);
    let edit = |change: &similar::DiffOp| Edit {
        range: starts[change.old_range().start]..starts[change.old_range().end],
        text: new[change.new_range()].concat(),
    };
    changes.map(edit).collect()
}

/// A name in the header of a diff. git quotes those with control characters, quotes or backslashes.
pub(crate) fn quoted(name: String) -> String {
    if !name.contains(|c: char| c.is_control() || c == '"' || c == '\\') {
        return name;
    }
    let mut quoted = String::from("\"");
    for c in name.chars() {
        match c {
            '\n' => quoted += "\\n",
            '\t' => quoted += "\\t",
            '"' | '\\' => quoted.extend(['\\', c]),
            c if c.is_control() => {
                let mut bytes = [0; 4];
                quoted.extend(c.encode_utf8(&mut bytes).bytes().map(|byte| format!("\\{byte:03o}")));
            }
            c => quoted.push(c),
        }
    }
    quoted + "\""
}
