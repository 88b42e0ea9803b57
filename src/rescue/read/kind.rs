//! What kind a file is: by what it holds, then by its name.

use super::Fault;
use super::zip::Archive;

/// Kinds of files that are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Text without marks.
    Plain,
    /// Markdown, our own too.
    Markdown,
    /// HTML of any age.
    Html,
    /// EPUB 2 and 3.
    Epub,
    /// Word since 2007 (ISO/IEC 29500).
    Docx,
    /// `LibreOffice` and others (ODF).
    Odt,
    /// PDF.
    Pdf,
}

impl Kind {
    /// Its name for people.
    pub fn name(self) -> &'static str {
        match self {
            Self::Plain => "plain text",
            Self::Markdown => "Markdown",
            Self::Html => "HTML",
            Self::Epub => "EPUB",
            Self::Docx => "Word",
            Self::Odt => "OpenDocument",
            Self::Pdf => "PDF",
        }
    }
}

/// How far into a file the mark of a PDF may stand, in bytes (PDF 1.7, implementation note 13).
const PDF_HEAD: usize = 1024;
/// How far into a file its nature is looked for, in bytes.
const HEAD: usize = 4096;

/// Judges the kind of a file.
///
/// # Errors
/// When it is empty or of a kind that is not read.
pub(super) fn judge(name: &str, bytes: &[u8]) -> Result<Kind, Fault> {
    if bytes.is_empty() {
        return Err(Fault::new("the file is empty", "copy it again from where it came"));
    }
    let head = &bytes[..bytes.len().min(HEAD)];
    if contains(&head[..head.len().min(PDF_HEAD)], b"%PDF-") {
        return Ok(Kind::Pdf);
    }
    if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06") {
        return archive(bytes);
    }
    if let Some(fault) = not_read(bytes) {
        return Err(fault);
    }
    let ending = name.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase()).unwrap_or_default();
    if is_html(head) {
        return Ok(Kind::Html);
    }
    match ending.as_str() {
        "md" | "markdown" | "mkd" | "mdown" => Ok(Kind::Markdown),
        "html" | "htm" | "xhtml" | "xht" if head.contains(&b'<') => Ok(Kind::Html),
        _ => Ok(Kind::Plain),
    }
}

/// Kinds that are known by their first bytes and not read.
fn not_read(bytes: &[u8]) -> Option<Fault> {
    const OLE: &[u8] = &[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];
    if bytes.starts_with(OLE) {
        let encrypted: Vec<u8> = "EncryptedPackage".bytes().flat_map(|byte| [byte, 0]).collect();
        return Some(if contains(bytes, &encrypted) {
            Fault::new("the file is locked with a password", "open it in its program and save it without one")
        } else {
            Fault::new(
                "this is a file of Word before 2007",
                "open it in LibreOffice or Word and save it as .docx or .odt",
            )
        });
    }
    let known: [(&[u8], &str); 9] = [
        (b"{\\rtf", "this is a file of the RTF format"),
        (b"\x89PNG", "this is an image"),
        (b"\xFF\xD8\xFF", "this is an image"),
        (b"GIF8", "this is an image"),
        (b"II*\0", "this is an image"),
        (b"MM\0*", "this is an image"),
        (b"Rar!", "this is an archive"),
        (b"7z\xBC\xAF", "this is an archive"),
        (b"\x1F\x8B", "this is an archive"),
    ];
    let (_, what) = known.iter().find(|(start, _)| bytes.starts_with(start))?;
    let hint = match *what {
        "this is an image" => "its words must be typed or recognised by another program first (OCR)",
        "this is an archive" => "unpack it and import the files in it",
        _ => "open it in LibreOffice or Word and save it as .docx or .odt",
    };
    Some(Fault::new(*what, hint))
}

/// The kind of an archive, by the files in it.
fn archive(bytes: &[u8]) -> Result<Kind, Fault> {
    let mut archive = Archive::open(bytes)?;
    let declared = archive.read("mimetype").ok().flatten().unwrap_or_default();
    let declared = String::from_utf8_lossy(&declared).trim().to_owned();
    if declared == "application/epub+zip" || archive.has("META-INF/container.xml") {
        return Ok(Kind::Epub);
    }
    if declared.starts_with("application/vnd.oasis.opendocument.text") {
        return Ok(Kind::Odt);
    }
    if archive.has("word/document.xml") || archive.has("word/document2.xml") {
        return Ok(Kind::Docx);
    }
    if declared.is_empty() && archive.has("content.xml") {
        return Ok(Kind::Odt);
    }
    let what = match () {
        () if archive.has("xl/workbook.xml") || declared.contains("spreadsheet") => "this is a spreadsheet",
        () if archive.has("ppt/presentation.xml") || declared.contains("presentation") => "this is a presentation",
        () => "this is an archive that holds no text document",
    };
    Err(Fault::new(what, "save the text as .docx, .odt or .html; unpack an archive and import the files in it"))
}

/// Whether a file begins as HTML does.
fn is_html(head: &[u8]) -> bool {
    // In UTF-16 every other byte of the marks is nought.
    let text: String =
        head.iter().filter(|byte| **byte != 0).map(|byte| char::from(byte.to_ascii_lowercase())).collect();
    let mut rest = text.trim_start_matches(|c: char| c.is_whitespace() || "\u{EF}\u{BB}\u{BF}\u{FE}\u{FF}".contains(c));
    while let Some(after) = rest.strip_prefix("<!--").or_else(|| rest.strip_prefix("<?")) {
        let Some(end) = after.find('>') else { return false };
        rest = after[end + 1..].trim_start();
    }
    ["<!doctype html", "<html", "<head", "<body"].iter().any(|start| rest.starts_with(start))
}

fn contains(bytes: &[u8], part: &[u8]) -> bool {
    bytes.windows(part.len()).any(|window| window == part)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn content_goes_before_the_name() {
        assert_eq!(judge("a.txt", b"%PDF-1.7 ..."), Ok(Kind::Pdf));
        assert_eq!(judge("a.txt", b"\xEF\xBB\xBF <!-- x --><!DOCTYPE html><p>"), Ok(Kind::Html));
        assert_eq!(judge("a.txt", b"<\0h\0t\0m\0l\0>\0"), Ok(Kind::Html));
        assert_eq!(judge("a.md", b"# a"), Ok(Kind::Markdown));
        assert_eq!(judge("a.doc", b"words"), Ok(Kind::Plain));
    }

    #[test]
    fn kinds_that_are_not_read_say_what_to_do() {
        for bytes in [&b""[..], b"{\\rtf1", b"PK\x03\x04damaged", b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", b"GIF89a"] {
            assert!(!judge("a.doc", bytes).expect_err("not read").hint.is_empty());
        }
    }
}
