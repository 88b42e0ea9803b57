//! One page in, its content stream out.
//!
//! Text runs go into text objects in logical order, each placed by its own matrix; numbers that justify stand beside
//! spaces only (numbers inside words make readers split them). Rules, strikes and images stand between text objects.
//! Everything stands in the brackets of `marked`.

use std::ops::Range;

use crate::base::{Color, Length, Point};
use crate::book::{ImageId, Turn};
use crate::lines::{Fragment, Line};
use crate::pages::{Item, ItemKind, Page};

use super::brackets::{keeps, pieces};
use super::cells::{Cell, Cells, is_direction, said};
use super::codes::{Codes, Word, push_escaped};
use super::marked::{self, Inline, Mark, Marking, Parting};
use super::operators::Operators;
use super::phrases::{Shown, shown};
use super::runs::{goes_on, is_glued_left, is_rtl, runs};
use super::show::{Show, pen_place};

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

/// Writes a page; `words` are the numbers of its words in the order of its fragments, `turns` say by image how it is turned.
pub(super) fn content(page: &Page, words: &[u32], codes: &Codes, turns: &[Turn]) -> Content {
    let mut writer = Writer { turns, ..Writer::new(codes, page.size.height) };
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
    pub(super) font: Option<(u16, Length)>,
    pub(super) color: Color,
    pub(super) faces: Vec<u16>,
    pub(super) images: Vec<ImageId>,
    pub(super) marking: Marking,
    /// Whether a part of the line has been shown.
    in_line: bool,
}

/// A line that is parted into stretches: its item, and the position of that on the page.
type Parted<'a> = Option<(u32, &'a Item)>;

