//! How much ink colours and images take, for who reckons what a print run needs.
//!
//! Colours are parted as simply as can be: what red, green and blue have in common is black, the rest cyan, magenta and yellow.
//! Images are read pixel by pixel, drawings by the areas and lengths of their paths; what lies over other paths counts again.

use super::drawing::{Drawing, Gradient, Layer, Paint, Path, Segment, Shape, Transform};
use super::{ImageFile, ImageFormat};
use crate::base::Color;

/// Ink on an area, as a part of it: 1 is all of one ink.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Ink {
    /// Black.
    pub black: f64,
    /// Cyan, magenta and yellow together.
    pub colours: f64,
}

/// Straight lines that a curve is taken for.
const STEPS: usize = 8;

impl Ink {
    /// All of a colour.
    pub fn of(color: Color) -> Self {
        Self::of_rgb([color.red, color.green, color.blue].map(f64::from))
    }

    fn of_rgb(rgb: [f64; 3]) -> Self {
        let [cyan, magenta, yellow] = rgb.map(|part| 1.0 - part / 255.0);
        let black = cyan.min(magenta).min(yellow);
        Self { black, colours: cyan + magenta + yellow - 3.0 * black }
    }

    /// So many times as much.
    #[must_use]
    pub fn times(self, factor: f64) -> Self {
        Self { black: self.black * factor, colours: self.colours * factor }
    }

    /// Both together.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        Self { black: self.black + other.black, colours: self.colours + other.colours }
    }
}

impl ImageFile {
    /// The ink of the image, as a part of its area; none where it cannot be read.
    pub fn ink(&self) -> Ink {
        let format = match self.format {
            ImageFormat::Svg => {
                return super::drawing(&self.data).map(|drawing| of_drawing(&drawing)).unwrap_or_default();
            }
            ImageFormat::Png => image::ImageFormat::Png,
            ImageFormat::Jpeg => image::ImageFormat::Jpeg,
            ImageFormat::WebP => image::ImageFormat::WebP,
        };
        let Ok(pixels) = image::load_from_memory_with_format(&self.data, format) else { return Ink::default() };
        let pixels = pixels.into_rgba8();
        let count = f64::from(pixels.width()) * f64::from(pixels.height());
        let one = |pixel: &image::Rgba<u8>| {
            let [red, green, blue, alpha] = pixel.0.map(f64::from);
            Ink::of_rgb([red, green, blue]).times(alpha / 255.0)
        };
        pixels.pixels().map(one).fold(Ink::default(), Ink::and).times(1.0 / count.max(1.0))
    }
}

fn of_drawing(drawing: &Drawing) -> Ink {
    let area = (drawing.width * drawing.height).max(1e-3);
    let ink = of_layer(&drawing.root, [1.0, 0.0, 0.0, 1.0, 0.0, 0.0]).times(1.0 / area);
    Ink { black: ink.black.min(1.0), colours: ink.colours.min(3.0) }
}

fn of_layer(layer: &Layer, outer: Transform) -> Ink {
    let matrix = product(outer, layer.transform);
    let shapes = layer.shapes.iter().map(|shape| match shape {
        Shape::Layer(layer) => of_layer(layer, matrix),
        Shape::Path(path) => of_path(path, matrix),
    });
    shapes.fold(Ink::default(), Ink::and).times(layer.opacity)
}

fn of_path(path: &Path, matrix: Transform) -> Ink {
    let parts = flattened(&path.segments, matrix);
    let fill = path.fill.as_ref().map(|fill| {
        let area: f64 = parts.iter().map(|part| area(part)).sum();
        of_paint(&fill.paint).times(area.abs() * fill.opacity)
    });
    let stroke = path.stroke.as_ref().map(|stroke| {
        let scale = (matrix[0] * matrix[3] - matrix[1] * matrix[2]).abs().sqrt();
        let long: f64 = parts.iter().map(|part| length(part)).sum();
        of_paint(&stroke.paint).times(long * stroke.width * scale * stroke.opacity)
    });
    fill.unwrap_or_default().and(stroke.unwrap_or_default())
}

