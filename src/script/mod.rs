//! What Unicode says about text: direction, line breaks, joining, digits, look-alike letters. No fonts, no styles.
//!
//! - [`bidi`]: embedding levels (UAX #9)
//! - [`breaks`]: break opportunities (UAX #14 with our tailorings)
//! - [`counters`]: numbers in letters, Roman numerals, signs
//! - [`dates`]: dates in the words of three calendars and several languages
//! - [`digits`]: numbers in Persian, Arabic, Latin digits
//! - [`hyphenate`]: where a word may be broken, by its language
//! - [`itemize`]: script of a character, joining, marks, invisible characters
//! - [`kashida`]: where a word may be lengthened, and how good each place is
//! - [`lookalike`]: Arabic letters that stand for Persian ones, and the other way round
//! - [`numbers`]: numbers with parts and addresses, whose order is not that of the text around them

pub mod bidi;
pub mod breaks;
pub mod counters;
pub mod dates;
pub mod digits;
pub mod hyphenate;
pub mod itemize;
pub mod kashida;
pub mod letters;
pub mod lookalike;
pub mod numbers;

pub use counters::{Counter, Letters};
pub use digits::DigitSet;
