//! `publish` turns a YAML book manifest and plain manuscripts into an EPUB 3 book and a typeset PDF pamphlet.

pub mod base;
pub mod book;
pub mod document;
pub mod epub;
pub mod font;
pub mod lines;
pub mod manifest;
pub mod pages;
pub mod script;
pub mod shape;
pub mod style;
