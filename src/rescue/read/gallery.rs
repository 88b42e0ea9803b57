//! Images of one file: each kept once, under a name of its own, if a book can show it.

use std::collections::BTreeMap;

use crate::book;
use crate::rescue::found::{Image, LeftOut, Picture, Place};

/// Images so far.
#[derive(Debug, Default)]
pub(super) struct Gallery {
    images: Vec<Image>,
    /// What images are called where they stand, and their position; `None` for those that cannot be shown.
    seen: BTreeMap<String, Option<usize>>,
    left_out: Vec<LeftOut>,
}

impl Gallery {
    /// The picture of an image that the file calls `source`; `None` after a note that it is left out.
    pub(super) fn picture(
        &mut self,
        source: &str,
        alt: &str,
        place: Place,
        bytes: impl FnOnce() -> Option<Vec<u8>>,
    ) -> Option<Picture> {
        let at = match self.seen.get(source) {
            Some(known) => *known,
            None => {
                let at = self.add(source, alt, place, bytes());
                self.seen.insert(source.to_owned(), at);
                at
            }
        }?;
        Some(Picture { name: self.images[at].name.clone(), alt: alt.to_owned() })
    }

    fn add(&mut self, source: &str, alt: &str, place: Place, bytes: Option<Vec<u8>>) -> Option<usize> {
        let short: String = source.chars().take(80).collect();
        let fault = match &bytes {
            None => Some("it is not there".to_owned()),
            Some(bytes) => book::image_fault(&short, bytes),
        };
        if let Some(fault) = fault {
            let text = if alt.is_empty() { format!("{short}: {fault}") } else { format!("{short} ({alt}): {fault}") };
            self.left_out.push(LeftOut { rule: "rescue.image", text, place, times: 1 });
            return None;
        }
        let bytes = bytes?;
        if let Some(same) = self.images.iter().position(|image| image.bytes == bytes) {
            return Some(same);
        }
        let name = self.name(source, &bytes);
        self.images.push(Image { name, bytes });
        Some(self.images.len() - 1)
    }

    /// A file name of ASCII letters, unique in the file.
    fn name(&self, source: &str, bytes: &[u8]) -> String {
        let ending = match bytes {
            [0x89, b'P', ..] => "png",
            [0xFF, 0xD8, ..] => "jpg",
            [b'R', b'I', b'F', b'F', ..] => "webp",
            _ => "svg",
        };
        let path = if source.starts_with("data:") { "" } else { source.split(['?', '#']).next().unwrap_or_default() };
        let file = path.rsplit(['/', '\\']).next().unwrap_or_default();
        let stem = file.rsplit_once('.').map_or(file, |(stem, _)| stem);
        let words = stem.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
        let stem = words.map(str::to_ascii_lowercase).collect::<Vec<_>>().join("-");
        // Long names made of digests say nothing.
        let stem = if stem.is_empty() || stem.len() > 40 { "image".to_owned() } else { stem };
        let is_free = |name: &String| self.images.iter().all(|image| image.name != *name);
        let first = format!("{stem}.{ending}");
        let numbered = (2..).map(|number| format!("{stem}-{number}.{ending}"));
        std::iter::once(first).chain(numbered).find(is_free).unwrap_or_default()
    }

    /// The images, and those that were left out.
    pub(super) fn finish(self) -> (Vec<Image>, Vec<LeftOut>) {
        (self.images, self.left_out)
    }
}

/// The bytes of a `data:` address (RFC 2397).
pub(super) fn data_address(address: &str) -> Option<Vec<u8>> {
    use base64::Engine;
    let (head, body) = address.strip_prefix("data:")?.split_once(',')?;
    if head.ends_with(";base64") {
        let clean: String = body.chars().filter(|c| !c.is_whitespace()).collect();
        let clean = percent(&clean);
        let clean = clean.trim_end_matches('=');
        return base64::engine::general_purpose::STANDARD_NO_PAD.decode(clean).ok();
    }
    Some(percent(body).into_bytes())
}

/// `%XX` read; what is no UTF-8 then stays as it was written.
pub(super) fn percent(text: &str) -> String {
    if !text.contains('%') {
        return text.to_owned();
    }
    let bytes = text.as_bytes();
    let mut read = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        let number = bytes.get(at + 1..at + 3).and_then(|two| std::str::from_utf8(two).ok());
        let number = number.filter(|_| bytes[at] == b'%').and_then(|two| u8::from_str_radix(two, 16).ok());
        read.push(number.unwrap_or(bytes[at]));
        at += if number.is_some() { 3 } else { 1 };
    }
    String::from_utf8(read).unwrap_or_else(|_| text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_that_are_the_data_are_read() {
        assert_eq!(data_address("data:image/png;base64,aGFu").as_deref(), Some(b"han".as_slice()));
        assert_eq!(data_address("data:,a%20b").as_deref(), Some(b"a b".as_slice()));
        assert_eq!(data_address("https://example.org"), None);
        assert_eq!(percent("%D9%86%zz%"), "ن%zz%");
    }

    #[test]
    fn what_no_book_can_show_is_told() {
        let mut gallery = Gallery::default();
        assert_eq!(gallery.picture("a.gif", "نان", Place::default(), || Some(b"GIF89a".to_vec())), None);
        assert_eq!(gallery.picture("b.png", "", Place::default(), || None), None);
        let (images, left_out) = gallery.finish();
        assert!(images.is_empty());
        assert_eq!(left_out.len(), 2);
    }
}
