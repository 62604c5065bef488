use insta::assert_snapshot;
use speclint::Format;

use super::{markdown, written};

#[test]
fn yaml_front_matter() {
    assert_snapshot!(markdown("---\ntitle: Backups\neip: 020\nauthors:\n  - \"@one\"\n  - '@two'\nempty:\ntilde: ~\n---\n# T\n"), @"
    title = Backups
    eip = 020
    authors = @one | @two
    empty = 
    tilde =
    ");
}

#[test]
fn nested_yaml() {
    let source = "---\nowner:\n  name: Ada\n  team: {id: 7, lead: yes}\nreviewers:\n- name: Bo\n  approved: true\n- name: Cy\n---\n";
    assert_snapshot!(markdown(source), @"
    owner = Ada | 7 | yes
    owner.name = Ada
    owner.team = 7 | yes
    owner.team.id = 7
    owner.team.lead = yes
    reviewers = Bo | true | Cy
    reviewers.name = Bo | Cy
    reviewers.approved = true
    ");
}

#[test]
fn scalars_of_yaml() {
    let source = "---\nversion: 1.10\nwhen: 2026-11-25\non: yes\nfolded: >\n  two\n  lines\ntagged: !!str 7\nescaped: \"a\\tb\"\n\u{e4}: \u{f6} # a remark\n---\n";
    assert_snapshot!(markdown(source), @"
    version = 1.10
    when = 2026-11-25
    on = yes
    folded = two lines
    tagged = 7
    escaped = a	b
    ä = ö
    ");
}

#[test]
fn tags_and_anchors() {
    let source = "---\nauthors:\n !- a\nnumber: !x 1.10\nlist:\n- !x 5\n- b\nnone:\n !x\nanchored: # a remark\n &z\n!x key: c\nlast:\n---\n";
    assert_snapshot!(markdown(source), @"
    authors = a
    number = 1.10
    list = 5 | b
    none = 
    anchored = 
    key = c
    last =
    ");
    assert_snapshot!(written(source, Format::Markdown), @"key, last");
}

/// What stands around a value may depend on it.
#[test]
fn what_would_change_more_is_not_written() {
    for (source, fields) in [
        ("---\n? a\nb:\n  c\nd: e\n---\n", "d"),
        ("---\n{a, b:\n 1}\n---\n", ""),
        ("---\na: &x b\nc: *x\nd: e\n---\n", "d"),
        ("# T\n\n**A:** b|c\n|-\n\n**D:** e\n", "D"),
    ] {
        assert_eq!(written(source, Format::Markdown), fields, "{source}");
    }
}

#[test]
fn yaml_that_is_none() {
    assert_snapshot!(markdown("---\nkey: [1\n---\n"), @r#"error at "": while parsing a flow sequence, expected ',' or ']'"#);
}

#[test]
fn yaml_after_blank_lines_and_comments() {
    assert_snapshot!(markdown("\n\n---\ntitle: Backups\n---\n"), @"title = Backups");
    assert_snapshot!(markdown("<!-- A remark\nof two lines -->\n\n---\ntitle: Backups\nstatus: Draft\n---\n\n# T\n"), @"
    title = Backups
    status = Draft
    ");
    assert_snapshot!(markdown("---\n\ntitle: Backups\n\nstatus: Draft\n---\n"), @"
    title = Backups
    status = Draft
    ");
    assert_snapshot!(markdown("Text\n\n---\ntitle: Backups\n---\n"), @"");
}

#[test]
fn toml_front_matter() {
    let source = "+++\ntitle = \"Backups\"\ndate = 2026-11-25\n[extra]\ntags = [\"a\", 'b']\nlevel = 1_0\n+++\n\n# T\n";
    assert_snapshot!(markdown(source), @"
    title = Backups
    date = 2026-11-25
    extra = a | b | 1_0
    extra.tags = a | b
    extra.level = 1_0
    ");
    assert_snapshot!(markdown("+++\ntitle = \n+++\n"), @r#"error at "title = ": string values must be quoted, expected literal string"#);
}

#[test]
fn list_items() {
    let source = "# T\n\n- Feature Name: `backups`\n* **Start Date**: 2026-11-25\n- __Status:__ **Accepted**\n- RFC PR: [#1](https://a.b/1)\n- Authors:\n  - Ada\n  - Bo\n- Long: one\n  two\n- No pair\n- see https://a.b\n\n## One\n- Not: this\n";
    assert_snapshot!(markdown(source), @"
    Feature Name = backups
    Start Date = 2026-11-25
    Status = Accepted
    RFC PR = [#1](https://a.b/1)
    Authors = Ada | Bo
    Long = one two
    ");
}

#[test]
fn bold_lines() {
    assert_snapshot!(markdown("# T\n\n**Status:** Draft\\\n**Authors**: Ada, Bo<br>\n**Empty**:\n\nSome *prose*: that is none.\n"), @"
    Status = Draft
    Authors = Ada, Bo
    Empty =
    ");
}

#[test]
fn plain_lines() {
    assert_snapshot!(markdown("# T\n\nAuthor: Ada\nStatus: Draft\n\nText: this is a paragraph\nof two lines.\n"), @"
    Author = Ada
    Status = Draft
    ");
    assert_snapshot!(markdown("# T\n\nDate: 2026-11-25\n"), @"Date = 2026-11-25");
    assert_snapshot!(markdown("# T\n\nWe want this:\n\n- a\n"), @"");
}

#[test]
fn code() {
    assert_snapshot!(markdown("```\n  BIP: 1\n  Title: Backups\n  Authors: Ada\n           Bo\n```\n\n## One\n"), @"
    BIP = 1
    Title = Backups
    Authors = Ada Bo
    ");
    assert_snapshot!(markdown("# T\n\n```yaml\nstatus: Draft\nowner: {name: Ada}\n```\n"), @"
    status = Draft
    owner = Ada
    owner.name = Ada
    ");
    assert_snapshot!(markdown("# T\n\n~~~toml\nstatus = \"Draft\"\n"), @"status = Draft");
    assert_snapshot!(markdown("# T\n\n```sh\nls\n```\n\n- Status: Draft\n"), @"Status = Draft");
}

#[test]
fn tables() {
    assert_snapshot!(markdown("# T\n\n| Field | Value |\n|---|---|\n| **Status** | Draft |\n| Owner: | `Ada` \\| Bo |\n| | x |\n"), @"
    Status = Draft
    Owner = `Ada` | Bo
    ");
    assert_snapshot!(markdown("# T\n\nStatus | Draft\n--|--\nOwner | Ada\n"), @"
    Status = Draft
    Owner = Ada
    ");
    assert_snapshot!(markdown("# T\n\n| a | b | c |\n|---|---|---|\n| 1 | 2 | 3 |\n"), @"");
}

#[test]
fn what_does_not_show_is_none() {
    assert_snapshot!(markdown("# T\n\n<!--\n- Status: Draft\n-->\n\n- Owner: Ada\n"), @"Owner = Ada");
}

/// Where a second heading of the first level keeps the first one from being the title.
#[test]
fn under_a_heading_that_is_no_title() {
    assert_snapshot!(markdown("<!-- A remark -->\n# T\n\n- Status: Draft\n\n# One\n\n- Not: this\n"), @"Status = Draft");
    assert_snapshot!(markdown("Text\n\n# T\n\n- Status: Draft\n\n# One\n"), @"");
}

#[test]
fn what_only_a_comment_says_is_no_value() {
    assert_snapshot!(markdown("# T\n\n- Author: <!-- your name -->\n- Status: Draft <!-- or Final -->\n"), @"
    Author = 
    Status = Draft
    ");
}

#[test]
fn names_with_punctuation() {
    assert_snapshot!(markdown("# T\n\n- Author(s): Ada\n- Owner, team: Bo\n\nAuthor(s): Ada\nStatus: Draft\n"), @"
    Author(s) = Ada
    Owner, team = Bo
    Author(s) = Ada
    Status = Draft
    ");
}

#[test]
fn a_value_after_a_blank_line() {
    assert_snapshot!(markdown("# T\n\n- Status:\n\n  Draft\n- Owner: Ada\n\n  Another paragraph.\n"), @"
    Status = Draft
    Owner = Ada
    ");
}

#[test]
fn code_of_another_kind() {
    assert_snapshot!(markdown("# T\n\n```console\nINFO: started\n```\n\n- Status: Draft\n"), @"Status = Draft");
}
