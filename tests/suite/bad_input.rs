//! Odd and hostile books through the program: each becomes pages, or is refused at its place and the earlier output stays.
//!
//! What each test would be too long for shows as a run that does not end; outputs have a limit, times have none.

use std::fs;

use crate::support::{publish, small_book, stderr};

const MANIFEST: &str = "title: نان\nlanguage: fa\ncreators: [{ name: کسی, role: author }]\ncontents: [text/one.md]\n";
const LEAFLET: &str = "title: نان\nlanguage: fa\nstyle: leaflet\ncontents: [text/one.md]\n";
/// Eighteen words.
const WORDS: &str = "آرد و آب و نمک و اندکی مایه خمیر می‌شود و شب تا سحر می‌خوابد تا نان فردا";

/// The most pages a case may have: far more than any needs.
const MOST_PAGES: usize = 2_000;

/// A book that may be odd.
struct Case {
    name: &'static str,
    manifest: String,
    text: String,
    /// An image beside the text, with the name `a` and any ending.
    image: Option<(&'static str, Vec<u8>)>,
}

fn case(name: &'static str, text: impl Into<String>) -> Case {
    Case { name, manifest: MANIFEST.to_owned(), text: text.into(), image: None }
}

impl Case {
    /// With more lines of the manifest.
    fn with(mut self, lines: &str) -> Self {
        self.manifest.push_str(lines);
        self
    }

    fn leaflet(mut self) -> Self {
        LEAFLET.clone_into(&mut self.manifest);
        self
    }

    fn image(mut self, ending: &'static str, bytes: impl Into<Vec<u8>>) -> Self {
        self.image = Some((ending, bytes.into()));
        self
    }

    /// A book of one image.
    fn of_image(name: &'static str, ending: &'static str, bytes: impl Into<Vec<u8>>) -> Self {
        case(name, format!("![نان](a.{ending})\n")).image(ending, bytes)
    }
}

/// Runs one command over a case that has an earlier output; its exit code, report and output.
fn run(case: &Case, command: &str) -> (i32, String, Vec<u8>) {
    let folder = small_book(&case.manifest, &case.text);
    if let Some((ending, bytes)) = &case.image {
        fs::write(folder.path().join(format!("text/a.{ending}")), bytes).expect("a new file");
    }
    fs::write(folder.path().join("out"), "earlier").expect("a new file");
    let output = publish(folder.path(), &[command, "manifest.yaml", "-o", "out"]);
    let report = stderr(&output);
    assert!(!report.contains("panicked"), "{} ({command}): {report}", case.name);
    let code = output.status.code().unwrap_or_else(|| panic!("{} ({command}) was stopped", case.name));
    (code, report, fs::read(folder.path().join("out")).expect("the output or the earlier one"))
}

/// Each case becomes a PDF with pages and an EPUB whose files are sound XML; `told` is a code that is reported, if any.
fn assert_made(cases: &[(Case, &str)]) {
    for (case, told) in cases {
        let (code, report, pdf) = run(case, "pdf");
        assert_eq!(code, 0, "{}: {report}", case.name);
        let pages =
            lopdf::Document::load_mem(&pdf).unwrap_or_else(|cause| panic!("{}: {cause}", case.name)).get_pages();
        assert!((1..=MOST_PAGES).contains(&pages.len()), "{} has {} pages", case.name, pages.len());
        assert!(report.contains(told), "{}: {report}", case.name);
        let (code, report, epub) = run(case, "epub");
        assert_eq!(code, 0, "{}: {report}", case.name);
        assert_sound_xml(case.name, epub);
    }
}

fn assert_sound_xml(name: &str, epub: Vec<u8>) {
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(epub)).expect("a zip file");
    for at in 0..archive.len() {
        let mut file = archive.by_index(at).expect("a file of the archive");
        if file.name().ends_with("html") || file.name().ends_with(".opf") {
            let text = std::io::read_to_string(&mut file).expect("UTF-8");
            let options = roxmltree::ParsingOptions { allow_dtd: true, ..Default::default() };
            let parsed = roxmltree::Document::parse_with_options(&text, options);
            assert!(parsed.is_ok(), "{name}: {}: {:?}", file.name(), parsed.err());
        }
    }
}

