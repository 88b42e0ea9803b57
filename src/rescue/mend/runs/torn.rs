//! Runs that no sign parts: gaps between runs, and words that were cut in two, told by the word list.
//!
//! Every order costs what its words cost: a common word little, a rare one more, what is no word most. Cuts cost too, so that
//! a line is left as it stands unless its words get better by it.

use std::collections::HashMap;

use crate::rescue::words::Words;

use super::pieces::{Kind, Piece};

/// What is no word.
const UNKNOWN: f64 = 10.0;
/// A letter that stands alone and is no word.
const LETTER: f64 = 12.0;
/// Weight of a word that costs nothing, and the cost of each step below it.
const COMMON: f64 = 26.0;
const STEP: f64 = 0.35;
/// Two words made one at a cut that shows.
const GLUE: f64 = 1.0;
/// A cut at a space or in a word, that shows by nothing else.
const CUT_AT_SPACE: f64 = 4.0;
const CUT_IN_WORD: f64 = 5.0;
/// A cut further from the end of a run moves more words: the nearest is the likeliest.
const MOVED: f64 = 0.1;
/// Parts that one word may have been torn into.
const PARTS: usize = 4;
/// Letters of a run that may be no word although the list has it.
const SCRAP: usize = 3;
/// What a word of two letters costs more, unless it is one of the commonest.
const SHORT: f64 = 3.0;
const COMMONEST: f64 = 26.5;
/// What a word costs more at a cut inside a word when only its stem is listed.
const UNLISTED: f64 = 3.0;
/// Cuts that are sought in one stretch of words, and the words it may have.
const CUTS: usize = 4;
const WORDS: usize = 40;

/// Words that stand before a noun: a cut before the noun is a cut before them.
const PREPOSITIONS: [&str; 10] = ["در", "به", "از", "با", "بر", "تا", "في", "من", "إلى", "على"];

/// Puts pieces in reading order; remembers what words cost.
pub(super) struct Torn<'a> {
    words: Option<&'a Words>,
    costs: HashMap<String, f64>,
}

/// Runs of one stretch in the order of the file, each the words that it has.
type Runs = Vec<Vec<String>>;

/// The words of a stretch in reading order: which of them are parts of one word.
struct Reading {
    cost: f64,
    words: Vec<String>,
}

impl<'a> Torn<'a> {
    pub(super) fn new(words: Option<&'a Words>) -> Self {
        Self { words, costs: HashMap::new() }
    }

    /// The pieces in reading order, and whether signs alone told it.
    pub(super) fn order(&mut self, pieces: Vec<Piece>) -> (Vec<Piece>, bool) {
        let mut ordered: Vec<Piece> = Vec::new();
        let mut is_told = true;
        let mut rest = pieces.into_iter().rev().peekable();
        while let Some(piece) = rest.next() {
            if piece.kind != Kind::Words {
                ordered.push(piece);
                continue;
            }
            let mut stretch = vec![piece];
            while let Some(next) = rest.next_if(|next| next.kind == Kind::Words) {
                stretch.push(next);
            }
            stretch.reverse();
            let runs: Runs = stretch.iter().map(|piece| piece.text.split(' ').map(str::to_owned).collect()).collect();
            let (words, is_cut) = self.best(runs);
            is_told &= !is_cut && stretch.len() == 1;
            ordered.push(Piece::words(&words.join(" ")));
        }
        (ordered, is_told)
    }

    /// The cheapest reading of a stretch, and whether it has cuts that were not there.
    fn best(&mut self, mut runs: Runs) -> (Vec<String>, bool) {
        let mut best = self.read(&runs);
        let mut spent = 0.0;
        let mut is_cut = false;
        if self.words.is_none() || runs.iter().map(Vec::len).sum::<usize>() > WORDS {
            return (best.words, false);
        }
        for _ in 0..CUTS {
            let mut better: Option<(f64, Runs, Reading)> = None;
            for (price, candidate) in self.candidates(&runs) {
                let reading = self.read(&candidate);
                let cost = reading.cost + spent + price;
                let limit =
                    better.as_ref().map_or(best.cost + spent, |(price, _, reading)| reading.cost + spent + price);
                if cost + 0.5 < limit {
                    better = Some((price, candidate, reading));
                }
            }
            let Some((price, candidate, reading)) = better else { break };
            (runs, best, is_cut) = (candidate, reading, true);
            spent += price;
        }
        (best.words, is_cut)
    }

