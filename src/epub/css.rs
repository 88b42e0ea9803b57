//! The style sheet of the EPUB, derived from the styles: sizes and spaces in em, so that the reader's choice of size holds.
//!
//! No colours but one that emphasis asks for, no `direction` or `unicode-bidi` (an error in EPUB), no letter spacing (it tears joined letters). Logical
//! properties stand after a physical copy for engines that do not know them. Only rules of roles that occur are written.

use crate::base::{Direction, Language};
use crate::book::Book;
use crate::font::{FaceStyle, Faces, Slant, Weight};
use crate::script::DigitSet;
use crate::style::{Align, Role, Style, StyleSheet};

use super::emphasis;
use super::facts::Facts;
use super::fonts::{self, EUROPEAN, EmbeddedFace, Reach};
use super::initials;
use super::lists;
use super::rules::{CAPTIONS, COLUMNS, FIXED, NARROW_VERSE, ROLES, Shape, VERSE_CONDITIONS};
use super::separators;

/// What the style sheet is made from.
#[derive(Debug)]
pub(super) struct Source<'a> {
    /// The styles.
    pub(super) styles: &'a StyleSheet,
    /// The book: its languages, and the digits of numbered lists.
    pub(super) book: &'a Book,
    /// What occurs in the text.
    pub(super) facts: &'a Facts,
    /// The faces in the file.
    pub(super) embedded: &'a [EmbeddedFace],
    /// Every face.
    pub(super) faces: &'a Faces,
}

impl Source<'_> {
    /// The direction of the book.
    pub(super) fn direction(&self) -> Direction {
        self.book.metadata.direction
    }
}

/// Writes the style sheet.
pub(super) fn write(source: &Source<'_>) -> String {
    let mut css = String::new();
    for face in source.embedded {
        css.push_str(&font_face(face, source.faces));
    }
    css.push_str(&body(source));
    for (role, selector, shape) in ROLES {
        if source.facts.has_role(role) {
            css.push_str(&rules(source, role, selector, shape));
        }
    }
    css.push_str(&numbers(source));
    if source.facts.has_role(Role::List) {
        css.push_str(&lists::bullets(&source.styles.blocks.bullets));
        css.push_str(&lists::rules(source.facts.marks.iter()));
    }
    css.push_str(&separators::rules(source));
    css.push_str(whole_tables(source));
    css.push_str(&initials::rules(source));
    css.push_str(&directions(source));
    for (condition, rule) in FIXED {
        if condition.is_none_or(|role| source.facts.has_role(role)) {
            css.push_str(rule);
        }
    }
    if source.facts.has_role(Role::Verse) {
        VERSE_CONDITIONS.iter().for_each(|condition| css.push_str(&format!("{condition} {{\n{NARROW_VERSE}}}\n")));
    }
    if source.facts.has_columns {
        css.push_str(COLUMNS);
    }
    css.push_str(if source.facts.has_captions { CAPTIONS } else { "" });
    css.push_str(&wide_screens(source));
    css
}

/// The rules by which an embedded face is found: under its own name for all characters, and under a name that only this
/// file knows for European letters among others.
fn font_face(embedded: &EmbeddedFace, faces: &Faces) -> String {
    let face = faces.get(embedded.id);
    let FaceStyle { weight, slant } = face.style();
    let mut common = String::new();
    if weight == Weight::Bold {
        common.push_str("  font-weight: bold;\n");
    }
    if slant == Slant::Italic {
        common.push_str("  font-style: italic;\n");
    }
    common.push_str(&format!("  src: url({});\n", embedded.href));
    if (embedded.uses.scale - 1.0).abs() > 0.001 {
        common.push_str(&format!("  size-adjust: {}%;\n", decimal(embedded.uses.scale * 100.0)));
    }
    let mut out = String::new();
    if embedded.uses.for_all {
        out.push_str(&format!("@font-face {{\n  font-family: {};\n{common}}}\n", quoted(&embedded.family)));
    }
    if embedded.uses.for_letters {
        let ranges: Vec<String> = EUROPEAN.iter().map(|(first, last)| range(*first, *last)).collect();
        let (name, ranges) = (letters_of(&embedded.family), ranges.join(", "));
        out.push_str(&format!("@font-face {{\n  font-family: {name};\n{common}  unicode-range: {ranges};\n}}\n"));
    }
    out
}

