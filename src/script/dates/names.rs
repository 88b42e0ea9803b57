//! Names of months and days in Persian, Arabic and English. Arabic has two lists for the Gregorian months: that of the
//! Nile and the Gulf, and that of the Levant and Iraq.

use super::Calendar;
use crate::base::Language;

/// The names of one language.
pub(super) struct Names {
    jalali: [&'static str; 12],
    gregorian: [&'static str; 12],
    islamic: [&'static str; 12],
    /// From Monday.
    pub(super) weekdays: [&'static str; 7],
    /// What follows the year: of the Persian, Gregorian and Islamic calendars.
    eras: [&'static str; 3],
}

impl Names {
    /// The name of a month, from 1.
    pub(super) fn month(&self, calendar: Calendar, month: u8) -> &'static str {
        let list = match calendar {
            Calendar::Jalali => &self.jalali,
            Calendar::Gregorian => &self.gregorian,
            Calendar::Islamic => &self.islamic,
        };
        list.get(usize::from(month).saturating_sub(1)).copied().unwrap_or_default()
    }

    /// What is printed after the year, so that it cannot be taken for one of the calendar at home.
    pub(super) fn era(&self, calendar: Calendar) -> &'static str {
        self.eras[calendar as usize]
    }
}

/// The names of a language: its own, else Arabic in Arabic script, else English.
pub(super) fn of_language(language: &Language) -> &'static Names {
    match (language.direction().is_rtl(), language.primary()) {
        (true, "fa" | "pes" | "prs" | "ps" | "ur" | "ckb" | "glk" | "mzn" | "lrc" | "azb") => &PERSIAN,
        (true, "he" | "yi" | "syr" | "nqo" | "dv") | (false, _) => &ENGLISH,
        (true, _) if LEVANT.iter().any(|region| language.tag().ends_with(region)) => &LEVANTINE,
        (true, _) => &ARABIC,
    }
}

/// Regions that call the months by their Syriac names.
const LEVANT: [&str; 5] = ["-IQ", "-JO", "-LB", "-PS", "-SY"];

const PERSIAN: Names = Names {
    jalali: ["فروردین", "اردیبهشت", "خرداد", "تیر", "مرداد", "شهریور", "مهر", "آبان", "آذر", "دی", "بهمن", "اسفند"],
    gregorian: [
        "ژانویه",
        "فوریه",
        "مارس",
        "آوریل",
        "مه",
        "ژوئن",
        "ژوئیه",
        "اوت",
        "سپتامبر",
        "اکتبر",
        "نوامبر",
        "دسامبر",
    ],
    islamic: [
        "محرم",
        "صفر",
        "ربیع‌الاول",
        "ربیع‌الثانی",
        "جمادی‌الاول",
        "جمادی‌الثانی",
        "رجب",
        "شعبان",
        "رمضان",
        "شوال",
        "ذیقعده",
        "ذیحجه",
    ],
    weekdays: ["دوشنبه", "سه‌شنبه", "چهارشنبه", "پنجشنبه", "جمعه", "شنبه", "یکشنبه"],
    eras: ["", "", " ق"],
};

const ARABIC_WEEKDAYS: [&str; 7] = ["الاثنين", "الثلاثاء", "الأربعاء", "الخميس", "الجمعة", "السبت", "الأحد"];
const ARABIC_JALALI: [&str; 12] =
    ["فروردين", "أرديبهشت", "خرداد", "تير", "مرداد", "شهريور", "مهر", "آبان", "آذر", "دي", "بهمن", "إسفند"];
const ARABIC_ISLAMIC: [&str; 12] = [
    "المحرم",
    "صفر",
    "ربيع الأول",
    "ربيع الآخر",
    "جمادى الأولى",
    "جمادى الآخرة",
    "رجب",
    "شعبان",
    "رمضان",
    "شوال",
    "ذو القعدة",
    "ذو الحجة",
];
const ARABIC_ERAS: [&str; 3] = [" هـ.ش", "", " هـ"];

const ARABIC: Names = Names {
    jalali: ARABIC_JALALI,
    gregorian: [
        "يناير",
        "فبراير",
        "مارس",
        "أبريل",
        "مايو",
        "يونيو",
        "يوليو",
        "أغسطس",
        "سبتمبر",
        "أكتوبر",
        "نوفمبر",
        "ديسمبر",
    ],
    islamic: ARABIC_ISLAMIC,
    weekdays: ARABIC_WEEKDAYS,
    eras: ARABIC_ERAS,
};

const LEVANTINE: Names = Names {
    jalali: ARABIC_JALALI,
    gregorian: [
        "كانون الثاني",
        "شباط",
        "آذار",
        "نيسان",
        "أيار",
        "حزيران",
        "تموز",
        "آب",
        "أيلول",
        "تشرين الأول",
        "تشرين الثاني",
        "كانون الأول",
    ],
    islamic: ARABIC_ISLAMIC,
    weekdays: ARABIC_WEEKDAYS,
    eras: ARABIC_ERAS,
};

const ENGLISH: Names = Names {
    jalali: [
        "Farvardin",
        "Ordibehesht",
        "Khordad",
        "Tir",
        "Mordad",
        "Shahrivar",
        "Mehr",
        "Aban",
        "Azar",
        "Dey",
        "Bahman",
        "Esfand",
    ],
    gregorian: [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ],
    islamic: [
        "Muharram",
        "Safar",
        "Rabi I",
        "Rabi II",
        "Jumada I",
        "Jumada II",
        "Rajab",
        "Shaban",
        "Ramadan",
        "Shawwal",
        "Dhu al-Qada",
        "Dhu al-Hijja",
    ],
    weekdays: ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"],
    eras: [" SH", "", " AH"],
};

#[cfg(test)]
mod tests {
    use super::*;

    /// Arabic kaf U+0643 and yeh U+064A look like Persian keheh U+06A9 and yeh U+06CC.
    #[test]
    fn every_language_has_its_own_letters() {
        let all = |names: &Names| {
            [names.jalali.as_slice(), &names.gregorian, &names.islamic, &names.weekdays, &names.eras].concat()
        };
        assert!(all(&PERSIAN).iter().all(|name| !name.contains(['\u{0643}', '\u{064A}', '\u{0649}'])));
        for names in [&ARABIC, &LEVANTINE] {
            assert!(all(names).iter().all(|name| !name.contains(['\u{06A9}', '\u{06CC}', '\u{200C}'])));
        }
    }
}
