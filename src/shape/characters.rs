//! A stretch of a paragraph as a list of characters, each with level, style, script and face: what runs are cut by.
//!
//! Three passes: what a character is by itself, the script of neutral ones from their neighbours, the face.
//! Neighbours are looked for at the same embedding level only: a bracket around a Latin word in a Persian line belongs
//! to the line.

use std::ops::Range;

use super::RunKind;
use super::families::{Candidates, Choice, Wing};
use super::paragraph::Paragraph;
use super::shaper::stands_for_space;
use crate::base::Direction;
use crate::font::FaceId;
use crate::script::itemize::{Script, is_invisible, is_mark};

/// A character and what decides its run.
#[derive(Clone, Copy, Debug)]
pub(super) struct Character {
    /// Byte in the paragraph.
    pub(super) at: usize,
    pub(super) character: char,
    pub(super) level: u8,
    /// Whether an isolate's edge parts it from the character before.
    pub(super) has_edge: bool,
    /// Position in `StyledText::styles`; a mark has that of its letter.
    pub(super) style: usize,
    pub(super) kind: RunKind,
    /// Its script; after the second pass never `Common` or `Inherited`.
    pub(super) script: Script,
    pub(super) choice: Choice,
    role: Role,
}

/// What a character does when faces are chosen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Role {
    /// It decides for itself.
    Letter,
    /// It follows its neighbours if their face has it.
    Sign,
    /// It follows the letter it stands on.
    Mark,
    /// It follows its neighbours; every face can draw it.
    Blank,
}

/// The characters of a stretch with everything resolved.
pub(super) fn characters(paragraph: &Paragraph<'_, '_>, range: Range<usize>) -> Vec<Character> {
    let mut characters = classify(paragraph, range);
    resolve_scripts(&mut characters, paragraph.text.direction);
    choose_faces(paragraph, &mut characters);
    characters
}

fn classify(paragraph: &Paragraph<'_, '_>, range: Range<usize>) -> Vec<Character> {
    let styles = &paragraph.text.styles;
    let text = &paragraph.text.text[range.clone()];
    let mut characters: Vec<Character> = Vec::with_capacity(text.len());
    let mut style = paragraph.style_at(range.start);
    for (at, character) in text.char_indices() {
        let at = range.start + at;
        while styles.get(style + 1).is_some_and(|(range, _)| range.start <= at) {
            style += 1;
        }
        let (kind, role) = kind_and_role(character);
        // A mark is drawn on its letter, so it cannot be set otherwise than that.
        let of_letter = characters.last().filter(|last| role == Role::Mark && last.kind == RunKind::Word);
        characters.push(Character {
            at,
            character,
            level: paragraph.levels.at(at),
            has_edge: paragraph.levels.edge(at).is_some(),
            style: of_letter.map_or(style, |letter| letter.style),
            kind,
            script: Script::of(character),
            choice: Choice { face: FaceId(0), wing: Wing::Body, is_missing: false },
            role,
        });
    }
    characters
}

fn kind_and_role(character: char) -> (RunKind, Role) {
    match character {
        _ if stands_for_space(character) => (RunKind::Space, Role::Blank),
        ' ' | '\u{1680}' | '\u{205F}' | '\u{3000}' => (RunKind::Space, Role::Blank),
        // U+2007 figure space does not break (UAX #14 GL), the other spaces of fixed width do (BA).
        '\u{A0}' | '\u{2007}' | '\u{202F}' => (RunKind::FixedSpace, Role::Blank),
        '\u{2000}'..='\u{200A}' => (RunKind::Space, Role::Blank),
        '\u{2028}' => (RunKind::LineBreak, Role::Blank),
        _ if is_mark(character) => (RunKind::Word, Role::Mark),
        _ if is_invisible(character) => (RunKind::Word, Role::Blank),
        _ if Script::of(character).is_neutral() => (RunKind::Word, Role::Sign),
        _ => (RunKind::Word, Role::Letter),
    }
}

/// Gives neutral characters the script of a letter: of their own word if it has one (the letter before counts before
/// the letter after), else of the words around at their level, else of the paragraph.
fn resolve_scripts(characters: &mut [Character], direction: Direction) {
    for reach in [Reach::Word, Reach::Level] {
        spread(characters.iter_mut(), reach);
        spread(characters.iter_mut().rev(), reach);
    }
    let default = if direction.is_rtl() { Script::ARABIC } else { Script::LATIN };
    for character in characters.iter_mut().filter(|character| character.script.is_neutral()) {
        character.script = default;
    }
}

