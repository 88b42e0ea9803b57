//! Every text of what was found, in reading order: blocks, then notes.

use crate::lint::{Edit, OBJECT, Setting};
use crate::rescue::edited::Edited;
use crate::rescue::found::{Block, Found, Inline};
use crate::rescue::inlines::{inner, inner_mut};
use crate::rescue::parts::{Part, PartMut, each_part, each_part_mut};

/// The texts; code is none.
pub(super) fn all(found: &Found) -> Vec<&Edited> {
    let mut texts = Vec::new();
    for block in &found.blocks {
        of_block(block, &mut texts);
    }
    for block in found.notes.iter().flat_map(|note| &note.blocks) {
        of_block(block, &mut texts);
    }
    texts
}

/// Makes the edits that a rule proposes for each text.
pub(super) fn change(found: &mut Found, rule: &dyn Fn(&str) -> Vec<Edit>) {
    let mut apply = |text: &mut Edited| {
        let edits = rule(text.now());
        text.apply(&edits);
    };
    for block in &mut found.blocks {
        in_block(block, &mut apply);
    }
    for block in found.notes.iter_mut().flat_map(|note| &mut note.blocks) {
        in_block(block, &mut apply);
    }
}

/// Makes the edits that a rule proposes for each paragraph as a whole; what is no text in it is [`OBJECT`].
///
/// Edits that reach over the edge of one of its texts are left out.
pub(super) fn change_paragraphs(found: &mut Found, rule: &dyn Fn(&str, Setting) -> Vec<Edit>) {
    let blocks = found.blocks.iter_mut().chain(found.notes.iter_mut().flat_map(|note| &mut note.blocks));
    for block in blocks {
        each_part_mut(block, &mut |part| {
            let (inlines, setting) = match part {
                PartMut::Line(line) => (line, Setting::Prose),
                PartMut::Verse(line) => (line, Setting::Verse),
                PartMut::Raw(_) => return,
            };
            let mut whole = String::new();
            add_text(inlines, &mut whole);
            let edits = rule(&whole, setting);
            let (mut at, mut next) = (0, 0);
            apply_parts(inlines, &mut at, &mut |text, start| {
                let range = start..start + text.now().len();
                while edits.get(next).is_some_and(|edit| edit.range.start < range.start) {
                    next += 1;
                }
                let mut own = Vec::new();
                while let Some(edit) = edits.get(next).filter(|edit| edit.range.end <= range.end) {
                    own.push(Edit { range: edit.range.start - start..edit.range.end - start, ..edit.clone() });
                    next += 1;
                }
                text.apply(&own);
            });
        });
    }
}

fn add_text(inlines: &[Inline], whole: &mut String) {
    for inline in inlines {
        match inline {
            Inline::Text(text) => whole.push_str(text.now()),
            Inline::Language(..) => whole.push(OBJECT),
            other => match inner(other) {
                Some(inner) => add_text(inner, whole),
                None => whole.push(OBJECT),
            },
        }
    }
}

/// Every text of a paragraph with the byte of the whole where it begins.
fn apply_parts(inlines: &mut [Inline], at: &mut usize, apply: &mut dyn FnMut(&mut Edited, usize)) {
    for inline in inlines {
        match inline {
            Inline::Text(text) => {
                let start = *at;
                *at += text.now().len();
                apply(text, start);
            }
            Inline::Language(..) => *at += OBJECT.len_utf8(),
            other => match inner_mut(other) {
                Some(inner) => apply_parts(inner, at, apply),
                None => *at += OBJECT.len_utf8(),
            },
        }
    }
}

fn of_block<'a>(block: &'a Block, texts: &mut Vec<&'a Edited>) {
    each_part(block, &mut |part| match part {
        Part::Line(line) => of_inlines(line, texts),
        Part::Raw(text) => texts.push(text),
    });
}

fn of_inlines<'a>(inlines: &'a [Inline], texts: &mut Vec<&'a Edited>) {
    for inline in inlines {
        match inline {
            Inline::Text(text) => texts.push(text),
            Inline::Language(..) => {}
            other => of_inlines(inner(other).unwrap_or_default(), texts),
        }
    }
}

fn in_block(block: &mut Block, apply: &mut dyn FnMut(&mut Edited)) {
    each_part_mut(block, &mut |part| match part {
        PartMut::Line(line) | PartMut::Verse(line) => in_inlines(line, apply),
        PartMut::Raw(text) => apply(text),
    });
}

fn in_inlines(inlines: &mut [Inline], apply: &mut dyn FnMut(&mut Edited)) {
    for inline in inlines {
        match inline {
            Inline::Text(text) => apply(text),
            // Text of another language keeps its letters.
            Inline::Language(..) => {}
            other => {
                if let Some(inner) = inner_mut(other) {
                    in_inlines(inner, apply);
                }
            }
        }
    }
}
