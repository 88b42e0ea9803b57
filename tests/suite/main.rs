//! One test binary; its modules mirror `src`.

mod book;
mod document;
mod document_robustness;
mod dump;
mod invented;
mod lines;
mod manifest;
mod pages;
mod paragraphs;
mod pdf;
mod pdf_reader;
mod style;
