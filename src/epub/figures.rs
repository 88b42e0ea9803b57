//! Images as blocks: figures with captions, images side by side.

use crate::book::{Block, Figure, Figures, ImageWidth};
use crate::document::ColumnAlign;
use crate::style::Role;

use super::text::TextWriter;

impl TextWriter<'_> {
    /// An image with its caption.
    pub(super) fn figure(&mut self, block: &Block, figure: &Figure) {
        let class = align_class(figure.align);
        if !class.is_empty() {
            self.facts.note_role(Role::Caption);
        }
        self.pages_at_image(figure.image);
        self.start("figure", block, class).open_line();
        self.figure_content(figure);
        self.markup.close_line("figure");
    }

    /// Images side by side, each a figure of its own in the figure of all.
    pub(super) fn figures(&mut self, block: &Block, figures: &Figures) {
        self.facts.note_role(Role::Caption);
        figures.list.iter().for_each(|figure| self.pages_at_image(figure.image));
        self.start("figure", block, "").open_line();
        self.markup.tag("div").set("class", "images").open_line();
        for figure in &figures.list {
            let id = self.id_of(figure.anchor);
            self.markup.tag("figure").maybe("id", id).open_line();
            self.figure_content(figure);
            self.markup.close_line("figure");
        }
        self.markup.close_line("div");
        if !figures.caption.is_empty() {
            self.markup.tag("figcaption").open_line();
            self.inside(block.language.as_ref(), |writer| {
                writer.in_role(Role::Caption, |writer| writer.blocks(&figures.caption));
            });
            self.markup.close_line("figcaption");
        }
        self.markup.close_line("figure");
    }

    fn figure_content(&mut self, figure: &Figure) {
        let width = self.width_of(figure.width);
        self.image_of_width(figure.image, &figure.alt, width.as_deref());
        self.markup.line();
        if let Some(caption) = &figure.caption {
            self.content_line(Role::Caption, |markup| markup.tag("figcaption"), caption, "figcaption");
        }
    }

    /// The width of an image in CSS: a share of the column, or a length, which a narrow screen makes smaller.
    fn width_of(&self, width: ImageWidth) -> Option<String> {
        match width {
            ImageWidth::Natural => None,
            ImageWidth::Share(share) => Some(format!("width: {}%", (share * 1000.0).round() / 10.0)),
            ImageWidth::Length(length) => Some(format!("width: {}pt", (length.to_pt() * 10.0).round() / 10.0)),
        }
    }
}

fn align_class(align: ColumnAlign) -> &'static str {
    match align {
        ColumnAlign::Auto | ColumnAlign::Center => "",
        ColumnAlign::Start => "figure-start",
        ColumnAlign::End => "figure-end",
    }
}
