//! Fixes of any spec by any template: what is fixed stays so, and no line is lost but those that a fix renames.

#![no_main]

use libfuzzer_sys::fuzz_target;
use speclint::fix::{FixedFile, Fixes, fix};
use speclint::{Fix, FixKind, Request};

mod common;

use common::{Input, repository, spec_path, write};

fuzz_target!(|text: &str| {
    let Some(input) = Input::read(text) else { return };
    let Some(first) = fixed(&input) else { return };
    let is_rename = |fix: &Fix| matches!(fix.kind, FixKind::Rename(_));
    let renamed = first.fixed.iter().filter(|diagnostic| diagnostic.fix.as_ref().is_some_and(is_rename));
    // An underlined heading of Markdown may have several lines.
    let renamed: usize = renamed.filter_map(|own| own.span.as_ref()).map(|span| span.end_line - span.line + 1).sum();
    let mut after = lines(&first.after);
    let mut lost = Vec::new();
    for line in lines(&first.before) {
        match after.iter().position(|other| *other == line) {
            Some(at) => drop(after.swap_remove(at)),
            None => lost.push(line),
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
fn lines(text: &str) -> Vec<String> {
    let is_visible = |c: &char| {
        !c.is_whitespace() && !c.is_control() && !"\u{ad}\u{200b}\u{200c}\u{200d}\u{2060}\u{feff}".contains(*c)
    };
    let lines = text.split(['\n', '\r']).map(|line| line.trim_start_matches('#').chars().filter(is_visible).collect());
    lines.filter(|line: &String| !is_adornment(line)).collect()
}

fn is_adornment(line: &str) -> bool {
    let first = line.chars().next();
    first.is_none_or(|first| first.is_ascii_punctuation() && line.chars().all(|c| c == first))
}
