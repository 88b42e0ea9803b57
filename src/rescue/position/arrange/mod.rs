//! From glyphs with places to lines, columns, paragraphs, headings, notes and what repeats on every page.

mod columns;
mod lines;
mod order;
mod rows;
mod signs;
mod words;
#[cfg(test)]
mod made;
