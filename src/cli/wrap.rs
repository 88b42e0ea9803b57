//! The cover of a bound book on one sheet: how wide its spine is, what is put on it, and what is reported.

use super::print;
use crate::base::{Diagnostic, Diagnostics, Error, Length, Size, Timestamp};
use crate::book::{Book, ImageId};
use crate::font::Faces;
use crate::impose::marks::{Marks, marks};
use crate::impose::place::Quarter;
use crate::impose::{prepare, wrap};
use crate::manifest::print::PrintMark;
use crate::manifest::{PrintOptions, SpineText};
use crate::pages::{self, Lack};
use crate::pdf::press;
use crate::shape::Shaper;
use crate::style::StyleSheet;

/// Bleed where none is asked for, in millimetres.
const BLEED: f64 = 3.0;
/// The thinnest spine that glue holds, in millimetres.
const THINNEST: f64 = 2.0;
/// Languages whose spines are read from the foot to the head.
const UPWARDS: [&str; 8] = ["ca", "es", "fr", "it", "pl", "pt", "ro", "cs"];

/// Makes the sheet; `None` with an error among the diagnostics.
pub(super) fn sheet(
    (book, styles, faces): (&Book, &StyleSheet, &Faces),
    options: &PrintOptions,
    page_count: usize,
    modified: Timestamp,
    diagnostics: &mut Diagnostics,
) -> Result<Option<Vec<u8>>, Error> {
    let Some(spine) = spine(options, page_count, diagnostics) else { return Ok(None) };
    let mut book = book.clone();
    let image = book.cover.clone().map(|cover| {
        book.images.push(cover);
        ImageId(u32::try_from(book.images.len() - 1).unwrap_or(0))
    });
    let shaper = Shaper::new(faces);
    let cover = &options.cover_sheet;
    let (pages, lacks) = pages::wrap((&book, styles), (&shaper, faces), cover, spine, image, diagnostics);
    let bleed = if options.bleed > Length::ZERO { options.bleed } else { Length::mm(BLEED) };
    let is_rtl = book.metadata.direction.is_rtl();
    let is_upwards = UPWARDS.contains(&book.metadata.language.primary());
    let way = cover.spine_text.unwrap_or(if is_upwards { SpineText::Up } else { SpineText::Down });
    // Lines that run to the left begin at the head when they are turned against the clock.
    let quarter = if (way == SpineText::Down) == is_rtl { Quarter::AgainstTheClock } else { Quarter::WithTheClock };
    let page = Size { width: styles.page.width, height: styles.page.height };
    let paper = options.sheet.as_ref().map(|paper| Size { width: paper.value.width, height: paper.value.height });
    let binding = prepare::binding(book.metadata.direction);
    let Ok(sheets) = wrap::wrap(page, spine, binding, quarter, paper, bleed) else {
        let (wide, high) = (page.width * 2 + spine + bleed * 2, page.height + bleed * 2);
        let message = format!(
            "the cover measures {:.0} × {:.0} mm with its bleed: more than the sheet",
            wide.to_mm(),
            high.to_mm()
        );
        let hint = "leave `sheet` out, and the sheet has the size that the cover needs";
        diagnostics.push(Diagnostic::error("print.sheet-too-small", options.span, message).hint(hint));
        return Ok(None);
    };
    let wanted = if options.marks.is_empty() { &[PrintMark::Crop, PrintMark::Fold][..] } else { &options.marks };
    let marks: Vec<Marks> = sheets.sides.iter().map(|side| marks(&sheets, side, wanted, Length::ZERO, bleed)).collect();
    report(&lacks, spine, options, diagnostics);
    let standard = print::standard(options, diagnostics)?;
    let job = press::Job {
        sheets: &sheets,
        marks: &marks,
        pages: pages.list.len(),
        slugs: &[],
        guide: None,
        bleed,
        modified,
        standard: standard.as_ref(),
    };
    press::write(&pages, &book, faces, &job, diagnostics).map(Some)
}

/// How wide the spine is.
fn spine(options: &PrintOptions, page_count: usize, diagnostics: &mut Diagnostics) -> Option<Length> {
    let leaves = i64::try_from(page_count.div_ceil(2)).unwrap_or(0);
    let reckoned = options.thickness * leaves + options.cover_sheet.board;
    let spine = options.cover_sheet.spine.unwrap_or(reckoned);
    if spine >= Length::mm(THINNEST) {
        return Some(spine);
    }
    let message = format!("{leaves} leaves make a spine of {:.1} mm: too little to be glued", spine.to_mm());
    let hint = "a stapled booklet has no spine: its cover is printed with its pages by `publish print`; \
                for thicker paper say `thickness`, or `spine: 3mm`";
    diagnostics.push(Diagnostic::error("print.no-spine", options.span, message).hint(hint));
    None
}

fn report(lacks: &[Lack], spine: Length, options: &PrintOptions, diagnostics: &mut Diagnostics) {
    let message = format!("the spine is {:.1} mm wide", spine.to_mm());
    diagnostics.push(Diagnostic::note("print.spine", options.span, message));
    for lack in lacks {
        let (code, message, hint) = match lack {
            Lack::Isbn => {
                ("print.no-barcode", "the back has no bar code", "give the ISBN: `identifier: urn:isbn:978…`")
            }
            Lack::SpineText => {
                ("print.bare-spine", "the spine is too narrow for its text", "leave it bare, or shorten the title")
            }
            Lack::Room => (
                "print.description-too-long",
                "the description is longer than the back of the cover has room",
                "shorten `description`",
            ),
            Lack::Address => ("print.address-too-long", "the address is too long for a QR code", "shorten `address`"),
        };
        diagnostics.push(Diagnostic::warning(code, options.span, message).hint(hint));
    }
}
