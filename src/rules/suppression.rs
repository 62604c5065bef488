#![doc = include_str!("../../docs/rules/suppression.md")]

use std::collections::{HashMap, HashSet};

use super::{Check, Context, Finding, Level, Rule, Subject};
use crate::document::{Comment, Outline, SectionId};
use crate::template::{ALLOW, is_annotation};

/// A rule that a comment allows, and where: in a section with its subsections, or (`None`) in the whole document.
type Allowed = (Rule, Option<SectionId>);

/// Takes out the findings that comments suppress, and adds those about the comments themselves.
pub(super) fn apply(cx: &Context<'_>, findings: &mut Vec<(Rule, Finding)>) {
    let outline = &cx.document.outline;
    if cx.document.comments.is_empty() {
        return;
    }
    let mut own = Vec::new();
    // Whether anything was suppressed, by what is allowed.
    let mut allowed: HashMap<Allowed, bool> = HashMap::new();
    let mut names = Vec::new();
    for comment in &cx.document.comments {
        if comment.nested {
            let message = "a comment inside of a list, a paragraph or the like is not heard".to_owned();
            let help = "make it a block of its own, not indented, under a heading or at the top of the document";
            own.push(finding(comment, message, help.to_owned()));
            continue;
        }
        let scope = scope(cx, comment);
        for name in rule_names(comment, &mut own) {
            match Rule::by_name(name) {
                Some(rule) => {
                    allowed.insert((rule, scope), false);
                    names.push((comment, (rule, scope)));
                }
                None => {
                    let help = match Rule::nearest(name) {
                        Some(near) => format!("did you mean `{}`?", near.name()),
                        None => "`speclint rules` lists the rules".to_owned(),
                    };
                    own.push(finding(comment, format!("unknown rule `{name}`"), help));
                }
            }
        }
    }
    if !allowed.is_empty() {
        findings.retain(|(rule, finding)| {
            let owner = finding.owner.filter(|&id| id >= cx.promoted);
            let sections = std::iter::successors(owner, |&id| outline.parent(id));
            let mut kept = true;
            for scope in sections.map(Some).chain([None]) {
                if let Some(used) = allowed.get_mut(&(*rule, scope)) {
                    *used = true;
                    kept = false;
                }
            }
            kept
        });
    }
    for (comment, (rule, scope)) in names {
        if !allowed[&(rule, scope)] {
            let why = match rule {
                _ if !matches!(rule.check(), Check::Spec(_)) => "no comment can suppress this rule",
                _ if cx.rules.level(rule) == Level::Off => "the rule is off",
                _ => "it finds nothing here",
            };
            let message = format!("`{ALLOW} {}` suppresses nothing: {why}", rule.name());
            own.push(finding(comment, message, "remove it".to_owned()));
        }
    }
    if cx.rules.level(Rule::Suppression) != Level::Off {
        findings.extend(own.into_iter().map(|finding| (Rule::Suppression, finding)));
    }
}

/// The sections whose comments allow a rule, for a rule that makes one finding of many places.
pub(super) struct Allowing<'d> {
    outline: &'d Outline,
    sections: HashSet<SectionId>,
}

impl<'d> Allowing<'d> {
    pub fn of(cx: &Context<'d>, rule: Rule) -> Self {
        let outline = &cx.document.outline;
        let comments = cx.document.comments.iter().filter(|comment| !comment.nested);
        let allows = comments.filter(|comment| allowed_names(comment).any(|name| name == rule.name()));
        let sections = allows.filter_map(|comment| scope(cx, comment)).collect();
        Allowing { outline, sections }
    }

    /// The innermost section around a place that allows the rule.
    pub fn section_at(&self, offset: usize) -> Option<SectionId> {
        if self.sections.is_empty() {
            return None;
        }
        let innermost = self.outline.section_at(offset);
        std::iter::successors(innermost, |&id| self.outline.parent(id)).find(|id| self.sections.contains(id))
    }
}

/// The section that a comment speaks of; `None`: the document.
fn scope(cx: &Context<'_>, comment: &Comment) -> Option<SectionId> {
    comment.section.filter(|&id| id >= cx.promoted)
}

/// The names of rules that a comment allows.
fn allowed_names(comment: &Comment) -> impl Iterator<Item = &str> {
    let mut words = comment.words.split([' ', ',']).filter(|word| !word.is_empty());
    let allows = words.next() == Some(ALLOW);
    words.filter(move |_| allows)
}

/// The names of rules in a comment. One that neither suppresses nor annotates is reported.
fn rule_names<'c>(comment: &'c Comment, own: &mut Vec<Finding>) -> impl Iterator<Item = &'c str> + use<'c> {
    let first = comment.words.split([' ', ',']).find(|word| !word.is_empty());
    let problem = match first {
        Some(ALLOW) if allowed_names(comment).next().is_none() => Some(format!("`{ALLOW}` without a rule")),
        // Authors copy the template with its annotations, which say nothing in a spec.
        Some(word) if word == ALLOW || is_annotation(word) => None,
        Some(word) => Some(format!("unknown comment `{word}`")),
        None => Some("a comment without words".to_owned()),
    };
    if let Some(problem) = problem {
        own.push(finding(comment, problem, format!("a spec may say `speclint: {ALLOW} RULE`")));
    }
    allowed_names(comment)
}

fn finding(comment: &Comment, message: String, help: String) -> Finding {
    Finding {
        range: comment.range.clone(),
        owner: comment.section,
        subject: Subject::Named(comment.words.as_str().into()),
        message,
        label: "this comment".into(),
        help: help.into(),
        fix: None,
    }
}
