//! Diagnostics for people and programs: `file:line:column: severity[code]: message`, the words, the hints.
//!
//! No caret stands under right-to-left text: terminals reorder it, so the words are quoted on a line of their own
//! and invisible characters are named.

use std::io::{self, Write};

use serde_json::json;

use super::args::{ReportFormat, Verbosity};
use crate::base::{Diagnostic, Diagnostics, Severity, Sources};

/// How diagnostics are printed.
pub(super) struct Reporter {
    pub(super) format: ReportFormat,
    pub(super) color: bool,
    pub(super) verbosity: Verbosity,
}

/// Longest quotation, in characters: about a line of a terminal.
const QUOTE: usize = 72;

impl Reporter {
    /// Prints what the verbosity lets through, in the order of the list, and a closing count in the human format.
    pub(super) fn print(&self, diagnostics: &Diagnostics, sources: &Sources, to: &mut impl Write) -> io::Result<()> {
        self.list(diagnostics, sources, to)?;
        if self.format == ReportFormat::Human {
            summary(diagnostics, to)?;
        }
        Ok(())
    }

    /// Prints what the verbosity lets through, in the order of the list.
    pub(super) fn list(&self, diagnostics: &Diagnostics, sources: &Sources, to: &mut impl Write) -> io::Result<()> {
        let least = match self.verbosity {
            Verbosity::Quiet => Severity::Error,
            Verbosity::Normal => Severity::Warning,
            Verbosity::Verbose => Severity::Note,
        };
        for diagnostic in diagnostics.iter().filter(|diagnostic| diagnostic.severity >= least) {
            match self.format {
                ReportFormat::Human => self.human(diagnostic, sources, to)?,
                ReportFormat::Short => writeln!(to, "{}", line(diagnostic, sources))?,
                ReportFormat::Json => writeln!(to, "{}", as_json(diagnostic, sources))?,
            }
        }
        Ok(())
    }

    /// A severity and code as in the head of a finding, coloured if reports are.
    pub(super) fn label(&self, severity: Severity, code: &str) -> String {
        let label = format!("{}[{code}]", severity.name());
        if !self.color {
            return label;
        }
        let paint = match severity {
            Severity::Error => "\u{1b}[1;31m",
            Severity::Warning => "\u{1b}[1;33m",
            Severity::Note => "\u{1b}[1;36m",
        };
        format!("{paint}{label}\u{1b}[0m")
    }

    fn human(&self, diagnostic: &Diagnostic, sources: &Sources, to: &mut impl Write) -> io::Result<()> {
        let label = format!("{}[{}]", diagnostic.severity.name(), diagnostic.code);
        let painted = self.label(diagnostic.severity, diagnostic.code);
        writeln!(to, "{}", line(diagnostic, sources).replacen(&label, &painted, 1))?;
        let quote = diagnostic.span.map(|span| visible(sources.quote(span))).unwrap_or_default();
        if !quote.is_empty() {
            writeln!(to, "    {quote}")?;
        }
        for hint in &diagnostic.hints {
            writeln!(to, "  hint: {hint}")?;
        }
        Ok(())
    }
}

/// `file:line:column: severity[code]: message`
pub(super) fn line(diagnostic: &Diagnostic, sources: &Sources) -> String {
    let place = match diagnostic.span {
        Some(span) => format!("{}:{}: ", sources.name(span.source), sources.position(span)),
        None => String::new(),
    };
    format!("{place}{}[{}]: {}", diagnostic.severity.name(), diagnostic.code, visible_inline(&diagnostic.message))
}

pub(super) fn as_json(diagnostic: &Diagnostic, sources: &Sources) -> serde_json::Value {
    let place = diagnostic.span.map(|span| {
        let position = sources.position(span);
        json!({
            "file": sources.name(span.source),
            "line": position.line,
            "column": position.column,
            "start": span.start,
            "end": span.end,
        })
    });
    json!({
        "severity": diagnostic.severity.name(),
        "code": diagnostic.code,
        "message": diagnostic.message,
        "hints": diagnostic.hints,
        "place": place,
    })
}

fn summary(diagnostics: &Diagnostics, to: &mut impl Write) -> io::Result<()> {
    let errors = diagnostics.iter().filter(|diagnostic| diagnostic.severity == Severity::Error).count();
    if errors > 0 {
        let noun = if errors == 1 { "error" } else { "errors" };
        writeln!(to, "publish: {errors} {noun}; nothing was written")?;
    }
    Ok(())
}

/// The first line of a text, cut to a terminal's width, with invisible characters named.
fn visible(text: &str) -> String {
    let first = text.lines().find(|line| !line.trim().is_empty()).unwrap_or("").trim();
    let cut: String = first.chars().take(QUOTE).collect();
    let more = if cut.len() < first.len() { "…" } else { "" };
    let invisible: Vec<String> = cut.chars().filter_map(name_of_invisible).fold(Vec::new(), |mut names, name| {
        if !names.contains(&name) {
            names.push(name);
        }
        names
    });
    let names = if invisible.is_empty() { String::new() } else { format!("   ({})", invisible.join(", ")) };
    format!("{}{more}{names}", visible_inline(&cut))
}

/// Control characters would steer the terminal: they are shown as their names.
pub(super) fn visible_inline(text: &str) -> String {
    text.chars()
        .map(|character| match character {
            '\t' => " ".to_owned(),
            _ if character.is_control() => format!("<U+{:04X}>", u32::from(character)),
            _ => character.to_string(),
        })
        .collect()
}

fn name_of_invisible(character: char) -> Option<String> {
    let name = match character {
        '\u{200C}' => "half-space",
        '\u{200D}' => "zero-width joiner",
        '\u{200E}' => "left-to-right mark",
        '\u{200F}' => "right-to-left mark",
        '\u{00A0}' => "no-break space",
        '\u{00AD}' => "soft hyphen",
        '\u{0640}' => "tatweel",
        '\u{FEFF}' => "byte order mark",
        _ => return None,
    };
    Some(format!("U+{:04X} {name}", u32::from(character)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::Span;

    fn printed(format: ReportFormat) -> String {
        let mut sources = Sources::new();
        let source = sources.add("text/one.md", "یک\nکتاب\u{200C}ها");
        let span = Span::new(source, "یک\n".len(), "یک\nکتاب\u{200C}ها".len());
        let mut diagnostics = Diagnostics::new();
        diagnostics.push(Diagnostic::error("test.words", span, "two words").hint("make it one"));
        let mut out = Vec::new();
        let reporter = Reporter { format, color: false, verbosity: Verbosity::Normal };
        reporter.print(&diagnostics, &sources, &mut out).expect("a vector takes all");
        String::from_utf8(out).expect("reports are UTF-8")
    }

    #[test]
    fn people_see_the_words_and_the_hint() {
        let expected = "text/one.md:2:1: error[test.words]: two words\n    کتاب\u{200C}ها   (U+200C half-space)\n  hint: make it one\npublish: 1 error; nothing was written\n";
        assert_eq!(printed(ReportFormat::Human), expected);
    }

    #[test]
    fn programs_get_one_object_a_line() {
        let value: serde_json::Value = serde_json::from_str(&printed(ReportFormat::Json)).expect("one JSON value");
        assert_eq!(value["place"]["line"], 2);
        assert_eq!(value["code"], "test.words");
    }

    #[test]
    fn control_characters_do_not_reach_the_terminal() {
        assert_eq!(visible_inline("a\u{1b}[2Jb"), "a<U+001B>[2Jb");
    }
}
