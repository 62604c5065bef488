//! "Did you mean …?"

/// The candidate that a mistyped word most likely means, if one is near enough.
pub(crate) fn nearest<'c>(word: &str, candidates: impl IntoIterator<Item = &'c str>) -> Option<&'c str> {
    /// Nobody mistypes a longer word, and to compare two takes the product of their lengths.
    const MAX_LEN: usize = 1000;
    if word.len() > MAX_LEN {
        return None;
    }
    let word = word.to_lowercase();
    let letters = Letters::of(&word);
    candidates
        .into_iter()
        .filter(|candidate| candidate.len() <= MAX_LEN)
        .map(|candidate| (candidate.to_lowercase(), candidate))
        .filter(|(lower, _)| letters.may_be_near(&Letters::of(lower), same_start(&word, lower)))
        .map(|(lower, candidate)| (strsim::jaro_winkler(&word, &lower), candidate))
        .filter(|&(similarity, _)| similarity >= NEAR)
        .max_by(|a, b| a.0.total_cmp(&b.0))
        .map(|(_, candidate)| candidate)
}

/// The similarity from which on a word is meant.
const NEAR: f64 = 0.8;

/// How often each letter is in a text; characters that are no letters of ASCII share what is left.
struct Letters {
    counts: [u16; 32],
    len: usize,
}

impl Letters {
    fn of(text: &str) -> Self {
        let mut counts = [0; 32];
        let mut len = 0;
        for c in text.chars() {
            let slot = if c.is_ascii() { c as usize % 32 } else { 31 };
            counts[slot] += 1;
            len += 1;
        }
        Letters { counts, len }
    }

    /// Whether texts of these letters can be near, which takes long to compute: at best, all letters that both have
    /// are at the same places.
    fn may_be_near(&self, other: &Self, same_start: usize) -> bool {
        let shared: u16 = self.counts.iter().zip(&other.counts).map(|(a, b)| a.min(b)).sum();
        let share = |len: usize| f64::from(shared) / len.max(1) as f64;
        let jaro = (share(self.len) + share(other.len) + 1.0) / 3.0;
        jaro + 0.1 * same_start.min(4) as f64 * (1.0 - jaro) >= NEAR
    }
}

fn same_start(a: &str, b: &str) -> usize {
    a.chars().zip(b.chars()).take_while(|(a, b)| a == b).count()
}

/// ` a, b and c`: the words as they stand in a sentence.
pub(crate) fn list<'w>(words: impl IntoIterator<Item = &'w str>) -> String {
    let words: Vec<&str> = words.into_iter().collect();
    match words.split_last() {
        None => String::new(),
        Some((last, [])) => (*last).to_owned(),
        Some((last, rest)) => format!("{} and {last}", rest.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is passed over would not have been near.
    #[test]
    fn the_letters_tell_no_lies() {
        let words =
            ["motivation", "motivatoin", "drawbacks", "drawback", "testing", "a", "ab", "ba", "\u{e4}b", "x y z"];
        for a in words {
            for b in words {
                let near = strsim::jaro_winkler(a, b) >= NEAR;
                assert!(!near || Letters::of(a).may_be_near(&Letters::of(b), same_start(a, b)), "{a} {b}");
            }
        }
    }
}
