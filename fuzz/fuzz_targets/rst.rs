//! Any text as reStructuredText: no panic, and an outline that describes the text.

#![no_main]

use libfuzzer_sys::fuzz_target;

#[path = "../../tests/invariants/mod.rs"]
mod invariants;

fuzz_target!(|source: &str| invariants::check(source, speclint::Format::Rst));
