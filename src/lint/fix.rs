//! Makes the proved edits in the source of a manuscript, and nothing else.
//!
//! The source is read again after every round: marks of Markdown must mean afterwards what they meant before. An edit that
//! would change that (a space less before `![`) is left out.

use std::collections::BTreeMap;

use super::{Custom, Edit, ROUNDS, line_ends, manuscript};
use crate::base::{Diagnostics, Language, SourceId};
use crate::document::{self, Block, BlockKind, Document, Inline};

/// A manuscript that was mended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fixed {
    /// Its source.
    pub text: String,
    /// How often each rule mended something, by name; empty where nothing was to mend.
    pub made: BTreeMap<&'static str, usize>,
}

/// The source of a manuscript with every proved edit made whose rule is not allowed to be broken.
pub fn fixed(text: &str, language: &Language, custom: &Custom<'_>) -> Fixed {
    let mut fixed = Fixed { text: text.to_owned(), made: BTreeMap::new() };
    for _ in 0..ROUNDS {
        let (document, skeleton) = read(&fixed.text);
        let edits = manuscript::proved(&document, &fixed.text, language, custom);
        let edits = safe(&fixed.text, edits, &skeleton);
        if edits.is_empty() {
            break;
        }
        for edit in &edits {
            *fixed.made.entry(edit.rule).or_default() += 1;
        }
        fixed.text = applied(&fixed.text, &edits);
    }
    if !custom.allows(line_ends::RULE)
        && let Some(mixture) = line_ends::mixture(&fixed.text)
    {
        fixed.made.insert(line_ends::RULE, mixture.fewer());
        fixed.text = mixture.unified(&fixed.text);
    }
    fixed
}

/// The document of a source, and what it is apart from its words.
fn read(text: &str) -> (Document, String) {
    let mut diagnostics = Diagnostics::new();
    let document = document::parse(SourceId::default(), text, &mut diagnostics);
    let mut skeleton = String::new();
    blocks(&document.blocks, &mut skeleton);
    for note in &document.notes {
        skeleton.push_str(&note.label);
        blocks(&note.blocks, &mut skeleton);
    }
    for diagnostic in &diagnostics {
        skeleton.push_str(diagnostic.code);
    }
    (document, skeleton)
}

/// The edits that leave the structure of the document as it is.
fn safe(text: &str, edits: Vec<Edit>, skeleton: &str) -> Vec<Edit> {
    let is_safe = |edits: &[Edit]| read(&applied(text, edits)).1 == skeleton;
    if edits.is_empty() || is_safe(&edits) {
        return edits;
    }
    // Halves: the few that are not safe are found in steps of the logarithm of all.
    let mut safe = Vec::new();
    let mut waiting = vec![edits];
    while let Some(group) = waiting.pop() {
        if is_safe(&group) {
            safe.extend(group);
        } else if group.len() > 1 {
            let mut first = group;
            let second = first.split_off(first.len() / 2);
            waiting.extend([second, first]);
        }
    }
    // Safe each by itself; together they must be too.
    if is_safe(&safe) { safe } else { Vec::new() }
}

/// The text with edits made that do not overlap and stand in order.
fn applied(text: &str, edits: &[Edit]) -> String {
    let mut applied = String::with_capacity(text.len());
    let mut from = 0;
    for edit in edits {
        applied.push_str(&text[from..edit.range.start]);
        applied.push_str(&edit.replacement);
        from = edit.range.end;
    }
    applied.push_str(&text[from..]);
    applied
}

fn blocks(list: &[Block], skeleton: &mut String) {
    skeleton.push('{');
    for block in list {
        skeleton.push_str(&format!("{:?}", block.attributes));
        self::block(&block.kind, skeleton);
    }
    skeleton.push('}');
}

