//! YAML text to positioned [`Node`]s: the one file that names the YAML crate.
//!
//! It reads the parser's events, not its deserializer: only events give the place of every key, and let a fault in one
//! value stand beside others. Sizes are limited, so that a short file of aliases cannot fill the memory.

use std::collections::BTreeMap;

use serde_yaml::granit_parser::{
    Event, Parser, ScalarStyle, ScanError, Span as Marks, StrInput, StructureStyle, Tag, options,
};

use super::scalar;
use super::{Node, NodeValue, Spanned};
use crate::base::{Diagnostic, Diagnostics, SourceId, Span};

/// Deepest nesting of lists and maps; a manifest needs six.
const DEEPEST: usize = 32;

/// Most nodes of a file, those that aliases repeat counted each time; a book of a thousand documents has some 5 000.
const MOST_NODES: usize = 100_000;

/// Reads one YAML document as positioned nodes; `None` after a fault that hides the rest of the file.
///
/// Keys are text and unique: of repeated ones the first is kept. An empty file is [`NodeValue::Null`].
pub fn read_nodes(source: SourceId, text: &str, diagnostics: &mut Diagnostics) -> Option<Node> {
    // An alias of nothing is most often a pattern such as `*.md` without its quotes: the rest can still be read.
    let events = Parser::new_from_str_with_options(text, options! { emit_unresolved_aliases: true });
    let mut builder = Builder { source, text, events, anchors: BTreeMap::new(), nodes: 0, diagnostics };
    builder.document().ok()
}

/// The fault was reported and nothing after it can be read.
struct Stop;

/// A node that an anchor names, with the count of nodes in it; `None` while it is still being read.
type Anchored = Option<(Node, usize)>;

/// Turns events into nodes. Nesting is limited, so its calls to itself are too.
struct Builder<'t, 'd> {
    source: SourceId,
    text: &'t str,
    events: Parser<'t, StrInput<'t>>,
    /// Values marked `&name`, by the number the parser gives them.
    anchors: BTreeMap<usize, Anchored>,
    /// Nodes made so far, for [`MOST_NODES`].
    nodes: usize,
    diagnostics: &'d mut Diagnostics,
}

