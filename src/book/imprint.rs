//! What title page, copyright page and colophon say of the book: the same lines in PDF and EPUB.

use super::Book;
use crate::manifest::Role;
use crate::script::dates::{Calendar, IsoDate};

impl Book {
    /// Lines that name the people: authors by name alone, then the others by what they did.
    pub fn credits(&self) -> Vec<String> {
        let words = &self.words;
        let by_name = if self.has(Role::Author) { words.matter.compiled_by.as_str() } else { "" };
        let roles = [
            (Role::Author, ""),
            (Role::Compiler, by_name),
            (Role::Translator, words.translated_by.as_str()),
            (Role::Editor, words.edited_by.as_str()),
            (Role::Introduction, words.matter.introduced_by.as_str()),
            (Role::Annotator, words.matter.annotated_by.as_str()),
            (Role::Illustrator, words.illustrated_by.as_str()),
            (Role::Designer, words.matter.designed_by.as_str()),
            (Role::Contributor, words.matter.with.as_str()),
        ];
        roles.into_iter().filter_map(|(role, before)| self.credit(role, before)).collect()
    }

    /// The authors, or those who stand for them, in one line: running heads.
    pub fn authors(&self) -> String {
        let first = [Role::Author, Role::Compiler, Role::Editor].into_iter().find(|role| self.has(*role));
        first.and_then(|role| self.credit(role, "")).unwrap_or_default()
    }

    /// Series, original title and edition, where the manifest names them.
    pub fn about(&self) -> Vec<String> {
        let metadata = &self.metadata;
        let series = metadata.series.as_ref().map(|series| match &series.number {
            Some(number) => format!("{}{}{}", series.title, self.words.comma, self.digits(number)),
            None => series.title.clone(),
        });
        let original = metadata.original_title.as_ref();
        let original = original.map(|title| self.labelled(&self.words.matter.original_title, title));
        series.into_iter().chain(original).chain(metadata.edition.clone()).collect()
    }

    /// The date of the manifest as readers write it: «۳۰ آبان ۱۴۰۵», in the first calendar of the book's language that has
    /// words for it (a date without a day has them in the Gregorian calendar only).
    pub fn date_in_words(&self) -> Option<String> {
        let date = self.metadata.date.as_deref()?;
        let language = &self.metadata.language;
        let words = |date: IsoDate| {
            let mut calendars = Calendar::of_language(language).iter();
            calendars.find_map(|calendar| date.words(*calendar, language, self.digits_in(language)))
        };
        Some(IsoDate::parse(date).and_then(words).unwrap_or_else(|| self.digits(date)))
    }

    /// The year of the date, in the calendar that [`date_in_words`](Self::date_in_words) has: title pages print no more.
    pub fn year(&self) -> Option<String> {
        let date = self.metadata.date.as_deref()?;
        let calendar = *Calendar::of_language(&self.metadata.language).first()?;
        let year = IsoDate::parse(date).and_then(|date| date.in_calendar(calendar)).map(|day| day.year.to_string());
        Some(self.digits(year.as_deref().unwrap_or_else(|| date.split('-').next().unwrap_or(date))))
    }

    /// A word and what it stands before: «عنوان اصلی: …».
    pub fn labelled(&self, label: &str, value: &str) -> String {
        format!("{label}{}{value}", self.words.matter.colon)
    }

    fn has(&self, role: Role) -> bool {
        self.metadata.creators.iter().any(|creator| creator.role == role)
    }

    /// The people of a role after the words for it.
    fn credit(&self, role: Role, before: &str) -> Option<String> {
        let with_role = self.metadata.creators.iter().filter(|creator| creator.role == role);
        let names: Vec<&str> = with_role.map(|creator| creator.name.as_str()).collect();
        let space = if before.is_empty() { "" } else { " " };
        (!names.is_empty()).then(|| format!("{before}{space}{}", self.list_of(&names)))
    }

    /// «الف، ب و پ»
    fn list_of(&self, names: &[&str]) -> String {
        match names.split_last() {
            Some((last, before)) if !before.is_empty() => {
                format!("{}{}{last}", before.join(&self.words.comma), self.words.and)
            }
            _ => names.concat(),
        }
    }

    /// A text with the digits of the book.
    fn digits(&self, text: &str) -> String {
        self.digits_in(&self.metadata.language).translate(text)
    }
}
