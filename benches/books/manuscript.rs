//! Manuscripts: a book of any size, written as Markdown with its manifest, and as Typst for comparison.
//!
//! One chapter has 66 000 letters with spaces: some 44 pages of A5. Ten make a book, fifty a shelf.

use std::fmt::Write;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use crate::grammar::{Chance, Grammar, persian};

/// Letters of a chapter, spaces counted.
const CHAPTER: usize = 66_000;
/// Paragraphs of a section.
const SECTION: usize = 5;
/// One paragraph in so many has a note.
const NOTE_EVERY: usize = 3;

/// A paragraph and the note whose mark stands at its end.
struct Paragraph {
    text: String,
    note: Option<String>,
}

struct Section {
    title: String,
    paragraphs: Vec<Paragraph>,
}

struct Chapter {
    title: String,
    sections: Vec<Section>,
}

/// A book of generated text.
pub(crate) struct Manuscript {
    chapters: Vec<Chapter>,
}

impl Manuscript {
    /// A book of a number of chapters. Each has words of its own, so that a longer book is not the shorter one repeated.
    pub(crate) fn new(chapters: usize) -> Self {
        let grammar = Grammar::new();
        Self { chapters: (0..chapters).map(|number| chapter(&grammar, number)).collect() }
    }

    /// Letters of the paragraphs and notes, and how many words are different.
    pub(crate) fn extent(&self) -> (usize, usize) {
        let mut words = std::collections::BTreeSet::new();
        let mut letters = 0;
        let paragraphs = self.chapters.iter().flat_map(|chapter| &chapter.sections).flat_map(|one| &one.paragraphs);
        for text in paragraphs.flat_map(|paragraph| std::iter::once(&paragraph.text).chain(&paragraph.note)) {
            letters += text.chars().count();
            words.extend(text.split(|c: char| !c.is_alphanumeric() && c != '\u{200C}' && c != '\u{0654}'));
        }
        (letters, words.len())
    }

    /// The text of the paragraphs, without notes.
    pub(crate) fn paragraphs(&self) -> impl Iterator<Item = &str> {
        let sections = self.chapters.iter().flat_map(|chapter| &chapter.sections);
        sections.flat_map(|section| &section.paragraphs).map(|paragraph| &*paragraph.text)
    }

    /// Writes the manifest and one file a chapter; gives the manifest's path.
    pub(crate) fn write_markdown(&self, folder: &Path) -> io::Result<PathBuf> {
        fs::create_dir_all(folder.join("text"))?;
        let mut manifest =
            "title: زنبورها و کتاب‌ها\nlanguage: fa\ncreators: [{ name: نمونه, role: author }]\nstyle: book\n\
             fonts: { body: Vazirmatn }\nnotes: page\ntoc: { depth: 2 }\ncontents:\n  - titlepage\n  - toc\n"
                .to_owned();
        for (number, chapter) in (1..).zip(&self.chapters) {
            let name = format!("text/{number:02}.md");
            fs::write(folder.join(&name), markdown(chapter))?;
            line(&mut manifest, format_args!("  - {name}"));
        }
        let path = folder.join("manifest.yaml");
        fs::write(&path, manifest)?;
        Ok(path)
    }

    /// Writes the same book with the same page, sizes, notes and contents for Typst; gives the file's path.
    ///
    /// Lines of one em and a leading of 7.5 pt give the 18 pt from baseline to baseline of the style `book`.
    pub(crate) fn write_typst(&self, folder: &Path) -> io::Result<PathBuf> {
        let mut out = "#set page(width: 148mm, height: 210mm, binding: right, numbering: \"1\",\n  \
             margin: (inside: 20mm, outside: 15mm, top: 20mm, bottom: 18mm))\n\
             #set text(font: \"Vazirmatn\", size: 10.5pt, lang: \"fa\", dir: rtl, top-edge: 0.7em, bottom-edge: -0.3em)\n\
             #set par(justify: true, first-line-indent: 1em, leading: 7.5pt, spacing: 7.5pt)\n\
             #outline(depth: 2)\n"
            .to_owned();
        for chapter in &self.chapters {
            line(&mut out, format_args!("#pagebreak()\n= {}\n", chapter.title));
            for section in &chapter.sections {
                line(&mut out, format_args!("== {}\n", section.title));
                for Paragraph { text, note } in &section.paragraphs {
                    let note = note.as_ref().map(|note| format!("#footnote[{note}]")).unwrap_or_default();
                    line(&mut out, format_args!("{text}{note}\n"));
                }
            }
        }
        let path = folder.join("book.typ");
        fs::write(&path, out)?;
        Ok(path)
    }
}

fn chapter(grammar: &Grammar, number: usize) -> Chapter {
    let mut chance = Chance::new(1_000 + number as u64);
    let title = format!("دفتر {}: {}", persian(number + 1), grammar.title(&mut chance));
    let mut chapter = Chapter { title, sections: Vec::new() };
    let (mut letters, mut count) = (0, 0);
    while letters < CHAPTER {
        let mut section = Section { title: grammar.title(&mut chance), paragraphs: Vec::new() };
        while section.paragraphs.len() < SECTION && letters < CHAPTER {
            count += 1;
            let note = (count % NOTE_EVERY == 0).then(|| grammar.sentence(&mut chance));
            let paragraph = Paragraph { text: paragraph(grammar, &mut chance), note };
            letters += paragraph.text.chars().count();
            section.paragraphs.push(paragraph);
        }
        chapter.sections.push(section);
    }
    chapter
}

/// A paragraph of 4 to 13 sentences.
fn paragraph(grammar: &Grammar, chance: &mut Chance) -> String {
    let sentences = 4 + chance.below(10);
    (0..sentences).map(|_| grammar.sentence(chance)).collect::<Vec<_>>().join(" ")
}

fn markdown(chapter: &Chapter) -> String {
    let mut out = String::new();
    let mut marks = 0;
    line(&mut out, format_args!("# {}\n", chapter.title));
    for section in &chapter.sections {
        line(&mut out, format_args!("## {}\n", section.title));
        for paragraph in &section.paragraphs {
            match &paragraph.note {
                Some(note) => {
                    marks += 1;
                    line(&mut out, format_args!("{}[^{marks}]\n\n[^{marks}]: {note}\n", paragraph.text));
                }
                None => line(&mut out, format_args!("{}\n", paragraph.text)),
            }
        }
    }
    out
}

fn line(out: &mut String, line: std::fmt::Arguments<'_>) {
    writeln!(out, "{line}").expect("a string takes whatever is written");
}
