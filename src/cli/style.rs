//! How text may be decorated: by `--color`, the environment, and what the terminal can show.

use std::env::var_os;
use std::ffi::OsString;
use std::io::IsTerminal;
use std::sync::OnceLock;

use clap::ValueEnum;
use terminal_size::{Width, terminal_size};

use crate::output::Style;

/// When there are colours.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub(super) enum Color {
    /// On a terminal, unless NO_COLOR is set; everywhere, if FORCE_COLOR is
    #[default]
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}

/// What the command line says, which is known before anything is printed.
static COLOR: OnceLock<Color> = OnceLock::new();

/// Notes what the command line says.
pub(super) fn set_color(color: Color) {
    // It is set once, before anything else.
    let _ = COLOR.set(color);
}

/// The style of what is printed to a stream.
pub(super) fn style(stream: &impl IsTerminal) -> Style {
    let is_terminal = stream.is_terminal();
    let is_dumb = var_os("TERM").is_some_and(|term| term == "dumb");
    let color = match COLOR.get().copied().unwrap_or_default() {
        Color::Always => true,
        Color::Never => false,
        Color::Auto if set("NO_COLOR").is_some() => false,
        Color::Auto => set("FORCE_COLOR").is_some_and(|value| value != "0") || is_terminal && !is_dumb,
    };
    let width = terminal_size().map(|(Width(width), _)| usize::from(width));
    Style { color, ascii: is_terminal && (is_dumb || !is_utf8()), width: width.filter(|_| is_terminal) }
}

/// A variable that is not empty.
fn set(name: &str) -> Option<OsString> {
    var_os(name).filter(|value| !value.is_empty())
}

/// Whether a terminal shows more than ASCII; where nothing is said, it does.
fn is_utf8() -> bool {
    let locale = ["LC_ALL", "LC_CTYPE", "LANG"].into_iter().find_map(set);
    let is_utf8 = |locale: OsString| {
        let locale = locale.to_string_lossy().to_lowercase();
        locale.contains("utf-8") || locale.contains("utf8")
    };
    locale.is_none_or(is_utf8) || cfg!(windows)
}
