//! Words, marks of notes and line ends go into what is open innermost.

use std::ops::Range;

use super::build::Builder;
use super::line::Piece;
use super::shape::Shape;
use super::{Attributes, Inline, attributes, html, verse};
use crate::base::Diagnostic;
use html::Html;

/// The longest label that an undefined note mark is recognised by, in bytes.
const LONGEST_LABEL: usize = 100;

/// The longest braces that are reported as a whole, in bytes.
const LONGEST_ATTRIBUTES: usize = 300;

impl Builder<'_> {
    /// A piece of text; `meant` differs from the source where an entity stands.
    pub(super) fn text(&mut self, meant: &str, range: &Range<usize>) {
        let Range { mut start, end } = *range;
        if end <= self.read_until && start < end {
            return;
        }
        let is_raw = self.hidden.get(start..end) == Some(meant);
        let written = self.text;
        if let Shape::Code(text) = &mut self.top().shape {
            text.push_str(if is_raw { &written[start..end] } else { meant });
            return;
        }
        if matches!(self.top().shape, Shape::Html) {
            return;
        }
        self.open_paragraph(start);
        // Nothing in `<https://…>` is a mark.
        let is_address =
            matches!(&self.top().shape, Shape::Link(link) if written[link.span.start as usize..].starts_with('<'));
        if !is_raw || is_address {
            self.piece(meant, start, end, false);
            return;
        }
        start = start.max(self.read_until);
        if self.is_escaped(start) {
            let first = written[start..end].chars().next().map_or(0, char::len_utf8);
            self.piece(&written[start..start + first], start, start + first, false);
            start += first;
        }
        match &written[start..end] {
            "" => {}
            "[" => self.bracket(start),
            "]" => self.closing_bracket(start),
            words => {
                if words.starts_with(['*', '_']) {
                    self.check_mark(start, end);
                }
                match self.stanza_ends {
                    Some(_) => self.words_of_verse(words, start),
                    None => self.piece(words, start, end, true),
                }
            }
        }
    }

    fn piece(&mut self, text: &str, start: usize, end: usize, is_plain: bool) {
        let span = self.span(start, end);
        self.top().line.push_piece(Piece { text, span, is_plain });
    }

    /// Whether the letter at a byte stands behind a backslash that is not itself escaped.
    fn is_escaped(&self, at: usize) -> bool {
        self.text.as_bytes()[..at].iter().rev().take_while(|byte| **byte == b'\\').count() % 2 == 1
    }

    /// Words of a stanza, with ` / ` between hemistichs.
    fn words_of_verse(&mut self, words: &str, start: usize) {
        let mut at = start;
        for (index, part) in words.split(verse::PARTING).enumerate() {
            if index > 0 {
                let span = self.span(at, at + verse::PARTING.len());
                self.top().line.push(verse::parting(span));
                at += verse::PARTING.len();
            }
            if !part.is_empty() {
                self.piece(part, at, at + part.len(), true);
            }
            at += part.len();
        }
    }

    /// Warns about a mark of emphasis that is printed: it stands at a word, so it was likely meant as a mark.
    fn check_mark(&mut self, start: usize, end: usize) {
        let mark = self.text.as_bytes()[start];
        let before = self.text[..start].chars().next_back();
        let is_counted = before == Some(char::from(mark)) && !self.is_escaped(start - 1);
        let run = self.text.as_bytes()[start..].iter().take_while(|byte| **byte == mark).count();
        let after = self.text[start + run..].chars().next();
        let is_space = |side: Option<char>| side.is_none_or(char::is_whitespace);
        // `2 * 3`, `name_of_file` and `https://example.org/_a` are words.
        let is_word = if mark == b'_' { !is_space(before) } else { is_space(before) && is_space(after) };
        if is_counted || is_word || end - start > run {
            return;
        }
        let span = self.span(start, start + run);
        let shown = &self.text[start..start + run];
        self.diagnostics.push(
            Diagnostic::warning("document.stray-mark", span, format!("`{shown}` is printed, it marks nothing here"))
                .hint("it cannot stand between punctuation and a letter: write `«**…**»ها`, not `**«…»**ها`")
                .hint(format!("put a backslash before it if it is meant as text: `\\{}`", char::from(mark))),
        );
    }

    /// `[`: the start of a span, or of a mark whose note is missing.
    fn bracket(&mut self, at: usize) {
        let rest = &self.text.as_bytes()[at..];
        if rest.starts_with(b"[^") {
            let label = rest.iter().take(LONGEST_LABEL).position(|byte| matches!(byte, b']' | b' ' | b'\n'));
            if let Some(close) = label.filter(|close| *close > 2 && rest[*close] == b']') {
                let span = self.span(at, at + close + 1);
                self.checks.missing_note(&self.text[at + 2..at + close], span);
            }
        }
        let span = self.span(at, at + 1);
        self.top().line.open_bracket(span);
    }

    /// `]`: the end of a span if attributes follow.
    fn closing_bracket(&mut self, at: usize) {
        let parsed = attributes::parse(self.source, self.text, at + 1, self.diagnostics);
        let end = parsed.as_ref().map_or(at + 1, |parsed| parsed.end);
        if let Some(parsed) = &parsed {
            self.checks.id(parsed, self.diagnostics);
        }
        let has_attributes = parsed.is_some();
        let was_open = self.top().line.close_bracket(parsed.map(|parsed| parsed.attributes));
        if was_open && has_attributes {
            self.read_until = end;
            return;
        }
        self.piece("]", at, at + 1, false);
        if self.text[at + 1..].starts_with('{') {
            let rest = self.text.as_bytes()[at + 1..].iter().take(LONGEST_ATTRIBUTES);
            let close = rest.clone().position(|byte| matches!(byte, b'}' | b'\n')).map(|length| at + 1 + length);
            // Cut short only to keep reports small; never inside a character.
            self.report_attributes(at + 1, close.unwrap_or(at + "]{".len()));
        }
    }

    /// The attributes that follow a link or image ending before byte `end`, if any.
    pub(super) fn attributes_after(&mut self, end: usize) -> Attributes {
        if !self.text[..end].ends_with([')', ']']) {
            return Attributes::default();
        }
        match attributes::parse(self.source, self.text, end, self.diagnostics) {
            Some(parsed) => {
                self.checks.id(&parsed, self.diagnostics);
                self.read_until = parsed.end;
                parsed.attributes
            }
            None => Attributes::default(),
        }
    }

    /// Warns about braces that look like attributes but cannot be read so.
    pub(super) fn report_attributes(&mut self, start: usize, end: usize) {
        let inside = self.text[start..].trim_start_matches(['{', ' ']);
        if !["#", ".", "lang=", "ref=", "title="].iter().any(|mark| inside.starts_with(mark)) {
            return;
        }
        let span = self.span(start, end);
        self.diagnostics.push(
            Diagnostic::warning("document.bad-attributes", span, "these braces are printed, not read as attributes")
                .hint("write `[words]{#id .class lang=ar key=\"value\"}`, both brackets inside the same emphasis"),
        );
    }

    /// `` `…` ``
    pub(super) fn code(&mut self, meant: &str, range: &Range<usize>) {
        self.open_paragraph(range.start);
        let written = &self.text[range.clone()];
        // A line in the code that looks like a fence was hidden from the Markdown parser.
        let text = if self.hidden[range.clone()] == *written {
            meant.to_owned()
        } else {
            written.trim_matches('`').split_whitespace().collect::<Vec<_>>().join(" ")
        };
        let span = self.span(range.start, range.end);
        self.top().line.push(Inline::Code(text, span));
    }

    /// `[^label]` whose note exists.
    pub(super) fn note_mark(&mut self, label: &str, range: &Range<usize>) {
        self.open_paragraph(range.start);
        let span = self.span(range.start, range.end);
        self.checks.note_mark(label);
        self.top().line.push(Inline::NoteMark(label.to_owned(), span));
    }

    /// A line end in the source: a space, or the end of a line of verse.
    pub(super) fn soft_break(&mut self, range: &Range<usize>) {
        self.open_paragraph(range.start);
        if self.stanza_ends.is_some() {
            self.hard_break(range);
        } else if self.in_speech {
            let span = self.span(range.start, range.end);
            self.top().line.push(verse::parting(span));
        } else {
            let span = self.span(range.start, range.end);
            self.top().line.push_space(span);
        }
    }

    /// A forced line end.
    pub(super) fn hard_break(&mut self, range: &Range<usize>) {
        self.open_paragraph(range.start);
        let span = self.span(range.start, range.end);
        if let Some(ends) = &mut self.stanza_ends {
            ends.push(span);
        }
        self.top().line.push(Inline::LineBreak);
    }

    /// HTML among words.
    pub(super) fn html(&mut self, range: &Range<usize>) {
        self.open_paragraph(range.start);
        // A cell stands on one line of the source, where nothing else can part its lines.
        let is_break = matches!(&self.text[range.clone()], "<br>" | "<br/>" | "<br />");
        if is_break && self.stack.iter().any(|frame| matches!(frame.shape, Shape::Cell)) {
            self.top().line.push(Inline::LineBreak);
        } else if html::classify(self.text, range.start, range.end) == Html::Comment {
            self.top().line.skip_comment();
            self.doubts.extend(html::doubts(self.source, self.text, range));
        } else {
            self.report_html(range.start, range.end);
        }
    }

    /// HTML on lines of its own.
    pub(super) fn html_block(&mut self, range: &Range<usize>) {
        match html::classify(self.text, range.start, range.end) {
            Html::Comment => {
                self.doubts.extend(html::doubts(self.source, self.text, range));
                self.pass_comment(range.clone());
            }
            Html::Unclosed(at) => self.diagnostics.push(html::unclosed(self.source, at)),
            Html::Other(at, true) if !self.text[at..].starts_with('<') => {
                self.diagnostics.push(html::after_comment(self.source, self.text, at, range.end));
            }
            Html::Other(at, _) => self.report_html(at, range.end),
        }
    }

    /// Remembers a comment between blocks, together with one right before it.
    fn pass_comment(&mut self, range: Range<usize>) {
        let start = match &self.comment {
            Some(last) if last.end == range.start => last.start,
            _ => range.start,
        };
        self.comment = Some(start..range.end);
    }

    fn report_html(&mut self, start: usize, end: usize) {
        let is_closing = self.text[start..].starts_with("</");
        if is_closing && self.open_tags > 0 {
            self.open_tags -= 1;
            return;
        }
        self.open_tags += usize::from(!is_closing);
        self.diagnostics.push(html::finding(self.source, self.text, start, end));
    }
}
