//! The structure tree of a tagged file (PDF 1.7 §14.7), and whether it tells the order of what is drawn.
//!
//! It is trusted when nearly every glyph that is seen belongs to exactly one place of the tree, and when reading the tree
//! goes down the pages one after the other. Many makers write trees that are neither.

use std::collections::{HashMap, HashSet};

use hayro_interpret::hayro_syntax::Pdf;
use hayro_interpret::hayro_syntax::object::{
    Array, Dict, MaybeRef, Name, Object, ObjectIdentifier, String as PdfString,
};

use super::super::{Tag, TagKid, Tags};
use super::device::DrawnPage;
use super::open::text_string;

/// Levels of a tree.
const DEPTH: usize = 100;

/// Elements of a tree.
const ELEMENTS: usize = 2_000_000;

/// Part of the glyphs that may stand outside the tree.
const OUTSIDE: f64 = 0.01;

/// Part of the steps through the tree that may go up the page or back to an earlier one: notes do.
const BACKWARD: f64 = 0.3;

/// The tree of a file that can be trusted.
pub(super) fn read(pdf: &Pdf, pages: &[DrawnPage]) -> Option<Tags> {
    let root = root(pdf)?;
    let numbers = pdf.pages().iter().zip(1..).filter_map(|(page, number)| Some((page.raw().obj_id()?, number)));
    let mut reader = Reader {
        roles: root.get::<Dict<'_>>("RoleMap").unwrap_or_else(Dict::empty),
        drawn: pages,
        pages: numbers.collect(),
        open: HashSet::new(),
        left: ELEMENTS,
    };
    let kids = reader.kids(&root, None, 0)?;
    let nodes = kids.into_iter().filter_map(|kid| if let TagKid::Tag(tag) = kid { Some(tag) } else { None }).collect();
    let tags = Tags { nodes };
    can_be_trusted(&tags, pages).then_some(tags)
}

/// The root of the tree.
pub(super) fn root<'a>(pdf: &'a Pdf) -> Option<Dict<'a>> {
    let catalog = pdf.xref().get::<Dict<'_>>(pdf.xref().root_id())?;
    catalog.get::<Dict<'_>>("StructTreeRoot")
}

struct Reader<'a> {
    /// Pages as they are drawn.
    drawn: &'a [DrawnPage],
    roles: Dict<'a>,
    /// Numbers of pages by their objects.
    pages: HashMap<ObjectIdentifier, u32>,
    /// Elements that are being read: a tree that comes back to one has no end.
    open: HashSet<ObjectIdentifier>,
    left: usize,
}

