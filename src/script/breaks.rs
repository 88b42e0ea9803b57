//! Places where a line may end (UAX #14), with what Persian and Arabic print asks beyond it.
//!
//! Text in, byte offsets out. Forced breaks (U+2028) are among the offsets; notes and styles are the caller's.

use icu_segmenter::LineSegmenter;
use icu_segmenter::options::LineBreakOptions;

use super::DigitSet;

/// The half-space: part of the spelling, never a place for a break.
const HALF_SPACE: char = '\u{200C}';

/// The soft hyphen: Arabic script is not hyphenated, and no hyphen is drawn for it in Latin words either.
const SOFT_HYPHEN: char = '\u{AD}';

/// Byte offsets where a line may end, rising; neither the start nor the end of the text is among them.
pub fn opportunities(text: &str) -> Vec<usize> {
    let segmenter = LineSegmenter::new_for_non_complex_scripts(LineBreakOptions::default());
    segmenter.segment_str(text).filter(|at| *at > 0 && *at < text.len() && suits_print(text, *at)).collect()
}

/// Whether a break that UAX #14 allows is one in print too.
fn suits_print(text: &str, at: usize) -> bool {
    let (before, after) = text.split_at(at);
    let (Some(last), Some(next)) = (before.chars().next_back(), after.chars().next()) else { return false };
    if last == HALF_SPACE || next == HALF_SPACE {
        // A stray half-space beside a space does not take the break of the space away.
        return is_space(last);
    }
    if is_line_end(last) {
        return true;
    }
    // UAX #14 parts two signs of class PR, as in C++.
    let is_doubled = last == next && last.is_ascii_punctuation();
    // A hyphen after a digit belongs to a number, also where a letter ends it: 964-312-000-X, 1.2.3-beta.
    let is_in_number = last == '-' && before.trim_end_matches('-').ends_with(DigitSet::is_digit);
    let is_before_dash = is_space(last) && begins_with_dash(after);
    last != SOFT_HYPHEN
        && !is_in_number
        && !is_doubled
        && !clings_to_previous(next)
        && !is_before_dash
        && !before.trim_end_matches(is_space).ends_with(clings_to_next)
}

/// What shaping sets as a space that may stretch.
fn is_space(character: char) -> bool {
    matches!(character, ' ' | '\t' | '\n' | '\r')
}

/// Forced ends of lines, which no neighbour undoes.
fn is_line_end(character: char) -> bool {
    matches!(character, '\u{2028}' | '\u{2029}')
}

/// Closing signs, also after a stray space: ، U+060C, ؛ U+061B, ؟ U+061F, ٪ U+066A, ۔ U+06D4 and their Latin sisters.
///
/// UAX #14 classes » ” ’ as QU, which may open or close; in Persian and Arabic they close.
fn clings_to_previous(character: char) -> bool {
    matches!(character, '\u{060C}' | '\u{061B}' | '\u{061F}' | '\u{066A}' | '\u{06D4}' | '!' | '?' | ';')
        || matches!(character, '\u{BB}' | ')' | ']' | '}' | '\u{201D}' | '\u{2019}' | '\u{203A}' | '\u{2026}')
}

/// A dash between spaces ends a line rather than begin one. At the start of a line of Arabic script, poppler takes a
/// hyphen for that of a broken word, and drops it.
fn begins_with_dash(after: &str) -> bool {
    let rest = after.trim_start_matches(['-', '\u{2010}', '\u{2013}', '\u{2014}']);
    rest.len() < after.len() && rest.starts_with(is_space)
}

/// Opening signs, also before a stray space.
fn clings_to_next(character: char) -> bool {
    matches!(character, '\u{AB}' | '(' | '[' | '{' | '\u{201C}' | '\u{2018}' | '\u{2039}')
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The text with `|` where a line may end.
    fn marked(text: &str) -> String {
        let mut marked = String::new();
        let mut from = 0;
        for at in opportunities(text) {
            marked.push_str(&text[from..at]);
            marked.push('|');
            from = at;
        }
        marked + &text[from..]
    }

    #[test]
    fn lines_end_between_words_and_never_at_half_spaces() {
        assert_eq!(marked("نان می\u{200C}پزیم و"), "نان |می\u{200C}پزیم |و");
        assert_eq!(marked("نان \u{200C}پختیم"), "نان |\u{200C}پختیم");
        assert_eq!(marked("نان\u{200C}—پختیم"), "نان\u{200C}—|پختیم");
    }

    #[test]
    fn closing_signs_stay_with_the_word_before_even_after_a_space() {
        assert_eq!(marked("نان ، کتاب ؛ زنبور ؟ بله"), "نان ، |کتاب ؛ |زنبور ؟ |بله");
        assert_eq!(marked("( نان ) و « کتاب » و [ عسل ]"), "( نان ) |و |« کتاب » |و |[ عسل ]");
        assert_eq!(marked("نان، «کتاب» (عسل)؛ چه؟"), "نان، |«کتاب» |(عسل)؛ |چه؟");
    }

    #[test]
    fn hyphens_dashes_and_slashes_of_addresses_break_after_them() {
        assert_eq!(marked("well-made bread in C++"), "well-|made |bread |in |C++");
        assert_eq!(marked("https://example.org/bees/two-hives"), "https://|example.org/|bees/|two-|hives");
        assert_eq!(marked("نان—و عسل"), "نان|—|و |عسل");
    }

    #[test]
    fn no_line_begins_with_a_dash_between_spaces() {
        assert_eq!(marked("نان - که گرم است – و عسل"), "نان - |که |گرم |است – |و |عسل");
        assert_eq!(marked("bread — and −5"), "bread — |and |−5");
    }

    #[test]
    fn numbers_no_break_spaces_and_soft_hyphens_hold_together() {
        assert_eq!(marked("۱۳۵۷/۱۱/۲۲ ۱۲٫۵٪"), "۱۳۵۷/۱۱/۲۲ |۱۲٫۵٪");
        assert_eq!(marked("۱۲\u{A0}نان ۵\u{202F}کیلو"), "۱۲\u{A0}نان |۵\u{202F}کیلو");
        assert_eq!(marked("ISBN 964-312-000-X 1.2-beta"), "ISBN |964-312-000-X |1.2-beta");
        assert_eq!(marked("کتاب\u{AD}خانه book\u{AD}binder"), "کتاب\u{AD}خانه |book\u{AD}binder");
    }

    #[test]
    fn a_forced_break_is_among_the_offsets() {
        assert_eq!(marked("نان\u{2028}کتاب\u{2028})"), "نان\u{2028}|کتاب\u{2028}|)");
    }
}
