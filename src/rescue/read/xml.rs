//! XML to a tree, by quick-xml. Entities of the file itself are not read, so nothing is fetched and nothing explodes.

use quick_xml::events::{BytesRef, BytesStart, Event};
use quick_xml::name::{NamespaceResolver, QName, ResolveResult};
use quick_xml::{NsReader, XmlVersion};

use super::Fault;
use super::tree::{DEEPEST, Element, Node};

/// Namespaces and the prefix that the tree gives their names: ISO/IEC 29500 (transitional and strict), ODF 1.3, EPUB 3.3.
const NAMESPACES: [(&str, &str); 33] = [
    ("http://www.w3.org/1999/xhtml", ""),
    ("http://www.w3.org/XML/1998/namespace", "xml"),
    ("http://www.w3.org/1999/xlink", "xlink"),
    ("http://www.w3.org/2000/svg", "svg"),
    ("http://purl.org/dc/elements/1.1/", "dc"),
    ("http://purl.org/dc/terms/", "dcterms"),
    ("http://www.idpf.org/2007/opf", "opf"),
    ("http://www.idpf.org/2007/ops", "epub"),
    ("http://www.daisy.org/z3986/2005/ncx/", "ncx"),
    ("urn:oasis:names:tc:opendocument:xmlns:container", "container"),
    ("http://www.w3.org/2001/04/xmlenc#", "enc"),
    ("http://schemas.openxmlformats.org/wordprocessingml/2006/main", "w"),
    ("http://purl.oclc.org/ooxml/wordprocessingml/main", "w"),
    ("http://schemas.openxmlformats.org/drawingml/2006/main", "a"),
    ("http://purl.oclc.org/ooxml/drawingml/main", "a"),
    ("http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing", "wp"),
    ("http://purl.oclc.org/ooxml/drawingml/wordprocessingDrawing", "wp"),
    ("http://schemas.openxmlformats.org/officeDocument/2006/relationships", "r"),
    ("http://purl.oclc.org/ooxml/officeDocument/relationships", "r"),
    ("http://schemas.openxmlformats.org/package/2006/relationships", "rel"),
    ("http://schemas.openxmlformats.org/package/2006/metadata/core-properties", "cp"),
    ("http://schemas.openxmlformats.org/officeDocument/2006/math", "m"),
    ("http://schemas.openxmlformats.org/markup-compatibility/2006", "mc"),
    ("urn:schemas-microsoft-com:vml", "v"),
    ("urn:oasis:names:tc:opendocument:xmlns:office:1.0", "office"),
    ("urn:oasis:names:tc:opendocument:xmlns:text:1.0", "text"),
    ("urn:oasis:names:tc:opendocument:xmlns:table:1.0", "table"),
    ("urn:oasis:names:tc:opendocument:xmlns:style:1.0", "style"),
    ("urn:oasis:names:tc:opendocument:xmlns:drawing:1.0", "draw"),
    ("urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0", "fo"),
    ("urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0", "svg"),
    ("urn:oasis:names:tc:opendocument:xmlns:meta:1.0", "meta"),
    ("urn:oasis:names:tc:opendocument:xmlns:manifest:1.0", "manifest"),
];

/// Entities of HTML that books use, for XHTML; numbers of characters are read in any case.
const ENTITIES: [(&str, &str); 27] = [
    ("nbsp", "\u{A0}"),
    ("shy", "\u{AD}"),
    ("zwnj", "\u{200C}"),
    ("zwj", "\u{200D}"),
    ("lrm", "\u{200E}"),
    ("rlm", "\u{200F}"),
    ("ensp", "\u{2002}"),
    ("emsp", "\u{2003}"),
    ("thinsp", "\u{2009}"),
    ("laquo", "«"),
    ("raquo", "»"),
    ("lsaquo", "‹"),
    ("rsaquo", "›"),
    ("lsquo", "‘"),
    ("rsquo", "’"),
    ("ldquo", "“"),
    ("rdquo", "”"),
    ("ndash", "–"),
    ("mdash", "—"),
    ("hellip", "…"),
    ("bull", "•"),
    ("middot", "·"),
    ("copy", "©"),
    ("reg", "®"),
    ("times", "×"),
    ("deg", "°"),
    ("sect", "§"),
];

/// The most elements and attributes of a file; a book of 2 000 pages has a million.
const MOST_ELEMENTS: usize = 3_000_000;

/// The tree of an XML file; see [`parse_page`].
pub(super) fn parse(bytes: &[u8]) -> Result<Element, Fault> {
    parse_page(bytes, &mut Vec::new())
}

