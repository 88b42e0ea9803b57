//! The content of one block: its stretches, with links, references to notes and words in other languages as elements.

use crate::book::NoteId;
use crate::pages::Item;

use super::super::marked::Inline;
use super::element::{Extra, Kid, Tag, Tree};
use super::gather::{Gathered, Placed, is_entry, style};

/// Puts the stretches of a block into its element; gives the notes whose marks are among them.
///
/// `around` is what the element stands in: a note takes its number out of the paragraph that begins with it.
pub(super) fn fill(tree: &mut Tree, element: u32, placed: &[Placed], gathered: &Gathered<'_>) -> Vec<NoteId> {
    let mut notes = Vec::new();
    let mut open: Option<(Inline<'_>, u32)> = None;
    for at in placed {
        let item = gathered.item(at);
        let inline = said(item, at);
        // Stretches that lead to one place on several lines are one link.
        let leads = Inline { language: None, ..inline };
        let own = own_links(leads, item, at, gathered);
        let holder = match open {
            _ if leads.is_plain() && !is_entry(item) => {
                open = None;
                element
            }
            Some((before, holder)) if before == leads && (own.is_empty() || tree.tag(holder) == Tag::Link) => holder,
            _ => {
                let holder = holder(tree, element, leads, own.is_empty());
                open = Some((leads, holder));
                holder
            }
        };
        notes.extend(inline.note_mark);
        hold(tree, holder, inline, at);
        for link in own {
            let kid = Kid::Annotation(at.page, link);
            if !tree.elements[holder as usize].kids.contains(&kid) {
                tree.hold(holder, kid);
            }
        }
    }
    notes
}

/// What is said of a stretch.
fn said<'a>(item: &'a Item, at: &Placed) -> Inline<'a> {
    let plain = Inline { link: None, note_mark: None, note_number: None, language: None };
    let said = style(item, &at.mark).map_or(plain, |style| Inline::of(style, &item.language));
    // Title and number of an entry lead to one place; what its words say beside that is left.
    if is_entry(item) { Inline { language: said.language, ..plain } } else { said }
}

/// The element for what is said: a reference for marks of notes and entries, a label for numbers, a link where it leads.
fn holder(tree: &mut Tree, element: u32, said: Inline<'_>, leads_nowhere: bool) -> u32 {
    let mut holder = element;
    if said.note_number.is_some() && said.link.is_none() {
        holder = label(tree, element);
    } else if said.link.is_none() {
        holder = tree.add(Tag::Reference, holder);
    }
    if leads_nowhere { holder } else { tree.add(Tag::Link, holder) }
}

/// The label of a note: it stands before the paragraph that begins with it, not in it.
fn label(tree: &mut Tree, element: u32) -> u32 {
    let parent = tree.parent(element);
    if tree.tag(parent) != Tag::Note {
        return tree.add(Tag::Label, element);
    }
    let label = tree.add(Tag::Label, parent);
    if let [.., before, last] = &mut tree.elements[parent as usize].kids[..] {
        std::mem::swap(before, last);
    }
    label
}

/// The annotations of a stretch, by their positions on its page.
fn own_links(leads: Inline<'_>, item: &Item, at: &Placed, gathered: &Gathered<'_>) -> Vec<u32> {
    let links = gathered.links_of(at.page, at.mark.item);
    let is_own = |fragments: &std::ops::Range<u32>| {
        is_entry(item) || (!leads.is_plain() && fragments.contains(&at.mark.fragment))
    };
    links.filter(|(_, link)| is_own(&link.fragments)).map(|(number, _)| number).collect()
}

/// Puts a stretch where it belongs, inside of a span if its language is another.
fn hold(tree: &mut Tree, holder: u32, said: Inline<'_>, at: &Placed) {
    let holder = match said.language {
        Some(language) => span(tree, holder, language.tag()),
        None => holder,
    };
    tree.hold(holder, Kid::Mark(at.page, at.id));
}

/// The span of a language at the end of an element.
fn span(tree: &mut Tree, holder: u32, language: &str) -> u32 {
    let last = tree.elements[holder as usize].kids.last();
    if let Some(Kid::Element(last)) = last
        && tree.tag(*last) == Tag::Span
        && matches!(&tree.elements[*last as usize].extras[..], [Extra::Language(own)] if own == language)
    {
        return *last;
    }
    let span = tree.add(Tag::Span, holder);
    tree.say(span, Extra::Language(language.to_owned()));
    span
}
