//! Images of the manuscripts: found, kept inside the book's folder, read once each, recognised by their first bytes.
//!
//! What is wrong with one is reported at every place that uses it. Only the size is read here, and drawings are checked;
//! the pixels are the back ends' matter.

use std::collections::BTreeMap;
use std::io::Cursor;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use rayon::prelude::*;

use super::index::{nearest, scheme, unescape};
use super::read::normal;
use super::survey::Survey;
use super::{ImageFile, ImageFormat, ImageId, svg};
use crate::base::{Diagnostic, Diagnostics, Error, Span};

/// The images of one document, by path as written; those with faults are missing.
pub(super) type Used = BTreeMap<String, ImageId>;

/// An image in the text of a document.
#[derive(Clone, Debug)]
struct Wanted {
    /// The document, as a position among all.
    document: usize,
    written: String,
    span: Span,
    /// The file: a position among the distinct files.
    file: usize,
}

/// Finds and reads the images of all documents; `paths` are those of the documents themselves.
pub(super) fn read(
    folder: &Path,
    paths: &[&Path],
    surveys: &[Survey],
    diagnostics: &mut Diagnostics,
) -> Result<(Vec<ImageFile>, Vec<Used>), Error> {
    let mut files: Vec<PathBuf> = Vec::new();
    let mut numbers: BTreeMap<PathBuf, usize> = BTreeMap::new();
    let mut wanted = Vec::new();
    for (document, (path, survey)) in paths.iter().zip(surveys).enumerate() {
        for (written, span) in &survey.images {
            let Some(file) = find(folder, path, written, *span, diagnostics) else { continue };
            let number = *numbers.entry(file.clone()).or_insert_with(|| {
                files.push(file);
                files.len() - 1
            });
            wanted.push(Wanted { document, written: written.clone(), span: *span, file: number });
        }
    }
    let read: Vec<Result<(ImageFile, Option<String>), Fault>> = files.into_par_iter().map(read_file).collect();
    let mut images = Vec::new();
    let mut losses = Vec::new();
    let mut ids = Vec::new();
    let mut faults = Vec::new();
    for result in read {
        let (id, fault) = match result {
            Ok((image, lost)) => {
                images.push(image);
                losses.push(lost);
                (Some(ImageId(u32::try_from(images.len() - 1).expect("fewer than 2^32 images"))), None)
            }
            Err(Fault::Machine(error)) => return Err(error),
            Err(fault) => (None, Some(fault)),
        };
        ids.push(id);
        faults.push(fault);
    }
    let mut used = vec![Used::new(); surveys.len()];
    for Wanted { document, written, span, file } in wanted {
        if let Some(id) = ids[file] {
            used[document].insert(written, id);
            if let Some(message) = &losses[id.0 as usize] {
                diagnostics.push(
                    Diagnostic::warning("book.partial-drawing", span, message)
                        .hint("flatten it in the program that drew it, or save it as PNG"),
                );
            }
        } else if let Some(fault) = &faults[file] {
            push(diagnostics, bad_image(span, fault));
        }
    }
    Ok((images, used))
}

/// Reads the cover.
pub(super) fn read_cover(path: &Path, span: Span, diagnostics: &mut Diagnostics) -> Result<Option<ImageFile>, Error> {
    match read_file(path.to_owned()) {
        Ok((image, _)) if matches!(image.format, ImageFormat::Png | ImageFormat::Jpeg) => {
            push(diagnostics, bad_cover(span, &image));
            Ok(Some(image))
        }
        // Its ending says that it is one of the two, which all shops and readers take.
        Ok((image, _)) => {
            let name = image.path.file_name().unwrap_or_default().display().to_string();
            let fault = Fault::Book(format!("the cover `{name}` is neither PNG nor JPEG"));
            push(diagnostics, bad_image(span, &fault));
            Ok(None)
        }
        Err(Fault::Machine(error)) => Err(error),
        Err(fault) => {
            push(diagnostics, bad_image(span, &fault));
            Ok(None)
        }
    }
}

/// The least width and height of a cover: what shops ask for.
const COVER: (u32, u32) = (1400, 2100);
/// The largest file of a cover, in bytes: some shops refuse more.
const LARGEST_COVER: usize = 5 << 20;

