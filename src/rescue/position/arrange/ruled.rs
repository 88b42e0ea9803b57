//! Tables between rules: what stands between level lines of one width, in columns that white strips or upright lines part.

use super::strips::Strip;
use crate::rescue::position::Area;

/// The strips of a table and what is drawn about them.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Ruled {
    /// The first strip.
    pub(super) start: usize,
    /// The strip after the last.
    pub(super) end: usize,
    /// The heights of the rules between the first and the last, from the top down.
    pub(super) rules: Vec<f32>,
    /// The middles of what parts the columns; empty for one column.
    pub(super) gutters: Vec<f32>,
    /// Whether upright lines stand between its columns.
    has_uprights: bool,
    /// Whether upright lines stand at its sides.
    is_boxed: bool,
}

/// Pages with more rules are drawings.
const MOST_RULES: usize = 400;

/// Keeps the rows of tables whole: no gutter goes through them, and columns may stand beside them.
pub(super) fn keep_whole(strips: &mut [Strip], rules: &[Area]) {
    for table in find(strips, rules) {
        let rows = &mut strips[table.start..table.end];
        let edges = rows
            .iter()
            .fold((f32::MAX, f32::MIN), |edges, strip| (edges.0.min(strip.line.left), edges.1.max(strip.line.right)));
        rows.iter_mut().filter(|strip| strip.frame.is_none()).for_each(|strip| strip.frame = Some(edges));
    }
}

/// The tables of a page between rules, from the first strip on.
pub(super) fn find(strips: &[Strip], rules: &[Area]) -> Vec<Ruled> {
    if rules.len() > MOST_RULES || strips.is_empty() {
        return Vec::new();
    }
    let level = level(rules);
    let upright: Vec<&Area> = rules.iter().filter(|rule| is_upright(rule)).collect();
    let mut tables: Vec<Ruled> = Vec::new();
    for (at, first) in level.iter().enumerate() {
        let is_new = !level[..at].iter().any(|other| same_sides(first, other));
        if is_new {
            let group: Vec<&Area> = level.iter().filter(|other| same_sides(first, other)).collect();
            of_group(&group, strips, &upright, &mut tables);
        }
    }
    tables.sort_by_key(|table| table.start);
    // A table in a table belongs to the outer one.
    let mut end = 0;
    tables.retain(|table| {
        let is_free = table.start >= end;
        end = end.max(table.end);
        is_free
    });
    tables
}

fn is_upright(rule: &Area) -> bool {
    rule.right - rule.left <= 2.5 && rule.bottom - rule.top > 6.0
}

/// Level lines from the top down; pieces of one line that touch are put together.
fn level(rules: &[Area]) -> Vec<Area> {
    let mut pieces: Vec<Area> = rules.iter().filter(|rule| rule.bottom - rule.top <= 2.5).copied().collect();
    pieces.sort_by(|one, other| one.top.total_cmp(&other.top).then(one.left.total_cmp(&other.left)));
    let mut level: Vec<Area> = Vec::new();
    for piece in pieces {
        let touches = |line: &&mut Area| {
            (line.top - piece.top).abs() < 1.0 && piece.left <= line.right + 2.0 && piece.right >= line.left - 2.0
        };
        match level.iter_mut().rev().take(20).find(touches) {
            Some(line) => (line.left, line.right) = (line.left.min(piece.left), line.right.max(piece.right)),
            None => level.push(piece),
        }
    }
    level.retain(|line| line.right - line.left > 20.0);
    level
}

fn same_sides(one: &Area, other: &Area) -> bool {
    (one.left - other.left).abs() < 1.5 && (one.right - other.right).abs() < 1.5
}

