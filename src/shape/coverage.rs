//! Which characters a face has, remembered by blocks of 256, so that asking for each letter of a book costs little.
//!
//! A block is read from the face the first time one of its characters is asked for.

use std::sync::OnceLock;

use crate::font::Face;

/// One bit a character of a block.
type Block = [u64; 4];

/// Blocks of the Basic Multilingual Plane; the planes above are asked from the face each time.
const BLOCKS: usize = 0x1_0000 / 256;

/// What a face covers.
pub(super) struct Coverage<'f> {
    face: &'f Face,
    blocks: Vec<OnceLock<Block>>,
}

impl<'f> Coverage<'f> {
    pub(super) fn new(face: &'f Face) -> Self {
        Self { face, blocks: std::iter::repeat_with(OnceLock::new).take(BLOCKS).collect() }
    }

    /// Whether the face has a glyph for the character.
    pub(super) fn covers(&self, character: char) -> bool {
        let code = u32::from(character) as usize;
        match self.blocks.get(code / 256) {
            Some(block) => {
                let block = block.get_or_init(|| self.read(code / 256 * 256));
                block[code % 256 / 64] & (1 << (code % 64)) != 0
            }
            None => self.face.coverage().covers(character),
        }
    }

    fn read(&self, first: usize) -> Block {
        let coverage = self.face.coverage();
        let mut block = Block::default();
        for offset in 0..256 {
            let character = u32::try_from(first + offset).ok().and_then(char::from_u32);
            if character.is_some_and(|character| coverage.covers(character)) {
                block[offset / 64] |= 1 << (offset % 64);
            }
        }
        block
    }
}
