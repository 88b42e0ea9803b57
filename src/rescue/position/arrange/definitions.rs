//! Terms and their definitions: bold lines at the edge, each above paragraphs that stand further in, all of them equally.

use super::habits::Habits;
use super::lines::Line;
use super::lists::marker;
use super::paragraphs::Paragraph;

/// How many paragraphs from the first on are terms and definitions, and the places of the terms; two terms at least.
pub(super) fn count(run: &[&Paragraph], habits: &Habits) -> (usize, Vec<usize>) {
    let mut terms = Vec::new();
    let mut inset: Option<f32> = None;
    let mut at = 0;
    while at + 1 < run.len() && is_term(run[at], habits) {
        let own = definition(run[at + 1], habits).filter(|own| inset.is_none_or(|inset| is_like(*own, inset, habits)));
        let Some(own) = own else { break };
        inset = Some(own);
        terms.push(at);
        let belongs =
            |paragraph: &&&Paragraph| definition(paragraph, habits).is_some_and(|next| is_like(next, own, habits));
        at += 1 + run[at + 1..].iter().take_while(belongs).count();
    }
    if terms.len() < 2 { (0, Vec::new()) } else { (at, terms) }
}

/// Whether a paragraph can be a term: a bold line at the edge.
pub(super) fn is_term(paragraph: &Paragraph, habits: &Habits) -> bool {
    let is_bold = |line: &Line| line.bold > 0.9 && line.start_in().abs() < 0.3 * habits.size;
    !habits.is_bold && paragraph.lines.len() <= 2 && paragraph.lines.iter().all(is_bold)
}

/// How far all lines of a paragraph that can be a definition stand from the edge.
fn definition(paragraph: &Paragraph, habits: &Habits) -> Option<f32> {
    let first = &paragraph.lines[0];
    let inset = first.start_in();
    let fits = |line: &Line| line.bold < 0.9 && is_like(line.start_in(), inset, habits);
    let is_text = marker(&first.text()).is_none();
    let stands_in = (0.7 * habits.size..8.0 * habits.size).contains(&inset);
    (is_text && stands_in && paragraph.lines.iter().all(fits)).then_some(inset)
}

fn is_like(one: f32, other: f32, habits: &Habits) -> bool {
    (one - other).abs() < 0.3 * habits.size
}
