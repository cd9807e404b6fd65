//! PNG, row by row.

use std::io::{Cursor, ErrorKind};

use png::{DecodingError, Limits, Reader, Transformations};

use super::Broken;
use super::decode::Fault;
use super::shrink::{PIXEL, Rows, Size};
use super::sniff::Format;

/// A PNG whose header was read.
pub(super) struct PngRows<'a> {
    reader: Reader<Cursor<&'a [u8]>>,
    length: usize,
    channels: usize,
    /// A row as it is stored, when that is not red green blue alpha.
    line: Vec<u8>,
}

impl<'a> PngRows<'a> {
    /// Reads the header; anything beside the pixels may take so many bytes.
    pub(super) fn open(bytes: &'a [u8], most_extra: usize) -> Result<Self, Broken> {
        let mut decoder = png::Decoder::new_with_limits(Cursor::new(bytes), Limits { bytes: most_extra });
        decoder.set_transformations(Transformations::EXPAND | Transformations::STRIP_16);
        decoder.set_ignore_text_chunk(true);
        let reader = decoder.read_info().map_err(|error| fault(&error).words(Format::Png, bytes.len()))?;
        let channels = reader.output_color_type().0.samples();
        Ok(Self { reader, length: bytes.len(), channels, line: Vec::new() })
    }

    /// Returns whether rows come more than once, each time with more pixels.
    pub(super) fn is_interlaced(&self) -> bool {
        self.reader.info().interlaced
    }

    /// Returns the EXIF block.
    pub(super) fn exif(&self) -> Option<&[u8]> {
        self.reader.info().exif_metadata.as_deref()
    }

    /// Returns the ICC profile.
    pub(super) fn profile(&self) -> Option<Vec<u8>> {
        self.reader.info().icc_profile.as_deref().map(<[u8]>::to_vec)
    }

    /// Reads what follows the last row, and finds it damaged or not.
    pub(super) fn finish(&mut self) -> Result<(), Broken> {
        self.reader.read_row(&mut []).map(drop).map_err(|error| self.words(&error))
    }

    fn words(&self, error: &DecodingError) -> Broken {
        fault(error).words(Format::Png, self.length)
    }
}

impl Rows for PngRows<'_> {
    fn size(&self) -> Size {
        Size { width: self.reader.info().width, height: self.reader.info().height }
    }

    fn next(&mut self, row: &mut [u8]) -> Result<(), Broken> {
        if self.channels == PIXEL {
            return self.reader.read_row(row).map(drop).map_err(|error| self.words(&error));
        }
        self.line.resize(row.len() / PIXEL * self.channels, 0);
        self.reader.read_row(&mut self.line).map_err(|error| fault(&error).words(Format::Png, self.length))?;
        widen(&self.line, self.channels, row);
        Ok(())
    }
}

/// Turns grey, grey and alpha, or red green blue into red green blue alpha.
fn widen(line: &[u8], channels: usize, row: &mut [u8]) {
    let pixels = row.as_chunks_mut::<PIXEL>().0.iter_mut();
    match channels {
        1 => pixels.zip(line).for_each(|(pixel, &grey)| *pixel = [grey, grey, grey, u8::MAX]),
        2 => pixels.zip(line.as_chunks().0).for_each(|(pixel, &[grey, alpha])| *pixel = [grey, grey, grey, alpha]),
        _ => {
            pixels.zip(line.as_chunks().0).for_each(|(pixel, &[red, green, blue])| *pixel = [red, green, blue, u8::MAX])
        }
    }
}

fn fault(error: &DecodingError) -> Fault {
    match error {
        DecodingError::IoError(error) if error.kind() == ErrorKind::UnexpectedEof => Fault::BreaksOff,
        DecodingError::LimitsExceeded => Fault::Memory,
        _ => Fault::Damaged,
    }
}
