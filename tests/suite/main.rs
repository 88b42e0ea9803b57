//! One test binary; its modules mirror `src`.

mod lines;
mod paragraphs;
