//! The `speclint` command; all of it is in the library.

fn main() -> std::process::ExitCode {
    speclint::cli::main()
}

/// Much of a check is small allocations on several threads, for which it is faster than the system's.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;
