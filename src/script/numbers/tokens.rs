//! Cuts text into the stretches that may be numbers, addresses or Latin words with signs.

use std::ops::Range;

use super::is_dash;
use crate::script::DigitSet;

/// Signs of opening that never begin a number or address.
const OPENING: [char; 6] = ['(', '[', '{', '<', '"', '\''];
/// Signs of closing and of the sentence that never end one.
const CLOSING: [char; 13] = [')', ']', '}', '>', '"', '\'', '.', ',', ';', ':', '!', '?', '*'];

/// Stretches without spaces, cut where letters of other scripts begin, without the sentence's signs around them.
pub(super) fn tokens(text: &str) -> Vec<Range<usize>> {
    let mut tokens = Vec::new();
    let mut start = 0;
    while start < text.len() {
        let word = start + word_length(&text[start..]);
        match address(&text[start..word]) {
            Some(found) => {
                push_runs(text, start..start + found.start, &mut tokens);
                tokens.push(start + found.start..start + found.end);
                push_runs(text, start + found.end..word, &mut tokens);
            }
            None => push_runs(text, start..word, &mut tokens),
        }
        let space = text[word..].chars().take_while(|c| c.is_whitespace()).map(char::len_utf8).sum::<usize>();
        start = word + space;
    }
    tokens
}

fn word_length(text: &str) -> usize {
    text.find(char::is_whitespace).unwrap_or(text.len())
}

/// An address in a word: it may hold letters of any script.
fn address(word: &str) -> Option<Range<usize>> {
    let start = match word.find("://") {
        Some(at) => at - word[..at].bytes().rev().take_while(u8::is_ascii_alphanumeric).count(),
        None => word.find("www.").filter(|at| !word[..*at].ends_with(|c: char| c.is_ascii_alphanumeric()))?,
    };
    let is_end = |c: char| matches!(c, '«' | '»' | '“' | '”' | '،' | '؛' | '؟' | '<' | '>');
    let end = word[start..].find(is_end).map_or(word.len(), |length| start + length);
    Some(start..start + trimmed_end(&word[start..end]).len())
}

/// Adds the stretches of a word that have the characters of numbers and of Latin words.
fn push_runs(text: &str, word: Range<usize>, tokens: &mut Vec<Range<usize>>) {
    let mut from = word.start;
    for run in text[word].split_inclusive(|c| !belongs(c)) {
        let end = from + run.len();
        let run = run.trim_end_matches(|c| !belongs(c));
        let token = trimmed(run, text[..from].chars().next_back());
        if token.chars().any(char::is_alphanumeric) {
            let start = from + (token.as_ptr().addr() - run.as_ptr().addr());
            tokens.push(start..start + token.len());
        }
        from = end;
    }
}

/// Characters of numbers, Latin words, and what stands inside or at the edges of them.
fn belongs(character: char) -> bool {
    character.is_ascii_graphic()
        || DigitSet::is_digit(character)
        || is_dash(character)
        || is_sign(character)
        || matches!(character, '\u{066B}' | '\u{066C}' | '\u{B1}' | '\u{B0}' | 'À'..='ɏ')
}

/// Percent, permille and currency: they stand at the left of their number.
///
/// ٪ U+066A, ؉ U+0609, ‰ U+2030, ﷼ U+FDFC, ¢–¥ U+00A2–U+00A5, U+20A0–U+20CF.
pub(super) fn is_sign(character: char) -> bool {
    matches!(character, '%' | '$' | '\u{066A}' | '\u{0609}' | '\u{2030}' | '\u{FDFC}')
        || matches!(character, '\u{A2}'..='\u{A5}' | '\u{20A0}'..='\u{20CF}')
}

/// A run without the signs of the sentence; `before` is the character before it.
fn trimmed(run: &str, before: Option<char>) -> &str {
    let mut token = run;
    let mut is_at_word_start = before.is_none_or(|c| c.is_whitespace() || !c.is_alphanumeric());
    while let Some(first) = token.chars().next().filter(|first| !may_begin(*first, token, is_at_word_start)) {
        is_at_word_start = OPENING.contains(&first);
        token = &token[first.len_utf8()..];
    }
    trimmed_end(token)
}

/// Whether a stretch may begin with a character: a letter or digit, or a sign that leads one.
fn may_begin(first: char, token: &str, is_at_word_start: bool) -> bool {
    let next = token.chars().nth(1);
    let leads = |wanted: fn(char) -> bool| is_at_word_start && next.is_some_and(wanted);
    match first {
        '-' | '\u{2212}' | '\u{B1}' => leads(DigitSet::is_digit),
        '+' | '#' | '$' => leads(|c| c.is_alphanumeric()),
        '.' | '@' | '/' | '~' => leads(|c| c.is_ascii_alphabetic()),
        // «(021) 5550-1234»: a code in brackets at the start of a number.
        '(' => next.is_some_and(|c| matches!(c, '0' | '\u{06F0}' | '\u{0660}')) && begins_with_code(token),
        _ => first.is_alphanumeric(),
    }
}

/// Whether digits alone stand in the brackets that a stretch begins with.
fn begins_with_code(token: &str) -> bool {
    token[1..].split_once(')').is_some_and(|(inside, _)| inside.chars().all(DigitSet::is_digit))
}

/// A stretch without what closes a sentence or quotation; a bracket that was opened in it stays.
fn trimmed_end(run: &str) -> &str {
    let mut token = run;
    while let Some(last) = token.chars().next_back() {
        let is_balanced = last == ')' && token.matches('(').count() == token.matches(')').count();
        if is_balanced || !(CLOSING.contains(&last) || is_dash(last)) {
            break;
        }
        token = &token[..token.len() - last.len_utf8()];
    }
    token
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<&str> {
        tokens(text).into_iter().map(|range| &text[range]).collect()
    }

    #[test]
    fn signs_of_the_sentence_are_left_out() {
        assert_eq!(found("(سال ۱۲-۳۴)، C++. «f(x)»؛ -۵ و .NET!"), ["۱۲-۳۴", "C++", "f(x)", "-۵", ".NET"]);
        assert_eq!(found("۱۲-بهمن ۵۰٪، نان"), ["۱۲", "۵۰٪"]);
        assert_eq!(found("- ۵ --a"), ["۵", "a"]);
    }

    #[test]
    fn addresses_hold_letters_of_every_script() {
        assert_eq!(found("«https://example.org/نان/۲»، نان"), ["https://example.org/نان/۲"]);
        assert_eq!(found("(www.example.org/)"), ["www.example.org/"]);
        assert_eq!(found("پیوند:https://example.org."), ["https://example.org"]);
    }
}
