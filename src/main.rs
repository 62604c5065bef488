//! The `speclint` command; all of it is in the library.

fn main() -> std::process::ExitCode {
    speclint::cli::main()
}
