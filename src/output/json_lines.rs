//! For programs that read line by line: a JSON object a line.

use std::io::{self, Write};

use super::json::write_json_line;
use super::objects::lines;
use super::{Format, Shown};
use crate::paths::Here;

/// Diagnostics, errors, releases, and at the end an object of type `summary`.
pub struct JsonLines;

impl Format for JsonLines {
    fn write(&self, shown: &Shown<'_>, out: &mut dyn Write) -> io::Result<()> {
        lines(shown, &Here::now()).try_for_each(|line| write_json_line(&line, out))
    }

    fn shows_fixes(&self) -> bool {
        true
    }
}
