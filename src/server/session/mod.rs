//! A client that is served: its messages in their order, and what it is told. `changes.rs` has what follows from documents
//! and files that change, `views.rs` what capabilities are given.

mod changes;
mod views;

use std::collections::{HashSet, VecDeque};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::{Receiver, Sender};

use lsp_server::{ErrorCode, Message, Notification, Request, RequestId};
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::client::Client;
use super::diagnostics::{self, Found};
use super::documents::Documents;
use super::protocol::{
    CancelParams, Diagnostic, Id, MessageType, PublishDiagnosticsNotification, PublishDiagnosticsParams,
};
use super::queue::Queue;
use super::requests::{self, Answer};
use super::transport::{Event, Failure, Outbox};
use super::workspace::Workspace;
use crate::error::Error;

/// The state of the server.
pub(super) struct Session {
    client: Client,
    outbox: Outbox,
    events: Sender<Event>,
    queue: Queue,
    documents: Documents,
    workspace: Workspace,
    /// The URIs of documents that are to be checked when no message waits, the most urgent last.
    unchecked: VecDeque<String>,
    /// What was told in the log already.
    logged: HashSet<String>,
    is_shut_down: bool,
    /// Whether the client is gone, or told the server to go.
    is_over: bool,
}

impl Session {
    pub fn new(client: Client, outbox: Outbox, events: Sender<Event>) -> Self {
        Session {
            documents: Documents::new(client.encoding),
            client,
            outbox,
            events,
            queue: Queue::default(),
            workspace: Workspace::new(),
            unchecked: VecDeque::new(),
            logged: HashSet::new(),
            is_shut_down: false,
            is_over: false,
        }
    }

    pub fn client(&self) -> &Client {
        &self.client
    }

    pub fn outbox(&self) -> &Outbox {
        &self.outbox
    }

    pub fn events(&self) -> &Sender<Event> {
        &self.events
    }

    pub fn queue(&mut self) -> &mut Queue {
        &mut self.queue
    }

    /// Handles what comes, until the client is gone. Whether it said so before.
    pub fn run(mut self, events: &Receiver<Event>) -> bool {
        loop {
            events.try_iter().for_each(|event| self.take(event));
            // Documents are checked when nothing waits, so that of several changes the last one is.
            if let Some(message) = self.queue.pop() {
                if is_exit(&message) {
                    return self.is_shut_down;
                }
                self.handle(message);
            } else if self.is_over {
                return self.is_shut_down;
            } else if let Some(uri) = self.unchecked.pop_back() {
                self.check(&uri);
            } else if let Ok(event) = events.recv() {
                self.take(event);
            }
        }
    }

    fn take(&mut self, event: Event) {
        match event {
            Event::Message(Message::Notification(Notification { method, params })) if method == "$/cancelRequest" => {
                self.cancel(params);
            }
            Event::Message(message) => self.queue.push(message),
            Event::Malformed(why) => {
                let why: String = why.chars().take(200).collect();
                self.outbox.log(MessageType::Error, format!("something came that is no message: {why}"));
            }
            Event::Closed => self.is_over = true,
            Event::Answer(id, answer) => {
                if self.queue.end(&id) {
                    self.answer(id, answer);
                }
            }
            Event::Refreshed(refreshed) => self.refreshed(*refreshed),
        }
    }

    fn cancel(&mut self, params: Value) {
        let Ok(CancelParams { id }) = serde_json::from_value(params) else { return };
        let id = match id {
            Id::Int(id) => RequestId::from(id),
            Id::String(id) => RequestId::from(id),
        };
        if self.queue.cancel(&id) {
            self.answer(id, Err(Failure::new(ErrorCode::RequestCanceled, "cancelled")));
        }
    }

    fn answer(&self, id: RequestId, answer: Result<Value, Failure>) {
        if let Err(failure) = &answer
            && failure.code as i32 == ErrorCode::InternalError as i32
        {
            self.outbox.log(MessageType::Error, failure.message.clone());
        }
        self.outbox.answer(id, answer);
    }

