//! Vowel marks and signs of the Quran never meet the line above, in any embedded face at the sizes of the built-in styles.

use publish::base::Length;
use publish::pages::FrameRole;
use publish::style::Role;

use crate::lines::Lcg;
use crate::set::{SetBook, boxes, inks, lines, set, steps};

/// Words with the tallest stacks: on lam, kaf, tah and alef a shadda with vowels, superscript alef, madda.
const TALL: [&str; 12] = ["ٱللَّٰهُ", "كُلٌّ", "كَّلِّ", "ظِلًّا", "إِلَّآ", "لَّٓ", "أُّمٌّ", "كَّٰلَّا", "لٰكِنَّ", "الٓمٓ", "آلُّ", "أَيُّهَا"];
/// Signs of the Quran above and below letters (of U+06D6–U+06ED those that are marks).
const SIGNS: [&str; 17] = ["ۖ", "ۗ", "ۘ", "ۙ", "ۚ", "ۛ", "ۜ", "۟", "۠", "ۡ", "ۢ", "ۣ", "ۤ", "ۧ", "ۨ", "۪", "ۭ"];
/// Words that go deepest.
const DEEP: [&str; 10] = ["رَجْعٍ", "نَجِّ", "فَتْحٍ", "صُبْحِ", "بَيْعٍ", "خِلٍّ", "عَلِيٍّ", "خَرَجَ", "حِينٍ", "شَيْءٍ"];
/// Plain vocalised prose.
const PROSE: &str = "كَانَ الوَرَّاقُ يَجْلِسُ فِي دُكَّانِهِ مُنْذُ الصَّبَاحِ، وَبَيْنَ يَدَيْهِ كَرَارِيسُ لَمْ تُخَطْ بَعْدُ، فَإِذَا جَاءَهُ طَالِبُ عِلْمٍ نَاوَلَهُ كِتَابًا وَقَالَ: إِنَّ الحِبْرَ إِذَا جَفَّ لَا يُمْحَى، وَإِنَّ الكَلَامَ إِذَا كُتِبَ عَلَى وَرَقٍ نَقِيٍّ بَقِيَ بَعْدَ صَاحِبِهِ زَمَنًا طَوِيلًا";

/// Tall and deep words in a chance order; every so many words have a sign as well.
fn words(random: &mut Lcg, count: usize, signs: Option<u64>) -> String {
    let mut text = Vec::new();
    for _ in 0..count {
        let deep = random.below(2) == 0;
        let word = if deep { DEEP[random.below(10) as usize] } else { TALL[random.below(12) as usize] };
        let is_signed = signs.is_some_and(|every| random.below(every) == 0);
        let sign = if is_signed { SIGNS[random.below(17) as usize] } else { "" };
        text.push(format!("{word}{sign}"));
    }
    text.join(" ")
}

/// A book of paragraphs, a quotation, a list, a box, verse, a table and notes made of such words.
fn book(family: &str, style: &str, signs: Option<u64>) -> SetBook {
    let random = &mut Lcg(7);
    let mut some = |count| words(random, count, signs);
    let mut text = String::new();
    for number in 0..6 {
        let (one, two, three, note) = (some(60), some(40), some(30), some(40));
        text += &format!("{one}[^{number}] {two}\n\n{three}\n\n> {}\n\n- {}\n- {}\n\n", some(40), some(20), some(20));
        text += &format!(
            "::: box\n{}\n:::\n\n::: verse\n{} / {}\n{} / {}\n:::\n\n",
            some(30),
            some(4),
            some(4),
            some(4),
            some(4)
        );
        text += &format!(
            "| {} | {} |\n|---|---|\n| {} | {} |\n\n[^{number}]: {note}\n\n",
            some(3),
            some(3),
            some(25),
            some(25)
        );
    }
    set(&format!("language: ar\nstyle: {style}\nfonts: {{ body: {family} }}\n"), &text, &[])
}

