//! The page as HTML.

use std::collections::BTreeMap;
use std::fmt::Write;

use super::words::{Words, words};
use super::{Counts, Text};
use crate::base::Language;
use crate::lint::Proof;
use crate::rescue::found::{Block, Found, Place};
use crate::rescue::write::doubt::each_edited;
use crate::rescue::{Change, Edited};

/// The looks of the page: colours of rules by their hue, light and dark.
const STYLE: &str = include_str!("page.css");
/// The most blocks shown side by side: more would make a page that browsers open slowly.
const MOST_BLOCKS: usize = 4_000;

/// The page about a book made of texts.
pub fn report(title: &str, language: &Language, texts: &[Text<'_>]) -> String {
    let words = words(Some(language));
    let counts = Counts::of(texts.iter().map(|text| text.found));
    let hues: BTreeMap<&str, usize> = counts.rules.keys().enumerate().map(|(at, rule)| (*rule, hue(at))).collect();
    let mut page = Page { out: String::new(), words, hues, direction: language.direction().name() };
    page.head(title);
    page.summary(title, texts, &counts);
    page.doubts(texts);
    page.rules(&counts);
    page.compared(texts);
    page.left_out(texts);
    page.out.push_str("</main>\n</body>\n</html>\n");
    page.out
}

/// Hues far from each other, however many there are: steps of the golden angle.
fn hue(at: usize) -> usize {
    (210 + at * 137) % 360
}

struct Page<'a> {
    out: String,
    words: Words,
    hues: BTreeMap<&'a str, usize>,
    /// The direction of the texts.
    direction: &'static str,
}