/// Each case is refused with this report at its place and a hint, and the earlier output stays.
fn assert_refused(commands: &[&str], cases: &[(Case, &str)]) {
    for (case, told) in cases {
        for command in commands {
            let (code, report, output) = run(case, command);
            assert_eq!(code, 1, "{} ({command}): {report}", case.name);
            assert!(report.contains(told), "{} ({command}): {report}", case.name);
            assert!(report.contains("hint: "), "{} ({command}): {report}", case.name);
            assert_eq!(output, b"earlier", "{} ({command})", case.name);
        }
    }
}

/// The words many times.
fn words(times: usize) -> String {
    vec![WORDS; times].join(" ")
}

/// A table of rows and columns.
fn table(rows: usize, columns: usize, cell: &str) -> String {
    let row = |cell: &str| format!("|{}\n", format!("{cell}|").repeat(columns));
    format!("{}{}{}", row("نام"), row("---"), row(cell).repeat(rows))
}

/// Marks in one paragraph, and their notes.
fn notes(count: usize, note: &str) -> String {
    let marks: Vec<String> = (0..count).map(|number| format!("نان[^{number}]")).collect();
    let notes: String = (0..count).map(|number| format!("[^{number}]: {note}\n\n")).collect();
    format!("{}\n\n{notes}", marks.join(" "))
}

/// A black image.
fn encoded(width: u32, height: u32, format: image::ImageFormat) -> Vec<u8> {
    let mut bytes = std::io::Cursor::new(Vec::new());
    image::GrayImage::new(width, height).write_to(&mut bytes, format).expect("an image");
    bytes.into_inner()
}

fn png(width: u32, height: u32) -> Vec<u8> {
    encoded(width, height, image::ImageFormat::Png)
}

/// A PNG of some bytes that says it is as large as this.
fn lying_png(width: u32, height: u32) -> Vec<u8> {
    let mut bytes = png(1, 1);
    bytes[16..20].copy_from_slice(&width.to_be_bytes());
    bytes[20..24].copy_from_slice(&height.to_be_bytes());
    // The check of the first chunk: CRC-32 over its name and content (PNG, annex D).
    let mut sum = u32::MAX;
    for byte in &bytes[12..29] {
        sum ^= u32::from(*byte);
        for _ in 0..8 {
            sum = if sum & 1 == 1 { (sum >> 1) ^ 0xEDB8_8320 } else { sum >> 1 };
        }
    }
    bytes[29..33].copy_from_slice(&(!sum).to_be_bytes());
    bytes
}

