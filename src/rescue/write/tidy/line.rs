//! What stands inside a line, in the form that Markdown can say: white space outside of marks, marks that hold something.

use crate::rescue::found::{Inline, Picture};
use crate::rescue::inlines::{inner_mut, is_blank, join, plain, trim};

/// Marks in marks, at most.
const DEEPEST_MARKS: usize = 10;

/// What line ends become.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Breaks {
    /// They stay.
    Kept,
    /// They become spaces.
    Spaces,
}

/// A line that can be written.
pub(super) fn line(content: &[Inline], breaks: Breaks) -> Vec<Inline> {
    let mut tidied = join(inlines(content, breaks, Around::default()));
    // Marks that met when what stood between them went.
    tidied = join(hoisted(tidied));
    trim(&mut tidied);
    // What one round makes may need another.
    join(settled(join(settled(trim_breaks(tidied)))))
}

/// Sets right what only shows when white space is gone: brackets that hold nothing, raised text at their beginning, which would
/// look like the mark of a note, and raised text behind a stroke, which our parser takes for an address.
fn settled(list: Vec<Inline>) -> Vec<Inline> {
    let mut out: Vec<Inline> = Vec::with_capacity(list.len());
    for mut one in list {
        if let Some(inner) = inner_mut(&mut one) {
            *inner = settled(std::mem::take(inner));
        }
        let after_stroke = matches!(out.last(), Some(Inline::Text(last)) if last.now().ends_with('/'));
        match one {
            Inline::Superscript(inner) | Inline::Subscript(inner) if after_stroke => out.extend(inner),
            // On marks of notes and on places no other mark is seen.
            Inline::Emphasis(inner)
            | Inline::Strong(inner)
            | Inline::Strike(inner)
            | Inline::Superscript(inner)
            | Inline::Subscript(inner)
            | Inline::Language(_, inner)
                if inner.iter().all(|one| matches!(one, Inline::Note(_) | Inline::Anchor(_))) =>
            {
                out.extend(inner);
            }
            Inline::Language(_, inner) if is_blank(&inner) => out.extend(inner),
            Inline::Link(target, inner) if is_blank(&inner) && !(inner.is_empty() && target.starts_with('#')) => {
                out.extend(inner);
            }
            Inline::Language(language, inner) => {
                let inner = inner.into_iter().flat_map(|one| match one {
                    Inline::Language(same, inner) if same == language => inner,
                    other => vec![other],
                });
                let inner = join(inner.collect());
                bracketed(&|inner| Inline::Language(language.clone(), inner), inner, &mut out);
            }
            Inline::Link(target, mut inner) => {
                // A mark of a note is a link itself: it cannot stand in another.
                let mut notes = Vec::new();
                take_notes(&mut inner, &mut notes);
                bracketed(&|inner| Inline::Link(target.clone(), inner), join(inner), &mut out);
                out.extend(notes);
            }
            // Strong emphasis and emphatic strength look the same.
            Inline::Strong(mut inner) if matches!(inner[..], [Inline::Emphasis(_)]) => {
                if let Some(Inline::Emphasis(inner)) = inner.pop() {
                    out.push(Inline::Emphasis(vec![Inline::Strong(inner)]));
                }
            }
            Inline::Span(attributes, inner) if attributes.is_empty() => out.extend(inner),
            Inline::Span(attributes, inner) => {
                bracketed(&|inner| Inline::Span(attributes.clone(), inner), inner, &mut out);
            }
            other => out.push(other),
        }
    }
    out
}

/// What a mark stands in.
#[derive(Clone, Copy, Default)]
struct Around {
    emphasis: bool,
    strong: bool,
    strike: bool,
    small: bool,
    link: bool,
    depth: usize,
}

fn inlines(list: &[Inline], breaks: Breaks, around: Around) -> Vec<Inline> {
    let mut tidied = Vec::new();
    for one in list {
        inline(one, breaks, around, &mut tidied);
    }
    tidied
}

