//! The metadata stream (XMP, ISO 16684-1): the same facts as the information dictionary, and the languages.

use std::fmt::Write;

use crate::base::Timestamp;
use crate::manifest::{Archival, Metadata, Role};

use super::claims::Claims;
use super::document::{PRODUCER, authors};

/// The packet of a book.
pub(super) fn packet(metadata: &Metadata, modified: Timestamp, claims: Claims) -> String {
    let mut rdf = String::new();
    let language = escaped(metadata.language.tag());
    let date = date(modified);
    element(&mut rdf, "dc:format", "application/pdf");
    alternatives(&mut rdf, "dc:title", &metadata.title, &language);
    list(&mut rdf, "dc:creator", "Seq", &authors(metadata));
    let others = metadata.creators.iter().filter(|creator| creator.role != Role::Author);
    list(&mut rdf, "dc:contributor", "Bag", &others.map(|creator| creator.name.as_str()).collect::<Vec<_>>());
    list(&mut rdf, "dc:language", "Bag", &[metadata.language.tag()]);
    list(&mut rdf, "dc:publisher", "Bag", &metadata.publisher.as_deref().into_iter().collect::<Vec<_>>());
    list(
        &mut rdf,
        "dc:subject",
        "Bag",
        &metadata.subjects.iter().map(|subject| subject.name.as_str()).collect::<Vec<_>>(),
    );
    if let Some(description) = &metadata.description {
        alternatives(&mut rdf, "dc:description", description, &language);
    }
    if let Some(rights) = &metadata.rights {
        alternatives(&mut rdf, "dc:rights", rights, &language);
    }
    element(&mut rdf, "dc:identifier", &metadata.identifier);
    if !metadata.subjects.is_empty() {
        element(
            &mut rdf,
            "pdf:Keywords",
            &metadata.subjects.iter().map(|subject| subject.name.as_str()).collect::<Vec<_>>().join(","),
        );
    }
    element(&mut rdf, "pdf:Producer", PRODUCER);
    element(&mut rdf, "xmp:CreatorTool", PRODUCER);
    element(&mut rdf, "xmp:CreateDate", &date);
    element(&mut rdf, "xmp:ModifyDate", &date);
    element(&mut rdf, "xmp:MetadataDate", &date);
    identification(&mut rdf, claims);
    if let Some(id) = claims.press {
        press(&mut rdf, id);
    }
    let namespaces = namespaces(claims);
    format!(
        "<?xpacket begin=\"\u{FEFF}\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n\
         <x:xmpmeta xmlns:x=\"adobe:ns:meta/\">\n\
         <rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\n\
         <rdf:Description rdf:about=\"\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\" \
         xmlns:pdf=\"http://ns.adobe.com/pdf/1.3/\" xmlns:xmp=\"http://ns.adobe.com/xap/1.0/\"{namespaces}>\n\
         {rdf}</rdf:Description>\n</rdf:RDF>\n</x:xmpmeta>\n<?xpacket end=\"r\"?>"
    )
}

/// Names of what is claimed; none where nothing is.
fn namespaces(claims: Claims) -> String {
    let mut namespaces = String::new();
    let mut add = |prefix: &str, uri: &str| {
        let _ = write!(namespaces, " xmlns:{prefix}=\"http://www.aiim.org/{uri}\"");
    };
    if claims.accessible {
        add("pdfuaid", "pdfua/ns/id/");
    }
    if claims.archival.is_some() {
        add("pdfaid", "pdfa/ns/id/");
    }
    if claims.press.is_some() {
        namespaces.push_str(
            " xmlns:xmpMM=\"http://ns.adobe.com/xap/1.0/mm/\" xmlns:pdfxid=\"http://www.npes.org/pdfx/ns/id/\"",
        );
    }
    let mut add = |prefix: &str, uri: &str| {
        let _ = write!(namespaces, " xmlns:{prefix}=\"http://www.aiim.org/{uri}\"");
    };
    if claims.accessible && claims.archival.is_some() {
        add("pdfaExtension", "pdfa/ns/extension/");
        add("pdfaSchema", "pdfa/ns/schema#");
        add("pdfaProperty", "pdfa/ns/property#");
    }
    namespaces
}

