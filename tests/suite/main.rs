//! The integration tests, one module a stage.

mod manifest;
