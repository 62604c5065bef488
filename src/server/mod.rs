//! The language server: what speclint knows of a document, while it is written.
//!
//! Messages come in on a thread of their own and are handled in their order (`session.rs`). What is asked often is
//! answered at once, from the open documents (`documents.rs`) and the repositories that they lie in (`workspace.rs`);
//! what reads many files is worked on beside that. A capability is a file, and a function of a [`View`](view::View): the
//! document, what it is to its repository, and what was found in it. Nothing is written to the disk: all changes are
//! edits that the client makes.

mod actions;
mod client;
mod commands;
mod completion;
mod definition;
mod diagnostics;
mod documents;
mod edits;
mod folding;
mod hover;
mod impact;
mod lens;
mod positions;
mod protocol;
mod queue;
mod refresh;
mod rename;
mod requests;
mod session;
mod symbols;
mod transport;
mod uris;
mod view;
mod workspace;

use std::io::{BufReader, Read, Write};
use std::sync::mpsc::{Receiver, channel};

use lsp_server::{ErrorCode, Message, Request};

use self::client::Client;
use self::protocol::{InitializeResult, MessageType, capabilities};
use self::session::Session;
use self::transport::{Event, Failure, Outbox, listen, value};

/// Serves a client until it says that it is enough, or is gone. Whether it ended as the protocol wants it.
pub(crate) fn serve(input: impl Read + Send + 'static, output: impl Write + Send + 'static) -> bool {
    let (sender, events) = channel();
    let listener = sender.clone();
    std::thread::spawn(move || listen(BufReader::new(input), &listener));
    let outbox = Outbox::new(output);
    match initialize(&events, &outbox) {
        Some(client) => Session::new(client, outbox, sender).run(&events),
        None => false,
    }
}

/// Waits for a client that introduces itself; `None` where none does.
fn initialize(events: &Receiver<Event>, outbox: &Outbox) -> Option<Client> {
    loop {
        match events.recv().ok()? {
            Event::Message(Message::Request(Request { id, method, params })) if method == "initialize" => {
                let client = Client::of(&params);
                let result: InitializeResult = capabilities(&client);
                outbox.answer(id, Ok(value(&result)));
                return Some(client);
            }
            Event::Message(Message::Request(request)) => {
                let failure = Failure::new(ErrorCode::ServerNotInitialized, "`initialize` comes first");
                outbox.answer(request.id, Err(failure));
            }
            Event::Message(Message::Notification(notification)) if notification.method == "exit" => return None,
            Event::Malformed(why) => outbox.log(MessageType::Error, why),
            Event::Closed => return None,
            _ => {}
        }
    }
}
