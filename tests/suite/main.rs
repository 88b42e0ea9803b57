//! One test binary; its modules mirror `src`.

mod book;
mod book_dump;
mod document;
mod document_robustness;
mod dump;
mod invented;
mod lines;
mod manifest;
mod pages;
mod pages_blocks;
mod paragraphs;
mod shape;
mod style;
