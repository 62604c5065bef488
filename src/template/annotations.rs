//! What a template says in comments.

use regex::Regex;

use super::{Children, Demand, Extra};
use crate::document::{Comment, Document, key};
use crate::error::Error;
use crate::nearest::{list, nearest};

/// The words of annotations.
pub(crate) const ANNOTATIONS: [&str; 8] = ["optional", "repeat", "match", "any-order", "open", "closed", "was", "keep"];

/// What the section is of which an annotation speaks.
#[cfg(feature = "cli")]
pub(crate) fn annotation_says(word: &str) -> &'static str {
    match word {
        "optional" => "may be left out",
        "repeat" => "may appear several times",
        "match" => "is any heading in which the regular expression after it finds something",
        "any-order" => "may have its subsections in any order",
        "open" => "may have subsections that the template has not",
        "closed" => "may not have subsections that the template has not",
        "was" => "had the heading after it",
        "keep" => "keeps the template's text in specs",
        _ => "",
    }
}

/// The word that begins a suppression, which is no annotation.
pub(crate) const ALLOW: &str = "allow";

/// Whether a comment that begins with this word is an annotation.
pub(crate) fn is_annotation(word: &str) -> bool {
    ANNOTATIONS.contains(&word)
}

/// Carries out one comment on the demands of all headings, or on those of the first-level sections.
pub(super) fn annotate(
    document: &Document,
    comment: &Comment,
    demands: &mut [Demand],
    root: &mut Children,
) -> Result<(), Error> {
    let refuse = |message: String, help: String| {
        Err(Error::new(message).help(help).place(&document.source, comment.range.clone(), "this annotation"))
    };
    let mut rest = comment.words.trim();
    if comment.nested {
        let help = "an annotation is a block of its own, directly under the heading that it speaks of and not indented";
        return refuse("an annotation inside of a list, a paragraph or the like".to_owned(), help.to_owned());
    }
    if rest.split([' ', ',']).next() == Some(ALLOW) {
        return Ok(());
    }
    if rest.starts_with(':') {
        let help = "`.. speclint: WORDS` is a comment; with two colons it would be a directive";
        return refuse("two colons after `speclint`".to_owned(), help.to_owned());
    }
    if rest.is_empty() {
        return refuse("an annotation without words".to_owned(), format!("annotations are {}", list(ANNOTATIONS)));
    }
    let section = comment.section.filter(|&id| id >= document.outline.promoted());
    while !rest.is_empty() {
        let (word, after) = rest.split_once([' ', ',']).unwrap_or((rest, ""));
        rest = after.trim_start_matches([' ', ',']);
        if matches!(word, "any-order" | "open" | "closed") {
            let children = match section {
                Some(id) => &mut demands[id].children,
                None => &mut *root,
            };
            if word == "any-order" {
                children.any_order = true;
            } else {
                let extra = if word == "open" { Extra::Welcome } else { Extra::Refused };
                if children.extra.is_some_and(|other| other != extra) {
                    return refuse("`open` and `closed` at once".to_owned(), "keep one of them".to_owned());
                }
                children.extra = Some(extra);
            }
            continue;
        }
        // A title's text can stay, too.
        let spoken_of = if word == "keep" { comment.section } else { section };
        match (word, spoken_of.map(|id| &mut demands[id])) {
            ("optional", Some(demand)) => demand.optional = true,
            ("repeat", Some(demand)) => demand.repeat = true,
            ("keep", Some(demand)) => demand.keep = true,
            ("was", Some(demand)) => {
                let former = key(std::mem::take(&mut rest).trim()).into_owned();
                if former.is_empty() {
                    let help = "write the heading that the section had, for instance `was Proposed design`";
                    return refuse("`was` without a heading".to_owned(), help.to_owned());
                }
                demand.former.push(former);
            }
            ("match", Some(demand)) => {
                let pattern = std::mem::take(&mut rest);
                if pattern.is_empty() {
                    let help = "write a regular expression after `match`, for instance `match ^Story \\d+`";
                    return refuse("`match` without a regular expression".to_owned(), help.to_owned());
                }
                match Regex::new(pattern) {
                    Ok(pattern) => demand.matches(pattern),
                    Err(error) => {
                        let help = error.to_string();
                        return refuse("`match` has an invalid regular expression".to_owned(), help);
                    }
                }
            }
            ("optional" | "repeat" | "match" | "was", None) => {
                let help = "write it directly under the heading that it speaks of; before the first section only \
                            `any-order`, `open` and `closed` mean something, and under the title `keep`";
                return refuse(format!("`{word}` speaks of a section, and stands under none"), help.to_owned());
            }
            ("keep", None) => {
                let help = "write it directly under the heading whose text stays";
                return refuse(
                    "`keep` speaks of the text under a heading, and stands under none".to_owned(),
                    help.to_owned(),
                );
            }
            _ => {
                let help = match nearest(word, ANNOTATIONS.into_iter().chain([ALLOW])) {
                    Some(near) => format!("did you mean `{near}`?"),
                    None => format!("annotations are {}", list(ANNOTATIONS)),
                };
                return refuse(format!("unknown annotation `{word}`"), help);
            }
        }
    }
    Ok(())
}
