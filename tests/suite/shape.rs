//! Shaping: glyphs of words against expected ones and a second engine, runs of paragraphs, properties.

mod paragraphs;
mod properties;
mod second_engine;
mod setting;
mod words;
