//! `speclint config`

use clap::{Args, Subcommand, ValueEnum};
use schemars::schema_for;

use super::explain::ExplainObject;
use super::fixed_json::FixObject;
use super::release::{DiffObject, ListObject, ShowObject};
use super::rules::RuleObject;
use super::{CLEAN, print};
use crate::config::Config;
use crate::output::{LineObject, ReportObject, write_json};

#[derive(Args)]
pub(super) struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Print the JSON Schema of release.toml, by which editors complete and check it
    Schema {
        /// That of what speclint prints as JSON instead: by `check`, or by something else
        #[arg(long, value_name = "WHAT", num_args = 0..=1, require_equals = true, default_missing_value = "check")]
        output: Option<Printed>,
    },
}

/// What is printed as JSON.
#[derive(Clone, Copy, ValueEnum)]
enum Printed {
    /// check --format json
    Check,
    /// A line of check --format json-lines
    CheckLine,
    /// check --explain --format json
    Explain,
    /// fix --format json
    Fix,
    /// release list --format json
    ReleaseList,
    /// release show --format json
    ReleaseShow,
    /// release diff --format json
    ReleaseDiff,
    /// rules --format json
    Rules,
}

pub(super) fn run(arguments: Arguments) -> u8 {
    match arguments.command {
        Command::Schema { output } => {
            let schema = match output {
                None => Config::schema(),
                Some(Printed::Check) => schema_for!(ReportObject).into(),
                Some(Printed::CheckLine) => schema_for!(LineObject).into(),
                Some(Printed::Explain) => schema_for!(ExplainObject).into(),
                Some(Printed::Fix) => schema_for!(FixObject).into(),
                Some(Printed::ReleaseList) => schema_for!(ListObject).into(),
                Some(Printed::ReleaseShow) => schema_for!(ShowObject).into(),
                Some(Printed::ReleaseDiff) => schema_for!(DiffObject).into(),
                Some(Printed::Rules) => schema_for!(Vec<RuleObject>).into(),
            };
            print(CLEAN, |out| write_json(&schema, out))
        }
    }
}
