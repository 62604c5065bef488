//! The rules: document and differences → findings. One file a rule; each has a page in `docs/rules/`.
//!
//! A rule knows neither its level nor whether it is suppressed: it says what it finds.

mod captures;
mod carriage_return;
mod diagnostic;
mod difference;
mod duplicate_section;
mod edits;
mod empty_document;
mod empty_release;
mod empty_section;
mod encoding;
mod extra_section;
mod file_extension;
mod file_name;
mod heading_adornment;
mod line_length;
mod metadata;
mod misordered_section;
mod misplaced_section;
mod missing_section;
mod options;
mod registry;
mod remedy;
mod renamed_section;
mod suppression;
mod template_text;
mod text;
mod trailing_whitespace;
mod unexpected_file;
mod words;
mod zero_width_character;

use std::cell::OnceCell;
use std::cmp::Reverse;
use std::collections::HashMap;
use std::ops::Range;
use std::path::{Path, PathBuf};

use crate::compare::Comparison;
use crate::document::{Document, Format, Formats, Metadata, RegionKind, SectionId, Text};
use crate::lines::LineIndex;
use crate::template::Template;

pub use self::diagnostic::{Diagnostic, Fingerprint, Fix, FixKind, Span, Step};
pub use self::file_extension::Extension;
pub use self::registry::{Level, Rule, RuleTable};
pub use self::words::Words;

pub(crate) use self::diagnostic::{Finding, Subject};
pub(crate) use self::difference::lost_title;
#[cfg(feature = "cli")]
pub(crate) use self::edits::addition;
pub(crate) use self::edits::in_order;
pub(crate) use self::encoding::not_utf8;
pub(crate) use self::file_name::stated_groups;
#[cfg(feature = "cli")]
#[cfg(feature = "cli")]
pub(crate) use self::metadata::{BesideName, KeyDemands, Keys, allows};
pub(crate) use self::metadata::{Facts, MetadataFile, facts, metadata_of, stated_keys, unreadable, wants_facts};
#[cfg(feature = "cli")]
pub(crate) use self::options::Options;
pub(crate) use self::registry::Check;
#[cfg(feature = "cli")]
pub(crate) use self::registry::Setting;

pub(crate) use self::template_text::Guidance;
#[cfg(feature = "cli")]
pub(crate) use self::text::TextRegion;
pub(crate) use self::text::stated_sections;

/// A spec and all that a rule may look at.
pub(crate) struct Context<'c> {
    pub spec: &'c SpecFile,
    pub document: &'c Document,
    /// The file that holds its metadata, where it is not the document.
    pub beside: Option<&'c MetadataFile>,
    /// The document's own, read when they are first asked for.
    pub metadata: OnceCell<Metadata>,
    /// Byte ranges of its code blocks, found when they are first asked for.
    pub code: OnceCell<Vec<Range<usize>>>,
    pub lines: &'c LineIndex<'c>,
    pub template: &'c Template,
    pub template_path: &'c Path,
    pub guidance: &'c Guidance,
    pub comparison: &'c Comparison,
    /// How many headings the format made title and subtitle; the document's outline is as the comparison sees it.
    pub promoted: usize,
    /// What the document includes from other files.
    pub included: Vec<Included>,
    /// The heading that was the title, and is a section now.
    pub lost_title: Option<SectionId>,
    /// What stands in sections that a fix adds.
    pub placeholder: &'c str,
    pub rules: &'c RuleTable,
    /// Looked for when a fix first asks.
    pub line_end: OnceCell<&'static str>,
    /// The same, of the blank lines before a section and whether there are some below headings.
    pub usual_gap: OnceCell<&'c str>,
    pub is_spaced: OnceCell<bool>,
    /// By section that is out of order, its place among those that are not. Made when a fix first asks.
    pub steps: OnceCell<HashMap<SectionId, Step>>,
}

