//! The glyphs of a run as `harfrust` gives them, with the same settings, brought into our form on its own way.

use harfrust::{Buffer, ClusterLevel, Font, Script, ShapeOptions, ShaperFont};
use publish::base::{Direction, FontUnits, Language};
use publish::font::GlyphId;
use publish::shape::{Glyph, ShapedRun};

use super::setting::FACES;

/// The script of a run: the first letter's, else that of the language's direction.
fn script(text: &str, language: &Language) -> Script {
    let of = |character: char| match u32::from(character) {
        0x41..=0x5A | 0x61..=0x7A | 0xC0..=0x24F => Some(Script::LATIN),
        0x370..=0x3FF => Some(Script::GREEK),
        0x400..=0x4FF => Some(Script::CYRILLIC),
        0x620..=0x6FF => Some(Script::ARABIC),
        _ => None,
    };
    let default = if language.direction().is_rtl() { Script::ARABIC } else { Script::LATIN };
    text.chars().find_map(of).unwrap_or(default)
}

pub(super) fn shape(run: &ShapedRun, language: &Language) -> Vec<Glyph> {
    let face = FACES.get(run.face);
    let font = Font::new(face.data().to_vec(), face.index()).unwrap();
    let mut buffer = Buffer::new();
    buffer.push_str(&run.text);
    buffer.set_direction(match run.direction {
        Direction::Ltr => harfrust::Direction::LeftToRight,
        Direction::Rtl => harfrust::Direction::RightToLeft,
    });
    buffer.set_script(Some(script(&run.text, language)));
    buffer.set_language(harfrust::Language::new(language.primary()));
    buffer.set_cluster_level(ClusterLevel::MonotoneCharacters);
    harfrust::shape(&ShaperFont::new(&font), &mut buffer, ShapeOptions::new()).unwrap();
    let starts = starts(&run.text, buffer.glyph_infos().iter().map(|info| info.cluster));
    let places = buffer.glyph_infos().iter().zip(buffer.glyph_positions());
    let glyph = |(info, place): (&harfrust::GlyphInfo, &harfrust::GlyphPosition)| {
        let at = starts.partition_point(|start| *start <= info.cluster);
        let end = starts.get(at).copied().unwrap_or(u32::try_from(run.text.len()).unwrap());
        Glyph {
            id: GlyphId(u16::try_from(info.glyph_id).unwrap()),
            cluster: starts[at - 1]..end,
            advance: FontUnits(place.x_advance),
            x_offset: FontUnits(place.x_offset),
            y_offset: FontUnits(place.y_offset),
        }
    };
    places.map(glyph).collect()
}

/// Where clusters begin: where the engine says, but not at marks (U+0300 to U+036F, U+064B to U+065F, U+0670).
fn starts(text: &str, clusters: impl Iterator<Item = u32>) -> Vec<u32> {
    let is_mark = |at: &u32| {
        let character = text[*at as usize..].chars().next().unwrap();
        *at > 0 && matches!(u32::from(character), 0x300..=0x36F | 0x64B..=0x65F | 0x670)
    };
    let mut starts: Vec<u32> = clusters.filter(|at| !is_mark(at)).collect();
    starts.sort_unstable();
    starts.dedup();
    starts
}

/// Whether the engine says that U+0640 may stand before the cluster at a byte.
pub(super) fn is_safe_to_lengthen(run: &ShapedRun, language: &Language, at: u32) -> bool {
    let face = FACES.get(run.face);
    let font = Font::new(face.data().to_vec(), face.index()).unwrap();
    let mut buffer = Buffer::new();
    buffer.push_str(&run.text);
    buffer.set_direction(harfrust::Direction::RightToLeft);
    buffer.set_script(Some(Script::ARABIC));
    buffer.set_language(harfrust::Language::new(language.primary()));
    buffer.set_cluster_level(ClusterLevel::MonotoneCharacters);
    buffer.set_flags(harfrust::BufferFlags::PRODUCE_SAFE_TO_INSERT_TATWEEL);
    harfrust::shape(&ShaperFont::new(&font), &mut buffer, ShapeOptions::new()).unwrap();
    buffer.glyph_infos().iter().any(|info| info.cluster == at && info.safe_to_insert_tatweel())
}
