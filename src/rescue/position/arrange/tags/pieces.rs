//! The marked content of elements of the structure tree.

use crate::rescue::position::{Tag, TagKid};

/// A piece of marked content.
#[derive(Clone, Copy, Debug)]
pub(super) struct Piece {
    pub(super) page: u32,
    pub(super) number: u32,
    /// Whether it is the mark of a note, by its element.
    pub(super) is_mark: bool,
}

/// Deeper trees are hostile.
pub(super) const DEEPEST: u8 = 60;

/// Whether an element holds blocks, not words.
pub(super) fn is_group(kind: &str) -> bool {
    matches!(
        kind,
        "Document"
            | "DocumentFragment"
            | "Part"
            | "Art"
            | "Sect"
            | "Div"
            | "NonStruct"
            | "Aside"
            | "Index"
            | "THead"
            | "TBody"
            | "TFoot"
    )
}

pub(super) fn is_inline(kind: &str) -> bool {
    matches!(
        kind,
        "Span"
            | "Link"
            | "Reference"
            | "Lbl"
            | "Em"
            | "Strong"
            | "Quote"
            | "BibEntry"
            | "Annot"
            | "Ruby"
            | "RB"
            | "RT"
            | "RP"
            | "Warichu"
            | "WT"
            | "WP"
            | "Sub"
            | "Formula"
            | "Form"
    )
}

pub(super) fn kids(tag: &Tag) -> impl Iterator<Item = &Tag> {
    tag.kids.iter().filter_map(|kid| if let TagKid::Tag(tag) = kid { Some(tag) } else { None })
}

/// The marked content of an element and of what stands in its line; `is_mark` for what a note mark may be.
pub(super) fn pieces(tag: &Tag, is_mark: bool, depth: u8, into: &mut Vec<Piece>) {
    for kid in &tag.kids {
        match kid {
            TagKid::Marked(page, number) => into.push(Piece { page: *page, number: *number, is_mark }),
            TagKid::Tag(kid) if depth < DEEPEST && (is_inline(&kid.kind) || kid.kind == "NonStruct") => {
                let is_mark = is_mark || matches!(kid.kind.as_str(), "Reference" | "Lbl");
                pieces(kid, is_mark, depth + 1, into);
            }
            TagKid::Tag(_) => {}
        }
    }
}

/// All marked content below an element but that of notes.
pub(super) fn all_pieces(tag: &Tag, depth: u8, into: &mut Vec<Piece>) {
    for kid in &tag.kids {
        match kid {
            TagKid::Marked(page, number) => into.push(Piece { page: *page, number: *number, is_mark: false }),
            TagKid::Tag(kid) if depth < DEEPEST && !is_note(&kid.kind) => {
                let from = into.len();
                all_pieces(kid, depth + 1, into);
                if kid.kind == "Reference" {
                    into[from..].iter_mut().for_each(|piece| piece.is_mark = true);
                }
            }
            TagKid::Tag(_) => {}
        }
    }
}

pub(super) fn is_note(kind: &str) -> bool {
    matches!(kind, "Note" | "FENote")
}
