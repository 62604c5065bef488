//! What a fix promises, on documents of all kinds: those that the test damages, and real ones where they are there.

use std::collections::BTreeMap;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use regex::Regex;
use speclint::document::Formats;
use speclint::fix::{FixedFile, Fixes, fix};
use speclint::{Diagnostic, Document, FixKind, Format, Releases, Repository, Request, Rule, check};

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

/// A document as this test reads it, with nothing of what proves a fix: lines, headings that it finds itself, and what
/// each thing that belongs to something else stands above.
#[derive(Debug, PartialEq, Eq)]
struct Reading {
    /// The lines under each heading, in their order.
    sections: BTreeMap<String, Vec<Vec<String>>>,
    /// By line that leads to the heading below it, that heading.
    leads: Vec<(String, String)>,
    /// By reference that has no name of its own, what it leads to.
    pairs: Vec<(String, String)>,
}

const INVISIBLE: [char; 6] = ['\u{ad}', '\u{200b}', '\u{200c}', '\u{200d}', '\u{2060}', '\u{feff}'];

/// A line with the names that headings had before: what a rename may change.
fn plain(line: &str, renamed: &[(String, String)]) -> String {
    let mut line = line.replace(INVISIBLE, "").replace('`', "").trim_end().to_lowercase();
    for (old, new) in renamed {
        for (old, new) in [(old.to_lowercase(), new.to_lowercase()), (slug(old), slug(new))] {
            // The one may hold the other: `interface` and `interfaces`.
            let (long, short) = if old.len() > new.len() { (&old, &new) } else { (&new, &old) };
            line = line.replace(long, "\u{1}").replace(short, "\u{1}");
        }
    }
    line
}

/// GitHub's name of a heading, and nearly docutils'.
fn slug(heading: &str) -> String {
    let kept = heading.to_lowercase().chars().filter(|c| c.is_alphanumeric() || " -_".contains(*c)).collect::<String>();
    kept.replace(' ', "-")
}

/// Lines that show nothing and lead to the heading below them.
fn is_lead(line: &str) -> bool {
    let is_target = line.starts_with(".. _") && line.ends_with(':') && !line.starts_with(".. __");
    let is_directive = line.starts_with(".. class::") || line.starts_with(".. index::");
    let is_anchor =
        line.starts_with("<a ") && !line.contains("href") && (line.ends_with("\"></a>") || line.ends_with("/>"));
    is_target || is_directive || is_anchor || line.contains("-next-line") || line.contains("prettier-ignore -->")
}

fn read(text: &str, format: Format, renamed: &[(String, String)]) -> Reading {
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    // Where headings stand is tested against docutils and CommonMark elsewhere.
    let document = Document::parse(text.clone(), format);
    let mut bounds: Vec<(usize, usize, String)> = vec![(0, 0, String::new())];
    for section in document.outline.headings() {
        bounds.push((section.heading.start, section.heading.end, plain(&section.text, renamed)));
    }
    let mut reading = Reading { sections: BTreeMap::new(), leads: Vec::new(), pairs: Vec::new() };
    for (at, (_, start, heading)) in bounds.iter().enumerate() {
        let end = bounds.get(at + 1).map_or(text.len(), |next| next.0.max(*start));
        let mut lines: Vec<String> = text[*start..end].lines().map(|line| plain(line, renamed)).collect();
        let below = bounds.get(at + 1).map_or("", |next| &next.2);
        while lines.last().is_some_and(|line| line.is_empty() || is_lead(line)) {
            reading.leads.extend(lines.pop().filter(|line| !line.is_empty()).map(|line| (line, below.to_owned())));
        }
        lines.retain(|line| !line.is_empty());
        reading.sections.entry(heading.clone()).or_default().push(lines);
    }
    reading.sections.values_mut().for_each(|alike| alike.sort());
    reading.leads.sort();
    reading.pairs = pairs(&text, renamed);
    reading
}

/// The nth use of a kind with the nth definition, and each label with its first definition.
fn pairs(text: &str, renamed: &[(String, String)]) -> Vec<(String, String)> {
    let pattern = |text: &str| Regex::new(text).expect("a pattern");
    static PATTERNS: OnceLock<([(Regex, Regex); 3], Regex)> = OnceLock::new();
    let (kinds, label) = PATTERNS.get_or_init(|| {
        let kinds = [
            (r"\[#\]_", r"(?m)^\.\. \[#\]"),
            (r"\[\*\]_", r"(?m)^\.\. \[\*\]"),
            (r"[^_`]`?__(?:[^_\w]|$)", r"(?m)^(?:__ |\.\. __:)"),
        ];
        let kinds = kinds.map(|(uses, definitions)| (pattern(uses), pattern(definitions)));
        (kinds, pattern(r"(?m)^ {0,3}\[([^\]^]+)\]: "))
    });
    let line_of = |at: usize| {
        let start = text[..at].rfind('\n').map_or(0, |at| at + 1);
        plain(text[start..].lines().next().unwrap_or_default(), renamed)
    };
    let mut found = Vec::new();
    for (uses, definitions) in kinds.iter() {
        let places = |pattern: &Regex| pattern.find_iter(text).map(|found| line_of(found.start())).collect::<Vec<_>>();
        found.extend(places(uses).into_iter().zip(places(definitions)));
    }
    let mut labels = BTreeMap::new();
    for captures in label.captures_iter(text) {
        labels
            .entry(captures[1].to_lowercase())
            .or_insert_with(|| line_of(captures.get(0).map_or(0, |all| all.start())));
    }
    found.extend(labels);
    found.sort();
    found
}

