//! Whether a heading is surely meant by another.

use crate::template::split_marks;

/// A heading as it is held against others: what it is beyond case, punctuation, white space and emoji.
pub(super) struct Heading {
    whole: Letters,
    /// Without a number at its beginning and marks in brackets; `None` where that is all of it, or needed to know it.
    bare: Option<Letters>,
    needs_all: bool,
}

/// Letters and digits in lower case.
struct Letters {
    text: String,
    characters: Vec<char>,
    /// What may tell it from its siblings: see [`ordinals`].
    ordinals: Vec<String>,
}

/// What is left of a heading's text without case, punctuation, white space, emoji, a number and marks.
pub(crate) fn plain(text: &str) -> String {
    Heading::new(text).bare().to_owned()
}

impl Heading {
    pub fn new(text: &str) -> Self {
        let bare = without_number_and_marks(split_marks(text).name);
        let bare = (bare.len() < text.len()).then(|| Letters::of(bare)).filter(|bare| !bare.text.is_empty());
        Heading { whole: Letters::of(text), bare, needs_all: false }
    }

    /// All of its letters and digits.
    pub fn whole(&self) -> &str {
        &self.whole.text
    }

    /// Those that are left without a number and marks.
    pub fn bare(&self) -> &str {
        &self.bare_letters().text
    }

    fn bare_letters(&self) -> &Letters {
        self.bare.as_ref().unwrap_or(&self.whole)
    }

    /// Makes the number and the marks what it is known by.
    pub fn need_all(&mut self) {
        self.bare = None;
        self.needs_all = true;
    }
}

impl Letters {
    fn of(text: &str) -> Self {
        let letters = text.chars().filter(|&c| c.is_alphanumeric() && !is_emoji(c));
        let characters: Vec<char> = letters.flat_map(char::to_lowercase).collect();
        Letters { text: characters.iter().collect(), characters, ordinals: ordinals(text) }
    }
}

/// How many slips of the pen are between a name and a text: of each five letters one may be wrong, missing, too many or
/// swapped with its neighbour. `None` where it is another heading. What tells siblings apart is no slip: `Story 1` is
/// not `Story 2`.
pub(super) fn slips(name: &Heading, text: &Heading) -> Option<usize> {
    let (name, text) = match name.needs_all {
        true => (&name.whole, &text.whole),
        false => (name.bare_letters(), text.bare_letters()),
    };
    let (a, b) = (&name.characters, &text.characters);
    let allowed = (a.len().min(b.len()) / 5).min(MAX_SLIPS);
    if name.ordinals == text.ordinals { distance(a, b, allowed) } else { None }
}

/// More slips than these make another heading, however long it is.
const MAX_SLIPS: usize = 3;

/// How many letters are to be put in, left out, replaced or swapped with their neighbours to make one text of the other
/// (optimal string alignment); `None` where they are more than `most`. Of the table of distances only the band is
/// filled in that is so near to its diagonal, until a row of it has nothing near enough.
fn distance(a: &[char], b: &[char], most: usize) -> Option<usize> {
    if a.len().abs_diff(b.len()) > most {
        return None;
    }
    const FAR: usize = usize::MAX / 2;
    // In row `i`, column `j` is at `j + MAX_SLIPS + 1 - i`, so that what is diagonal is at the same index.
    type Row = [usize; 2 * MAX_SLIPS + 3];
    let (mut before, mut above): (Row, Row) = ([FAR; _], [FAR; _]);
    for i in 0..=a.len() {
        let mut row: Row = [FAR; _];
        for j in i.saturating_sub(most)..=(i + most).min(b.len()) {
            let at = j + MAX_SLIPS + 1 - i;
            row[at] = match (i, j) {
                (0, _) => j,
                (_, 0) => i,
                _ => {
                    let replaced = above[at] + usize::from(a[i - 1] != b[j - 1]);
                    let is_swap = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
                    let swapped = if is_swap { before[at] + 1 } else { FAR };
                    replaced.min(swapped).min(above[at + 1] + 1).min(row[at - 1] + 1)
                }
            };
        }
        if row.iter().all(|&slips| slips > most) {
            return None;
        }
        (before, above) = (above, row);
    }
    Some(above[b.len() + MAX_SLIPS + 1 - a.len()]).filter(|&slips| slips <= most)
}

