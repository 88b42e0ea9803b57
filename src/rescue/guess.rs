//! The language of a text, where nobody says it: by its letters.

use super::found::{Block, BlockKind, Found, Inline};
use crate::base::Language;

/// How many letters are looked at.
const SAMPLE: usize = 20_000;

/// The language that a file names, unless its letters prove it wrong: word processors call a Persian text English when nobody
/// told them otherwise.
pub(super) fn named(found: &Found) -> Option<Language> {
    let letters = Letters::of(found);
    let is_few = letters.ours + letters.latin < 20;
    let is_ours = letters.ours > letters.latin;
    found.metadata.language.clone().filter(|named| is_few || is_ours == named.direction().is_rtl())
}

/// The language of the letters of a text, where its words tell nothing.
pub(super) fn language(found: &Found) -> Option<Language> {
    let letters = Letters::of(found);
    let is_ours = letters.ours > letters.latin;
    let tag = match () {
        () if letters.ours + letters.latin == 0 => return None,
        () if !is_ours => "en",
        // One letter in twenty is one that Arabic lacks, in any Persian text.
        () if letters.persian * 100 > letters.ours || letters.arabic * 50 < letters.ours => "fa",
        () => "ar",
    };
    Some(Language::new(tag))
}

/// Letters by what they tell.
#[derive(Default)]
struct Letters {
    /// Of the Arabic script.
    ours: usize,
    /// Of them, those that only Persian has; an Arabic yeh or kaf in their place tells nothing.
    persian: usize,
    /// Of them, those that Persian seldom has.
    arabic: usize,
    latin: usize,
}

impl Letters {
    fn of(found: &Found) -> Self {
        let mut letters = Self::default();
        letters.blocks(&found.blocks);
        letters
    }

    fn blocks(&mut self, blocks: &[Block]) {
        for block in blocks {
            match &block.kind {
                BlockKind::RawLine(text) => self.text(text.now()),
                BlockKind::Heading(_, line) | BlockKind::Paragraph(line) | BlockKind::Figure(_, line) => {
                    self.line(line)
                }
                BlockKind::Quote(inner) | BlockKind::Container(_, _, inner) => self.blocks(inner),
                BlockKind::List(_, items) => items.iter().for_each(|item| self.blocks(item)),
                BlockKind::Definitions(list) => {
                    for (term, meaning) in list {
                        self.line(term);
                        self.blocks(meaning);
                    }
                }
                BlockKind::Table(table) => {
                    table.head.iter().chain(table.rows.iter().flatten()).for_each(|cell| self.line(cell));
                }
                BlockKind::Verse(stanzas) => {
                    for (first, second) in stanzas.iter().flatten() {
                        self.line(first);
                        self.line(second.as_deref().unwrap_or_default());
                    }
                }
                BlockKind::Code(_) | BlockKind::Separator | BlockKind::PageBreak => {}
            }
        }
    }

    fn line(&mut self, line: &[Inline]) {
        self.text(&super::inlines::plain(line));
    }

    fn text(&mut self, text: &str) {
        if self.ours + self.latin > SAMPLE {
            return;
        }
        for character in text.chars() {
            match character {
                'پ' | 'چ' | 'ژ' | 'گ' => self.persian += 1,
                'ة' | 'أ' | 'إ' | 'ؤ' | 'ى' => self.arabic += 1,
                _ => {}
            }
            match character {
                '\u{620}'..='\u{64A}' | '\u{66E}'..='\u{6D3}' | '\u{FB50}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFC}' => {
                    self.ours += 1;
                }
                c if c.is_alphabetic() => self.latin += 1,
                _ => {}
            }
        }
    }
}