/// The name of a family where it sets European letters only. A face of the system has no such name: it would set the
/// spaces and signs of the text as well.
fn letters_of(family: &str) -> String {
    quoted(&format!("{family} letters"))
}

fn range(first: u32, last: u32) -> String {
    if first == last { format!("U+{first:04X}") } else { format!("U+{first:04X}-{last:04X}") }
}

/// The text as a whole: faces, line spacing, alignment, lines kept together at page breaks.
fn body(source: &Source<'_>) -> String {
    let style = source.styles.style(Role::Body);
    let (start, _) = edges(source.direction());
    let page = &source.styles.page;
    // No letters that a face does not have: slanted or smeared copies tear the joints of the Arabic script.
    let (hyphens, whole) = match (source.direction().is_rtl(), style.hyphenates) {
        (true, _) => ("  font-synthesis: none;\n", ""),
        (false, true) => {
            ("  -epub-hyphens: auto;\n  hyphens: auto;\n", "code, pre { -epub-hyphens: none; hyphens: none; }\n")
        }
        (false, false) => ("", ""),
    };
    format!(
        "body {{\n  font-family: {};\n  line-height: {};\n  text-align: {start};\n  text-align: start;\n  \
         orphans: {};\n  widows: {};\n{hyphens}}}\n{whole}",
        family_list(source, style, source.direction()),
        decimal(style.line_spacing.ratio_to(style.size)),
        page.orphans,
        page.widows,
    )
}

/// The rules of one role. What belongs to a block goes to its selector; what belongs to lines goes to the paragraphs
/// inside, where the block has any.
fn rules(source: &Source<'_>, role: Role, selector: &str, shape: Shape) -> String {
    let style = source.styles.style(role);
    // The role whose element holds this one gives it its size and line spacing.
    let outer = source.styles.style(shape.outer());
    let mut block = Vec::new();
    if let Shape::Name(_) = shape {
        face_declarations(source, role, style, &mut block);
        return rule(selector, &block);
    }
    if role != Role::Body {
        face_declarations(source, role, style, &mut block);
        add(&mut block, "font-size", &em(style.size.ratio_to(outer.size)), style.size != outer.size);
        let spacing = style.line_spacing.ratio_to(style.size);
        let inherited = outer.line_spacing.ratio_to(outer.size);
        add(&mut block, "line-height", &decimal(spacing), (spacing - inherited).abs() > 0.005);
    }
    margins(source, style, shape, &mut block);
    if style.keep_with_next {
        block.push("page-break-after: avoid; break-after: avoid".to_owned());
    }
    if style.keep_together {
        block.push("page-break-inside: avoid; break-inside: avoid".to_owned());
    }
    let lines = line_declarations(source, style);
    match shape {
        Shape::Lines | Shape::Inside(_) => {
            block.extend(lines);
            rule(selector, &block)
        }
        // Words in a line have the lines of what they stand in.
        Shape::Name(_) => String::new(),
        Shape::Block => format!("{}{}", rule(selector, &block), rule(&inner(selector), &lines)),
    }
}

/// The paragraphs inside blocks.
fn inner(selector: &str) -> String {
    selector.split(", ").map(|one| format!("{one} p")).collect::<Vec<_>>().join(", ")
}

fn face_declarations(source: &Source<'_>, role: Role, style: &Style, out: &mut Vec<String>) {
    // Code is set in the system's face of equal widths.
    let list = if role == Role::Code { "monospace".to_owned() } else { family_list(source, style, source.direction()) };
    add(out, "font-family", &list, list != family_list(source, source.styles.style(Role::Body), source.direction()));
    let weight = if style.weight == Weight::Bold { "bold" } else { "normal" };
    out.push(format!("font-weight: {weight}"));
    add(out, "font-style", "italic", style.slant == Slant::Italic);
}

