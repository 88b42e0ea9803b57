//! One test binary; its modules mirror `src`.

mod dump;
mod lines;
mod paragraphs;
