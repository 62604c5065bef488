//! The command line: clap's definitions, and one file a command.

mod check;
mod completions;
mod config;
mod explain;
mod fix;
mod fixed_json;
mod formats;
mod guard;
mod init;
mod man;
mod new;
mod outline;
mod progress;
mod release;
mod report_file;
mod rules;
mod selection;
mod server;
mod style;
mod writing;

use std::ffi::OsString;
use std::io::Write;
use std::path::Path;
use std::process::ExitCode;

use clap::{Parser, Subcommand};

use self::guard::Guard;
use self::style::{Color, set_color, style};
use crate::error::Error;
use crate::output::{self, Style};

/// All was checked and conforms.
const CLEAN: u8 = 0;
/// A spec does not conform.
const VIOLATIONS: u8 = 1;
/// The check could not be made, or not all of it.
const FAILED: u8 = 2;

#[derive(Parser)]
#[command(
    name = "speclint",
    version,
    about = "Holds every spec of a release against that release's template",
    long_about = "Holds every spec of a release against that release's template.\n\n\
                  The template is the schema: each spec (.rst, .md or .markdown) of the current release must have its sections, \
                  in its order. `release.toml` at the root of the repository names the current release.",
    after_long_help = EXAMPLES,
    args_conflicts_with_subcommands = true
)]
struct Cli {
    #[command(subcommand)]
    command: Option<Command>,
    #[command(flatten)]
    check: check::Arguments,
    /// When to use colours
    #[arg(long, value_name = "WHEN", global = true, default_value = "auto")]
    color: Color,
}

const EXAMPLES: &str = "\
Examples:
  speclint                              check the current release
  speclint check --release kilo         check another one
  speclint check --all-releases         check all of them
  speclint check specs/liberty/new.rst  check one spec
  speclint fix --diff                   what could be fixed
  speclint new nightly-backups          begin a spec
  speclint release open mitaka          open a release
  speclint outline specs/liberty        print section trees
  speclint rules missing-section        explain a rule

Exit codes: 0 all conform, 1 some do not, 2 something could not be checked.";

#[derive(Subcommand)]
enum Command {
    /// Hold specs against their template (what `speclint` alone does)
    Check(check::Arguments),
    /// Fix what can be fixed without the author: headings, the order of sections, adornments, white space
    Fix(fix::Arguments),
    /// Set up a specs repository: release.toml, and in an empty directory all of it
    Init(init::Arguments),
    /// Make a new spec from its release's template
    New(new::Arguments),
    /// Open a release, list releases, compare their templates
    Release(release::Arguments),
    /// Print the section trees of documents
    Outline(outline::Arguments),
    /// List the rules, or explain one
    Rules(rules::Arguments),
    /// Print the JSON Schema of release.toml, or of what is printed as JSON
    Config(config::Arguments),
    /// Print what lets a shell complete commands, options and rules
    Completions(completions::Arguments),
    /// Print the manual page, or write all pages
    Man(man::Arguments),
    /// Serve editors: findings, fixes and more while a spec is written (LSP)
    Server(server::Arguments),
}

/// Runs the command line and returns its exit code: 0 clean, 1 violations, 2 it could not run.
pub fn main() -> ExitCode {
    if let Err(error) = no_file_is_an_option() {
        return ExitCode::from(fail(&error));
    }
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(error) if error.use_stderr() => {
            // Without colours: it quotes what it was given, which may be the name of a file.
            tell_in(Style::default(), &error.render().to_string());
            return ExitCode::from(FAILED);
        }
        // Help, or the version.
        Err(error) => error.exit(),
    };
    set_color(cli.color);
    let code = match cli.command.unwrap_or(Command::Check(cli.check)) {
        Command::Check(arguments) => check::run(arguments),
        Command::Fix(arguments) => fix::run(arguments),
        Command::Init(arguments) => init::run(arguments),
        Command::New(arguments) => new::run(arguments),
        Command::Release(arguments) => release::run(arguments),
        Command::Outline(arguments) => outline::run(arguments),
        Command::Rules(arguments) => rules::run(arguments),
        Command::Config(arguments) => config::run(arguments),
        Command::Completions(arguments) => completions::run(arguments),
        Command::Man(arguments) => man::run(arguments),
        Command::Server(arguments) => server::run(&arguments),
    };
    ExitCode::from(code)
}

/// Hooks put the names of changed files after the options, and whoever sends a change chooses its files' names: one in
/// a directory `--config=` would make an option of them.
///
/// # Errors
/// Where an option is the name of a file, too.
fn no_file_is_an_option() -> Result<(), Error> {
    let arguments = std::env::args_os().skip(1).take_while(|argument| argument != "--");
    let is_option = |name: &OsString| name != "-" && name.as_encoded_bytes().starts_with(b"-");
    match arguments.filter(is_option).find(|name| Path::new(name).symlink_metadata().is_ok()) {
        Some(name) => Err(Error::new(format!("`{}` is an option and the name of a file", name.to_string_lossy()))
            .help("write `--` before the names of files, or rename the file")),
        None => Ok(()),
    }
}

/// Tells something on standard error.
fn tell(text: &str) {
    tell_in(Style::default(), text);
}

/// Tells something whose style is set already on standard error.
fn tell_in(style: Style, text: &str) {
    // With standard error closed there is nobody left to tell.
    let mut out = Guard::new(std::io::stderr().lock(), style.color);
    let _ = out.write_all(text.as_bytes()).and_then(|()| out.flush());
}

/// Tells an error on standard error, and gives the exit code for it.
fn fail(error: &Error) -> u8 {
    let style = style(&std::io::stderr());
    tell_in(style, &output::error(error, style));
    FAILED
}

/// Writes results to standard output. A reader that has seen enough (`| head`) is no error: the exit code is the
/// one of the whole.
fn print(code: u8, write: impl FnOnce(&mut dyn Write) -> std::io::Result<()>) -> u8 {
    print_in(Style::default(), code, write)
}

/// As [`print`], for results whose style is set already.
fn print_in(style: Style, code: u8, write: impl FnOnce(&mut dyn Write) -> std::io::Result<()>) -> u8 {
    print_raw(code, |out| {
        let mut out = Guard::new(out, style.color);
        write(&mut out)?;
        out.flush()
    })
}

/// As [`print`], byte for byte: for a document, and for what gives commands to a CI system, in which its writer escapes all
/// else.
fn print_raw(code: u8, write: impl FnOnce(&mut dyn Write) -> std::io::Result<()>) -> u8 {
    let mut out = std::io::BufWriter::with_capacity(1 << 16, std::io::stdout().lock());
    match write(&mut out).and_then(|()| out.flush()) {
        Ok(()) => code,
        Err(error) if error.kind() == std::io::ErrorKind::BrokenPipe => code,
        Err(error) => fail(&Error::new(format!("cannot write to standard output: {error}"))),
    }
}
