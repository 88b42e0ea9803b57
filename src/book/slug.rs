//! The slug of a sheet: title, date, number and side, in the language of the book and with its digits.

use super::Book;

/// Words of a language: the number of a sheet, of how many; front; back.
type Words = (&'static str, [&'static str; 2]);

const PERSIAN: Words = ("برگهٔ {} از {}", ["رو", "پشت"]);
const ARABIC: Words = ("الورقة {} من {}", ["الوجه", "الظهر"]);
const ENGLISH: Words = ("sheet {} of {}", ["front", "back"]);

impl Book {
    /// The slug of a side of a sheet, which counts from 1.
    pub fn slug(&self, sheet: usize, sheets: usize, is_back: bool) -> String {
        let language = &self.metadata.language;
        let (number, sides) = match language.primary() {
            "fa" | "prs" => PERSIAN,
            "ar" => ARABIC,
            _ => ENGLISH,
        };
        let digits = self.digits_in(language);
        let number = number.replacen("{}", &digits.format(sheet as u64), 1);
        let number = number.replacen("{}", &digits.format(sheets as u64), 1);
        let parts = [Some(self.metadata.title.clone()), self.date_in_words(), Some(number)];
        let side = sides[usize::from(is_back)].to_owned();
        parts.into_iter().flatten().chain([side]).collect::<Vec<_>>().join(" · ")
    }
}
