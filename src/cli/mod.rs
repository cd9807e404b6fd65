//! The command line: one file for each command, and the only place that prints.

#![allow(clippy::print_stdout, clippy::print_stderr, reason = "this room is the one that prints")]

mod build;
mod bundle;
mod check;
mod init;
mod inspect;
mod place;
mod progress;
mod render;
#[cfg(feature = "serve")]
mod serve;
mod terminal;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, Subcommand, ValueEnum};

use crate::pipeline::Edition;
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
        /// Instead of the site, build pages for yourself alone: the notes, and in them what `check` finds [in DIR/_review]
        #[arg(long)]
        review: bool,
        /// Print problems only
        #[arg(short, long)]
        quiet: bool,
        /// Print how long each stage took
        #[arg(long)]
        timings: bool,
    },
    /// Write the site of a folder of notes as one file, to hand in or to upload
    Bundle {
        /// The folder of the notes
        #[arg(default_value = ".")]
        dir: PathBuf,
        /// As a ZIP file, which is what happens without it too
        #[arg(long)]
        zip: bool,
        /// As one HTML file with all pages and pictures inside, for a learning platform
        #[arg(long, conflicts_with = "zip")]
        single_file: bool,
        /// Most megabytes that the HTML file may have: pictures are made smaller, then left out, and that is said
        #[arg(long, value_name = "MB", default_value = "20", requires = "single_file", conflicts_with = "zip", value_parser = megabytes)]
        limit: u16,
        /// The file; one that labpress made is replaced [default: the folder's name and `.zip` or `.html`, in the current folder]
        #[arg(short, long, value_name = "FILE")]
        output: Option<PathBuf>,
        /// Print problems only
        #[arg(short, long)]
        quiet: bool,
    },
    /// Say what a reader of the notes would miss, before they are handed in
    Check {
        /// The folder of the notes, or one write-up
        #[arg(default_value = ".")]
        path: PathBuf,
        /// How findings are printed
        #[arg(long, default_value = "human")]
        format: Report,
        /// Only these rules, with commas between them; may be given more than once
        #[arg(long = "rule", value_name = "ID", value_delimiter = ',')]
        rules: Vec<String>,
        /// What makes the exit code 1 besides errors
        #[arg(long, value_name = "WHAT")]
        deny: Option<Deny>,
        /// Mend in the notes what is certain: letter case, `\` and blanks in paths, `##Heading` without its space
        #[arg(long)]
        fix: bool,
        /// Print what `--fix` would change, as a diff, and change nothing
        #[arg(long, requires = "fix")]
        dry_run: bool,
        /// Print what a rule is about
        #[arg(long, value_name = "ID", conflicts_with_all = ["path", "format", "rules", "deny", "fix", "dry_run"])]
        explain: Option<String>,
        /// Print all rules
        #[arg(long, conflicts_with_all = ["path", "format", "rules", "deny", "fix", "dry_run", "explain"])]
        list: bool,
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
    /// Write a file of settings, every line a comment, and what a host needs to publish the site
    Init {
        /// The folder of the notes
        #[arg(default_value = ".")]
        dir: PathBuf,
        /// Also write `.github/workflows/labpress.yml`: it checks the notes and publishes them to GitHub Pages
        #[arg(long)]
        github: bool,
        /// Also write `.gitlab-ci.yml`: it checks the notes and publishes them to GitLab Pages
        #[arg(long)]
        gitlab: bool,
        /// Also write `netlify.toml` and the script that it runs
        #[arg(long)]
        netlify: bool,
        /// Also write `wrangler.toml` for Cloudflare Pages, and a script that builds the site there
        #[arg(long)]
        cloudflare: bool,
    },
    /// Show the site in the browser while you write: it changes when a file is saved
    #[cfg(feature = "serve")]
    Serve {
        /// The folder of the notes
        #[arg(default_value = ".")]
        dir: PathBuf,
        /// The port on this machine [default: 8000, or the next that is free]
        #[arg(short, long, value_parser = port)]
        port: Option<u16>,
        /// Open the browser
        #[arg(long)]
        open: bool,
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

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Report {
    /// With excerpts, for people
    Human,
    /// One line for each
    Short,
    Json,
    /// SARIF 2.1.0
    Sarif,
    /// Annotations of GitHub's workflows
    Github,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Deny {
    Warnings,
}

/// How a command ended, from good to bad.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Exit {
    /// Done.
    Done,
    /// Something in the notes is wrong.
    Notes,
    /// The command line is wrong, or the machine failed.
    Machine,
}

fn megabytes(text: &str) -> Result<u16, String> {
    let said = text.parse().ok().filter(|&megabytes| megabytes > 0);
    said.ok_or_else(|| "write a whole number of megabytes from 1 to 65535".to_owned())
}

#[cfg(feature = "serve")]
fn port(text: &str) -> Result<u16, String> {
    text.parse().map_err(|_| "write a whole number from 0 to 65535; with 0, the system chooses a free port".to_owned())
}

/// Returns `3 pages`.
fn counted(count: usize, what: &str) -> String {
    format!("{count} {what}{}", if count == 1 { "" } else { "s" })
}

/// Runs the command that the process was given.
pub fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let terminal = Terminal::new(arguments.color);
    let exit = match arguments.command {
        Command::Build { dir, output, review, quiet, timings } => {
            let edition = if review { Edition::Review } else { Edition::Site };
            build::run(&build::Wanted { dir: &dir, output: output.as_deref(), edition, quiet, timings }, &terminal)
        }
        Command::Bundle { dir, output, single_file, limit, quiet, .. } => {
            let form = if single_file { bundle::Form::SingleFile(limit) } else { bundle::Form::Zip };
            bundle::run(&bundle::Wanted { dir: &dir, output: output.as_deref(), form, quiet }, &terminal)
        }
        Command::Check { list: true, .. } => check::list(&terminal),
        Command::Check { explain: Some(id), .. } => check::explain(&id, &terminal),
        Command::Check { path, format, rules, deny, fix, dry_run, .. } => {
            let rules: Vec<String> = rules.iter().map(|rule| rule.trim().to_owned()).collect();
            let deny_warnings = deny == Some(Deny::Warnings);
            let fixes = match (fix, dry_run) {
                (false, _) => check::Fixes::None,
                (true, false) => check::Fixes::Make,
                (true, true) => check::Fixes::Show,
            };
            check::run(&check::Wanted { path: &path, report: format, rules: &rules, deny_warnings, fixes }, &terminal)
        }
        Command::Init { dir, github, gitlab, netlify, cloudflare } => {
            use init::Host;
            let asked = [
                (github, Host::GitHub),
                (gitlab, Host::GitLab),
                (netlify, Host::Netlify),
                (cloudflare, Host::Cloudflare),
            ];
            let hosts = asked.into_iter().filter_map(|(is_asked, host)| is_asked.then_some(host));
            init::run(&dir, &hosts.collect::<Vec<_>>(), &terminal)
        }
        Command::Inspect { path, format } => inspect::run(&path, format, &terminal),
        #[cfg(feature = "serve")]
        Command::Serve { dir, port, open } => serve::run(&serve::Wanted { dir: &dir, port, open }, &terminal),
        Command::Render { file, commonmark } => render::run(&file, commonmark, &terminal),
    };
    ExitCode::from(match exit {
        Exit::Done => 0,
        Exit::Notes => 1,
        Exit::Machine => 2,
    })
}
