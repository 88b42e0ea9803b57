//! Lengths: exact integers, so that the same input gives the same bytes on every machine.
//!
//! [`Length`] is for the page, [`FontUnits`] for values as a face gives them: sum those first and scale once.

use std::iter::Sum;
use std::ops::{Add, AddAssign, Div, Mul, Neg, Sub, SubAssign};

/// A distance on the page, in 1/65 536 of a point (1 pt = 1/72 inch).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Length(i64);

impl Length {
    /// No distance.
    pub const ZERO: Self = Self(0);
    /// The longest distance; stands for "as wide as it likes".
    pub const MAX: Self = Self(i64::MAX / 4);

    /// A length of whole units of 1/65 536 pt.
    pub const fn from_raw(raw: i64) -> Self {
        Self(raw)
    }

    /// The length in units of 1/65 536 pt.
    pub const fn raw(self) -> i64 {
        self.0
    }

    /// A length in points, rounded to the nearest unit.
    pub fn pt(points: f64) -> Self {
        Self((points * 65_536.0).round() as i64)
    }

    /// A length in millimetres (25.4 mm = 72 pt), rounded to the nearest unit.
    pub fn mm(millimetres: f64) -> Self {
        Self::pt(millimetres * 72.0 / 25.4)
    }

    /// The length in points.
    pub fn to_pt(self) -> f64 {
        self.0 as f64 / 65_536.0
    }

    /// The length in millimetres.
    pub fn to_mm(self) -> f64 {
        self.to_pt() * 25.4 / 72.0
    }

    /// The length times a ratio, rounded to the nearest unit.
    pub fn scale(self, ratio: f64) -> Self {
        Self((self.0 as f64 * ratio).round() as i64)
    }

    /// `self / other`, for stretch and shrink ratios.
    ///
    /// Gives 0 when `other` is zero.
    pub fn ratio_to(self, other: Self) -> f64 {
        if other.0 == 0 { 0.0 } else { self.0 as f64 / other.0 as f64 }
    }

    /// The greater of the two.
    #[must_use]
    pub fn max(self, other: Self) -> Self {
        Ord::max(self, other)
    }

    /// The smaller of the two.
    #[must_use]
    pub fn min(self, other: Self) -> Self {
        Ord::min(self, other)
    }
}

impl Add for Length {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self(self.0 + other.0)
    }
}

impl Sub for Length {
    type Output = Self;
    fn sub(self, other: Self) -> Self {
        Self(self.0 - other.0)
    }
}

impl Neg for Length {
    type Output = Self;
    fn neg(self) -> Self {
        Self(-self.0)
    }
}

impl AddAssign for Length {
    fn add_assign(&mut self, other: Self) {
        self.0 += other.0;
    }
}

impl SubAssign for Length {
    fn sub_assign(&mut self, other: Self) {
        self.0 -= other.0;
    }
}

impl Mul<i64> for Length {
    type Output = Self;
    fn mul(self, factor: i64) -> Self {
        Self(self.0 * factor)
    }
}

impl Div<i64> for Length {
    type Output = Self;
    fn div(self, divisor: i64) -> Self {
        Self(self.0 / divisor)
    }
}

impl Sum for Length {
    fn sum<I: Iterator<Item = Self>>(iter: I) -> Self {
        iter.fold(Self::ZERO, Add::add)
    }
}

/// A distance in the units of a face (`unitsPerEm` to the em). Up and right are positive.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FontUnits(pub i32);

impl FontUnits {
    /// The distance on the page at a type size, rounded to the nearest unit of [`Length`].
    pub fn at(self, size: Length, units_per_em: u16) -> Length {
        let em = i64::from(units_per_em);
        let product = i64::from(self.0) * size.raw();
        Length::from_raw((product + product.signum() * em / 2) / em)
    }
}

impl Add for FontUnits {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self(self.0 + other.0)
    }
}

impl Sum for FontUnits {
    fn sum<I: Iterator<Item = Self>>(iter: I) -> Self {
        iter.fold(Self(0), Add::add)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn millimetres_and_points_agree() {
        assert_eq!(Length::mm(25.4), Length::pt(72.0));
        assert!((Length::pt(36.0).to_mm() - 12.7).abs() < 1e-9);
    }

    #[test]
    fn font_units_round_to_the_nearest_unit_on_both_sides_of_zero() {
        let size = Length::from_raw(3);
        assert_eq!(FontUnits(1).at(size, 2).raw(), 2);
        assert_eq!(FontUnits(-1).at(size, 2).raw(), -2);
    }
}