/// Spaces and indents, in em of the role's own size.
fn margins(source: &Source<'_>, style: &Style, shape: Shape, out: &mut Vec<String>) {
    let own = |length: crate::base::Length| em(length.ratio_to(style.size));
    let (start, end) = edges(source.direction());
    // The physical margins come first; where logical ones are known, they win.
    let (before, after) = (own(style.space_before), own(style.space_after));
    match (before == after, after == "0") {
        (true, true) => out.push("margin: 0".to_owned()),
        (true, false) => out.push(format!("margin: {before} 0")),
        (false, _) => out.push(format!("margin: {before} 0 {after}")),
    }
    if matches!(shape, Shape::Inside(_)) {
        return;
    }
    for (length, physical, logical) in [(style.start_indent, start, "start"), (style.end_indent, end, "end")] {
        let (zero, length) = (length.raw() == 0, own(length));
        add(out, &format!("margin-{physical}: {length}; margin-inline-{logical}"), &length, !zero);
    }
}

fn line_declarations(source: &Source<'_>, style: &Style) -> Vec<String> {
    let (start, end) = edges(source.direction());
    let indent = em(style.first_indent.ratio_to(style.size));
    let align = match style.align {
        Align::Justify | Align::Start => format!("text-align: {start}; text-align: start"),
        Align::Center => "text-align: center".to_owned(),
        Align::End => format!("text-align: {end}; text-align: end"),
    };
    let mut out = vec![format!("text-indent: {indent}"), align];
    if style.align == Align::Justify {
        // As in the PDF, lines that are not filled are not hyphenated by a wish of their own, and nothing hangs there.
        let inherited = source.styles.style(Role::Body).hyphenates;
        let hyphens = if style.hyphenates { "auto" } else { "none" };
        let differs = style.hyphenates != inherited && !source.direction().is_rtl();
        add(&mut out, "-epub-hyphens", &format!("{hyphens}; hyphens: {hyphens}"), differs);
        add(&mut out, "hanging-punctuation", "first allow-end last", style.justification.hangs);
    }
    out
}

/// What depends on the direction of a stretch: its faces, and emphasis.
fn directions(source: &Source<'_>) -> String {
    let foreign = match source.direction() {
        Direction::Rtl => Direction::Ltr,
        Direction::Ltr => Direction::Rtl,
    };
    let mut out = String::new();
    if source.facts.has_emphasis {
        out.push_str(&emphasis::rules(source, foreign));
    }
    if source.facts.has_direction(foreign) {
        let list = family_list(source, source.styles.style(Role::Body), foreign);
        let synthesis = if foreign.is_rtl() { " font-synthesis: none;" } else { "" };
        // Parts in other languages are hyphenated by their own patterns; `hyphens` asks for nothing else.
        let may = foreign == Direction::Ltr && source.styles.style(Role::Body).hyphenates;
        let hyphens = if may { " -epub-hyphens: auto; hyphens: auto;" } else { "" };
        out.push_str(&format!("[dir=\"{}\"] {{ font-family: {list};{synthesis}{hyphens} }}\n", foreign.name()));
    }
    out
}

/// Tables that stay on one page.
fn whole_tables(source: &Source<'_>) -> &'static str {
    let is_whole = source.facts.has_role(Role::TableCell) && source.styles.style(Role::TableCell).keep_together;
    if is_whole { "table { page-break-inside: avoid; break-inside: avoid; }\n" } else { "" }
}

/// The digits of numbered lists: those of the book, then those of chapters in a language with others.
fn numbers(source: &Source<'_>) -> String {
    if !source.facts.has_role(Role::List) {
        return String::new();
    }
    let book = source.book;
    let own = book.digits_in(&book.metadata.language);
    let mut rules = String::new();
    if own != DigitSet::Latin {
        rules.push_str(&format!("ol {{ list-style-type: {}; }}\n", list_style(own)));
    }
    let mut languages: Vec<&Language> = book.divisions.iter().map(|division| &division.language).collect();
    languages.sort();
    languages.dedup();
    for language in languages.into_iter().filter(|language| book.digits_in(language) != own) {
        let style = list_style(book.digits_in(language));
        rules.push_str(&format!("ol:lang({}) {{ list-style-type: {style}; }}\n", language.tag()));
    }
    rules
}

/// The list style of CSS Counter Styles Level 3 § 6.1 with a set of digits.
fn list_style(digits: DigitSet) -> &'static str {
    match digits {
        DigitSet::Persian => "persian",
        DigitSet::Arabic => "arabic-indic",
        DigitSet::Latin => "decimal",
    }
}

