//! Changes of files as unified diffs, as git shows them.

/// What a change of a file would be; empty where it changes nothing.
pub(crate) fn diff(path: &str, old: &str, new: &str) -> String {
    hunks(&quoted(format!("a/{path}")), &quoted(format!("b/{path}")), old, new)
}

/// The same with these names of the two sides.
pub(crate) fn hunks(from: &str, to: &str, old: &str, new: &str) -> String {
    similar::TextDiff::from_lines(old, new).unified_diff().header(from, to).to_string()
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
