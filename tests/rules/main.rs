//! The rules besides those about differences: what they report, how it reads, and their options.
#![cfg(feature = "cli")]

#[path = "../common/mod.rs"]
mod common;

mod carriage_return;
mod empty_document;
mod empty_release;
mod empty_section;
mod encoding;
mod file_extension;
mod file_name;
mod heading_adornment;
mod levels;
mod line_length;
mod metadata;
mod pages;
mod suppression;
mod suppression_scope;
mod template_text;
mod text;
mod trailing_whitespace;
mod unexpected_file;
mod zero_width_character;
