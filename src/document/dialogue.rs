//! `::: dialogue`: a line that begins with a name and a colon begins a speech; other lines go on.
//!
//! While a paragraph is read, a line end is a parting as between hemistichs ([`verse::parting`]), so that a line end that
//! was forced inside a speech stays one.

use super::line::{merge, plain_text};
use super::verse::{cut, is_parting};
use super::{Block, BlockKind, Inline, Speech};
use crate::base::Span;

/// The longest name, in characters and in words: what is longer is a sentence with a colon in it.
const LONGEST: (usize, usize) = (40, 5);
/// Signs that no name has.
const SIGNS: [char; 14] = ['.', '!', '?', ',', ';', '«', '»', '"', '\u{060C}', '\u{061B}', '\u{061F}', '“', '”', '…'];

/// Cuts a paragraph into its speeches: a line without a name goes on where the one before it ended.
pub(super) fn lines(content: Vec<Inline>, source: &str) -> Vec<Vec<Inline>> {
    let mut speeches: Vec<Vec<Inline>> = Vec::new();
    for line in cut(content, &is_parting) {
        match speeches.last_mut() {
            Some(last) if colon(&line, source).is_none() => {
                let span = last.iter().rev().find_map(|inline| match inline {
                    Inline::Text(_, span) => Some(*span),
                    _ => None,
                });
                last.push(Inline::Text(" ".to_owned(), line_end(source, span.unwrap_or_default())));
                last.extend(line);
            }
            _ => speeches.push(line),
        }
    }
    speeches.into_iter().map(merge).filter(|speech| !speech.is_empty()).collect()
}

/// The place of the first line end after a text.
fn line_end(source: &str, text: Span) -> Span {
    let rest = source.get(text.end as usize..).unwrap_or_default();
    let length = rest.find('\n').and_then(|length| u32::try_from(length).ok()).unwrap_or(0);
    let end = source.len().min((text.end + length) as usize + 1);
    Span { start: text.end + length, end: u32::try_from(end).unwrap_or(text.end), ..text }
}

/// Gathers blocks under their speakers.
pub(super) fn speeches(blocks: Vec<Block>, source: &str) -> Vec<Speech> {
    let mut speeches: Vec<Speech> = Vec::new();
    for mut block in blocks {
        let speaker = match &mut block.kind {
            BlockKind::Paragraph(content) => take_speaker(content, source),
            _ => None,
        };
        // A name may stand alone, before verse or a list.
        let is_empty = matches!(&block.kind, BlockKind::Paragraph(content) if content.is_empty());
        if speaker.is_some() || speeches.is_empty() {
            speeches.push(Speech { speaker: speaker.unwrap_or_default(), blocks: Vec::new() });
        }
        if let (false, Some(speech)) = (is_empty, speeches.last_mut()) {
            speech.blocks.push(block);
        }
    }
    speeches
}

/// How the name at the beginning of a line ends.
enum Colon {
    /// In its first text, at this byte.
    InText(usize),
    /// At the end of marked words, `**name:**`.
    InMark,
    /// After marked words, `**name**:`.
    AfterMark,
}

/// The colon that ends the name at the beginning of a line, if there is one.
fn colon(line: &[Inline], source: &str) -> Option<Colon> {
    match line {
        [Inline::Text(text, span), ..] => {
            let at = text.find(':')?;
            // `\:` is a colon that ends no name. The backslash is not in the text.
            let written = source.get(span.start as usize..span.end as usize).unwrap_or_default();
            let is_escaped = written.find(':').is_some_and(|at| written[..at].ends_with('\\'));
            (!is_escaped && is_name(&text[..at]) && ends_a_name(&text[at..])).then_some(Colon::InText(at))
        }
        [Inline::Strong(inner) | Inline::Emphasis(inner), rest @ ..] => {
            let words = plain_text(inner);
            let after = matches!(rest, [Inline::Text(text, _), ..] if ends_a_name(text));
            match words.trim_end().strip_suffix(':') {
                Some(name) => is_name(name).then_some(Colon::InMark),
                None => (after && is_name(&words)).then_some(Colon::AfterMark),
            }
        }
        _ => None,
    }
}

fn is_name(text: &str) -> bool {
    let words = text.split_whitespace().count();
    (1..=LONGEST.1).contains(&words) && text.chars().count() <= LONGEST.0 && !text.contains(SIGNS)
}

/// Whether a text goes on with a colon that is no part of an address or a time of day.
fn ends_a_name(text: &str) -> bool {
    text.strip_prefix(':').is_some_and(|rest| rest.chars().next().is_none_or(char::is_whitespace))
}

/// Takes the name and its colon off a line.
fn take_speaker(line: &mut Vec<Inline>, source: &str) -> Option<Vec<Inline>> {
    let found = colon(line, source)?;
    let (mut speaker, rest) = match (found, line.remove(0)) {
        (Colon::InText(at), Inline::Text(text, span)) => {
            let name = Inline::Text(text[..at].to_owned(), part(&text, span, 0, at));
            (vec![name], Some(Inline::Text(text[at..].to_owned(), part(&text, span, at, text.len()))))
        }
        (_, Inline::Strong(name) | Inline::Emphasis(name)) => (name, None),
        // Names stand in text or in marked words.
        (_, other) => (Vec::new(), Some(other)),
    };
    line.splice(0..0, rest);
    if let Some(Inline::Text(last, span)) = speaker.last_mut() {
        let length = last.trim_end().trim_end_matches(':').trim_end().len();
        *span = part(last, *span, 0, length);
        last.truncate(length);
    }
    if let Some(Inline::Text(text, span)) = line.first_mut() {
        let rest = text.strip_prefix(':').unwrap_or(text).trim_start().to_owned();
        *span = part(text, *span, text.len() - rest.len(), text.len());
        *text = rest;
        if text.is_empty() {
            line.remove(0);
        }
    }
    Some(speaker)
}

/// The place of bytes `start..end` of a text; where that does not stand in the source letter for letter, the place of all.
fn part(text: &str, span: Span, start: usize, end: usize) -> Span {
    match (u32::try_from(start), u32::try_from(end)) {
        (Ok(start), Ok(end)) if (span.end - span.start) as usize == text.len() => {
            Span { start: span.start + start, end: span.start + end, ..span }
        }
        _ => span,
    }
}
