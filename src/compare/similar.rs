//! Whether a heading is surely meant by another.

/// Whether two headings differ in case, punctuation and white space alone.
pub(super) fn is_same_but_for_form(name: &str, text: &str) -> bool {
    let plain = plain(name);
    !plain.is_empty() && plain == self::plain(text)
}

/// Whether one heading is the other with a slip of the pen: of each five letters one may be wrong, missing, too
/// many or swapped with its neighbour. Numbers are no slips: `Story 1` is not `Story 2`.
pub(super) fn is_misspelt(name: &str, text: &str) -> bool {
    let (name, text) = (plain(name), plain(text));
    let (short, long) = (name.len().min(text.len()), name.len().max(text.len()));
    let allowed = short / 5;
    let digits = |text: &str| text.bytes().filter(u8::is_ascii_digit).collect::<Vec<_>>();
    // A character is four bytes at most.
    long - short <= 4 * allowed
        && digits(&name) == digits(&text)
        && strsim::osa_distance(&name, &text) <= allowed.min(MAX_SLIPS)
}

/// More slips than these make another heading, however long it is.
const MAX_SLIPS: usize = 3;

/// Letters and digits in lower case.
fn plain(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::{is_misspelt, is_same_but_for_form};

    #[test]
    fn form() {
        assert!(is_same_but_for_form("Proposed Change", "Proposed change"));
        assert!(is_same_but_for_form("Assignee(s)", "Assignees:"));
        assert!(!is_same_but_for_form("Testing", "Tests"));
        assert!(!is_same_but_for_form("???", "!!!"));
    }

    #[test]
    fn slips() {
        for (name, text) in [
            ("Alternatives", "Alternative"),
            ("Documentation Impact", "Documenation Imapct"),
            ("Security impact", "Securtiy impact"),
        ] {
            assert!(is_misspelt(name, text), "{name} {text}");
        }
        for (name, text) in [
            ("Story 1", "Story 2"),
            ("REST API impact", "RPC API impact"),
            ("Public API", "Python API"),
            ("Database", "Datastore"),
            ("Goals", "Go"),
        ] {
            assert!(!is_misspelt(name, text), "{name} {text}");
        }
    }
}