impl Context<'_> {
    /// Whether the format made the title of a heading that is a section. It is none any longer as soon as another
    /// section stands beside it.
    pub fn has_promoted_section(&self) -> bool {
        self.promoted > self.document.outline.promoted()
    }

    /// What the spec says of itself.
    pub fn spec_metadata(&self) -> &Metadata {
        match self.beside {
            Some(file) => &file.metadata,
            None => self.metadata.get_or_init(|| Metadata::of(self.document)),
        }
    }

    /// Whether a byte of the document stands in a code block.
    pub fn is_in_code(&self, offset: usize) -> bool {
        let code = self.code.get_or_init(|| {
            let blocks = self.document.regions.iter().filter(|region| region.kind == RegionKind::Literal);
            let start = |line: usize| if line > self.lines.len() { usize::MAX } else { self.lines.line(line).0 };
            blocks.map(|block| start(block.lines.start)..start(block.lines.end)).collect()
        });
        let before = code.partition_point(|block| block.start <= offset);
        before.checked_sub(1).is_some_and(|last| code[last].contains(&offset))
    }

    /// Whether a blank line follows a heading.
    pub fn is_spaced(&self) -> bool {
        let outline = &self.document.outline;
        let is_blank = |id| self.document.source[outline.section(id).body.clone()].starts_with(['\n', '\r']);
        *self.is_spaced.get_or_init(|| outline.is_empty() || outline.section_ids().any(is_blank))
    }

    /// What ends the lines of the document.
    pub fn line_end(&self) -> &'static str {
        let has_returns = || memchr::memmem::find(self.document.source.as_bytes(), b"\r\n").is_some();
        self.line_end.get_or_init(|| if has_returns() { "\r\n" } else { "\n" })
    }
}

/// A file that a document includes.
pub(crate) struct Included {
    /// As the document has it.
    pub path: String,
    /// 1-based line of the directive.
    pub line: usize,
    /// The keys of its headings; `None` where it could not be read.
    pub keys: Option<Vec<Text>>,
}

/// What the rules that are on find in a spec and its suppressions let stand, in the order of the document.
pub(crate) fn check_document(cx: &Context<'_>) -> Vec<(Rule, Finding)> {
    let mut findings = Vec::new();
    let mut found = Vec::new();
    for &rule in Rule::ALL {
        let check = match rule.check() {
            Check::Spec(check) => check,
            Check::Metadata if cx.beside.is_none() => metadata::check,
            _ => continue,
        };
        if cx.rules.level(rule) != Level::Off {
            check(cx, &mut found);
            findings.extend(found.drain(..).map(|finding| (rule, finding)));
        }
    }
    suppression::apply(cx, &mut findings);
    // Of what is missing at one place, the innermost comes first: it ends the section that the others follow.
    let depth = |owner: Option<usize>| owner.map_or(0, |id| cx.document.outline.section(id).depth);
    findings.sort_by_key(|(rule, finding)| (finding.range.start, *rule, Reverse(depth(finding.owner))));
    findings
}

/// What the rule about metadata finds in the file beside a spec that holds them.
pub(crate) fn check_beside(cx: &Context<'_>) -> Vec<Finding> {
    let mut found = Vec::new();
    if cx.rules.level(Rule::Metadata) != Level::Off {
        metadata::check(cx, &mut found);
    }
    found.sort_by_key(|finding| finding.range.start);
    found
}

/// A spec's file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SpecFile {
    /// The absolute path of the file.
    pub path: PathBuf,
    /// The path below the specs directory.
    pub relative: PathBuf,
    /// The path with links followed, where there are any.
    pub real: Option<PathBuf>,
    /// What it is read as.
    pub format: Format,
}

/// The files of a set of specs.
pub(crate) struct SetFiles<'f> {
    /// The directory that they lie in.
    pub directory: &'f Path,
    pub specs: &'f [SpecFile],
    /// All specs of the set, also those that nothing is reported of.
    pub all: &'f [SpecFile],
    /// What is known of each of them; none where no rule asks for it.
    pub facts: &'f [Facts],
    /// Files that are no specs, and that nothing says to ignore.
    pub others: &'f [PathBuf],
    /// Which files are documents.
    pub formats: &'f Formats,
    /// Whether there is nothing that could have been meant as a spec.
    pub is_empty: bool,
}

/// A finding about a file or a directory as a whole.
pub(crate) struct FileFinding<'f> {
    pub path: &'f Path,
    /// What it is about, where there may be several of a rule.
    pub subject: Option<Text>,
    pub message: String,
    pub help: Words,
}

impl FileFinding<'_> {
    /// What is reported of it.
    pub fn diagnostic(self, rule: Rule, level: Level) -> Diagnostic {
        Diagnostic {
            rule,
            level,
            section: Vec::new(),
            fingerprint: Fingerprint { rule, section: Vec::new(), subject: self.subject },
            message: self.message,
            label: Words::default(),
            help: self.help,
            span: None,
            fix: None,
        }
    }
}

/// What the rules that are on find among the files of a set.
pub(crate) fn check_files<'f>(files: &SetFiles<'f>, rules: &RuleTable) -> Vec<(Rule, FileFinding<'f>)> {
    let mut findings = Vec::new();
    for &rule in Rule::ALL {
        let check = match rule.check() {
            Check::Set(check) => check,
            Check::Metadata => metadata::check_set,
            _ => continue,
        };
        if rules.level(rule) != Level::Off {
            findings.extend(check(files, rules).into_iter().map(|finding| (rule, finding)));
        }
    }
    findings
}