impl<'a> Reader<'a> {
    /// What an element holds; `None` when the tree is no tree.
    fn kids(&mut self, element: &Dict<'a>, page: Option<u32>, depth: usize) -> Option<Vec<TagKid>> {
        if depth > DEPTH {
            return None;
        }
        let mut kids = Vec::new();
        match element.get_raw::<Object<'a>>("K") {
            Some(MaybeRef::NotRef(Object::Array(list))) => self.list(&list, page, depth, &mut kids)?,
            Some(_) => match element.get::<Object<'a>>("K")? {
                Object::Array(list) => self.list(&list, page, depth, &mut kids)?,
                kid => kids.extend(self.kid(kid, page, depth)?),
            },
            None => {}
        }
        Some(kids)
    }

    fn list(&mut self, list: &Array<'a>, page: Option<u32>, depth: usize, kids: &mut Vec<TagKid>) -> Option<()> {
        for kid in list.iter::<Object<'a>>() {
            kids.extend(self.kid(kid, page, depth)?);
        }
        Some(())
    }

    fn kid(&mut self, kid: Object<'a>, page: Option<u32>, depth: usize) -> Option<Option<TagKid>> {
        self.left = self.left.checked_sub(1)?;
        let number = |value: i32| u32::try_from(value).ok();
        match kid {
            Object::Number(_) => {
                Some(page.zip(kid.into_i32().and_then(number)).map(|(page, marked)| TagKid::Marked(page, marked)))
            }
            Object::Dict(dict) => {
                let page = self.page(&dict).or(page);
                let kind = dict.get::<Name<'_>>("Type");
                match kind.as_deref() {
                    Some(b"OBJR") => Some(None),
                    Some(b"MCR") => {
                        let marked = dict.get::<i32>("MCID").and_then(number);
                        let place = page.zip(marked).and_then(|place| self.in_form(&dict, place));
                        Some(place.map(|(page, marked)| TagKid::Marked(page, marked)))
                    }
                    _ => self.element(&dict, page, depth).map(|tag| Some(TagKid::Tag(tag))),
                }
            }
            _ => Some(None),
        }
    }

    fn element(&mut self, dict: &Dict<'a>, page: Option<u32>, depth: usize) -> Option<Tag> {
        let id = dict.obj_id();
        if id.is_some_and(|id| !self.open.insert(id)) {
            return None;
        }
        let kids = self.kids(dict, page, depth + 1)?;
        if let Some(id) = id {
            self.open.remove(&id);
        }
        let text = |key: &str| dict.get::<PdfString<'_>>(key).map(|text| text_string(text.as_bytes()));
        Some(Tag {
            kind: self.kind(dict),
            kids,
            language: text("Lang").filter(|tag| !tag.is_empty()),
            actual_text: text("ActualText"),
            alt: text("Alt"),
        })
    }

    /// The place of marked content on its page: that in a form has another number there.
    fn in_form(&self, reference: &Dict<'a>, (page, marked): (u32, u32)) -> Option<(u32, u32)> {
        let Some(form) = reference.get_ref("Stm") else { return Some((page, marked)) };
        let drawn = self.drawn.get((page as usize).checked_sub(1)?)?;
        drawn.forms.get(&(form.into(), marked)).map(|number| (page, *number))
    }

    fn page(&self, dict: &Dict<'a>) -> Option<u32> {
        self.pages.get(&dict.get_ref("Pg")?.into()).copied()
    }

    /// The standard type of an element: its own, or what the role map makes of it.
    fn kind(&self, dict: &Dict<'a>) -> String {
        let Some(mut kind) = dict.get::<Name<'a>>("S") else { return String::new() };
        // A map may go on from one type to another; eight steps are more than any has.
        for _ in 0..8 {
            match self.roles.get::<Name<'a>>(&*kind) {
                Some(next) if next != kind => kind = next,
                _ => break,
            }
        }
        String::from_utf8_lossy(&kind).into_owned()
    }
}

/// Whether the tree holds what is seen, once, in an order that goes down the pages.
fn can_be_trusted(tags: &Tags, pages: &[DrawnPage]) -> bool {
    let mut order = Vec::new();
    for tag in &tags.nodes {
        collect(tag, &mut order);
    }
    let mut places = HashSet::new();
    if order.is_empty() || !order.iter().all(|place| places.insert(*place)) {
        return false;
    }
    // Where each stretch of marked content begins, and what stands outside the tree.
    let (mut tops, mut seen, mut outside) = (HashMap::new(), 0, 0);
    for (page, number) in pages.iter().zip(1..) {
        for glyph in page.glyphs.iter().filter(|glyph| glyph.ink.is_some() && !glyph.is_hidden) {
            seen += usize::from(!glyph.is_artifact);
            match glyph.marked.map(|marked| (number, marked)).filter(|place| places.contains(place)) {
                Some(place) => {
                    tops.entry(place).or_insert(glyph.baseline);
                }
                None => outside += usize::from(!glyph.is_artifact),
            }
        }
    }
    let drawn: Vec<(u32, f32)> = order.iter().filter_map(|place| Some((place.0, *tops.get(place)?))).collect();
    let is_backward =
        |pair: &&[(u32, f32)]| pair[1].0 < pair[0].0 || (pair[1].0 == pair[0].0 && pair[1].1 < pair[0].1 - 20.0);
    let backward = drawn.windows(2).filter(is_backward).count();
    !drawn.is_empty() && outside as f64 <= OUTSIDE * seen as f64 && backward as f64 <= BACKWARD * drawn.len() as f64
}

fn collect(tag: &Tag, order: &mut Vec<(u32, u32)>) {
    for kid in &tag.kids {
        match kid {
            TagKid::Tag(tag) => collect(tag, order),
            TagKid::Marked(page, marked) => order.push((*page, *marked)),
        }
    }
}
