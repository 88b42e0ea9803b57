//! Drawings: what an SVG file shows, as paths with their paints. Nothing of the file's own grammar is left.

use crate::base::Color;

/// A drawing. Filled by [`super::drawing()`]; read by pdf. Lengths are pixels of CSS, y goes down.
#[derive(Clone, Debug, PartialEq)]
pub struct Drawing {
    /// Width.
    pub width: f64,
    /// Height.
    pub height: f64,
    /// What it shows.
    pub root: Layer,
    /// What of the file no path can show: masks, filters and the like.
    pub missing: Vec<&'static str>,
}

/// An affine map: x' = a·x + c·y + e, y' = b·x + d·y + f.
pub type Transform = [f64; 6];

/// Shapes that are moved, cut and made transparent together.
#[derive(Clone, Debug, PartialEq)]
pub struct Layer {
    /// From its own axes to those around it.
    pub transform: Transform,
    /// From 0 to 1.
    pub opacity: f64,
    /// Outlines it is cut by, each in the axes of the layer: nothing outside all of those of one entry shows.
    pub clips: Vec<Clip>,
    /// From the lowest to the topmost.
    pub shapes: Vec<Shape>,
}

/// An area that cuts a layer.
#[derive(Clone, Debug, PartialEq)]
pub struct Clip {
    /// Its outline.
    pub segments: Vec<Segment>,
    /// Whether it is filled by the even-odd rule.
    pub even_odd: bool,
}

/// One thing in a layer.
#[derive(Clone, Debug, PartialEq)]
pub enum Shape {
    /// A layer in a layer.
    Layer(Layer),
    /// A path.
    Path(Box<Path>),
}

/// A path and how it is painted.
#[derive(Clone, Debug, PartialEq)]
pub struct Path {
    /// Its outline.
    pub segments: Vec<Segment>,
    /// How it is filled.
    pub fill: Option<Fill>,
    /// How it is stroked.
    pub stroke: Option<Stroke>,
    /// Whether it is stroked before it is filled.
    pub stroke_first: bool,
}

/// A part of an outline.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Segment {
    /// Begins a part.
    Move([f64; 2]),
    /// A straight line.
    Line([f64; 2]),
    /// A cubic curve: two handles, and its end.
    Curve([[f64; 2]; 3]),
    /// Back to where the part began.
    Close,
}

/// How a path is filled.
#[derive(Clone, Debug, PartialEq)]
pub struct Fill {
    /// With what.
    pub paint: Paint,
    /// From 0 to 1.
    pub opacity: f64,
    /// Whether by the even-odd rule.
    pub even_odd: bool,
}

/// How a path is stroked.
#[derive(Clone, Debug, PartialEq)]
pub struct Stroke {
    /// With what.
    pub paint: Paint,
    /// From 0 to 1.
    pub opacity: f64,
    /// Its width.
    pub width: f64,
    /// As in PDF 1.7 Table 54: 0 butt, 1 round, 2 square.
    pub cap: u8,
    /// As in PDF 1.7 Table 55: 0 miter, 1 round, 2 bevel.
    pub join: u8,
    /// Limit of miters.
    pub miter_limit: f64,
    /// Lengths of dashes and gaps; empty for a whole line.
    pub dashes: Vec<f64>,
    /// How far into the dashes the line begins.
    pub dash_offset: f64,
}

/// What fills a shape.
#[derive(Clone, Debug, PartialEq)]
pub enum Paint {
    /// One colour.
    Color(Color),
    /// Colours along a line: x1, y1, x2, y2.
    Linear([f64; 4], Gradient),
    /// Colours between two circles: x, y, radius of the inner, then of the outer.
    Radial([f64; 6], Gradient),
}

/// Colours of a gradient.
#[derive(Clone, Debug, PartialEq)]
pub struct Gradient {
    /// From its own axes to those of the path.
    pub transform: Transform,
    /// Places from 0 to 1, rising, and their colours; never empty.
    pub stops: Vec<(f64, Color)>,
}
