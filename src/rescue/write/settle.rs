//! Settles what several texts of one book share: ids are unique in all of them, links lead somewhere, images have one name each.

use std::collections::{BTreeMap, BTreeSet};

use crate::rescue::found::{Block, BlockKind, Found, Inline, LeftOut, Place};
use crate::rescue::read::{clean_id, unique};

/// Settles ids, links, labels of notes and names of images of the texts of one book; `names` are the files they came from, and
/// those they become, both without folders. What cannot be kept is told.
pub fn settle(texts: &mut [Found], names: &[(String, String)]) {
    let mut ids = BTreeSet::new();
    let mut files = BTreeSet::new();
    for (number, text) in texts.iter_mut().enumerate() {
        let mut settling = Settling { ids: &mut ids, renamed: BTreeMap::new() };
        settling.blocks(&mut text.blocks);
        text.notes.iter_mut().for_each(|note| settling.blocks(&mut note.blocks));
        let renamed = settling.renamed;
        let mut broken = Vec::new();
        let mut relink = |target: &mut String| lead(target, &renamed, names, number, &mut broken);
        links_of(text, &mut relink);
        for target in broken {
            text.left_out.push(LeftOut { rule: "rescue.link", text: target, place: Place::default(), times: 1 });
        }
        images(text, &mut files);
        notes(text);
    }
}

struct Settling<'a> {
    /// Ids of all texts so far.
    ids: &'a mut BTreeSet<String>,
    /// Ids of this text: as they were and as they are.
    renamed: BTreeMap<String, String>,
}

impl Settling<'_> {
    fn blocks(&mut self, blocks: &mut [Block]) {
        for block in blocks {
            block.id = block.id.take().and_then(|id| self.id(&id));
            if let BlockKind::Container(_, attributes, _) = &mut block.kind {
                self.attributes(attributes);
            }
            for_each_line(block, &mut |line| self.line(line));
            for_each_inner(block, &mut |inner| self.blocks(inner));
        }
    }

    /// The id that a place gets; `None` for one that another place of the same text has.
    fn id(&mut self, id: &str) -> Option<String> {
        if self.renamed.contains_key(id) {
            return None;
        }
        let new = unique(&clean_id(id), self.ids);
        self.renamed.insert(id.to_owned(), new.clone());
        Some(new)
    }

    /// Settles the id that attributes of our manuscripts begin with.
    fn attributes(&mut self, attributes: &mut String) {
        let Some(rest) = attributes.strip_prefix('#') else { return };
        let (id, rest) = rest.split_once(' ').unwrap_or((rest, ""));
        let new = self.id(id).map(|id| format!("#{id} ")).unwrap_or_default();
        *attributes = format!("{new}{rest}").trim_end().to_owned();
    }

    fn line(&mut self, line: &mut Vec<Inline>) {
        line.retain_mut(|inline| match inline {
            Inline::Anchor(id) => match self.id(id) {
                Some(new) => {
                    *id = new;
                    true
                }
                None => false,
            },
            Inline::Span(attributes, _) => {
                self.attributes(attributes);
                true
            }
            _ => true,
        });
        line.iter_mut().filter_map(inner_of).for_each(|inner| self.line(inner));
    }
}

/// Sets a target right; an empty one is no link any more.
fn lead(
    target: &mut String,
    renamed: &BTreeMap<String, String>,
    names: &[(String, String)],
    number: usize,
    broken: &mut Vec<String>,
) {
    let has_scheme = target.split_once(':').is_some_and(|(scheme, _)| {
        scheme.len() > 1
            && scheme.starts_with(|first: char| first.is_ascii_alphabetic())
            && scheme.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"+-.".contains(&byte))
    });
    if has_scheme {
        return;
    }
    let (file, id) = target.split_once('#').map_or((target.as_str(), None), |(file, id)| (file, Some(id)));
    let new = if file.is_empty() {
        id.and_then(|id| renamed.get(id)).map(|id| format!("#{id}"))
    } else {
        let base = file.rsplit('/').next().unwrap_or(file);
        let found = names.iter().position(|(old, new)| old == base || new == base);
        // Ids in other texts may have changed: a link leads to the beginning of the text.
        found.map(|at| if at == number { None } else { Some(names[at].1.clone()) }).and_then(|file| file)
    };
    match new {
        Some(new) => *target = new,
        None => broken.push(std::mem::take(target)),
    }
}

/// Calls `visit` with the target of every link; those that it empties are links no more.
fn links_of(text: &mut Found, visit: &mut dyn FnMut(&mut String)) {
    fn line(content: &mut Vec<Inline>, visit: &mut dyn FnMut(&mut String)) {
        let mut out = Vec::with_capacity(content.len());
        for mut inline in std::mem::take(content) {
            if let Some(inner) = inner_of(&mut inline) {
                line(inner, visit);
            }
            match inline {
                Inline::Link(mut target, inner) => {
                    visit(&mut target);
                    if target.is_empty() { out.extend(inner) } else { out.push(Inline::Link(target, inner)) }
                }
                other => out.push(other),
            }
        }
        *content = out;
    }
    fn blocks(list: &mut [Block], visit: &mut dyn FnMut(&mut String)) {
        for block in list {
            for_each_line(block, &mut |content| line(content, visit));
            for_each_inner(block, &mut |inner| blocks(inner, visit));
        }
    }
    blocks(&mut text.blocks, visit);
    text.notes.iter_mut().for_each(|note| blocks(&mut note.blocks, visit));
}

