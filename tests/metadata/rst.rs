use insta::assert_snapshot;
use speclint::Format;

use super::{rst, written};

#[test]
fn fields() {
    let source = "=====\nTitle\n=====\n\n:Status: **Accepted**\n:Authors: - Ada\n          - Bo\n:Long: one\n   two\n:Empty:\n\nOne\n===\n\n:Not: this\n";
    assert_snapshot!(rst(source), @"
    Status = Accepted
    Authors = Ada | Bo
    Long = one two
    Empty =
    ");
}

#[test]
fn header_of_a_pep() {
    let source = "PEP: 9999\nTitle: Backups\nAuthor: Ada <a@b.c>,\n        Bo <b@b.c>\nStatus: Draft\nPost-History:\n\n\nAbstract\n========\n\nText.\n";
    assert_snapshot!(rst(source), @"
    PEP = 9999
    Title = Backups
    Author = Ada <a@b.c>, Bo <b@b.c>
    Status = Draft
    Post-History =
    ");
}

/// Directives below the header are text of the PEP.
#[test]
fn what_is_below_a_header() {
    let source = "PEP: 9999\nStatus: Draft\n\n.. withdrawn:: See below\n\n:Owner: Ada\n\nAbstract\n========\n\nText.\n";
    assert_snapshot!(rst(source), @"
    PEP = 9999
    Status = Draft
    ");
}

#[test]
fn directives() {
    let source = "=====\nTitle\n=====\n\n.. author:: Ada\n.. status:: Draft\n.. contents:: Contents\n.. note:: Be quick\n.. _target: x\n\nOne\n===\n";
    assert_snapshot!(rst(source), @"
    author = Ada
    status = Draft
    ");
}

#[test]
fn lists_and_bold_lines() {
    let source = "=====\nTitle\n=====\n\n* Status: Draft\n* **Owner**: Ada\n\n**Date:** 2026-11-25\n\nOne\n===\n";
    assert_snapshot!(rst(source), @"
    Status = Draft
    Owner = Ada
    Date = 2026-11-25
    ");
}

#[test]
fn tables() {
    assert_snapshot!(rst("=====\nTitle\n=====\n\n+--------+-------+\n| Status | Draft |\n+--------+-------+\n| Owner  | Ada   |\n+--------+-------+\n"), @"
    Status = Draft
    Owner = Ada
    ");
    assert_snapshot!(rst("=====\nTitle\n=====\n\n======  =====\nStatus  Draft\nOwner   Ada\n======  =====\n"), @"
    Status = Draft
    Owner = Ada
    ");
    assert_snapshot!(rst("=====\nTitle\n=====\n\n.. list-table::\n   :widths: 1 2\n\n   * - Status\n     - Draft\n   * - Owner\n     - Ada\n"), @"
    Status = Draft
    Owner = Ada
    ");
    assert_snapshot!(rst("=====\nTitle\n=====\n\n.. list-table::\n\n   * - a\n     - b\n     - c\n"), @"");
}

#[test]
fn what_does_not_show_is_none() {
    assert_snapshot!(rst("=====\nTitle\n=====\n\n..\n  :Status: Draft\n\n::\n\n  :Owner: Ada\n\nText: prose that goes\non.\n"), @"");
}

#[test]
fn a_value_after_a_blank_line() {
    assert_snapshot!(rst("=====\nTitle\n=====\n\n:Status:\n\n   Draft\n:Authors:\n\n  - Ada\n  - Bo\n\n.. owner::\n   Cy\n\nOne\n===\n"), @"
    Status = Draft
    Authors = Ada | Bo
    owner = Cy
    ");
}

#[test]
fn cells() {
    assert_snapshot!(rst("=====\nTitle\n=====\n\n+-----------+-------+\n| Key       | Value |\n+===========+=======+\n| **State:**| Draft |\n+-----------+-------+\n| Owners    | - Ada |\n|           | - Bo  |\n+-----------+-------+\n"), @"
    State = Draft
    Owners = Ada | Bo
    ");
}

/// What stands around a value may depend on it: a table or code under it, a heading.
#[test]
fn what_would_change_more_is_not_written() {
    for (source, fields) in [
        ("T\n=\n\n:a:\n  +---+\n:b:\n  >>> c\n:d:\n\n  +---+\n:e: f\n", "d, e"),
        ("T\n=\n\nText\n:a::\n  - x\n\nText\n.. b::\n\n  :Not: this\n\n.. c::\n.. d:: e\n", "c, d"),
        ("T\n=\n\n:a: b\u{85}c\n:\n", "a"),
        ("T\n=\n\n:a: \u{85}c\n:\n", ""),
        ("T\n=\n\n:a: b\u{1e}\u{1e}|c\nT\n=\n\n:d: e\n", "d"),
    ] {
        assert_eq!(written(source, Format::Rst), fields, "{source}");
    }
}
