//! Words of the page in the language of the text.

use crate::base::Language;

/// Words of the page.
#[derive(Clone, Copy, Debug)]
pub(super) struct Words {
    pub(super) tag: &'static str,
    pub(super) direction: &'static str,
    pub(super) title: &'static str,
    pub(super) found: [&'static str; 6],
    pub(super) doubts: &'static str,
    pub(super) no_doubts: &'static str,
    pub(super) doubts_hint: &'static str,
    pub(super) rules: &'static str,
    pub(super) rule: &'static str,
    pub(super) proved: &'static str,
    pub(super) doubtful: &'static str,
    pub(super) suggested: &'static str,
    pub(super) compared: &'static str,
    pub(super) old: &'static str,
    pub(super) new: &'static str,
    pub(super) no_changes: &'static str,
    pub(super) unchanged: &'static str,
    pub(super) left_out: &'static str,
    pub(super) line: &'static str,
    pub(super) page: &'static str,
    pub(super) times: &'static str,
    pub(super) more: &'static str,
}

const FA: Words = Words {
    tag: "fa",
    direction: "rtl",
    title: "آنچه از فایل کهنه درآمد",
    found: ["پاراگراف", "عنوان", "فهرست", "جدول", "پانوشت", "تصویر"],
    doubts: "جاهایی که باید دید",
    no_doubts: "هیچ جای مشکوکی نماند.",
    doubts_hint: "هر کدام در متن هم یادداشتی دارد؛ وقتی دیدید و درست کردید، یادداشت را پاک کنید. «publish check» آن‌ها را می‌شمارد.",
    rules: "قاعده‌ها",
    rule: "قاعده",
    proved: "اصلاح قطعی",
    doubtful: "اصلاح مشکوک",
    suggested: "پیشنهاد",
    compared: "کهنه و نو کنار هم",
    old: "در فایل کهنه",
    new: "اکنون",
    no_changes: "هیچ واژه‌ای تغییر نکرد.",
    unchanged: "بند بی‌تغییر",
    left_out: "آنچه در متن نیامد",
    line: "سطر",
    page: "صفحه",
    times: "بار",
    more: "و جز این‌ها:",
};

const AR: Words = Words {
    tag: "ar",
    direction: "rtl",
    title: "ما استُخرج من الملف القديم",
    found: ["فقرة", "عنوان", "قائمة", "جدول", "حاشية", "صورة"],
    doubts: "مواضع تحتاج إلى نظر",
    no_doubts: "لم يبق موضع مشكوك فيه.",
    doubts_hint: "لكل موضع تعليق في النص أيضًا؛ احذف التعليق بعد أن تراجعه. ويعدّها «publish check».",
    rules: "القواعد",
    rule: "القاعدة",
    proved: "إصلاح مؤكد",
    doubtful: "إصلاح مشكوك فيه",
    suggested: "اقتراح",
    compared: "القديم والجديد جنبًا إلى جنب",
    old: "في الملف القديم",
    new: "الآن",
    no_changes: "لم تتغير كلمة.",
    unchanged: "فقرات لم تتغير",
    left_out: "ما لم يدخل في النص",
    line: "سطر",
    page: "صفحة",
    times: "مرة",
    more: "وغير ذلك:",
};

const EN: Words = Words {
    tag: "en",
    direction: "ltr",
    title: "What came out of the old file",
    found: ["paragraphs", "headings", "lists", "tables", "notes", "images"],
    doubts: "Places to look at",
    no_doubts: "No doubtful place is left.",
    doubts_hint: "Each has a comment in the manuscript too: remove it when you have looked. `publish check` counts them.",
    rules: "Rules",
    rule: "Rule",
    proved: "proved",
    doubtful: "doubtful",
    suggested: "suggested",
    compared: "Old and new side by side",
    old: "In the old file",
    new: "Now",
    no_changes: "No word was changed.",
    unchanged: "blocks unchanged",
    left_out: "What is not in the text",
    line: "line",
    page: "page",
    times: "times",
    more: "and besides:",
};

/// The words for a language.
pub(super) fn words(language: Option<&Language>) -> Words {
    match language.map(Language::primary) {
        Some("fa" | "prs" | "tg") => FA,
        Some("ar") => AR,
        _ => EN,
    }
}
