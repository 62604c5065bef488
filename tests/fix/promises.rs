//! What a fix promises, on documents of all kinds: those that the test damages, and real ones where they are there.

use std::collections::BTreeMap;
use std::io::Write;
use std::path::{Path, PathBuf};

use speclint::document::Formats;
use speclint::fix::{FixedFile, fix};
use speclint::{Diagnostic, Document, Format, Releases, Repository, Request, Rule, check};

use crate::common::{SPEC, SPEC_MARKDOWN, Scratch};

/// Damages of a document by a seed: lines that are dropped, doubled, swapped, shortened, given white space.
fn damaged(text: &str, mut seed: u64) -> String {
    let mut next = move |below: usize| {
        // xorshift64
        seed ^= seed << 13;
        seed ^= seed >> 7;
        seed ^= seed << 17;
        (seed % below.max(1) as u64) as usize
    };
    let mut lines: Vec<String> = text.lines().map(|line| line.to_owned() + "\n").collect();
    for _ in 0..=next(5) {
        let (at, other) = (next(lines.len()), next(lines.len()));
        match next(9) {
            0 => drop(lines.remove(at)),
            1 => lines.insert(other, lines[at].clone()),
            2 => lines.swap(at, other),
            3 => {
                let keep = lines[at].char_indices().nth(next(8)).map_or(0, |(at, _)| at);
                lines[at] = lines[at][..keep].trim_end_matches('\n').to_owned() + "\n";
            }
            4 => lines[at] = lines[at].trim_end().to_owned() + " \t\n",
            5 => lines[at] = lines[at].trim_end().to_owned() + "\r\n",
            6 => lines[at].insert(0, '\u{200b}'),
            7 => {
                let moved: Vec<String> = lines.drain(at..(at + next(20)).min(lines.len())).collect();
                let to = other.min(lines.len());
                lines.splice(to..to, moved);
            }
            _ => lines[at] = lines[at].to_lowercase(),
        }
        if lines.is_empty() {
            lines.push("\n".to_owned());
        }
    }
    lines.concat()
}

/// The lines that are no headings, without what fixes of characters remove, and how often each is there.
fn lines(text: &str, format: Format) -> BTreeMap<String, isize> {
    let document = Document::parse(text, format);
    let outline = &document.outline;
    let bodies = outline.headings().iter().map(|section| section.body.clone());
    let mut counts = BTreeMap::new();
    for range in std::iter::once(outline.preamble()).chain(bodies) {
        for line in text[range].split(['\n', '\r']) {
            let line = line.replace(['\u{ad}', '\u{200b}', '\u{200c}', '\u{200d}', '\u{2060}', '\u{feff}'], "");
            if !line.trim().is_empty() {
                *counts.entry(line.trim_end().to_owned()).or_default() += 1;
            }
        }
    }
    counts
}

/// The bodies of all sections, in no order: what a fix may move but not change.
fn bodies(text: &str, format: Format) -> Vec<String> {
    let document = Document::parse(text, format);
    let is_target = |line: &String| line.starts_with(".. _") && line.ends_with(':') || line.starts_with("<a ");
    let body = |range: std::ops::Range<usize>| {
        let text = text[range].replace("\r\n", "\n").replace('\r', "\n");
        let text = text.replace(['\u{ad}', '\u{200b}', '\u{200c}', '\u{200d}', '\u{2060}', '\u{feff}'], "");
        let lines: Vec<String> =
            text.lines().map(|line| line.trim_end().to_owned()).filter(|line| !is_target(line)).collect();
        lines.join("\n").trim_matches('\n').to_owned()
    };
    let mut bodies: Vec<String> =
        document.outline.headings().iter().map(|section| body(section.body.clone())).collect();
    bodies.push(body(document.outline.preamble()));
    bodies.sort();
    bodies
}

fn counts(diagnostics: &[Diagnostic]) -> BTreeMap<(Rule, String), isize> {
    let mut counts = BTreeMap::new();
    for diagnostic in diagnostics {
        *counts.entry((diagnostic.rule, diagnostic.message.clone())).or_default() += 1;
    }
    counts
}

