//! What stands in a line: letters in their styles, notes, images, links, bookmarks.

use super::Walk;
use super::styles::Marks;
use crate::base::Language;
use crate::rescue::found::{Inline, Note};
use crate::rescue::inlines::{plain, trim};
use crate::rescue::read::letters::{Letters, leads};
use crate::rescue::read::tree::{Element, Node};
use crate::rescue::read::{gallery, html};

impl Walk<'_, '_> {
    /// Adds what stands in an element; in headings bold letters are no mark.
    pub(super) fn line(&mut self, element: &Element, is_bold_anyway: bool, marks: &Marks, line: &mut Vec<Inline>) {
        for child in &element.children {
            match child {
                Node::Text(text) => {
                    // White space folds; `text:s` stands for more of it (ODF 1.3 part 3 § 6.1.2).
                    let mut folded = String::with_capacity(text.len());
                    for character in text.chars() {
                        let is_space = matches!(character, ' ' | '\t' | '\n' | '\r');
                        if !is_space {
                            folded.push(character);
                        } else if !folded.ends_with(' ') {
                            folded.push(' ');
                        }
                    }
                    self.words(folded, marks, is_bold_anyway, line);
                }
                Node::Element(child) => self.one(child, is_bold_anyway, marks, line),
            }
        }
    }

    fn words(&mut self, text: String, marks: &Marks, is_bold_anyway: bool, line: &mut Vec<Inline>) {
        if text.is_empty() {
            return;
        }
        let has_words = !text.trim().is_empty();
        let language = self.other(&text, marks).filter(|_| has_words);
        let mut marked = vec![if marks.code { Inline::Code(text) } else { Inline::text(text) }];
        if has_words {
            let letters = Letters {
                is_raised: marks.position > 0,
                is_lowered: marks.position < 0,
                is_struck: marks.strike,
                is_slanted: marks.italic,
                is_bold: marks.bold && !is_bold_anyway,
            };
            marked = letters.mark(marked);
        }
        match language {
            Some(language) => line.push(Inline::Language(language, marked)),
            None => line.append(&mut marked),
        }
    }

    /// The language of words when it is another one than that of the text. Latin letters are English unless someone says
    /// otherwise, so that is not believed.
    fn other(&self, text: &str, marks: &Marks) -> Option<Language> {
        if !text.chars().any(char::is_alphabetic) {
            return None;
        }
        let is_ours = text.chars().any(|c| matches!(c, '\u{600}'..='\u{6FF}'));
        let language = if is_ours { marks.complex.clone() } else { marks.language.clone() }?;
        let own = self.metadata.language.as_ref();
        let default = self.styles.language.as_ref();
        let differs = [own, default, self.styles.complex.as_ref()]
            .into_iter()
            .flatten()
            .all(|own| own.primary() != language.primary());
        (differs && language.primary() != "en" && language.direction().is_rtl() == is_ours).then_some(language)
    }

    fn one(&mut self, child: &Element, is_bold_anyway: bool, marks: &Marks, line: &mut Vec<Inline>) {
        match child.name.as_str() {
            "text:span" => {
                let own = child.attribute("text:style-name").unwrap_or_default();
                let own = self.styles.marks("text", own);
                let both = Marks {
                    bold: own.bold || marks.bold,
                    italic: own.italic || marks.italic,
                    strike: own.strike || marks.strike,
                    position: if own.position == 0 { marks.position } else { own.position },
                    code: own.code || marks.code,
                    language: own.language.or_else(|| marks.language.clone()),
                    complex: own.complex.or_else(|| marks.complex.clone()),
                };
                self.line(child, is_bold_anyway, &both, line);
            }
            "text:s" => {
                let count = child.attribute("text:c").and_then(|count| count.parse::<usize>().ok()).unwrap_or(1);
                self.words(" ".repeat(count.min(200)), marks, is_bold_anyway, line);
            }
            "text:tab" => self.words(" ".to_owned(), marks, is_bold_anyway, line),
            "text:line-break" => line.push(Inline::LineBreak),
            "text:soft-page-break" => self.turn_page(),
            "text:a" => self.link(child, is_bold_anyway, marks, line),
            "text:note" => self.note(child, line),
            "text:bookmark" | "text:bookmark-start" => {
                let name = child.attribute("text:name").unwrap_or_default();
                if self.anchors.contains(name) {
                    line.push(Inline::Anchor(name.to_owned()));
                }
            }
            "text:bookmark-ref" | "text:reference-ref" => {
                let target = child.attribute("text:ref-name").map(|name| format!("#{name}")).unwrap_or_default();
                let words = child.text();
                if self.anchors.contains(target.trim_start_matches('#')) && !words.trim().is_empty() {
                    line.push(Inline::Link(target, vec![Inline::text(words)]));
                } else {
                    line.push(Inline::text(words));
                }
            }
            "draw:frame" | "draw:a" | "draw:g" => self.frame(child, line),
            "draw:rect" | "draw:line" | "draw:custom-shape" => self.shape(child),
            "office:annotation" => self.leave_out("rescue.comment", &child.text()),
            "office:annotation-end" | "text:bookmark-end" | "text:change" | "text:change-start" | "text:change-end" => {
            }
            "text:page-number" | "text:page-count" => self.leave_out("rescue.folio", &child.text()),
            "text:hidden-text" => self.leave_out("rescue.hidden", &child.text()),
            "text:ruby" => {
                if let Some(base) = child.child("text:ruby-base") {
                    self.line(base, is_bold_anyway, marks, line);
                }
            }
            // Fields and marks: their words are what is read.
            _ => self.line(child, is_bold_anyway, marks, line),
        }
    }

