//! The EPUB back end: files as text, links, notes, contents, text letter for letter, sameness.

mod books;

use publish::base::Timestamp;
use publish::book::Book;
use publish::epub::Options;

/// 2026-11-21 00:00 UTC.
const MODIFIED: Timestamp = Timestamp(1_795_219_200);

fn written(book: &Book, options: &Options) -> Vec<u8> {
    let (styles, faces) = books::styles(if book.metadata.direction.is_rtl() { "fa" } else { "en" });
    publish::epub::write(book, &styles, &faces, options, MODIFIED).unwrap()
}

#[test]
fn dump_for_validators() {
    let out = std::env::var("EPUB_OUT").unwrap_or_else(|_| "/tmp/epub-out".into());
    std::fs::create_dir_all(&out).unwrap();
    for (name, book) in [("fa", books::persian()), ("en", books::english())] {
        let options = Options { embed_fonts: true, extra_css: None };
        std::fs::write(format!("{out}/{name}.epub"), written(&book, &options)).unwrap();
    }
}
