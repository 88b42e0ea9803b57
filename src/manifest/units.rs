//! Lengths and papers as they are written: `10.5pt`, `20 mm`, `1.5em`, `a5`.

use super::fields::{Checker, get};
use super::{Node, NodeValue, Paper};
use crate::base::{Diagnostic, Length};

/// A length as written, before the type size is known.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Measure {
    /// A length on the page.
    Absolute(Length),
    /// A multiple of the type size it stands with.
    Em(f64),
}

impl Measure {
    /// The length at a type size.
    pub fn at(self, size: Length) -> Length {
        match self {
            Self::Absolute(length) => length,
            Self::Em(ratio) => size.scale(ratio),
        }
    }
}

/// Papers by name, in millimetres: ISO 216, and the American sizes (8.5 × 11 inch, its half, its double, and 8.5 × 14).
const PAPERS: [(&str, (f64, f64)); 11] = [
    ("a3", (297.0, 420.0)),
    ("a4", (210.0, 297.0)),
    ("a5", (148.0, 210.0)),
    ("a6", (105.0, 148.0)),
    ("b4", (250.0, 353.0)),
    ("b5", (176.0, 250.0)),
    ("b6", (125.0, 176.0)),
    ("letter", (215.9, 279.4)),
    ("legal", (215.9, 355.6)),
    ("tabloid", (279.4, 431.8)),
    ("half-letter", (139.7, 215.9)),
];

/// The smallest and greatest side of a page, in points: a matchbox, and the page limit of PDF 1.7 (Annex C).
const SIDES: (f64, f64) = (100.0, 14_400.0);

/// A length: a number and `pt`, `mm`, `cm`, `in` or `em`; `0` needs no unit.
pub fn measure(checker: &mut Checker<'_>, node: &Node, name: &str) -> Option<Measure> {
    let written = match &node.value {
        NodeValue::String(text) | NodeValue::Number(_, text) => text,
        _ => return checker.wrong_type(node, name, "a length such as `10.5pt` belongs"),
    };
    let parsed = parse(written);
    if parsed.is_none() {
        let message = format!("`{name}` is no length: `{written}`");
        let bare = written.trim().parse::<f64>().is_ok();
        let hint = if bare {
            format!("write the unit: `{}pt`, `{0}mm` or `{0}em`", written.trim())
        } else {
            "a length is a number and a unit: pt, mm, cm, in or em".to_owned()
        };
        checker.push(Diagnostic::error(checker.codes.unknown_value, node.span, message).hint(hint));
    }
    parsed
}

/// A length on the page: as [`measure`], without `em`.
pub fn length(checker: &mut Checker<'_>, node: &Node, name: &str) -> Option<Length> {
    match measure(checker, node, name)? {
        Measure::Absolute(length) => Some(length),
        Measure::Em(_) => {
            let message = format!("`{name}` cannot be measured in em: no type size stands with it");
            let report = Diagnostic::error(checker.codes.unknown_value, node.span, message);
            checker.push(report.hint("use pt, mm, cm or in"));
            None
        }
    }
}

/// A length on the page as texts write it, `60mm`; `None` for anything else.
pub fn parse_length(written: &str) -> Option<Length> {
    match parse(written)? {
        Measure::Absolute(length) => Some(length),
        Measure::Em(_) => None,
    }
}

/// A number, white space or none, and a unit.
pub fn parse(written: &str) -> Option<Measure> {
    let written = written.trim();
    let unit = written.trim_start_matches(|c: char| c.is_ascii_digit() || "+-.".contains(c));
    let number: f64 = written[..written.len() - unit.len()].parse().ok()?;
    // Ten metres are more than any page; this also keeps sums of lengths far from overflow.
    let points = |points: f64| (points.abs() < 28_800.0).then(|| Measure::Absolute(Length::pt(points)));
    match unit.trim_start() {
        "pt" => points(number),
        "mm" => points(number * 72.0 / 25.4),
        "cm" => points(number * 720.0 / 25.4),
        "in" => points(number * 72.0),
        "em" => (number.abs() <= 100.0).then_some(Measure::Em(number)),
        "" if number == 0.0 => Some(Measure::Absolute(Length::ZERO)),
        _ => None,
    }
}

/// A paper by its name, or `{ width: …, height: … }`.
pub fn paper(checker: &mut Checker<'_>, node: &Node, name: &str) -> Option<Paper> {
    let NodeValue::Map(pairs) = &node.value else {
        let (width, height) = checker.choice(node, name, &PAPERS, &[])?;
        return Some(Paper { width: Length::mm(width), height: Length::mm(height) });
    };
    checker.keys(pairs, name, &["width", "height"], &[]);
    // Both sides are checked before either is missed.
    let mut side = |key: &str| {
        let name = format!("{name}.{key}");
        let Some(node) = get(pairs, key) else {
            return checker.empty(node, &name);
        };
        let side = length(checker, node, &name)?;
        if (SIDES.0..=SIDES.1).contains(&side.to_pt()) {
            return Some(side);
        }
        checker.out_of_range(node.span, &name, &format!("{:.1}pt", side.to_pt()), "100pt to 14400pt");
        None
    };
    let (width, height) = (side("width"), side("height"));
    Some(Paper { width: width?, height: height? })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_are_numbers_with_units() {
        assert_eq!(parse("10.5pt"), Some(Measure::Absolute(Length::pt(10.5))));
        assert_eq!(parse("6 pt"), Some(Measure::Absolute(Length::pt(6.0))));
        assert_eq!(parse("20mm"), Some(Measure::Absolute(Length::mm(20.0))));
        assert_eq!(parse("1in"), Some(Measure::Absolute(Length::pt(72.0))));
        assert_eq!(parse("-1.5em"), Some(Measure::Em(-1.5)));
        assert_eq!(parse("0"), Some(Measure::Absolute(Length::ZERO)));
        for wrong in ["", "12", "pt", "1.2.3pt", "1e9pt", "99999999pt", "12px", "\u{06F1}pt"] {
            assert_eq!(parse(wrong), None, "{wrong}");
        }
    }
}
