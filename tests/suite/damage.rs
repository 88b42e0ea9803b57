//! Damage as old files have it, made on clean texts by chance that is the same at every run, and what mending makes of it.

use std::fs;

use publish::base::Language;
use publish::lint::Proof;
use publish::rescue::mend::mend;
use publish::rescue::{Block, BlockKind, Edited, Found, Inline, Place};

use super::grammar::Chance;
use super::support::root;

/// Letters of each clean text.
const LETTERS: usize = 20_000;

/// Sentences with many a lam-alef.
const PERSIAN: [&str; 6] = [
    "کلاس‌های نانوایی بالای کارگاه است و اطلاعات آن در خلاصه‌ای روی تابلو آمده است.",
    "استاد سلام کرد، لباس سفیدش را پوشید و الک را از بالای قفسه برداشت.",
    "گلاب و لادن را کنار پنجره گذاشتند؛ هوا ملایم بود و هیچ‌کس علاقه‌ای به رفتن نداشت.",
    "اختلاف دو پیمانه را با ترازو می‌سنجند و حلال مشکل همیشه حوصله است.",
    "انقلاب هوا را از بوی باد می‌شناخت و می‌گفت تلاش بسیار لازم است تا خمیر الان برسد.",
    "در پلاک ۱۲ خانم لاله (Paula Post) دلارها را شمرد و با اعلام پایان کار، کلاه از سر برداشت.",
];
const ARABIC: [&str; 6] = [
    "لا يخرج الخباز إلا بعد الأذان الأول، والأولاد ينتظرون السلال عند الأبواب.",
    "الأرض الآن مبتلة بالماء، ولا أحد من الإخوة يخاف على الأشجار في الأسبوع الأول.",
    "قال الأستاذ (Paul Post): السلامة في الاعتدال، ولا فائدة من الاستعجال قبل الاختمار.",
    "كانت الأوراق على الأرفف بالآلاف، وكان الأمين لا يعير كتابا إلا بعد الاستئذان.",
    "الإنسان ابن الأيام، والأعمال بالإتقان لا بالإسراع.",
    "خلال الاجتماع أعلن الأعضاء عن الاتفاق على الإصلاح وعلى إرسال الأخبار إلى الأهالي.",
];

/// A clean text: paragraphs of prose in one language.
struct Clean {
    language: &'static str,
    paragraphs: Vec<String>,
}

/// Paragraphs of the sample books that are prose, without their markup.
fn prose(books: &[&str]) -> Vec<String> {
    let mut all = Vec::new();
    for book in books {
        let mut files: Vec<_> = fs::read_dir(root().join("books").join(book).join("text"))
            .expect("the book has texts")
            .map(|entry| entry.expect("readable").path())
            .collect();
        files.sort();
        for file in files {
            let text = fs::read_to_string(file).expect("readable");
            all.extend(text.split("\n\n").filter_map(paragraph));
        }
    }
    all
}

fn paragraph(source: &str) -> Option<String> {
    let mut text = source.replace('*', "");
    while let Some(start) = text.find("[^") {
        let end = start + text[start..].find(']')?;
        text.replace_range(start..=end, "");
    }
    let is_prose = !text.contains(|c: char| "[]{}|<>`_#!\\\n".contains(c)) && text.chars().count() >= 80;
    // Vowel marks are rare in the files that are rescued.
    text.retain(|c| !matches!(c, '\u{64B}'..='\u{652}' | '\u{670}' | '\u{2066}'..='\u{2069}'));
    (is_prose && !text.starts_with([':', '-', '>'])).then(|| text.trim().to_owned())
}

/// Paragraphs until there are enough letters; again from the first one with other neighbours when they run out.
fn enough(language: &'static str, mut source: Vec<String>, own: &[&str]) -> Clean {
    for (place, sentence) in own.iter().enumerate() {
        let at = (place * 5 + 3) % source.len();
        source[at] = format!("{} {sentence}", source[at]);
    }
    let mut paragraphs: Vec<String> = Vec::new();
    let mut letters = 0;
    let mut at = 0;
    while letters < LETTERS {
        let paragraph = if at < source.len() { at } else { (at * 7) % source.len() };
        letters += source[paragraph].chars().filter(|c| c.is_alphabetic()).count();
        paragraphs.push(source[paragraph].clone());
        at += 1;
    }
    Clean { language, paragraphs }
}

fn clean_texts() -> [Clean; 3] {
    [
        enough("fa", prose(&["bread"]), &PERSIAN),
        enough("fa", prose(&["newsletter", "binder", "bread"]).into_iter().rev().collect(), &PERSIAN),
        enough("ar", prose(&["kitab", "wheel"]), &ARABIC),
    ]
}

