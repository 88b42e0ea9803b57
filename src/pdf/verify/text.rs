//! The characters of a page where its operators put them.
//!
//! The order of operators inside a line is the writer's affair and follows the whims of viewers; where codes stand is
//! not. So nothing is put together here: every character is told with its place.

use super::words::is_unseen;

/// A character on a page; white space is U+0020.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Read {
    /// The character.
    pub(super) sign: char,
    /// What it is sorted by from left to right: its left end in points.
    pub(super) x: f64,
    /// Its middle in points.
    pub(super) middle: f64,
    /// Its baseline in points from the foot of the page.
    pub(super) y: f64,
    /// Its type size.
    pub(super) size: f64,
}

/// A code that an operator shows.
#[derive(Clone, Debug)]
pub(super) struct Shown {
    /// Left and right end on the page.
    pub(super) ends: (f64, f64),
    /// Baseline on the page.
    pub(super) y: f64,
    /// Type size.
    pub(super) size: f64,
    /// What it says.
    pub(super) text: String,
}

/// The characters that an operator shows, in its order; what readers do not see is left out.
///
/// Codes of one operator keep their order where justification takes back less than narrow codes are wide.
pub(super) fn show(codes: &[Shown], read: &mut Vec<Read>) {
    let mut last = f64::NEG_INFINITY;
    for code in codes {
        let (left, right) = code.ends;
        let x = if left < last && last - left < code.size.abs() / 20.0 { last } else { left };
        last = x;
        for sign in code.text.chars() {
            let sign = if sign.is_whitespace() { ' ' } else { sign };
            if !is_unseen(sign) {
                read.push(Read { sign, x, middle: f64::midpoint(left, right), y: code.y, size: code.size.abs() });
            }
        }
    }
}

/// The characters of a line from left to right, white space as one space and none at the ends.
pub(super) fn left_to_right(read: &mut [Read]) -> Vec<char> {
    // Stable: what stands at one place keeps its order.
    read.sort_by(|one, other| one.x.total_cmp(&other.x));
    let mut signs: Vec<char> = Vec::with_capacity(read.len());
    for one in read {
        if one.sign != ' ' || signs.last().is_some_and(|&last| last != ' ') {
            signs.push(one.sign);
        }
    }
    if signs.last() == Some(&' ') {
        signs.pop();
    }
    signs
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(left: f64, right: f64, text: &str) -> Shown {
        Shown { ends: (left, right), y: 100.0, size: 10.0, text: text.to_owned() }
    }

    fn read(operators: &[&[Shown]]) -> String {
        let mut read = Vec::new();
        operators.iter().for_each(|codes| show(codes, &mut read));
        left_to_right(&mut read).into_iter().collect()
    }

    #[test]
    fn operators_of_any_order_are_sorted_by_place() {
        let (one, two, three) = (shown(0.0, 5.0, "ب"), shown(5.0, 8.0, " "), shown(8.0, 12.0, "\u{61C}ا"));
        for operators in [[&one, &two, &three], [&three, &one, &two], [&two, &three, &one]] {
            assert_eq!(read(&operators.map(std::slice::from_ref)), "ب ا");
        }
    }

    #[test]
    fn narrow_codes_of_an_operator_stay_where_they_are() {
        // U+064E has next to no width, and the space before it is drawn back a little.
        let codes = [shown(0.0, 5.0, "ب"), shown(5.0, 5.02, "\u{64E}"), shown(4.99, 9.0, "ا")];
        assert_eq!(read(&[&codes]), "ب\u{64E}ا");
        assert_eq!(read(&[&[shown(5.0, 9.0, "b"), shown(0.0, 5.0, "a")]]), "ab");
    }

    #[test]
    fn white_space_is_one_space() {
        let codes = [shown(0.0, 1.0, " "), shown(1.0, 2.0, "a"), shown(2.0, 3.0, " "), shown(3.0, 4.0, "\u{200E} ")];
        assert_eq!(read(&[&codes, &[shown(4.0, 5.0, "b"), shown(5.0, 6.0, " ")]]), "a b");
    }
}
