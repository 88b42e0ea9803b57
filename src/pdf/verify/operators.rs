//! Where text operators stand: the part of the graphics state that places a line of text (PDF 1.7 §8.4, §9.4).

/// A transformation as the six numbers of PDF: points are rows, multiplied from the left.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Matrix(pub(super) [f64; 6]);

impl Default for Matrix {
    fn default() -> Self {
        Self([1.0, 0.0, 0.0, 1.0, 0.0, 0.0])
    }
}

impl Matrix {
    /// This one first, the other after it.
    fn then(self, other: Self) -> Self {
        let ([a, b, c, d, e, f], [p, q, r, s, t, u]) = (self.0, other.0);
        Self([a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u])
    }
}

/// The state that text depends on.
#[derive(Debug)]
pub(super) struct TextState {
    page: Matrix,
    saved: Vec<Matrix>,
    line: Matrix,
    /// How far the pen has gone from the start of the line.
    shown: f64,
    /// Distance of lines for `T*`.
    pub(super) leading: f64,
    /// What codes of one byte with the number 32 are widened by.
    pub(super) word_spacing: f64,
    /// Height above the baseline.
    pub(super) rise: f64,
    /// Type size.
    pub(super) size: f64,
    /// Space after each code.
    pub(super) spacing: f64,
    /// How much wider than high.
    pub(super) scale: f64,
}

impl Default for TextState {
    fn default() -> Self {
        let (page, line) = (Matrix::default(), Matrix::default());
        let (shown, leading, word_spacing, rise, size, spacing) = Default::default();
        Self { page, saved: Vec::new(), line, shown, leading, word_spacing, rise, size, spacing, scale: 1.0 }
    }
}

impl TextState {
    /// `q`
    pub(super) fn save(&mut self) {
        self.saved.push(self.page);
    }

    /// `Q`
    pub(super) fn restore(&mut self) {
        self.page = self.saved.pop().unwrap_or_default();
    }

    /// `cm`
    pub(super) fn transform(&mut self, matrix: Matrix) {
        self.page = matrix.then(self.page);
    }

    /// `BT`
    pub(super) fn begin(&mut self) {
        self.place(Matrix::default());
    }

    /// `Tm`
    pub(super) fn place(&mut self, matrix: Matrix) {
        self.line = matrix;
        self.shown = 0.0;
    }

    /// `Td`
    pub(super) fn next_line(&mut self, x: f64, y: f64) {
        self.place(Matrix([1.0, 0.0, 0.0, 1.0, x, y]).then(self.line));
    }

    /// Where the next code stands on the page.
    pub(super) fn pen(&self) -> (f64, f64) {
        let [.., x, y] = Matrix([1.0, 0.0, 0.0, 1.0, self.shown, self.rise]).then(self.line).then(self.page).0;
        (x, y)
    }

    /// Moves the pen along the line, in units of text space before it is made wider.
    pub(super) fn advance(&mut self, by: f64) {
        self.shown += by * self.scale;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_follow_each_other_inside_a_moved_page() {
        let mut state = TextState::default();
        state.save();
        state.transform(Matrix([2.0, 0.0, 0.0, 2.0, 0.0, 100.0]));
        state.begin();
        state.next_line(10.0, 40.0);
        assert_eq!(state.pen(), (20.0, 180.0));
        state.advance(5.0);
        assert_eq!(state.pen(), (30.0, 180.0));
        state.next_line(0.0, -12.0);
        assert_eq!(state.pen(), (20.0, 156.0));
        state.restore();
        assert_eq!(state.pen(), (10.0, 28.0));
    }
}