fn svg(attributes: &str, content: &str) -> String {
    format!(r#"<svg xmlns="http://www.w3.org/2000/svg" {attributes}>{content}</svg>"#)
}

const SQUARE: &str = r#"width="100" height="100""#;

/// A style that changes values of the page.
fn page(values: &str) -> String {
    format!("styles: {{ page: {{ {values} }} }}\n")
}

#[test]
fn what_is_too_large_for_its_place_is_printed_and_told() {
    let verse = format!("::: verse\n{} / {}\n\n{}\n:::\n", words(4), words(3), words(5));
    assert_made(&[
        (case("wide table", table(3, 4, &"درازکلمه".repeat(30))), "text/one.md:1:1: warning[pages.wide-table]"),
        (case("60 columns", table(3, 60, "نان")), "text/one.md:1:1: warning[pages.wide-table]"),
        (case("5000 rows", table(5_000, 3, "نان")), ""),
        (case("note longer than a page", format!("نان[^1]\n\n[^1]: {}\n", words(300))), ""),
        (
            case("heading of 400 words", format!("# {}\n\n{WORDS}\n", words(23))).with("toc: { depth: 1 }\n"),
            "pages.parted",
        ),
        (case("heading of 5000 words", format!("# {}\n\n{WORDS}\n", words(280))), "pages.parted"),
        (case("Latin word", "abcdefgh".repeat(63)), "text/one.md:1:1: warning[lines.cut-word]"),
        (case("Persian word", "بنفشه".repeat(100)), "text/one.md:1:1: warning[lines.overfull]"),
        (case("address", format!("<https://example.org/{}>", "path/segment-".repeat(40))), ""),
        (case("verse longer than the page", verse), ""),
        (
            case("four columns of A6", format!("{}\n\n{}", words(40), table(3, 4, "نان")))
                .with(&page("paper: a6, columns: 4")),
            "",
        ),
        (case("long title of a box", format!("::: box {{title=\"{}\"}}\n{}\n:::\n", words(20), words(200))), ""),
        (case("long caption", format!("![نان](a.png \"{}\")\n", words(100))).image("png", png(300, 200)), ""),
        (
            case("wide image", "![نان](a.png){width=900mm}\n").image("png", png(300, 200)),
            "text/one.md:1:1: warning[pages.wide-image]",
        ),
        (Case::of_image("30 000 pixels", "png", png(30_000, 1)), ""),
        (
            case(
                "letters in boxes in lists",
                "- نان\n\n  ::: box\n  ::: letter {place=\"شهر\" signature=\"کسی / نانوا\"}\n  سلام\n  :::\n  :::\n",
            ),
            "",
        ),
    ]);
}

#[test]
fn long_texts_end() {
    assert_made(&[
        (case("200 000 words", words(11_200)), ""),
        (case("Latin words", "the bread rises through the night ".repeat(6_000)), ""),
        (case("10 000 notes in a paragraph", notes(10_000, "یادداشت")), ""),
        (case("10 000 notes of a book", notes(10_000, "یادداشت")).with("notes: book\n"), ""),
        (case("500 notes of one place", notes(500, "آب").replace("] نان[", "][")), ""),
        (case("notes counted by page", notes(1_000, WORDS)).with("notes: { count: page }\n"), ""),
        (case("1 000 headings", "# نان\n\n".repeat(1_000)).with("toc: { depth: 1 }\n"), ""),
        (case("500 headings of one level", "## نان\n\n".repeat(500)), "pages.parted"),
        (case("1 000 lists", "- نان\n\n* * *\n\n".repeat(1_000)), ""),
        (case("2 000 couplets", format!("::: verse\n{}:::\n", "نان گرم است / آب سرد است\n".repeat(2_000))), ""),
    ]);
}

#[test]
fn little_or_nothing_is_a_page() {
    let unused = "text/one.md:1:1: warning[document.unused-note]";
    let blank = "manifest.yaml:1:1: warning[pages.empty]";
    assert_made(&[
        (case("nothing", ""), blank),
        (case("spaces", " \n\t\n"), blank),
        (case("a comment", "<!-- نان -->\n"), blank),
        (case("a byte order mark", "\u{FEFF}# نان\n"), ""),
        (case("a heading", "# نان\n"), ""),
        (case("notes alone", "[^1]: نان\n\n[^2]: آب\n"), unused),
        (case("breaks", "::: pagebreak\n:::\n\n* * *\n"), ""),
        (case("an empty verse", "::: verse\n:::\n"), blank),
        (Case::of_image("an image", "png", png(300, 200)), ""),
    ]);
}

#[test]
fn odd_characters_are_printed_or_left_out() {
    let missing = "text/one.md:1:1: warning[shape.missing-glyph]";
    let controls: String = ('\u{1}'..' ').filter(|c| !matches!(c, '\n' | '\r')).collect();
    assert_made(&[
        (case("no characters", "نان\u{FFFE}\u{FFFF} \u{FDD0} آب\n"), missing),
        (case("controls", format!("نان{controls}\u{7F}\u{85} آب\n\n# {controls}نان\n")), missing),
        (case("zero", "\0".repeat(1_000)), ""),
        (case("overrides", format!("نان \u{202E}abc\u{202C} آب\n\n# \u{202E}نان\n\n\u{202E}{WORDS}\n")), ""),
        (case("deep embedding", format!("{}نان abc\n", "\u{2067}\u{2066}".repeat(2_000))), ""),
        (case("loose ends", format!("{}نان abc\n", "\u{202C}\u{2069}".repeat(2_000))), ""),
        (
            case(
                "marks",
                format!("نا{}ن a{}\n\n{}\n", "\u{64E}".repeat(1_000), "\u{301}".repeat(1_000), "\u{651}".repeat(1_000)),
            ),
            "",
        ),
        (case("half-spaces", format!("ن{}ب\n\n{}\n", "\u{200C}".repeat(20_000), "\u{AD}".repeat(20_000))), ""),
        (case("tatweel", format!("ب{}ن\n", "\u{640}".repeat(5_000))), "lines.overfull"),
        (case("brackets", format!("{}نان abc{}\n", "([{«".repeat(1_000), "»}])".repeat(1_000))), ""),
        (case("digits", format!("{} {} {}\n", "۱۲۳۴۵".repeat(100), "1-".repeat(500), "۱/".repeat(500))), ""),
    ]);
}

#[test]
fn what_no_page_can_hold_is_refused_at_its_place() {
    let both = ["pdf", "epub"];
    let deep = |mark: &str, end: &str| format!("{}نان\n{}", mark.repeat(1_000), end.repeat(1_000));
    let nested: String = (0..1_000).map(|depth| format!("{}- نان\n", "  ".repeat(depth))).collect();
    let in_note: String = (1..100).map(|number| format!("[^{number}]: آب[^{}]\n\n", number + 1)).collect();
    let margins = page("inside: 100mm, outside: 100mm");
    assert_refused(
        &both,
        &[
            (case("nested lists", nested), "text/one.md:17:33: error[document.too-deep]"),
            (case("nested quotations", deep("> ", "")), "text/one.md:1:63: error[document.too-deep]"),
            (case("nested boxes", deep("::: box\n", ":::\n")), "text/one.md:32:1: error[document.too-deep]"),
            (case("notes in notes", format!("نان[^1]\n\n{in_note}")), "text/one.md:5:9: error[book.note-in-note]"),
            (case("a note in itself", "نان[^1]\n\n[^1]: آب[^1]\n"), "text/one.md:3:9: error[book.note-in-note]"),
            (case("margins wider than the page", "نان\n").with(&margins), "manifest.yaml:5:17: error[style.no-room]"),
            (
                case("gaps wider than the page", "نان\n").with(&page("columns: 4, column-gap: 60mm")),
                "manifest.yaml:5:17: error[style.no-room]",
            ),
            (
                case("a long QR code", format!("::: qr {{data=\"{}\"}}\n:::\n", "https://example.org/".repeat(400))),
                "text/one.md:1:1: error[book.qr-too-long]",
            ),
        ],
    );
    let long = format!("# نان\n\n{}\n", words(600));
    let image =
        case("images on a sheet", "![نان](a.png){width=150mm}\n\n".repeat(30)).leaflet().image("png", png(300, 200));
    assert_refused(
        &["pdf"],
        &[
            (
                case("a sheet that cannot shrink", &*long).leaflet().with(&page("fit: shrink, fit-pages: 1")),
                "error[pages.too-long]: even at 8.5 pt",
            ),
            (
                case("limits above the type", &*long)
                    .leaflet()
                    .with(&page("fit: shrink, fit-size: 30pt, fit-spacing: 50pt")),
                "error[pages.too-long]",
            ),
            (
                case("a sheet that may not shrink", &*long).leaflet().with(&page("fit: error, fit-pages: 1")),
                "error[pages.too-long]: the text is",
            ),
            (
                image,
                "error[pages.too-long]: even at 8.5 pt on 12 pt the text is too long for 2 pages by what has no lines",
            ),
        ],
    );
}

#[test]
fn damaged_images_and_bombs_are_refused_at_their_place() {
    let cut = |bytes: &[u8], left_out: usize| bytes[..bytes.len() - left_out].to_vec();
    let deep = format!("{}{}", "<g>".repeat(20_000), "</g>".repeat(20_000));
    let entity = format!(
        "<!DOCTYPE svg [<!ENTITY a \"{}\">{}]>{}",
        "a".repeat(10),
        ('b'..'k')
            .zip('a'..)
            .map(|(one, of)| format!("<!ENTITY {one} \"{}\">", format!("&{of};").repeat(10)))
            .collect::<String>(),
        svg(SQUARE, "<g>&j;</g>")
    );
    let uses: String = (1..25)
        .map(|at| format!("<g id=\"x{at}\">{}</g>", format!("<use href=\"#x{}\"/>", at - 1).repeat(2)))
        .collect();
    let uses = format!("<g id=\"x0\"><rect width=\"1\" height=\"1\"/></g>{uses}");
    let cases = vec![
        Case::of_image("a JPEG without its end", "jpg", cut(&encoded(200, 100, image::ImageFormat::Jpeg), 2)),
        Case::of_image("30 000 × 30 000 pixels", "png", lying_png(30_000, 30_000)),
        Case::of_image("2^32 pixels", "png", lying_png(u32::MAX, u32::MAX)),
        Case::of_image("no bytes", "png", []),
        Case::of_image("a head", "png", cut(&png(200, 200), 60)),
        Case::of_image("missing pixels", "png", lying_png(90, 90)),
        Case::of_image("no pixels", "png", lying_png(0, 0)),
        Case::of_image("a text", "png", "نان"),
        Case::of_image("a head of WebP", "webp", *b"RIFF\x90\0\0\0WEBPVP8L"),
        Case::of_image("deep SVG", "svg", svg(SQUARE, &deep)),
        Case::of_image("entities", "svg", entity),
        Case::of_image("uses of uses", "svg", svg(SQUARE, &uses)),
        Case::of_image("no size", "svg", svg(r#"width="0" height="-5""#, "")),
        Case::of_image("half an SVG", "svg", &svg(SQUARE, "")[..60]),
        Case::of_image(
            "a file outside",
            "svg",
            svg(SQUARE, r#"<image href="file:///etc/hosts" width="5" height="5"/>"#),
        ),
        Case::of_image("text", "svg", svg(SQUARE, "<text>نان</text>")),
    ];
    let cases: Vec<(Case, &str)> =
        cases.into_iter().map(|case| (case, "text/one.md:1:1: error[book.bad-image]")).collect();
    assert_refused(&["pdf", "epub"], &cases);
}

#[test]
fn strange_drawings_are_drawn() {
    let path: String = (0..100_000).map(|at| format!(" L{} {}", at % 100, at * 7 % 100)).collect();
    let partial = "text/one.md:1:1: warning[book.partial-drawing]";
    let of = |name, attributes: &str, content: &str| Case::of_image(name, "svg", svg(attributes, content));
    assert_made(&[
        (of("a long path", SQUARE, &format!("<path d=\"M0 0{path}\"/>")), ""),
        (of("1e9", r#"width="1e9" height="1e9""#, r#"<rect width="1e9" height="1e9"/>"#), ""),
        (of("1e38", r#"width="1e38" height="1e38""#, r#"<rect width="1e38" height="1e38"/>"#), ""),
        (of("1e-9", r#"width="1e-9" height="1e-9""#, r#"<rect width="1" height="1"/>"#), ""),
        (of("no numbers", r#"width="NaN" height="5""#, r#"<rect width="NaN" height="inf"/>"#), ""),
        (of("a use of itself", SQUARE, r##"<g id="a"><use href="#a"/></g>"##), ""),
        (of("dashes", SQUARE, r#"<path d="M0 0 L1e6 0" stroke="black" stroke-dasharray="0.0001"/>"#), ""),
        (
            of(
                "a pattern",
                SQUARE,
                r##"<pattern id="p" width="1" height="1" patternUnits="userSpaceOnUse"><rect width="1" height="1" fill="url(#p)"/></pattern><rect width="9" height="9" fill="url(#p)"/>"##,
            ),
            partial,
        ),
        (of("nothing", SQUARE, ""), ""),
    ]);
}
