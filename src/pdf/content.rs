//! One page in, its content stream out.
//!
//! Text runs go into text objects in logical order, each placed by its own matrix; numbers that justify stand beside
//! spaces only (numbers inside words make readers split them). Rules, strikes and images stand between text objects.
//! Everything stands in the brackets of `marked`.

use std::ops::Range;

use crate::base::{Color, Length, Point, Rect};
use crate::book::{ImageId, Modules};
use crate::lines::{Fragment, Line};
use crate::pages::{Item, ItemKind, Page};

use super::codes::{Codes, Word};
use super::marked::{self, Inline, Mark, Marking, Parting};
use super::operators::Operators;
use super::runs::{is_rtl, runs};

/// Inside a word a difference below 1/100 em is left for the next space to make good.
const LEAST_INSIDE_WORDS: i64 = 10;

/// A page's content stream and what it draws with.
#[derive(Debug, Default)]
pub(super) struct Content {
    /// The operators.
    pub(super) bytes: Vec<u8>,
    /// Embedded faces, rising, each once.
    pub(super) faces: Vec<u16>,
    /// Images, rising, each once.
    pub(super) images: Vec<ImageId>,
    /// What its stretches say, by their identifiers.
    pub(super) marks: Vec<Mark>,
}

/// Writes a page; `words` are the numbers of its words in the order of its fragments.
pub(super) fn content(page: &Page, words: &[u32], codes: &Codes) -> Content {
    let mut writer = Writer::new(codes, page.size.height);
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

struct Writer<'a> {
    codes: &'a Codes,
    height: Length,
    out: Operators,
    in_text: bool,
    font: Option<(u16, Length)>,
    color: Color,
    faces: Vec<u16>,
    images: Vec<ImageId>,
    marking: Marking,
}

/// A line that is parted into stretches: its item, and the position of that on the page.
type Parted<'a> = Option<(u32, &'a Item)>;

/// A show operator being written: where its pen stands, kept exact so that roundings never add up.
struct Show {
    face: u16,
    /// Left end, from the left end of the line's measure.
    start: Length,
    /// Font units shown so far.
    units: i64,
    /// Thousandths of the size taken back so far.
    adjusted: i64,
    size: i64,
    units_per_em: i64,
    after_space: bool,
}

impl Show {
    /// The adjustment that brings the pen to `x` on the line, in thousandths of the size.
    fn adjustment(&self, x: Length) -> i64 {
        let natural = self.units * self.size / self.units_per_em;
        let wanted = (natural - (x - self.start).raw()) * 1000;
        (wanted + wanted.signum() * self.size / 2) / self.size - self.adjusted
    }
}

impl<'a> Writer<'a> {
    fn new(codes: &'a Codes, height: Length) -> Self {
        Self {
            codes,
            height,
            out: Operators::default(),
            in_text: false,
            font: None,
            color: Color::BLACK,
            faces: Vec::new(),
            images: Vec::new(),
            marking: Marking::new(),
        }
    }

