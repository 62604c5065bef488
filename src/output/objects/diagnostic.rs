//! A diagnostic in the formats of JSON, with its fix.

use schemars::JsonSchema;
use serde::Serialize;

use crate::check::PlacedEdit;
use crate::output::found::{Found, Proved};
use crate::paths::Here;
use crate::rules::Span;

/// What a rule reports.
#[derive(Serialize, JsonSchema)]
pub struct DiagnosticObject {
    /// The file; for `empty-release` the directory.
    path: String,
    release: Option<String>,
    group: Option<String>,
    /// The name of the rule.
    rule: &'static str,
    /// `error` or `warn`.
    level: &'static str,
    /// The address of the rule's page.
    url: String,
    /// The same for the same finding, whatever its words and its place, and in all formats.
    fingerprint: String,
    /// The headings of the section that it is about, from the first level down.
    section: Vec<String>,
    /// What it is about, as the baseline has it: `Change > Storage`, where that is wrong or missing.
    subject: Option<String>,
    /// What is wrong, in one sentence.
    message: String,
    /// A few words that stand at the place; may be empty.
    label: String,
    /// What to do about it.
    help: String,
    #[serde(flatten)]
    place: Option<PlaceObject>,
    /// A fix that was proved: made alone, it mends this and changes nothing else.
    fix: Option<FixObject>,
}

/// A fix that was proved.
#[derive(Serialize, JsonSchema)]
struct FixObject {
    /// What it does.
    title: String,
    /// `characters`, `rename`, `order`, `move` or `add`.
    kind: &'static str,
    /// Whether `speclint fix` makes it without an option.
    safe: bool,
    /// The option of `speclint fix` that makes it.
    option: Option<&'static str>,
    /// All that changes; made together or not at all.
    edits: Vec<EditObject>,
}

/// A range of a file that gets another text.
#[derive(Serialize, JsonSchema)]
struct EditObject {
    path: String,
    #[serde(flatten)]
    place: PlaceObject,
    /// What stands there then.
    text: String,
}

/// A place in a file. Lines and columns count from 1, and columns count characters; bytes count from 0. The ends are
/// exclusive.
#[derive(Serialize, JsonSchema)]
pub struct PlaceObject {
    line: usize,
    column: usize,
    end_line: usize,
    end_column: usize,
    start_byte: usize,
    end_byte: usize,
}

impl DiagnosticObject {
    pub(super) fn new(here: &Here, found: Found<'_>) -> Self {
        let Found { file, path, diagnostic, fingerprint, fix } = found;
        DiagnosticObject {
            path,
            release: file.set.release.clone(),
            group: file.set.group.clone(),
            rule: diagnostic.rule.name(),
            level: diagnostic.level.name(),
            url: diagnostic.rule.url(),
            fingerprint,
            section: diagnostic.section.iter().map(ToString::to_string).collect(),
            subject: diagnostic.fingerprint.path(),
            message: diagnostic.message.clone(),
            label: diagnostic.label.shown(|path| here.relative(path)),
            help: diagnostic.help.shown(|path| here.relative(path)),
            place: diagnostic.span.as_ref().map(PlaceObject::new),
            fix: fix.map(|fix| FixObject::new(here, fix)),
        }
    }
}

impl FixObject {
    fn new(here: &Here, proved: Proved<'_>) -> Self {
        let edit = |edit: &PlacedEdit| EditObject {
            path: here.relative(&edit.path),
            place: PlaceObject::new(&edit.span),
            text: edit.text.clone(),
        };
        FixObject {
            title: proved.title,
            kind: proved.fix.kind.name(),
            safe: proved.fix.option().is_none(),
            option: proved.fix.option(),
            edits: proved.edits.iter().map(edit).collect(),
        }
    }
}

impl PlaceObject {
    pub(crate) fn new(span: &Span) -> Self {
        PlaceObject {
            line: span.line,
            column: span.column,
            end_line: span.end_line,
            end_column: span.end_column,
            start_byte: span.range.start,
            end_byte: span.range.end,
        }
    }
}
