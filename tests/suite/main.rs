//! The integration tests: one program, a module a stage.

mod manifest;
mod style;
