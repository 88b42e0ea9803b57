//! Dates in words: a day of the Gregorian calendar in, the same day in one of three calendars and the words of a language out.
//!
//! The arithmetic is that of `icu_calendar`: the Persian calendar by its 33-year cycle with the corrections that
//! observation asks for, the Islamic one by its civil tabular form, which may differ from a sighted moon by a day.

mod names;

use icu_calendar::cal::hijri::{TabularAlgorithmEpoch, TabularAlgorithmLeapYears};
use icu_calendar::cal::{Hijri, Persian};
use icu_calendar::{Date, Iso};

use super::DigitSet;
use crate::base::Language;

/// A calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Calendar {
    /// The solar calendar of Iran and Afghanistan.
    Jalali,
    /// The Gregorian calendar.
    Gregorian,
    /// The civil (tabular) Islamic calendar.
    Islamic,
}

/// A date as a manifest has it: `YYYY`, `YYYY-MM` or `YYYY-MM-DD`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct IsoDate {
    year: u16,
    month: Option<u8>,
    day: Option<u8>,
}

/// Year, month and day in a calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Day {
    /// The year, from 1.
    pub year: i32,
    /// The month, from 1.
    pub month: u8,
    /// The day of the month, from 1.
    pub day: u8,
}

impl Calendar {
    /// The calendars that a language prints, the first one first.
    pub fn of_language(language: &Language) -> &'static [Self] {
        match (language.primary(), language.direction().is_rtl()) {
            ("fa" | "pes" | "prs" | "ps" | "ckb" | "glk" | "mzn" | "lrc" | "azb", true) => {
                &[Self::Jalali, Self::Gregorian]
            }
            ("ar" | "arz" | "ur", true) => &[Self::Gregorian, Self::Islamic],
            _ => &[Self::Gregorian],
        }
    }

    /// The calendar of a name, as texts write it.
    pub fn of_name(name: &str) -> Option<Self> {
        NAMES.iter().find(|(known, _)| *known == name).map(|(_, calendar)| *calendar)
    }
}

/// Names of calendars in texts.
pub const NAMES: [(&str, Calendar); 3] =
    [("jalali", Calendar::Jalali), ("gregorian", Calendar::Gregorian), ("islamic", Calendar::Islamic)];

impl IsoDate {
    /// Reads a date; `None` when it is not written so, or there is no such day.
    pub fn parse(text: &str) -> Option<Self> {
        let mut parts = text.split('-');
        let mut number = |digits: usize| -> Option<Option<u16>> {
            let Some(part) = parts.next() else { return Some(None) };
            let is_number = part.len() == digits && part.bytes().all(|byte| byte.is_ascii_digit());
            is_number.then(|| part.parse().ok())
        };
        let (year, month, day) = (number(4)??, number(2)?, number(2)?);
        let small = |number: Option<u16>| number.map(|number| u8::try_from(number).unwrap_or(0));
        let date = Self { year, month: small(month), day: small(day) };
        let is_whole = parts.next().is_none() && year > 0;
        // A month without a day is a month if its first day is one.
        let exists = Date::try_new_iso(i32::from(year), date.month.unwrap_or(1), date.day.unwrap_or(1)).is_ok();
        (is_whole && exists).then_some(date)
    }

    /// The day in a calendar; `None` when the date names no day.
    pub fn in_calendar(self, calendar: Calendar) -> Option<Day> {
        let iso = self.iso()?;
        Some(match calendar {
            Calendar::Gregorian => Day { year: i32::from(self.year), month: self.month?, day: self.day? },
            Calendar::Jalali => day(&iso.to_calendar(Persian)),
            Calendar::Islamic => {
                let civil = Hijri::new_tabular(TabularAlgorithmLeapYears::TypeII, TabularAlgorithmEpoch::Friday);
                day(&iso.to_calendar(civil))
            }
        })
    }

    /// The date in a calendar, in the words of a language: «۳۰ آبان ۱۴۰۵».
    ///
    /// A date without a day has words in the Gregorian calendar only: its month lies in two months of the others.
    pub fn words(self, calendar: Calendar, language: &Language, digits: DigitSet) -> Option<String> {
        let names = names::of_language(language);
        let number = |number: i32| digits.translate(&number.to_string());
        if let Some(Day { year, month, day }) = self.in_calendar(calendar) {
            let month = names.month(calendar, month);
            let era = names.era(calendar);
            return Some(format!("{} {month} {}{era}", number(i32::from(day)), number(year)));
        }
        let year = number(i32::from(self.year));
        match (calendar, self.month) {
            (Calendar::Gregorian, Some(month)) => Some(format!("{} {year}", names.month(calendar, month))),
            (Calendar::Gregorian, None) => Some(year),
            _ => None,
        }
    }

