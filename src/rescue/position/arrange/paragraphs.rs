//! Lines become paragraphs: by indents, short last lines, the space between, across columns and pages.
//!
//! The sharpest test is that of the typesetter: when the first word of a line would have had room at the end of the line
//! before, someone ended the paragraph there.

use super::dialogue;
use super::habits::{Habits, is_near};
use super::lines::Line;
use super::lists::marker;
use super::starts::{self, Start};

/// What stands in reading order: lines, and what was found before them.
#[derive(Clone, Debug)]
pub(super) enum Item<T> {
    /// A line of text.
    Line(Line),
    /// Something that is no paragraph.
    Other(T),
}

/// Lines that belong together.
#[derive(Clone, Debug)]
pub(super) struct Paragraph {
    /// The lines.
    pub(super) lines: Vec<Line>,
    /// The lines that may begin a paragraph of their own.
    pub(super) doubts: Vec<usize>,
    /// The lines before which a line was ended on purpose.
    pub(super) breaks: Vec<usize>,
    /// The space above it beyond that of lines, in sizes; `None` at the top of a page.
    pub(super) above: Option<f32>,
}

/// Whether a line goes on with the paragraph.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Relation {
    Joins,
    JoinsPerhaps,
    /// It does, and the line before was ended on purpose.
    Breaks,
    Parts,
}

/// Paragraphs of items; others stay in their places, or after the paragraph that runs past them to the next page.
pub(super) fn group<T>(items: Vec<Item<T>>, habits: &Habits) -> Vec<Part<T>> {
    let insets = insets(&items, habits);
    let speeches = dialogue::hangs(&items);
    let starts = starts::of_lines(&items.iter().map(line_of).collect::<Vec<_>>(), habits);
    let follower = |at: usize| items.get(at + 1).and_then(line_of).cloned();
    let followers: Vec<Option<Line>> = (0..items.len()).map(follower).collect();
    let mut done = Vec::new();
    let mut open: Option<(Paragraph, f32)> = None;
    let mut pending = Vec::new();
    let mut speech = None;
    for (at, item) in items.into_iter().enumerate() {
        let line = match item {
            Item::Other(other) => {
                pending.push(other);
                continue;
            }
            Item::Line(line) => line,
        };
        let relation = open.as_ref().map_or(Relation::Parts, |(paragraph, inset)| {
            let last = paragraph.lines.last().expect("a paragraph has a line");
            let relation = match speeches[at].or(speech.filter(|hang| is_said(*hang, last, &line, habits))) {
                Some(_) if speeches[at].is_some() => Relation::Parts,
                Some(_) => Relation::Joins,
                None if starts[at] == Start::Item => Relation::Parts,
                None => relation(paragraph, *inset, &line, followers[at].as_ref(), habits),
            };
            // Something between lines of one column parts them.
            // And no heading goes past a poem to that of the next page.
            let may_pass = !same_column(last, &line) && last.size < 1.07 * habits.size;
            if pending.is_empty() || may_pass { relation } else { Relation::Parts }
        });
        if relation == Relation::Parts {
            let above = open.as_ref().and_then(|(paragraph, _)| above(paragraph.lines.last()?, &line, habits));
            done.extend(open.take().map(|(paragraph, _)| Part::Paragraph(paragraph)));
            done.extend(pending.drain(..).map(Part::Other));
            open = Some((Paragraph { lines: vec![line], doubts: Vec::new(), breaks: Vec::new(), above }, insets[at]));
            speech = speeches[at];
        } else if let Some((paragraph, inset)) = &mut open {
            if relation == Relation::JoinsPerhaps {
                paragraph.doubts.push(paragraph.lines.len());
            }
            if relation == Relation::Breaks {
                paragraph.breaks.push(paragraph.lines.len());
            }
            paragraph.lines.push(line);
            *inset = insets[at];
        }
    }
    done.extend(open.map(|(paragraph, _)| Part::Paragraph(paragraph)));
    done.extend(pending.into_iter().map(Part::Other));
    done
}

/// Whether a line stands below what was said beside a name.
fn is_said(hang: f32, last: &Line, line: &Line, habits: &Habits) -> bool {
    let step = line.baseline - last.baseline;
    let is_below = !same_column(last, line) || step < 1.22 * habits.spacing(line.size);
    is_below && is_near(last.size, line.size) && (line.start_in() - hang).abs() < 0.15 * line.size
}

