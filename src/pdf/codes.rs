//! Every code of the document: each different letter once, gathered by the face that draws it.
//!
//! Codes are numbered in the order words are first met in reading order, so that the numbers do not depend on threads; when
//! all are known they are numbered again by how often they are shown (`ranks`).
//! A word is turned into codes once for each place it can have on a line; after that it costs one look-up.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};
use std::ops::Range;
use std::sync::Arc;

use crate::base::Length;
use crate::font::{FaceId, Faces};
use crate::lines::Fragment;
use crate::shape::ShapedRun;

use super::cells::{ALM, Cell, Cells, LRM};
use super::letters::{Letter, letters, narrowest, rescale};
use super::ranks;
use super::text::{Place, mark_directions};

/// Codes that one embedded face may have: below the 65 535 of two bytes, with room for the word that crosses the line.
const MOST_CODES: usize = 60_000;

/// The codes of one embedded face.
#[derive(Debug)]
pub(super) struct FaceCodes {
    /// The face its outlines come from.
    pub(super) source: FaceId,
    /// Font units to the em, of that face.
    pub(super) units_per_em: u16,
    /// What each code stands for; the first has code 1, for 0 is `.notdef`.
    pub(super) letters: Vec<Letter>,
}

impl FaceCodes {
    /// Whether the code that word spacing acts on is a space; known after [`Codes::rank`].
    pub(super) fn has_plain_space(&self) -> bool {
        self.letters.get(usize::from(ranks::SPACE) - 1).is_some_and(|letter| letter.text == " ")
    }
}

/// A word as codes.
#[derive(Clone, Debug)]
pub(super) struct Word {
    /// Position in [`Codes::faces`].
    pub(super) face: u16,
    /// Its advance in font units.
    pub(super) advance: i32,
    /// How much of it stands left of the fragment's left end.
    pub(super) lead: i32,
    /// Whether it is one space.
    pub(super) is_space: bool,
    /// Whether it is the space whose advance the word spacing of PDF changes; known after [`Codes::rank`].
    pub(super) is_plain_space: bool,
    /// Whether each of its codes goes into one byte; known after [`Codes::rank`].
    pub(super) is_short: bool,
    /// Whether it is written from right to left and has a bracket.
    pub(super) has_bracket: bool,
    codes: Range<u32>,
}

/// Codes of a face that only tell readers about the direction (`phrases`).
#[derive(Clone, Debug)]
pub(super) struct Marks {
    /// Right to left; three, for PDFium drops a code that it has just met at the same place.
    pub(super) right: [u16; 3],
    /// Left to right.
    pub(super) left: u16,
    /// A space after the last word of a line.
    pub(super) space: u16,
    /// Right to left, without advance.
    pub(super) ignored_right: u16,
    /// Left to right, without advance.
    pub(super) ignored_left: u16,
    narrowest: i32,
}

impl Marks {
    /// All its codes, to be given other numbers.
    fn codes_mut(&mut self) -> impl Iterator<Item = &mut u16> {
        let others = [&mut self.left, &mut self.space, &mut self.ignored_right, &mut self.ignored_left];
        self.right.iter_mut().chain(others)
    }

    /// Marks with numbers from one on.
    #[cfg(test)]
    pub(super) fn numbered(first: u16, narrowest: i32) -> Self {
        let [left, space, ignored_right, ignored_left] = [3, 4, 5, 6].map(|at| first + at);
        Self { right: [first, first + 1, first + 2], left, space, ignored_right, ignored_left, narrowest }
    }

    /// A mark at a place of the line.
    pub(super) fn cell(&self, code: u16, x: Length, cells: &Cells) -> Cell {
        debug_assert!(cells.units_per_em > 0);
        let advance = match self.right.iter().position(|&mark| mark == code) {
            Some(at) => self.narrowest + i32::try_from(at).expect("there are three"),
            None if code == self.left || code == self.space => self.narrowest,
            None => 0,
        };
        let is_right = code == self.ignored_right || self.right.contains(&code);
        Cell { code, x, advance, text: (if is_right { ALM } else { LRM }).to_string() }
    }
}

/// The codes and words of a document.
#[derive(Debug, Default)]
pub(super) struct Codes {
    /// Embedded faces in the order of first use.
    pub(super) faces: Vec<FaceCodes>,
    numbers: Vec<HashMap<Letter, u16>>,
    open: HashMap<FaceId, usize>,
    words: Vec<Word>,
    list: Vec<u16>,
    known: KnownWords,
    marks: Vec<Option<Marks>>,
}

/// Different words in the order they were first met, with their places.
#[derive(Debug, Default)]
pub(super) struct DistinctWords<'a> {
    /// The words.
    pub(super) list: Vec<PlacedWord<'a>>,
    known: KnownWords,
}

