//! Line breaking on paragraphs made by hand (see `paragraphs` for their notation).

use publish::base::{Diagnostics, Direction, Length};
use publish::lines::{Line, Setting, break_paragraph};
use publish::shape::{RunKind, ShapedParagraph};
use publish::style::Align;

use crate::paragraphs::{faces, paragraph, setting};

/// Lines of a text, and the codes of what was reported.
fn broken(text: &str, direction: Direction, setting: &Setting) -> (Vec<Line>, Vec<&'static str>) {
    let mut diagnostics = Diagnostics::new();
    let lines = break_paragraph(&paragraph(text, direction), setting, &faces(), &mut diagnostics);
    (lines, diagnostics.iter().map(|diagnostic| diagnostic.code).collect())
}

fn texts(lines: &[Line]) -> Vec<String> {
    lines.iter().map(Line::text).collect()
}

/// Left edge, width and text of the fragments, in points, in logical order.
fn placed(line: &Line) -> Vec<(f64, f64, &str)> {
    line.fragments.iter().map(|one| (one.x.to_pt(), one.width.to_pt(), &*one.shaped.text)).collect()
}

#[test]
fn total_fit_sets_a_line_shorter_to_save_the_next() {
    // First fit would take "cc" into the first line and leave "dddddd" alone, 40 pt short.
    let setting = setting(100.0, Align::Justify);
    let (lines, reports) = broken("aaa bbb cc dddddd eeeeeeee f", Direction::Rtl, &setting);
    assert_eq!(texts(&lines), ["aaa bbb", "cc dddddd", "eeeeeeee f"]);
    assert!(reports.is_empty());
}

#[test]
fn spaces_shrink_rather_than_lose_a_word() {
    // Natural 105 pt in 102: three spaces of 5 pt give 1 pt each.
    let (lines, reports) = broken("aaa bb cc dd eeeeeeeee", Direction::Rtl, &setting(102.0, Align::Justify));
    assert_eq!(texts(&lines), ["aaa bb cc dd", "eeeeeeeee"]);
    let widths: Vec<f64> = placed(&lines[0]).iter().map(|fragment| fragment.1).collect();
    assert_eq!(widths, [30.0, 4.0, 20.0, 4.0, 20.0, 4.0, 20.0]);
    assert!(reports.is_empty());
}

#[test]
fn spaces_never_shrink_below_their_least_width() {
    let (lines, _) = broken("aaa bb cc dd eeeeeeeee", Direction::Rtl, &setting(101.0, Align::Justify));
    assert_eq!(texts(&lines), ["aaa bb", "cc dd", "eeeeeeeee"]);
}

#[test]
fn a_line_that_only_wide_spaces_can_fill_is_still_filled() {
    // Nothing else is possible: the first line has one space for 60 pt.
    let (lines, reports) = broken("aa bb cccccccccc dd", Direction::Ltr, &setting(100.0, Align::Justify));
    assert_eq!(texts(&lines), ["aa bb", "cccccccccc", "dd"]);
    assert_eq!(placed(&lines[0]), [(0.0, 20.0, "aa"), (20.0, 60.0, " "), (80.0, 20.0, "bb")]);
    assert!(reports.is_empty());
}

#[test]
fn a_word_wider_than_the_line_is_set_and_reported() {
    let mut diagnostics = Diagnostics::new();
    let text = paragraph("aa bbbbbbbbbbbb cc", Direction::Rtl);
    let lines = break_paragraph(&text, &setting(100.0, Align::Justify), &faces(), &mut diagnostics);
    assert_eq!(texts(&lines), ["aa", "bbbbbbbbbbbb", "cc"]);
    assert_eq!(diagnostics.len(), 1);
    let report = diagnostics.iter().next().unwrap();
    assert_eq!(report.code, "lines.overfull");
    assert_eq!(report.message, "“bbbbbbbbbbbb” is 20.00 pt wider than its line");
    // It sticks out at the end edge, which is the left one.
    assert_eq!(placed(&lines[1]), [(-20.0, 120.0, "bbbbbbbbbbbb")]);
}

