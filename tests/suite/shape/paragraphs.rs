//! Runs of paragraphs: levels, faces, sizes, breaks, reports.

use std::sync::Arc;

use publish::base::{Color, Diagnostics, Direction, Language, Length};
use publish::book::NoteId;
use publish::font::{FaceStyle, Slant, Weight};
use publish::shape::{BreakAfter, Run, RunKind, Shaper, TextStyle, shape};

use super::setting::{FACES, persian, shaped, style, styled, text_of, with_isolates};

/// Each run as `text:level`.
fn levels(runs: &[Run]) -> Vec<String> {
    runs.iter().map(|run| format!("{}:{}", text_of(run), run.level)).collect()
}

/// Each run as `text:family`, spaces left out.
fn families(runs: &[Run]) -> Vec<String> {
    let words = runs.iter().filter(|run| run.kind != RunKind::Space);
    words.map(|run| format!("{}:{}", text_of(run), FACES.get(run.shaped.face).family())).collect()
}

/// The text with `|` where a line may end and `#` where it must.
fn breaks(runs: &[Run]) -> String {
    let mark = |run: &Run| match run.break_after {
        BreakAfter::Never => "",
        BreakAfter::Allowed => "|",
        BreakAfter::Forced => "#",
    };
    runs.iter().map(|run| format!("{}{}", text_of(run), mark(run))).collect()
}

fn bold(style: TextStyle) -> TextStyle {
    TextStyle { face_style: FaceStyle { weight: Weight::Bold, slant: Slant::Upright }, ..style }
}

#[test]
fn a_hyphen_between_numbers_joins_them_at_the_start_only() {
    // After an Arabic letter the numbers are Arabic-type (W2), and W4 joins none of them over a hyphen.
    let after_letter = shaped(&persian("سال ۱۲-۳۴"));
    assert_eq!(levels(&after_letter.runs), ["سال:1", " :1", "۱۲:2", "-:1", "۳۴:2"]);
    let at_start = shaped(&persian("۱۲-۳۴"));
    assert_eq!(at_start.runs.iter().map(|run| run.level).collect::<Vec<_>>(), [2]);
}

#[test]
fn an_isolate_keeps_a_range_in_the_order_it_asks_for() {
    let body = style("Vazirmatn", "fa");
    let set = |direction| {
        let parts =
            [("سال ", body.clone(), None), ("۱۲-۳۴", body.clone(), Some(direction)), (" بود", body.clone(), None)];
        levels(&shaped(&with_isolates(Direction::Rtl, &parts)).runs)
    };
    assert_eq!(set(Direction::Ltr), ["سال:1", " :1", "۱۲-۳۴:2", " :1", "بود:1"]);
    assert_eq!(set(Direction::Rtl), ["سال:1", " :1", "۱۲-۳۴:2", " :1", "بود:1"]);
}

#[test]
fn signs_beside_an_isolate_belong_to_the_line() {
    let body = style("Vazirmatn", "fa");
    let code = TextStyle { language: Language::new("en"), ..body.clone() };
    let parts = [("زبان ", body.clone(), None), ("C++", code, Some(Direction::Ltr)), ("، خوب", body, None)];
    let paragraph = shaped(&with_isolates(Direction::Rtl, &parts));
    assert_eq!(levels(&paragraph.runs)[2..4], ["C++:2", "،:1"]);
}

#[test]
fn a_latin_phrase_is_set_in_the_latin_family_at_its_size() {
    let paragraph = shaped(&persian("کتاب «Book, 2nd edition» و ۱۲، 1998 است"));
    let expected = [
        "کتاب:Vazirmatn",
        "«:Vazirmatn",
        "Book,:Gentium Plus",
        "2nd:Gentium Plus",
        "edition:Gentium Plus",
        "»:Vazirmatn",
        "و:Vazirmatn",
        "۱۲:Vazirmatn",
        "،:Vazirmatn",
        "1998:Vazirmatn",
        "است:Vazirmatn",
    ];
    assert_eq!(families(&paragraph.runs), expected);
    for run in &paragraph.runs {
        let is_latin = FACES.get(run.shaped.face).family() == "Gentium Plus";
        assert_eq!(run.size, if is_latin { Length::pt(9.0) } else { Length::pt(10.0) });
        let units = FACES.get(run.shaped.face).units_per_em();
        assert_eq!(run.width, run.shaped.advance.at(run.size, units));
    }
}

