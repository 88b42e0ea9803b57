//! PDF/X-4 (ISO 15930-7) of sheets: the profile of the press, and what of the book stands against the claim.

use std::collections::BTreeSet;

use lopdf::{Dictionary, Document, Object, Stream, dictionary};

use super::claims::Claims;
use super::finish::fault;
use super::stream::{deflated, name};
use super::{icc, image, inks, xmp};
use crate::base::{Color, Diagnostic, Diagnostics, Error, Span, Timestamp};
use crate::book::Book;
use crate::manifest::Metadata;

/// So much black, and so much of the other inks together, make a colour that is meant to be black, in hundredths.
const RICH: (u32, u32) = (60, 60);

/// A profile of a press (ICC).
#[derive(Clone, Debug)]
pub struct Profile {
    pub(super) bytes: Vec<u8>,
    /// 1 for black ink, 4 for cyan, magenta, yellow and black.
    pub(super) components: i64,
    /// What people call it.
    name: String,
}

impl Profile {
    /// A profile that the book brings, with the name of its file; `None` if it is of no press, or of none with one or four inks.
    pub fn new(bytes: Vec<u8>, name: String) -> Option<Self> {
        let components = inks::components(&bytes)?;
        (components == 1 || inks::Inks::new(&bytes).is_some()).then_some(Self { bytes, components, name })
    }

    /// Black ink on paper.
    pub fn black_ink() -> Self {
        Self { bytes: icc::black_ink(), components: 1, name: icc::BLACK_INK.to_owned() }
    }
}

/// What is asked for: a profile, and how it is told what stands against the claim.
#[derive(Clone, Debug)]
pub struct Asked {
    /// The profile of the press.
    pub profile: Profile,
    /// Whether the claim was asked for by name, so that it is missed.
    pub is_said: bool,
    /// Where reports point to.
    pub span: Option<Span>,
}

/// Whether the claim can be made; what stands against it is reported.
pub(super) fn settle(
    asked: &Asked,
    document: &Document,
    images: &Dictionary,
    book: &Book,
    has_colour: bool,
    diagnostics: &mut Diagnostics,
) -> bool {
    let is_grey = asked.profile.components == 1;
    let profile_hint = "name the profile of the press that prints it: `print: { profile: press.icc }`";
    let mut lacks = Vec::new();
    if has_colour {
        lacks.push(("the text has colours, and the press black ink only".to_owned(), profile_hint));
    }
    for (key, image) in images {
        let number = std::str::from_utf8(key).ok().and_then(|key| key.strip_prefix("Im")?.parse::<usize>().ok());
        let file = number.and_then(|number| book.images.get(number));
        let file = file.and_then(|file| file.path.file_name()).unwrap_or_default().display().to_string();
        let Some(stream) = image.as_reference().ok().and_then(|id| document.get_object(id).ok()?.as_stream().ok())
        else {
            continue;
        };
        match against(document, stream, is_grey) {
            Some(Against::Colours) if is_grey => {
                lacks.push((format!("`{file}` has colours, and the press black ink only"), profile_hint));
            }
            Some(Against::Colours) => {
                lacks.push((format!("`{file}` has colours that are no inks"), "save it as PNG or JPEG, or in grey"));
            }
            Some(Against::Transparency) => {
                lacks.push((format!("`{file}` is transparent"), "save it without transparency"));
            }
            None => ink(&file, stream, asked.span, diagnostics),
        }
    }
    for (what, hint) in &lacks {
        let message = format!("the sheets do not claim PDF/X-4: {what}");
        let finding = match asked.is_said {
            true => Diagnostic::warning("print.no-claim", asked.span, message),
            false => Diagnostic::note("print.no-claim", asked.span, message),
        };
        diagnostics.push(finding.hint(*hint));
    }
    lacks.is_empty()
}

enum Against {
    Colours,
    Transparency,
}

/// What of an image stands against the claim.
fn against(document: &Document, stream: &Stream, is_grey: bool) -> Option<Against> {
    if stream.dict.has(b"SMask") {
        return Some(Against::Transparency);
    }
    if stream.dict.get(b"Subtype").and_then(Object::as_name).is_ok_and(|kind| kind == b"Form") {
        let resources = document.get_dict_in_dict(&stream.dict, b"Resources").ok();
        let has = |key: &[u8]| resources.is_some_and(|resources| resources.has(key));
        if has(b"ExtGState") || has(b"XObject") {
            return Some(Against::Transparency);
        }
        // Drawings hold no text: an operator cannot be part of a string.
        let content = stream.decompressed_content().unwrap_or_default();
        let uses = |operators: [&str; 2]| {
            String::from_utf8_lossy(&content).split_ascii_whitespace().any(|word| operators.contains(&word))
        };
        let has_colour = has(b"Pattern") || uses(["rg", "RG"]) || (is_grey && uses(["k", "K"]));
        return has_colour.then_some(Against::Colours);
    }
    let is_fine = match stream.dict.get(b"ColorSpace") {
        Ok(Object::Name(space)) if space == b"DeviceGray" => true,
        Ok(Object::Name(space)) => space == b"DeviceCMYK" && !is_grey,
        // Colours that bring their own profile.
        _ => !is_grey,
    };
    (!is_fine).then_some(Against::Colours)
}

