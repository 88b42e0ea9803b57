//! The blocks of the book on its pages: every one is looked for, and found ones tell where their words were written.
//!
//! Text is compared without white space, as lines end where they may. Notes are looked for among notes.

use std::collections::BTreeMap;

use crate::base::Span;
use crate::book::Book;
use crate::dump::{self, TextBlock};
use crate::pages::{ItemKind, ItemRole, Page, Pages};

use super::words;

/// Where the blocks of the pages stand in the manuscript.
#[derive(Debug)]
pub(super) struct Places {
    /// By the number that the items of a block have.
    spans: BTreeMap<u32, Span>,
    /// The first word of the book that is on no page, and its block.
    pub(super) lost: Option<(Span, String)>,
}

impl Places {
    /// Looks for every block of a book.
    pub(super) fn new(pages: &Pages, book: &Book) -> Self {
        let [mut text, mut notes] = streams(pages);
        let mut places = Self { spans: BTreeMap::new(), lost: None };
        for block in dump::blocks(book) {
            let stream = if block.mark == "[^] " { &mut notes } else { &mut text };
            places.find(&block, stream);
        }
        places
    }

    /// Where the block of an item stands; `None` for what the program makes itself.
    pub(super) fn of_item(&self, page: &Page, item: u32) -> Option<Span> {
        let item = page.frames.iter().flat_map(|frame| &frame.items).nth(item as usize)?;
        self.spans.get(&item.block).copied()
    }

    fn find(&mut self, block: &TextBlock, stream: &mut Stream) {
        for piece in pieces(&block.words).filter(|piece| !squeezed(piece).is_empty()) {
            match stream.find(&squeezed(piece)) {
                Ok(numbers) => {
                    if let Some(span) = block.span {
                        self.spans.extend(numbers.into_iter().map(|number| (number, span)));
                    }
                }
                Err(found) => {
                    if let (None, Some(span)) = (&self.lost, block.span) {
                        self.lost = Some((span, word_after(piece, found)));
                    }
                    return;
                }
            }
        }
    }
}

/// The text of items in the order of their blocks, without white space.
#[derive(Debug, Default)]
struct Stream {
    text: String,
    /// Where each block begins, and its number.
    starts: Vec<(usize, u32)>,
    /// Where the block found last ends.
    at: usize,
}

impl Stream {
    /// Looks for a piece of text after the last one found, then from the start: the numbers of the blocks it is in.
    ///
    /// # Errors
    /// When it is not there: how many of its bytes are, after the last one found.
    fn find(&mut self, piece: &str) -> Result<Vec<u32>, usize> {
        let after = self.text[self.at..].find(piece).map(|found| found + self.at);
        let Some(start) = after.or_else(|| self.text.find(piece)) else {
            return Err(longest_start(piece, &self.text[self.at..]));
        };
        self.at = start + piece.len();
        let first = self.starts.partition_point(|(begins, _)| *begins <= start).saturating_sub(1);
        let within = self.starts[first..].iter().take_while(|(begins, _)| *begins < self.at);
        Ok(within.map(|(_, number)| *number).collect())
    }
}

/// The streams of the text and of the notes.
fn streams(pages: &Pages) -> [Stream; 2] {
    let mut texts: [BTreeMap<u32, String>; 2] = Default::default();
    for item in pages.list.iter().flat_map(|page| &page.frames).flat_map(|frame| &frame.items) {
        if let (ItemKind::Line(_, line), true) = (&item.kind, item.role != ItemRole::Artifact) {
            let text = texts[usize::from(matches!(item.role, ItemRole::Note(_)))].entry(item.block).or_default();
            text.extend(words::text_of(line));
        }
    }
    texts.map(|texts| {
        let mut stream = Stream::default();
        for (number, text) in texts {
            stream.starts.push((stream.text.len(), number));
            stream.text.push_str(&text);
        }
        stream
    })
}

/// The words of a block between the marks of notes and numbers of pages, `[^…]`.
fn pieces(words: &str) -> impl Iterator<Item = &str> {
    let first = words.split("[^").take(1);
    let rest = words.split("[^").skip(1).map(|part| part.split_once(']').map_or(part, |(_, after)| after));
    first.chain(rest)
}

fn squeezed(text: &str) -> String {
    text.chars().filter(|&sign| !sign.is_whitespace() && !words::is_unseen(sign)).collect()
}

/// How many bytes of a piece a text has, at most.
fn longest_start(piece: &str, text: &str) -> usize {
    let ends: Vec<usize> = piece.char_indices().map(|(at, _)| at).collect();
    ends[ends.partition_point(|&end| text.contains(&piece[..end])).saturating_sub(1)]
}

/// The word of a text in which its squeezed form is `found` bytes long.
fn word_after(text: &str, found: usize) -> String {
    let mut squeezed_length = 0;
    for word in text.split_whitespace() {
        squeezed_length += squeezed(word).len();
        if squeezed_length > found {
            return word.to_owned();
        }
    }
    String::new()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stream(texts: &[&str]) -> Stream {
        let mut stream = Stream::default();
        for (number, text) in (1..).zip(texts) {
            stream.starts.push((stream.text.len(), number));
            stream.text.push_str(text);
        }
        stream
    }

    #[test]
    fn marks_of_notes_part_the_pieces() {
        assert_eq!(pieces("نان[^1] و نمک[^page].").collect::<Vec<_>>(), ["نان", " و نمک", "."]);
    }

    #[test]
    fn a_piece_is_found_after_the_last_one_first() {
        let mut stream = stream(&["abc", "xyz", "abc"]);
        assert_eq!(stream.find("xyz"), Ok(vec![2]));
        assert_eq!(stream.find("abc"), Ok(vec![3]));
        assert_eq!(stream.find("cxyza"), Ok(vec![1, 2, 3]));
        assert_eq!(stream.find("bq"), Err(1));
    }

    #[test]
    fn the_first_word_that_is_lost_is_named() {
        assert_eq!(word_after("نان و نمک", squeezed("نان و نم").len()), "نمک");
        assert_eq!(word_after("نان و نمک", 0), "نان");
    }
}
