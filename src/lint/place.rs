//! Where a text stands in its manuscript: escapes, entities, line ends and comments make it differ from what is written.
//!
//! The text of an inline and the stretch of source that its span names go in side by side, a place for each character
//! comes out. What does not fit is lost: then the span as a whole is the place, and nothing of it is mended.

use std::ops::Range;

use crate::base::Span;

/// The places of the characters of one text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Places {
    /// It stands there letter for letter, from this byte of the source.
    Verbatim(usize),
    /// For each character its byte in the text and in the source, in order.
    Each(Vec<(usize, usize)>),
    /// Somewhere in this stretch of the source.
    Lost(Range<usize>),
}

impl Places {
    /// Finds the places of a text that was read from a span of `source`.
    pub(super) fn find(text: &str, source: &str, span: Span) -> Self {
        let whole = span.start as usize..span.end as usize;
        let Some(written) = source.get(whole.clone()) else { return Self::Lost(whole) };
        if written == text {
            return Self::Verbatim(whole.start);
        }
        align(text, written).map_or(Self::Lost(whole.clone()), |mut pairs| {
            pairs.iter_mut().for_each(|(_, place)| *place += whole.start);
            Self::Each(pairs)
        })
    }

    /// The bytes of the source that a range of the text was read from; the range may be empty.
    pub(super) fn range(&self, range: &Range<usize>) -> Option<Range<usize>> {
        match self {
            Self::Verbatim(start) => Some(start + range.start..start + range.end),
            Self::Each(pairs) => {
                let first = pairs.partition_point(|(at, _)| *at < range.start);
                let end = pairs.partition_point(|(at, _)| *at < range.end);
                if range.is_empty() {
                    let at = pairs.get(first)?.1;
                    return Some(at..at);
                }
                let (last_at, last_place) = pairs.get(end.checked_sub(1)?)?;
                let start = pairs.get(first)?.1;
                // The last character as it is written may be longer; a range that it ends is never mended then.
                Some(start..last_place + (range.end - last_at))
            }
            Self::Lost(_) => None,
        }
    }

    /// A byte of the source to point at for a byte of the text.
    pub(super) fn pointer(&self, at: usize) -> usize {
        match self {
            Self::Verbatim(start) => start + at,
            Self::Each(pairs) => {
                let index = pairs.partition_point(|(other, _)| *other <= at);
                index.checked_sub(1).and_then(|index| pairs.get(index)).map_or(0, |(_, place)| *place)
            }
            Self::Lost(range) => range.start,
        }
    }
}

/// Pairs of bytes for each character of `text` in `written`; `None` where they do not fit.
fn align(text: &str, written: &str) -> Option<Vec<(usize, usize)>> {
    let mut pairs = Vec::with_capacity(text.len() / 2);
    let mut place = 0;
    let mut characters = text.char_indices().peekable();
    while let Some((at, character)) = characters.next() {
        place = skipped(&written[place..], &text[at..], character, place);
        let rest = &written[place..];
        if character == ' ' && rest.starts_with([' ', '\t', '\r', '\n']) && !rest.starts_with(' ') {
            pairs.push((at, place));
            place += line_end(rest);
        } else if rest.starts_with(character) && !(character == '&' && is_entity(rest, &text[at..])) {
            pairs.push((at, place));
            place += character.len_utf8();
        } else if rest.starts_with('&') {
            let end = rest.find(';')? + 1;
            pairs.push((at, place));
            place += end;
            // Some entities stand for two characters: the second has the place of the first.
            if let Some((next, _)) = characters.next_if(|(_, next)| !resumes(&written[place..], *next)) {
                pairs.push((next, place - end));
            }
        } else {
            return None;
        }
    }
    Some(pairs)
}

/// The place of a character behind a backslash, a comment, or spaces before a line end.
fn skipped(written: &str, text: &str, character: char, place: usize) -> usize {
    let escaped = written.strip_prefix('\\').is_some_and(|rest| rest.starts_with(character));
    if escaped && character.is_ascii_punctuation() && !text.starts_with("\\\\") {
        return place + 1;
    }
    if written.starts_with("<!--")
        && !text.starts_with("<!--")
        && let Some(length) = written.find("-->")
    {
        let after = place + length + "-->".len();
        let rest = &written[length + "-->".len()..];
        // The comment's own space is dropped where it would be doubled.
        let dropped = if character == ' ' { 0 } else { rest.len() - rest.trim_start_matches([' ', '\n', '\r']).len() };
        return after + dropped;
    }
    let spaces = written.len() - written.trim_start_matches([' ', '\t']).len();
    let ends_line = written[spaces..].starts_with(['\n', '\r']);
    if spaces > 0 && (ends_line || character != ' ') { place + spaces } else { place }
}

/// The length of a line end with the indent and marks of quotation that begin the next line.
fn line_end(written: &str) -> usize {
    written.len() - written.trim_start_matches([' ', '\t', '\r', '\n', '>']).len()
}

/// Whether `&` opens an entity here, not a text that looks like one.
fn is_entity(written: &str, text: &str) -> bool {
    let Some(end) = written.find(';') else { return false };
    let name = &written[1..end];
    let is_name = !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'#');
    is_name && !text.starts_with(&written[..=end])
}

/// Whether the source can go on with a character: it stands there, or an escape, entity or line end does.
fn resumes(written: &str, character: char) -> bool {
    written.starts_with(character)
        || written.starts_with(['\\', '&', '<'])
        || character == ' ' && written.starts_with([' ', '\t', '\r', '\n'])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::SourceId;

    /// What stands in the source for each character of the text.
    fn places(text: &str, source: &str) -> Places {
        Places::find(text, source, Span::new(SourceId(0), 0, source.len()))
    }

    fn written<'s>(places: &Places, text: &str, source: &'s str, part: &str) -> &'s str {
        let at = text.find(part).expect("a part of the text");
        &source[places.range(&(at..at + part.len())).expect("a place")]
    }

    #[test]
    fn escapes_entities_and_line_ends_keep_places_right() {
        let source = "نان \\*و\\* كتاب &amp; آب\u{A0}&#x200C;ها \n  > كوزه<!-- نه --> كاسه";
        let text = "نان *و* كتاب & آب\u{A0}\u{200C}ها كوزه كاسه";
        let places = places(text, source);
        for part in ["نان", "و", "كتاب", "آب", "ها", "كوزه", "كاسه"] {
            assert_eq!(written(&places, text, source, part), part);
        }
        assert_eq!(places.pointer(text.find('&').expect("it is there")), source.find('&').expect("it is there"));
    }

    #[test]
    fn what_does_not_fit_is_lost() {
        assert_eq!(places("نان", "کتاب"), Places::Lost(0..8));
    }

    #[test]
    fn a_text_as_written_is_found_at_once() {
        let places = places("نان", "نان");
        assert_eq!(places, Places::Verbatim(0));
        assert_eq!(places.range(&(2..2)), Some(2..2));
    }
}
