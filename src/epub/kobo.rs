//! The profile for Kobo: every sentence in a span with a number, by which its own renderer keeps places, marks and
//! statistics. The text stays as it is.

use std::fmt::Write as _;

/// Elements that begin a paragraph, in whose number the sentences are counted.
const BLOCKS: [&str; 16] =
    ["p", "h1", "h2", "h3", "h4", "h5", "h6", "li", "td", "th", "dt", "dd", "figcaption", "caption", "pre", "div"];

/// The file with its sentences in spans.
pub(super) fn spans(markup: &str) -> String {
    let Some(body) = markup.find("<body") else { return markup.to_owned() };
    let (head, mut rest) = markup.split_at(body);
    let mut out = String::with_capacity(markup.len() * 3 / 2);
    out.push_str(head);
    let (mut paragraph, mut sentence) = (0_u32, 0_u32);
    while let Some(at) = rest.find('<') {
        let (text, tagged) = rest.split_at(at);
        number(text, paragraph, &mut sentence, &mut out);
        let end = tagged.find('>').map_or(tagged.len(), |end| end + 1);
        let (tag, after) = tagged.split_at(end);
        let name = tag[1..].split(|c: char| !c.is_ascii_alphanumeric()).next().unwrap_or_default();
        if BLOCKS.contains(&name) {
            (paragraph, sentence) = (paragraph + 1, 0);
        }
        out.push_str(tag);
        rest = after;
    }
    out.push_str(rest);
    out
}

/// A text between two tags, each sentence in its span; white space alone stays as it is.
fn number(text: &str, paragraph: u32, sentence: &mut u32, out: &mut String) {
    let mut rest = text;
    while !rest.trim().is_empty() {
        let (one, after) = rest.split_at(end_of_sentence(rest));
        *sentence += 1;
        write!(out, "<span class=\"koboSpan\" id=\"kobo.{paragraph}.{sentence}\">{one}</span>")
            .expect("a string takes whatever is written");
        rest = after;
    }
    out.push_str(rest);
}

/// Where the first sentence ends: behind a full stop and the spaces after it.
fn end_of_sentence(text: &str) -> usize {
    let mut is_over = false;
    for (at, character) in text.char_indices() {
        match character {
            '.' | '!' | '?' | '؟' | '۔' | '…' => is_over = true,
            // What closes a sentence belongs to it.
            '»' | '”' | '’' | ')' if is_over => {}
            _ if is_over && character.is_whitespace() => {
                let rest = &text[at..];
                return at + (rest.len() - rest.trim_start().len());
            }
            _ => is_over = false,
        }
    }
    text.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentences_are_counted_and_the_text_stays() {
        let markup = "<head><title>نان. آب.</title></head><body>\n<p>نان می\u{200C}پزیم. <em>آب</em> هست؟ بله.</p>\n<hr/></body>";
        let spanned = spans(markup);
        let (one, two) = ("<span class=\"koboSpan\" id=\"kobo.1.1\">", "<span class=\"koboSpan\" id=\"kobo.1.2\">");
        let start = format!("<body>\n<p>{one}نان می\u{200C}پزیم. </span><em>{two}آب</span></em>");
        assert!(spanned.contains(&start), "{spanned}");
        assert!(spanned.contains("id=\"kobo.1.4\">بله.</span></p>\n<hr/></body>"), "{spanned}");
        let plain = |markup: &str| {
            let parts = markup.split('<').map(|part| part.split_once('>').map_or(part, |(_, text)| text));
            parts.collect::<String>()
        };
        assert_eq!(plain(&spanned), plain(markup));
        assert_eq!(spanned.matches("koboSpan").count(), 4);
    }
}
