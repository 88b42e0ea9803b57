//! Words that look like marks get a backslash, so that they stay words; nothing else gets one.

/// Where a text stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Context {
    /// Whether it begins a line.
    pub(super) begins_line: bool,
    /// Whether it stands in a heading, whose end may hold marks.
    pub(super) in_heading: bool,
    /// Whether it stands in a cell, which strokes end.
    pub(super) in_cell: bool,
    /// Whether it stands in verse, where strokes part hemistichs.
    pub(super) in_verse: bool,
    /// Whether a mark of a note stands before it.
    pub(super) after_note: bool,
    /// Whether something that opens with a bracket follows.
    pub(super) before_bracket: bool,
}

/// A text with its backslashes.
pub(super) fn escape(text: &str, context: Context) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    let line_mark = if context.begins_line { line_mark(text) } else { None };
    let characters: Vec<(usize, char)> = text.char_indices().collect();
    for (number, (at, character)) in characters.iter().copied().enumerate() {
        let before = number.checked_sub(1).map(|before| characters[before].1);
        let after = characters.get(number + 1).map(|(_, after)| *after);
        let is_mark = match character {
            '\\' | '`' | '*' | '[' | ']' | '<' | '^' | '~' | '{' | '}' => true,
            // Inside a word an underscore marks nothing.
            '_' => !(before.is_some_and(char::is_alphanumeric) && after.is_some_and(char::is_alphanumeric)),
            '&' => after.is_some_and(|after| after == '#' || after.is_ascii_alphabetic()) || after.is_none(),
            '!' => after.is_none() && context.before_bracket,
            '#' => context.in_heading,
            '|' => true,
            '/' => context.in_verse && is_space(before) && is_space(after),
            '(' | ':' => context.after_note && number == 0,
            _ => false,
        };
        if is_mark || line_mark == Some(at) {
            out.push('\\');
        }
        out.push(character);
    }
    out
}

fn is_space(side: Option<char>) -> bool {
    side.is_none_or(|side| side == ' ')
}

/// The byte at the beginning of a line that would make it a list, a heading, a quotation, a fence or a rule.
fn line_mark(text: &str) -> Option<usize> {
    let first = text.chars().next()?;
    match first {
        '#' | '>' | '+' | '-' | '=' | ':' => Some(0),
        '0'..='9' => {
            let digits = text.bytes().take_while(u8::is_ascii_digit).count();
            let is_numbered = digits <= 9 && matches!(text.as_bytes().get(digits), Some(b'.' | b')'));
            is_numbered.then_some(digits)
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_marks_are_escaped() {
        let line = Context { begins_line: true, ..Context::default() };
        assert_eq!(escape("1. نان", line), "1\\. نان");
        assert_eq!(escape("1384 - نان", line), "1384 - نان");
        assert_eq!(escape("- نان # + =", line), "\\- نان # + =");
        assert_eq!(
            escape("snake_case _a_ {b} a & b &amp;", Context::default()),
            "snake_case \\_a\\_ \\{b\\} a & b \\&amp;"
        );
        assert_eq!(escape("::: verse", line), "\\::: verse");
    }
}