/// How far a letter gives its script to neutral characters.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Reach {
    /// To the next space.
    Word,
    /// To the next change of level.
    Level,
}

/// Carries scripts from letters to the neutral characters after them, inside one level.
fn spread<'c>(characters: impl Iterator<Item = &'c mut Character>, reach: Reach) {
    let mut last: Option<(u8, Script)> = None;
    for character in characters {
        let is_end = reach == Reach::Word && character.kind != RunKind::Word;
        last = last.filter(|(level, _)| *level == character.level && !is_end);
        match last {
            Some((_, script)) if character.script.is_neutral() => character.script = script,
            _ if character.script.is_neutral() => {}
            _ => last = Some((character.level, character.script)),
        }
    }
}

/// Chooses a face for each character.
fn choose_faces(paragraph: &Paragraph<'_, '_>, characters: &mut [Character]) {
    let mut pending = vec![false; characters.len()];
    for at in 0..characters.len() {
        let follows = at.checked_sub(1).filter(|before| !pending[*before]);
        let before = follows.and_then(|before| choice_beside(paragraph, characters, at, before));
        match (characters[at].role, before) {
            (Role::Letter, _) => characters[at].choice = pick(paragraph, characters, at),
            (_, Some(choice)) => characters[at].choice = choice,
            (Role::Mark, None) => characters[at].choice = pick(paragraph, characters, at),
            (Role::Sign | Role::Blank, None) => pending[at] = true,
        }
    }
    // What stands before the first letter of its level, or is not in the face before it, looks the other way.
    for at in (0..characters.len()).rev().filter(|at| pending[*at]) {
        let after = Some(at + 1).filter(|after| *after < characters.len());
        let after = after.and_then(|after| choice_beside(paragraph, characters, at, after));
        characters[at].choice = after.unwrap_or_else(|| pick(paragraph, characters, at));
    }
}

/// The face of a neighbour, if the character may be set in it.
fn choice_beside(paragraph: &Paragraph<'_, '_>, characters: &[Character], at: usize, beside: usize) -> Option<Choice> {
    let (character, neighbour) = (&characters[at], &characters[beside]);
    let same = character.style == neighbour.style
        && character.script == neighbour.script
        && (character.level == neighbour.level || character.role == Role::Mark);
    let choice = neighbour.choice;
    let suits = character.role == Role::Blank || paragraph.shaper.covers(choice.face, character.character);
    (same && suits && !choice.is_missing).then_some(choice)
}

/// The first face that has the character with the marks on it, else the character alone.
fn pick(paragraph: &Paragraph<'_, '_>, characters: &[Character], at: usize) -> Choice {
    let character = &characters[at];
    let candidates = &paragraph.faces[character.style].candidates;
    let first = if character.script.is_european() { Wing::Latin } else { Wing::Body };
    let marks = characters[at + 1..].iter().take_while(|next| next.role == Role::Mark);
    let covers = |face: FaceId| paragraph.shaper.covers(face, character.character);
    let covers_all =
        |face: FaceId| covers(face) && marks.clone().all(|mark| paragraph.shaper.covers(face, mark.character));
    let any = |_: FaceId| true;
    let find = |suits: &dyn Fn(FaceId) -> bool| candidates.in_order(first).find(|(_, face)| suits(*face));
    let chosen = if character.role == Role::Blank { find(&any) } else { find(&covers_all).or_else(|| find(&covers)) };
    match chosen {
        Some((wing, face)) => Choice { face, wing, is_missing: false },
        None => missing(paragraph, candidates, first),
    }
}

/// A face whose box for missing characters can be seen.
fn missing(paragraph: &Paragraph<'_, '_>, candidates: &Candidates, first: Wing) -> Choice {
    let seen = candidates.in_order(first).find(|(_, face)| paragraph.shaper.has_box(*face));
    let (wing, face) = seen.or_else(|| candidates.in_order(first).next()).unwrap_or((Wing::Body, FaceId(0)));
    Choice { face, wing, is_missing: true }
}
