//! `speclint server`

use clap::Args;

use super::{CLEAN, VIOLATIONS};
use crate::server::serve;

#[derive(Args)]
#[command(after_long_help = HELP)]
pub(super) struct Arguments {
    /// Talk over standard input and output, as it does anyway
    #[arg(long)]
    stdio: bool,
}

const HELP: &str = "\
It is started by an editor, finds the repositories by the documents that are open, and writes nothing: what is fixed or
renamed is changed by the editor.
Exit codes: 0 the editor ended it, 1 the editor went away without a word.";

pub(super) fn run(_: &Arguments) -> u8 {
    let is_orderly = serve(std::io::stdin(), std::io::stdout());
    if is_orderly { CLEAN } else { VIOLATIONS }
}
