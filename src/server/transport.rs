//! Messages from the client and to it.

use std::io::{self, BufRead, Write};
use std::sync::mpsc::Sender;
use std::sync::{Arc, Mutex, PoisonError};

use lsp_server::{ErrorCode, Message, RequestId, Response};
use serde::Serialize;
use serde_json::Value;

use super::protocol::{
    LogMessageNotification, LogMessageParams, MessageType, Notification, Request, ShowMessageNotification,
    ShowMessageParams,
};
use super::refresh::Refreshed;

/// What the server waits for.
pub(super) enum Event {
    Message(Message),
    /// Something came that is no message, and why.
    Malformed(String),
    /// Nothing comes any more.
    Closed,
    /// The answer of a request that was worked on beside others.
    Answer(RequestId, Result<Value, Failure>),
    /// A repository was read anew.
    Refreshed(Box<Refreshed>),
}

/// Why a request is not answered.
#[derive(Debug)]
pub(super) struct Failure {
    pub code: ErrorCode,
    pub message: String,
}

impl Failure {
    pub fn new(code: ErrorCode, message: impl Into<String>) -> Self {
        Failure { code, message: message.into() }
    }
}

impl From<crate::error::Error> for Failure {
    fn from(error: crate::error::Error) -> Self {
        let help = error.help.map(|help| format!(" ({help})")).unwrap_or_default();
        Failure::new(ErrorCode::RequestFailed, error.message + &help)
    }
}

/// Reads messages until there are no more. One that is malformed is told of, and passed over.
pub(super) fn listen(mut input: impl BufRead, events: &Sender<Event>) {
    loop {
        let event = match Message::read(&mut input) {
            Ok(Some(message)) => Event::Message(message),
            Err(error) if error.kind() == io::ErrorKind::InvalidData => Event::Malformed(error.to_string()),
            Ok(None) | Err(_) => Event::Closed,
        };
        let is_last = matches!(event, Event::Closed);
        if events.send(event).is_err() || is_last {
            return;
        }
    }
}

/// Where messages to the client go.
#[derive(Clone)]
pub(super) struct Outbox {
    output: Arc<Mutex<Box<dyn Write + Send>>>,
    /// The id of the next request to the client.
    next: Arc<Mutex<i32>>,
}

impl Outbox {
    pub fn new(output: impl Write + Send + 'static) -> Self {
        Outbox { output: Arc::new(Mutex::new(Box::new(output))), next: Arc::default() }
    }

    /// Answers a request.
    pub fn answer(&self, id: RequestId, answer: Result<Value, Failure>) {
        let response = match answer {
            Ok(result) => Response { id, response_result: Ok(result) },
            Err(Failure { code, message }) => Response::new_err(id, code as i32, message),
        };
        self.send(&Message::Response(response));
    }

    pub fn notify<N: Notification>(&self, params: &N::Params) {
        let method = N::METHOD.as_str().to_owned();
        self.send(&Message::Notification(lsp_server::Notification { method, params: value(params) }));
    }

    /// Asks the client for something; whatever it answers is not waited for.
    pub fn ask<R: Request>(&self, params: &R::Params) {
        let id = {
            let mut next = self.next.lock().unwrap_or_else(PoisonError::into_inner);
            *next += 1;
            RequestId::from(format!("speclint-{next}"))
        };
        let method = R::METHOD.as_str().to_owned();
        self.send(&Message::Request(lsp_server::Request { id, method, params: value(params) }));
    }

    /// Tells something in the client's log.
    pub fn log(&self, kind: MessageType, message: impl Into<String>) {
        self.notify::<LogMessageNotification>(&LogMessageParams { kind, message: message.into() });
    }

    /// Shows something to the person at the client.
    pub fn show(&self, kind: MessageType, message: impl Into<String>) {
        self.notify::<ShowMessageNotification>(&ShowMessageParams { kind, message: message.into() });
    }

    fn send(&self, message: &Message) {
        let mut output = self.output.lock().unwrap_or_else(PoisonError::into_inner);
        // A client that is gone closes the input as well, and that ends the server.
        let _ = message.write(&mut *output);
    }
}

/// A value of the protocol as JSON.
pub(super) fn value(params: &impl Serialize) -> Value {
    // The types of the protocol have nothing that JSON cannot say.
    serde_json::to_value(params).unwrap_or_default()
}
