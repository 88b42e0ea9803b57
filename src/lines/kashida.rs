//! Kashida: which words of a line are lengthened, and by how much.
//!
//! Two views of the same means: [`Stocks`] say what the words of a line could give, so that the breaker can count on it
//! at the price of one subtraction; a plan says which words do give in a line that was chosen. Spaces stretch to what is
//! comfortable first, words take what is left over, spaces the rest: steps of a tatweel are too coarse to fill a line.
//! [`Ladder`] keeps lengthened words from standing above each other.

use super::Fragment;
use super::fit::Contents;
use crate::base::Length;
use crate::shape::{Elongated, Run, RunKind};
use crate::style::{Justification, Kashida};

/// Words of a line for each that may be lengthened sparingly; breaks never count on more.
const SHARE: u32 = 3;
/// The most lines running with lengthened words; more only where spaces would be very wide.
const MOST_RUNNING: u32 = 2;
/// The greatest growth of a word that does not end a line of verse, in ems.
const FORCED_LIMIT: f64 = 1.0;
/// Demerits of a lengthened word by its priority: as those of a line stretched to 0.85 of what is comfortable, and more.
/// Tuned on long prose in three faces: with fewer, words are lengthened where other breaks would do.
const DEMERITS: [u32; 8] = [5000, 5100, 5200, 5400, 5800, 6600, 8200, 11_400];
/// What words give, of what they could: some may not, as they stand below another, and tatweels are coarse.
const YIELD: f64 = 0.7;

/// What the words of a paragraph can give, summed up to each run. Empty where nothing may be lengthened.
#[derive(Clone, Debug, Default)]
pub(super) struct Stocks(Vec<Stock>);

impl Stocks {
    /// The stocks of a paragraph's runs.
    pub(super) fn of(runs: &[Run], mode: Kashida) -> Self {
        if mode == Kashida::Off || runs.iter().all(|run| run.elongation.is_none()) {
            return Self::default();
        }
        let sum = |stock: &mut Stock, run: &Run| {
            *stock = stock.with(run);
            Some(*stock)
        };
        Self(std::iter::once(Stock::default()).chain(runs.iter().scan(Stock::default(), sum)).collect())
    }

    /// Whether no word may be lengthened.
    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// What the runs from one to before another can give.
    fn between(&self, start: usize, end: usize) -> Option<Stock> {
        Some(self.0.get(end)?.since(*self.0.get(start)?))
    }
}

/// What some words can give.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Stock {
    /// Growth of all words that may be lengthened, at most.
    growth: i64,
    /// How many they are.
    words: u32,
    /// Their demerits.
    demerits: u32,
    /// How many spaces there are: they tell the number of words.
    spaces: u32,
}

impl Stock {
    /// The stock with a run more.
    fn with(self, run: &Run) -> Self {
        let spaces = self.spaces + u32::from(is_glue(run));
        let Some(elongation) = &run.elongation else { return Self { spaces, ..self } };
        let most = elongation.sizes.last().map_or(0, |size| growth(run, size));
        Self {
            growth: self.growth + most,
            words: self.words + 1,
            demerits: self.demerits + DEMERITS[usize::from(elongation.priority.number())],
            spaces,
        }
    }

    /// What lies between an earlier point and this one.
    fn since(self, start: Self) -> Self {
        Self {
            growth: self.growth - start.growth,
            words: self.words.saturating_sub(start.words),
            demerits: self.demerits.saturating_sub(start.demerits),
            spaces: self.spaces.saturating_sub(start.spaces),
        }
    }
}

/// What a setting allows to lengthened words.
#[derive(Clone, Copy, Debug)]
pub(super) struct Means {
    mode: Kashida,
    /// Stretch of spaces before words are lengthened, as a ratio of the glue.
    comfort: f64,
    /// The same where the lines above have lengthened words already.
    patience: f64,
}

impl Means {
    /// The means of a setting.
    pub(super) fn of(justification: &Justification) -> Self {
        let mode = justification.kashida;
        let comfort = if mode == Kashida::Forced { 0.0 } else { (justification.kashida_after - 1.0).max(0.0) };
        let widest = (justification.stretch_to - 1.0).max(comfort);
        Self { mode, comfort, patience: (comfort + widest) / 2.0 }
    }

    /// How many words of a line may be lengthened.
    fn most(&self, spaces: u32) -> u32 {
        match self.mode {
            Kashida::Off => 0,
            Kashida::Sparing => (spaces + 1) / SHARE,
            // A word alone has no spaces to show that it is too long.
            Kashida::Full if spaces == 0 => 0,
            Kashida::Full | Kashida::Forced => u32::MAX,
        }
    }