    /// Runs with one more cut: in a word that is none, or at a space of a run whose edge is torn.
    fn candidates(&mut self, runs: &Runs) -> Vec<(f64, Runs)> {
        let mut all = Vec::new();
        for (place, run) in runs.iter().enumerate() {
            let is_torn = self.cost(&run[0]) >= UNKNOWN || run.last().is_some_and(|last| self.cost(last) >= UNKNOWN);
            for (at, word) in run.iter().enumerate() {
                if is_torn && at > 0 && !PREPOSITIONS.contains(&run[at - 1].as_str()) {
                    // A run of one letter is less likely than one of words.
                    let lonely = if at == 1 && run[0].chars().count() == 1 { 1.0 } else { 0.0 };
                    let price = CUT_AT_SPACE + lonely + MOVED * (run.len() - at) as f64;
                    all.push((price, cut(runs, place, run[..at].to_vec(), run[at..].to_vec())));
                }
                let is_scrap = run.len() == 1 && runs.len() > 1 && word.chars().count() <= SCRAP;
                if self.cost(word) < UNKNOWN && !is_scrap {
                    continue;
                }
                for (middle, _) in word.char_indices().skip(1) {
                    let mut left = run[..at].to_vec();
                    left.push(word[..middle].to_owned());
                    let mut right = vec![word[middle..].to_owned()];
                    right.extend_from_slice(&run[at + 1..]);
                    let is_listed = |part: &str| self.words.is_some_and(|words| words.listed_weight(part).is_some());
                    let unlisted = [&word[..middle], &word[middle..]].iter().filter(|part| !is_listed(part)).count();
                    let price = CUT_IN_WORD + UNLISTED * unlisted.saturating_sub(1) as f64;
                    all.push((price, cut(runs, place, left, right)));
                }
            }
        }
        all
    }

    /// The runs from the last to the first, with parts of words joined where that costs least.
    fn read(&mut self, runs: &Runs) -> Reading {
        let mut parts: Vec<(&str, bool)> = Vec::new();
        for run in runs.iter().rev() {
            for (at, word) in run.iter().enumerate() {
                parts.push((word, at == 0 && !parts.is_empty()));
            }
        }
        // The cheapest reading of each beginning of the parts, and where its last word begins.
        let mut best: Vec<(f64, usize)> = vec![(0.0, 0)];
        for end in 1..=parts.len() {
            let mut here = (f64::INFINITY, end - 1);
            for start in (0..end).rev().take(PARTS) {
                let word: String = parts[start..end].iter().map(|(part, _)| *part).collect();
                let cost = best[start].0 + self.cost(&word) + GLUE * (end - 1 - start) as f64;
                if cost < here.0 {
                    here = (cost, start);
                }
                if !parts[start].1 {
                    break;
                }
            }
            best.push(here);
        }
        let mut words = Vec::new();
        let mut end = parts.len();
        while end > 0 {
            let start = best[end].1;
            words.push(parts[start..end].iter().map(|(part, _)| *part).collect());
            end = start;
        }
        words.reverse();
        Reading { cost: best[parts.len()].0, words }
    }

    fn cost(&mut self, word: &str) -> f64 {
        if let Some(cost) = self.costs.get(word) {
            return *cost;
        }
        let cost = price(word, self.words);
        self.costs.insert(word.to_owned(), cost);
        cost
    }
}

fn price(word: &str, words: Option<&Words>) -> f64 {
    let bare = word.trim_matches(['،', '؛', '؟']);
    let Some(words) = words else { return 0.0 };
    match bare.chars().count() {
        0 => 0.0,
        1 if bare == "و" => 0.0,
        // The ezafe of old typing, apart from its word.
        1 if matches!(bare, "ی" | "ي") => 2.0,
        1 => LETTER,
        // A sign of the script inside a word parts two words, or two runs.
        _ if bare.contains(['،', '؛', '؟']) => UNKNOWN,
        letters => match words.weight(bare) {
            Some(weight) => {
                let short = if letters == 2 && weight < COMMONEST { SHORT } else { 0.0 };
                (COMMON - weight).max(0.0) * STEP + short
            }
            None => UNKNOWN,
        },
    }
}

/// Runs with one of them cut in two.
fn cut(runs: &Runs, place: usize, left: Vec<String>, right: Vec<String>) -> Runs {
    let mut all = runs[..place].to_vec();
    all.push(left);
    all.push(right);
    all.extend_from_slice(&runs[place + 1..]);
    all
}