fn inline(one: &Inline, breaks: Breaks, around: Around, into: &mut Vec<Inline>) {
    let deeper = Around { depth: around.depth + 1, ..around };
    let is_deep = deeper.depth > DEEPEST_MARKS;
    let inner = |list: &[Inline], around: Around| inlines(list, breaks, around);
    match one {
        Inline::Text(text) => {
            let text = clean(text.now());
            if !text.is_empty() {
                into.push(Inline::text(text));
            }
        }
        Inline::Code(text) => {
            let text = clean(text);
            if !text.trim().is_empty() {
                into.push(Inline::Code(text));
            }
        }
        Inline::LineBreak if breaks == Breaks::Spaces => into.push(Inline::text(" ")),
        Inline::LineBreak | Inline::Anchor(_) | Inline::Note(_) => into.push(one.clone()),
        Inline::Image(picture) => {
            into.push(Inline::Image(Picture { alt: clean(&picture.alt).trim().to_owned(), ..picture.clone() }));
        }
        Inline::Emphasis(list) if !around.emphasis && !is_deep => {
            mark(Inline::Emphasis, inner(list, Around { emphasis: true, ..deeper }), into);
        }
        Inline::Strong(list) if !around.strong && !is_deep => {
            mark(Inline::Strong, inner(list, Around { strong: true, ..deeper }), into);
        }
        Inline::Strike(list) if !around.strike && !is_deep => {
            mark(Inline::Strike, inner(list, Around { strike: true, ..deeper }), into);
        }
        Inline::Superscript(list) if !around.small && !is_deep => {
            small(Inline::Superscript, inner(list, Around { small: true, ..deeper }), into);
        }
        // Strokes that lower cannot be told from strokes that strike out.
        Inline::Subscript(list) if !around.small && !around.strike && !is_deep => {
            small(Inline::Subscript, inner(list, Around { small: true, ..deeper }), into);
        }
        Inline::Link(target, list) if !around.link && !is_deep && !target.is_empty() => {
            let content = inner(list, Around { link: true, ..deeper });
            // Controls in addresses are dirt: browsers leave line ends out too.
            let target: String = target.chars().filter(|c| !c.is_control()).collect();
            if !is_blank(&content) || list.is_empty() && target.starts_with('#') {
                into.push(Inline::Link(target, content));
            } else {
                into.extend(content);
            }
        }
        Inline::Language(language, list) if !is_deep => {
            let content = inner(list, deeper);
            if is_blank(&content) {
                into.extend(content);
            } else {
                into.push(Inline::Language(language.clone(), content));
            }
        }
        Inline::Span(attributes, list) if !is_deep && !attributes.is_empty() => {
            into.push(Inline::Span(attributes.clone(), inner(list, deeper)));
        }
        Inline::Emphasis(list)
        | Inline::Strong(list)
        | Inline::Strike(list)
        | Inline::Superscript(list)
        | Inline::Subscript(list)
        | Inline::Link(_, list)
        | Inline::Language(_, list)
        | Inline::Span(_, list) => into.extend(inner(list, deeper)),
    }
}

/// Takes marks of notes out of a line, at any depth.
fn take_notes(line: &mut Vec<Inline>, into: &mut Vec<Inline>) {
    for mut one in std::mem::take(line) {
        if let Some(inner) = inner_mut(&mut one) {
            take_notes(inner, into);
        }
        if matches!(one, Inline::Note(_)) { into.push(one) } else { line.push(one) }
    }
}

/// Whether brackets are those of a reference, which hold nothing on purpose, or of a place with a name.
fn is_link_of_nothing(made: &Inline, content: &[Inline]) -> bool {
    match made {
        Inline::Link(target, _) => content.is_empty() && target.starts_with('#'),
        Inline::Span(..) => true,
        _ => false,
    }
}

/// Brackets around what they hold. Raised text at their beginning would look like the mark of a note, so it goes around them;
/// marks of notes there stand before them.
fn bracketed(make: &dyn Fn(Vec<Inline>) -> Inline, content: Vec<Inline>, into: &mut Vec<Inline>) {
    let mut content = join(content);
    while matches!(content.first(), Some(Inline::Superscript(_) | Inline::Note(_))) {
        match content.remove(0) {
            Inline::Superscript(raised) => into.push(Inline::Superscript(vec![make(raised)])),
            note => into.push(note),
        }
    }
    if is_blank(&content) && !is_link_of_nothing(&make(Vec::new()), &content) {
        into.extend(content);
    } else {
        into.push(make(content));
    }
}

