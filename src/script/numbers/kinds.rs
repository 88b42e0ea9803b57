//! Tells what a stretch is: a number, a telephone number, an ISBN, a range, a Latin word with signs.

use std::ops::Range;

use super::tokens::{is_sign, tokens};
use super::{Found, Kind, is_dash, parts, varies};
use crate::script::DigitSet;
use crate::script::digits::value;

/// Digits of a telephone number with its codes, at least and at most (E.164 allows 15).
const PHONE: std::ops::RangeInclusive<usize> = 8..=15;

/// More groups than any number has: those of a telephone number have a digit each at least, and one more is too many.
const MOST_GROUPS: usize = 17;

/// The stretches of a text that have an order of their own.
pub(super) fn found(text: &str) -> Vec<Found> {
    let mut quotes = quotes(text).into_iter().peekable();
    let tokens = tokens(text);
    let mut found: Vec<Found> = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        // A quotation that begins inside a stretch, `f(x!)`, stands in its order.
        let done = found.last().map_or(0, |last| last.range.end);
        while quotes.next_if(|quote| quote.start < done).is_some() {}
        if let Some(quote) = quotes.next_if(|quote| quote.start <= tokens[at].start) {
            at += tokens[at..].iter().take_while(|token| token.start < quote.end).count();
            found.push(Found { range: quote, kind: Kind::LeftToRight });
            continue;
        }
        let count = number_of_groups(text, &tokens[at..]).max(1);
        let range = tokens[at].start..tokens[at + count - 1].end;
        at += count;
        if count > 1 {
            found.push(Found { range, kind: Kind::LeftToRight });
        } else {
            found.extend(single(text, range));
        }
    }
    found
}

/// What stands in brackets or quotation marks, is wholly Latin, and ends in a sign: «Why?», (2nd ed.).
fn quotes(text: &str) -> Vec<Range<usize>> {
    let mut quotes: Vec<Range<usize>> = Vec::new();
    let mut open: Vec<(usize, char)> = Vec::new();
    for (at, character) in text.char_indices() {
        if let Some(closing) = closing_of(character) {
            open.push((at + character.len_utf8(), closing));
        } else if let Some(depth) = open.iter().rposition(|(_, closing)| *closing == character) {
            let (start, _) = open[depth];
            open.truncate(depth);
            let inside = &text[start..at];
            if is_latin(inside) && varies(inside) {
                // The outermost one holds the others.
                quotes.retain(|quote| quote.start < start);
                quotes.push(start..at);
            }
        }
    }
    quotes
}

/// The sign that closes what another opens.
fn closing_of(opening: char) -> Option<char> {
    const PAIRS: [(char, char); 5] = [('(', ')'), ('[', ']'), ('«', '»'), ('“', '”'), ('‘', '’')];
    PAIRS.into_iter().find(|(one, _)| *one == opening).map(|(_, closing)| closing)
}

/// Whether a text has Latin letters and nothing of the Arabic script.
fn is_latin(text: &str) -> bool {
    let is_letter = |c: char| c.is_ascii_alphabetic() || matches!(c, 'À'..='ɏ');
    // Signs up to U+024F and general punctuation, except the directional marks.
    let belongs = |c: char| c <= 'ɏ' || matches!(c, '\u{2010}'..='\u{2027}' | '\u{2030}'..='\u{205E}');
    text.contains(is_letter) && text.chars().all(belongs)
}

/// How many stretches, parted by single spaces, are one telephone number or ISBN; 0 for none.
fn number_of_groups(text: &str, tokens: &[Range<usize>]) -> usize {
    // Looking further would make a paragraph of Latin words take the square of its length.
    let tokens = &tokens[..tokens.len().min(MOST_GROUPS)];
    let is_spaced = |pair: &[Range<usize>]| matches!(&text[pair[0].end..pair[1].start], " " | "\u{A0}" | "\u{202F}");
    let joined = tokens.windows(2).take_while(|pair| is_spaced(pair)).count() + usize::from(!tokens.is_empty());
    let words: Vec<&str> = tokens[..joined].iter().map(|range| &text[range.clone()]).collect();
    let Some((first, rest)) = words.split_first() else { return 0 };
    if first.trim_end_matches(':').eq_ignore_ascii_case("ISBN") || first.to_ascii_uppercase().starts_with("ISBN-1") {
        let count = rest.iter().take_while(|word| is_group(word)).count();
        return if has_isbn_length(&rest[..count].concat()) { count + 1 } else { 0 };
    }
    let groups = words.iter().take_while(|word| is_group(word)).count();
    if groups < 2 {
        return 0;
    }
    let all = words[..groups].concat();
    let is_isbn = matches!(plain_digits(first).as_str(), "978" | "979") && has_isbn_length(&all);
    let is_phone = begins_phone(first) && PHONE.contains(&digit_count(&all)) && !first.contains('/');
    if is_isbn || is_phone { groups } else { 0 }
}

