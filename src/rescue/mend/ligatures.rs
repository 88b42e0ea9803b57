//! `mend.lam-alef` and `mend.swapped`: the ligature lam-alef that lost its alef, or whose letters were turned round.
//!
//! A PDF names a glyph's text once; lam-alef has two letters, and makers write one of them (انقلب for انقلاب), or both in the order
//! of the eye (انقالب, االشتراک, اهلل).
//!
//! Proof: in a file where it happens it happens to nearly every lam-alef, so that its rate can be counted on words which
//! cannot be anything else: the damaged form is no word and exactly one repair is a common one. Only where the rate is high is
//! anything changed. A word that is none becomes the one common word that it can be (proved), or the likelier of several (doubtful);
//! a damaged form that is a word itself (مثل for مثلا) is changed only when the repair is 16 times as common, weighed by
//! the rate (doubtful), and else only suggested.

use std::collections::HashMap;

use crate::lint::{Edit, Proof};
use crate::rescue::edited::Edited;
use crate::rescue::words::{Tongue, Words};
use crate::script::itemize::is_mark;

use super::wording::words as words_of;

const LAM: char = '\u{644}';
/// Alef as it follows lam in a ligature: ا, and in Arabic أ إ آ.
const ALEFS: [char; 4] = ['\u{627}', '\u{623}', '\u{625}', '\u{622}'];

/// A repair weighs at least this much to be a common word (a binary logarithm of frequency).
const COMMON: f64 = 14.0;
/// How much commoner the best repair is than the next, for certainty.
const MARGIN: f64 = 3.0;
/// What a form that is no word weighs.
const UNKNOWN: f64 = 4.0;
/// A repair this much commoner than a form that some list has, in binary logarithm, is certain all the same (128 times).
const SURE: f64 = 7.0;
/// Words of a dictionary: a repair this much likelier is made, and listed as doubtful (16 times).
const LIKELIER: f64 = 4.0;
/// And from here it is suggested.
const LIKELY: f64 = 1.0;
/// The rate and the number of certain cases that make a damage of it.
const RATE: f64 = 0.15;
const CASES: usize = 3;
/// Longer words are not looked at.
const LONGEST: usize = 24;

/// How the ligature was damaged.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Damage {
    Lost,
    Swapped,
}

impl Damage {
    const ALL: [Self; 2] = [Self::Lost, Self::Swapped];

    fn rule(self) -> &'static str {
        match self {
            Self::Lost => "mend.lam-alef",
            Self::Swapped => "mend.swapped",
        }
    }
}

/// What to do with damaged words.
#[derive(Debug, Default)]
pub(super) struct Ligatures {
    repairs: HashMap<String, (String, &'static str, Proof)>,
}

/// A word that may be damaged.
struct Case<'a> {
    word: &'a str,
    times: usize,
    /// The best repair of each damage.
    repairs: Vec<Repair>,
    /// What the damaged form weighs; `None` when it is no word.
    weight: Option<f64>,
    is_checked: bool,
}

struct Repair {
    damage: Damage,
    word: String,
    weight: f64,
    /// How much commoner it is than the next.
    margin: f64,
}

impl Ligatures {
    /// Decides about every word of all texts.
    pub(super) fn find(texts: &[&Edited], words: &Words) -> Self {
        let mut order: Vec<&str> = Vec::new();
        let mut times: HashMap<&str, usize> = HashMap::new();
        for text in texts {
            for range in words_of(text.now()) {
                let word = &text.now()[range];
                let known = times.entry(word).or_insert(0);
                *known += 1;
                if *known == 1 {
                    order.push(word);
                }
            }
        }
        let cases: Vec<Case> = order.iter().filter_map(|word| Case::of(word, times[word], words)).collect();
        let sound: usize = order.iter().filter(|word| has_ligature(word)).map(|word| times[word]).sum();
        let mut repairs = HashMap::new();
        let rates = Damage::ALL.map(|damage| rate(damage, &cases, sound));
        for case in &cases {
            if let Some((repair, proof)) = decide(case, rates) {
                repairs.insert(case.word.to_owned(), (repair.word.clone(), repair.damage.rule(), proof));
            }
        }
        Self { repairs }
    }

