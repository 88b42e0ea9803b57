//! Objects that go along into the new file: those that forms need, each once, with new numbers.

use std::collections::BTreeMap;

use lopdf::{Dictionary, Document, Object, ObjectId, Stream};

/// A file that is left, and one that is made of parts of it.
pub(super) struct Moved {
    source: Document,
    target: Document,
    /// New numbers by old ones.
    numbers: BTreeMap<ObjectId, ObjectId>,
    /// What has a new number and still lies in the old file.
    waiting: Vec<ObjectId>,
}

impl Moved {
    /// Nothing has moved yet.
    pub(super) fn new(source: Document) -> Self {
        Self { source, target: Document::new(), numbers: BTreeMap::new(), waiting: Vec::new() }
    }

    /// The file that is left; all of it is still there.
    pub(super) fn source(&self) -> &Document {
        &self.source
    }

    /// An object with its references led into the new file.
    pub(super) fn bring(&mut self, mut object: Object) -> Object {
        self.lead(&mut object);
        object
    }

    /// Adds a stream that knows the new file alone.
    pub(super) fn add_stream(&mut self, mut stream: Stream) -> ObjectId {
        set_length(&mut stream);
        self.target.add_object(stream)
    }

    /// An entry of the old catalogue, brought.
    pub(super) fn catalog_entry(&mut self, key: &[u8]) -> Option<Object> {
        let object = self.source.catalog().ok()?.get(key).ok()?.clone();
        Some(self.bring(object))
    }

    /// A text about the old file.
    pub(super) fn information(&self, key: &[u8]) -> Option<&Object> {
        let information = super::tree::entry(&self.source, &self.source.trailer, b"Info")?;
        super::tree::entry(&self.source, information.as_dict().ok()?, key)
    }

    /// The new file with everything that was brought.
    pub(super) fn finish(mut self) -> Document {
        while let Some(old) = self.waiting.pop() {
            let Some(mut object) = self.source.objects.remove(&old) else { continue };
            self.lead(&mut object);
            if let Object::Stream(stream) = &mut object {
                set_length(stream);
            }
            if let Some(new) = self.numbers.get(&old) {
                self.target.objects.insert(*new, object);
            }
        }
        self.target
    }

    /// Leads the references of an object into the new file.
    fn lead(&mut self, object: &mut Object) {
        match object {
            Object::Reference(id) => *object = self.number(*id).map_or(Object::Null, Object::Reference),
            Object::Array(items) => items.iter_mut().for_each(|item| self.lead(item)),
            Object::Dictionary(dictionary) => self.lead_entries(dictionary),
            Object::Stream(stream) => self.lead_entries(&mut stream.dict),
            _ => {}
        }
    }

    fn lead_entries(&mut self, dictionary: &mut Dictionary) {
        // What points from contents back to the structure, which stays behind.
        dictionary.remove(b"StructParent");
        dictionary.remove(b"StructParents");
        dictionary.iter_mut().for_each(|(_, value)| self.lead(value));
    }

    /// The new number of an object; `None` for what is not there, and for pages, which would bring the whole file along.
    fn number(&mut self, old: ObjectId) -> Option<ObjectId> {
        if let Some(new) = self.numbers.get(&old) {
            return Some(*new);
        }
        let is_node = |dictionary: &Dictionary| {
            [&b"Page"[..], b"Pages", b"Catalog", b"StructElem", b"StructTreeRoot"]
                .iter()
                .any(|kind| dictionary.has_type(kind))
        };
        if self.source.objects.get(&old)?.as_dict().is_ok_and(is_node) {
            return None;
        }
        let new = self.target.new_object_id();
        self.numbers.insert(old, new);
        self.waiting.push(old);
        Some(new)
    }
}

/// The length is said where the stream is: readers that mend files rely on it.
fn set_length(stream: &mut Stream) {
    stream.dict.set("Length", i64::try_from(stream.content.len()).unwrap_or(0));
}