fn of_paragraphs(language: &str, paragraphs: &[String]) -> Found {
    let mut found = Found::default();
    found.metadata.language = Some(Language::new(language));
    for text in paragraphs {
        let kind = BlockKind::Paragraph(vec![Inline::Text(Edited::found(text.as_str()))]);
        found.blocks.push(Block { kind, place: Place::default(), language: None, id: None });
    }
    found
}

fn of_lines(language: Option<&str>, lines: &[String]) -> Found {
    let mut found = Found { has_raw_lines: true, ..Found::default() };
    found.metadata.language = language.map(Language::new);
    for (at, text) in lines.iter().enumerate() {
        let place = Place { page: None, line: u32::try_from(at + 1).ok() };
        let kind = BlockKind::RawLine(Edited::found(text.as_str()));
        found.blocks.push(Block { kind, place, language: None, id: None });
    }
    found
}

fn texts(found: &Found) -> Vec<&Edited> {
    let of = |block: &'_ Block| match &block.kind {
        BlockKind::Paragraph(_) | BlockKind::Heading(..) => true,
        other => panic!("a paragraph, not {other:?}"),
    };
    assert!(found.blocks.iter().all(of));
    found
        .blocks
        .iter()
        .flat_map(|block| match &block.kind {
            BlockKind::Paragraph(inlines) | BlockKind::Heading(_, inlines) => &inlines[..],
            _ => &[],
        })
        .map(|inline| match inline {
            Inline::Text(text) => text,
            other => panic!("a text, not {other:?}"),
        })
        .collect()
}

/// Paragraphs, white space folded.
fn plain(found: &Found) -> Vec<String> {
    texts(found).iter().map(|text| fold(text.now())).collect()
}

fn fold(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Differences in a hundred characters: insertions, deletions, replacements, near the diagonal.
fn error_rate(truth: &str, text: &str) -> f64 {
    let (a, b): (Vec<char>, Vec<char>) = (truth.chars().collect(), text.chars().collect());
    let band = a.len().abs_diff(b.len()) + 400;
    let far = a.len() + b.len();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, letter) in a.iter().enumerate() {
        let (from, to) = (i.saturating_sub(band), (i + band).min(b.len()));
        let mut corner = if from == 0 { i } else { far };
        let mut left = if from == 0 { i + 1 } else { far };
        if from == 0 {
            row[0] = i + 1;
        } else {
            corner = row[from];
            row[from] = far;
        }
        for j in from..to {
            let above = row[j + 1];
            let best = (corner + usize::from(*letter != b[j])).min(above + 1).min(left + 1);
            (corner, left) = (above, best);
            row[j + 1] = best;
        }
        if to < b.len() {
            row[to + 1] = far;
        }
    }
    100.0 * row[b.len()] as f64 / a.len() as f64
}

fn is_letter(character: char) -> bool {
    matches!(character, '\u{620}'..='\u{64A}' | '\u{66E}'..='\u{6D3}')
}

/// Letters that the next one joins.
fn joins(character: char) -> bool {
    is_letter(character) && !"اآأإدذرزژوؤةىء".contains(character)
}

/// Eight fillers for a hundred letters, in runs inside words.
fn filled(text: &str, filler: char, chance: &mut Chance) -> String {
    let letters: Vec<char> = text.chars().collect();
    let mut damaged = String::new();
    for (at, letter) in letters.iter().enumerate() {
        damaged.push(*letter);
        let may = joins(*letter) && letters.get(at + 1).copied().is_some_and(is_letter);
        if may && chance.one_in(9) {
            damaged.extend(std::iter::repeat_n(filler, 1 + chance.below(3)));
        }
    }
    damaged
}

fn damaged(clean: &Clean, damage: &mut dyn FnMut(&str) -> String) -> Vec<String> {
    clean.paragraphs.iter().map(|text| damage(text)).collect()
}

fn folded(paragraphs: &[String]) -> String {
    paragraphs.iter().map(|text| fold(text)).collect::<Vec<_>>().join("\n")
}

#[test]
fn clean_texts_are_left_as_they_are() {
    for clean in clean_texts() {
        let mut found = of_paragraphs(clean.language, &clean.paragraphs);
        mend(&mut found);
        for (text, was) in texts(&found).iter().zip(&clean.paragraphs) {
            let made: Vec<_> = text.changes().iter().filter(|change| change.proof != Proof::Suggested).collect();
            assert!(made.iter().all(|change| change.proof == Proof::Proved), "{made:?}");
            assert!(made.iter().all(|change| !change.rule.starts_with("mend.")), "{made:?}");
            if made.is_empty() {
                assert_eq!(text.now(), was);
            }
        }
        let rate = error_rate(&folded(&clean.paragraphs), &plain(&found).join("\n"));
        assert!(rate < 0.05, "{}: {rate:.3} %", clean.language);
    }
}

