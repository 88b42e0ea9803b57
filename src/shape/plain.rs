//! Sets the plain words of a paragraph one by one from the cache, and leaves the stretches between to [`cut`].
//!
//! A stretch for `cut` begins and ends with a plain word where it can: neutral characters and breaks beside the others
//! depend on nothing beyond that.

use super::cache::{Context, Entry};
use super::cut;
use super::families::{Choice, Wing};
use super::paragraph::{Paragraph, Stretch};
use super::words::{Token, TokenKind, tokens};
use super::{BreakAfter, Run, RunKind};
use crate::script::itemize::Script;

/// The runs of a paragraph so far.
struct Runs<'p, 't, 'f> {
    paragraph: &'p Paragraph<'t, 'f>,
    runs: Vec<Run>,
    /// Characters without a face, each once.
    missing: Vec<char>,
    /// The plain word that ends what is set.
    last: Option<Word>,
    /// Spaces after it that wait for what follows.
    spaces: Option<Token>,
    /// The glyphs of the last space, which is likely the next one's too.
    space: Option<(Place, Entry)>,
}

/// A plain word that is set.
#[derive(Clone, Copy)]
struct Word {
    start: usize,
    /// The position of its run.
    run: usize,
    place: Place,
}

/// What plain words have in common with the spaces beside them.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Place {
    style: usize,
    level: u8,
    script: Script,
    choice: Choice,
}

/// The runs of a paragraph, in order, and the characters that no face has.
pub(super) fn runs(paragraph: &Paragraph<'_, '_>) -> (Vec<Run>, Vec<char>) {
    let text = &paragraph.text.text;
    let runs = Vec::with_capacity(text.len() / 5 + 1);
    let mut state = Runs { paragraph, runs, missing: Vec::new(), last: None, spaces: None, space: None };
    // Where the stretch for `cut` begins, while there is one.
    let mut open: Option<usize> = None;
    for token in tokens(text) {
        match (token.kind, open) {
            // Which face a space takes is known with the word after it.
            (TokenKind::Spaces, None) if state.last.is_some() => state.spaces = Some(token),
            (TokenKind::Spaces, None) => open = Some(token.range.start),
            (TokenKind::Spaces, Some(_)) => {}
            (TokenKind::Plain(script), _) => match (state.look_up(&token, script), open) {
                (Some((stretch, entry)), None) => open = state.push(&token, stretch, entry),
                // A plain word ends the stretch and is cut with it.
                (Some((stretch, _)), Some(start)) => {
                    state.cut(start, &token, place_of(&stretch));
                    open = None;
                }
                (None, None) => open = Some(state.take_back(token.range.start)),
                (None, Some(_)) => {}
            },
            (TokenKind::Other, None) => open = Some(state.take_back(token.range.start)),
            (TokenKind::Other, Some(_)) => {}
        }
    }
    state.finish(open)
}

