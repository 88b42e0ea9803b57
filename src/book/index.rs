//! Every place that can be linked to, by id; and where the link of a manuscript leads.
//!
//! Written ids come first, then headings without one get theirs from the file and their count, so that a new paragraph
//! changes no id.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use super::read::normal;
use super::survey::Survey;
use super::{Anchor, AnchorId, NoteId, Target};
use crate::base::{Diagnostic, Diagnostics, Span};

/// The places of a book.
#[derive(Debug, Default)]
pub(super) struct Index {
    /// Every place; its id is empty until it has one.
    pub(super) anchors: Vec<Anchor>,
    by_id: BTreeMap<String, AnchorId>,
    /// The beginning of each document, by normal path.
    documents: BTreeMap<PathBuf, AnchorId>,
}

impl Index {
    /// Adds the beginning of a division, or another place without a name of its own.
    pub(super) fn add_division(&mut self, division: u32, title: &str) -> AnchorId {
        self.push(Anchor { id: String::new(), division, title: title.to_owned(), number: None, note: None })
    }

    /// Says which document begins at a place.
    pub(super) fn add_document(&mut self, path: &Path, beginning: AnchorId) {
        self.documents.insert(normal(path), beginning);
    }

    /// Adds the places of a document, in their order; the first of them comes back.
    pub(super) fn add_places(
        &mut self,
        division: u32,
        survey: &Survey,
        first_note: NoteId,
        diagnostics: &mut Diagnostics,
    ) -> AnchorId {
        let first = AnchorId(u32::try_from(self.anchors.len()).expect("fewer than 2^32 places"));
        for place in &survey.places {
            let note = place.note.map(|note| nth_note(first_note, note));
            let title = place.title.clone();
            let anchor = self.push(Anchor { id: String::new(), division, title, number: None, note });
            if let Some(id) = &place.id {
                self.name(anchor, id, place.span, diagnostics);
            }
        }
        for (id, span, place) in &survey.aliases {
            let anchor = nth(first, *place);
            self.name(anchor, id, *span, diagnostics);
        }
        first
    }

    /// Adds the marks for the index of a document, in their order; the first of them comes back.
    pub(super) fn add_marks(&mut self, division: u32, survey: &Survey, first_note: NoteId) -> AnchorId {
        let first = AnchorId(u32::try_from(self.anchors.len()).expect("fewer than 2^32 places"));
        for mark in &survey.marks {
            let anchor = self.add_division(division, "");
            self.anchors[anchor.0 as usize].note = mark.note.map(|note| nth_note(first_note, note));
        }
        first
    }

    /// Gives a place a number.
    pub(super) fn number(&mut self, anchor: AnchorId, number: String) {
        self.anchors[anchor.0 as usize].number = Some(number);
    }

    fn push(&mut self, anchor: Anchor) -> AnchorId {
        let id = AnchorId(u32::try_from(self.anchors.len()).expect("fewer than 2^32 places"));
        self.anchors.push(anchor);
        id
    }

    /// Gives a place an id that is written; one that another place has is reported.
    pub(super) fn name(&mut self, anchor: AnchorId, id: &str, span: Span, diagnostics: &mut Diagnostics) {
        let Some(other) = self.by_id.get(id) else {
            self.by_id.insert(id.to_owned(), anchor);
            let place = &mut self.anchors[anchor.0 as usize];
            if place.id.is_empty() {
                id.clone_into(&mut place.id);
            }
            return;
        };
        // Twice in one text was reported when that was read.
        let [first, second] = [*other, anchor].map(|place| self.anchors[place.0 as usize].division);
        if first != second {
            diagnostics.push(
                Diagnostic::error("book.repeated-id", span, format!("id `{id}` is given in another text too"))
                    .hint("ids are unique in the whole book: choose another one here"),
            );
        }
    }

    /// Gives a place another title: the manifest's instead of the heading's.
    pub(super) fn retitle(&mut self, first: AnchorId, place: usize, title: &str) {
        title.clone_into(&mut self.anchors[nth(first, place).0 as usize].title);
    }