/// What tells headings apart that are equal otherwise: numbers, and words that are a letter or a Roman numeral
/// (`Option A`, `Phase II: Tests`).
fn ordinals(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut words = text.split_whitespace().peekable();
    while let Some(word) = words.next() {
        let letters: String = word.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect();
        let is_roman = !letters.is_empty() && letters.chars().all(|c| matches!(c, 'i' | 'v' | 'x'));
        // An `a` between others is an article.
        let is_letter = letters.chars().count() == 1 && (letters != "a" || words.peek().is_none());
        if is_roman || is_letter {
            found.push(letters);
        } else {
            let numbers = letters.split(|c: char| !c.is_numeric());
            found.extend(numbers.filter(|number| !number.is_empty()).map(str::to_owned));
        }
    }
    found
}

/// A heading without what is written before and after it: a number (`5.`, `5)`, `A.`, `IV.`), marks in brackets
/// (`(optional)`, `[WIP]`), emoji (`:memo:`).
fn without_number_and_marks(text: &str) -> &str {
    let mut rest = text.trim();
    loop {
        let shorter = without_first(rest).or_else(|| without_last(rest));
        match shorter.map(str::trim).filter(|shorter| shorter.contains(char::is_alphanumeric)) {
            Some(shorter) => rest = shorter,
            None => return rest,
        }
    }
}

fn without_first(text: &str) -> Option<&str> {
    let first = text.chars().next()?;
    if let Some(close) = closing(first) {
        let (inside, rest) = text[first.len_utf8()..].split_once(close)?;
        let is_number = inside.chars().all(char::is_numeric);
        return ((is_mark(inside) || is_number) && rest.starts_with(char::is_whitespace)).then_some(rest);
    }
    if let Some((name, rest)) = text.strip_prefix(':').and_then(|text| text.split_once(':'))
        && is_emoji_name(name)
    {
        return Some(rest);
    }
    if !first.is_alphanumeric() || is_emoji(first) {
        return Some(&text[first.len_utf8()..]);
    }
    without_number(text)
}

fn without_last(text: &str) -> Option<&str> {
    let last = text.chars().next_back()?;
    let before = &text[..text.len() - last.len_utf8()];
    if let Some(open) = opening(last) {
        let (rest, inside) = before.rsplit_once(open)?;
        return (is_mark(inside) && rest.ends_with(char::is_whitespace)).then_some(rest);
    }
    if let Some((rest, name)) = before.rsplit_once(':').filter(|_| last == ':')
        && is_emoji_name(name)
    {
        return Some(rest);
    }
    (!last.is_alphanumeric() || is_emoji(last)).then_some(before)
}

/// `5. Testing`, `5.1 Testing`, `5) Testing`, `A. Testing`, `IV. Testing`, or with a keycap for a number.
fn without_number(text: &str) -> Option<&str> {
    let is_number = |c: char| c.is_numeric() || matches!(c, '.' | '\u{fe0f}' | '\u{20e3}');
    let rest = text.trim_start_matches(is_number);
    if rest.len() < text.len() {
        let after = rest.trim_start_matches([')', ':', '-', '\u{2013}', '\u{2014}']);
        let ends = text[..text.len() - rest.len()].ends_with('.') || after.len() < rest.len();
        return (ends || after.starts_with(char::is_whitespace)).then_some(after);
    }
    let letters = text.split(['.', ')']).next()?;
    let is_roman = letters.chars().all(|c| matches!(c.to_ascii_lowercase(), 'i' | 'v' | 'x'));
    let rest = text.get(letters.len() + 1..)?;
    ((is_roman || letters.chars().count() == 1) && rest.starts_with(char::is_whitespace)).then_some(rest)
}

/// Whether what brackets hold is a mark, where they are not a part of a word, as in `Assignee(s)`. Numbers in them may
/// tell sections apart.
fn is_mark(inside: &str) -> bool {
    !inside.contains(char::is_numeric)
}

fn is_emoji_name(name: &str) -> bool {
    !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '+' | '-'))
}

/// Emoji that Unicode counts among the letters.
fn is_emoji(c: char) -> bool {
    matches!(c, '\u{2139}' | '\u{24c2}' | '\u{1f170}'..='\u{1f189}')
}

