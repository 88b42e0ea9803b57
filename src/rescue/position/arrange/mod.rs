//! From glyphs with places to lines, columns, paragraphs, headings, notes and what repeats on every page.
