//! Which names are releases', and which of two is the newer.

/// The releases of OpenStack, whose specs repositories are named by them. Those from antelope on are known by a number,
/// too.
const CODENAMES: [&str; 34] = [
    "austin",
    "bexar",
    "cactus",
    "diablo",
    "essex",
    "folsom",
    "grizzly",
    "havana",
    "icehouse",
    "juno",
    "kilo",
    "liberty",
    "mitaka",
    "newton",
    "ocata",
    "pike",
    "queens",
    "rocky",
    "stein",
    "train",
    "ussuri",
    "victoria",
    "wallaby",
    "xena",
    "yoga",
    "zed",
    "antelope",
    "bobcat",
    "caracal",
    "dalmatian",
    "epoxy",
    "flamingo",
    "gazpacho",
    "hibiscus",
];

/// Where antelope stands, which is 2023.1; two follow each year.
const ANTELOPE: usize = 26;

/// Names of directories among those of releases that are none.
const OTHERS: [&str; 14] = [
    "backlog",
    "abandoned",
    "untargeted",
    "unimplemented",
    "template",
    "templates",
    "retired",
    "rejected",
    "archive",
    "policy",
    "api",
    "release_independent",
    "ongoing",
    "deferred",
];

/// How a name is ordered among releases; `None`: it is surely no release's.
pub(super) fn rank(name: &str) -> Option<(u32, Vec<u32>)> {
    let lower = name.to_lowercase();
    if OTHERS.contains(&&*lower) {
        return None;
    }
    if let Some(at) = CODENAMES.iter().position(|known| *known == lower) {
        return Some(match at.checked_sub(ANTELOPE) {
            Some(later) => (2, vec![2023 + later as u32 / 2, 1 + later as u32 % 2]),
            None => (1, vec![at as u32]),
        });
    }
    let number = ["version", "release-", "release", "v"].iter().find_map(|prefix| lower.strip_prefix(prefix));
    let is_marked = number.is_some();
    let number = number.unwrap_or(&lower);
    // `1.x`: the last that is known of it counts for all.
    let number = number.strip_suffix(".x").unwrap_or(number);
    let parts: Option<Vec<u32>> = number.split(['.', '-']).map(|part| part.parse().ok()).collect();
    let parts = parts?;
    // A number alone counts specs, unless it is a year.
    let is_alone = parts.len() == 1 && !is_marked && !lower.ends_with(".x");
    let is_year = number.len() == 4 && (1990..2100).contains(&parts[0]);
    let counts = is_alone && !is_year || number.len() > 1 && number.starts_with('0') && !number.contains('.');
    (!counts).then_some((2, parts))
}

/// The release before the one that a name beside others would be taken for: names of places that are none.
pub(super) fn is_no_release(name: &str) -> bool {
    OTHERS.contains(&&*name.to_lowercase())
}
