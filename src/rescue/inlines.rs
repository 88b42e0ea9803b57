//! What readers do with inlines: join neighbouring texts, fold white space, trim ends, join neighbouring marks.

use crate::rescue::Edited;
use crate::rescue::found::Inline;

/// The words of inlines, marks of notes left out.
pub(in crate::rescue) fn plain(inlines: &[Inline]) -> String {
    let mut text = String::new();
    collect(inlines, &mut text);
    text
}

fn collect(inlines: &[Inline], into: &mut String) {
    for inline in inlines {
        match inline {
            Inline::Text(text) => into.push_str(text.now()),
            Inline::Code(text) => into.push_str(text),
            Inline::LineBreak => into.push(' '),
            Inline::Image(picture) => into.push_str(&picture.alt),
            Inline::Note(_) | Inline::Anchor(_) => {}
            other => collect(inner(other).unwrap_or_default(), into),
        }
    }
}

/// What stands in a mark, a link or a span.
pub(in crate::rescue) fn inner(inline: &Inline) -> Option<&[Inline]> {
    match inline {
        Inline::Emphasis(inner)
        | Inline::Strong(inner)
        | Inline::Strike(inner)
        | Inline::Superscript(inner)
        | Inline::Subscript(inner)
        | Inline::Link(_, inner)
        | Inline::Language(_, inner)
        | Inline::Span(_, inner) => Some(inner),
        _ => None,
    }
}

/// What stands in a mark, a link or a span, to be changed.
pub(in crate::rescue) fn inner_mut(inline: &mut Inline) -> Option<&mut Vec<Inline>> {
    match inline {
        Inline::Emphasis(inner)
        | Inline::Strong(inner)
        | Inline::Strike(inner)
        | Inline::Superscript(inner)
        | Inline::Subscript(inner)
        | Inline::Link(_, inner)
        | Inline::Language(_, inner)
        | Inline::Span(_, inner) => Some(inner),
        _ => None,
    }
}

/// Whether nothing of it is seen: places that links name may be in it.
pub(in crate::rescue) fn is_blank(inlines: &[Inline]) -> bool {
    inlines.iter().all(|inline| match inline {
        Inline::Text(text) => text.now().trim().is_empty(),
        Inline::Code(text) => text.is_empty(),
        Inline::LineBreak | Inline::Anchor(_) => true,
        Inline::Note(_) | Inline::Image(_) => false,
        other => inner(other).is_some_and(is_blank),
    })
}

/// Joins neighbouring texts and neighbouring marks of one kind, at any depth; what is empty goes.
pub(in crate::rescue) fn join(inlines: Vec<Inline>) -> Vec<Inline> {
    let mut joined: Vec<Inline> = Vec::with_capacity(inlines.len());
    let mut words = String::new();
    for inline in inlines {
        if let Inline::Text(text) = &inline {
            words.push_str(text.now());
            continue;
        }
        if !words.is_empty() {
            joined.push(Inline::text(std::mem::take(&mut words)));
        }
        match (joined.last_mut(), inline) {
            (Some(Inline::Emphasis(last)), Inline::Emphasis(more))
            | (Some(Inline::Strong(last)), Inline::Strong(more))
            | (Some(Inline::Strike(last)), Inline::Strike(more))
            | (Some(Inline::Superscript(last)), Inline::Superscript(more))
            | (Some(Inline::Subscript(last)), Inline::Subscript(more)) => last.extend(more),
            (Some(Inline::Link(one, last)), Inline::Link(other, more)) if *one == other => last.extend(more),
            (Some(Inline::Language(one, last)), Inline::Language(other, more)) if *one == other => last.extend(more),
            (_, inline) => joined.push(inline),
        }
    }
    if !words.is_empty() {
        joined.push(Inline::text(words));
    }
    for inline in &mut joined {
        if let Some(inner) = inner_mut(inline) {
            *inner = join(std::mem::take(inner));
        }
    }
    joined.retain(|inline| match inline {
        Inline::Code(text) => !text.is_empty(),
        other => inner(other).is_none_or(|inner| !inner.is_empty()),
    });
    joined
}

