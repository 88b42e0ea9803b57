//! Notes at the foot of columns: taken out of the lines, parted at their marks, and joined to the marks in the text.

use super::habits::Habits;
use super::lines::{Line, Stretch};
use super::rows::Rise;
use super::signs::is_note_mark;
use super::tables::Grid;
use crate::rescue::found::{LeftOut, Place};
use crate::rescue::position::Area;
use crate::script::DigitSet;

/// A note as it stands at the foot of pages.
#[derive(Clone, Debug)]
pub(super) struct Footnote {
    /// Its mark, digits as 0 to 9.
    pub(super) key: String,
    /// Its label in the whole file.
    pub(super) label: String,
    /// Its lines, without the mark.
    pub(super) lines: Vec<Line>,
    /// Whether a mark in the text names it.
    pub(super) is_joined: bool,
}

impl Footnote {
    fn page(&self) -> u32 {
        self.lines.first().map_or(0, |line| line.page)
    }
}

/// Puts a raised mark that has a line to itself to the line before: its paragraph left no room for it.
pub(super) fn gather_lone_marks(pages: &mut [Vec<Line>], habits: &Habits) {
    for page in pages {
        let mut at = 1;
        while at < page.len() {
            let (last, line) = (&page[at - 1], &page[at]);
            let step = line.baseline - last.baseline;
            let is_mark =
                line.size < 0.75 * habits.size && line.start_in() < 0.3 * habits.size && key(&line.text()).is_some();
            let is_raised = last.column == line.column
                && (0.5 * habits.spacing(habits.size)..0.97 * habits.spacing(habits.size)).contains(&step);
            if is_mark && is_raised && last.size > 0.95 * habits.size && last.end_in() < 1.5 * habits.size {
                let mut mark = page.remove(at);
                mark.stretches.iter_mut().for_each(|stretch| stretch.look.rise = Rise::Raised);
                page[at - 1].stretches.append(&mut mark.stretches);
            } else {
                at += 1;
            }
        }
    }
}

/// Takes the notes of all pages; `rules` are those of the same pages, sorted by their lower edges.
pub(super) fn take(pages: &mut [Vec<Line>], rules: &[&[Area]], habits: &Habits) -> Vec<Footnote> {
    let mut notes: Vec<Footnote> = Vec::new();
    let rules: Vec<Vec<Area>> = rules.iter().map(|rules| separators(rules)).collect();
    let are_ruled = pages.iter().zip(&rules).any(|(page, rules)| has_ruled(page, rules, habits));
    for (page, rules) in pages.iter_mut().zip(&rules) {
        let lines = std::mem::take(page);
        let marks: Vec<String> = lines.iter().flat_map(raised_keys).collect();
        for column in lines.chunk_by(|one, next| one.column == next.column) {
            // The rule at the foot of a box parts no notes.
            let is_boxed = column[0].boxed > 0;
            let start = if is_boxed { column.len() } else { foot(column, rules, habits, &notes, are_ruled) };
            page.extend_from_slice(&column[..start]);
            for line in &column[start..] {
                add(&mut notes, line, &marks);
            }
        }
    }
    notes
}

/// Whether a page has small text with a mark right under a rule.
fn has_ruled(page: &[Line], rules: &[Area], habits: &Habits) -> bool {
    let is_note = |at: usize| page[at].size <= 0.95 * habits.size && mark(&page[at]).is_some();
    (1..page.len()).any(|at| is_note(at) && is_under_rule(&page[at], Some(&page[at - 1]), rules))
}

