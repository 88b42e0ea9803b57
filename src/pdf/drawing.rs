//! Drawings as forms (PDF 1.7 §8.10): paths stay paths, gradients become shadings, transparent layers groups.
//!
//! The form fills the unit square, as images do, so that pages place both alike.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::sync::Arc;

use printpdf::{DictItem, ExternalStream};

use crate::base::Color;
use crate::book::drawing::{Clip, Drawing, Gradient, Layer, Paint, Path, Segment, Shape, Transform};

use super::inks::Inks;
use super::operators::Operators;
use super::stream::deflate;

/// Half the side of the box of a layer: beyond any drawing.
const FAR: f32 = 100_000.0;

/// The form of a drawing.
pub(super) fn form(drawing: &Drawing, inks: Option<&Arc<Inks>>) -> ExternalStream {
    let (width, height) = (drawing.width.max(1e-3), drawing.height.max(1e-3));
    let mut writer =
        Writer { ctm: [1.0, 0.0, 0.0, 1.0, 0.0, 0.0], out: Operators::with_inks(inks.cloned()), ..Writer::default() };
    // SVG counts y downwards.
    writer.turn([1.0, 0.0, 0.0, -1.0, 0.0, height]);
    writer.layer(&drawing.root);
    let matrix = [1.0 / width, 0.0, 0.0, 1.0 / height, 0.0, 0.0];
    let mut stream = writer.finish([0.0, 0.0, width as f32, height as f32]);
    stream.dict.insert("Matrix".to_owned(), reals(matrix));
    stream
}

/// A content stream and what it draws with.
#[derive(Default)]
struct Writer {
    out: Operators,
    /// From the axes of the next operator to those of the form.
    ctm: Transform,
    /// Opacities of fills and strokes in thousandths: the number of their state.
    states: BTreeMap<(u16, u16), usize>,
    patterns: Vec<DictItem>,
    forms: Vec<ExternalStream>,
}

impl Writer {
    fn finish(self, area: [f32; 4]) -> ExternalStream {
        let state = |(fill, stroke): (u16, u16)| {
            let real = |value: u16| DictItem::Real(f32::from(value) / 1000.0);
            dict([("ca", real(fill)), ("CA", real(stroke))])
        };
        let states = self.states.iter().map(|(opacities, number)| (format!("G{number}"), state(*opacities))).collect();
        let patterns = self.patterns.into_iter().enumerate().map(|(at, item)| (format!("P{at}"), item)).collect();
        let forms = self.forms.into_iter().enumerate();
        let forms = forms.map(|(at, stream)| (format!("L{at}"), DictItem::Stream { stream })).collect();
        let resources = [("ExtGState", states), ("Pattern", patterns), ("XObject", forms)];
        let resources = resources.into_iter().filter(|(_, map): &(_, BTreeMap<String, DictItem>)| !map.is_empty());
        let resources = resources.map(|(name, map)| (name.to_owned(), DictItem::Dict { map })).collect();
        let DictItem::Dict { map } = dict([
            ("Type", name("XObject")),
            ("Subtype", name("Form")),
            ("BBox", DictItem::Array(area.into_iter().map(DictItem::Real).collect())),
            ("Resources", DictItem::Dict { map: resources }),
            ("Filter", name("FlateDecode")),
        ]) else {
            unreachable!("dict makes dictionaries")
        };
        ExternalStream { dict: map, content: deflate(&self.out.into_bytes()), compress: false }
    }

    /// Turns the axes of what follows.
    fn turn(&mut self, matrix: Transform) {
        if matrix != [1.0, 0.0, 0.0, 1.0, 0.0, 0.0] {
            self.numbers(&matrix);
            self.out.raw(b"cm\n");
            self.ctm = product(self.ctm, matrix);
        }
    }