fn of_paint(paint: &Paint) -> Ink {
    match paint {
        Paint::Color(color) => Ink::of(*color),
        Paint::Linear(_, Gradient { stops, .. }) | Paint::Radial(_, Gradient { stops, .. }) => {
            let all = stops.iter().map(|(_, color)| Ink::of(*color)).fold(Ink::default(), Ink::and);
            all.times(1.0 / stops.len().max(1) as f64)
        }
    }
}

/// First one map, then another.
fn product(outer: Transform, inner: Transform) -> Transform {
    let [a, b, c, d, e, f] = outer;
    let [g, h, i, j, k, l] = inner;
    [a * g + c * h, b * g + d * h, a * i + c * j, b * i + d * j, a * k + c * l + e, b * k + d * l + f]
}

/// The parts of an outline as corners.
fn flattened(segments: &[Segment], [a, b, c, d, e, f]: Transform) -> Vec<Vec<[f64; 2]>> {
    let map = |[x, y]: [f64; 2]| [a * x + c * y + e, b * x + d * y + f];
    let mut parts: Vec<Vec<[f64; 2]>> = Vec::new();
    for segment in segments {
        match segment {
            Segment::Move(to) => parts.push(vec![map(*to)]),
            Segment::Line(to) => parts.last_mut().into_iter().for_each(|part| part.push(map(*to))),
            Segment::Curve(points) => {
                let Some(part) = parts.last_mut() else { continue };
                let from = part.last().copied().unwrap_or_default();
                let [one, two, to] = points.map(map);
                part.extend((1..=STEPS).map(|step| {
                    let t = step as f64 / STEPS as f64;
                    let u = 1.0 - t;
                    let at = |n: usize| {
                        u * u * u * from[n] + 3.0 * u * u * t * one[n] + 3.0 * u * t * t * two[n] + t * t * t * to[n]
                    };
                    [at(0), at(1)]
                }));
            }
            Segment::Close => {
                let Some(part) = parts.last_mut() else { continue };
                part.extend(part.first().copied());
            }
        }
    }
    parts
}

/// Positive for corners in one sense, negative in the other: holes take away from what is around them.
fn area(corners: &[[f64; 2]]) -> f64 {
    let next = corners.iter().cycle().skip(1);
    corners.iter().zip(next).map(|(one, other)| one[0] * other[1] - other[0] * one[1]).sum::<f64>() / 2.0
}

fn length(corners: &[[f64; 2]]) -> f64 {
    corners.windows(2).map(|pair| ((pair[1][0] - pair[0][0]).powi(2) + (pair[1][1] - pair[0][1]).powi(2)).sqrt()).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ink(shapes: &str) -> Ink {
        let svg = format!("<svg xmlns='http://www.w3.org/2000/svg' width='100' height='100'>{shapes}</svg>");
        let (path, format) = ("a.svg".into(), ImageFormat::Svg);
        ImageFile { path, data: svg.into_bytes().into(), format, width: 10_000, height: 10_000 }.ink()
    }

    fn assert_near(found: f64, expected: f64) {
        assert!((found - expected).abs() < 0.005, "{found}, not {expected}");
    }

    #[test]
    fn drawings_take_ink_by_the_areas_and_lengths_of_their_paths() {
        assert_near(ink("<rect width='50' height='50'/>").black, 0.25);
        assert_near(ink("<rect width='50' height='50' fill='#fff'/>").black, 0.0);
        assert_near(ink("<circle cx='50' cy='50' r='40'/>").black, std::f64::consts::PI * 0.16);
        assert_near(ink("<path d='M0 50H100' stroke='#000' stroke-width='10'/>").black, 0.1);
        let hole = ink("<path d='M0 0H100V100H0ZM25 25V75H75V25Z'/>");
        assert_near(hole.black, 0.75);
        let red = ink("<rect width='100' height='10' fill='#f00'/>");
        assert_near(red.black, 0.0);
        assert_near(red.colours, 0.2);
        assert_near(ink("<g transform='scale(2)'><rect width='50' height='10'/></g>").black, 0.2);
    }
}
