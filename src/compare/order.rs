//! The fewest sections whose move puts all in order.

/// Which elements of a sequence have to be moved so that it does not descend, as few as possible: all that are
/// not in a longest non-decreasing subsequence (patience sorting, O(n log n)). In ascending order.
pub(crate) fn fewest_moves(sequence: &[usize]) -> Vec<usize> {
    // `ends[k]`: index of the smallest element that ends a non-decreasing subsequence of length k + 1.
    let mut ends: Vec<usize> = Vec::new();
    let mut before: Vec<Option<usize>> = Vec::with_capacity(sequence.len());
    for (at, &value) in sequence.iter().enumerate() {
        let length = ends.partition_point(|&end| sequence[end] <= value);
        before.push(length.checked_sub(1).map(|last| ends[last]));
        if length == ends.len() {
            ends.push(at);
        } else {
            ends[length] = at;
        }
    }
    let mut keeps = vec![false; sequence.len()];
    let mut at = ends.last().copied();
    while let Some(kept) = at {
        keeps[kept] = true;
        at = before[kept];
    }
    (0..sequence.len()).filter(|&at| !keeps[at]).collect()
}

#[cfg(test)]
mod tests {
    use super::fewest_moves;

    #[test]
    fn moves_as_few_as_possible() {
        for (sequence, moves) in [
            (&[][..], &[][..]),
            (&[0, 1, 2], &[]),
            (&[0, 0, 1, 1], &[]),
            (&[2, 0, 1], &[0]),
            (&[1, 2, 0], &[2]),
            (&[0, 3, 1, 2], &[1]),
            (&[3, 2, 1, 0], &[0, 1, 2]),
        ] {
            assert_eq!(fewest_moves(sequence), moves, "{sequence:?}");
        }
    }
}
