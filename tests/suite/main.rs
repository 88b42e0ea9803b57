//! The tests of the project in one binary; its modules mirror `src`. How to run, add and accept: `tests/README.md`.

mod blocks;
mod book;
mod book_dump;
mod cli;
mod direction;
mod document;
mod document_robustness;
mod dump;
mod epub;
mod fonts;
mod images;
mod invented;
mod kashida;
mod layering;
mod lines;
mod manifest;
mod pages;
mod pages_blocks;
mod paragraphs;
mod pdf;
mod pdf_reader;
mod shape;
mod style;
mod support;
mod unicode;
mod verse;
