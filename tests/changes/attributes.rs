//! What a file is besides its text stays.

use std::fs;
use std::os::unix::fs::{MetadataExt, PermissionsExt, chown};

use super::{fixable, repository};
use crate::common::Scratch;

fn set_mode(scratch: &Scratch, path: &str, mode: u32) {
    fs::set_permissions(scratch.path(path), fs::Permissions::from_mode(mode)).expect("its owner may");
}

fn mode(scratch: &Scratch, path: &str) -> u32 {
    scratch.path(path).metadata().expect("it is there").mode() & 0o7777
}

#[test]
fn modes() {
    for wanted in [0o600, 0o640, 0o644, 0o664, 0o755] {
        let scratch = repository(2, true);
        for path in ["specs/liberty/s000.rst", "specs/liberty/s001.rst", "release.toml"] {
            set_mode(&scratch, path, wanted);
        }
        scratch.run(&["fix", "specs/liberty/s000.rst"]).passes();
        assert_eq!(mode(&scratch, "specs/liberty/s000.rst"), wanted);
        scratch.run(&["release", "open", "mitaka", "--carry", "specs/liberty/s001.rst"]).passes();
        assert_eq!(mode(&scratch, "release.toml"), wanted);
        assert_eq!(mode(&scratch, "specs/mitaka/s001.rst"), wanted, "it moves with its mode");
    }
}

#[test]
fn the_umask() {
    for (umask, wanted) in [("077", 0o600), ("022", 0o644), ("002", 0o664)] {
        let scratch = repository(1, true);
        let script = format!("umask {umask}; \"$SPECLINT\" new n && \"$SPECLINT\" check --write-baseline");
        assert_eq!(scratch.shell(&script).code, 0);
        for path in ["specs/liberty/n.rst", "speclint-baseline.toml"] {
            assert_eq!(mode(&scratch, path), wanted, "{umask}: {path}");
        }
        let scratch = Scratch::empty();
        assert_eq!(scratch.shell(&format!("umask {umask}; \"$SPECLINT\" init")).code, 0);
        assert_eq!(mode(&scratch, "release.toml"), wanted, "{umask}");
    }
}

#[test]
fn hard_links() {
    let scratch = repository(1, true);
    let spec = scratch.path("specs/liberty/s000.rst");
    fs::hard_link(&spec, scratch.path("another-name")).expect("the file system has them");
    scratch.run(&["fix"]).passes();
    let (one, other) = (spec.metadata().expect("it is there"), scratch.path("another-name").metadata().expect("there"));
    assert_eq!((one.ino(), one.nlink()), (other.ino(), 2));
    let text = fs::read_to_string(&spec).expect("it is there");
    assert_eq!(text, fixable(0).replace("night. ", "night."));
    super::is_whole(&super::files(&scratch.root()));
}

#[test]
fn hard_links_of_a_spec_that_moves() {
    let scratch = repository(1, true);
    let inode = scratch.path("specs/liberty/s000.rst").metadata().expect("it is there").ino();
    fs::hard_link(scratch.path("specs/liberty/s000.rst"), scratch.path("another-name")).expect("the system has them");
    scratch.run(&["release", "open", "mitaka", "--carry", "specs/liberty/s000.rst"]).passes();
    let moved = scratch.path("specs/mitaka/s000.rst").metadata().expect("it has moved");
    assert_eq!((moved.ino(), moved.nlink()), (inode, 2));
}

#[test]
fn a_symbolic_link_that_moves() {
    let scratch = repository(1, true);
    scratch.link("specs/liberty/link.rst", "s000.rst");
    scratch.run(&["release", "open", "mitaka", "--carry", "specs/liberty/link.rst"]).passes();
    assert!(scratch.path("specs/liberty/s000.rst").is_file() && !scratch.path("specs/liberty/link.rst").is_symlink());
    let target = scratch.path("specs/mitaka/link.rst").read_link().expect("the link has moved");
    assert_eq!(target, std::path::Path::new("../liberty/s000.rst"));
}

#[test]
fn symbolic_links() {
    let scratch = repository(1, true);
    fs::create_dir(scratch.path("texts")).expect("writable");
    fs::rename(scratch.path("specs/liberty/s000.rst"), scratch.path("texts/s.rst")).expect("writable");
    scratch.link("specs/liberty/s000.rst", "../../texts/s.rst");
    scratch.run(&["fix"]).passes();
    assert!(scratch.path("specs/liberty/s000.rst").is_symlink());
    assert!(fs::read_to_string(scratch.path("texts/s.rst")).expect("it is there").contains("night.\n"));
}

/// Only root may give files away, so that others cannot try this.
#[test]
fn owners() {
    let scratch = repository(2, true);
    let path = scratch.path("specs/liberty/s000.rst");
    if chown(&path, Some(1234), Some(2345)).is_err() {
        println!("skipped: this user may not give files away");
        return;
    }
    scratch.run(&["fix"]).passes();
    let metadata = path.metadata().expect("it is there");
    assert_eq!((metadata.uid(), metadata.gid()), (1234, 2345));
    assert!(fs::read_to_string(path).expect("readable").contains("night.\n"));
}
