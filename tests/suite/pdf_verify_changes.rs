//! PDFs of random books, dense in numbers, brackets and Latin words, read back whole and with something changed.
//!
//! What is changed is always named: a reader that calls everything good is no check.

use lopdf::content::{Content, Operation};
use lopdf::{Document, Object};
use publish::base::Sources;
use publish::book::{Block, BlockKind, Book};

use crate::invented::{Invented, block, text};
use crate::pdf_reader::{Font, fonts};
use crate::pdf_verify::{book, found, made, retold};

/// How many random books are made.
const BOOKS: u64 = 100;

const WORDS: [&[&str]; 3] = [
    &[
        "نان",
        "آرد",
        "می\u{200C}پزد",
        "خانه\u{200C}ها",
        "زنبور",
        "کلاه",
        "سلام",
        "بی\u{200C}گمان",
        "چاپ",
        "حروف",
        "و",
        "را",
    ],
    &["كِتَابٌ", "حِبْرٌ", "الكاتب", "لا", "للّه", "الأولى", "سؤال", "بِسْمِ", "نَحْلَةٌ", "عسل", "خبز"],
    &["bread", "bees", "fluffy", "affair", "of", "the", "honey", "oven", "Jan Novak", "office"],
];
const OTHERS: [&str; 24] = [
    "C++",
    "C++؟",
    "(۱۹۱۷)",
    "۱۲٫۵",
    "۲۰/۱۱/۱۴۰۵",
    "1,234.50",
    "۵۰٪",
    "−3",
    "10:30",
    "۴۵–۶۷",
    "www.example.org",
    "naïve",
    "Ελλάδα",
    "книга",
    "H₂O",
    "№ 5",
    "«نان»",
    "(bread)",
    "“آرد”",
    "[x²]",
    "Jan Novak!",
    "(۱۹۱۷–۱۹۲۵)،",
    "bread…",
    "«Jan (of bees)»",
];
const ENDS: [&str; 9] = ["،", "؛", ":", ".", "؟", "!", "…", " –", ")"];

/// Numbers by chance (Knuth's MMIX generator).
struct Chance(u64);

impl Chance {
    fn below(&mut self, count: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).expect("31 bits") % count
    }

    fn one_in(&mut self, count: usize) -> bool {
        self.below(count) == 0
    }

    fn of<'a>(&mut self, list: &[&'a str]) -> &'a str {
        list[self.below(list.len())]
    }

    fn words(&mut self, language: usize) -> String {
        let mut words = Vec::new();
        for _ in 0..3 + self.below(60) {
            let list = if self.one_in(12) { self.below(3) } else { language };
            let word = if self.one_in(8) { self.of(&OTHERS) } else { self.of(WORDS[list]) };
            let end = if self.one_in(10) { self.of(&ENDS) } else { "" };
            words.push(format!("{word}{end}"));
        }
        words.join(" ")
    }

    fn block(&mut self, book: &mut Invented, language: usize) -> Block {
        let mut inlines = text(&self.words(language));
        if self.one_in(4) {
            let note = self.words(language);
            inlines.push(book.note(&note));
        }
        match self.below(5) {
            0 => block(BlockKind::Quote(vec![block(BlockKind::Paragraph(inlines))])),
            1 => block(BlockKind::Heading(2, text(&self.words(language)))),
            _ => block(BlockKind::Paragraph(inlines)),
        }
    }
}

fn random_book(seed: u64) -> Book {
    let mut chance = Chance(seed);
    let language = [0, 0, 0, 1, 2][chance.below(5)];
    let mut book = Invented::new(["fa", "ar", "en"][language]);
    let blocks = (0..2 + chance.below(5)).map(|_| chance.block(&mut book, language)).collect();
    book.chapter(WORDS[language][0], blocks);
    book.book
}

/// Random books come from no file, and stand at its start.
fn no_sources() -> Sources {
    let mut sources = Sources::new();
    sources.add("none", String::new());
    sources
}

