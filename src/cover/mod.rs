//! The cover of a book that brings none: title, subtitle, people and publisher, set by the same shaper and line breaker as
//! its pages, and drawn as a PNG of outlines, so that nobody needs a font to see it.
//!
//! Steps: fit each text to the room it has (`fit`), put its lines in their places from the top and from the foot, draw
//! ground, band and ornament and the outlines of every glyph (`paint`). All of it leans to the edge where lines begin, and
//! the band stands at the spine: at the right in Persian and Arabic.

mod fit;
mod paint;

use std::path::PathBuf;

use crate::base::{Color, Error, Length, Point, Rect};
use crate::book::{Book, ImageFile, ImageFormat};
use crate::font::Faces;
use crate::shape::Shaper;
use crate::style::{Role, StyleSheet};

use fit::{Fitter, Limits, Text};
use paint::Canvas;

/// The page of a cover: 2 to 3, as shops show them.
const WIDTH: Length = Length::from_raw(400 << 16);
const HEIGHT: Length = Length::from_raw(600 << 16);
/// Pixels to the point: 1400 x 2100, the least that all shops take.
const SCALE: f32 = 3.5;

/// Places on the page, in points.
const BAND: f64 = 22.0;
const MARGIN: f64 = 38.0;
const TOP: f64 = 58.0;
const TITLE_TOP: f64 = 150.0;
const FOOT: f64 = 548.0;
/// Where the title and what is below it end at the latest.
const TITLE_FOOT: f64 = 470.0;

/// Colours that go together: ground, band at the spine, letters, rule and ornament. Dark grounds, on which pale letters
/// have more than seven times their lightness (WCAG 2.2, 1.4.6).
struct Colors {
    ground: Color,
    band: Color,
    ink: Color,
    accent: Color,
}

const fn color(rgb: u32) -> Color {
    let [_, red, green, blue] = rgb.to_be_bytes();
    Color { red, green, blue }
}

const PALETTES: [Colors; 6] = [
    Colors { ground: color(0x1e4540), band: color(0x15332f), ink: color(0xf6f1e6), accent: color(0xd0ab62) },
    Colors { ground: color(0x24365a), band: color(0x192742), ink: color(0xf5f2ea), accent: color(0xc9a96b) },
    Colors { ground: color(0x5c2a2e), band: color(0x451e22), ink: color(0xf7efe3), accent: color(0xd9b173) },
    Colors { ground: color(0x3f3152), band: color(0x2e233d), ink: color(0xf4f0f2), accent: color(0xcfb07c) },
    Colors { ground: color(0x44472a), band: color(0x32351e), ink: color(0xf6f2e4), accent: color(0xd6b468) },
    Colors { ground: color(0x38424c), band: color(0x283038), ink: color(0xf3f1ec), accent: color(0xd3a76c) },
];

/// Draws the cover of a book. The same book gives the same bytes.
///
/// # Errors
/// When the picture cannot be packed.
pub fn draw(book: &Book, styles: &StyleSheet, shaper: &Shaper<'_>, faces: &Faces) -> Result<ImageFile, Error> {
    let metadata = &book.metadata;
    let colors = palette(&metadata.title);
    let is_rtl = metadata.direction.is_rtl();
    let (band, margin) = (Length::pt(BAND), Length::pt(MARGIN));
    let measure = WIDTH - band - margin - margin;
    // The spine is at the right of a book that is read from the right.
    let left = if is_rtl { margin } else { band + margin };
    let fitter = Fitter { styles, shaper, faces, book, measure };
    let mut canvas = Canvas::new(WIDTH, HEIGHT, SCALE, colors.ground)?;
    let spine = if is_rtl { WIDTH - band } else { Length::ZERO };
    canvas.fill(Rect::new(spine, Length::ZERO, band, HEIGHT), colors.band);
    let edge = if is_rtl { spine - Length::pt(1.2) } else { spine + band };
    canvas.fill(Rect::new(edge, Length::ZERO, Length::pt(1.2), HEIGHT), colors.accent);

    // People above, as far as there is room above the title.
    let mut put = |text: &Text, top: Length, until: Length, ink: Color| {
        let mut y = top;
        for (line, spacing, baseline) in text.lines() {
            if y + spacing > until {
                break;
            }
            canvas.line(line, Point { x: left, y: y + baseline }, ink, faces);
            y += spacing;
        }
        y
    };
    let people = book.authors();
    let people = fitter.fit(&people, Role::Creator, &Limits { largest: 19.0, least: 11.0, lines: 2 });
    put(&people, Length::pt(TOP), Length::pt(TITLE_TOP - 16.0), colors.ink);
    let foot = Length::pt(TITLE_FOOT);
    let title = fitter.fit(&metadata.title, Role::Title, &Limits { largest: 58.0, least: 18.0, lines: 4 });
    let mut y = put(&title, Length::pt(TITLE_TOP), foot, colors.ink);
    y += Length::pt(20.0);
    let rule = Length::pt(64.0);
    let rule_left = if is_rtl { left + measure - rule } else { left };
    let rule_at = y;
    y += Length::pt(22.0);
    if let Some(subtitle) = &metadata.subtitle {
        let subtitle = fitter.fit(subtitle, Role::Subtitle, &Limits { largest: 21.0, least: 11.0, lines: 3 });
        put(&subtitle, y, foot, colors.ink);
    }
    if let Some(publisher) = &metadata.publisher {
        let limits = Limits { largest: 14.0, least: 9.0, lines: 1 };
        let publisher = fitter.fit(publisher, Role::Imprint, &limits);
        put(&publisher, Length::pt(FOOT) - publisher.height(), HEIGHT, colors.accent);
    }
    canvas.fill(Rect::new(rule_left, rule_at, rule, Length::pt(2.0)), colors.accent);
    let star = Length::pt(13.0);
    let star_x = if is_rtl { left + star } else { left + measure - star };
    canvas.star(Point { x: star_x, y: Length::pt(FOOT) - star }, star, colors.accent);
    let (width, height) = canvas.size();
    let data = canvas.png()?;
    Ok(ImageFile { path: PathBuf::from("cover.png"), data: data.into(), format: ImageFormat::Png, width, height })
}

/// The colours of a book, by its title: books of one shelf differ, and each keeps its own.
fn palette(title: &str) -> &'static Colors {
    // FNV-1a, 32 bits (RFC 9923).
    let hash = title.bytes().fold(0x811c_9dc5_u32, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193));
    &PALETTES[hash as usize % PALETTES.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Relative lightness (WCAG 2.2).
    fn lightness(color: Color) -> f64 {
        let part = |value: u8| {
            let value = f64::from(value) / 255.0;
            if value <= 0.04045 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
        };
        0.2126 * part(color.red) + 0.7152 * part(color.green) + 0.0722 * part(color.blue)
    }

    #[test]
    fn letters_stand_out_from_their_ground() {
        for colors in &PALETTES {
            let contrast = |ink| (lightness(ink) + 0.05) / (lightness(colors.ground) + 0.05);
            assert!(contrast(colors.ink) >= 7.0, "{}", contrast(colors.ink));
            assert!(contrast(colors.accent) >= 4.5, "{}", contrast(colors.accent));
        }
    }
}
