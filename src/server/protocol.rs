//! The types of the protocol. Nothing else knows the crate that they are from, which is generated anew for each version
//! of the protocol and may rename what it likes.

use std::ops::Range;

pub(super) use gen_lsp_types::{
    ApplyWorkspaceEditParams, ApplyWorkspaceEditRequest, CancelParams, Code, CodeAction, CodeActionDisabled,
    CodeActionKind, CodeActionOptions, CodeActionParams, CodeActionProvider, CodeActionRequest,
    CodeActionResolveRequest, CodeActionResponse, CodeLens, CodeLensOptions, CodeLensRefreshRequest, CodeLensRequest,
    Command, CompletionItem, CompletionItemKind, CompletionItemTextEdit, CompletionOptions, CompletionRequest,
    Contents, Definition, DefinitionRequest, Diagnostic, DiagnosticRelatedInformation, DiagnosticSeverity,
    DidChangeTextDocumentParams, DidChangeWatchedFilesParams, DidChangeWatchedFilesRegistrationOptions,
    DidCloseTextDocumentParams, DidOpenTextDocumentParams, DidSaveTextDocumentParams, DocumentChange, DocumentSymbol,
    DocumentSymbolRequest, Documentation, Edit, ExecuteCommandOptions, ExecuteCommandRequest, FileChangeType,
    FileSystemWatcher, FoldingRange, FoldingRangeKind, FoldingRangeRequest, Hover, HoverRequest, Id, InitializeResult,
    InsertTextFormat, Location, LocationLink, LogMessageNotification, LogMessageParams, LspRequestMethod as Method,
    MarkupContent, MarkupKind, MessageType, Notification, OptionalVersionedTextDocumentIdentifier, Position,
    PositionEncodingKind, PrepareRenamePlaceholder, PrepareRenameRequest, PrepareRenameResult,
    PublishDiagnosticsNotification, PublishDiagnosticsParams, Range as LspRange, Registration, RegistrationParams,
    RegistrationRequest, RenameOptions, RenameProvider, RenameRequest, Request, Save, ServerCapabilities, ServerInfo,
    ShowMessageNotification, ShowMessageParams, SymbolKind, TextDocumentContentChangeEvent, TextDocumentEdit,
    TextDocumentIdentifier, TextDocumentPositionParams, TextDocumentSyncKind, TextDocumentSyncOptions, TextEdit, Uri,
    WorkspaceEdit, WorkspaceFoldersServerCapabilities, WorkspaceOptions,
};

use super::client::{Client, Encoding};
use super::commands;

/// What the server can do, for a client.
pub(super) fn capabilities(client: &Client) -> InitializeResult {
    let encoding = match client.encoding {
        Encoding::Utf8 => PositionEncodingKind::UTF8,
        Encoding::Utf16 => PositionEncodingKind::UTF16,
    };
    let sync = TextDocumentSyncOptions {
        open_close: Some(true),
        change: Some(TextDocumentSyncKind::Incremental),
        save: Some(Save::Bool(true)),
        ..TextDocumentSyncOptions::default()
    };
    let kinds = vec![CodeActionKind::QuickFix, CodeActionKind::from(FIX_ALL.to_owned())];
    let folders = WorkspaceFoldersServerCapabilities { supported: Some(true), change_notifications: Some(true.into()) };
    let capabilities = ServerCapabilities {
        position_encoding: Some(encoding),
        text_document_sync: Some(sync.into()),
        completion_provider: Some(CompletionOptions {
            trigger_characters: Some([" ", ":", "#", ".", "["].map(str::to_owned).to_vec()),
            ..CompletionOptions::default()
        }),
        hover_provider: Some(true.into()),
        definition_provider: Some(true.into()),
        document_symbol_provider: Some(true.into()),
        code_action_provider: Some(CodeActionProvider::CodeActionOptions(CodeActionOptions {
            code_action_kinds: Some(kinds),
            resolve_provider: Some(true),
            ..CodeActionOptions::default()
        })),
        code_lens_provider: Some(CodeLensOptions::default()),
        rename_provider: Some(RenameProvider::RenameOptions(RenameOptions {
            prepare_provider: Some(true),
            ..RenameOptions::default()
        })),
        folding_range_provider: Some(true.into()),
        execute_command_provider: Some(ExecuteCommandOptions {
            commands: commands::ALL.map(str::to_owned).to_vec(),
            ..ExecuteCommandOptions::default()
        }),
        workspace: Some(WorkspaceOptions { workspace_folders: Some(folders), ..WorkspaceOptions::default() }),
        ..ServerCapabilities::default()
    };
    let info = ServerInfo { name: "speclint".to_owned(), version: Some(env!("CARGO_PKG_VERSION").to_owned()) };
    InitializeResult { capabilities, server_info: Some(info) }
}

/// The kind of the action that makes all safe fixes of a document.
pub(super) const FIX_ALL: &str = "source.fixAll.speclint";

/// A text that is Markdown.
pub(super) fn markdown(value: String) -> MarkupContent {
    MarkupContent { kind: MarkupKind::Markdown, value }
}

/// Whether two ranges have a place in common, if only where they touch.
pub(super) fn touches(one: &Range<usize>, other: &Range<usize>) -> bool {
    one.start <= other.end && other.start <= one.end
}
