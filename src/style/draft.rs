//! What a style file says of one role: every value may be left out.
//!
//! Nodes in, a [`Draft`] out; drafts are laid over each other, layer over layer and role over parent, until nothing
//! is missing.

use std::ops::RangeInclusive;

use super::{Align, Breaks, Kashida};
use crate::base::{Color, Diagnostic, Length, Span};
use crate::font::{Slant, Weight};
use crate::manifest::fields::{Checker, get};
use crate::manifest::units::{self, Measure};
use crate::manifest::{Node, Spanned};

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
    Auto,
    /// A ratio of the type size.
    Ratio(f64),
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
    pub(super) size: Option<Measure>,
    pub(super) latin_scale: Option<LatinScale>,
    pub(super) line_spacing: Option<Measure>,
    pub(super) space_before: Option<Measure>,
    pub(super) space_after: Option<Measure>,
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
    pub(super) color: Option<Color>,
    /// Where the book itself speaks of the role; `None` when only the binary does.
    pub(super) span: Option<Span>,
}

/// Keys of a role.
const KEYS: [&str; 24] = [
    "font",
    "weight",
    "slant",
    "size",
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
    "color",
];

/// Ways to choose where lines end.
const BREAKS: [(&str, Breaks); 3] =
    [("total", Breaks::Total), ("first", Breaks::First), ("balanced", Breaks::Balanced)];

/// Ways to lengthen words.
const KASHIDA: [(&str, Kashida); 4] =
    [("off", Kashida::Off), ("sparing", Kashida::Sparing), ("full", Kashida::Full), ("forced", Kashida::Forced)];

/// Ways to fill the measure.
const ALIGNS: [(&str, Align); 4] =
    [("justify", Align::Justify), ("start", Align::Start), ("center", Align::Center), ("end", Align::End)];

impl Draft {
    /// Reads what a style file says of a role.
    pub(super) fn read(node: &Node, role: &str, checker: &mut Checker<'_>) -> Self {
        let Some(pairs) = checker.map(node, role) else { return Self::default() };
        checker.keys(pairs, role, &KEYS, &[]);
        let value = |key: &'static str| get(pairs, key).map(|node| (node, format!("{role}.{key}")));
        let weights = [("regular", Weight::Regular), ("bold", Weight::Bold)];
        let slants = [("upright", Slant::Upright), ("italic", Slant::Italic)];
        let font = value("font").and_then(|(node, name)| font(node, &name, checker));
        let weight = value("weight").and_then(|(node, name)| checker.choice(node, &name, &weights, &[]));
        let slant = value("slant").and_then(|(node, name)| checker.choice(node, &name, &slants, &[]));
        let align = value("align").and_then(|(node, name)| checker.choice(node, &name, &ALIGNS, &[]));
        let kashida = value("kashida").and_then(|(node, name)| checker.choice(node, &name, &KASHIDA, &[]));
        let latin_scale = value("latin-scale").and_then(|(node, name)| latin_scale(node, &name, checker));
        let shrink_to = value("space-shrink").and_then(|(node, name)| shrink(node, &name, checker));
        let breaks = value("breaks").and_then(|(node, name)| checker.choice(node, &name, &BREAKS, &[]));
        let hyphenate = value("hyphenate")
            .and_then(|(node, name)| checker.choice(node, &name, &[("auto", true), ("off", false)], &[]));
        let hang =
            value("hang").and_then(|(node, name)| checker.choice(node, &name, &[("on", true), ("off", false)], &[]));
        let looseness = value("looseness").and_then(|(node, name)| looseness(node, &name, checker));
        let mut length = |key, limits| value(key).and_then(|(node, name)| within(node, &name, limits, checker));
        // Points; em are checked as if the type had 12 pt. A page has room for no more.
        let size = length("size", 4.0..=200.0);
        let line_spacing = length("line-spacing", 4.0..=400.0);
        let (space_before, space_after) = (length("space-before", 0.0..=600.0), length("space-after", 0.0..=600.0));
        let first_indent = length("first-indent", -300.0..=300.0);
        let (start_indent, end_indent) = (length("start-indent", 0.0..=600.0), length("end-indent", 0.0..=600.0));
        let mut ratio = |key, limits| value(key).and_then(|(node, name)| checker.number(node, &name, limits));
        let stretch_to = ratio("space-stretch", 1.0..=3.0);
        let kashida_after = ratio("kashida-after", 1.0..=3.0);
        let emergency_stretch = ratio("emergency-stretch", 0.0..=1.0);
        let mut flag = |key| value(key).and_then(|(node, name)| checker.boolean(node, &name));
        let (keep_with_next, keep_together) = (flag("keep-with-next"), flag("keep-together"));
        let color = value("color").and_then(|(node, name)| color(node, &name, checker));
        Self {
            font,
            weight,
            slant,
            size,
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
            color,
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
            color: self.color.or(below.color),
            span: self.span.or(below.span),
        }
    }
}

/// A symbolic font, or any other text as the name of a family.
fn font(node: &Node, name: &str, checker: &mut Checker<'_>) -> Option<Font> {
    let written = checker.text(node, name)?;
    Some(match written.value.as_str() {
        "body" => Font::Body,
        "heading" => Font::Heading,
        "latin" => Font::Latin,
        "mono" => Font::Mono,
        _ => Font::Named(written),
    })
}

/// `auto`, or a number.
fn latin_scale(node: &Node, name: &str, checker: &mut Checker<'_>) -> Option<LatinScale> {
    if node.value == crate::manifest::NodeValue::String("auto".to_owned()) {
        return Some(LatinScale::Auto);
    }
    checker.number(node, name, 0.5..=2.0).map(LatinScale::Ratio)
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
fn color(node: &Node, name: &str, checker: &mut Checker<'_>) -> Option<Color> {
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
