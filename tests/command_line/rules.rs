use crate::common::Scratch;

#[test]
fn all() {
    let output = Scratch::empty().run(&["rules"]).passes();
    assert!(output.stdout.lines().count() >= 18, "{output}");
    insta::assert_snapshot!(output.stdout.lines().next().unwrap_or_default(), @"missing-section       error  Reports a section that the template requires and the spec does not have");
}

/// A list is read at a glance.
#[test]
fn all_on_a_screen() {
    let output = Scratch::empty().run(&["rules"]).passes();
    let long: Vec<&str> = output.stdout.lines().filter(|line| line.chars().count() > 120).collect();
    assert_eq!(long, [""; 0]);
}

#[test]
fn one() {
    let output = Scratch::empty().run(&["rules", "empty-release"]).passes();
    assert!(output.stdout.starts_with("# empty-release\n\nDefault level: `off`\n"), "{output}");
}

#[test]
fn a_misspelt_one() {
    insta::assert_snapshot!(Scratch::empty().run(&["rules", "missing-sections"]), @"
    ----- stderr
      × there is no rule `missing-sections`
      help: did you mean `missing-section`?
    ----- exit 2
    ");
}

#[test]
fn one_that_is_like_no_other() {
    insta::assert_snapshot!(Scratch::empty().run(&["rules", "xyz"]), @"
    ----- stderr
      × there is no rule `xyz`
      help: `speclint rules` lists them
    ----- exit 2
    ");
}
