//! What code lenses and editors ask the server to do.

use lsp_server::ErrorCode;

use super::actions;
use super::edits::EditWriter;
use super::protocol::{ApplyWorkspaceEditParams, ApplyWorkspaceEditRequest, MessageType};
use super::transport::{Failure, Outbox};
use super::view::View;
use crate::output::count;

/// Adds the sections that are missing from a spec.
pub(super) const ADD_MISSING: &str = "speclint.addMissing";
/// Makes all safe fixes of a spec.
pub(super) const FIX_ALL: &str = "speclint.fixAll";
/// Shows which specs would fail with a template or a configuration as it stands.
pub(super) const SHOW_FAILING: &str = "speclint.showFailing";

/// All commands; each has the URI of a document for its argument.
pub(super) const ALL: [&str; 3] = [ADD_MISSING, FIX_ALL, SHOW_FAILING];

/// So many specs are named in a message.
const MAX_NAMED: usize = 10;

/// Carries out a command on a document.
///
/// # Errors
/// Where there is no such command, or it cannot be done.
pub(super) fn run(name: &str, view: &View, writer: &EditWriter, outbox: &Outbox) -> Result<(), Failure> {
    let (label, edit) = match name {
        ADD_MISSING => ("Add missing sections", actions::added(view, writer)?),
        FIX_ALL => ("Make all safe fixes", actions::fixed_all(view, writer)?),
        SHOW_FAILING => {
            outbox.show(MessageType::Info, failing(view));
            return Ok(());
        }
        _ => return Err(Failure::new(ErrorCode::InvalidParams, format!("there is no command `{name}`"))),
    };
    outbox.ask::<ApplyWorkspaceEditRequest>(&ApplyWorkspaceEditParams {
        label: Some(label.to_owned()),
        edit,
        metadata: None,
    });
    Ok(())
}

fn failing(view: &View) -> String {
    let Some(impact) = view.home.as_ref().and_then(|home| home.impact.as_ref()) else {
        return "nothing was held against this document".to_owned();
    };
    let names = impact.failing.iter().take(MAX_NAMED).map(|failing| format!("\n{}", view.shown(&failing.path)));
    let more = impact.failing.len().saturating_sub(MAX_NAMED);
    let more = if more > 0 { format!("\n… and {} more", count(more, "spec")) } else { String::new() };
    impact.summary() + &names.collect::<String>() + &more
}