/// Where the notes of a column begin; its length when it has none. `are_ruled`: notes of the file stand under rules.
fn foot(column: &[Line], rules: &[Area], habits: &Habits, before: &[Footnote], are_ruled: bool) -> usize {
    let small = column.iter().rev().take_while(|line| line.size <= 0.95 * habits.size).count();
    let start = column.len() - small;
    let may_go_on = |line: &Line| {
        before.last().is_some_and(|note| note.lines.last().is_some_and(|last| last.page + 1 == line.page))
    };
    let has_rule = |at: usize| is_under_rule(&column[at], at.checked_sub(1).map(|last| &column[last]), rules);
    let begins =
        |line: &Line| mark(line).is_some_and(|mark| mark.is_raised || may_be_first(&mark.key, before, line.page));
    // Small text above the rule is no note: a box, a list.
    let under_rule =
        (start..column.len()).find(|at| has_rule(*at) && (begins(&column[*at]) || may_go_on(&column[*at])));
    // Without a rule its mark in the text tells, or that it is the next: its mark may be on the page before.
    let named = |line: &Line| mark(line).is_some_and(|mark| names(column, &mark.key) || is_next(&mark.key, before));
    // Below a heading stand the notes of a chapter.
    let is_below_head = |at: usize| {
        let head = column[..at].iter().rposition(|line| habits.stands_out(line));
        head.is_some_and(|head| column[head + 1].size <= 0.95 * habits.size && mark(&column[head + 1]).is_some())
    };
    let is_first = |at: &usize| begins(&column[*at]) && named(&column[*at]);
    let bare = || (start..column.len()).find(is_first).filter(|at| !are_ruled && !is_below_head(*at));
    let found = under_rule.or_else(bare);
    if let Some(at) = found {
        return at;
    }
    // Notes as large as the text: only under a rule, with a mark that is raised here or in the text.
    let is_named = |at: usize| {
        let raised = |key: &str| column[..at].iter().any(|line| raised_keys(line).any(|raised| raised == key));
        mark(&column[at]).is_some_and(|mark| mark.is_raised || raised(&mark.key))
    };
    // What goes on from the page before has no mark: others follow it, or that page ends in the middle of a line.
    let goes_on = |at: usize| {
        let is_full = |line: &Line| line.end_in() < 0.15 * (line.frame.1 - line.frame.0);
        let is_cut = before.last().and_then(|note| note.lines.last()).is_some_and(is_full);
        may_go_on(&column[at]) && mark(&column[at]).is_none() && (is_cut || (at + 1..column.len()).any(is_named))
    };
    let under = (0..column.len()).rev().find(|at| has_rule(*at) && (is_named(*at) || goes_on(*at)));
    under.filter(|at| column[*at..].iter().all(|line| line.size <= 1.02 * habits.size)).unwrap_or(column.len())
}

/// Thin lines that may part notes from the text: the borders of boxes and the lines of tables do not.
fn separators(rules: &[Area]) -> Vec<Area> {
    // Pages with more are drawings.
    const MOST: usize = 400;
    let is_level = |rule: &Area| rule.bottom - rule.top <= 2.5;
    let touches = |rule: &Area, side: &Area| {
        let at_end = (side.left - rule.left).abs() < 1.5 || (side.right - rule.right).abs() < 1.5;
        at_end && side.bottom - side.top > 6.0 && side.top < rule.bottom + 1.5 && side.bottom > rule.top - 1.5
    };
    // A rule may be filled and drawn round: the same place again is no other line.
    let alike = |rule: &Area, other: &Area| {
        let is_other = (rule.bottom - other.bottom).abs() > 3.0;
        is_other && (rule.left - other.left).abs() < 1.5 && (rule.right - other.right).abs() < 1.5 && is_level(other)
    };
    let is_separator = |rule: &&Area| {
        let is_border = rules.iter().any(|side| !is_level(side) && touches(rule, side));
        is_level(rule) && !is_border && rules.iter().filter(|other| alike(rule, other)).count() < 2
    };
    if rules.len() > MOST { rules.to_vec() } else { rules.iter().filter(is_separator).copied().collect() }
}

/// Whether a mark stands in the text of a column: raised, or in brackets.
fn names(column: &[Line], key: &str) -> bool {
    let holds = |line: &Line| {
        raised_keys(line).any(|raised| raised == key)
            || line.stretches.iter().any(|part| place(&part.text, key).is_some())
    };
    column.iter().any(holds)
}

/// Whether a number that is not raised may begin the notes of a page: the first, or the next.
fn may_be_first(key: &str, before: &[Footnote], page: u32) -> bool {
    let Ok(number) = key.parse::<u64>() else { return true };
    number == 1 || is_next(key, before) || before.iter().all(|note| note.page() + 1 < page && number < 400)
}

/// Whether a number follows that of the last note.
fn is_next(key: &str, before: &[Footnote]) -> bool {
    let number = |key: &str| key.parse::<u64>().ok();
    let last = before.last().and_then(|note| number(&note.key));
    last.is_some_and(|last| number(key) == Some(last + 1))
}

/// Whether a rule stands between two lines, above the second.
fn is_under_rule(line: &Line, last: Option<&Line>, rules: &[Area]) -> bool {
    let top = last.map_or(0.0, |last| last.baseline - 0.1 * last.size);
    let from = rules.partition_point(|rule| rule.bottom < top);
    rules[from..].iter().take_while(|rule| rule.bottom < line.baseline - 0.4 * line.size).any(|rule| {
        let width = rule.right - rule.left;
        let is_in = rule.left < line.frame.1 && rule.right > line.frame.0;
        width >= 2.5 * line.size && rule.bottom - rule.top <= 2.5 && is_in
    })
}

