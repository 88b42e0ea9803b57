//! What may be taken off a word before it is looked up: clitics and endings of Persian and Arabic.
//!
//! Few and common ones: a longer list would make words of what is none.

use super::Tongue;

/// Persian beginnings and what each costs.
const PERSIAN_BEFORE: [(&str, f64); 6] = [("می", 1.0), ("نمی", 2.0), ("ب", 4.0), ("ن", 4.0), ("بی", 3.0), ("هم", 4.0)];

/// Persian endings and what each costs.
const PERSIAN_AFTER: [(&str, f64); 44] = [
    ("ها", 1.0),
    ("های", 1.0),
    ("هایی", 2.0),
    ("هائی", 2.0),
    ("هایم", 4.0),
    ("هایت", 4.0),
    ("هایش", 3.0),
    ("هایمان", 3.0),
    ("هایتان", 4.0),
    ("هایشان", 3.0),
    ("ی", 2.0),
    ("ای", 2.0),
    ("ئی", 3.0),
    ("یی", 3.0),
    ("م", 3.0),
    ("ام", 3.0),
    ("ت", 4.0),
    ("ات", 4.0),
    ("ش", 3.0),
    ("اش", 3.0),
    ("یش", 4.0),
    ("مان", 3.0),
    ("تان", 4.0),
    ("شان", 3.0),
    ("یم", 3.0),
    ("ایم", 4.0),
    ("ید", 3.0),
    ("اید", 4.0),
    ("ند", 2.0),
    ("اند", 3.0),
    ("د", 3.0),
    ("تر", 2.0),
    ("تری", 3.0),
    ("ترین", 2.0),
    ("ترها", 4.0),
    ("ان", 3.0),
    ("یان", 3.0),
    ("گان", 3.0),
    ("گی", 3.0),
    ("ست", 4.0),
    ("ه", 4.0),
    ("ن", 4.0),
    ("را", 4.0),
    ("اً", 3.0),
];

/// Arabic beginnings and what each costs.
const ARABIC_BEFORE: [(&str, f64); 18] = [
    ("و", 1.0),
    ("ف", 2.0),
    ("ال", 1.0),
    ("وال", 1.0),
    ("فال", 3.0),
    ("بال", 1.0),
    ("كال", 3.0),
    ("وبال", 2.0),
    ("لل", 1.0),
    ("ولل", 2.0),
    ("ب", 2.0),
    ("ل", 2.0),
    ("ك", 3.0),
    ("وب", 3.0),
    ("ول", 3.0),
    ("س", 3.0),
    ("فل", 4.0),
    ("أ", 4.0),
];

/// Arabic endings, what each costs, and what stands in its place in the word without it.
const ARABIC_AFTER: [(&str, f64, &str); 26] = [
    ("ه", 2.0, ""),
    ("ها", 2.0, ""),
    ("هم", 2.0, ""),
    ("هن", 3.0, ""),
    ("هما", 3.0, ""),
    ("ك", 3.0, ""),
    ("كم", 3.0, ""),
    ("نا", 3.0, ""),
    ("ي", 3.0, ""),
    ("ني", 3.0, ""),
    ("ات", 2.0, "ة"),
    ("ات", 3.0, ""),
    ("ون", 2.0, ""),
    ("ين", 2.0, ""),
    ("ان", 3.0, ""),
    ("ة", 2.0, ""),
    ("ية", 3.0, ""),
    ("تها", 2.0, "ة"),
    ("ته", 2.0, "ة"),
    ("تهم", 2.0, "ة"),
    ("تنا", 3.0, "ة"),
    ("تك", 3.0, "ة"),
    ("ت", 3.0, ""),
    ("وا", 3.0, ""),
    ("ا", 2.0, ""),
    ("تين", 3.0, "ة"),
];

/// Letters that a stem has at least.
const SHORTEST: usize = 3;

/// The stems that a word may be made of, with what its affixes cost; the word itself is not among them.
pub(super) fn stems(tongue: Tongue, word: &str) -> Vec<(String, f64)> {
    let befores: &[(&str, f64)] = match tongue {
        Tongue::Persian => &PERSIAN_BEFORE,
        Tongue::Arabic => &ARABIC_BEFORE,
    };
    let starts: Vec<(&str, f64)> = std::iter::once((word, 0.0))
        .chain(befores.iter().filter_map(|(before, cost)| word.strip_prefix(before).map(|rest| (rest, *cost))))
        .collect();
    let mut found = Vec::new();
    for (rest, cost) in starts {
        if cost > 0.0 {
            found.push((rest.to_owned(), cost));
        }
        match tongue {
            Tongue::Persian => found.extend(
                PERSIAN_AFTER
                    .iter()
                    .filter_map(|(after, more)| rest.strip_suffix(after).map(|stem| (stem.to_owned(), cost + more))),
            ),
            Tongue::Arabic => found.extend(ARABIC_AFTER.iter().filter_map(|(after, more, instead)| {
                rest.strip_suffix(after).map(|stem| (format!("{stem}{instead}"), cost + more))
            })),
        }
    }
    found.retain(|(stem, _)| stem.chars().count() >= SHORTEST);
    found
}
