//! A repository with one template and one spec, which are read from the input.

use std::path::{Path, PathBuf};

use speclint::{Format, Repository};

/// `rst` or `md` in the first line, then the template, a line of `%%%%`, and the spec.
pub struct Input<'i> {
    pub format: Format,
    pub template: &'i str,
    pub spec: &'i str,
}

impl<'i> Input<'i> {
    pub fn read(text: &'i str) -> Option<Self> {
        let (first, rest) = text.split_once('\n')?;
        let (template, spec) = rest.split_once("%%%%\n")?;
        let format = match first {
            "rst" => Format::Rst,
            "md" => Format::Markdown,
            _ => return None,
        };
        Some(Input { format, template, spec })
    }
}

/// The directory of the repository, which all inputs of a run share.
pub fn root() -> PathBuf {
    std::env::temp_dir().join(format!("speclint-fuzz-{}", std::process::id()))
}

pub fn repository(input: &Input<'_>) -> Repository {
    let extension = input.format.extension();
    let config =
        format!("current_release = \"a\"\nlayout.template = \"template.{extension}\"\nlayout.specs = \"specs\"\n");
    let root = root();
    write(&root.join(format!("template.{extension}")), input.template);
    write(&spec_path(input), input.spec);
    write(&root.join("release.toml"), &config);
    Repository::open(&root.join("release.toml")).expect("the configuration has no mistake")
}

pub fn spec_path(input: &Input<'_>) -> PathBuf {
    // The other format's spec would be one of this release, too.
    let other = if input.format == Format::Rst { "md" } else { "rst" };
    let _ = std::fs::remove_file(root().join(format!("specs/a.{other}")));
    root().join(format!("specs/a.{}", input.format.extension()))
}

pub fn write(path: &Path, text: &str) {
    std::fs::create_dir_all(path.parent().expect("a path below the root")).expect("a writable directory");
    std::fs::write(path, text).expect("a writable file");
}
