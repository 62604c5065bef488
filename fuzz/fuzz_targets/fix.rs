//! Fixes of any spec by any template: what is fixed stays so, and no line is lost but those that a fix renames.

#![no_main]

use libfuzzer_sys::fuzz_target;
use speclint::fix::{FixedFile, Fixes, fix};
use speclint::{Fix, FixKind, Format, Request};

mod common;

use common::{Input, repository, spec_path, write};

fuzz_target!(|text: &str| {
    let Some(input) = Input::read(text) else { return };
    let Some(first) = fixed(&input) else { return };
    let is_rename = |fix: &Fix| matches!(fix.kind, FixKind::Rename(_));
    let renamed = first.fixed.iter().filter(|diagnostic| diagnostic.fix.as_ref().is_some_and(is_rename));
    // An underlined heading of Markdown may have several lines.
    let renamed: usize = renamed.filter_map(|own| own.span.as_ref()).map(|span| span.end_line - span.line + 1).sum();
    let mut new = lines(&first.after, input.format);
    let mut lost = Vec::new();
    for line in lines(&first.before, input.format) {
        match new.iter().position(|other| *other == line) {
            Some(at) => drop(new.swap_remove(at)),
            None => lost.push(line),
        }
    }
    // Its lines become one where it gets another notation.
    for line in new {
        let runs = (0..lost.len()).flat_map(|start| (start + 1..=lost.len()).map(move |end| start..end));
        if let Some(joined) = runs.into_iter().find(|run| lost[run.clone()].concat() == line) {
            lost.drain(joined);
        }
    }
    assert!(lost.len() <= renamed, "{lost:?} is lost, and headings of {renamed} lines are renamed");
    let spec = first.after.clone();
    let Some(second) = fixed(&Input { spec: &spec, ..input }) else { panic!("the fixed spec is no spec") };
    assert_eq!(second.after, first.after, "what is fixed is fixed again");
});

fn fixed(input: &Input<'_>) -> Option<FixedFile> {
    let repository = repository(input);
    let keep = |file: &FixedFile| {
        write(&spec_path(input), &file.after);
        Ok(())
    };
    fix(&repository, &Request::default(), Fixes::Safe, &repository.root, &keep).files.pop()
}

/// What lines hold besides white space, invisible characters and what makes headings of them.
fn lines(text: &str, format: Format) -> Vec<String> {
    let is_visible = |c: &char| {
        !c.is_whitespace() && !c.is_control() && !"\u{ad}\u{200b}\u{200c}\u{200d}\u{2060}\u{feff}".contains(*c)
    };
    let ends = match format {
        Format::Rst => "\n\r\u{1c}\u{1d}\u{1e}\u{85}\u{2028}\u{2029}",
        Format::Markdown => "\n\r",
    };
    let lines = text.split(|c| ends.contains(c));
    let lines = lines.map(|line| line.trim_start_matches('#').chars().filter(is_visible).collect());
    lines.filter(|line: &String| !is_adornment(line)).collect()
}

fn is_adornment(line: &str) -> bool {
    let first = line.chars().next();
    first.is_none_or(|first| first.is_ascii_punctuation() && line.chars().all(|c| c == first))
}
