//! `release open`

use super::{INDEX, files, text, unmerged};
use crate::common::{SPEC, Scratch, TEMPLATE, replaced};

/// From the first command to a green check, on a branch with a spec that is not merged.
#[test]
fn with_what_is_not_merged() {
    let scratch = unmerged();
    insta::assert_snapshot!(scratch.run(&["release", "open", "mitaka", "--unmerged=main"]), @"
    templates/mitaka.rst: a copy of templates/liberty.rst
    release.toml: current_release is `mitaka`, and was `liberty`
    doc/source/index.rst:5: an entry like that of liberty
    specs/liberty/images/restore.svg → specs/mitaka/images/restore.svg
    specs/liberty/restore.rst → specs/mitaka/restore.rst
    notes.md: `specs/liberty/restore.rst` is `specs/mitaka/restore.rst`
    specs/liberty/backups.rst: `restore.rst#change` is `../mitaka/restore.rst#change`, `restore` is `../mitaka/restore`
    specs/mitaka/restore.rst: `backups.rst` is `../liberty/backups.rst`, `shared.svg` is `../liberty/shared.svg`
    specs/mitaka/: for its specs
    note: notes.md:1: speaks of `liberty/restore`: see whether it is to change

    what the moved specs need now:
    1 spec of mitaka held against templates/mitaka.rst: it conforms
    ----- exit 0
    ");
    insta::assert_snapshot!(text(&scratch, "release.toml"), @r#"
    current_release = "mitaka"
    # What is in no template.
    [rules]
    line-length = { max = 79 } # as ever
    "#);
    insta::assert_snapshot!(text(&scratch, "doc/source/index.rst"), @"
    =====
    Specs
    =====

    Mitaka approved specs:

    .. toctree::
       :glob:
       :maxdepth: 1

       specs/mitaka/*

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
    ");
    assert_eq!(text(&scratch, "templates/mitaka.rst"), TEMPLATE);
    assert_eq!(text(&scratch, "specs/mitaka/images/restore.svg"), "<svg/>");
    assert!(scratch.path("specs/liberty/shared.svg").exists(), "another spec needs it");
    let moved = text(&scratch, "specs/mitaka/restore.rst");
    for link in ["<../liberty/backups.rst>", "<../kilo/first.rst>", ":: images/restore.svg", ":: ../liberty/shared.svg"]
    {
        assert!(moved.contains(link), "{link}: {moved}");
    }
    let other = text(&scratch, "specs/liberty/backups.rst");
    assert!(other.contains("`More <../mitaka/restore.rst#change>`_, :doc:`../mitaka/restore`"), "{other}");
    assert!(text(&scratch, "notes.md").starts_with("[Restore](specs/mitaka/restore.rst), "));
    insta::assert_snapshot!(scratch.run(&["--all-releases"]), @"
    1 spec of kilo held against templates/kilo.rst: it conforms
    1 spec of liberty held against templates/liberty.rst: it conforms
    1 spec of mitaka held against templates/mitaka.rst: it conforms
    3 specs of 3 releases in all: all conform
    ----- exit 0
    ");
}

/// The template that was is frozen: what is added to the new one is asked of the new release alone.
#[test]
fn with_a_template_of_its_own() {
    let scratch = unmerged();
    scratch.run(&["release", "open", "mitaka", "--carry", "specs/liberty/restore.rst"]).passes();
    scratch.write("templates/mitaka.rst", TEMPLATE.to_owned() + "\nUpgrade\n=======\n\nTell.\n");
    let output = scratch.run(&["--all-releases", "--format", "short"]);
    insta::assert_snapshot!(output, @"
    specs/mitaka/restore.rst:36:52: error[missing-section] section `Upgrade` is missing
    1 spec of kilo held against templates/kilo.rst: it conforms
    1 spec of liberty held against templates/liberty.rst: it conforms
    1 spec of mitaka held against templates/mitaka.rst: it does not conform (1 error)
    3 specs of 3 releases in all: 2 conform, 1 does not (1 error)
    1 of 1 finding can be fixed with `speclint fix --add-missing`
    ----- exit 1
    ");
}

#[test]
fn from_another_template() {
    let scratch = unmerged();
    scratch.write("draft.rst", TEMPLATE.to_owned() + "\nUpgrade\n=======\n\nTell.\n");
    let output = scratch.run(&["release", "open", "mitaka", "--template", "draft.rst", "--unmerged=main"]);
    insta::assert_snapshot!(output, @"
    templates/mitaka.rst: a copy of draft.rst
    release.toml: current_release is `mitaka`, and was `liberty`
    doc/source/index.rst:5: an entry like that of liberty
    specs/liberty/images/restore.svg → specs/mitaka/images/restore.svg
    specs/liberty/restore.rst → specs/mitaka/restore.rst
    notes.md: `specs/liberty/restore.rst` is `specs/mitaka/restore.rst`
    specs/liberty/backups.rst: `restore.rst#change` is `../mitaka/restore.rst#change`, `restore` is `../mitaka/restore`
    specs/mitaka/restore.rst: `backups.rst` is `../liberty/backups.rst`, `shared.svg` is `../liberty/shared.svg`
    specs/mitaka/: for its specs
    note: notes.md:1: speaks of `liberty/restore`: see whether it is to change

    what the moved specs need now:
    specs/mitaka/restore.rst:36:52: error[missing-section] section `Upgrade` is missing
    1 spec of mitaka held against templates/mitaka.rst: it does not conform (1 error)
    1 of 1 finding can be fixed with `speclint fix --add-missing`
    ----- exit 0
    ");
    assert!(text(&scratch, "templates/mitaka.rst").contains("Upgrade"));
}

#[test]
fn twice() {
    let scratch = unmerged();
    let args = ["release", "open", "mitaka", "--unmerged=main"];
    scratch.run(&args).passes();
    let before = files(&scratch);
    insta::assert_snapshot!(scratch.run(&args).passes(), @"
    release mitaka is open: nothing is changed
    ----- exit 0
    ");
    assert_eq!(files(&scratch), before);
}

#[test]
fn only_shown() {
    let scratch = unmerged();
    let before = files(&scratch);
    insta::assert_snapshot!(scratch.run(&["release", "open", "mitaka", "--unmerged=main", "--dry-run"]).passes(), @r#"
    templates/mitaka.rst: a copy of templates/liberty.rst
    release.toml: current_release is `mitaka`, and was `liberty`
    doc/source/index.rst:5: an entry like that of liberty
    specs/liberty/images/restore.svg → specs/mitaka/images/restore.svg
    specs/liberty/restore.rst → specs/mitaka/restore.rst
    notes.md: `specs/liberty/restore.rst` is `specs/mitaka/restore.rst`
    specs/liberty/backups.rst: `restore.rst#change` is `../mitaka/restore.rst#change`, `restore` is `../mitaka/restore`
    specs/mitaka/restore.rst: `backups.rst` is `../liberty/backups.rst`, `shared.svg` is `../liberty/shared.svg`
    specs/mitaka/: for its specs

    diff --git a/doc/source/index.rst b/doc/source/index.rst
    --- a/doc/source/index.rst
    +++ b/doc/source/index.rst
    @@ -2,6 +2,14 @@
     Specs
     =====
     
    +Mitaka approved specs:
    +
    +.. toctree::
    +   :glob:
    +   :maxdepth: 1
    +
    +   specs/mitaka/*
    +
     Liberty approved specs:
     
     .. toctree::
    diff --git a/notes.md b/notes.md
    --- a/notes.md
    +++ b/notes.md
    @@ -1 +1 @@
    -[Restore](specs/liberty/restore.rst), https://specs.example.org/liberty/restore.html
    +[Restore](specs/mitaka/restore.rst), https://specs.example.org/liberty/restore.html
    diff --git a/release.toml b/release.toml
    --- a/release.toml
    +++ b/release.toml
    @@ -1,4 +1,4 @@
    -current_release = "liberty"
    +current_release = "mitaka"
     # What is in no template.
     [rules]
     line-length = { max = 79 } # as ever
    diff --git a/specs/liberty/backups.rst b/specs/liberty/backups.rst
    --- a/specs/liberty/backups.rst
    +++ b/specs/liberty/backups.rst
    @@ -26,7 +26,7 @@
     
     .. image:: shared.svg
     
    -`More <restore.rst#change>`_, :doc:`restore`
    +`More <../mitaka/restore.rst#change>`_, :doc:`../mitaka/restore`
     
     
     Testing
    diff --git a/specs/liberty/images/restore.svg b/specs/mitaka/images/restore.svg
    rename from specs/liberty/images/restore.svg
    rename to specs/mitaka/images/restore.svg
    diff --git a/specs/liberty/restore.rst b/specs/mitaka/restore.rst
    rename from specs/liberty/restore.rst
    rename to specs/mitaka/restore.rst
    --- a/specs/liberty/restore.rst
    +++ b/specs/mitaka/restore.rst
    @@ -22,12 +22,12 @@
     Storage
     -------
     
    -A table of schedules. See `backups <backups.rst>`_
    +A table of schedules. See `backups <../liberty/backups.rst>`_
     and `first <../kilo/first.rst>`_.
     
     .. image:: images/restore.svg
     
    -.. image:: shared.svg
    +.. image:: ../liberty/shared.svg
     
     
     Testing
    diff --git a/templates/mitaka.rst b/templates/mitaka.rst
    new file mode 100644
    --- /dev/null
    +++ b/templates/mitaka.rst
    @@ -0,0 +1,30 @@
    +=====
    +Model
    +=====
    +
    +Say in one paragraph what will be possible.
    +
    +Problem
    +=======
    +
    +Tell what users cannot do today, and what it costs them.
    +
    +Change
    +======
    +
    +Explain the idea before its parts, so that a newcomer can judge it.
    +
    +Interfaces
    +----------
    +
    +Show every request that is new or altered.
    +
    +Storage
    +-------
    +
    +Name the tables that change, and describe the migration.
    +
    +Testing
    +=======
    +
    +Name the scenarios that run against a real server.
    note: notes.md:1: speaks of `liberty/restore`: see whether it is to change
    ----- exit 0
    "#);
    assert_eq!(files(&scratch), before);
    assert!(!files(&scratch).iter().any(|(path, _)| path.contains(".speclint")));
}

/// What is shown is what git would apply.
#[test]
fn shown_as_a_patch() {
    let (shown, done) = (unmerged(), unmerged());
    let args = ["release", "open", "mitaka", "--unmerged=main"];
    let output = shown.run(&[&args[..], &["--dry-run"]].concat()).passes().stdout;
    let patch = output.split_once("\ndiff --git").map(|(_, patch)| format!("diff --git{patch}")).expect("a diff");
    let patch = patch.split("\nnote: ").next().unwrap_or_default().to_owned() + "\n";
    shown.write("../patch", patch.replace("----- exit 0", "")).git(&["apply", "../patch"]);
    done.run(&args).passes();
    assert_eq!(files(&shown), files(&done));
}

/// Its directories are like those of most releases, and git keeps them.
#[test]
fn with_directories_by_state() {
    let scratch = Scratch::empty();
    scratch.config("layout.template = \"specs/{release}-template.rst\"\n");
    for release in ["kilo", "liberty"] {
        scratch.write(&format!("specs/{release}-template.rst"), TEMPLATE);
        scratch.write(&format!("specs/{release}/approved/a.rst"), SPEC);
    }
    scratch.write("specs/kilo/implemented/b.rst", SPEC).write("specs/kilo/odd/deep/c.rst", SPEC);
    scratch.write("specs/juno/implemented/b.rst", SPEC).write("specs/juno-template.rst", TEMPLATE);
    insta::assert_snapshot!(scratch.run(&["release", "open", "mitaka"]), @"
    specs/mitaka-template.rst: a copy of specs/liberty-template.rst
    release.toml: current_release is `mitaka`, and was `liberty`
    specs/mitaka/: for its specs
    specs/mitaka/approved/: for its specs
    specs/mitaka/implemented/: for its specs
    note: doc/source/index.rst is not there: `layout.index` names the page that lists the releases
    ----- exit 0
    ");
    assert!(scratch.path("specs/mitaka/implemented/.gitkeep").exists());
    scratch.run(&[]).passes();
}

/// One template for all stays that of the others.
#[test]
fn of_a_common_template() {
    let scratch = Scratch::empty();
    scratch.config("\n[layout]\ntemplate = \"specs/template.rst\" # for all\n").write("specs/template.rst", TEMPLATE);
    scratch.write("specs/liberty/a.rst", SPEC);
    insta::assert_snapshot!(scratch.run(&["release", "open", "mitaka"]), @"
    specs/mitaka-template.rst: a copy of specs/template.rst
    release.toml: current_release is `mitaka`, and was `liberty`
    release.toml: `specs/{release}-template.rst` comes before the common template, which the others keep
    specs/mitaka/: for its specs
    note: doc/source/index.rst is not there: `layout.index` names the page that lists the releases
    ----- exit 0
    ");
    insta::assert_snapshot!(text(&scratch, "release.toml"), @r#"
    current_release = "mitaka"

    [layout]
    template = ["specs/{release}-template.rst", "specs/template.rst"] # for all
    "#);
    scratch.write("specs/mitaka/b.rst", SPEC).run(&["--all-releases"]).passes();
}

/// The pages and links that its neighbour has.
#[cfg(unix)]
#[test]
fn with_an_index_of_its_own() {
    let scratch = unmerged();
    let page = "=============\nLiberty specs\n=============\n\n.. toctree::\n   :glob:\n\n   approved/*\n   backups\n";
    scratch.write("doc/source/specs/liberty/index.rst", page).write("doc/source/specs/liberty/backups.rst", SPEC);
    scratch.link("doc/source/specs/liberty/approved", "../../../../specs/liberty/approved");
    scratch.write("specs/liberty/README.md", "# Liberty\n\n- [Backups](backups.rst)\n\nSpecs of Liberty.\n");
    scratch.run(&["release", "open", "mitaka"]).passes();
    insta::assert_snapshot!(text(&scratch, "doc/source/specs/mitaka/index.rst"), @"
    ============
    Mitaka specs
    ============

    .. toctree::
       :glob:

       approved/*
    ");
    let target = scratch.path("doc/source/specs/mitaka/approved").read_link().expect("a link");
    assert_eq!(target.to_string_lossy(), "../../../../specs/mitaka/approved");
    insta::assert_snapshot!(text(&scratch, "specs/mitaka/README.md"), @"
    # Mitaka


    Specs of Liberty.

    <!--
    Written for liberty; see whether it holds for mitaka:

    Specs of Liberty.
    -->
    ");
}

#[test]
fn what_is_in_the_way() {
    type Prepare = fn(&Scratch) -> &Scratch;
    let cases: [(&str, Prepare, &[&str]); 8] = [
        ("a file at the target", |it| it.write("specs/mitaka/restore.rst", "x").write("specs/mitaka/x.txt", ""), &[]),
        ("a spec that is none", |it| it, &["--carry", "specs/liberty/none.rst"]),
        ("a spec of another release", |it| it, &["--carry", "specs/kilo/first.rst"]),
        ("a base that is none", |it| it, &["--unmerged=nowhere"]),
        ("a template that is none", |it| it, &["--template", "none.rst"]),
        ("a template without sections", |it| it.write("empty.rst", ""), &["--template", "empty.rst"]),
        ("no template", |it| it.remove("templates/liberty.rst"), &[]),
        (
            "a template that is there",
            |it| it.write("templates/mitaka.rst", TEMPLATE),
            &["--template", "templates/kilo.rst"],
        ),
    ];
    for (name, prepare, args) in cases {
        let scratch = unmerged();
        prepare(&scratch);
        let before = files(&scratch);
        let output = scratch.run(&[&["release", "open", "mitaka"], args].concat());
        assert_eq!(output.code, 2, "{name}: {output}");
        assert!(output.stderr.contains("help:"), "{name}: {output}");
        assert_eq!(files(&scratch), before, "{name}");
    }
}

#[test]
fn an_index_that_is_not_understood() {
    let scratch = unmerged();
    scratch.write("doc/source/index.rst", replaced(INDEX, "   specs/liberty/*\n", "   all/*\n"));
    insta::assert_snapshot!(scratch.run(&["release", "open", "mitaka"]), @"
    ----- stderr
      × doc/source/index.rst: the index is not understood: it lists `liberty` in no way that is known
      help: put an entry for `mitaka` beside that of `liberty` by hand, and run this again with `--no-index`
    ----- exit 2
    ");
    scratch.run(&["release", "open", "mitaka", "--no-index"]).passes();
    assert!(!text(&scratch, "doc/source/index.rst").contains("itaka"));
}

#[test]
fn what_may_not_be_written() {
    let scratch = unmerged();
    let path = scratch.path("doc/source/index.rst");
    let mut permissions = path.metadata().expect("it is there").permissions();
    permissions.set_readonly(true);
    std::fs::set_permissions(&path, permissions).expect("its owner may");
    let before = files(&scratch);
    insta::assert_snapshot!(scratch.run(&["release", "open", "mitaka"]), @"
    ----- stderr
      × doc/source/index.rst: the file is read-only
      help: make it writable, or leave it out
    ----- exit 2
    ");
    assert_eq!(files(&scratch), before);
}

#[cfg(unix)]
#[test]
fn a_link_out_of_the_repository() {
    let (scratch, outside) = (unmerged(), Scratch::empty());
    scratch.link("specs/mitaka", outside.root());
    insta::assert_snapshot!(scratch.run(&["release", "open", "mitaka"]).code, @"2");
    assert!(files(&outside).is_empty());
}

/// A link to the index stays one.
#[cfg(unix)]
#[test]
fn an_index_behind_a_link() {
    let scratch = unmerged();
    scratch.git(&["mv", "doc/source/index.rst", "contents.rst"]).link("doc/source/index.rst", "../../contents.rst");
    scratch.run(&["release", "open", "mitaka"]);
    assert!(scratch.path("doc/source/index.rst").is_symlink());
    assert!(text(&scratch, "contents.rst").contains("Mitaka approved specs:"));
    let (scratch, outside) = (unmerged(), Scratch::empty());
    outside.write("index.rst", INDEX);
    scratch.remove("doc/source/index.rst").link("doc/source/index.rst", outside.path("index.rst"));
    let output = scratch.run(&["release", "open", "mitaka"]);
    assert!(output.code == 2 && output.stderr.contains("leads out of the repository"), "{output}");
    assert_eq!(text(&outside, "index.rst"), INDEX);
}

/// What is not committed is named.
#[test]
fn with_changes_that_are_not_committed() {
    let scratch = unmerged();
    scratch.write("doc/source/index.rst", INDEX.to_owned() + "\nMore.\n");
    let output = scratch.run(&["release", "open", "mitaka"]);
    assert_eq!(
        (output.code, &*output.stderr),
        (0, "warning: doc/source/index.rst has changes that are not committed\n")
    );
}

#[test]
fn keeps_line_ends_and_permissions() {
    let scratch = unmerged();
    scratch.write("doc/source/index.rst", INDEX.replace('\n', "\r\n"));
    scratch.write("release.toml", "# top\r\ncurrent_release = 'liberty' # now\r\n");
    scratch.run(&["release", "open", "mitaka"]);
    assert_eq!(text(&scratch, "release.toml"), "# top\r\ncurrent_release = \"mitaka\" # now\r\n");
    let index = text(&scratch, "doc/source/index.rst");
    assert!(index.contains("Mitaka approved specs:\r\n\r\n.. toctree::\r\n"), "{index:?}");
    assert_eq!(index.matches('\n').count(), index.matches("\r\n").count());
}

#[test]
fn without_releases() {
    let scratch = Scratch::empty();
    scratch.write("release.toml", "[layout]\nspecs = \"text\"\ntemplate = \"t.rst\"\n").write("text/a.rst", SPEC);
    insta::assert_snapshot!(scratch.write("t.rst", TEMPLATE).run(&["release", "open", "mitaka"]), @"
    ----- stderr
      × release.toml: this repository has no releases: `release.toml` names no current one
      help: a layout with `{release}` in it has releases
    ----- exit 2
    ");
}
