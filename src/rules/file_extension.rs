#![doc = include_str!("../../docs/rules/file-extension.md")]

use std::path::Path;

use serde::de::{self, Deserializer};
use serde::{Deserialize, Serialize};

use super::options::options;
use super::{FileFinding, RuleTable, SetFiles};
use crate::document::endings;

/// Extensions of documents, in lower case. A file with one of them is surely meant as a spec.
const DOCUMENTS: [&str; 18] = [
    "adoc", "asciidoc", "doc", "docx", "htm", "html", "markdown", "md", "mdown", "mdx", "mkd", "odt", "org", "pdf",
    "rest", "rst", "tex", "txt",
];

options! {
    /// Options of `file-extension`.
    FileExtension {
        /// Extensions that specs may have (both).
        allowed: Vec<Extension>,
    }
}

/// The extension of a file, without its dot.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Extension(pub String);

impl<'de> Deserialize<'de> for Extension {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        let extension = text.strip_prefix('.').unwrap_or(&text);
        if extension.is_empty() || extension.contains(['.', '/', '\\']) {
            return Err(de::Error::custom(format!("`{text}` is no extension of files, such as `txt`")));
        }
        Ok(Extension(extension.to_owned()))
    }
}

pub(super) fn check<'l>(files: &SetFiles<'l>, rules: &RuleTable) -> Vec<FileFinding<'l>> {
    let is_listed = |extension: &&str| {
        let listed = rules.file_extension.0.allowed.as_ref();
        listed.is_none_or(|listed| listed.iter().any(|own| own.0 == *extension))
    };
    // What is allowed but no document would not be checked.
    let allowed: Vec<&str> = files.formats.extensions().filter(is_listed).collect();
    let is_allowed =
        |path: &Path| path.extension().is_some_and(|own| allowed.iter().any(|extension| own == *extension));
    let wanted = endings(&allowed);
    let specs = files.specs.iter().map(|spec| spec.path.as_path());
    let others = files.others.iter().map(|path| path.as_path()).filter(|path| is_document(path));
    specs
        .chain(others)
        .filter(|path| !is_allowed(path))
        .map(|path| FileFinding {
            path,
            subject: None,
            message: format!("`{}` does not end in {wanted}", path.file_name().unwrap_or_default().to_string_lossy()),
            help: "if it is a spec, give it that extension; if not, move it out of the specs directory or name it in \
                   `layout.ignore`"
                .into(),
        })
        .collect()
}

/// Whether a file is a document by its extension, in any case.
pub(super) fn is_document(path: &Path) -> bool {
    path.extension().is_some_and(|own| DOCUMENTS.contains(&own.to_string_lossy().to_lowercase().as_str()))
}
