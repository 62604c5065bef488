//! Reports as text: one file a format, one trait.

mod plain;
mod short;
mod statistics;
mod summary;

#[cfg(feature = "texts")]
mod found;
#[cfg(feature = "texts")]
mod objects;
#[cfg(feature = "texts")]
mod outline;

#[cfg(feature = "cli")]
mod excerpt;
#[cfg(feature = "cli")]
mod full;
#[cfg(feature = "cli")]
mod github;
#[cfg(feature = "cli")]
mod gitlab;
#[cfg(feature = "cli")]
mod job_summary;
#[cfg(feature = "cli")]
mod json;
#[cfg(feature = "cli")]
mod json_lines;
#[cfg(feature = "cli")]
mod junit;
#[cfg(feature = "cli")]
mod rdjson;
#[cfg(feature = "cli")]
mod sarif;

use std::io::{self, Write};
use std::path::Path;

#[cfg(feature = "cli")]
pub use self::full::{Full, Style, error, full};
#[cfg(feature = "cli")]
pub use self::github::{Github, is_github};
#[cfg(feature = "cli")]
pub use self::gitlab::Gitlab;
#[cfg(feature = "cli")]
pub use self::job_summary::JobSummary;
#[cfg(feature = "cli")]
pub use self::json::Json;
#[cfg(feature = "cli")]
pub use self::json_lines::JsonLines;
#[cfg(feature = "cli")]
pub use self::junit::Junit;
#[cfg(feature = "texts")]
pub use self::objects::{LineObject, ReportObject};
pub use self::plain::plain;
#[cfg(feature = "cli")]
pub use self::rdjson::Rdjson;
#[cfg(feature = "cli")]
pub use self::sarif::Sarif;
pub use self::short::Short;
pub use self::statistics::{Cause, Statistics, causes};
pub use self::summary::summary;

use crate::check::{FileReport, Report};
#[cfg(feature = "cli")]
use crate::paths::Here;
use crate::rules::Diagnostic;

#[cfg(feature = "cli")]
pub(crate) use self::json::{write_json, write_json_line};
#[cfg(feature = "cli")]
pub(crate) use self::objects::ReleaseObject;
#[cfg(feature = "texts")]
pub(crate) use self::objects::{ErrorObject, PlaceObject};
#[cfg(feature = "texts")]
pub(crate) use self::outline::outline_object;

/// A format: a report in, bytes out.
pub trait Format {
    /// Writes what is found; a format for programs writes all that there is to say.
    ///
    /// # Errors
    /// Where `out` does.
    fn write(&self, shown: &Shown<'_>, out: &mut dyn Write) -> io::Result<()>;

    /// Writes for people why something could not be checked, which they are told on standard error.
    ///
    /// # Errors
    /// Where `out` does.
    fn write_errors(&self, _: &Shown<'_>, _: &mut dyn Write) -> io::Result<()> {
        Ok(())
    }

    /// Writes for people what was checked, after all else.
    ///
    /// # Errors
    /// Where `out` does.
    fn write_end(&self, _: &Shown<'_>, _: &mut dyn Write) -> io::Result<()> {
        Ok(())
    }

    /// Writes all of it.
    ///
    /// # Errors
    /// Where `out` does.
    fn write_all(&self, shown: &Shown<'_>, out: &mut dyn Write) -> io::Result<()> {
        self.write(shown, out)?;
        self.write_errors(shown, out)?;
        self.write_end(shown, out)
    }

    /// Whether it gives commands to a CI system. From the lines of all others the stream takes what one would obey.
    fn gives_commands(&self) -> bool {
        false
    }

    /// Whether it shows fixes, which have to be proved before.
    fn shows_fixes(&self) -> bool {
        false
    }
}

/// What of a report is shown.
#[derive(Clone, Copy)]
pub struct Shown<'r> {
    /// All that was found.
    pub report: &'r Report,
    /// So many findings at most.
    pub most: usize,
    /// Findings and errors alone, without what was checked.
    pub quiet: bool,
    /// With a count of their causes, where findings are shown to programs.
    pub statistics: bool,
    /// The top of the working tree, which paths are relative to in what CI systems read; `None`: the working directory.
    pub top: Option<&'r Path>,
}

impl<'r> Shown<'r> {
    /// All of a report.
    pub fn all(report: &'r Report) -> Self {
        Shown { report, most: usize::MAX, quiet: false, statistics: false, top: None }
    }

    /// How CI systems are shown paths.
    #[cfg(feature = "cli")]
    fn top(&self) -> Here {
        self.top.map_or_else(Here::now, Here::at)
    }

    /// How many findings there are that are not shown.
    pub fn not_shown(&self) -> usize {
        let all: usize = self.report.files.iter().map(|file| file.diagnostics.len()).sum();
        all.saturating_sub(self.most)
    }

    /// The files with what is shown of them.
    pub fn files(&self) -> impl Iterator<Item = (&'r FileReport, &'r [Diagnostic])> + use<'r> {
        let mut left = self.most;
        self.report.files.iter().map_while(move |file| {
            let shown = &file.diagnostics[..left.min(file.diagnostics.len())];
            left -= shown.len();
            (!shown.is_empty()).then_some((file, shown))
        })
    }
}

/// `1 spec`, `2 specs`
pub(crate) fn count(number: usize, one: &str) -> String {
    format!("{number} {one}{}", if number == 1 { "" } else { "s" })
}
