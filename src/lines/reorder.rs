//! Reorder: logical order in, visual order out. The one place of the program where that switch happens.
//!
//! UAX #9 rule L2, on the fragments of one line. Rule L1 (spaces at the line's end take the level of the paragraph) has
//! nothing to do here: those spaces are left out of the line. The glyphs of a fragment are in visual order already.
//! The edges of isolates take part as items of their own, which stand for nothing on the line.

/// The numbers of items from left to right, by their levels in logical order.
pub fn visual_order(levels: &[u8], order: &mut Vec<usize>) {
    order.clear();
    order.extend(0..levels.len());
    let highest = levels.iter().copied().max().unwrap_or(0);
    let lowest_odd = levels.iter().copied().filter(|level| level % 2 == 1).min().unwrap_or(u8::MAX);
    // From the highest level down to the lowest odd one, reverse every stretch of that level or higher. Positions stay
    // comparable with `levels` because a stretch reversed before lies wholly inside the next.
    for level in (lowest_odd..=highest).rev() {
        for (start, end) in stretches(levels, level) {
            order[start..end].reverse();
        }
    }
}

/// Stretches whose levels are `least` or higher.
fn stretches(levels: &[u8], least: u8) -> impl Iterator<Item = (usize, usize)> {
    let mut start = 0;
    levels.chunk_by(move |one, next| (*one >= least) == (*next >= least)).filter_map(move |stretch| {
        let range = (start, start + stretch.len());
        start = range.1;
        (stretch[0] >= least).then_some(range)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn order(levels: &[u8]) -> Vec<usize> {
        let mut order = Vec::new();
        visual_order(levels, &mut order);
        order
    }

    #[test]
    fn one_direction_is_kept_or_turned_round() {
        assert_eq!(order(&[0, 0, 0]), [0, 1, 2]);
        assert_eq!(order(&[1, 1, 1]), [2, 1, 0]);
        assert_eq!(order(&[]), Vec::<usize>::new());
    }

    #[test]
    fn a_latin_phrase_reads_from_left_inside_persian() {
        assert_eq!(order(&[1, 2, 2, 2, 1]), [4, 1, 2, 3, 0]);
    }

    #[test]
    fn levels_nest() {
        // Latin paragraph with Persian that holds a number: UAX #9, example after L2.
        assert_eq!(order(&[0, 1, 2, 1, 0]), [0, 3, 2, 1, 4]);
        assert_eq!(order(&[0, 1, 2, 2, 1, 0]), [0, 4, 2, 3, 1, 5]);
        assert_eq!(order(&[1, 2, 3, 3, 2, 1]), [5, 1, 3, 2, 4, 0]);
    }
}
