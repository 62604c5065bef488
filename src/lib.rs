//! speclint holds every spec of a release against that release's template.
//!
//! The library is what the command line uses. In a specs repository one call makes a test of it:
//!
//! ```no_run
//! // tests/specs.rs
//! #[test]
//! fn specs_conform() {
//!     speclint::assert_conforms(env!("CARGO_MANIFEST_DIR"));
//! }
//! ```
//!
//! For more, open a [`Repository`] and [`check`] it:
//!
//! ```no_run
//! let repository = speclint::Repository::find(std::path::Path::new("."))?;
//! let report = speclint::check(&repository, &speclint::Request::default());
//! assert!(report.passes());
//! # Ok::<(), speclint::Error>(())
//! ```
//!
//! To hold one text against one template, without files, make a [`Checker`]. What an editor shows is a [`Document`]'s
//! [`Outline`] and the [`Diagnostic`]s of a check.
//!
//! What this page shows is promised. Modules that it does not show are there for the project's own tests.

// Data flows through the modules in the order in which they are listed here, and a module knows only what is before it:
// see `ARCHITECTURE.md`.

#![warn(missing_docs)]

mod pattern;

mod edit;
mod error;
mod escape;
mod lines;
mod nearest;

#[doc(hidden)]
pub mod document;

#[doc(hidden)]
pub mod template;

#[doc(hidden)]
pub mod compare;

mod rules;

mod checker;

// What stands above touches no file.

mod parallel;
mod paths;

mod files;

#[doc(hidden)]
pub mod config;

#[doc(hidden)]
pub mod repository;

mod check;

#[cfg(feature = "texts")]
#[doc(hidden)]
pub mod fix;

#[doc(hidden)]
pub mod output;

#[cfg(feature = "texts")]
pub mod texts;

#[cfg(feature = "cli")]
mod diff;

#[cfg(feature = "cli")]
#[doc(hidden)]
pub mod plan;

#[cfg(feature = "cli")]
#[doc(hidden)]
pub mod release;

#[cfg(feature = "cli")]
#[doc(hidden)]
pub mod new;

#[cfg(feature = "cli")]
#[doc(hidden)]
pub mod init;

#[cfg(feature = "cli")]
mod server;

#[cfg(feature = "cli")]
#[doc(hidden)]
pub mod cli;

use std::path::Path;

pub use check::{
    Base, Baseline, BaselineReport, Chosen, Explanation, Explanations, FileReport, PlacedEdit, Recorded, ReleaseReport,
    Releases, Report, Request, SpecText, Tally, check, explain,
};
pub use checker::{Checker, Demands, Fixed, Proved, Refused, Renamed, Spec, Wanted, Why};
pub use config::SpecSet;
pub use document::{Document, Format, Outline};
pub use edit::Edit;
pub use error::{Error, Place};
pub use lines::LineIndex;
pub use repository::Repository;
pub use rules::{Diagnostic, Fingerprint, Fix, FixKind, Level, Rule, RuleTable, Span, SpecFile, Step, Words};
pub use template::{SectionDemands, Understood};

/// Checks the specs of the current release of the repository that `directory` lies in, for a test.
///
/// # Panics
/// Where a spec does not conform, or could not be checked: with what the command line says of it.
#[track_caller]
pub fn assert_conforms(directory: impl AsRef<Path>) {
    let report = match Repository::find(directory.as_ref()) {
        Ok(repository) => check(&repository, &Request::default()),
        Err(error) => Report { errors: vec![error], ..Report::default() },
    };
    let text = output::plain(&report);
    assert!(report.passes(), "the specs do not conform\n\n{text}");
    println!("{text}");
}