/// Both edges are filled only where lines are long enough for even spaces.
fn wide_screens(source: &Source<'_>) -> String {
    let justified = ROLES
        .iter()
        .filter(|(role, _, _)| source.facts.has_role(*role) && source.styles.style(*role).align == Align::Justify);
    let selectors: Vec<String> = justified
        .map(|(_, selector, shape)| match shape {
            Shape::Lines | Shape::Inside(_) | Shape::Name(_) => (*selector).to_owned(),
            Shape::Block => inner(selector),
        })
        .collect();
    if selectors.is_empty() {
        return String::new();
    }
    format!("@media (min-width: 30em) {{\n  {} {{ text-align: justify; }}\n}}\n", selectors.join(", "))
}

/// The families of a style in text of one direction, and last one that every system has.
pub(super) fn family_list(source: &Source<'_>, style: &Style, direction: Direction) -> String {
    let has_letters = |name: &str| {
        let mut letters = source.embedded.iter().filter(|face| face.uses.for_letters);
        letters.any(|face| source.faces.get(face.id).family() == name)
    };
    let families = fonts::families(style, direction).into_iter();
    let named = families.filter_map(|family| match family.reach {
        Reach::Letters => has_letters(family.name).then(|| letters_of(shown(source, family.name))),
        Reach::All => Some(quoted(shown(source, family.name))),
    });
    named.chain(["serif".to_owned()]).collect::<Vec<_>>().join(", ")
}

/// The name that a family has in this file.
fn shown<'a>(source: &'a Source<'_>, family: &'a str) -> &'a str {
    let face = source.embedded.iter().find(|face| source.faces.get(face.id).family() == family);
    face.map_or(family, |face| &face.family)
}

/// A family name as a CSS string.
fn quoted(name: &str) -> String {
    let clean: String = name.chars().filter(|c| !c.is_control() && !matches!(c, '"' | '\\' | '<')).collect();
    format!("\"{clean}\"")
}

/// The start and end edges of the book's direction.
fn edges(direction: Direction) -> (&'static str, &'static str) {
    match direction {
        Direction::Rtl => ("right", "left"),
        Direction::Ltr => ("left", "right"),
    }
}

fn add(out: &mut Vec<String>, property: &str, value: &str, condition: bool) {
    if condition {
        out.push(format!("{property}: {value}"));
    }
}

fn rule(selector: &str, declarations: &[String]) -> String {
    format!("{selector} {{ {}; }}\n", declarations.join("; "))
}

/// A ratio as em; plain 0 without a unit.
fn em(ratio: f64) -> String {
    let number = decimal(ratio);
    if number == "0" { number } else { format!("{number}em") }
}

/// A number with three decimals at most.
pub(super) fn decimal(number: f64) -> String {
    let fixed = format!("{number:.3}");
    let short = fixed.trim_end_matches('0').trim_end_matches('.');
    if short == "-0" { "0".to_owned() } else { short.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_short() {
        assert_eq!(decimal(1.5), "1.5");
        assert_eq!(decimal(2.0), "2");
        assert_eq!(decimal(1.0 / 3.0), "0.333");
        assert_eq!(em(-0.0001), "0");
    }

    #[test]
    fn every_paragraph_of_a_list_of_selectors_is_meant() {
        assert_eq!(inner(".a, .b"), ".a p, .b p");
    }
}