#[test]
fn an_address_wider_than_the_line_is_cut_after_its_marks() {
    let (lines, reports) = broken("aa WWW.BEES.EXAMPLE/HONEY bb", Direction::Rtl, &setting(100.0, Align::Justify));
    assert_eq!(texts(&lines), ["aa WWW.", "BEES.", "EXAMPLE/", "HONEY bb"]);
    assert_eq!(reports, ["lines.cut-word"]);
    // The pieces of a line are one fragment whose clusters are counted in its own text.
    let (lines, _) = broken("A.B.C.D.E.F.G.H", Direction::Rtl, &setting(100.0, Align::Start));
    assert_eq!(texts(&lines), ["A.B.C.D.E.", "F.G.H"]);
    assert_eq!(lines[0].fragments.len(), 1);
    let clusters: String = lines[0].fragments[0].shaped.clusters().map(|(text, _)| text).collect();
    assert_eq!(clusters, "A.B.C.D.E.");
    assert_eq!(lines[1].fragments[0].range, 10..15);
    assert_eq!(lines[0].fragments[0].width, Length::pt(100.0));
}

#[test]
fn a_forced_break_ends_a_line_with_natural_spaces() {
    let (lines, _) = broken("aa bb|cc dd", Direction::Rtl, &setting(100.0, Align::Justify));
    assert_eq!(texts(&lines), ["aa bb", "cc dd"]);
    assert_eq!(placed(&lines[0]), [(80.0, 20.0, "aa"), (75.0, 5.0, " "), (55.0, 20.0, "bb")]);
    assert!(lines[0].ends_in_space, "the break reads as white space");
}

#[test]
fn empty_lines_between_forced_breaks_stay_and_have_a_height() {
    let (lines, _) = broken("aa||bb", Direction::Rtl, &setting(100.0, Align::Start));
    assert_eq!(texts(&lines), ["aa", "", "bb"]);
    assert_eq!((lines[1].ascent, lines[1].descent), (lines[0].ascent, lines[0].descent));
    assert!(lines[0].ascent > Length::ZERO && lines[0].descent > Length::ZERO);
}

#[test]
fn no_line_ends_at_a_no_break_space() {
    let (lines, _) = broken("aaaa bbb~ccc dd", Direction::Rtl, &setting(80.0, Align::Start));
    assert_eq!(texts(&lines), ["aaaa", "bbb~ccc", "dd"]);
}

#[test]
fn a_line_may_end_after_a_hyphen_without_a_space() {
    let (lines, _) = broken("aaaa-bbbb cc", Direction::Ltr, &setting(60.0, Align::Start));
    assert_eq!(texts(&lines), ["aaaa-", "bbbb", "cc"]);
    assert_eq!(lines.iter().map(|line| line.ends_in_space).collect::<Vec<_>>(), [false, true, false]);
}

#[test]
fn a_last_line_of_one_word_is_avoided_where_it_is_cheap() {
    // Spaces of 7 pt pull a second word down; in 117 pt they would have to be 7.8 pt, beyond what is comfortable.
    let broken = |measure| broken("a a a a a a a a b", Direction::Rtl, &setting(measure, Align::Justify)).0;
    assert_eq!(texts(&broken(112.0)), ["a a a a a a a", "a b"]);
    assert_eq!(texts(&broken(117.0)), ["a a a a a a a a", "b"]);
}

#[test]
fn latin_words_read_from_left_inside_a_right_to_left_line() {
    let (lines, _) = broken("aa BB CC dd", Direction::Rtl, &setting(100.0, Align::Start));
    let expected = [
        (80.0, 20.0, "aa"),
        (75.0, 5.0, " "),
        (30.0, 20.0, "BB"),
        (50.0, 5.0, " "),
        (55.0, 20.0, "CC"),
        (25.0, 5.0, " "),
        (5.0, 20.0, "dd"),
    ];
    assert_eq!(placed(&lines[0]), expected);
}

