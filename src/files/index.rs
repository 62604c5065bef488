//! git's index: what the next commit will hold.
//!
//! It is read here, since git would look at the working tree for it, and could run a file system monitor or a hook. Its
//! format is described in git's documentation, `gitformat-index`.

use std::fs::Metadata;
use std::io;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use super::by_path::ByPath;
use super::git::{git, line, path, top};
use super::tree::Known;
#[cfg(feature = "cli")]
use super::tree::Tree;
use super::{BlobName, read_at_most};
#[cfg(feature = "cli")]
use super::{Files, Kind};
use crate::error::Error;

/// Longest index that is read, in bytes: some two million files.
const MAX_LEN: usize = 256 << 20;

/// git's index as files.
#[cfg(feature = "cli")]
#[derive(Debug)]
pub struct Index(Tree);

#[cfg(feature = "cli")]
impl Index {
    /// Reads the index of the repository that a directory is in. `option` is what asks for it.
    ///
    /// # Errors
    /// Outside of a git repository, without the command, and where the index is of a kind that is not known.
    pub fn of(directory: &Path, option: &str) -> Result<Self, Error> {
        let Read { top, entries, conflict, .. } = Read::of(directory, option)?;
        if let Some(path) = conflict {
            return Err(Error::new("git's index has conflicts: nobody can tell what the next commit will hold")
                .help("resolve them, and `git add` the files")
                .at(&top.join(path)));
        }
        let tree = Tree::new(top, entries.into_iter().map(|entry| entry.known));
        tree.map(Index).map_err(|error| Error::io(directory, "read git's objects", &error))
    }
}

/// What git saw of the files of the working tree when it last looked at them.
#[derive(Debug)]
pub(super) struct Seen {
    /// `None`: a directory.
    files: ByPath<Option<SeenFile>>,
    /// When that was written down. A file that was written no earlier may have changed since.
    written: SystemTime,
}

#[derive(Debug)]
struct SeenFile {
    stat: Stat,
    name: BlobName,
}

impl Seen {
    /// What git saw in the repository that a directory is in; `None` where that cannot be told.
    pub fn in_repository_of(directory: &Path) -> Option<Self> {
        let Read { top, entries, written, .. } = Read::of(directory, "").ok()?;
        let seen = |entry: Entry| (entry.known.path, Some(SeenFile { stat: entry.stat, name: entry.known.name }));
        Some(Seen { files: ByPath::new(&top, entries.into_iter().map(seen), || None), written: written? })
    }

    /// The name of the contents of a file of the working tree, if nobody has touched it since git saw it.
    pub fn untouched(&self, path: &Path, metadata: &Metadata) -> Option<BlobName> {
        let seen = self.files.get(path)?.as_ref()?;
        let is_older = metadata.modified().ok()? < self.written;
        (is_older && metadata.is_file() && stat(metadata)? == seen.stat).then_some(seen.name)
    }
}

/// An index as it is read.
struct Read {
    top: PathBuf,
    entries: Vec<Entry>,
    /// When it was written; `None` where there is none yet.
    written: Option<SystemTime>,
    /// A file of which there are several versions.
    #[cfg_attr(not(feature = "cli"), allow(dead_code, reason = "only what is staged has to be known"))]
    conflict: Option<PathBuf>,
}

/// A file in the index.
struct Entry {
    known: Known,
    stat: Stat,
}

/// The times of the last change of a file's state and of its contents (seconds and nanoseconds), inode, size, and
/// whether it can be run; of each number the lower half.
type Stat = [u32; 7];

impl Read {
    fn of(directory: &Path, option: &str) -> Result<Self, Error> {
        let top = top(directory, option)?;
        let file = index_file(&top)?;
        let is_sha256 = git(&top, &["rev-parse", "--show-object-format"]).is_ok_and(|format| line(&format) == "sha256");
        let written = file.metadata().and_then(|metadata| metadata.modified()).ok();
        let bytes = match read_at_most(&file, MAX_LEN) {
            // Before the first `git add` there is none.
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                return Ok(Read { top, entries: Vec::new(), written: None, conflict: None });
            }
            bytes => bytes.map_err(|error| Error::io(&file, "read the file", &error))?,
        };
        let Parsed { entries, conflict } = parse(&bytes, if is_sha256 { 32 } else { 20 }).ok_or_else(|| {
            Error::new("git's index is of a kind that is not known here")
                .help("`git update-index --no-split-index` and `git sparse-checkout disable` make it a plain one")
                .at(&file)
        })?;
        Ok(Read { top, entries, written, conflict })
    }
}

#[cfg(feature = "cli")]
impl Files for Index {
    fn kind(&self, path: &Path) -> io::Result<Option<Kind>> {
        self.0.kind(path)
    }

    fn list(&self, directory: &Path) -> io::Result<Vec<super::Child>> {
        self.0.list(directory)
    }

    fn read(&self, path: &Path, max: usize) -> io::Result<Vec<u8>> {
        self.0.read(path, max)
    }