    /// Handles a message. What fails is told, and the next message is handled as if it had not.
    fn handle(&mut self, message: Message) {
        match message {
            Message::Request(Request { id, method, params }) => {
                let answer = AssertUnwindSafe(|| self.request(&id, &method, params));
                let failed =
                    |_| Err(Failure::new(ErrorCode::InternalError, format!("`{method}` failed; this is a bug")));
                match catch_unwind(answer).unwrap_or_else(failed) {
                    Ok(Answer::Now(result)) => self.answer(id, Ok(result)),
                    Ok(Answer::Later(work)) => requests::work(self, id, work),
                    Err(failure) => {
                        self.queue.end(&id);
                        self.answer(id, Err(failure));
                    }
                }
            }
            Message::Notification(Notification { method, params }) => {
                let failure = match catch_unwind(AssertUnwindSafe(|| self.notification(&method, params))) {
                    Ok(Ok(())) => return,
                    Ok(Err(failure)) => failure.message,
                    Err(_) => "speclint failed; this is a bug".to_owned(),
                };
                self.outbox.log(MessageType::Error, format!("`{method}`: {failure}"));
            }
            // What the client answers to what it is asked for.
            Message::Response(response) => {
                if let Err(error) = response.response_result {
                    self.outbox
                        .log(MessageType::Warning, format!("the client refused {}: {}", response.id, error.message));
                }
            }
        }
    }

    fn request(&mut self, id: &RequestId, method: &str, params: Value) -> Result<Answer, Failure> {
        match method {
            "shutdown" => {
                self.is_shut_down = true;
                Ok(Answer::Now(Value::Null))
            }
            "initialize" => Err(Failure::new(ErrorCode::InvalidRequest, "`initialize` comes once")),
            _ if self.is_shut_down => Err(Failure::new(ErrorCode::InvalidRequest, "the server is shut down")),
            _ => requests::answer(self, id, method, params),
        }
    }

    fn notification(&mut self, method: &str, params: Value) -> Result<(), Failure> {
        match method {
            "initialized" => self.watch(),
            "textDocument/didOpen" => self.opened(read(params)?),
            "textDocument/didChange" => self.changed(read(params)?)?,
            "textDocument/didSave" => self.saved(&read(params)?),
            "textDocument/didClose" => self.closed(&read(params)?),
            "workspace/didChangeWatchedFiles" => self.files_changed(&read(params)?),
            // Repositories are found by documents, wherever these lie.
            _ => {}
        }
        Ok(())
    }

    /// Checks a document, and tells what is found.
    fn check(&mut self, uri: &str) {
        let found = catch_unwind(AssertUnwindSafe(|| self.found(uri)));
        let Some(document) = self.documents.get_mut(uri) else { return };
        let Found { told, by_rules, errors } = found.unwrap_or_else(|_| {
            let error = Error::new(format!("the check of {uri} failed; this is a bug"));
            Found { errors: vec![error], ..Found::default() }
        });
        document.found = by_rules.into();
        let version = document.version;
        self.publish(uri, Some(version), told);
        errors.iter().for_each(|error| self.log_once(error));
    }

    fn found(&mut self, uri: &str) -> Found {
        match self.view(&uri.to_owned().into()) {
            Ok(view) => diagnostics::check(&view),
            Err(_) => Found::default(),
        }
    }

    fn log_once(&mut self, error: &Error) {
        /// So many are kept in mind.
        const MAX_LOGGED: usize = 1_000;
        let text = error.to_string();
        if self.logged.len() < MAX_LOGGED && self.logged.insert(text.clone()) {
            self.outbox.log(MessageType::Warning, text);
        }
    }

    fn publish(&self, uri: &str, version: Option<i32>, diagnostics: Vec<Diagnostic>) {
        let params = PublishDiagnosticsParams { uri: uri.into(), version, diagnostics };
        self.outbox.notify::<PublishDiagnosticsNotification>(&params);
    }
}

fn read<T: DeserializeOwned>(params: Value) -> Result<T, Failure> {
    serde_json::from_value(params).map_err(|error| Failure::new(ErrorCode::InvalidParams, error.to_string()))
}

fn not_open(uri: &str) -> Failure {
    Failure::new(ErrorCode::InvalidParams, format!("{uri} is not open"))
}

fn is_exit(message: &Message) -> bool {
    matches!(message, Message::Notification(notification) if notification.method == "exit")
}
