//! `speclint completions`

use clap::{Args, CommandFactory};
use clap_complete::{Shell, generate};

use super::{CLEAN, Cli, print};

#[derive(Args)]
#[command(
    after_long_help = "Examples:\n  speclint completions bash > ~/.local/share/bash-completion/completions/speclint\n  \
                       speclint completions zsh > ~/.zfunc/_speclint\n  \
                       speclint completions fish > ~/.config/fish/completions/speclint.fish"
)]
pub(super) struct Arguments {
    /// The shell that completes
    #[arg(value_name = "SHELL")]
    shell: Shell,
}

pub(super) fn run(arguments: Arguments) -> u8 {
    let mut script = Vec::new();
    generate(arguments.shell, &mut Cli::command(), "speclint", &mut script);
    print(CLEAN, |out| out.write_all(&script))
}
