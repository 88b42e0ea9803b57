//! Runs of a paragraph: letters and their marks, notes, images, links, fields, tracked changes.

use super::Walk;
use super::styles::{Marks, is_on};
use crate::base::Language;
use crate::rescue::found::Inline;
use crate::rescue::inlines::plain;
use crate::rescue::read::html;
use crate::rescue::read::letters::{Letters, leads};
use crate::rescue::read::tree::Element;

/// Stands for a page break in a line until its paragraph is cut there; no bookmark has this name.
pub(super) const PAGE: &str = "\u{C}";

/// A field that is open.
#[derive(Clone, Debug, Default)]
pub(super) struct Field {
    /// What it does.
    code: String,
    /// Whether its result is being read.
    has_result: bool,
    /// How long the line was when the result began.
    start: usize,
    /// Whether a paragraph ended in it: then it is no link.
    is_long: bool,
}

/// The bookmark that a link names.
pub(super) fn anchor_named(element: &Element) -> Option<String> {
    match element.name.as_str() {
        "w:hyperlink" => element.attribute("w:anchor").map(str::to_owned),
        "w:instrText" => target_of(&element.text())?.strip_prefix('#').map(str::to_owned),
        "w:fldSimple" => target_of(element.attribute("w:instr")?)?.strip_prefix('#').map(str::to_owned),
        _ => None,
    }
}

/// Where a field leads: `HYPERLINK "…"`, `HYPERLINK \l "…"`, `REF … \h`.
fn target_of(code: &str) -> Option<String> {
    let mut words = code.split_whitespace();
    match words.next()? {
        "HYPERLINK" => {
            let quoted = |text: &str| text.split('"').nth(1).map(str::to_owned);
            match code.split_once("\\l") {
                Some((before, after)) => {
                    let anchor = quoted(after).or_else(|| after.split_whitespace().next().map(str::to_owned))?;
                    Some(quoted(before).map_or_else(|| format!("#{anchor}"), |address| format!("{address}#{anchor}")))
                }
                None => quoted(code).or_else(|| words.next().map(str::to_owned)),
            }
        }
        "REF" | "PAGEREF" if code.contains("\\h") => words.next().map(|name| format!("#{name}")),
        _ => None,
    }
}

impl Walk<'_, '_> {
    /// Tells fields that are open that a paragraph begins.
    pub(super) fn lengthen_fields(&mut self) {
        self.fields.iter_mut().for_each(|field| field.is_long = true);
    }

    /// Adds what stands in an element of runs; in headings bold letters are no mark.
    pub(super) fn runs(&mut self, element: &Element, is_bold_anyway: bool, line: &mut Vec<Inline>) {
        for child in element.elements() {
            match child.name.as_str() {
                "w:r" => self.run(child, is_bold_anyway, line),
                "w:hyperlink" => self.link(child, is_bold_anyway, line),
                "w:ins" | "w:moveTo" | "w:smartTag" | "w:customXml" | "w:bdo" | "w:dir" | "w:sdtContent" => {
                    self.runs(child, is_bold_anyway, line);
                }
                "w:sdt" => {
                    if let Some(content) = child.child("w:sdtContent") {
                        self.runs(content, is_bold_anyway, line);
                    }
                }
                "w:del" => self.leave_out("rescue.deleted", &child.text()),
                "w:fldSimple" => {
                    let start = line.len();
                    self.runs(child, is_bold_anyway, line);
                    self.wrap(child.attribute("w:instr").unwrap_or_default(), start, line);
                }
                "w:bookmarkStart" => {
                    let name = child.attribute("w:name").unwrap_or_default();
                    if self.anchors.contains(name) {
                        line.push(Inline::Anchor(name.to_owned()));
                    }
                }
                "m:oMath" | "m:oMathPara" => line.push(Inline::text(child.text())),
                "mc:AlternateContent" => self.alternate(child, is_bold_anyway, line),
                _ => {}
            }
        }
    }

    fn link(&mut self, element: &Element, is_bold_anyway: bool, line: &mut Vec<Inline>) {
        let mut inner = Vec::new();
        self.runs(element, is_bold_anyway, &mut inner);
        let outside = element.attribute("r:id").and_then(|id| self.package.target(self.part, id));
        let anchor = element.attribute("w:anchor");
        let target = match (outside, anchor) {
            (Some((address, true)), Some(anchor)) => Some(format!("{address}#{anchor}")),
            (Some((address, _)), None) => Some(address),
            (_, Some(anchor)) => Some(format!("#{anchor}")),
            (None, None) => None,
        };
        self.linked(target, inner, line);
    }