    fn layer(&mut self, layer: &Layer) {
        if layer.shapes.is_empty() || layer.opacity <= 0.0 {
            return;
        }
        let outer = self.ctm;
        self.out.raw(b"q\n");
        self.turn(layer.transform);
        layer.clips.iter().for_each(|clip| self.clip(clip));
        if layer.opacity < 1.0 {
            // Shapes that lie over each other do not show through each other: the layer is made transparent as a whole.
            let mut inner = Self { ctm: [1.0, 0.0, 0.0, 1.0, 0.0, 0.0], ..Self::default() };
            layer.shapes.iter().for_each(|shape| inner.shape(shape));
            let mut stream = inner.finish([-FAR, -FAR, FAR, FAR]);
            let group = dict([("S", name("Transparency")), ("CS", name("DeviceRGB"))]);
            stream.dict.insert("Group".to_owned(), group);
            self.state(layer.opacity, layer.opacity);
            self.out.raw(format!("/L{} Do\n", self.forms.len()).as_bytes());
            self.forms.push(stream);
        } else {
            layer.shapes.iter().for_each(|shape| self.shape(shape));
        }
        self.out.raw(b"Q\n");
        self.ctm = outer;
    }

    fn shape(&mut self, shape: &Shape) {
        match shape {
            Shape::Layer(layer) => self.layer(layer),
            Shape::Path(path) => self.path(path),
        }
    }

    fn clip(&mut self, clip: &Clip) {
        if clip.segments.is_empty() {
            // Nothing is inside: an empty rectangle hides all.
            self.out.raw(b"0 0 0 0 re ");
        }
        self.outline(&clip.segments);
        self.out.raw(if clip.even_odd { b"W* n\n" } else { b"W n\n" });
    }

    fn path(&mut self, path: &Path) {
        self.out.raw(b"q\n");
        let opacity = |of: Option<f64>| of.unwrap_or(1.0);
        self.state(
            opacity(path.fill.as_ref().map(|fill| fill.opacity)),
            opacity(path.stroke.as_ref().map(|s| s.opacity)),
        );
        for is_stroke in [path.stroke_first, !path.stroke_first] {
            if is_stroke { self.stroke(path) } else { self.fill(path) }
        }
        self.out.raw(b"Q\n");
    }

    fn fill(&mut self, path: &Path) {
        let Some(fill) = &path.fill else { return };
        self.paint(&fill.paint, Side::Fill);
        self.outline(&path.segments);
        self.out.raw(if fill.even_odd { b"f*\n" } else { b"f\n" });
    }

    fn stroke(&mut self, path: &Path) {
        let Some(stroke) = &path.stroke else { return };
        self.paint(&stroke.paint, Side::Stroke);
        self.numbers(&[stroke.width]);
        self.out.raw(format!("w {} J {} j ", stroke.cap, stroke.join).as_bytes());
        self.numbers(&[stroke.miter_limit.max(1.0)]);
        self.out.raw(b"M ");
        // Dashes that are all 0 are none (PDF 1.7 §8.4.3.6).
        if stroke.dashes.iter().any(|length| *length > 0.0) {
            self.out.raw(b"[");
            self.numbers(&stroke.dashes);
            self.out.raw(b"] ");
            self.numbers(&[stroke.dash_offset]);
            self.out.raw(b"d ");
        }
        self.outline(&path.segments);
        self.out.raw(b"S\n");
    }

    fn outline(&mut self, segments: &[Segment]) {
        for segment in segments {
            match segment {
                Segment::Move(to) => {
                    self.numbers(to);
                    self.out.raw(b"m\n");
                }
                Segment::Line(to) => {
                    self.numbers(to);
                    self.out.raw(b"l\n");
                }
                Segment::Curve(points) => {
                    self.numbers(points.as_flattened());
                    self.out.raw(b"c\n");
                }
                Segment::Close => self.out.raw(b"h\n"),
            }
        }
    }

    fn paint(&mut self, paint: &Paint, side: Side) {
        let (coordinates, kind, gradient) = match paint {
            Paint::Color(color) => return self.color(*color, side),
            Paint::Linear(ends, gradient) => (ends.as_slice(), 2, gradient),
            Paint::Radial(circles, gradient) => (circles.as_slice(), 3, gradient),
        };
        if let [(_, color)] = gradient.stops.as_slice() {
            return self.color(*color, side);
        }
        let shading = dict([
            ("ShadingType", DictItem::Int(kind)),
            ("ColorSpace", name("DeviceRGB")),
            ("Coords", DictItem::Array(coordinates.iter().map(|value| DictItem::Real(*value as f32)).collect())),
            ("Function", function(gradient)),
            ("Extend", DictItem::Array(vec![DictItem::Bool(true), DictItem::Bool(true)])),
        ]);
        let matrix = product(self.ctm, gradient.transform);
        let pattern = [("PatternType", DictItem::Int(2)), ("Matrix", reals(matrix)), ("Shading", shading)];
        let operators = match side {
            Side::Fill => "/Pattern cs /P# scn\n",
            Side::Stroke => "/Pattern CS /P# SCN\n",
        };
        self.out.raw(operators.replace('#', &self.patterns.len().to_string()).as_bytes());
        self.patterns.push(dict(pattern));
    }

