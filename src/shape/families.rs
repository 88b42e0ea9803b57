//! The faces that may set a style's text, in order: resolved once for each set of families, then shared.

use std::sync::{Arc, PoisonError, RwLock};

use super::TextStyle;
use crate::font::{FaceId, FaceStyle, Faces};

/// Which of the two lists of families set a character.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Wing {
    /// `TextStyle::families`, or any face.
    Body,
    /// `TextStyle::latin_families`.
    Latin,
}

/// The face of a character.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Choice {
    pub(super) face: FaceId,
    /// The list of families the face came from.
    pub(super) wing: Wing,
    /// No face has the character: the face draws its box for it.
    pub(super) is_missing: bool,
}

/// Faces of a style, nearest to its weight and slant.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Candidates {
    /// Of the families of the text.
    pub(super) body: Vec<FaceId>,
    /// Of the families for Latin words.
    pub(super) latin: Vec<FaceId>,
    /// One of every family there is.
    pub(super) any: Vec<FaceId>,
}

impl Candidates {
    fn of(faces: &Faces, style: &TextStyle) -> Self {
        let select = |families: &[String]| -> Vec<FaceId> {
            families.iter().filter_map(|family| faces.select(family, style.face_style)).collect()
        };
        let any = faces.families().into_iter().filter_map(|family| faces.select(family, style.face_style)).collect();
        Self { body: select(&style.families), latin: select(&style.latin_families), any }
    }

    /// Faces to try for a character, in order.
    pub(super) fn in_order(&self, first: Wing) -> impl Iterator<Item = (Wing, FaceId)> {
        let body = self.body.iter().map(|face| (Wing::Body, *face));
        let latin = self.latin.iter().map(|face| (Wing::Latin, *face));
        let any = self.any.iter().map(|face| (Wing::Body, *face));
        // Both orders as one type: the list that does not come at this place is skipped.
        let is_latin = first == Wing::Latin;
        let before = latin.clone().filter(move |_| is_latin);
        let after = latin.filter(move |_| !is_latin);
        before.chain(body).chain(after).chain(any)
    }
}

/// Candidates and what of a style they were chosen by: a book has a dozen, so they stand in a list.
#[derive(Default)]
pub(super) struct FamilyCache {
    known: RwLock<Vec<(Key, Arc<Candidates>)>>,
}

/// What of a style decides its faces.
struct Key {
    families: Vec<String>,
    latin_families: Vec<String>,
    style: FaceStyle,
}

impl Key {
    fn is_of(&self, style: &TextStyle) -> bool {
        self.style == style.face_style && self.families == style.families && self.latin_families == style.latin_families
    }
}

impl FamilyCache {
    /// The candidates of a style.
    pub(super) fn candidates(&self, faces: &Faces, style: &TextStyle) -> Arc<Candidates> {
        let find = |known: &[(Key, Arc<Candidates>)]| {
            known.iter().find(|(key, _)| key.is_of(style)).map(|(_, candidates)| Arc::clone(candidates))
        };
        if let Some(candidates) = find(&self.known.read().unwrap_or_else(PoisonError::into_inner)) {
            return candidates;
        }
        let made = Arc::new(Candidates::of(faces, style));
        let mut known = self.known.write().unwrap_or_else(PoisonError::into_inner);
        find(&known).unwrap_or_else(|| {
            let key = Key {
                families: style.families.clone(),
                latin_families: style.latin_families.clone(),
                style: style.face_style,
            };
            known.push((key, Arc::clone(&made)));
            made
        })
    }
}
