//! `publish print` as its user meets it: what stands where on the sheets of each scheme, the boxes, the marks, what is refused.

use std::fs;
use std::path::Path;

use lopdf::content::{Content, Operation};
use lopdf::{Document, Object};

use super::support::{publish, small_book, stderr, stdout};

/// The white edge of office printers, in points.
const EDGE: f32 = 11.9;

/// A page on a sheet: its number from 1, the corner that its axes start from, and whether it is upside down.
type Place = (usize, (f32, f32), bool);

/// A side as it is in the file.
struct Side {
    media: [f32; 4],
    trim: [f32; 4],
    bleed: [f32; 4],
    places: Vec<Place>,
    scale: f32,
    /// Every point that a mark goes through.
    marks: Vec<(f32, f32)>,
}

impl Side {
    /// The pages from the top left, row by row.
    fn pages(&self) -> Vec<usize> {
        self.places.iter().map(|place| place.0).collect()
    }
}

/// A book of so many pages of A5, a word on each.
fn book(count: usize, language: &str, print: &str) -> tempfile::TempDir {
    let pages: Vec<String> = (1..=count).map(|page| format!("نان {page}")).collect();
    let manifest = format!("title: نان\nlanguage: {language}\npdf: {{ paper: a5 }}\n{print}contents: [text/one.md]\n");
    small_book(&manifest, &format!("{}\n", pages.join("\n\n::: pagebreak\n:::\n\n")))
}

/// The sides of the sheets of a book in the order in which they are printed.
fn printed(count: usize, language: &str, flags: &[&str]) -> Vec<Side> {
    let folder = book(count, language, "");
    let run = publish(folder.path(), &[&["print", ".", "-o", "sheets.pdf"], flags].concat());
    assert!(run.status.success(), "{flags:?}: {}", stderr(&run));
    sides(&folder.path().join("sheets.pdf"))
}

fn sides(file: &Path) -> Vec<Side> {
    let document = Document::load(file).expect("a PDF of this program");
    let pages = document.get_pages();
    pages.values().map(|&id| side(&document, id)).collect()
}

fn side(document: &Document, id: lopdf::ObjectId) -> Side {
    let page = document.get_dictionary(id).expect("a page");
    assert!(!page.has(b"Annots") && !page.has(b"StructParents"), "nothing is clicked or said on a sheet");
    let area = |key: &[u8]| {
        let corners = page.get(key).and_then(Object::as_array).expect("a box");
        let corners: Vec<f32> = corners.iter().map(|corner| corner.as_float().expect("a number")).collect();
        corners.try_into().expect("four numbers")
    };
    let [media, trim, bleed] = [b"MediaBox".as_slice(), b"TrimBox", b"BleedBox"].map(area);
    let content = Content::decode(&document.get_page_content(id)).expect("operators");
    let number = |operation: &Operation, at: usize| operation.operands[at].as_float().expect("a number");
    let mut side = Side { media, trim, bleed, places: Vec::new(), scale: 1.0, marks: Vec::new() };
    let (mut matrix, mut in_page) = ([0.0; 6], false);
    for operation in &content.operations {
        match operation.operator.as_str() {
            "cm" => {
                matrix = std::array::from_fn(|at| number(operation, at));
                side.scale = matrix[0].abs();
            }
            "Do" => {
                let name = String::from_utf8_lossy(operation.operands[0].as_name().expect("a name")).into_owned();
                let page: usize = name.strip_prefix('P').and_then(|page| page.parse().ok()).expect("a page's form");
                side.places.push((page + 1, (matrix[4], matrix[5]), matrix[0] < 0.0));
            }
            "CS" => in_page = true,
            "m" | "l" if in_page => side.marks.push((number(operation, 0), number(operation, 1))),
            "re" if in_page => {
                let [x, y, width, height]: [f32; 4] = std::array::from_fn(|at| number(operation, at));
                side.marks.extend([(x, y), (x + width, y + height)]);
            }
            _ => {}
        }
    }
    side
}

fn all_pages(sides: &[Side]) -> Vec<Vec<usize>> {
    sides.iter().map(Side::pages).collect()
}

