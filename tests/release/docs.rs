//! Documents that Sphinx builds: what it warns of after a release is opened is what it warned of before.

use super::text;
use crate::common::{Output, SPEC, Scratch, TEMPLATE};

const CONF: &str = "extensions = []\nexclude_patterns = [\n    '_build',\n]\n";

/// Two releases with a list each, whose documents are a link to the specs.
#[cfg(unix)]
fn documents(template: &str, conf: &str) -> Scratch {
    let scratch = Scratch::empty();
    scratch.config(&format!("layout.template = \"{template}\"\n")).write("doc/source/conf.py", conf);
    scratch.link("doc/source/specs", "../../specs");
    for release in ["kilo", "liberty"] {
        scratch.write(&template.replace("{release}", release), TEMPLATE);
        scratch.write(&format!("specs/{release}/{release}-backups.rst"), SPEC);
    }
    scratch.write("doc/source/index.rst", super::INDEX);
    scratch
}

fn open(scratch: &Scratch, args: &[&str]) -> Output {
    scratch.run(&[&["release", "open", "mitaka"], args].concat()).passes()
}

/// A page keeps the place of the first spec: a pattern that matches nothing is a warning.
#[cfg(unix)]
#[test]
fn a_pattern_without_a_spec() {
    let scratch = documents("templates/{release}.rst", CONF);
    insta::assert_snapshot!(open(&scratch, &[]), @"
    templates/mitaka.rst: a copy of templates/liberty.rst
    release.toml: current_release is `mitaka`, and was `liberty`
    doc/source/index.rst:5: an entry like that of liberty
    specs/mitaka/README.rst: keeps `specs/mitaka/*` from matching nothing; remove it when there is a spec (`speclint new` does)
    specs/mitaka/: for its specs
    ----- exit 0
    ");
    insta::assert_snapshot!(text(&scratch, "specs/mitaka/README.rst"), @"
    ======================
    No specs of mitaka yet
    ======================

    The first one takes the place of this page.
    ");
    scratch.run(&[]).passes();
}

/// A carried spec leaves nothing behind, and its release has nothing else.
#[cfg(unix)]
#[test]
fn a_pattern_that_is_emptied() {
    let scratch = documents("templates/{release}.rst", CONF);
    open(&scratch, &["--carry", "specs/liberty/liberty-backups.rst"]);
    insta::assert_snapshot!(text(&scratch, "specs/liberty/README.rst"), @"
    ===================
    No specs of liberty
    ===================

    They moved on to mitaka.
    ");
    assert!(!scratch.path("specs/mitaka/README.rst").exists(), "the spec is there");
    scratch.run(&["--all-releases"]).passes();
    scratch.run(&["new", "late", "--release", "liberty"]);
    assert!(!scratch.path("specs/liberty/README.rst").exists(), "there is a spec again");
}

/// Lists in Markdown are not read, and that is said.
#[cfg(unix)]
#[test]
fn lists_in_markdown() {
    let conf = format!("source_suffix = ['.rst', '.md']\n{CONF}");
    let scratch = documents("templates/{release}.rst", &conf);
    scratch.write("doc/source/more.md", "# More\n\n```{toctree}\nspecs/liberty/liberty-backups\n```\n");
    let output = scratch.run(&["release", "open", "mitaka"]);
    assert_eq!(output.code, 0, "{output}");
    insta::assert_snapshot!(output.stderr, @"warning: doc/source/more.md: its `{toctree}` is not read and may be wrong now, of which `sphinx-build` warns: build the documents to see");
}

/// What keeps the place of the first spec goes with it, unless somebody wrote more into it.
#[cfg(unix)]
#[test]
fn the_place_is_taken() {
    let scratch = documents("templates/{release}.rst", CONF);
    open(&scratch, &[]);
    scratch.write("specs/mitaka/.gitkeep", "").write("specs/mitaka/done/.gitkeep", "");
    insta::assert_snapshot!(scratch.run(&["new", "first", "--bare", "--dry-run"]).passes(), @"
    specs/mitaka/README.rst is gone: it kept the place of the first spec
    specs/mitaka/.gitkeep is gone: it kept the place of the first spec

    diff --git a/specs/mitaka/.gitkeep b/specs/mitaka/.gitkeep
    deleted file mode 100644
    diff --git a/specs/mitaka/README.rst b/specs/mitaka/README.rst
    deleted file mode 100644
    --- a/specs/mitaka/README.rst
    +++ /dev/null
    @@ -1,5 +0,0 @@
    -======================
    -No specs of mitaka yet
    -======================
    -
    -The first one takes the place of this page.
    diff --git a/specs/mitaka/first.rst b/specs/mitaka/first.rst
    new file mode 100644
    --- /dev/null
    +++ b/specs/mitaka/first.rst
    @@ -0,0 +1,18 @@
    +=====
    +First
    +=====
    +
    +Problem
    +=======
    +
    +Change
    +======
    +
    +Interfaces
    +----------
    +
    +Storage
    +-------
    +
    +Testing
    +=======
    ----- exit 0
    ");
    insta::assert_snapshot!(scratch.run(&["new", "first"]), @"
    specs/mitaka/first.rst
    ----- stderr
    specs/mitaka/README.rst is gone: it kept the place of the first spec
    specs/mitaka/.gitkeep is gone: it kept the place of the first spec
    ----- exit 0
    ");
    let left = ["README.rst", ".gitkeep", "first.rst", "done/.gitkeep"]
        .map(|it| scratch.path(&format!("specs/mitaka/{it}")).exists());
    assert_eq!(left, [false, false, true, true]);
    let scratch = documents("templates/{release}.rst", CONF);
    open(&scratch, &[]);
    let own = text(&scratch, "specs/mitaka/README.rst") + "\nMore.\n";
    scratch
        .write("specs/mitaka/README.rst", &own)
        .write("specs/mitaka/.gitkeep", "Why.\n")
        .run(&["new", "first"])
        .passes();
    assert_eq!(text(&scratch, "specs/mitaka/README.rst"), own);
    assert!(scratch.path("specs/mitaka/.gitkeep").exists());
}

/// Where a README would be a spec, a link to the template is none.
#[cfg(unix)]
#[test]
fn a_pattern_below_the_specs() {
    let scratch = documents("templates/{release}.rst", CONF);
    let index = super::INDEX.replace("liberty/*", "liberty/approved/*").replace("kilo/*", "kilo/approved/*");
    scratch.write("doc/source/index.rst", index);
    for release in ["kilo", "liberty"] {
        scratch.remove(&format!("specs/{release}")).write(&format!("specs/{release}/approved/a.rst"), SPEC);
    }
    open(&scratch, &[]);
    let link = scratch.path("specs/mitaka/approved/placeholder.rst").read_link().expect("a link");
    assert_eq!(link.to_string_lossy(), "../../../templates/mitaka.rst");
    insta::assert_snapshot!(scratch.run(&[]).passes(), @"
    no spec of mitaka to check yet: specs/mitaka is empty
    passed over: 1 template (specs/mitaka/approved/placeholder.rst)
    ----- exit 0
    ");
    scratch.run(&["new", "first"]);
    assert!(scratch.path("specs/mitaka/approved/first.rst").exists());
    assert!(!scratch.path("specs/mitaka/approved/placeholder.rst").is_symlink(), "there is a spec");
}

/// The neighbour's template is no document by its name, and neither is the new one.
#[cfg(unix)]
#[test]
fn a_template_that_is_excluded() {
    let cases = [
        (
            "specs/{release}-template.rst",
            "'specs/liberty-template.rst'",
            "'specs/liberty-template.rst', 'specs/mitaka-template.rst'",
        ),
        (
            "specs/template.rst",
            "'_build', \"**/template.rst\"",
            "'_build', \"**/template.rst\", \"**/mitaka-template.rst\"",
        ),
        (
            "specs/template.rst",
            "\n    '**/template.rst',\n    'x',\n",
            "\n    '**/template.rst',\n    '**/mitaka-template.rst',\n    'x',\n",
        ),
        ("specs/template.rst", "r'specs/templat?.rst'", "r'specs/templat?.rst', 'specs/mitaka-template.rst'"),
    ];
    for (template, before, after) in cases {
        let scratch = documents(template, &format!("exclude_patterns = [{before}]\n"));
        let output = open(&scratch, &[]);
        assert_eq!(output.stderr, "", "{before}");
        assert_eq!(text(&scratch, "doc/source/conf.py"), format!("exclude_patterns = [{after}]\n"));
    }
}

#[cfg(unix)]
#[test]
fn a_template_that_a_pattern_excludes_already() {
    let conf = "exclude_patterns = ['**/*template.rst']\n";
    let scratch = documents("specs/template.rst", conf);
    open(&scratch, &[]);
    assert_eq!(text(&scratch, "doc/source/conf.py"), conf);
}

/// One that a list has is entered beside it.
#[cfg(unix)]
#[test]
fn a_template_that_is_listed() {
    let scratch = documents("specs/template.rst", CONF);
    let list = "\n.. toctree::\n\n   Specification Template <specs/template>\n";
    scratch.write("doc/source/index.rst", super::INDEX.to_owned() + list);
    insta::assert_snapshot!(open(&scratch, &[]), @"
    specs/mitaka-template.rst: a copy of specs/template.rst
    release.toml: current_release is `mitaka`, and was `liberty`
    release.toml: `specs/{release}-template.rst` comes before the common template, which the others keep
    doc/source/index.rst:5: an entry like that of liberty
    specs/mitaka/README.rst: keeps `specs/mitaka/*` from matching nothing; remove it when there is a spec (`speclint new` does)
    doc/source/index.rst: `Specification Template (mitaka) <specs/mitaka-template>` beside `specs/template`
    specs/mitaka/: for its specs
    ----- exit 0
    ");
    let new = list.to_owned() + "   Specification Template (mitaka) <specs/mitaka-template>\n";
    assert!(text(&scratch, "doc/source/index.rst").ends_with(&new));
    assert_eq!(text(&scratch, "doc/source/conf.py"), CONF);
}

/// `conf.py` is a program. What it says in another way is said.
#[cfg(unix)]
#[test]
fn a_configuration_that_is_not_understood() {
    let conf = "exclude_patterns = ['specs/template.rst'] + others()\n";
    let scratch = documents("specs/template.rst", conf);
    let index = super::INDEX.to_owned() + "\nexclude_patterns\n";
    scratch.write("doc/source/index.rst", index);
    scratch.write("doc/source/conf.py", format!("{conf}exclude_patterns.append('x')\n"));
    let before = super::files(&scratch);
    let output = scratch.run(&["release", "open", "mitaka", "--dry-run"]);
    insta::assert_snapshot!(output.stderr, @"warning: specs/mitaka-template.rst: is in no `toctree`, of which `sphinx-build` warns: enter it in a `toctree`, or in `exclude_patterns`, which is not understood");
    assert_eq!(super::files(&scratch), before);
}

/// Links that are named after a release, the text that they lead to, and the page that lists the specs.
#[cfg(unix)]
#[test]
fn links_and_pages_of_a_release() {
    let scratch = Scratch::empty();
    scratch.config("layout.template = \"specs/{release}-template.rst\"\n").write("doc/source/conf.py", CONF);
    scratch
        .write("doc/source/index.rst", "Specs\n=====\n\n.. toctree::\n\n   specs/liberty/index\n   specs/kilo/index\n");
    for (release, code_name) in [("liberty", "Lime"), ("kilo", "Kiwi")] {
        let title = release[..1].to_uppercase() + &release[1..];
        let page = format!(
            "Nova {title} {code_name} Specs\n=====================\n\nTemplate:\n\n.. toctree::\n\n   \
             Template ({title} {code_name} release) <template>\n\n{title} approved specs:\n\n.. toctree::\n   :glob:\n\n   \
             approved/*\n\nAt {release} we keep {title} in mind.\n"
        );
        scratch.write(&format!("doc/source/specs/{release}/index.rst"), page);
        scratch.write(&format!("specs/{release}-template.rst"), TEMPLATE);
        scratch.write(&format!("specs/{release}/redirects"), "approved/a.rst ../b.rst\n");
        scratch.write(&format!("specs/{release}/approved/a.rst"), SPEC);
        scratch
            .link(&format!("specs/{release}/approved/{release}-template.rst"), format!("../../{release}-template.rst"));
        let directory = format!("doc/source/specs/{release}");
        scratch.link(&format!("{directory}/approved"), format!("../../../../specs/{release}/approved"));
        scratch.link(&format!("{directory}/redirects"), format!("../../../../specs/{release}/redirects"));
        scratch.link(&format!("{directory}/template.rst"), format!("../../../../specs/{release}-template.rst"));
    }
    insta::assert_snapshot!(open(&scratch, &[]), @"
    specs/mitaka-template.rst: a copy of specs/liberty-template.rst
    release.toml: current_release is `mitaka`, and was `liberty`
    doc/source/index.rst:6: an entry like that of liberty
    doc/source/specs/mitaka/approved: like doc/source/specs/liberty/approved
    specs/mitaka/redirects: like specs/liberty/redirects, and empty
    doc/source/specs/mitaka/redirects: like doc/source/specs/liberty/redirects
    doc/source/specs/mitaka/template.rst: like doc/source/specs/liberty/template.rst
    specs/mitaka/approved/mitaka-template.rst: like specs/liberty/approved/liberty-template.rst
    doc/source/specs/mitaka/index.rst: like doc/source/specs/liberty/index.rst
    specs/mitaka/: for its specs
    specs/mitaka/approved/: for its specs
    note: doc/source/specs/mitaka/index.rst:1: `[code name]` stands where liberty has `Lime`: write what mitaka has
    note: doc/source/specs/mitaka/index.rst:8: `[code name]` stands where liberty has `Lime`: write what mitaka has
    note: doc/source/specs/mitaka/index.rst:17: `At liberty we keep Liberty in mind.` was written for liberty: see whether it holds for mitaka
    ----- exit 0
    ");
    insta::assert_snapshot!(text(&scratch, "doc/source/specs/mitaka/index.rst"), @"
    Nova Mitaka [code name] Specs
    =============================

    Template:

    .. toctree::

       Template (Mitaka [code name] release) <template>

    Mitaka approved specs:

    .. toctree::
       :glob:

       approved/*

    At liberty we keep Liberty in mind.

    ..
     Written for liberty; see whether it holds for mitaka:

     At liberty we keep Liberty in mind.
    ");
    let there: Vec<String> = super::files(&scratch)
        .into_iter()
        .filter(|(path, text)| path.contains("mitaka/") && text.len() < 80)
        .map(|(path, text)| format!("{path} {text}"))
        .collect();
    insta::assert_snapshot!(there.join("\n"), @"
    doc/source/specs/mitaka/approved -> ../../../../specs/mitaka/approved
    doc/source/specs/mitaka/redirects -> ../../../../specs/mitaka/redirects
    doc/source/specs/mitaka/template.rst -> ../../../../specs/mitaka-template.rst
    specs/mitaka/approved/mitaka-template.rst -> ../../mitaka-template.rst
    specs/mitaka/redirects
    ");
    insta::assert_snapshot!(scratch.run(&[]).passes(), @"
    no spec of mitaka to check yet: specs/mitaka is empty
    passed over: 1 template (specs/mitaka/approved/mitaka-template.rst), 1 empty file (specs/mitaka/redirects)
    ----- exit 0
    ");
}

/// A link to a spec of the neighbour is not one of the new release, and one that leads nowhere is not copied.
#[cfg(unix)]
#[test]
fn links_to_specs() {
    let scratch = documents("templates/{release}.rst", CONF);
    scratch
        .link("specs/liberty/done/first.rst", "../liberty-backups.rst")
        .link("specs/liberty/lost.txt", "nothing.txt");
    let output = open(&scratch, &[]);
    assert!(!scratch.path("specs/mitaka/done/first.rst").is_symlink(), "{output}");
    assert!(!scratch.path("specs/mitaka/lost.txt").is_symlink(), "{output}");
    assert!(output.stdout.contains("note: specs/liberty/lost.txt: leads nowhere"), "{output}");
}

/// Words of prose are no names of releases, and what is beside a name is of that release.
#[test]
fn words() {
    let index = "\
Train and other things
======================

2019.2 Train approved specs
---------------------------

We train models on 2019.2, see ``specs/train/models``.

.. toctree::
   :glob:

   specs/train/*

2019.1 Stein approved specs
---------------------------

.. toctree::
   :glob:

   specs/stein/*
";
    let scratch = Scratch::empty();
    scratch.write("release.toml", "current_release = \"train\"\n").write("doc/source/index.rst", index);
    for release in ["train", "stein"] {
        scratch.write(&format!("specs/{release}/a.rst"), SPEC).write(&format!("templates/{release}.rst"), TEMPLATE);
    }
    insta::assert_snapshot!(scratch.run(&["release", "open", "ussuri"]).passes(), @"
    templates/ussuri.rst: a copy of templates/train.rst
    release.toml: current_release is `ussuri`, and was `train`
    doc/source/index.rst:4: an entry like that of train
    specs/ussuri/: for its specs
    note: doc/source/index.rst:4: `[number]` stands where train has `2019.2`: write what ussuri has
    note: doc/source/index.rst:7: `We train models on 2019.2, see ``specs/train/models``.` was written for train: see whether it holds for ussuri
    ----- exit 0
    ");
    insta::assert_snapshot!(text(&scratch, "doc/source/index.rst"), @"
    Train and other things
    ======================

    [number] Ussuri approved specs
    ------------------------------

    We train models on 2019.2, see ``specs/ussuri/models``.

    .. toctree::
       :glob:

       specs/ussuri/*

    ..
     Written for train; see whether it holds for ussuri:

     We train models on 2019.2, see ``specs/train/models``.

    2019.2 Train approved specs
    ---------------------------

    We train models on 2019.2, see ``specs/train/models``.

    .. toctree::
       :glob:

       specs/train/*

    2019.1 Stein approved specs
    ---------------------------

    .. toctree::
       :glob:

       specs/stein/*
    ");
}

/// Addresses with `%20` lead to a file, too.
#[test]
fn encoded_addresses() {
    let scratch = Scratch::new();
    scratch.write("specs/liberty/a b.rst", SPEC).remove("release.toml").config("layout.index = \"README.md\"\n");
    let page = "[Spec](specs/liberty/a%20b.rst#change), https://example.org/liberty/a%20b.html\n\n- [Liberty](specs/liberty/)\n";
    scratch.write("README.md", page);
    let output = open(&scratch, &["--carry", "specs/liberty/a b.rst"]);
    insta::assert_snapshot!(output, @"
    templates/mitaka.rst: a copy of templates/liberty.rst
    release.toml: current_release is `mitaka`, and was `liberty`
    README.md:3: an entry like that of liberty
    specs/liberty/a b.rst → specs/mitaka/a b.rst
    README.md: `specs/liberty/a%20b.rst#change` is `specs/mitaka/a%20b.rst#change`
    specs/mitaka/: for its specs
    note: README.md:1: speaks of `liberty/a b`: see whether it is to change

    what the moved specs need now:
    1 spec of mitaka held against templates/mitaka.rst: it conforms
    ----- exit 0
    ");
    assert!(text(&scratch, "README.md").starts_with("[Spec](specs/mitaka/a%20b.rst#change), "));
}

/// The pages of a release are its own, whatever directories of it hold specs.
#[cfg(unix)]
#[test]
fn pages_above_the_specs() {
    let scratch = documents("templates/{release}.rst", CONF);
    scratch.config(
        "[layout]\nspecs = \"specs/{release}/{done,approved}/nova/*.rst\"\ntemplate = \"templates/{release}.rst\"\n",
    );
    for release in ["kilo", "liberty"] {
        scratch.remove(&format!("specs/{release}"));
        let page =
            |title: &str, pattern: &str| format!("{title}\n=======\n\n.. toctree::\n   :glob:\n\n   {pattern}\n");
        scratch.write(&format!("specs/{release}/index.rst"), page("The list", "approved/*"));
        scratch.write(&format!("specs/{release}/approved/index.rst"), page("All the list", "nova/*"));
        scratch.write(&format!("specs/{release}/approved/nova/a.rst"), SPEC);
        scratch.write(&format!("specs/{release}/done/nova/b.rst"), SPEC);
    }
    let output = open(&scratch, &[]);
    assert_eq!(output.stderr, "");
    assert!(scratch.path("specs/mitaka/index.rst").exists(), "{output}");
    assert!(scratch.path("specs/mitaka/approved/index.rst").exists(), "{output}");
    assert!(scratch.path("specs/mitaka/approved/nova/README.rst").exists(), "{output}");
    scratch.run(&[]).passes();
}