/// The file after a change of the operators of the first page whose operators `change` wants.
fn rewritten(bytes: &[u8], change: impl Fn(&mut Vec<Operation>) -> bool) -> Option<Vec<u8>> {
    let mut document = Document::load_mem(bytes).expect("a PDF that can be read");
    for page in document.get_pages().into_values() {
        let mut content = Content::decode(&document.get_page_content(page)).expect("content of a page");
        content.operations = placed(content.operations);
        if change(&mut content.operations) {
            let encoded = content.encode().expect("operators can be written");
            document.change_page_content(page, encoded).expect("the page is there");
            let mut out = Vec::new();
            document.save_to(&mut out).expect("a vector takes all");
            out.push(b'\n');
            return Some(out);
        }
    }
    None
}

/// The operators with every line placed and spaced by itself, so that lines can be moved.
fn placed(operations: Vec<Operation>) -> Vec<Operation> {
    let number = |object: &Object| object.as_float().expect("a number");
    let (mut origin, mut spacing) = ([0.0, 0.0], Object::Integer(0));
    let mut out = Vec::with_capacity(operations.len() * 2);
    for mut operation in operations {
        match operation.operator.as_str() {
            "BT" => origin = [0.0, 0.0],
            "Tw" => {
                spacing = operation.operands.remove(0);
                continue;
            }
            "Td" => origin = [0, 1].map(|at| origin[at] + number(&operation.operands[at])),
            "Tm" => origin = [4, 5].map(|at| number(&operation.operands[at])),
            _ => {}
        }
        if matches!(operation.operator.as_str(), "Td" | "Tm") {
            let matrix = [1.0, 0.0, 0.0, 1.0, origin[0], origin[1]].map(Object::Real);
            out.push(Operation::new("Tm", matrix.to_vec()));
            out.push(Operation::new("Tw", vec![spacing.clone()]));
        } else {
            out.push(operation);
        }
    }
    out
}

/// The strings of an operator that shows text.
fn strings(operation: &mut Operation) -> Vec<&mut Vec<u8>> {
    let shows = operation.operator == "TJ";
    let array = operation.operands.first_mut().filter(|_| shows).and_then(|array| array.as_array_mut().ok());
    let objects = array.into_iter().flatten();
    objects.filter_map(|object| if let Object::String(bytes, _) = object { Some(bytes) } else { None }).collect()
}

/// Where the operators of lines begin: every matrix that places text, and its height.
fn baselines(operations: &[Operation]) -> Vec<(usize, f32)> {
    let places = operations.iter().enumerate().filter(|(_, operation)| operation.operator == "Tm");
    places.map(|(at, operation)| (at, operation.operands[5].as_float().expect("a number"))).collect()
}

#[test]
fn random_books_read_as_they_were_set() {
    let sources = no_sources();
    for seed in 0..BOOKS {
        let book = random_book(seed);
        let (pages, bytes) = made(&book);
        assert_eq!(found(&bytes, &pages, &book, &sources), [""; 0], "book {seed}");
    }
}

#[test]
fn two_letters_exchanged_are_named_in_every_random_book() {
    let (sources, mut count) = (no_sources(), 0);
    for seed in 0..BOOKS {
        let book = random_book(seed);
        let (pages, bytes) = made(&book);
        // The first and the last code of a long string.
        let document = Document::load_mem(&bytes).expect("a PDF that can be read");
        let fonts: Vec<Font> =
            document.get_pages().into_values().flat_map(|page| fonts(&document, page).into_values()).collect();
        let text = |font: &Font, code: &[u8]| {
            let code = code.iter().fold(0, |code, byte| code << 8 | u16::from(*byte));
            font.texts.get(&code).map(|text| text.replace(['\u{200E}', '\u{61C}'], ""))
        };
        let changed = rewritten(&bytes, |operations| {
            // Codes have one byte or two, by the font.
            let mut bytes = 1;
            for operation in operations {
                if operation.operator == "Tf" {
                    bytes = if operation.operands[0].as_name().is_ok_and(|name| name[0] == b'W') { 2 } else { 1 };
                }
                let Some(string) = strings(operation).into_iter().find(|string| string.len() >= 12 * bytes) else {
                    continue;
                };
                let (one, two) = (string[..bytes].to_vec(), string[string.len() - bytes..].to_vec());
                let middle = string[bytes..string.len() - bytes].to_vec();
                // A letter has several codes that say the same.
                let is_changed = fonts.iter().all(|font| text(font, &one) != text(font, &two));
                *string = [two, middle, one].concat();
                return is_changed;
            }
            false
        });
        let Some(changed) = changed else { continue };
        count += 1;
        let seen = found(&changed, &pages, &book, &sources);
        assert!(seen.len() == 1 && seen[0].contains("pdf.text-differs"), "book {seed}: {seen:?}");
    }
    assert!(count > BOOKS * 9 / 10, "{count} books have been changed");
}

