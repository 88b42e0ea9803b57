//! Opening a file: what is no PDF, what is locked, and what would not fit the machine is refused here.

use hayro_interpret::hayro_syntax::object::{Dict, String as PdfString};
use hayro_interpret::hayro_syntax::{DecryptionError, LoadPdfError, Pdf};

use crate::base::{Diagnostic, Language};
use crate::rescue::found::{Creator, Metadata};

use super::{Limits, guard};

/// Opens a file with a password, which may be empty.
pub(super) fn open(bytes: &[u8], password: &str, limits: &Limits) -> Result<Pdf, Diagnostic> {
    guard::streams(bytes, limits)?;
    let pdf = Pdf::new_with_password(bytes.to_vec(), password).map_err(|error| refusal(error, password))?;
    let count = pdf.pages().len();
    if count == 0 {
        return Err(Diagnostic::error("rescue.empty-pdf", None, "the PDF has no pages"));
    }
    if count > limits.pages {
        let message = format!("the PDF has {count} pages, more than the {} that are read", limits.pages);
        return Err(Diagnostic::error("rescue.too-many-pages", None, message).hint("cut it into parts and import each"));
    }
    guard::fonts(&pdf)?;
    Ok(pdf)
}

fn refusal(error: LoadPdfError, password: &str) -> Diagnostic {
    match error {
        LoadPdfError::Decryption(DecryptionError::PasswordProtected) if password.is_empty() => {
            Diagnostic::error("rescue.encrypted-pdf", None, "the PDF is encrypted and opens only with a password")
                .hint("open it in a viewer with its password and save it without one")
        }
        LoadPdfError::Decryption(DecryptionError::PasswordProtected) => {
            Diagnostic::error("rescue.encrypted-pdf", None, "the PDF is encrypted and the password does not open it")
        }
        LoadPdfError::Decryption(_) => {
            Diagnostic::error("rescue.encrypted-pdf", None, "the PDF is encrypted in a way that is not known")
                .hint("open it in a viewer and print it to a new PDF")
        }
        LoadPdfError::Invalid => Diagnostic::error(
            "rescue.damaged-pdf",
            None,
            "no pages can be found in the PDF: it is damaged or none at all",
        )
        .hint("open it in a viewer and save it anew"),
    }
}

/// What the information dictionary and the catalog say.
pub(super) fn metadata(pdf: &Pdf) -> Metadata {
    let said = pdf.metadata();
    let text = |bytes: &Option<Box<[u8]>>| bytes.as_deref().map(text_string).unwrap_or_default();
    let author = text(&said.author);
    let creators =
        if author.is_empty() { Vec::new() } else { vec![Creator { name: author, role: "author".to_owned() }] };
    let subjects = text(&said.keywords);
    let subjects = subjects.split([',', ';', '،', '؛']).map(str::trim).filter(|word| !word.is_empty());
    let catalog = pdf.xref().get::<Dict<'_>>(pdf.xref().root_id());
    let language = catalog.and_then(|catalog| catalog.get::<PdfString<'_>>("Lang"));
    let language = language.map(|tag| text_string(tag.as_bytes())).filter(|tag| !tag.is_empty());
    Metadata {
        title: text(&said.title),
        creators,
        language: language.map(|tag| Language::new(&tag)),
        description: text(&said.subject),
        subjects: subjects.map(str::to_owned).collect(),
        ..Metadata::default()
    }
}

/// A text string (PDF 1.7 §7.9.2): UTF-16 with a byte order mark, UTF-8 with its mark, else taken as Latin.
pub(super) fn text_string(bytes: &[u8]) -> String {
    let units = |pairs: &[u8], from: fn([u8; 2]) -> u16| -> String {
        let units: Vec<u16> = pairs.as_chunks::<2>().0.iter().map(|pair| from(*pair)).collect();
        String::from_utf16_lossy(&units)
    };
    let text = match bytes {
        [0xFE, 0xFF, rest @ ..] => units(rest, u16::from_be_bytes),
        [0xFF, 0xFE, rest @ ..] => units(rest, u16::from_le_bytes),
        [0xEF, 0xBB, 0xBF, rest @ ..] => String::from_utf8_lossy(rest).into_owned(),
        // Makers that write bare UTF-8 are more common than those that use the accents of PDFDocEncoding.
        _ => std::str::from_utf8(bytes)
            .map_or_else(|_| bytes.iter().map(|&byte| char::from(byte)).collect(), str::to_owned),
    };
    text.trim_matches(['\0', ' ']).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_strings_of_every_encoding() {
        assert_eq!(text_string(b"\xFE\xFF\x06\x46\x06\x27\x06\x46"), "نان");
        assert_eq!(text_string(b"\xFF\xFE\x46\x06\x27\x06\x46\x06"), "نان");
        assert_eq!(text_string("\u{FEFF}نان".as_bytes()), "نان");
        assert_eq!(text_string("نان".as_bytes()), "نان");
        assert_eq!(text_string(b"caf\xE9"), "café");
    }
}
