//! CommonMark and its extensions, by pulldown-cmark: its events go to the builder. No other file knows that crate.
//!
//! Quotation marks, dashes and dots are never replaced: smart punctuation is off. Super- and subscript are read in
//! `line`, because pulldown-cmark does not know them inside a word.

use std::collections::BTreeSet;
use std::ops::Range;

use pulldown_cmark::{Alignment, Event, HeadingLevel, LinkType, Options, Parser, Tag, TagEnd};

use super::build::Builder;
use super::fences;
use super::shape::Shape;
use super::{ColumnAlign, Document, Image, Link, List, Table};
use crate::base::{Diagnostic, Diagnostics, SourceId, Span};

/// What manuscripts may use beyond CommonMark.
const EXTENSIONS: Options = Options::ENABLE_TABLES
    .union(Options::ENABLE_FOOTNOTES)
    .union(Options::ENABLE_STRIKETHROUGH)
    .union(Options::ENABLE_DEFINITION_LIST);

/// Parses a manuscript. Never fails: what cannot be read is reported, and left out or kept as text.
pub fn parse(source: SourceId, text: &str, diagnostics: &mut Diagnostics) -> Document {
    let (hidden, fences) = fences::hide(text);
    let mut found = Diagnostics::new();
    let mut builder = Builder::new(source, text, &hidden, &fences, &mut found);
    let mut events = Parser::new_ext(&hidden, EXTENSIONS).into_offset_iter();
    let mut used = BTreeSet::new();
    while let Some((event, range)) = events.next() {
        if let Event::Start(Tag::Link { id, .. } | Tag::Image { id, .. }) = &event
            && let Some(definition) = events.reference_definitions().get(id)
        {
            used.insert(definition.span.start);
        }
        accept(&mut builder, event, &range);
    }
    for (label, definition) in events.reference_definitions().iter() {
        if !used.contains(&definition.span.start) {
            let span = Span::new(source, definition.span.start, definition.span.end);
            builder.diagnostics.push(unused_reference(label, &definition.dest, span));
        }
    }
    let document = builder.end();
    found.sort();
    diagnostics.append(found);
    document
}

/// Passes one event on.
fn accept(builder: &mut Builder<'_>, event: Event<'_>, range: &Range<usize>) {
    match event {
        Event::Start(tag) => start(builder, tag, range),
        Event::End(TagEnd::MetadataBlock(_)) => {}
        Event::End(_) => builder.close(range),
        Event::Text(text) => builder.text(&text, range),
        Event::Code(text) => builder.code(&text, range),
        Event::FootnoteReference(label) => builder.note_mark(&label, range),
        Event::SoftBreak => builder.soft_break(range),
        Event::HardBreak => builder.hard_break(range),
        Event::Rule => builder.separate(range),
        Event::InlineHtml(_) => builder.html(range),
        // A block of HTML is looked at as a whole when it starts.
        Event::Html(_) => {}
        // Not among the extensions.
        Event::InlineMath(_) | Event::DisplayMath(_) | Event::TaskListMarker(_) => {}
    }
}

/// Passes the start of something on.
fn start(builder: &mut Builder<'_>, tag: Tag<'_>, range: &Range<usize>) {
    let span = builder.span(range.start, range.end);
    let shape = match tag {
        Tag::Paragraph => Shape::Paragraph,
        Tag::Heading { level, .. } => Shape::Heading(heading_level(level)),
        Tag::BlockQuote(_) => Shape::Quote,
        Tag::CodeBlock(kind) => {
            if !kind.is_fenced() {
                let end = range.start + builder.text[range.clone()].trim_end().len();
                builder.diagnostics.push(indented_code(builder.span(range.start, end)));
            }
            Shape::Code(String::new())
        }
        Tag::HtmlBlock => {
            builder.open(Shape::Html, range);
            builder.html_block(range);
            return;
        }
        Tag::List(start) => {
            let number = builder.text[range.clone()].trim_start_matches(|c: char| c.is_ascii_digit());
            let is_bracketed = start.is_some() && number.starts_with(')');
            Shape::List(List { start, items: Vec::new(), tight: true, is_bracketed })
        }
        Tag::Item => Shape::Item,
        Tag::FootnoteDefinition(label) => {
            let end = range.start + "[^]".len() + label.len();
            Shape::Note(label.to_string(), builder.span(range.start, end))
        }
        Tag::DefinitionList => Shape::Definitions(Vec::new()),
        Tag::DefinitionListTitle => Shape::Term,
        Tag::DefinitionListDefinition => Shape::Meaning,
        Tag::Table(columns) => {
            let columns = columns.into_iter().map(column).collect();
            Shape::Table(Table { columns, head: Vec::new(), rows: Vec::new() })
        }
        Tag::TableHead => Shape::Head(Vec::new()),
        Tag::TableRow => Shape::Row(Vec::new()),
        Tag::TableCell => Shape::Cell,
        Tag::Emphasis | Tag::Superscript => Shape::Emphasis,
        Tag::Strong => Shape::Strong,
        // One stroke lowers, two strike out.
        Tag::Strikethrough if !builder.text[range.clone()].starts_with("~~") => Shape::Subscript,
        Tag::Strikethrough => Shape::Strike,
        Tag::Subscript => Shape::Subscript,
        Tag::Link { link_type, dest_url, .. } => {
            let scheme = if link_type == LinkType::Email { "mailto:" } else { "" };
            let target = format!("{scheme}{dest_url}");
            Shape::Link(Link { target, content: Vec::new(), attributes: super::Attributes::default(), span })
        }
        Tag::Image { dest_url, title, .. } => {
            let title = (!title.is_empty()).then(|| title.to_string());
            let attributes = super::Attributes::default();
            Shape::Image(Image { path: dest_url.to_string(), alt: String::new(), title, attributes, span })
        }
        Tag::MetadataBlock(_) => return,
    };
    builder.open(shape, range);
}

fn heading_level(level: HeadingLevel) -> u8 {
    match level {
        HeadingLevel::H1 => 1,
        HeadingLevel::H2 => 2,
        HeadingLevel::H3 => 3,
        HeadingLevel::H4 => 4,
        HeadingLevel::H5 => 5,
        HeadingLevel::H6 => 6,
    }
}

/// Markdown says left and right, but means the first and the last edge of the text: in a right-to-left table `:--`
/// stands at the right.
fn column(align: Alignment) -> ColumnAlign {
    match align {
        Alignment::None => ColumnAlign::Auto,
        Alignment::Left => ColumnAlign::Start,
        Alignment::Center => ColumnAlign::Center,
        Alignment::Right => ColumnAlign::End,
    }
}

/// Four spaces before a paragraph make preformatted text, which is seldom meant in a book.
fn indented_code(span: Span) -> Diagnostic {
    Diagnostic::warning("document.indented-code", span, "four spaces before a line make it preformatted")
        .hint("remove the spaces, or put the lines between two lines of ```")
}

/// A reference definition is not printed. Where it does not look like one, words would be lost.
fn unused_reference(label: &str, target: &str, span: Span) -> Diagnostic {
    if target.contains([':', '/', '#', '.']) {
        let message = format!("link target `[{label}]` is not used");
        return Diagnostic::warning("document.unused-reference", span, message)
            .hint(format!("write `[words][{label}]` where it belongs, or remove the line"));
    }
    let message = format!("`[{label}]: {target}` reads as a link target and is not printed");
    Diagnostic::error("document.lost-words", span, message)
        .hint("put a backslash before the opening bracket if it is meant as text")
}
