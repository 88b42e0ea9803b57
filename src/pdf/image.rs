//! Images as objects of the PDF: JPEG as it is, PNG as deflated pixels with its transparency apart.

use std::collections::BTreeMap;

use image::{DynamicImage, ImageFormat as Format};
use printpdf::{DictItem, ExternalStream, ExternalXObject};

use crate::base::Error;
use crate::book::{ImageFile, ImageFormat};

use super::stream::deflate;

/// An image for printpdf.
///
/// # Errors
/// When the bytes are not the image they were taken for.
pub(super) fn xobject(file: &ImageFile) -> Result<ExternalXObject, Error> {
    let stream = match file.format {
        ImageFormat::Jpeg => jpeg(file),
        ImageFormat::Png | ImageFormat::WebP | ImageFormat::Svg => png(file),
    }?;
    Ok(ExternalXObject { stream, width: None, height: None, dpi: None })
}

fn damaged(file: &ImageFile, cause: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Error {
    Error::at("cannot read the image", &file.path, cause)
}

fn name(text: &str) -> DictItem {
    DictItem::Name(text.as_bytes().to_vec())
}

fn stream(size: (u32, u32), color_space: &str, filter: &str, content: Vec<u8>) -> ExternalStream {
    let dict = BTreeMap::from([
        ("Type".to_owned(), name("XObject")),
        ("Subtype".to_owned(), name("Image")),
        ("Width".to_owned(), DictItem::Int(size.0.into())),
        ("Height".to_owned(), DictItem::Int(size.1.into())),
        ("ColorSpace".to_owned(), name(color_space)),
        ("BitsPerComponent".to_owned(), DictItem::Int(8)),
        ("Filter".to_owned(), name(filter)),
    ]);
    ExternalStream { dict, content, compress: false }
}

/// A JPEG passes through unchanged; only its frame header is read.
fn jpeg(file: &ImageFile) -> Result<ExternalStream, Error> {
    let frame = frame(&file.data).ok_or_else(|| damaged(file, "no frame header in the JPEG"))?;
    let color_space = match frame.components {
        1 => "DeviceGray",
        3 => "DeviceRGB",
        4 => "DeviceCMYK",
        count => return Err(damaged(file, format!("a JPEG of {count} colour components"))),
    };
    let mut stream = stream((frame.width, frame.height), color_space, "DCTDecode", file.data.to_vec());
    if frame.components == 4 && frame.is_adobe {
        // Adobe writes CMYK with 255 for no ink.
        let turned = [1, 0, 1, 0, 1, 0, 1, 0].into_iter().map(DictItem::Int).collect();
        stream.dict.insert("Decode".to_owned(), DictItem::Array(turned));
    }
    Ok(stream)
}

struct Frame {
    width: u32,
    height: u32,
    components: u8,
    is_adobe: bool,
}

/// The frame header of a JPEG (ITU-T T.81 §B.2.2).
fn frame(data: &[u8]) -> Option<Frame> {
    let mut is_adobe = false;
    let mut at = 2;
    loop {
        let marker = *data.get(at + 1)?;
        if *data.get(at)? != 0xFF {
            return None;
        }
        if marker == 0xFF {
            // A fill byte.
            at += 1;
            continue;
        }
        let length = usize::from(u16::from_be_bytes([*data.get(at + 2)?, *data.get(at + 3)?]));
        let segment = data.get(at + 4..at + 2 + length)?;
        match marker {
            0xEE => is_adobe |= segment.starts_with(b"Adobe"),
            // SOF0 to SOF15 without the tables DHT, JPG and DAC.
            0xC0..=0xCF if !matches!(marker, 0xC4 | 0xC8 | 0xCC) => {
                let &[_, h1, h0, w1, w0, components, ..] = segment else { return None };
                let (width, height) = (u16::from_be_bytes([w1, w0]).into(), u16::from_be_bytes([h1, h0]).into());
                return Some(Frame { width, height, components, is_adobe });
            }
            _ => {}
        }
        at += 2 + length;
    }
}

fn png(file: &ImageFile) -> Result<ExternalStream, Error> {
    let decoded = image::load_from_memory_with_format(&file.data, Format::Png).map_err(|cause| damaged(file, cause))?;
    let size = (decoded.width(), decoded.height());
    let (color_space, pixels, alpha) = pixels(&decoded);
    let mut image = stream(size, color_space, "FlateDecode", deflate(&pixels));
    // A mask that hides nothing would only cost.
    if let Some(alpha) = alpha.filter(|alpha| alpha.iter().any(|&value| value != 255)) {
        let mask = stream(size, "DeviceGray", "FlateDecode", deflate(&alpha));
        image.dict.insert("SMask".to_owned(), DictItem::Stream { stream: mask });
    }
    Ok(image)
}

/// Colour space, its bytes, and the bytes of the alpha channel where there is one.
fn pixels(image: &DynamicImage) -> (&'static str, Vec<u8>, Option<Vec<u8>>) {
    let color = image.color();
    match (color.has_color(), color.has_alpha()) {
        (false, false) => ("DeviceGray", image.to_luma8().into_raw(), None),
        (false, true) => {
            let raw = image.to_luma_alpha8().into_raw();
            let channel = |at: usize| raw.iter().skip(at).step_by(2).copied().collect();
            ("DeviceGray", channel(0), Some(channel(1)))
        }
        (true, false) => ("DeviceRGB", image.to_rgb8().into_raw(), None),
        (true, true) => {
            let raw = image.to_rgba8().into_raw();
            let colors = raw.chunks_exact(4).flat_map(|pixel| pixel[..3].iter().copied()).collect();
            ("DeviceRGB", colors, Some(raw.iter().skip(3).step_by(4).copied().collect()))
        }
    }
}