#[test]
fn fillers_are_taken_out() {
    for (clean, filler) in clean_texts().into_iter().zip(['P', '\u{FFFD}', 'ж']) {
        for filler in [filler, '\u{E001}'] {
            let mut chance = Chance::new(7);
            let paragraphs = damaged(&clean, &mut |text| filled(text, filler, &mut chance));
            let truth = folded(&clean.paragraphs);
            let before = error_rate(&truth, &folded(&paragraphs));
            assert!(before > 5.0, "{before:.2} %");
            let mut found = of_paragraphs(clean.language, &paragraphs);
            mend(&mut found);
            let after = error_rate(&truth, &plain(&found).join("\n"));
            println!("fillers {filler:?} {}: {before:.2} % before, {after:.3} % after", clean.language);
            assert!(after <= 0.5, "{after:.3} %");
            assert!(plain(&found).iter().any(|text| text.contains("Post")));
        }
    }
}

#[test]
fn lost_lam_alefs_come_back() {
    for clean in clean_texts() {
        let lose = |text: &str| ["لا", "لأ", "لإ", "لآ"].iter().fold(text.to_owned(), |text, pair| text.replace(pair, "ل"));
        let paragraphs = damaged(&clean, &mut |text| lose(text));
        let truth = folded(&clean.paragraphs);
        let before = error_rate(&truth, &folded(&paragraphs));
        let mut found = of_paragraphs(clean.language, &paragraphs);
        mend(&mut found);
        let mended = plain(&found);
        let after = error_rate(&truth, &mended.join("\n"));
        // The words are as many as before: each can be compared.
        let (mut words, mut wrong, mut right, mut lost) = (0, 0, 0, 0);
        for ((clean, damaged), mended) in clean.paragraphs.iter().zip(&paragraphs).zip(&mended) {
            for ((clean, damaged), mended) in clean.split_whitespace().zip(damaged.split_whitespace()).zip(mended.split(' ')) {
                words += 1;
                wrong += usize::from(damaged != mended && mended != clean);
                lost += usize::from(damaged != clean);
                right += usize::from(damaged != clean && mended == clean);
            }
        }
        println!("lam-alef {}: {before:.2} % before, {after:.3} % after; {right} of {lost} words, {wrong} wrong in {words}", clean.language);
        assert!(after <= 0.5, "{after:.3} %");
        assert!(after < before / 2.0);
        assert!(wrong * 1_000 < words.max(1_001), "{wrong} wrong repairs in {words} words");
    }
}

/// Lines of about as many characters.
fn wrapped(text: &str, width: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    for word in text.split_whitespace() {
        let line = lines.last_mut().expect("one is there");
        if !line.is_empty() && line.chars().count() + word.chars().count() >= width {
            lines.push(word.to_owned());
        } else {
            if !line.is_empty() {
                line.push(' ');
            }
            line.push_str(word);
        }
    }
    lines
}

/// A line as a program writes it that puts down runs from the left: cut at signs, digits and Latin words, now and then at a
/// space (a change of font) or in a word, and the runs in reverse order, gaps between them.
fn reversed(line: &str, chance: &mut Chance) -> String {
    #[derive(Clone, Copy, PartialEq)]
    enum Kind {
        Words,
        Other,
        Sign,
    }
    let kind = |c: char| match c {
        '.' | ':' | '"' | '(' | ')' | '«' | '»' | '!' | '[' | ']' | '-' | '–' | '—' | '…' => Some(Kind::Sign),
        ' ' => None,
        _ if is_letter(c) || "،؛؟\u{200C}\u{654}".contains(c) => Some(Kind::Words),
        _ => Some(Kind::Other),
    };
    let mut runs: Vec<(Kind, String)> = Vec::new();
    for character in line.chars() {
        match (kind(character), runs.last_mut()) {
            (None, Some((_, run))) => run.push(' '),
            (None, None) => {}
            (Some(kind), Some((last, run))) if *last == kind && (kind != Kind::Other || !run.ends_with(' ')) => run.push(character),
            (Some(kind), _) => runs.push((kind, character.to_string())),
        }
    }
    if chance.one_in(6) {
        let at = chance.below(runs.len());
        let (kind, run) = runs[at].clone();
        let places: Vec<usize> = if chance.one_in(2) {
            run.match_indices(' ').map(|(at, _)| at + 1).filter(|at| *at < run.trim_end().len()).collect()
        } else {
            run.char_indices().skip(2).map(|(at, _)| at).filter(|at| run[..*at].ends_with(is_letter) && run[*at..].starts_with(is_letter)).collect()
        };
        if kind == Kind::Words && !places.is_empty() {
            let place = places[chance.below(places.len())];
            runs[at].1.truncate(place);
            runs.insert(at + 1, (Kind::Words, run[place..].to_owned()));
        }
    }
    let mut damaged = String::new();
    for (at, (kind, run)) in runs.iter().enumerate().rev() {
        damaged.push_str(if *kind == Kind::Sign { run } else { run.trim_end() });
        let is_beside = at > 0 && runs[at - 1].0 == Kind::Words;
        let gap = match kind {
            Kind::Words if is_beside => 2 + chance.below(4),
            Kind::Words => chance.below(4),
            _ => 0,
        };
        damaged.extend(std::iter::repeat_n(' ', gap));
    }
    damaged
}

