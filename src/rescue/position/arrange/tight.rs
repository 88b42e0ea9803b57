//! Signs written tight against a number or a Latin word that makers isolate with it: the minus of −3, the plus signs of
//! C++. Rule by rule the algorithm would show them on the other side, and nobody means that.

use unicode_bidi::{BidiClass, bidi_class};

use super::words::Unit;

/// The unit that each runs with: itself, or the number or Latin letter that it is tied to.
pub(super) fn hosts(units: &[Unit]) -> Vec<usize> {
    let first = |at: usize| units.get(at).and_then(|unit| unit.text.chars().next()).unwrap_or(' ');
    let is_number = |at: usize| matches!(bidi_class(first(at)), BidiClass::EN | BidiClass::AN);
    let is_latin = |at: usize| bidi_class(first(at)) == BidiClass::L;
    let is_strong = |at: usize| first(at).is_alphabetic() || is_number(at);
    let mut hosts: Vec<usize> = (0..units.len()).collect();
    for at in 0..units.len() {
        let (before, after) = (at.checked_sub(1), at + 1);
        match first(at) {
            '\u{2212}' if is_number(after) && before.is_none_or(|before| !is_strong(before)) => hosts[at] = after,
            '+' | '#' => {
                let host = before.map(|before| hosts[before]).filter(|host| is_latin(*host));
                let end = (at..units.len()).find(|next| !matches!(first(*next), '+' | '#')).unwrap_or(units.len());
                if let Some(host) = host.filter(|_| end == units.len() || !is_strong(end)) {
                    hosts[at] = host;
                }
            }
            _ => {}
        }
    }
    hosts
}

#[cfg(test)]
mod tests {
    use super::super::order::logical;
    use super::super::words::Look;
    use super::*;
    use crate::base::Direction;

    #[test]
    fn signs_tight_against_numbers_and_latin_words_stay_with_them() {
        let unit = |text: &str| Unit { text: text.into(), look: Look::default(), left: 0.0, right: 0.0, marked: None };
        let read = |seen: &str| {
            let units: Vec<Unit> = seen.chars().map(|sign| unit(&sign.to_string())).collect();
            let reading = logical(&units, Direction::Rtl);
            let text: String = reading.order.iter().map(|(at, _)| units[*at].text.as_str()).collect();
            (text, reading.is_proven)
        };
        // As they are seen from left to right.
        assert_eq!(read("نان −35 مد").0, "دم −35 نان");
        assert_eq!(read("نان ؟−3 مد").0, "دم −3؟ نان");
        assert_eq!(read("نان C++ مد"), ("دم C++ نان".to_owned(), true));
        assert!(read("نان C+D مد").1);
    }
}