/// Digits that may be a part of a telephone number or ISBN: two at least, or the check digit.
fn is_group(word: &str) -> bool {
    let is_check = |word: &str| matches!(word, "X" | "x") || digit_count(word) == 1;
    let inside = word.trim_start_matches(['+', '(']).trim_end_matches(')');
    let only_digits = |part: &str| !part.is_empty() && part.chars().all(DigitSet::is_digit) || is_check(part);
    (digit_count(word) >= 2 || is_check(word)) && inside.split(|c| is_dash(c) || c == ')').all(only_digits)
}

fn begins_phone(word: &str) -> bool {
    let digits = plain_digits(word);
    word.starts_with('+') || digits.starts_with('0') && digits.len() >= 2
}

/// What one stretch is.
fn single(text: &str, range: Range<usize>) -> Option<Found> {
    let word = &text[range.clone()];
    let without_sign = word.trim_end_matches(is_sign);
    if word.chars().any(char::is_alphabetic) {
        return varies(word).then_some(Found { range, kind: Kind::LeftToRight });
    }
    let is_signed = without_sign.len() < word.len();
    let range = range.start..range.start + without_sign.len();
    if is_range(without_sign) {
        let kind = if is_phone(without_sign) || is_identifier(without_sign) { Kind::LeftToRight } else { Kind::Range };
        return Some(Found { range, kind });
    }
    // Digits in brackets that no telephone number follows.
    if word.starts_with('(') {
        return None;
    }
    // The number alone is isolated: percent and currency stand at its left, whatever stands before it.
    (is_signed || varies(without_sign)).then_some(Found { range, kind: Kind::LeftToRight })
}

/// Numbers with a dash between them.
fn is_range(word: &str) -> bool {
    let is_number = |part: &str| {
        let ends_in_digit = part.chars().next().is_some_and(DigitSet::is_digit)
            && part.chars().next_back().is_some_and(DigitSet::is_digit);
        ends_in_digit
            && part.chars().all(|c| DigitSet::is_digit(c) || matches!(c, '.' | ',' | '/' | ':' | '\u{66B}' | '\u{66C}'))
    };
    let word = word.trim_start_matches('+');
    word.contains(is_dash) && word.split(is_dash).all(is_number)
        || word.starts_with('(') && word.trim_start_matches('(').split(|c| is_dash(c) || c == ')').all(is_number)
}

fn is_phone(word: &str) -> bool {
    let is_plain = word.chars().all(|c| DigitSet::is_digit(c) || is_dash(c) || matches!(c, '+' | '(' | ')'));
    is_plain && begins_phone(word) && PHONE.contains(&digit_count(word))
}

/// Four numbers or more are neither a range nor a date: ISBN, cards, accounts.
fn is_identifier(word: &str) -> bool {
    parts(word).len() >= 4
}

fn has_isbn_length(word: &str) -> bool {
    matches!(digit_count(word) + usize::from(word.ends_with(['X', 'x'])), 10 | 13)
}

fn digit_count(word: &str) -> usize {
    word.chars().filter(|c| DigitSet::is_digit(*c)).count()
}