impl Page<'_> {
    fn push(&mut self, text: &str) {
        self.out.push_str(text);
    }

    fn head(&mut self, title: &str) {
        let Words { tag, direction, title: what, .. } = self.words;
        let title = escaped(title);
        let _ = write!(
            self.out,
            "<!DOCTYPE html>\n<html lang=\"{tag}\" dir=\"{direction}\">\n<head>\n<meta charset=\"utf-8\">\n\
             <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
             <title>{title} · {what}</title>\n<style>\n{STYLE}</style>\n</head>\n<body>\n<main>\n"
        );
    }

    fn summary(&mut self, title: &str, texts: &[Text<'_>], counts: &Counts) {
        let what = self.words.title;
        let _ = write!(
            self.out,
            "<header>\n<p class=\"what\">{what}</p>\n<h1><bdi>{}</bdi></h1>\n<ul class=\"files\">\n",
            escaped(title)
        );
        let arrow = if self.words.direction == "rtl" { "←" } else { "→" };
        for text in texts {
            let _ = writeln!(
                self.out,
                "<li><bdi>{}</bdi> <span class=\"kind\">{}</span> {arrow} <a href=\"{}\"><bdi>{}</bdi></a></li>",
                escaped(text.name),
                escaped(&text.kind),
                address(text.path),
                escaped(text.path)
            );
        }
        self.push("</ul>\n<dl class=\"numbers\">\n");
        let numbers = [counts.paragraphs, counts.headings, counts.lists, counts.tables, counts.notes, counts.images];
        for (number, name) in numbers.iter().zip(self.words.found) {
            let quiet = if *number == 0 { " class=\"none\"" } else { "" };
            let _ = writeln!(self.out, "<div{quiet}><dt>{name}</dt><dd>{}</dd></div>", self.digits(*number));
        }
        self.push("</dl>\n</header>\n");
    }

    /// A number in the digits of the page.
    fn digits(&self, number: usize) -> String {
        let zero = match self.words.tag {
            "fa" => 0x6F0,
            "ar" => 0x660,
            _ => 0x30,
        };
        number.to_string().bytes().filter_map(|digit| char::from_u32(zero + u32::from(digit - b'0'))).collect()
    }

    fn section(&mut self, id: &str, title: &str, count: Option<usize>) {
        let count =
            count.map(|count| format!(" <span class=\"count\">{}</span>", self.digits(count))).unwrap_or_default();
        let _ = write!(self.out, "<section id=\"{id}\">\n<h2>{title}{count}</h2>\n");
    }

    fn doubts(&mut self, texts: &[Text<'_>]) {
        let Words { doubts, no_doubts, doubts_hint, line, .. } = self.words;
        let count: usize = texts.iter().map(|text| text.doubts().len()).sum();
        self.section("doubts", doubts, Some(count));
        if count == 0 {
            let _ = write!(self.out, "<p class=\"good\">{no_doubts}</p>\n</section>\n");
            return;
        }
        let _ = write!(self.out, "<p class=\"hint\">{doubts_hint}</p>\n<ol class=\"doubts\">\n");
        for text in texts {
            for (number, rule, message) in text.doubts() {
                let number = self.digits(number);
                let mark = self.rule(rule);
                let direction = self.direction;
                let _ = writeln!(
                    self.out,
                    "<li>{mark} <span dir=\"{direction}\">{}</span> <a href=\"{}\"><bdi>{}</bdi>, {line} {number}</a></li>",
                    escaped(message),
                    address(text.path),
                    escaped(text.path),
                );
            }
        }
        self.push("</ol>\n</section>\n");
    }

    /// The name of a rule in its colour.
    fn rule(&self, rule: &str) -> String {
        let hue = self.hues.get(rule).copied().unwrap_or(0);
        format!("<span class=\"rule\" style=\"--h:{hue}\" dir=\"ltr\">{}</span>", escaped(rule))
    }

    fn rules(&mut self, counts: &Counts) {
        let Words { rules, rule, proved, doubtful, suggested, no_changes, .. } = self.words;
        self.section("rules", rules, None);
        if counts.rules.is_empty() {
            let _ = write!(self.out, "<p class=\"good\">{no_changes}</p>\n</section>\n");
            return;
        }
        let _ = write!(
            self.out,
            "<table class=\"rules\">\n<thead><tr><th>{rule}</th><th>{proved}</th><th>{doubtful}</th><th>{suggested}</th></tr></thead>\n<tbody>\n"
        );
        for (rule, count) in &counts.rules {
            let cells: String = [count.proved, count.doubtful, count.suggested]
                .iter()
                .map(|number| format!("<td>{}</td>", if *number == 0 { "–".to_owned() } else { self.digits(*number) }))
                .collect();
            let name = self.rule(rule);
            let _ = writeln!(self.out, "<tr><th scope=\"row\">{name}</th>{cells}</tr>");
        }
        self.push("</tbody>\n</table>\n</section>\n");
    }

    fn compared(&mut self, texts: &[Text<'_>]) {
        if texts.iter().all(|text| !is_changed(text.found)) {
            return;
        }
        let Words { compared, old, new, .. } = self.words;
        self.section("compared", compared, None);
        let _ = write!(
            self.out,
            "<div class=\"pairs\">\n<div class=\"pair names\"><span></span><span>{old}</span><span>{new}</span></div>\n"
        );
        let mut shown = 0;
        for text in texts {
            if texts.len() > 1 {
                let _ = writeln!(self.out, "<h3 dir=\"auto\">{}</h3>", escaped(text.name));
            }
            let mut same = 0;
            let notes = text.found.notes.iter().flat_map(|note| &note.blocks);
            for block in text.found.blocks.iter().chain(notes) {
                let mut edited = Vec::new();
                each_edited(std::slice::from_ref(block), &mut |text| edited.push(text));
                if edited.iter().all(|text| text.changes().is_empty()) {
                    same += usize::from(!edited.is_empty());
                    continue;
                }
                self.unchanged(std::mem::take(&mut same));
                shown += 1;
                if shown <= MOST_BLOCKS {
                    self.pair(block, &edited);
                }
            }
            self.unchanged(same);
        }
        if shown > MOST_BLOCKS {
            let _ =
                writeln!(self.out, "<p class=\"same\">{} +{}</p>", self.words.more, self.digits(shown - MOST_BLOCKS));
        }
        self.push("</div>\n</section>\n");
    }

    fn unchanged(&mut self, count: usize) {
        if count > 0 {
            let text = format!("<p class=\"same\">{} {}</p>\n", self.digits(count), self.words.unchanged);
            self.push(&text);
        }
    }

    /// A block as it was and as it is.
    fn pair(&mut self, block: &Block, edited: &[&Edited]) {
        let place = self.place(block.place);
        let direction = self.direction;
        let was: String = edited.iter().map(|text| self.marked(text, Side::Was)).collect();
        let now: String = edited.iter().map(|text| self.marked(text, Side::Now)).collect();
        let _ = writeln!(
            self.out,
            "<div class=\"pair\"><span class=\"place\">{place}</span><p class=\"old\" dir=\"{direction}\">{was}</p>\
             <p class=\"new\" dir=\"{direction}\">{now}</p></div>"
        );
    }

    fn place(&self, place: Place) -> String {
        let part =
            |name: &str, number: Option<u32>| number.map(|number| format!("{name} {}", self.digits(number as usize)));
        let parts = [part(self.words.page, place.page), part(self.words.line, place.line)];
        parts.into_iter().flatten().collect::<Vec<_>>().join("<br>")
    }

    /// A text with its changes marked.
    fn marked(&self, text: &Edited, side: Side) -> String {
        let words = if side == Side::Was { text.was() } else { text.now() };
        let mut out = String::new();
        let mut at = 0;
        let mut changes: Vec<&Change> = text.changes().iter().collect();
        let range = |change: &Change| if side == Side::Was { change.was.clone() } else { change.now.clone() };
        changes.sort_by_key(|change| (range(change).start, range(change).end));
        for change in changes {
            let place = range(change);
            // A change of a change stands in the first one.
            if place.start < at || words.get(place.clone()).is_none() {
                continue;
            }
            out.push_str(&escaped(&words[at..place.start]));
            let hue = self.hues.get(change.rule).copied().unwrap_or(0);
            let class = match change.proof {
                Proof::Proved => "",
                Proof::Doubtful => " class=\"doubtful\"",
                Proof::Suggested => " class=\"suggested\"",
            };
            let more = if change.suggestion.is_empty() { String::new() } else { format!(" → {}", change.suggestion) };
            let shown = &words[place.clone()];
            // What is gone leaves a tick that takes no room, so that the letters beside it stay joined.
            if shown.is_empty() {
                let _ =
                    write!(out, "<mark class=\"gone\" style=\"--h:{hue}\" title=\"{}\"></mark>", escaped(change.rule));
                at = place.end;
                continue;
            }
            // What cannot be seen gets a sign of its own.
            let content =
                if shown.trim().is_empty() || shown.chars().all(is_unseen) { sign(shown) } else { escaped(shown) };
            let _ = write!(
                out,
                "<mark{class} style=\"--h:{hue}\" title=\"{}{}\">{content}</mark>",
                escaped(change.rule),
                escaped(&more)
            );
            at = place.end;
        }
        out.push_str(&escaped(&words[at..]));
        out
    }

    fn left_out(&mut self, texts: &[Text<'_>]) {
        let count = texts.iter().flat_map(|text| &text.found.left_out).map(|left| left.times).sum::<usize>();
        if count == 0 {
            return;
        }
        self.section("left-out", self.words.left_out, Some(count));
        self.push("<ul class=\"left-out\">\n");
        for left in texts.iter().flat_map(|text| &text.found.left_out) {
            let mut place = self.place(left.place).replace("<br>", ", ");
            if left.times > 1 {
                let times = format!("{} {}", self.digits(left.times), self.words.times);
                place = if place.is_empty() { times } else { format!("{place}, {times}") };
            }
            let name = self.rule(left.rule);
            let _ = writeln!(
                self.out,
                "<li>{name} <span dir=\"auto\">{}</span> <small>{place}</small></li>",
                escaped(&left.text)
            );
        }
        self.push("</ul>\n</section>\n");
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    Was,
    Now,
}

fn is_changed(found: &Found) -> bool {
    let mut is_changed = false;
    let mut look = |text: &Edited| is_changed |= !text.changes().is_empty();
    each_edited(&found.blocks, &mut look);
    found.notes.iter().for_each(|note| each_edited(&note.blocks, &mut look));
    is_changed
}

/// Whether nothing is seen of a character.
fn is_unseen(character: char) -> bool {
    character.is_whitespace()
        || matches!(character, '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{AD}' | '\u{FEFF}')
}

/// A sign for what cannot be seen.
fn sign(text: &str) -> String {
    let signs: String = text
        .chars()
        .map(|character| match character {
            '\u{200C}' => '¦',
            ' ' | '\u{A0}' => '␣',
            '\n' => '↵',
            _ => '·',
        })
        .collect();
    format!("<span class=\"sign\">{signs}</span>")
}

fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            c if c.is_control() && c != '\n' && c != '\t' => {
                let _ = write!(out, "\u{FFFD}");
            }
            c => out.push(c),
        }
    }
    out
}

/// The address of a file beside the page.
fn address(path: &str) -> String {
    let mut out = String::new();
    for byte in path.bytes() {
        if byte.is_ascii_alphanumeric() || b"-_./~".contains(&byte) {
            out.push(char::from(byte));
        } else {
            let _ = write!(out, "%{byte:02X}");
        }
    }
    out
}
