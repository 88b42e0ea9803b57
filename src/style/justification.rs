//! Justification: how the lines of a role are broken and filled. What the keys of a style say about it.

/// Whether words of Arabic script may be lengthened at their joints to fill a line.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Kashida {
    /// Never: word spaces alone.
    #[default]
    Off,
    /// At the best places, in one word of three at most, where spaces would be wide.
    Sparing,
    /// At good places, in any word, where spaces would be wide.
    Full,
    /// At any place, before spaces are stretched: half-lines of verse, display lines.
    Forced,
}

/// How the places where lines end are chosen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Breaks {
    /// All lines of a paragraph together, so that none is bad (Knuth and Plass 1981).
    #[default]
    Total,
    /// Each line takes what it can hold.
    First,
    /// All lines together, and of one length: headings. Justified text is broken as by [`Self::Total`].
    Balanced,
}

/// How far word spaces may go, as ratios of the natural space, and what else may give.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Justification {
    /// Least space, 0.5 to 1.
    pub shrink_to: f64,
    /// The space up to which a line is counted as good, 1 to 3.
    pub stretch_to: f64,
    /// Where nothing else helps: stretch that every line is given in thought, as a share of its width, so that
    /// lines of one word can be told apart (`\emergencystretch` of TeX).
    pub emergency_stretch: f64,
    /// How breaks are chosen.
    pub breaks: Breaks,
    /// Lines more or fewer than the best number (`\looseness` of TeX), where the spaces allow it.
    pub looseness: i8,
    /// Whether signs at the ends of justified lines stand partly outside.
    pub hangs: bool,
    /// Whether words may be lengthened.
    pub kashida: Kashida,
    /// The space from which on words are lengthened rather than spaces stretched, 1 to 3.
    pub kashida_after: f64,
}

impl Default for Justification {
    /// Natural spaces, lines broken all together.
    fn default() -> Self {
        Self {
            shrink_to: 1.0,
            stretch_to: 1.0,
            emergency_stretch: 0.05,
            breaks: Breaks::Total,
            looseness: 0,
            hangs: false,
            kashida: Kashida::Off,
            kashida_after: 1.0,
        }
    }
}
