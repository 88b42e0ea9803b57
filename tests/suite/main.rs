//! One test binary; its modules mirror `src`.

mod dump;
mod invented;
mod lines;
mod manifest;
mod pages;
mod paragraphs;
mod style;
