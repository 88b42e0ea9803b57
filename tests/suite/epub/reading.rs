//! The text of the EPUB, read from the zip with nothing of the program, is `dump --what text` letter for letter.
//!
//! Blocks come in the order of the spine; notes are told behind the block of their first mark, as in the dump.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use roxmltree::Node;

use super::{markups, parsed};
use crate::support::{publish, root, small_book, stderr, stdout};

const OPS: &str = "http://www.idpf.org/2007/ops";

/// What the program makes and the dump leaves out.
const MADE: [&str; 11] = [
    "cover",
    "titlepage",
    "copyright-page",
    "halftitlepage",
    "loi",
    "lot",
    "index",
    "endnotes",
    "toc",
    "landmarks",
    "page-list",
];
/// Elements whose text is a block of its own.
const BLOCKS: [&str; 21] = [
    "section",
    "article",
    "header",
    "p",
    "div",
    "blockquote",
    "ol",
    "ul",
    "li",
    "dl",
    "dt",
    "dd",
    "table",
    "caption",
    "tr",
    "td",
    "th",
    "pre",
    "figure",
    "figcaption",
    "aside",
];

/// Reads files of markup into blocks.
struct Reader<'a, 'i> {
    notes: BTreeMap<String, (String, Node<'a, 'i>)>,
    told: BTreeSet<String>,
    blocks: Vec<String>,
    words: String,
    waiting: Vec<String>,
    mark: String,
    file: String,
    /// Inside a paragraph whose lines are blocks of their own.
    parts_lines: bool,
}

impl<'a, 'i> Reader<'a, 'i> {
    fn read_all(files: &[(String, Node<'a, 'i>)]) -> Vec<String> {
        let mut notes = BTreeMap::new();
        for (file, body) in files {
            for node in body.descendants().filter(|node| ["footnote", "endnote"].contains(&kind(*node))) {
                notes.insert(format!("{file}#{}", node.attribute("id").unwrap_or_default()), (file.clone(), node));
            }
        }
        let mut reader = Reader {
            notes,
            told: BTreeSet::new(),
            blocks: Vec::new(),
            words: String::new(),
            waiting: Vec::new(),
            mark: String::new(),
            file: String::new(),
            parts_lines: false,
        };
        for (file, body) in files {
            reader.file.clone_from(file);
            reader.inside(*body);
            reader.end();
        }
        reader.blocks
    }

    /// Ends a block and tells its notes.
    fn end(&mut self) {
        let words = std::mem::take(&mut self.words).split_whitespace().collect::<Vec<_>>().join(" ");
        let waiting = std::mem::take(&mut self.waiting);
        if !words.is_empty() {
            self.blocks.push(format!("{}{words}", self.mark));
        }
        for id in waiting {
            let Some((file, note)) = self.notes.get(&id).cloned().filter(|_| self.told.insert(id)) else { continue };
            let outer = (std::mem::replace(&mut self.mark, "[^] ".to_owned()), std::mem::replace(&mut self.file, file));
            self.inside(note);
            self.end();
            (self.mark, self.file) = outer;
        }
    }

    fn inside(&mut self, node: Node<'a, 'i>) {
        node.children().for_each(|child| self.read(child));
    }

    /// Reads an element as a block in another mark.
    fn block(&mut self, node: Node<'a, 'i>, mark: Option<String>) {
        self.end();
        let outer = (self.mark.clone(), self.parts_lines);
        self.mark = mark.unwrap_or_else(|| self.mark.clone());
        self.parts_lines = ["letter-head", "salutation", "signature"].iter().any(|class| has_class(node, class));
        self.inside(node);
        self.end();
        (self.mark, self.parts_lines) = outer;
    }

