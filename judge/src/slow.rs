//! A search for documents that take more than linear time: pieces of constructs, repeated.

use std::time::{Duration, Instant};

use fastrand::Rng;
use rustix::time::{ClockId, clock_gettime};
use speclint::{Document, Format};

const MARKDOWN: &[&str] = &[
    "# ",
    "#",
    "a",
    "b ",
    " ",
    "  ",
    "    ",
    "\t",
    "\n",
    "\n",
    "\n\n",
    "\r",
    "> ",
    ">",
    "- ",
    "* ",
    "+ ",
    "1. ",
    "2) ",
    "---",
    "===",
    "- - -",
    "***",
    "_",
    "*",
    "**",
    "__",
    "`",
    "``",
    "```",
    "~~~",
    "~~",
    "[",
    "]",
    "[a]",
    "[a]: ",
    "[a]: /u",
    "[^1]",
    "[^1]: ",
    "(",
    ")",
    "](",
    "](a)",
    "![",
    "\"",
    "'",
    "\\",
    "<",
    ">",
    "<a",
    "<a ",
    "<a b=\"",
    "<!--",
    "-->",
    "<!",
    "<?",
    "?>",
    "<![CDATA[",
    "]]>",
    "<pre>",
    "</pre>",
    "</",
    "<div>",
    "|",
    "|-",
    "-|-",
    "a|b",
    ":-:",
    "&",
    "&amp;",
    "&#",
    ";",
    "\0",
    "\u{e9}",
    "\u{2003}",
    "speclint:",
    "<!-- speclint: ",
    ":",
    "/u ",
    "\"t\"",
    "<u>",
    "$",
    "{",
    "---\n",
    "a: b\n",
    "...\n",
];

const RST: &[&str] = &[
    "a",
    "b ",
    " ",
    "  ",
    "    ",
    "\t",
    "\n",
    "\n",
    "\n\n",
    "\r",
    "\u{b}",
    "\u{c}",
    "=",
    "==",
    "====\n",
    "----\n",
    "~~~~\n",
    "- ",
    "* ",
    "+ ",
    "\u{2022} ",
    "1. ",
    "#. ",
    "(a) ",
    "ii) ",
    "A. ",
    ".. ",
    "..",
    "::",
    "::\n\n",
    ":",
    ":a: ",
    ":a:",
    "|",
    "| ",
    "|a|",
    ">>> ",
    "> ",
    "-a",
    "--b=c",
    "/V",
    ", ",
    ".. a::",
    ".. a:: b",
    ".. _a: ",
    ".. _`a",
    "__ ",
    "_",
    "`",
    "``",
    "`a`_",
    "a_",
    "[1]",
    ".. [1] ",
    ".. [#] ",
    ".. |a| ",
    ".. code:: ",
    ".. image:: ",
    ".. class:: ",
    ".. contents::",
    ".. include:: ",
    ".. table:: ",
    ".. csv-table:: ",
    ".. list-table:: ",
    ".. replace:: ",
    "replace:: ",
    "image:: ",
    "+--+",
    "+--+\n",
    "|  |\n",
    "+==+\n",
    "+--+--+\n",
    "== ==\n",
    "=== ===\n",
    "--- ---\n",
    "a  b\n",
    "A\n=\n",
    "B\n-\n",
    "   :a: b\n",
    "   a\n",
    "\\",
    "\"",
    "'",
    "<",
    ">",
    "(",
    ")",
    "speclint: ",
    ".. speclint: ",
    "\u{4e00}",
    "\u{301}",
    "*",
    "**",
    ".. sidebar:: ",
    ".. topic:: ",
    ".. note:: ",
    ".. math::",
    ".. raw:: html",
    ".. meta::",
    ".. unicode:: ",
    ".. role:: ",
    ".. default-role:: ",
    ".. title:: ",
    ".. header:: ",
    ".. epigraph::",
    "-- ",
    "--- a",
    "{",
    "%",
];

/// More than so many times the work at four times the size is not linear.
const MAX_RATIO: f64 = 8.0;

