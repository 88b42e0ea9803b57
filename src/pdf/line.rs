//! One line in, its operators out: which run, phrase or piece of a run is shown when, and in which brackets.
//!
//! Runs come in logical order, each placed by itself. How codes are shown is known to `pen`.

use std::ops::Range;

use crate::base::{Length, Point};
use crate::lines::{Fragment, Line};
use crate::pages::Item;

use super::brackets::{keeps, pieces};
use super::cells::{Cell, Cells};
use super::content::Writer;
use super::marked::{Inline, Parting};
use super::phrases::{Shown, shown};
use super::runs::{goes_on, is_glued_left, is_rtl, runs};
use super::show::Form;

/// A line that is parted into stretches: its item, and the position of that on the page.
pub(super) type Parted<'a> = Option<(u32, &'a Item)>;

impl Writer<'_> {
    /// Shows a line, bracketed in parts if it is `parted`.
    pub(super) fn line(&mut self, at: Point, line: &Line, words: &[u32], parted: Parted<'_>) {
        let runs: Vec<Range<usize>> = runs(line).collect();
        self.form = Form::of(line, runs.len() == 1, words, self.codes);
        self.in_line = false;
        // What is left of a run whose right end went with the phrase before it.
        let mut rest: Option<Cells> = None;
        let mut cut: Option<Cells> = None;
        let mut open: Option<Stretch<'_>> = None;
        for (number, run) in runs.iter().enumerate() {
            let left = rest.take();
            let cut = std::mem::replace(&mut cut, left.clone());
            let beside = |number: Option<usize>| number.and_then(|number| runs.get(number));
            let is_foreign = line.direction.is_rtl() && !is_rtl(&line.fragments[run.start]);
            let before = beside(number.checked_sub(1));
            if is_glued_left(line, run.start) {
                self.space(at, line, words, (run.start, left_of_foreign(line, run.start)));
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
                self.open_stretch((line, run), parted, &mut open);
                shown.objects.iter().for_each(|cells| self.cells(at, cells));
                rest = shown.rest;
                continue;
            }
            let mut left = left;
            for stretch in stretches {
                self.open_stretch((line, &stretch), parted, &mut open);
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
        if parted.is_some() {
            self.end_text();
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
            if rtl && word.is_space && !is_cut && !self.form.widens(word, size) {
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

    /// Brackets a stretch of a line that is parted, alone or with the one before it.
    fn open_stretch<'i>(
        &mut self,
        (line, stretch): (&'i Line, &Range<usize>),
        parted: Parted<'i>,
        open: &mut Option<Stretch<'i>>,
    ) {
        let Some((number, item)) = parted else { return };
        let said = Inline::of(&line.fragments[stretch.start].style, &item.language);
        let goes_on = match open {
            Some(before) => before.end == stretch.start && before.said == said,
            None => stretch.start == 0 && said.is_plain() && self.marking.takes(item),
        };
        // pypdf turns parts of a text object round.
        self.end_text();
        if !goes_on {
            let place = u32::try_from(stretch.start).unwrap_or(u32::MAX);
            self.marking.open((number, item), place, Parting::Parts, &mut self.out);
        }
        *open = Some(Stretch { end: stretch.end, said });
        // The next line goes on in what is said last.
        self.marking.leave_open(item, said.is_plain() && stretch.end == line.fragments.len());
    }
}

/// The stretch that was bracketed last.
struct Stretch<'a> {
    /// The number of the fragment after it.
    end: usize,
    /// What is said of it.
    said: Inline<'a>,
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

/// Where the left-to-right text before a fragment ends on the left: a number may have several fragments, in several faces.
fn left_of_foreign(line: &Line, at: usize) -> Length {
    let before = line.fragments[..at].iter().rev().take_while(|fragment| !is_rtl(fragment));
    before.map(|fragment| fragment.x).min().unwrap_or(line.fragments[at].x)
}

/// Where the run before a run ends on the left.
fn left_end(line: &Line, run: &Range<usize>) -> Option<Length> {
    line.fragments[..run.start].last().map(|fragment| fragment.x)
}
