//! `speclint rules`

use clap::Args;
use schemars::JsonSchema;
use serde::Serialize;

use super::formats::TextOrJson;
use super::{CLEAN, fail, print};
use crate::error::Error;
use crate::output::write_json;
use crate::rules::Rule;

#[derive(Args)]
#[command(after_long_help = "Examples:\n  speclint rules                  all rules with their default levels\n  \
                             speclint rules missing-section  the page of one rule")]
pub(super) struct Arguments {
    /// Explain this rule [default: list all]
    #[arg(value_name = "NAME")]
    name: Option<String>,
    /// How to print it
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    format: TextOrJson,
}

/// A rule.
#[derive(Serialize, JsonSchema)]
pub(super) struct RuleObject {
    name: &'static str,
    /// The level where the configuration says nothing: `error`, `warn` or `off`.
    level: &'static str,
    /// What it does, in one sentence.
    summary: String,
    /// The address of its page.
    url: String,
    /// The page, in Markdown.
    page: &'static str,
}

impl RuleObject {
    fn new(rule: Rule) -> Self {
        RuleObject {
            name: rule.name(),
            level: rule.default_level().name(),
            summary: rule.summary(),
            url: rule.url(),
            page: rule.page(),
        }
    }
}

pub(super) fn run(arguments: Arguments) -> u8 {
    let rules = match arguments.name.as_deref().map(named).transpose() {
        Ok(rule) => rule,
        Err(error) => return fail(&error),
    };
    match (arguments.format, rules) {
        (TextOrJson::Text, None) => list(),
        (TextOrJson::Text, Some(rule)) => print(CLEAN, |out| out.write_all(rule.page().as_bytes())),
        (TextOrJson::Json, rule) => {
            let all = rule.map_or_else(|| Rule::ALL.to_vec(), |rule| vec![rule]);
            let objects: Vec<RuleObject> = all.into_iter().map(RuleObject::new).collect();
            print(CLEAN, |out| write_json(&objects, out))
        }
    }
}

fn named(name: &str) -> Result<Rule, Error> {
    Rule::by_name(name).ok_or_else(|| {
        let help = match Rule::nearest(name) {
            Some(near) => format!("did you mean `{}`?", near.name()),
            None => "`speclint rules` lists them".to_owned(),
        };
        Error::new(format!("there is no rule `{name}`")).help(help)
    })
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
