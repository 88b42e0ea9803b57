//! Kashida as a face draws it: a word in, its lengthened forms out, each shaped as a whole.
//!
//! Steps: ask once whether the face can do it at all ([`step`]), take the places of the word from `script`, insert U+0640
//! at the best of them, shape again and compare: the place is safe when every letter keeps its glyphs and their places. A lengthened
//! form has the text of the word; the glyphs of the tatweels stand for no text. Which form is used is for lines to say.

use std::collections::HashMap;
use std::hash::BuildHasherDefault;
use std::sync::{Arc, PoisonError, RwLock};

use super::cache::{Context, Given, LanguageTag, Setting};
use super::{Elongated, Elongation, Glyph, ShapedRun, Shaper};
use crate::base::{Direction, FontUnits};
use crate::font::FaceId;
use crate::script::itemize::Script;
use crate::script::kashida::{Priority, TATWEEL, is_vocalised, places};
use crate::style::Kashida;

/// The least that one tatweel must add to a word, in thousandths of the em: some faces draw none, or a blank one.
const LEAST_STEP: i32 = 50;
/// The most that a form may grow, over the growth that its tatweels have by themselves: more means other letter forms.
const MOST_OVER_STEP: i32 = 3;
const MOST_OVER_STEP_OF: i32 = 2;
/// The most tatweels in a word.
const MOST_TATWEELS: u8 = 16;
/// Words that show whether a face has any safe place.
const TRIALS: [&str; 4] = ["سلام", "کتاب", "مدرسه", "بعد"];

/// What a mode allows in one word.
#[derive(Clone, Copy)]
struct Limits {
    /// The worst place.
    worst: Priority,
    /// The greatest growth, in thousandths of the em.
    growth: i32,
}

impl Limits {
    fn of(mode: Kashida) -> Option<Self> {
        match mode {
            Kashida::Off => None,
            Kashida::Sparing => Some(Self { worst: Priority::Alef, growth: 600 }),
            Kashida::Full => Some(Self { worst: Priority::Reh, growth: 1000 }),
            // Lines hold all words but the last of a line to 1 em.
            Kashida::Forced => Some(Self { worst: Priority::Other, growth: 2500 }),
        }
    }
}

/// The lengthened forms of words, each looked for once; shared by threads.
#[derive(Default)]
pub(super) struct Elongations {
    shards: [RwLock<Shard>; SHARDS],
}

/// Shards, so that threads seldom wait for each other; a power of two.
const SHARDS: usize = 32;

/// Forms by the number of a word and mode; `None` for words that may not be lengthened.
type Shard = HashMap<u64, Option<Arc<Elongation>>, BuildHasherDefault<Given>>;

impl Elongations {
    /// The forms of a word that the shaper keeps, made by `make` when they are first asked for.
    fn get_or_insert(
        &self,
        word: &Arc<ShapedRun>,
        mode: Kashida,
        make: impl FnOnce() -> Option<Elongation>,
    ) -> Option<Arc<Elongation>> {
        let key = key(word, mode);
        let shard = &self.shards[(key >> 59) as usize % SHARDS];
        if let Some(known) = shard.read().unwrap_or_else(PoisonError::into_inner).get(&key) {
            return known.clone();
        }
        let made = make().map(Arc::new);
        shard.write().unwrap_or_else(PoisonError::into_inner).entry(key).or_insert(made).clone()
    }
}

/// A number for a word and a mode, the same for no other: an address is unique, and an odd factor keeps it so.
fn key(word: &Arc<ShapedRun>, mode: Kashida) -> u64 {
    let address = Arc::as_ptr(word).addr() as u64 ^ (mode as u64) << 60;
    address.wrapping_mul(0x9E37_79B9_7F4A_7C15).rotate_left(32)
}

impl Shaper<'_> {
    /// How a word may be lengthened; `None` when it may not. The word is one that this shaper keeps.
    pub(super) fn elongation(&self, word: &Arc<ShapedRun>, setting: Setting, mode: Kashida) -> Option<Arc<Elongation>> {
        let limits = Limits::of(mode)?;
        if setting.script != Script::ARABIC
            || setting.direction != Direction::Rtl
            || setting.context != Context::default()
        {
            return None;
        }
        self.elongations.get_or_insert(word, mode, || {
            let step = self.kashida_step(setting.face)?;
            let is_display = mode == Kashida::Forced;
            if !is_display && is_vocalised(&word.text) && !word.text.contains(TATWEEL) {
                return None;
            }
            let places = places(&word.text).into_iter().filter(|place| place.priority <= limits.worst);
            let bound = self.thousandths(setting.face, limits.growth);
            places.into_iter().find_map(|place| {
                // Nobody writes words of so many letters.
                let at = u16::try_from(place.at).ok()?;
                let sizes = sizes(self, word, place.at, setting, step, bound);
                (!sizes.is_empty()).then(|| Elongation { at, priority: place.priority, sizes: sizes.into() })
            })
        })
    }

    /// Thousandths of the em in units of a face.
    fn thousandths(&self, face: FaceId, thousandths: i32) -> FontUnits {
        FontUnits(i32::from(self.faces().get(face).units_per_em()) * thousandths / 1000)
    }
}