/// Paragraphs and others in reading order.
#[derive(Clone, Debug)]
pub(super) enum Part<T> {
    /// A paragraph.
    Paragraph(Paragraph),
    /// Something else.
    Other(T),
}

fn line_of<T>(item: &Item<T>) -> Option<&Line> {
    match item {
        Item::Line(line) => Some(line),
        Item::Other(_) => None,
    }
}

fn same_column(one: &Line, other: &Line) -> bool {
    one.page == other.page && one.column == other.column && other.baseline > one.baseline
}

/// How far the lines of an indented block end from the edge, by line: quotations, verse.
fn insets<T>(items: &[Item<T>], habits: &Habits) -> Vec<f32> {
    let mut insets = vec![0.0; items.len()];
    let mut at = 0;
    while at < items.len() {
        let Some(first) = line_of(&items[at]) else {
            at += 1;
            continue;
        };
        let goes_on = |next: &Item<T>| {
            line_of(next).is_some_and(|line| {
                let edge = (line.start_in() - first.start_in()).abs() < 0.3 * first.size;
                same_column(first, line) && edge && is_near(line.size, first.size)
            })
        };
        let end = (at + 1..items.len()).find(|next| !goes_on(&items[*next])).unwrap_or(items.len());
        if first.start_in() > 0.6 * habits.size && end - at >= 2 {
            let lines = || items[at..end].iter().filter_map(line_of);
            let inset = lines().map(Line::end_in).min_by(f32::total_cmp).unwrap_or(0.0).max(0.0);
            // Paragraphs of one line stand at the indent too, and end anywhere.
            let ends = lines().filter(|line| line.end_in() - inset < 0.15 * line.size).count();
            let is_first = habits.indent.is_some_and(|indent| (first.start_in() - indent).abs() < 0.15 * first.size);
            if is_first && (ends < 2 || ends * 2 < end - at) {
                at = end;
                continue;
            }
            if is_free_verse(&lines().collect::<Vec<_>>(), inset, habits) {
                at = end;
                continue;
            }
            insets[at..end].fill(inset);
            // The first line of such a paragraph may begin further in.
            if let Some(before) = at.checked_sub(1)
                && let Some(line) = line_of(&items[before])
                && same_column(line, first)
                && line.start_in() > first.start_in()
                && (line.end_in() - inset).abs() < 0.3 * first.size
            {
                insets[before] = inset;
            }
        }
        at = end;
    }
    insets
}

/// Whether lines of an indented block end where they like: verse without rhyme, of which every line is its own.
fn is_free_verse(lines: &[&Line], inset: f32, habits: &Habits) -> bool {
    let pairs =
        || lines.windows(2).filter(|pair| pair[1].baseline - pair[0].baseline <= 1.22 * habits.spacing(pair[0].size));
    let loose = pairs().filter(|pair| pair[0].end_in() - inset > pair[1].first_word() + pair[0].space() + pair[0].size);
    let count = pairs().count();
    let widest = lines.iter().map(|line| line.width()).fold(0.0, f32::max);
    let frame = lines[0].frame.1 - lines[0].frame.0;
    let is_narrow = |share: f32| widest < share * frame;
    let are_centred = lines.iter().all(|line| line.is_centred() && is_near(line.size, habits.size));
    (are_centred && is_narrow(0.5))
        || (count >= 2 && loose.clone().count() >= 2 && loose.count() * 3 >= count && is_narrow(0.75))
}

/// The space between two lines beyond that of lines of a paragraph, in sizes of the second.
fn above(last: &Line, line: &Line, habits: &Habits) -> Option<f32> {
    let size = last.size.max(line.size);
    same_column(last, line).then(|| (line.baseline - last.baseline - habits.spacing(size)) / line.size)
}

/// Whether the first word of a line would have had room on the line before.
fn fits(last: &Line, inset: f32, line: &Line, habits: &Habits) -> bool {
    let room = if last.is_centred() && line.is_centred() {
        last.start_in() + last.end_in() - 2.0 * inset
    } else if habits.ends_as_first(last) {
        0.0
    } else {
        last.end_in() - inset
    };
    // Ragged lines may leave room so that they are alike; where paragraphs begin otherwise too, only much room tells.
    // On the next page nothing else does.
    let is_told = (habits.parts_by_space && same_column(last, line)) || habits.always_indents;
    let slack = match habits.is_justified {
        true => 0.2 * last.size,
        false if is_told => (0.5 * last.size).max(0.12 * (last.frame.1 - last.frame.0)),
        false => 0.5 * last.size,
    };
    room > line.first_word() + last.space() + slack
}