    /// Makes an id for a place that has none: `stem`, or with the number `count`, or the next that is free.
    pub(super) fn make_id(&mut self, anchor: AnchorId, stem: &str, count: Option<usize>) {
        if !self.anchors[anchor.0 as usize].id.is_empty() {
            return;
        }
        let mut number = count.unwrap_or(0);
        let mut id = count.map_or_else(|| stem.to_owned(), |count| format!("{stem}-{count}"));
        while self.by_id.contains_key(&id) {
            number += 1;
            id = format!("{stem}-{number}");
        }
        self.by_id.insert(id.clone(), anchor);
        self.anchors[anchor.0 as usize].id = id;
    }

    /// A place.
    pub(super) fn anchor(&self, id: AnchorId) -> &Anchor {
        &self.anchors[id.0 as usize]
    }

    /// Where a link leads that is written in the manuscript at `from`; `None` after a report.
    pub(super) fn target(
        &self,
        target: &str,
        from: &Path,
        span: Span,
        diagnostics: &mut Diagnostics,
    ) -> Option<Target> {
        if let Some(scheme) = scheme(target) {
            check_scheme(scheme, target, span, diagnostics);
            return Some(Target::Url(target.to_owned()));
        }
        let (file, id) = target.split_once('#').map_or((target, None), |(file, id)| (file, Some(id)));
        let found = match (file, id) {
            ("", Some(id)) => self.by_written(id).ok_or_else(|| self.no_id(id)),
            _ => self.in_file(file, id, from),
        };
        match found {
            Ok(anchor) => Some(Target::Anchor(anchor)),
            Err((message, hint)) => {
                diagnostics.push(Diagnostic::error("book.broken-link", span, message).hint(hint));
                None
            }
        }
    }

    /// An id as written, or with its `%` escapes read.
    fn by_written(&self, id: &str) -> Option<AnchorId> {
        self.by_id.get(id).or_else(|| self.by_id.get(&unescape(id)?)).copied()
    }

    /// A place in another document; a message and a hint if there is none.
    fn in_file(&self, file: &str, id: Option<&str>, from: &Path) -> Result<AnchorId, (String, String)> {
        let folder = from.parent().unwrap_or(Path::new(""));
        let beside = |file: &str| self.documents.get(&normal(&folder.join(file))).copied();
        let beginning = beside(file).or_else(|| beside(&unescape(file)?));
        let Some(beginning) = beginning else { return Err(self.no_file(file)) };
        let Some(id) = id else { return Ok(beginning) };
        let division = self.anchor(beginning).division;
        match self.by_written(id).filter(|anchor| self.anchor(*anchor).division == division) {
            Some(anchor) => Ok(anchor),
            None => Err(self.no_id(id)),
        }
    }

    fn no_id(&self, id: &str) -> (String, String) {
        let nearest = nearest(id, self.by_id.keys().map(String::as_str));
        let hint = match nearest {
            Some(near) => {
                let division = self.by_id.get(near).map(|anchor| self.anchor(*anchor).division);
                let file = self.documents.iter().find(|(_, place)| Some(self.anchor(**place).division) == division);
                let file = file.and_then(|(path, _)| path.file_name()).map(|name| format!(" in `{}`", name.display()));
                format!("did you mean `#{near}`{}?", file.unwrap_or_default())
            }
            None => format!("give the heading or block it means an id: `{{#{id}}}`"),
        };
        (format!("the book has no id `{id}` where this link leads"), hint)
    }

