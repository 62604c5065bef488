//! The gates that `init` reads, and what it writes for them.

use crate::common::{SPEC, SPEC_MARKDOWN, Scratch, TEMPLATE_MARKDOWN, replaced};
use crate::{config, with};

/// The beginning of a title test, and two of its methods.
const TEST: &str = r#"
import glob
import docutils.core
import testtools

OPTIONAL_SECTIONS = ("Testing",)


class TestTitles(testtools.TestCase):
    def _check_titles(self, filename, expect, actual):
        missing_sections = [x for x in expect.keys() if (
            x not in actual.keys()) and (x not in OPTIONAL_SECTIONS)]
        extra_sections = [x for x in actual.keys() if x not in expect.keys()]

    def _check_lines_wrapping(self, tpl, raw):
        for i, line in enumerate(raw.split("\n")):
            line_limit = 79
            if line.startswith('    '):
                line_limit += 4
            if "http://" in line or "/queues" in line:
                continue
            if line.count('/') > 1:
                continue
            if re.match('[|+]', line.lstrip()):
                continue
            if odd(line):
                continue
            self.assertTrue(len(line) < line_limit + 1)

    def _check_no_cr(self, tpl, raw):
        pass

    def _check_story(self, raw):
        pass

    def test_template(self):
        releases = [x.split('/')[1] for x in glob.glob('specs/*/')]
        for release in releases:
            if release[0] < 'k':
                continue
            if release == 'newton':
                continue
            files = glob.glob("specs/%s/*" % release)
            for filename in files:
                self.assertTrue(filename.endswith(".rst"), "no")
                self._check_titles(filename, template_titles, titles)
                self._check_lines_wrapping(filename, data)
                self._check_no_cr(filename, data)
                # self._check_trailing_spaces(filename, data)
"#;

