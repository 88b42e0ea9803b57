//! Which families set a role: the one it names, then what stands in for characters that one has not.

use super::draft::Font;
use crate::base::{Diagnostic, Diagnostics, Direction, Language};
use crate::font::Faces;
use crate::manifest::{Manifest, Spanned, nearest};

/// The family of Latin letters.
const LATIN: &str = "Gentium Plus";

/// Families of Arabic letters in the order of fallback, by the primary language; the last row is for all others.
///
/// Vazirmatn is drawn for the four-dotted and Persian letters and reads well small; Amiri is the naskh of Arabic books.
const ARABIC: [(&[&str], [&str; 3]); 2] =
    [(&["ar", "arz"], ["Amiri", "Noto Naskh Arabic", "Vazirmatn"]), (&[], ["Vazirmatn", "Amiri", "Noto Naskh Arabic"])];

/// The families of a book, each known to the faces.
pub(super) struct Families {
    body: String,
    heading: String,
    latin: String,
    /// Of the script of the text.
    direction: Direction,
    /// What stands in, for text of the book's script first.
    fallback: Vec<String>,
}

impl Families {
    /// The manifest's families, else those of its language; unknown ones are reported.
    pub(super) fn new(manifest: &Manifest, faces: &Faces, diagnostics: &mut Diagnostics) -> Self {
        let language = &manifest.metadata.language;
        let fallback = fallback(language);
        let mut chosen =
            |family: &Option<Spanned<String>>| family.as_ref().and_then(|family| known(family, faces, diagnostics));
        let latin = chosen(&manifest.fonts.latin);
        let body = chosen(&manifest.fonts.body);
        let heading = chosen(&manifest.fonts.heading);
        // In a book in Latin script the Latin family is the family of the text.
        let own_latin = if language.direction().is_rtl() { None } else { latin.clone() };
        let body = body.or(own_latin).unwrap_or_else(|| fallback[0].to_owned());
        Self {
            heading: heading.unwrap_or_else(|| body.clone()),
            latin: latin.unwrap_or_else(|| if language.direction().is_rtl() { LATIN.to_owned() } else { body.clone() }),
            body,
            direction: language.direction(),
            fallback: fallback.iter().map(|family| (*family).to_owned()).collect(),
        }
    }

    /// The direction of the book's script.
    pub(super) fn direction(&self) -> Direction {
        self.direction
    }

    /// The families of a font as a style names it: for all text, and for Latin words.
    pub(super) fn of(&self, font: &Font, faces: &Faces, diagnostics: &mut Diagnostics) -> (Vec<String>, Vec<String>) {
        let named = match font {
            Font::Named(family) => known(family, faces, diagnostics),
            _ => None,
        };
        let first = match font {
            Font::Body => &self.body,
            Font::Heading => &self.heading,
            // No family of letters of equal width is in the binary.
            Font::Latin | Font::Mono => &self.latin,
            Font::Named(_) => named.as_ref().unwrap_or(&self.body),
        };
        // In a book in Latin script Latin words are the text itself.
        let own_latin = if self.direction.is_rtl() { &self.latin } else { first };
        // Each once, and only those that are there: a test of the embedded faces keeps the fallback whole.
        let list = |first: &String, second: &String| {
            let mut families: Vec<String> = Vec::new();
            for family in [first, second, &self.body].into_iter().chain(&self.fallback) {
                if faces.has_family(family) && !families.contains(family) {
                    families.push(family.clone());
                }
            }
            families
        };
        (list(first, &self.body), list(own_latin, first))
    }
}

/// Families in order of preference for a language: its own script first.
fn fallback(language: &Language) -> Vec<&'static str> {
    let primary = language.primary().to_ascii_lowercase();
    let row = ARABIC.iter().find(|(languages, _)| languages.contains(&primary.as_str())).unwrap_or(&ARABIC[1]);
    let mut families = row.1.to_vec();
    if language.direction().is_rtl() {
        families.push(LATIN);
    } else {
        families.insert(0, LATIN);
    }
    families
}

/// The name of a family as its faces spell it.
fn known(family: &Spanned<String>, faces: &Faces, diagnostics: &mut Diagnostics) -> Option<String> {
    let style = crate::font::FaceStyle::default();
    if let Some(id) = faces.select(&family.value, style) {
        return Some(faces.get(id).family().to_owned());
    }
    let message = format!("there is no family `{}`", family.value);
    let report = Diagnostic::error("style.unknown-family", family.span, message);
    let hint = nearest::hint(&family.value, &faces.families());
    diagnostics.push(report.hint(hint).hint("font files of your own are listed under `fonts.files` of the manifest"));
    None
}
