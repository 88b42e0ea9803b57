//! Lists: their marks are drawn by the style sheet, from counter styles that are made for the marks a book has.

use crate::book::{Block, List, Marks};
use crate::script::{Counter, DigitSet, Letters};

use super::blocks::ItemTag;
use super::text::TextWriter;

impl TextWriter<'_> {
    /// A list; the class of its marks calls for a rule of the style sheet.
    pub(super) fn list(&mut self, block: &Block, list: &List) {
        let name = if list.start.is_some() { "ol" } else { "ul" };
        let count = u64::try_from(list.items.len()).unwrap_or(u64::MAX);
        let last = list.start.unwrap_or(0).saturating_add(count);
        self.facts.note_marks(list.marks, last);
        let class = class(list.marks);
        let tag = self.start(name, block, &class);
        match list.start {
            Some(start) if start != 1 => tag.number("start", start).open_line(),
            _ => tag.open_line(),
        }
        self.inside(block.language.as_ref(), |writer| {
            for item in &list.items {
                writer.item(ItemTag { name: "li", kind: None }, item, list.tight);
            }
        });
        self.markup.close_line(name);
    }
}

/// The class of lists with such marks; empty for those of the style.
pub(super) fn class(marks: Marks) -> String {
    match marks {
        Marks::Style => String::new(),
        Marks::None => "marks-none".to_owned(),
        Marks::Bullet(sign) => format!("marks-u{:04x}", u32::from(sign)),
        Marks::Numbers(counter, after) => {
            let bracket = if after == ')' { "-bracket" } else { "" };
            format!("marks-{}{bracket}", name(counter))
        }
    }
}

fn name(counter: Counter) -> String {
    let letters = |letters| match letters {
        Letters::Persian => "persian",
        Letters::Arabic => "arabic",
        Letters::LatinLower => "latin",
        Letters::LatinUpper => "upper-latin",
    };
    match counter {
        Counter::Digits(DigitSet::Persian) => "digits-persian".to_owned(),
        Counter::Digits(DigitSet::Arabic) => "digits-arabic".to_owned(),
        Counter::Digits(DigitSet::Latin) => "digits-latin".to_owned(),
        Counter::Abjad(of) => format!("abjad-{}", letters(of)),
        Counter::Alphabetic(of) => format!("letters-{}", letters(of)),
        Counter::LowerRoman => "roman".to_owned(),
        Counter::UpperRoman => "upper-roman".to_owned(),
        Counter::Symbols => "symbols".to_owned(),
    }
}

/// The most symbols that one counter style lists; numbers beyond are written in plain digits.
const MOST: u64 = 999;

/// The rules of marks that occur, each up to its greatest number (CSS Counter Styles 3 § 3.1.3). Engines that know no
/// counter styles fall back to plain numbers.
pub(super) fn rules<'a>(marks: impl Iterator<Item = (&'a Marks, &'a u64)>) -> String {
    let mut css = String::new();
    for (marks, last) in marks {
        let class = class(*marks);
        match marks {
            Marks::Style => {}
            Marks::None => css.push_str(&format!(".{class} {{ list-style-type: none; }}\n")),
            Marks::Bullet(sign) => css.push_str(&format!(".{class} {{ list-style-type: \"{sign}\\2003\"; }}\n")),
            Marks::Numbers(counter, after) => {
                let symbols: Vec<String> =
                    (1..=(*last).min(MOST)).map(|number| format!("\"{}\"", counter.format(number))).collect();
                css.push_str(&format!(
                    "@counter-style {class} {{ system: fixed; symbols: {}; suffix: \"{after} \"; }}\n\
                     .{class} {{ list-style-type: {class}; }}\n",
                    symbols.join(" ")
                ));
            }
        }
    }
    css
}

/// Bullets by level, as the style has them: a sign each, deeper levels the last. Plain discs need no rule.
pub(super) fn bullets(signs: &[char]) -> String {
    let mut css = String::new();
    for (level, sign) in signs.iter().enumerate() {
        let selector = vec!["ul"; level + 1].join(" ");
        match sign {
            '\u{2022}' => css.push_str(&format!("{selector} {{ list-style-type: disc; }}\n")),
            _ => css.push_str(&format!("{selector} {{ list-style-type: \"{}\\2003\"; }}\n", escaped(*sign))),
        }
    }
    css
}

/// A sign in a CSS string.
fn escaped(sign: char) -> String {
    match sign {
        '"' | '\\' | '<' => format!("\\{:x} ", u32::from(sign)),
        _ => sign.to_string(),
    }
}