impl<'t> Builder<'t, '_> {
    /// The one document of the file; comments and an empty document give nothing.
    fn document(&mut self) -> Result<Node, Stop> {
        let mut root = None;
        loop {
            let (event, marks) = self.next()?;
            match event {
                Event::StreamEnd => break,
                Event::DocumentStart(..) if root.is_some() => {
                    let span = self.line_at(self.span(marks));
                    self.diagnostics.push(
                        Diagnostic::error("yaml.several-documents", span, "a second YAML document begins here")
                            .hint("keep one document in a file: remove the line `---` and what does not belong"),
                    );
                    return Err(Stop);
                }
                Event::DocumentStart(..) => {
                    let (event, marks) = self.next()?;
                    root = Some(self.node(event, marks, 0)?);
                }
                _ => {}
            }
        }
        let empty = Node { span: Span::new(self.source, 0, 0), value: NodeValue::Null };
        Ok(root.unwrap_or(empty))
    }

    /// The next event; a scan error is reported and ends the reading, as nothing after it is certain.
    fn next(&mut self) -> Result<(Event<'t>, Marks), Stop> {
        match self.events.next() {
            Some(Ok(next)) => Ok(next),
            Some(Err(fault)) => Err(self.syntax(&fault)),
            None => Err(Stop),
        }
    }

    /// The node that an event begins, with all that stands in it.
    fn node(&mut self, event: Event<'t>, marks: Marks, depth: usize) -> Result<Node, Stop> {
        let span = self.span(marks);
        self.count(1, span)?;
        if depth > DEEPEST {
            let message = format!("lists and maps are nested deeper than {DEEPEST} levels");
            self.diagnostics
                .push(Diagnostic::error("yaml.too-deep", span, message).hint("a manifest needs six levels at most"));
            return Err(Stop);
        }
        let before = self.nodes;
        let (anchor, node) = match event {
            Event::Scalar(value, style, anchor, tag) => {
                let text = self.tag(tag.as_deref(), marks) || style != ScalarStyle::Plain;
                let value =
                    if text { NodeValue::String(value.into_owned()) } else { scalar::resolve(value.into_owned()) };
                (anchor, Node { span: self.trimmed(span), value })
            }
            Event::SequenceStart(style, anchor, tag) => {
                self.tag(tag.as_deref(), marks);
                self.open(anchor);
                (anchor, self.list(span, style, depth)?)
            }
            Event::MappingStart(style, anchor, tag) => {
                self.tag(tag.as_deref(), marks);
                self.open(anchor);
                (anchor, self.map(span, style, depth)?)
            }
            Event::Alias(anchor) => return self.alias(anchor, span),
            Event::UnresolvedAlias(name) => return Ok(self.unresolved(&name, span)),
            // The parser gives a node after the start of a document, key or item, or a scan error.
            _ => return Err(Stop),
        };
        if anchor > 0 {
            self.anchors.insert(anchor, Some((node.clone(), self.nodes - before + 1)));
        }
        Ok(node)
    }

    fn list(&mut self, start: Span, style: StructureStyle, depth: usize) -> Result<Node, Stop> {
        let mut items: Vec<Node> = Vec::new();
        loop {
            let (event, marks) = self.next()?;
            if event == Event::SequenceEnd {
                let last = items.last().map(|item| item.span);
                return Ok(Node { span: self.whole(start, style, marks, last), value: NodeValue::List(items) });
            }
            items.push(self.node(event, marks, depth + 1)?);
        }
    }

    fn map(&mut self, start: Span, style: StructureStyle, depth: usize) -> Result<Node, Stop> {
        let mut pairs: Vec<(Spanned<String>, Node)> = Vec::new();
        let mut last = None;
        loop {
            let (event, marks) = self.next()?;
            if event == Event::MappingEnd {
                return Ok(Node { span: self.whole(start, style, marks, last), value: NodeValue::Map(pairs) });
            }
            let key = self.key(event, marks, depth)?;
            let (event, marks) = self.next()?;
            let mut value = self.node(event, marks, depth + 1)?;
            // The value of a faulty key was read all the same: faults in it count, and the events stay in step.
            let Some(key) = key else { continue };
            if value.value == NodeValue::Null && value.span.start == value.span.end {
                // A missing value has no place of its own.
                value.span = key.span;
            }
            last = Some(value.span);
            if self.is_new(&pairs, &key) {
                pairs.push((key, value));
            }
        }
    }

    /// The text of a key; `None`, reported, when it is a list or map.
    fn key(&mut self, event: Event<'t>, marks: Marks, depth: usize) -> Result<Option<Spanned<String>>, Stop> {
        if let Event::Scalar(text, style, 0, None) = &event {
            // A plain word without anchor or tag: nearly every key.
            let span = self.trimmed(self.span(marks));
            self.count(1, span)?;
            if *style == ScalarStyle::Plain && text == "<<" {
                self.diagnostics.push(
                    Diagnostic::error("yaml.merge-key", span, "`<<` merges maps in old YAML only")
                        .hint("write the keys out, or use an alias for the whole value"),
                );
                return Ok(None);
            }
            return Ok(Some(Spanned { value: text.clone().into_owned(), span }));
        }
        let node = self.node(event, marks, depth + 1)?;
        match node.value {
            NodeValue::String(value) | NodeValue::Number(_, value) => Ok(Some(Spanned { value, span: node.span })),
            _ => {
                self.diagnostics.push(
                    Diagnostic::error("yaml.key-not-text", node.span, "a key is not text").hint("keys are plain words"),
                );
                Ok(None)
            }
        }
    }

    /// Whether a key is the first of its name; a later one is reported.
    fn is_new(&mut self, pairs: &[(Spanned<String>, Node)], key: &Spanned<String>) -> bool {
        let Some((first, _)) = pairs.iter().find(|(other, _)| other.value == key.value) else { return true };
        let line = self.text[..first.span.start as usize].matches('\n').count() + 1;
        let message = format!("the key `{}` is written twice", key.value);
        self.diagnostics.push(
            Diagnostic::error("yaml.duplicate-key", key.span, message).hint(format!("it stands first in line {line}")),
        );
        false
    }

    /// Whether the tag says that the value is text whatever it looks like.
    fn tag(&mut self, tag: Option<&Tag>, marks: Marks) -> bool {
        let Some(tag) = tag else { return false };
        if tag.core_suffix().is_none() {
            let span = marks.tag_span().map_or(self.span(marks), |marks| self.span(marks));
            let message = format!("the tag `{}{}` has no meaning here", tag.original_handle(), tag.suffix());
            self.diagnostics.push(
                Diagnostic::error("yaml.unknown-tag", span, message)
                    .hint("remove it; text that begins with `!` needs quotes"),
            );
        }
        tag.core_suffix() == Some("str")
    }

    /// Marks an anchor as being read, so that an alias inside its own value is noticed.
    fn open(&mut self, anchor: usize) {
        if anchor > 0 {
            self.anchors.insert(anchor, None);
        }
    }

    /// The value that an alias repeats, at the place of the alias.
    fn alias(&mut self, anchor: usize, span: Span) -> Result<Node, Stop> {
        let Some(Some((_, size))) = self.anchors.get(&anchor) else {
            self.diagnostics.push(
                Diagnostic::error("yaml.endless-alias", span, "the alias stands inside the value it repeats")
                    .hint("write the value out"),
            );
            return Err(Stop);
        };
        // Counted before it is copied: a few lines of aliases of aliases would be millions of nodes.
        let size = *size;
        self.count(size, span)?;
        let node = self.anchors.get(&anchor).cloned().flatten().map(|(node, _)| Node { span, ..node });
        node.ok_or(Stop)
    }

    /// An alias of nothing, as the text it likely is.
    fn unresolved(&mut self, name: &str, span: Span) -> Node {
        let message = format!("`*{name}` repeats nothing: no value is marked `&{name}`");
        self.diagnostics.push(
            Diagnostic::error("yaml.unknown-alias", span, message).hint("text that begins with `*` needs quotes"),
        );
        Node { span, value: NodeValue::String(format!("*{name}")) }
    }

    /// Counts nodes before they are made.
    fn count(&mut self, nodes: usize, span: Span) -> Result<(), Stop> {
        self.nodes = self.nodes.saturating_add(nodes);
        if self.nodes <= MOST_NODES {
            return Ok(());
        }
        let message = format!("the file has more than {MOST_NODES} values, repeated aliases counted");
        self.diagnostics.push(Diagnostic::error("yaml.too-large", span, message).hint("write fewer aliases"));
        Err(Stop)
    }

    /// Reports what the scanner cannot read, in its words, with a hint at the most likely reason.
    fn syntax(&mut self, fault: &ScanError) -> Stop {
        let at = fault.marker().byte_offset().unwrap_or(self.text.len()).min(self.text.len());
        let line = self.line_at(Span::new(self.source, at, at));
        let words = self.text.get(line.start as usize..line.end as usize).unwrap_or("");
        let indent: String = words.chars().take_while(|character| character.is_whitespace()).collect();
        let message = format!("this is not YAML: {}", fault.info().to_lowercase());
        let report = Diagnostic::error("yaml.syntax", Span::new(self.source, at, at), message);
        self.diagnostics.push(if indent.contains('\t') {
            report.hint("indent with spaces, not tabs")
        } else if words.matches(": ").count() > 1 {
            report.hint("a value that has a colon and a space needs quotes")
        } else {
            report.hint("compare indents, quotes and brackets with the lines above")
        });
        Stop
    }

    /// Bytes of the text; marks past its end are drawn back to it.
    fn span(&self, marks: Marks) -> Span {
        let end = self.text.len();
        let start = marks.start.byte_offset().unwrap_or(0).min(end);
        Span::new(self.source, start, marks.end.byte_offset().unwrap_or(start).clamp(start, end))
    }

    /// The span without white space at its end, which the scanner counts to scalars of several lines.
    fn trimmed(&self, span: Span) -> Span {
        let words = self.text.get(span.start as usize..span.end as usize).unwrap_or("");
        Span::new(self.source, span.start as usize, span.start as usize + words.trim_end().len())
    }

    /// The span of a list or map: in block style the scanner sees its end only at the next key.
    fn whole(&self, start: Span, style: StructureStyle, end: Marks, last: Option<Span>) -> Span {
        let end = match (style, last) {
            (StructureStyle::Block, Some(last)) => last.end.max(start.start),
            _ => self.span(end).end.max(start.end),
        };
        Span { end, ..start }
    }

    /// The rest of the line a span begins in, back to the line's start.
    fn line_at(&self, span: Span) -> Span {
        let at = span.start as usize;
        let start = self.text[..at].rfind('\n').map_or(0, |newline| newline + 1);
        let end = self.text[at..].find('\n').map_or(self.text.len(), |newline| at + newline);
        Span::new(self.source, start, end)
    }
}
