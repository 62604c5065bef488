//! What can be done about findings: the fix of each, and all safe ones of a document. Each is proved before it is offered
//! as edits (see `checker/proof.rs`), with the other documents that refer to what changes.

use lsp_server::ErrorCode;
use serde::{Deserialize, Serialize};

use super::diagnostics::of_rule;
use super::edits::{EditWriter, changes};
use super::protocol::{
    CodeAction, CodeActionDisabled, CodeActionKind, CodeActionParams, FIX_ALL, WorkspaceEdit, touches,
};
use super::transport::{Failure, value};
use super::view::View;
use crate::check::Request;
use crate::fix::{Fixes, Wants, fix_some};
use crate::plan::top;
use crate::rules::{Diagnostic, FixKind};

/// What an action would do, for when it is chosen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Chosen {
    pub uri: String,
    /// The version of the document that it was offered for.
    pub version: i32,
    /// The finding that is fixed, by its number; without one all are.
    at: Option<usize>,
}

/// The actions for a range of a document. Their edits follow when they are chosen, if the client can do so.
pub(super) fn actions(view: &View, params: &CodeActionParams, writer: &EditWriter) -> Vec<CodeAction> {
    let only = params.context.only.as_deref();
    let range = view.positions.offsets(params.range);
    let mut actions = Vec::new();
    if is_asked_for(only, "quickfix") {
        let is_there = |found: &Diagnostic| found.span.as_ref().is_some_and(|span| touches(&span.range, &range));
        let found = view.found.iter().enumerate().filter(|(_, found)| found.fix.is_some() && is_there(found));
        actions.extend(found.map(|(at, found)| quick_fix(view, at, found)));
    }
    if is_asked_for(only, FIX_ALL) && view.found.iter().any(|found| Fixes::Safe.want(false, found)) {
        actions.push(fix_all(view));
    }
    if !writer.client.resolves_actions {
        actions.iter_mut().for_each(|action| complete(view, action, writer));
        actions.retain(|action| writer.client.shows_disabled || action.disabled.is_none());
    }
    actions
}

/// Whether actions of a kind are wanted: `source` asks for `source.fixAll`, too.
fn is_asked_for(only: Option<&[CodeActionKind]>, kind: &str) -> bool {
    let covers = |wanted: &CodeActionKind| {
        let wanted = String::from(wanted.clone());
        wanted.is_empty() || kind.strip_prefix(&*wanted).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
    };
    only.is_none_or(|only| only.iter().any(covers))
}

fn quick_fix(view: &View, at: usize, found: &Diagnostic) -> CodeAction {
    let is_safe = found.fix.as_ref().is_some_and(crate::rules::Fix::is_safe);
    CodeAction {
        title: title(found),
        kind: Some(CodeActionKind::QuickFix),
        diagnostics: Some(vec![of_rule(view, found)]),
        is_preferred: Some(is_safe),
        data: Some(value(&Chosen { uri: view.uri.0.clone(), version: view.version, at: Some(at) })),
        ..CodeAction::default()
    }
}

fn fix_all(view: &View) -> CodeAction {
    CodeAction {
        title: "Make all safe fixes of this document".to_owned(),
        kind: Some(CodeActionKind::from(FIX_ALL.to_owned())),
        data: Some(value(&Chosen { uri: view.uri.0.clone(), version: view.version, at: None })),
        ..CodeAction::default()
    }
}

fn title(found: &Diagnostic) -> String {
    match found.fix.as_ref().map(|fix| &fix.kind) {
        Some(FixKind::Rename(name)) => format!("Write the heading as `{name}`"),
        Some(FixKind::Order(_)) => "Move the section to its place in the order".to_owned(),
        Some(FixKind::Move(name)) => format!("Move `{name}` to where the template has it"),
        Some(FixKind::Add(names)) => match names.as_slice() {
            [name] => format!("Add the section `{name}`"),
            names => format!("Add the {} missing sections", names.len()),
        },
        Some(FixKind::Characters) | None => format!("Fix `{}`", found.rule.name()),
    }
}

/// Gives an action its edits, or says why it cannot be done.
fn complete(view: &View, action: &mut CodeAction, writer: &EditWriter) {
    let chosen = action.data.take().and_then(|data| serde_json::from_value::<Chosen>(data).ok());
    let Some(chosen) = chosen else { return };
    match edit(view, &chosen, writer) {
        Ok(edit) => action.edit = Some(edit),
        Err(failure) => {
            // A client that takes an action for possible must not find nothing in it.
            action.is_preferred = None;
            action.disabled = Some(CodeActionDisabled { reason: failure.message });
        }
    }
}

/// The edits of an action that was chosen.
///
/// # Errors
/// Where the document was changed since, or the fix would change more than it says.
pub(super) fn edit(view: &View, chosen: &Chosen, writer: &EditWriter) -> Result<WorkspaceEdit, Failure> {
    if view.version != chosen.version {
        return Err(Failure::new(ErrorCode::ContentModified, "the document was changed since"));
    }
    let Some(at) = chosen.at else { return fixed_all(view, writer) };
    let wanted = view.found.get(at).ok_or_else(|| Failure::new(ErrorCode::InvalidParams, "no such finding"))?;
    let line = |found: &Diagnostic| found.span.as_ref().map(|span| span.line);
    let is_it = |found: &Diagnostic| {
        found.fix.is_some() && found.fingerprint == wanted.fingerprint && line(found) == line(wanted)
    };
    fixed(view, &is_it, writer)
}

/// The edits of all safe fixes.
///
/// # Errors
/// As [`edit`].
pub(super) fn fixed_all(view: &View, writer: &EditWriter) -> Result<WorkspaceEdit, Failure> {
    fixed(view, &|found| Fixes::Safe.want(false, found), writer)
}

/// The edits that add the sections that are missing.
///
/// # Errors
/// As [`edit`].
pub(super) fn added(view: &View, writer: &EditWriter) -> Result<WorkspaceEdit, Failure> {
    let is_addition = |found: &Diagnostic| matches!(&found.fix, Some(fix) if matches!(fix.kind, FixKind::Add(_)));
    fixed(view, &is_addition, writer)
}

fn fixed(view: &View, wants: &Wants<'_>, writer: &EditWriter) -> Result<WorkspaceEdit, Failure> {
    let (Some(home), Some(spec)) = (&view.home, view.spec()) else {
        return Err(Failure::new(ErrorCode::RequestFailed, "this is no spec"));
    };
    let request = Request { paths: vec![spec.path.clone()], ..Request::default() };
    let report = fix_some(&home.repository, &request, wants, &top(&home.repository.root), &|_| Ok(()));
    if let Some(error) = report.errors.into_iter().next() {
        return Err(error.into());
    }
    let file = report.files.into_iter().find(|file| file.path == spec.path);
    match file {
        Some(file) if file.before != file.after => Ok(writer.workspace_edit(&changes(file))),
        Some(file) => {
            let why = file.refused.first().map(|refused| refused.why.to_string());
            let why = why.unwrap_or_else(|| "there is nothing to fix".to_owned());
            Err(Failure::new(ErrorCode::RequestFailed, crate::escape::printable(&why)))
        }
        None => Err(Failure::new(ErrorCode::RequestFailed, "this spec is not checked")),
    }
}