/// The digits of a word as ASCII.
fn plain_digits(word: &str) -> String {
    word.chars().filter_map(value).filter_map(|digit| char::from_digit(digit, 10)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The stretches found, ranges with a `~` before them.
    fn shown(text: &str) -> Vec<String> {
        let mark = |kind| if kind == Kind::Range { "~" } else { "" };
        found(text).into_iter().map(|one| format!("{}{}", mark(one.kind), &text[one.range])).collect()
    }

    #[test]
    fn what_cannot_go_wrong_is_left_alone() {
        for text in ["سال ۱۲", "۱۲٫۵ و ۱۲/۵ و 12.5", "۱۳۵۷/۱۱/۲۲ ساعت ۱۲:۳۰", "Fred Zeller", "book", "a.b@example.org"]
        {
            assert_eq!(shown(text), [""; 0], "{text}");
        }
    }

    #[test]
    fn signs_at_an_edge_and_mixed_digits_are_isolated() {
        assert_eq!(shown("C++، و C# و -۵ و https://example.org/"), ["C++", "C#", "-۵", "https://example.org/"]);
        assert_eq!(shown("۱۲/٥ و 16-F و 1.2.3-beta.1"), ["۱۲/٥", "16-F", "1.2.3-beta.1"]);
    }

    #[test]
    fn percent_and_currency_are_left_to_the_line() {
        assert_eq!(shown("۵۰٪ و 50% و ۱۲$، ۲۰°"), ["۵۰", "50", "۱۲", "۲۰°"]);
        assert_eq!(shown("آرد (۰٫۲۵٪) و (۰۵) و (۰۱۲)."), ["۰٫۲۵"]);
    }

    #[test]
    fn a_latin_phrase_in_brackets_keeps_its_signs() {
        assert_eq!(shown("«Why?» و (Bread, 2nd ed.) و «نان (well!)»"), ["Why?", "Bread, 2nd ed.", "well!"]);
        assert_eq!(shown("(Fred Baker) و «Bread (white)» و (نان bread.)"), [""; 0]);
    }

    #[test]
    fn stretches_never_overlap() {
        assert_eq!(shown("1<[^x]ont نان"), ["1<[^x]ont"]);
        for text in ["نان 2(a!)b c", "f(x!) (y z.)", "#a(b c!) d", "نان -5[x (y!)]z. و [a.]", "www.a.b(c d!)"] {
            let found = found(text);
            assert!(found.windows(2).all(|pair| pair[0].range.end <= pair[1].range.start), "{text}: {found:?}");
        }
    }

    #[test]
    fn telephone_numbers_and_isbn_are_told_from_ranges() {
        assert_eq!(shown("۰۲۱-۵۵۵۰۱۲۳۴ و ۱۲-۳۴"), ["۰۲۱-۵۵۵۰۱۲۳۴", "~۱۲-۳۴"]);
        assert_eq!(shown("+98 21 5550 1234 و ۰۹۱۲ ۵۵۵ ۰۱۲۳"), ["+98 21 5550 1234", "۰۹۱۲ ۵۵۵ ۰۱۲۳"]);
        assert_eq!(shown("(۰۲۱) ۵۵۵۰-۱۲۳۴"), ["(۰۲۱) ۵۵۵۰-۱۲۳۴"]);
        assert_eq!(shown("شابک ۹۷۸-۶۲۲-۰۰۰-۱۲۳-۴"), ["۹۷۸-۶۲۲-۰۰۰-۱۲۳-۴"]);
        assert_eq!(
            shown("ISBN 978-622-000-123-4 و ISBN 964-312-000-X"),
            ["ISBN 978-622-000-123-4", "ISBN 964-312-000-X"]
        );
        assert_eq!(shown("کارت ۶۰۳۷-۹۹۷۱-۰۰۰۰-۱۲۳۴"), ["۶۰۳۷-۹۹۷۱-۰۰۰۰-۱۲۳۴"]);
        assert_eq!(shown("۲۰۲۴-۰۵-۱۷ و ۱۸۴۸–۱۸۴۹"), ["~۲۰۲۴-۰۵-۱۷", "~۱۸۴۸–۱۸۴۹"]);
    }

    #[test]
    fn years_side_by_side_are_no_telephone_number() {
        assert_eq!(shown("سال‌های ۱۹۰۵ ۱۹۱۷ ۱۹۲۱"), [""; 0]);
        assert_eq!(shown("صفحه‌های ۱۰ ۲۰ ۳۰ ۴۰"), [""; 0]);
    }
}
