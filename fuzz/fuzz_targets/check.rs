//! Any spec against any template: no panic, and the same report twice.

#![no_main]

use libfuzzer_sys::fuzz_target;
use speclint::{Request, check, output};

mod common;

use common::{Input, repository};

fuzz_target!(|text: &str| {
    let Some(input) = Input::read(text) else { return };
    let repository = repository(&input);
    let request = Request::default();
    let report = || output::full(&check(&repository, &request), output::Style::default());
    assert_eq!(report(), report());
});
