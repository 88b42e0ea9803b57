//! Habits of typing that change spaces only: two for one, one before a sign of the sentence, one inside brackets.
//!
//! Proof: no letter changes, and none of these languages prints a space there.

use super::found::Found;
use super::rules::{BYTE_ORDER_MARK, SPACE_BEFORE_SIGN, SPACE_IN_BRACKETS, SPACES};
use super::stretch::{Class, Stretch};

/// U+FEFF inside a text: a byte order mark of a file that was pasted.
pub(super) fn byte_order_mark(stretch: &Stretch<'_>, found: &mut Found<'_, '_>) {
    for at in stretch.places('\u{FEFF}') {
        found.prove(BYTE_ORDER_MARK, at..at + 1, "");
    }
}

/// Runs of spaces, and those at the wrong side of signs and brackets.
pub(super) fn spaces(stretch: &Stretch<'_>, found: &mut Found<'_, '_>) {
    let mut at = 0;
    while at < stretch.len() {
        if stretch.chars[at] != ' ' {
            at += 1;
            continue;
        }
        let run = stretch.chars[at..].iter().take_while(|space| **space == ' ').count();
        let range = at..at + run;
        if is_before_sign(stretch, at, at + run) {
            found.prove(SPACE_BEFORE_SIGN, range, "");
        } else if is_in_brackets(stretch, at, at + run) {
            found.prove(SPACE_IN_BRACKETS, range, "");
        } else if run > 1 && at > 0 && at + run < stretch.len() {
            found.prove(SPACES, range, " ");
        }
        at += run;
    }
}

/// Whether spaces stand between a word and a sign that ends its sentence or clause.
fn is_before_sign(stretch: &Stretch<'_>, start: usize, end: usize) -> bool {
    let Some(sign @ ('،' | '؛' | '.' | '؟' | '!' | ':')) = stretch.char(end) else { return false };
    let follows_word = match stretch.class_before(start) {
        Some(Class::Letter | Class::Mark | Class::Digit | Class::Foreign) => true,
        Some(Class::Sign) => matches!(stretch.before(start), Some('»' | ')' | ']' | '”' | '’' | '٪' | '…')),
        _ => false,
    };
    // «.NET», «.5», «..», «:)», «!=», «![»: the sign belongs to what follows.
    let ends_there = match stretch.class(end + 1) {
        // «. . .» is typed so on purpose.
        Some(Class::Space) => sign != '.' || !begins_with_dot(stretch, end + 1),
        None | Some(Class::Object) => true,
        Some(Class::Letter) => sign != '.' || stretch.class_before(start) != Some(Class::Foreign),
        Some(Class::Sign) => {
            matches!(stretch.char(end + 1), Some('»' | ')' | ']' | '”' | '’' | '«' | '؟' | '!' | '،' | '؛'))
                && sign != ':'
        }
        _ => false,
    };
    follows_word && ends_there
}

/// Whether a full stop stands behind the spaces from a position.
fn begins_with_dot(stretch: &Stretch<'_>, from: usize) -> bool {
    stretch.chars[from..].iter().find(|character| **character != ' ') == Some(&'.')
}

/// Whether spaces stand right inside brackets or quotation marks that hold something.
fn is_in_brackets(stretch: &Stretch<'_>, start: usize, end: usize) -> bool {
    let opens =
        matches!(stretch.before(start), Some('«' | '(')) && !matches!(stretch.char(end), None | Some('»' | ')'));
    let closes =
        matches!(stretch.char(end), Some('»' | ')')) && !matches!(stretch.before(start), None | Some('«' | '('));
    opens || closes
}

#[cfg(test)]
mod tests {
    use crate::lint::rules::tests::proved;

    #[test]
    fn spaces_go_to_their_side_of_signs() {
        assert_eq!(proved("fa", "نان ، کتاب .  نه ؟ « آری » و ( شاید ) بله !"), "نان، کتاب. نه؟ «آری» و (شاید) بله!");
        assert_eq!(proved("ar", "الخبز ، والكتاب  ."), "الخبز، والكتاب.");
        assert_eq!(proved("fa", "نان\u{FEFF} و"), "نان و");
    }

    #[test]
    fn spaces_that_are_meant_stay() {
        for text in ["نان .NET و ( ) و « »", "نان ... و نان … کتاب", "نان :) و", "در ۱ .۵", "a  b", "- نان . . . نان"]
        {
            assert_eq!(proved("en", text), text);
            let persian = super::super::edits(text, &crate::base::Language::new("fa"), &Default::default());
            let spacing = persian.iter().filter(|edit| edit.rule.starts_with("spacing")).count();
            assert_eq!(spacing, 0, "{text}: {persian:?}");
        }
    }
}
