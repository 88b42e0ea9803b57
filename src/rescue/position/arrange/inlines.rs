//! The text of a paragraph: its lines joined, with emphasis and marks of notes.

use super::lines::Line;
use super::paragraphs::Paragraph;
use super::rows::Rise;
use super::words::Look;
use crate::lint::{Edit, Proof};
use crate::rescue::edited::Edited;
use crate::rescue::found::Inline;
use crate::script::DigitSet;
use crate::script::letters::is_arabic;

/// What bold letters say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Bold {
    /// They are strong.
    Strong,
    /// Nothing: all of it is bold.
    Plain,
}

/// A stretch of the joined text.
struct Span {
    text: String,
    look: Look,
    note: Option<String>,
    doubts: Vec<(usize, usize, &'static str)>,
}

/// The inlines of a paragraph.
pub(super) fn of_paragraph(paragraph: &Paragraph, bold: Bold) -> Vec<Inline> {
    of_broken_lines(&paragraph.lines, &paragraph.doubts, &paragraph.breaks, bold)
}

/// The inlines of lines; before those in `doubts` another paragraph may begin.
pub(super) fn of_lines(lines: &[Line], doubts: &[usize], bold: Bold) -> Vec<Inline> {
    of_broken_lines(lines, doubts, &[], bold)
}

fn of_broken_lines(lines: &[Line], doubts: &[usize], breaks: &[usize], bold: Bold) -> Vec<Inline> {
    let mut inlines = Vec::new();
    let mut spans: Vec<Span> = Vec::new();
    for (at, line) in lines.iter().enumerate() {
        if breaks.contains(&at) {
            inlines.extend(spans.drain(..).filter(|span| !span.text.is_empty()).map(inline));
            inlines.push(Inline::LineBreak);
        }
        join(&mut spans, line, doubts.contains(&at));
        let from = spans.len();
        for stretch in &line.stretches {
            let mut look = stretch.look;
            if bold == Bold::Plain {
                look.is_bold = false;
            }
            // Signs and spaces alone look like what they follow.
            let says = stretch.text.chars().any(char::is_alphanumeric);
            let note = stretch.note.clone();
            if let Some(last) = spans.last_mut()
                && last.note.is_none()
                && note.is_none()
                && (last.look == look || (!says && look.rise == Rise::None && last.look.rise == Rise::None))
            {
                last.text.push_str(&stretch.text);
            } else {
                spans.push(Span { text: stretch.text.clone(), look, note, doubts: Vec::new() });
            }
        }
        if line.tells_base
            && let Some(span) = spans.last_mut()
            && let Some((at, _)) = span.text.char_indices().next_back()
        {
            span.doubts.push((at, span.text.len(), "rescue.base-direction"));
        }
        if !line.is_proven {
            // Any part of the line may be at another place of it.
            let from = from.saturating_sub(1).min(spans.len().saturating_sub(1));
            if let Some(span) = spans.get_mut(from) {
                let length = span.text.trim_end().len();
                span.doubts.push((length.min(span.text.len()), length, "rescue.line-order"));
            }
        }
    }
    inlines.extend(spans.into_iter().filter(|span| !span.text.is_empty()).map(inline));
    inlines
}

/// Joins the next line: by a space, or by nothing after a soft hyphen.
fn join(spans: &mut Vec<Span>, next: &Line, is_doubtful: bool) {
    let Some(last) = spans.last_mut() else { return };
    if last.note.is_some() {
        let doubts = if is_doubtful { vec![(0, 1, "rescue.paragraph-join")] } else { Vec::new() };
        spans.push(Span { text: " ".to_owned(), look: Look::default(), note: None, doubts });
        return;
    }
    let begins_lower = next.text().chars().next().is_some_and(|letter| letter.is_lowercase());
    if last.text.ends_with('\u{AD}') {
        last.text.pop();
        return;
    }
    let mut end = last.text.chars().rev();
    let (sign, before) = (end.next(), end.next());
    if matches!(sign, Some('-' | '\u{2010}')) && begins_lower && before.is_some_and(char::is_lowercase) {
        let to = last.text.len();
        last.doubts.push((to - sign.map_or(1, char::len_utf8), to, "rescue.hyphen"));
        return;
    }
    // A word that has its hyphen anyway.
    let begins_word = next.text().chars().next().is_some_and(char::is_alphabetic);
    if matches!(sign, Some('-' | '\u{2010}')) && begins_word && before.is_some_and(|letter| letter.is_lowercase()) {
        return;
    }
    // A range of numbers that is broken after its dash.
    let is_dash = matches!(sign, Some('\u{2013}' | '-' | '/')) && before.is_some_and(DigitSet::is_digit);
    if is_dash && next.text().chars().next().is_some_and(DigitSet::is_digit) {
        return;
    }
    let is_arabic_hyphen = matches!(sign, Some('-' | '\u{2010}')) && before.is_some_and(is_arabic);
    if is_arabic_hyphen && is_suffix(&next.text()) {
        // Arabic script is not hyphenated; TeX breaks a word at its half-space as if it were.
        let to = last.text.len();
        last.doubts.push((to - sign.map_or(1, char::len_utf8), to, "rescue.half-space-hyphen"));
        return;
    }
    let from = last.text.len();
    if !last.text.ends_with(char::is_whitespace) {
        last.text.push(' ');
    }
    if is_doubtful {
        last.doubts.push((from, last.text.len(), "rescue.paragraph-join"));
    }
}

/// Whether a text begins with an ending that Persian writes after a half-space.
fn is_suffix(text: &str) -> bool {
    const ENDINGS: [&str; 24] = [
        "ها",
        "های",
        "هایی",
        "هائی",
        "هایش",
        "هایم",
        "هایشان",
        "هایمان",
        "هاست",
        "ای",
        "ام",
        "ات",
        "اش",
        "اند",
        "ایم",
        "اید",
        "تر",
        "ترین",
        "تری",
        "ی",
        "شان",
        "مان",
        "تان",
        "گی",
    ];
    let word: String = text.chars().take_while(|letter| letter.is_alphabetic() || *letter == '\u{200C}').collect();
    ENDINGS.contains(&word.as_str())
}

fn inline(span: Span) -> Inline {
    if let Some(label) = span.note {
        return Inline::Note(label);
    }
    let edits: Vec<Edit> = span
        .doubts
        .iter()
        .map(|(start, end, rule)| Edit {
            range: *start..*end,
            replacement: match *rule {
                "rescue.hyphen" => String::new(),
                "rescue.half-space-hyphen" => "\u{200C}".to_owned(),
                _ => span.text[*start..*end].to_owned(),
            },
            rule,
            // Where the last sign stands proves it.
            proof: if *rule == "rescue.base-direction" { Proof::Proved } else { Proof::Doubtful },
        })
        .collect();
    let mut text = Edited::found(span.text);
    text.apply(&edits);
    let mut inline = match span.look.rise {
        _ if span.look.is_monospace => Inline::Code(text.now().to_owned()),
        _ => Inline::Text(text),
    };
    match span.look.rise {
        Rise::Raised => inline = Inline::Superscript(vec![inline]),
        Rise::Lowered => inline = Inline::Subscript(vec![inline]),
        Rise::None => {}
    }
    if span.look.is_italic {
        inline = Inline::Emphasis(vec![inline]);
    }
    if span.look.is_bold { Inline::Strong(vec![inline]) } else { inline }
}