#[test]
fn a_latin_phrase_over_two_lines_has_its_first_words_on_the_first() {
    let (lines, _) = broken("aaa BBB CCC DDD EEE fff", Direction::Rtl, &setting(105.0, Align::Justify));
    assert_eq!(texts(&lines), ["aaa BBB CCC", "DDD EEE fff"]);
    let first: Vec<f64> = placed(&lines[0]).iter().map(|fragment| fragment.0).collect();
    assert_eq!(first, [75.0, 67.5, 0.0, 30.0, 37.5]);
    // Last line: natural, at the right edge.
    let second: Vec<f64> = placed(&lines[1]).iter().map(|fragment| fragment.0).collect();
    assert_eq!(second, [40.0, 70.0, 75.0, 35.0, 5.0]);
}

#[test]
fn lines_stand_in_the_middle_or_at_an_edge() {
    let left = |align, direction| broken("aa bb", direction, &setting(100.0, align)).0[0].fragments[0].x.to_pt();
    assert_eq!(left(Align::Start, Direction::Ltr), 0.0);
    assert_eq!(left(Align::Center, Direction::Ltr), 27.5);
    assert_eq!(left(Align::End, Direction::Ltr), 55.0);
    // The first fragment of a right-to-left line is its rightmost.
    assert_eq!(left(Align::Start, Direction::Rtl), 80.0);
    assert_eq!(left(Align::Center, Direction::Rtl), 52.5);
    assert_eq!(left(Align::End, Direction::Rtl), 25.0);
}

#[test]
fn centred_lines_are_balanced() {
    let text = "aa bb cc dd ee ff";
    let broken = |align| texts(&broken(text, Direction::Rtl, &setting(120.0, align)).0);
    assert_eq!(broken(Align::Center), ["aa bb cc", "dd ee ff"]);
    assert_eq!(broken(Align::Start), ["aa bb cc dd", "ee ff"]);
}

#[test]
fn the_first_line_is_indented_at_its_start_edge() {
    let indented = Setting { first_indent: Length::pt(15.0), ..setting(100.0, Align::Justify) };
    let edges = |direction| {
        let (lines, _) = broken("aaa bbb ccc ddd eee", direction, &indented);
        lines.iter().map(|line| line.fragments[0].x.to_pt()).collect::<Vec<_>>()
    };
    assert_eq!(edges(Direction::Ltr), [15.0, 0.0]);
    assert_eq!(edges(Direction::Rtl), [55.0, 70.0]);
}

#[test]
fn spaces_at_the_end_of_a_line_are_left_out() {
    let (lines, _) = broken("aaa bbb_ ccc_", Direction::Rtl, &setting(70.0, Align::Justify));
    assert_eq!(texts(&lines), ["aaa bbb", "ccc"]);
    assert_eq!(lines.iter().map(|line| line.ends_in_space).collect::<Vec<_>>(), [true, false]);
}

#[test]
fn nothing_and_nothing_but_spaces() {
    assert!(broken("", Direction::Rtl, &setting(100.0, Align::Justify)).0.is_empty());
    let (lines, _) = broken("  ", Direction::Rtl, &setting(100.0, Align::Justify));
    assert_eq!(texts(&lines), [""]);
}

/// A small generator (Knuth's MMIX constants), so that every run of the tests sees the same paragraphs.
pub(crate) struct Lcg(pub(crate) u64);

impl Lcg {
    pub(crate) fn below(&mut self, bound: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % bound
    }
}

fn random_text(random: &mut Lcg) -> String {
    let mut text = String::new();
    for _ in 0..=random.below(60) {
        let letter = if random.below(6) == 0 { "A" } else { "a" };
        text.push_str(&letter.repeat(1 + random.below(9) as usize));
        text.push_str(match random.below(24) {
            0 => "~",
            1 => "-",
            2 => "|",
            3 => "_",
            4 => "  ",
            _ => " ",
        });
    }
    text
}