#[test]
fn sixteen_pages_fold_into_a_booklet_from_the_right_and_from_the_left() {
    let right = [[1, 16], [15, 2], [3, 14], [13, 4], [5, 12], [11, 6], [7, 10], [9, 8]];
    assert_eq!(all_pages(&printed(16, "fa", &[])), right);
    let left = right.map(|[one, other]| [other, one]);
    let sides = printed(16, "en", &[]);
    assert_eq!(all_pages(&sides), left);
    // Two pages of A5 fill A4 on its side, but for rounding.
    assert_eq!(sides[0].media.map(f32::round), [0.0, 0.0, 842.0, 595.0]);
    assert!((sides[0].scale - 1.0).abs() < 1e-6, "pages keep their size");
    // Each sheet farther inside moves its pages by a leaf towards the fold.
    let lefts: Vec<f32> = sides.iter().step_by(2).map(|side| side.places[0].1.0).collect();
    for pair in lefts.windows(2) {
        assert!((pair[1] - pair[0] - 0.283).abs() < 0.002, "{lefts:?}");
    }
}

#[test]
fn signatures_and_four_pages_a_side_start_anew_and_stand_on_their_heads() {
    let sides = printed(16, "fa", &["--signature", "8"]);
    let expected = [[1, 8], [7, 2], [3, 6], [5, 4], [9, 16], [15, 10], [11, 14], [13, 12]];
    assert_eq!(all_pages(&sides), expected);
    let sides = printed(16, "fa", &["--up", "4", "--sheet", "a3"]);
    assert_eq!(sides.len(), 4);
    for side in &sides {
        let turned: Vec<bool> = side.places.iter().map(|place| place.2).collect();
        assert_eq!(turned, [true, true, false, false], "the upper row is folded behind the lower one");
    }
    let mut pages: Vec<usize> = all_pages(&sides).concat();
    pages.sort_unstable();
    assert_eq!(pages, (1..=16).collect::<Vec<_>>());
}

#[test]
fn stacks_copies_and_single_pages() {
    // Leaves 1–2 to 3–4 lie under the right half, 5–6 to 7–8 under the left one.
    let sides = printed(8, "fa", &["--scheme", "cut-stack", "--up", "2"]);
    assert_eq!(all_pages(&sides), [[5, 1], [2, 6], [7, 3], [4, 8]]);
    let sides = printed(2, "fa", &["--scheme", "copies", "--up", "4", "--sheet", "a3"]);
    assert_eq!(all_pages(&sides), [[1; 4], [2; 4]]);
    let sides = printed(4, "fa", &["--scheme", "n-up", "--up", "2"]);
    assert_eq!(all_pages(&sides), [[2, 1], [4, 3]]);
    assert_eq!(all_pages(&printed(3, "fa", &["--scheme", "single"])), [[1], [2], [3]]);
    let sides = printed(3, "fa", &["--scheme", "reversed"]);
    assert_eq!(all_pages(&sides), [vec![], vec![3], vec![2], vec![1]], "an even count, the last page first");
    assert_eq!(sides[1].media.map(f32::round), [0.0, 0.0, 420.0, 595.0], "a page alone has its own size");
}

#[test]
fn one_sheet_becomes_a_small_book_or_a_leaflet() {
    let sides = printed(8, "fa", &["--scheme", "mini"]);
    assert_eq!(all_pages(&sides), [[2, 3, 4, 5, 1, 8, 7, 6]]);
    assert!(sides[0].scale < 1.0 && sides[0].places.iter().filter(|place| place.2).count() == 4);
    assert_eq!(all_pages(&printed(6, "fa", &["--scheme", "panels"])), [[1, 6, 2], [5, 4, 3]]);
}

#[test]
fn the_printer_decides_how_backs_stand_and_in_which_order_sides_come() {
    let short = printed(8, "fa", &["--duplex", "short-edge"]);
    let long = printed(8, "fa", &["--duplex", "long-edge"]);
    for (at, (short, long)) in short.iter().zip(&long).enumerate() {
        let is_back = at % 2 == 1;
        assert!(short.places.iter().all(|place| !place.2));
        assert!(long.places.iter().all(|place| place.2 == is_back), "backs are turned round");
        let mut pages = short.pages();
        if is_back {
            pages.reverse();
        }
        assert_eq!(long.pages(), pages);
    }
    let down = printed(8, "fa", &["--duplex", "none", "--guide", "none"]);
    assert_eq!(all_pages(&down), [[1, 8], [3, 6], [7, 2], [5, 4]], "all fronts, then all backs");
    let up = printed(8, "fa", &["--duplex", "none", "--pile", "face-up", "--guide", "none"]);
    assert_eq!(all_pages(&up), [[1, 8], [3, 6], [5, 4], [7, 2]], "the last sheet lies on top");
    // The last sheet has no back and goes through the printer with the others, else each would get that of its neighbour.
    let odd = printed(5, "fa", &["--scheme", "n-up", "--duplex", "none", "--pile", "face-up", "--guide", "none"]);
    assert_eq!(all_pages(&odd), [vec![2, 1], vec![5], vec![], vec![4, 3]]);
}

