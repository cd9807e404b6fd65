//! The command line: one file for each command, and the only place that prints.

#![allow(clippy::print_stdout, clippy::print_stderr, reason = "this room is the one that prints")]

mod build;
mod inspect;
mod progress;
mod render;
mod terminal;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, Subcommand, ValueEnum};

use terminal::Terminal;

/// Turns a folder of Markdown lab notes and screenshots into a finished site.
#[derive(Debug, Parser)]
#[command(version, about, max_term_width = 100, arg_required_else_help = true, after_help = EXIT_CODES)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
    /// When to use colours
    #[arg(long, global = true, value_name = "WHEN", default_value = "auto")]
    color: Color,
}

const EXIT_CODES: &str = "Exit codes: 0 done, there may be warnings; 1 something in the notes is wrong; 2 the command \
                          line is wrong, or the machine failed.";

#[derive(Debug, Subcommand)]
enum Command {
    /// Build the site of a folder of notes
    Build {
        /// The folder of the notes
        #[arg(default_value = ".")]
        dir: PathBuf,
        /// The folder of the site; it is replaced as a whole [default: DIR/_site]
        #[arg(short, long, value_name = "OUT")]
        output: Option<PathBuf>,
        /// Print problems only
        #[arg(short, long)]
        quiet: bool,
    },
    /// Print what labpress reads from the notes: parts, comparisons, commands, screenshots
    Inspect {
        /// A write-up, or a folder of them
        #[arg(default_value = ".")]
        path: PathBuf,
        /// For people, or for programs (schema labpress-inspect/1)
        #[arg(long, default_value = "human")]
        format: Format,
    },
    /// Print one Markdown file as HTML, without a page around it
    Render {
        /// The file; `-` is standard input
        #[arg(default_value = "-")]
        file: PathBuf,
        /// Exactly what the CommonMark specification says, raw HTML included, without labpress's additions
        #[arg(long)]
        commonmark: bool,
    },
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Color {
    /// When the output is a terminal and `NO_COLOR` is not set
    Auto,
    Always,
    Never,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    Human,
    Json,
}

/// How a command ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Exit {
    /// Done.
    Done,
    /// Something in the notes is wrong.
    Notes,
    /// The command line is wrong, or the machine failed.
    Machine,
}

/// Runs the command that the process was given.
pub fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let terminal = Terminal::new(arguments.color);
    let exit = match arguments.command {
        Command::Build { dir, output, quiet } => build::run(&dir, output.as_deref(), quiet, &terminal),
        Command::Inspect { path, format } => inspect::run(&path, format, &terminal),
        Command::Render { file, commonmark } => render::run(&file, commonmark, &terminal),
    };
    ExitCode::from(match exit {
        Exit::Done => 0,
        Exit::Notes => 1,
        Exit::Machine => 2,
    })
}