/// The words of glyphs that meet though they belong to lines one above the other.
pub(crate) fn meetings(book: &SetBook) -> Vec<String> {
    let boxes = boxes(&book.faces);
    let mut found = Vec::new();
    for page in &book.pages.list {
        let drawn: Vec<_> = page
            .frames
            .iter()
            .flat_map(|frame| lines(page, frame.role))
            .map(|(at, line)| (at.y, line, inks(at, line, &book.faces, &boxes)))
            .collect();
        for (number, (y, one, above)) in drawn.iter().enumerate() {
            for (_, other, below) in drawn[number + 1..].iter().filter(|(other, ..)| other != y) {
                if above.iter().any(|ink| below.iter().any(|below| ink.meets(below))) {
                    found.push(format!("{}: {} / {}", page.label, one.text(), other.text()));
                }
            }
        }
    }
    found
}

/// The greatest distance of two lines of one paragraph, from line to line of the first page.
fn spacing(book: &SetBook) -> Length {
    steps(&book.pages.list[0], FrameRole::Body).into_iter().max().expect("several lines")
}

const FAMILIES: [&str; 3] = ["Vazirmatn", "Amiri", "Noto Naskh Arabic"];

#[test]
fn no_stack_of_marks_meets_the_line_above() {
    for family in FAMILIES {
        for style in ["book", "pamphlet"] {
            for signs in [None, Some(12), Some(2)] {
                let found = meetings(&book(family, style, signs));
                assert!(found.is_empty(), "{family} {style} {signs:?}:\n{}", found.join("\n"));
            }
        }
    }
}

#[test]
fn lines_without_such_stacks_keep_the_spacing_of_the_style() {
    // Plain Persian and Arabic with the marks that are usual in them.
    let plain = "خانهٔ ما نانواییِ کوچکی بود که مثلاً هر صبح بنّایی محلّه را سیر می‌کرد و رؤیایِ آرد می‌فروخت. ";
    for family in FAMILIES {
        let book = set(&format!("language: fa\nfonts: {{ body: {family} }}\n"), &plain.repeat(12), &[]);
        assert_eq!(spacing(&book), book.styles.style(Role::Body).line_spacing, "{family}");
    }
}

#[test]
fn lines_of_a_paragraph_stay_equally_far_apart() {
    let book = set("language: ar\nfonts: { body: Amiri }\n", &[PROSE; 6].join("، "), &[]);
    let steps = steps(&book.pages.list[0], FrameRole::Body);
    let style = book.styles.style(Role::Body).line_spacing;
    assert!(steps.len() > 5 && steps.iter().all(|step| *step == steps[0]), "{steps:?}");
    // The double kasra below the shadda of نَقِيٍّ is deep in Amiri.
    assert!(steps[0] > style && steps[0] < style.scale(1.3), "{}", steps[0].to_pt());
    assert!(meetings(&book).is_empty());
    for family in ["Vazirmatn", "Noto Naskh Arabic"] {
        let book = set(&format!("language: ar\nfonts: {{ body: {family} }}\n"), &[PROSE; 6].join("، "), &[]);
        assert_eq!(spacing(&book), book.styles.style(Role::Body).line_spacing, "{family}");
    }
}

#[test]
fn a_letter_with_a_hundred_thousand_marks_is_set_at_once_and_reported() {
    // U+0628 with U+064E
    let text = format!("# نان\n\nنان ب{} آب\n", "\u{64E}".repeat(100_000));
    let folder = crate::support::small_book("title: نان\nlanguage: fa\ncontents: [text/one.md]\n", &text);
    let begun = std::time::Instant::now();
    let output = crate::support::publish(folder.path(), &["pdf", "manifest.yaml", "-o", "one.pdf"]);
    assert!(output.status.success(), "{}", crate::support::stderr(&output));
    assert!(crate::support::stderr(&output).contains("one.md:3:1: warning[shape.crowded-letter]"));
    assert!(begun.elapsed().as_secs() < 8, "{:?}", begun.elapsed());
}