#[test]
fn a_line_that_is_gone_is_named_by_its_first_word() {
    let (book, sources) = book();
    let (pages, bytes) = made(&book);
    for line in [2, 5] {
        let changed = rewritten(&bytes, |operations| {
            let places = baselines(operations);
            let mut heights: Vec<f32> = places.iter().map(|(_, y)| *y).collect();
            heights.dedup();
            let Some(&gone) = heights.get(line) else { return false };
            let mut is_gone = false;
            operations.retain(|operation| {
                if operation.operator == "Tm" {
                    is_gone = operation.operands[5].as_float().is_ok_and(|y| y == gone);
                }
                !(is_gone && operation.operator == "TJ")
            });
            true
        });
        let seen = found(&changed.expect("lines"), &pages, &book, &sources);
        assert!(seen.len() == 1 && seen[0].contains("pdf.text-differs: page 1 of the PDF"), "{seen:?}");
        assert!(seen[0].contains("lacks `"), "{seen:?}");
    }
}

#[test]
fn lines_that_changed_places_in_the_file_or_on_the_page_are_named() {
    let (book, sources) = book();
    let (pages, bytes) = made(&book);
    let long = pages.list.iter().position(|page| page.frames.iter().flat_map(|frame| &frame.items).count() > 10);
    assert!(long.is_some(), "a page of lines");
    // Two lines of one place in the other order: as viewers see it nothing has changed, to who listens all has.
    let in_file = rewritten(&bytes, |operations| {
        let places = baselines(operations);
        let starts: Vec<usize> =
            places.windows(2).filter(|pair| pair[0].1 != pair[1].1).map(|pair| pair[1].0).collect();
        let whole = |pair: &&[usize]| {
            operations[pair[0]..pair[1]].iter().all(|one| matches!(one.operator.as_str(), "Tm" | "Tw" | "TJ"))
        };
        let Some(at) = starts.windows(2).position(|pair| whole(&pair)) else { return false };
        let Some(&end) = starts.get(at + 2) else { return false };
        if !whole(&&[starts[at + 1], end][..]) {
            return false;
        }
        operations[starts[at]..end].rotate_left(starts[at + 1] - starts[at]);
        true
    });
    let seen = found(&in_file.expect("lines that follow each other"), &pages, &book, &sources);
    assert!(seen.len() == 1 && seen[0].contains("in the place of"), "{seen:?}");
    // A line four points lower than it should be.
    let lower = rewritten(&bytes, |operations| {
        let Some((at, y)) = baselines(operations).get(4).copied() else { return false };
        operations[at].operands[5] = Object::Real(y - 4.0);
        true
    });
    let seen = found(&lower.expect("a line"), &pages, &book, &sources);
    assert!(seen.len() == 1 && seen[0].contains("lacks `") || seen[0].contains("in the place of"), "{seen:?}");
}

#[test]
fn a_space_that_is_gone_is_named_by_the_word_after_it() {
    let (book, sources) = book();
    let (pages, bytes) = made(&book);
    let seen = found(&retold(&bytes, " ", "\u{200E}"), &pages, &book, &sources);
    assert!(seen.len() == 1 && seen[0].contains("pdf.text-differs"), "{seen:?}");
    assert!(seen[0].contains("`سلامو"), "words are glued: {seen:?}");
}

#[test]
fn text_on_top_of_text_is_seen() {
    let (book, sources) = book();
    let (pages, bytes) = made(&book);
    let twice = rewritten(&bytes, |operations| {
        let Some((at, _)) = baselines(operations).get(3).copied() else { return false };
        let end = at + 1 + operations[at..].iter().position(|one| one.operator == "TJ").expect("a line is shown");
        let again: Vec<Operation> = operations[at..end].to_vec();
        operations.splice(end..end, again);
        true
    });
    let seen = found(&twice.expect("a line"), &pages, &book, &sources);
    assert!(seen.len() == 1 && seen[0].contains("pdf.text-differs"), "{seen:?}");
}
