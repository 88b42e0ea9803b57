//! What a style file says of one role: every value may be left out.
//!
//! Nodes in, a [`Draft`] out; drafts are laid over each other, layer over layer and role over parent, until nothing
//! is missing.

use std::ops::RangeInclusive;

use super::emphasis;
use super::sizes::Said;
use super::{Align, Breaks, Kashida};
use crate::base::{Color, Diagnostic, Length, Span};
use crate::font::{Slant, Weight};
use crate::manifest::fields::{Checker, Pairs, get};
use crate::manifest::units::{self, Measure};
use crate::manifest::{Node, NodeValue, Spanned};

/// A font as a style names it.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Font {
    /// The family of the text.
    Body,
    /// The family of headings.
    Heading,
    /// The family of Latin words.
    Latin,
    /// A family of letters of equal width.
    Mono,
    /// A family by its name.
    Named(Spanned<String>),
}

/// The size of Latin letters.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum LatinScale {
    /// So that lower-case letters are as tall as those the main family has.
    XHeight,
    /// So that capitals are as tall as those the main family has.
    CapHeight,
    /// A ratio of the type size.
    Ratio(f64),
}

/// How the sizes of the styles are adjusted to the face.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum SizeAdjust {
    /// So that letters of every family are equally tall.
    Auto {
        /// Whether a built-in style says so, and not the book.
        is_built_in: bool,
    },
    /// By a ratio.
    Ratio(f64),
}

/// Whose file says something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Origin {
    /// A style inside the binary.
    BuiltIn,
    /// The book's own.
    Book,
}

/// The least word space.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Shrink {
    /// By the script of the book.
    Auto,
    /// A ratio of the natural one.
    Ratio(f64),
}

/// Values of a role as far as they are said.
#[derive(Clone, Debug, Default)]
pub(super) struct Draft {
    pub(super) font: Option<Font>,
    pub(super) weight: Option<Weight>,
    pub(super) slant: Option<Slant>,
    /// Em of the parent's size; all other lengths are in em of the role's own.
    pub(super) size: Option<Said>,
    pub(super) size_adjust: Option<SizeAdjust>,
    pub(super) latin_scale: Option<LatinScale>,
    pub(super) line_spacing: Option<Said>,
    pub(super) space_before: Option<Said>,
    pub(super) space_after: Option<Said>,
    pub(super) first_indent: Option<Measure>,
    pub(super) start_indent: Option<Measure>,
    pub(super) end_indent: Option<Measure>,
    pub(super) align: Option<Align>,
    pub(super) shrink_to: Option<Shrink>,
    pub(super) stretch_to: Option<f64>,
    pub(super) emergency_stretch: Option<f64>,
    pub(super) breaks: Option<Breaks>,
    pub(super) looseness: Option<i8>,
    pub(super) hyphenate: Option<bool>,
    pub(super) hang: Option<bool>,
    pub(super) kashida: Option<Kashida>,
    pub(super) kashida_after: Option<f64>,
    pub(super) keep_with_next: Option<bool>,
    pub(super) keep_together: Option<bool>,
    pub(super) is_wide: Option<bool>,
    pub(super) color: Option<Color>,
    pub(super) emphasis: Option<emphasis::Said>,
    /// Where the book itself speaks of the role; `None` when only the binary does.
    pub(super) span: Option<Span>,
}

/// Keys of a role.
pub(super) const KEYS: [&str; 27] = [
    "font",
    "weight",
    "slant",
    "size",
    "size-adjust",
    "latin-scale",
    "line-spacing",
    "space-before",
    "space-after",
    "first-indent",
    "start-indent",
    "end-indent",
    "align",
    "space-shrink",
    "space-stretch",
    "emergency-stretch",
    "breaks",
    "looseness",
    "hyphenate",
    "hang",
    "kashida",
    "kashida-after",
    "keep-with-next",
    "keep-together",
    "span",
    "color",
    "emphasis",
];