/// A word where it stands, as far as its codes depend on it.
#[derive(Clone, Copy, Debug)]
pub(super) struct PlacedWord<'a> {
    /// The word.
    pub(super) fragment: &'a Fragment,
    /// Its place in its run.
    pub(super) place: Place,
    /// The face whose embedded face is to have its codes.
    pub(super) host: FaceId,
}

impl<'a> DistinctWords<'a> {
    /// The position of a word at its place.
    pub(super) fn number_of(&mut self, word: PlacedWord<'a>, faces: &Faces) -> u32 {
        *self.known.entry(key(&word, faces)).or_insert_with(|| {
            self.list.push(word);
            u32::try_from(self.list.len() - 1).expect("fewer words than bytes of text")
        })
    }
}

/// The address of a shaped run (it lives in the pages, which outlive this), its place, its host and its rise.
type WordKey = (usize, u16, u16, i32);

type KnownWords = HashMap<WordKey, u32, BuildHasherDefault<KeyHasher>>;

fn key(word: &PlacedWord<'_>, faces: &Faces) -> WordKey {
    (Arc::as_ptr(&word.fragment.shaped).addr(), word.place.bits(), word.host.0, rise(word, faces))
}

impl Codes {
    /// The number of a word at its place, for [`Self::word`].
    pub(super) fn number_of(&mut self, placed: &PlacedWord<'_>, faces: &Faces) -> u32 {
        let key = key(placed, faces);
        if let Some(&number) = self.known.get(&key) {
            return number;
        }
        let number = u32::try_from(self.words.len()).expect("fewer words than bytes of text");
        let word = self.encode(placed, key.3, faces);
        self.words.push(word);
        self.known.insert(key, number);
        number
    }

    /// A word by its number.
    pub(super) fn word(&self, number: u32) -> &Word {
        &self.words[number as usize]
    }

    /// The codes of a word, from left to right.
    pub(super) fn codes(&self, word: &Word) -> &[u16] {
        &self.list[word.codes.start as usize..word.codes.end as usize]
    }

    /// Gives the codes of each face their numbers by how often the pages show them (`ranks`).
    pub(super) fn rank(&mut self, pages: &[Vec<u32>]) {
        let mut counts: Vec<Vec<u64>> = self.faces.iter().map(|face| vec![0; face.letters.len() + 1]).collect();
        let mut shown = vec![0u64; self.words.len()];
        pages.iter().flatten().for_each(|&word| shown[word as usize] += 1);
        for (word, shown) in self.words.iter().zip(shown) {
            let counts = &mut counts[usize::from(word.face)];
            let codes = &self.list[word.codes.start as usize..word.codes.end as usize];
            codes.iter().for_each(|&code| counts[usize::from(code)] += shown);
        }
        self.marks.resize(self.faces.len(), None);
        let ranks: Vec<Vec<u16>> = (self.faces.iter_mut().zip(&mut self.marks))
            .zip(counts)
            .map(|((face, marks), counts)| {
                let marks = marks.iter_mut().flat_map(Marks::codes_mut).collect();
                ranks::rank(&mut face.letters, marks, &counts)
            })
            .collect();
        for word in &mut self.words {
            let ranks = &ranks[usize::from(word.face)];
            let codes = &mut self.list[word.codes.start as usize..word.codes.end as usize];
            codes.iter_mut().for_each(|code| *code = ranks[usize::from(*code)]);
            word.is_short = codes.iter().all(|&code| ranks::is_short(code));
            word.is_plain_space = word.is_space && *codes == [ranks::SPACE];
        }
        self.numbers.clear();
        self.known.clear();
    }

    fn encode(&mut self, placed: &PlacedWord<'_>, rise: i32, faces: &Faces) -> Word {
        let (run, place): (&ShapedRun, Place) = (&placed.fragment.shaped, placed.place);
        let units_per_em = faces.get(placed.host).units_per_em();
        let mut letters = letters(run, faces.get(run.face).units_per_em());
        if placed.host != run.face {
            rescale(&mut letters, faces.get(run.face).units_per_em(), units_per_em);
        }
        mark_directions(&mut letters, run.direction.is_rtl(), place, narrowest(units_per_em));
        letters.iter_mut().flat_map(|letter| &mut letter.parts).for_each(|part| part.y += rise);
        let face = self.open_face(placed.host, units_per_em);
        if place.has(Place::INSIDE) || place.has(Place::AFTER_FOREIGN) {
            self.open_marks(face, narrowest(units_per_em));
        }
        let advance = letters.iter().map(|letter| letter.advance).sum();
        let is_space = letters.len() == 1 && letters[0].text.ends_with(' ');
        let has_bracket = run.direction.is_rtl() && letters.iter().any(|letter| letter.text.chars().eq([LRM]));
        let start = self.count();
        for letter in letters {
            let code = self.code(face, letter);
            self.list.push(code);
        }
        let face = u16::try_from(face).expect("fewer embedded faces than codes");
        let lead = if place.has(Place::SPACE_LEFT) { narrowest(units_per_em) } else { 0 };
        let codes = start..self.count();
        Word { face, advance, lead, is_space, is_plain_space: false, is_short: false, has_bracket, codes }
    }

