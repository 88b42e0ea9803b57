//! The book's identifier as given: ISBNs and UUIDs are checked, others taken as they are. Its other numbers, and what
//! its text was made from.

use uuid::Uuid;

use super::fields::{Checker, get};
use super::{IdentifierKind, Node};
use crate::base::Diagnostic;

/// Reads `identifier:` or another key that has an identifier.
pub(super) fn read(node: &Node, name: &str, checker: &mut Checker<'_>) -> Option<String> {
    let identifier = checker.text(node, name)?;
    let Some(hint) = fault(&identifier.value) else { return Some(identifier.value) };
    let message = format!("`{name}: {}` cannot be right", identifier.value);
    checker.push(Diagnostic::error("manifest.bad-identifier", identifier.span, message).hint(hint));
    None
}

/// Reads `identifiers:`, the numbers in catalogues.
pub(super) fn others(node: &Node, checker: &mut Checker<'_>) -> Vec<(IdentifierKind, String)> {
    const KINDS: [(&str, IdentifierKind); 3] = [
        ("fipa", IdentifierKind::Fipa),
        ("national-library", IdentifierKind::NationalLibrary),
        ("doi", IdentifierKind::Doi),
    ];
    let Some(pairs) = checker.map(node, "identifiers") else { return Vec::new() };
    checker.keys(pairs, "identifiers", &KINDS.map(|(key, _)| key), &[]);
    let mut found = Vec::new();
    for (key, kind) in KINDS {
        let Some(number) = get(pairs, key).and_then(|node| checker.text(node, key)) else { continue };
        // A DOI begins with its directory and has a slash after the number of who registered it (ISO 26324).
        let is_doi = number.value.strip_prefix("10.").is_some_and(|rest| rest.contains('/') && !rest.contains(' '));
        if kind == IdentifierKind::Doi && !is_doi {
            let message = format!("`doi: {}` cannot be right", number.value);
            let hint = "write the name alone, such as 10.1000/182";
            checker.push(Diagnostic::error("manifest.bad-identifier", number.span, message).hint(hint));
            continue;
        }
        found.push((kind, number.value));
    }
    found
}

/// Reads `sources:`, what the text was made from: addresses and URNs.
pub(super) fn sources(node: &Node, checker: &mut Checker<'_>) -> Vec<String> {
    let sources = checker.texts(node, "sources");
    let mut good = Vec::new();
    for source in sources {
        let is_address = ["https://", "http://", "urn:"].iter().any(|start| source.value.starts_with(start));
        let fault = if is_address { fault(&source.value) } else { Some("begin with https:// or urn:") };
        match fault {
            None => good.push(source.value),
            Some(hint) => {
                let message = format!("the source `{}` is no address", source.value);
                checker.push(Diagnostic::error("manifest.bad-source", source.span, message).hint(hint));
            }
        }
    }
    good
}

/// What is wrong with an identifier.
fn fault(identifier: &str) -> Option<&'static str> {
    let lower = identifier.to_ascii_lowercase();
    if identifier.contains(char::is_whitespace) {
        return Some("an identifier has no white space");
    }
    // URN prefixes count in any case (RFC 8141 § 3.1).
    if let Some(isbn) = lower.strip_prefix("urn:isbn:") {
        return (!is_isbn(isbn)).then_some("an ISBN has 13 or 10 digits, the last of which checks the others");
    }
    if let Some(uuid) = lower.strip_prefix("urn:uuid:") {
        return Uuid::parse_str(uuid).is_err().then_some("a UUID has 32 hexadecimal digits, grouped 8-4-4-4-12");
    }
    None
}

/// Whether the check digit is right (ISO 2108; ten digits are the form before 2007).
fn is_isbn(text: &str) -> bool {
    let digits: Vec<u32> = text
        .bytes()
        .filter(|byte| *byte != b'-')
        .map(|byte| match byte {
            b'0'..=b'9' => u32::from(byte - b'0'),
            b'x' => 10,
            // Greater than any digit: no sum with it is taken as right.
            _ => u32::from(u16::MAX),
        })
        .collect();
    let sum = |weight: fn(u32) -> u32| digits.iter().zip(0..).map(|(digit, at)| digit * weight(at)).sum::<u32>();
    let plain = |count: usize| digits[..count].iter().all(|digit| *digit < 10);
    // Thirteen digits weigh 1 and 3 in turn, ten weigh 10 down to 1.
    match digits.len() {
        13 => plain(13) && sum(|at| 1 + at % 2 * 2) % 10 == 0,
        10 => plain(9) && digits[9] <= 10 && sum(|at| 10 - at) % 11 == 0,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn check_digits_are_checked() {
        assert_eq!(fault("urn:isbn:978-0-306-40615-7"), None);
        assert_eq!(fault("urn:isbn:0-8044-2957-X"), None);
        assert_eq!(fault("pamphlet-7"), None);
        for wrong in ["urn:isbn:978-0-306-40615-8", "urn:isbn:12", "urn:isbn:", "urn:uuid:12", "two words"] {
            assert!(fault(wrong).is_some(), "{wrong}");
        }
    }
}