/// A key that other programs have, and that no style here may: it tears joined letters apart.
const LETTER_SPACING: &str = "letter-spacing";
/// Ways to choose where lines end.
const BREAKS: [(&str, Breaks); 3] =
    [("total", Breaks::Total), ("first", Breaks::First), ("balanced", Breaks::Balanced)];

/// Ways to lengthen words.
const KASHIDA: [(&str, Kashida); 4] =
    [("off", Kashida::Off), ("sparing", Kashida::Sparing), ("full", Kashida::Full), ("forced", Kashida::Forced)];

/// Ways to fill the measure.
const ALIGNS: [(&str, Align); 4] =
    [("justify", Align::Justify), ("start", Align::Start), ("center", Align::Center), ("end", Align::End)];

/// Across how many columns a heading goes, and whether that is all of them.
const SPANS: [(&str, bool); 2] = [("column", false), ("all", true)];

impl Draft {
    /// Reads what a style file says of a role.
    pub(super) fn read(node: &Node, role: &str, origin: Origin, checker: &mut Checker<'_>) -> Self {
        let Some(pairs) = checker.map(node, role) else { return Self::default() };
        let known: Vec<&str> = KEYS.into_iter().chain([LETTER_SPACING]).collect();
        checker.keys(pairs, role, &known, &[]);
        refuse_letter_spacing(pairs, role, checker);
        let value = |key: &'static str| get(pairs, key).map(|node| (node, format!("{role}.{key}")));
        let weights = [("regular", Weight::Regular), ("bold", Weight::Bold)];
        let slants = [("upright", Slant::Upright), ("italic", Slant::Italic)];
        let font = value("font").and_then(|(node, name)| font(node, &name, checker));
        let weight = value("weight").and_then(|(node, name)| checker.choice(node, &name, &weights, &[]));
        let slant = value("slant").and_then(|(node, name)| checker.choice(node, &name, &slants, &[]));
        let align = value("align").and_then(|(node, name)| checker.choice(node, &name, &ALIGNS, &[]));
        let kashida = value("kashida").and_then(|(node, name)| checker.choice(node, &name, &KASHIDA, &[]));
        let is_wide = value("span").and_then(|(node, name)| checker.choice(node, &name, &SPANS, &[]));
        let latin_scale = value("latin-scale").and_then(|(node, name)| latin_scale(node, &name, checker));
        let size_adjust = value("size-adjust").and_then(|(node, name)| size_adjust(node, &name, origin, checker));
        let shrink_to = value("space-shrink").and_then(|(node, name)| shrink(node, &name, checker));
        let breaks = value("breaks").and_then(|(node, name)| checker.choice(node, &name, &BREAKS, &[]));
        let hyphenate = value("hyphenate")
            .and_then(|(node, name)| checker.choice(node, &name, &[("auto", true), ("off", false)], &[]));
        let hang =
            value("hang").and_then(|(node, name)| checker.choice(node, &name, &[("on", true), ("off", false)], &[]));
        let looseness = value("looseness").and_then(|(node, name)| looseness(node, &name, checker));
        let mut length = |key, limits| value(key).and_then(|(node, name)| within(node, &name, limits, checker));
        let is_built_in = origin == Origin::BuiltIn;
        let said = |measure: Option<Measure>| measure.map(|measure| Said { measure, is_built_in });
        // Points; em are checked as if the type had 12 pt. A page has room for no more.
        let size = said(length("size", 4.0..=200.0));
        let line_spacing = said(length("line-spacing", 4.0..=400.0));
        let (space_before, space_after) = (length("space-before", 0.0..=600.0), length("space-after", 0.0..=600.0));
        let (space_before, space_after) = (said(space_before), said(space_after));
        let first_indent = length("first-indent", -300.0..=300.0);
        let (start_indent, end_indent) = (length("start-indent", 0.0..=600.0), length("end-indent", 0.0..=600.0));
        let mut ratio = |key, limits| value(key).and_then(|(node, name)| checker.number(node, &name, limits));
        let stretch_to = ratio("space-stretch", 1.0..=3.0);
        let kashida_after = ratio("kashida-after", 1.0..=3.0);
        let emergency_stretch = ratio("emergency-stretch", 0.0..=1.0);
        let mut flag = |key| value(key).and_then(|(node, name)| checker.boolean(node, &name));
        let (keep_with_next, keep_together) = (flag("keep-with-next"), flag("keep-together"));
        let color = value("color").and_then(|(node, name)| color(node, &name, checker));
        let emphasis = value("emphasis").and_then(|(node, name)| emphasis::read(node, &name, checker));
        Self {
            font,
            weight,
            slant,
            size,
            size_adjust,
            latin_scale,
            line_spacing,
            space_before,
            space_after,
            first_indent,
            start_indent,
            end_indent,
            align,
            shrink_to,
            stretch_to,
            emergency_stretch,
            breaks,
            looseness,
            hyphenate,
            hang,
            kashida,
            kashida_after,
            keep_with_next,
            keep_together,
            is_wide,
            color,
            emphasis,
            span: Some(node.span),
        }
    }