/// The report of a cover that shops would not take; it is used all the same.
fn bad_cover(span: Span, image: &ImageFile) -> Option<Diagnostic> {
    let (width, height) = (image.width, image.height);
    let message = if width.min(height) < COVER.0 || width.max(height) < COVER.1 {
        format!("the cover has {width} × {height} pixels, less than {} × {}", COVER.0, COVER.1)
    } else if image.data.len() > LARGEST_COVER {
        format!("the cover has {} MB, more than {}", image.data.len() >> 20, LARGEST_COVER >> 20)
    } else {
        return None;
    };
    let hint = "shops refuse it or show it blurred; 1600 × 2400 pixels and a few hundred kB suit all of them";
    Some(Diagnostic::warning("book.cover-size", span, message).hint(hint))
}

/// Adds a report, if there is one.
fn push(diagnostics: &mut Diagnostics, report: Option<Diagnostic>) {
    if let Some(report) = report {
        diagnostics.push(report);
    }
}

/// The report of an image that cannot be used; faults of the machine are told otherwise.
fn bad_image(span: Span, fault: &Fault) -> Option<Diagnostic> {
    let (message, hint) = match fault {
        Fault::Machine(_) => return None,
        Fault::Book(message) if message.ends_with("no outline") => {
            (message, "turn its text into paths in the program that drew it: no font goes along with a drawing")
        }
        Fault::Book(message) => (message, "save it as PNG or JPEG; a drawing as SVG without scripts and links"),
        Fault::Large(message) => (message, "make it smaller: 300 pixels to the inch are enough for any page"),
    };
    Some(Diagnostic::error("book.bad-image", span, message).hint(hint))
}

/// The file of an image, checked; `None` after a report.
fn find(folder: &Path, document: &Path, written: &str, span: Span, diagnostics: &mut Diagnostics) -> Option<PathBuf> {
    if scheme(written).is_some() {
        diagnostics.push(
            Diagnostic::error("book.remote-image", span, format!("image `{written}` is not in the book's folder"))
                .hint("save it beside the text: nothing is fetched while a book is made"),
        );
        return None;
    }
    let beside = document.parent().unwrap_or(Path::new(""));
    let place = |written: &str| normal(&beside.join(written));
    let path = [Some(place(written)), unescape(written).map(|written| place(&written))]
        .into_iter()
        .flatten()
        .find(|path| path.is_file());
    let Some(path) = path else {
        let mut error = Diagnostic::error("book.missing-image", span, format!("there is no image `{written}`"));
        error = match near_file(&place(written)) {
            Some(name) => error.hint(format!("did you mean `{name}`?")),
            None => error.hint("paths start at the text that holds the image"),
        };
        diagnostics.push(error);
        return None;
    };
    // Links in the file system are followed, so that nothing outside gets into the book unseen.
    let real = |path: &Path| path.canonicalize().ok();
    let inside = [folder, beside].into_iter().map(|home| if home == Path::new("") { Path::new(".") } else { home });
    let is_inside = inside.filter_map(real).any(|home| real(&path).is_some_and(|file| file.starts_with(home)));
    if !is_inside {
        diagnostics.push(
            Diagnostic::error("book.outside-image", span, format!("image `{written}` lies outside the book's folder"))
                .hint("copy it into the folder of the manifest"),
        );
        return None;
    }
    Some(path)
}

/// The name in the same folder that is nearest to a missing file's.
fn near_file(missing: &Path) -> Option<String> {
    let wanted = missing.file_name()?.to_str()?;
    let folder = missing.parent().filter(|folder| *folder != Path::new("")).unwrap_or(Path::new("."));
    let entries = std::fs::read_dir(folder).ok()?;
    let names: Vec<String> = entries.filter_map(|entry| entry.ok()?.file_name().into_string().ok()).collect();
    nearest(wanted, names.iter().map(String::as_str)).map(str::to_owned)
}

/// Why an image cannot be used.
enum Fault {
    Machine(Error),
    Book(String),
    /// It has more pixels than any page can show.
    Large(String),
}

/// The largest file, in bytes: nothing near it is of use on a page.
const LARGEST: u64 = 256 << 20;
/// The most pixels of an image: a page of A4 at 600 to the inch has 35 million.
const MOST_PIXELS: u64 = 50_000_000;