    fn no_file(&self, file: &str) -> (String, String) {
        if file.is_empty() {
            return ("the link leads nowhere".to_owned(), "write `#id`, `file.md#id` or `https://…`".to_owned());
        }
        if file.starts_with("www.") {
            return (
                format!("`{file}` reads as a file, and the contents list no such text"),
                format!("write `https://{file}`"),
            );
        }
        let names = self.documents.keys().filter_map(|path| path.file_name()?.to_str());
        let wanted = Path::new(file).file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let hint = match nearest(&wanted, names) {
            Some(near) => format!("did you mean `{near}`? paths start at the text that holds the link"),
            None => "link to texts that the contents list; paths start at the text that holds the link".to_owned(),
        };
        (format!("`{file}` is no text of this book"), hint)
    }
}

/// The note `offset` after another.
fn nth_note(first: NoteId, offset: usize) -> NoteId {
    NoteId(first.0 + u32::try_from(offset).expect("fewer than 2^32 notes"))
}

/// The place `offset` after another.
pub(super) fn nth(first: AnchorId, offset: usize) -> AnchorId {
    AnchorId(first.0 + u32::try_from(offset).expect("fewer than 2^32 places"))
}

/// The name nearest to a wrong one, if it is near.
pub(super) fn nearest<'a>(wrong: &str, names: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    names
        .map(|name| (strsim::damerau_levenshtein(name, wrong), name))
        .min()
        .filter(|(distance, _)| *distance * 2 <= wrong.chars().count())
        .map(|(_, name)| name)
}

/// The scheme of a URL (RFC 3986 §3.1); one letter is a drive of Windows.
pub(super) fn scheme(target: &str) -> Option<&str> {
    let (scheme, _) = target.split_once(':')?;
    let is_scheme = scheme.len() > 1
        && scheme.starts_with(|first: char| first.is_ascii_alphabetic())
        && scheme.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"+-.".contains(&byte));
    is_scheme.then_some(scheme)
}

/// Warns about URLs that readers cannot follow.
fn check_scheme(scheme: &str, target: &str, span: Span, diagnostics: &mut Diagnostics) {
    let rest = &target[scheme.len() + 1..];
    let warning = match scheme.to_ascii_lowercase().as_str() {
        "http" | "https" if rest.trim_start_matches('/').is_empty() || !rest.starts_with("//") => {
            Diagnostic::warning("book.unusual-link", span, format!("`{target}` names no site"))
                .hint("write `https://` and the name of the site")
        }
        "http" | "https" => return,
        "mailto" if rest.contains('@') => return,
        "mailto" => Diagnostic::warning("book.unusual-link", span, format!("`{target}` is no address of a person"))
            .hint("write `mailto:name@example.org`"),
        _ => Diagnostic::warning("book.unusual-link", span, format!("readers cannot follow `{scheme}:` links"))
            .hint("use `https:`, `http:` or `mailto:`"),
    };
    diagnostics.push(warning);
}

/// A path or id with its `%XX` escapes read (RFC 3986 §2.1); `None` when it has none or they are no UTF-8.
pub(super) fn unescape(text: &str) -> Option<String> {
    if !text.contains('%') {
        return None;
    }
    let bytes = text.as_bytes();
    let mut read = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while let Some(byte) = bytes.get(at) {
        let escape = text.get(at + 1..at + 3).filter(|_| *byte == b'%');
        match escape.and_then(|digits| u8::from_str_radix(digits, 16).ok()) {
            Some(escaped) => {
                read.push(escaped);
                at += 3;
            }
            None => {
                read.push(*byte);
                at += 1;
            }
        }
    }
    String::from_utf8(read).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn schemes_are_told_from_paths() {
        assert_eq!(scheme("https://example.org"), Some("https"));
        assert_eq!(scheme("c:/book.md"), None);
        assert_eq!(scheme("text/one.md#a:b"), None);
        assert_eq!(scheme("#a"), None);
    }

    #[test]
    fn escapes_are_read_and_bad_ones_kept() {
        assert_eq!(unescape("%D9%86%D8%A7%D9%86.md").as_deref(), Some("نان.md"));
        assert_eq!(unescape("a%20b%zz%").as_deref(), Some("a b%zz%"));
        assert_eq!(unescape("a%FF"), None);
        assert_eq!(unescape("a"), None);
    }
}
