//! The shaper: faces ready to shape, and every text shaped so far. The only file that meets rustybuzz.
//!
//! Text and setting in, a shared [`ShapedRun`] out. Faces are opened when they are first needed, as most books use few.

use std::str::FromStr;
use std::sync::{Arc, OnceLock, PoisonError, RwLock};

use rustybuzz::{BufferClusterLevel, GlyphBuffer, ShapePlan, UnicodeBuffer};

use super::cache::{Cache, Context, Entry, LanguageTag, Setting};
use super::coverage::Coverage;
use super::families::{Candidates, FamilyCache};
use super::hyphens::Divisions;
use super::kashida::{self, Elongations};
use super::{Glyph, ShapedRun, TextStyle};
use crate::base::{Direction, FontUnits};
use crate::font::{FaceId, Faces, GlyphId};
use crate::script::itemize::{Script, is_mark};

/// Shapes text with a set of faces and remembers every word.
///
/// It is shared by threads. Whoever asks for a text in a setting gets the same `Arc`, so its address may be a key
/// as long as the shaper lives.
pub struct Shaper<'f> {
    faces: &'f Faces,
    opened: Vec<OnceLock<Opened<'f>>>,
    families: FamilyCache,
    cache: Cache,
    pub(super) elongations: Elongations,
    pub(super) divisions: Divisions,
}

/// A face that is in use.
struct Opened<'f> {
    face: rustybuzz::Face<'f>,
    coverage: Coverage<'f>,
    plans: RwLock<Vec<(PlanKey, Arc<ShapePlan>)>>,
    /// Whether its glyph for missing characters can be seen.
    has_box: OnceLock<bool>,
    /// What one tatweel adds; `None` when its words cannot be lengthened.
    kashida_step: OnceLock<Option<FontUnits>>,
}

/// What a plan is made for: it holds the lookups of the face for one language and script.
type PlanKey = (LanguageTag, Script, Direction);

impl<'f> Shaper<'f> {
    /// A shaper for a set of faces; opens none of them yet.
    pub fn new(faces: &'f Faces) -> Self {
        let opened = faces.iter().map(|_| OnceLock::new()).collect();
        Self {
            faces,
            opened,
            families: FamilyCache::default(),
            cache: Cache::new(),
            elongations: Elongations::default(),
            divisions: Divisions::default(),
        }
    }

    /// The faces it shapes with.
    pub fn faces(&self) -> &'f Faces {
        self.faces
    }

    /// The faces that may set a style.
    pub(super) fn candidates(&self, style: &TextStyle) -> Arc<Candidates> {
        self.families.candidates(self.faces, style)
    }

    /// Whether a face has a glyph for a character.
    pub(super) fn covers(&self, face: FaceId, character: char) -> bool {
        self.opened(face).coverage.covers(character)
    }

    /// Whether a face draws something for a character it does not have.
    pub(super) fn has_box(&self, face: FaceId) -> bool {
        let draws = || !self.faces.get(face).outline(GlyphId(0)).contours.is_empty();
        *self.opened(face).has_box.get_or_init(draws)
    }

    /// What one tatweel adds to a word of a face; `None` when the face is not made for it.
    pub(super) fn kashida_step(&self, face: FaceId) -> Option<FontUnits> {
        *self.opened(face).kashida_step.get_or_init(|| kashida::step(self, face))
    }

    /// The glyphs of a text.
    pub(super) fn shaped(&self, text: &str, setting: Setting) -> Entry {
        self.cache.get_or_insert(text, setting, || self.shape(text, setting))
    }

    /// The face, opened when it is first asked for.
    fn opened(&self, id: FaceId) -> &Opened<'f> {
        self.opened[usize::from(id.0)].get_or_init(|| {
            let face = self.faces.get(id);
            let mut opened = rustybuzz::Face::from_slice(face.data(), face.index())
                .expect("the bytes were parsed when the face was made");
            let weight = face.weight_axis().and_then(|weight| format!("wght={weight}").parse().ok());
            opened.set_variations(weight.as_slice());
            Opened {
                face: opened,
                coverage: Coverage::new(face),
                plans: RwLock::default(),
                has_box: OnceLock::new(),
                kashida_step: OnceLock::new(),
            }
        })
    }

    /// Shapes a text that the cache does not have, nor will.
    pub(super) fn shape(&self, text: &str, setting: Setting) -> ShapedRun {
        let opened = self.opened(setting.face);
        let shaped = rustybuzz::shape_with_plan(&opened.face, &opened.plan(setting), buffer(text, setting));
        let glyphs = glyphs(text, setting.direction, &shaped);
        let advance = glyphs.iter().map(|glyph| glyph.advance).sum();
        ShapedRun { text: text.into(), face: setting.face, direction: setting.direction, glyphs, advance }
    }
}

