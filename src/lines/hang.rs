//! Hanging: how far signs at the ends of a line stand outside of it, so that the edges of the letters look straight.
//!
//! A run in, a length out. Only positions change by it: the text and its order stay as they are. Signs hang at the edge
//! where the text itself ends; at the end of a phrase of the other direction nothing hangs.

use super::places::Place;
use crate::base::Direction;
use crate::script::hyphenate::SOFT_HYPHEN;
use crate::shape::{Run, RunKind};

/// How far the sign at the start of a run stands out where the run begins a line.
pub(super) fn at_start(run: &Run, direction: Direction) -> i64 {
    let sign = run.shaped.text.chars().next();
    hanging(run, direction, sign, 0)
}

/// How far the sign at the end of a run stands out where the run ends a line.
pub(super) fn at_end(run: &Run, direction: Direction) -> i64 {
    let sign = run.shaped.text.chars().next_back();
    hanging(run, direction, sign, run.shaped.text.len() - sign.map_or(0, char::len_utf8))
}

fn hanging(run: &Run, direction: Direction, sign: Option<char>, byte: usize) -> i64 {
    let hundredths = sign.map_or(0, hundredths);
    if hundredths == 0 || run.kind != RunKind::Word || run.level != u8::from(direction.is_rtl()) {
        return 0;
    }
    let glyphs = run
        .shaped
        .glyphs
        .iter()
        .filter(|glyph| (glyph.cluster.start as usize..glyph.cluster.end as usize).contains(&byte));
    let advance: i64 = glyphs.map(|glyph| i64::from(glyph.advance.0)).sum();
    run.width.raw() * advance / i64::from(run.shaped.advance.0).max(1) * hundredths / 100
}

/// The part of a sign that hangs, in hundredths of its advance: the lighter the more (after the tables of microtype, Schlicht
/// 2004); signs of Arabic script are heavier than their Latin sisters.
///
/// A sign that opens hangs where a line begins, one that closes where it ends; as quotation marks do either by language,
/// and no line begins with a stop, one table serves both edges.
fn hundredths(sign: char) -> i64 {
    match sign {
        '.' | '\u{06D4}' => 70,
        ',' | '-' | '\u{2010}' | SOFT_HYPHEN => 50,
        '\u{060C}' | '\u{061B}' | ':' | ';' => 40,
        '\u{201C}' | '\u{201D}' | '\u{201E}' | '\u{2018}' | '\u{2019}' | '\u{201A}' | '"' | '\'' => 50,
        '\u{AB}' | '\u{BB}' | '\u{2039}' | '\u{203A}' => 40,
        '\u{2013}' | '\u{2014}' => 25,
        '!' | '?' | '\u{061F}' | '\u{2026}' | '(' | ')' | '[' | ']' => 15,
        _ => 0,
    }
}

/// Lets places count on what hangs: lines that end or begin at them are narrower by that.
pub(super) fn apply(places: &mut [Place], runs: &[Run], direction: Direction) {
    for place in places {
        if place.hyphen.is_none() {
            place.end.natural -= place.end.run.checked_sub(1).map_or(0, |last| at_end(&runs[last], direction));
            place.next.natural += runs.get(place.next.run).map_or(0, |first| at_start(first, direction));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_of_both_scripts_hang_and_letters_do_not() {
        for sign in "،؛.:«»“”-".chars() {
            assert!((15..=70).contains(&hundredths(sign)), "{sign}");
        }
        for sign in "نaA۱1 \u{200C}".chars() {
            assert_eq!(hundredths(sign), 0, "{sign}");
        }
    }
}
