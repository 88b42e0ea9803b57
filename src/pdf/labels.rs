//! Page labels as printed (PDF 1.7 §12.4.2).
//!
//! Readers can count in Latin digits only: other labels stand one by one as prefixes.

use lopdf::{Dictionary, Object, dictionary};

use crate::pages::Page;

use super::stream::{name, text_string};

/// The number tree of labels: a new range wherever a label does not follow from the one before.
pub(super) fn labels(pages: &[Page]) -> Dictionary {
    let mut numbers = Vec::new();
    let mut expected: Option<u64> = None;
    for (index, page) in (0i64..).zip(pages) {
        let counted = decimal(&page.label);
        if counted.is_none() || counted != expected {
            let range = match counted {
                Some(number) => {
                    let start = i64::try_from(number).unwrap_or(i64::MAX);
                    dictionary! { "S" => name("D"), "St" => start }
                }
                None => dictionary! { "P" => text_string(&page.label) },
            };
            numbers.extend([Object::Integer(index), Object::Dictionary(range)]);
        }
        expected = counted.map(|number| number + 1);
    }
    dictionary! { "Nums" => numbers }
}

/// The number a label shows in Latin digits without leading zeros, from 1.
fn decimal(label: &str) -> Option<u64> {
    let plain = label.bytes().all(|byte| byte.is_ascii_digit()) && !label.starts_with('0');
    label.parse().ok().filter(|_| plain)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::Size;
    use crate::pages::Leaf;

    /// How many ranges have the key.
    fn ranges(labels_of: &[&str], key: &str) -> usize {
        let page = |label: &&str| Page {
            size: Size::default(),
            leaf: Leaf::Recto,
            label: (*label).to_owned(),
            frames: Vec::new(),
        };
        let pages: Vec<Page> = labels_of.iter().map(page).collect();
        let labels = labels(&pages);
        let numbers = labels.get(b"Nums").and_then(Object::as_array).unwrap();
        numbers.iter().filter(|entry| entry.as_dict().is_ok_and(|range| range.has(key.as_bytes()))).count()
    }

    #[test]
    fn latin_digits_count_and_others_are_prefixes() {
        assert_eq!(ranges(&["1", "2", "3", "7", "8"], "S"), 2);
        // ۱ U+06F1 and ۲ U+06F2: one prefix each.
        assert_eq!(ranges(&["۱", "۲"], "P"), 2);
        assert_eq!(ranges(&["0", "1"], "S"), 1);
    }
}
