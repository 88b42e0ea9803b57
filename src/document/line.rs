//! What is inside one line of text while it is being read: pieces in reading order, and brackets that wait.
//!
//! The Markdown parser gives text in pieces cut at every mark and escape; here they become whole again. Brackets with
//! attributes become spans, `^…^` and `~…~` become raised and lowered text. Nothing is added to or taken from the
//! words, except the space that a dropped comment would double.

use super::{Attributes, Inline};
use crate::base::Span;

/// Spans in spans, at most: one more loses its outermost bracket. Keeps trees shallow enough to walk by recursion.
const DEEPEST_SPANS: usize = 16;

/// A piece of text from the Markdown parser.
#[derive(Clone, Copy, Debug)]
pub(super) struct Piece<'a> {
    /// The text as it is meant.
    pub(super) text: &'a str,
    /// Where it stands.
    pub(super) span: Span,
    /// Whether marks in it are marks: it stands in the source letter for letter, and its first letter is not escaped.
    pub(super) is_plain: bool,
}

/// One run of inlines being read.
#[derive(Clone, Debug, Default)]
pub(super) struct Line {
    pieces: Vec<Inline>,
    /// Pieces before this one stay as they are: brackets and marks that may still become something.
    sealed: usize,
    /// Pieces that are an open bracket.
    brackets: Vec<usize>,
    /// The piece that is an open `^`, and an open `~`.
    raised: Option<usize>,
    lowered: Option<usize>,
    /// Whether the last thing was a comment.
    after_comment: bool,
    /// Whether some text stands in more pieces than it needs.
    is_split: bool,
}

impl Line {
    /// Adds anything that is not text.
    pub(super) fn push(&mut self, inline: Inline) {
        self.after_comment = false;
        self.pieces.push(inline);
    }

    /// Adds inlines, some of them text that may join what stands before.
    pub(super) fn push_all(&mut self, inlines: impl Iterator<Item = Inline>) {
        self.after_comment = false;
        self.is_split = true;
        self.pieces.extend(inlines);
    }

    /// Notes that a comment stood here.
    pub(super) fn skip_comment(&mut self) {
        self.after_comment = true;
    }

    /// The single space of a soft line break at `span`.
    pub(super) fn push_space(&mut self, span: Span) {
        self.close_words();
        self.push_text(" ", span);
    }

    /// Adds a piece of text; `^` and `~` in a plain one are read as marks.
    pub(super) fn push_piece(&mut self, piece: Piece<'_>) {
        if !piece.is_plain || !piece.text.bytes().any(|byte| byte == b'^' || byte == b'~') {
            if self.raised.is_some() || self.lowered.is_some() {
                self.forget_marks_before_space(piece.text);
            }
            self.push_text(piece.text, piece.span);
            return;
        }
        let mut start = 0;
        for (at, mark) in piece.text.match_indices(['^', '~']) {
            self.push_words(&piece, start, at);
            // A mark before white space closes at most; behind a stroke it belongs to an address such as `/~name/`.
            let is_address = match self.pieces.last() {
                Some(Inline::Text(last, _)) => last.ends_with('/'),
                _ => false,
            };
            let can_open = !is_address && !piece.text[at + 1..].starts_with(char::is_whitespace);
            self.push_mark(mark, can_open, cut(&piece, at, at + 1));
            start = at + 1;
        }
        self.push_words(&piece, start, piece.text.len());
    }

    /// Adds the words `start..end` of a piece.
    fn push_words(&mut self, piece: &Piece<'_>, start: usize, end: usize) {
        if start < end {
            self.forget_marks_before_space(&piece.text[start..end]);
            self.push_text(&piece.text[start..end], cut(piece, start, end));
        }
    }

    /// Raised and lowered text holds no white space (Pandoc's rule): a mark before a space is a letter.
    fn forget_marks_before_space(&mut self, text: &str) {
        if text.contains(char::is_whitespace) {
            self.close_words();
        }
    }

    fn close_words(&mut self) {
        self.raised = None;
        self.lowered = None;
    }

    /// Closes the mark if it is open and something stands in it, else opens it.
    fn push_mark(&mut self, mark: &str, can_open: bool, span: Span) {
        let open = if mark == "^" { self.raised } else { self.lowered };
        if let Some(index) = open.filter(|index| index + 1 < self.pieces.len()) {
            let content = self.take_from(index);
            self.pieces.push(if mark == "^" { Inline::Superscript(content) } else { Inline::Subscript(content) });
            return;
        }
        let begins_note = mark == "^" && self.brackets.last().is_some_and(|index| index + 1 == self.pieces.len());
        self.push_seal(mark, span);
        if !begins_note && can_open {
            let index = Some(self.pieces.len() - 1);
            *(if mark == "^" { &mut self.raised } else { &mut self.lowered }) = index;
        }
    }

