//! For programs: one JSON object.

use std::io::{self, Write};

use serde::Serialize;

use super::objects::ReportObject;
use super::{Format, Shown};
use crate::escape;
use crate::paths::Here;

/// The report as one object.
pub struct Json;

impl Format for Json {
    fn write(&self, shown: &Shown<'_>, out: &mut dyn Write) -> io::Result<()> {
        write_json(&ReportObject::new(shown, &Here::now()), out)
    }

    fn shows_fixes(&self) -> bool {
        true
    }
}

/// Writes a value as JSON to be read, with a line end.
///
/// # Errors
/// Where `out` does.
pub(crate) fn write_json(value: &impl Serialize, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "{}", escape::json(&serde_json::to_string_pretty(value)?))
}

/// Writes a value as JSON, without a line end.
///
/// # Errors
/// Where `out` does.
pub(super) fn write_value(value: &impl Serialize, out: &mut dyn Write) -> io::Result<()> {
    write!(out, "{}", escape::json(&serde_json::to_string(value)?))
}

/// Writes values as an array, one a line.
///
/// # Errors
/// Where `out` does.
pub(super) fn write_list(values: impl Iterator<Item = impl Serialize>, out: &mut dyn Write) -> io::Result<()> {
    write!(out, "[")?;
    for (at, value) in values.enumerate() {
        write!(out, "{}", if at == 0 { "\n" } else { ",\n" })?;
        write_value(&value, out)?;
    }
    write!(out, "\n]")
}

/// Writes a value as JSON on a line of its own.
///
/// # Errors
/// Where `out` does.
pub(crate) fn write_json_line(value: &impl Serialize, out: &mut dyn Write) -> io::Result<()> {
    write_value(value, out)?;
    writeln!(out)
}
