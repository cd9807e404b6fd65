//! The `labpress` command.

/// Reports are trees of many small pieces, made and dropped on all cores: of a build of a thousand of them the system's
/// allocator takes a fifth.
#[cfg(feature = "mimalloc")]
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> std::process::ExitCode {
    labpress::cli::main()
}
