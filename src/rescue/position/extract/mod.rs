//! From the bytes of a PDF to glyphs with their places and texts.
