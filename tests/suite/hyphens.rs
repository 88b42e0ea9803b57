//! Words broken between two lines, signs at the edges, and other ways to choose breaks, with real faces.

use std::sync::Arc;

use publish::base::{Diagnostics, Direction, Language, Length, Span};
use publish::font::Faces;
use publish::font::embedded::embedded_faces;
use publish::lines::{Fragment, Line, Setting, break_paragraph};
use publish::script::hyphenate::{Hyphenation, places};
use publish::shape::{ShapedParagraph, Shaper, StyledText, TextStyle, shape};
use publish::style::{Align, Breaks, Justification};

use crate::paragraphs;

const ENGLISH: &str = "Beekeepers understand fermentation remarkably differently: temperature, consistency and patience \
                       determine everything, and bookbinders traditionally strengthened parchment with reinforcement.";
const UYGHUR: &str = "ناۋايلار ھەر كۈنى ئەتىگەندە ئورنىدىن تۇرۇپ خېمىرنى يۇغۇرىدۇ، ئۇنىڭدىن كېيىن تونۇرنى قىزىتىپ \
                      نانلارنى پىشۇرىدۇ. كىتابپۇرۇشلار بولسا كىتابلارنى تەرتىپلىك ھالدا تىزىپ، ئوقۇرمەنلەرنىڭ كېلىشىنى كۈتىدۇ.";
const PERSIAN: &str = "«نان تازه»، «عسل» و «کتاب» را از بازار آوردند؛ آب، آرد، نمک، خمیر، تنور، هیزم، آتش، دود، بو، مزه، \
                       سفره، مهمان، همسایه، کوچه، خانه، باغ، زنبور، کندو، موم، شهد، گل، بهار، تابستان، پاییز، زمستان.";

fn shaped(text: &str, language: &str, faces: &Faces) -> ShapedParagraph {
    let families = |name: &str| vec![name.to_owned()];
    let style = TextStyle {
        families: families("Vazirmatn"),
        latin_families: families("Gentium Plus"),
        language: Language::new(language),
        hyphenates: true,
        ..paragraphs::style()
    };
    let direction = style.language.direction();
    let styles = vec![(0..text.len(), Arc::new(style))];
    let text = StyledText {
        text: text.to_owned(),
        styles,
        isolates: Vec::new(),
        direction,
        span: Span::default(),
        sources: Arc::default(),
    };
    shape(&text, &Shaper::new(faces), &mut Diagnostics::new())
}

fn setting(measure: f64, justification: Justification) -> Setting {
    Setting { justification, ..paragraphs::setting(measure, Align::Justify) }
}

fn usual() -> Justification {
    Justification { shrink_to: 0.8, stretch_to: 1.5, ..Justification::default() }
}

fn lines(text: &str, language: &str, setting: &Setting, faces: &Faces) -> Vec<Line> {
    break_paragraph(&shaped(text, language, faces), setting, faces, &mut Diagnostics::new())
}

fn joined(lines: &[Line]) -> String {
    lines.iter().map(|line| line.text() + if line.ends_in_space { " " } else { "" }).collect()
}

fn edges(line: &Line) -> (Length, Length) {
    let left = line.fragments.iter().map(|one| one.x).min().unwrap_or_default();
    let right = line.fragments.iter().map(|one| one.x + one.width).max().unwrap_or_default();
    (left, right)
}

fn hyphen(line: &Line) -> Option<&Fragment> {
    line.fragments.last().filter(|last| last.range.is_empty())
}

/// The word with `|` where it may be broken.
fn marked(word: &str, language: &str) -> String {
    let Some(way) = Hyphenation::of(&Language::new(language)) else { return word.to_owned() };
    let mut marked = String::new();
    let mut from = 0;
    for at in places(word, way) {
        marked.push_str(&word[from..at]);
        marked.push('|');
        from = at;
    }
    marked + &word[from..]
}

#[test]
fn each_language_breaks_words_its_own_way() {
    assert_eq!(marked("hyphenation", "en"), "hy|phen|ation");
    assert_eq!(marked("“fermentation,”", "en-GB"), "“fer|men|ta|tion,”");
    assert_eq!(marked("Buchdruckerei", "de"), "Buch|dru|cke|rei");
    assert_eq!(marked("boulangerie", "fr"), "bou|lan|ge|rie");
    assert_eq!(marked("l\u{2019}imprimerie", "fr"), "l\u{2019}im|pri|me|rie");
    assert_eq!(marked("kitapçı", "tr"), "ki|tap|çı");
    // Where an author says so, there and nowhere else.
    assert_eq!(marked("book\u{AD}binders", "en"), "book\u{AD}|binders");
    for whole in ["oven", "UNESCO", "mp3player", "well-known", "example.org", "ferment/bake", "12"] {
        assert_eq!(marked(whole, "en"), whole);
    }
}

