#![doc = include_str!("../../docs/rules/file-extension.md")]

use std::path::Path;

use super::FileFinding;
use crate::config::RuleTable;
use crate::document::endings;
use crate::repository::Listing;

/// Extensions of documents, in lower case. A file with one of them is surely meant as a spec.
const DOCUMENTS: [&str; 18] = [
    "adoc", "asciidoc", "doc", "docx", "htm", "html", "markdown", "md", "mdown", "mdx", "mkd", "odt", "org", "pdf",
    "rest", "rst", "tex", "txt",
];

pub(super) fn check<'l>(listing: &'l Listing, rules: &RuleTable) -> Vec<FileFinding<'l>> {
    let is_listed = |extension: &&str| {
        let listed = rules.file_extension.0.allowed.as_ref();
        listed.is_none_or(|listed| listed.iter().any(|own| own.0 == *extension))
    };
    // What is allowed but no document would not be checked.
    let allowed: Vec<&str> = listing.formats.extensions().filter(is_listed).collect();
    let is_allowed =
        |path: &Path| path.extension().is_some_and(|own| allowed.iter().any(|extension| own == *extension));
    let wanted = endings(&allowed);
    let specs = listing.specs.iter().map(|spec| spec.path.as_path());
    let others = listing.others.iter().map(|path| path.as_path()).filter(|path| is_document(path));
    specs
        .chain(others)
        .filter(|path| !is_allowed(path))
        .map(|path| FileFinding {
            path,
            message: format!("`{}` does not end in {wanted}", path.file_name().unwrap_or_default().to_string_lossy()),
            help: "if it is a spec, give it that extension; if not, move it out of the specs directory or name it in \
                   `layout.ignore`"
                .to_owned(),
        })
        .collect()
}

/// Whether a file is a document by its extension, in any case.
pub(super) fn is_document(path: &Path) -> bool {
    path.extension().is_some_and(|own| DOCUMENTS.contains(&own.to_string_lossy().to_lowercase().as_str()))
}
