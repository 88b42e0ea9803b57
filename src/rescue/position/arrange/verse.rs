//! Verse without a white strip: lines that end early on purpose, and half-lines one below the other.
//!
//! In prose a line ends where the next word has no room. Lines in the middle of their column, or further in than the text,
//! are verse when most of them end although the next word had room. The half-lines of narrow couplets stand at the edge
//! where lines begin and at the other by turns.

use super::blocks::is_separator;
use super::habits::{Habits, is_near};
use super::lines::Line;
use super::lists::marker;
use super::tables::{Cells, Grid};
use crate::rescue::found::{Block, BlockKind};
use crate::script::DigitSet;

/// Takes the verse out of the lines of all pages.
pub(super) fn take(pages: &mut [Vec<Line>], habits: &Habits) -> Vec<Grid> {
    let mut grids = Vec::new();
    // Whether the page before ends with verse of one line each.
    let mut is_open = false;
    for page in pages {
        let lines = std::mem::take(page);
        let mut at = 0;
        let mut goes_on = std::mem::take(&mut is_open);
        while at < lines.len() {
            let same = |line: &&Line| (line.column, line.boxed) == (lines[at].column, lines[at].boxed);
            let rest: Vec<&Line> = lines[at..].iter().take_while(same).take(MOST).collect();
            let (length, halves) = match staggered(&rest, habits) {
                0 => (free(&rest, habits, goes_on), 1),
                length => (length, 2),
            };
            goes_on = false;
            is_open = halves == 1 && length > 0 && at + length == lines.len();
            if length == 0 {
                page.push(lines[at].clone());
                at += 1;
                continue;
            }
            let edge = rest.iter().take(length).map(|line| line.start_in()).fold(f32::MIN, f32::max);
            let cell = |line: &Line| vec![without_count(line, edge).unwrap_or_else(|| line.clone())];
            let rows = lines[at..at + length].chunks(halves).map(|lines| lines.iter().map(cell).collect()).collect();
            let (page, number) = (lines[at].page, lines[at].number);
            grids.push(Grid { cells: Cells::Verse, page, number, rows });
            at += length;
        }
    }
    grids
}

/// Lines of one poem on one page: no page has more.
const MOST: usize = 200;

/// Lines from the first on that go on from each other in one size, a stanza's space apart at most.
fn run<'a>(lines: &[&'a Line], habits: &Habits, belongs: impl Fn(&Line) -> bool) -> Vec<&'a Line> {
    let mut run: Vec<&Line> = Vec::new();
    for line in lines {
        let goes_on = run.last().is_none_or(|last| {
            is_near(last.size, line.size) && line.baseline - last.baseline <= 2.6 * habits.spacing(line.size)
        });
        if !goes_on || line.bold > 0.9 || is_separator(&line.text()) || !belongs(line) {
            break;
        }
        run.push(line);
    }
    run
}

/// How many lines from the first on are half-lines at the two edges by turns.
fn staggered(lines: &[&Line], habits: &Habits) -> usize {
    let Some([first, second]) = lines.get(..2) else { return 0 };
    let size = first.size;
    // More than an indent.
    let least = (1.5 * size).max(habits.indent.unwrap_or(0.0) + 0.5 * size);
    let start = without_count(first, 0.0).map_or(first.start_in(), |first| first.start_in());
    let is_pair = |one: &Line, other: &Line| {
        let own = if (one.start_in() - start).abs() < 0.2 * size { None } else { without_count(one, start) };
        (own.as_ref().unwrap_or(one).start_in() - start).abs() < 0.2 * size
            && (other.end_in() - second.end_in()).abs() < 0.2 * size
            && other.start_in() - one.start_in() > least
            && one.end_in() - other.end_in() > least
            && other.baseline - one.baseline < 1.5 * habits.spacing(size)
    };
    let run = run(lines, habits, |_| true);
    let pairs = run.chunks_exact(2).take_while(|pair| is_pair(pair[0], pair[1])).count();
    if pairs >= 2 { 2 * pairs } else { 0 }
}

/// A line without the number that counts it, which stands beside it: outside, with wide white between.
fn without_count(line: &Line, start: f32) -> Option<Line> {
    let text = line.text();
    let number: usize = text.chars().take_while(|letter| DigitSet::is_digit(*letter)).map(char::len_utf8).sum();
    let rest = text[number..].trim_start();
    let (count, own) = match line.is_rtl {
        true => (line.words.last()?, line.words.get(line.words.len().checked_sub(2)?)?),
        false => (line.words.first()?, line.words.get(1)?),
    };
    let gap = if line.is_rtl { count.0 - own.1 } else { own.0 - count.1 };
    let is_outside = line.start_in() < start - 0.5 * line.size || start <= 0.0;
    if number == 0 || rest.len() == text.len() - number || gap < 0.8 * line.size || !is_outside {
        return None;
    }
    let mut own_line = line.clone();
    let mut bytes = text.len() - rest.len();
    for stretch in &mut own_line.stretches {
        let length = stretch.text.len().min(bytes);
        stretch.text.drain(..length);
        bytes -= length;
    }
    own_line.stretches.retain(|stretch| !stretch.text.is_empty());
    if line.is_rtl {
        own_line.right = own.1;
        own_line.words.pop();
    } else {
        own_line.left = own.0;
        own_line.words.remove(0);
    }
    Some(own_line)
}

