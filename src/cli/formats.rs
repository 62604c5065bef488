//! `--format`: what reports are written as, and where to.

use std::ffi::OsStr;
use std::path::PathBuf;

use clap::builder::{PossibleValue, TypedValueParser};
use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{Args, ValueEnum};

use super::report_file::{append_job_summary, write_file};
use super::{CLEAN, FAILED, VIOLATIONS, fail, print_in, print_raw, style, tell_in};
use crate::check::Report;
use crate::error::Error;
use crate::nearest::{list, nearest};
use crate::output::{
    Format, Full, Github, Gitlab, Json, JsonLines, Junit, Rdjson, Sarif, Short, Shown, Statistics, Style, is_github,
};
use crate::plan::top;

#[derive(Args)]
pub(super) struct Outputs {
    /// How to print what is found, or FORMAT=PATH: what to write to a file. Repeat it for several [default: full]
    #[arg(long = "format", value_name = "FORMAT", value_parser = TargetParser)]
    targets: Vec<Target>,
    /// Print so many findings at most; the exit code is that of all
    #[arg(long, value_name = "N")]
    max_findings: Option<usize>,
    /// Count what is found by rule and section, and print no findings [formats: full, short, json, json-lines]
    #[arg(long)]
    statistics: bool,
    /// Print findings and errors alone, and not what was checked
    #[arg(long, short)]
    quiet: bool,
}

/// A format, and where it goes.
#[derive(Debug, Clone)]
struct Target {
    name: Name,
    /// The file; `None`: standard output.
    path: Option<PathBuf>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Name {
    /// The line in its context, and what to do
    Full,
    /// One line a finding: path:line:column: level[rule] message
    Short,
    /// One JSON object
    Json,
    /// A JSON object a line
    JsonLines,
    /// Annotations in GitHub Actions, which accompany `full` there by themselves
    Github,
    /// SARIF 2.1.0, for code scanning
    Sarif,
    /// GitLab's report of code quality
    Gitlab,
    /// JUnit's XML
    Junit,
    /// reviewdog's diagnostics, with suggestions
    Rdjson,
}

impl Name {
    fn format(self, style: Style, errors: Style, statistics: bool) -> Box<dyn Format> {
        match self {
            Name::Full | Name::Short if statistics => Box::new(Statistics),
            Name::Full => Box::new(Full { style, errors }),
            Name::Short => Box::new(Short),
            Name::Json => Box::new(Json),
            Name::JsonLines => Box::new(JsonLines),
            Name::Github => Box::new(Github),
            Name::Sarif => Box::new(Sarif),
            Name::Gitlab => Box::new(Gitlab),
            Name::Junit => Box::new(Junit),
            Name::Rdjson => Box::new(Rdjson),
        }
    }

    fn has_statistics(self) -> bool {
        self.is_for_people() || matches!(self, Name::Json | Name::JsonLines)
    }

    /// Whether it is for people, who are told errors on standard error.
    pub fn is_for_people(self) -> bool {
        matches!(self, Name::Full | Name::Short)
    }
}

/// The formats of what is no report of findings.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum TextOrJson {
    /// For people
    Text,
    /// For programs
    Json,
}

/// `FORMAT` or `FORMAT=PATH`
#[derive(Clone)]
struct TargetParser;

impl TypedValueParser for TargetParser {
    type Value = Target;

    fn parse_ref(
        &self,
        command: &clap::Command,
        argument: Option<&clap::Arg>,
        value: &OsStr,
    ) -> Result<Target, clap::Error> {
        let text = value.to_string_lossy();
        let (name, path) = split(&text);
        let name = clap::builder::EnumValueParser::<Name>::new().parse_ref(command, argument, OsStr::new(name))?;
        if path.is_some_and(str::is_empty) {
            let mut error = clap::Error::new(ErrorKind::InvalidValue).with_cmd(command);
            let argument = argument.map(ToString::to_string).unwrap_or_default();
            error.insert(ContextKind::InvalidArg, ContextValue::String(argument));
            error.insert(ContextKind::InvalidValue, ContextValue::String(text.into_owned()));
            return Err(error);
        }
        Ok(Target { name, path: path.map(PathBuf::from) })
    }

    fn possible_values(&self) -> Option<Box<dyn Iterator<Item = PossibleValue> + '_>> {
        Some(Box::new(Name::value_variants().iter().filter_map(ValueEnum::to_possible_value)))
    }
}

/// The format and the path of `FORMAT=PATH`.
fn split(text: &str) -> (&str, Option<&str>) {
    text.split_once('=').map_or((text, None), |(name, path)| (name, Some(path)))
}

/// The variable that says how reports are written where the command line does not, as `full sarif=out.sarif`.
const VARIABLE: &str = "SPECLINT_FORMAT";

