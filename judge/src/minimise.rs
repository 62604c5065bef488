//! The smallest form of a document that still has a property.

/// Takes lines and characters away as long as the property holds.
pub fn minimised(document: &str, holds: &mut dyn FnMut(&str) -> bool) -> String {
    let mut best = document.to_owned();
    loop {
        let before = best.len();
        let lines = best.split_inclusive(['\n', '\r']).map(str::to_owned).collect();
        best = fewer(lines, holds);
        best = fewer(best.chars().map(String::from).collect(), holds);
        if best.len() == before {
            return plainer(best, holds);
        }
    }
}

/// Takes runs of pieces away, long ones first.
fn fewer(mut pieces: Vec<String>, holds: &mut dyn FnMut(&str) -> bool) -> String {
    let mut len = pieces.len().div_ceil(2);
    while len > 0 {
        let mut at = 0;
        while at < pieces.len() {
            let end = (at + len).min(pieces.len());
            let rest = pieces[..at].concat() + &pieces[end..].concat();
            if holds(&rest) {
                pieces.drain(at..end);
            } else {
                at += len;
            }
        }
        len /= 2;
    }
    pieces.concat()
}

/// Puts plain characters in place of others.
fn plainer(document: String, holds: &mut dyn FnMut(&str) -> bool) -> String {
    let mut characters: Vec<char> = document.chars().collect();
    for at in 0..characters.len() {
        for plain in ['a', ' ', '\n'] {
            let own = characters[at];
            if own == plain {
                break;
            }
            characters[at] = plain;
            if holds(&characters.iter().collect::<String>()) {
                break;
            }
            characters[at] = own;
        }
    }
    characters.into_iter().collect()
}
