//! Letters of the Arabic script, told from all others by their blocks.

/// Whether a letter is of the Arabic blocks: Arabic, Supplement, Extended-B and -A, Presentation Forms.
pub fn is_arabic(letter: char) -> bool {
    matches!(letter, '\u{0600}'..='\u{06FF}' | '\u{0750}'..='\u{077F}' | '\u{0870}'..='\u{08FF}')
        || matches!(letter, '\u{FB50}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFC}')
}
