//! Reports in files.

use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::Path;

use super::guard::Guard;
use crate::error::Error;
use crate::output::{Format, JobSummary, Shown};
use crate::paths::{directory_of, unfollowed};

/// Adds a report to the page of a job on GitHub, where there is one.
pub(super) fn append_job_summary(shown: &Shown<'_>) -> Result<(), Error> {
    let Some(path) = std::env::var_os("GITHUB_STEP_SUMMARY").filter(|path| !path.is_empty()) else { return Ok(()) };
    let path = Path::new(&path);
    let fail = |error: std::io::Error| Error::io(path, "write the summary of the job", &error);
    let mut file = File::options().append(true).create(true).open(path).map_err(fail)?;
    JobSummary.write_all(shown, &mut file).map_err(fail)
}

/// Writes a report to a file.
pub(super) fn write_file(path: &Path, format: &dyn Format, shown: &Shown<'_>) -> Result<(), Error> {
    no_link_of_a_stranger(path)?;
    let fail = |error: std::io::Error| Error::io(path, "write the report", &error);
    let file = BufWriter::with_capacity(1 << 16, File::create(path).map_err(fail)?);
    let mut out: Box<dyn Write> = match format.gives_commands() {
        true => Box::new(file),
        false => Box::new(Guard::new(file, false)),
    };
    format.write_all(shown, &mut *out).and_then(|()| out.flush()).map_err(fail)
}

/// A clone may hold links. Where one leads a path out of the working directory that names a file in it, somebody else
/// would choose what is overwritten.
///
/// # Errors
/// Where that is so.
fn no_link_of_a_stranger(path: &Path) -> Result<(), Error> {
    let fail = |error: std::io::Error| Error::io(path, "write the report", &error);
    let here = std::env::current_dir().and_then(|here| here.canonicalize()).map_err(fail)?;
    let is_meant_here = unfollowed(path).map_err(fail)?.starts_with(&here);
    let directory = directory_of(path).canonicalize().map_err(fail)?;
    let is_link = path.symlink_metadata().is_ok_and(|metadata| metadata.is_symlink());
    if is_meant_here && (is_link || !directory.starts_with(&here)) {
        return Err(Error::new("the report would be written through a link").help("name the file itself").at(path));
    }
    Ok(())
}
