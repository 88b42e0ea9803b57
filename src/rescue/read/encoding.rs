//! Bytes of a plain text to characters: by its byte order mark, by what it says of itself, or by how frequent its letters are.
//!
//! UTF-8 proves itself; the codes of one byte do not, so each candidate is read and its characters are weighed by how often
//! Persian and Arabic use them. A second candidate that comes close makes the judgement a doubtful one, which is reported.

use super::iran_system;
use super::{Fault, Kind};

/// Encodings of plain texts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Encoding {
    /// UTF-8.
    Utf8,
    /// UTF-16, the low byte first.
    Utf16Le,
    /// UTF-16, the high byte first.
    Utf16Be,
    /// Windows-1256, Arabic and Persian under Windows.
    Windows1256,
    /// Windows-1252, Western languages under Windows.
    Windows1252,
    /// ISO 8859-6, Arabic under Unix.
    Iso8859_6,
    /// Persian under DOS.
    IranSystem,
}

/// The names of encodings, as arguments and reports have them.
pub const NAMES: [(&str, Encoding); 7] = [
    ("utf-8", Encoding::Utf8),
    ("utf-16le", Encoding::Utf16Le),
    ("utf-16be", Encoding::Utf16Be),
    ("windows-1256", Encoding::Windows1256),
    ("windows-1252", Encoding::Windows1252),
    ("iso-8859-6", Encoding::Iso8859_6),
    ("iransystem", Encoding::IranSystem),
];

impl Encoding {
    /// Its name.
    pub fn name(self) -> &'static str {
        NAMES.iter().find(|(_, encoding)| *encoding == self).map_or("", |(name, _)| *name)
    }
}

/// What encoding a text was read by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Judged {
    /// The encoding.
    pub encoding: Encoding,
    /// Whether the file says it or proves it, or one who asked for it did.
    pub is_sure: bool,
    /// How many bytes mean nothing in it; U+FFFD stands for them.
    pub unknown: usize,
}

/// The text of a file.
///
/// # Errors
/// When it is no text.
pub(super) fn decode(bytes: &[u8], asked: Option<Encoding>, kind: Kind) -> Result<(String, Judged), Fault> {
    let (encoding, is_sure) = match asked {
        Some(encoding) => (encoding, true),
        None => judge(bytes, kind),
    };
    let (text, unknown) = read(bytes, encoding);
    let controls = text.chars().filter(|c| c.is_control() && !matches!(c, '\t' | '\n' | '\r' | '\u{C}' | '\u{85}'));
    // A file that ends with the mark of DOS has one; programs and images have very many.
    if controls.count() * 50 > text.chars().count() + 50 {
        return Err(Fault::new(
            "the file is no text",
            "give a .txt, .md, .html, .docx, .odt, .epub or .pdf; `--encoding NAME` says how a text is encoded",
        ));
    }
    let text = text.trim_end_matches('\u{1A}').replace('\0', "");
    Ok((text, Judged { encoding, is_sure, unknown }))
}

/// Reads bytes by an encoding; gives the number of those that mean nothing.
fn read(bytes: &[u8], encoding: Encoding) -> (String, usize) {
    let by = match encoding {
        Encoding::Utf8 => encoding_rs::UTF_8,
        Encoding::Utf16Le => encoding_rs::UTF_16LE,
        Encoding::Utf16Be => encoding_rs::UTF_16BE,
        Encoding::Windows1256 => encoding_rs::WINDOWS_1256,
        Encoding::Windows1252 => encoding_rs::WINDOWS_1252,
        Encoding::Iso8859_6 => encoding_rs::ISO_8859_6,
        Encoding::IranSystem => return iran_system::decode(bytes),
    };
    let (text, _) = by.decode_with_bom_removal(bytes);
    let unknown = text.chars().filter(|c| *c == '\u{FFFD}').count();
    let was = if encoding == Encoding::Utf8 { count(bytes, "\u{FFFD}".as_bytes()) } else { 0 };
    (text.into_owned(), unknown.saturating_sub(was))
}

fn count(bytes: &[u8], part: &[u8]) -> usize {
    bytes.windows(part.len()).filter(|window| *window == part).count()
}

/// The encoding of a file, and whether that is sure.
fn judge(bytes: &[u8], kind: Kind) -> (Encoding, bool) {
    if let Some((encoding, _)) = encoding_rs::Encoding::for_bom(bytes) {
        return (known(encoding).unwrap_or(Encoding::Utf8), true);
    }
    if let Some(encoding) = utf_16(bytes) {
        return (encoding, true);
    }
    if std::str::from_utf8(bytes).is_ok() {
        return (Encoding::Utf8, true);
    }
    if let Some(encoding) = (kind == Kind::Html).then(|| declared(bytes)).flatten() {
        return (encoding, true);
    }
    // UTF-8 with a few broken characters, as in files that were cut or pasted together.
    let sample = &bytes[..bytes.len().min(SAMPLE)];
    let broken = sample.utf8_chunks().filter(|chunk| !chunk.invalid().is_empty()).count();
    let whole: usize = sample.utf8_chunks().map(|chunk| chunk.valid().chars().filter(|c| !c.is_ascii()).count()).sum();
    if whole > 20 * broken {
        return (Encoding::Utf8, true);
    }
    by_letters(sample)
}

