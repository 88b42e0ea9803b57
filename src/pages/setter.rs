//! The setter: shapes and breaks the paragraphs of one piece of the book, and the column it sets them in.
//!
//! Each piece has a setter of its own, so that pieces can be set side by side; what they share ([`Tools`]) is only read.

use super::clear::Boxes;
use super::flatten::Flattener;
use super::labels::Labels;
use super::palette::{Look, Palette};
use super::row::{Keep, Row, Stack};
use super::{Item, ItemKind, ItemRole};
use crate::base::{Diagnostics, Direction, Language, Length, Point, Span};
use crate::book::{AnchorId, Block, Book, ImageId, Inline, NoteId};
use crate::font::Faces;
use crate::lines::{Line, Setting, break_paragraph};
use crate::shape::{BreakAfter, RunKind, ShapedParagraph, Shaper, StyledText, shape};
use crate::style::{Align, Justification, Role, Style, StyleSheet};

/// The narrowest column that indents may leave, in points.
pub(super) const NARROWEST: f64 = 48.0;

/// Tables and boxes up to this height are never parted, as a ratio of the page: some six lines look lost when they are.
const SMALL: f64 = 0.25;

/// What every setter reads.
pub(super) struct Tools<'a, 'f> {
    /// The book.
    pub(super) book: &'a Book,
    /// Its styles.
    pub(super) styles: &'a StyleSheet,
    /// Shapes text.
    pub(super) shaper: &'a Shaper<'f>,
    /// Its faces.
    pub(super) faces: &'a Faces,
    /// What their glyphs cover.
    pub(super) boxes: &'a Boxes<'a>,
    /// The page numbers known so far.
    pub(super) labels: &'a Labels,
}

impl<'a> Tools<'a, '_> {
    /// The column of the type area with plain text in the book's language.
    pub(super) fn column(&self) -> Column {
        let page = &self.styles.page;
        Column {
            left: Length::ZERO,
            measure: page.width - page.inside - page.outside,
            role: Role::Body,
            item: ItemRole::Paragraph,
            language: self.book.metadata.language.clone(),
            direction: self.book.metadata.direction,
            align: None,
            between: Length::ZERO,
            lists: 0,
        }
    }

    /// The style of a role.
    pub(super) fn style(&self, role: Role) -> &'a Style {
        self.styles.style(role)
    }

    /// The baseline of a role's lines, down from the top of the line: its letters stand in the middle of the spacing.
    pub(super) fn baseline(&self, role: Role) -> Length {
        let style = self.style(role);
        let wanted = crate::font::FaceStyle { weight: style.weight, slant: style.slant };
        let face = style.families.iter().find_map(|family| self.faces.select(family, wanted));
        let (ascent, descent) = face.map_or((style.size, Length::ZERO), |id| {
            let face = self.faces.get(id);
            (face.ascent_at(style.size), face.descent_at(style.size))
        });
        (style.line_spacing + ascent - descent) / 2
    }
}

/// Where and as what text is set: narrowed for the parts of quotations, lists, boxes.
#[derive(Clone, Debug)]
pub(super) struct Column {
    /// The left edge, from the left edge of the type area.
    pub(super) left: Length,
    /// The width.
    pub(super) measure: Length,
    /// The role of its paragraphs.
    pub(super) role: Role,
    /// What its lines are to the text.
    pub(super) item: ItemRole,
    /// The language.
    pub(super) language: Language,
    /// The direction of its paragraphs.
    pub(super) direction: Direction,
    /// The alignment that replaces those of the styles.
    pub(super) align: Option<Align>,
    /// Space between the paragraphs of a container, whose own spaces stand only around it.
    pub(super) between: Length,
    /// How many lists it stands in.
    pub(super) lists: u8,
}

impl Column {
    /// The column less indents at its start and end; indents that leave next to nothing are not made.
    pub(super) fn narrowed(&self, start: Length, end: Length) -> Self {
        let measure = self.measure - start - end;
        if measure < Length::pt(NARROWEST) {
            return self.clone();
        }
        let left = self.left + if self.direction.is_rtl() { end } else { start };
        Self { left, measure, ..self.clone() }
    }

    /// The column for text of another role and meaning.
    pub(super) fn of(&self, role: Role, item: ItemRole) -> Self {
        Self { role, item, ..self.clone() }
    }

    /// The column in the language of a block, if it names one; its direction follows.
    pub(super) fn in_language(&self, language: Option<&Language>) -> Self {
        match language {
            Some(language) => Self { language: language.clone(), direction: language.direction(), ..self.clone() },
            None => self.clone(),
        }
    }

    /// The x of a part of the column, from the type area's left: `width` wide, `start` from the start edge.
    pub(super) fn x(&self, start: Length, width: Length) -> Length {
        match self.direction {
            Direction::Ltr => self.left + start,
            Direction::Rtl => self.left + self.measure - start - width,
        }
    }
}

