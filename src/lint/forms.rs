//! Presentation forms: glyphs that old files hold in place of letters, U+FE70–U+FEFC and some of U+FB50–U+FBFF.
//!
//! Proof: the letter takes the same form from its neighbours; where it would join one that the form did not join, a
//! half-space parts them, so that the shape stays. Of the block U+FB50–U+FDFF only letters of Persian and Arabic are in
//! the list: fonts for scripture hide glyphs of their own behind the others, and signs such as ﷺ are meant.

use unicode_normalization::UnicodeNormalization;

use super::found::Found;
use super::rules::PRESENTATION_FORM;
use super::stretch::{Class, HALF_SPACE, Stretch, TATWEEL};
use crate::script::itemize::{JoiningType, is_mark};
use crate::script::lookalike::persian_for;

/// Which letters stand for forms.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Letters {
    Persian,
    Arabic,
}

/// In Persian text the forms of ي and ك are those of ی and ک.
pub(super) fn persian(stretch: &Stretch<'_>, found: &mut Found<'_, '_>) {
    forms(stretch, found, Letters::Persian);
}

/// In Arabic text forms are the letters that Unicode says.
pub(super) fn arabic(stretch: &Stretch<'_>, found: &mut Found<'_, '_>) {
    forms(stretch, found, Letters::Arabic);
}

fn forms(stretch: &Stretch<'_>, found: &mut Found<'_, '_>, letters: Letters) {
    for (at, &form) in stretch.chars.iter().enumerate() {
        if !is_form(form) {
            continue;
        }
        let Some(mut meant) = meant(form, letters) else { continue };
        let is_loose_mark = meant.chars().all(is_mark);
        if is_loose_mark && stretch.letter_before(at).is_none() {
            continue;
        }
        if ends_joining(&meant) && !joins_on(form) && reaches_back(stretch, at + 1) {
            meant.push(HALF_SPACE);
        }
        found.prove(PRESENTATION_FORM, at..at + 1, meant);
    }
}

/// Whether a character is one of the forms that are replaced.
fn is_form(character: char) -> bool {
    matches!(character,
        '\u{FE70}'..='\u{FEFC}'
        // پ, چ, ژ, ک and گ, ۀ, ہ and ھ, ی.
        | '\u{FB56}'..='\u{FB59}'
        | '\u{FB7A}'..='\u{FB7D}'
        | '\u{FB8A}'..='\u{FB8B}'
        | '\u{FB8E}'..='\u{FB95}'
        | '\u{FBA4}'..='\u{FBAD}'
        | '\u{FBFC}'..='\u{FBFF}')
}

/// The letters a form stands for (Unicode compatibility decomposition); loose marks without what carries them.
fn meant(form: char, letters: Letters) -> Option<String> {
    let plain = std::iter::once(form).nfkc().filter(|character| !matches!(character, ' ' | &TATWEEL));
    let meant: String = match letters {
        Letters::Persian => plain.map(persian_letter).collect(),
        Letters::Arabic => plain.map(|letter| arabic_letter(form, letter)).collect(),
    };
    (!meant.is_empty()).then_some(meant)
}

fn persian_letter(letter: char) -> char {
    match letter {
        '\u{06BE}' => '\u{0647}',
        _ => persian_for(letter).unwrap_or(letter),
    }
}

/// ی inside a word and ک are ي and ك in Arabic; a final ی may be ى.
fn arabic_letter(form: char, letter: char) -> char {
    match (form, letter) {
        ('\u{FBFE}' | '\u{FBFF}', _) => '\u{064A}',
        (_, '\u{06A9}') => '\u{0643}',
        (_, '\u{06C1}' | '\u{06BE}') => '\u{0647}',
        _ => letter,
    }
}

/// Whether a form is drawn as joining the letter after it: the third and fourth of four.
fn joins_on(form: char) -> bool {
    let same = |other: u32| {
        char::from_u32(other)
            .is_some_and(|other| is_form(other) && std::iter::once(other).nfkc().eq(std::iter::once(form).nfkc()))
    };
    let code = u32::from(form);
    let before = (1..4).take_while(|back| same(code - back)).count();
    before >= 2
}

fn ends_joining(letters: &str) -> bool {
    letters.chars().next_back().is_some_and(|letter| JoiningType::of(letter).joins_next())
}

/// Whether what follows would join a letter before it, once it is letters too.
fn reaches_back(stretch: &Stretch<'_>, from: usize) -> bool {
    let next = (from..stretch.len()).find(|at| stretch.classes[*at] != Class::Mark);
    next.is_some_and(|at| {
        let letter = std::iter::once(stretch.chars[at]).nfkc().next().unwrap_or(stretch.chars[at]);
        JoiningType::of(letter).joins_previous()
    })
}

#[cfg(test)]
mod tests {
    use crate::lint::rules::tests::proved;

    #[test]
    fn forms_become_letters() {
        // ﺳ ﻼ ﻡ and ﻛ ﺘ ﺎ ﺏ
        assert_eq!(proved("fa", "\u{FEB3}\u{FEFC}\u{FEE1} \u{FEDB}\u{FE98}\u{FE8E}\u{FE8F}"), "سلام کتاب");
        assert_eq!(proved("ar", "\u{FEDB}\u{FE98}\u{FE8E}\u{FE8F} \u{FED3}\u{FEF2}"), "كتاب في");
        assert_eq!(proved("fa", "\u{FED3}\u{FEF2} \u{FB58}\u{FBFF}\u{FB95}\u{FBFD}"), "فی پیگی");
    }

    #[test]
    fn where_forms_did_not_join_a_half_space_parts_them() {
        // ﺧﺎﻧﻪ and ﻫﺎ side by side.
        let text = "\u{FEA7}\u{FE8E}\u{FEE7}\u{FEEA}\u{FEEB}\u{FE8E}";
        assert_eq!(proved("fa", text), "خانه\u{200C}ها");
    }

    #[test]
    fn signs_and_forms_outside_the_list_stay() {
        assert_eq!(proved("fa", "محمد ﷺ و ﷲ و \u{FBD7}"), "محمد ﷺ و ﷲ و \u{FBD7}");
    }
}
