//! Decodes every PNG below a folder, on all cores, and does nothing with it: the yardstick for what pictures cost.
//!
//! `cargo run --release --example bench_decode -- FOLDER`. Largest first, and each thread reuses its buffer.

#![allow(clippy::disallowed_methods, clippy::print_stdout, reason = "a small program for those who measure")]

use std::error::Error;
use std::fs;
use std::io::Cursor;
use std::path::{Path, PathBuf};

use rayon::prelude::*;

fn main() -> Result<(), Box<dyn Error>> {
    let folder = std::env::args_os().nth(1).ok_or("which folder?")?;
    let mut files = Vec::new();
    for entry in walkdir::WalkDir::new(folder) {
        let entry = entry?;
        if entry.path().extension().is_some_and(|extension| extension == "png") {
            files.push((entry.metadata()?.len(), entry.into_path()));
        }
    }
    files.sort_by(|one, other| other.cmp(one));
    let decode = |buffer: &mut Vec<u8>, (_, path): &(u64, PathBuf)| {
        decode(path, buffer).map_err(|error| format!("{}: {error}", path.display()))
    };
    let pixels: Vec<u64> = files.iter().par_bridge().map_init(Vec::new, decode).collect::<Result<_, _>>()?;
    println!("{} pictures, {:.0} megapixels", pixels.len(), pixels.iter().sum::<u64>() as f64 / 1e6);
    Ok(())
}

/// Returns how many pixels were decoded.
fn decode(path: &Path, buffer: &mut Vec<u8>) -> Result<u64, Box<dyn Error>> {
    let bytes = fs::read(path)?;
    let mut decoder = png::Decoder::new(Cursor::new(bytes));
    decoder.set_transformations(png::Transformations::EXPAND | png::Transformations::STRIP_16);
    let mut reader = decoder.read_info()?;
    let size = reader.output_buffer_size().ok_or("too large")?;
    if buffer.len() < size {
        buffer.resize(size, 0);
    }
    let frame = reader.next_frame(&mut buffer[..size])?;
    Ok(u64::from(frame.width) * u64::from(frame.height))
}