#[test]
fn persian_and_arabic_words_are_never_broken() {
    for (word, language) in [("کتابفروشی", "fa"), ("المخبوزات", "ar"), ("نانوایەکان", "ckb"), ("کتێبخانە", "ku-Arab")]
    {
        assert_eq!(marked(word, language), word);
    }
    let faces = embedded_faces();
    assert!(shaped(PERSIAN, "fa", &faces).runs.iter().all(|run| run.division.is_none()));
}

#[test]
fn uyghur_words_are_broken_before_the_consonant_of_a_syllable() {
    // كىتاب U+0643 U+0649 U+062A U+0627 U+0628: ki-tab, and so on.
    for word in ["كى|تاب", "مەك|تەپ", "ئور|نى|دىن", "نا|ۋاي|لار", "ئو|قۇر|مەن"] {
        assert_eq!(marked(&word.replace('|', ""), "ug"), word);
    }
    assert_eq!(marked("نان", "ug"), "نان");
}

#[test]
fn broken_words_have_a_hyphen_that_is_no_part_of_the_text() {
    let faces = embedded_faces();
    let mut broken = 0;
    for measure in [90.0, 110.0, 130.0, 160.0, 200.0] {
        let lines = lines(ENGLISH, "en", &setting(measure, usual()), &faces);
        assert_eq!(joined(&lines), ENGLISH);
        for line in &lines {
            let Some(hyphen) = hyphen(line) else { continue };
            broken += 1;
            assert!(!line.ends_in_space && hyphen.width > Length::ZERO);
            assert_eq!(edges(line), (Length::ZERO, Length::pt(measure)), "{}", line.text());
            assert_eq!(hyphen.x + hyphen.width, Length::pt(measure), "it ends the line");
        }
    }
    assert!(broken > 8, "{broken}");
}

#[test]
fn wide_lines_have_no_hyphens() {
    let faces = embedded_faces();
    let lines = lines(ENGLISH, "en", &setting(420.0, usual()), &faces);
    assert!(lines.len() > 1 && lines.iter().all(|line| hyphen(line).is_none()));
}

#[test]
fn ragged_lines_break_only_words_that_are_wider() {
    let faces = embedded_faces();
    let ragged = |measure: f64| Setting { align: Align::Start, ..setting(measure, usual()) };
    assert!(lines(ENGLISH, "en", &ragged(110.0), &faces).iter().all(|line| hyphen(line).is_none()));
    let mut diagnostics = Diagnostics::new();
    let narrow = break_paragraph(&shaped(ENGLISH, "en", &faces), &ragged(45.0), &faces, &mut diagnostics);
    assert!(narrow.iter().any(|line| hyphen(line).is_some()) && diagnostics.is_empty());
    assert_eq!(joined(&narrow), ENGLISH);
}

#[test]
fn parts_of_a_uyghur_word_keep_their_joined_forms_and_a_stroke_without_text() {
    let faces = embedded_faces();
    let paragraph = shaped(UYGHUR, "ug", &faces);
    let mut joints = 0;
    for measure in [80.0, 95.0, 120.0, 150.0] {
        let lines = break_paragraph(&paragraph, &setting(measure, usual()), &faces, &mut Diagnostics::new());
        assert_eq!(joined(&lines), UYGHUR);
        for line in &lines {
            assert!(hyphen(line).is_none(), "the stroke is part of its letter");
            let Some(last) = line.fragments.last() else { continue };
            let run = paragraph.runs.iter().find(|run| run.range.contains(&last.range.start)).expect("it is of a run");
            if last.range.end == run.range.end || last.range.start != run.range.start {
                continue;
            }
            joints += 1;
            assert_eq!(edges(line).0, Length::ZERO, "the stroke ends at the edge");
            // Glyphs stand from left to right: the stroke, then the letters as they are in the whole word.
            let part = &last.shaped.glyphs;
            let stroke = part.iter().take_while(|glyph| glyph.cluster.is_empty()).count();
            assert!(stroke > 0, "{}", line.text());
            let whole: Vec<_> = run.shaped.glyphs.iter().map(|glyph| glyph.id).collect();
            let letters: Vec<_> = part[stroke..].iter().map(|glyph| glyph.id).collect();
            assert!(whole.ends_with(&letters), "{}: other forms", last.shaped.text);
        }
    }
    assert!(joints > 5, "{joints}");
}

