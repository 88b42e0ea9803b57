//! What classes do to letters: some programs say bold and italic in style sheets only.

use std::collections::BTreeMap;

/// What style sheets say of classes, as if it stood at each element.
pub(in crate::rescue::read) type Classes = BTreeMap<String, String>;

/// Reads the rules `.name { … }` and `span.name { … }` of a style sheet; others are about blocks or about looks.
pub(in crate::rescue::read) fn read(sheet: &str, into: &mut Classes) {
    for rule in sheet.split('}') {
        let Some((selectors, body)) = rule.split_once('{') else { continue };
        let body: String = body.chars().filter(|c| !c.is_whitespace()).collect::<String>().to_ascii_lowercase();
        if !["font-weight", "font-style", "vertical-align", "position:relative", "line-through"]
            .iter()
            .any(|part| body.contains(part))
        {
            continue;
        }
        for selector in selectors.split(',').map(str::trim) {
            let name = selector.strip_prefix("span").unwrap_or(selector).strip_prefix('.');
            let is_plain = |name: &&str| name.chars().all(|c| c.is_alphanumeric() || "-_".contains(c));
            if let Some(name) = name.filter(is_plain) {
                let said = into.entry(name.to_owned()).or_default();
                said.push_str(&body);
                said.push(';');
            }
        }
    }
}

/// What a style says of raising: up above 0, down below.
pub(super) fn raised(style: &str) -> i8 {
    // Raised by moving, in a smaller size.
    let is_moved = style.contains("position:relative") && style.contains("font-size:0.");
    match () {
        () if style.contains("vertical-align:super") || is_moved && style.contains("top:-") => 1,
        () if style.contains("vertical-align:sub") || is_moved && style.contains("top:0.") => -1,
        () => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_plain_rules_about_letters_are_read() {
        let mut classes = Classes::new();
        read(
            "@page { margin: 1in } .a, span.b { font-weight: bold } p.c { font-style: italic } .d { color: red }",
            &mut classes,
        );
        assert_eq!(classes.keys().map(String::as_str).collect::<Vec<_>>(), ["a", "b"]);
        assert_eq!(raised("position:relative;font-size:0.58em;top:-0.33em"), 1);
    }
}