impl<'a> Writer<'a> {
    fn new(codes: &'a Codes, height: Length) -> Self {
        Self {
            codes,
            turns: &[],
            height,
            out: Operators::default(),
            in_text: false,
            font: None,
            color: Color::BLACK,
            faces: Vec::new(),
            images: Vec::new(),
            marking: Marking::new(),
            in_line: false,
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

    pub(super) fn end_text(&mut self) {
        if self.in_text {
            self.out.raw(b"ET\n");
            self.in_text = false;
        }
    }

    pub(super) fn set_color(&mut self, color: Color) {
        if self.color != color {
            self.out.fill_color(color);
            self.color = color;
        }
    }

    fn line(&mut self, at: Point, line: &Line, words: &[u32], parted: Parted<'_>) {
        let runs: Vec<Range<usize>> = runs(line).collect();
        self.in_line = false;
        // What is left of a run whose right end went with the phrase before it.
        let mut rest: Option<Cells> = None;
        let mut cut: Option<Cells> = None;
        for (number, run) in runs.iter().enumerate() {
            let left = rest.take();
            let cut = std::mem::replace(&mut cut, left.clone());
            let beside = |number: Option<usize>| number.and_then(|number| runs.get(number));
            let is_foreign = line.direction.is_rtl() && !is_rtl(&line.fragments[run.start]);
            let before = beside(number.checked_sub(1));
            if is_glued_left(line, run.start) {
                self.space(at, line, words, (run.start, line.fragments[run.start - 1].x));
            }
            let stretches = stretches(line, run, parted);
            let after = beside(Some(number + 1));
            // What goes with a phrase comes out of one stretch.
            let is_whole = |run: &Range<usize>| self::stretches(line, run, parted).len() == 1;
            if is_foreign
                && stretches.len() == 1
                && after.is_none_or(is_whole)
                && let Some(shown) = self.phrase(line, words, (before, cut), run, after)
            {
                self.open_stretch(run, parted);
                shown.objects.iter().for_each(|cells| self.cells(at, cells));
                rest = shown.rest;
                continue;
            }
            let mut left = left;
            for stretch in stretches {
                self.open_stretch(&stretch, parted);
                let cells = left.take();
                let bracketed = || self.with_brackets(line, words, &stretch).filter(|_| !is_foreign);
                match cells.or_else(bracketed) {
                    Some(cells) => {
                        pieces(&cells, left_end(line, &stretch)).iter().for_each(|cells| self.cells(at, cells));
                    }
                    None => self.run(at, &line.fragments[stretch.clone()], &words[stretch]),
                }
            }
        }
        self.line_end(at, line, words);
        for fragment in line.fragments.iter().filter(|fragment| fragment.style.strike) {
            self.strike(at, fragment);
        }
        for fragment in &line.fragments {
            if let Some(height) = fragment.style.overline {
                self.overline(at, fragment, height);
            }
        }
    }

    /// Ends a right-to-left line whose last run is left to right with a space of its own, as `runs` ends the others.
    fn line_end(&mut self, at: Point, line: &Line, words: &[u32]) {
        let Some(last) = line.fragments.last() else { return };
        if line.direction.is_rtl() && !is_rtl(last) && !goes_on(last) {
            let left = line.fragments.iter().map(|fragment| fragment.x).min().unwrap_or(last.x);
            self.space(at, line, words, (line.fragments.len() - 1, left));
        }
    }

    /// Shows a narrow space that ends at a place, with the face of a left-to-right fragment.
    fn space(&mut self, at: Point, line: &Line, words: &[u32], (fragment, right): (usize, Length)) {
        let own = fragment..fragment + 1;
        let Some(cells) = self.cells_of(&line.fragments[own.clone()], &words[own]) else { return };
        let codes = self.codes;
        let Some(marks) = codes.marks(cells.face) else { return };
        let space = marks.cell(marks.space, right, &cells);
        let x = right - cells.width(space.advance);
        self.cells(at, &cells.with(vec![Cell { x, ..space }]));
    }

    /// The codes of a right-to-left run if it has brackets.
    fn with_brackets(&self, line: &Line, words: &[u32], run: &Range<usize>) -> Option<Cells> {
        let words = &words[run.clone()];
        if !words.iter().any(|&word| self.codes.word(word).has_bracket) {
            return None;
        }
        let mut cells = self.cells_of(&line.fragments[run.clone()], words)?;
        let follows_ltr = run.start > 0 && !is_rtl(&line.fragments[run.start - 1]);
        if follows_ltr && cells.list.last().is_some_and(keeps) {
            // What stands before it keeps the bracket from being mirrored.
            cells.list.pop();
        }
        Some(cells)
    }

    /// How a left-to-right run is shown between two others, if not as it is.
    fn phrase(
        &self,
        line: &Line,
        words: &[u32],
        (before, cut): (Option<&Range<usize>>, Option<Cells>),
        run: &Range<usize>,
        after: Option<&Range<usize>>,
    ) -> Option<Shown> {
        // The mark of a note has a space of its own.
        if line.fragments[run.clone()].iter().any(|fragment| fragment.style.note_mark.is_some()) {
            return None;
        }
        let is_foreign = |run: &&Range<usize>| !is_rtl(&line.fragments[run.start]);
        if before.iter().chain(&after).any(is_foreign) {
            return None;
        }
        let cells = |run: &Range<usize>| self.cells_of(&line.fragments[run.clone()], &words[run.clone()]);
        let phrase = cells(run)?;
        let marks = self.codes.marks(phrase.face)?;
        let before = match before {
            Some(run) => Some(cut.map_or_else(|| cells(run), Some)?),
            None => None,
        };
        let after = match after {
            Some(run) => Some(cells(run)?),
            None => None,
        };
        let after = match &after {
            Some(cells) => Some((cells, self.codes.marks(cells.face)?)),
            None => None,
        };
        shown(&phrase, marks, before.as_ref(), after)
    }

    /// The codes of a run at their places, if one face has them all.
    fn cells_of(&self, fragments: &[Fragment], words: &[u32]) -> Option<Cells> {
        let first = self.codes.word(words[0]);
        let units_per_em = self.codes.faces[usize::from(first.face)].units_per_em.max(1);
        let (size, color) = (fragments[0].size, fragments[0].style.color);
        let mut cells = Cells { face: first.face, size, units_per_em, color, list: Vec::new() };
        let width = |units: i64| Length::from_raw(units * size.raw() / i64::from(units_per_em));
        let rtl = is_rtl(&fragments[0]);
        for step in 0..fragments.len() {
            let index = if rtl { fragments.len() - 1 - step } else { step };
            let (fragment, word) = (&fragments[index], self.codes.word(words[index]));
            if word.face != first.face {
                return None;
            }
            let mut x = fragment.x - width(word.lead.into());
            // Cut off from the bracket at its left, a space begins where that ends, or poppler would see another one.
            let is_cut = cells.list.last().is_some_and(keeps);
            if rtl && word.is_space && !is_cut {
                x += fragment.width - width(i64::from(word.advance));
            }
            let mut units = 0;
            for (code, letter) in self.codes.letters_of(word) {
                let (x, advance) = (x + width(units), letter.advance);
                cells.list.push(Cell { code, x, advance, text: letter.text.clone() });
                units += i64::from(advance);
            }
        }
        Some(cells)
    }

    /// Shows codes at their places.
    fn cells(&mut self, at: Point, cells: &Cells) {
        let Some(first) = cells.list.first() else { return };
        self.set_font(cells.face, cells.size, cells.color);
        let mut show = self.open_at(at, first.x, cells.face, cells.size);
        let mut code = Vec::with_capacity(4);
        let mut after_mark = false;
        for cell in &cells.list {
            let is_space = said(cell) == Some(' ');
            if let Some(adjustment) = show.adjustment(cell.x, is_space) {
                self.out.raw(b")");
                // pdf.js drops the number after a mark, and takes the next one.
                if after_mark {
                    self.out.raw(b"-1 ");
                }
                self.out.integer(adjustment + i64::from(after_mark));
                self.out.raw(b"(");
            }
            code.clear();
            push_escaped(&mut code, cell.code);
            self.out.raw(&code);
            show.advance(cell.advance, is_space);
            after_mark = cell.text.chars().all(is_direction);
        }
        self.close_show(Some(&show));
    }

    /// Brackets a stretch of a line that is parted.
    fn open_stretch(&mut self, stretch: &Range<usize>, parted: Parted<'_>) {
        if let Some(item) = parted {
            self.end_text();
            let place = u32::try_from(stretch.start).unwrap_or(u32::MAX);
            self.marking.open(item, place, Parting::Parts, &mut self.out);
        }
    }

    /// Shows a run; the fragments of one that is written from right to left are taken from its end.
    fn run(&mut self, at: Point, fragments: &[Fragment], words: &[u32]) {
        let codes = self.codes;
        let count = fragments.len();
        let mut open: Option<Show> = None;
        for step in 0..count {
            let index = if is_rtl(&fragments[0]) { count - 1 - step } else { step };
            let (fragment, word) = (&fragments[index], codes.word(words[index]));
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
        if let Some(adjustment) = show.adjustment(pen_place(fragment, word, show), word.is_space) {
            self.out.raw(b")");
            self.out.integer(adjustment);
            self.out.raw(b"(");
        }
        self.out.raw(self.codes.bytes(word));
        show.advance(word.advance, word.is_space);
    }

    /// Places the pen at a fragment's left end and opens the array of its show operator.
    fn open_show(&mut self, at: Point, fragment: &Fragment, word: &Word) -> Show {
        self.set_font(word.face, fragment.size, fragment.style.color);
        let units_per_em = i64::from(self.codes.faces[usize::from(word.face)].units_per_em).max(1);
        let lead = Length::from_raw(i64::from(word.lead) * fragment.size.raw() / units_per_em);
        self.open_at(at, fragment.x - lead, word.face, fragment.size)
    }

    fn set_font(&mut self, face: u16, size: Length, color: Color) {
        // pypdf reads text objects in their order, and inside of one the runs of a right-to-left line from the last.
        if std::mem::replace(&mut self.in_line, true) {
            self.end_text();
        }
        self.begin_text();
        self.set_color(color);
        if self.font != Some((face, size)) {
            self.font = Some((face, size));
            self.out.raw(b"/F");
            self.out.integer(i64::from(face));
            self.out.raw(b" ");
            self.out.lengths(&[size]);
            self.out.raw(b"Tf\n");
            if !self.faces.contains(&face) {
                self.faces.push(face);
            }
        }
    }

    fn open_at(&mut self, at: Point, x: Length, face: u16, size: Length) -> Show {
        self.out.raw(b"1 0 0 1 ");
        self.out.lengths(&[at.x + x, self.height - at.y]);
        self.out.raw(b"Tm[(");
        let units_per_em = i64::from(self.codes.faces[usize::from(face)].units_per_em).max(1);
        Show { face, start: x, units: 0, adjusted: 0, size: size.raw().max(1), units_per_em, after_space: false }
    }

    fn close_show(&mut self, open: Option<&Show>) {
        if open.is_some() {
            self.out.raw(b")]TJ\n");
        }
    }
}

/// The stretches of a run, from left to right, of which different things are said; one if its line is not parted.
fn stretches(line: &Line, run: &Range<usize>, parted: Parted<'_>) -> Vec<Range<usize>> {
    let Some((_, item)) = parted else { return vec![run.clone()] };
    let said = |at: usize| Inline::of(&line.fragments[at].style, &item.language);
    let mut stretches: Vec<Range<usize>> = Vec::new();
    for at in run.clone() {
        match stretches.last_mut() {
            Some(last) if said(last.start) == said(at) => last.end = at + 1,
            _ => stretches.push(at..at + 1),
        }
    }
    if is_rtl(&line.fragments[run.start]) {
        stretches.reverse();
    }
    stretches
}

/// Where the run before a run ends on the left.
fn left_end(line: &Line, run: &Range<usize>) -> Option<Length> {
    line.fragments[..run.start].last().map(|fragment| fragment.x)
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
