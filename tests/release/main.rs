//! The start of a release, on repositories that the tests make.
#![cfg(feature = "cli")]

#[path = "../common/mod.rs"]
mod common;

mod compare;
mod docs;
mod index;
mod interrupted;
mod names;
mod open;

use common::{SPEC, Scratch, TEMPLATE, replaced};

const INDEX: &str = "\
=====
Specs
=====

Liberty approved specs:

.. toctree::
   :glob:
   :maxdepth: 1

   specs/liberty/*

Kilo approved specs:

.. toctree::
   :glob:
   :maxdepth: 1

   specs/kilo/*
";

/// Two releases on the branch `main`, and on the branch `work` one spec more in the current one, `liberty`, with an
/// image of its own. Specs refer to each other.
fn unmerged() -> Scratch {
    let scratch = Scratch::new();
    scratch.config("# What is in no template.\n[rules]\nline-length = { max = 79 } # as ever\n");
    scratch.write("templates/kilo.rst", TEMPLATE).write("specs/kilo/first.rst", SPEC);
    scratch.write("specs/liberty/backups.rst", SPEC).write("doc/source/index.rst", INDEX);
    scratch.commit().git(&["checkout", "--quiet", "-b", "work"]);
    let see = "A table of schedules. See `backups <backups.rst>`_\nand `first <../kilo/first.rst>`_.\n\n\
               .. image:: images/restore.svg\n\n.. image:: shared.svg\n";
    scratch.write("specs/liberty/restore.rst", replaced(SPEC, "A table of schedules.", see));
    scratch.write("specs/liberty/images/restore.svg", "<svg/>").write("specs/liberty/shared.svg", "<svg/>");
    let other = "A table of schedules.\n\n.. image:: shared.svg\n\n`More <restore.rst#change>`_, :doc:`restore`\n";
    scratch.write("specs/liberty/backups.rst", replaced(SPEC, "A table of schedules.", other));
    scratch.write("notes.md", "[Restore](specs/liberty/restore.rst), https://specs.example.org/liberty/restore.html\n");
    scratch.commit();
    scratch
}

/// All files, with their contents.
fn files(scratch: &Scratch) -> Vec<(String, String)> {
    let walk = walkdir::WalkDir::new(scratch.root()).sort_by_file_name().into_iter();
    let walk = walk.filter_entry(|entry| entry.file_name() != ".git");
    let files = walk.map(|entry| entry.expect("readable")).filter(|entry| !entry.file_type().is_dir());
    files
        .map(|entry| {
            let path =
                entry.path().strip_prefix(scratch.root()).expect("below the root").to_string_lossy().into_owned();
            let text = match entry.path().read_link() {
                Ok(target) => format!("-> {}", target.display()),
                Err(_) => std::fs::read_to_string(entry.path()).expect("text"),
            };
            (path, text)
        })
        .collect()
}

fn text(scratch: &Scratch, path: &str) -> String {
    std::fs::read_to_string(scratch.path(path)).expect("the file is there")
}
