//! What the client of the server can do.

use serde_json::Value;

/// In which units the columns of positions are counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Encoding {
    /// Bytes.
    Utf8,
    /// The units of UTF-16, which every client knows.
    Utf16,
}

/// What the client told of itself. What it does not tell it cannot do.
#[derive(Debug, Clone)]
pub(super) struct Client {
    pub encoding: Encoding,
    /// Whether the edits of code actions may follow when one is chosen.
    pub resolves_actions: bool,
    /// Whether code actions that are not possible may be shown with their reason.
    pub shows_disabled: bool,
    /// Whether definitions may tell more than a place.
    pub has_links: bool,
    /// Whether it can be asked to watch files.
    pub watches: bool,
    /// Whether it can be asked to ask for code lenses again.
    pub refreshes_lenses: bool,
    pub has_snippets: bool,
    /// Whether the edits of a document may name the version that they are for.
    pub knows_versions: bool,
}

impl Client {
    /// Reads what a client tells when it begins. Only what is needed is looked at, so that a client may tell anything else.
    pub fn of(params: &Value) -> Self {
        let capability = |path: &str| params.pointer(&format!("/capabilities{path}"));
        let has = |path: &str| capability(path).and_then(Value::as_bool).unwrap_or(false);
        let names = |path: &str, name: &str| {
            capability(path).and_then(Value::as_array).is_some_and(|all| all.iter().any(|own| own == name))
        };
        let is_bytes = names("/general/positionEncodings", "utf-8");
        Client {
            encoding: if is_bytes { Encoding::Utf8 } else { Encoding::Utf16 },
            resolves_actions: names("/textDocument/codeAction/resolveSupport/properties", "edit")
                && has("/textDocument/codeAction/dataSupport"),
            shows_disabled: has("/textDocument/codeAction/disabledSupport"),
            has_links: has("/textDocument/definition/linkSupport"),
            watches: has("/workspace/didChangeWatchedFiles/dynamicRegistration"),
            refreshes_lenses: has("/workspace/codeLens/refreshSupport"),
            has_snippets: has("/textDocument/completion/completionItem/snippetSupport"),
            knows_versions: has("/workspace/workspaceEdit/documentChanges"),
        }
    }
}
