//! `publish` turns a YAML book manifest and plain manuscripts into an EPUB 3 book and a typeset PDF pamphlet,
//! Persian and Arabic first.
//!
//! # The flow
//!
//! Values move one way; a module uses only modules before it (`tests/suite/layering.rs` checks it):
//!
//! ```text
//! manifest.yaml ─ manifest ─► Manifest ─┐
//! texts ───────── document ─► Document ─┴─ book ─► Book ──────────────► epub ─► .epub
//! styles ──────── style ────► StyleSheet ──────────┤
//!                                 shape ─► ShapedRun ─ lines ─► Line ─ pages ─► Pages
//!                                 Pages ─ pdf ─► .pdf      Pages, Book ─ dump ─► text
//!                                 page numbers ─ impose ─► Plan: what stands where on sheets
//! old files ─ rescue ─► manuscripts, mended     Diagnostics of every stage ─ cli ─► terminal
//! ```
//!
//! # To change … go to …
//!
//! | to change | go to |
//! |---|---|
//! | a key of the manifest | [`manifest`] |
//! | what Markdown is understood | [`document`] |
//! | numbers of notes, references, words like «فهرست» | [`book`] |
//! | sizes, margins, fonts of a style | `styles/*.yaml`, read by [`style`] |
//! | which face sets a character, features, bidi | [`shape`], [`script`] |
//! | where lines break, how spaces stretch, which words are lengthened | [`lines`] |
//! | where in a word kashida may stand, and how good the place is | [`script::kashida`], [`shape`] (`shape/kashida.rs`) |
//! | what goes on a page, notes, running heads, contents | [`pages`] |
//! | which page stands where on a folded sheet | [`impose`] |
//! | the text a reader gets back from the PDF | [`pdf`] (`pdf/text.rs`) |
//! | what the PDF says to those who listen, what it claims | [`pdf`] (`pdf/structure`, `pdf/claims.rs`) |
//! | the package, navigation and CSS of the EPUB | [`epub`] |
//! | the cover that is made for a book without one | [`cover`] |
//! | orthography: what is wrong, what may be mended | [`lint`] |
//! | what old files become | [`rescue`] |
//! | arguments, reports, exit codes | [`cli`] |

pub mod base;
pub mod book;
pub mod cli;
pub mod cover;
pub mod document;
pub mod dump;
pub mod epub;
pub mod font;
pub mod impose;
pub mod lines;
pub mod lint;
pub mod manifest;
pub mod pages;
pub mod pdf;
pub mod rescue;
pub mod script;
pub mod shape;
pub mod style;
