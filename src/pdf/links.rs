//! Links of a page: which areas lead where, and the words that say so.
//!
//! Fragments of one line that lead to one place make one area; a right-to-left reader's order does not matter here.

use std::collections::HashMap;
use std::ops::Range;

use crate::base::{Length, Point, Rect, Size};
use crate::book::{AnchorId, Book, NoteId, Target};
use crate::lines::{Fragment, Line};
use crate::manifest::NotePlace;
use crate::pages::{Destination, Item, ItemKind, ItemRole, Page, Pages};

/// An area of a page that leads somewhere.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Link {
    /// The area, in page axes.
    pub(super) area: Rect,
    /// Where it leads.
    pub(super) goal: Goal,
    /// What it says, for those who do not see it.
    pub(super) contents: String,
    /// The item it belongs to, as a position on the page.
    pub(super) item: u32,
    /// The fragments of that item that lead there.
    pub(super) fragments: Range<u32>,
}

/// Where a link leads.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Goal {
    /// A place in the file.
    Place(Destination),
    /// An address in ASCII.
    Url(String),
}

/// What links are resolved with.
pub(super) struct Goals<'a> {
    pages: &'a Pages,
    book: &'a Book,
    notes: HashMap<NoteId, Destination>,
    /// First marks of notes that stand elsewhere than at the foot of their page.
    marks: HashMap<NoteId, Destination>,
}

impl<'a> Goals<'a> {
    /// Finds where each note begins, and where the marks stand that numbers of notes lead back to.
    pub(super) fn new(pages: &'a Pages, book: &'a Book) -> Self {
        let (mut notes, mut marks) = (HashMap::new(), HashMap::new());
        let goes_back = book.note_streams.iter().any(|stream| stream.place != NotePlace::Page);
        for (page, sheet) in (0u32..).zip(&pages.list) {
            for item in sheet.frames.iter().flat_map(|frame| &frame.items) {
                if let (ItemRole::Note(note), ItemKind::Line(at, line)) = (&item.role, &item.kind) {
                    let top = Point { x: at.x, y: at.y - line.ascent };
                    notes.entry(*note).or_insert(Destination { page, at: top });
                }
                if let (true, ItemKind::Line(at, line)) = (goes_back, &item.kind) {
                    let top = Point { x: at.x, y: at.y - line.ascent };
                    for note in line.notes().into_iter().filter(|note| book.note_place(*note) != NotePlace::Page) {
                        marks.entry(note).or_insert(Destination { page, at: top });
                    }
                }
            }
        }
        Self { pages, book, notes, marks }
    }

    /// The links of a page in reading order.
    pub(super) fn links(&self, page: &Page) -> Vec<Link> {
        let mut links = Vec::new();
        let mut entry = None;
        for (number, item) in (0u32..).zip(page.frames.iter().flat_map(|frame| &frame.items)) {
            // Furniture is not read out: the head of a table leads on from its first place.
            if let (ItemKind::Line(at, line), true) = (&item.kind, item.role != ItemRole::Artifact) {
                let before = links.len();
                self.line(*at, line, (number, item), &mut links);
                if let ItemRole::TocEntry(anchor) = item.role {
                    join(&mut links, before, anchor, &mut entry);
                }
            }
        }
        links
    }

    fn line(&self, at: Point, line: &Line, (number, item): (u32, &Item), links: &mut Vec<Link>) {
        let before = links.len();
        let mut next = 0;
        let same = |one: &Fragment, next: &Fragment| leads(one) == leads(next);
        for stretch in line.fragments.chunk_by(same) {
            let first = next;
            next += u32::try_from(stretch.len()).unwrap_or(u32::MAX);
            let Some(goal) = self.goal(&stretch[0]) else { continue };
            let text: String = stretch.iter().map(|fragment| &*fragment.shaped.text).collect();
            let contents = self.contents(&stretch[0], &text);
            links.extend(areas(at, line, stretch).map(|area| Link {
                area,
                goal: goal.clone(),
                contents: contents.clone(),
                item: number,
                fragments: first..next,
            }));
        }
        // A line of the contents leads to its heading even where its words carry no link themselves.
        if let (ItemRole::TocEntry(anchor), true) = (&item.role, links.len() == before)
            && let Some(place) = self.place(&Target::Anchor(*anchor))
        {
            let text = line.text();
            let contents = if text.trim().is_empty() { self.title(*anchor) } else { text.trim() }.to_owned();
            links.extend(areas(at, line, &line.fragments).map(|area| Link {
                area,
                goal: place.clone(),
                contents: contents.clone(),
                item: number,
                fragments: 0..next,
            }));
        }
    }

    fn goal(&self, fragment: &Fragment) -> Option<Goal> {
        if let Some(target) = &fragment.style.link {
            return self.place(target);
        }
        // Marks lead to their notes, and numbers back to the marks where those are not in sight.
        let place = match (fragment.style.note_mark, fragment.style.note_number) {
            (Some(note), _) => self.notes.get(&note),
            (None, Some(note)) => self.marks.get(&note),
            (None, None) => None,
        };
        place.copied().map(Goal::Place)
    }