/// Reads and recognises one file; also what of it the PDF will not show.
fn read_file(path: PathBuf) -> Result<(ImageFile, Option<String>), Fault> {
    let machine = |cause| Fault::Machine(Error::at("cannot read", &path, cause));
    let name = path.file_name().unwrap_or_default().display().to_string();
    let length = std::fs::metadata(&path).map_err(machine)?.len();
    if length > LARGEST {
        return Err(Fault::Book(format!("`{name}` has {} MB, more than {}", length >> 20, LARGEST >> 20)));
    }
    let data = std::fs::read(&path).map_err(machine)?;
    recognise(path, data)
}

/// Why a book could not use an image with these bytes; `None` when it could.
pub fn image_fault(name: &str, bytes: &[u8]) -> Option<String> {
    match recognise(PathBuf::from(name), bytes.to_vec()) {
        Ok(_) => None,
        Err(Fault::Book(message) | Fault::Large(message)) => Some(message),
        Err(Fault::Machine(error)) => Some(error.to_string()),
    }
}

/// Recognises an image by its bytes and reads its size.
fn recognise(path: PathBuf, data: Vec<u8>) -> Result<(ImageFile, Option<String>), Fault> {
    let name = path.file_name().unwrap_or_default().display().to_string();
    let format = match image::guess_format(&data) {
        Ok(image::ImageFormat::Png) => ImageFormat::Png,
        Ok(image::ImageFormat::Jpeg) => ImageFormat::Jpeg,
        Ok(image::ImageFormat::WebP) => ImageFormat::WebP,
        _ if svg::is_svg(&data) => ImageFormat::Svg,
        _ => return Err(Fault::Book(format!("`{name}` is neither PNG, JPEG, WebP nor SVG"))),
    };
    let mut lost = None;
    let size = match format {
        ImageFormat::Svg => {
            let drawing = svg::drawing(&data).map_err(|fault| Fault::Book(format!("`{name}` {fault}")))?;
            if !drawing.missing.is_empty() {
                lost = Some(format!(
                    "the PDF leaves out what no path can show in `{name}`: {}",
                    drawing.missing.join(", ")
                ));
            }
            let side = |length: f64| (length * 100.0).round().clamp(1.0, f64::from(u32::MAX)) as u32;
            Some((side(drawing.width), side(drawing.height)))
        }
        _ => {
            let reader = image::ImageReader::new(Cursor::new(&data)).with_guessed_format();
            reader.ok().and_then(|reader| reader.into_dimensions().ok()).filter(|size| size.0 > 0 && size.1 > 0)
        }
    };
    let Some((width, height)) = size else {
        return Err(Fault::Book(format!("`{name}` is damaged: its size cannot be read")));
    };
    if format != ImageFormat::Svg && u64::from(width) * u64::from(height) > MOST_PIXELS {
        return Err(Fault::Large(format!("`{name}` has {width} × {height} pixels, more than 50 million")));
    }
    if !is_whole(&data, format) {
        return Err(Fault::Book(format!("`{name}` is damaged: a part of it is missing or is no image")));
    }
    let mut image = ImageFile { data: Arc::from(data), format, width, height, path };
    if image.turn().lies() {
        (image.width, image.height) = (height, width);
    }
    Ok((image, lost))
}

/// Whether the pixels can be read, as far as the PDF will read them. That takes a small part of the time it takes to pack them
/// again, and faults are told where the image stands.
fn is_whole(data: &[u8], format: ImageFormat) -> bool {
    let decodes = |format| {
        let mut reader = image::ImageReader::with_format(Cursor::new(data), format);
        let mut limits = image::Limits::default();
        limits.max_alloc = Some(1 << 30);
        reader.limits(limits);
        reader.decode().is_ok()
    };
    match format {
        ImageFormat::Png => decodes(image::ImageFormat::Png),
        ImageFormat::WebP => decodes(image::ImageFormat::WebP),
        // It passes through; one that was cut off lacks the marker of its end (ITU-T T.81 § B.1.1.3).
        ImageFormat::Jpeg => data.windows(2).rev().any(|marker| marker == [0xFF, 0xD9]),
        ImageFormat::Svg => true,
    }
}