#[test]
fn spaces_are_as_wide_as_in_the_face_beside_them() {
    let runs = shaped(&persian("نان fine bread")).runs;
    let space = |run: &Run| (FACES.get(run.shaped.face).family().to_owned(), run.level, run.kind);
    assert_eq!(space(&runs[1]), ("Vazirmatn".to_owned(), 1, RunKind::Space));
    assert_eq!(space(&runs[3]), ("Gentium Plus".to_owned(), 2, RunKind::Space));
}

#[test]
fn letters_the_family_lacks_come_from_another_face() {
    // Gentium Plus has no Arabic script; Hebrew alef U+05D0 is in none of the first two.
    let paragraph = shaped(&styled(Direction::Ltr, &[("see نان", style("Gentium Plus", "en"))]));
    assert_eq!(families(&paragraph.runs), ["see:Gentium Plus", "نان:Vazirmatn"]);
    assert_eq!(paragraph.runs[2].size, Length::pt(10.0));
}

#[test]
fn bold_is_the_bold_face_and_italic_arabic_the_upright() {
    let body = style("Vazirmatn", "fa");
    let face = |style: TextStyle| {
        let paragraph = shaped(&styled(Direction::Rtl, &[("نان", style)]));
        FACES.get(paragraph.runs[0].shaped.face).full_name().to_owned()
    };
    assert_eq!(face(bold(body.clone())), "Vazirmatn Bold");
    let italic = FaceStyle { weight: Weight::Regular, slant: Slant::Italic };
    assert_eq!(face(TextStyle { face_style: italic, ..body }), "Vazirmatn Regular");
}

#[test]
fn a_change_of_style_inside_a_word_leaves_the_letters_joined() {
    let body = style("Vazirmatn", "fa");
    let whole = shaped(&persian("بهتر"));
    let parts = shaped(&styled(
        Direction::Rtl,
        &[
            ("به", body.clone()),
            ("ت", TextStyle { color: Color { red: 200, ..Color::BLACK }, ..body.clone() }),
            ("ر", body),
        ],
    ));
    // Runs stand in reading order, the glyphs of the whole word from left to right.
    let of_parts: Vec<_> =
        parts.runs.iter().flat_map(|run| run.shaped.glyphs.iter().rev().map(|glyph| glyph.id)).collect();
    let of_whole: Vec<_> = whole.runs[0].shaped.glyphs.iter().rev().map(|glyph| glyph.id).collect();
    assert_eq!(parts.runs.len(), 3);
    assert_eq!(of_parts, of_whole);
}

#[test]
fn a_mark_is_set_like_its_letter() {
    let body = style("Vazirmatn", "fa");
    // Beh U+0628, then fatha U+064E and beh in bold.
    let paragraph = shaped(&styled(Direction::Rtl, &[("ب", body.clone()), ("\u{064E}ب", bold(body))]));
    let texts: Vec<&str> = paragraph.runs.iter().map(text_of).collect();
    assert_eq!(texts, ["ب\u{064E}", "ب"]);
}

#[test]
fn lines_may_end_after_spaces_and_hyphens() {
    assert_eq!(breaks(&shaped(&persian("نان، عسل و well-made")).runs), "نان، |عسل |و |well-|made");
    assert_eq!(breaks(&shaped(&persian("نان ۱۲ عدد")).runs), "نان |۱۲ |عدد");
}

#[test]
fn forced_breaks_draw_nothing_and_no_break_spaces_hold() {
    let runs = shaped(&persian("نان\u{2028}۱۲\u{A0}عسل")).runs;
    assert_eq!(breaks(&runs), "نان\u{2028}#۱۲\u{A0}عسل");
    let kinds: Vec<RunKind> = runs.iter().map(|run| run.kind).collect();
    assert_eq!(kinds, [RunKind::Word, RunKind::LineBreak, RunKind::Word, RunKind::FixedSpace, RunKind::Word]);
    assert_eq!(runs[1].width, Length::ZERO);
    assert!(runs[3].width > Length::ZERO);
}