/// What is claimed (ISO 14289-1 §5, ISO 19005-2 §6.6.4). PDF/A knows nothing of PDF/UA: it is told (§6.6.2.3.3).
fn identification(rdf: &mut String, claims: Claims) {
    const KNOWN: &str = "<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType=\"Resource\">\
        <pdfaSchema:schema>PDF/UA Universal Accessibility Schema</pdfaSchema:schema>\
        <pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>\
        <pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>\
        <pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType=\"Resource\">\
        <pdfaProperty:name>part</pdfaProperty:name><pdfaProperty:valueType>Integer</pdfaProperty:valueType>\
        <pdfaProperty:category>internal</pdfaProperty:category>\
        <pdfaProperty:description>Part of ISO 14289 that the file conforms to</pdfaProperty:description>\
        </rdf:li></rdf:Seq></pdfaSchema:property></rdf:li></rdf:Bag></pdfaExtension:schemas>\n";
    if let Some(archival) = claims.archival {
        let (part, level) = match archival {
            Archival::A2a => ("2", "A"),
            Archival::A2u => ("2", "U"),
            Archival::A3a => ("3", "A"),
        };
        element(rdf, "pdfaid:part", part);
        element(rdf, "pdfaid:conformance", level);
    }
    if claims.accessible {
        element(rdf, "pdfuaid:part", "1");
    }
    if claims.accessible && claims.archival.is_some() {
        rdf.push_str(KNOWN);
    }
}

/// What PDF/X-4 asks for (ISO 15930-7 §6.2.2, §6.17).
fn press(rdf: &mut String, id: [u8; 16]) {
    let id: String = id.iter().map(|byte| format!("{byte:02x}")).collect();
    let id = format!("uuid:{}-{}-{}-{}-{}", &id[..8], &id[8..12], &id[12..16], &id[16..20], &id[20..]);
    element(rdf, "pdf:Trapped", "False");
    element(rdf, "xmpMM:DocumentID", &id);
    element(rdf, "xmpMM:InstanceID", &id);
    element(rdf, "xmpMM:VersionID", "1");
    element(rdf, "xmpMM:RenditionClass", "default");
    element(rdf, "pdfxid:GTS_PDFXVersion", "PDF/X-4");
}

fn element(rdf: &mut String, tag: &str, value: &str) {
    let _ = writeln!(rdf, "<{tag}>{}</{tag}>", escaped(value));
}

fn list(rdf: &mut String, tag: &str, kind: &str, values: &[&str]) {
    if values.is_empty() {
        return;
    }
    let items: String = values.iter().map(|value| format!("<rdf:li>{}</rdf:li>", escaped(value))).collect();
    let _ = writeln!(rdf, "<{tag}><rdf:{kind}>{items}</rdf:{kind}></{tag}>");
}

/// A text with its language; readers ask for `x-default`.
fn alternatives(rdf: &mut String, tag: &str, value: &str, language: &str) {
    let value = escaped(value);
    let _ = writeln!(
        rdf,
        "<{tag}><rdf:Alt><rdf:li xml:lang=\"x-default\">{value}</rdf:li>\
         <rdf:li xml:lang=\"{language}\">{value}</rdf:li></rdf:Alt></{tag}>"
    );
}

fn date(modified: Timestamp) -> String {
    let at = modified.civil();
    format!("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}+00:00", at.year, at.month, at.day, at.hour, at.minute, at.second)
}

/// Text as XML content or attribute value; characters that XML 1.0 does not allow are left out.
fn escaped(text: &str) -> String {
    let mut written = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => written.push_str("&amp;"),
            '<' => written.push_str("&lt;"),
            '>' => written.push_str("&gt;"),
            '"' => written.push_str("&quot;"),
            '\u{0}'..='\u{8}' | '\u{B}' | '\u{C}' | '\u{E}'..='\u{1F}' | '\u{FFFE}' | '\u{FFFF}' => {}
            _ => written.push(c),
        }
    }
    written
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_escaped_and_dates_are_whole() {
        assert_eq!(escaped("a<b> & \"c\"\u{1}"), "a&lt;b&gt; &amp; &quot;c&quot;");
        assert_eq!(date(Timestamp::from_date(2026, 3, 1)), "2026-03-01T00:00:00+00:00");
    }
}