    fn place(&self, target: &Target) -> Option<Goal> {
        match target {
            Target::Anchor(anchor) => self.pages.destinations.get(anchor.0 as usize)?.map(Goal::Place),
            Target::Url(address) => Some(Goal::Url(ascii(address))),
        }
    }

    /// What a place is called; the book lends its name to those that have none.
    fn title(&self, anchor: AnchorId) -> &str {
        let title = self.book.anchors.get(anchor.0 as usize).map_or("", |anchor| anchor.title.trim());
        if title.is_empty() { &self.book.metadata.title } else { title }
    }

    fn contents(&self, fragment: &Fragment, text: &str) -> String {
        let text = text.trim();
        let style = &fragment.style;
        match (&style.link, style.note_mark.or(style.note_number)) {
            (None, Some(note)) => {
                let stream = self.book.notes.get(note.0 as usize).map(|note| note.stream).unwrap_or_default();
                let (label, words) = (self.book.note_label(stream), &self.book.words);
                match style.note_mark {
                    Some(_) => format!("{label} {text}"),
                    None => format!("{label} {}{}{}", text.trim_end_matches('.'), words.comma, words.back_to_text),
                }
            }
            (Some(Target::Url(address)), _) if text.is_empty() => address.clone(),
            (Some(Target::Anchor(anchor)), _) if text.is_empty() => self.title(*anchor).to_owned(),
            _ => text.to_owned(),
        }
    }
}

/// Joins the links of an entry of the contents from `from` on to the last link of the same entry on the same line: title,
/// dots and number are one area, and are read out as one.
fn join(links: &mut Vec<Link>, from: usize, anchor: AnchorId, entry: &mut Option<(AnchorId, usize)>) {
    let mut next = from;
    while let Some(link) = links.get(next) {
        match *entry {
            Some((before, at)) if before == anchor && links[at].goes_on_with(link) => {
                let link = links.remove(next);
                links[at].contents.push(' ');
                links[at].contents.push_str(&link.contents);
                links[at].area = around(links[at].area, link.area);
            }
            _ => {
                *entry = Some((anchor, next));
                next += 1;
            }
        }
    }
}

/// The area around two others.
fn around(one: Rect, other: Rect) -> Rect {
    let (x, y) = (one.origin.x.min(other.origin.x), one.origin.y.min(other.origin.y));
    let width = one.right().max(other.right()) - x;
    let height = one.bottom().max(other.bottom()) - y;
    Rect { origin: Point { x, y }, size: Size { width, height } }
}

impl Link {
    /// Whether another link leads to the same place from the same line.
    fn goes_on_with(&self, next: &Self) -> bool {
        let (one, other) = (self.area, next.area);
        self.goal == next.goal && one.origin.y < other.bottom() && other.origin.y < one.bottom()
    }
}

/// What tells one link from the next.
fn leads(fragment: &Fragment) -> (Option<&Target>, Option<NoteId>, Option<NoteId>) {
    (fragment.style.link.as_ref(), fragment.style.note_mark, fragment.style.note_number)
}

/// The areas that fragments cover on their line: those that touch are one.
fn areas(at: Point, line: &Line, fragments: &[Fragment]) -> impl Iterator<Item = Rect> {
    // Roundings of places stay far below this.
    let touching = Length::pt(0.1);
    let mut spans: Vec<(Length, Length)> =
        fragments.iter().map(|fragment| (at.x + fragment.x, at.x + fragment.x + fragment.width)).collect();
    spans.sort_unstable();
    let mut joined: Vec<(Length, Length)> = Vec::new();
    for (left, right) in spans {
        match joined.last_mut() {
            Some(last) if left <= last.1 + touching => last.1 = last.1.max(right),
            _ => joined.push((left, right)),
        }
    }
    let (top, height) = (at.y - line.ascent, line.ascent + line.descent);
    joined.into_iter().map(move |(left, right)| Rect {
        origin: Point { x: left, y: top },
        size: Size { width: right - left, height },
    })
}

/// An address as URIs must be (RFC 3987 §3.1): what is not ASCII, and spaces, as percent-encoded UTF-8.
fn ascii(address: &str) -> String {
    let mut written = String::with_capacity(address.len());
    for byte in address.bytes() {
        if byte.is_ascii_graphic() && !b"<>\"{}|\\^`".contains(&byte) {
            written.push(char::from(byte));
        } else {
            written.push_str(&format!("%{byte:02X}"));
        }
    }
    written
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_become_ascii() {
        assert_eq!(ascii("https://fa.example.org/نان?a=1#b"), "https://fa.example.org/%D9%86%D8%A7%D9%86?a=1#b");
        assert_eq!(ascii("mailto:a b@example.org"), "mailto:a%20b@example.org");
    }
}