    fn finish(mut self) -> Content {
        self.end_text();
        self.marking.close(&mut self.out);
        self.faces.sort_unstable();
        self.images.sort_unstable();
        Content {
            bytes: self.out.into_bytes(),
            faces: self.faces,
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

    fn begin_text(&mut self) {
        if !self.in_text {
            self.out.raw(b"BT\n");
            self.in_text = true;
        }
    }

    fn end_text(&mut self) {
        if self.in_text {
            self.out.raw(b"ET\n");
            self.in_text = false;
        }
    }

    fn set_color(&mut self, color: Color) {
        if self.color != color {
            self.out.fill_color(color);
            self.color = color;
        }
    }

    fn line(&mut self, at: Point, line: &Line, words: &[u32], parted: Parted<'_>) {
        for run in runs(line) {
            self.run(at, &line.fragments[run.clone()], &words[run.clone()], parted.map(|item| (run.start, item)));
        }
        for fragment in line.fragments.iter().filter(|fragment| fragment.style.strike) {
            self.strike(at, fragment);
        }
        for fragment in &line.fragments {
            if let Some(height) = fragment.style.overline {
                self.overline(at, fragment, height);
            }
        }
    }

    /// Shows a run; the fragments of one that is written from right to left are taken from its end.
    ///
    /// Of a line that is parted, `parted` says where the run begins: each of its stretches is shown by itself.
    fn run(&mut self, at: Point, fragments: &[Fragment], words: &[u32], parted: Option<(usize, (u32, &Item))>) {
        let codes = self.codes;
        let count = fragments.len();
        let mut open: Option<Show> = None;
        let mut said: Option<Inline<'_>> = None;
        for step in 0..count {
            let index = if is_rtl(&fragments[0]) { count - 1 - step } else { step };
            let (fragment, word) = (&fragments[index], codes.word(words[index]));
            if let Some((first, item)) = parted {
                let inline = Inline::of(&fragment.style, &item.1.language);
                if said.replace(inline) != Some(inline) {
                    self.close_show(open.take().as_ref());
                    self.end_text();
                    let place = u32::try_from(first + index).unwrap_or(u32::MAX);
                    self.marking.open(item, place, Parting::Parts, &mut self.out);
                }
            }
            let mut show = match open.take() {
                Some(show) if show.face == word.face => show,
                // A face that is full goes on in another one, which ends the operator too.
                other => {
                    self.close_show(other.as_ref());
                    self.open_show(at, fragment, word)
                }
            };
            self.show_word(&mut show, fragment, word);
            open = Some(show);
        }
        self.close_show(open.as_ref());
    }

    fn show_word(&mut self, show: &mut Show, fragment: &Fragment, word: &Word) {
        let adjustment = show.adjustment(pen_place(fragment, word, show));
        let beside_space = show.after_space || word.is_space;
        if adjustment != 0 && (beside_space || adjustment.abs() >= LEAST_INSIDE_WORDS) {
            self.out.raw(b")");
            self.out.integer(adjustment);
            self.out.raw(b"(");
            show.adjusted += adjustment;
        }
        self.out.raw(self.codes.bytes(word));
        show.units += i64::from(word.advance);
        show.after_space = word.is_space;
    }

    /// Places the pen at a fragment's left end and opens the array of its show operator.
    fn open_show(&mut self, at: Point, fragment: &Fragment, word: &Word) -> Show {
        self.begin_text();
        self.set_color(fragment.style.color);
        if self.font != Some((word.face, fragment.size)) {
            self.font = Some((word.face, fragment.size));
            self.out.raw(b"/F");
            self.out.integer(i64::from(word.face));
            self.out.raw(b" ");
            self.out.lengths(&[fragment.size]);
            self.out.raw(b"Tf\n");
            if !self.faces.contains(&word.face) {
                self.faces.push(word.face);
            }
        }
        self.out.raw(b"1 0 0 1 ");
        self.out.lengths(&[at.x + fragment.x, self.height - at.y]);
        self.out.raw(b"Tm[(");
        let units_per_em = i64::from(self.codes.faces[usize::from(word.face)].units_per_em).max(1);
        let size = fragment.size.raw().max(1);
        Show { face: word.face, start: fragment.x, units: 0, adjusted: 0, size, units_per_em, after_space: false }
    }

    fn close_show(&mut self, open: Option<&Show>) {
        if open.is_some() {
            self.out.raw(b")]TJ\n");
        }
    }

    /// A line through the text: a third of the ascent of small letters high, as far as one line serves all scripts.
    fn strike(&mut self, at: Point, fragment: &Fragment) {
        self.end_text();
        self.set_color(fragment.style.color);
        let thickness = fragment.size.scale(0.05);
        let bottom = self.height - at.y + fragment.style.rise + fragment.size.scale(0.25);
        self.out.fill_rect(at.x + fragment.x, bottom, fragment.width, thickness);
    }

    /// A line above the text, at a height above its baseline.
    fn overline(&mut self, at: Point, fragment: &Fragment, height: Length) {
        self.end_text();
        self.set_color(fragment.style.color);
        let bottom = self.height - at.y + fragment.style.rise + height;
        self.out.fill_rect(at.x + fragment.x, bottom, fragment.width, fragment.size.scale(0.04));
    }

    fn rule(&mut self, area: Rect, color: Color) {
        self.end_text();
        self.set_color(color);
        self.out.fill_rect(area.origin.x, self.height - area.bottom(), area.size.width, area.size.height);
    }

    /// Dashes of no length with round caps are dots (PDF 1.7 §8.4.3.3).
    fn dots(&mut self, area: Rect, step: Length, color: Color) {
        self.end_text();
        self.out.raw(b"q ");
        self.out.stroke_color(color);
        self.out.lengths(&[area.size.height]);
        self.out.raw(b"w 1 J [0 ");
        self.out.lengths(&[step]);
        self.out.raw(b"] 0 d ");
        let y = self.height - area.origin.y - area.size.height / 2;
        self.out.lengths(&[area.origin.x + step / 2, y]);
        self.out.raw(b"m ");
        self.out.lengths(&[area.right() - step / 2, y]);
        self.out.raw(b"l S Q\n");
    }

    /// The squares of a code as one path that is filled once, so that no seam shows between two of them.
    fn modules(&mut self, area: Rect, modules: &Modules) {
        self.end_text();
        self.set_color(Color::BLACK);
        let count = i64::from(modules.count.max(1));
        let x = |column: u32| area.origin.x + area.size.width * i64::from(column) / count;
        let y = |row: u32| self.height - area.origin.y - area.size.height * i64::from(row) / count;
        let rects = modules.stretches().into_iter().map(|(row, column, length)| {
            let (left, right, bottom, top) = (x(column), x(column + length), y(row + 1), y(row));
            [left, bottom, right - left, top - bottom]
        });
        for rect in rects.collect::<Vec<_>>() {
            self.out.lengths(&rect);
            self.out.raw(b"re\n");
        }
        self.out.raw(b"f\n");
    }

    fn image(&mut self, area: Rect, image: ImageId) {
        self.end_text();
        self.out.raw(b"q ");
        self.out.lengths(&[area.size.width, Length::ZERO, Length::ZERO, area.size.height]);
        self.out.lengths(&[area.origin.x, self.height - area.bottom()]);
        self.out.raw(b"cm /");
        self.out.raw(image_name(image).as_bytes());
        self.out.raw(b" Do Q\n");
        if !self.images.contains(&image) {
            self.images.push(image);
        }
    }
}

/// Where the pen must stand for a word, from the left edge of the measure.
///
/// A stretched space between right-to-left words stands at the right end of its room, so that the number that stretches
/// it comes before it: pdf.js would take a gap between the space and a vowel mark (the leftmost code of a word) for
/// another space, inside the word.
fn pen_place(fragment: &Fragment, word: &Word, show: &Show) -> Length {
    if !(word.is_space && is_rtl(fragment)) {
        return fragment.x;
    }
    let natural = Length::from_raw(i64::from(word.advance) * show.size / show.units_per_em);
    fragment.x + fragment.width - natural
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
