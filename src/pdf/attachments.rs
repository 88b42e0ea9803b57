//! Files that go along in the PDF: the texts it was made of (PDF 1.7 §7.11.4; ISO 19005-3 annex E).

use lopdf::{Document, Object, ObjectId, StringFormat, dictionary};

use crate::base::Timestamp;

use super::Attachment;
use super::stream::{deflated, name, text_string};

/// Adds files as sources of the document; gives the ids of their specifications, in order.
pub(super) fn add(document: &mut Document, attachments: &[Attachment], modified: Timestamp) -> Vec<ObjectId> {
    attachments.iter().map(|attachment| add_one(document, attachment, modified)).collect()
}

fn add_one(document: &mut Document, attachment: &Attachment, modified: Timestamp) -> ObjectId {
    let size = i64::try_from(attachment.data.len()).unwrap_or(i64::MAX);
    let at = modified.civil();
    let date = format!("D:{:04}{:02}{:02}{:02}{:02}{:02}Z", at.year, at.month, at.day, at.hour, at.minute, at.second);
    let file = dictionary! {
        "Type" => name("EmbeddedFile"),
        "Subtype" => name(attachment.media_type),
        "Params" => dictionary! { "Size" => size, "ModDate" => Object::string_literal(date) },
    };
    let file = document.add_object(deflated(file, &attachment.data));
    document.add_object(dictionary! {
        "Type" => name("Filespec"),
        "F" => Object::string_literal(ascii(&attachment.name)),
        "UF" => text_string(&attachment.name),
        "AFRelationship" => name("Source"),
        "EF" => dictionary! { "F" => file, "UF" => file },
    })
}

/// The name tree of the files, sorted by name.
pub(super) fn names(attachments: &[Attachment], ids: &[ObjectId]) -> Object {
    let mut named: Vec<(Vec<u8>, ObjectId)> =
        attachments.iter().map(|attachment| attachment.name.clone().into_bytes()).zip(ids.iter().copied()).collect();
    named.sort_unstable();
    let entries =
        named.into_iter().flat_map(|(key, id)| [Object::String(key, StringFormat::Literal), Object::Reference(id)]);
    Object::Dictionary(dictionary! { "Names" => entries.collect::<Vec<_>>() })
}

/// A name for readers that know ASCII alone.
fn ascii(file: &str) -> String {
    file.chars().map(|c| if c.is_ascii_graphic() { c } else { '_' }).collect()
}
