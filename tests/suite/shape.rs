//! Shaping: glyphs of words against expected ones and a second engine, runs of paragraphs, properties.

#![expect(clippy::unwrap_used, reason = "a case that cannot be read fails its test")]

mod kashida;
mod paragraphs;
mod properties;
mod second_engine;
mod setting;
mod words;