#[test]
fn a_first_sheet_tells_what_to_do_by_hand_and_moves_nothing() {
    for (language, fronts, fold) in [
        ("fa", "روها را چاپ کنید: صفحه‌های ۲ تا ۳ این پرونده.", "از میان تا کنید"),
        ("ar", "اطبع الوجوه: الصفحات من ٢ إلى ٣ من هذا الملف.", "واطوها من الوسط"),
        ("en", "Print the fronts: pages 2 to 3 of this file.", "fold them in the middle"),
        ("de", "Print the fronts: pages 2 to 3 of this file.", "fold them in the middle"),
    ] {
        let folder = book(8, language, "");
        for (flag, file) in [("first", "told.pdf"), ("none", "bare.pdf")] {
            let run = publish(folder.path(), &["print", ".", "--duplex", "none", "--guide", flag, "-o", file]);
            assert!(run.status.success(), "{}", stderr(&run));
        }
        let (told, bare) = (sides(&folder.path().join("told.pdf")), sides(&folder.path().join("bare.pdf")));
        assert_eq!(told.len(), bare.len() + 1);
        assert_eq!(all_pages(&told[1..]), all_pages(&bare), "sides stay what they are");
        assert_eq!(told[0].media, bare[0].media);
        let document = Document::load(folder.path().join("told.pdf")).expect("a PDF of this program");
        let text = guide_text(&document);
        for words in [fronts, fold] {
            assert!(text.contains(&words.replace(' ', "")), "{language}: {words} in {text}");
        }
    }
    // Where there are no backs, there is nothing to tell.
    assert_eq!(printed(8, "fa", &["--scheme", "mini", "--duplex", "none"]).len(), 1);
}

#[test]
fn a_cover_goes_into_a_file_of_its_own() {
    let folder = book(12, "fa", "print: { cover: outside }\n");
    let run = publish(folder.path(), &["print", ".", "-o", "inside.pdf"]);
    assert!(run.status.success(), "{}", stderr(&run));
    assert_eq!(stdout(&run), "inside.pdf\ninside-cover.pdf\n");
    assert_eq!(all_pages(&sides(&folder.path().join("inside-cover.pdf"))), [[1, 12], [11, 2]]);
    assert_eq!(all_pages(&sides(&folder.path().join("inside.pdf"))), [[3, 10], [9, 4], [5, 8], [7, 6]]);
}

#[test]
fn boxes_lie_in_each_other_and_marks_in_neither_trim_nor_white_edge() {
    let marks = "crop,fold,centre,registration,colours";
    for flags in [
        ["--sheet", "a3", "--bleed", "3mm", "--duplex", "auto"],
        ["--sheet", "a3", "--bleed", "0mm", "--duplex", "long-edge"],
        ["--sheet", "a3", "--scheme", "cut-stack", "--up", "2"],
    ] {
        let sides = printed(8, "fa", &[&flags, ["--marks", marks].as_slice()].concat());
        for side in &sides {
            let inside = |inner: [f32; 4], outer: [f32; 4]| {
                (0..2).all(|at| inner[at] >= outer[at] && inner[at + 2] <= outer[at + 2])
            };
            assert!(inside(side.trim, side.bleed) && inside(side.bleed, side.media), "{flags:?}");
            assert!(side.marks.len() > 20, "{flags:?}: {} ends of marks", side.marks.len());
            for &(x, y) in &side.marks {
                let [left, bottom, right, top] = side.trim;
                assert!(!(x > left && x < right && y > bottom && y < top), "{flags:?}: a mark at {x}, {y} in the trim");
                let [_, _, width, height] = side.media;
                let is_free = x >= EDGE && y >= EDGE && x <= width - EDGE && y <= height - EDGE;
                assert!(is_free, "{flags:?}: a mark at {x}, {y} in the white edge");
            }
        }
    }
}

