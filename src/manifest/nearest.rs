//! The nearest right name for a wrong one, for hints.

/// The candidate most like `word`, if one is like it at all.
///
/// Case does not count; of equally near ones the first wins. Likeness is the Jaro-Winkler measure, or one
/// mistake of typing in a short word.
pub fn nearest<'c>(word: &str, candidates: impl IntoIterator<Item = &'c str>) -> Option<&'c str> {
    let word = word.to_lowercase();
    let mut best: Option<(f64, &'c str)> = None;
    for candidate in candidates {
        let other = candidate.to_lowercase();
        let likeness = likeness(&word, &other);
        if likeness > best.map_or(LEAST, |(likeness, _)| likeness) {
            best = Some((likeness, candidate));
        }
    }
    best.map(|(_, candidate)| candidate)
}

/// Least likeness of a hint: below it the names share little more than some letters.
const LEAST: f64 = 0.8;

fn likeness(word: &str, other: &str) -> f64 {
    let mistakes = strsim::osa_distance(word, other);
    let letters = word.chars().count().max(other.chars().count());
    // `epb` for `epub`, `toc ` for `toc`: short words are never alike by Jaro-Winkler alone.
    let typed = if mistakes == 1 && letters > 2 { 0.9 } else { 0.0 };
    strsim::jaro_winkler(word, other).max(typed)
}

/// The hint that asks for the nearest name, or lists all of them.
pub fn hint(word: &str, candidates: &[&str]) -> String {
    match nearest(word, candidates.iter().copied()) {
        Some(name) => format!("did you mean `{name}`?"),
        None => format!("known here: {}", candidates.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_of_the_finger_finds_its_word_and_a_strange_word_finds_none() {
        let keys = ["title", "subtitle", "language", "contents", "epub", "toc"];
        assert_eq!(nearest("tilte", keys), Some("title"));
        assert_eq!(nearest("Contnets", keys), Some("contents"));
        assert_eq!(nearest("epb", keys), Some("epub"));
        assert_eq!(nearest("weather", keys), None);
        // The Arabic yeh U+064A for the Persian one, U+06CC.
        assert_eq!(nearest("ي.md", ["ی.md", "one.md"]), Some("ی.md"));
    }
}