fn closing(open: char) -> Option<char> {
    BRACKETS.iter().find(|&&(own, _)| own == open).map(|&(_, close)| close)
}

fn opening(close: char) -> Option<char> {
    BRACKETS.iter().find(|&&(_, own)| own == close).map(|&(open, _)| open)
}

const BRACKETS: [(char, char); 4] = [('(', ')'), ('[', ']'), ('{', '}'), ('<', '>')];

#[cfg(test)]
mod tests {
    use super::{Heading, MAX_SLIPS, distance, slips};

    fn is_same(name: &str, text: &str) -> bool {
        let (name, text) = (Heading::new(name), Heading::new(text));
        !name.bare().is_empty() && name.bare() == text.bare()
    }

    fn are_near(name: &str, text: &str) -> bool {
        slips(&Heading::new(name), &Heading::new(text)).is_some()
    }

    #[test]
    fn form() {
        assert!(is_same("Proposed Change", "Proposed change"));
        assert!(is_same("Assignee(s)", "Assignees:"));
        assert!(!is_same("Testing", "Tests"));
        assert!(!is_same("???", "!!!"));
    }

    #[test]
    fn numbers_and_marks() {
        for text in [
            "5. Testing",
            "5) Testing",
            "(5) Testing",
            "5 Testing",
            "5.Testing",
            "5)Testing",
            "5.1 Testing",
            "5.1. Testing",
            "5 - Testing",
            "5: Testing",
            "#5 Testing",
            "5\u{fe0f}\u{20e3} Testing",
            "A. Testing",
            "b) Testing",
            "IV. Testing",
            "Testing (optional)",
            "Testing(Optional)",
            "Testing (optional):",
            "Testing (if applicable)",
            "[REQUIRED] Testing",
            "Testing [WIP]",
            "5. [WIP] Testing (optional)",
            "\u{1f680} Testing",
            "Testing \u{2705}",
            "\u{2139}\u{fe0f} Testing",
            ":rocket: Testing",
            "Testing :+1:",
            ":rocket: 5. Testing",
        ] {
            assert!(is_same("Testing", text), "{text}");
        }
        for text in [
            "Testing 5",
            "Testing (5)",
            "Unit Testing",
            "Unit. Testing",
            "(re)Testing",
            "Testing: units",
            "Testing:units",
            "5Testing",
            "Testing :a b:",
        ] {
            assert!(!is_same("Testing", text), "{text}");
        }
        // Nothing is left of these.
        assert!(!is_same("5.", "6."));
        assert!(!is_same("[a]", "[b]"));
    }

    #[test]
    fn misspellings() {
        for (name, text) in [
            ("Alternatives", "Alternative"),
            ("Documentation Impact", "Documenation Imapct"),
            ("Security impact", "Securtiy impact"),
            ("Testing", "5. Tesing [WIP]"),
            ("Describe a change", "Describe change"),
        ] {
            assert!(are_near(name, text), "{name} {text}");
        }
        for (name, text) in [
            ("Story 1", "Story 2"),
            ("User Story A", "User Story B"),
            ("Phase I: Tests", "Phase II: Tests"),
            ("Option B: Tests", "Option C: Tests"),
            ("REST API impact", "RPC API impact"),
            ("Public API", "Python API"),
            ("Database", "Datastore"),
            ("Goals", "Go"),
        ] {
            assert!(!are_near(name, text), "{name} {text}");
        }
    }

    /// The band of the table has what all of it would have.
    #[test]
    fn distances() {
        let letters = ['a', 'b', 'c'];
        let word = |mut n: usize| {
            let mut word = Vec::new();
            while n > 0 {
                word.push(letters[(n - 1) % 3]);
                n = (n - 1) / 3;
            }
            word
        };
        let words: Vec<Vec<char>> = (0..364).map(word).collect();
        for a in &words {
            for b in &words {
                let text = |word: &[char]| word.iter().collect::<String>();
                let all = strsim::osa_distance(&text(a), &text(b));
                for most in 0..=MAX_SLIPS {
                    assert_eq!(distance(a, b, most), Some(all).filter(|&slips| slips <= most), "{a:?} {b:?}");
                }
            }
        }
    }
}