/// Reports an image of inks that takes more of them than paper does.
fn ink(file: &str, stream: &Stream, span: Option<Span>, diagnostics: &mut Diagnostics) {
    let filter = stream.dict.get(b"Filter").and_then(Object::as_name).unwrap_or_default();
    let is_of_inks = stream.dict.get(b"ColorSpace").and_then(Object::as_name).is_ok_and(|space| space == b"DeviceCMYK");
    let pixels = match filter {
        b"FlateDecode" if is_of_inks => stream.decompressed_content().ok(),
        b"DCTDecode" => image::jpeg_inks(&stream.content),
        _ => None,
    };
    let most = pixels.map_or(0, |pixels| inks::most_ink(&pixels));
    if most > inks::MOST_INK {
        let message = format!("`{file}` takes {most} % of ink, more than the {} % that most papers do", inks::MOST_INK);
        let hint = "take the profile of a press that prints with less ink, or save the image with less";
        diagnostics.push(Diagnostic::warning("print.much-ink", span, message).hint(hint));
    }
}

/// Says how colours of the style are printed, and reports those that take much ink or are black of several inks.
pub(super) fn colours(inked: &BTreeSet<Color>, press: &inks::Inks, span: Option<Span>, diagnostics: &mut Diagnostics) {
    for &color in inked {
        let name = format!("`#{:02x}{:02x}{:02x}`", color.red, color.green, color.blue);
        let [cyan, magenta, yellow, black] = press.of(color).map(|ink| (u32::from(ink) * 100 + 127) / 255);
        let parts = format!("C {cyan} M {magenta} Y {yellow} K {black}");
        let total = cyan + magenta + yellow + black;
        if total > inks::MOST_INK {
            let message = format!(
                "{name} takes {total} % of ink ({parts}), more than the {} % that most papers do",
                inks::MOST_INK
            );
            let hint = "take a lighter colour, or the profile of a press that prints with less ink";
            diagnostics.push(Diagnostic::warning("print.much-ink", span, message).hint(hint));
        } else if black >= RICH.0 && total - black >= RICH.1 {
            let message = format!("{name} is printed as black of several inks ({parts})");
            let hint = "letters of it show coloured edges where plates do not meet: `#000000` and greys print with black ink alone";
            diagnostics.push(Diagnostic::warning("print.rich-black", span, message).hint(hint));
        } else {
            diagnostics.push(Diagnostic::note("print.inks", span, format!("{name} is printed as {parts}")));
        }
    }
}

/// Writes the claim into the file.
///
/// # Errors
/// When the frame is not as printpdf makes it.
pub(super) fn claim(
    document: &mut Document,
    asked: &Asked,
    metadata: &Metadata,
    modified: Timestamp,
    id: [u8; 16],
) -> Result<(), Error> {
    let claims = Claims { press: Some(id), ..Claims::default() };
    let packet = xmp::packet(metadata, modified, claims).into_bytes();
    let packet = Stream::new(dictionary! { "Type" => name("Metadata"), "Subtype" => name("XML") }, packet);
    let packet = document.add_object(packet.with_compression(false));
    let profile = &asked.profile;
    let stream = document.add_object(deflated(dictionary! { "N" => profile.components }, &profile.bytes));
    let intent = dictionary! {
        "Type" => name("OutputIntent"),
        "S" => name("GTS_PDFX"),
        "OutputConditionIdentifier" => Object::string_literal("Custom"),
        "Info" => Object::string_literal(profile.name.as_str()),
        "DestOutputProfile" => stream,
    };
    let catalog = document.catalog_mut().map_err(fault("catalog"))?;
    catalog.set("Metadata", packet);
    catalog.set("OutputIntents", vec![Object::Dictionary(intent)]);
    let id = document.trailer.get(b"Info").and_then(Object::as_reference).map_err(fault("information"))?;
    document.get_dictionary_mut(id).map_err(fault("information"))?.set("Trapped", name("False"));
    Ok(())
}
