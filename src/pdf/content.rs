//! One page in, its content stream out.
//!
//! Text runs go into text objects in logical order (`line`, `pen`). Rules, strikes and images stand between text objects
//! (`draw`). Everything stands in the brackets of `marked`.

use std::ops::Range;
use std::sync::Arc;

use crate::base::{Color, Length};
use crate::book::{ImageId, Turn};
use crate::lines::Line;
use crate::pages::{Item, ItemKind, Page};

use super::codes::Codes;
use super::font::FontKey;
use super::inks::Inks;
use super::line::Parted;
use super::marked::{self, Mark, Marking, Parting};
use super::operators::Operators;
use super::runs::runs;
use super::show::Form;

/// A page's content stream and what it draws with.
#[derive(Debug, Default)]
pub(super) struct Content {
    /// The operators.
    pub(super) bytes: Vec<u8>,
    /// Fonts, rising, each once.
    pub(super) fonts: Vec<FontKey>,
    /// Images, rising, each once.
    pub(super) images: Vec<ImageId>,
    /// What its stretches say, by their identifiers.
    pub(super) marks: Vec<Mark>,
    /// Whether it has colours that are not inks.
    pub(super) has_colour: bool,
    /// Colours that became inks, each once.
    pub(super) inked: Vec<Color>,
}

/// What a page is written for.
#[derive(Clone, Debug)]
pub(super) enum Purpose {
    /// To be read: every stretch says what it is.
    Reading,
    /// To be printed: nothing is said; colours are inks if they are known.
    Print(Option<Arc<Inks>>),
}

/// Writes a page; `words` are the numbers of its words in the order of its fragments, `turns` say by image how it is turned.
pub(super) fn content(page: &Page, words: &[u32], codes: &Codes, turns: &[Turn], purpose: &Purpose) -> Content {
    let is_marked = matches!(purpose, Purpose::Reading);
    let mut writer = Writer { turns, ..Writer::new(codes, page.size.height, is_marked) };
    if let Purpose::Print(inks) = purpose {
        writer.out = Operators::with_inks(inks.clone());
    }
    let mut words = words;
    let items = page.frames.iter().flat_map(|frame| frame.items.iter().map(move |item| (frame.role, item)));
    for (number, (role, item)) in (0u32..).zip(items) {
        let parts = writer.mark(number, item, marked::artifact(role, item));
        match &item.kind {
            ItemKind::Line(at, line) => {
                let (own, rest) = words.split_at(line.fragments.len());
                words = rest;
                writer.line(*at, line, own, parts);
            }
            ItemKind::Rule(area, color) => writer.rule(*area, *color),
            ItemKind::Dots(area, step, color) => writer.dots(*area, *step, *color),
            ItemKind::Image(area, image) => writer.image(*area, *image),
            ItemKind::Modules(area, modules) => writer.modules(*area, modules),
            ItemKind::Anchor(..) => {}
        }
    }
    writer.finish()
}

/// The operators of a page as they are written.
pub(super) struct Writer<'a> {
    pub(super) codes: &'a Codes,
    pub(super) turns: &'a [Turn],
    pub(super) height: Length,
    pub(super) out: Operators,
    pub(super) in_text: bool,
    /// Where the last show operator of the text object was placed, in thousandths of a point.
    pub(super) origin: [i64; 2],
    pub(super) font: Option<(FontKey, Length)>,
    /// Word spacing, in thousandths of a point.
    pub(super) spacing: i64,
    /// How the line is written that is being shown.
    pub(super) form: Form,
    pub(super) color: Color,
    pub(super) fonts: Vec<FontKey>,
    pub(super) images: Vec<ImageId>,
    pub(super) marking: Marking,
    /// Whether a part of the line has been shown.
    pub(super) in_line: bool,
}

impl<'a> Writer<'a> {
    fn new(codes: &'a Codes, height: Length, is_marked: bool) -> Self {
        Self {
            codes,
            turns: &[],
            height,
            out: Operators::default(),
            in_text: false,
            origin: [0; 2],
            font: None,
            spacing: 0,
            form: Form::default(),
            color: Color::BLACK,
            fonts: Vec::new(),
            images: Vec::new(),
            marking: Marking::new(is_marked),
            in_line: false,
        }
    }

    fn finish(mut self) -> Content {
        self.end_text();
        self.marking.close(&mut self.out);
        self.fonts.sort_unstable();
        self.images.sort_unstable();
        Content {
            has_colour: self.out.has_colour(),
            inked: self.out.take_inked(),
            bytes: self.out.into_bytes(),
            fonts: self.fonts,
            images: self.images,
            marks: self.marking.into_marks(),
        }
    }

    /// Brackets an item, alone or with those before it. One that is to be bracketed in parts comes back.
    fn mark<'i>(&mut self, number: u32, item: &'i Item, artifact: Option<&'static [u8]>) -> Parted<'i> {
        if let (Some(tag), false) = (artifact, matches!(item.kind, ItemKind::Anchor(..))) {
            if !self.marking.takes_artifact(tag) {
                self.end_text();
                self.marking.open_artifact(tag, &mut self.out);
            }
            return None;
        }
        let parting = match &item.kind {
            ItemKind::Anchor(..) => return None,
            ItemKind::Line(_, line) => marked::parting(line, &item.language),
            _ => Parting::Whole,
        };
        if parting == Parting::Parts {
            return Some((number, item));
        }
        if parting == Parting::Whole || !self.marking.takes(item) {
            self.end_text();
            self.marking.open((number, item), 0, parting, &mut self.out);
        }
        None
    }

    pub(super) fn set_color(&mut self, color: Color) {
        if self.color != color {
            self.out.fill_color(color);
            self.color = color;
        }
    }
}

/// The name of an image in the resources of its pages.
pub(super) fn image_name(image: ImageId) -> String {
    format!("Im{}", image.0)
}

/// The numbers of a page's words, in the order of its fragments.
pub(super) fn word_numbers<'a>(
    page: &'a Page,
    mut number: impl FnMut(&'a Line, &Range<usize>, usize) -> u32,
) -> Vec<u32> {
    let mut words = Vec::new();
    for item in page.frames.iter().flat_map(|frame| &frame.items) {
        if let ItemKind::Line(_, line) = &item.kind {
            for run in runs(line) {
                words.extend(run.clone().map(|at| number(line, &run, at)));
            }
        }
    }
    words
}
