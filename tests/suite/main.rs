//! The one test binary; its modules mirror `src`.

mod book;
mod book_dump;
mod document;
mod document_robustness;