/// Folds white space as HTML does: runs of it to one space, none at the ends of lines. `after_space` tells whether the text
/// before ends in white space; it is told of the text after.
pub(in crate::rescue) fn fold(inlines: &mut [Inline], after_space: &mut bool) {
    for inline in inlines {
        match inline {
            Inline::Text(text) => {
                let mut folded = String::with_capacity(text.now().len());
                for character in text.now().chars() {
                    let is_space = matches!(character, ' ' | '\t' | '\n' | '\r' | '\u{C}');
                    if !is_space {
                        folded.push(character);
                    } else if !*after_space {
                        folded.push(' ');
                    }
                    *after_space = is_space;
                }
                *text = Edited::found(folded);
            }
            Inline::LineBreak => *after_space = true,
            Inline::Code(text) => *after_space = text.ends_with(' '),
            Inline::Note(_) | Inline::Image(_) => *after_space = false,
            Inline::Anchor(_) => {}
            other => {
                if let Some(inner) = inner_mut(other) {
                    fold(inner, after_space);
                }
            }
        }
    }
}

/// Takes white space off both ends, and line ends too.
pub(in crate::rescue) fn trim(inlines: &mut Vec<Inline>) {
    trim_start(inlines);
    trim_end(inlines);
}

/// Whether something of the text was met.
fn trim_start(inlines: &mut Vec<Inline>) -> bool {
    let mut at = 0;
    while at < inlines.len() {
        match &mut inlines[at] {
            Inline::Text(text) => {
                let rest = text.now().trim_start_matches(is_space).to_owned();
                if !rest.is_empty() {
                    *text = Edited::found(rest);
                    return true;
                }
                inlines.remove(at);
            }
            Inline::LineBreak => {
                inlines.remove(at);
            }
            Inline::Anchor(_) => at += 1,
            other => {
                let Some(inner) = inner_mut(other) else { return true };
                if trim_start(inner) || !is_blank(inner) {
                    return true;
                }
                if inner.is_empty() {
                    inlines.remove(at);
                } else {
                    at += 1;
                }
            }
        }
    }
    false
}

fn trim_end(inlines: &mut Vec<Inline>) -> bool {
    let mut end = inlines.len();
    while end > 0 {
        match &mut inlines[end - 1] {
            Inline::Text(text) => {
                let rest = text.now().trim_end_matches(is_space).to_owned();
                if !rest.is_empty() {
                    *text = Edited::found(rest);
                    return true;
                }
                inlines.remove(end - 1);
            }
            Inline::LineBreak => {
                inlines.remove(end - 1);
            }
            Inline::Anchor(_) => {}
            other => {
                let Some(inner) = inner_mut(other) else { return true };
                if trim_end(inner) || !is_blank(inner) {
                    return true;
                }
                if inner.is_empty() {
                    inlines.remove(end - 1);
                }
            }
        }
        end -= 1;
    }
    false
}

fn is_space(character: char) -> bool {
    matches!(character, ' ' | '\t' | '\n' | '\r' | '\u{C}')
}

/// Cuts inlines at their line ends, at any depth: marks go on in the next line.
pub(in crate::rescue) fn lines(inlines: Vec<Inline>) -> Vec<Vec<Inline>> {
    let mut lines = vec![Vec::new()];
    for mut inline in inlines {
        if matches!(inline, Inline::LineBreak) {
            lines.push(Vec::new());
            continue;
        }
        let Some(inner) = inner_mut(&mut inline) else {
            lines.last_mut().expect("there is always a line").push(inline);
            continue;
        };
        let parts = self::lines(std::mem::take(inner));
        for (number, part) in parts.into_iter().enumerate() {
            if number > 0 {
                lines.push(Vec::new());
            }
            let mut copy = inline.clone();
            if let Some(inner) = inner_mut(&mut copy) {
                *inner = part;
            }
            lines.last_mut().expect("there is always a line").push(copy);
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn white_space_is_folded_across_marks() {
        let mut line = vec![
            Inline::text("\n نان  "),
            Inline::Strong(vec![Inline::text(" و ")]),
            Inline::LineBreak,
            Inline::text(" کتاب\u{A0} "),
        ];
        fold(&mut line, &mut true);
        let mut line = join(line);
        trim(&mut line);
        assert_eq!(plain(&line), "نان و  کتاب\u{A0}");
    }

    #[test]
    fn lines_keep_their_marks() {
        let line = vec![Inline::Emphasis(vec![Inline::text("یک"), Inline::LineBreak, Inline::text("دو")])];
        let lines = lines(line);
        assert_eq!(lines.iter().map(|line| plain(line)).collect::<Vec<_>>(), ["یک", "دو"]);
        assert!(matches!(lines[1][0], Inline::Emphasis(_)));
    }
}
