//! The rules: document and differences → findings. One file a rule; each has a page in `docs/rules/`.
//!
//! A rule knows neither its level nor whether it is suppressed: it says what it finds.

mod carriage_return;
mod difference;
mod duplicate_section;
mod edits;
mod empty_release;
mod empty_section;
mod encoding;
mod extra_section;
mod file_extension;
mod file_name;
mod front_matter;
mod heading_adornment;
mod line_length;
mod misordered_section;
mod misplaced_section;
mod missing_section;
mod remedy;
mod renamed_section;
mod required_text;
mod suppression;
mod template_text;
mod trailing_whitespace;
mod unexpected_file;
mod zero_width_character;

use std::cell::OnceCell;
use std::cmp::Reverse;
use std::path::Path;

use crate::compare::Comparison;
use crate::config::{Level, Rule, RuleTable};
use crate::diagnostic::Finding;
use crate::document::{Document, SectionId, Text};
use crate::lines::LineIndex;
use crate::repository::{Listing, SpecFile};
use crate::template::Template;

pub(crate) use self::difference::lost_title;
pub(crate) use self::encoding::not_utf8;
pub(crate) use self::template_text::Guidance;

/// A spec and all that a rule may look at.
pub(crate) struct Context<'c> {
    pub spec: &'c SpecFile,
    pub document: &'c Document,
    pub lines: &'c LineIndex<'c>,
    pub template: &'c Template,
    /// The template's path as it is shown.
    pub template_path: &'c str,
    pub guidance: &'c Guidance,
    pub comparison: &'c Comparison,
    /// What the document includes from other files.
    pub included: Vec<Included>,
    /// The heading that was the title, and is a section now.
    pub lost_title: Option<SectionId>,
    /// What stands in sections that a fix adds.
    pub placeholder: &'c str,
    pub rules: &'c RuleTable,
    /// Looked for when a fix first asks.
    pub line_end: OnceCell<&'static str>,
}

impl Context<'_> {
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

type DocumentRule = fn(&Context<'_>, &mut Vec<Finding>);

/// The rules that look at one spec.
const DOCUMENT_RULES: [(Rule, DocumentRule); 16] = [
    (Rule::MissingSection, missing_section::check),
    (Rule::RenamedSection, renamed_section::check),
    (Rule::MisplacedSection, misplaced_section::check),
    (Rule::MisorderedSection, misordered_section::check),
    (Rule::DuplicateSection, duplicate_section::check),
    (Rule::ExtraSection, extra_section::check),
    (Rule::EmptySection, empty_section::check),
    (Rule::TemplateText, template_text::check),
    (Rule::HeadingAdornment, heading_adornment::check),
    (Rule::LineLength, line_length::check),
    (Rule::TrailingWhitespace, trailing_whitespace::check),
    (Rule::CarriageReturn, carriage_return::check),
    (Rule::ZeroWidthCharacter, zero_width_character::check),
    (Rule::RequiredText, required_text::check),
    (Rule::FrontMatter, front_matter::check),
    (Rule::Encoding, encoding::check),
];

/// What the rules that are on find in a spec and its suppressions let stand, in the order of the document.
pub(crate) fn check_document(cx: &Context<'_>) -> Vec<(Rule, Finding)> {
    let mut findings = Vec::new();
    let mut found = Vec::new();
    for (rule, check) in DOCUMENT_RULES {
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

/// A finding about a file or a directory as a whole.
pub(crate) struct FileFinding<'p> {
    pub path: &'p Path,
    pub message: String,
    pub help: String,
}

type ListingRule = for<'l> fn(&'l Listing, &RuleTable) -> Vec<FileFinding<'l>>;

/// The rules that look at a release's directory.
const LISTING_RULES: [(Rule, ListingRule); 4] = [
    (Rule::FileName, file_name::check),
    (Rule::FileExtension, file_extension::check),
    (Rule::UnexpectedFile, unexpected_file::check),
    (Rule::EmptyRelease, empty_release::check),
];

/// What the rules that are on find in a release's directory.
pub(crate) fn check_listing<'l>(listing: &'l Listing, rules: &RuleTable) -> Vec<(Rule, FileFinding<'l>)> {
    LISTING_RULES
        .iter()
        .filter(|(rule, _)| rules.level(*rule) != Level::Off)
        .flat_map(|(rule, check)| check(listing, rules).into_iter().map(|finding| (*rule, finding)))
        .collect()
}