/// All lines of a file, headings too, but for adornments: what a fix may put elsewhere and must not lose.
fn lines(text: &str, renamed: &[(String, String)]) -> BTreeMap<String, isize> {
    let mut counts = BTreeMap::new();
    for line in text.split(['\n', '\r']) {
        let line = plain(line, renamed);
        let line = line.trim_start_matches('#').trim();
        let is_adornment = line.chars().all(|c| c.is_ascii_punctuation() && line.starts_with(c));
        if !is_adornment {
            *counts.entry(line.to_owned()).or_default() += 1;
        }
    }
    counts
}

/// The headings that fixes gave other names.
fn renamed(file: &FixedFile) -> Vec<(String, String)> {
    let name = |diagnostic: &Diagnostic| match &diagnostic.fix.as_ref()?.kind {
        FixKind::Rename(new) => Some((diagnostic.fingerprint.subject.as_ref()?.to_string(), new.clone())),
        _ => None,
    };
    file.fixed.iter().filter_map(name).collect()
}

/// The headings of the sections that a fix adds.
fn added(diagnostic: &Diagnostic) -> &[String] {
    match diagnostic.fix.as_ref().map(|fix| &fix.kind) {
        Some(FixKind::Add(names)) => names,
        _ => &[],
    }
}

/// Nothing of the author's is lost, and all of it stands under its heading and leads where it led.
fn keeps_all(file: &FixedFile) {
    let (path, renamed) = (file.path.display(), renamed(file));
    let format = Formats::default().of(&file.path).expect("a spec");
    let (mut old, new) = (lines(&file.before, &renamed), lines(&file.after, &renamed));
    for diagnostic in &file.fixed {
        for name in added(diagnostic) {
            *old.entry(plain(name, &renamed)).or_default() += 1;
            *old.entry("none.".to_owned()).or_default() += 1;
        }
    }
    differ(&old, &new, &format!("{path}: the lines"));
    let (mut old, mut new) = (read(&file.before, format, &renamed), read(&file.after, format, &renamed));
    for diagnostic in &file.fixed {
        for name in added(diagnostic) {
            let alike = old.sections.entry(plain(name, &renamed)).or_default();
            alike.push(vec!["none.".to_owned()]);
            alike.sort();
        }
    }
    new.sections.values_mut().for_each(|alike| alike.sort());
    old.sections.values_mut().for_each(|alike| alike.sort());
    differ(&old.sections, &new.sections, &format!("{path}: what stands under headings"));
    assert_eq!(old.leads, new.leads, "{path}: what leads to headings");
    assert_eq!(old.pairs, new.pairs, "{path}: what references lead to");
}

/// That two maps are equal; if not, only where they differ is shown.
fn differ<K: Ord + std::fmt::Debug, V: PartialEq + std::fmt::Debug>(
    old: &BTreeMap<K, V>,
    new: &BTreeMap<K, V>,
    what: &str,
) {
    let lost: Vec<_> = old.iter().filter(|(key, value)| new.get(key) != Some(value)).collect();
    let come: Vec<_> = new.iter().filter(|(key, value)| old.get(key) != Some(value)).collect();
    assert!(lost.is_empty() && come.is_empty(), "{what}\nlost: {lost:#?}\nnew: {come:#?}");
}

fn counts(diagnostics: &[Diagnostic]) -> BTreeMap<(Rule, String), isize> {
    let mut counts = BTreeMap::new();
    for diagnostic in diagnostics {
        *counts.entry((diagnostic.rule, diagnostic.message.clone())).or_default() += 1;
    }
    counts
}

/// Checks all promises on the specs of a repository, and returns how many diagnostics were fixed.
fn keeps_its_promises(root: &Path, fixes: Fixes) -> usize {
    let repository = Repository::find(root).expect("a repository");
    let request = Request { releases: Releases::All, ..Request::default() };
    let before = check(&repository, &request);
    let found: BTreeMap<PathBuf, Vec<Diagnostic>> =
        before.files.into_iter().map(|file| (file.path, file.diagnostics)).collect();
    let report = fix(&repository, &request, fixes, &repository.root, &|_| Ok(()));
    for file in &report.files {
        let path = &file.path;
        keeps_all(file);
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
    let again = fix(&repository, &request, fixes, &repository.root, &|_| Ok(()));
    for file in again.files {
        assert_eq!(file.before, file.after, "{}: a second run", file.path.display());
    }
    let adds = Request { placeholder: Some("None.".to_owned()), ..request.clone() };
    fix(&repository, &adds, fixes, &repository.root, &|_| Ok(())).files.iter().for_each(keeps_all);
    report.files.iter().map(|file| file.fixed.len()).sum()
}

/// The headings that a fix gives, moves or adds.
fn headings(diagnostic: &Diagnostic) -> Vec<String> {
    diagnostic.fix.as_ref().map(|fix| fix.kind.headings().to_vec()).unwrap_or_default()
}

fn copy_all(from: &Path, to: &Scratch) {
    for entry in
        walkdir::WalkDir::new(from).into_iter().filter_map(Result::ok).filter(|entry| entry.file_type().is_file())
    {
        let path = entry.path().strip_prefix(from).expect("below").to_string_lossy().into_owned();
        to.write(&path, std::fs::read(entry.path()).expect("readable"));
    }
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
        let count = |fixes| {
            let copy = Scratch::empty();
            copy_all(&scratch.root(), &copy);
            keeps_its_promises(&copy.root(), fixes)
        };
        let (safe, all) = (count(Fixes::Safe), count(Fixes::Unsafe));
        assert!(safe > 150 && all > safe, "{safe} and {all} fixes of {extension}");
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
        keeps_its_promises(&scratch.root(), Fixes::Unsafe);
    }
    assert!(specs > 400, "{specs} specs");
}
