//! A mistake is shown where it is, even if its line is long or holds other scripts.

use super::check;

#[test]
fn in_a_long_line() {
    let ignore: Vec<String> = (0..60).map(|i| format!("\"draft-{i}.rst\"")).collect();
    let config =
        format!("current_release = \"liberty\"\nlayout = {{ ignore = [{}], spec = \"a\" }}\n", ignore.join(", "));
    insta::assert_snapshot!(check(&config), @r#"
    nothing was checked: see the error above
    ----- stderr
      × unknown key `spec`
       ╭─[release.toml:2:973]
     1 │ current_release = "liberty"
     2 │ .rst", "draft-58.rst", "draft-59.rst"], spec = "a" }
       ·                                         ──┬─
       ·                                           ╰── no such key
       ╰────
      help: did you mean `specs`?

    ----- exit 2
    "#);
}

#[test]
fn after_wide_characters() {
    insta::assert_snapshot!(check("current_release = \"日本語\"\nlayout = { ignore = [\"日本語\"], spec = \"ü\" }\n"), @r#"
    nothing was checked: see the error above
    ----- stderr
      × unknown key `spec`
       ╭─[release.toml:2:30]
     1 │ current_release = "日本語"
     2 │ layout = { ignore = ["日本語"], spec = "ü" }
       ·                                 ──┬─
       ·                                   ╰── no such key
       ╰────
      help: did you mean `specs`?

    ----- exit 2
    "#);
}
