//! The tests of the project in one binary; its modules mirror `src`. How to run, add and accept: `tests/README.md`.

mod cli;
mod dump;
mod layering;
mod lines;
mod paragraphs;
mod support;
