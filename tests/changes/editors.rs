//! Somebody saves while `fix` runs.

use std::fs::{self, OpenOptions};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;

use super::{begin, files, is_whole, repository};

/// So many specs, and so many rounds of each way to save.
const SPECS: usize = 30;
const ROUNDS: usize = 10;

/// So many rounds are made where nobody has saved at the same time.
const MAX_ROUNDS: usize = 200;

/// A way to save a file with a line more.
type Save = fn(&Path, &str);

/// As vim and most others do: a new file takes the place of the old one.
fn by_rename(path: &Path, line: &str) {
    let text = fs::read_to_string(path).expect("it is there");
    let new = path.with_extension("rst.swp");
    fs::write(&new, text + line).expect("writable");
    fs::rename(new, path).expect("writable");
}

/// As some do, and `>>` of a shell.
fn by_appending(path: &Path, line: &str) {
    let mut file = OpenOptions::new().append(true).open(path).expect("it is there");
    file.write_all(line.as_bytes()).expect("writable");
}

/// Saves specs in turn until it is told to stop; what it saved. Between two specs it lets others run, as somebody who
/// types does.
fn edit(root: &Path, save: Save, stop: &AtomicBool) -> Vec<(PathBuf, String)> {
    let mut saved = Vec::new();
    for number in 0.. {
        if stop.load(Ordering::Relaxed) {
            break;
        }
        let path = root.join(format!("specs/liberty/s{:03}.rst", number % SPECS));
        let line = format!("line {number}\n");
        save(&path, &line);
        saved.push((path, line));
        thread::yield_now();
    }
    saved
}

fn nothing_is_lost(save: Save) {
    let mut told = 0;
    for round in 0..MAX_ROUNDS {
        if round >= ROUNDS && told > 0 {
            break;
        }
        let scratch = repository(SPECS, true);
        let root = scratch.root();
        let stop = AtomicBool::new(false);
        let (saved, output) = thread::scope(|scope| {
            let editor = scope.spawn(|| edit(&root, save, &stop));
            let output = begin(&scratch, &["fix"]).wait_with_output().expect("it ends");
            stop.store(true, Ordering::Relaxed);
            (editor.join().expect("it can save"), output)
        });
        let stderr = String::from_utf8_lossy(&output.stderr).into_owned();
        let refused =
            stderr.matches("was changed at the same time").count() + stderr.matches("was saved twice").count();
        assert_eq!(output.status.code(), Some(if refused > 0 { 2 } else { 0 }), "{stderr}");
        told += refused;
        let files = files(&root);
        is_whole(&files);
        for (path, line) in saved {
            // Where two were saved at once, the other one is kept beside it.
            let name = path.file_name().expect("a name").to_string_lossy().into_owned();
            let own = files.iter().filter(|(path, _)| path.contains(&name));
            assert!(own.clone().any(|(_, text)| text.contains(&line)), "round {round}: {name} lacks {line}: {stderr}");
        }
    }
    assert!(told > 0, "nobody saved at the same time");
}

#[test]
fn by_a_rename() {
    nothing_is_lost(by_rename);
}

#[test]
fn at_the_end() {
    nothing_is_lost(by_appending);
}
