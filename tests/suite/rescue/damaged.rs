//! Damaged, hostile and strange files end in a clear fault or in a text, never in a panic, and soon.

use std::fs;
use std::io::Write;
use std::time::{Duration, Instant};

use publish::rescue::read::{self, File};
use publish::rescue::write;

use super::fixtures::folder;
use super::found::Chance;

/// Reads bytes as a file of some name; what comes out can be written.
fn attempt(name: &str, bytes: &[u8]) -> Result<String, String> {
    let file = File { name, bytes, encoding: None, beside: &|_| None };
    match read::read(&file) {
        Ok(read) => Ok(write::manuscript(&read.found, "")),
        Err(fault) => {
            assert!(!fault.message.is_empty() && !fault.hint.is_empty());
            Err(fault.message)
        }
    }
}

/// Changes some bytes by chance.
fn mutate(bytes: &mut Vec<u8>, chance: &mut Chance) {
    for _ in 0..1 + chance.below(8) {
        if bytes.is_empty() {
            return;
        }
        let at = chance.below(bytes.len());
        match chance.below(5) {
            0 => bytes[at] = chance.below(256) as u8,
            1 => bytes[at] ^= 1 << chance.below(8),
            2 => drop(bytes.drain(at..(at + 1 + chance.below(40)).min(bytes.len()))),
            3 => {
                let end = (at + 1 + chance.below(60)).min(bytes.len());
                let part = bytes[at..end].to_vec();
                let to = chance.below(bytes.len());
                bytes.splice(to..to, part);
            }
            _ => bytes.truncate(at.max(1)),
        }
    }
}

/// The files in an archive, by name.
fn unpack(bytes: &[u8]) -> Vec<(String, Vec<u8>)> {
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(bytes)).expect("an archive");
    (0..archive.len())
        .map(|at| {
            let mut file = archive.by_index(at).expect("a file");
            let mut bytes = Vec::new();
            std::io::copy(&mut file, &mut bytes).expect("readable");
            (file.name().to_owned(), bytes)
        })
        .collect()
}

fn pack(files: &[(String, Vec<u8>)]) -> Vec<u8> {
    let mut archive = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let stored = zip::write::SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    for (name, bytes) in files {
        archive.start_file(name.as_str(), stored).expect("a name");
        archive.write_all(bytes).expect("bytes");
    }
    archive.finish().expect("an archive").into_inner()
}

fn fuzz(name: &str, seed: u64) {
    let rounds: usize = std::env::var("ROUNDS").ok().and_then(|rounds| rounds.parse().ok()).unwrap_or(60);
    let whole = fs::read(folder().join(name)).expect("a fixture");
    let mut chance = Chance(seed);
    let is_archive = whole.starts_with(b"PK");
    for _ in 0..rounds {
        let mut bytes = whole.clone();
        if is_archive && chance.below(4) > 0 {
            // Inside the archive, where no checksum guards.
            let mut files = unpack(&whole);
            let marked: Vec<usize> = (0..files.len()).filter(|at| files[*at].1.starts_with(b"<")).collect();
            let at = marked[chance.below(marked.len())];
            mutate(&mut files[at].1, &mut chance);
            bytes = pack(&files);
        } else {
            mutate(&mut bytes, &mut chance);
        }
        let start = Instant::now();
        let _ = attempt(name, &bytes);
        assert!(start.elapsed() < Duration::from_secs(20), "{name} took {:?}", start.elapsed());
    }
}

#[test]
fn damaged_files_of_every_format_end_well() {
    for (name, seed) in [
        ("book.md", 11),
        ("pandoc.html", 12),
        ("libreoffice.html", 13),
        ("pandoc.epub", 14),
        ("pandoc.docx", 15),
        ("libreoffice.docx", 16),
        ("pandoc.odt", 17),
        ("libreoffice.odt", 18),
    ] {
        fuzz(name, seed);
    }
}

#[test]
fn an_archive_that_unpacks_without_end_is_a_fault() {
    let mut archive = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let packed = zip::write::SimpleFileOptions::default().compression_method(zip::CompressionMethod::Deflated);
    archive.start_file("word/document.xml", packed).expect("a name");
    let nothing = vec![b' '; 1 << 20];
    for _ in 0..120 {
        archive.write_all(&nothing).expect("bytes");
    }
    let bytes = archive.finish().expect("an archive").into_inner();
    assert!(bytes.len() < 1 << 20);
    let fault = attempt("a.docx", &bytes).expect_err("too large");
    assert!(fault.contains("times its size"), "{fault}");
}

#[test]
fn names_that_lead_out_of_an_archive_lead_nowhere() {
    let document = "<w:document xmlns:w='http://schemas.openxmlformats.org/wordprocessingml/2006/main' \
        xmlns:r='http://schemas.openxmlformats.org/officeDocument/2006/relationships' \
        xmlns:a='http://schemas.openxmlformats.org/drawingml/2006/main'><w:body><w:p><w:r><w:t>نان</w:t>\
        <w:drawing><a:blip r:embed='rId1'/></w:drawing></w:r></w:p></w:body></w:document>";
    let relations = "<Relationships xmlns='http://schemas.openxmlformats.org/package/2006/relationships'>\
        <Relationship Id='rId1' Type='x/image' Target='../../../../etc/passwd'/></Relationships>";
    let files = [("word/document.xml", document), ("word/_rels/document.xml.rels", relations)];
    let files: Vec<(String, Vec<u8>)> =
        files.iter().map(|(name, text)| ((*name).to_owned(), text.as_bytes().to_vec())).collect();
    assert_eq!(attempt("a.docx", &pack(&files)).as_deref(), Ok("نان\n"));
}

#[test]
fn bottomless_texts_end_soon() {
    let start = Instant::now();
    for text in
        ["> ".repeat(50_000), "- ".repeat(50_000), "[".repeat(50_000), "*a ".repeat(50_000), "<div>".repeat(100_000)]
    {
        let _ = attempt("a.md", text.as_bytes());
        let _ = attempt("a.html", format!("<html>{text}").as_bytes());
        let _ = attempt("a.txt", text.as_bytes());
    }
    assert!(start.elapsed() < Duration::from_secs(60), "{:?}", start.elapsed());
}
