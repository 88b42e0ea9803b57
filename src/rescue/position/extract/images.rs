//! Images of a page as PNG or JPEG, each image of a file once.
//!
//! A JPEG goes out as it lies in the file. Everything else is decoded, as long as the file keeps within its number of
//! pixels; an image beyond it has its place and no bytes.

use std::collections::HashMap;
use std::sync::Arc;

use hayro_interpret::hayro_syntax::object::{Name, Object, Stream};
use hayro_interpret::{CacheKey as _, Image, ImageData, LumaData, Paint, RasterImage, StencilImage};
use image::codecs::png::{CompressionType, FilterType, PngEncoder};
use image::{ExtendedColorType, ImageEncoder as _};

/// Images that were met, by what they are in the file.
#[derive(Default)]
pub(super) struct Images {
    known: HashMap<u128, Arc<Vec<u8>>>,
    pixels: u64,
}

impl Images {
    /// No images yet; so many pixels may be decoded.
    pub(super) fn new(pixels: u64) -> Self {
        Self { known: HashMap::new(), pixels }
    }

    /// The bytes of an image; empty when it cannot be decoded or is too large.
    pub(super) fn bytes(&mut self, image: &Image<'_, '_>) -> Arc<Vec<u8>> {
        let key = image.cache_key();
        if let Some(known) = self.known.get(&key) {
            return known.clone();
        }
        let bytes = Arc::new(self.read(image).unwrap_or_default());
        self.known.insert(key, bytes.clone());
        bytes
    }

    fn read(&mut self, image: &Image<'_, '_>) -> Option<Vec<u8>> {
        if let Image::Raster(raster) = image
            && let Some(jpeg) = as_it_lies(raster.stream())
        {
            return Some(jpeg);
        }
        let pixels = u64::from(image.width()) * u64::from(image.height());
        self.pixels = self.pixels.checked_sub(pixels)?;
        match image {
            Image::Raster(raster) => decode(raster),
            Image::Stencil(stencil) => decode_stencil(stencil),
        }
    }
}

/// A JPEG that any reader shows as this file does: grey or three colours, nothing put over or under it.
fn as_it_lies(stream: &Stream<'_>) -> Option<Vec<u8>> {
    let dict = stream.dict();
    let is_changed = ["SMask", "Mask", "Decode", "SMaskInData"].iter().any(|key| dict.contains_key(key));
    let filter = match dict.get::<Object<'_>>("Filter")? {
        Object::Name(name) => Some(name),
        Object::Array(list) => list.iter::<Name<'_>>().next().filter(|_| list.raw_iter().count() == 1),
        _ => None,
    };
    if is_changed || filter.is_none_or(|filter| &*filter != b"DCTDecode") {
        return None;
    }
    let is_plain = match dict.get::<Object<'_>>("ColorSpace")? {
        Object::Name(name) => matches!(&*name, b"DeviceRGB" | b"DeviceGray" | b"CalRGB" | b"CalGray"),
        Object::Array(array) => {
            let mut parts = array.flex_iter();
            let is_profile = parts.next::<Name<'_>>().is_some_and(|name| &*name == b"ICCBased");
            let colors = parts.next::<Stream<'_>>().and_then(|profile| profile.dict().get::<u32>("N"));
            is_profile && matches!(colors, Some(1 | 3))
        }
        _ => false,
    };
    let bytes = stream.raw_data();
    (is_plain && bytes.starts_with(&[0xFF, 0xD8])).then(|| bytes.into_owned())
}

fn decode(raster: &RasterImage<'_>) -> Option<Vec<u8>> {
    let mut png = None;
    raster.with_rgba(|colors, alpha| png = encode(colors, alpha), None);
    png
}

fn encode(colors: ImageData, alpha: Option<LumaData>) -> Option<Vec<u8>> {
    let (width, height) = (colors.width(), colors.height());
    // A mask of another size is left out: the image is whole without it.
    let alpha = alpha.filter(|alpha| (alpha.width, alpha.height) == (width, height));
    match (colors, alpha) {
        (ImageData::Luma(grey), None) => png(&grey.data, width, height, ExtendedColorType::L8),
        (ImageData::Rgb(colors), None) => png(&colors.data, width, height, ExtendedColorType::Rgb8),
        (ImageData::Luma(grey), Some(alpha)) => {
            let pixels: Vec<u8> =
                grey.data.into_iter().zip(alpha.data).flat_map(|(grey, alpha)| [grey, alpha]).collect();
            png(&pixels, width, height, ExtendedColorType::La8)
        }
        (ImageData::Rgb(colors), Some(alpha)) => {
            let pixels = colors.data.as_chunks::<3>().0.iter().zip(alpha.data);
            let pixels: Vec<u8> = pixels.flat_map(|([red, green, blue], alpha)| [*red, *green, *blue, alpha]).collect();
            png(&pixels, width, height, ExtendedColorType::Rgba8)
        }
    }
}

/// A stencil is black where it is painted, whatever its colour: it is a drawing in one ink.
fn decode_stencil(stencil: &StencilImage<'_, '_>) -> Option<Vec<u8>> {
    let mut found = None;
    let encode = |mask: LumaData, _: &Paint<'_>| {
        let pixels: Vec<u8> = mask.data.iter().flat_map(|&alpha| [0, alpha]).collect();
        found = png(&pixels, mask.width, mask.height, ExtendedColorType::La8);
    };
    stencil.with_stencil(encode, None);
    found
}

fn png(pixels: &[u8], width: u32, height: u32, color: ExtendedColorType) -> Option<Vec<u8>> {
    let mut bytes = Vec::new();
    let encoder = PngEncoder::new_with_quality(&mut bytes, CompressionType::Fast, FilterType::Adaptive);
    encoder.write_image(pixels, width, height, color).ok()?;
    Some(bytes)
}
