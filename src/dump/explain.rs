//! Explain: why each line looks as it does: its word space, and where its words were lengthened and for what reason.

use std::fmt::Write;

use super::layout::{push, shown};
use crate::lines::{Fragment, Lengthened, Line};
use crate::pages::{ItemKind, ItemRole, Pages};

/// How many characters of a line are shown.
const SHOWN: usize = 32;

pub(super) fn lines(pages: &Pages) -> String {
    let mut out = String::new();
    let mut totals = Totals::default();
    for (number, page) in (1..).zip(&pages.list) {
        push(&mut out, format_args!("page {number} label {}", shown(&page.label)));
        for item in page.frames.iter().flat_map(|frame| &frame.items) {
            if let (ItemKind::Line(_, line), true) = (&item.kind, item.role != ItemRole::Artifact) {
                write_line(&mut out, line);
                totals.add(line);
            }
        }
    }
    totals.report() + &out
}

fn write_line(out: &mut String, line: &Line) {
    let ratio = line.space_ratio().filter(|_| line.is_justified);
    let ratio = ratio.map_or_else(|| "   –".to_owned(), |ratio| format!("{ratio:.2}"));
    push(out, format_args!("  {ratio}  {}", start(&line.text())));
    for fragment in &line.fragments {
        if let Some(kashida) = &fragment.kashida {
            push(out, format_args!("        {}", told(fragment, kashida)));
        }
    }
}

/// The beginning of a line.
fn start(text: &str) -> String {
    let cut = text.char_indices().nth(SHOWN).map_or(text.len(), |(at, _)| at);
    let dots = if cut < text.len() { "…" } else { "" };
    shown(&text[..cut]) + dots
}

/// Where a word is lengthened, how much and why.
fn told(fragment: &Fragment, kashida: &Lengthened) -> String {
    let text = &fragment.shaped.text;
    let (before, _) = text.split_at(kashida.at.into());
    let letter = before.char_indices().rfind(|(_, letter)| letter.is_alphabetic()).map_or(0, |(at, _)| at);
    let mut told = String::new();
    let plural = if kashida.tatweels == 1 { "" } else { "s" };
    write!(
        told,
        "kashida in {} after {}: {} tatweel{plural}, {} (priority {})",
        shown(text),
        shown(&before[letter..]),
        kashida.tatweels,
        kashida.priority.reason(),
        kashida.priority.number(),
    )
    .expect("a string takes whatever is written");
    told
}

/// Counts over all lines.
#[derive(Default)]
struct Totals {
    /// Word spaces of justified lines over their natural ones.
    ratios: Vec<f64>,
    /// Lines with a lengthened word, and such words.
    lines: usize,
    words: usize,
}

impl Totals {
    fn add(&mut self, line: &Line) {
        self.ratios.extend(line.space_ratio().filter(|_| line.is_justified));
        let words = line.fragments.iter().filter(|fragment| fragment.kashida.is_some()).count();
        self.lines += usize::from(words > 0);
        self.words += words;
    }

    fn report(mut self) -> String {
        self.ratios.sort_by(f64::total_cmp);
        let mut out = String::new();
        let count = self.ratios.len();
        push(&mut out, format_args!("justified lines: {count}"));
        // The least ratio that so many of a hundred lines do not exceed.
        let part = |hundredths: usize| self.ratios.get((count * hundredths / 100).min(count.saturating_sub(1)));
        if let (Some(least), Some(median), Some(high), Some(worst)) =
            (self.ratios.first(), part(50), part(95), self.ratios.last())
        {
            let wide = self.ratios.iter().filter(|ratio| **ratio > 1.5).count();
            let share = wide as f64 * 100.0 / count as f64;
            push(
                &mut out,
                format_args!(
                    "word space: least {least:.2}, median {median:.2}, 95 of 100 up to {high:.2}, worst {worst:.2}"
                ),
            );
            push(&mut out, format_args!("lines over 1.50: {wide} ({share:.1} %)"));
        }
        push(&mut out, format_args!("lengthened words: {} in {} lines", self.words, self.lines));
        out + "\n"
    }
}