    fn read(&mut self, node: Node<'a, 'i>) {
        if let Some(text) = node.text().filter(|_| node.is_text()) {
            return self.words.push_str(text);
        }
        let (name, kind) = (node.tag_name().name(), kind(node));
        // A colophon that the program makes is of imprint lines.
        let is_made =
            MADE.contains(&kind) || kind == "colophon" && node.children().any(|line| has_class(line, "imprint"));
        if is_made || ["footnote", "backlink"].contains(&kind) {
            return;
        }
        if has_class(node, "chapter-number") || has_class(node, "heading-number") {
            return;
        }
        match name {
            "a" if kind == "noteref" => {
                let mark: String = node.descendants().filter(Node::is_text).filter_map(|node| node.text()).collect();
                self.words.push_str(&format!("[^{}]", mark.trim_start_matches(['\u{060C}', ','])));
                let (file, id) = node.attribute("href").and_then(|href| href.split_once('#')).expect("a note");
                let file = if file.is_empty() { self.file.clone() } else { format!("OEBPS/text/{file}") };
                self.waiting.push(format!("{file}#{id}"));
            }
            "br" if self.parts_lines => self.end(),
            "br" => self.words.push(' '),
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => {
                let by_class = (1..=6).find(|level| has_class(node, &format!("level-{level}")));
                let level = by_class.unwrap_or_else(|| usize::from(name.as_bytes()[1] - b'0'));
                let mark = if self.mark.is_empty() { format!("{} ", "#".repeat(level)) } else { self.mark.clone() };
                self.block(node, Some(mark));
            }
            _ if ["couplet", "masthead-line"].iter().any(|class| has_class(node, class)) => {
                self.end();
                node.children().filter(Node::is_element).for_each(|part| self.block(part, None));
                self.words.clear();
            }
            _ if BLOCKS.contains(&name) || has_class(node, "line") => self.block(node, None),
            _ => self.inside(node),
        }
    }
}

fn kind<'a>(node: Node<'a, '_>) -> &'a str {
    node.attribute((OPS, "type")).unwrap_or_default()
}

fn has_class(node: Node<'_, '_>, class: &str) -> bool {
    node.attribute("class").is_some_and(|classes| classes.split_whitespace().any(|one| one == class))
}

/// The blocks of the files of an EPUB.
fn read(markups: &BTreeMap<String, String>) -> Vec<String> {
    let package = parsed(&markups["OEBPS/content.opf"]);
    let items = package.descendants().filter(|node| node.has_tag_name("item"));
    let files: BTreeMap<&str, &str> = items
        .map(|item| (item.attribute("id").unwrap_or_default(), item.attribute("href").unwrap_or_default()))
        .collect();
    let spine = package.descendants().filter(|node| node.tag_name().name() == "itemref");
    let names: Vec<String> =
        spine.map(|item| format!("OEBPS/{}", files[item.attribute("idref").unwrap_or_default()])).collect();
    let documents: Vec<_> = names.iter().map(|name| parsed(&markups[name])).collect();
    let body = |document: &'_ roxmltree::Document<'_>| {
        document.descendants().find(|node| node.tag_name().name() == "body").map(|node| node.id()).expect("a body")
    };
    let bodies: Vec<(String, Node<'_, '_>)> = names
        .iter()
        .zip(&documents)
        .map(|(name, document)| (name.clone(), document.get_node(body(document)).expect("it is there")))
        .collect();
    Reader::read_all(&bodies)
}

/// The blocks of the dump.
fn wanted(dump: &str) -> Vec<String> {
    dump.split("\n\n").map(|block| block.trim_end_matches('\n').to_owned()).filter(|block| !block.is_empty()).collect()
}

fn built(folder: &Path, name: &str) -> (BTreeMap<String, String>, Vec<String>) {
    let output = publish(folder, &["epub", name, "-q", "-o", "-"]);
    assert!(output.status.success(), "{}", stderr(&output));
    (markups(&output.stdout), wanted(&stdout(&publish(folder, &["dump", "-q", name]))))
}

/// The number of a page is not known to the dump.
fn is_same(found: &str, wanted: &str) -> bool {
    match wanted.split_once("[^page]") {
        Some((before, after)) => found.starts_with(before) && found.ends_with(after),
        None => found == wanted,
    }
}

