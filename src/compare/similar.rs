//! Whether a heading is surely meant by another.

/// Letters and digits of a heading, in lower case.
pub(super) fn plain(text: &str) -> String {
    if text.is_ascii() {
        let letters = text.bytes().filter(u8::is_ascii_alphanumeric);
        return letters.map(|b| char::from(b.to_ascii_lowercase())).collect();
    }
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// Whether two plain texts are the same, so that the headings differ in case, punctuation and white space alone.
pub(super) fn is_same_but_for_form(name: &str, text: &str) -> bool {
    !name.is_empty() && name == text
}

/// Whether one plain text is the other with a slip of the pen: of each five letters one may be wrong, missing, too
/// many or swapped with its neighbour. Numbers are no slips: `Story 1` is not `Story 2`.
pub(super) fn is_misspelt(name: &str, text: &str) -> bool {
    let (a, b) = (name.chars().count(), text.chars().count());
    let (short, long) = (a.min(b), a.max(b));
    let allowed = short / 5;
    let digits = |text: &str| text.bytes().filter(u8::is_ascii_digit).collect::<Vec<_>>();
    long - short <= allowed
        && long <= MAX_LEN
        && digits(name) == digits(text)
        && strsim::osa_distance(name, text) <= allowed.min(MAX_SLIPS)
}

/// Longer headings, in characters, are not compared: that takes the square of their length.
const MAX_LEN: usize = 1000;

/// More slips than these make another heading, however long it is.
const MAX_SLIPS: usize = 3;

#[cfg(test)]
mod tests {
    use super::{is_misspelt, is_same_but_for_form, plain};

    #[test]
    fn form() {
        let same = |name, text| is_same_but_for_form(&plain(name), &plain(text));
        assert!(same("Proposed Change", "Proposed change"));
        assert!(same("Assignee(s)", "Assignees:"));
        assert!(!same("Testing", "Tests"));
        assert!(!same("???", "!!!"));
    }

    #[test]
    fn slips() {
        for (name, text) in [
            ("Alternatives", "Alternative"),
            ("Documentation Impact", "Documenation Imapct"),
            ("Security impact", "Securtiy impact"),
        ] {
            assert!(is_misspelt(&plain(name), &plain(text)), "{name} {text}");
        }
        for (name, text) in [
            ("Story 1", "Story 2"),
            ("REST API impact", "RPC API impact"),
            ("Public API", "Python API"),
            ("Database", "Datastore"),
            ("Goals", "Go"),
        ] {
            assert!(!is_misspelt(&plain(name), &plain(text)), "{name} {text}");
        }
    }
}
