//! For people: the line in its context, a label, and what to do.

use std::fmt;
use std::io::{self, Write};

use miette::{
    Diagnostic as Rendered, GraphicalReportHandler, GraphicalTheme, LabeledSpan, Severity, SourceCode, ThemeCharacters,
    ThemeStyles,
};

use super::excerpt::Excerpt;
use super::summary::summary;
use super::{Format, Shown};
use crate::check::Report;
use crate::error::Error;
use crate::escape::{self, printable};
use crate::lines::LineIndex;
use crate::paths::{Here, display};
use crate::rules::{Diagnostic, Span};

/// How text may be decorated.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Style {
    /// Whether to use colours (ANSI escape sequences).
    pub color: bool,
    /// Whether pictures are drawn in ASCII alone.
    pub ascii: bool,
    /// The columns of the terminal; `None`: as many as are needed.
    pub width: Option<usize>,
}

/// Columns that messages are wrapped at.
const WIDTH: usize = 100;

/// The same, on the narrowest terminal that somebody reads on.
const LEAST_WIDTH: usize = 40;

/// Diagnostics and errors in their context, and what was checked.
#[derive(Debug, Clone, Copy, Default)]
pub struct Full {
    /// How diagnostics are decorated.
    pub style: Style,
    /// How errors are, which may go elsewhere.
    pub errors: Style,
}

/// The whole report as a text. A terminal or a log may be given it as it is: nothing in it is a command to them.
pub fn full(report: &Report, style: Style) -> String {
    let mut text = Vec::new();
    // Writing to memory does not fail.
    let _ = Full { style, errors: style }.write_all(&Shown::all(report), &mut text);
    let text = String::from_utf8_lossy(&text);
    text.lines().map(|line| escape::line(line, style.color) + "\n").collect()
}

impl Format for Full {
    fn write(&self, shown: &Shown<'_>, out: &mut dyn Write) -> io::Result<()> {
        let handler = handler(self.style);
        let here = Here::now();
        for (file, diagnostics) in shown.files() {
            let path = here.display(&file.path);
            let lines = file.source.as_deref().map(LineIndex::new);
            for diagnostic in diagnostics {
                let item = Item::of(&here, &path, lines.as_ref(), diagnostic, self.style);
                write_item(&handler, &item, out)?;
            }
        }
        Ok(())
    }

    fn write_errors(&self, shown: &Shown<'_>, out: &mut dyn Write) -> io::Result<()> {
        shown.report.errors.iter().try_for_each(|error| writeln!(out, "{}", self::error(error, self.errors)))
    }

    fn write_end(&self, shown: &Shown<'_>, out: &mut dyn Write) -> io::Result<()> {
        match shown.quiet {
            true => Ok(()),
            false => out.write_all(summary(shown).as_bytes()),
        }
    }
}

/// An error as a text.
pub fn error(error: &Error, style: Style) -> String {
    let path = error.path.as_deref().map(display).unwrap_or_default();
    let lines = error.place.as_ref().map(|place| LineIndex::new(&place.source));
    let excerpt = error
        .place
        .as_ref()
        .zip(lines.as_ref())
        .map(|(place, lines)| Excerpt::new(&path, lines, &Span::new(lines, place.range.clone()), style.width));
    let message = match (&excerpt, path.as_str()) {
        (Some(_), _) | (None, "") => error.message.clone(),
        (None, path) => format!("{path}: {}", error.message),
    };
    let item = Item {
        message,
        code: None,
        severity: Severity::Error,
        help: error.help.clone(),
        label: error.place.as_ref().map(|place| place.label.clone()).unwrap_or_default(),
        excerpt,
    };
    let mut text = Vec::new();
    // Writing to memory does not fail.
    let _ = write_item(&handler(style), &item, &mut text);
    String::from_utf8_lossy(&text).trim_end().to_owned() + "\n"
}

fn handler(style: Style) -> GraphicalReportHandler {
    let theme = GraphicalTheme {
        characters: if style.ascii { ThemeCharacters::ascii() } else { ThemeCharacters::unicode() },
        styles: if style.color { ThemeStyles::ansi() } else { ThemeStyles::none() },
    };
    GraphicalReportHandler::new_themed(theme)
        .with_width(style.width.map_or(WIDTH, |width| width.clamp(LEAST_WIDTH, WIDTH)))
        .with_context_lines(1)
        .with_links(false)
        .with_wrap_lines(style.width.is_some_and(|width| width < WIDTH))
}

fn write_item(handler: &GraphicalReportHandler, item: &Item<'_>, out: &mut dyn Write) -> io::Result<()> {
    let mut text = String::new();
    handler.render_report(&mut text, item).map_err(io::Error::other)?;
    // miette pads: one blank line between items is enough.
    for line in text.trim_matches('\n').lines() {
        writeln!(out, "{}", line.trim_end())?;
    }
    writeln!(out)
}

/// A text of several lines that a terminal shows as it is.
fn printable_lines(text: &str) -> String {
    text.split('\n').map(printable).collect::<Vec<_>>().join("\n")
}

/// A diagnostic or an error as miette wants it.
struct Item<'i> {
    message: String,
    code: Option<&'i str>,
    severity: Severity,
    help: Option<String>,
    label: String,
    excerpt: Option<Excerpt>,
}

impl Item<'_> {
    fn of(here: &Here, path: &str, lines: Option<&LineIndex<'_>>, diagnostic: &Diagnostic, style: Style) -> Self {
        let place = lines.zip(diagnostic.span.as_ref());
        Item {
            message: match place {
                Some(_) => diagnostic.message.clone(),
                None => format!("{path}: {}", diagnostic.message),
            },
            code: Some(diagnostic.rule.name()),
            severity: if diagnostic.is_error() { Severity::Error } else { Severity::Warning },
            help: Some(diagnostic.help.shown(|path| here.display(path))),
            label: diagnostic.label.shown(|path| here.display(path)),
            excerpt: place.map(|(lines, span)| Excerpt::new(path, lines, span, style.width)),
        }
    }
}

impl fmt::Debug for Item<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl fmt::Display for Item<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&printable(&self.message))
    }
}

impl std::error::Error for Item<'_> {}

impl Rendered for Item<'_> {
    fn code<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        self.code.map(|code| Box::new(code) as _)
    }

    fn severity(&self) -> Option<Severity> {
        Some(self.severity)
    }

    fn help<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        self.help.as_ref().map(|help| Box::new(printable_lines(help)) as _)
    }

    fn source_code(&self) -> Option<&dyn SourceCode> {
        self.excerpt.as_ref().map(|excerpt| excerpt as _)
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        let excerpt = self.excerpt.as_ref()?;
        let label = (!self.label.is_empty()).then(|| printable(&self.label).into_owned());
        Some(Box::new(std::iter::once(LabeledSpan::new_with_span(label, excerpt.span))))
    }
}