fn first_difference(found: &[String], wanted: &[String]) -> Option<String> {
    let none = String::new();
    (0..found.len().max(wanted.len())).find_map(|at| {
        let (found, wanted) = (found.get(at).unwrap_or(&none), wanted.get(at).unwrap_or(&none));
        (!is_same(found, wanted)).then(|| format!("block {at}: {wanted:?} in the book, {found:?} in the EPUB"))
    })
}

#[test]
fn the_text_of_every_sample_book_comes_back_letter_for_letter() {
    for name in ["bread", "bees", "kitab", "binder", "verses", "newsletter", "wheel"] {
        let (markups, wanted) = built(&root().join("books"), name);
        assert!(wanted.len() > 20, "{name} has {} blocks", wanted.len());
        assert_eq!(first_difference(&read(&markups), &wanted), None, "{name}");
    }
}

#[test]
fn the_text_of_a_book_with_every_kind_of_block_comes_back() {
    let text = "# نان[^1]\n\nمی\u{200C}پزد **نان\u{200C}هایِ** تازه[^2][^3]، سپس\\\nآرد.\n\n\
        - یک[^4]\n- دو\n\n    دنباله\n\n1. سه\n\nنان\n: خوراک\n\n| آ | ب |\n|---|---|\n| ۱ | **۲** |\n\n\
        > نقل\n\n```\nbread = 1\n  oven\n```\n\n::: verse {numbers=1}\nسحرگه که آتش / سپیدی رسید\nبخوان\n:::\n\n\
        ::: letter {place=\"شهر\" date=\"امروز\" salutation=\"سلام\" signature=\"من / نانوا\"}\nنامه.\n:::\n\n\
        ::: dialogue\nنانوا: بفرما\n:::\n\n::: box {title=\"جعبه\"}\nدر جعبه\n:::\n\n### ژرف\n\nپایان [](#z){ref=page}.\n\n\
        ## ی {#z}\n\nآخر.\n\n[^1]: سر.\n[^2]: دو[^5].\n[^3]: سه.\n\n    بند دوم.\n[^4]: چهار.\n[^5]: پنج.\n";
    for notes in ["page", "chapter", "book"] {
        for pages in ["", "epub: { pages: pdf }\n"] {
            let manifest = format!(
                "title: نان\nlanguage: fa\nnotes: {notes}\nnumbering: {{ chapters: digits }}\ncontents: [toc, text/one.md]\n{pages}"
            );
            let (markups, wanted) = built(small_book(&manifest, text).path(), ".");
            assert!(wanted.len() > 25, "{wanted:#?}");
            assert_eq!(first_difference(&read(&markups), &wanted), None, "{notes}");
        }
    }
}

#[test]
fn abbreviations_have_their_element() {
    let text = "# نان\n\nشمارهٔ [ISBN]{.abbr} و [WHO]{.abbr lang=en}.\n";
    let manifest = "title: نان\nlanguage: fa\ncontents: [text/one.md]\n";
    let (markups, _) = built(small_book(manifest, text).path(), ".");
    let chapter = markups.iter().find(|(name, _)| name.contains("text/one")).expect("a chapter").1;
    assert!(chapter.contains("<abbr>ISBN</abbr> و <abbr lang=\"en\" xml:lang=\"en\" dir=\"ltr\">WHO</abbr>."));
}

#[test]
fn one_letter_or_half_space_less_is_found() {
    let (markups, wanted) = built(&root().join("books"), "bread");
    let (name, markup) = markups.iter().find(|(name, _)| name.contains("text/flour")).expect("a chapter");
    let paragraph = markup.rfind("<p>").expect("a paragraph");
    for lost in ["\u{200C}", "ن"] {
        let at = paragraph + markup[paragraph..].find(lost).expect("it has one");
        let mut damaged = markups.clone();
        damaged.insert(name.clone(), format!("{}{}", &markup[..at], &markup[at + lost.len()..]));
        let difference = first_difference(&read(&damaged), &wanted);
        assert!(difference.is_some(), "{lost:?}");
    }
}
