//! What the style sheet says besides the styles: the selector of each role, and rules that hold in every book.

use crate::style::Role;

/// How a role shows in CSS.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    /// An element whose lines it sets.
    Lines,
    /// A block that holds paragraphs.
    Block,
    /// An element inside the block of another role, whose size and indents it has already.
    Inside(Role),
    /// Words inside a line of another role.
    Name(Role),
}

impl Shape {
    /// The role whose element holds this one.
    pub(super) fn outer(self) -> Role {
        match self {
            Self::Inside(role) | Self::Name(role) => role,
            Self::Lines | Self::Block => Role::Body,
        }
    }
}

/// Roles and their selectors, in the order the style sheet has them: general ones first. Roles of the printed page
/// (running heads, folios) and those of generated contents have none here, or stand with the navigation document.
pub(super) const ROLES: [(Role, &str, Shape); 49] = [
    (Role::Body, "p", Shape::Lines),
    (Role::BodyFirst, "section > p:first-child, h1 + p, h2 + p, h3 + p, h4 + p, h5 + p, h6 + p, hr + p", Shape::Lines),
    (Role::Heading1, "h1", Shape::Lines),
    (Role::Heading2, "h2, .level-2", Shape::Lines),
    (Role::Heading3, "h3, .level-3", Shape::Lines),
    (Role::Heading4, "h4, h5, h6, .level-4, .level-5, .level-6", Shape::Lines),
    (Role::Part, ".part h1", Shape::Lines),
    (Role::Title, ".titlepage h1", Shape::Lines),
    (Role::Subtitle, ".subtitle", Shape::Lines),
    (Role::Creator, ".creator", Shape::Lines),
    (Role::Imprint, ".imprint", Shape::Lines),
    (Role::Quote, "blockquote", Shape::Block),
    (Role::List, "li", Shape::Lines),
    (Role::DefinitionTerm, "dt", Shape::Lines),
    (Role::Definition, "dd", Shape::Lines),
    (Role::TableCell, "td", Shape::Lines),
    (Role::TableHead, "th", Shape::Lines),
    (Role::Caption, "figcaption, caption", Shape::Lines),
    (Role::Code, "pre", Shape::Lines),
    (Role::Verse, ".verse", Shape::Block),
    (Role::Box, ".box", Shape::Block),
    (Role::BoxTitle, ".box .box-title", Shape::Inside(Role::Box)),
    (Role::Contact, ".contact", Shape::Block),
    (Role::Masthead, ".masthead-title", Shape::Lines),
    (Role::MastheadMotto, ".masthead-motto", Shape::Block),
    (Role::MastheadLine, ".masthead-line", Shape::Lines),
    (Role::Epigraph, ".epigraph", Shape::Block),
    (Role::Letter, ".letter", Shape::Block),
    (Role::LetterHead, ".letter .letter-head", Shape::Inside(Role::Letter)),
    (Role::Salutation, ".letter .salutation", Shape::Inside(Role::Letter)),
    (Role::Signature, ".letter .signature", Shape::Inside(Role::Letter)),
    (Role::Dialogue, ".dialogue", Shape::Block),
    (Role::Speaker, ".speaker", Shape::Name(Role::Dialogue)),
    (Role::Source, "blockquote .source, .epigraph .source", Shape::Inside(Role::Quote)),
    (Role::Footnote, "aside", Shape::Block),
    (Role::Endnote, ".endnote", Shape::Block),
    (Role::NotesTitle, ".notes-title", Shape::Lines),
    (Role::TocTitle, "nav h1", Shape::Lines),
    (Role::TocPart, ".entry-part > a", Shape::Lines),
    (Role::TocEntry1, ".entry-1 > a", Shape::Lines),
    (Role::TocEntry2, ".entry-2 > a", Shape::Lines),
    (Role::TocEntry3, ".entry-3 > a", Shape::Lines),
    (Role::HalfTitle, ".half-title", Shape::Lines),
    (Role::Dedication, ".dedication", Shape::Block),
    (Role::ChapterNumber, ".chapter-number", Shape::Inside(Role::Heading1)),
    (Role::Bibliography, ".bibliography p", Shape::Lines),
    (Role::IndexLetter, ".index h2", Shape::Lines),
    (Role::IndexEntry, ".index li", Shape::Lines),
    (Role::IndexSubentry, ".index li li", Shape::Lines),
];

