//! Drop initials: the first letter of a chapter, as high as some lines, which stand beside it.
//!
//! The letter is part of its word and of its line, set larger and lower, so that the text of the paragraph stays whole. Off
//! unless the style asks for it, and never in a script whose letters join.

use super::palette::{Initial, Look};
use super::row::{Keep, Stack};
use super::setter::{Column, Setter};
use crate::base::{Length, Span};
use crate::book::Inline;
use crate::font::FaceStyle;
use crate::manifest::DocumentRole;
use crate::script::itemize::is_mark;
use crate::script::letters::is_arabic;
use crate::shape::ShapedParagraph;
use crate::style::Style;

/// Space between an initial and the lines beside it, as a ratio of its size.
const BESIDE: f64 = 0.05;

/// Whether a text of a role may begin with an initial: the EPUB has the same list.
pub(super) fn may_open(role: DocumentRole) -> bool {
    use DocumentRole::{Afterword, Chapter, Conclusion, Foreword, Introduction, Preface};
    matches!(role, Chapter | Foreword | Preface | Introduction | Conclusion | Afterword)
}

/// Parts an initial from the lines beside it.
pub(super) fn part(shaped: &mut ShapedParagraph) {
    if let Some(first) = shaped.runs.first_mut().filter(|run| run.style.drop > 0) {
        first.width += first.size.scale(BESIDE);
    }
}

impl Setter<'_, '_> {
    /// Sets the first paragraph of a chapter with an initial. Does nothing and says so where the style asks for none, the
    /// paragraph does not begin with a letter that stands apart, or it is shorter than the initial.
    pub(super) fn with_initial(&mut self, inlines: &[Inline], column: &Column, span: Span, stack: &mut Stack) -> bool {
        let lines = self.tools.styles.blocks.drop_initial;
        let Some((letter, rest)) = cut(inlines).filter(|_| lines > 0 && !column.direction.is_rtl()) else {
            return false;
        };
        let style = self.tools.style(column.role);
        let Some(size) = self.initial_size(letter, lines, style) else { return false };
        let look = Look::plain(column.role, column.language.clone());
        let large = Look { initial: Some(Initial { lines, size }), ..look.clone() };
        let column = &column.narrowed(style.start_indent, style.end_indent);
        // What is found in a try that fails is found again.
        let (images, places, found) = (self.images.len(), self.places.len(), self.diagnostics.clone());
        let text = self.gather(span, column.direction, |flattener| {
            flattener.push(letter, &large);
            flattener.inlines(&rest, &look);
        });
        let mut inner = stack.inner();
        self.paragraph_rows(&text, column, Length::ZERO, &mut inner);
        let lines = usize::from(lines);
        if inner.rows.len() < lines {
            self.images.truncate(images);
            self.places.truncate(places);
            self.diagnostics = found;
            return false;
        }
        inner.rows[..lines - 1].iter_mut().for_each(|row| row.keep = Keep::WithNext);
        stack.space(style.space_before);
        stack.absorb(inner);
        stack.space(style.space_after);
        true
    }

    /// The size at which a capital reaches from the top of those of the first line down to the last baseline.
    fn initial_size(&self, letter: &str, lines: u8, style: &Style) -> Option<Length> {
        let wanted = FaceStyle { weight: style.weight, slant: style.slant };
        let letter = letter.chars().find(|character| character.is_alphabetic())?;
        let families = style.latin_families.iter().chain(&style.families);
        let mut faces = families.filter_map(|family| self.tools.faces.select(family, wanted));
        let face = self.tools.faces.get(faces.find(|face| self.tools.faces.get(*face).glyph(letter).is_some())?);
        let capital = face.cap_height().unwrap_or(face.ascender());
        let ratio = f64::from(capital.0) / f64::from(face.units_per_em());
        let own = style.size.scale(style.latin_scale * ratio);
        let height = style.line_spacing * (i64::from(lines) - 1) + own;
        (ratio > 0.0).then(|| height.scale(1.0 / ratio))
    }
}

/// The first letter with the quotation mark before it and its marks, and what follows; `None` where there is no letter that
/// stands apart.
fn cut(inlines: &[Inline]) -> Option<(&str, Vec<Inline>)> {
    let (Inline::Text(text), others) = inlines.split_first()? else { return None };
    let letter = text.char_indices().find(|(_, character)| !is_opening(*character))?;
    if !letter.1.is_alphabetic() || is_arabic(letter.1) {
        return None;
    }
    let after = letter.0 + letter.1.len_utf8();
    let end = text[after..].char_indices().find(|(_, character)| !is_mark(*character));
    let (initial, rest) = text.split_at(end.map_or(text.len(), |(at, _)| after + at));
    Some((initial, std::iter::once(Inline::Text(rest.to_owned())).chain(others.iter().cloned()).collect()))
}

/// What may stand before a first letter and is set with it.
fn is_opening(character: char) -> bool {
    matches!(character, '\u{201C}' | '\u{2018}' | '\u{AB}' | '"' | '\'' | '\u{BF}' | '\u{A1}' | '(')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn letter(text: &str) -> Option<String> {
        let inlines = [Inline::Text(text.to_owned())];
        let (letter, rest) = cut(&inlines)?;
        assert!(matches!(&rest[0], Inline::Text(rest) if format!("{letter}{rest}") == text));
        Some(letter.to_owned())
    }

    #[test]
    fn an_initial_is_a_letter_with_its_marks_and_the_quotation_mark_before_it() {
        assert_eq!(letter("Bees dance").as_deref(), Some("B"));
        assert_eq!(letter("\u{201C}E\u{301}t\u{E9}").as_deref(), Some("\u{201C}E\u{301}"));
        assert_eq!(letter("12 bees"), None);
        // U+0646 U+0627 U+0646
        assert_eq!(letter("نان"), None);
        assert_eq!(letter(""), None);
    }
}