impl Runs<'_, '_, '_> {
    /// The glyphs of a plain word, if one style, level and face set all of it.
    fn look_up(&self, token: &Token, script: Script) -> Option<(Stretch, Entry)> {
        let style = self.paragraph.style_at(token.range.start);
        let is_one_style = token.range.end <= self.paragraph.text.styles[style].0.end;
        let level = self.paragraph.levels.of_range(token.range.clone())?;
        let runs_its_way = (level % 2 == 1) == (script == Script::ARABIC);
        if !is_one_style || !runs_its_way {
            return None;
        }
        // Another face than the first would have to be chosen letter by letter.
        let first = if script.is_european() { Wing::Latin } else { Wing::Body };
        let (wing, face) = self.paragraph.faces[style].candidates.in_order(first).next()?;
        let choice = Choice { face, wing, is_missing: false };
        let context = Context::default();
        let stretch = Stretch { range: token.range.clone(), style, level, script, choice, context };
        let entry = self.paragraph.shaped(&stretch);
        entry.complete.then_some((stretch, entry))
    }

    /// Sets a plain word after the spaces before it; gives the start of a stretch for `cut` when the spaces need it.
    fn push(&mut self, token: &Token, stretch: Stretch, entry: Entry) -> Option<usize> {
        let place = place_of(&stretch);
        if let Some(spaces) = self.spaces.take()
            && !self.push_spaces(&spaces, place)
        {
            let start = self.take_back(spaces.range.start);
            self.cut(start, token, place);
            return None;
        }
        self.last = Some(Word { start: token.range.start, run: self.runs.len(), place });
        self.runs.push(self.paragraph.run(stretch, entry, RunKind::Word, BreakAfter::Never));
        None
    }

    /// Sets spaces like the word at their level: the one before, else the one after. `false` when neither is.
    fn push_spaces(&mut self, spaces: &Token, after: Place) -> bool {
        let start = spaces.range.start;
        let Some(level) = self.paragraph.levels.of_range(spaces.range.clone()) else { return false };
        let style = self.paragraph.style_at(start);
        let is_one_style = spaces.range.end <= self.paragraph.text.styles[style].0.end;
        let beside = self.last.map(|word| word.place).into_iter().chain([after]);
        let place = beside.into_iter().find(|place| place.level == level).filter(|place| place.style == style);
        let Some(place) = place.filter(|_| is_one_style) else { return false };
        let Place { style, level, script, choice } = place;
        let context = Context::default();
        let stretch = Stretch { range: spaces.range.clone(), style, level, script, choice, context };
        // Most spaces are set like the one before: no need to look them up.
        let is_known =
            |(known, entry): &(Place, Entry)| *known == place && entry.shaped.text.len() == spaces.range.len();
        let entry = match self.space.take().filter(is_known) {
            Some((_, entry)) => entry,
            None => self.paragraph.shaped(&stretch),
        };
        self.space = Some((place, entry.clone()));
        self.runs.push(self.paragraph.run(stretch, entry, RunKind::Space, BreakAfter::Allowed));
        true
    }

    /// Takes the last plain word back, with the spaces after it; gives the start of it, or `otherwise`.
    fn take_back(&mut self, otherwise: usize) -> usize {
        self.spaces = None;
        match self.last.take() {
            Some(word) => {
                self.runs.truncate(word.run);
                word.start
            }
            None => otherwise,
        }
    }

    /// Cuts the stretch that ends with a plain word.
    fn cut(&mut self, start: usize, token: &Token, place: Place) {
        cut::append(self.paragraph, start..token.range.end, &mut self.runs, &mut self.missing);
        // The word begins a run, as a space stands before it or the text begins.
        let begins = |run: &Run| run.range.start as usize == token.range.start;
        let run = self.runs.iter().rposition(begins);
        self.last = run.map(|run| Word { start: token.range.start, run, place });
    }

    /// Sets what is left at the end of the paragraph.
    fn finish(mut self, mut open: Option<usize>) -> (Vec<Run>, Vec<char>) {
        if let (Some(spaces), Some(word)) = (self.spaces.take(), self.last)
            && !self.push_spaces(&spaces, word.place)
        {
            open = Some(self.take_back(spaces.range.start));
        }
        if let Some(start) = open {
            let end = self.paragraph.text.text.len();
            cut::append(self.paragraph, start..end, &mut self.runs, &mut self.missing);
        }
        // The end of the paragraph is for lines to make.
        if let Some(last) = self.runs.last_mut().filter(|last| last.kind != RunKind::LineBreak) {
            last.break_after = BreakAfter::Never;
        }
        (self.runs, self.missing)
    }
}