#[test]
fn a_title_test() {
    let scratch = with(&[
        "specs/juno/a.rst",
        "specs/kilo/a.rst",
        "specs/newton/a.rst",
        "specs/ocata/b.rst",
        "specs/template.rst",
    ]);
    scratch.write("tests/test_titles.py", TEST);
    let without = "Testing\n=======\n\nA scenario restores the backup of the night before.\n";
    scratch.write("specs/ocata/short.rst", replaced(SPEC, without, ""));
    let output = scratch.run(&["init"]).passes();
    insta::assert_snapshot!(config(&scratch), @r#"
    # The release that specs are written for: the newest, by its name.
    current_release = "ocata"

    [layout]
    # The template of all specs.
    template = "specs/template.rst"

    [sections]
    # tests/test_titles.py throws deeper headings away.
    depth = 2
    # What may be left out there.
    optional = ["Testing"]

    [rules]
    # Any order.
    misordered-section = "off"
    duplicate-section = "off"
    carriage-return = "error"
    line-length = { max = 79, exempt = ["urls", "paths"], exempt-patterns = ["^ {4}.{0,79}$", "/queues", '^\s*(?:[|+])'] }
    file-extension = { allowed = ["rst"] }
    unexpected-file = { level = "error", allowed = ["*/**"] }

    # tests/test_titles.py passes it over.
    [releases.juno]
    check = false

    # tests/test_titles.py passes it over.
    [releases.newton]
    check = false
    "#);
    for unread in ["odd(line)", "_check_story"] {
        assert!(output.stdout.contains(unread), "{unread}: {output}");
    }
    scratch.run(&["--all-releases"]).passes();
}

/// It looks a directory too deep, and passes whatever the specs are like.
#[test]
fn a_title_test_that_finds_no_specs() {
    let scratch = with(&["specs/kilo/a.rst", "specs/kilo/b.rst", "specs/template.rst"]);
    scratch.write("tests/test_titles.py", replaced(TEST, "specs/%s/*\"", "specs/%s/*/*\""));
    let output = scratch.run(&["init"]).passes();
    assert!(!config(&scratch).contains("[rules]"), "{}", config(&scratch));
    let note = "tests/test_titles.py looks for specs at `specs/%s/*/*`, where none is: what it demands is left out";
    assert!(output.stdout.contains(note), "{output}");
}

#[test]
fn a_list_in_a_title_test() {
    let scratch = with(&["specs/kilo/a.rst", "specs/template.rst"]);
    scratch.write(
        "tests/test_titles.py",
        "import docutils.core\n\n\nclass TestTitles:\n    def _check_titles(self, titles):\n        self.assertEqual(2, \
         len(titles))\n        problem = 'Problem'\n        self.assertIn(problem, titles)\n        self.assertEqual(0, \
         len(titles[problem]))\n        change = 'Change'\n        self.assertIn(change, titles)\n        \
         self.assertIn('Interfaces', titles[change])\n",
    );
    scratch.run(&["init"]).passes();
    let text = config(&scratch);
    assert!(text.contains("optional = [\"Change > Storage\", \"Testing\"]"), "{text}");
    assert!(text.contains("closed = [\"Problem\"]"), "{text}");
}

#[test]
fn required_headings_of_markdownlint() {
    for (name, configuration) in [
        (
            ".markdownlint.json",
            "{\n  \"MD043\": { \"headings\": [\"# Title\", \"## Problem\", \"*\", \"## Change\"] }\n}\n",
        ),
        (
            ".markdownlint.yaml",
            "required-headings:\n  headings:\n    - \"*\"\n    - \"## Problem\"\n    - \"## Change\"\n",
        ),
        (
            ".markdownlint-cli2.jsonc",
            "{ // ours\n  \"config\": { \"MD043\": { \"headings\": [ \"## Problem\", \"## Change\", \"+\" ] } }\n}\n",
        ),
    ] {
        let scratch = with(&["text/a.md", "text/b.md", "template.md"]);
        scratch.write(name, configuration);
        let output = scratch.run(&["init"]).passes();
        let text = config(&scratch);
        assert!(
            text.contains("optional = [\"Testing\"]") && text.contains("extra-section = \"off\""),
            "{name}: {text}"
        );
        assert!(output.stdout.contains(name), "{output}");
    }
    let scratch = with(&["text/a.md", "text/b.md", "template.md"]);
    scratch.write(".markdownlint.json", "{ \"MD043\": false }").run(&["init"]).passes();
    assert!(!config(&scratch).contains("[sections]"), "{}", config(&scratch));
}

#[test]
fn eipw() {
    let scratch = with(&["EIPS/eip-1.md", "EIPS/eip-2.md", "eip-template.md"]);
    scratch.write(
        "config/eipw.toml",
        "[lints.required]\nkind = \"markdown-section-required\"\nsections = [\"Problem\", \"Change\"]\n\n[lints.order]\nkind = \
         \"markdown-section-order\"\nsections = [\"Problem\", \"Change\", \"Testing\"]\n\n[lints.x]\nkind = \"preamble-order-of-stars\"\n",
    );
    let output = scratch.run(&["init"]).passes();
    let text = config(&scratch);
    assert!(text.contains("depth = 1") && text.contains("optional = [\"Testing\"]"), "{text}");
    assert!(output.stdout.contains("1 lints of config/eipw.toml"), "{output}");
}

#[test]
fn preambles_of_eipw() {
    let scratch = Scratch::empty();
    scratch.write("eip-template.md", format!("---\neip: 1\ntitle: A\n---\n\n{TEMPLATE_MARKDOWN}"));
    for number in 1..=3 {
        let text = format!("---\neip: {number}\ntitle: Short\nstatus: Draft\n---\n\n{SPEC_MARKDOWN}");
        scratch.write(&format!("EIPS/eip-{number}.md"), text);
    }
    let lints = [
        "kind = \"preamble-order\"\nnames = [\"eip\", \"title\", \"status\", \"deadline\"]",
        "kind = \"preamble-required\"\nnames = [\"eip\", \"title\"]",
        "kind = \"preamble-file-name\"\nname = \"eip\"\nformat = \"eip-{}\"",
        "kind = \"preamble-length\"\nname = \"title\"\nmin = 2\nmax = 44",
        "kind = \"preamble-regex\"\nname = \"title\"\nmode = \"excludes\"\npattern = '(?i)standar\\w*\\b'",
        "kind = \"preamble-one-of\"\nname = \"status\"\nvalues = [\"Draft\", \"Last Call\"]",
        "kind = \"preamble-required-if-eq\"\nwhen = \"status\"\nequals = \"Last Call\"\nthen = \"deadline\"",
        "kind = \"preamble-date\"\nname = \"deadline\"",
        "kind = \"preamble-regex\"\nname = \"title\"\nmode = \"excludes\"\npattern = '('",
        "kind = \"markdown-regex\"\nmode = \"excludes\"\npattern = '[\\u{201C}\\u{201D}]'\nmessage = \"straight quotes\"",
        "kind = \"markdown-regex\"\nmode = \"excludes\"\npattern = 'eip'",
    ];
    let lints = lints.iter().enumerate().map(|(at, lint)| format!("[lints.l{at}]\n{lint}\n\n"));
    let modifier = "[[modifiers]]\nkind = \"set-default-annotation\"\nname = \"status\"\nvalue = \"Stagnant\"\nannotation_level = \
                    \"warning\"\n\n";
    scratch.write("config/eipw.toml", modifier.to_owned() + &lints.collect::<String>());
    let output = scratch.run(&["init"]).passes();
    insta::assert_snapshot!(config(&scratch), @r#"
    [layout]
    # The specs.
    specs = "EIPS"
    # The template of all specs.
    template = "eip-template.md"

    [rules]
    extra-section = "off"
    text = { texts = [{ pattern = '[\u{201C}\u{201D}]', max = 0, message = "straight quotes" }] }
    # The number is that of the preamble.
    file-name = { pattern = '^eip-(?<number>\d+)\.md$' }

    [rules.metadata]
    # config/eipw.toml knows no others, and their order.
    other-keys = "refuse"
    order = true

    [rules.metadata.keys]
    eip = { required = true, values = ['(?<number>\d+)'] }
    title = { required = true, not = [".", ".{45,}", '.*(?:(?i)standar\w*\b).*'] }
    status = { required = false, values = ["Draft", "Last Call"] }
    deadline = { required = false, not = [".*"] }

    [when.last-call]
    metadata.status = ["Last Call"]
    rules.metadata.keys.deadline = { required = true, values = ['\d{4}-\d{2}-\d{2}'], not = [] }

    # config/eipw.toml only warns of these.
    [when.only-warned]
    metadata.status = ["Stagnant"]
    rules = { missing-section = "warn", renamed-section = "warn", misplaced-section = "warn", misordered-section = "warn", extra-section = "warn", duplicate-section = "warn", empty-document = "warn", metadata = { level = "warn" }, file-name = { level = "warn" }, text = { level = "warn" } }
    "#);
    assert!(output.stdout.contains("2 lints of config/eipw.toml"), "{output}");
    scratch.run(&[]).passes();
}

#[test]
fn what_sphinx_excludes() {
    let files = ["specs/kilo/a.rst", "specs/kilo/example.rst", "specs/liberty/b.rst", "specs/template.rst"];
    for (patterns, is_ignored) in [
        ("['_build', '**/example.rst']", true),
        ("[\n    '**/template.rst',\n    'specs/kilo/example.rst',\n]", true),
        ("['**/template.rst']", false),
        // All of them: the pages are made of something else.
        ("['specs']", false),
    ] {
        let scratch = with(&files);
        scratch.write("doc/source/conf.py", format!("exclude_patterns = {patterns}\n"));
        let output = scratch.run(&["init"]).passes();
        let text = config(&scratch);
        assert_eq!(text.contains("ignore = [\"example.rst\"]"), is_ignored, "{patterns}: {text}");
        assert_eq!(
            output.stdout.contains("doc/source/conf.py excludes 1 document"),
            is_ignored,
            "{patterns}: {output}"
        );
        scratch.run(&["--all-releases"]).passes();
    }
}

#[test]
fn hooks_are_shown_as_they_can_be_written() {
    let scratch = with(&["text/a.md", "text/b.md", "template.md"]);
    scratch.write(".pre-commit-config.yaml", "repos: []\n");
    let output = scratch.run(&["init"]).passes();
    assert!(output.stdout.contains("entry: speclint check --staged --skip-other-files"), "{output}");
    // What they mend is an error, unless a spec has it.
    let hooks = "repos:\n- hooks:\n  - id: trailing-whitespace\n  # - id: mixed-line-ending\n";
    let scratch = with(&["text/a.md", "text/b.md", "template.md"]);
    scratch.write(".pre-commit-config.yaml", hooks).run(&["init"]).passes();
    let text = config(&scratch);
    assert!(text.contains("trailing-whitespace = \"error\"") && !text.contains("carriage"), "{text}");
    let scratch = with(&["text/a.md", "template.md"]);
    scratch.write("text/b.md", replaced(SPEC_MARKDOWN, "## Problem", "## Problem  "));
    scratch.write(".pre-commit-config.yaml", hooks).run(&["init"]).passes();
    assert!(!config(&scratch).contains("trailing-whitespace"), "{}", config(&scratch));
    let scratch = Scratch::empty();
    scratch.run(&["init"]).passes();
    let text = std::fs::read_to_string(scratch.path(".pre-commit-config.yaml")).expect("it is there");
    assert!(text.contains("repo: local") && !text.contains("URL"), "{text}");
}
