//! Brackets and guillemets as they are drawn: a file may give the mirrored glyph the sign of the manuscript, or the sign
//! that it shows.

use super::super::super::TextSource;
use super::super::outline::Opening;
use super::super::shapes::Shapes;
use super::Named;

/// Signs that open to the right, and their mirror images.
const PAIRS: [(char, char); 7] = [('(', ')'), ('[', ']'), ('{', '}'), ('<', '>'), ('«', '»'), ('‹', '›'), ('⟨', '⟩')];

/// Gives every bracket the sign that its ink shows; one whose outline does not tell keeps what the file says.
pub(super) fn turn(shapes: &Shapes, named: &mut [Named]) {
    for (shape, name) in shapes.list.iter().zip(named) {
        let mut signs = name.text.chars();
        let (Some(sign), None) = (signs.next(), signs.next()) else { continue };
        let Some(&(right, left)) = PAIRS.iter().find(|(right, left)| [*right, *left].contains(&sign)) else { continue };
        let shown = match shape.outline.opening() {
            Some(Opening::Right) => right,
            Some(Opening::Left) => left,
            None => sign,
        };
        if shown != sign {
            name.text = shown.to_string();
            name.source = TextSource::Corrected;
        }
    }
}

/// Whether two signs are mirror images of each other.
pub(in super::super) fn are_images(one: char, other: char) -> bool {
    PAIRS.iter().any(|pair| *pair == (one, other) || *pair == (other, one))
}