/// Rules that no style decides, each with the role that calls for it.
pub(super) const FIXED: [(Option<Role>, &str); 22] = [
    // The blue that engines give links cannot be read on the dark grounds that reading systems give pages.
    (None, "a { color: inherit; }\n"),
    (None, "h1, h2, h3, h4, h5, h6 { -epub-hyphens: none; hyphens: none; text-wrap: balance; }\n"),
    (None, "img { max-width: 100%; height: auto; }\n"),
    (None, ".cover { margin: 0; text-align: center; }\n.cover img { max-height: 100vh; }\n"),
    (None, "sup, sub { font-size: 0.7em; line-height: 0; }\na[role=\"doc-noteref\"] { text-decoration: none; }\n"),
    (
        None,
        "nav ol { list-style-type: none; margin: 0; padding: 0; }\nnav li { margin: 0; }\nnav ol a { display: block; text-decoration: none; }\n",
    ),
    (None, ".center, .center p { text-align: center; text-indent: 0; }\n"),
    (None, ".page-break { page-break-after: always; break-after: page; }\n"),
    (None, "figure { margin: 1em 0; text-align: center; page-break-inside: avoid; break-inside: avoid; }\n"),
    (None, "code, code[dir], pre[dir] { font-family: monospace; }\n"),
    (Some(Role::Code), "pre { text-align: left; white-space: pre-wrap; }\n"),
    (Some(Role::ChapterNumber), ".chapter-number { display: block; }\n"),
    (
        Some(Role::IndexEntry),
        ".index ul { list-style-type: none; margin: 0; padding: 0; }\n.index a { text-decoration: underline; }\n",
    ),
    (None, "li p, dd p { text-indent: 0; }\n"),
    (Some(Role::List), "ol, ul { margin: 0.5em 0; padding: 0; }\n"),
    // Where notes are popped up they are hidden, and no rule is left above them.
    (
        Some(Role::Footnote),
        "section > :not(aside) + aside { margin-top: 1.5em; border-top: 1px solid; padding-top: 0.5em; }\n",
    ),
    (Some(Role::Box), ".box { border: 1px solid; padding: 0.5em 1em; }\n"),
    (
        Some(Role::TableCell),
        "table { border-collapse: collapse; margin: 1em 0; }\ntd, th { border-bottom: 1px solid; padding: 0.25em 0.5em; \
         vertical-align: top; }\n.align-center { text-align: center; }\n.align-end { text-align: end; }\n",
    ),
    (
        Some(Role::Masthead),
        ".masthead { border-top: 2px solid; border-bottom: 2px solid; margin-bottom: 1.5em; }\n.masthead-line { border-top: 1px solid; }\n",
    ),
    (Some(Role::Verse), VERSE),
    // The first line of a speech hangs out with the name, whatever the width of the screen.
    (
        Some(Role::Dialogue),
        ".dialogue .speech { margin-inline-start: 2em; }\n.dialogue .speech > p:first-child { text-indent: -2em; }\n",
    ),
    // Images side by side, one below the other where there is no room.
    (
        Some(Role::Caption),
        ".images { display: flex; flex-wrap: wrap; justify-content: center; align-items: flex-end; gap: 1em; }\n\
         .images figure { flex: 1 1 8em; margin: 0; }\n.figure-start { text-align: start; }\n.figure-end { text-align: end; }\n",
    ),
];

/// Columns, fewer where a line would hold less than some six words: on a telephone there is one.
pub(super) const COLUMNS: &str = ".columns { columns: 14em 2; column-gap: 1.5em; margin: 1em 0; }
.columns-1 { columns: auto 1; }
.columns-3 { columns: 12em 3; }
.columns-4 { columns: 10em 4; }
.columns .wide { column-span: all; }
.column-break { break-after: column; }
";

/// Hemistichs in two columns as wide as the widest of the poem, each filling its column. Readers that know no grid show
/// the spaces and line ends of the text.
const VERSE: &str = "@supports (display: grid) {
  section { container-type: inline-size; }
  .verse { display: grid; grid-template-columns: 1fr 1fr; column-gap: 1.8em; align-items: baseline; width: fit-content; margin-left: auto; margin-right: auto; }
  .verse p, .verse .couplet { display: contents; }
  .verse br { display: none; }
  .verse .couplet > span { text-align: justify; text-align-last: justify; }
  .verse .line { grid-column: 1 / -1; text-align: center; }
  .verse p + p > :first-child > span, .verse p + p > .line:first-child { margin-top: 0.75em; }
  .numbered { grid-template-columns: auto 1fr 1fr; }
  .numbered .couplet::before { content: attr(data-number); font-size: 0.8em; }
  .numbered .line[data-number]::before { content: attr(data-number) \"\\2003\"; font-size: 0.8em; }
}
";

/// Where a line has no room for two hemistichs they stand one below the other: asked of the column of text, whose em is
/// the reader's size of type, and of the screen for engines that know no container queries.
pub(super) const VERSE_CONDITIONS: [&str; 2] = ["@media (max-width: 32em)", "@container (max-width: 32em)"];

/// The rules of those conditions.
pub(super) const NARROW_VERSE: &str = "  .verse { grid-template-columns: 1fr; }
  .numbered { grid-template-columns: auto 1fr; }
  .verse .couplet > :first-child { margin-inline-end: 2em; }
  .verse .couplet > :last-child { margin-inline-start: 2em; }
  .numbered .couplet > span { grid-column: 2; }
  .verse p + p > .couplet:first-child > :last-child { margin-top: 0; }
";

/// Lists of figures and tables, which look like contents.
pub(super) const CAPTIONS: &str = ".captions { list-style-type: none; margin: 0; padding: 0; }\n\
                                    .captions a { display: block; text-decoration: none; }\n";
