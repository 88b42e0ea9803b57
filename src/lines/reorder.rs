//! Reorder: logical order in, visual order out. The one place of the program where that switch happens.
//!
//! UAX #9 rule L2, on the fragments of one line. Rule L1 (spaces at the line's end take the level of the paragraph) has
//! nothing to do here: those spaces are left out of the line. The glyphs of a fragment are in visual order already.

/// The level of a fragment, and that of the border of an isolate just before it.
pub(super) type Place = (u8, u8);

/// The numbers of fragments from left to right, by their levels in logical order.
pub(super) fn visual_order(places: &[Place], order: &mut Vec<usize>) {
    order.clear();
    order.extend(0..places.len());
    let levels = || places.iter().map(|(level, _)| *level);
    let highest = levels().max().unwrap_or(0);
    let lowest_odd = levels().filter(|level| level % 2 == 1).min().unwrap_or(u8::MAX);
    // From the highest level down to the lowest odd one, reverse every stretch of that level or higher. Positions stay
    // comparable with `places` because a stretch reversed before lies wholly inside the next.
    for level in (lowest_odd..=highest).rev() {
        for (start, end) in stretches(places, level) {
            order[start..end].reverse();
        }
    }
}

/// Stretches whose levels are `least` or higher, with no lower border of an isolate inside.
fn stretches(places: &[Place], least: u8) -> impl Iterator<Item = (usize, usize)> {
    let mut start = 0;
    let goes_on = move |one: &Place, next: &Place| (one.0 >= least) == (next.0 >= least) && next.1 >= least;
    places.chunk_by(goes_on).filter_map(move |stretch| {
        let range = (start, start + stretch.len());
        start = range.1;
        (stretch[0].0 >= least).then_some(range)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::script::bidi::NO_BORDER;

    fn order(levels: &[u8]) -> Vec<usize> {
        let places: Vec<Place> = levels.iter().map(|level| (*level, NO_BORDER)).collect();
        order_of(&places)
    }

    fn order_of(places: &[Place]) -> Vec<usize> {
        let mut order = Vec::new();
        visual_order(places, &mut order);
        order
    }

    #[test]
    fn the_mark_of_a_note_follows_its_number() {
        // A year at level 2 and its mark, an isolate at level 4 whose border has the level 1 of the paragraph.
        let none = NO_BORDER;
        assert_eq!(order_of(&[(1, none), (2, none), (4, 1), (1, 1)]), [3, 2, 1, 0]);
        // Inside a Latin phrase the border has the phrase's level: the mark stays on the right of its word.
        assert_eq!(order_of(&[(1, none), (2, none), (4, 2), (2, 2), (1, none)]), [4, 1, 2, 3, 0]);
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
