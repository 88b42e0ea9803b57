//! `print:`: how pages go on sheets, what the paper is, and what the printer needs beside them.

use std::path::PathBuf;

use super::check::CODES;
use super::cover_sheet::{self, CoverSheet};
use super::fields::{Checker, Pairs, get};
use super::paths::Paths;
use super::units::{length, paper};
use super::{Node, NodeValue, Paper, Spanned};
use crate::base::{Diagnostics, Length, Span};

/// How the pages of a book are printed. Filled from `print:` and the flags of `publish print`; read by impose, pdf and cli.
#[derive(Clone, Debug, PartialEq)]
pub struct PrintOptions {
    /// How pages go on sheets.
    pub scheme: PrintScheme,
    /// Pages on a side; `None` for what is usual with the scheme.
    pub up: Option<u8>,
    /// Pages in a signature at most; `None` for one of all pages.
    pub signature: Option<u16>,
    /// The paper in the printer, either way up; `None` for A4, or for the page itself where it stands alone.
    pub sheet: Option<Spanned<Paper>>,
    /// The edge of the sheet that the printer leaves white.
    pub edge: Length,
    /// What happens to pages that do not fit.
    pub fit: PrintFit,
    /// How the printer turns the sheet.
    pub duplex: Duplex,
    /// How sheets lie that come out of a printer that prints one side only.
    pub pile: Pile,
    /// Whether a first sheet tells what to do by hand, where the printer prints one side only.
    pub guide: bool,
    /// Where blank pages come.
    pub blanks: BlankPlace,
    /// Whether the cover is folded with the other sheets.
    pub cover: CoverPlace,
    /// How thick a leaf is.
    pub thickness: Length,
    /// What a square metre weighs, in grams.
    pub weight: f64,
    /// How far grounds and images reach over the edge of the page.
    pub bleed: Length,
    /// Marks for those who cut, fold and gather.
    pub marks: Vec<PrintMark>,
    /// The standard that the file is to conform to.
    pub conformance: PressConformance,
    /// The profile of the press (ICC); `None` for black ink.
    pub profile: Option<Spanned<PathBuf>>,
    /// What the cover of a bound book is like.
    pub cover_sheet: CoverSheet,
    /// Where it was said; a place of its own for reports.
    pub span: Option<Span>,
    /// Where each key was said that the manifest has and no flag overrides.
    pub places: Vec<(String, Span)>,
}

/// How pages go on sheets.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum PrintScheme {
    /// Folded in the middle and put into each other.
    #[default]
    Booklet,
    /// Several pages on a side, to be read there.
    SeveralUp,
    /// The pile is cut and the stacks are laid on each other.
    CutStack,
    /// The same page in every place: cut into copies.
    Copies,
    /// Eight pages on one side of one sheet.
    Mini,
    /// Six panels of a sheet that is folded twice.
    Panels,
    /// A page a side, in reading order.
    Single,
    /// A page a side, the last page first: for services that know left binding only.
    Reversed,
}

/// What happens to pages that do not fit.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum PrintFit {
    /// They are made smaller, which is reported.
    #[default]
    Auto,
    /// That is an error.
    Actual,
}

/// How the printer turns the sheet.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Duplex {
    /// About the edge for which both sides stand upright; which one that is, is reported.
    #[default]
    Auto,
    /// About the long edge.
    LongEdge,
    /// About the short edge.
    ShortEdge,
    /// It does not: all fronts, then all backs, and a first sheet that tells what to do.
    None,
}

/// How sheets lie that come out of a printer that prints one side only.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Pile {
    /// Printed side down, so that the pile is in order.
    #[default]
    FaceDown,
    /// Printed side up, so that the last sheet lies on top.
    FaceUp,
}

/// Where blank pages come that fill up the last sheet.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum BlankPlace {
    /// After the last page.
    #[default]
    End,
    /// Before the last page, which is the back of the cover.
    BeforeLast,
}

/// Whether the cover is folded with the other sheets.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum CoverPlace {
    /// It is the outermost sheet.
    #[default]
    Inside,
    /// The first two and the last two pages go on a sheet of their own, in a file of their own.
    Outside,
}

/// The standard that sheets are to conform to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum PressConformance {
    /// PDF/X-4 where the book allows it.
    #[default]
    Auto,
    /// PDF/X-4 (ISO 15930-7); what stands against it is a warning.
    X4,
    /// None.
    None,
}

/// Marks for those who cut, fold and gather.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum PrintMark {
    /// Where pages are cut.
    Crop,
    /// Where sheets are folded.
    Fold,
    /// The middle of each edge of the sheet.
    Centre,
    /// Crossed circles that must meet when plates lie on each other.
    Registration,
    /// Patches of every ink.
    Colours,
    /// Blocks on the spines, a step lower with each signature.
    Collation,
    /// Title, date, sheet and side.
    Slug,
}

impl PrintMark {
    /// Its word in a manifest.
    pub fn name(self) -> &'static str {
        MARKS.iter().find(|(_, mark)| *mark == self).map_or("", |(name, _)| name)
    }
}