    pub(super) fn edits(&self, text: &str) -> Vec<Edit> {
        if self.repairs.is_empty() {
            return Vec::new();
        }
        words_of(text)
            .filter_map(|range| {
                let (replacement, rule, proof) = self.repairs.get(&text[range.clone()])?;
                Some(Edit { range, replacement: replacement.clone(), rule, proof: *proof })
            })
            .collect()
    }
}

/// The share of ligatures that are damaged so, and in how many words that cannot be anything else.
fn rate(damage: Damage, cases: &[Case], sound: usize) -> (f64, usize) {
    let certain: usize = cases
        .iter()
        .filter(|case| case.repairs.iter().any(|repair| repair.damage == damage && case.is_certain(repair)))
        .map(|case| case.times)
        .sum();
    (certain as f64 / (certain + sound).max(1) as f64, certain)
}

fn decide<'a>(case: &'a Case, rates: [(f64, usize); 2]) -> Option<(&'a Repair, Proof)> {
    let odds = |repair: &Repair| {
        let (rate, _) = rates[usize::from(repair.damage == Damage::Swapped)];
        rate.max(1e-6).log2() + repair.weight - case.weight.unwrap_or(UNKNOWN)
    };
    let repair = case.repairs.iter().max_by(|a, b| odds(a).total_cmp(&odds(b)))?;
    let (rate, certain) = rates[usize::from(repair.damage == Damage::Swapped)];
    let (is_damaged, odds) = (rate >= RATE && certain >= CASES, odds(repair));
    let proof = match case.weight {
        _ if is_damaged && case.is_certain(repair) => Proof::Proved,
        None if is_damaged && odds >= LIKELY => Proof::Doubtful,
        Some(_) if is_damaged && odds >= LIKELIER && repair.margin >= LIKELY => Proof::Doubtful,
        Some(_) if is_damaged && odds >= LIKELY => Proof::Suggested,
        _ if case.is_certain(repair) && certain >= CASES && rate >= RATE / 5.0 => Proof::Suggested,
        _ => return None,
    };
    Some((repair, proof))
}

/// Whether a word has lam and alef side by side, in this order.
fn has_ligature(word: &str) -> bool {
    word.match_indices(LAM).any(|(at, lam)| word[at + lam.len()..].trim_start_matches(is_mark).starts_with(ALEFS))
}

impl<'a> Case<'a> {
    /// Whether it cannot be anything but the repair: the form is no word, or only a list of what was typed somewhere has it, rarely.
    fn is_certain(&self, repair: &Repair) -> bool {
        let is_no_word = self.weight.is_none_or(|weight| !self.is_checked && repair.weight - weight >= SURE);
        is_no_word && repair.weight >= COMMON && repair.margin >= MARGIN
    }

    fn of(word: &'a str, times: usize, words: &Words) -> Option<Self> {
        let letters: Vec<char> = word.chars().collect();
        if !letters.contains(&LAM) || letters.len() > LONGEST {
            return None;
        }
        let repairs: Vec<Repair> = Damage::ALL
            .into_iter()
            .filter_map(|damage| best(damage, candidates(damage, &letters, words.tongue()), words))
            .collect();
        let (weight, is_checked) = (words.weight(word), words.is_checked(word));
        (!repairs.is_empty()).then_some(Self { word, times, repairs, weight, is_checked })
    }
}

fn best(damage: Damage, candidates: Vec<String>, words: &Words) -> Option<Repair> {
    let mut weighed: Vec<(f64, String)> =
        candidates.into_iter().filter_map(|word| words.weight(&word).map(|weight| (weight, word))).collect();
    weighed.sort_by(|a, b| b.0.total_cmp(&a.0));
    let next = weighed.get(1).map_or(0.0, |(weight, _)| *weight);
    let (weight, word) = weighed.into_iter().next()?;
    Some(Repair { damage, word, weight, margin: weight - next })
}