/// What a line of a note begins with.
struct NoteMark {
    key: String,
    is_raised: bool,
    /// Bytes of the first stretch that are the mark and what follows it.
    length: usize,
}

fn mark(line: &Line) -> Option<NoteMark> {
    let first = line.stretches.first()?;
    if first.look.rise == Rise::Raised {
        let key = key(&first.text)?;
        return Some(NoteMark { key, is_raised: true, length: first.text.len() });
    }
    let text = first.text.trim_start();
    let skipped = first.text.len() - text.len();
    let open = text.len() - text.trim_start_matches(['(', '[']).len();
    let is_mark = |letter: &char| DigitSet::is_digit(*letter) || is_note_mark(*letter);
    let length: usize = text[open..].chars().take_while(is_mark).map(char::len_utf8).sum();
    let roman = text[open..].chars().take_while(|letter| "ivxlc".contains(*letter)).count();
    let is_roman = length == 0 && roman > 0 && text[open + roman..].starts_with(['.', ')']);
    let length = if is_roman { roman } else { length };
    let key = key(&text[open..open + length])?;
    let rest = &text[open + length..];
    let after = rest.len()
        - rest
            .trim_start_matches(|sign: char| {
                sign.is_whitespace() || matches!(sign, '.' | ')' | ']' | '-' | '\u{2013}' | ':')
            })
            .len();
    let is_parted = after > 0 || key.chars().all(is_note_mark) || (rest.is_empty() && line.stretches.len() > 1);
    is_parted.then_some(NoteMark { key, is_raised: false, length: skipped + open + length + after })
}

/// The key of the mark that a line begins with.
pub(super) fn first_key(line: &Line) -> Option<String> {
    mark(line).map(|mark| mark.key)
}

/// Cuts the mark from the first line of a note.
pub(super) fn cut_mark(line: &mut Line) -> Option<String> {
    let mark = mark(line)?;
    if mark.is_raised || mark.length >= line.stretches[0].text.len() {
        line.stretches.remove(0);
    } else {
        line.stretches[0].text.drain(..mark.length);
    }
    if let Some(first) = line.stretches.first_mut() {
        let text =
            first.text.trim_start_matches(|sign: char| sign.is_whitespace() || matches!(sign, '.' | ')')).to_owned();
        first.text = text;
    }
    Some(mark.key)
}

/// The key of a mark: a number, signs, one letter, a Roman number.
pub(super) fn key(text: &str) -> Option<String> {
    let core =
        text.trim_matches(|sign: char| sign.is_whitespace() || matches!(sign, '(' | ')' | '[' | ']' | '.' | ','));
    let count = core.chars().count();
    let is_number = core.chars().all(DigitSet::is_digit) && count <= 4;
    let is_signs = core.chars().all(is_note_mark) && count <= 5;
    let is_letter = count == 1 && core.chars().all(char::is_alphabetic);
    let is_roman = count <= 6 && core.chars().all(|letter| "ivxlc".contains(letter));
    (count > 0 && (is_number || is_signs || is_letter || is_roman))
        .then(|| DigitSet::Latin.translate(core).replace(['\u{66D}', '\u{2217}'], "*"))
}

/// The keys of the raised marks of a line.
pub(super) fn raised_keys(line: &Line) -> impl Iterator<Item = String> {
    line.stretches.iter().filter(|stretch| stretch.look.rise == Rise::Raised).filter_map(|stretch| key(&stretch.text))
}

/// Adds a line of a foot: to the last note, or as the first of a new one.
fn add(notes: &mut Vec<Footnote>, line: &Line, marks: &[String]) {
    let on_page = notes
        .last()
        .is_some_and(|note| note.lines.iter().any(|other| other.page == line.page && other.column == line.column));
    let begins = mark(line).filter(|mark| {
        let number = mark.key.parse::<u64>().ok();
        let last = notes.last().filter(|note| note.page() == line.page).and_then(|note| note.key.parse::<u64>().ok());
        let is_next = match (number, last) {
            (Some(number), Some(last)) => number == last + 1,
            // The first of a page: a mark of the page, or of no page at all.
            (Some(_), None) => marks.contains(&mark.key) || !on_page,
            (None, _) => true,
        };
        mark.is_raised || is_next
    });
    if begins.is_none() {
        match notes.last_mut() {
            Some(note) => note.lines.push(line.clone()),
            None => notes.push(Footnote {
                key: String::new(),
                label: String::new(),
                lines: vec![line.clone()],
                is_joined: false,
            }),
        }
        return;
    }
    let mut line = line.clone();
    let key = cut_mark(&mut line).unwrap_or_default();
    notes.push(Footnote { key, label: String::new(), lines: vec![line], is_joined: false });
}

