#![doc = include_str!("../../docs/rules/file-extension.md")]

use std::path::Path;

use super::FileFinding;
use crate::config::RuleTable;
use crate::nearest::list;
use crate::paths::display;
use crate::repository::Listing;

/// Extensions of documents, in lower case. A file with one of them is surely meant as a spec.
const DOCUMENTS: [&str; 18] = [
    "adoc", "asciidoc", "doc", "docx", "htm", "html", "markdown", "md", "mdown", "mdx", "mkd", "odt", "org", "pdf",
    "rest", "rst", "tex", "txt",
];

pub(super) fn check<'l>(listing: &'l Listing, rules: &RuleTable) -> Vec<FileFinding<'l>> {
    let allowed = rules.file_extension.0.allowed.as_deref();
    let is_allowed = |path: &Path| match allowed {
        Some(allowed) => allowed.iter().any(|ext| path.extension().is_some_and(|own| own == ext.as_str())),
        None => path.extension().is_some_and(|own| own == "rst" || own == "md"),
    };
    let wanted = match allowed {
        Some(allowed) => list(allowed.iter().map(String::as_str)),
        None => "rst or md".to_owned(),
    };
    let specs = listing.specs.iter().map(|spec| spec.path.as_path());
    let others = listing.others.iter().map(|path| path.as_path()).filter(|path| is_document(path));
    specs
        .chain(others)
        .filter(|path| !is_allowed(path))
        .map(|path| FileFinding {
            path,
            message: format!("`{}` does not end in {wanted}", path.file_name().unwrap_or_default().to_string_lossy()),
            help: format!(
                "if it is a spec, give it that extension; if not, move it out of `{}` or name it in `layout.ignore`",
                display(&listing.directory)
            ),
        })
        .collect()
}

/// Whether a file is a document by its extension, in any case.
pub(super) fn is_document(path: &Path) -> bool {
    path.extension().is_some_and(|own| DOCUMENTS.contains(&own.to_string_lossy().to_lowercase().as_str()))
}
