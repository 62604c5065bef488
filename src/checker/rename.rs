//! Headings that get other names, with all in their document that leads to them.

use std::collections::{HashMap, HashSet};
use std::path::Path;

#[cfg(feature = "cli")]
use super::Spec;
#[cfg(feature = "cli")]
use super::included::refers_to_none;
#[cfg(feature = "cli")]
use super::proof::{Change, prove};
use super::why::Why;
#[cfg(feature = "cli")]
use crate::document::key;
use crate::document::{Anchor, Document, NameUse, Reference, ReferenceKind, References, SectionId};
use crate::edit::{Edit, apply};

/// A heading that got another name: what it was known by, and what it is known by now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Renamed {
    /// What it was known by.
    pub old: Anchor,
    /// What it is known by now.
    pub new: Anchor,
}

/// Renames of sections of a document.
pub(super) struct Renames {
    pub sections: Vec<SectionId>,
    pub renamed: Vec<Renamed>,
    /// The edits of what leads to them.
    pub uses: Vec<Edit>,
}

/// What lets all that leads to the headings that some edits change lead to them still.
pub(super) fn renames(document: &Document, path: &Path, headings: &[&Edit]) -> Result<Renames, Why> {
    let source = &*document.source;
    let references = References::of(document);
    let after = Document::parse(apply(source, headings.iter().copied()), document.format);
    let (old, new) = (document.anchors(&references), after.anchors(&References::of(&after)));
    if old.len() != new.len() {
        return Err(Why::Headings);
    }
    let changed = |id: &SectionId| old[*id] != new[*id];
    let sections: Vec<SectionId> = (0..old.len()).filter(changed).collect();
    let mut names: HashMap<(bool, String), SectionId> = HashMap::new();
    let others: HashSet<&str> =
        references.all.iter().filter(|own| is_other_target(own)).map(|own| &*own.name).collect();
    let mut headings: HashMap<&str, usize> = HashMap::new();
    for own in references.all.iter().filter(|own| own.kind == ReferenceKind::Heading) {
        *headings.entry(&own.name).or_default() += 1;
    }
    for &id in &sections {
        names.insert((true, old[id].fragment.to_lowercase()), id);
        names.insert((false, old[id].text.to_lowercase()), id);
    }
    let file = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let lines = document.lines();
    // What leads to the new name leads elsewhere now.
    let taken: HashSet<(bool, String)> = sections
        .iter()
        .flat_map(|&id| [(true, new[id].fragment.to_lowercase()), (false, new[id].text.to_lowercase())])
        .filter(|name| !names.contains_key(name))
        .collect();
    let mut uses = Vec::new();
    for own in document.name_uses(&references) {
        let is_own = matches!(whose(&own, &file), Whose::Own);
        if is_own && taken.contains(&(own.is_fragment, own.name.clone())) && leads_somewhere(&own, &others, &old) {
            let (line, _) = lines.position(own.range.start);
            return Err(Why::Reference { line, text: source[own.range.clone()].to_owned() });
        }
        let Some(&id) = names.get(&(own.is_fragment, own.name.clone())) else { continue };
        let refused =
            || Why::Reference { line: lines.position(own.range.start).0, text: source[own.range.clone()].to_owned() };
        match whose(&own, &file) {
            Whose::Another => continue,
            Whose::Own if others.contains(&*own.name) => continue,
            Whose::Own if headings.get(&*own.name).is_some_and(|count| *count > 1) => return Err(refused()),
            Whose::InDoubt => return Err(refused()),
            Whose::Own => {}
        }
        let edits = document.renamed_use(&own, &old[id], &new[id]).ok_or_else(refused)?;
        uses.extend(edits.into_iter().map(|(range, text)| Edit { range, text }));
    }
    let renamed = sections.iter().map(|&id| Renamed { old: old[id].clone(), new: new[id].clone() }).collect();
    Ok(Renames { sections, renamed, uses })
}

/// A document in which a section has another heading, with all in it that leads to the section. The document need not be
/// a spec.
///
/// # Errors
/// Where anything else would change.
#[cfg(feature = "cli")]
pub(crate) fn rename_section(spec: &Spec<'_>, id: SectionId, name: &str) -> Result<(Document, Vec<Renamed>), Why> {
    let document = spec.document;
    let range = document.name_range(id).unwrap_or_else(|| document.outline.section(id).text_range.clone());
    let headings = document.with_name(id, range, name);
    let Renames { sections, renamed, uses } = renames(document, &spec.file.path, &headings.iter().collect::<Vec<_>>())?;
    refers_to_none(spec, document, &renamed)?;
    let mut edits = headings;
    edits.extend(uses);
    edits.sort_by_key(|edit| (edit.range.start, edit.range.end));
    edits.dedup();
    if edits.windows(2).any(|pair| pair[1].range.start < pair[0].range.end) {
        return Err(Why::Headings);
    }
    let after = Document::parse(apply(&document.source, &edits), document.format);
    let is_heading = |section: &crate::document::Section| *section.key == *key(name);
    if !after.outline.headings().get(id).is_some_and(is_heading) {
        return Err(Why::Headings);
    }
    let change = Change::Rename(sections.into_iter().collect());
    prove(&change, document, &after).map_err(|refusal| refusal.why)?;
    Ok((after, renamed))
}

/// Whether a use leads to something in the document as it is.
fn leads_somewhere(own: &NameUse, others: &HashSet<&str>, anchors: &[Anchor]) -> bool {
    let is_it = |anchor: &Anchor| match own.is_fragment {
        true => anchor.fragment.to_lowercase() == own.name,
        false => anchor.text.to_lowercase() == own.name,
    };
    others.contains(&*own.name) || anchors.iter().any(is_it)
}

/// Whether something is pointed at that is no heading: it comes before a heading of its name.
fn is_other_target(own: &Reference) -> bool {
    use ReferenceKind::{Citation, Footnote, Target};
    own.is_definition && matches!(own.kind, Target | Footnote | Citation)
}

/// Which document a use leads to.
enum Whose {
    Own,
    Another,
    InDoubt,
}

/// Which document a use of a heading's name in a document of this file's name leads to.
fn whose(own: &NameUse, file: &str) -> Whose {
    let Some(path) = &own.path else { return Whose::Own };
    let last = path.rsplit('/').next().unwrap_or_default();
    let is_alike = stem(last) == stem(file);
    match is_alike {
        false => Whose::Another,
        true if last == file && !path.contains('/') => Whose::Own,
        // A page that is made of it, or a file of its name elsewhere.
        true => Whose::InDoubt,
    }
}

/// A file's name without its extension.
pub(crate) fn stem(name: &str) -> &str {
    name.rsplit_once('.').map_or(name, |(stem, _)| stem)
}
