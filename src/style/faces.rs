//! The faces a book may be set with: those in the binary and the font files of its manifest.

use std::path::PathBuf;

use crate::base::{Diagnostic, Diagnostics, Error};
use crate::font::face::FaceError;
use crate::font::{Face, Faces, embedded};
use crate::manifest::{Manifest, Spanned};

/// Reads the embedded faces and after them the files of `fonts.files`; what is wrong with a file is reported.
///
/// # Errors
/// When a font file cannot be read.
pub fn faces(manifest: &Manifest, diagnostics: &mut Diagnostics) -> Result<Faces, Error> {
    let mut faces = embedded::embedded_faces();
    for file in &manifest.fonts.files {
        let data = std::fs::read(&file.value).map_err(|cause| Error::at("cannot read", &file.value, cause))?;
        for index in 0..count(&data) {
            match Face::parse(data.clone(), index) {
                Ok(face) if face.family().is_empty() => {
                    diagnostics.push(nameless(file));
                    break;
                }
                Ok(face) => {
                    let bold = face.bold();
                    faces.add(face);
                    bold.map(|bold| faces.add(bold));
                }
                // One finding a file: the other faces of a damaged collection say the same.
                Err(fault) => {
                    diagnostics.push(report(&fault, file));
                    break;
                }
            }
        }
    }
    Ok(faces)
}

/// Most faces that are taken from one collection; larger ones are whole systems of type.
const MOST_FACES: u32 = 64;

/// How many faces a file holds: the count in the head of a collection (OpenType, `ttcf` header), else one.
fn count(data: &[u8]) -> u32 {
    match (data.get(..4), data.get(8..12)) {
        (Some(b"ttcf"), Some(count)) => {
            let count = count.iter().fold(0, |sum: u32, byte| sum << 8 | u32::from(*byte));
            count.clamp(1, MOST_FACES)
        }
        _ => 1,
    }
}

/// The name of the file, without its folders.
fn name(file: &Spanned<PathBuf>) -> String {
    file.value.file_name().map_or(String::new(), |name| name.to_string_lossy().into_owned())
}

/// The finding on a face that nothing can name.
fn nameless(file: &Spanned<PathBuf>) -> Diagnostic {
    let message = format!("`{}` has no family name, so no style can ask for it", name(file));
    Diagnostic::error("style.nameless-font", file.span, message).hint("give the family a name in a font editor")
}

/// The finding on a file that is no usable font.
fn report(fault: &FaceError, file: &Spanned<PathBuf>) -> Diagnostic {
    let name = name(file);
    let error = |code, message| Diagnostic::error(code, file.span, message);
    match fault {
        FaceError::Unreadable(words) => {
            let words = words.trim_end_matches('.').to_lowercase();
            error("style.unreadable-font", format!("`{name}` is no font that can be read: {words}"))
                .hint("use a TrueType or OpenType file (.ttf, .otf, .ttc); WOFF files must be unpacked first")
        }
        FaceError::EmbeddingForbidden => {
            error("style.embedding-forbidden", format!("the licence bits of `{name}` forbid embedding"))
                .hint("no book may carry this font: use a free one, or ask its maker for a licence")
        }
        FaceError::SubsettingForbidden => {
            let message = format!("the licence bits of `{name}` forbid embedding parts of it, as a PDF does");
            error("style.embedding-forbidden", message)
                .hint("no PDF may carry this font: use a free one, or ask its maker for a licence")
        }
        FaceError::NoOutlines => error("style.no-outlines", format!("`{name}` has pictures in place of outlines"))
            .hint("use a font with outlines: bitmap and colour fonts cannot be set"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_collections_hold_several_faces() {
        assert_eq!(count(b""), 1);
        assert_eq!(count(b"\0\x01\0\0\0\0\0\0\0\0\0\x09"), 1);
        assert_eq!(count(b"ttcf\0\x01\0\0\0\0\0\x03"), 3);
        assert_eq!(count(b"ttcf\0\x01\0\0\xFF\xFF\xFF\xFF"), MOST_FACES);
    }
}