/// Checks all promises on the specs of a repository, and returns how many diagnostics were fixed.
fn keeps_its_promises(root: &Path) -> usize {
    let repository = Repository::find(root).expect("a repository");
    let request = Request { releases: Releases::All, ..Request::default() };
    let before = check(&repository, &request);
    let found: BTreeMap<PathBuf, Vec<Diagnostic>> =
        before.files.into_iter().map(|file| (file.path, file.diagnostics)).collect();
    let report = fix(&repository, &request, &|_| Ok(()));
    for file in &report.files {
        let (path, format) = (&file.path, Formats::default().of(&file.path).expect("a spec"));
        let (old, new) = (lines(&file.before, format), lines(&file.after, format));
        assert_eq!(old, new, "{}: the author's lines", path.display());
        assert_eq!(bodies(&file.before, format), bodies(&file.after, format), "{}", path.display());
        // What was fixed is gone; what is left was there before, or stands under a section that was fixed.
        let mut was = counts(found.get(path).map_or(&[][..], Vec::as_slice));
        for fixed in counts(&file.fixed) {
            *was.entry(fixed.0).or_default() -= fixed.1;
        }
        let names: Vec<String> = file.fixed.iter().flat_map(headings).collect();
        for left in &file.left {
            let count = was.entry((left.rule, left.message.clone())).or_default();
            *count -= 1;
            let is_below = left.section.iter().any(|heading| names.iter().any(|name| heading == name.as_str()));
            assert!(*count >= 0 || is_below, "{}: new: {}", path.display(), left.message);
        }
        std::fs::write(path, &file.after).expect("writable");
    }
    let again = fix(&repository, &request, &|_| Ok(()));
    for file in again.files {
        assert_eq!(file.before, file.after, "{}: a second run", file.path.display());
    }
    let added = fix(&repository, &Request { placeholder: Some("None.".to_owned()), ..request.clone() }, &|_| Ok(()));
    added.files.iter().for_each(adds_only);
    report.files.iter().map(|file| file.fixed.len()).sum()
}

/// The headings that a fix gives, moves or adds.
fn headings(diagnostic: &Diagnostic) -> Vec<String> {
    diagnostic.fix.as_ref().map(|fix| fix.kind.headings().to_vec()).unwrap_or_default()
}

/// With missing sections put in, all other lines are as they were.
fn adds_only(file: &FixedFile) {
    let format = Formats::default().of(&file.path).expect("a spec");
    let (mut old, new) = (lines(&file.before, format), lines(&file.after, format));
    let missing = file.fixed.iter().filter(|diagnostic| diagnostic.rule == Rule::MissingSection);
    let missing = missing.flat_map(headings).count();
    if missing > 0 {
        *old.entry("None.".to_owned()).or_default() += missing as isize;
    }
    assert_eq!(old, new, "{}", file.path.display());
}

#[test]
fn on_damaged_specs() {
    for (scratch, spec, extension) in [(Scratch::new(), SPEC, "rst"), (Scratch::with_markdown(), SPEC_MARKDOWN, "md")] {
        for seed in 1..=400_u64 {
            scratch.write(
                &format!("specs/liberty/{seed}.{extension}"),
                damaged(spec, seed.wrapping_mul(0x9E37_79B9_7F4A_7C15)),
            );
        }
        let fixed = keeps_its_promises(&scratch.root());
        assert!(fixed > 200, "{fixed} fixes of {extension}");
    }
}

/// Real repositories and damaged copies of their specs, where `../shared/corpus` is there.
#[test]
fn on_real_specs() {
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/corpus");
    if !corpus.is_dir() {
        // Not by a macro: the test harness would keep it to itself.
        let _ = writeln!(std::io::stderr(), "SKIPPED fix::promises::on_real_specs: there is no ../shared/corpus");
        return;
    }
    let mut specs = 0;
    for (team, directory, template, config) in [
        ("trove-specs", "specs/liberty", "specs/template.rst", ""),
        ("nova-specs", "specs/train", "specs/train-template.rst", ""),
        ("nova-specs", "specs/2025.1", "specs/2024.1-template.rst", ""),
        ("rust-rfcs", "text", "0000-template.md", ""),
        (
            "swift-evolution",
            "proposals",
            "proposal-templates/0000-swift-template.md",
            "rules.carriage-return = \"error\"\n",
        ),
    ] {
        let scratch = Scratch::empty();
        let extension = template.rsplit('.').next().unwrap_or_default();
        scratch.write(
            "release.toml",
            format!("layout.specs = \"specs\"\nlayout.template = \"template.{extension}\"\n{config}"),
        );
        let read = |path: &Path| std::fs::read_to_string(path).expect("the corpus is UTF-8");
        scratch.write(&format!("template.{extension}"), read(&corpus.join(team).join(template)));
        let files = walkdir::WalkDir::new(corpus.join(team).join(directory)).sort_by_file_name();
        let files = files.into_iter().map(|entry| entry.expect("readable").into_path());
        let files = files
            .filter(|path| path.extension().is_some_and(|own| own == extension))
            .filter(|path| !path.ends_with("index.rst"));
        for (at, path) in files.enumerate().filter(|(at, _)| at % 5 == 0) {
            let text = read(&path);
            scratch.write(&format!("specs/{at}.{extension}"), &text);
            scratch.write(&format!("specs/{at}-damaged.{extension}"), damaged(&text, (at as u64 + 1) * 0x9E37_79B9));
            specs += 2;
        }
        keeps_its_promises(&scratch.root());
    }
    assert!(specs > 400, "{specs} specs");
}
