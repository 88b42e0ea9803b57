//! Images as objects of the PDF: JPEG as it is, PNG and WebP as deflated pixels with their transparency apart, drawings as
//! forms.

use std::collections::BTreeMap;
use std::sync::Arc;

use image::{DynamicImage, ImageFormat as Format};
use printpdf::{DictItem, ExternalStream, ExternalXObject};
use zune_jpeg::JpegDecoder;
use zune_jpeg::zune_core::bytestream::ZCursor;
use zune_jpeg::zune_core::colorspace::ColorSpace;
use zune_jpeg::zune_core::options::DecoderOptions;

use crate::base::Error;
use crate::book::{ImageFile, ImageFormat};

use super::drawing;
use super::inks::Inks;
use super::stream::deflate;

/// An image for printpdf; with `inks`, RGB that brings no profile of its own becomes inks.
///
/// # Errors
/// When the bytes are not the image they were taken for.
pub(super) fn xobject(file: &ImageFile, inks: Option<&Arc<Inks>>) -> Result<ExternalXObject, Error> {
    let stream = match file.format {
        ImageFormat::Jpeg => jpeg(file, inks),
        ImageFormat::Png => pixels_of(file, Format::Png, inks),
        ImageFormat::WebP => pixels_of(file, Format::WebP, inks),
        ImageFormat::Svg => crate::book::drawing(&file.data)
            .map(|drawing| drawing::form(&drawing, inks))
            .map_err(|fault| damaged(file, format!("it {fault}"))),
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
fn jpeg(file: &ImageFile, inks: Option<&Arc<Inks>>) -> Result<ExternalStream, Error> {
    let frame = frame(&file.data).ok_or_else(|| damaged(file, "no frame header in the JPEG"))?;
    if frame.components == 3 && inks.is_some() && profile(&file.data, 3).is_none() {
        return pixels_of(file, Format::Jpeg, inks);
    }
    let color_space = match frame.components {
        1 => "DeviceGray",
        3 => "DeviceRGB",
        4 => "DeviceCMYK",
        count => return Err(damaged(file, format!("a JPEG of {count} colour components"))),
    };
    let mut stream = stream((frame.width, frame.height), color_space, "DCTDecode", file.data.to_vec());
    if let Some(profile) = profile(&file.data, frame.components) {
        stream.dict.insert("ColorSpace".to_owned(), profile);
    }
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

/// The colour space of a JPEG that brings a profile (ICC.1:2010 § B.4): its parts stand in APP2 segments, numbered from 1.
fn profile(data: &[u8], components: u8) -> Option<DictItem> {
    const NAME: &[u8] = b"ICC_PROFILE\0";
    let mut parts: BTreeMap<u8, &[u8]> = BTreeMap::new();
    let mut at = 2;
    while let Some(&[0xFF, marker, high, low]) = data.get(at..at + 4) {
        // SOS: the image itself follows.
        if marker == 0xDA {
            break;
        }
        let length = usize::from(u16::from_be_bytes([high, low]));
        let segment = data.get(at + 4..at + 2 + length)?;
        if let (0xE2, Some([number, _count, part @ ..])) = (marker, segment.strip_prefix(NAME)) {
            parts.insert(*number, part);
        }
        at += 2 + length;
    }
    let whole: Vec<u8> = parts.into_values().flatten().copied().collect();
    // The profile says for which colours it is (ICC.1:2010 § 7.2.6): a wrong one would spoil the image.
    let meant: &[u8] = match components {
        1 => b"GRAY",
        3 => b"RGB ",
        _ => b"CMYK",
    };
    if whole.get(16..20) != Some(meant) {
        return None;
    }
    let dict = BTreeMap::from([
        ("N".to_owned(), DictItem::Int(components.into())),
        ("Filter".to_owned(), name("FlateDecode")),
    ]);
    let stream = ExternalStream { dict, content: deflate(&whole), compress: false };
    Some(DictItem::Array(vec![name("ICCBased"), DictItem::Stream { stream }]))
}

/// The pixels of a JPEG of inks, 255 for all of one; `None` for others and for what cannot be read.
pub(super) fn jpeg_inks(data: &[u8]) -> Option<Vec<u8>> {
    let frame = frame(data).filter(|frame| frame.components == 4)?;
    let mut decoder = JpegDecoder::new(ZCursor::new(data));
    decoder.decode_headers().ok()?;
    let space = decoder.input_colorspace().filter(|space| space.num_components() == 4)?;
    if u64::from(frame.width) * u64::from(frame.height) * 4 > MOST_MEMORY {
        return None;
    }
    decoder.set_options(DecoderOptions::default().jpeg_set_out_colorspace(space));
    let mut pixels = decoder.decode().ok()?;
    for pixel in pixels.chunks_exact_mut(4) {
        if space == ColorSpace::YCCK {
            // ITU-T T.871, which gives what Adobe writes: 255 for no ink.
            let [y, blue, red] = [pixel[0], pixel[1], pixel[2]].map(f32::from);
            let (blue, red) = (blue - 128.0, red - 128.0);
            let parts = [y + 1.402 * red, y - 0.344_14 * blue - 0.714_14 * red, y + 1.772 * blue];
            pixel[..3].copy_from_slice(&parts.map(|part| part.clamp(0.0, 255.0) as u8));
        }
        if frame.is_adobe {
            pixel.iter_mut().for_each(|part| *part = 255 - *part);
        }
    }
    Some(pixels)
}

/// Whether an image is of inks (CMYK) and does not say which.
pub(super) fn is_of_unknown_inks(file: &ImageFile) -> bool {
    let components = || frame(&file.data).map_or(0, |frame| frame.components);
    file.format == ImageFormat::Jpeg && components() == 4 && profile(&file.data, 4).is_none()
}

/// The most memory that decoding may take, in bytes; what is larger was refused when the book was read.
const MOST_MEMORY: u64 = 1 << 30;

fn pixels_of(file: &ImageFile, format: Format, inks: Option<&Arc<Inks>>) -> Result<ExternalStream, Error> {
    let mut reader = image::ImageReader::with_format(std::io::Cursor::new(&file.data), format);
    let mut limits = image::Limits::default();
    limits.max_alloc = Some(MOST_MEMORY);
    reader.limits(limits);
    let decoded = reader.decode().map_err(|cause| damaged(file, cause))?;
    let size = (decoded.width(), decoded.height());
    let (mut color_space, mut pixels, alpha) = pixels(&decoded);
    if let (Some(inks), "DeviceRGB") = (inks, color_space) {
        (color_space, pixels) = ("DeviceCMYK", inks.pixels(&pixels));
    }
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