    /// The day of the week in the words of a language.
    pub fn weekday(self, language: &Language) -> Option<&'static str> {
        let weekday = self.iso()?.weekday() as usize;
        // Counted from Monday, as ISO 8601 does.
        names::of_language(language).weekdays.get(weekday - 1).copied()
    }

    fn iso(self) -> Option<Date<Iso>> {
        Date::try_new_iso(i32::from(self.year), self.month?, self.day?).ok()
    }
}

/// Year, month and day of a date.
fn day<C: icu_calendar::AsCalendar>(date: &Date<C>) -> Day {
    Day { year: date.year().extended_year(), month: date.month().ordinal, day: date.day_of_month().0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn in_calendar(date: &str, calendar: Calendar) -> (i32, u8, u8) {
        let day = IsoDate::parse(date).expect("a date").in_calendar(calendar).expect("a day");
        (day.year, day.month, day.day)
    }

    /// Nowruz and year ends as printed in almanacs of those years.
    #[test]
    fn known_days_of_the_persian_calendar() {
        let known = [
            ("1906-08-05", (1285, 5, 13)),
            ("1925-03-31", (1304, 1, 11)),
            ("1979-02-11", (1357, 11, 22)),
            ("1997-03-20", (1375, 12, 30)),
            ("1997-03-21", (1376, 1, 1)),
            ("2000-03-20", (1379, 1, 1)),
            ("2017-03-20", (1395, 12, 30)),
            ("2021-03-20", (1399, 12, 30)),
            ("2021-03-21", (1400, 1, 1)),
            ("2024-03-20", (1403, 1, 1)),
            ("2025-03-20", (1403, 12, 30)),
            ("2025-03-21", (1404, 1, 1)),
            ("2026-03-21", (1405, 1, 1)),
            ("2026-11-21", (1405, 8, 30)),
        ];
        for (date, day) in known {
            assert_eq!(in_calendar(date, Calendar::Jalali), day, "{date}");
        }
    }

    /// The epoch (16 July 622 Julian is the first day), and days of the tabular civil calendar.
    #[test]
    fn known_days_of_the_islamic_calendar() {
        let known = [
            ("0622-07-19", (1, 1, 1)),
            ("1979-11-20", (1399, 12, 29)),
            ("1979-11-21", (1400, 1, 1)),
            ("2000-04-06", (1421, 1, 1)),
            ("2024-07-08", (1446, 1, 1)),
            ("2026-11-21", (1448, 6, 10)),
        ];
        for (date, day) in known {
            assert_eq!(in_calendar(date, Calendar::Islamic), day, "{date}");
        }
    }

    #[test]
    fn dates_have_words() {
        let date = IsoDate::parse("2026-11-21").expect("a date");
        let words = |calendar, tag: &str| {
            let language = Language::new(tag);
            date.words(calendar, &language, DigitSet::of_language(&language)).expect("a day")
        };
        assert_eq!(words(Calendar::Jalali, "fa"), "۳۰ آبان ۱۴۰۵");
        assert_eq!(words(Calendar::Gregorian, "fa"), "۲۱ نوامبر ۲۰۲۶");
        assert_eq!(words(Calendar::Islamic, "fa"), "۱۰ جمادی‌الثانی ۱۴۴۸ ق");
        assert_eq!(words(Calendar::Gregorian, "ar"), "٢١ نوفمبر ٢٠٢٦");
        assert_eq!(words(Calendar::Gregorian, "ar-LB"), "٢١ تشرين الثاني ٢٠٢٦");
        assert_eq!(words(Calendar::Islamic, "ar"), "١٠ جمادى الآخرة ١٤٤٨ هـ");
        assert_eq!(words(Calendar::Gregorian, "en"), "21 November 2026");
        assert_eq!(words(Calendar::Jalali, "en"), "30 Aban 1405 SH");
        assert_eq!(date.weekday(&Language::new("fa")), Some("شنبه"));
        assert_eq!(date.weekday(&Language::new("en")), Some("Saturday"));
    }

    #[test]
    fn part_of_a_date_is_said_in_its_own_calendar_only() {
        let english = Language::new("en");
        let words = |text: &str, calendar| {
            IsoDate::parse(text).and_then(|date| date.words(calendar, &english, DigitSet::Latin))
        };
        assert_eq!(words("2026-11", Calendar::Gregorian).as_deref(), Some("November 2026"));
        assert_eq!(words("2026", Calendar::Gregorian).as_deref(), Some("2026"));
        assert_eq!(words("2026-11", Calendar::Jalali), None);
    }

    #[test]
    fn days_that_are_none_are_no_dates() {
        for wrong in
            ["2026-02-30", "2026-13-01", "1900-02-29", "26-11-21", "2026-1-1", "2026-11-21-1", "", "۱۴۰۵-۰۸-۳۰"]
        {
            assert_eq!(IsoDate::parse(wrong), None, "{wrong}");
        }
        assert!(IsoDate::parse("2000-02-29").is_some());
    }
}
