//! What a file says of a glyph, spelled in base letters and in the order of reading.

use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::is_combining_mark;

use super::super::shapes::{Shape, Shapes};
use super::letters;

/// A space is at least so wide, in thousandths of the size.
const SPACE: f32 = 100.0;

/// What is seen of the whole file before its glyphs are spelled.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Habits {
    /// Whether ligatures have their letters in the order of sight: its lam-alefs all say alef, lam.
    is_reversed: bool,
    /// Faces, by number, whose codes U+FB50–FDFF are slots of their own: each a word of a Quran, not a letter.
    private_faces: Vec<u16>,
}

/// A text spelled.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Spelled {
    /// The text; empty when the file says nothing that can be true.
    pub(super) text: String,
    /// Whether a rule changed what the file says.
    pub(super) is_corrected: bool,
    /// Whether the file says nothing that can be true.
    pub(super) is_unknown: bool,
    /// Whether it is drawn joined to the letter after it, when the file names its form.
    pub(super) joins_next: Option<bool>,
}

/// Looks at all texts of a file.
pub(super) fn habits(shapes: &Shapes) -> Habits {
    let pairs = |wanted: fn(char, char) -> bool| {
        let said = shapes.list.iter().filter_map(|shape| Some((shape.said.as_deref()?, shape.times)));
        said.filter(|(text, _)| {
            let letters: Vec<char> =
                text.chars().filter(|&sign| !is_control(sign) && !is_combining_mark(sign)).collect();
            matches!(letters[..], [first, second] if wanted(first, second))
        })
        .map(|(_, times)| times)
        .sum::<usize>()
    };
    let swapped = pairs(|first, second| is_alef(first) && second == 'ل');
    let right = pairs(|first, second| first == 'ل' && is_alef(second));
    Habits { is_reversed: swapped > 0 && right == 0, private_faces: private_faces(shapes) }
}

/// Faces that say U+FB50–FDFF of most of their glyphs and have neither base letters nor U+FE70–FEFF: a face of letters
/// has those too.
fn private_faces(shapes: &Shapes) -> Vec<u16> {
    let faces = u16::try_from(shapes.faces.len()).unwrap_or(u16::MAX);
    let is_private = |face: &u16| {
        let (mut slots, mut letters) = (0, 0);
        for said in shapes.list.iter().filter(|shape| shape.face == *face).filter_map(|shape| shape.said.as_deref()) {
            slots += usize::from(said.chars().all(|sign| matches!(sign, '\u{FB50}'..='\u{FDFF}')));
            letters +=
                usize::from(said.chars().any(|sign| matches!(sign, '\u{620}'..='\u{64A}' | '\u{FE70}'..='\u{FEFC}')));
        }
        slots > 0 && letters == 0
    };
    (0..faces).filter(is_private).collect()
}

/// Spells what the file says of a glyph.
pub(super) fn spell(shape: &Shape, habits: &Habits) -> Spelled {
    let unknown = Spelled { is_unknown: true, ..Spelled::default() };
    let has_ink = shape.bounds.is_some();
    let Some(said) = shape.said.as_deref() else {
        // What draws nothing and moves the pen is a space.
        let text = if shape.advance >= SPACE { " " } else { "" }.to_owned();
        return if has_ink { unknown } else { Spelled { text, is_corrected: true, ..Spelled::default() } };
    };
    let plain: String = said.chars().filter(|&sign| !is_control(sign)).collect();
    let is_private = habits.private_faces.contains(&shape.face);
    let cannot_be = |sign: char| {
        matches!(sign, '\u{E000}'..='\u{F8FF}' | '\u{FFFD}' | '\u{F0000}'..)
            || (is_private && matches!(sign, '\u{FB50}'..='\u{FDFF}'))
    };
    if plain.is_empty() {
        // Marks of direction alone say that the glyph has no text, unless it draws something.
        return Spelled { is_unknown: has_ink, ..Spelled::default() };
    }
    let is_blank = plain.chars().all(|sign| sign.is_whitespace() || matches!(sign, '\u{200B}'..='\u{200D}'));
    if plain.chars().any(cannot_be) || (is_blank && has_ink) {
        return unknown;
    }
    let mut text = in_reading_order(&base_letters(&plain), habits.is_reversed);
    if text.len() > 1 && text.starts_with(' ') && text.chars().skip(1).all(is_combining_mark) {
        text.remove(0);
    }
    let joins_next = plain.chars().last().and_then(letters::joins_next);
    Spelled { is_corrected: text != plain, text, is_unknown: false, joins_next }
}

