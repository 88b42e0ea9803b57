//! Plain text to lines as they stand in the file; what paragraphs they make is for `mend` to find out.

use crate::rescue::Edited;
use crate::rescue::found::{Block, BlockKind, Found, Place};

/// The lines of a text; form feeds begin pages.
pub(super) fn read(text: &str) -> Found {
    let mut found = Found { has_raw_lines: true, ..Found::default() };
    let has_pages = text.trim_matches('\u{C}').contains('\u{C}');
    let mut place = Place { page: has_pages.then_some(1), line: Some(0) };
    for (number, page) in text.split('\u{C}').enumerate() {
        if has_pages && number > 0 {
            place = Place { page: place.page.map(|page| page + 1), line: Some(0) };
        }
        // A line end right after a form feed belongs to it.
        let page =
            if number > 0 { page.strip_prefix("\r\n").or(page.strip_prefix('\n')).unwrap_or(page) } else { page };
        for line in lines(page) {
            place.line = place.line.map(|line| line + 1);
            found.blocks.push(Block::new(BlockKind::RawLine(Edited::found(line)), place));
        }
    }
    found
}

/// Lines by any of the line ends that files have: LF, CR LF, CR, NEL, U+2028 and U+2029.
fn lines(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        let Some(end) = rest.find(['\n', '\r', '\u{85}', '\u{2028}', '\u{2029}']) else {
            return Some(std::mem::take(&mut rest));
        };
        let line = &rest[..end];
        let after = &rest[end..];
        let length = if after.starts_with("\r\n") { 2 } else { after.chars().next().map_or(0, char::len_utf8) };
        rest = &after[length..];
        Some(line)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_and_pages_are_counted() {
        let found = read("یک\r\nدو\u{C}\nسه\rچهار\n\nپنج");
        let lines: Vec<(String, Option<u32>, Option<u32>)> = found
            .blocks
            .iter()
            .map(|block| match &block.kind {
                BlockKind::RawLine(text) => (text.now().to_owned(), block.place.page, block.place.line),
                other => panic!("{other:?}"),
            })
            .collect();
        let expected = [("یک", 1, 1), ("دو", 1, 2), ("سه", 2, 1), ("چهار", 2, 2), ("", 2, 3), ("پنج", 2, 4)];
        assert_eq!(lines, expected.map(|(text, page, line)| (text.to_owned(), Some(page), Some(line))));
        assert_eq!(read("یک\u{C}").blocks[0].place.page, None);
    }
}
