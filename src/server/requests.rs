//! Which capability answers which request.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use lsp_server::{ErrorCode, RequestId};
use serde::Serialize;
use serde_json::Value;

use super::actions::{self, Chosen};
use super::completion::completion;
use super::definition::{definition, place};
use super::protocol::{
    CodeActionRequest, CodeActionResolveRequest, CodeActionResponse, CodeLensRequest, CompletionRequest,
    DefinitionRequest, DocumentSymbolRequest, ExecuteCommandRequest, FoldingRangeRequest, HoverRequest, Method,
    PrepareRenameRequest, RenameRequest, Request, TextDocumentPositionParams, Uri,
};
use super::session::Session;
use super::transport::{Event, Failure, value};
use super::view::View;
use super::workspace::Stoppable;
use super::{commands, folding, hover, lens, rename, symbols};
use crate::repository::Repository;

/// What comes of a request.
pub(super) enum Answer {
    Now(Value),
    /// It is worked on beside others, and answered later.
    Later(Box<dyn FnOnce() -> Result<Value, Failure> + Send>),
}

fn now(result: &impl Serialize) -> Answer {
    Answer::Now(value(result))
}

fn later<T: Serialize>(work: impl FnOnce() -> Result<T, Failure> + Send + 'static) -> Result<Answer, Failure> {
    Ok(Answer::Later(Box::new(move || work().map(|result| value(&result)))))
}

/// Answers a request.
///
/// # Errors
/// Where there is no such request, or what it says makes no sense.
pub(super) fn answer(session: &mut Session, id: &RequestId, method: &str, params: Value) -> Result<Answer, Failure> {
    let is = |name: Method| name.as_str() == method;
    if is(CompletionRequest::METHOD) {
        let params = read::<CompletionRequest>(params)?;
        let (view, position) = at(session, &params.text_document_position_params)?;
        return Ok(now(&completion(&view, position, session.client().has_snippets)));
    }
    if is(HoverRequest::METHOD) {
        let (view, position) = at(session, &read::<HoverRequest>(params)?.text_document_position_params)?;
        return Ok(now(&hover::hover(&view, position)));
    }
    if is(DefinitionRequest::METHOD) {
        let (view, position) = at(session, &read::<DefinitionRequest>(params)?.text_document_position_params)?;
        let found = definition(&view, position);
        return Ok(match session.client().has_links {
            true => now(&found.map(|link| vec![link])),
            false => now(&found.map(place)),
        });
    }
    if is(DocumentSymbolRequest::METHOD) {
        let view = session.view(&read::<DocumentSymbolRequest>(params)?.text_document.uri)?;
        return Ok(now(&symbols::symbols(&view)));
    }
    if is(FoldingRangeRequest::METHOD) {
        let view = session.view(&read::<FoldingRangeRequest>(params)?.text_document.uri)?;
        return Ok(now(&folding::folding(&view)));
    }
    if is(CodeLensRequest::METHOD) {
        let view = session.view(&read::<CodeLensRequest>(params)?.text_document.uri)?;
        return Ok(now(&lens::lenses(&view)));
    }
    if is(PrepareRenameRequest::METHOD) {
        let (view, position) = at(session, &read::<PrepareRenameRequest>(params)?.text_document_position_params)?;
        return Ok(now(&rename::prepare(&view, position)));
    }
    if is(RenameRequest::METHOD) {
        let params = read::<RenameRequest>(params)?;
        let (view, position) = at(session, &params.text_document_position_params)?;
        let (view, writer) = (stoppable(view, session.queue().begin(id)), session.edit_writer());
        return later(move || rename::rename(&view, position, &params.new_name, &writer));
    }
    if is(CodeActionRequest::METHOD) {
        let params = read::<CodeActionRequest>(params)?;
        let view = session.view(&params.text_document.uri)?;
        let writer = session.edit_writer();
        session.queue().begin(id);
        return later(move || {
            let actions = actions::actions(&view, &params, &writer).into_iter();
            Ok(actions.map(CodeActionResponse::CodeAction).collect::<Vec<_>>())
        });
    }
    if is(CodeActionResolveRequest::METHOD) {
        let mut action = read::<CodeActionResolveRequest>(params)?;
        let chosen = action.data.clone().and_then(|data| serde_json::from_value::<Chosen>(data).ok());
        let chosen =
            chosen.ok_or_else(|| Failure::new(ErrorCode::InvalidParams, "the action is none of speclint's"))?;
        let view = session.view(&chosen.uri.clone().into())?;
        let writer = session.edit_writer();
        session.queue().begin(id);
        return later(move || {
            action.edit = Some(actions::edit(&view, &chosen, &writer)?);
            Ok(action)
        });
    }
    if is(ExecuteCommandRequest::METHOD) {
        let params = read::<ExecuteCommandRequest>(params)?;
        let uri = params.arguments.as_ref().and_then(|all| all.first()).map(value);
        let uri = uri.and_then(|uri| serde_json::from_value::<Uri>(uri).ok());
        let uri = uri.ok_or_else(|| Failure::new(ErrorCode::InvalidParams, "a command needs the URI of a document"))?;
        let view = session.view(&uri)?;
        let (writer, outbox) = (session.edit_writer(), session.outbox().clone());
        session.queue().begin(id);
        return later(move || commands::run(&params.command, &view, &writer, &outbox));
    }
    Err(Failure::new(ErrorCode::MethodNotFound, format!("`{method}` is not served")))
}

/// The parameters of a request.
fn read<R: Request>(params: Value) -> Result<R::Params, Failure> {
    serde_json::from_value(params).map_err(|error| Failure::new(ErrorCode::InvalidParams, error.to_string()))
}

fn at(
    session: &mut Session,
    params: &TextDocumentPositionParams,
) -> Result<(View, super::protocol::Position), Failure> {
    Ok((session.view(&params.text_document.uri)?, params.position))
}

/// A view whose files are no longer to be had once the request is cancelled: what reads many of them ends then.
fn stoppable(mut view: View, stop: Arc<AtomicBool>) -> View {
    if let Some(home) = &mut view.home {
        let Repository { root, config, files, .. } = &*home.repository;
        let files = Arc::new(Stoppable { under: Arc::clone(files), stop });
        home.repository = Arc::new(Repository::new(files, root.clone(), config.clone()));
    }
    view
}

/// Does the work of a request on a thread of its own.
pub(super) fn work(session: &Session, id: RequestId, work: Box<dyn FnOnce() -> Result<Value, Failure> + Send>) {
    let events = session.events().clone();
    std::thread::spawn(move || {
        let panicked = |_| Err(Failure::new(ErrorCode::InternalError, "speclint failed; this is a bug"));
        let answer = catch_unwind(AssertUnwindSafe(work)).unwrap_or_else(panicked);
        // Nobody listens when the server ends.
        let _ = events.send(Event::Answer(id, answer));
    });
}