/// Searches for so long, and prints what is slow; how many.
pub fn search(format: Format, rng: &mut Rng, time: Duration) -> usize {
    let end = Instant::now() + time;
    let (mut tried, mut found) = (0_usize, 0_usize);
    while Instant::now() < end {
        let pattern = Pattern::new(format, rng);
        tried += 1;
        if pattern.is_slow() {
            found += 1;
            let pattern = pattern.smaller();
            println!("{:5.1}  {pattern:?}", pattern.ratio(40_000));
        }
    }
    println!("{found} of {tried} patterns are slow ({format:?})");
    found
}

#[derive(Debug, Clone)]
struct Pattern {
    format: Format,
    start: String,
    repeated: String,
    middle: String,
    /// Repeated as often, or nothing.
    repeated_too: String,
    end: String,
    /// Whether each repetition begins a line that is indented further, up to a depth that grows with the root.
    deeper: Option<String>,
}

impl Pattern {
    fn new(format: Format, rng: &mut Rng) -> Self {
        let pieces = if format == Format::Rst { RST } else { MARKDOWN };
        let mut some = |least: usize, most: usize| -> String {
            (0..rng.usize(least..=most)).map(|_| pieces[rng.usize(..pieces.len())]).collect()
        };
        let mut pattern = Pattern {
            format,
            start: some(0, 2),
            repeated: some(1, 4),
            middle: some(0, 1),
            repeated_too: some(0, 3),
            end: some(0, 1),
            deeper: None,
        };
        match rng.usize(..4) {
            0 => pattern.repeated_too.clear(),
            1 => pattern.deeper = Some([" ", "  ", "> ", "   "][rng.usize(..4)].to_owned()),
            _ => {}
        }
        pattern
    }

    /// At some sizes, as the machine does other things too, and memory is not always at hand.
    fn is_slow(&self) -> bool {
        [10_000, 40_000, 80_000].into_iter().all(|size| self.ratio(size) > MAX_RATIO)
    }

    /// The same without what it is slow without.
    fn smaller(mut self) -> Self {
        let mut parts: [fn(&mut Pattern) -> &mut String; 5] = [
            |pattern| &mut pattern.start,
            |pattern| &mut pattern.end,
            |pattern| &mut pattern.middle,
            |pattern| &mut pattern.repeated_too,
            |pattern| &mut pattern.repeated,
        ];
        for part in &mut parts {
            let text = part(&mut self).clone();
            let mut at = 0;
            for c in text.chars() {
                let mut other = self.clone();
                part(&mut other).remove(at);
                if !other.repeated.is_empty() && other.is_slow() {
                    self = other;
                } else {
                    at += c.len_utf8();
                }
            }
        }
        self
    }

    fn document(&self, size: usize) -> String {
        let Pattern { start, repeated, middle, repeated_too, end, .. } = self;
        if let Some(indent) = &self.deeper {
            let depth = (size / indent.len()).isqrt();
            let lines: String = (0..depth).map(|level| indent.repeat(level) + repeated + "\n").collect();
            let more = repeated_too.repeat(size / 2 / repeated_too.len().max(1));
            return format!("{start}{lines}{middle}{more}{end}");
        }
        let count = size / (repeated.len() + repeated_too.len());
        format!("{start}{}{middle}{}{end}", repeated.repeat(count), repeated_too.repeat(count))
    }

    /// How much more work four times the size is.
    fn ratio(&self, size: usize) -> f64 {
        let (small, large) = (self.document(size), self.document(4 * size));
        let work = |document: &str| {
            let once = || {
                let start = now();
                std::hint::black_box(Document::parse(document, self.format));
                now() - start
            };
            (0..2).map(|_| once()).min().unwrap_or_default().as_secs_f64()
        };
        work(&large) / work(&small).max(2e-6)
    }
}

/// The processor time of this thread.
fn now() -> Duration {
    let time = clock_gettime(ClockId::ThreadCPUTime);
    Duration::new(time.tv_sec.try_into().unwrap_or(0), time.tv_nsec.try_into().unwrap_or(0))
}