fn block(kind: &BlockKind, skeleton: &mut String) {
    match kind {
        BlockKind::Heading(level, content) => {
            skeleton.push_str(&format!("h{level}"));
            inlines(content, skeleton);
        }
        BlockKind::Paragraph(content) => inlines(content, skeleton),
        BlockKind::Quote(inner) => blocks(inner, skeleton),
        BlockKind::List(list) => {
            skeleton.push_str(&format!("list{:?}{}{}", list.start, list.tight, list.is_bracketed));
            list.items.iter().for_each(|item| blocks(item, skeleton));
        }
        BlockKind::Definitions(list) => {
            for definition in list {
                inlines(&definition.term, skeleton);
                definition.definitions.iter().for_each(|inner| blocks(inner, skeleton));
            }
        }
        BlockKind::Table(table) => {
            skeleton.push_str(&format!("table{:?}", table.columns));
            table.head.iter().chain(table.rows.iter().flatten()).for_each(|cell| inlines(cell, skeleton));
        }
        BlockKind::Code(code) => skeleton.push_str(code),
        BlockKind::Container(container) => {
            skeleton.push_str(&format!("{}{:?}", container.name, container.title));
            blocks(&container.blocks, skeleton);
        }
        BlockKind::Verse(stanzas) => {
            for line in stanzas.iter().flat_map(|stanza| &stanza.lines) {
                inlines(&line.first, skeleton);
                inlines(line.second.as_deref().unwrap_or_default(), skeleton);
            }
        }
        BlockKind::Dialogue(speeches) => {
            for speech in speeches {
                inlines(&speech.speaker, skeleton);
                blocks(&speech.blocks, skeleton);
            }
        }
        BlockKind::Figure(image) => skeleton.push_str(&image.path),
        BlockKind::Figures(images) => images.iter().for_each(|image| skeleton.push_str(&image.path)),
        BlockKind::Separator => skeleton.push_str("separator"),
        BlockKind::PageBreak => skeleton.push_str("pagebreak"),
        BlockKind::ColumnBreak => skeleton.push_str("columnbreak"),
    }
}

fn inlines(content: &[Inline], skeleton: &mut String) {
    skeleton.push('(');
    for inline in content {
        match inline {
            Inline::Text(..) => skeleton.push('t'),
            Inline::Emphasis(inner) => marked("em", inner, skeleton),
            Inline::Strong(inner) => marked("strong", inner, skeleton),
            Inline::Strike(inner) => marked("strike", inner, skeleton),
            Inline::Superscript(inner) => marked("sup", inner, skeleton),
            Inline::Subscript(inner) => marked("sub", inner, skeleton),
            Inline::Span(attributes, inner) => marked(&format!("{attributes:?}"), inner, skeleton),
            Inline::Code(code, _) => skeleton.push_str(code),
            Inline::Link(link) => marked(&format!("{}{:?}", link.target, link.attributes), &link.content, skeleton),
            Inline::Image(image) => skeleton.push_str(&image.path),
            Inline::NoteMark(label, _) => skeleton.push_str(&format!("[^{label}]")),
            Inline::LineBreak => skeleton.push('\n'),
        }
    }
    skeleton.push(')');
}

fn marked(name: &str, inner: &[Inline], skeleton: &mut String) {
    skeleton.push_str(name);
    inlines(inner, skeleton);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mended(text: &str) -> String {
        let persian = Language::new("fa");
        let fixed = super::fixed(text, &persian, &Custom::default());
        let again = super::fixed(&fixed.text, &persian, &Custom::default());
        assert_eq!((&again.text, again.made.len()), (&fixed.text, 0), "{text:?}");
        fixed.text
    }

    #[test]
    fn words_are_mended_and_marks_stay() {
        let text = "# كتاب {#كتاب}\n\nنان  *كهنه* ، `كد  ` و [علي](كتاب.md)[^ي]\\\n« نان »\n\n[^ي]: يك\n";
        let expected = "# کتاب {#كتاب}\n\nنان *کهنه*، `كد  ` و [علی](كتاب.md)[^ي]\\\n«نان»\n\n[^ي]: یک\n";
        assert_eq!(mended(text), expected);
    }

    #[test]
    fn escapes_and_entities_keep_their_places() {
        assert_eq!(mended("\\*كتاب\\* &amp; علي ، نان\n"), "\\*کتاب\\* &amp; علی، نان\n");
    }

    #[test]
    fn an_edit_that_would_make_markup_is_left_out() {
        // Without the space the sign and the link would be an image.
        assert_eq!(mended("كتاب ! [نان](نان.md)\n\nكتاب !\n"), "کتاب! [نان](نان.md)\n\nکتاب!\n");
        assert_eq!(mended("كتاب\n --\n"), "کتاب\n --\n");
    }

    #[test]
    fn line_ends_of_two_kinds_become_one() {
        assert_eq!(mended("نان\r\nآب\r\nنمک\n"), "نان\r\nآب\r\nنمک\r\n");
        assert_eq!(mended("نان\r\nآب\r\n"), "نان\r\nآب\r\n");
    }
}