impl Opened<'_> {
    /// The plan for a setting; making one reads the feature tables of the face, so it is kept.
    fn plan(&self, setting: Setting) -> Arc<ShapePlan> {
        let key = (setting.language, setting.script, setting.direction);
        let find = |plans: &[(PlanKey, Arc<ShapePlan>)]| {
            plans.iter().find(|(known, _)| *known == key).map(|(_, plan)| Arc::clone(plan))
        };
        if let Some(plan) = find(&self.plans.read().unwrap_or_else(PoisonError::into_inner)) {
            return plan;
        }
        let language = rustybuzz::Language::from_str(setting.language.as_str()).ok();
        let direction = direction(setting.direction);
        let made = Arc::new(ShapePlan::new(&self.face, direction, script(setting.script), language.as_ref(), &[]));
        let mut plans = self.plans.write().unwrap_or_else(PoisonError::into_inner);
        find(&plans).unwrap_or_else(|| {
            plans.push((key, Arc::clone(&made)));
            made
        })
    }
}

/// The direction in the words of the engine.
fn direction(direction: Direction) -> rustybuzz::Direction {
    match direction {
        Direction::Ltr => rustybuzz::Direction::LeftToRight,
        Direction::Rtl => rustybuzz::Direction::RightToLeft,
    }
}

/// The script in the words of the engine.
fn script(script: Script) -> Option<rustybuzz::Script> {
    rustybuzz::Script::from_str(script.code()).ok()
}

/// The text as the shaper reads it: cluster numbers are bytes of the text.
fn buffer(text: &str, setting: Setting) -> UnicodeBuffer {
    let mut buffer = UnicodeBuffer::new();
    let mut marks = 0;
    for (at, character) in text.char_indices() {
        marks = if is_mark(character) { marks + 1 } else { 0 };
        if marks > MOST_MARKS {
            // It belongs to the cluster of its letter and is not drawn.
            continue;
        }
        let cluster = u32::try_from(at).expect("paragraphs are shorter than 4 GiB");
        let is_blank = stands_for_space(character) || character == '\u{2028}';
        buffer.add(if is_blank { ' ' } else { character }, cluster);
    }
    // U+200D joins like the letter it stands for (Unicode: Join_Causing).
    // The letters themselves would make the same word a stranger to the cache beside each of its neighbours.
    let reach = |joins: bool| if joins { "\u{200D}" } else { "" };
    let Context { before, after } = setting.context;
    buffer.set_pre_context(reach(before));
    buffer.set_post_context(reach(after));
    buffer.set_direction(direction(setting.direction));
    if let Some(script) = script(setting.script) {
        buffer.set_script(script);
    }
    if let Ok(language) = rustybuzz::Language::from_str(setting.language.as_str()) {
        buffer.set_language(language);
    }
    // Each letter keeps a cluster of its own as far as the face lets it; marks are joined to their letters later.
    buffer.set_cluster_level(BufferClusterLevel::MonotoneCharacters);
    buffer
}

/// How many marks may stand on one letter. Placing each on those before it takes a time that grows with their square; no
/// writing has more than some ten (Unicode Standard Annex #15 § 12 takes 30 for a safe limit).
pub(super) const MOST_MARKS: usize = 64;

/// Tabs and ends of lines or paragraphs inside a text: set as a space, as faces have no glyph for them, or a wrong one.
pub(super) fn stands_for_space(character: char) -> bool {
    matches!(character, '\t'..='\r' | '\u{1C}'..='\u{1F}' | '\u{85}' | '\u{2029}')
}

/// The glyphs with the whole range of their clusters.
fn glyphs(text: &str, direction: Direction, shaped: &GlyphBuffer) -> Box<[Glyph]> {
    let ends_line = text == "\u{2028}";
    let place = |info: &rustybuzz::GlyphInfo, position: &rustybuzz::GlyphPosition| Glyph {
        id: GlyphId(u16::try_from(info.glyph_id).unwrap_or(0)),
        cluster: info.cluster..info.cluster,
        advance: FontUnits(if ends_line { 0 } else { position.x_advance }),
        x_offset: FontUnits(position.x_offset),
        y_offset: FontUnits(position.y_offset),
    };
    let mut glyphs: Box<[Glyph]> =
        shaped.glyph_infos().iter().zip(shaped.glyph_positions()).map(|(info, at)| place(info, at)).collect();
    match direction {
        Direction::Ltr => {
            join_marks(text, glyphs.iter_mut());
            close_clusters(text, glyphs.iter_mut().rev());
        }
        Direction::Rtl => {
            join_marks(text, glyphs.iter_mut().rev());
            close_clusters(text, glyphs.iter_mut());
        }
    }
    glyphs
}

/// Gives marks the cluster of the letter they stand on. Takes the glyphs from the first of the text to the last.
fn join_marks<'g>(text: &str, glyphs: impl Iterator<Item = &'g mut Glyph>) {
    let mut base = None;
    for glyph in glyphs {
        let is_on_base = text[glyph.cluster.start as usize..].chars().next().is_some_and(is_mark);
        match base {
            Some(base) if is_on_base => glyph.cluster.start = base,
            _ => base = Some(glyph.cluster.start),
        }
    }
}

/// Sets the ends: each cluster reaches to the start of the next. Takes the glyphs from the last of the text to the first.
fn close_clusters<'g>(text: &str, glyphs: impl Iterator<Item = &'g mut Glyph>) {
    let mut start = u32::try_from(text.len()).expect("paragraphs are shorter than 4 GiB");
    let mut end = start;
    for glyph in glyphs {
        if glyph.cluster.start != start {
            end = start;
            start = glyph.cluster.start;
        }
        glyph.cluster.end = end;
    }
}
