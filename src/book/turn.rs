//! How photographs are turned: cameras write pixels as the chip lies, and a note (Exif 2.32 § 4.6.4, tag `Orientation`) how
//! to hold them. JPEG alone; its bytes stay as they are, and who draws it turns the picture.

use std::io::Cursor;

use image::metadata::Orientation;
use image::{ImageDecoder, ImageReader};

use super::{ImageFile, ImageFormat};

/// How the pixels of an image are turned to be seen upright.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Turn(Orientation);

impl Turn {
    /// Of pixels that are upright as they are.
    pub const NONE: Self = Self(Orientation::NoTransforms);

    /// Of the bytes of a JPEG; what says nothing is upright.
    pub(super) fn of_jpeg(data: &[u8]) -> Self {
        let reader = ImageReader::with_format(Cursor::new(data), image::ImageFormat::Jpeg);
        let orientation = reader.into_decoder().and_then(|mut decoder| decoder.orientation());
        orientation.map_or(Self::NONE, Self)
    }

    /// Whether its width becomes its height.
    pub fn lies(self) -> bool {
        use Orientation::{Rotate90, Rotate90FlipH, Rotate270, Rotate270FlipH};
        matches!(self.0, Rotate90 | Rotate270 | Rotate90FlipH | Rotate270FlipH)
    }

    /// Where its corners come to lie: the matrix `a b c d e f` that takes a point of the written picture to one of the picture
    /// upright, `x' = ax + cy + e`, `y' = bx + dy + f`; both are of width and height 1, up is positive.
    pub fn matrix(self) -> [i64; 6] {
        match self.0 {
            Orientation::NoTransforms => [1, 0, 0, 1, 0, 0],
            Orientation::FlipHorizontal => [-1, 0, 0, 1, 1, 0],
            Orientation::Rotate180 => [-1, 0, 0, -1, 1, 1],
            Orientation::FlipVertical => [1, 0, 0, -1, 0, 1],
            Orientation::Rotate90FlipH => [0, -1, -1, 0, 1, 1],
            Orientation::Rotate90 => [0, -1, 1, 0, 0, 1],
            Orientation::Rotate270FlipH => [0, 1, 1, 0, 0, 0],
            Orientation::Rotate270 => [0, 1, -1, 0, 1, 0],
        }
    }
}

impl ImageFile {
    /// How it is turned to be seen upright; [`Self::width`] and [`Self::height`] are those of the picture upright.
    pub fn turn(&self) -> Turn {
        if self.format == ImageFormat::Jpeg { Turn::of_jpeg(&self.data) } else { Turn::NONE }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Where a point comes to lie.
    fn turned(orientation: u8, x: i64, y: i64) -> (i64, i64) {
        let turn = Turn(Orientation::from_exif(orientation).expect("1 to 8"));
        let [a, b, c, d, e, f] = turn.matrix();
        (a * x + c * y + e, b * x + d * y + f)
    }

    #[test]
    fn the_first_row_and_column_come_where_exif_says() {
        // Where the top left corner comes to lie, and the top right one; up is positive.
        let expected = [
            (1, (0, 1), (1, 1)),
            (2, (1, 1), (0, 1)),
            (3, (1, 0), (0, 0)),
            (4, (0, 0), (1, 0)),
            (5, (0, 1), (0, 0)),
            (6, (1, 1), (1, 0)),
            (7, (1, 0), (1, 1)),
            (8, (0, 0), (0, 1)),
        ];
        for (orientation, left, right) in expected {
            assert_eq!((turned(orientation, 0, 1), turned(orientation, 1, 1)), (left, right), "{orientation}");
        }
    }
}
