//! The streams that the commands print to.

use std::io::{self, Write};

use crate::escape;

/// A stream to a terminal or a log that obeys nothing of what is printed: see [`escape::line`].
pub(super) struct Guard<W: Write> {
    out: W,
    /// Whether colours are wanted.
    color: bool,
    /// The begun line.
    line: Vec<u8>,
}

impl<W: Write> Guard<W> {
    pub fn new(out: W, color: bool) -> Self {
        Guard { out, color, line: Vec::new() }
    }

    /// Writes the begun line.
    fn finish_line(&mut self) -> io::Result<()> {
        let text = String::from_utf8_lossy(&self.line);
        // A carriage return at the end is a part of the line end: in a diff of such a document it has to stay.
        let (text, end) = match text.strip_suffix("\r\n").or_else(|| text.strip_suffix('\n')) {
            Some(line) => text.split_at(line.len()),
            None => (&*text, ""),
        };
        self.out.write_all(escape::line(text, self.color).as_bytes())?;
        self.out.write_all(end.as_bytes())?;
        self.line.clear();
        Ok(())
    }
}

impl<W: Write> Write for Guard<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        for piece in bytes.split_inclusive(|&b| b == b'\n') {
            self.line.extend_from_slice(piece);
            if piece.ends_with(b"\n") {
                self.finish_line()?;
            }
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        if !self.line.is_empty() {
            self.finish_line()?;
        }
        self.out.flush()
    }
}