    fn has(&self, path: &Path, name: &BlobName) -> io::Result<bool> {
        Ok(self.0.name(path) == Some(*name))
    }

    fn prepare(&self, paths: &mut dyn Iterator<Item = &Path>) {
        self.0.prepare(paths);
    }
}

/// Where the index is. `git commit -a` makes another one for the hooks that it runs, beside the usual one.
fn index_file(top: &Path) -> Result<PathBuf, Error> {
    let usual = git(top, &["rev-parse", "--git-path", "index"])
        .map_err(|failure| Error::new(format!("git does not tell where its index is{}", failure.reason())))?;
    let usual = top.join(path(usual.trim_ascii_end()));
    let Some(own) = std::env::var_os("GIT_INDEX_FILE").map(|file| top.join(file)) else { return Ok(usual) };
    let directory = |file: &Path| file.parent().and_then(|directory| directory.canonicalize().ok());
    match directory(&own) {
        Some(own_directory) if Some(&own_directory) == directory(&usual).as_ref() => Ok(own),
        // The hook of another repository has set it.
        Some(other) if other.join("HEAD").is_file() => Ok(usual),
        _ => Err(Error::new("`GIT_INDEX_FILE` names an index outside of the git directory; it is not read")
            .help("unset it, or put the index beside the usual one")
            .at(&own)),
    }
}

#[cfg(unix)]
fn stat(metadata: &Metadata) -> Option<Stat> {
    use std::os::unix::fs::MetadataExt;
    Some([
        metadata.ctime() as u32,
        metadata.ctime_nsec() as u32,
        metadata.mtime() as u32,
        metadata.mtime_nsec() as u32,
        metadata.ino() as u32,
        metadata.size() as u32,
        metadata.mode() & 0o100,
    ])
}

#[cfg(not(unix))]
fn stat(_: &Metadata) -> Option<Stat> {
    None
}

/// What an index says.
struct Parsed {
    /// The files that are not in conflict.
    entries: Vec<Entry>,
    conflict: Option<PathBuf>,
}

/// Reads an index; `None` where it is of an unknown kind: split, sparse, or none.
fn parse(bytes: &[u8], name_len: usize) -> Option<Parsed> {
    let number = |at: usize| Some(u32::from_be_bytes(bytes.get(at..at + 4)?.try_into().ok()?));
    let version = number(4)?;
    if !bytes.starts_with(b"DIRC") || !(2..=4).contains(&version) {
        return None;
    }
    let mut entries = Vec::new();
    let mut conflict = None;
    let mut file: Vec<u8> = Vec::new();
    let mut at = 12;
    for _ in 0..number(8)? {
        let begin = at;
        let field = |nth: usize| number(begin + 4 * nth);
        let mode = field(6)?;
        let stat = [field(0)?, field(1)?, field(2)?, field(3)?, field(5)?, field(9)?, mode & 0o100];
        let name = BlobName::new(bytes.get(begin + 40..begin + 40 + name_len)?)?;
        at = begin + 40 + name_len;
        let flags = u16::from_be_bytes(bytes.get(at..at + 2)?.try_into().ok()?);
        at += 2;
        let mut is_intended = false;
        if flags & 0x4000 != 0 {
            let more = u16::from_be_bytes(bytes.get(at..at + 2)?.try_into().ok()?);
            is_intended = more & 0x2000 != 0;
            at += 2;
        }
        if version == 4 {
            let dropped = offset(bytes, &mut at)?;
            file.truncate(file.len().checked_sub(dropped)?);
        } else {
            file.clear();
        }
        let len = bytes.get(at..)?.iter().position(|&b| b == 0)?;
        file.extend(&bytes[at..at + len]);
        at += len + 1;
        if version < 4 {
            at = begin + (at - begin).next_multiple_of(8);
        }
        if mode & 0o170_000 == 0o040_000 {
            return None;
        }
        if flags & 0x3000 != 0 {
            conflict = Some(path(&file));
        }
        // One that is in conflict has no contents yet, and one that is only meant to be added has none at all.
        if flags & 0x3000 == 0 && !is_intended {
            entries.push(Entry { known: Known { path: path(&file), mode, name }, stat });
        }
    }
    // What follows are extensions, and a sum. That of a split index has its entries elsewhere.
    while bytes.len().checked_sub(name_len)? > at {
        if bytes.get(at..at + 4)? == b"link" {
            return None;
        }
        at += 8 + usize::try_from(number(at + 4)?).ok()?;
    }
    Some(Parsed { entries, conflict })
}

/// How many bytes of the name before a name lacks, as a pack counts its offsets.
fn offset(bytes: &[u8], at: &mut usize) -> Option<usize> {
    let mut value: usize = 0;
    loop {
        let byte = *bytes.get(*at)?;
        *at += 1;
        value = value.checked_shl(7)? | usize::from(byte & 0x7f);
        if byte & 0x80 == 0 {
            return Some(value);
        }
        value = value.checked_add(1)?;
    }
}
