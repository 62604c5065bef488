//! For people: the line in its context, a label, and what to do.

use std::fmt;
use std::io::{self, Write};

use miette::{
    Diagnostic as Rendered, GraphicalReportHandler, GraphicalTheme, LabeledSpan, Severity, SourceCode, ThemeCharacters,
    ThemeStyles,
};

use super::excerpt::Excerpt;
use super::summary::summary;
use crate::check::Report;
use crate::error::Error;
use crate::escape::{self, printable};
use crate::lines::LineIndex;
use crate::paths::{Here, display};
use crate::rules::Level;
use crate::rules::Span;

/// How text may be decorated.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Style {
    /// Whether to use colours (ANSI escape sequences).
    pub color: bool,
}

/// Columns that messages are wrapped at.
const WIDTH: usize = 100;

/// The whole report as a text: diagnostics, errors, and what was checked. A terminal or a log may be given it as it
/// is: nothing in it is a command to them.
pub fn full(report: &Report, style: Style) -> String {
    let mut text = Vec::new();
    // Writing to memory does not fail.
    let _ = write_full(report, style, &mut text);
    let mut text = String::from_utf8_lossy(&text).into_owned();
    for error in &report.errors {
        text += &(self::error(error, style) + "\n");
    }
    text += &summary(report);
    text.lines().map(|line| escape::line(line, style.color) + "\n").collect()
}

/// Writes the diagnostics.
///
/// # Errors
/// Where `out` does.
pub fn write_full(report: &Report, style: Style, out: &mut dyn Write) -> io::Result<()> {
    let handler = handler(style);
    let here = Here::now();
    for file in &report.files {
        let path = here.display(&file.path);
        let lines = file.source.as_deref().map(LineIndex::new);
        for diagnostic in &file.diagnostics {
            let severity = if diagnostic.level == Level::Error { Severity::Error } else { Severity::Warning };
            let place = lines.as_ref().zip(diagnostic.span.as_ref());
            let message = match place {
                Some(_) => diagnostic.message.clone(),
                None => format!("{path}: {}", diagnostic.message),
            };
            let help = diagnostic.help.shown(|path| here.display(path));
            let label = diagnostic.label.shown(|path| here.display(path));
            let item = Item {
                message,
                code: Some(diagnostic.rule.name()),
                severity,
                help: Some(&help),
                label: &label,
                excerpt: place.map(|(lines, span)| Excerpt::new(&path, lines, span)),
            };
            write_item(&handler, &item, out)?;
        }
    }
    Ok(())
}

/// An error as a text.
pub fn error(error: &Error, style: Style) -> String {
    let path = error.path.as_deref().map(display).unwrap_or_default();
    let lines = error.place.as_ref().map(|place| LineIndex::new(&place.source));
    let excerpt = error
        .place
        .as_ref()
        .zip(lines.as_ref())
        .map(|(place, lines)| Excerpt::new(&path, lines, &Span::new(lines, place.range.clone())));
    let message = match (&excerpt, path.as_str()) {
        (Some(_), _) | (None, "") => error.message.clone(),
        (None, path) => format!("{path}: {}", error.message),
    };
    let item = Item {
        message,
        code: None,
        severity: Severity::Error,
        help: error.help.as_deref(),
        label: error.place.as_ref().map_or("", |place| &place.label),
        excerpt,
    };
    let mut text = Vec::new();
    // Writing to memory does not fail.
    let _ = write_item(&handler(style), &item, &mut text);
    String::from_utf8_lossy(&text).trim_end().to_owned() + "\n"
}

fn handler(style: Style) -> GraphicalReportHandler {
    let theme = GraphicalTheme {
        characters: ThemeCharacters::unicode(),
        styles: if style.color { ThemeStyles::ansi() } else { ThemeStyles::none() },
    };
    GraphicalReportHandler::new_themed(theme)
        .with_width(WIDTH)
        .with_context_lines(1)
        .with_links(false)
        .with_wrap_lines(false)
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
    help: Option<&'i str>,
    label: &'i str,
    excerpt: Option<Excerpt>,
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
        self.help.map(|help| Box::new(printable_lines(help)) as _)
    }

    fn source_code(&self) -> Option<&dyn SourceCode> {
        self.excerpt.as_ref().map(|excerpt| excerpt as _)
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        let excerpt = self.excerpt.as_ref()?;
        let label = (!self.label.is_empty()).then(|| printable(self.label).into_owned());
        Some(Box::new(std::iter::once(LabeledSpan::new_with_span(label, excerpt.span))))
    }
}
