//! Writes notes to measure labpress on: reports with commands, a comparison, links, and terminal screenshots.
//!
//! `cargo run --release --example bench_corpus -- 200 16 FOLDER` writes 200 reports with 16 screenshots each, and with 0
//! instead of 16 texts alone. The same numbers give the same bytes, and every screenshot is another one.

#![allow(clippy::disallowed_methods, clippy::print_stdout, reason = "a small program for those who measure")]

#[path = "../drawing/mod.rs"]
mod drawing;
mod notes;
mod picture;
mod random;
mod session;

use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};

use clap::Parser;
use rayon::prelude::*;

use notes::Place;
use random::Random;

/// Writes notes to measure labpress on.
#[derive(Parser)]
struct Arguments {
    /// How many reports
    reports: usize,
    /// How many screenshots in each
    screenshots: usize,
    /// A folder that is not there yet
    folder: PathBuf,
    /// Other numbers give other notes of the same kind
    #[arg(long, default_value_t = 1)]
    seed: u64,
}

/// What was written.
#[derive(Default)]
struct Sums {
    text: AtomicU64,
    pictures: AtomicU64,
    pixels: AtomicU64,
}

fn main() -> Result<(), Box<dyn Error>> {
    let arguments = Arguments::parse();
    fs::create_dir(&arguments.folder).map_err(|error| format!("{}: {error}", arguments.folder.display()))?;
    fs::write(arguments.folder.join("README.md"), "# Lab notebook\n\nAll labs of the course, week by week.\n")?;
    let sums = Sums::default();
    let write = |number| report(&arguments, number, &sums).map_err(|error| format!("report {number}: {error}"));
    (1..=arguments.reports).into_par_iter().try_for_each(write)?;
    let screenshots = (arguments.reports * arguments.screenshots).max(1) as f64;
    println!(
        "{} reports, mean {:.1} kB; {} screenshots, mean {:.2} megapixels and {:.0} kB",
        arguments.reports,
        sums.text.into_inner() as f64 / 1e3 / arguments.reports.max(1) as f64,
        arguments.reports * arguments.screenshots,
        sums.pixels.into_inner() as f64 / 1e6 / screenshots,
        sums.pictures.into_inner() as f64 / 1e3 / screenshots,
    );
    Ok(())
}

fn report(arguments: &Arguments, number: usize, sums: &Sums) -> Result<(), Box<dyn Error>> {
    let place = Place { number, all: arguments.reports };
    let folder = arguments.folder.join(place.folder());
    let pictures = screenshots(arguments, place, &folder, sums)?;
    let text = notes::report(&mut Random::of(arguments.seed, number, 0), place, &pictures);
    sums.text.fetch_add(text.len() as u64, Relaxed);
    fs::create_dir_all(&folder)?;
    fs::write(folder.join(place.name()).with_extension("md"), text)?;
    Ok(())
}

/// Writes the screenshots of a report and returns their paths as the report names them.
fn screenshots(arguments: &Arguments, place: Place, folder: &Path, sums: &Sums) -> Result<Vec<String>, Box<dyn Error>> {
    let mut paths = Vec::new();
    for at in 1..=arguments.screenshots {
        let made = picture::screenshot(&mut Random::of(arguments.seed, place.number, at))?;
        sums.pictures.fetch_add(made.bytes.len() as u64, Relaxed);
        sums.pixels.fetch_add(made.pixels, Relaxed);
        let path = format!("image/{}/{at:02}.{}", place.name(), made.extension);
        fs::create_dir_all(folder.join("image").join(place.name()))?;
        fs::write(folder.join(&path), made.bytes)?;
        paths.push(path);
    }
    Ok(paths)
}