/// The tree of an XML file; what stands in comments of its `body` goes into `comments`.
///
/// # Errors
/// When it is not well formed, elements are nested too deeply, or there are too many.
pub(super) fn parse_page(bytes: &[u8], comments: &mut Vec<String>) -> Result<Element, Fault> {
    let text = decode(bytes);
    let mut reader = NsReader::from_str(&text);
    let mut open = vec![Element::default()];
    let mut count = 0;
    loop {
        let event = reader.read_event().map_err(|cause| damaged(&cause))?;
        match event {
            Event::Start(tag) => {
                if open.len() > DEEPEST {
                    return Err(endless("its elements are nested too deeply"));
                }
                let element = element(&tag, reader.resolver(), &mut count)?;
                open.push(element);
            }
            Event::Empty(tag) => {
                let element = element(&tag, reader.resolver(), &mut count)?;
                push(&mut open, Node::Element(element));
            }
            Event::End(_) => {
                let done = open.pop().unwrap_or_default();
                if open.is_empty() {
                    return Err(damaged(&"a tag closes nothing"));
                }
                push(&mut open, Node::Element(done));
            }
            Event::Text(text) => push_text(&mut open, &text.xml10_content()),
            Event::CData(text) => push_text(&mut open, &text.xml10_content()),
            Event::GeneralRef(reference) => push_text(&mut open, &resolve(&reference)?),
            Event::Eof => break,
            Event::Comment(comment) if open.iter().any(|element| element.name == "body") => {
                comments.push(comment.xml10_content().into_owned());
            }
            Event::Comment(_) | Event::Decl(_) | Event::PI(_) | Event::DocType(_) => {}
        }
    }
    // What was cut off stays open: the words before the cut are kept.
    if open.len() > 1 {
        return Err(damaged(&"it ends in the middle"));
    }
    let root = open.pop().unwrap_or_default();
    let first = root.children.into_iter().find_map(|node| match node {
        Node::Element(element) => Some(element),
        Node::Text(_) => None,
    });
    first.ok_or_else(|| damaged(&"it holds no element"))
}

/// UTF-16 is told by its byte order mark; all else is read as UTF-8.
fn decode(bytes: &[u8]) -> std::borrow::Cow<'_, str> {
    let encoding = encoding_rs::Encoding::for_bom(bytes).map_or(encoding_rs::UTF_8, |(encoding, _)| encoding);
    encoding.decode(bytes).0
}

/// An element without what it holds; `count` is told of it and of its attributes.
fn element(tag: &BytesStart<'_>, names: &NamespaceResolver, count: &mut usize) -> Result<Element, Fault> {
    let name = named(tag.name(), names, true);
    let mut attributes = Vec::new();
    for attribute in tag.attributes().with_checks(false) {
        let attribute = attribute.map_err(|cause| damaged(&cause))?;
        let key = named(attribute.key, names, false);
        // An entity that nobody knows stays as it is written.
        let value = attribute.normalized_value(XmlVersion::Implicit1_0);
        let value = value.map_or_else(|_| attribute.value.to_string(), std::borrow::Cow::into_owned);
        attributes.push((key, value));
    }
    *count += 1 + attributes.len();
    if *count > MOST_ELEMENTS {
        return Err(endless("its markup has millions of elements"));
    }
    Ok(Element { name, attributes, children: Vec::new() })
}

fn named(name: QName<'_>, names: &NamespaceResolver, is_element: bool) -> String {
    let (space, local) = if is_element { names.resolve_element(name) } else { names.resolve_attribute(name) };
    let local = local.as_ref();
    let prefix = match &space {
        ResolveResult::Bound(space) => {
            let address = space.as_ref();
            let known = NAMESPACES.iter().find(|(known, _)| *known == address);
            known.map_or("other", |(_, prefix)| *prefix)
        }
        ResolveResult::Unbound => "",
        // A prefix that is declared nowhere: damaged files are read by the usual meaning of their prefixes.
        ResolveResult::Unknown(prefix) => return format!("{prefix}:{local}"),
    };
    if prefix.is_empty() { local.to_owned() } else { format!("{prefix}:{local}") }
}

fn resolve(reference: &BytesRef<'_>) -> Result<String, Fault> {
    if let Ok(Some(character)) = reference.resolve_char_ref() {
        return Ok(character.to_string());
    }
    let name = reference.xml10_content();
    let known = quick_xml::escape::resolve_xml_entity(&name)
        .or_else(|| ENTITIES.iter().find(|(known, _)| *known == name).map(|(_, text)| *text));
    known.map(str::to_owned).ok_or_else(|| damaged(&format!("the entity &{name}; is not known")))
}

fn push(open: &mut [Element], node: Node) {
    if let Some(parent) = open.last_mut() {
        parent.children.push(node);
    }
}

fn push_text(open: &mut [Element], text: &str) {
    let Some(parent) = open.last_mut() else { return };
    match parent.children.last_mut() {
        Some(Node::Text(last)) => last.push_str(text),
        _ => parent.children.push(Node::Text(text.to_owned())),
    }
}

fn damaged(cause: &dyn std::fmt::Display) -> Fault {
    Fault::new(format!("its markup is damaged: {cause}"), "open it in the program that made it and save it again")
}

fn endless(what: &str) -> Fault {
    Fault::new(what, "no book is made so: the file is damaged or not what it seems")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_have_the_usual_prefix_whatever_the_file_calls_them() {
        let text = "<x:p xmlns:x='http://schemas.openxmlformats.org/wordprocessingml/2006/main' x:val='1' id='2'>\
            <x:t>نان &amp; &#x6A9;تاب</x:t></x:p>";
        let root = parse(text.as_bytes()).expect("well formed");
        assert_eq!((root.name.as_str(), root.attribute("w:val"), root.attribute("id")), ("w:p", Some("1"), Some("2")));
        assert_eq!(root.text(), "نان & کتاب");
    }

    #[test]
    fn entities_of_the_file_are_not_read_and_depth_has_an_end() {
        let bomb = "<!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc/passwd'>]><a>&b;</a>";
        assert!(parse(bomb.as_bytes()).is_err());
        assert!(parse("<a>".repeat(100_000).as_bytes()).is_err());
        assert!(parse(b"<a><b></a>").is_err());
        assert!(parse(b"").is_err());
    }
}
