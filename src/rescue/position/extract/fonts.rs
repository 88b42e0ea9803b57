//! Faces of simple fonts, which the interpreter does not tell: their names, their weight, and whether they are in the file.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use hayro_font::{FontCache, FontData, FontGlyph, FontQuery};
use hayro_interpret::InterpreterSettings;
use hayro_interpret::hayro_syntax::object::{Dict, Name, ObjectIdentifier, Stream};
use hayro_interpret::hayro_syntax::page::Resources;

use crate::font::{FaceStyle, Slant, Weight};

use super::super::PositionedFace;

/// Forms within forms that are looked into for fonts.
const DEPTH: usize = 6;

/// Bits of a descriptor's flags (PDF 1.7 table 123).
const FIXED_PITCH: u32 = 1;
const ITALIC: u32 = 1 << 6;
const FORCE_BOLD: u32 = 1 << 18;

/// A simple font.
#[derive(Clone, Debug, Default)]
pub(super) struct SimpleFont {
    /// Its face.
    pub(super) face: PositionedFace,
    /// Whether its program is in the file: if not, its outlines are those of another face.
    pub(super) is_embedded: bool,
}

/// The simple fonts that pages use, by the outlines and codes of their glyphs.
pub(super) struct SimpleFonts<'a> {
    settings: InterpreterSettings,
    cache: FontCache<'a>,
    glyphs: HashMap<(u128, u32), usize>,
    fonts: Vec<SimpleFont>,
    seen: HashSet<ObjectIdentifier>,
}

impl<'a> SimpleFonts<'a> {
    /// No fonts yet.
    pub(super) fn new(settings: InterpreterSettings) -> Self {
        let (cache, glyphs, seen) = (FontCache::new(), HashMap::new(), HashSet::new());
        Self { settings, cache, glyphs, fonts: Vec::new(), seen }
    }

    /// Notes the fonts of a page or a form.
    pub(super) fn note(&mut self, resources: &Resources<'a>) {
        self.note_all(resources, DEPTH);
    }

    fn note_all(&mut self, resources: &Resources<'a>, depth: usize) {
        for name in resources.fonts.keys().collect::<Vec<_>>() {
            let is_new = resources.fonts.get_ref(&*name).is_none_or(|object| self.seen.insert(object.into()));
            if let Some(font) = resources.get_font(&name).filter(|_| is_new) {
                self.note_font(&font);
            }
        }
        if depth == 0 {
            return;
        }
        for name in resources.x_objects.keys().collect::<Vec<_>>() {
            let is_new = resources.x_objects.get_ref(&*name).is_some_and(|object| self.seen.insert(object.into()));
            let form = resources.x_objects.get::<Stream<'a>>(&*name).filter(|_| is_new);
            if let Some(inner) = form.and_then(|form| form.dict().get::<Dict<'a>>("Resources")) {
                self.note_all(&Resources::new(inner), depth - 1);
            }
        }
    }

    fn note_font(&mut self, dict: &Dict<'a>) {
        let is_simple = dict.get::<Name<'_>>("Subtype").is_some_and(|kind| !matches!(&*kind, b"Type0" | b"Type3"));
        if !is_simple {
            return;
        }
        let Some(font) = self.cache.font(dict, &self.settings.font_resolver, &self.settings.cmap_resolver) else {
            return;
        };
        for code in 0..=255 {
            if let FontGlyph::Outline(glyph) = font.glyph(font.map_code(code), code) {
                self.glyphs.entry((glyph.identifier().cache_key(), code)).or_insert(self.fonts.len());
            }
        }
        self.fonts.push(describe(dict));
    }

    /// The font of a glyph by its outline and its code.
    pub(super) fn font_of(&self, outline: u128, code: u32) -> Option<&SimpleFont> {
        self.glyphs.get(&(outline, code)).and_then(|&at| self.fonts.get(at))
    }
}

fn describe(dict: &Dict<'_>) -> SimpleFont {
    let descriptor = dict.get::<Dict<'_>>("FontDescriptor").unwrap_or_else(Dict::empty);
    let name = dict.get::<Name<'_>>("BaseFont").map(|name| String::from_utf8_lossy(&name).into_owned());
    let name = without_prefix(&name.unwrap_or_default()).to_owned();
    let flags = descriptor.get::<u32>("Flags").unwrap_or(0);
    let has = |words: &[&str]| words.iter().any(|word| name.contains(word));
    let is_heavy = descriptor.get::<u32>("FontWeight").is_some_and(|weight| weight >= 600);
    let face = PositionedFace {
        is_bold: is_heavy || flags & FORCE_BOLD != 0 || has(&["Bold", "bold", "Black", "Heavy"]),
        is_italic: flags & ITALIC != 0 || has(&["Italic", "Oblique", "italic"]),
        is_monospace: flags & FIXED_PITCH != 0 || has(&["Courier", "Mono"]),
        name,
    };
    let is_embedded = ["FontFile", "FontFile2", "FontFile3"].iter().any(|key| descriptor.contains_key(key));
    SimpleFont { face, is_embedded }
}

/// A name without the six letters that name a subset.
pub(super) fn without_prefix(name: &str) -> &str {
    match name.split_once('+') {
        Some((prefix, rest)) if prefix.len() == 6 => rest,
        _ => name,
    }
}

/// A face of ours for one that the file names without embedding it: its glyphs have no true outlines then, but their
/// places and texts come from the file, and without a face there would be none at all.
pub(super) fn stand_in(query: &FontQuery) -> Option<(FontData, u32)> {
    let (name, is_bold) = match query {
        FontQuery::Standard(font) => (font.postscript_name(), font.postscript_name().contains("Bold")),
        FontQuery::Fallback(font) => {
            (font.post_script_name.as_deref().unwrap_or_default(), font.is_bold || font.font_weight >= 600)
        }
    };
    let weight = if is_bold { Weight::Bold } else { Weight::Regular };
    let faces = crate::font::embedded::embedded_faces();
    let face = faces.get(faces.select("Gentium Plus", FaceStyle { weight, slant: Slant::Upright })?);
    // Its name after its tables, where nobody looks, keeps two such faces apart.
    let bytes = [face.data(), STAND_IN, name.as_bytes()].concat();
    Some((Arc::new(bytes), face.index()))
}

/// Whether a font program is one of [`stand_in`].
pub(super) fn is_stand_in(program: &[u8]) -> bool {
    let tail = &program[program.len().saturating_sub(256)..];
    tail.windows(STAND_IN.len()).any(|bytes| bytes == STAND_IN)
}

/// Marks the programs of [`stand_in`].
const STAND_IN: &[u8] = b"\0stands for\0";