/// What a block follows, which decides the indent of a paragraph.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Follows {
    /// A heading, a break, or nothing.
    Break,
    /// The title of its chapter.
    Title,
    /// Text.
    Text,
}

impl Follows {
    /// What the block after this one follows.
    pub(super) fn after(block: &Block) -> Self {
        use crate::book::BlockKind::{ColumnBreak, Columns, Heading, PageBreak, Separator};
        if matches!(block.kind, Heading(..) | Separator | PageBreak | ColumnBreak | Columns(..)) {
            Self::Break
        } else {
            Self::Text
        }
    }
}

/// Sets the text of one piece.
pub(super) struct Setter<'a, 'f> {
    pub(super) tools: &'a Tools<'a, 'f>,
    palette: &'a mut Palette,
    /// Lines that paragraphs should have more or fewer than their styles say.
    pub(super) looseness: i8,
    /// What was found wrong.
    pub(super) diagnostics: Diagnostics,
    /// Whether the text prints page numbers that layout decides.
    pub(super) has_page_references: bool,
    /// Images that stood among words, with their alternative texts: set below the block.
    pub(super) images: Vec<(ImageId, String)>,
    /// The note whose number opens the next paragraph.
    pub(super) number: Option<NoteId>,
    /// What else opens it: the number of a chapter.
    pub(super) opening: Option<String>,
    /// Places in the last text flattened, with the bytes they stand before: for the rows of its lines.
    pub(super) places: Vec<(usize, AnchorId)>,
}

impl<'a, 'f> Setter<'a, 'f> {
    /// A setter for one piece.
    pub(super) fn new(tools: &'a Tools<'a, 'f>, palette: &'a mut Palette) -> Self {
        let (diagnostics, images, places) = (Diagnostics::new(), Vec::new(), Vec::new());
        let looseness = 0;
        Self {
            tools,
            palette,
            looseness,
            diagnostics,
            has_page_references: false,
            images,
            number: None,
            opening: None,
            places,
        }
    }

    /// The styled text of inlines.
    pub(super) fn flatten(&mut self, inlines: &[Inline], look: &Look, column: &Column, span: Span) -> StyledText {
        let (number, opening) = (self.number.take(), self.opening.take());
        self.gather(span, column.direction, |flattener| {
            if let Some(note) = number {
                flattener.note_number(note, column.direction, look);
            }
            if let Some(opening) = opening {
                flattener.push(&format!("{opening} "), look);
            }
            flattener.inlines(inlines, look);
        })
    }