    /// This draft, and where it says nothing the one below.
    pub(super) fn over(self, below: Self) -> Self {
        Self {
            font: self.font.or(below.font),
            weight: self.weight.or(below.weight),
            slant: self.slant.or(below.slant),
            size: self.size.or(below.size),
            size_adjust: self.size_adjust.or(below.size_adjust),
            latin_scale: self.latin_scale.or(below.latin_scale),
            line_spacing: self.line_spacing.or(below.line_spacing),
            space_before: self.space_before.or(below.space_before),
            space_after: self.space_after.or(below.space_after),
            first_indent: self.first_indent.or(below.first_indent),
            start_indent: self.start_indent.or(below.start_indent),
            end_indent: self.end_indent.or(below.end_indent),
            align: self.align.or(below.align),
            shrink_to: self.shrink_to.or(below.shrink_to),
            stretch_to: self.stretch_to.or(below.stretch_to),
            emergency_stretch: self.emergency_stretch.or(below.emergency_stretch),
            breaks: self.breaks.or(below.breaks),
            looseness: self.looseness.or(below.looseness),
            hyphenate: self.hyphenate.or(below.hyphenate),
            hang: self.hang.or(below.hang),
            kashida: self.kashida.or(below.kashida),
            kashida_after: self.kashida_after.or(below.kashida_after),
            keep_with_next: self.keep_with_next.or(below.keep_with_next),
            keep_together: self.keep_together.or(below.keep_together),
            is_wide: self.is_wide.or(below.is_wide),
            color: self.color.or(below.color),
            emphasis: self.emphasis.or(below.emphasis),
            span: self.span.or(below.span),
        }
    }
}

/// Reports the key that spaces letters out.
fn refuse_letter_spacing(pairs: &Pairs, role: &str, checker: &mut Checker<'_>) {
    let Some((key, _)) = pairs.iter().find(|(key, _)| key.value == LETTER_SPACING) else { return };
    let message = format!("`{role}.{LETTER_SPACING}` would tear joined letters apart");
    let hint =
        "remove the key; `emphasis` sets words off, `kashida` lengthens joints, `size` and `weight` make titles larger";
    checker.push(Diagnostic::error("style.letter-spacing", key.span, message).hint(hint));
}

/// A symbolic font, or any other text as the name of a family.
pub(super) fn font(node: &Node, name: &str, checker: &mut Checker<'_>) -> Option<Font> {
    let written = checker.text(node, name)?;
    Some(match written.value.as_str() {
        "body" => Font::Body,
        "heading" => Font::Heading,
        "latin" => Font::Latin,
        "mono" => Font::Mono,
        _ => Font::Named(written),
    })
}