/// Whether a text ends a sentence.
pub(super) fn ends_sentence(text: &str) -> bool {
    let end = text.trim_end_matches(|sign: char| {
        matches!(sign, ')' | ']' | '"' | '\'' | '\u{BB}' | '\u{201D}' | '\u{2019}' | ' ')
    });
    end.ends_with(['.', '!', '?', '\u{61F}', '\u{2026}', '\u{6D4}', ':'])
}

fn relation(paragraph: &Paragraph, inset: f32, line: &Line, after: Option<&Line>, habits: &Habits) -> Relation {
    let last = paragraph.lines.last().expect("a paragraph has a line");
    let em = habits.size.min(line.size);
    if last.boxed != line.boxed {
        return Relation::Parts;
    }
    if (last.size - line.size).abs() > 0.12 * last.size {
        return Relation::Parts;
    }
    // Lines of one paragraph have one base direction.
    let turns = last.is_turned != line.is_turned && last.begins_rtl() && line.begins_rtl();
    if turns && same_column(last, line) {
        return Relation::Parts;
    }
    // In a paragraph that was never turned the last stop says that it is the last, or that it is not.
    if last.ends == Some(true) && line.begins_rtl() {
        return Relation::Parts;
    }
    // In a narrow column the lines of a heading are broken where they read well.
    let is_heading =
        last.size >= 1.07 * habits.size && is_near(last.size, line.size) && same_column(last, line) && last.column > 0;
    let fits = fits(last, inset, line, habits) && !is_heading;
    let changes_weight = (last.bold > 0.9 && line.bold < 0.2) || (last.bold < 0.1 && line.bold > 0.9);
    // Lines that begin at different sides say nothing of an indent.
    let further_in = if turns { 0.0 } else { line.start_in() - last.start_in() };
    // The ragged lines of an item.
    let hangs_on = !habits.is_justified && starts::stands_below(line, &paragraph.lines[0]) && same_column(last, line);
    if hangs_on && line.baseline - last.baseline <= 1.1 * habits.spacing(line.size) {
        return Relation::Joins;
    }
    if fits && breaks_line(paragraph, line, habits) {
        return Relation::Breaks;
    }
    if are_at_end(last, line) {
        return Relation::Parts;
    }
    if fits || (changes_weight && further_in.abs() > 0.5 * em) {
        return Relation::Parts;
    }
    if habits.ends_as_first(line)
        && after.is_some_and(|after| after.end_in() < line.end_in() || !same_column(line, after))
    {
        return Relation::Parts;
    }
    let both_centred = last.is_centred() && line.is_centred();
    let is_first = paragraph.lines.len() == 1;
    if same_column(last, line) {
        let step = line.baseline - last.baseline;
        if step > 1.22 * habits.spacing(last.size) && !is_stretched(paragraph, line, after, habits) {
            return Relation::Parts;
        }
        // One line from the indent to the other edge, and the next at the indent again.
        let at_indent = |line: &Line| habits.indent.is_some_and(|indent| (line.start_in() - indent).abs() < 0.1 * em);
        if is_first && at_indent(last) && at_indent(line) && last.end_in().abs() < 0.2 * em && inset < 0.2 * em {
            return Relation::Parts;
        }
        if begins_item(paragraph, line) {
            return Relation::Parts;
        }
        if both_centred {
            // An address is one long word, and a line of its own.
            let is_short = last.boxed > 0 && last.width() < 0.75 * (last.frame.1 - last.frame.0);
            return if is_short && line.words.len() == 1 { Relation::Parts } else { Relation::Joins };
        }
        let is_indented = habits.indent.is_some_and(|indent| (line.start_in() - indent).abs() < 0.15 * em);
        let goes_back =
            after.is_some_and(|after| same_column(line, after) && after.start_in() < line.start_in() - 0.5 * em);
        // One line of a paragraph above the first of the next.
        let stands_so = further_in.abs() < 0.15 * em && last.end_in() < 2.5 * em;
        let is_short = habits.is_justified && last.end_in() > 0.3 * em;
        if is_first && is_indented && goes_back && (stands_so || is_short || marker(&last.text()).is_some()) {
            return Relation::Parts;
        }
        if is_first && habits.lists_hang && further_in < 0.4 * em && marker(&last.text()).is_some() {
            return Relation::Parts;
        }
        if further_in > 0.5 * em {
            return if is_first && hangs(last, line, after, habits) { Relation::Joins } else { Relation::Parts };
        }
        if further_in < -0.5 * em && !is_first {
            return Relation::Parts;
        }
        return Relation::Joins;
    }
    // The next column or page: the line tells by its indent alone.
    if begins_item(paragraph, line) || (further_in > 0.5 * em && !(is_first && hangs(last, line, after, habits))) {
        return Relation::Parts;
    }
    if further_in < -0.5 * em && !is_first {
        return Relation::Parts;
    }
    if last.ends == Some(false) {
        return Relation::Joins;
    }
    if habits.indent.is_none() && habits.first_end.is_none() && ends_sentence(&last.text_before_marks()) {
        Relation::JoinsPerhaps
    } else {
        Relation::Joins
    }
}

