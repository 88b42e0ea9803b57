//! The integration tests: one program, a module a stage.

mod book;
mod book_dump;
mod document;
mod document_robustness;
mod epub;
mod manifest;
mod style;