/// Gives images names that no other text of the book has.
fn images(text: &mut Found, files: &mut BTreeSet<String>) {
    let mut renamed = BTreeMap::new();
    for image in &mut text.images {
        let (stem, ending) = image.name.rsplit_once('.').unwrap_or((&image.name, "png"));
        let numbered = (2..).map(|number| format!("{stem}-{number}.{ending}"));
        let new =
            std::iter::once(image.name.clone()).chain(numbered).find(|name| !files.contains(name)).unwrap_or_default();
        files.insert(new.clone());
        renamed.insert(std::mem::replace(&mut image.name, new.clone()), new);
    }
    let rename = |name: &mut String| {
        if let Some(new) = renamed.get(name) {
            name.clone_from(new);
        }
    };
    fn line(content: &mut Vec<Inline>, rename: &dyn Fn(&mut String)) {
        for inline in content {
            if let Inline::Image(picture) = inline {
                rename(&mut picture.name);
            }
            if let Some(inner) = inner_of(inline) {
                line(inner, rename);
            }
        }
    }
    fn blocks(list: &mut [Block], rename: &dyn Fn(&mut String)) {
        for block in list {
            if let BlockKind::Figure(picture, _) = &mut block.kind {
                rename(&mut picture.name);
            }
            for_each_line(block, &mut |content| line(content, rename));
            for_each_inner(block, &mut |inner| blocks(inner, rename));
        }
    }
    blocks(&mut text.blocks, &rename);
    text.notes.iter_mut().for_each(|note| blocks(&mut note.blocks, &rename));
}

/// Labels of notes as manuscripts may have them; marks without a note are told of, and go.
fn notes(text: &mut Found) {
    let mut taken = BTreeSet::new();
    let mut renamed: BTreeMap<String, String> = BTreeMap::new();
    for note in &mut text.notes {
        let kept: String = note.label.chars().filter(|c| c.is_alphanumeric() || "-_".contains(*c)).collect();
        let kept = if kept.is_empty() { "note".to_owned() } else { kept.to_lowercase() };
        let new = unique(&kept, &mut taken);
        renamed.entry(std::mem::replace(&mut note.label, new.clone())).or_insert(new);
    }
    let mut lost = Vec::new();
    marks(&mut text.blocks, &mut |label| rename(label, &renamed, &mut lost));
    // Notes go one deep: marks in a note that stands in another one would be errors of the book.
    let (mut hosts, mut inner) = (BTreeSet::new(), BTreeSet::new());
    for note in &mut text.notes {
        let own = note.label.clone();
        let is_inner = inner.contains(&own);
        marks(&mut note.blocks, &mut |label| {
            if !rename(label, &renamed, &mut lost) {
                return false;
            }
            if is_inner || *label == own || hosts.contains(label) {
                lost.push(label.clone());
                return false;
            }
            inner.insert(label.clone());
            hosts.insert(own.clone());
            true
        });
    }
    for label in lost {
        let words = format!("[^{label}]");
        text.left_out.push(LeftOut { rule: "rescue.note-mark", text: words, place: Place::default(), times: 1 });
    }
}

/// Gives a mark the new label of its note; whether there is one.
fn rename(label: &mut String, renamed: &BTreeMap<String, String>, lost: &mut Vec<String>) -> bool {
    match renamed.get(label) {
        Some(new) => {
            label.clone_from(new);
            true
        }
        None => {
            lost.push(label.clone());
            false
        }
    }
}

/// Keeps the marks of notes that `keep` says to keep.
fn marks(list: &mut [Block], keep: &mut dyn FnMut(&mut String) -> bool) {
    fn line(content: &mut Vec<Inline>, keep: &mut dyn FnMut(&mut String) -> bool) {
        content.retain_mut(|inline| match inline {
            Inline::Note(label) => keep(label),
            other => {
                if let Some(inner) = inner_of(other) {
                    line(inner, keep);
                }
                true
            }
        });
    }
    for block in list {
        for_each_line(block, &mut |content| line(content, keep));
        for_each_inner(block, &mut |inner| marks(inner, keep));
    }
}

fn for_each_line(block: &mut Block, visit: &mut dyn FnMut(&mut Vec<Inline>)) {
    match &mut block.kind {
        BlockKind::Heading(_, line) | BlockKind::Paragraph(line) | BlockKind::Figure(_, line) => visit(line),
        BlockKind::Definitions(list) => list.iter_mut().for_each(|(term, _)| visit(term)),
        BlockKind::Table(table) => table.head.iter_mut().chain(table.rows.iter_mut().flatten()).for_each(visit),
        BlockKind::Verse(stanzas) => {
            for (first, second) in stanzas.iter_mut().flatten() {
                visit(first);
                second.iter_mut().for_each(&mut *visit);
            }
        }
        _ => {}
    }
}

fn for_each_inner(block: &mut Block, visit: &mut dyn FnMut(&mut Vec<Block>)) {
    match &mut block.kind {
        BlockKind::Quote(inner) | BlockKind::Container(_, _, inner) => visit(inner),
        BlockKind::List(_, items) => items.iter_mut().for_each(visit),
        BlockKind::Definitions(list) => list.iter_mut().for_each(|(_, meaning)| visit(meaning)),
        _ => {}
    }
}

fn inner_of(inline: &mut Inline) -> Option<&mut Vec<Inline>> {
    crate::rescue::inlines::inner_mut(inline)
}