#[test]
fn spines_are_marked_a_step_lower_with_each_signature() {
    let sides = printed(24, "fa", &["--signature", "8", "--marks", "collation", "--sheet", "a3"]);
    let tops: Vec<f32> =
        sides.iter().filter_map(|side| side.marks.iter().map(|mark| mark.1).reduce(f32::max)).collect();
    assert_eq!(tops.len(), 3, "on the outermost sheet of each");
    assert!(tops[0] > tops[1] && tops[1] > tops[2], "{tops:?}");
}

#[test]
fn the_plan_is_printed_and_no_file_written() {
    let folder = book(8, "fa", "");
    let run = publish(folder.path(), &["print", ".", "--plan"]);
    assert!(run.status.success(), "{}", stderr(&run));
    let rows: Vec<String> =
        stdout(&run).lines().map(|line| line.split_whitespace().collect::<Vec<_>>().join(" ")).collect();
    for row in ["2 sheets, 4 sides, 0 blank pages", "1 front 1 8", "1 back 7 2", "2 front 3 6", "2 back 5 4"] {
        assert!(rows.iter().any(|line| line == row), "{row}: {rows:?}");
    }
    assert!(!folder.path().join("out").exists());
    // Two sheets of A4 at 80 g/m² weigh 10 g; four leaves of a tenth of a millimetre.
    for row in ["paper 297 × 210 mm, 80 g/m²: 10 g a copy, 0.4 mm thick", "turned about the short edge"] {
        assert!(rows.iter().any(|line| line == row), "{row}: {rows:?}");
    }
    let run = publish(folder.path(), &["print", ".", "--plan", "--copies", "300"]);
    assert!(stdout(&run).contains("300 copies: 600 sheets, 3.0 kg"), "{}", stdout(&run));
    assert!(
        rows.iter().any(|row| row.starts_with("ink: black on 0.0 % of the paper, at most")),
        "a word a page: {rows:?}"
    );
    let run = publish(folder.path(), &["print", ".", "--plan", "--cover", "outside"]);
    let told = stdout(&run);
    assert!(told.contains("\ncover: 1 sheet, 2 sides, 0 blank pages\n"), "{told}");
    let run = publish(folder.path(), &["print", ".", "--plan=cover.svg", "--cover", "outside"]);
    assert!(run.status.success(), "{}", stderr(&run));
    let picture = fs::read_to_string(folder.path().join("cover.svg")).expect("a picture");
    assert!(picture.contains(">cover 1 front<") && picture.contains(">1 back<"), "{picture}");
    let run = publish(folder.path(), &["print", ".", "--plan=plan.svg", "--duplex", "long-edge"]);
    assert_eq!(stdout(&run), "plan.svg\n", "{}", stderr(&run));
    let picture = fs::read_to_string(folder.path().join("plan.svg")).expect("a picture");
    let picture = roxmltree::Document::parse(&picture).expect("sound XML");
    let texts: Vec<&str> =
        picture.descendants().filter(|node| node.has_tag_name("text")).filter_map(|n| n.text()).collect();
    assert_eq!(texts, ["1 front", "1", "8", "1 back", "2", "7", "2 front", "3", "6", "2 back", "4", "5"]);
    let turned =
        picture.descendants().filter(|node| node.attribute("transform").is_some_and(|t| t.starts_with("rotate")));
    assert_eq!(turned.count(), 4, "the backs stand on their heads");
}

#[test]
fn a_slug_says_title_date_sheet_and_side_in_the_language_of_the_book() {
    let folder = book(8, "fa", "date: 2026-11-21\nprint: { sheet: a3, marks: slug }\n");
    let run = publish(folder.path(), &["print", ".", "-o", "sheets.pdf"]);
    assert!(run.status.success() && stderr(&run).is_empty(), "{}", stderr(&run));
    let document = Document::load(folder.path().join("sheets.pdf")).expect("a PDF of this program");
    for (nth, (sheet, side)) in [("۱", "رو"), ("۱", "پشت"), ("۲", "رو"), ("۲", "پشت")].into_iter().enumerate()
    {
        let page = document.page_iter().nth(nth).expect("a side");
        let resources = document.get_dictionary(page).expect("a page").get(b"Resources").expect("resources");
        let forms = super::pdf_reader::dictionary(&document, resources).get(b"XObject").expect("forms");
        let forms = super::pdf_reader::dictionary(&document, forms);
        let name = format!("P{}", 8 + nth);
        let form = forms.get(name.as_bytes()).expect("the slug").as_reference().expect("a reference");
        let text = form_text(&document, form);
        for part in ["نان", "آبان", "۱۴۰۵", &format!("برگهٔ {sheet} از ۲"), side] {
            let plain: String = part.split(' ').collect();
            assert!(text.contains(&plain), "{part}: {text}");
        }
    }
}