#[test]
fn tabs_and_line_ends_are_spaces() {
    let runs = shaped(&persian("نان\tو\u{2029}عسل")).runs;
    let space = shaped(&persian("نان و")).runs[1].width;
    for run in [&runs[1], &runs[3]] {
        assert_eq!((run.kind, run.width, run.break_after), (RunKind::Space, space, BreakAfter::Allowed));
    }
}

#[test]
fn a_note_mark_stays_with_the_word_before_it() {
    let body = style("Vazirmatn", "fa");
    let mark = |number| TextStyle { note_mark: Some(NoteId(number)), rise: Length::pt(3.0), ..body.clone() };
    // An em dash U+2014 would let the line end after it.
    let ltr = Some(Direction::Ltr);
    let parts = [("نان—", body.clone(), None), ("۱", mark(0), ltr), ("۲", mark(1), ltr), (" عسل", body.clone(), None)];
    let paragraph = shaped(&with_isolates(Direction::Rtl, &parts));
    assert_eq!(breaks(&paragraph.runs), "نان|—۱۲ |عسل");
    // Two marks are two isolates, so the first is read first: it stands at the right.
    assert_eq!(levels(&paragraph.runs)[2..4], ["۱:2", "۲:2"]);
    assert_eq!(paragraph.runs[2].style.note_mark, Some(NoteId(0)));
}

#[test]
fn a_character_without_face_is_reported_once_and_drawn_as_a_box() {
    // U+2603 snowman.
    let text = persian("نان \u{2603} و \u{2603}\u{2603}");
    let mut diagnostics = Diagnostics::new();
    let paragraph = shape(&text, &Shaper::new(&FACES), &mut diagnostics);
    let reports: Vec<_> = diagnostics.iter().collect();
    assert_eq!(reports.len(), 1);
    assert_eq!((reports[0].code, reports[0].span), ("shape.missing-glyph", Some(text.span)));
    assert!(reports[0].message.contains("\u{2603} (U+2603)"), "{}", reports[0].message);
    let run = paragraph.runs.iter().find(|run| text_of(run) == "\u{2603}").unwrap();
    let glyph = &run.shaped.glyphs[0];
    assert_eq!(glyph.id.0, 0);
    assert!(!FACES.get(run.shaped.face).outline(glyph.id).contours.is_empty());
}

#[test]
fn directional_marks_turn_text_and_draw_nothing() {
    // U+202D left-to-right override … U+202C; U+200F right-to-left mark; U+00AD soft hyphen.
    let text = "نان \u{202D}ab\u{202C}\u{200F}! کتاب\u{AD}خانه";
    let paragraph = shaped(&persian(text));
    let joined: String = paragraph.runs.iter().map(text_of).collect();
    assert_eq!(joined, text);
    for run in &paragraph.runs {
        for (cluster, glyphs) in run.shaped.clusters() {
            if cluster.chars().all(|c| matches!(c, '\u{202C}' | '\u{202D}' | '\u{200F}' | '\u{AD}')) {
                assert_eq!(glyphs.iter().map(|glyph| glyph.advance.0).sum::<i32>(), 0);
                let outline = FACES.get(run.shaped.face).outline(glyphs[0].id);
                assert!(outline.contours.is_empty());
            }
        }
    }
}

#[test]
fn equal_words_share_their_glyphs() {
    let paragraph = shaped(&persian("نان و نان، نان"));
    assert!(Arc::ptr_eq(&paragraph.runs[0].shaped, &paragraph.runs[6].shaped));
    assert!(Arc::ptr_eq(&paragraph.runs[1].shaped, &paragraph.runs[3].shaped));
    assert!(!Arc::ptr_eq(&paragraph.runs[0].shaped, &paragraph.runs[4].shaped));
}

#[test]
fn an_empty_paragraph_has_no_runs() {
    assert!(shaped(&persian("")).runs.is_empty());
    assert!(shaped(&styled(Direction::Ltr, &[])).runs.is_empty());
    assert_eq!(breaks(&shaped(&persian("  ")).runs), "  ");
}