/// `x-height` (also as `auto`), `cap-height`, or a number.
fn latin_scale(node: &Node, name: &str, checker: &mut Checker<'_>) -> Option<LatinScale> {
    let words =
        [("auto", LatinScale::XHeight), ("x-height", LatinScale::XHeight), ("cap-height", LatinScale::CapHeight)];
    word_or_ratio(node, name, &words, LatinScale::Ratio, checker)
}

/// `auto`, or a number.
fn size_adjust(node: &Node, name: &str, origin: Origin, checker: &mut Checker<'_>) -> Option<SizeAdjust> {
    let auto = SizeAdjust::Auto { is_built_in: origin == Origin::BuiltIn };
    word_or_ratio(node, name, &[("auto", auto)], SizeAdjust::Ratio, checker)
}

/// One of some words, or a ratio of the type size.
fn word_or_ratio<T: Copy>(
    node: &Node,
    name: &str,
    words: &[(&str, T)],
    ratio: impl Fn(f64) -> T,
    checker: &mut Checker<'_>,
) -> Option<T> {
    let NodeValue::String(word) = &node.value else { return checker.number(node, name, 0.5..=2.0).map(ratio) };
    let found = words.iter().find(|(known, _)| known == word).map(|(_, value)| *value);
    if found.is_none() {
        let known: Vec<&str> = words.iter().map(|(known, _)| *known).collect();
        let message = format!("`{word}` is no value of `{name}`");
        let hint = format!("write {}, or a number such as 1.05", known.join(", "));
        checker.push(Diagnostic::error(checker.codes.unknown_value, node.span, message).hint(hint));
    }
    found
}

/// `auto`, or a number.
fn shrink(node: &Node, name: &str, checker: &mut Checker<'_>) -> Option<Shrink> {
    if node.value == crate::manifest::NodeValue::String("auto".to_owned()) {
        return Some(Shrink::Auto);
    }
    checker.number(node, name, 0.5..=1.0).map(Shrink::Ratio)
}

/// A whole number of lines, from -2 to 2: more cannot be had without ugly spaces.
fn looseness(node: &Node, name: &str, checker: &mut Checker<'_>) -> Option<i8> {
    let number = checker.number(node, name, -2.0..=2.0)?;
    let whole = [-2_i8, -1, 0, 1, 2].into_iter().find(|whole| f64::from(*whole) == number);
    if whole.is_none() {
        checker.out_of_range(node.span, name, &number.to_string(), "-2, -1, 0, 1 or 2");
    }
    whole
}

/// A length within limits in points.
fn within(node: &Node, name: &str, limits: RangeInclusive<f64>, checker: &mut Checker<'_>) -> Option<Measure> {
    let measure = units::measure(checker, node, name)?;
    let points = measure.at(Length::pt(12.0)).to_pt();
    if limits.contains(&points) {
        return Some(measure);
    }
    let written = format!("{points:.1}pt");
    checker.out_of_range(node.span, name, &written, &format!("{}pt to {}pt", limits.start(), limits.end()));
    None
}

/// `#rrggbb`
pub(super) fn color(node: &Node, name: &str, checker: &mut Checker<'_>) -> Option<Color> {
    let written = checker.text(node, name)?;
    let digits = written
        .value
        .strip_prefix('#')
        .filter(|digits| digits.len() == 6 && digits.bytes().all(|byte| byte.is_ascii_hexdigit()));
    let part = |from: usize| digits.and_then(|digits| u8::from_str_radix(&digits[from..from + 2], 16).ok());
    if let (Some(red), Some(green), Some(blue)) = (part(0), part(2), part(4)) {
        return Some(Color { red, green, blue });
    }
    let message = format!("`{name}: {}` is no colour", written.value);
    let hint = "write red, green and blue in hexadecimal digits, in quotes: \"#8a1c1c\"";
    checker.push(Diagnostic::error(checker.codes.unknown_value, written.span, message).hint(hint));
    None
}
