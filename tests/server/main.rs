//! The language server as an editor meets it: a client over pipes, message by message. It never waits for time to pass,
//! only for messages.
#![cfg(all(feature = "cli", unix))]

#[path = "../common/mod.rs"]
mod common;

mod actions;
mod client;
mod completion;
mod diagnostics;
mod hover;
mod incremental;
mod outline;
mod protocol;
mod rename;
mod repositories;
mod robust;
mod templates;
