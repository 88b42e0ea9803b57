//! Makes the word lists `src/rescue/words/fa.fst` and `ar.fst`; the `README.md` there names the sources.
//!
//! ```text
//! words fa vocab.csv index.dic fa.fst
//! words ar ar.json.gz ar.fst
//! ```

#![allow(clippy::print_stdout, clippy::print_stderr, reason = "a program for the terminal")]

use std::collections::BTreeMap;
use std::error::Error;
use std::fs::{self, File};
use std::io::BufReader;
use std::path::Path;
use std::process::ExitCode;

use flate2::read::GzDecoder;
use fst::MapBuilder;
use publish::rescue::words::Tongue;

/// What went wrong, as it is told.
type Failure = Box<dyn Error>;

/// The words of one language by their keys, in the order that `fst` asks for.
struct List {
    tongue: Tongue,
    words: BTreeMap<String, Word>,
}

/// What is known of a word.
#[derive(Default)]
struct Word {
    frequency: u64,
    is_checked: bool,
}

impl Word {
    /// Twice the whole part of the binary logarithm, plus one for a word of the spelling dictionary.
    fn value(&self) -> u64 {
        // No frequency counts as 1: its logarithm is 0.
        let class = u64::from(self.frequency.max(1).ilog2());
        2 * class + u64::from(self.is_checked)
    }
}

impl List {
    fn new(tongue: Tongue) -> Self {
        Self { tongue, words: BTreeMap::new() }
    }

    /// Adds a word with its frequency; of several spellings with one key the commonest counts.
    fn count(&mut self, word: &str, frequency: u64) {
        if let Some(known) = self.word(word) {
            known.frequency = known.frequency.max(frequency);
        }
    }

    /// Adds a word of the spelling dictionary.
    fn check(&mut self, word: &str) {
        if let Some(known) = self.word(word) {
            known.is_checked = true;
        }
    }

    /// The place of a word; `None` when it has none.
    fn word(&mut self, word: &str) -> Option<&mut Word> {
        let key = key(self.tongue, word)?;
        Some(self.words.entry(key).or_default())
    }

    /// The list as `fst` writes it.
    fn to_bytes(&self) -> Result<Vec<u8>, fst::Error> {
        let mut map = MapBuilder::memory();
        for (key, word) in &self.words {
            map.insert(key, word.value())?;
        }
        map.into_inner()
    }
}

/// A word as it is looked up: no marks, tatweel or half-spaces, the letters of the language.
///
/// `None` when nothing is left, or anything but letters is, such as the presentation form ﻻ U+FEFB.
fn key(tongue: Tongue, word: &str) -> Option<String> {
    let key: String = word
        .chars()
        .filter(|character| !matches!(character, '\u{200C}' | '\u{640}' | '\u{64B}'..='\u{655}' | '\u{670}'))
        .map(|character| match character {
            // ۀ U+06C0 and ۂ U+06C2: the mark is left out.
            '\u{6C0}' | '\u{6C2}' => '\u{647}',
            _ => tongue.letter(character),
        })
        .collect();
    let is_word = !key.is_empty() && key.chars().all(|c| matches!(c, '\u{621}'..='\u{64A}' | '\u{671}'..='\u{6D3}'));
    is_word.then_some(key)
}

/// The Persian list: `frequencies` has lines of a word, a comma and its frequency; `dictionary` is one of Hunspell.
fn persian(frequencies: &Path, dictionary: &Path) -> Result<List, Failure> {
    let mut list = List::new(Tongue::Persian);
    for (index, line) in text(frequencies)?.lines().enumerate() {
        let (word, frequency) = line
            .rsplit_once(',')
            .and_then(|(word, frequency)| Some((word, frequency.parse().ok()?)))
            .ok_or_else(|| format!("{}:{}: not a word and its frequency", frequencies.display(), index + 1))?;
        list.count(word, frequency);
    }
    // The first line is the number of words; what follows a slash are the affixes that a word takes.
    for line in text(dictionary)?.lines().skip(1) {
        list.check(line.split('/').next().unwrap_or(line));
    }
    Ok(list)
}

/// The Arabic list: `frequencies` is a packed JSON object of words and their frequencies.
fn arabic(frequencies: &Path) -> Result<List, Failure> {
    let file = File::open(frequencies).map_err(|error| of_file(frequencies, &error))?;
    let counted: BTreeMap<String, u64> =
        serde_json::from_reader(BufReader::new(GzDecoder::new(file))).map_err(|error| of_file(frequencies, &error))?;
    let mut list = List::new(Tongue::Arabic);
    for (word, frequency) in &counted {
        list.count(word, *frequency);
    }
    Ok(list)
}

fn text(path: &Path) -> Result<String, Failure> {
    fs::read_to_string(path).map_err(|error| of_file(path, &error))
}

/// An error with the name of the file it is about.
fn of_file(path: &Path, error: &dyn Error) -> Failure {
    format!("{}: {error}", path.display()).into()
}

fn run(arguments: &[&str]) -> Result<(), Failure> {
    let (list, target) = match arguments {
        ["fa", frequencies, dictionary, target] => (persian(Path::new(frequencies), Path::new(dictionary))?, target),
        ["ar", frequencies, target] => (arabic(Path::new(frequencies))?, target),
        _ => return Err("usage: words fa <vocab.csv> <index.dic> <fa.fst> | words ar <ar.json.gz> <ar.fst>".into()),
    };
    fs::write(target, list.to_bytes()?).map_err(|error| of_file(Path::new(target), &error))?;
    println!("{target}: {} words", list.words.len());
    Ok(())
}

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match run(&arguments) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("{failure}");
            ExitCode::FAILURE
        }
    }
}
