//! Hyphens: a word in, its broken forms out, each part shaped as it stands at the end or the start of a line.
//!
//! Where a word may be broken is for `script` to say. The parts are shaped anew, as a ligature or pair of letters may
//! lie across the break; letters of Arabic script keep their joined shapes on both sides. The hyphen is a run of its own,
//! whose text is U+00AD: it is drawn, but is no part of the word. Which form is used is for lines to say.

use std::collections::HashMap;
use std::hash::BuildHasherDefault;
use std::sync::{Arc, PoisonError, RwLock};

use super::cache::{Context, Given, Setting};
use super::{Broken, Division, Glyph, ShapedRun, Shaper};
use crate::base::FontUnits;
use crate::font::FaceId;
use crate::script::hyphenate::{Hyphenation, SOFT_HYPHEN, places};
use crate::script::itemize::{Script, joins_what_follows, joins_what_precedes};
use crate::script::kashida::TATWEEL;

/// Space between a Uyghur word and the stroke that is its hyphen, in thousandths of the em: seen, but no word space.
const STROKE_GAP: i32 = 80;

/// The broken forms of words, each looked for once; shared by threads.
#[derive(Default)]
pub(super) struct Divisions {
    known: RwLock<HashMap<u64, Option<Arc<Division>>, BuildHasherDefault<Given>>>,
}

impl Shaper<'_> {
    /// How a word may be broken; `None` when it may not. The word is one that this shaper keeps.
    pub(super) fn division(&self, word: &Arc<ShapedRun>, setting: Setting, way: Hyphenation) -> Option<Arc<Division>> {
        let is_arabic = setting.script == Script::ARABIC;
        if is_arabic != way.is_arabic() || setting.context != Context::default() {
            return None;
        }
        // The address stands for text, face and language; an odd factor keeps it unique.
        let key = (Arc::as_ptr(word).addr() as u64).wrapping_mul(0x9E37_79B9_7F4A_7C15).rotate_left(32);
        let known = &self.divisions.known;
        if let Some(known) = known.read().unwrap_or_else(PoisonError::into_inner).get(&key) {
            return known.clone();
        }
        let made = divide(self, word, setting, way).map(Arc::new);
        known.write().unwrap_or_else(PoisonError::into_inner).entry(key).or_insert(made).clone()
    }
}

fn divide(shaper: &Shaper<'_>, word: &ShapedRun, setting: Setting, way: Hyphenation) -> Option<Division> {
    let places = places(&word.text, way);
    if places.is_empty() {
        return None;
    }
    let hyphen = hyphen(shaper, setting)?;
    let broken = |at: usize| {
        let (head, tail) = word.text.split_at(at);
        // The join of both letters must stay where the word is cut.
        let joins = joins_what_follows(head) && joins_what_precedes(tail);
        let set = |text: &str, context| shaper.shaped(text, Setting { context, ..setting }).shaped;
        Broken {
            at: u32::try_from(at).expect("paragraphs are shorter than 4 GiB"),
            head: set(head, Context { before: false, after: joins }),
            tail: set(tail, Context { before: joins, after: false }),
        }
    };
    Some(Division { hyphen: Arc::new(hyphen), places: places.into_iter().map(broken).collect() })
}

/// The hyphen of a face: U+2010 or U+002D, and in Arabic script a stroke on the baseline (W3C, Gap Analysis for the
/// Arabic Script, Uyghur, hyphenation).
fn hyphen(shaper: &Shaper<'_>, setting: Setting) -> Option<ShapedRun> {
    let is_stroke = setting.script == Script::ARABIC;
    let signs = if is_stroke { [TATWEEL, '-'] } else { ['\u{2010}', '-'] };
    let drawn = signs.into_iter().find(|sign| shaper.covers(setting.face, *sign))?;
    let shaped = shaper.shape(drawn.encode_utf8(&mut [0; 4]), setting);
    // From right to left no reader of PDF takes a hyphen away, so the stroke has no text.
    let text: Box<str> = if is_stroke { "".into() } else { String::from(SOFT_HYPHEN).into() };
    let gap = if is_stroke { thousandths(shaper, setting.face, STROKE_GAP) } else { FontUnits(0) };
    let end = u32::try_from(text.len()).unwrap_or_default();
    let mut glyphs: Box<[Glyph]> = shaped.glyphs.into_iter().map(|glyph| Glyph { cluster: 0..end, ..glyph }).collect();
    // From right to left the word stands right of the stroke.
    if let Some(last) = glyphs.last_mut() {
        last.advance = last.advance + gap;
    }
    Some(ShapedRun { text, glyphs, advance: shaped.advance + gap, ..shaped })
}

fn thousandths(shaper: &Shaper<'_>, face: FaceId, thousandths: i32) -> FontUnits {
    FontUnits(i32::from(shaper.faces().get(face).units_per_em()) * thousandths / 1000)
}
