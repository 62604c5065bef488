#![doc = include_str!("../../docs/rules/encoding.md")]

use memchr::{memchr, memchr_iter};

use super::{Context, Finding, Subject};

const HELP: &str = "save the file as UTF-8 text";

pub(super) fn check(cx: &Context<'_>, found: &mut Vec<Finding>) {
    let bytes = cx.document.source.as_bytes();
    let Some(first) = memchr(0, bytes) else { return };
    let count = memchr_iter(0, bytes).count();
    let bytes = if count == 1 { "a NUL byte".to_owned() } else { format!("{count} NUL bytes") };
    found.push(Finding {
        range: first..first + 1,
        owner: None,
        subject: Subject::Alike,
        message: format!("{bytes}, the first at byte offset {first}: this is no text file"),
        label: "NUL".into(),
        help: HELP.into(),
        fix: None,
    });
}

/// The finding for a file that is not UTF-8 from the byte at offset `at`, which nothing else can be said of.
pub(crate) fn not_utf8(at: usize, byte: u8) -> Finding {
    Finding {
        range: at..at,
        owner: None,
        subject: Subject::Alike,
        message: format!("not UTF-8: the byte 0x{byte:02X} at byte offset {at} begins no character"),
        label: format!("0x{byte:02X}").into(),
        help: HELP.into(),
        fix: None,
    }
}
