//! The examples of a specification's source (`spec.txt`).

/// The documents of all examples, each with its line in the file.
pub fn examples(specification: &str) -> Vec<(usize, String)> {
    let fence = "`".repeat(32);
    let mut found = Vec::new();
    let mut example: Option<(usize, String)> = None;
    for (number, line) in specification.lines().enumerate() {
        match &mut example {
            None if line.strip_prefix(&*fence).is_some_and(|rest| rest.starts_with(" example")) => {
                example = Some((number + 1, String::new()));
            }
            None => {}
            // What follows is the example's HTML, in which no line looks like this one.
            Some(_) if line == "." => found.extend(example.take()),
            Some((_, document)) => *document += &(line.replace('\u{2192}', "\t") + "\n"),
        }
    }
    found
}