/// Signs that direct or are no text at all; they are never seen.
fn is_control(sign: char) -> bool {
    sign.is_control() && !matches!(sign, '\t' | '\n' | '\r')
        || matches!(sign, '\u{200E}' | '\u{200F}' | '\u{61C}' | '\u{200B}' | '\u{FEFF}')
        || matches!(sign, '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{FFF0}'..='\u{FFFB}')
        || matches!(sign, '\u{FE00}'..='\u{FE0F}' | '\u{FFFE}' | '\u{FFFF}')
}

fn is_alef(sign: char) -> bool {
    matches!(sign, 'ا' | 'أ' | 'إ' | 'آ' | 'ٱ')
}

/// Presentation forms to letters: U+FE70–FEFF all, U+FB50–FDFF but for the signs that are read as such.
pub(in super::super) fn base_letters(text: &str) -> String {
    let mut letters = String::with_capacity(text.len());
    for sign in text.chars() {
        match sign {
            '\u{FDF2}' => letters.push_str("الله"),
            '\u{FE70}'..='\u{FEFC}' | '\u{FB50}'..='\u{FD3D}' | '\u{FD50}'..='\u{FDC7}' => {
                let decomposed: String = std::iter::once(sign).nfkc().collect();
                // A mark by itself is spelled as a mark on a space, or on a tatweel.
                let mark = decomposed.trim_start_matches([' ', '\u{640}']);
                let alone = !mark.is_empty() && mark.chars().all(is_combining_mark);
                letters.push_str(if alone { mark } else { &decomposed });
            }
            // Latin ligatures are letters joined by a face, not by a writer.
            '\u{FB00}'..='\u{FB06}' => letters.extend(std::iter::once(sign).nfkc()),
            _ => letters.push(sign),
        }
    }
    letters
}

/// A text of several letters in the order of reading.
fn in_reading_order(text: &str, is_reversed: bool) -> String {
    if text.chars().nth(1).is_none() || !text.chars().any(|sign| matches!(sign, '\u{620}'..='\u{6D3}')) {
        return text.to_owned();
    }
    // A mark cannot come before its letter inside one glyph.
    let marks = text.chars().take_while(|&sign| is_combining_mark(sign)).count();
    if marks > 0 && marks < text.chars().count() {
        let reversed: String = text.chars().rev().collect();
        return in_reading_order(&marks_after(&reversed), false);
    }
    let bare: String = text.chars().filter(|&sign| !is_combining_mark(sign)).collect();
    let letters: Vec<char> = bare.chars().collect();
    match letters[..] {
        // No face has a glyph of alef and lam: alef joins nothing after it.
        [first, 'ل'] if is_alef(first) => return reverse_letters(text),
        _ if bare == "اهلل" || bare == "هللا" => return "الله".to_owned(),
        _ if bare == "هلل" => return "لله".to_owned(),
        _ => {}
    }
    if is_reversed { reverse_letters(text) } else { text.to_owned() }
}

/// Letters turned round, each with its marks after it.
fn reverse_letters(text: &str) -> String {
    let mut clusters: Vec<String> = Vec::new();
    for sign in text.chars() {
        match clusters.last_mut() {
            Some(cluster) if is_combining_mark(sign) => cluster.push(sign),
            _ => clusters.push(sign.to_string()),
        }
    }
    clusters.into_iter().rev().collect()
}

/// A reversed text whose marks came to stand before their letters, set right.
fn marks_after(text: &str) -> String {
    let starts_with_mark = text.chars().next().is_some_and(is_combining_mark);
    if !starts_with_mark {
        return text.to_owned();
    }
    let (marks, letters): (String, String) = text.chars().partition(|&sign| is_combining_mark(sign));
    letters + &marks
}

#[cfg(test)]
mod tests {
    use super::super::super::super::PositionedFace;
    use super::super::super::outline::Outline;
    use super::*;

    fn shape(said: Option<&str>, has_ink: bool) -> Shape {
        let ink = vec![vec![(0.0, 0.0), (500.0, 0.0), (500.0, 700.0)]];
        let outline = Outline::new(if has_ink { ink } else { Vec::new() });
        let bounds = outline.bounds();
        Shape { face: 0, code: 1, said: said.map(str::to_owned), advance: 500.0, outline, bounds, times: 1 }
    }