    fn link(&mut self, element: &Element, is_bold_anyway: bool, marks: &Marks, line: &mut Vec<Inline>) {
        let mut inner = Vec::new();
        self.line(element, is_bold_anyway, marks, &mut inner);
        let target = element.attribute("xlink:href").unwrap_or_default().trim().trim_end_matches("|outline").to_owned();
        let leads = leads(&target);
        if leads && !plain(&inner).trim().is_empty() {
            line.push(Inline::Link(target, inner));
        } else {
            if !target.is_empty() && !leads {
                self.leave_out("rescue.link", &target);
            }
            line.append(&mut inner);
        }
    }

    fn note(&mut self, element: &Element, line: &mut Vec<Inline>) {
        let label = (self.notes.len() + 1).to_string();
        line.push(Inline::Note(label.clone()));
        let at = self.notes.len();
        // Notes in notes come after the one they stand in.
        self.notes.push(Note { label, blocks: Vec::new(), place: self.place });
        let mut blocks = element.child("text:note-body").map(|body| self.blocks(body)).unwrap_or_default();
        if let Some(crate::rescue::found::Block { kind: crate::rescue::found::BlockKind::Paragraph(line), .. }) =
            blocks.first_mut()
        {
            trim(line);
        }
        self.notes[at].blocks = blocks;
    }

    /// A drawn shape: the words in it are read, the drawing itself is told of.
    fn shape(&mut self, element: &Element) {
        let blocks = self.blocks(element);
        if blocks.is_empty() && element.name == "draw:custom-shape" {
            self.leave_out("rescue.drawing", element.attribute("draw:name").unwrap_or_default());
        }
        self.boxes.extend(blocks);
    }

    /// An image, or a box of text, whose blocks wait for the end of the paragraph.
    pub(super) fn frame(&mut self, element: &Element, line: &mut Vec<Inline>) {
        let words = |name: &str| {
            element.find(&|inner| inner.name == name).map(Element::text).filter(|text| !text.trim().is_empty())
        };
        let alt = html::folded(&words("svg:desc").or_else(|| words("svg:title")).unwrap_or_default());
        if let Some(text) = element.find(&|inner| inner.name == "draw:text-box") {
            let blocks = self.blocks(text);
            // A box around an image and its caption is a figure in the text.
            self.boxes.extend(blocks);
            return;
        }
        // Of several the first is the image, the others are copies of it in other formats.
        let Some(image) = element.find(&|inner| inner.name == "draw:image") else { return };
        // A flat file holds the image itself.
        let within = image.child("office:binary-data").map(|data| format!("data:;base64,{}", data.text()));
        let Some(source) = within.as_deref().or_else(|| image.attribute("xlink:href")) else { return };
        let archive = self.archive.as_mut();
        let bytes = || match &within {
            Some(address) => gallery::data_address(address),
            None => archive?.read(source.trim_start_matches("./")).ok().flatten(),
        };
        line.extend(self.gallery.picture(source, &alt, self.place, bytes).map(Inline::Image));
    }
}
