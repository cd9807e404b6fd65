//! The `labpress` command.

fn main() -> std::process::ExitCode {
    labpress::cli::main()
}
