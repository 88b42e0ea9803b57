//! Reads what epub-builder wrote: the items of its package document, its spine, and its nested contents.
//!
//! Nothing else names quick-xml.

use quick_xml::Reader;
use quick_xml::XmlVersion;
use quick_xml::events::{BytesRef, BytesStart, Event};

use crate::base::Error;

use super::outline::Entry;

/// A file of the manifest.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Item {
    /// Its id in the package document.
    pub(super) id: String,
    /// From the content folder.
    pub(super) href: String,
    /// Its media type.
    pub(super) media_type: String,
    /// `nav` or `cover-image`.
    pub(super) properties: Option<String>,
}

/// Items in the order of the package document, and the ids of the spine.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Listing {
    /// Every file but the package document itself.
    pub(super) items: Vec<Item>,
    /// Ids of the items of the spine, in order.
    pub(super) spine: Vec<String>,
}

/// Reads the package document.
pub(super) fn read_package(package: &str) -> Result<Listing, Error> {
    let mut reader = Reader::from_str(package);
    let mut listing = Listing::default();
    loop {
        match reader.read_event().map_err(unreadable)? {
            Event::Start(tag) | Event::Empty(tag) => match tag.local_name().as_ref() {
                "item" => listing.items.push(item(&tag)?),
                "itemref" => listing.spine.push(attribute(&tag, "idref")?.unwrap_or_default()),
                _ => {}
            },
            Event::Eof => return Ok(listing),
            _ => {}
        }
    }
}

fn item(tag: &BytesStart<'_>) -> Result<Item, Error> {
    Ok(Item {
        id: attribute(tag, "id")?.unwrap_or_default(),
        href: attribute(tag, "href")?.unwrap_or_default(),
        media_type: attribute(tag, "media-type")?.unwrap_or_default(),
        properties: attribute(tag, "properties")?,
    })
}

fn attribute(tag: &BytesStart<'_>, name: &str) -> Result<Option<String>, Error> {
    let Some(attribute) = tag.try_get_attribute(name).map_err(unreadable)? else { return Ok(None) };
    let value = attribute.normalized_value(XmlVersion::Implicit1_0).map_err(unreadable)?;
    Ok(Some(value.into_owned()))
}

/// Reads the contents: the first list of the navigation document. Entries that lead to a whole file only hold those
/// under them (see `container`) and are taken out.
pub(super) fn read_contents(navigation: &str) -> Result<Vec<Entry>, Error> {
    let mut reader = Reader::from_str(navigation);
    // One list of finished entries for each open `ol`, from the outside in.
    let mut lists: Vec<Vec<Entry>> = Vec::new();
    let mut is_in_link = false;
    loop {
        match reader.read_event().map_err(unreadable)? {
            Event::Start(tag) => match tag.local_name().as_ref() {
                "ol" => lists.push(Vec::new()),
                "a" => {
                    is_in_link = true;
                    let href = attribute(&tag, "href")?.unwrap_or_default();
                    let entry = Entry { href, title: String::new(), children: Vec::new() };
                    lists.last_mut().ok_or_else(no_list)?.push(entry);
                }
                _ => {}
            },
            Event::Text(text) if is_in_link => add_title(&mut lists, &text.xml10_content()),
            Event::GeneralRef(reference) if is_in_link => add_title(&mut lists, &resolve(&reference)?),
            Event::End(tag) => match tag.local_name().as_ref() {
                "a" => is_in_link = false,
                "ol" => {
                    let done = lists.pop().unwrap_or_default();
                    match lists.last_mut().and_then(|outer| outer.last_mut()) {
                        Some(parent) => parent.children = done,
                        None => return Ok(without_holders(done)),
                    }
                }
                _ => {}
            },
            Event::Eof => return Ok(Vec::new()),
            _ => {}
        }
    }
}

fn add_title(lists: &mut [Vec<Entry>], text: &str) {
    if let Some(entry) = lists.last_mut().and_then(|list| list.last_mut()) {
        entry.title.push_str(text);
    }
}

/// A character reference or one of the five entities of XML.
fn resolve(reference: &BytesRef<'_>) -> Result<String, Error> {
    if let Some(character) = reference.resolve_char_ref().map_err(unreadable)? {
        return Ok(character.to_string());
    }
    let name = reference.xml10_content();
    let text = quick_xml::escape::resolve_predefined_entity(&name).ok_or_else(|| unreadable(format!("&{name};")))?;
    Ok(text.to_owned())
}

fn without_holders(entries: Vec<Entry>) -> Vec<Entry> {
    let mut kept = Vec::new();
    for entry in entries {
        let children = without_holders(entry.children);
        if entry.href.contains('#') {
            kept.push(Entry { children, ..entry });
        } else {
            kept.extend(children);
        }
    }
    kept
}

fn no_list() -> Error {
    Error::new("cannot read the contents that epub-builder wrote: an entry stands outside a list")
}

fn unreadable(cause: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Error {
    Error::because("cannot read what epub-builder wrote", cause)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn holders_are_taken_out_and_titles_unescaped() {
        let navigation = "<nav><ol><li><a href=\"p.xhtml\">p</a><ol><li><a href=\"p.xhtml#p\">A &amp; B &lt;</a>\
            <ol><li><a href=\"c.xhtml\">c</a><ol><li><a href=\"c.xhtml#c\">می\u{200C}روم</a></li></ol></li></ol></li>\
            </ol></li></ol></nav><nav><ol><li><a href=\"x\">x</a></li></ol></nav>";
        let contents = read_contents(navigation).unwrap();
        assert_eq!(contents.len(), 1);
        assert_eq!((contents[0].href.as_str(), contents[0].title.as_str()), ("p.xhtml#p", "A & B <"));
        assert_eq!(contents[0].children[0].title, "می\u{200C}روم");
    }

    #[test]
    fn items_and_spine_are_read_in_order() {
        let package = "<package><manifest><item id=\"a\" href=\"a&amp;b.xhtml\" media-type=\"t\"/>\
            <item media-type=\"i\" properties=\"cover-image\" id=\"c\" href=\"c.png\"/></manifest>\
            <spine><itemref idref=\"a\"/></spine></package>";
        let listing = read_package(package).unwrap();
        assert_eq!(listing.items[0].href, "a&b.xhtml");
        assert_eq!(listing.items[1].properties.as_deref(), Some("cover-image"));
        assert_eq!(listing.spine, ["a"]);
    }

    #[test]
    fn damaged_markup_is_an_error_and_no_panic() {
        assert!(read_package("<package><item id=\"a").is_err());
        assert!(read_contents("<a href=\"x\">").is_err());
    }
}