/// The tables between rules of one width.
fn of_group(group: &[&Area], strips: &[Strip], upright: &[&Area], tables: &mut Vec<Ruled>) {
    let Some(last) = group.len().checked_sub(1) else { return };
    // One column is a table where its rules are narrower than the text: others part articles.
    let edges = strips
        .iter()
        .fold((f32::MAX, f32::MIN), |edges, strip| (edges.0.min(strip.line.left), edges.1.max(strip.line.right)));
    let is_wide = |rule: &Area| rule.right - rule.left > 0.85 * (edges.1 - edges.0);
    let space = space(strips);
    let bands: Vec<Option<(usize, usize)>> = (0..last).map(|at| band(group[at], group[at + 1], strips)).collect();
    let mut at = 0;
    while at < bands.len() {
        let mut best: Option<Ruled> = None;
        let mut end = at;
        while let Some(Some((from, to))) = bands.get(end).copied() {
            let start = bands[at].map_or(from, |band| band.0);
            let follows = end == at || bands[end - 1].is_some_and(|before| before.1 == from);
            let sides = (group[at].left, group[at].right);
            let table =
                if follows { table(&group[at..=end + 1], sides, &strips[start..to], upright, space) } else { None };
            let Some(table) = table.map(|table| Ruled { start, end: to, ..table }) else { break };
            if table.gutters.is_empty() && (is_wide(group[at]) || table.is_boxed) {
                break;
            }
            best = Some(table);
            end += 1;
        }
        match best {
            Some(table) if is_table(&table) => {
                tables.push(table);
                at = end;
            }
            _ => at += 1,
        }
    }
}

/// How wide narrow spaces between words are on a page, in sizes.
fn space(strips: &[Strip]) -> f32 {
    let gaps = |strip: &Strip| -> Vec<f32> {
        let line = &strip.line;
        line.words
            .windows(2)
            .map(|pair| (pair[1].0 - pair[0].1) / line.size.max(0.1))
            .filter(|gap| *gap > 0.05)
            .collect()
    };
    let mut gaps: Vec<f32> = strips.iter().flat_map(gaps).collect();
    gaps.sort_by(f32::total_cmp);
    gaps.get(gaps.len() / 4).copied().unwrap_or(0.25).min(0.7)
}

/// Whether so few lines and rules are a table and no masthead or box.
fn is_table(table: &Ruled) -> bool {
    let lines = table.end - table.start;
    match (table.gutters.len(), table.rules.len()) {
        (0, rules) => rules == 1 && lines >= 2,
        // Upright lines at the sides alone make a box.
        (_, 0) if table.is_boxed && !table.has_uprights => false,
        (1, 0) => lines >= if table.has_uprights { 2 } else { 3 },
        _ => lines >= 2,
    }
}

/// The strips between two rules, when all of them lie between the ends of the rules.
fn band(above: &Area, below: &Area, strips: &[Strip]) -> Option<(usize, usize)> {
    let between = |strip: &Strip| {
        let line = &strip.line;
        line.baseline > above.top && line.baseline <= below.bottom && line.right > above.left && line.left < above.right
    };
    let from = strips.iter().position(between)?;
    let to = strips.iter().rposition(between)? + 1;
    let is_inside =
        |strip: &Strip| between(strip) && strip.line.left >= above.left - 2.0 && strip.line.right <= above.right + 2.0;
    strips[from..to].iter().all(is_inside).then_some((from, to))
}

/// The table that strips are, if they are one, by what parts its columns. `space` is that between words, in sizes.
fn table(rules: &[&Area], sides: (f32, f32), strips: &[Strip], upright: &[&Area], space: f32) -> Option<Ruled> {
    let (top, bottom) = (rules[0].top, rules[rules.len() - 1].bottom);
    let lines: Vec<f32> = upright
        .iter()
        .filter(|line| line.top < bottom && line.bottom > top)
        .map(|line| f32::midpoint(line.left, line.right))
        .filter(|line| *line > sides.0 - 2.0 && *line < sides.1 + 2.0)
        .collect();
    let is_inner = |line: &f32| *line > sides.0 + 3.0 && *line < sides.1 - 3.0;
    let size = strips.first()?.line.size;
    // Few lines may have wide spaces at one place by chance.
    let least = if strips.len() < 3 { 0.6f32 } else { 0.45 }.max(1.6 * space) * size;
    let mut words: Vec<(f32, f32)> = strips.iter().flat_map(|strip| strip.line.words.iter().copied()).collect();
    words.sort_by(|one, other| one.0.total_cmp(&other.0));
    let mut gutters = Vec::new();
    let mut right = words.first()?.1;
    for word in &words {
        let parts = lines.iter().any(|line| *line > right - 0.1 * size && *line < word.0 + 0.1 * size);
        if word.0 - right >= least || (parts && word.0 > right) {
            gutters.push(f32::midpoint(right, word.0));
        }
        right = right.max(word.1);
    }
    let inner = rules[1..rules.len() - 1].iter().map(|rule| rule.top).collect();
    let has_uprights = lines.iter().any(is_inner);
    let is_boxed = lines.iter().any(|line| !is_inner(line));
    Some(Ruled { start: 0, end: 0, rules: inner, gutters, has_uprights, is_boxed })
}