    /// The marks of an embedded face; it has them if it draws phrases in right-to-left lines or what follows them.
    pub(super) fn marks(&self, face: u16) -> Option<&Marks> {
        self.marks.get(usize::from(face)).and_then(Option::as_ref)
    }

    /// The codes of a word.
    pub(super) fn letters_of(&self, word: &Word) -> impl Iterator<Item = (u16, &Letter)> {
        let letters = &self.faces[usize::from(word.face)].letters;
        self.codes(word).iter().map(move |&code| (code, &letters[usize::from(code) - 1]))
    }

    fn open_marks(&mut self, face: usize, narrowest: i32) {
        if self.marks.len() <= face {
            self.marks.resize(face + 1, None);
        }
        if self.marks[face].is_some() {
            return;
        }
        let space = self.code(face, Letter { parts: Vec::new(), advance: narrowest, text: format!("{ALM} ") });
        let mut mark =
            |text: char, advance| self.code(face, Letter { parts: Vec::new(), advance, text: text.to_string() });
        let right = [mark(ALM, narrowest), mark(ALM, narrowest + 1), mark(ALM, narrowest + 2)];
        let (left, ignored_right, ignored_left) = (mark(LRM, narrowest), mark(ALM, 0), mark(LRM, 0));
        self.marks[face] = Some(Marks { right, left, space, ignored_right, ignored_left, narrowest });
    }

    fn count(&self) -> u32 {
        u32::try_from(self.list.len()).expect("the words of a book have fewer than 2^32 letters")
    }

    /// The embedded face that takes new codes of a source face; a full one is followed by another.
    fn open_face(&mut self, source: FaceId, units_per_em: u16) -> usize {
        if let Some(&at) = self.open.get(&source)
            && self.faces[at].letters.len() < MOST_CODES
        {
            return at;
        }
        self.faces.push(FaceCodes { source, units_per_em, letters: Vec::new() });
        self.numbers.push(HashMap::new());
        self.open.insert(source, self.faces.len() - 1);
        self.faces.len() - 1
    }

    fn code(&mut self, face: usize, letter: Letter) -> u16 {
        if let Some(&code) = self.numbers[face].get(&letter) {
            return code;
        }
        self.faces[face].letters.push(letter.clone());
        let code = u16::try_from(self.faces[face].letters.len()).expect("a full face is followed by another");
        self.numbers[face].insert(letter, code);
        code
    }
}

/// How far the outlines of a fragment are raised, in units of the embedded face.
///
/// Raised text stands on the baseline of its line and only its outlines are higher: PDFium takes text on another baseline
/// for another line, and would read the mark of a note before the line that holds it.
fn rise(word: &PlacedWord<'_>, faces: &Faces) -> i32 {
    let fragment = word.fragment;
    if fragment.style.rise == Length::ZERO {
        return 0;
    }
    let em = i64::from(faces.get(word.host).units_per_em());
    let size = fragment.size.raw().max(1);
    i32::try_from(fragment.style.rise.raw() * em / size).unwrap_or(0)
}

/// Spreads an address over the bits a hash map looks at; keys are our own, so nobody can aim at collisions.
#[derive(Default)]
struct KeyHasher(u64);

impl Hasher for KeyHasher {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        bytes.iter().for_each(|&byte| self.write_u8(byte));
    }

    fn write_u8(&mut self, value: u8) {
        self.write_u64(value.into());
    }

    fn write_u16(&mut self, value: u16) {
        self.write_u64(value.into());
    }

    fn write_i32(&mut self, value: i32) {
        self.write_u64(u64::from(value.cast_unsigned()));
    }

    fn write_usize(&mut self, value: usize) {
        self.write_u64(value as u64);
    }

    fn write_u64(&mut self, value: u64) {
        // Fibonacci hashing (Knuth 1973 §6.4): 2^64 divided by the golden ratio; the high bits are folded down.
        let product = (self.0 ^ value).wrapping_mul(0x9E37_79B9_7F4A_7C15);
        self.0 = product ^ (product >> 32);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_full_face_is_followed_by_another_of_the_same_source() {
        let mut codes = Codes::default();
        let first = codes.open_face(FaceId(3), 1000);
        let letter = |advance| Letter { parts: Vec::new(), advance, text: "x".to_owned() };
        for advance in 0..i32::try_from(MOST_CODES).unwrap() {
            codes.code(first, letter(advance));
        }
        let second = codes.open_face(FaceId(3), 1000);
        assert_ne!(first, second);
        assert_eq!(codes.code(second, letter(0)), 1);
        assert_eq!(codes.open_face(FaceId(3), 1000), second);
    }
}
