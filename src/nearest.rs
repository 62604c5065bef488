//! "Did you mean …?"

/// The candidate that a mistyped word most likely means, if one is near enough.
pub(crate) fn nearest<'c>(word: &str, candidates: impl IntoIterator<Item = &'c str>) -> Option<&'c str> {
    /// Nobody mistypes a longer word, and to compare two takes the product of their lengths.
    const MAX_LEN: usize = 1000;
    let word = word.to_lowercase();
    candidates
        .into_iter()
        .filter(|candidate| word.len() <= MAX_LEN && candidate.len() <= MAX_LEN)
        .map(|candidate| (strsim::jaro_winkler(&word, &candidate.to_lowercase()), candidate))
        .filter(|&(similarity, _)| similarity >= 0.8)
        .max_by(|a, b| a.0.total_cmp(&b.0))
        .map(|(_, candidate)| candidate)
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
