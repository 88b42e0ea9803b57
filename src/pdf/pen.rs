//! Codes in, show operators out: fonts, word spacing, places and the numbers that justify.
//!
//! A line of one run is placed from the line before it, so that lines of a paragraph look alike. Runs of other lines are
//! placed by themselves: pypdf turns runs round that are placed from each other, and poppler parts words when what meets on a
//! line does not meet exactly. Spaces of a line are widened by one word spacing; numbers stand beside spaces where that is
//! not enough, for inside words they make readers split them.

use crate::base::{Color, Length, Point};
use crate::lines::Fragment;

use super::cells::{Cells, is_direction, said};
use super::codes::Word;
use super::content::Writer;
use super::font::FontKey;
use super::operators::thousandths;
use super::ranks::SPACE;
use super::runs::is_rtl;
use super::show::{Show, pen_place};

impl Writer<'_> {
    pub(super) fn begin_text(&mut self) {
        if !self.in_text {
            self.out.raw(b"BT\n");
            self.in_text = true;
            self.origin = [0; 2];
        }
    }

    pub(super) fn end_text(&mut self) {
        if self.in_text {
            self.out.raw(b"ET\n");
            self.in_text = false;
        }
    }

    /// Shows codes at their places.
    pub(super) fn cells(&mut self, at: Point, cells: &Cells) {
        let Some(first) = cells.list.first() else { return };
        let has_spaces = cells.list.iter().any(|cell| said(cell) == Some(' '));
        let key = self.set_font(cells.face, cells.size, cells.color);
        let mut show = self.open_at(at, first.x, key, cells.size, has_spaces);
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
            self.out.code(cell.code, !show.key.is_wide);
            show.advance(cell.advance, is_space, cell.code == SPACE && show.widens);
            after_mark = cell.text.chars().all(is_direction);
        }
        self.close_show(Some(&show));
    }

    /// Shows a run; the fragments of one that is written from right to left are taken from its end.
    pub(super) fn run(&mut self, at: Point, fragments: &[Fragment], words: &[u32]) {
        let codes = self.codes;
        let count = fragments.len();
        let has_spaces = words.iter().any(|&word| codes.word(word).is_space);
        let mut open: Option<Show> = None;
        for step in 0..count {
            let index = if is_rtl(&fragments[0]) { count - 1 - step } else { step };
            let (fragment, word) = (&fragments[index], codes.word(words[index]));
            let mut show = match open.take() {
                Some(show) if show.key.face == word.face => show,
                // A face that is full goes on in another one, which ends the operator too.
                other => {
                    self.close_show(other.as_ref());
                    self.open_show(at, fragment, word, has_spaces)
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
        let codes = self.codes;
        codes.codes(word).iter().for_each(|&code| self.out.code(code, !show.key.is_wide));
        show.advance(word.advance, word.is_space, word.is_plain_space && show.widens);
    }

    /// Places the pen at a fragment's left end and opens the array of its show operator.
    fn open_show(&mut self, at: Point, fragment: &Fragment, word: &Word, has_spaces: bool) -> Show {
        let key = self.set_font(word.face, fragment.size, fragment.style.color);
        let units_per_em = i64::from(self.codes.faces[usize::from(word.face)].units_per_em).max(1);
        let lead = Length::from_raw(i64::from(word.lead) * fragment.size.raw() / units_per_em);
        self.open_at(at, fragment.x - lead, key, fragment.size, has_spaces)
    }

    fn set_font(&mut self, face: u16, size: Length, color: Color) -> FontKey {
        let key = FontKey { face, is_wide: self.form.is_wide(face, size) };
        // pypdf reads text objects in their order, and inside of one the runs of a right-to-left line from the last.
        if std::mem::replace(&mut self.in_line, true) {
            self.end_text();
        }
        self.begin_text();
        self.set_color(color);
        if self.font != Some((key, size)) {
            self.font = Some((key, size));
            self.out.raw(b"/");
            self.out.raw(key.name().as_bytes());
            self.out.raw(b" ");
            self.out.lengths(&[size]);
            self.out.raw(b"Tf\n");
            if !self.fonts.contains(&key) {
                self.fonts.push(key);
            }
        }
        key
    }

    fn open_at(&mut self, at: Point, x: Length, key: FontKey, size: Length, has_spaces: bool) -> Show {
        let face = &self.codes.faces[usize::from(key.face)];
        let widens = !key.is_wide && face.has_plain_space();
        let spacing = self.form.spacing.filter(|_| widens);
        // pdf.js widens every space of a run, whatever its code.
        if self.spacing != spacing.unwrap_or(0) && (has_spaces || !widens) {
            self.spacing = spacing.unwrap_or(0);
            self.out.decimal(self.spacing);
            self.out.raw(b" Tw ");
        }
        let origin = [thousandths(at.x + x), thousandths(self.height - at.y)];
        // From the corner of the page differences are places.
        let is_step = self.form.takes_steps || self.origin == [0; 2];
        self.out.raw(if is_step { b"" } else { b"1 0 0 1 " });
        for (new, old) in origin.iter().zip(self.origin) {
            self.out.decimal(if is_step { new - old } else { *new });
            self.out.raw(b" ");
        }
        self.origin = origin;
        self.out.raw(if is_step { b"Td[(" } else { b"Tm[(" });
        let units_per_em = i64::from(face.units_per_em).max(1);
        Show {
            key,
            start: x,
            units: 0,
            widened: 0,
            spacing: spacing.unwrap_or(0),
            widens: spacing.is_some(),
            adjusted: 0,
            size: size.raw().max(1),
            units_per_em,
            after_space: false,
        }
    }

    fn close_show(&mut self, open: Option<&Show>) {
        if open.is_some() {
            self.out.raw(b")]TJ\n");
        }
    }
}
