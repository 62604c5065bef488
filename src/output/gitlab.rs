//! For GitLab: its report of code quality, which it shows in a merge request.

use std::io::{self, Write};

use serde_json::json;

use super::found::{Found, digest};
use super::github::place;
use super::json::write_list;
use super::{Format, Shown};

/// An array of findings; errors are among them.
pub struct Gitlab;

impl Format for Gitlab {
    fn write(&self, shown: &Shown<'_>, out: &mut dyn Write) -> io::Result<()> {
        let here = shown.top();
        let errors = shown.report.errors.iter().map(|error| {
            let path = error.path.as_deref().map(|path| here.relative(path));
            let path = path.unwrap_or_else(|| here.relative(&shown.report.root));
            let line = place(error).map_or(1, |span| span.line);
            json!({
                "description": error.message,
                "check_name": "error",
                "fingerprint": digest(&["error", &path, &error.message]),
                "severity": "blocker",
                "location": { "path": path, "lines": { "begin": line } },
            })
        });
        let found = shown.found(&here).map(|found| {
            let Found { path, diagnostic, fingerprint, .. } = found;
            let (begin, end) = diagnostic.span.as_ref().map_or((1, 1), |span| (span.line, span.end_line));
            json!({
                "description": diagnostic.message,
                "check_name": diagnostic.rule.name(),
                "fingerprint": fingerprint,
                "severity": if diagnostic.is_error() { "major" } else { "minor" },
                "location": { "path": path, "lines": { "begin": begin, "end": end } },
            })
        });
        write_list(errors.chain(found), out)?;
        writeln!(out)
    }
}
