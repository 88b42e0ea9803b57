//! SVG files: bytes in, a [`Drawing`] of plain paths out. No other file knows the crate that reads them.
//!
//! Nothing is fetched: what a file refers to outside itself, and what it would run, is an error, for the EPUB carries the file
//! as it is. Text in it would need the fonts of the machine it was drawn on, so it must be outlines.

use std::collections::BTreeSet;

use usvg::roxmltree::{self, ParsingOptions};
use usvg::tiny_skia_path::PathSegment;

use super::drawing::{Clip, Drawing, Fill, Gradient, Layer, Paint, Path, Segment, Shape, Stroke, Transform};
use crate::base::Color;

/// The most elements of a file.
const MOST_ELEMENTS: u32 = 500_000;

/// Reads a drawing; the error is a phrase about the file.
///
/// # Errors
/// When the bytes are no SVG, or a drawing that no book can hold.
pub fn drawing(data: &[u8]) -> Result<Drawing, String> {
    let text = std::str::from_utf8(data).map_err(|_| "is not UTF-8".to_owned())?;
    let options = ParsingOptions { allow_dtd: true, nodes_limit: MOST_ELEMENTS, ..ParsingOptions::default() };
    let document =
        roxmltree::Document::parse_with_options(text, options).map_err(|cause| format!("is damaged: {cause}"))?;
    check(&document)?;
    let mut options = usvg::Options::default();
    options.image_href_resolver.resolve_data = Box::new(|_, _, _| None);
    options.image_href_resolver.resolve_string = Box::new(|_, _| None);
    let tree = usvg::Tree::from_xmltree(&document, &options).map_err(|cause| format!("is damaged: {cause}"))?;
    let mut missing = BTreeSet::new();
    if document.descendants().any(|node| node.tag_name().name() == "image") {
        missing.insert("images");
    }
    let root = layer(tree.root(), &mut missing);
    let size = tree.size();
    let (width, height) = (f64::from(size.width()), f64::from(size.height()));
    Ok(Drawing { width, height, root, missing: missing.into_iter().collect() })
}

/// Whether bytes are likely an SVG: the first tag of an XML text is `svg`.
pub(super) fn is_svg(data: &[u8]) -> bool {
    let head = String::from_utf8_lossy(&data[..data.len().min(4096)]).into_owned();
    let head = head.trim_start_matches('\u{FEFF}').trim_start();
    head.starts_with("<svg") || (head.starts_with('<') && (head.contains("<svg") || head.contains(":svg")))
}

/// Refuses what would run, what lies outside the file, and text that is no outline.
fn check(document: &roxmltree::Document<'_>) -> Result<(), String> {
    for node in document.descendants().filter(roxmltree::Node::is_element) {
        match node.tag_name().name() {
            "script" => return Err("holds a script".to_owned()),
            "foreignObject" => return Err("holds a page of its own (`foreignObject`)".to_owned()),
            "text" => return Err("holds text that is no outline".to_owned()),
            "style" if node.text().is_some_and(reaches_out) => return Err("refers to a file outside itself".to_owned()),
            _ => {}
        }
        for attribute in node.attributes() {
            let (name, value) = (attribute.name(), attribute.value().trim());
            if name.starts_with("on") {
                return Err(format!("holds a script (`{name}`)"));
            }
            let is_link = name == "href" && node.tag_name().name() != "a";
            let is_inside = value.starts_with('#') || value.starts_with("data:image/");
            if (is_link && !is_inside) || (name != "href" && reaches_out(value)) {
                return Err("refers to a file outside itself".to_owned());
            }
        }
    }
    Ok(())
}

/// Whether CSS refers to a file.
fn reaches_out(css: &str) -> bool {
    let addresses = css.split("url(").skip(1).map(|rest| rest.trim_start_matches([' ', '"', '\'']));
    let mut outside = addresses.filter(|address| !address.starts_with('#') && !address.starts_with("data:"));
    css.contains("@import") || outside.next().is_some()
}

fn transform(matrix: usvg::Transform) -> Transform {
    [matrix.sx, matrix.ky, matrix.kx, matrix.sy, matrix.tx, matrix.ty].map(f64::from)
}

fn layer(group: &usvg::Group, missing: &mut BTreeSet<&'static str>) -> Layer {
    if group.mask().is_some() {
        missing.insert("masks");
    }
    if !group.filters().is_empty() {
        missing.insert("filters");
    }
    if group.blend_mode() != usvg::BlendMode::Normal {
        missing.insert("blend modes");
    }
    let mut clips = Vec::new();
    let mut clip = group.clip_path();
    while let Some(path) = clip {
        clips.push(self::clip(path));
        clip = path.clip_path();
    }
    let shapes = group.children().iter().filter_map(|node| shape(node, missing)).collect();
    Layer { transform: transform(group.transform()), opacity: group.opacity().get().into(), clips, shapes }
}

/// The outlines of a clip path as one.
fn clip(path: &usvg::ClipPath) -> Clip {
    let mut clip = Clip { segments: Vec::new(), even_odd: false };
    add_clip(path.root(), path.transform(), &mut clip);
    clip
}

