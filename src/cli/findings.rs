//! Findings of orthography for people and programs: those of one rule together, so that five hundred do not hide the rest.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Write};

use serde_json::json;

use super::args::{ReportFormat, Verbosity};
use super::report::{Reporter, as_json, line, visible_inline};
use crate::base::{Severity, Sources};
use crate::lint::Finding;

/// Places of a rule that are told before the rest is counted.
const TOLD: usize = 3;

/// Prints findings in the format of the reporter; nothing where only errors are wanted.
pub(super) fn print(
    findings: &[Finding],
    sources: &Sources,
    reporter: &Reporter,
    to: &mut impl Write,
) -> io::Result<()> {
    if reporter.verbosity == Verbosity::Quiet {
        return Ok(());
    }
    match reporter.format {
        ReportFormat::Human => groups(findings, sources, reporter, to),
        ReportFormat::Short => findings.iter().try_for_each(|one| writeln!(to, "{}", line(&one.diagnostic(), sources))),
        ReportFormat::Json => findings.iter().try_for_each(|one| writeln!(to, "{}", object(one, sources))),
    }
}

/// The finding as other stages report, and what an editor needs to mend it.
fn object(finding: &Finding, sources: &Sources) -> serde_json::Value {
    let mut object = as_json(&finding.diagnostic(), sources);
    object["words"] = json!(finding.words);
    object["instead"] = json!(finding.instead);
    object["fixable"] = json!(finding.is_fixable);
    object
}

/// Doubts, then rules in the order of their names, what can be mended first.
fn groups(findings: &[Finding], sources: &Sources, reporter: &Reporter, to: &mut impl Write) -> io::Result<()> {
    let mut groups: BTreeMap<(u8, &str), Vec<&Finding>> = BTreeMap::new();
    let mended: BTreeSet<&str> = findings.iter().filter(|one| one.is_fixable).map(|one| one.rule).collect();
    for finding in findings {
        let rank = match finding.rule {
            "import.doubt" => 0,
            rule if mended.contains(&rule) => 1,
            _ => 2,
        };
        groups.entry((rank, finding.rule)).or_default().push(finding);
    }
    for ((_, rule), group) in groups {
        head(rule, &group, reporter, to)?;
        let told = if reporter.verbosity == Verbosity::Verbose { group.len() } else { TOLD };
        let is_one = has_one_message(&group);
        for finding in group.iter().take(told) {
            place(finding, is_one, sources, to)?;
        }
        if group.len() > told {
            writeln!(to, "    … and {} more (-v tells all)", group.len() - told)?;
        }
    }
    Ok(())
}

/// `warning[rule]: what is wrong (12 places; --fix mends them)`
fn head(rule: &str, group: &[&Finding], reporter: &Reporter, to: &mut impl Write) -> io::Result<()> {
    let mended = group.iter().filter(|one| one.is_fixable).count();
    let count = match group.len() {
        1 => "1 place".to_owned(),
        count => format!("{count} places"),
    };
    let mends = match mended {
        0 => String::new(),
        1 if group.len() == 1 => "; --fix mends it".to_owned(),
        all if all == group.len() => "; --fix mends them".to_owned(),
        some => format!("; --fix mends {some} of them"),
    };
    let says = if has_one_message(group) { visible_inline(&group[0].message) } else { title(rule).to_owned() };
    writeln!(to, "{}: {says} ({count}{mends})", reporter.label(Severity::Warning, rule))
}

/// What rules are about whose findings each say something of their own.
fn title(rule: &str) -> &'static str {
    match rule {
        "import.doubt" => "places marked as doubtful",
        "punctuation.bracket" => "brackets and quotation marks without a partner",
        "consistency.spelling" => "two spellings of one word",
        _ => "several forms of one thing",
    }
}

fn has_one_message(group: &[&Finding]) -> bool {
    group.iter().all(|one| one.message == group[0].message)
}

/// `file:line:column: words: write other words`. A Latin word stands between the two, so that no terminal turns them round.
fn place(finding: &Finding, is_told: bool, sources: &Sources, to: &mut impl Write) -> io::Result<()> {
    let at = format!("{}:{}", sources.name(finding.span.source), sources.position(finding.span));
    let words = visible_inline(&finding.words);
    let message = if is_told { String::new() } else { visible_inline(&finding.message) };
    let words = match &finding.instead {
        Some(instead) => format!("`{words}`, write `{}`", visible_inline(instead)),
        None if words.is_empty() => String::new(),
        None => format!("`{words}`"),
    };
    let parts = [at, message, words].into_iter().filter(|part| !part.is_empty());
    writeln!(to, "    {}", parts.collect::<Vec<_>>().join(": "))
}