/// The forms of a word with tatweels at a place, the least first.
fn sizes(
    shaper: &Shaper<'_>,
    word: &ShapedRun,
    at: usize,
    setting: Setting,
    step: FontUnits,
    bound: FontUnits,
) -> Vec<Elongated> {
    let mut sizes: Vec<Elongated> = Vec::new();
    for tatweels in 1..=MOST_TATWEELS {
        // Growth is in proportion to the tatweels wherever it was measured: no need to shape what will be too wide.
        let each = sizes.first().map_or(0, |size| size.growth.0 / i32::from(size.tatweels));
        if each * i32::from(tatweels) > bound.0 {
            break;
        }
        let Some(shaped) = lengthened(shaper, word, at, tatweels, setting) else { break };
        let growth = FontUnits(shaped.advance.0 - word.advance.0);
        if growth > bound {
            break;
        }
        let most = i32::from(tatweels) * step.0 * MOST_OVER_STEP / MOST_OVER_STEP_OF;
        if growth.0 > 0 && growth.0 <= most {
            sizes.push(Elongated { tatweels, growth, shaped: Arc::new(shaped) });
        }
    }
    sizes
}

/// A word shaped with tatweels before the letter at a byte; `None` when another letter changes by that.
fn lengthened(shaper: &Shaper<'_>, word: &ShapedRun, at: usize, tatweels: u8, setting: Setting) -> Option<ShapedRun> {
    let (before, after) = word.text.split_at(at);
    let inserted = String::from(TATWEEL).repeat(tatweels.into());
    let shaped = shaper.shape(&format!("{before}{inserted}{after}"), setting);
    let (at, length) = (u32::try_from(at).ok()?, u32::try_from(inserted.len()).ok()?);
    let glyphs: Box<[Glyph]> = shaped.glyphs.into_iter().map(|glyph| without(glyph, at, length)).collect();
    let kept: Vec<&Glyph> = glyphs.iter().filter(|glyph| !glyph.cluster.is_empty()).collect();
    let is_safe = kept.into_iter().eq(&word.glyphs);
    is_safe.then(|| ShapedRun { text: word.text.clone(), glyphs, ..shaped })
}

/// A glyph with its cluster counted in the text without the `length` bytes inserted at a byte.
fn without(glyph: Glyph, at: u32, length: u32) -> Glyph {
    let back = |byte: u32| if byte <= at { byte } else { byte.saturating_sub(length).max(at) };
    Glyph { cluster: back(glyph.cluster.start)..back(glyph.cluster.end), ..glyph }
}

/// What one tatweel adds between two behs, if the face may be asked for kashida at all.
///
/// Refused are faces without a tatweel, with one that is blank or adds next to nothing (on purpose, so that programs
/// leave it alone), faces whose words slope, and faces that have no safe place in ordinary words.
pub(super) fn step(shaper: &Shaper<'_>, face: FaceId) -> Option<FontUnits> {
    let setting = Setting {
        face,
        language: LanguageTag::NONE,
        script: Script::ARABIC,
        direction: Direction::Rtl,
        context: Context::default(),
    };
    if !shaper.covers(face, TATWEEL) || !shaper.covers(face, '\u{0628}') {
        return None;
    }
    let plain = shaper.shape("بب", setting);
    let long = shaper.shape("ب\u{0640}ب", setting);
    let step = FontUnits(long.advance.0 - plain.advance.0);
    let is_drawn = |glyph: &Glyph| !shaper.faces().get(face).outline(glyph.id).contours.is_empty();
    let tatweel = long.glyphs.iter().find(|glyph| glyph.cluster.start == 2)?;
    let is_level =
        |word: &ShapedRun| word.glyphs.first().map(|one| one.y_offset) == word.glyphs.last().map(|one| one.y_offset);
    let grows = step >= shaper.thousandths(face, LEAST_STEP);
    let is_safe = |word: &str| {
        let plain = shaper.shape(word, setting);
        places(word).iter().any(|place| lengthened(shaper, &plain, place.at, 1, setting).is_some())
    };
    let suits =
        grows && is_drawn(tatweel) && is_level(&plain) && is_level(&long) && TRIALS.iter().any(|word| is_safe(word));
    suits.then_some(step)
}