/// A mark around what it holds, white space and line ends at its ends outside.
fn mark(make: fn(Vec<Inline>) -> Inline, content: Vec<Inline>, into: &mut Vec<Inline>) {
    let mut content = join(content);
    let mut before = Vec::new();
    let mut after = Vec::new();
    take_space(&mut content, Side::Start, &mut before);
    take_space(&mut content, Side::End, &mut after);
    into.append(&mut before);
    // Nothing but marks of notes and places: no mark is seen on them.
    let is_silent =
        content.iter().all(|inline| matches!(inline, Inline::Note(_) | Inline::Anchor(_) | Inline::LineBreak));
    if is_silent {
        into.append(&mut content);
    } else {
        // Strong emphasis and emphatic strength look the same.
        match content.pop() {
            Some(Inline::Emphasis(inner)) if content.is_empty() && matches!(make(Vec::new()), Inline::Strong(_)) => {
                into.push(Inline::Emphasis(vec![Inline::Strong(inner)]));
            }
            last => {
                content.extend(last);
                into.push(make(content));
            }
        }
    }
    after.reverse();
    into.append(&mut after);
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    Start,
    End,
}

/// Moves white space and line ends from one side of a line, from the outside in.
fn take_space(content: &mut Vec<Inline>, side: Side, into: &mut Vec<Inline>) {
    loop {
        let at = if side == Side::Start { 0 } else { content.len().saturating_sub(1) };
        match content.get(at) {
            Some(Inline::LineBreak) => into.push(content.remove(at)),
            Some(Inline::Text(text)) => {
                let words = text.now();
                let rest = if side == Side::Start { words.trim_start() } else { words.trim_end() };
                if rest.len() == words.len() {
                    return;
                }
                let space = if side == Side::Start { &words[..words.len() - rest.len()] } else { &words[rest.len()..] };
                into.push(Inline::text(space));
                let rest = rest.to_owned();
                if !rest.is_empty() {
                    content[at] = Inline::text(rest);
                    return;
                }
                content.remove(at);
            }
            _ => return,
        }
    }
}

/// Raised or lowered text: it holds no white space, so each word is raised for itself.
fn small(make: fn(Vec<Inline>) -> Inline, content: Vec<Inline>, into: &mut Vec<Inline>) {
    let mut word = Vec::new();
    let end = |word: &mut Vec<Inline>, into: &mut Vec<Inline>| {
        let content = std::mem::take(word);
        let is_silent =
            content.iter().all(|inline| matches!(inline, Inline::Note(_) | Inline::Anchor(_) | Inline::Image(_)));
        if is_silent { into.extend(content) } else { into.push(make(content)) }
    };
    for inline in join(content) {
        match &inline {
            Inline::Text(text) => {
                for (at, part) in text.now().split(char::is_whitespace).enumerate() {
                    if at > 0 {
                        end(&mut word, into);
                        into.push(Inline::text(" "));
                    }
                    if !part.is_empty() {
                        word.push(Inline::text(part));
                    }
                }
            }
            Inline::Language(..)
            | Inline::Link(..)
            | Inline::Span(..)
            | Inline::Code(_)
            | Inline::Emphasis(_)
            | Inline::Strong(_)
                if !plain(std::slice::from_ref(&inline)).contains(char::is_whitespace) =>
            {
                word.push(inline);
            }
            // What holds white space itself is not raised.
            _ => {
                end(&mut word, into);
                into.push(inline);
            }
        }
    }
    end(&mut word, into);
}

/// Takes white space at the ends of marks out again, which joining may have put there.
fn hoisted(list: Vec<Inline>) -> Vec<Inline> {
    let mut out = Vec::new();
    for one in list {
        match one {
            Inline::Emphasis(inner) => mark(Inline::Emphasis, hoisted(inner), &mut out),
            Inline::Strong(inner) => mark(Inline::Strong, hoisted(inner), &mut out),
            Inline::Strike(inner) => mark(Inline::Strike, hoisted(inner), &mut out),
            other => out.push(other),
        }
    }
    out
}

/// Takes white space away beside line ends, where Markdown has none.
fn trim_breaks(list: Vec<Inline>) -> Vec<Inline> {
    let lines = crate::rescue::inlines::lines(list);
    let mut out = Vec::new();
    for mut line in lines {
        trim(&mut line);
        line = join(line);
        // An empty line would end the paragraph.
        if line.is_empty() {
            continue;
        }
        if !out.is_empty() {
            out.push(Inline::LineBreak);
        }
        out.extend(line);
    }
    out
}

/// Text without characters that no manuscript may hold: line ends and tabs are spaces, other controls go.
pub(super) fn clean(text: &str) -> String {
    text.chars()
        .filter_map(|c| match c {
            '\n' | '\r' | '\t' | '\u{B}' | '\u{C}' | '\u{85}' | '\u{2028}' | '\u{2029}' => Some(' '),
            // A byte order mark is no part of the text, wherever files were put together.
            c if c.is_control() || c == '\u{FEFF}' => None,
            c => Some(c),
        })
        .collect()
}