/// Joins the marks in the text to the notes, and gives the notes their labels in the order of their marks.
pub(super) fn join(pages: &mut [Vec<Line>], grids: &mut [Grid], notes: &mut [Footnote]) {
    let cells = grids.iter_mut().flat_map(|grid| &mut grid.rows).flatten().flatten();
    let mut next = join_raised(pages.iter_mut().flatten().chain(cells), notes, 1);
    for page in pages.iter_mut() {
        bracketed(page, notes, &mut next);
    }
    label_rest(notes, next);
}

/// The same for lines whose notes may stand up to `reach` pages later.
pub(super) fn join_lines(lines: &mut [&mut Line], notes: &mut [Footnote], reach: u32) {
    let next = join_raised(lines.iter_mut().map(|line| &mut **line), notes, reach);
    label_rest(notes, next);
}

/// What notes say that no mark names: a person looks where they belong.
pub(super) fn tell_unjoined(notes: &[Footnote]) -> impl Iterator<Item = LeftOut> {
    notes.iter().filter(|note| !note.is_joined).map(|note| {
        let place = Place { page: Some(note.page()), line: None };
        let text = note.lines.iter().map(Line::text).collect::<Vec<_>>().join(" ");
        LeftOut { rule: "rescue.note-without-mark", text, place, times: 1 }
    })
}

fn label_rest(notes: &mut [Footnote], mut next: usize) {
    for note in notes.iter_mut().filter(|note| !note.is_joined) {
        note.label = next.to_string();
        next += 1;
    }
}

fn join_raised<'a>(lines: impl Iterator<Item = &'a mut Line>, notes: &mut [Footnote], reach: u32) -> usize {
    let mut next = 1;
    for line in lines {
        for stretch in &mut line.stretches {
            if stretch.look.rise != Rise::Raised {
                continue;
            }
            let Some(key) = key(&stretch.text) else { continue };
            let Some(note) = find(notes, &key, line.page, reach) else { continue };
            note.is_joined = true;
            note.label = next.to_string();
            stretch.note = Some(note.label.clone());
            next += 1;
        }
    }
    next
}

/// The note of a mark: of the same page, of the next when the foot had no room, or of the end of the text.
fn find<'a>(notes: &'a mut [Footnote], key: &str, page: u32, reach: u32) -> Option<&'a mut Footnote> {
    let from = notes.partition_point(|note| note.page() < page);
    let near = notes[from..].iter_mut().take_while(|note| note.page() <= page.saturating_add(reach));
    near.into_iter().find(|note| !note.is_joined && note.key == key)
}

/// Marks that are not raised: `[3]` and `(3)` on a page that has a note 3 which nothing names.
fn bracketed(page: &mut [Line], notes: &mut [Footnote], next: &mut usize) {
    let Some(number) = page.first().map(|line| line.page) else { return };
    let from = notes.partition_point(|note| note.page() < number);
    let count = notes[from..].iter().take_while(|note| note.page() == number).count();
    for note in notes[from..from + count].iter_mut().filter(|note| !note.is_joined && !note.key.is_empty()) {
        let found = page.iter_mut().find_map(|line| {
            let at = line.stretches.iter().position(|stretch| place(&stretch.text, &note.key).is_some())?;
            Some((line, at))
        });
        let Some((line, at)) = found else { continue };
        let stretch = line.stretches.remove(at);
        let range = place(&stretch.text, &note.key).expect("it was found");
        note.label = next.to_string();
        note.is_joined = true;
        *next += 1;
        let before = Stretch { text: stretch.text[..range.start].to_owned(), ..stretch.clone() };
        let after = Stretch { text: stretch.text[range.end..].to_owned(), ..stretch.clone() };
        let mark = Stretch { text: stretch.text[range].to_owned(), note: Some(note.label.clone()), ..stretch };
        line.stretches.splice(at..at, [before, mark, after].into_iter().filter(|part| !part.text.is_empty()));
    }
}

fn place(text: &str, key: &str) -> Option<std::ops::Range<usize>> {
    let text_with_digits = DigitSet::Latin.translate(text);
    if !text_with_digits.contains(key) {
        return None;
    }
    // Translated digits have other lengths: the brackets of the text itself are looked at.
    [('[', ']'), ('(', ')')].into_iter().find_map(|(open, close)| {
        text.match_indices(open).find_map(|(start, _)| {
            let length = text[start + 1..].find(close)?;
            let inner = &text[start + 1..start + 1 + length];
            (DigitSet::Latin.translate(inner.trim()) == key).then(|| {
                let before = text[..start].trim_end().len();
                before..start + length + 2
            })
        })
    })
}