    /// Adds `[`.
    pub(super) fn open_bracket(&mut self, span: Span) {
        self.push_seal("[", span);
        if self.brackets.len() == DEEPEST_SPANS {
            self.brackets.remove(0);
        }
        self.brackets.push(self.pieces.len() - 1);
    }

    /// Closes the last open bracket at a `]`; with attributes it becomes a span. Whether there was one.
    pub(super) fn close_bracket(&mut self, attributes: Option<Attributes>) -> bool {
        let Some(index) = self.brackets.pop() else { return false };
        if let Some(attributes) = attributes {
            let content = self.take_from(index);
            self.push(Inline::Span(attributes, content));
        }
        true
    }

    /// Takes what stands behind the opening piece `index`, and that piece away.
    fn take_from(&mut self, index: usize) -> Vec<Inline> {
        let content = self.pieces.split_off(index + 1);
        self.pieces.pop();
        self.sealed = self.pieces.len();
        self.brackets.retain(|bracket| *bracket < index);
        self.raised = self.raised.filter(|mark| *mark < index);
        self.lowered = self.lowered.filter(|mark| *mark < index);
        merge(content)
    }

    /// Adds text that later text is not put into.
    fn push_seal(&mut self, text: &str, span: Span) {
        self.after_comment = false;
        self.is_split = true;
        self.pieces.push(Inline::Text(text.to_owned(), span));
        self.sealed = self.pieces.len();
    }

    /// Adds text to the last piece if that is text, else as a new one.
    fn push_text(&mut self, text: &str, span: Span) {
        let ends_in_space = match self.pieces.last() {
            None => true,
            Some(Inline::Text(last, _)) => last.ends_with(' '),
            Some(_) => false,
        };
        let text = if self.after_comment && ends_in_space { text.trim_start_matches(' ') } else { text };
        self.after_comment = false;
        if text.is_empty() {
            return;
        }
        if self.pieces.len() > self.sealed
            && let Some(Inline::Text(last, place)) = self.pieces.last_mut()
        {
            last.push_str(text);
            place.end = span.end;
        } else {
            self.pieces.push(Inline::Text(text.to_owned(), span));
        }
    }

    /// The inlines, with text in as few pieces as it can be.
    pub(super) fn finish(mut self) -> Vec<Inline> {
        if self.after_comment
            && let Some(Inline::Text(last, _)) = self.pieces.last_mut()
        {
            last.truncate(last.trim_end_matches(' ').len());
        }
        if self.is_split { merge(self.pieces) } else { self.pieces }
    }
}

/// The place of bytes `start..end` of a plain piece.
fn cut(piece: &Piece<'_>, start: usize, end: usize) -> Span {
    let at = piece.span.start as usize;
    Span::new(piece.span.source, at + start, at + end)
}

/// Joins neighbouring texts.
pub(super) fn merge(pieces: Vec<Inline>) -> Vec<Inline> {
    let mut merged: Vec<Inline> = Vec::with_capacity(pieces.len());
    for piece in pieces {
        match (merged.last_mut(), piece) {
            (Some(Inline::Text(last, place)), Inline::Text(text, span)) => {
                last.push_str(&text);
                place.end = span.end;
            }
            (_, piece) => merged.push(piece),
        }
    }
    merged
}

/// The words of inlines without marks of notes, for titles and texts that stand in for an image; a forced line break
/// is a space.
pub fn plain_text(inlines: &[Inline]) -> String {
    let mut text = String::new();
    collect_text(inlines, &mut text);
    text
}

fn collect_text(inlines: &[Inline], text: &mut String) {
    for inline in inlines {
        match inline {
            Inline::Text(words, _) | Inline::Code(words, _) => text.push_str(words),
            Inline::Emphasis(inner)
            | Inline::Strong(inner)
            | Inline::Strike(inner)
            | Inline::Superscript(inner)
            | Inline::Subscript(inner)
            | Inline::Span(_, inner) => collect_text(inner, text),
            Inline::Link(link) => collect_text(&link.content, text),
            Inline::Image(image) => text.push_str(&image.alt),
            Inline::NoteMark(..) => {}
            Inline::LineBreak => text.push(' '),
        }
    }
}

/// Cuts the last `length` bytes and the white space before them off the last text; false when there are none.
pub(super) fn cut_end(inlines: &mut Vec<Inline>, length: usize) -> bool {
    let Some(Inline::Text(last, span)) = inlines.last_mut() else { return false };
    let Some(kept) = last.len().checked_sub(length) else { return false };
    let kept = last[..kept].trim_end().len();
    let removed = u32::try_from(last.len() - kept).expect("sources are limited to 1 GiB");
    last.truncate(kept);
    span.end -= removed;
    if last.is_empty() {
        inlines.pop();
    }
    true
}