    /// Adds words with a link, if it leads somewhere.
    fn linked(&mut self, target: Option<String>, inner: Vec<Inline>, line: &mut Vec<Inline>) {
        match target {
            Some(target) if !plain(&inner).trim().is_empty() => {
                if leads(&target) {
                    line.push(Inline::Link(target, inner));
                } else {
                    self.leave_out("rescue.link", &target);
                    line.extend(inner);
                }
            }
            _ => line.extend(inner),
        }
    }

    /// Makes a link of what a field gave, if it is one.
    fn wrap(&mut self, code: &str, start: usize, line: &mut Vec<Inline>) {
        let inner = line.split_off(start.min(line.len()));
        let first = code.split_whitespace().next().unwrap_or_default();
        match first {
            "PAGE" | "NUMPAGES" | "SECTIONPAGES" => {}
            "TOC" | "INDEX" => {
                let words = plain(&inner);
                if !words.trim().is_empty() {
                    self.leave_out("rescue.contents", &words);
                }
            }
            _ => self.linked(target_of(code), inner, line),
        }
    }

    fn run(&mut self, element: &Element, is_bold_anyway: bool, line: &mut Vec<Inline>) {
        let properties = element.child("w:rPr");
        let has = |name: &str| properties.and_then(|properties| properties.child(name)).is_some_and(is_on);
        if has("w:vanish") {
            return self.leave_out("rescue.hidden", &element.text());
        }
        let style = properties.and_then(|properties| properties.child("w:rStyle")?.attribute("w:val"));
        let marks = Marks::of(properties).over(style.map(|style| self.styles.marks(style)).unwrap_or_default());
        let language = properties.and_then(|properties| properties.child("w:lang")).and_then(|lang| {
            html::language(if has("w:rtl") { lang.attribute("w:bidi") } else { lang.attribute("w:val") }?)
        });
        let mut words = String::new();
        for child in element.elements() {
            let text = match child.name.as_str() {
                "w:t" => child.text(),
                "w:tab" | "w:ptab" => " ".to_owned(),
                "w:noBreakHyphen" => "\u{2011}".to_owned(),
                "w:softHyphen" | "w:rPr" => String::new(),
                "w:sym" => symbol(child),
                "w:instrText" => {
                    if let Some(field) = self.fields.last_mut().filter(|field| !field.has_result) {
                        field.code.push_str(&child.text());
                    }
                    String::new()
                }
                "w:lastRenderedPageBreak" => {
                    self.place.page = self.place.page.map(|page| page + 1);
                    String::new()
                }
                _ => {
                    self.flush(&mut words, &marks, language.as_ref(), is_bold_anyway, line);
                    self.part_of_run(child, line);
                    continue;
                }
            };
            words.push_str(&text);
        }
        self.flush(&mut words, &marks, language.as_ref(), is_bold_anyway, line);
    }

    /// Adds the words so far in their marks.
    fn flush(
        &mut self,
        words: &mut String,
        marks: &Marks,
        language: Option<&Language>,
        is_bold_anyway: bool,
        line: &mut Vec<Inline>,
    ) {
        let text = std::mem::take(words);
        if text.is_empty() {
            return;
        }
        let is_blank = text.trim().is_empty();
        let language = language.filter(|language| self.is_other(language, &text));
        let mut marked = vec![if marks.code == Some(true) { Inline::Code(text) } else { Inline::text(text) }];
        if !is_blank {
            let letters = Letters {
                is_raised: marks.raised == Some(true),
                is_lowered: marks.lowered == Some(true),
                is_struck: marks.strike == Some(true),
                is_slanted: marks.italic == Some(true),
                is_bold: marks.bold == Some(true) && !is_bold_anyway,
            };
            marked = letters.mark(marked);
        }
        match language {
            Some(language) => line.push(Inline::Language(language.clone(), marked)),
            None => line.append(&mut marked),
        }
    }

    /// Whether a run is really of another language. Word calls all Latin letters English unless someone says otherwise, and
    /// tells languages of letters and of right-to-left letters apart, so that is not believed.
    fn is_other(&self, language: &Language, text: &str) -> bool {
        let is_text = text.chars().any(char::is_alphabetic);
        let is_ours = text.chars().any(|c| matches!(c, '\u{600}'..='\u{6FF}'));
        let differs = self.language.as_ref().is_none_or(|own| own.primary() != language.primary());
        is_text && differs && language.primary() != "en" && language.direction().is_rtl() == is_ours
    }

