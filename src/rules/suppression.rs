#![doc = include_str!("../../docs/rules/suppression.md")]

use super::Context;
use crate::config::{Level, Rule};
use crate::diagnostic::Finding;
use crate::document::{Comment, SectionId};
use crate::template::{ALLOW, is_annotation};

/// Takes out the findings that comments suppress, and adds those about the comments themselves.
pub(super) fn apply(cx: &Context<'_>, findings: &mut Vec<(Rule, Finding)>) {
    let outline = &cx.document.outline;
    let mut own = Vec::new();
    for comment in &cx.document.comments {
        let mut words = comment.words.split([' ', ',']).filter(|word| !word.is_empty());
        match words.next() {
            Some(ALLOW) => {}
            // Authors copy the template with its annotations, which say nothing in a spec.
            Some(word) if is_annotation(word) => continue,
            word => {
                own.push(finding(
                    comment,
                    format!("unknown comment `{}`", word.unwrap_or_default()),
                    format!("a spec may say `speclint: {ALLOW} RULE`"),
                ));
                continue;
            }
        }
        let scope = comment.section.filter(|&id| id >= outline.promoted());
        let covers = |owner: Option<SectionId>| match scope {
            None => true,
            Some(scope) => owner.is_some_and(|owner| outline.subtree(scope).contains(&owner)),
        };
        for name in words {
            let Some(rule) = Rule::by_name(name) else {
                let help = match Rule::nearest(name) {
                    Some(near) => format!("did you mean `{}`?", near.name()),
                    None => "`speclint rules` lists the rules".to_owned(),
                };
                own.push(finding(comment, format!("unknown rule `{name}`"), help));
                continue;
            };
            let before = findings.len();
            findings.retain(|(other, finding)| *other != rule || !covers(finding.owner));
            if findings.len() == before {
                let why = if cx.rules.level(rule) == Level::Off { "the rule is off" } else { "it finds nothing here" };
                own.push(finding(
                    comment,
                    format!("`{ALLOW} {name}` suppresses nothing: {why}"),
                    "remove it".to_owned(),
                ));
            }
        }
    }
    if cx.rules.level(Rule::Suppression) != Level::Off {
        findings.extend(own.into_iter().map(|finding| (Rule::Suppression, finding)));
    }
}

fn finding(comment: &Comment, message: String, help: String) -> Finding {
    Finding { range: comment.range.clone(), owner: comment.section, message, label: "this comment".to_owned(), help }
}
