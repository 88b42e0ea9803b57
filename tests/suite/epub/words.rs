//! The text of the EPUB is the text of the book, letter for letter: half-spaces (U+200C) and vowel marks as well.

use publish::book::{Block, BlockKind, Book, DivisionKind, Inline};

use super::{books, markups, parsed, plain, written};

#[test]
fn the_text_of_every_chapter_and_note_comes_back() {
    for book in [books::persian(), books::english()] {
        let markups = markups(&written(&book, &plain()));
        let mut letters = 0;
        for division in &book.divisions {
            let DivisionKind::Chapter(blocks) = &division.kind else { continue };
            let document = parsed(&markups[&format!("OEBPS/text/{}.xhtml", division.file_stem)]);
            let body = document.descendants().find(|node| node.has_tag_name((XHTML, "body"))).expect("a body");
            let mut expected = String::new();
            said(&book, blocks, &mut expected);
            let found = shown(body);
            assert_eq!(found, expected.replace('\n', ""), "{}", division.file_stem);
            letters += found.chars().count();
        }
        for (at, note) in book.notes.iter().enumerate() {
            let (mut expected, id) = (String::new(), format!("note-{}", at + 1));
            said(&book, &note.blocks, &mut expected);
            let found = markups.values().find_map(|markup| {
                let document = parsed(markup);
                let aside = document.descendants().find(|node| node.attribute("id") == Some(&id))?;
                Some(aside.children().map(shown).collect::<String>())
            });
            assert_eq!(found.as_deref().map(str::trim_start), Some(expected.as_str()), "{id}");
        }
        assert!(letters > 40, "only {letters} letters were compared");
    }
}

#[test]
fn half_spaces_are_written_as_themselves() {
    let text = markups(&written(&books::persian(), &plain())).into_values().collect::<String>();
    assert!(text.contains("<p>می\u{200C}<strong>خواهم</strong><em>\u{200C}اش</em> نانِ تازه<a"));
    assert!(!text.contains("&#") && !text.contains("&zwnj;"));
}

const XHTML: &str = "http://www.w3.org/1999/xhtml";

/// What a reader sees of an element, without notes and without numbers of notes.
fn shown(node: roxmltree::Node<'_, '_>) -> String {
    let roles = ["doc-noteref", "doc-footnote", "doc-backlink"];
    if node.attribute("role").is_some_and(|role| roles.contains(&role)) {
        return String::new();
    }
    if node.is_text() {
        return node.text().unwrap_or_default().replace('\n', "");
    }
    node.children().map(shown).collect()
}

/// What the book says, in reading order.
fn said(book: &Book, blocks: &[Block], out: &mut String) {
    for block in blocks {
        match &block.kind {
            BlockKind::Heading(_, content) | BlockKind::Paragraph(content) => words(book, content, out),
            BlockKind::Box(title, blocks) | BlockKind::Contact(title, blocks) => {
                out.extend(title.as_deref());
                said(book, blocks, out);
            }
            BlockKind::Quote(blocks)
            | BlockKind::Epigraph(blocks)
            | BlockKind::Center(blocks)
            | BlockKind::Columns(_, blocks)
            | BlockKind::Group(_, blocks) => said(book, blocks, out),
            BlockKind::List(list) => list.items.iter().for_each(|item| said(book, item, out)),
            BlockKind::Definitions(definitions) => {
                for definition in definitions {
                    words(book, &definition.term, out);
                    definition.definitions.iter().for_each(|blocks| said(book, blocks, out));
                }
            }
            BlockKind::Table(table) => {
                out.extend(table.caption.as_deref());
                std::iter::once(&table.head).chain(&table.rows).flatten().for_each(|cell| words(book, cell, out));
            }
            BlockKind::Code(code) => out.push_str(code),
            BlockKind::Verse(stanzas) => {
                for line in stanzas.iter().flatten() {
                    words(book, &line.first, out);
                    if let Some(second) = &line.second {
                        out.push(' ');
                        words(book, second, out);
                    }
                }
            }
            BlockKind::Figure(figure) => out.extend(figure.caption.as_deref()),
            BlockKind::Figures(figures) => {
                out.extend(figures.list.iter().filter_map(|figure| figure.caption.as_deref()));
                said(book, &figures.caption, out);
            }
            BlockKind::Letter(letter) => {
                out.extend(letter.head.iter().chain(&letter.salutation).map(String::as_str));
                said(book, &letter.blocks, out);
                out.extend(letter.signature.iter().map(String::as_str));
            }
            BlockKind::Dialogue(speeches) => {
                for speech in speeches {
                    if !speech.speaker.is_empty() {
                        words(book, &speech.speaker, out);
                        out.push_str(": ");
                    }
                    said(book, &speech.blocks, out);
                }
            }
            BlockKind::Source(words) => out.push_str(words),
            BlockKind::Masthead(masthead) => {
                out.push_str(&masthead.title);
                said(book, &masthead.motto, out);
                out.extend(masthead.line());
            }
            BlockKind::QrCode(code) => said(book, &code.caption, out),
            BlockKind::Article(article) => said(book, &article.blocks, out),
            BlockKind::Separator | BlockKind::PageBreak | BlockKind::ColumnBreak => {}
        }
    }
}

fn words(book: &Book, inlines: &[Inline], out: &mut String) {
    for inline in inlines {
        match inline {
            Inline::Text(text) | Inline::Code(text) => out.push_str(text),
            Inline::Emphasis(content)
            | Inline::Strong(content)
            | Inline::Strike(content)
            | Inline::Superscript(content)
            | Inline::Subscript(content)
            | Inline::Span(_, _, content)
            | Inline::Isolate(_, content)
            | Inline::Link(_, content) => words(book, content, out),
            Inline::PageRef(anchor) => out.push_str(&book.anchors[anchor.0 as usize].title),
            Inline::NoteNumber(note) => out.push_str(&book.notes[note.0 as usize].mark),
            Inline::Image(..) | Inline::NoteMark(_) | Inline::LineBreak | Inline::Place(_) => {}
        }
    }
}
