//! HTML inside a manuscript: comments are dropped, except that those which mark a doubtful place are remembered; everything
//! else is an error with a hint for what to write instead.

use std::ops::Range;

use super::Doubt;
use crate::base::{Diagnostic, SourceId, Span};

/// What a stretch of HTML turned out to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Html {
    /// Comments and white space only.
    Comment,
    /// A comment that is never closed, from this byte.
    Unclosed(usize),
    /// Something else, from this byte; `true` after a comment on the same line.
    Other(usize, bool),
}

/// Looks at the stretch of HTML in bytes `start..end` of the text.
pub(super) fn classify(text: &str, start: usize, end: usize) -> Html {
    let mut at = start;
    let mut after_comment = false;
    loop {
        // A comment in a block quotation has the marks of its lines in it.
        let rest = text[at..end].trim_start_matches(|c: char| c.is_whitespace() || after_comment && c == '>');
        at = end - rest.len();
        if rest.is_empty() {
            return Html::Comment;
        }
        if !rest.starts_with("<!--") {
            return Html::Other(at, after_comment);
        }
        match rest["<!--".len()..].find("-->") {
            Some(close) => at += "<!--".len() + close + "-->".len(),
            // `<!-->` and `<!--->` are comments too (HTML living standard, comment start state).
            None if rest.starts_with("<!-->") || rest.starts_with("<!--->") => {
                at += rest.find('>').map_or(rest.len(), |close| close + 1);
            }
            None => return Html::Unclosed(at),
        }
        after_comment = true;
    }
}

/// The comments in a stretch that mark a doubtful place.
pub(super) fn doubts(source: SourceId, text: &str, range: &Range<usize>) -> Vec<Doubt> {
    let mut doubts = Vec::new();
    let mut at = range.start;
    while let Some(open) = text[at..range.end].find("<!--") {
        let start = at + open;
        let inside = start + "<!--".len();
        let Some(length) = text[inside..range.end].find("-->") else { break };
        at = inside + length + "-->".len();
        if let Some((rule, message)) = doubt(&text[inside..inside + length]) {
            doubts.push(Doubt { rule, message, span: Span::new(source, start, at) });
        }
    }
    doubts
}

/// Rule and message of a comment that begins with `doubt`.
fn doubt(comment: &str) -> Option<(String, String)> {
    // A comment in a block quotation has the marks of its lines in it.
    let words: Vec<&str> = comment.split_whitespace().filter(|word| *word != ">").collect();
    let (first, rest) = words.split_first()?;
    if first.trim_end_matches(':') != "doubt" {
        return None;
    }
    match rest.split_first() {
        Some((rule, message)) if rule.ends_with(':') && !first.ends_with(':') => {
            Some((rule.trim_end_matches(':').to_owned(), message.join(" ")))
        }
        _ => Some((String::new(), rest.join(" "))),
    }
}

/// What to write instead of a tag.
const INSTEAD: [(&[&str], &str); 9] = [
    (&["br"], "end the line with a backslash"),
    (&["b", "strong"], "write `**…**`"),
    (&["i", "em", "cite"], "write `*…*`"),
    (&["sup"], "write `^…^`"),
    (&["sub"], "write `~…~`"),
    (&["s", "del", "strike"], "write `~~…~~`"),
    (&["img"], "write `![the text that stands in for it](file.png)`"),
    (&["a"], "write `[words](target)`; a heading gets its id by `{#id}`"),
    (&["center"], "write `::: center` and `:::` on lines of their own"),
];

/// The finding about HTML that begins at byte `at` and ends before `end`.
pub(super) fn finding(source: SourceId, text: &str, at: usize, end: usize) -> Diagnostic {
    let markup = &text[at..end];
    let close = markup.find('>').map_or(markup.trim_end().len(), |close| close + 1);
    let tag = &markup[..close];
    let name: String = tag
        .trim_start_matches(['<', '/'])
        .chars()
        .take_while(char::is_ascii_alphanumeric)
        .collect::<String>()
        .to_ascii_lowercase();
    let instead = INSTEAD.iter().find(|(names, _)| names.contains(&name.as_str()));
    let hint = match (instead, name.as_str()) {
        (Some((_, hint)), _) => *hint,
        (None, "span") => "write `[words]{.class lang=ar}`",
        (None, "div" | "p" | "section") => "write `::: name` and `:::` on lines of their own",
        _ => "write it in Markdown, or put a backslash before `<` if it is meant as text",
    };
    let span = Span::new(source, at, at + close);
    let shown: String = tag.chars().take(40).collect();
    let shown = shown.split_whitespace().collect::<Vec<_>>().join(" ");
    Diagnostic::error("document.raw-html", span, format!("HTML is not read: `{shown}`")).hint(hint)
}

/// The finding about a comment that never ends.
pub(super) fn unclosed(source: SourceId, at: usize) -> Diagnostic {
    let span = Span::new(source, at, at + "<!--".len());
    Diagnostic::error("document.unclosed-comment", span, "a comment is never closed, everything after it is lost")
        .hint("close it with `-->`")
}

/// The finding about words behind a comment that opens their line.
pub(super) fn after_comment(source: SourceId, text: &str, at: usize, end: usize) -> Diagnostic {
    let words = text[at..end].lines().next().unwrap_or_default().trim_end();
    let span = Span::new(source, at, at + words.len());
    Diagnostic::error("document.text-after-comment", span, "words after a comment that opens their line are lost")
        .hint("put the comment at the end of the line, or on a line of its own")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_are_told_from_markup() {
        let classify = |text: &str| classify(text, 0, text.len());
        assert_eq!(classify("<!-- a --> <!-- b\n> c -->\n"), Html::Comment);
        assert_eq!(classify("<!-->\n"), Html::Comment);
        assert_eq!(classify("<!-- a --> b"), Html::Other(11, true));
        assert_eq!(classify("<div>"), Html::Other(0, false));
        assert_eq!(classify("<!-- a"), Html::Unclosed(0));
    }

    #[test]
    fn comments_that_mark_a_doubt_are_remembered() {
        let text = "<!-- doubt rescue.lam-alef: انقلب\n> یا انقلاب؟ --> <!-- a --> <!--doubt: نان --><!-- doubtful -->";
        let found = doubts(SourceId(0), text, &(0..text.len()));
        let shown: Vec<(&str, &str)> = found.iter().map(|one| (one.rule.as_str(), one.message.as_str())).collect();
        assert_eq!(shown, [("rescue.lam-alef", "انقلب یا انقلاب؟"), ("", "نان")]);
        assert!(text[found[0].span.start as usize..found[0].span.end as usize].ends_with("؟ -->"));
    }

    #[test]
    fn a_tag_gets_the_hint_that_fits() {
        let found = finding(SourceId(0), "<BR/>x", 0, 6);
        assert_eq!(found.span, Some(Span::new(SourceId(0), 0, 5)));
        assert_eq!(found.hints, ["end the line with a backslash"]);
    }
}
