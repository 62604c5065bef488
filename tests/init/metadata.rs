//! What `init` demands of metadata, and what it leaves unchecked by them.

use crate::common::{SPEC_MARKDOWN, Scratch, TEMPLATE_MARKDOWN};
use crate::config;

/// A repository of this many proposals with front matter that a number gives.
fn proposals(count: usize, front_matter: impl Fn(usize) -> String, body: impl Fn(usize) -> String) -> Scratch {
    let scratch = Scratch::empty();
    scratch.write("0000-template.md", TEMPLATE_MARKDOWN);
    for number in 1..=count {
        let text = format!("---\n{}---\n\n{}", front_matter(number), body(number));
        scratch.write(&format!("text/{number:04}-a.md"), text);
    }
    scratch
}

fn status(number: usize) -> &'static str {
    if number.is_multiple_of(2) { "Draft" } else { "Final" }
}

#[test]
fn what_all_specs_meet() {
    let front_matter = |number| {
        let champion = if number == 3 { "" } else { "champion: them\n" };
        format!("id: {number}\nstatus: {}\ncreated: 2026-01-{number:02}\n{champion}", status(number))
    };
    let scratch = proposals(20, front_matter, |_| SPEC_MARKDOWN.to_owned());
    scratch.run(&["init"]).passes();
    insta::assert_snapshot!(config(&scratch), @r#"
    [layout]
    # The specs.
    specs = "text"
    # The template of all specs.
    template = "0000-template.md"

    [rules]
    # The number is that of `id`.
    file-name = { pattern = '^(?<number>\d{4})-.+\.md$', unique = ["number"] }

    # What all 20 specs meet.
    [rules.metadata.keys]
    id = { required = true, values = ['(?<number>\d+)'] }
    status = { required = true, values = ["Draft", "Final"] }
    created = { required = true, values = ['\d{4}-\d{2}-\d{2}'] }
    # 1 of 20 specs lacks it.
    # champion = { required = true }
    "#);
    scratch.run(&[]).passes();
    scratch.write("text/0021-a.md", format!("---\nid: 22\nstatus: Done\ncreated: today\n---\n\n{SPEC_MARKDOWN}"));
    let output = scratch.run(&["--format", "short"]);
    assert_eq!(output.stdout.matches("error[metadata]").count(), 3, "{output}");
}

#[test]
fn what_nearly_all_specs_meet_is_a_warning() {
    let front_matter = |number| if number == 3 { "id: 3\n".to_owned() } else { "author: them\n".to_owned() };
    let scratch = proposals(20, front_matter, |_| SPEC_MARKDOWN.to_owned());
    scratch.run(&["init"]).passes();
    let text = config(&scratch);
    assert!(text.contains("level = \"warn\"") && text.contains("# 1 of 20 specs lacks it.\nauthor ="), "{text}");
    scratch.run(&[]).passes();
}

#[test]
fn few_or_different_metadata_demand_nothing() {
    for (count, front_matter) in [(5, "status: Draft\n"), (20, "")] {
        let scratch = proposals(count, |_| front_matter.to_owned(), |_| SPEC_MARKDOWN.to_owned());
        scratch.run(&["init"]).passes();
        assert!(!config(&scratch).contains("metadata"), "{}", config(&scratch));
    }
}

#[test]
fn stubs_by_their_status() {
    let is_moved = |number: usize| number > 12;
    let front_matter = |number| format!("status: {}\n", if is_moved(number) { "Moved" } else { status(number) });
    let body = |number| if is_moved(number) { "It went elsewhere.\n".to_owned() } else { SPEC_MARKDOWN.to_owned() };
    let scratch = proposals(20, front_matter, body);
    let output = scratch.run(&["init"]).passes();
    let text = config(&scratch);
    let when =
        "# All 8 have none of the template's sections.\n[when.moved]\nmetadata.status = [\"Moved\"]\ncheck = false\n";
    assert!(text.contains(when), "{text}");
    assert!(output.stdout.contains("12 specs held against 0000-template.md: all conform"), "{output}");
    // Drafts are what is checked, whatever they are like.
    let front_matter = |number| format!("status: {}\n", if is_moved(number) { "Draft" } else { "Final" });
    let scratch = proposals(20, front_matter, body);
    scratch.run(&["init"]).passes();
    assert!(!config(&scratch).contains("[when"), "{}", config(&scratch));
}

#[test]
fn metadata_alone_where_no_spec_has_the_sections() {
    let front_matter = |number| format!("id: {number}\nstatus: {}\nauthor: them\n", status(number));
    let section =
        |number: usize| format!("\n## Part {}\n\nA text.\n", ["A", "B", "C", "D", "E", "F", "G", "H"][number % 8]);
    let sections = |first: usize, count: usize| (first..first + count).map(section).collect::<String>();
    let body = |number: usize| format!("# Title\n{}", sections(number, 3));
    let scratch = proposals(20, front_matter, body);
    let template = format!("# Title\n{}", sections(0, 8));
    scratch.write("0000-template.md", &template);
    let output = scratch.run(&["init"]).passes();
    let text = config(&scratch);
    assert!(
        text.contains("# 0 of 20 specs have the template's sections: these are free.\nmissing-section = \"off\""),
        "{text}"
    );
    assert!(output.stdout.contains("20 specs held against 0000-template.md: all conform"), "{output}");
    scratch.write("text/0021-a.md", "---\nstatus: Draft\n---\n\n# Title\n\n## Part A\n\nOne.\n");
    assert_eq!(scratch.run(&[]).code, 1);
    // Without metadata, nothing would be checked.
    let scratch = proposals(20, |_| String::new(), body);
    scratch.write("0000-template.md", template);
    assert_eq!(scratch.run(&["init"]).code, 2);
}

#[test]
fn files_beside_specs() {
    let scratch = Scratch::empty();
    scratch.write("keps/NNNN-kep-template/README.md", TEMPLATE_MARKDOWN);
    for number in 1..=8 {
        let directory = format!("keps/sig-a/{number}-x");
        scratch.write(&format!("{directory}/README.md"), SPEC_MARKDOWN);
        scratch.write(&format!("{directory}/kep.yaml"), format!("title: A\nkep-number: {number}\n"));
    }
    scratch.run(&["init"]).passes();
    let text = config(&scratch);
    assert!(text.contains("file = \"kep.yaml\"") && text.contains("kep-number = { required = true }"), "{text}");
    scratch.run(&[]).passes();
    scratch.write("keps/sig-a/1-x/kep.yaml", "title: A\n");
    assert_eq!(scratch.run(&[]).code, 1);
}

#[test]
fn numbers_that_are_there_once() {
    let scratch = proposals(8, |_| String::new(), |_| SPEC_MARKDOWN.to_owned());
    scratch.run(&["init"]).passes();
    assert!(config(&scratch).contains(r"'^(?<number>\d{4})-.+\.md$', unique = "), "{}", config(&scratch));
    scratch.write("text/0008-b.md", SPEC_MARKDOWN);
    assert_eq!(scratch.run(&[]).code, 1);
    scratch.path("release.toml").exists().then(|| std::fs::remove_file(scratch.path("release.toml")));
    scratch.run(&["init"]).passes();
    assert!(!config(&scratch).contains("unique"), "{}", config(&scratch));
}