/// How much of a text is weighed, in bytes.
const SAMPLE: usize = 200_000;

fn known(encoding: &'static encoding_rs::Encoding) -> Option<Encoding> {
    match encoding.name() {
        "UTF-8" => Some(Encoding::Utf8),
        "UTF-16LE" => Some(Encoding::Utf16Le),
        "UTF-16BE" => Some(Encoding::Utf16Be),
        "windows-1256" => Some(Encoding::Windows1256),
        "windows-1252" => Some(Encoding::Windows1252),
        "ISO-8859-6" => Some(Encoding::Iso8859_6),
        _ => None,
    }
}

/// UTF-16 without a mark: in its Arabic-script and Latin text, every other byte is one of a few.
fn utf_16(bytes: &[u8]) -> Option<Encoding> {
    let sample = &bytes[..bytes.len().min(SAMPLE) / 2 * 2];
    if sample.len() < 4 || bytes.len() % 2 == 1 && bytes.len() < 8 {
        return None;
    }
    let units = sample.len() / 2;
    // Blocks of Latin, Arabic, general punctuation and presentation forms.
    let fits = |offset: usize| sample[offset..].iter().step_by(2).filter(|byte| matches!(byte, 0 | 6 | 0x20)).count();
    let noughts = sample.iter().filter(|byte| **byte == 0).count();
    let (high_first, high_last) = (fits(0), fits(1));
    let is_clear = |one: usize, other: usize| one * 100 >= units * 95 && other * 2 < one;
    // Persian in UTF-16 has spaces, which are a nought and 0x20; files of one byte a character have no noughts.
    if noughts == 0 {
        return None;
    }
    match () {
        () if is_clear(high_last, high_first) => Some(Encoding::Utf16Le),
        () if is_clear(high_first, high_last) => Some(Encoding::Utf16Be),
        () => None,
    }
}

/// The encoding that an HTML file names in its head.
fn declared(bytes: &[u8]) -> Option<Encoding> {
    let head: String = bytes.iter().take(4096).map(|byte| char::from(byte.to_ascii_lowercase())).collect();
    let after = head.split_once("charset=").or_else(|| head.split_once("encoding=")).map(|(_, after)| after)?;
    let label: String = after
        .trim_start_matches(['"', '\'', ' '])
        .chars()
        .take_while(|c| c.is_ascii_alphanumeric() || "-_:".contains(*c))
        .collect();
    known(encoding_rs::Encoding::for_label(label.as_bytes())?).filter(|encoding| *encoding != Encoding::Utf8)
}

/// How often Persian and Arabic use a letter, of a thousand; rough means of both languages.
const FREQUENCIES: [(&str, f64); 9] = [
    ("ا", 140.0),
    ("یي", 85.0),
    ("رنل", 70.0),
    ("مودهت", 55.0),
    ("بسعکكش", 35.0),
    ("خفقزحج", 18.0),
    ("گآپطصةىأ", 10.0),
    ("ضچذغثظئءإ،", 4.0),
    ("ژؤ؟؛«»\u{200C}ًُِّ\u{A0}", 2.0),
];
/// Of characters that such texts seldom hold.
const SELDOM: f64 = 0.3;
/// Of those they never hold.
const NEVER: f64 = 0.001;

/// How well characters fit a text of ours: the mean logarithm of how often they are used.
fn fit(text: &str) -> f64 {
    let mut sum = 0.0;
    let mut all = 0;
    let mut last = ' ';
    for character in text.chars() {
        if !character.is_ascii() {
            let listed = FREQUENCIES.iter().find(|(letters, _)| letters.contains(character)).map(|(_, often)| *often);
            let often = match character {
                _ if listed.is_some() => listed.unwrap_or(SELDOM),
                '\u{6F0}'..='\u{6F9}' | '\u{660}'..='\u{669}' => 8.0,
                '\u{600}'..='\u{6FF}' | '\u{2010}'..='\u{2026}' => SELDOM,
                _ => NEVER,
            };
            // Latin letters do not stand in words of ours.
            let is_torn = character.is_alphabetic() && last.is_ascii_alphabetic();
            sum += f64::ln(if is_torn { NEVER } else { often });
            all += 1;
        }
        last = character;
    }
    if all == 0 { f64::ln(NEVER) } else { sum / f64::from(all) }
}

