//! Colours as inks: RGB turned into cyan, magenta, yellow and black by the profile of a press.
//!
//! Here the program meets moxcms. RGB is sRGB, greys of text and rules are not touched: they print with black alone.

use std::sync::Arc;

use moxcms::{ColorProfile, DataColorSpace, Layout, ProfileClass, Transform8BitExecutor, TransformOptions};

use crate::base::Color;

/// The most ink that paper takes, in hundredths: more of it smears.
pub(super) const MOST_INK: u32 = 300;

/// The inks of a press.
pub(super) struct Inks {
    transform: Arc<Transform8BitExecutor>,
}

impl std::fmt::Debug for Inks {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("Inks")
    }
}

/// What a profile is for, by its head; `None` for what is no profile of a press.
pub(super) fn components(profile: &[u8]) -> Option<i64> {
    let parsed = ColorProfile::new_from_slice(profile).ok()?;
    match (parsed.profile_class, parsed.color_space) {
        (ProfileClass::OutputDevice, DataColorSpace::Gray) => Some(1),
        (ProfileClass::OutputDevice, DataColorSpace::Cmyk) => Some(4),
        _ => None,
    }
}

impl Inks {
    /// The inks of a profile; `None` if it cannot turn RGB into them.
    pub(super) fn new(profile: &[u8]) -> Option<Self> {
        let press = ColorProfile::new_from_slice(profile).ok()?;
        // Inks have four parts, as RGB with transparency has.
        let transform = ColorProfile::new_srgb()
            .create_transform_8bit(Layout::Rgb, &press, Layout::Rgba, TransformOptions::default())
            .ok()?;
        Some(Self { transform })
    }

    /// A colour as inks, 255 for all of one.
    pub(super) fn of(&self, color: Color) -> [u8; 4] {
        let mut inks = [0; 4];
        let rgb = [color.red, color.green, color.blue];
        // It fails for lengths that do not match only.
        let _ = self.transform.transform(&rgb, &mut inks);
        inks
    }

    /// Pixels as inks.
    pub(super) fn pixels(&self, rgb: &[u8]) -> Vec<u8> {
        let mut inks = vec![0; rgb.len() / 3 * 4];
        let _ = self.transform.transform(&rgb[..inks.len() / 4 * 3], &mut inks);
        inks
    }
}

/// The most ink that any of some pixels takes, in hundredths.
pub(super) fn most_ink(pixels: &[u8]) -> u32 {
    let total = |pixel: &[u8]| pixel.iter().map(|&ink| u32::from(ink)).sum::<u32>();
    pixels.chunks_exact(4).map(total).max().unwrap_or(0) * 100 / 255
}
