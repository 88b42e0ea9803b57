//! The tests of the project in one binary; its modules mirror `src`. How to run, add and accept: `tests/README.md`.

mod bad_input;
mod blocks;
mod book;
mod book_dump;
mod cli;
mod direction;
mod document;
mod document_robustness;
mod dump;
mod emphasis;
mod epub;
mod evenness;
mod fonts;
#[path = "../../benches/books/grammar.rs"]
mod grammar;
mod hyphens;
mod images;
mod invented;
mod kashida;
mod layering;
mod leaflets;
mod lines;
mod manifest;
mod marks;
mod matter;
mod nastaliq;
mod new;
mod pages;
mod pages_blocks;
mod pages_notes;
mod paging;
mod paragraphs;
mod pdf;
mod pdf_reader;
mod pdf_verify;
mod set;
mod shape;
mod sizes;
mod structure;
mod style;
mod support;
mod unicode;
mod verse;
#[path = "../../benches/books/vocabulary.rs"]
mod vocabulary;
