//! The title page: few short lines, the largest of the file among them, before the text.

use super::contents;
use super::habits::is_near;
use super::lines::Line;
use crate::rescue::found::{Creator, LeftOut, Metadata, Place};
use crate::script::itemize::is_mark;

/// Takes the title page, if there is one: what it says goes to the metadata where the file says nothing itself.
pub(super) fn take(pages: &mut [Vec<Line>], size: f32, metadata: &mut Metadata) -> Vec<LeftOut> {
    let Some(at) = pages.iter().position(|page| !page.is_empty()) else { return Vec::new() };
    if at > 3 || !is_title_page(&pages[at], size) || pages.iter().skip(at + 1).all(Vec::is_empty) {
        return Vec::new();
    }
    read(&std::mem::take(&mut pages[at]), size, metadata)
}

/// Takes imprints: pages of few small or short lines at either end of the book that name its title again.
pub(super) fn take_imprint(pages: &mut [Vec<Line>], size: f32, title: &str) -> Vec<LeftOut> {
    // Half-title, series, frontispiece and title page stand before an imprint at most.
    const FIRST: usize = 5;
    // The order of vowel signs differs from size to size.
    let is_letter = |letter: &char| letter.is_alphanumeric() && !is_mark(*letter);
    let letters = |text: &str| text.chars().filter(is_letter).collect::<String>();
    let title = letters(title);
    let filled: Vec<usize> = (0..pages.len()).filter(|at| !pages[*at].is_empty()).collect();
    let Some(last) = filled.last().copied().filter(|_| filled.len() > 2 && title.chars().count() > 2) else {
        return Vec::new();
    };
    let is_imprint = |page: &[Line]| {
        let is_slight = |line: &Line| {
            line.size <= 1.05 * size
                && line.bold < 0.9
                && (line.size < 0.95 * size || line.width() < 0.8 * (line.frame.1 - line.frame.0))
        };
        page.len() <= 16
            && page.iter().all(is_slight)
            && page.iter().any(|line| letters(&line.text()).starts_with(&title))
    };
    let mut left_out = Vec::new();
    for at in filled.into_iter().filter(|at| *at < FIRST || *at == last) {
        if is_imprint(&pages[at]) {
            for line in std::mem::take(&mut pages[at]) {
                let place = Place { page: Some(line.page), line: Some(line.number) };
                left_out.push(LeftOut { rule: "rescue.imprint", text: line.text(), place, times: 1 });
            }
        }
    }
    left_out
}

/// What the lines of a title page say.
pub(super) fn read(lines: &[Line], size: f32, metadata: &mut Metadata) -> Vec<LeftOut> {
    let largest = lines.iter().map(|line| line.size).max_by(f32::total_cmp).unwrap_or(0.0);
    let of_title = |line: &Line| is_near(line.size, largest);
    let joined = |lines: &mut dyn Iterator<Item = &Line>| lines.map(Line::text).collect::<Vec<_>>().join(" ");
    let title = joined(&mut lines.iter().filter(|line| of_title(line)));
    let last = lines.iter().rposition(of_title).unwrap_or(0);
    let below: Vec<&Line> = lines[last + 1..].iter().collect();
    // Right below the title and next in size: the subtitle.
    let subtitle_size = below.first().map_or(0.0, |line| line.size);
    let near =
        |line: &&&Line| is_near(line.size, subtitle_size) && line.baseline - lines[last].baseline < 4.0 * largest;
    let subtitle: Vec<&Line> = below.iter().take_while(near).copied().collect();
    let is_subtitle = subtitle_size > 1.02 * size && subtitle.len() < below.len().max(2);
    let place = |line: &Line| Place { page: Some(line.page), line: Some(line.number) };
    let said = |text: String, line: &Line| LeftOut { rule: "rescue.title-page", text, place: place(line), times: 1 };
    let mut left_out = vec![said(title.clone(), &lines[0])];
    if metadata.title.trim().is_empty() {
        metadata.title = title;
    }
    let mut rest = below.as_slice();
    if is_subtitle {
        let text = joined(&mut subtitle.iter().copied());
        left_out.push(said(text.clone(), below[0]));
        if metadata.subtitle.trim().is_empty() {
            metadata.subtitle = text;
        }
        rest = &rest[subtitle.len()..];
    }
    let others = lines.iter().take(last).filter(|line| !of_title(line)).chain(rest.iter().copied());
    for (index, line) in others.enumerate() {
        let text = line.text();
        let is_name = index == 0 && text.chars().count() <= 40 && !text.chars().any(crate::script::DigitSet::is_digit);
        if is_name && metadata.creators.is_empty() {
            metadata.creators.push(Creator { name: text.clone(), role: String::new() });
        }
        left_out.push(said(text, line));
    }
    left_out
}

/// Whether a page has few short lines, one of them much larger than the text.
pub(super) fn is_title_page(page: &[Line], size: f32) -> bool {
    let has_large = page.iter().any(|line| line.size >= 1.3 * size);
    let body =
        page.iter().filter(|line| is_near(line.size, size) && line.end_in() < size && line.start_in() < 2.5 * size);
    let entries = page.iter().filter(|line| contents::entry(line).is_some()).count();
    entries < 2 && page.len() <= 12 && has_large && body.count() <= 2
}

#[cfg(test)]
mod tests {
    use super::super::arrange;
    use super::super::made::{line, page, sized, text};
    use super::super::tests::{FULL, column, told};

    #[test]
    fn imprints_that_name_the_title_again_are_left_out() {
        let front = sized(line("Bread and Salt", 80.0, 150.0), 20.0);
        let mut imprint = line("Bread and Salt: a pamphlet", 85.0, 300.0);
        imprint.extend(line("The Workshop, 1926", 105.0, 315.0));
        let body = |mark: &str| page(column(&[FULL, FULL, FULL, FULL, FULL, FULL, FULL, mark], 50.0, 60.0));
        let pages = vec![page(front), page(imprint.clone()), body("one."), body("two."), page(imprint)];
        let found = arrange(&text(pages));
        assert_eq!(found.left_out.iter().filter(|one| one.rule == "rescue.imprint").count(), 4);
        assert!(told(&found).iter().all(|block| !block.contains("Workshop")), "{:#?}", told(&found));
    }

    #[test]
    fn a_last_page_that_names_no_title_stays() {
        let front = sized(line("Bread and Salt", 80.0, 150.0), 20.0);
        let body = |mark: &str| page(column(&[FULL, FULL, FULL, FULL, FULL, FULL, FULL, mark], 50.0, 60.0));
        let last = line("And that was all.", 50.0, 60.0);
        let found = arrange(&text(vec![page(front), body("one."), body("two."), page(last)]));
        assert!(told(&found).iter().any(|block| block.contains("that was all")), "{:#?}", told(&found));
    }
}
