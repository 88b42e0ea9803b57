//! The colours of the file: a profile of sRGB made here, so that nothing is taken from anyone (ICC.1:2010, version 4).
//!
//! It has the least that a display profile must have (§8.4.4): primaries, white, one tone curve for all three.

/// The name that output intents call it by.
pub(super) const NAME: &str = "sRGB IEC61966-2.1";

/// White of D50, sixteen bits behind the point as all numbers here (§7.2.16).
const WHITE: [u32; 3] = [0xF6D6, 0x1_0000, 0xD32D];
/// Primaries of IEC 61966-2-1 adapted to D50.
const RED: [u32; 3] = [0x6FA2, 0x38F5, 0x0390];
const GREEN: [u32; 3] = [0x6299, 0xB785, 0x18DA];
const BLUE: [u32; 3] = [0x24A0, 0x0F84, 0xB6CF];
/// How D65 is adapted to D50, row by row (Bradford).
const ADAPTATION: [u32; 9] = [0x1_0C42, 0x05DE, 0xFFFF_F325, 0x0793, 0xFD90, 0xFFFF_FBA1, 0xFFFF_FDA2, 0x03DC, 0xC06E];
/// The curve as function of type 3 (§10.16): exponent 2.4 above 0.04045, 1/12.92 below.
const CURVE: [u32; 5] = [0x0002_6666, 0xF2A7, 0x0D59, 0x13D0, 0x0A5B];

/// The name of the grey profile.
pub(super) const BLACK_INK: &str = "Black ink, dot gain 20 %";
/// Tones of offset printing on uncoated paper as one exponent, 1.75: half a tone prints as dark as 70 %, twenty more.
const DOT_GAIN: u32 = 0x0001_C000;

/// A profile of black ink on paper (§8.5.2: monochrome output).
pub(super) fn black_ink() -> Vec<u8> {
    let curve = [b"para\0\0\0\0\0\0\0\0".as_slice(), &be(DOT_GAIN)].concat();
    assemble(
        b"prtrGRAYXYZ ",
        &[
            (b"desc", text(BLACK_INK)),
            (b"cprt", text("No copyright, use freely")),
            (b"wtpt", numbers(b"XYZ ", &WHITE)),
            (b"kTRC", curve),
        ],
    )
}

/// The profile of sRGB.
pub(super) fn srgb() -> Vec<u8> {
    let texts = [(b"desc", text(NAME)), (b"cprt", text("No copyright, use freely"))];
    let numbers = [
        (b"wtpt", numbers(b"XYZ ", &WHITE)),
        (b"chad", numbers(b"sf32", &ADAPTATION)),
        (b"rXYZ", numbers(b"XYZ ", &RED)),
        (b"gXYZ", numbers(b"XYZ ", &GREEN)),
        (b"bXYZ", numbers(b"XYZ ", &BLUE)),
        (b"rTRC", curve()),
    ];
    let parts: Vec<(&[u8; 4], Vec<u8>)> = texts.into_iter().chain(numbers).collect();
    assemble(b"mntrRGB XYZ ", &parts)
}

/// A profile of a class and its parts.
fn assemble(class: &[u8; 12], parts: &[(&[u8; 4], Vec<u8>)]) -> Vec<u8> {
    let is_rgb = parts.iter().any(|(tag, _)| *tag == b"rTRC");
    // Green and blue have the curve of red.
    let count = parts.len() + if is_rgb { 2 } else { 0 };
    let (mut table, mut data) = (be(count as u32), Vec::new());
    let start = 128 + 4 + 12 * count;
    for (tag, part) in parts {
        let entry = [be((start + data.len()) as u32), be(part.len() as u32)].concat();
        let names: &[&[u8; 4]] = if *tag == b"rTRC" { &[b"rTRC", b"gTRC", b"bTRC"] } else { &[tag] };
        for name in names {
            table.extend_from_slice(*name);
            table.extend_from_slice(&entry);
        }
        data.extend_from_slice(part);
        data.resize(data.len().next_multiple_of(4), 0);
    }
    let mut profile = header((start + data.len()) as u32, class);
    profile.append(&mut table);
    profile.append(&mut data);
    profile
}

fn be(number: u32) -> Vec<u8> {
    number.to_be_bytes().to_vec()
}

/// The header (§7.2): class, colours and what they are turned into.
fn header(size: u32, class: &[u8; 12]) -> Vec<u8> {
    let mut header = be(size);
    header.extend_from_slice(&[0, 0, 0, 0, 4, 0x20, 0, 0]);
    header.extend_from_slice(class);
    // The first of January 2026: the profile does not change.
    [2026u16, 1, 1, 0, 0, 0].iter().for_each(|part| header.extend_from_slice(&part.to_be_bytes()));
    header.extend_from_slice(b"acsp");
    header.resize(68, 0);
    WHITE.iter().for_each(|part| header.extend_from_slice(&part.to_be_bytes()));
    header.resize(128, 0);
    header
}

fn numbers(kind: &[u8; 4], values: &[u32]) -> Vec<u8> {
    let mut part = [kind.as_slice(), &[0; 4]].concat();
    values.iter().for_each(|value| part.extend_from_slice(&value.to_be_bytes()));
    part
}

fn curve() -> Vec<u8> {
    let mut part = b"para\0\0\0\0\0\x03\0\0".to_vec();
    CURVE.iter().for_each(|value| part.extend_from_slice(&value.to_be_bytes()));
    part
}

/// A text in one language (§10.13).
fn text(text: &str) -> Vec<u8> {
    let units: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
    let mut part = b"mluc\0\0\0\0\0\0\0\x01\0\0\0\x0CenUS".to_vec();
    part.extend_from_slice(&be(units.len() as u32));
    part.extend_from_slice(&be(28));
    part.extend_from_slice(&units);
    part
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_profile_is_as_long_as_it_says_and_its_parts_lie_in_it() {
        let profile = srgb();
        let number = |at: usize| u32::from_be_bytes(profile[at..at + 4].try_into().unwrap()) as usize;
        assert_eq!(number(0), profile.len());
        assert_eq!(&profile[36..40], b"acsp");
        let count = number(128);
        assert_eq!(count, 10);
        for entry in 0..count {
            let at = 132 + 12 * entry;
            assert!(number(at + 4) % 4 == 0 && number(at + 4) + number(at + 8) <= profile.len());
        }
        assert!(profile.len() < 700, "it goes into every file: {} bytes", profile.len());
    }
}
