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
    if let Some(kind) = flat(head) {
        return kind;
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

/// What to do with files of word processors that are not read.
const SAVE_AGAIN: &str = "open it in LibreOffice or Word and save it as .docx or .odt";
/// What to do with files that hold something else than a text.
const SAVE_TEXT: &str = "save the text as .docx, .odt or .html; unpack an archive and import the files in it";
/// What to do with pictures of pages.
const RECOGNISE: &str = "its words must be typed or recognised by another program first (OCR)";
/// What to do with archives.
const UNPACK: &str = "unpack it and import the files in it";
/// What to do with e-books of other formats.
const CONVERT: &str = "turn it into .epub with a program for e-books, such as Calibre";

/// Kinds that are known by bytes at a place, and not read: what they are, and what to do.
const NOT_READ: [(usize, &[u8], &str, &str); 15] = [
    (0, b"{\\rtf", "this is a file of the RTF format", SAVE_AGAIN),
    (0, b"\xFFWPC", "this is a file of WordPerfect", SAVE_AGAIN),
    (0, b"\x89PNG", "this is an image", RECOGNISE),
    (0, b"\xFF\xD8\xFF", "this is an image", RECOGNISE),
    (0, b"GIF8", "this is an image", RECOGNISE),
    (0, b"II*\0", "this is an image", RECOGNISE),
    (0, b"MM\0*", "this is an image", RECOGNISE),
    (
        0,
        b"AT&TFORM",
        "this is a file of the DjVu format: pictures of pages",
        "recognise its words first (OCR), or save the text that it may hold as .txt (djvutxt)",
    ),
    (0, b"%!PS", "this is a PostScript file", "turn it into a PDF first (ps2pdf)"),
    (0, b"Rar!", "this is an archive", UNPACK),
    (0, b"7z\xBC\xAF", "this is an archive", UNPACK),
    (0, b"\x1F\x8B", "this is an archive", UNPACK),
    (0, b"ITSF", "this is a help file of Windows (.chm)", "unpack it, as 7-Zip can, and import the .html files in it"),
    (60, b"BOOKMOBI", "this is an e-book of the Mobipocket or Kindle format", CONVERT),
    (60, b"TEXtREAd", "this is an e-book of the Palm format", CONVERT),
];

/// Why a file that is known by its bytes is not read.
fn not_read(bytes: &[u8]) -> Option<Fault> {
    const OLE: &[u8] = &[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];
    if bytes.starts_with(OLE) {
        let names = |name: &str| contains(bytes, &name.bytes().flat_map(|byte| [byte, 0]).collect::<Vec<u8>>());
        return Some(match () {
            () if names("EncryptedPackage") => {
                Fault::new("the file is locked with a password", "open it in its program and save it without one")
            }
            () if names("Workbook") => Fault::new("this is a spreadsheet", SAVE_TEXT),
            () if names("PowerPoint Document") => Fault::new("this is a presentation", SAVE_TEXT),
            () => Fault::new("this is a file of Word before 2007", SAVE_AGAIN),
        });
    }
    let (.., what, hint) =
        NOT_READ.iter().find(|(at, mark, ..)| bytes.get(*at..).is_some_and(|rest| rest.starts_with(mark)))?;
    Some(Fault::new(*what, *hint))
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
    Err(Fault::new(what, SAVE_TEXT))
}

/// The kind of a file of office programs that is one piece of XML, not an archive.
fn flat(head: &[u8]) -> Option<Result<Kind, Fault>> {
    let text = beginning(head);
    if text.starts_with("<office:document") {
        let is_text = text.contains("opendocument.text") || !text.contains("office:mimetype");
        let fault =
            || Fault::new("this is a flat file of LibreOffice that holds no text", "save the text as .odt or .docx");
        return Some(is_text.then_some(Kind::Odt).ok_or_else(fault));
    }
    if text.starts_with("<w:worddocument") || text.starts_with("<pkg:package") {
        return Some(Err(Fault::new("this is a file of Word in one piece of XML", SAVE_AGAIN)));
    }
    text.starts_with("<fictionbook").then(|| Err(Fault::new("this is an e-book of the FictionBook format", CONVERT)))
}

/// Whether a file begins as HTML does.
fn is_html(head: &[u8]) -> bool {
    let text = beginning(head);
    ["<!doctype html", "<html", "<head", "<body"].iter().any(|start| text.starts_with(start))
}

/// The beginning of a file in small letters, without what stands before the first element.
fn beginning(head: &[u8]) -> String {
    // In UTF-16 every other byte of the marks is nought.
    let text: String =
        head.iter().filter(|byte| **byte != 0).map(|byte| char::from(byte.to_ascii_lowercase())).collect();
    let mut rest = text.trim_start_matches(|c: char| c.is_whitespace() || "\u{EF}\u{BB}\u{BF}\u{FE}\u{FF}".contains(c));
    while let Some(after) = rest.strip_prefix("<!--").or_else(|| rest.strip_prefix("<?")) {
        let Some(end) = after.find('>') else { break };
        rest = after[end + 1..].trim_start();
    }
    rest.to_owned()
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
    fn files_in_one_piece_of_xml_are_told_apart() {
        let text =
            b"<?xml version='1.0'?>\n<office:document office:mimetype='application/vnd.oasis.opendocument.text'>";
        assert_eq!(judge("a.xml", text), Ok(Kind::Odt));
        let sheet = "<office:document office:mimetype='application/vnd.oasis.opendocument.spreadsheet'>";
        assert!(judge("a.fods", sheet.as_bytes()).is_err());
        let word = b"<?xml version='1.0'?><?mso-application progid='Word.Document'?><pkg:package xmlns:pkg=''>";
        assert!(judge("a.xml", word).expect_err("not read").message.contains("Word"));
    }

    #[test]
    fn kinds_that_are_not_read_say_what_to_do() {
        for bytes in [
            &b""[..],
            b"{\\rtf1",
            b"PK\x03\x04damaged",
            b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1",
            b"GIF89a",
            b"AT&TFORM\0\0DJVU",
        ] {
            assert!(!judge("a.doc", bytes).expect_err("not read").hint.is_empty());
        }
    }
}