    /// The styled text of what is added to a paragraph of a direction.
    pub(super) fn gather(
        &mut self,
        span: Span,
        direction: Direction,
        add: impl FnOnce(&mut Flattener<'_>),
    ) -> StyledText {
        let Tools { book, styles, labels, .. } = *self.tools;
        let mut flattener = Flattener::new(book, styles, labels, self.palette, direction);
        add(&mut flattener);
        let flat = flattener.finish(span);
        self.has_page_references |= flat.has_page_references;
        self.images.extend(flat.images);
        self.places.extend(flat.places);
        flat.text
    }

    /// The places in the texts flattened since they were last taken: for a row that has them all.
    pub(super) fn take_places(&mut self) -> Vec<AnchorId> {
        std::mem::take(&mut self.places).into_iter().map(|(_, place)| place).collect()
    }

    /// The styled text of a plain string in one look.
    pub(super) fn plain(&mut self, text: &str, look: &Look, direction: Direction) -> StyledText {
        let Tools { book, styles, labels, .. } = *self.tools;
        let mut flattener = Flattener::new(book, styles, labels, self.palette, direction);
        flattener.string(text, look);
        flattener.finish(Span::default()).text
    }

    /// The shaped paragraph of a styled text.
    pub(super) fn shape(&mut self, text: &StyledText) -> ShapedParagraph {
        let mut shaped = shape(text, self.tools.shaper, &mut self.diagnostics);
        super::initial::part(&mut shaped);
        self.reserve(&mut shaped);
        shaped
    }

    /// The lines of a shaped paragraph.
    pub(super) fn break_lines(&mut self, paragraph: &ShapedParagraph, setting: &Setting) -> Vec<Line> {
        break_paragraph(paragraph, setting, self.tools.faces, &mut self.diagnostics)
    }

    /// A plain string on one line of its natural width, or `None` if there is nothing to see.
    pub(super) fn label(&mut self, text: &str, look: &Look, direction: Direction) -> Option<Line> {
        let text = self.plain(text, look, direction);
        let shaped = self.shape(&text);
        self.one_line(&shaped, look.role)
    }

    /// A shaped paragraph on one line of its natural width.
    pub(super) fn one_line(&mut self, shaped: &ShapedParagraph, role: Role) -> Option<Line> {
        let setting = Setting {
            measure: natural_width(shaped),
            first_indent: Length::ZERO,
            align: Align::Start,
            justification: self.tools.style(role).justification,
        };
        self.break_lines(shaped, &setting).into_iter().next()
    }

    /// Sets a plain string as a paragraph of its own in a role, with the spaces and indents of its style.
    pub(super) fn plain_paragraph(&mut self, text: &str, column: &Column, stack: &mut Stack) {
        let look = Look::plain(column.role, column.language.clone());
        let text = self.plain(text, &look, column.direction);
        let style = self.tools.style(column.role);
        let narrowed = column.narrowed(style.start_indent, style.end_indent);
        stack.space(style.space_before);
        self.paragraph_rows(&text, &narrowed, style.first_indent, stack);
        stack.space(style.space_after);
    }

    /// Keeps the rows of a table or box together from a position on: one that is small or that its style wants whole
    /// in any case, others as far as the pages allow. What is higher than a page has to be parted.
    pub(super) fn keep_whole(&self, stack: &mut Stack, from: usize, style: &Style) {
        let (_, page) = super::spread::type_size(&self.tools.styles.page);
        let height = super::row::height(&stack.rows);
        let rows = &mut stack.rows[from..];
        // With notes it takes more of its page than its own height.
        let is_small = height <= page.scale(SMALL) && rows.iter().all(|row| row.notes.is_empty());
        let keep = if is_small || style.keep_together { Keep::WithNext } else { Keep::Reluctant };
        let within = rows.len().saturating_sub(1);
        if height <= page {
            let loose = rows[..within].iter_mut().filter(|row| row.keep == Keep::Loose);
            loose.for_each(|row| row.keep = keep);
        }
    }

    /// Shapes and breaks a paragraph and puts its lines on the stack, a row a line.
    pub(super) fn paragraph_rows(&mut self, text: &StyledText, column: &Column, indent: Length, stack: &mut Stack) {
        let style = self.tools.style(column.role);
        let align = column.align.unwrap_or(style.align);
        let centred = matches!(align, Align::Center | Align::End);
        let setting = Setting {
            measure: column.measure,
            first_indent: if centred { Length::ZERO } else { indent },
            align,
            justification: Justification {
                looseness: style.justification.looseness + self.looseness,
                ..style.justification
            },
        };
        let shaped = self.shape(text);
        let lines = self.break_lines(&shaped, &setting);
        let block = stack.block();
        let page = &self.tools.styles.page;
        let keeps = super::keeps::of_lines(lines.len(), page, style);
        let baseline = self.tools.baseline(column.role);
        let mut places = std::mem::take(&mut self.places).into_iter().peekable();
        let count = lines.len();
        for (position, (line, keep)) in lines.into_iter().zip(keeps).enumerate() {
            let end = line.fragments.last().map_or(0, |fragment| fragment.range.end as usize);
            let mut row = line_row(line, keep, baseline, block, column, style);
            while let Some((_, place)) = places.next_if(|(at, _)| *at < end || position + 1 == count) {
                row.anchors.push(place);
            }
            stack.push(row);
        }
        // Without a line they stand at what follows.
        stack.anchors.extend(places.map(|(_, place)| place));
    }
}

/// A row of one line. Its height is the line spacing, whatever stands in it, so that lines keep their distance.
fn line_row(line: Line, keep: Keep, baseline: Length, block: u32, column: &Column, style: &Style) -> Row {
    Row {
        height: style.line_spacing,
        baseline,
        notes: line.notes(),
        items: vec![line_item(line, Point { x: column.left, y: baseline }, block, column)],
        keep,
        ..Row::default()
    }
}

/// A line at its place, with the meaning and language of its column.
pub(super) fn line_item(line: Line, at: Point, block: u32, column: &Column) -> Item {
    Item {
        role: column.item.clone(),
        block,
        language: column.language.clone(),
        kind: ItemKind::Line(at, std::sync::Arc::new(line)),
    }
}

/// The width of a paragraph on one line.
pub(super) fn natural_width(shaped: &ShapedParagraph) -> Length {
    let end = shaped.runs.iter().rposition(|run| run.kind != RunKind::Space).map_or(0, |last| last + 1);
    shaped.runs[..end].iter().map(|run| run.width).sum()
}

/// The width of the widest part of a paragraph that no line may cut.
pub(super) fn least_width(shaped: &ShapedParagraph) -> Length {
    let mut widest = Length::ZERO;
    let mut width = Length::ZERO;
    for run in &shaped.runs {
        if run.kind == RunKind::Space {
            width = Length::ZERO;
            continue;
        }
        width += run.width;
        widest = widest.max(width);
        if run.break_after != BreakAfter::Never {
            width = Length::ZERO;
        }
    }
    widest
}