    fn spelled(said: &str) -> String {
        spell(&shape(Some(said), true), &Habits::default()).text
    }

    fn file(said: &[&str]) -> Habits {
        let list = said.iter().map(|said| shape(Some(said), true)).collect();
        habits(&Shapes { list, faces: vec![PositionedFace::default()] })
    }

    #[test]
    fn presentation_forms_become_letters() {
        // U+FE91 beh initial, U+FB90 keheh initial, U+FBFF Farsi yeh medial, U+FEFC lam-alef final, U+FDF2 Allah.
        assert_eq!(spelled("\u{FE91}"), "ب");
        assert_eq!(spelled("\u{FB90}"), "ک");
        assert_eq!(spelled("\u{FBFF}"), "ی");
        assert_eq!(spelled("\u{FEFC}"), "لا");
        assert_eq!(spelled("\u{FDF2}"), "الله");
        assert_eq!(spelled("\u{FB01}"), "fi");
        // U+FE77 fatha medial form: a mark alone. U+FDFA stays the sign it is.
        assert_eq!(spelled("\u{FE77}"), "\u{64E}");
        assert_eq!(spelled("\u{FDFA}"), "\u{FDFA}");
    }

    #[test]
    fn forms_tell_what_joins() {
        let joins = |said: &str| spell(&shape(Some(said), true), &Habits::default()).joins_next;
        assert_eq!(joins("\u{FE91}"), Some(true));
        assert_eq!(joins("\u{FE90}"), Some(false));
        assert_eq!(joins("\u{FBFD}"), Some(false));
        assert_eq!(joins("ب"), None);
        assert_eq!(joins("ا"), Some(false));
    }

    #[test]
    fn marks_of_direction_are_no_text() {
        assert_eq!(spelled("\u{202B}ر\u{202C}"), "ر");
        assert_eq!(spelled("\u{200F}."), ".");
        let empty = spell(&shape(Some("\u{202C}"), false), &Habits::default());
        assert_eq!((empty.text.as_str(), empty.is_unknown), ("", false));
    }

    #[test]
    fn lam_alef_is_never_alef_lam() {
        assert_eq!(spelled("ال"), "لا");
        assert_eq!(spelled("أل"), "لأ");
        assert_eq!(spelled("لا"), "لا");
        assert_eq!(spelled("اهلل"), "الله");
        assert_eq!(spelled("هلل"), "لله");
    }

    #[test]
    fn a_file_whose_pairs_are_swapped_swaps_all() {
        let swapped = file(&["ال", "حمل", "ب"]);
        assert!(swapped.is_reversed);
        assert_eq!(spell(&shape(Some("جمل"), true), &swapped).text, "لمج");
        let right = file(&["ال", "لا"]);
        assert!(!right.is_reversed);
        assert_eq!(spell(&shape(Some("لمج"), true), &right).text, "لمج");
    }

    #[test]
    fn a_mark_comes_after_its_letter() {
        assert_eq!(spelled("\u{64E}ب"), "ب\u{64E}");
        assert_eq!(spelled("\u{64E}\u{651}ب"), "ب\u{651}\u{64E}");
        assert_eq!(spelled("ب\u{64E}"), "ب\u{64E}");
    }

    #[test]
    fn what_cannot_be_is_unknown() {
        let unknown = |said: Option<&str>, has_ink| spell(&shape(said, has_ink), &Habits::default()).is_unknown;
        assert!(unknown(None, true));
        assert!(unknown(Some("\u{E123}"), true));
        assert!(unknown(Some("\u{FFFD}"), true));
        assert!(unknown(Some("\0"), true));
        // A glyph that draws something is no space; one that draws nothing may have a letter that is drawn elsewhere.
        assert!(unknown(Some(" "), true));
        assert!(!unknown(Some(" "), false));
        assert!(!unknown(Some("ا"), false));
    }

    #[test]
    fn slots_of_a_quran_face_are_no_letters() {
        let quran = file(&["\u{FB51}", "\u{FB52}", "\u{FC12}", "\u{FBFC}"]);
        assert!(spell(&shape(Some("\u{FB56}"), true), &quran).is_unknown);
        let persian = file(&["\u{FB56}", "\u{FE91}", "\u{FBFC}"]);
        assert_eq!(spell(&shape(Some("\u{FB56}"), true), &persian).text, "پ");
    }
}
