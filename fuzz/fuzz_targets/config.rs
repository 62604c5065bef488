//! Any text as `release.toml`: no panic, and the same settings or the same error twice.

#![no_main]

use std::path::Path;

use libfuzzer_sys::fuzz_target;
use speclint::config::{Config, SpecSet};

fuzz_target!(|text: &str| {
    let read = || match Config::parse(Path::new("release.toml"), text) {
        Ok(config) => {
            let set = SpecSet { release: config.current_release.clone(), group: None };
            format!("{:?}", config.settings(&set))
        }
        Err(error) => format!("{error:?}"),
    };
    assert_eq!(read(), read());
});
