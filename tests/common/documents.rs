/// A template.
pub const TEMPLATE: &str = "\
=====
Model
=====

Say in one paragraph what will be possible.

Problem
=======

Tell what users cannot do today, and what it costs them.

Change
======

Explain the idea before its parts, so that a newcomer can judge it.

Interfaces
----------

Show every request that is new or altered.

Storage
-------

Name the tables that change, and describe the migration.

Testing
=======

Name the scenarios that run against a real server.
";

/// A spec that conforms to it.
pub const SPEC: &str = "\
===============
Nightly Backups
===============

Every database is backed up at night.

Problem
=======

Backups are taken by hand, and often forgotten.

Change
======

A scheduler starts them.

Interfaces
----------

None.

Storage
-------

A table of schedules.

Testing
=======

A scenario restores the backup of the night before.
";

/// The same template in Markdown.
pub const TEMPLATE_MARKDOWN: &str = "\
# Model

Say in one paragraph what will be possible.

## Problem

Tell what users cannot do today, and what it costs them.

## Change

Explain the idea before its parts, so that a newcomer can judge it.

### Interfaces

Show every request that is new or altered.

### Storage

Name the tables that change, and describe the migration.

## Testing

Name the scenarios that run against a real server.
";

/// The same spec in Markdown.
pub const SPEC_MARKDOWN: &str = "\
# Nightly Backups

Every database is backed up at night.

## Problem

Backups are taken by hand, and often forgotten.

## Change

A scheduler starts them.

### Interfaces

None.

### Storage

A table of schedules.

## Testing

A scenario restores the backup of the night before.
";

/// A text with one part replaced, which must be in it once.
#[track_caller]
pub fn replaced(text: &str, from: &str, to: &str) -> String {
    assert_eq!(text.matches(from).count(), 1, "`{from}` is in the text once");
    text.replace(from, to)
}

/// A document in reStructuredText of these headings, two spaces a level. What follows `<-` in a heading is a comment
/// that speaks to speclint; `<-` alone speaks of the document.
pub fn rst(headings: &[&str]) -> String {
    let comment = |words: &str| format!(".. speclint: {words}\n\n");
    document(headings, "=====\nTitle\n=====\n\n", comment, |depth, heading| {
        let adornment = ["=", "-", "~", "^"][depth].repeat(heading.len());
        format!("{heading}\n{adornment}\n\n")
    })
}

/// The same in Markdown.
pub fn markdown(headings: &[&str]) -> String {
    let comment = |words: &str| format!("<!-- speclint: {words} -->\n\n");
    document(headings, "# Title\n\n", comment, |depth, heading| format!("{} {heading}\n\n", "#".repeat(depth + 2)))
}

fn document(
    headings: &[&str],
    title: &str,
    comment: impl Fn(&str) -> String,
    write: impl Fn(usize, &str) -> String,
) -> String {
    // A paragraph, lest a lone section become the subtitle.
    let mut text = title.to_owned() + "Summary.\n\n";
    for line in headings {
        let (heading, words) = line.split_once("<-").unwrap_or((line, ""));
        if !heading.trim().is_empty() {
            let depth = (heading.len() - heading.trim_start().len()) / 2;
            text += &write(depth, heading.trim());
        }
        if !words.is_empty() {
            text += &comment(words.trim());
        }
        if !heading.trim().is_empty() {
            text += "None.\n\n";
        }
    }
    text.trim_end().to_owned() + "\n"
}