/// Fragments are the runs in order, without spaces at line ends and forced breaks.
fn check_partition(text: &ShapedParagraph, lines: &[Line]) {
    let mut expected = 0;
    for fragment in lines.iter().flat_map(|line| &line.fragments) {
        let mut skipped = text.runs.iter().filter(|run| (expected..fragment.range.start).contains(&run.range.start));
        assert!(skipped.all(|run| matches!(run.kind, RunKind::Space | RunKind::LineBreak)));
        assert!(fragment.range.start >= expected);
        expected = fragment.range.end;
    }
    assert!(text.runs.iter().filter(|run| run.range.start >= expected).all(|run| run.kind != RunKind::Word));
}

/// Fragments of a line stand side by side without gaps; the bounds are its ends.
fn bounds(line: &Line) -> (Length, Length) {
    let mut edges: Vec<(Length, Length)> = line.fragments.iter().map(|one| (one.x, one.x + one.width)).collect();
    edges.sort();
    assert!(edges.windows(2).all(|pair| pair[0].1 == pair[1].0), "{edges:?}");
    (edges[0].0, edges[edges.len() - 1].1)
}

#[test]
fn any_paragraph_is_partitioned_and_its_lines_fit_or_are_reported() {
    let mut random = Lcg(11);
    let faces = faces();
    for round in 0..600 {
        let direction = if random.below(3) == 0 { Direction::Ltr } else { Direction::Rtl };
        let mut text = paragraph(&random_text(&mut random), direction);
        for run in text.runs.iter_mut().filter(|run| run.kind == RunKind::Word) {
            run.width += Length::from_raw(random.below(65_536) as i64);
        }
        let align = [Align::Justify, Align::Justify, Align::Start, Align::Center, Align::End][round % 5];
        let setting = Setting {
            first_indent: Length::from_raw(random.below(900_000) as i64),
            ..setting(60.0 + random.below(300) as f64, align)
        };
        let mut diagnostics = Diagnostics::new();
        let lines = break_paragraph(&text, &setting, &faces, &mut diagnostics);
        check_partition(&text, &lines);
        let mut overfull = 0;
        for (number, line) in lines.iter().enumerate().filter(|(_, line)| !line.fragments.is_empty()) {
            let (left, right) = bounds(line);
            let indent = if number == 0 { setting.first_indent } else { Length::ZERO };
            let room = setting.measure - indent;
            overfull += usize::from(right - left > room);
            let stop = line.fragments[line.fragments.len() - 1].range.end;
            let is_forced = text.runs.iter().find(|run| run.range.start >= stop && run.kind != RunKind::Space);
            let is_last = is_forced.is_none_or(|run| run.kind == RunKind::LineBreak);
            let has_glue = text.runs.iter().any(|run| {
                line.fragments.iter().any(|one| one.range == run.range)
                    && matches!(run.kind, RunKind::Space | RunKind::FixedSpace)
            });
            if align == Align::Justify && !is_last && has_glue && right - left <= room {
                assert_eq!(right - left, room, "round {round}, line {number}");
            }
        }
        let reports = diagnostics.iter().filter(|diagnostic| diagnostic.code == "lines.overfull").count();
        assert_eq!(reports, overfull, "round {round}");
    }
}

#[test]
fn lines_are_the_same_at_every_run() {
    let text = paragraph(&random_text(&mut Lcg(5)).repeat(5), Direction::Rtl);
    let set = || {
        let lines = break_paragraph(&text, &setting(180.0, Align::Justify), &faces(), &mut Diagnostics::new());
        format!("{lines:?}")
    };
    assert_eq!(set(), set());
}

#[test]
fn a_hundred_thousand_words_take_time_in_proportion() {
    let short = paragraph(&random_text(&mut Lcg(3)).replace('|', "").repeat(40), Direction::Rtl);
    let runs = short.runs.len();
    let mut long = short.clone();
    while long.runs.len() < 200_000 {
        long.runs.extend_from_slice(&short.runs);
    }
    let begin = std::time::Instant::now();
    let lines = break_paragraph(&long, &setting(300.0, Align::Justify), &faces(), &mut Diagnostics::new());
    assert!(lines.len() > runs / 20);
    // A quadratic breaker needs minutes here; the bound is far from both.
    assert!(begin.elapsed().as_secs() < 20, "{:?}", begin.elapsed());
}