/// What a stretch has in common with its neighbours.
fn place_of(stretch: &Stretch) -> Place {
    Place { style: stretch.style, level: stretch.level, script: stretch.script, choice: stretch.choice }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::base::{Color, Direction, Language, Length, SourceId, Span};
    use crate::font::FaceStyle;
    use crate::font::embedded::embedded_faces;
    use crate::shape::{Shaper, StyledText, TextStyle};
    use crate::style::Kashida;

    fn text(parts: &[&str], direction: Direction) -> StyledText {
        let style = |number: usize| TextStyle {
            families: vec![["Vazirmatn", "Amiri"][number % 2].to_owned()],
            latin_families: vec!["Gentium Plus".to_owned()],
            face_style: FaceStyle::default(),
            size: Length::pt(10.0),
            latin_size: Length::pt(9.0),
            language: Language::new("fa"),
            rise: Length::ZERO,
            color: Color::BLACK,
            strike: false,
            overline: None,
            link: None,
            note_mark: None,
            note_number: None,
            drop: 0,
            kashida: [Kashida::Full, Kashida::Off][number % 2],
            hyphenates: true,
        };
        let mut start = 0;
        let part = |(number, part): (usize, &&str)| {
            let range = start..start + part.len();
            start = range.end;
            (range, Arc::new(style(number)))
        };
        let styles = parts.iter().enumerate().map(part).collect();
        StyledText {
            text: parts.concat(),
            styles,
            isolates: Vec::new(),
            direction,
            span: Span::new(SourceId(0), 0, 0),
            sources: Arc::default(),
        }
    }

    /// Plain words and their spaces get the runs that cutting character by character gives.
    #[test]
    fn the_short_way_gives_the_same_runs() {
        let cases: [&[&str]; 12] = [
            &["نان و عسل، «کتاب» (خوب) می\u{200C}خواند."],
            &[" نان  و عسل "],
            &["سال ۱۲ و Windows 98 بود؛ fine bread است"],
            &["نان «۱۲» ۱۳-۱۴ 15 « نان »"],
            &["bread and honey (fresh), نان و عسل too."],
            &["نان ", "کتاب خوب", " است و ", "این", "ها"],
            &["نان", " کتاب", " است"],
            &["א «نان» ב و (نان)"],
            &["\u{202D}نان و bread\u{202C} عسل"],
            &["نان\u{2028}عسل — کتاب\tنان ، نان"],
            &["a «نان» b. نان، (c) نان: d"],
            &["نان \u{2603} نان \u{640}نان کـتاب"],
        ];
        let faces = embedded_faces();
        let shaper = Shaper::new(&faces);
        for (parts, direction) in cases.iter().flat_map(|case| [(case, Direction::Rtl), (case, Direction::Ltr)]) {
            check(&text(parts, direction), &shaper);
        }
    }

    /// The same for words in any order: every pair of neighbours comes up.
    #[test]
    fn the_short_way_gives_the_same_runs_whatever_stands_beside() {
        let words = [
            "نان",
            "«عسل»",
            "(می\u{200C}پزد)،",
            "bread",
            "(honey).",
            "۱۲",
            "98",
            "-",
            "א",
            "«",
            "»",
            "\u{2603}",
            "a-b",
            "\u{200F}!",
        ];
        let faces = embedded_faces();
        let shaper = Shaper::new(&faces);
        for (one, other) in words.iter().flat_map(|one| words.iter().map(move |other| (one, other))) {
            for third in words {
                let parts = format!("{one} {other} {third} {one} ");
                check(&text(&[&parts], Direction::Rtl), &shaper);
                check(&text(&[&parts, third], Direction::Ltr), &shaper);
            }
        }
    }

    fn check(text: &StyledText, shaper: &Shaper<'_>) {
        let paragraph = Paragraph::new(text, shaper);
        let (mut whole, mut missing) = (Vec::new(), Vec::new());
        cut::append(&paragraph, 0..text.text.len(), &mut whole, &mut missing);
        assert_eq!(format!("{:?}", runs(&paragraph)), format!("{:?}", (whole, missing)), "{}", text.text);
    }
}
