//! Letters that look alike and are not the same: what an Arabic keyboard leaves in Persian text, and the other way round.
//!
//! Only pairs whose members have one meaning each in the language asked for; presentation forms are not among them.

/// Persian letter or digit, and the Arabic ones typed for it.
const PAIRS: [(char, &[char]); 2] = [
    // ی U+06CC: Arabic yeh ي U+064A, alef maksura ى U+0649.
    ('\u{06CC}', &['\u{064A}', '\u{0649}']),
    // ک U+06A9: Arabic kaf ك U+0643, swash kaf ڪ U+06AA.
    ('\u{06A9}', &['\u{0643}', '\u{06AA}']),
];

/// The Persian character that an Arabic look-alike stands for in Persian text; `None` when it is no look-alike.
pub fn persian_for(character: char) -> Option<char> {
    match character {
        // ٠–٩ U+0660–U+0669 to ۰–۹ U+06F0–U+06F9.
        '\u{0660}'..='\u{0669}' => char::from_u32(u32::from(character) + 0x90),
        // ہ U+06C1 (Urdu) and ە U+06D5 (Kurdish, Uyghur) for ه U+0647.
        '\u{06C1}' | '\u{06D5}' => Some('\u{0647}'),
        _ => PAIRS.iter().find(|(_, arabic)| arabic.contains(&character)).map(|(persian, _)| *persian),
    }
}

/// The Arabic character that a Persian look-alike stands for in Arabic text; `None` when it is no look-alike.
///
/// ی U+06CC may stand for ي or ى: at a word's end the reader must decide, so the first is only the likelier.
pub fn arabic_for(character: char) -> Option<char> {
    match character {
        '\u{06F0}'..='\u{06F9}' => char::from_u32(u32::from(character) - 0x90),
        _ => PAIRS.iter().find(|(persian, _)| *persian == character).map(|(_, arabic)| arabic[0]),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_and_digits_of_the_arabic_keyboard_have_persian_sisters() {
        assert_eq!(persian_for('\u{0643}'), Some('\u{06A9}'));
        assert_eq!(persian_for('\u{064A}'), Some('\u{06CC}'));
        assert_eq!(persian_for('\u{0649}'), Some('\u{06CC}'));
        assert_eq!(persian_for('\u{0665}'), Some('\u{06F5}'));
        assert_eq!(persian_for('\u{0628}'), None);
    }

    #[test]
    fn the_way_back_keeps_letters_that_both_have() {
        assert_eq!(arabic_for('\u{06CC}'), Some('\u{064A}'));
        assert_eq!(arabic_for('\u{06F9}'), Some('\u{0669}'));
        assert_eq!(arabic_for('\u{067E}'), None);
    }
}
