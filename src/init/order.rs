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
    let number = lower.strip_prefix('v').unwrap_or(&lower);
    let parts: Option<Vec<u32>> = number.split(['.', '-']).map(|part| part.parse().ok()).collect();
    parts.map(|parts| (2, parts))
}