/// What the word may have been: one or two ligatures mended.
fn candidates(damage: Damage, letters: &[char], tongue: Tongue) -> Vec<String> {
    let alefs = if tongue == Tongue::Arabic { &ALEFS[..] } else { &ALEFS[..1] };
    let once = mended_once(damage, letters, alefs, 0);
    let mut all: Vec<String> = Vec::new();
    for (next, word) in &once {
        all.push(word.iter().collect());
        all.extend(
            mended_once(damage, word, alefs, *next).into_iter().map(|(_, word)| word.iter().collect::<String>()),
        );
    }
    if damage == Damage::Swapped && letters == ['\u{627}', '\u{647}', LAM, LAM] {
        // اهلل: the ligature of الله turned round.
        all.push("\u{627}\u{644}\u{644}\u{647}".to_owned());
    }
    all
}

/// Words with one ligature mended from a letter on, and the letter after it.
fn mended_once(damage: Damage, letters: &[char], alefs: &[char], from: usize) -> Vec<(usize, Vec<char>)> {
    let mut all = Vec::new();
    for at in from..letters.len() {
        let next = letters.get(at + 1);
        match damage {
            Damage::Lost
                if letters[at] == LAM
                    && !letters[at + 1..].iter().find(|c| !is_mark(**c)).is_some_and(|next| ALEFS.contains(next)) =>
            {
                for alef in alefs {
                    let mut word = letters.to_vec();
                    word.insert(at + 1, *alef);
                    all.push((at + 2, word));
                }
            }
            Damage::Swapped if ALEFS.contains(&letters[at]) && next == Some(&LAM) => {
                let mut word = letters.to_vec();
                word.swap(at, at + 1);
                all.push((at + 2, word));
            }
            _ => {}
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mended(text: &str, tongue: Tongue) -> (String, Vec<(&'static str, Proof, String)>) {
        let mut edited = Edited::found(text);
        let ligatures = Ligatures::find(&[&edited.clone()], Words::of(tongue));
        edited.apply(&ligatures.edits(text));
        let changes = edited
            .changes()
            .iter()
            .map(|change| (change.rule, change.proof, text[change.was.clone()].to_owned()))
            .collect();
        (edited.now().to_owned(), changes)
    }

    const PERSIAN: &str = "خلاصه‌ی اطلاعات کلاس و علاقه به گلابی و بالا رفتن از پلاک؛ مثلا سلام، طلا، ملاقات و الان";

    #[test]
    fn lost_alefs_come_back() {
        let (text, changes) = mended(&PERSIAN.replace("لا", "ل"), Tongue::Persian);
        // مثل and پلک are words, as common as مثلا and پلاک or not much less: they stay.
        let kept = PERSIAN.replace("مثلا", "مثل").replace("پلاک", "پلک");
        assert_eq!(text, kept);
        assert!(changes.iter().all(|(rule, ..)| *rule == "mend.lam-alef"));
        assert!(changes.iter().filter(|(_, proof, _)| *proof == Proof::Proved).count() >= 3, "{changes:?}");
    }

    #[test]
    fn turned_ligatures_are_turned_back() {
        let arabic = "الاشتراك في المجلة الإسلامية الأولى لا يلزم الآن أحدا، والحمد الله على الاحتفال والأطفال في الأرض";
        let damaged =
            arabic.replace("لإ", "إل").replace("لأ", "أل").replace("لآ", "آل").replace("لا", "ال").replace("الله", "اهلل");
        assert!(damaged.contains("اإلسالمية") && damaged.contains("اهلل"));
        assert_eq!(mended(&damaged, Tongue::Arabic).0, arabic);
    }

    #[test]
    fn sound_texts_stay() {
        for (text, tongue) in [
            (PERSIAN, Tongue::Persian),
            (
                "انقلب الحال على أهل البلد، وسلم الناس بعضهم على بعض. لا إلا هؤلاء ولا الآخرون، والأول قال السلام",
                Tongue::Arabic,
            ),
        ] {
            assert_eq!(mended(text, tongue), (text.to_owned(), Vec::new()));
        }
    }
}