    fn color(&mut self, color: Color, side: Side) {
        match side {
            Side::Fill => self.out.fill_color(color),
            Side::Stroke => self.out.stroke_color(color),
        }
    }

    /// Sets opacities; opaque needs no state.
    fn state(&mut self, fill: f64, stroke: f64) {
        let thousandths = |opacity: f64| (opacity.clamp(0.0, 1.0) * 1000.0).round() as u16;
        let opacities = (thousandths(fill), thousandths(stroke));
        if opacities == (1000, 1000) {
            return;
        }
        let next = self.states.len();
        let number = *self.states.entry(opacities).or_insert(next);
        self.out.raw(format!("/G{number} gs\n").as_bytes());
    }

    /// Numbers with five decimals at most, each followed by a space.
    fn numbers(&mut self, numbers: &[f64]) {
        let mut text = String::with_capacity(numbers.len() * 8);
        for number in numbers {
            let from = text.len();
            // Writing to a string cannot fail.
            let _ = write!(text, "{:.5}", if number.is_finite() { *number } else { 0.0 });
            text.truncate(from + text[from..].trim_end_matches('0').trim_end_matches('.').len());
            if text[from..] == *"-0" {
                text.replace_range(from.., "0");
            }
            text.push(' ');
        }
        self.out.raw(text.as_bytes());
    }
}

/// Which colour of the graphics state is set.
#[derive(Clone, Copy)]
enum Side {
    Fill,
    Stroke,
}

/// The colours of a gradient as a function of the place: straight lines from stop to stop (PDF 1.7 §7.10.4).
fn function(gradient: &Gradient) -> DictItem {
    let mut stops = gradient.stops.clone();
    if let (Some(&(_, first)), Some(&(_, last))) = (stops.first(), stops.last()) {
        stops.insert(0, (0.0, first));
        stops.push((1.0, last));
        stops.dedup_by(|next, before| next.0 <= before.0 && next.1 == before.1);
    }
    let between = |pair: &[(f64, Color)]| {
        let rgb = |color: Color| reals([color.red, color.green, color.blue].map(|part| f64::from(part) / 255.0));
        let domain = reals([0.0, 1.0]);
        dict([
            ("FunctionType", DictItem::Int(2)),
            ("Domain", domain),
            ("C0", rgb(pair[0].1)),
            ("C1", rgb(pair[1].1)),
            ("N", DictItem::Int(1)),
        ])
    };
    let functions: Vec<DictItem> = stops.windows(2).map(between).collect();
    let inner = &stops[1..stops.len().saturating_sub(1).max(1)];
    let bounds = inner.iter().map(|(at, _)| DictItem::Real(*at as f32)).collect();
    let encode = functions.iter().flat_map(|_| [DictItem::Int(0), DictItem::Int(1)]).collect();
    dict([
        ("FunctionType", DictItem::Int(3)),
        ("Domain", reals([0.0, 1.0])),
        ("Functions", DictItem::Array(functions)),
        ("Bounds", DictItem::Array(bounds)),
        ("Encode", DictItem::Array(encode)),
    ])
}

/// The map that does `inner` first and `outer` then.
fn product(outer: Transform, inner: Transform) -> Transform {
    let [a, b, c, d, e, f] = outer;
    let [p, q, r, s, t, u] = inner;
    [a * p + c * q, b * p + d * q, a * r + c * s, b * r + d * s, a * t + c * u + e, b * t + d * u + f]
}

fn dict<const N: usize>(entries: [(&str, DictItem); N]) -> DictItem {
    DictItem::Dict { map: entries.into_iter().map(|(key, value)| (key.to_owned(), value)).collect() }
}

fn name(text: &str) -> DictItem {
    DictItem::Name(text.as_bytes().to_vec())
}

fn reals<const N: usize>(numbers: [f64; N]) -> DictItem {
    DictItem::Array(numbers.into_iter().map(|number| DictItem::Real(number as f32)).collect())
}
