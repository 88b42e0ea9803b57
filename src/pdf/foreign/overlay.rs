//! What lies over a page: stamps, notes, filled-in fields, drawn as they look (PDF 1.7 §12.5.5).

use lopdf::{Dictionary, Document, Object, ObjectId, Stream, dictionary};

use super::super::stream::{deflated, name};
use super::moved::Moved;
use super::tree::{entry, number, numbers, rectangle, resolve};

/// A picture of an annotation, and where it goes.
#[derive(Debug)]
pub(super) struct Drawn {
    picture: Object,
    matrix: [f64; 6],
}

/// Flags of annotations (PDF 1.7 §12.5.3): hidden, and meant for print.
const HIDDEN: i64 = 1 << 1;
const PRINTED: i64 = 1 << 2;

/// The annotations that are printed, and how many are not though they are no links.
pub(super) fn drawn(moved: &mut Moved, annotations: &[Object]) -> (Vec<Drawn>, usize) {
    let (mut list, mut lost) = (Vec::new(), 0);
    for annotation in annotations {
        let found = match look(moved.source(), annotation) {
            Look::None => continue,
            Look::Lost => None,
            Look::Drawn(picture, matrix) => Some((picture, matrix)),
        };
        match found {
            Some((picture, matrix)) => {
                let picture = moved.bring(Object::Reference(picture));
                list.push(Drawn { picture, matrix });
            }
            None => lost += 1,
        }
    }
    (list, lost)
}

/// How an annotation looks.
enum Look {
    /// It is a link, or opens with another.
    None,
    /// It is not printed.
    Lost,
    /// Its picture, and from the picture's space to the page's.
    Drawn(ObjectId, [f64; 6]),
}

fn look(document: &Document, annotation: &Object) -> Look {
    let Some(annotation) = resolve(document, annotation).and_then(|object| object.as_dict().ok()) else {
        return Look::None;
    };
    let kind = entry(document, annotation, b"Subtype").and_then(|kind| kind.as_name().ok()).unwrap_or_default();
    if matches!(kind, b"Link" | b"Popup") {
        return Look::None;
    }
    let flags = entry(document, annotation, b"F").and_then(|flags| number(document, flags)).unwrap_or(0.0) as i64;
    if flags & HIDDEN != 0 || flags & PRINTED == 0 {
        return Look::Lost;
    }
    match placed(document, annotation) {
        Some((picture, matrix)) => Look::Drawn(picture, matrix),
        None => Look::Lost,
    }
}

/// The picture of an annotation, and the matrix that fits it into its rectangle (algorithm of §12.5.5).
fn placed(document: &Document, annotation: &Dictionary) -> Option<(ObjectId, [f64; 6])> {
    let area = rectangle(document, annotation.get(b"Rect").ok()?)?;
    let looks = entry(document, annotation, b"AP")?.as_dict().ok()?;
    let mut normal = looks.get(b"N").ok()?;
    if let Ok(states) = resolve(document, normal)?.as_dict() {
        normal = states.get(entry(document, annotation, b"AS")?.as_name().ok()?).ok()?;
    }
    let id = normal.as_reference().ok()?;
    let form = resolve(document, normal)?.as_stream().ok()?;
    let bounds = rectangle(document, form.dict.get(b"BBox").ok()?)?;
    let own = form.dict.get(b"Matrix").ok().and_then(|matrix| numbers::<6>(document, matrix));
    let [a, b, c, d, e, f] = own.unwrap_or([1.0, 0.0, 0.0, 1.0, 0.0, 0.0]);
    let corners = [(0, 1), (2, 1), (0, 3), (2, 3)].map(|(x, y)| {
        let (x, y) = (bounds[x], bounds[y]);
        (a * x + c * y + e, b * x + d * y + f)
    });
    let least = |pick: fn(&(f64, f64)) -> f64| corners.iter().map(pick).fold(f64::INFINITY, f64::min);
    let most = |pick: fn(&(f64, f64)) -> f64| corners.iter().map(pick).fold(f64::NEG_INFINITY, f64::max);
    let (left, bottom, right, top) = (least(|at| at.0), least(|at| at.1), most(|at| at.0), most(|at| at.1));
    if right <= left || top <= bottom {
        return None;
    }
    let (across, along) = ((area[2] - area[0]) / (right - left), (area[3] - area[1]) / (top - bottom));
    Some((id, [across, 0.0, 0.0, along, area[0] - left * across, area[1] - bottom * along]))
}

/// A form that draws a page and what lies over it; the caller says where its edges are.
pub(super) fn over(page: ObjectId, drawn: &[Drawn]) -> Stream {
    let mut operators = b"/P Do\n".to_vec();
    let mut forms = dictionary! { "P" => page };
    for (nth, one) in drawn.iter().enumerate() {
        let [a, b, c, d, e, f] = one.matrix;
        let line = format!("q {a:.5} {b:.5} {c:.5} {d:.5} {e:.3} {f:.3} cm /A{nth} Do Q\n");
        operators.extend_from_slice(line.as_bytes());
        forms.set(format!("A{nth}"), one.picture.clone());
    }
    let mut stream = deflated(Dictionary::new(), &operators);
    stream.dict.set("Resources", dictionary! { "XObject" => forms });
    stream.dict.set("Type", name("XObject"));
    stream
}
