//! `speclint config schema`: the schema and speclint take the same files.

use std::path::{Path, PathBuf};

use jsonschema::Validator;
use serde_json::Value;

use crate::common::Scratch;

fn schema() -> Validator {
    let output = Scratch::empty().run(&["config", "schema"]).passes();
    let schema: Value = serde_json::from_str(&output.stdout).expect("JSON");
    jsonschema::validator_for(&schema).expect("a schema")
}

/// What is wrong with a file by the schema.
fn by_schema(schema: &Validator, text: &str) -> Vec<String> {
    let value: Value = toml::from_str(text).unwrap_or_else(|error| panic!("no TOML: {error}\n{text}"));
    schema.iter_errors(&value).map(|error| format!("{}: {error}", error.instance_path())).collect()
}

/// What is wrong with it by speclint.
fn by_speclint(text: &str) -> Option<String> {
    let scratch = Scratch::empty();
    scratch.write("release.toml", text);
    speclint::Repository::open(&scratch.path("release.toml")).err().map(|error| error.to_string())
}

#[track_caller]
fn is_right(schema: &Validator, what: &str, text: &str) {
    assert_eq!(by_schema(schema, text), [""; 0], "{what}\n{text}");
    assert_eq!(by_speclint(text), None, "{what}\n{text}");
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

#[test]
fn of_files_of_this_repository() {
    let schema = schema();
    let read = |path: &Path| std::fs::read_to_string(path).expect("a readable file");
    is_right(&schema, "release.toml", &read(&root().join("release.toml")));
    let examples = root().join("examples");
    // They come with the documentation, not with the library.
    let directories = examples.read_dir().into_iter().flatten().map(|entry| entry.expect("readable").path());
    for path in directories.map(|directory| directory.join("release.toml")).filter(|path| path.is_file()) {
        is_right(&schema, &path.display().to_string(), &read(&path));
    }
}

/// The pages whose examples people copy.
fn pages() -> Vec<PathBuf> {
    let rules = root().join("docs/rules").read_dir().expect("the pages of the rules");
    let mut pages: Vec<PathBuf> = rules.map(|entry| entry.expect("readable").path()).collect();
    pages.extend(["README.md", "docs/configuration.md"].map(|page| root().join(page)));
    pages
}

/// The blocks of TOML of a page that are a `release.toml`, or a part of one.
fn blocks(page: &str) -> Vec<String> {
    let blocks = page.split("```toml\n").skip(1).map(|rest| rest.split("```").next().unwrap_or_default());
    blocks.filter(|block| !block.contains("[package]")).map(str::to_owned).collect()
}

#[test]
fn of_the_documentation() {
    let schema = schema();
    let mut count = 0;
    for page in pages() {
        let text = std::fs::read_to_string(&page).expect("a readable page");
        for block in blocks(&text) {
            let head = if block.contains("current_release") { "" } else { "current_release = \"liberty\"\n" };
            is_right(&schema, &page.display().to_string(), &format!("{head}{block}"));
            count += 1;
        }
    }
    assert!(count >= 20, "{count} examples");
}

const RIGHT: &[&str] = &[
    "",
    "layout.specs = 'docs/{release}'",
    "layout = { specs = ['a/{release}', 'b/*'], template = ['a.rst', 'b.md'], index = 'c.rst', ignore = ['*.txt'] }",
    "sections = { depth = 1, optional = ['A'], required = ['B > C'], repeat = ['*'], any-order = ['A'] }",
    "sections = { open = ['A'], closed = ['* > B'] }",
    "sections = {}",
    "rules = {}",
    "rules.missing-section = 'error'",
    "rules.missing-section = { level = 'warn' }",
    "rules.missing-section = {}",
    "rules.template-text = { min-words = 10 }",
    "rules.line-length = { max = 0, exempt = ['urls', 'no-spaces', 'literal-blocks', 'tables', 'paths'] }",
    "rules.line-length = { level = 'warn', exempt-patterns = ['^x'] }",
    "rules.file-extension = { allowed = ['rst', 'md'] }",
    "rules.unexpected-file = { level = 'error', allowed = [] }",
    "rules.file-name = { pattern = '^[a-z]+' }",
    "rules.metadata.keys = { Status = { required = true, values = ['a', 'b'], not = ['c'] }, 'Start Date' = {} }",
    "rules.metadata = { other-keys = 'refuse', order = true, file = 'kep.yaml', keys.a = { empty = true, unique = true } }",
    "rules.file-name = { pattern = '(?<a>b)', unique = ['a'] }",
    "[when.a]\nmetadata = { status = ['b'] }\ncheck = false",
    "[when.a]\nmetadata = { status = ['b'] }\nlayout.template = 'c.md'\nsections.optional = ['C']\nrules.text = 'off'",
    "[[rules.text]]\npattern = 'a'\n[[rules.text]]\npattern = 'b'\nin = 'title'\ncode = true\nmessage = 'c'\nhelp = 'd'",
    "rules.text = [{ pattern = 'a' }]",
    "rules.text.texts = [{ pattern = 'a' }]",
    "rules.text.texts = [{ message = 'a', pattern = 'a', in = 'head', min = 0, max = 2, unless = 'b' }]",
    "rules.text.texts = [{ pattern = 'a', in = 'A > B' }, { pattern = 'b', in = 'preamble' }]",
    "rules.text = { level = 'off' }",
    "releases.kilo = {}",
    "releases.kilo = { check = false, layout.specs = 'a', sections.depth = 2, rules.empty-section = 'off' }",
    "releases.'[a-j]*'.check = false",
    "groups.a.layout.specs = 'a'",
    "groups.a = { layout = { specs = ['a'], template = 'b.rst' }, sections.open = ['A'], rules.line-length = 'warn' }",
];

#[test]
fn of_all_that_may_be_said() {
    let schema = schema();
    for text in RIGHT {
        is_right(&schema, "", &format!("current_release = 'liberty'\n{text}\n"));
    }
    is_right(&schema, "", "layout.specs = 'text'\n");
}

const WRONG: &[&str] = &[
    "colour = 'red'",
    "layout = 'specs'",
    "layout = ['specs']",
    "layout.spec = 'specs'",
    "layout.specs = 1",
    "layout.specs = [1]",
    "layout.specs = []",
    "layout.specs = { path = 'specs' }",
    "layout.template = []",
    "layout.template = true",
    "layout.index = ['a.rst']",
    "layout.ignore = '*.md'",
    "layout.ignore = [1]",
    "sections = ['A']",
    "sections.depth = 0",
    "sections.depth = -1",
    "sections.depth = 1.5",
    "sections.depth = '2'",
    "sections.optional = 'A'",
    "sections.optional = [1]",
    "sections.required = ['']",
    "sections.any_order = ['A']",
    "sections.match = ['A']",
    "rules = 'off'",
    "rules = ['off']",
    "rules.missing-sections = 'off'",
    "rules.missing_section = 'off'",
    "rules.missing-section = 'fatal'",
    "rules.missing-section = 'Error'",
    "rules.missing-section = true",
    "rules.missing-section = ['warn']",
    "rules.missing-section = { level = 1 }",
    "rules.missing-section = { max = 1 }",
    "rules.line-length = 79",
    "rules.line-length = { max = '79' }",
    "rules.line-length = { max = -1 }",
    "rules.line-length = { max = 7.9 }",
    "rules.line-length = { exempt = 'urls' }",
    "rules.line-length = { exempt = ['url'] }",
    "rules.line-length = { exempt-patterns = 'a' }",
    "rules.template-text = { min_words = 3 }",
    "rules.file-extension = { allowed = ['a.b'] }",
    "rules.file-extension = ['rst']",
    "rules.unexpected-file = { allowed = '*.png' }",
    "rules.file-name = { pattern = ['a'] }",
    "rules.file-name = { patterns = 'a' }",
    "rules.metadata.keys = ['Status']",
    "rules.metadata.keys.Status = { required = 'yes' }",
    "rules.metadata.keys.Status = { values = 'a' }",
    "rules.metadata.keys.Status = { values = [1] }",
    "rules.metadata.keys.Status = { value = ['a'] }",
    "rules.metadata.other-keys = 'maybe'",
    "rules.metadata.file = 'a/b.yaml'",
    "rules.file-name.unique = 'a'",
    "when.a = { check = false }",
    "when.a = { metadata = { status = 'b' } }",
    "when.a = { metadata = { status = ['b'] }, layout.specs = 'c' }",
    "rules.line-length = [1]",
    "rules.text.texts = { pattern = 'a' }",
    "rules.text.texts = ['a']",
    "rules.text.texts = [{ message = 'a' }]",
    "rules.text.texts = [{ pattern = 1 }]",
    "rules.text.texts = [{ pattern = 'a', region = 'head' }]",
    "rules.text.texts = [{ pattern = 'a', in = '' }]",
    "rules.text.texts = [{ pattern = 'a', in = ['head'] }]",
    "rules.text.texts = [{ pattern = 'a', min = -1 }]",
    "rules.text.texts = [{ pattern = 'a', max = 'b' }]",
    "rules.text.texts = [{ pattern = 'a', unless = ['b'] }]",
    "releases = ['kilo']",
    "releases.kilo = 'specs/kilo'",
    "releases.kilo.check = 'no'",
    "releases.kilo.current = true",
    "releases.kilo.layout.spec = 'a'",
    "releases.kilo.sections.depth = 0",
    "releases.kilo.rules.line-lenght = 'off'",
    "releases.2026.2.check = false",
    "groups = ['a']",
    "groups.a = 'a'",
    "groups.a = { check = false, layout.specs = 'a' }",
    "groups.a = { layout.specs = 'a', releases.kilo.check = false }",
    "groups.a.layout = { specs = 'a', ignored = [] }",
];

#[test]
fn of_mistakes() {
    let schema = schema();
    for text in WRONG {
        let text = format!("current_release = 'liberty'\n{text}\n");
        assert_ne!(by_schema(&schema, &text), [""; 0], "by the schema\n{text}");
        assert_ne!(by_speclint(&text), None, "by speclint\n{text}");
    }
    for text in ["current_release = 2026.2\n", "current_release = ['liberty']\n", "current-release = 'liberty'\n"] {
        assert_ne!(by_schema(&schema, text), [""; 0], "by the schema\n{text}");
        assert_ne!(by_speclint(text), None, "by speclint\n{text}");
    }
}

/// Editors show what a key is for.
#[test]
fn that_tells_what_keys_are_for() {
    let output = Scratch::empty().run(&["config", "schema"]).passes();
    let schema: Value = serde_json::from_str(&output.stdout).expect("JSON");
    let keys = schema["properties"].as_object().expect("keys");
    let mut names: Vec<&str> = keys.keys().map(String::as_str).collect();
    names.sort_unstable();
    assert_eq!(names, ["current_release", "groups", "layout", "releases", "rules", "sections", "when"]);
    for (name, key) in keys {
        assert!(key["description"].as_str().is_some_and(|text| text.len() > 20), "{name}: {key}");
    }
    assert_eq!(schema["$schema"], "http://json-schema.org/draft-07/schema#");
}

/// With the dot, as people write it and speclint takes it.
#[test]
fn of_extensions_with_a_dot() {
    is_right(&schema(), "", "current_release = 'liberty'\nrules.file-extension = { allowed = ['.rst'] }\n");
}

/// A group says where its specs are.
#[test]
fn of_groups_without_a_place() {
    for group in ["{}", "{ layout = {} }", "{ layout.template = 'a.rst' }"] {
        let text = format!("current_release = 'liberty'\ngroups.a = {group}\n");
        assert_ne!(by_speclint(&text), None, "by speclint\n{text}");
        assert_ne!(by_schema(&schema(), &text), [""; 0], "by the schema\n{text}");
    }
}
