//! Notes at the end of a chapter or of the book: under a heading of their own, each with its mark.
//!
//! What tells them is no word of the heading but the marks: raised ones that no foot answers stand in the text, and below
//! a heading lines begin with the same marks in the same order.

use std::collections::BTreeMap;

use super::habits::Habits;
use super::lines::Line;
use super::notes::{self, Footnote};
use super::rows::Rise;
use super::tables::Grid;
use crate::rescue::found::{LeftOut, Place};

/// A raised mark that no note answers yet.
#[derive(Clone, Debug)]
struct Open {
    /// The page and the number of its line.
    at: (u32, u32),
    /// Its number among the raised stretches of the file.
    id: usize,
    /// What it says.
    key: String,
}

/// Notes that stand together; lines by their places among all lines.
#[derive(Debug, Default)]
struct Group {
    /// The lines of headings, the one above the notes first.
    heads: Vec<usize>,
    /// The mark by its place in the list of open ones, and the lines of its note.
    notes: Vec<(usize, Vec<usize>)>,
}

/// Takes the notes that stand at ends out of the pages and joins them to their marks; gives the headings above them.
pub(super) fn take(
    pages: &mut [Vec<Line>],
    grids: &mut [Grid],
    notes: &mut Vec<Footnote>,
    habits: &Habits,
) -> Vec<LeftOut> {
    let mut open = open_marks(pages, grids);
    if open.is_empty() {
        return Vec::new();
    }
    let lines: Vec<&Line> = pages.iter().flatten().collect();
    let mut labels: BTreeMap<usize, String> = BTreeMap::new();
    let mut left_out = Vec::new();
    let mut taken = vec![false; lines.len()];
    let mut at = 0;
    while at < lines.len() {
        let before = open.partition_point(|mark| mark.at < place(lines[at]));
        let group =
            if before > 0 && habits.stands_out(lines[at]) { group(&lines, at, &open[..before], habits) } else { None };
        let Some(group) = group else {
            at += 1;
            continue;
        };
        for head in group.heads.iter().map(|head| lines[*head]) {
            let place = Place { page: Some(head.page), line: Some(head.number) };
            left_out.push(LeftOut { rule: "rescue.notes-heading", text: head.text(), place, times: 1 });
        }
        group.heads.iter().chain(group.notes.iter().flat_map(|(_, own)| own)).for_each(|line| taken[*line] = true);
        for (mark, own) in &group.notes {
            let mut own: Vec<Line> = own.iter().map(|line| lines[*line].clone()).collect();
            let key = notes::cut_mark(&mut own[0]).unwrap_or_default();
            let label = (notes.len() + 1).to_string();
            labels.insert(open[*mark].id, label.clone());
            notes.push(Footnote { key, label, lines: own, is_joined: true });
        }
        // Marks before a group that has none of them wait for no later one.
        open.drain(..before);
        at = group.notes.last().and_then(|(_, own)| own.last()).map_or(at, |last| *last) + 1;
    }
    name_marks(pages, grids, &labels);
    let mut taken = taken.into_iter();
    pages.iter_mut().for_each(|page| page.retain(|_| !taken.next().unwrap_or(false)));
    left_out
}

fn place(line: &Line) -> (u32, u32) {
    (line.page, line.number)
}

/// The raised marks that no note answers, in reading order. A line that begins with one may be a note itself.
fn open_marks(pages: &[Vec<Line>], grids: &[Grid]) -> Vec<Open> {
    let cells = grids.iter().flat_map(|grid| &grid.rows).flatten().flatten();
    let mut open = Vec::new();
    let mut id = 0;
    for line in pages.iter().flatten().chain(cells) {
        for (at, stretch) in line.stretches.iter().enumerate().filter(|(_, part)| part.look.rise == Rise::Raised) {
            let key = notes::key(&stretch.text).filter(|_| at > 0 && stretch.note.is_none());
            open.extend(key.map(|key| Open { at: place(line), id, key }));
            id += 1;
        }
    }
    open.sort_by_key(|mark| (mark.at, mark.id));
    open
}

/// Gives the raised stretches their labels, by their numbers.
fn name_marks(pages: &mut [Vec<Line>], grids: &mut [Grid], labels: &BTreeMap<usize, String>) {
    let cells = grids.iter_mut().flat_map(|grid| &mut grid.rows).flatten().flatten();
    let lines = pages.iter_mut().flatten().chain(cells);
    let raised = lines.flat_map(|line| &mut line.stretches).filter(|part| part.look.rise == Rise::Raised);
    for (id, stretch) in raised.enumerate() {
        if let Some(label) = labels.get(&id) {
            stretch.note = Some(label.clone());
        }
    }
}

/// The notes below a heading that answer the open marks before it: all of them, or those since the numbers began anew.
fn group(lines: &[&Line], head: usize, open: &[Open], habits: &Habits) -> Option<Group> {
    let first = (head + 1..lines.len()).take(8).find(|at| !habits.stands_out(lines[*at]))?;
    let key = notes::first_key(lines[first])?;
    let known = |from: &usize| open[*from].key == key;
    let (one, other) = ((0..open.len()).find(known)?, (0..open.len()).rfind(known)?);
    let tried = [one, other].into_iter().take(if one == other { 1 } else { 2 });
    let found = tried.filter_map(|from| answers(lines, head, open, from, habits));
    found.min_by_key(|(_, left)| *left).map(|(group, _)| group)
}

/// The notes below a heading from an open mark on, if they answer it and all that come after but for a few, and how many
/// they do not answer.
fn answers(lines: &[&Line], head: usize, open: &[Open], from: usize, habits: &Habits) -> Option<(Group, usize)> {
    let mut group = Group { heads: vec![head], notes: Vec::new() };
    let mut waiting: Vec<usize> = Vec::new();
    let mut next = from;
    for at in head + 1..lines.len() {
        let line = lines[at];
        if habits.stands_out(line) {
            // The names of chapters between their notes.
            if next == open.len() || waiting.len() > 6 {
                break;
            }
            waiting.push(at);
            continue;
        }
        // A raised number may be no mark of a note.
        let answered =
            notes::first_key(line).and_then(|key| (next..open.len()).take(3).find(|mark| open[*mark].key == key));
        // Words of another script may be smaller.
        let near = |other: &Line| (other.size - line.size).abs() < 0.12 * line.size;
        let is_like = group.notes.first().is_none_or(|(_, own)| near(lines[own[0]]));
        match (answered.filter(|_| is_like), group.notes.last_mut()) {
            (Some(mark), _) => {
                group.heads.append(&mut waiting);
                group.notes.push((mark, vec![at]));
                next = mark + 1;
            }
            (None, Some((_, own)))
                if is_like && waiting.is_empty() && goes_on(own, lines, at, next == open.len(), habits) =>
            {
                own.push(at);
            }
            _ => break,
        }
    }
    let left = open.len() - from - group.notes.len();
    let is_whole = next + 1 >= open.len() && left * 4 <= group.notes.len() + 3;
    (!group.notes.is_empty() && is_whole).then_some((group, left))
}

/// Whether a line goes on with a note; after the last one only what stands right below it does.
fn goes_on(own: &[usize], lines: &[&Line], at: usize, is_last: bool, habits: &Habits) -> bool {
    let (last, line) = (lines[own[own.len() - 1]], lines[at]);
    let follows = last.page == line.page && last.column == line.column;
    let is_near = follows && line.baseline - last.baseline <= 1.22 * habits.spacing(line.size);
    !is_last || is_near || (!follows && line.size <= 0.95 * habits.size && last.end_in() < 2.0 * last.size)
}