#[test]
fn signs_hang_at_both_edges_and_the_text_stays() {
    let faces = embedded_faces();
    for (text, language) in [(PERSIAN, "fa"), (ENGLISH, "en")] {
        let (mut starts, mut ends) = (0, 0);
        for measure in [110.0, 140.0, 170.0, 210.0, 260.0] {
            let hangs = setting(measure, Justification { hangs: true, ..usual() });
            let lines = lines(text, language, &hangs, &faces);
            assert_eq!(joined(&lines), text);
            let direction = Language::new(language).direction();
            for line in lines.iter().filter(|line| line.is_justified) {
                let (left, right) = edges(line);
                let (before, after) = match direction {
                    Direction::Rtl => (right - Length::pt(measure), Length::ZERO - left),
                    Direction::Ltr => (Length::ZERO - left, right - Length::pt(measure)),
                };
                let shown = line.text();
                let opens = shown.starts_with(['«', '“']);
                let closes = shown.trim_end().ends_with(['،', '.', '؛', ',', ':', '»']) || hyphen(line).is_some();
                let most = Length::pt(paragraphs::SIZE * 0.4);
                assert!(before <= most && after <= most && before >= Length::ZERO && after >= Length::ZERO);
                assert_eq!((before > Length::ZERO, after > Length::ZERO), (opens, closes), "{shown}");
                starts += usize::from(before > Length::ZERO);
                ends += usize::from(after > Length::ZERO);
            }
        }
        assert!(ends > 3 && (starts > 0 || language == "en"), "{language}: {starts} and {ends}");
    }
}

#[test]
fn first_fit_fills_each_line_in_turn() {
    let faces = embedded_faces();
    let first = setting(150.0, Justification { breaks: Breaks::First, ..usual() });
    let paragraph = shaped(PERSIAN, "fa", &faces);
    let lines = break_paragraph(&paragraph, &first, &faces, &mut Diagnostics::new());
    assert_eq!(joined(&lines), PERSIAN);
    for pair in lines.windows(2) {
        // The first word of the next line has no room even between the least spaces.
        let word = pair[1].fragments[0].width;
        let used: Length =
            pair[0].fragments.iter().map(|one| if one.is_space() { Length::ZERO } else { one.width }).sum();
        let least = pair[0].natural_spaces.scale(0.8) + Length::pt(2.0);
        assert!(used + least + word > Length::pt(150.0), "{} would take a word more", pair[0].text());
    }
}

#[test]
fn balanced_lines_are_of_one_length() {
    let faces = embedded_faces();
    let text = "نان تازه و کتاب کهنه در بازار بزرگ شهر ما";
    let set = |breaks| {
        let ragged = Setting { align: Align::Start, ..setting(120.0, Justification { breaks, ..usual() }) };
        let lines = lines(text, "fa", &ragged, &faces);
        let widths: Vec<f64> = lines.iter().map(|line| (edges(line).1 - edges(line).0).to_pt()).collect();
        let most = widths.iter().copied().fold(0.0, f64::max);
        (lines.len(), most - widths.iter().copied().fold(most, f64::min))
    };
    let ((total, ragged), (balanced, even)) = (set(Breaks::Total), set(Breaks::Balanced));
    assert_eq!(total, balanced, "no line more");
    assert!(even < ragged && even < 30.0, "{even} after {ragged}");
}

#[test]
fn a_paragraph_can_be_made_a_line_longer_or_shorter() {
    let faces = embedded_faces();
    let text = [PERSIAN; 9].join(" ");
    let count = |measure, looseness| {
        let loose = setting(measure, Justification { looseness, shrink_to: 0.67, ..usual() });
        let lines = lines(&text, "fa", &loose, &faces);
        assert_eq!(joined(&lines), text);
        let ratios = lines.iter().filter(|line| line.is_justified).filter_map(Line::space_ratio);
        (lines.len(), ratios.fold(0.0, f64::max))
    };
    let mut shorter = 0;
    for measure in [260.0, 270.0, 280.0, 290.0, 300.0] {
        let (usual, _) = count(measure, 0);
        let (longer, widest) = count(measure, 1);
        assert_eq!(longer, usual + 1, "{measure}");
        assert!(widest < 2.2, "{measure}: {widest}");
        // What spaces cannot do is not done.
        let less = count(measure, -1).0;
        assert!(less == usual || less == usual - 1, "{measure}: {less} for {usual}");
        shorter += usize::from(less < usual);
    }
    assert!(shorter > 0, "a line can be saved at some measure");
}