/// How many lines from the first on are verse of one line each.
fn free(lines: &[&Line], habits: &Habits, goes_on: bool) -> usize {
    let Some(first) = lines.first() else { return 0 };
    let size = first.size;
    if !(0.75 * habits.size..1.06 * habits.size).contains(&size) {
        return 0;
    }
    let is_centred = |line: &Line| line.start_in() > 0.6 * size && (line.start_in() - line.end_in()).abs() < 0.5 * size;
    let start = first.start_in();
    let is_further_in = |line: &Line| (line.start_in() - start).abs() < 0.2 * size;
    // The lines of a centred box are an address, or hours, more often than a poem.
    let run = if first.boxed == 0 && is_centred(first) {
        run(lines, habits, is_centred)
    } else if start > 1.2 * size
        && start < 12.0 * size
        && !habits.indent.is_some_and(|indent| near(indent, start, size))
    {
        run(lines, habits, |line| is_further_in(line) && marker(&line.text()).is_none())
    } else {
        return 0;
    };
    if goes_on || (run.len() >= 3 && ends_early(&run, habits)) { run.len() } else { 0 }
}

fn near(one: f32, other: f32, size: f32) -> bool {
    (one - other).abs() < 0.15 * size
}

/// Whether most lines end although the first word of the next had room beside them.
fn ends_early(run: &[&Line], habits: &Habits) -> bool {
    let widest = run.iter().map(|line| line.width()).fold(0.0, f32::max);
    let pairs =
        || run.windows(2).filter(|pair| pair[1].baseline - pair[0].baseline <= 1.22 * habits.spacing(pair[0].size));
    let has_room =
        |pair: &&[&Line]| widest - pair[0].width() > pair[1].first_word() + pair[0].space() + 0.2 * pair[0].size;
    let (early, all) = (pairs().filter(has_room).count(), pairs().count());
    let frame = run[0].frame.1 - run[0].frame.0;
    early * 2 >= all && all >= 2 && widest < 0.85 * frame
}

/// Blocks with the verse that goes on over the foot of a page as one.
pub(super) fn join(blocks: Vec<Block>) -> Vec<Block> {
    let mut joined: Vec<Block> = Vec::with_capacity(blocks.len());
    let mut end = None;
    for mut block in blocks {
        let page = block.place.page;
        if let BlockKind::Verse(stanzas) = &mut block.kind
            && let Some(Block { kind: BlockKind::Verse(before), .. }) = joined.last_mut()
            && page > end
        {
            let goes_on = !is_full(before);
            let mut rest = std::mem::take(stanzas).into_iter();
            if let Some(last) = before.last_mut().filter(|_| goes_on) {
                last.extend(rest.next().unwrap_or_default());
            }
            before.extend(rest);
        } else {
            joined.push(block);
        }
        end = page;
    }
    joined
}

/// Whether the last of several stanzas is as long as the others: nothing of it can follow.
fn is_full<T>(stanzas: &[Vec<T>]) -> bool {
    let length = stanzas.first().map_or(0, Vec::len);
    stanzas.len() > 1 && stanzas.iter().all(|stanza| stanza.len() == length)
}

#[cfg(test)]
mod tests {
    use super::super::arrange;
    use super::super::made::{line, line_rtl, page, text};
    use super::super::tests::{FULL, column, told};
    use crate::rescue::position::PositionedGlyph;

    fn centred(lines: &[&str], top: f32) -> Vec<PositionedGlyph> {
        let place = |(at, words): (usize, &&str)| {
            line(words, 147.5 - 2.5 * words.chars().count() as f32, top + 15.0 * at as f32)
        };
        lines.iter().enumerate().flat_map(place).collect()
    }

    #[test]
    fn half_lines_at_either_edge_by_turns_are_couplets() {
        let full = "نان را گرم بخور و بس کن که سرد می‌شود";
        let mut glyphs = Vec::new();
        for at in 0..4 {
            glyphs.extend(line_rtl(full, 250.0, 60.0 + 15.0 * at as f32));
        }
        glyphs.extend(line_rtl("نان بس است.", 250.0, 120.0));
        // The third couplet has its number beside it.
        for at in 0..4 {
            let top = 160.0 + 30.0 * at as f32;
            glyphs.extend(line_rtl("خمیر از آرد و از آب", 250.0, top));
            glyphs.extend(line_rtl("سحر شد، خیز از خواب", 160.0, top + 15.0));
            if at == 2 {
                glyphs.extend(line_rtl("۳", 270.0, top));
            }
        }
        let told = told(&arrange(&text(vec![page(glyphs)])));
        let verse = told.last().expect("there are blocks");
        assert_eq!(verse.matches("خمیر از آرد و از آب // سحر شد، خیز از خواب").count(), 4, "{told:#?}");
        assert!(!verse.contains('۳'), "{verse}");
    }

    #[test]
    fn lines_in_the_middle_that_end_early_are_verse_also_over_pages() {
        let mut first = column(&[FULL, FULL, FULL, FULL, "to the end."], 50.0, 60.0);
        first.extend(centred(&["rain", "comes down today", "and every roof"], 320.0));
        let mut second = centred(&["has a voice", "of its own", "to tell"], 60.0);
        second.extend(column(&[FULL, FULL, FULL, "to the end."], 50.0, 140.0));
        let told = told(&arrange(&text(vec![page(first), page(second)])));
        assert_eq!(told.len(), 3, "{told:#?}");
        assert!(told[1].starts_with("rain // ") && told[1].contains("and every roof //  / has a voice"), "{told:#?}");
    }

    #[test]
    fn a_centred_paragraph_is_none() {
        let mut glyphs = column(&[FULL, FULL, FULL, FULL, "to the end."], 50.0, 60.0);
        glyphs.extend(centred(
            &["the dough rests under a cloth for", "hours and nobody ever asks it the", "question."],
            160.0,
        ));
        let told = told(&arrange(&text(vec![page(glyphs)])));
        assert!(
            told.iter().any(|block| block.contains("cloth for hours and nobody ever asks it the question.")),
            "{told:#?}"
        );
    }
}
