//! Containers of a text: their attributes read and checked, what they hold put into the block they stand for.

use super::resolve::Resolver;
use super::survey::is_figure;
use super::{Block, BlockKind, Figure, Figures, ImageWidth, Inline, Letter};
use crate::base::{Diagnostic, Language, Span};
use crate::document::{self, ColumnAlign};
use crate::manifest::{nearest, units};

/// What parts the lines of an attribute: `signature="name / office"`.
const LINE: &str = " / ";

/// Attributes of images.
const IMAGE_KEYS: [&str; 2] = ["width", "align"];
/// Attributes of letters.
const LETTER_KEYS: [&str; 4] = ["place", "date", "salutation", "signature"];
/// Where an image may stand.
const ALIGNS: [(&str, ColumnAlign); 3] =
    [("start", ColumnAlign::Start), ("center", ColumnAlign::Center), ("end", ColumnAlign::End)];

/// The value of a key.
pub(super) fn value<'a>(pairs: &'a [(String, String)], key: &str) -> Option<&'a str> {
    pairs.iter().find(|(name, _)| name == key).map(|(_, value)| value.as_str())
}

/// The line that says where a quotation is from.
pub(super) fn source(pairs: &[(String, String)], span: Span) -> Option<Block> {
    let kind = BlockKind::Source(value(pairs, "source")?.to_owned());
    Some(Block { kind, anchor: None, classes: Vec::new(), language: None, span })
}

/// A caption in quotes as a paragraph.
fn captioned(title: String, span: Span) -> Block {
    let kind = BlockKind::Paragraph(vec![Inline::Text(title)]);
    Block { kind, anchor: None, classes: Vec::new(), language: None, span }
}

