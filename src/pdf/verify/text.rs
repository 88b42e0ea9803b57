//! The text of a page as it is put together from what its operators show.
//!
//! As readers do, stretches from right to left that touch are taken for one run, and runs from right to left are turned
//! round. Signs and spaces without letters beside them belong to the line, which may go from left to right.

use icu_properties::CodePointMapData;
use icu_properties::props::BidiClass;

use super::words::is_unseen;

/// A character on a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Read {
    /// The character.
    pub(super) sign: char,
    /// Whether white space or the end of a line stands before it.
    pub(super) after_space: bool,
}

/// What one operator shows.
#[derive(Clone, Debug, Default)]
pub(super) struct Shown {
    /// Left end on the page.
    pub(super) x: f64,
    /// Baseline on the page.
    pub(super) y: f64,
    /// Right end on the page.
    pub(super) end: f64,
    /// Type size.
    pub(super) size: f64,
    /// The text of each code, from left to right.
    pub(super) texts: Vec<String>,
}

/// The text of a page, in the order of the file.
#[derive(Debug, Default)]
pub(super) struct PageText {
    signs: Vec<Read>,
    /// The run that may go on.
    open: Shown,
    /// A space at the right end of a run from right to left: inside it if the run goes on, else what follows it.
    space: Option<Shown>,
    after_space: bool,
}

/// Which way a run is written, as far as its characters tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Way {
    Ltr,
    Rtl,
    Unknown,
}

impl PageText {
    /// Adds what an operator shows.
    pub(super) fn show(&mut self, shown: Shown) {
        if shown.texts.is_empty() {
            return;
        }
        let is_rtl = way(&shown.texts) == Way::Rtl;
        match self.space.take() {
            Some(space) if is_rtl && touches(&space, &shown) => {
                self.open.take(space);
                return self.open.take(shown);
            }
            Some(space) => {
                self.close();
                self.open = space;
            }
            None => {}
        }
        let goes_on = touches(&self.open, &shown) && way(&self.open.texts) == Way::Rtl;
        if goes_on && is_rtl {
            return self.open.take(shown);
        }
        if goes_on && shown.texts.iter().all(|text| text == " ") {
            self.space = Some(shown);
            return;
        }
        self.close();
        // A tenth of the type size: marks stand nearer to the line than that, lines further apart.
        self.after_space |= (shown.y - self.open.y).abs() > shown.size.abs() / 10.0;
        self.open = shown;
    }

    /// The characters of the page.
    pub(super) fn finish(mut self) -> Vec<Read> {
        self.close();
        self.signs
    }

    fn close(&mut self) {
        let mut texts = std::mem::take(&mut self.open.texts);
        if way(&texts) == Way::Rtl {
            texts.reverse();
        }
        for sign in texts.iter().flat_map(|text| text.chars()) {
            if sign.is_whitespace() {
                self.after_space = true;
            } else if !is_unseen(sign) {
                self.signs.push(Read { sign, after_space: self.after_space });
                self.after_space = false;
            }
        }
    }
}

impl Shown {
    /// Goes on with another stretch.
    fn take(&mut self, mut next: Self) {
        self.texts.append(&mut next.texts);
        self.end = next.end;
    }
}

/// Whether a stretch begins where a run ends.
fn touches(run: &Shown, next: &Shown) -> bool {
    // Both are rounded to thousandths; what is drawn between words is wider.
    let near = |one: f64, other: f64| (one - other).abs() < 0.02 * next.size.abs();
    !run.texts.is_empty() && near(run.y, next.y) && near(run.end, next.x)
}

/// The direction of codes that stand from left to right.
///
/// Letters tell it, or digits; signs alone have it from a mark before them.
fn way(texts: &[String]) -> Way {
    let mut found = Way::Unknown;
    for sign in texts.iter().flat_map(|text| text.chars()) {
        match CodePointMapData::<BidiClass>::new().get(sign) {
            // Marks are of these classes, but no letters.
            _ if matches!(sign, '\u{61C}' | '\u{200F}') => found = Way::Rtl,
            _ if sign == '\u{200E}' => {}
            BidiClass::RightToLeft | BidiClass::ArabicLetter => return Way::Rtl,
            BidiClass::LeftToRight | BidiClass::EuropeanNumber | BidiClass::ArabicNumber => return Way::Ltr,
            _ => {}
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(text: &str) -> Vec<String> {
        text.chars().map(String::from).collect()
    }

    fn ltr(x: f64, end: f64, text: &str) -> Shown {
        Shown { x, y: 100.0, end, size: 10.0, texts: texts(text) }
    }

    /// Text from right to left, its codes from left to right.
    fn rtl(x: f64, end: f64, text: &str) -> Shown {
        let mut shown = ltr(x, end, text);
        shown.texts.reverse();
        shown
    }

    fn read(stretches: &[Shown]) -> String {
        let mut page = PageText::default();
        stretches.iter().for_each(|stretch| page.show(stretch.clone()));
        let signs = page.finish().into_iter();
        signs.flat_map(|read| [read.after_space.then_some(' '), Some(read.sign)]).flatten().collect()
    }

    #[test]
    fn letters_then_numbers_then_marks_tell_the_direction() {
        assert_eq!(way(&texts("\u{61C}«\u{200E}نان")), Way::Rtl);
        assert_eq!(way(&texts("\u{200E}\u{61C}۱۲")), Way::Ltr);
        assert_eq!(way(&texts("a \u{61C}")), Way::Ltr);
        assert_eq!(way(&texts("\u{61C}…\u{61C}»\u{200E}")), Way::Rtl);
        assert_eq!(way(&texts("()")), Way::Unknown);
    }

    #[test]
    fn runs_from_right_to_left_are_turned_round() {
        // A number left of its word, then the next word left of both.
        assert_eq!(read(&[rtl(50.0, 80.0, "سال "), ltr(30.0, 50.0, "۱۲"), rtl(10.0, 30.0, " بود")]), " سال ۱۲ بود");
        assert_eq!(read(&[ltr(10.0, 40.0, "year "), ltr(40.0, 60.0, "12")]), " year 12");
    }

    #[test]
    fn stretches_that_touch_are_one_run() {
        // From left to right, as a link in the middle of a run parts it.
        assert_eq!(read(&[rtl(10.0, 30.0, "نمک"), rtl(30.0, 45.0, " و "), rtl(45.0, 70.0, "آرد")]), " آرد و نمک");
        assert_eq!(read(&[rtl(10.0, 30.0, "نمک"), rtl(30.0, 35.0, " "), rtl(35.0, 60.0, "آرد")]), " آرد نمک");
    }

    #[test]
    fn signs_after_a_run_from_right_to_left_may_be_of_a_line_from_left_to_right() {
        assert_eq!(read(&[rtl(10.0, 30.0, "نان"), ltr(30.0, 35.0, ".")]), " نان.");
        assert_eq!(read(&[rtl(10.0, 30.0, "نان"), ltr(30.0, 35.0, " "), ltr(35.0, 50.0, "of")]), " نان of");
    }

    #[test]
    fn another_baseline_begins_a_word() {
        let below = Shown { y: 88.0, ..ltr(50.0, 80.0, "b") };
        assert_eq!(read(&[ltr(10.0, 50.0, "a"), below]), " a b");
    }
}
