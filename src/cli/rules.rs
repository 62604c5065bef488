//! `speclint rules`

use clap::Args;

use super::{CLEAN, fail, print};
use crate::error::Error;
use crate::rules::Rule;

#[derive(Args)]
#[command(after_long_help = "Examples:\n  speclint rules                  all rules with their default levels\n  \
                             speclint rules missing-section  the page of one rule")]
pub(super) struct Arguments {
    /// Explain this rule [default: list all]
    #[arg(value_name = "NAME")]
    name: Option<String>,
}

pub(super) fn run(arguments: Arguments) -> u8 {
    let Some(name) = arguments.name else { return list() };
    match Rule::by_name(&name) {
        Some(rule) => print(CLEAN, |out| out.write_all(rule.page().as_bytes())),
        None => {
            let help = match Rule::nearest(&name) {
                Some(near) => format!("did you mean `{}`?", near.name()),
                None => "`speclint rules` lists them".to_owned(),
            };
            fail(&Error::new(format!("there is no rule `{name}`")).help(help))
        }
    }
}

fn list() -> u8 {
    let width = Rule::ALL.iter().map(|rule| rule.name().len()).max().unwrap_or(0);
    print(CLEAN, |out| {
        for rule in Rule::ALL {
            writeln!(out, "{:width$}  {:5}  {}", rule.name(), rule.default_level().name(), rule.summary())?;
        }
        Ok(())
    })
}