/// What the environment says.
///
/// # Errors
/// Where it names no format.
fn of_environment() -> Result<Vec<Target>, Error> {
    let value = std::env::var(VARIABLE).unwrap_or_default();
    let target = |word: &str| {
        let (name, path) = split(word);
        match Name::from_str(name, false) {
            Ok(name) if path != Some("") => Ok(Target { name, path: path.map(PathBuf::from) }),
            _ => {
                let values: Vec<PossibleValue> =
                    Name::value_variants().iter().filter_map(ValueEnum::to_possible_value).collect();
                let help = match nearest(name, values.iter().map(PossibleValue::get_name)) {
                    Some(near) => format!("did you mean `{near}`?"),
                    None => format!("formats are {}", list(values.iter().map(PossibleValue::get_name))),
                };
                Err(Error::new(format!("`{word}` in {VARIABLE} is no format")).help(help))
            }
        }
    };
    value.split_whitespace().map(target).collect()
}

impl Outputs {
    /// Settles the formats that are wanted: `full`, where nothing is said.
    ///
    /// # Errors
    /// Where several are to go to the same place, or one cannot do what is asked.
    pub fn settle(&mut self, explains: bool) -> Result<(), Error> {
        let can_explain = |target: &Target| target.path.is_none() && matches!(target.name, Name::Full | Name::Json);
        if explains && !self.targets.iter().all(can_explain) {
            return Err(Error::new("`--explain` has no such format").help("leave `--format` out, or say `json`"));
        }
        if self.targets.is_empty() && !explains {
            self.targets = of_environment()?;
        }
        if self.targets.is_empty() {
            self.targets.push(Target { name: Name::Full, path: None });
        }
        for (at, target) in self.targets.iter().enumerate() {
            if self.targets[..at].iter().all(|before| before.path != target.path) {
                continue;
            }
            let (place, help) = match &target.path {
                Some(path) => (format!("`{}`", path.display()), "name another file"),
                None => ("standard output".to_owned(), "write one to a file: `--format FORMAT=PATH`"),
            };
            return Err(Error::new(format!("two formats for {place}")).help(help));
        }
        if self.statistics && !self.targets.iter().any(|target| target.name.has_statistics()) {
            return Err(Error::new("none of these formats has statistics")
                .help("`full`, `short`, `json` and `json-lines` have"));
        }
        Ok(())
    }

    /// What goes to standard output.
    pub fn printed(&self) -> Option<Name> {
        self.targets.iter().find(|target| target.path.is_none()).map(|target| target.name)
    }

    /// Whether fixes are shown, which have to be proved before.
    pub fn show_fixes(&self) -> bool {
        self.targets.iter().any(|target| self.format(target.name, Style::default(), Style::default()).shows_fixes())
    }

    fn format(&self, name: Name, style: Style, errors: Style) -> Box<dyn Format> {
        name.format(style, errors, self.statistics)
    }

    /// Writes a report everywhere, and gives the exit code for it.
    pub fn show(&self, report: &Report) -> u8 {
        let code = match (report.errors.is_empty(), report.passes()) {
            (false, _) => FAILED,
            (true, true) => CLEAN,
            (true, false) => VIOLATIONS,
        };
        let top = (!report.root.as_os_str().is_empty()).then(|| top(&report.root));
        let shown = Shown {
            most: self.max_findings.unwrap_or(usize::MAX),
            quiet: self.quiet,
            statistics: self.statistics,
            top: top.as_deref(),
            ..Shown::all(report)
        };
        let mut written = CLEAN;
        for target in &self.targets {
            let Some(path) = &target.path else { continue };
            let format = self.format(target.name, Style::default(), Style::default());
            write_file(path, &*format, &shown).unwrap_or_else(|error| written = fail(&error));
        }
        let is_seen_on_github = is_github() && matches!(self.printed(), Some(Name::Full | Name::Github));
        if is_seen_on_github {
            append_job_summary(&shown).unwrap_or_else(|error| written = fail(&error));
        }
        let Some(name) = self.printed() else {
            // Nobody is told by an exit code alone what could not be checked.
            for error in &report.errors {
                fail(error);
            }
            return code.max(written);
        };
        let code = self.print(name, &shown, code);
        if is_seen_on_github && name == Name::Full {
            return print_raw(code, |out| Github.write_all(&shown, out)).max(written);
        }
        code.max(written)
    }

    /// Prints a report to standard output, and errors in words to standard error.
    fn print(&self, name: Name, shown: &Shown<'_>, code: u8) -> u8 {
        let (stdout, stderr) = match name {
            Name::Full => (style(&std::io::stdout()), style(&std::io::stderr())),
            _ => (Style::default(), Style::default()),
        };
        let format = self.format(name, stdout, stderr);
        if format.gives_commands() {
            return print_raw(code, |out| format.write_all(shown, out));
        }
        print_in(stdout, code, |out| {
            format.write(shown, out)?;
            out.flush()?;
            let mut errors = Vec::new();
            format.write_errors(shown, &mut errors)?;
            tell_in(stderr, &String::from_utf8_lossy(&errors));
            format.write_end(shown, out)
        })
    }
}
