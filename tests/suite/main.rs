//! The one test binary; its modules mirror `src`.

mod book;
mod document;
mod document_robustness;
