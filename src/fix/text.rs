//! The fixes of a text that is in no file, as an editor has one before it saves it.

use std::collections::HashMap;

use super::{FixedFile, Held, Run, Target, Texts, file, is_rename_of};
use crate::checker::Why;
use crate::document::Document;
use crate::error::Error;
use crate::paths::display;
use crate::rules::{Fingerprint, SpecFile};

impl Run<'_> {
    /// Fixes a text. Only that is given back, so a heading that another document refers to keeps its name.
    ///
    /// # Errors
    /// Where it is no text, or nobody can tell what is demanded of it.
    pub(super) fn fix_text(
        &self,
        set: &Held<'_>,
        spec: &SpecFile,
        bytes: &[u8],
        texts: &mut Texts,
    ) -> Result<Option<FixedFile>, Error> {
        let text = String::from_utf8(bytes.to_owned()).map_err(|error| Error::not_utf8(&spec.path, &error))?;
        let document = Document::parse(text.as_str(), spec.format);
        let beside = set.variants.beside(spec);
        let variant = set.variants.held(&document, beside.as_ref())?.variant;
        if variant.left_out_by.is_some() {
            return Ok(None);
        }
        let target = Target { spec, document: &document, beside, variant };
        let mut barred: HashMap<Fingerprint, Why> = HashMap::new();
        loop {
            let fixed = self.fixed(&target, &barred);
            let concerned = fixed.anchors.iter().find_map(|renamed| {
                let edits =
                    texts.concerned(&*self.repository.files, set, self.how.top, spec, std::slice::from_ref(renamed));
                let why = match edits {
                    Ok(edits) => format!("{} refers to it", display(&edits.first()?.path)),
                    Err(why) => why,
                };
                Some((renamed.old.text.as_str(), why))
            });
            let Some((heading, why)) = concerned else { return Ok(Some(file(spec, text, fixed))) };
            let count = barred.len();
            for diagnostic in fixed.fixed.iter().filter(|diagnostic| is_rename_of(diagnostic, Some(heading))) {
                barred.insert(diagnostic.fingerprint.clone(), Why::Elsewhere(why.clone()));
            }
            if barred.len() == count {
                let mut file = file(spec, text, fixed);
                file.leave_as_it_was();
                return Ok(Some(file));
            }
        }
    }
}