    fn part_of_run(&mut self, child: &Element, line: &mut Vec<Inline>) {
        match child.name.as_str() {
            "w:br" => match child.attribute("w:type") {
                Some("page") => line.push(Inline::Anchor(PAGE.to_owned())),
                Some("column") => {}
                _ => line.push(Inline::LineBreak),
            },
            "w:cr" => line.push(Inline::LineBreak),
            "w:footnoteReference" => self.mark("footnotes", child, line),
            "w:endnoteReference" => self.mark("endnotes", child, line),
            "w:fldChar" => self.field(child, line),
            "w:drawing" | "w:pict" | "w:object" => self.drawing(child, line),
            "w:delText" => self.leave_out("rescue.deleted", &child.text()),
            "w:commentReference" => self.leave_out("rescue.comment", "a comment in the margin"),
            "w:ruby" => {
                if let Some(base) = child.child("w:rubyBase") {
                    self.runs(base, false, line);
                }
            }
            "mc:AlternateContent" => self.alternate(child, false, line),
            _ => {}
        }
    }

    fn mark(&mut self, part: &'static str, element: &Element, line: &mut Vec<Inline>) {
        if let Some(id) = element.attribute("w:id") {
            let label = self.note(part, id);
            line.push(Inline::Note(label));
        }
    }

    fn field(&mut self, element: &Element, line: &mut Vec<Inline>) {
        match element.attribute("w:fldCharType") {
            Some("begin") if self.fields.len() < 50 => {
                self.fields.push(Field { start: line.len(), ..Field::default() })
            }
            Some("separate") => {
                if let Some(field) = self.fields.last_mut() {
                    field.has_result = true;
                    field.start = line.len();
                }
            }
            Some("end") => {
                if let Some(field) = self.fields.pop().filter(|field| !field.is_long) {
                    self.wrap(&field.code, field.start, line);
                }
            }
            _ => {}
        }
    }

    fn alternate(&mut self, element: &Element, is_bold_anyway: bool, line: &mut Vec<Inline>) {
        let choice = element.child("mc:Choice");
        let chosen = choice.filter(|choice| has_content(choice)).or_else(|| element.child("mc:Fallback")).or(choice);
        let Some(chosen) = chosen else { return };
        for child in chosen.elements() {
            if child.name == "w:r" { self.run(child, is_bold_anyway, line) } else { self.part_of_run(child, line) }
        }
    }

    /// An image, or a box of text, whose blocks wait for the end of the paragraph.
    fn drawing(&mut self, element: &Element, line: &mut Vec<Inline>) {
        let named = element.find(&|inner| inner.name == "wp:docPr" || inner.name == "v:shape");
        let alt = named.and_then(|named| {
            named.attribute("descr").or_else(|| named.attribute("alt")).or_else(|| named.attribute("title"))
        });
        let alt = html::folded(alt.unwrap_or_default());
        let mut sources = Vec::new();
        element.each(&mut |inner| match inner.name.as_str() {
            "a:blip" => sources.extend(inner.attribute("r:embed").or_else(|| inner.attribute("r:link"))),
            "v:imagedata" => sources.extend(inner.attribute("r:id")),
            _ => {}
        });
        sources.dedup();
        let mut text = None;
        element.each(&mut |inner| {
            if inner.name == "w:txbxContent" && text.is_none() {
                text = Some(inner);
            }
        });
        for id in sources {
            let Some((path, is_outside)) = self.package.target(self.part, id) else { continue };
            let package = &mut *self.package;
            let bytes = || if is_outside { None } else { package.bytes(&path) };
            line.extend(self.gallery.picture(&path, &alt, self.place, bytes).map(Inline::Image));
        }
        if let Some(text) = text
            && self.fields.len() < 50
        {
            let blocks = self.blocks(text);
            self.boxes.extend(blocks);
        }
    }
}

fn has_content(element: &Element) -> bool {
    element.find(&|inner| matches!(inner.name.as_str(), "a:blip" | "w:t" | "v:imagedata" | "w:txbxContent")).is_some()
}

/// A letter of a symbol font: a character of its own where its code is one.
fn symbol(element: &Element) -> String {
    let code = element.attribute("w:char").and_then(|code| u32::from_str_radix(code, 16).ok()).unwrap_or(0xFFFD);
    // Symbol fonts lie at U+F000: bullets and arrows of them have no letters.
    let known = match code {
        0xF0B7 => Some('•'),
        0xF0E0 => Some('→'),
        0xF0DF => Some('←'),
        0xF000..=0xF0FF => Some('\u{FFFD}'),
        _ => char::from_u32(code),
    };
    known.map(String::from).unwrap_or_default()
}