fn add_clip(group: &usvg::Group, outer: usvg::Transform, clip: &mut Clip) {
    let matrix = outer.pre_concat(group.transform());
    for node in group.children() {
        match node {
            usvg::Node::Group(inner) => add_clip(inner, matrix, clip),
            usvg::Node::Path(path) => {
                clip.even_odd |= path.fill().is_some_and(|fill| fill.rule() == usvg::FillRule::EvenOdd);
                if let Some(moved) = path.data().clone().transform(matrix) {
                    clip.segments.extend(segments(&moved));
                }
            }
            usvg::Node::Image(_) | usvg::Node::Text(_) => {}
        }
    }
}

fn shape(node: &usvg::Node, missing: &mut BTreeSet<&'static str>) -> Option<Shape> {
    match node {
        usvg::Node::Group(group) => Some(Shape::Layer(layer(group, missing))),
        usvg::Node::Path(path) if path.is_visible() => {
            let fill = path.fill().and_then(|fill| {
                let paint = paint(fill.paint(), missing)?;
                let even_odd = fill.rule() == usvg::FillRule::EvenOdd;
                Some(Fill { paint, opacity: fill.opacity().get().into(), even_odd })
            });
            let stroke = path.stroke().and_then(|stroke| self::stroke(stroke, missing));
            let stroke_first = path.paint_order() == usvg::PaintOrder::StrokeAndFill;
            Some(Shape::Path(Box::new(Path { segments: segments(path.data()), fill, stroke, stroke_first })))
        }
        usvg::Node::Path(_) => None,
        usvg::Node::Image(_) => {
            missing.insert("images");
            None
        }
        usvg::Node::Text(_) => None,
    }
}

fn stroke(stroke: &usvg::Stroke, missing: &mut BTreeSet<&'static str>) -> Option<Stroke> {
    let cap = match stroke.linecap() {
        usvg::LineCap::Butt => 0,
        usvg::LineCap::Round => 1,
        usvg::LineCap::Square => 2,
    };
    let join = match stroke.linejoin() {
        usvg::LineJoin::Miter | usvg::LineJoin::MiterClip => 0,
        usvg::LineJoin::Round => 1,
        usvg::LineJoin::Bevel => 2,
    };
    Some(Stroke {
        paint: paint(stroke.paint(), missing)?,
        opacity: stroke.opacity().get().into(),
        width: stroke.width().get().into(),
        cap,
        join,
        miter_limit: stroke.miterlimit().get().into(),
        dashes: stroke.dasharray().unwrap_or_default().iter().copied().map(f64::from).collect(),
        dash_offset: stroke.dashoffset().into(),
    })
}

fn paint(paint: &usvg::Paint, missing: &mut BTreeSet<&'static str>) -> Option<Paint> {
    match paint {
        usvg::Paint::Color(color) => Some(Paint::Color(self::color(*color))),
        usvg::Paint::LinearGradient(line) => {
            let ends = [line.x1(), line.y1(), line.x2(), line.y2()].map(f64::from);
            Some(Paint::Linear(ends, gradient(line, missing)))
        }
        usvg::Paint::RadialGradient(ring) => {
            let inner = [ring.fx(), ring.fy(), ring.fr().get()];
            let outer = [ring.cx(), ring.cy(), ring.r().get()];
            let circles = [inner[0], inner[1], inner[2], outer[0], outer[1], outer[2]].map(f64::from);
            Some(Paint::Radial(circles, gradient(ring, missing)))
        }
        usvg::Paint::Pattern(_) => {
            missing.insert("patterns");
            None
        }
    }
}

fn gradient(base: &usvg::BaseGradient, missing: &mut BTreeSet<&'static str>) -> Gradient {
    if base.spread_method() != usvg::SpreadMethod::Pad {
        missing.insert("repeated gradients");
    }
    if base.stops().iter().any(|stop| stop.opacity().get() < 1.0) {
        missing.insert("transparent colours of gradients");
    }
    let stops = base.stops().iter().map(|stop| (f64::from(stop.offset().get()), color(stop.color()))).collect();
    Gradient { transform: transform(base.transform()), stops }
}

fn color(color: usvg::Color) -> Color {
    Color { red: color.red, green: color.green, blue: color.blue }
}

/// The segments of a path; quadratic curves become cubic ones.
fn segments(path: &usvg::tiny_skia_path::Path) -> Vec<Segment> {
    let point = |point: usvg::tiny_skia_path::Point| [f64::from(point.x), f64::from(point.y)];
    let mut pen = [0.0, 0.0];
    let mut segments = Vec::with_capacity(path.len());
    for segment in path.segments() {
        segments.push(match segment {
            PathSegment::MoveTo(to) => Segment::Move(point(to)),
            PathSegment::LineTo(to) => Segment::Line(point(to)),
            PathSegment::QuadTo(handle, to) => {
                let (handle, to) = (point(handle), point(to));
                let toward = |from: [f64; 2]| {
                    [from[0] + (handle[0] - from[0]) * 2.0 / 3.0, from[1] + (handle[1] - from[1]) * 2.0 / 3.0]
                };
                Segment::Curve([toward(pen), toward(to), to])
            }
            PathSegment::CubicTo(one, two, to) => Segment::Curve([point(one), point(two), point(to)]),
            PathSegment::Close => Segment::Close,
        });
        if let Some(Segment::Move(to) | Segment::Line(to) | Segment::Curve([_, _, to])) = segments.last() {
            pen = *to;
        }
    }
    segments
}