/// The text of the first sheet as it is drawn, without spaces.
fn guide_text(document: &Document) -> String {
    let page = document.page_iter().next().expect("a sheet");
    let resources = document.get_dictionary(page).expect("a page").get(b"Resources").expect("resources");
    let forms = super::pdf_reader::dictionary(document, resources).get(b"XObject").expect("forms");
    let (_, form) = super::pdf_reader::dictionary(document, forms).iter().next().expect("the guide");
    let runs = form_runs(document, form.as_reference().expect("a reference"));
    runs.iter().map(|run| run.read()).collect::<String>().replace(' ', "")
}

/// The text of a form in reading order, without spaces.
fn form_text(document: &Document, form: lopdf::ObjectId) -> String {
    let mut runs = form_runs(document, form);
    runs.sort_by(|one, other| other.x.total_cmp(&one.x));
    runs.iter().map(|run| run.read()).collect::<String>().replace(' ', "")
}

fn form_runs(document: &Document, form: lopdf::ObjectId) -> Vec<super::pdf_reader::Shown> {
    let stream = document.get_object(form).and_then(Object::as_stream).expect("a form");
    let mut copy = document.clone();
    let content =
        copy.add_object(lopdf::Stream::new(lopdf::Dictionary::new(), stream.decompressed_content().expect("deflated")));
    let resources = stream.dict.get(b"Resources").expect("resources").clone();
    let page =
        copy.add_object(lopdf::dictionary! { "Type" => "Page", "Contents" => content, "Resources" => resources });
    super::pdf_reader::shown(&copy, page)
}

#[test]
fn what_cannot_be_printed_is_told_at_its_key_and_nothing_is_written() {
    // Pages, keys of `print:`, the place of the fault, its code.
    let cases = [
        (8, "{ sheet: a6 }", "4:17", "print.sheet-too-small"),
        (8, "{ sheet: letter, fit: actual }", "4:17", "print.too-large"),
        (120, "{ edge: 4mm, thickness: 1.5mm }", "4:32", "print.creep"),
        (8, "{ scheme: booklet, up: 3 }", "4:31", "print.bad-up"),
        (3, "{ cover: outside }", "4:17", "print.no-cover"),
        (8, "{ scheme: booklat }", "4:18", "manifest.unknown-value"),
        (8, "{ up: 40 }", "4:14", "manifest.out-of-range"),
        (8, "{ folds: 3 }", "4:10", "manifest.unknown-key"),
    ];
    for (count, print, place, code) in cases {
        let folder = book(count, "fa", &format!("print: {print}\n"));
        fs::write(folder.path().join("sheets.pdf"), "earlier").expect("a new file");
        let run = publish(folder.path(), &["print", "manifest.yaml", "-o", "sheets.pdf"]);
        let report = stderr(&run);
        assert_eq!(run.status.code(), Some(1), "{print}: {report}");
        assert!(report.contains(&format!("manifest.yaml:{place}: error[{code}]")), "{print}: {report}");
        assert!(report.contains("hint: "), "{print}: {report}");
        assert_eq!(fs::read(folder.path().join("sheets.pdf")).expect("the earlier file"), b"earlier", "{print}");
    }
}

#[test]
fn flags_are_refused_without_a_place_and_with_the_code_of_wrong_arguments() {
    let folder = book(8, "fa", "");
    let refused = |flags: &[&str]| {
        let run = publish(folder.path(), &[&["print", "."], flags].concat());
        assert!(!folder.path().join("out").exists(), "{flags:?}");
        (run.status.code(), stderr(&run))
    };
    let (code, report) = refused(&["--scheme", "booklat"]);
    assert!(code == Some(2) && report.contains("`booklat` is no value of `--scheme`"), "{report}");
    let (code, report) = refused(&["--cover", "outside", "-o", "-"]);
    assert!(code == Some(2) && report.contains("second file"), "{report}");
    let (code, report) = refused(&["--sheet", "a6"]);
    assert!(code == Some(1) && report.contains("error[print.sheet-too-small]"), "{report}");
    fs::write(folder.path().join("text/one.md"), "").expect("a text");
    let (code, report) = refused(&["--scheme", "panels", "--cover", "outside"]);
    assert!(code == Some(1) && report.contains("hint: "), "a book of one empty page: {report}");
}