/// The best encoding of one byte, and whether no other comes close.
fn by_letters(bytes: &[u8]) -> (Encoding, bool) {
    let high = bytes.iter().filter(|byte| !byte.is_ascii()).count();
    let latin = bytes.iter().filter(|byte| byte.is_ascii_alphabetic()).count();
    let in_latin = bytes.windows(2).filter(|pair| pair[0].is_ascii_alphabetic() && !pair[1].is_ascii()).count();
    if latin > 4 * high && in_latin * 2 > high {
        return (Encoding::Windows1252, false);
    }
    let mut fits: Vec<(f64, Encoding)> = [Encoding::Windows1256, Encoding::Iso8859_6, Encoding::IranSystem]
        .into_iter()
        .map(|encoding| {
            let (text, unknown) = read(bytes, encoding);
            let share = unknown as f64 / high.max(1) as f64;
            (fit(&text) + share * f64::ln(NEVER), encoding)
        })
        .collect();
    fits.sort_by(|one, other| other.0.total_cmp(&one.0));
    // A difference of one means that the letters of one reading are 2.7 times as usual as those of the other.
    (fits[0].1, fits[0].0 - fits[1].0 > 1.0 && high > 40)
}

#[cfg(test)]
mod tests {
    use super::*;

    const PERSIAN: &str =
        "نان را با آرد و آب و نمک می‌پزند، و کتاب را با کاغذ و مرکب و حوصله می‌سازند؛ چه کسی این را نمی‌داند؟";
    const ARABIC: &str = "الخبز يصنع من الدقيق والماء والملح، والكتاب يصنع من الورق والحبر والصبر، ومن لا يعرف ذلك؟";

    fn judged(bytes: &[u8]) -> (String, Encoding) {
        let (text, judged) = decode(bytes, None, Kind::Plain).expect("a text");
        (text, judged.encoding)
    }

    #[test]
    fn utf_16_is_known_with_and_without_its_mark() {
        for mark in ["", "\u{FEFF}"] {
            let units: Vec<u16> = format!("{mark}{PERSIAN}").encode_utf16().collect();
            let little: Vec<u8> = units.iter().flat_map(|unit| unit.to_le_bytes()).collect();
            let big: Vec<u8> = units.iter().flat_map(|unit| unit.to_be_bytes()).collect();
            assert_eq!(judged(&little), (PERSIAN.to_owned(), Encoding::Utf16Le));
            assert_eq!(judged(&big), (PERSIAN.to_owned(), Encoding::Utf16Be));
        }
    }

    #[test]
    fn codes_of_one_byte_are_told_by_their_letters() {
        let (bytes, ..) = encoding_rs::WINDOWS_1256.encode(ARABIC);
        assert_eq!(judged(&bytes), (ARABIC.to_owned(), Encoding::Windows1256));
        // Persian yeh (U+06CC) is not in Windows-1256: texts have the Arabic one.
        let typed = PERSIAN.replace('ی', "ي");
        let (bytes, ..) = encoding_rs::WINDOWS_1256.encode(&typed);
        assert_eq!(judged(&bytes), (typed.clone(), Encoding::Windows1256));
        let iso: Vec<u8> = ARABIC.chars().map(iso_8859_6).collect();
        assert_eq!(judged(&iso), (ARABIC.to_owned(), Encoding::Iso8859_6));
    }

    /// `encoding_rs` only reads ISO 8859-6: the standard puts its letters 0x560 below Unicode.
    fn iso_8859_6(character: char) -> u8 {
        let code = u32::from(character);
        u8::try_from(if code < 0x80 { code } else { code - 0x560 }).expect("a letter of the code")
    }

    #[test]
    fn iran_system_is_told_by_its_letters() {
        // «حسن و علی در این باغ نان می‌خورند» as seen.
        let line = [
            0xA2, 0xF7, 0xA4, 0xF8, 0xA1, 0xFC, 0xF5, b' ', 0xF6, 0x91, 0xF7, b' ', 0xE5, 0x90, 0x93, b' ', 0xF6, 0xFE,
            0x90, b' ', 0xA4, 0xA2, b' ', 0xFC, 0xF3, 0xE4, b' ', 0xF8, b' ', 0xF6, 0xA8, 0x9F,
        ];
        assert_eq!(judged(&line), ("حسن و علی در این باغ نان می\u{200C}خورند".to_owned(), Encoding::IranSystem));
    }

    #[test]
    fn programs_are_no_texts() {
        let bytes: Vec<u8> = (0..2000u32).map(|at| (at * 7 % 31) as u8).collect();
        assert!(decode(&bytes, None, Kind::Plain).is_err());
    }
}