/// 80 g/m² of office paper is a tenth of a millimetre thick.
const OFFICE: (f64, f64) = (0.1, 80.0);
/// What office printers leave white, in millimetres.
const EDGE: f64 = 4.2;
/// Keys.
const KEYS: [&str; 17] = [
    "scheme",
    "up",
    "signature",
    "sheet",
    "edge",
    "fit",
    "duplex",
    "pile",
    "guide",
    "blanks",
    "cover",
    "thickness",
    "weight",
    "bleed",
    "marks",
    "conformance",
    "profile",
];
/// Pages in a signature: more than a thousand make no book that can be folded.
const SIGNATURE: (f64, f64) = (4.0, 1000.0);

const SCHEMES: [(&str, PrintScheme); 8] = [
    ("booklet", PrintScheme::Booklet),
    ("n-up", PrintScheme::SeveralUp),
    ("cut-stack", PrintScheme::CutStack),
    ("copies", PrintScheme::Copies),
    ("mini", PrintScheme::Mini),
    ("panels", PrintScheme::Panels),
    ("single", PrintScheme::Single),
    ("reversed", PrintScheme::Reversed),
];
const FITS: [(&str, PrintFit); 2] = [("auto", PrintFit::Auto), ("actual", PrintFit::Actual)];
const DUPLEX: [(&str, Duplex); 4] = [
    ("auto", Duplex::Auto),
    ("long-edge", Duplex::LongEdge),
    ("short-edge", Duplex::ShortEdge),
    ("none", Duplex::None),
];
const PILES: [(&str, Pile); 2] = [("face-down", Pile::FaceDown), ("face-up", Pile::FaceUp)];
const GUIDES: [(&str, bool); 2] = [("first", true), ("none", false)];
const BLANKS: [(&str, BlankPlace); 2] = [("end", BlankPlace::End), ("before-last", BlankPlace::BeforeLast)];
const CONFORMANCE: [(&str, PressConformance); 2] = [("x-4", PressConformance::X4), ("none", PressConformance::None)];
const COVERS: [(&str, CoverPlace); 2] = [("inside", CoverPlace::Inside), ("outside", CoverPlace::Outside)];
const MARKS: [(&str, PrintMark); 7] = [
    ("crop", PrintMark::Crop),
    ("fold", PrintMark::Fold),
    ("centre", PrintMark::Centre),
    ("registration", PrintMark::Registration),
    ("colours", PrintMark::Colours),
    ("collation", PrintMark::Collation),
    ("slug", PrintMark::Slug),
];

impl Default for PrintOptions {
    fn default() -> Self {
        Self {
            scheme: PrintScheme::default(),
            up: None,
            signature: None,
            sheet: None,
            edge: Length::mm(EDGE),
            fit: PrintFit::default(),
            duplex: Duplex::default(),
            pile: Pile::default(),
            guide: true,
            blanks: BlankPlace::default(),
            cover: CoverPlace::default(),
            thickness: Length::mm(OFFICE.0),
            weight: OFFICE.1,
            bleed: Length::ZERO,
            marks: Vec::new(),
            conformance: PressConformance::default(),
            profile: None,
            cover_sheet: CoverSheet::default(),
            span: None,
            places: Vec::new(),
        }
    }
}

impl PrintOptions {
    /// Sets one key as a flag gives it; lists are parted by commas.
    ///
    /// # Errors
    /// A message and a hint, when the manifest would not take the value either.
    pub fn set(&mut self, key: &str, written: &str) -> Result<(), (String, Option<String>)> {
        let node = |text: &str| {
            let value = match text.parse::<f64>() {
                Ok(number) => NodeValue::Number(number, text.to_owned()),
                Err(_) => NodeValue::String(text.to_owned()),
            };
            Node { span: Span::default(), value }
        };
        let value = match written.split_once(',') {
            Some(_) => Node {
                span: Span::default(),
                value: NodeValue::List(written.split(',').map(str::trim).map(node).collect()),
            },
            None => node(written.trim()),
        };
        let mut diagnostics = Diagnostics::new();
        let pairs = vec![(Spanned { value: key.to_owned(), span: Span::default() }, value)];
        self.read(&pairs, &mut Checker { codes: &CODES, diagnostics: &mut diagnostics });
        // A command line has no places.
        self.places.retain(|(said, _)| said != key);
        match diagnostics.iter().next() {
            Some(first) => Err((first.message.replace("print.", "--"), first.hints.first().cloned())),
            None => Ok(()),
        }
    }

    /// Where a report about some keys points to: the first of them that the manifest has, else all of `print:`.
    pub fn place_of(&self, keys: &[&str]) -> Option<Span> {
        let said = |key: &&str| self.places.iter().find(|(said, _)| said == key).map(|(_, span)| *span);
        keys.iter().find_map(said).or(self.span)
    }

