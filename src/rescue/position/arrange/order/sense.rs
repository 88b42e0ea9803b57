//! Signs and the words beside them: their mirror images, and what makes sense as a text where an order alone does not
//! decide, such as stops after words and brackets in pairs.

use super::is_power;
use crate::rescue::position::arrange::rows::Rise;
use crate::rescue::position::arrange::words::Unit;

/// Whether a sign stands right after the word that it closes.
pub(super) fn is_closing(sign: char) -> bool {
    matches!(
        sign,
        '.' | ',' | ':' | ';' | '!' | '?' | '\u{60C}' | '\u{61B}' | '\u{61F}' | '\u{2026}' | ')' | ']' | '\u{BB}'
    )
}

/// How many signs stand where no writer puts them: a stop after a space, a bracket that nothing opens.
pub(super) fn faults(units: &[Unit], order: &[(usize, bool)]) -> usize {
    const MARK: char = '\u{FFFC}';
    let mut text: Vec<char> = Vec::with_capacity(order.len());
    for (at, is_mirrored) in order {
        let unit = &units[*at];
        match unit.look.rise {
            Rise::Raised if !is_power(units, *at) => text.push(MARK),
            _ if *is_mirrored => text.extend(mirrored(&unit.text).chars()),
            _ => text.extend(unit.text.chars()),
        }
    }
    let mut open: Vec<char> = Vec::new();
    let mut faults = 0;
    for (at, sign) in text.iter().enumerate() {
        let after_space = at == 0 || text[at - 1] == ' ';
        let before_space = text.get(at + 1).is_none_or(|next| *next == ' ');
        match sign {
            '(' | '[' | '\u{AB}' => {
                open.push(*sign);
                faults += 2 * usize::from(before_space);
            }
            ')' | ']' | '\u{BB}' => {
                let is_pair = open.last().is_some_and(|open| mirrored(&open.to_string()).starts_with(*sign));
                if is_pair {
                    open.pop();
                }
                faults += usize::from(!is_pair) + 2 * usize::from(after_space);
            }
            // The mark of a note stands at its word; before it only at the head of the note itself.
            &MARK => faults += 2 * usize::from(after_space && !(at == 0 && before_space)),
            sign if is_closing(*sign) => faults += 2 * usize::from(after_space && !before_space || at == 0),
            _ => {}
        }
    }
    faults + open.len()
}

/// The brackets that a text closes and does not open, each before a letter.
pub(super) fn unopened(text: &str) -> Vec<char> {
    let mut open: Vec<char> = Vec::new();
    let mut lacking = Vec::new();
    for sign in text.chars() {
        match sign {
            '(' => open.push(')'),
            '[' => open.push(']'),
            ')' | ']' if open.last() == Some(&sign) => drop(open.pop()),
            ')' => lacking.extend(['\u{627}', ' ', '(']),
            ']' => lacking.extend(['\u{627}', ' ', '[']),
            _ => {}
        }
    }
    // The last one that is lacking was opened first.
    lacking.chunks(3).rev().flatten().copied().chain((!lacking.is_empty()).then_some('\u{627}')).collect()
}

/// A text whose signs are seen mirrored (Unicode's `BidiMirroring.txt`, those that books use).
pub(in super::super) fn mirrored(text: &str) -> String {
    const PAIRS: [(char, char); 9] = [
        ('(', ')'),
        ('[', ']'),
        ('{', '}'),
        ('<', '>'),
        ('\u{AB}', '\u{BB}'),
        ('\u{2039}', '\u{203A}'),
        ('\u{2264}', '\u{2265}'),
        ('\u{2329}', '\u{232A}'),
        ('\u{27E8}', '\u{27E9}'),
    ];
    let mirror = |sign: char| {
        let pair = PAIRS.iter().find(|(open, close)| sign == *open || sign == *close);
        pair.map_or(sign, |(open, close)| if sign == *open { *close } else { *open })
    };
    text.chars().map(mirror).collect()
}
