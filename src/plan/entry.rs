//! How one path is changed, how it is changed back, and how far a run has come with it.

use std::path::{Path, PathBuf};

use super::record::Entry;
use super::save::{Failure, digest_at, is_same_file, keep, kept, overwrite, put, remove, replace, take, take_back};
use super::swap;

/// How far a path is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum State {
    Before,
    After,
}

impl Entry {
    pub(super) fn target(&self, root: &Path) -> PathBuf {
        root.join(&self.path)
    }

    pub(super) fn staged(&self, root: &Path) -> PathBuf {
        self.target(root).with_file_name(&self.staged)
    }

    pub(super) fn saved(&self, root: &Path) -> Option<PathBuf> {
        self.saved.as_ref().map(|name| self.target(root).with_file_name(name))
    }

    /// Changes the path.
    pub(super) fn make(&self, root: &Path) -> Result<(), Failure> {
        let (target, staged) = (self.target(root), self.staged(root));
        if let (Some(from), Some(digest)) = (&self.from, &self.after) {
            return take(&root.join(from), &target, digest);
        }
        match (&self.before, &self.after) {
            (Some(before), Some(after)) => match self.saved(root) {
                Some(saved) => overwrite(&target, &kept(&saved, before)?, &kept(&staged, after)?),
                None => replace(&staged, &target, after, before),
            },
            (None, Some(_)) => put(&staged, &target),
            (Some(before), None) => take(&target, &staged, before),
            (None, None) => Ok(()),
        }
    }

    /// Changes it back.
    pub(super) fn unmake(&self, root: &Path) -> Result<(), Failure> {
        let (target, staged) = (self.target(root), self.staged(root));
        if let (Some(from), Some(digest)) = (&self.from, &self.after) {
            return take(&target, &root.join(from), digest);
        }
        match (&self.before, &self.after) {
            (Some(before), Some(after)) => match self.saved(root) {
                Some(saved) => overwrite(&target, &kept(&staged, after)?, &kept(&saved, before)?),
                None => replace(&staged, &target, before, after),
            },
            (None, Some(after)) => take(&target, &staged, after),
            (Some(_), None) => put(&staged, &target),
            (None, None) => Ok(()),
        }
    }

    /// How far a run has come with the path that was killed, or failed. What it did by half is set right.
    pub(super) fn state(&self, root: &Path) -> Result<State, Failure> {
        let (target, staged) = (self.target(root), self.staged(root));
        if let Some(from) = &self.from {
            return state_of_move(&root.join(from), &target);
        }
        if let Some(saved) = self.saved(root) {
            return self.state_in_place(&target, &staged, &saved);
        }
        swap::finish_exchange(&staged).map_err(|error| Failure::Io(staged.clone(), error))?;
        if is_same_file(&staged, &target) {
            // A move in steps was killed between them.
            remove(&staged)?;
        }
        let kept = digest_at(&staged)?;
        match (&self.before, &self.after, kept) {
            (None, _, Some(_)) => Ok(State::Before),
            (None, _, None) if digest_at(&target)?.is_some() => Ok(State::After),
            (Some(_), _, kept @ Some(_)) if kept == self.before => Ok(State::After),
            (Some(_), _, kept @ Some(_)) if kept == self.after => Ok(State::Before),
            // The run was killed before it looked at what it had taken: somebody had saved.
            (Some(_), None, Some(_)) => take_back(&staged, &target).map(|()| State::Before),
            (Some(_), Some(after), Some(kept)) => replace(&staged, &target, &kept, after).map(|()| State::Before),
            (Some(_), None, None) => Ok(State::Before),
            (Some(_), Some(_), None) if digest_at(&target)? == self.after => Ok(State::After),
            (_, _, None) => Err(Failure::Lost(target)),
        }
    }

    /// The same of a file that is written in its place.
    fn state_in_place(&self, target: &Path, staged: &Path, saved: &Path) -> Result<State, Failure> {
        let now = digest_at(target)?;
        if now == self.before {
            return Ok(State::Before);
        }
        if now == self.after {
            return Ok(State::After);
        }
        // Half written, or changed by somebody: whoever makes or unmakes it can tell, if both texts are there.
        match (digest_at(saved)? == self.before, digest_at(staged)? == self.after) {
            (true, true) => Ok(State::After),
            (true, false) => Err(keep(saved, target)),
            (false, _) => Err(Failure::Lost(target.to_owned())),
        }
    }

    /// What was there is still what the plan was made for.
    pub(super) fn expect_settled(&self, root: &Path) -> Result<(), Failure> {
        let stands_aside = self.before.is_some() && self.saved.is_none();
        if stands_aside && digest_at(&self.staged(root))? != self.before {
            return Err(Failure::Changed(self.target(root)));
        }
        Ok(())
    }

    /// Removes what was prepared for a path that is as it was.
    pub(super) fn remove_prepared(&self, root: &Path) -> Result<(), Failure> {
        let staged = self.staged(root);
        if digest_at(&staged)? == self.after {
            remove(&staged)?;
        }
        self.saved(root).map_or(Ok(()), |saved| remove(&saved))
    }

    /// Removes what was there before.
    pub(super) fn clean_up(&self, root: &Path) -> Result<(), Failure> {
        let staged = self.staged(root);
        if let Some(saved) = self.saved(root) {
            remove(&staged)?;
            return remove(&saved);
        }
        let target = self.target(root);
        swap::finish_exchange(&staged).map_err(|error| Failure::Io(staged.clone(), error))?;
        let kept = digest_at(&staged)?;
        if kept == self.before || kept == self.after {
            return remove(&staged);
        }
        // Somebody who had opened the file before has saved to it since. That counts.
        let put_back = match (&self.after, kept) {
            (Some(after), Some(kept)) => replace(&staged, &target, &kept, after).and_then(|()| remove(&staged)),
            (None, Some(_)) => put(&staged, &target),
            (_, None) => return Ok(()),
        };
        match put_back {
            Ok(()) => Err(Failure::Changed(target)),
            Err(Failure::Changed(_)) => Err(keep(&staged, &target)),
            result => result,
        }
    }
}

/// How far the move of a file has come that keeps all that is known of it.
fn state_of_move(from: &Path, to: &Path) -> Result<State, Failure> {
    if is_same_file(from, to) {
        // A move in steps was killed between them.
        remove(to)?;
    }
    match (from.symlink_metadata().is_ok(), to.symlink_metadata().is_ok()) {
        (true, false) => Ok(State::Before),
        (false, true) => Ok(State::After),
        (true, true) => Err(Failure::Changed(to.to_owned())),
        (false, false) => Err(Failure::Lost(to.to_owned())),
    }
}
