//! Parts of a newsletter: masthead, and QR codes as drawings of their own.

use std::fmt::Write as _;

use crate::book::{Block, Masthead, Modules, QrCode};
use crate::style::Role;

use super::names::relative;
use super::text::TextWriter;

/// What stands between the parts of a masthead's line.
const BETWEEN: &str = " · ";

impl TextWriter<'_> {
    /// A masthead; its name is no heading, so that it stays out of the order of headings.
    pub(super) fn masthead(&mut self, block: &Block, masthead: &Masthead) {
        self.start("header", block, "masthead").open_line();
        self.inside(block.language.as_ref(), |writer| {
            writer.content_line(Role::Masthead, |m| m.tag("p").set("class", "masthead-title"), &masthead.title, "p");
            if !masthead.motto.is_empty() {
                writer.markup.tag("div").set("class", "masthead-motto").open_line();
                writer.in_role(Role::MastheadMotto, |writer| writer.blocks(&masthead.motto));
                writer.markup.close_line("div");
            }
            let parts: Vec<&str> = masthead.line().collect();
            if !parts.is_empty() {
                writer.markup.tag("p").set("class", "masthead-line").open();
                writer.in_role(Role::MastheadLine, |writer| writer.parts(&parts));
                writer.markup.close_line("p");
            }
        });
        self.markup.close_line("header");
    }

    /// Issue and dates, each in a line that stays whole.
    fn parts(&mut self, parts: &[&str]) {
        for (position, part) in parts.iter().enumerate() {
            if position > 0 {
                self.text(BETWEEN);
            }
            self.markup.tag("span").open();
            self.text(part);
            self.markup.close("span");
        }
    }

    /// A QR code: a drawing with the text that stands in for it.
    pub(super) fn qr_code(&mut self, block: &Block, code: &QrCode) {
        let number = self.facts.drawings.len() + 1;
        let href = format!("images/qr-{}-{number}.svg", self.division + 1);
        self.facts.note_alt(&code.alt);
        self.facts.drawings.insert(href.clone(), drawing(&code.modules));
        let source = relative(self.names.file(self.division).unwrap_or_default(), &href);
        // As large as on paper, so that a telephone can read it from the screen.
        let width = format!("width: {:.1}mm", code.side.to_mm());
        self.start("figure", block, "qr").open_line();
        self.markup.tag("img").set("src", &source).set("alt", &code.alt).set("style", &width).empty();
        self.markup.line();
        if !code.caption.is_empty() {
            self.markup.tag("figcaption").open_line();
            self.inside(block.language.as_ref(), |writer| {
                writer.in_role(Role::Caption, |writer| writer.blocks(&code.caption));
            });
            self.markup.close_line("figcaption");
        }
        self.markup.close_line("figure");
    }
}

/// The dark squares as one path on light ground with its border: dark pages must not turn the code round.
fn drawing(modules: &Modules) -> String {
    let (border, count) = (Modules::BORDER, modules.count);
    let side = count + border + border;
    let mut path = String::new();
    for (row, column, length) in modules.stretches() {
        let (x, y) = (column + border, row + border);
        write!(path, "M{x} {y}h{length}v1h-{length}z").expect("a string takes whatever is written");
    }
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {side} {side}\" \
         shape-rendering=\"crispEdges\"><path fill=\"#fff\" d=\"M0 0h{side}v{side}H0z\"/><path d=\"{path}\"/></svg>\n"
    )
}