/// Whether lines stand wider than others, but evenly: a maker filled the page with the space between them.
fn is_stretched(paragraph: &Paragraph, line: &Line, after: Option<&Line>, habits: &Habits) -> bool {
    let last = paragraph.lines.last().expect("a paragraph has a line");
    let step = line.baseline - last.baseline;
    let before =
        paragraph.lines.len().checked_sub(2).map(|at| &paragraph.lines[at]).filter(|one| same_column(one, last));
    let is_alike = |other: f32| (other - step).abs() < 0.04 * step;
    let alike = match before {
        Some(before) => is_alike(last.baseline - before.baseline),
        None => after.is_some_and(|after| same_column(line, after) && is_alike(after.baseline - line.baseline)),
    };
    // A full line that goes on: what is parted by space alone has short last lines.
    alike && step < 1.6 * habits.spacing(last.size) && last.end_in().abs() < 0.2 * last.size && habits.is_justified
}

/// Whether a line at the edge goes on with a paragraph whose last line was ended on purpose: where every paragraph that
/// follows another is indented, one that is not is none.
fn breaks_line(paragraph: &Paragraph, line: &Line, habits: &Habits) -> bool {
    let last = paragraph.lines.last().expect("a paragraph has a line");
    let Some(indent) = habits.indent.filter(|_| habits.always_indents && is_near(line.size, habits.size)) else {
        return false;
    };
    let near = |one: f32, other: f32| (one - other).abs() < 0.15 * line.size;
    let begins = near(last.start_in(), 0.0) || (paragraph.lines.len() == 1 && near(last.start_in(), indent));
    let is_plain = |line: &Line| marker(&line.text()).is_none() && line.bold < 0.9;
    let follows = same_column(last, line) && line.baseline - last.baseline <= 1.1 * habits.spacing(line.size);
    follows && begins && near(line.start_in(), 0.0) && is_plain(line) && is_plain(&paragraph.lines[0])
}

/// Whether two lines stand at the edge where lines end, each as long as it likes: places and dates of letters.
fn are_at_end(last: &Line, line: &Line) -> bool {
    let is_at_end = |line: &Line| line.end_in().abs() < 0.15 * line.size && line.start_in() > 4.0 * line.size;
    is_at_end(last) && is_at_end(line) && (last.start_in() - line.start_in()).abs() > 0.3 * line.size
}

/// Whether a line begins the next item of the list that the paragraph belongs to.
fn begins_item(paragraph: &Paragraph, line: &Line) -> bool {
    let first = &paragraph.lines[0];
    let Some(one) = marker(&first.text()) else { return false };
    let alike = (line.start_in() - first.start_in()).abs() < 0.5 * line.size;
    alike && marker(&line.text()).is_some_and(|next| next.follows(&one))
}

/// Whether the lines after a first one hang: they begin further in than it.
fn hangs(first: &Line, line: &Line, after: Option<&Line>, habits: &Habits) -> bool {
    if marker(&first.text()).is_some() {
        return true;
    }
    let near = |one: f32, other: f32| (one - other).abs() < 0.25 * line.size;
    match after.filter(|after| same_column(line, after) && is_near(line.size, after.size)) {
        Some(after) if near(after.start_in(), line.start_in()) => !fits(line, 0.0, after, habits),
        // Two lines, and the next paragraph hangs as well: no indent is meant where the text has another.
        Some(after) => {
            let is_indent = habits.indent.is_some_and(|indent| near(indent, line.start_in()));
            near(after.start_in(), first.start_in()) && !is_indent
        }
        None => habits.indent.is_none_or(|indent| !near(indent, line.start_in())),
    }
}