    /// The part of a line's slack that its words are likely to take, and the demerits of that.
    pub(super) fn likely(&self, slack: f64, line: &Contents, stocks: &Stocks) -> (f64, f64) {
        let Some(stock) = stocks.between(line.runs.0, line.runs.1) else { return (0.0, 0.0) };
        let wanted = slack - line.glue as f64 * self.comfort;
        let most = self.most(stock.spaces).min((stock.spaces + 1) / SHARE).min(stock.words);
        if wanted <= 0.0 || most == 0 {
            return (0.0, 0.0);
        }
        let each = stock.growth as f64 / f64::from(stock.words) * YIELD;
        let taken = wanted.min(each * f64::from(most));
        (taken, taken / each * f64::from(stock.demerits) / f64::from(stock.words))
    }
}

/// A word that is lengthened: positions of the run in its line and of the form in its elongation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Choice {
    pub(super) run: usize,
    pub(super) size: usize,
}

/// The words of a line that take what its spaces should not: the best places first, far from each other.
///
/// Among equal places the first word is the last of the line. `barred` are positions of words that may not be used.
pub(super) fn plan(runs: &[Run], slack: i64, means: &Means, ladder: &Ladder, barred: &[usize]) -> Vec<Choice> {
    let mut chosen: Vec<Choice> = Vec::new();
    if means.mode == Kashida::Off || slack <= 0 {
        return chosen;
    }
    let glue: i64 = runs.iter().filter(|run| is_glue(run)).map(|run| run.width.raw()).sum();
    let spaces = runs.iter().filter(|run| is_glue(run)).count();
    let most = means.most(u32::try_from(spaces).unwrap_or(u32::MAX));
    let comfort = if ladder.running >= MOST_RUNNING { means.patience } else { means.comfort };
    let mut wanted = slack - Length::from_raw(glue).scale(comfort).raw();
    let mut room = slack;
    let last = runs.iter().rposition(|run| run.kind == RunKind::Word);
    let mut left: Vec<usize> =
        (0..runs.len()).filter(|at| runs[*at].elongation.is_some() && !barred.contains(at)).collect();
    while wanted > 0 && u32::try_from(chosen.len()).is_ok_and(|count| count < most) {
        let Some(run) = next(runs, &left, &chosen) else { break };
        left.retain(|at| *at != run);
        let is_bound = means.mode == Kashida::Forced && last != Some(run);
        let most = if is_bound { room.min(runs[run].size.scale(FORCED_LIMIT).raw()) } else { room };
        if let Some((size, taken)) = fitting(&runs[run], wanted, most) {
            chosen.push(Choice { run, size });
            wanted -= taken;
            room -= taken;
        }
    }
    chosen
}

/// The word to be lengthened next.
fn next(runs: &[Run], left: &[usize], chosen: &[Choice]) -> Option<usize> {
    let distance = |at: usize| chosen.iter().map(|one| one.run.abs_diff(at)).min().unwrap_or(0);
    let priority = |at: usize| runs[at].elongation.as_ref().map(|elongation| elongation.priority);
    // The later of equal ones is the greater.
    left.iter().copied().max_by(|&one, &other| {
        priority(other).cmp(&priority(one)).then(distance(one).cmp(&distance(other))).then(one.cmp(&other))
    })
}

/// The least form of a word that takes all that is wanted, else the greatest; none beyond `most`.
fn fitting(run: &Run, wanted: i64, most: i64) -> Option<(usize, i64)> {
    let sizes = &run.elongation.as_ref()?.sizes;
    let grown = sizes.iter().map(|size| growth(run, size)).enumerate().filter(|(_, growth)| *growth <= most);
    let enough = grown.clone().find(|(_, growth)| *growth >= wanted);
    enough.or_else(|| grown.max_by_key(|(_, growth)| *growth))
}

/// How much wider a form is at the size of its run.
fn growth(run: &Run, size: &Elongated) -> i64 {
    let advance = i128::from(run.shaped.advance.0.max(1));
    i64::try_from(i128::from(run.width.raw()) * i128::from(size.growth.0) / advance).unwrap_or(0)
}

fn is_glue(run: &Run) -> bool {
    matches!(run.kind, RunKind::Space | RunKind::FixedSpace)
}

/// What the lines above have: two lengthened words one over the other are seen before they are read.
#[derive(Clone, Debug, Default)]
pub(super) struct Ladder {
    /// Left and right ends of the lengthened joints in the line above.
    above: Vec<(Length, Length)>,
    /// How many lines running have some.
    running: u32,
}

impl Ladder {
    /// The first fragment whose joint lies within one em of one above.
    pub(super) fn clash(&self, fragments: &[Fragment]) -> Option<usize> {
        if self.above.is_empty() {
            return None;
        }
        fragments.iter().position(|fragment| {
            fragment.kashida_extent().is_some_and(|(left, right)| {
                self.above.iter().any(|above| left < above.1 + fragment.size && above.0 < right + fragment.size)
            })
        })
    }

    /// Goes on to the next line.
    pub(super) fn pass(&mut self, fragments: &[Fragment]) {
        self.above.clear();
        self.above.extend(fragments.iter().filter_map(Fragment::kashida_extent));
        self.running = if self.above.is_empty() { 0 } else { self.running + 1 };
    }
}