#[test]
fn runs_in_reverse_order_are_put_in_order() {
    for clean in clean_texts() {
        let mut chance = Chance::new(11);
        let mut lines = Vec::new();
        for text in &clean.paragraphs {
            lines.extend(wrapped(text, 80).iter().map(|line| reversed(line, &mut chance)));
            lines.push(String::new());
        }
        let truth = fold(&clean.paragraphs.join(" "));
        let before = error_rate(&truth, &fold(&lines.join(" ")));
        let mut found = of_lines(None, &lines);
        mend(&mut found);
        assert_eq!(found.metadata.language.as_ref().map(Language::tag), Some(clean.language));
        let after = error_rate(&truth, &plain(&found).join(" "));
        println!("runs {}: {before:.2} % before, {after:.3} % after", clean.language);
        assert!(before > 10.0, "{before:.2} %");
        assert!(after <= 2.0, "{after:.3} %");
    }
}

#[test]
fn lines_of_pages_become_paragraphs() {
    for clean in clean_texts() {
        for has_gaps in [true, false] {
            let (mut lines, mut on_page, mut page) = (Vec::new(), 0, 1);
            for text in &clean.paragraphs {
                for line in wrapped(text, 72) {
                    if on_page == 30 {
                        lines.push(format!("            - {page} -"));
                        page += 1;
                        lines.push(format!("{page}        نان و نانوایی"));
                        on_page = 0;
                    }
                    lines.push(line);
                    on_page += 1;
                }
                if has_gaps {
                    lines.push(String::new());
                }
            }
            let mut found = of_lines(Some(clean.language), &lines);
            mend(&mut found);
            let made = plain(&found);
            let whole: Vec<String> = clean.paragraphs.iter().map(|text| fold(text)).collect();
            let equal = made.iter().filter(|text| whole.contains(text)).count();
            println!("lines {} gaps {has_gaps}: {equal} of {} paragraphs equal, {} made", clean.language, whole.len(), made.len());
            let rate = error_rate(&whole.join(" "), &made.join(" "));
            assert!(rate < 0.1, "{rate:.3} %");
            let share = if has_gaps { 99 } else { 80 };
            assert!(equal * 100 >= whole.len() * share, "{equal} of {}", whole.len());
            let left_out: Vec<(&str, usize)> = found.left_out.iter().map(|left| (left.rule, left.times)).collect();
            assert_eq!(left_out, [("rescue.folio", page - 1), ("rescue.running-head", page - 1)]);
        }
    }
}

#[test]
fn letters_of_the_other_language_become_its_own() {
    for clean in clean_texts() {
        let other = |text: &str| -> String {
            text.chars()
                .map(|c| match (clean.language, c) {
                    ("fa", 'ی') => 'ي',
                    ("fa", 'ک') => 'ك',
                    ("fa", '۰'..='۹') => char::from_u32(u32::from(c) - 0x90).expect("a digit"),
                    ("ar", 'ي') => 'ی',
                    ("ar", 'ك') => 'ک',
                    _ => c,
                })
                .collect()
        };
        let paragraphs = damaged(&clean, &mut |text| other(text));
        let truth = folded(&clean.paragraphs);
        let before = error_rate(&truth, &folded(&paragraphs));
        let mut found = of_paragraphs(clean.language, &paragraphs);
        mend(&mut found);
        let after = error_rate(&truth, &plain(&found).join("\n"));
        println!("letters {}: {before:.2} % before, {after:.3} % after", clean.language);
        assert!(after <= 0.5, "{after:.3} %");
    }
}