impl Resolver<'_> {
    /// A container with what it holds.
    pub(super) fn container(
        &mut self,
        container: document::Container,
        pairs: &[(String, String)],
        language: &Language,
        span: Span,
    ) -> BlockKind {
        let document::Container { name, title, blocks } = container;
        let mut blocks = self.blocks(blocks, language);
        self.check_caption(title.as_deref(), span);
        if let Some(title) = title.as_ref().filter(|_| name != "box" && !is_figure(&name)) {
            let message = format!("title `{title}` of `::: {name}` is not printed");
            self.diagnostics.push(
                Diagnostic::warning("book.unprinted-title", span, message)
                    .hint("only `::: box` and `::: figures` have a title: write a heading or a paragraph inside"),
            );
        }
        match name.as_str() {
            "box" => BlockKind::Box(title, blocks),
            "epigraph" => {
                self.check_keys("`::: epigraph`", pairs, &["source"], span);
                blocks.extend(source(pairs, span));
                BlockKind::Epigraph(blocks)
            }
            "center" => BlockKind::Center(blocks),
            "letter" => BlockKind::Letter(self.letter(blocks, pairs, span)),
            _ if is_figure(&name) => self.figures(name, title, blocks, span),
            _ => BlockKind::Group(name, blocks),
        }
    }

    /// Warns about attributes that say nothing here.
    pub(super) fn check_keys(&mut self, what: &str, pairs: &[(String, String)], known: &[&str], span: Span) {
        for (key, _) in pairs.iter().filter(|(key, _)| !known.contains(&key.as_str())) {
            let message = format!("`{key}=` says nothing about {what}");
            self.diagnostics
                .push(Diagnostic::warning("book.unknown-attribute", span, message).hint(nearest::hint(key, known)));
        }
    }

    fn letter(&mut self, blocks: Vec<Block>, pairs: &[(String, String)], span: Span) -> Letter {
        self.check_keys("a letter", pairs, &LETTER_KEYS, span);
        let lines = |key| value(pairs, key).into_iter().flat_map(|value| value.split(LINE)).map(str::to_owned);
        Letter {
            head: lines("place").chain(lines("date")).collect(),
            salutation: value(pairs, "salutation").map(str::to_owned),
            blocks,
            signature: lines("signature").collect(),
        }
    }

    /// The images of a container side by side; its title and what else stands in it are their caption.
    fn figures(&mut self, name: String, title: Option<String>, blocks: Vec<Block>, span: Span) -> BlockKind {
        let mut list = Vec::new();
        let is_titled = title.is_some();
        let mut caption: Vec<Block> = title.map(|title| captioned(title, span)).into_iter().collect();
        for block in blocks {
            match block.kind {
                BlockKind::Figure(figure) => list.push(Figure { anchor: block.anchor, ..figure }),
                BlockKind::Figures(figures) => list.extend(figures.list),
                _ => caption.push(block),
            }
        }
        if !list.is_empty() {
            if !is_titled && !caption.is_empty() {
                self.check_numbered(span);
            }
            return BlockKind::Figures(Figures { list, caption });
        }
        self.diagnostics.push(
            Diagnostic::warning("book.no-image", span, format!("`::: {name}` holds no image"))
                .hint("write its images in paragraphs of their own: `![what it shows](file.png)`"),
        );
        BlockKind::Group(name, caption)
    }

    /// Reports marks of notes in a caption in quotes, which is plain text: they would be printed as they are written.
    pub(super) fn check_caption(&mut self, caption: Option<&str>, span: Span) {
        let mark = caption.and_then(|caption| {
            let from = caption.find("[^")?;
            Some(&caption[from..=from + caption[from..].find(']')?])
        });
        if let Some(mark) = mark {
            let message = format!("a caption in quotes has no notes: `{mark}` would be printed as it stands");
            let hint = "write the caption of an image as a paragraph after it, both inside `::: figure`; put the mark of a \
                        table into one of its cells";
            self.diagnostics.push(Diagnostic::error("book.note-in-caption", span, message).hint(hint));
        }
    }

    /// Tells of a caption without a number where figures have numbers or are listed.
    pub(super) fn check_numbered(&mut self, span: Span) {
        if self.known.survey.counts_figures {
            let message = "these images are no numbered figure and stand in no list of figures";
            let hint =
                "give all of them one caption, `::: figures {title=\"caption\"}`, or each a paragraph of its own";
            self.diagnostics.push(Diagnostic::note("book.unnumbered-figure", span, message).hint(hint));
        }
    }

    /// An image as a block; `None` where its file is missing.
    pub(super) fn figure(&mut self, image: document::Image) -> Option<Figure> {
        self.check_alt(&image);
        self.check_caption(image.title.as_deref(), image.span);
        let document::Image { path, alt, title, attributes, span } = image;
        self.check_keys("an image", &attributes.pairs, &IMAGE_KEYS, span);
        let width = value(&attributes.pairs, "width").map(|width| self.image_width(width, span)).unwrap_or_default();
        let align = value(&attributes.pairs, "align").map(|align| self.image_align(align, span)).unwrap_or_default();
        let image = self.known.images.get(&path).copied()?;
        Some(Figure { anchor: None, image, alt, caption: title, width, align })
    }

    /// `60mm` or `50%`; anything else is reported.
    fn image_width(&mut self, written: &str, span: Span) -> ImageWidth {
        let share = written.trim().strip_suffix('%').and_then(|number| number.trim().parse::<f64>().ok());
        let found = match share {
            Some(share) => (share > 0.0 && share <= 100.0).then_some(ImageWidth::Share(share / 100.0)),
            None => units::parse_length(written).filter(|width| width.to_pt() > 0.0).map(ImageWidth::Length),
        };
        if found.is_none() {
            self.diagnostics.push(
                Diagnostic::warning("book.image-width", span, format!("`width={written}` is no width of an image"))
                    .hint("write a length such as `60mm`, or a share of the column such as `50%`"),
            );
        }
        found.unwrap_or_default()
    }

    fn image_align(&mut self, written: &str, span: Span) -> ColumnAlign {
        let found = ALIGNS.iter().find(|(name, _)| *name == written);
        if found.is_none() {
            let names: Vec<&str> = ALIGNS.iter().map(|(name, _)| *name).collect();
            self.diagnostics.push(
                Diagnostic::warning("book.image-align", span, format!("`align={written}` is no place for an image"))
                    .hint(nearest::hint(written, &names)),
            );
        }
        found.map_or(ColumnAlign::Auto, |(_, align)| *align)
    }
}
