//! The set of faces a book is set with: the ones inside the binary and those the manifest adds.
//!
//! Families are matched without regard to case and spaces. Filled once, read by shape, pdf and epub.

use super::{Face, FaceStyle, Slant, Weight};

/// The number of a face in [`Faces`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FaceId(pub u16);

/// Every face that may be used, in order of preference for fallback.
#[derive(Clone, Debug, Default)]
pub struct Faces {
    list: Vec<Face>,
}

impl Faces {
    /// No faces.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a face after the others.
    pub fn add(&mut self, face: Face) -> FaceId {
        let id = FaceId(u16::try_from(self.list.len()).expect("fewer than 65 536 faces"));
        self.list.push(face);
        id
    }

    /// The face with a number that this set gave.
    pub fn get(&self, id: FaceId) -> &Face {
        &self.list[usize::from(id.0)]
    }

    /// All faces with their numbers, in order.
    pub fn iter(&self) -> impl Iterator<Item = (FaceId, &Face)> {
        (0u16..).map(FaceId).zip(&self.list)
    }

    /// Whether there is a face of the family.
    pub fn has_family(&self, family: &str) -> bool {
        self.list.iter().any(|face| same_family(face.family(), family))
    }

    /// The family names, each once, in order.
    pub fn families(&self) -> Vec<&str> {
        let mut families: Vec<&str> = Vec::new();
        for face in &self.list {
            if !families.contains(&face.family()) {
                families.push(face.family());
            }
        }
        families
    }

    /// The face of a family nearest to a style: the right weight counts before the right slant.
    ///
    /// A face the manifest added wins over one of the same family inside the binary.
    pub fn select(&self, family: &str, style: FaceStyle) -> Option<FaceId> {
        let distance = |face: &Face| {
            let weight = u8::from(face.style().weight != style.weight) * 2;
            weight + u8::from(face.style().slant != style.slant)
        };
        self.iter()
            .filter(|(_, face)| same_family(face.family(), family))
            .min_by_key(|(id, face)| (distance(face), std::cmp::Reverse(id.0)))
            .map(|(id, _)| id)
    }

    /// Whether the family has this very style, so that none must be stood in for it.
    pub fn has_style(&self, family: &str, weight: Weight, slant: Slant) -> bool {
        let style = FaceStyle { weight, slant };
        self.list.iter().any(|face| same_family(face.family(), family) && face.style() == style)
    }
}

fn same_family(one: &str, other: &str) -> bool {
    let fold =
        |name: &str| name.chars().filter(|c| !c.is_whitespace()).flat_map(char::to_lowercase).collect::<String>();
    fold(one) == fold(other)
}
