//! The bar code of a book: its ISBN as EAN-13 (ISO/IEC 15420), in modules.

/// Light modules that stay free before and after the bars.
pub(super) const QUIET: (i64, i64) = (11, 7);
/// Modules from the first bar to the last.
pub(super) const WIDTH: i64 = 95;
/// Width of a module and height of the bars in full size, in millimetres.
pub(super) const FULL: (f64, f64) = (0.33, 22.85);
/// How far the bars at the ends and in the middle reach below the others, in modules.
pub(super) const OVER: i64 = 5;

/// Dark modules of the digits in set A, the first at the left as the highest bit; set B is their mirrored complement, set C
/// their complement.
const SET_A: [u8; 10] = [
    0b000_1101, 0b001_1001, 0b001_0011, 0b011_1101, 0b010_0011, 0b011_0001, 0b010_1111, 0b011_1011, 0b011_0111,
    0b000_1011,
];
/// Which of the six digits of the left half are of set B, by the first digit, which has no bars of its own.
const PARITY: [u8; 10] =
    [0b00_0000, 0b00_1011, 0b00_1101, 0b00_1110, 0b01_0011, 0b01_1001, 0b01_1100, 0b01_0101, 0b01_0110, 0b01_1010];

/// A dark bar: its first module, its width, and whether it reaches lower than others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Bar {
    pub(super) start: i64,
    pub(super) width: i64,
    pub(super) is_guard: bool,
}

/// The thirteen digits of an ISBN given as `urn:isbn:…`; ten digits are those of the form before 2007, with 978 before them.
pub(super) fn digits(identifier: &str) -> Option<[u8; 13]> {
    let (scheme, number) = identifier.split_at_checked("urn:isbn:".len())?;
    if !scheme.eq_ignore_ascii_case("urn:isbn:") {
        return None;
    }
    let plain: Vec<u8> = number.bytes().filter(|byte| *byte != b'-').collect();
    let first: Vec<u8> = match plain.len() {
        13 => plain[..12].to_vec(),
        10 => [b"978", &plain[..9]].concat(),
        _ => return None,
    };
    let mut digits = [0; 13];
    for (digit, byte) in digits.iter_mut().zip(&first) {
        *digit = byte.is_ascii_digit().then(|| byte - b'0')?;
    }
    let sum: u32 = digits.iter().zip(0u32..12).map(|(digit, at)| u32::from(*digit) * (1 + at % 2 * 2)).sum();
    digits[12] = u8::try_from((10 - sum % 10) % 10).ok()?;
    Some(digits)
}

/// The dark bars, from the left.
pub(super) fn bars(digits: &[u8; 13]) -> Vec<Bar> {
    let mut modules = vec![true, false, true];
    let parity = PARITY[usize::from(digits[0])];
    let bits = |pattern: u8| (0..7).map(move |at| pattern >> (6 - at) & 1 == 1);
    for (at, digit) in digits[1..7].iter().enumerate() {
        let a = SET_A[usize::from(*digit)];
        let is_b = parity >> (5 - at) & 1 == 1;
        // Set C read backwards.
        modules.extend(bits(if is_b { (!a & 0x7F).reverse_bits() >> 1 } else { a }));
    }
    modules.extend([false, true, false, true, false]);
    for digit in &digits[7..] {
        modules.extend(bits(!SET_A[usize::from(*digit)] & 0x7F));
    }
    modules.extend([true, false, true]);
    let mut found = Vec::new();
    let mut start = 0;
    for stretch in modules.chunk_by(|one, next| one == next) {
        let width = i64::try_from(stretch.len()).unwrap_or(0);
        if stretch[0] {
            let is_guard = start < 3 || (45..50).contains(&start) || start >= 92;
            found.push(Bar { start, width, is_guard });
        }
        start += width;
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn digits_of(text: &str) -> [u8; 13] {
        digits(&format!("urn:isbn:{text}")).expect("an ISBN")
    }

    #[test]
    fn ten_digits_become_thirteen() {
        assert_eq!(digits_of("0-306-40615-2"), digits_of("978-0-306-40615-7"));
        assert_eq!(digits("urn:uuid:978"), None);
        assert_eq!(digits("نان"), None);
    }

    #[test]
    fn bars_are_those_of_the_standard() {
        // 978-0-306-40615-7, modules written out by the tables of the standard: 9 is not drawn, 7 A, 8 B, 0 B, 3 A, 0 B, 6 A.
        let expected = concat!(
            "101", "0111011", "0001001", "0100111", "0111101", "0100111", "0101111", "01010", "1011100", "1110010",
            "1010000", "1100110", "1001110", "1000100", "101"
        );
        let mut modules = vec![b'0'; 95];
        for bar in bars(&digits_of("978-0-306-40615-7")) {
            (bar.start..bar.start + bar.width).for_each(|at| modules[usize::try_from(at).unwrap()] = b'1');
        }
        assert_eq!(String::from_utf8(modules).unwrap(), expected);
    }

    #[test]
    fn every_code_has_thirty_bars_of_which_six_are_guards() {
        for first in ["978-0-306-40615-7", "979-8-3651-4290-1", "978-964-363-120-8"] {
            let bars = bars(&digits_of(first));
            assert_eq!(bars.len(), 30);
            assert_eq!(bars.iter().filter(|bar| bar.is_guard).count(), 6);
            assert_eq!(bars.iter().map(|bar| bar.start + bar.width).max(), Some(WIDTH));
        }
    }
}
