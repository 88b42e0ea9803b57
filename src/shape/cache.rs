//! Shaped words, each once: text and setting in, a shared run out, the same one in every thread.
//!
//! Sharded by hash, so that threads seldom wait for each other. Looking a word up allocates nothing.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};
use std::sync::{Arc, PoisonError, RwLock};

use super::ShapedRun;
use crate::base::{Direction, Language};
use crate::font::FaceId;
use crate::script::itemize::Script;

/// All that decides the glyphs of a text beside the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Setting {
    pub(super) face: FaceId,
    /// Chooses the language system of the face (OpenType, script and language tags).
    pub(super) language: LanguageTag,
    /// Chooses the way of shaping: joining for Arabic script.
    pub(super) script: Script,
    pub(super) direction: Direction,
    pub(super) context: Context,
}

/// The primary language subtag in a machine word: at most eight letters (BCP 47), in lower case.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct LanguageTag([u8; 8]);

impl LanguageTag {
    /// No language: what the face has for all.
    pub(super) const NONE: Self = Self([0; 8]);

    /// The primary subtag of a language.
    pub(super) fn of(language: &Language) -> Self {
        let mut tag = [0; 8];
        for (slot, letter) in tag.iter_mut().zip(language.primary().bytes()) {
            *slot = letter.to_ascii_lowercase();
        }
        Self(tag)
    }

    /// The subtag as text.
    pub(super) fn as_str(&self) -> &str {
        let length = self.0.iter().position(|letter| *letter == 0).unwrap_or(self.0.len());
        std::str::from_utf8(&self.0[..length]).unwrap_or_default()
    }
}

/// Whether letters outside the run reach into it: so a change of style inside a word leaves the join whole.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Context {
    /// The letter before it joins what follows.
    pub(super) before: bool,
    /// The letter after it joins what precedes.
    pub(super) after: bool,
}

/// A shaped text and what the cache knows of it.
#[derive(Clone)]
pub(super) struct Entry {
    pub(super) shaped: Arc<ShapedRun>,
    /// Whether the face had a glyph for every character.
    pub(super) complete: bool,
    setting: Setting,
}

impl Entry {
    /// Glyph 0 of every face stands for what the face lacks (OpenType, `.notdef`).
    pub(super) fn new(shaped: ShapedRun, setting: Setting) -> Self {
        let complete = shaped.glyphs.iter().all(|glyph| glyph.id.0 != 0);
        Self { shaped: Arc::new(shaped), complete, setting }
    }
}

/// Shards; a power of two, some times the number of cores of a large machine.
const SHARDS: usize = 64;

/// Entries by the hash of text and setting. Two texts of one hash (hardly ever) take the next free number.
type Shard = HashMap<u64, Entry, BuildHasherDefault<Given>>;

/// Every text shaped so far.
pub(super) struct Cache {
    shards: Vec<RwLock<Shard>>,
}

impl Cache {
    pub(super) fn new() -> Self {
        Self { shards: std::iter::repeat_with(RwLock::default).take(SHARDS).collect() }
    }

    /// The entry of a text; shaped by `make` when it is the first time.
    pub(super) fn get_or_insert(&self, text: &str, setting: Setting, make: impl FnOnce() -> ShapedRun) -> Entry {
        let hash = hash(text, setting);
        // The upper bits choose the shard, the table inside uses the lower ones.
        let shard = &self.shards[(hash >> 58) as usize % SHARDS];
        let known = shard.read().unwrap_or_else(PoisonError::into_inner);
        if let Ok(entry) = find(&known, hash, text, setting) {
            return entry.clone();
        }
        drop(known);
        // Shaped outside the lock. Another thread may have been faster: its entry counts, this one is dropped.
        let made = Entry::new(make(), setting);
        let mut shard = shard.write().unwrap_or_else(PoisonError::into_inner);
        match find(&shard, hash, text, setting) {
            Ok(entry) => entry.clone(),
            Err(free) => {
                shard.insert(free, made.clone());
                made
            }
        }
    }
}

/// The entry, or the number it would get.
fn find<'s>(shard: &'s Shard, hash: u64, text: &str, setting: Setting) -> Result<&'s Entry, u64> {
    let mut number = hash;
    while let Some(entry) = shard.get(&number) {
        if entry.setting == setting && *entry.shaped.text == *text {
            return Ok(entry);
        }
        number = number.wrapping_add(1);
    }
    Err(number)
}

/// Multiply and fold (as in wyhash, Wang Yi 2019), eight bytes a step: words are short, so the start must be cheap.
fn hash(text: &str, setting: Setting) -> u64 {
    let script = setting.script.number();
    let sides = u64::from(setting.direction.is_rtl())
        | u64::from(setting.context.before) << 1
        | u64::from(setting.context.after) << 2;
    let mut state = fold(u64::from(script) ^ u64::from(setting.face.0) << 32 ^ sides << 48, text.len() as u64);
    state = fold(state, u64::from_le_bytes(setting.language.0));
    let mut chunks = text.as_bytes().chunks_exact(8);
    for chunk in &mut chunks {
        let mut word = [0; 8];
        word.copy_from_slice(chunk);
        state = fold(state, u64::from_le_bytes(word));
    }
    let mut word = [0; 8];
    word[..chunks.remainder().len()].copy_from_slice(chunks.remainder());
    fold(state, u64::from_le_bytes(word))
}

fn fold(state: u64, word: u64) -> u64 {
    // Odd constants with about as many ones as zeros (digits of the golden ratio and of the square root of 3).
    let product = u128::from(state ^ 0x9E37_79B9_7F4A_7C15) * u128::from(word ^ 0xBB67_AE85_84CA_A73B);
    (product as u64) ^ (product >> 64) as u64
}

/// A hasher for keys that are hashes already.
#[derive(Default)]
pub(super) struct Given(u64);

impl Hasher for Given {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        // Not called for `u64` keys; the trait asks for it.
        for byte in bytes {
            self.0 = self.0.rotate_left(8) ^ u64::from(*byte);
        }
    }

    fn write_u64(&mut self, number: u64) {
        self.0 = number;
    }
}
