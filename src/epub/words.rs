//! How many words a file of the text has, counted in its markup.

/// Elements that stand inside words or between them without parting them.
const INLINE: [&str; 14] =
    ["span", "a", "em", "strong", "i", "b", "bdi", "bdo", "sup", "sub", "code", "cite", "abbr", "time"];

/// The words with a letter in the body of an XHTML file; those of a language without spaces count by stretches.
pub(super) fn count(markup: &str) -> usize {
    let body = markup.find("<body").map_or(markup, |at| &markup[at..]);
    let (mut words, mut has_letter) = (0, false);
    let mut end_word = |has_letter: &mut bool| words += usize::from(std::mem::take(has_letter));
    let mut parts = body.split('<');
    parts.next();
    for part in parts {
        let (tag, text) = part.split_once('>').unwrap_or((part, ""));
        let name = tag.trim_start_matches('/');
        let name = &name[..name.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(name.len())];
        if !INLINE.contains(&name) {
            end_word(&mut has_letter);
        }
        for character in text.chars() {
            if character.is_whitespace() {
                end_word(&mut has_letter);
            } else {
                has_letter |= character.is_alphabetic();
            }
        }
    }
    end_word(&mut has_letter);
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_counted_across_inline_tags() {
        let markup = "<html><head><title>Not this</title></head><body><h1>نان</h1><p>می\u{200C}پزیم <em>نا</em>نِ ۱۲ گرم.</p></body>";
        assert_eq!(count(markup), 4);
        assert_eq!(count("<body></body>"), 0);
    }
}
