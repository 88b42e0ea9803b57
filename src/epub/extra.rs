//! CSS that the book brings: what no EPUB may have, or what this one would not hold, is told at its place.

use crate::base::{Diagnostic, Diagnostics, SourceId, Span};

/// Checks a style sheet of the book.
pub(super) fn check(css: &str, source: SourceId, diagnostics: &mut Diagnostics) {
    let clean = without_comments(css);
    let mut report = |code, at: usize, length: usize, message: String, hint: &'static str| {
        diagnostics.push(Diagnostic::error(code, Span::new(source, at, at + length), message).hint(hint));
    };
    let mut depth = 0_i64;
    // Where a declaration or rule begins.
    let mut start = 0;
    for (at, character) in clean.char_indices() {
        match character {
            '{' => depth += 1,
            '}' => depth -= 1,
            ':' if depth > 0 => {
                let name = clean[start..at].trim();
                let place = start + clean[start..at].len() - clean[start..at].trim_start().len();
                // EPUB 3.3 § 6.3.1.2: both are for the markup to say.
                if ["direction", "unicode-bidi"].contains(&name.to_ascii_lowercase().as_str()) {
                    let message = format!("`{name}` may not stand in the CSS of an EPUB");
                    let hint = "the language of a text or stretch says its direction: `[words]{lang=en}`";
                    report("epub.css-direction", place, name.len(), message, hint);
                }
            }
            _ => {}
        }
        if matches!(character, '{' | '}' | ';') {
            start = at + 1;
        }
        if depth < 0 {
            let hint = "each `}` closes a `{` before it";
            return report("epub.css-braces", at, 1, "a brace closes nothing".to_owned(), hint);
        }
    }
    if depth > 0 {
        let hint = "close every `{` by `}`";
        report("epub.css-braces", css.trim_end().len(), 0, "a brace is not closed".to_owned(), hint);
    }
    let lower = clean.to_ascii_lowercase();
    for (at, _) in lower.match_indices("@import") {
        let message = "the style sheet asks for another one, which is not in the EPUB".to_owned();
        report("epub.css-file", at, "@import".len(), message, "put its rules into this file");
    }
    for (at, _) in lower.match_indices("url(") {
        let inside = clean[at + 4..].split(')').next().unwrap_or_default();
        let address = inside.trim().trim_matches(['"', '\'']);
        if address.starts_with("data:") {
            continue;
        }
        let is_remote = address.contains("//");
        let (code, message, hint) = if is_remote {
            ("epub.css-remote", format!("`{address}` lies outside the EPUB"), "a book must be whole without a network")
        } else {
            let hint = "faces of the book stand under `fonts: files`, images in its texts; small images can be data: addresses";
            ("epub.css-file", format!("`{address}` is not in the EPUB"), hint)
        };
        report(code, at, 5 + inside.len(), message, hint);
    }
}

/// The style sheet with spaces for comments, and for braces, colons and semicolons in strings: every byte keeps its place.
fn without_comments(css: &str) -> String {
    let mut out = String::with_capacity(css.len());
    let mut rest = css;
    let mut quote: Option<char> = None;
    while let Some(character) = rest.chars().next() {
        if quote.is_none() && rest.starts_with("/*") {
            let length = rest.find("*/").map_or(rest.len(), |end| end + 2);
            out.extend(std::iter::repeat_n(' ', length));
            rest = &rest[length..];
            continue;
        }
        match quote {
            Some(open) if character == open => quote = None,
            None if matches!(character, '"' | '\'') => quote = Some(character),
            _ => {}
        }
        let hides = quote.is_some() && matches!(character, '{' | '}' | ';' | ':' | '@');
        // The address in quotes inside `url("…")` is looked at: its slashes stay.
        out.push(if hides && character != ':' { ' ' } else { character });
        rest = &rest[character.len_utf8()..];
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::Sources;

    fn codes(css: &str) -> Vec<(&'static str, String)> {
        let (mut sources, mut diagnostics) = (Sources::new(), Diagnostics::new());
        let source = sources.add("extra.css", css);
        check(css, source, &mut diagnostics);
        let words = |finding: &Diagnostic| sources.quote(finding.span.expect("a place")).to_owned();
        diagnostics.iter().map(|finding| (finding.code, words(finding))).collect()
    }

    #[test]
    fn good_style_sheets_pass() {
        assert_eq!(
            codes(
                "/* direction: rtl; } */ p { margin: 0; quotes: \"{\" '}' }\n@media print { a:hover { color: red } }"
            ),
            []
        );
        assert_eq!(codes("li { list-style-image: url(data:image/png;base64,AA==) }"), []);
    }

    #[test]
    fn what_an_epub_may_not_have_is_told_at_its_place() {
        assert_eq!(codes("p { margin: 0; Direction : rtl }"), [("epub.css-direction", "Direction".to_owned())]);
        assert_eq!(codes("@media all { p { unicode-bidi: embed; } }")[0].0, "epub.css-direction");
        assert_eq!(codes("@import 'a.css';")[0].0, "epub.css-file");
        assert_eq!(codes("p { background: url(\"https://example.org/a.png\") }")[0].0, "epub.css-remote");
        assert_eq!(codes("p { background: url(a.png) }"), [("epub.css-file", "url(a.png)".to_owned())]);
        assert_eq!(codes("p { margin: 0; } }")[0].0, "epub.css-braces");
        assert_eq!(codes("p { margin: 0;")[0].0, "epub.css-braces");
    }
}