    /// Reads the keys that are there.
    fn read(&mut self, pairs: &Pairs, checker: &mut Checker<'_>) {
        self.places.extend(pairs.iter().map(|(key, node)| (key.value.clone(), node.span)));
        choose(&mut self.scheme, pairs, "scheme", &SCHEMES, checker);
        choose(&mut self.fit, pairs, "fit", &FITS, checker);
        choose(&mut self.duplex, pairs, "duplex", &DUPLEX, checker);
        choose(&mut self.pile, pairs, "pile", &PILES, checker);
        choose(&mut self.guide, pairs, "guide", &GUIDES, checker);
        choose(&mut self.blanks, pairs, "blanks", &BLANKS, checker);
        choose(&mut self.cover, pairs, "cover", &COVERS, checker);
        choose(&mut self.conformance, pairs, "conformance", &CONFORMANCE, checker);
        if let Some(node) = get(pairs, "up") {
            self.up = checker.whole_number(node, "print.up", 1..=16).or(self.up);
        }
        if let Some(node) = get(pairs, "signature") {
            let pages = checker.number(node, "print.signature", SIGNATURE.0..=SIGNATURE.1);
            self.signature = pages.map(|pages| pages as u16).or(self.signature);
        }
        if let Some(node) = get(pairs, "sheet") {
            let sheet = paper(checker, node, "print.sheet");
            self.sheet = sheet.map(|value| Spanned { value, span: node.span }).or(self.sheet.take());
        }
        measure(&mut self.edge, pairs, "edge", 30.0, checker);
        measure(&mut self.bleed, pairs, "bleed", 20.0, checker);
        measure(&mut self.thickness, pairs, "thickness", 2.0, checker);
        if let Some(node) = get(pairs, "weight") {
            self.weight = checker.number(node, "print.weight", 20.0..=1000.0).unwrap_or(self.weight);
        }
        if let Some(node) = get(pairs, "marks") {
            self.marks = marks(node, checker);
        }
        self.cover_sheet.read(pairs, checker);
    }
}

/// `print:`
pub(super) fn read(pairs: &Pairs, paths: &Paths, checker: &mut Checker<'_>) -> PrintOptions {
    let mut options = PrintOptions::default();
    let Some(node) = get(pairs, "print") else { return options };
    options.span = Some(node.span);
    let Some(pairs) = checker.map(node, "print") else { return options };
    checker.keys(pairs, "print", &[&KEYS[..], &cover_sheet::KEYS].concat(), &[]);
    options.read(pairs, checker);
    if let Some(written) = get(pairs, "profile").and_then(|node| checker.text(node, "print.profile")) {
        let located = paths.file(&written, checker);
        options.profile = located.map(|located| Spanned { value: located.path, span: written.span });
    }
    options
}

fn choose<T: Copy>(value: &mut T, pairs: &Pairs, key: &str, words: &[(&str, T)], checker: &mut Checker<'_>) {
    if let Some(node) = get(pairs, key) {
        *value = checker.choice(node, &format!("print.{key}"), words, &[]).unwrap_or(*value);
    }
}

/// A length from nothing to some millimetres.
fn measure(value: &mut Length, pairs: &Pairs, key: &str, most: f64, checker: &mut Checker<'_>) {
    let name = format!("print.{key}");
    let Some(node) = get(pairs, key) else { return };
    let Some(found) = length(checker, node, &name) else { return };
    if (Length::ZERO..=Length::mm(most)).contains(&found) {
        *value = found;
    } else {
        checker.out_of_range(node.span, &name, &format!("{:.1}pt", found.to_pt()), &format!("0mm to {most}mm"));
    }
}

/// A list of marks, one of them, or `none`.
fn marks(node: &Node, checker: &mut Checker<'_>) -> Vec<PrintMark> {
    if matches!(&node.value, NodeValue::String(word) if word == "none") {
        return Vec::new();
    }
    let items = if let NodeValue::List(items) = &node.value { &items[..] } else { std::slice::from_ref(node) };
    let mut marks: Vec<PrintMark> =
        items.iter().filter_map(|item| checker.choice(item, "print.marks", &MARKS, &[])).collect();
    marks.sort_unstable();
    marks.dedup();
    marks
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn flags_are_checked_as_the_manifest_is() {
        let mut options = PrintOptions::default();
        options.set("scheme", "cut-stack").expect("a scheme");
        options.set("sheet", "letter").expect("a paper");
        options.set("marks", "slug, crop").expect("marks");
        options.set("bleed", "3mm").expect("a length");
        assert_eq!(options.scheme, PrintScheme::CutStack);
        assert_eq!(options.marks, [PrintMark::Crop, PrintMark::Slug]);
        assert_eq!(options.bleed, Length::mm(3.0));
        let (message, hint) = options.set("scheme", "booklat").expect_err("a mistyped scheme");
        assert_eq!(message, "`booklat` is no value of `--scheme`");
        assert!(hint.is_some_and(|hint| hint.contains("booklet")));
        assert!(options.set("bleed", "3cm").is_err());
        assert_eq!(options.scheme, PrintScheme::CutStack, "a wrong value changes nothing");
    }
}
