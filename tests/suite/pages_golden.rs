//! Pages of texts as a reader writes them, whole: what invented books do not have; golden pages in `tests/cases/pages`.

use publish::dump;

use crate::set::set;
use crate::support::{assert_expected, root};

/// Sets a text in the style of a small page and compares the pages with those stored.
fn check(case: &str, manifest: &str, text: &str) {
    let set = set(&format!("language: fa\n{manifest}"), text, &[]);
    assert!(set.diagnostics.is_empty(), "{:?}", set.diagnostics);
    assert_expected(&root().join("tests/cases/pages").join(case).join("expected.txt"), &dump::pages(&set.pages));
}

#[test]
fn columns_in_a_text() {
    let text = "# نان\n\nآرد و آب.\n\n::: columns {count=2}\nنانِ گرم را نمی‌برند، می‌شکنند؛ و آن که می‌شکند نیمی را می‌دهد.\n\n\
                ## تنور {.wide}\n\nآتش را پیش از سحر روشن می‌کنند.\n\n::: columnbreak\n\nنخستین نان برای دیوار است.\n:::\n\nپایان.\n";
    check("columns", "styles: { page: { paper: a6, column-rule: 0.5pt } }\n", text);
}

#[test]
fn an_article_that_goes_on_overleaf() {
    let sentence = "خمیر را شب گذاشته‌اند که آرام ور بیاید و حالا تنور گرم است. ";
    let text = format!("::: article\n# تنور\n\n{}\n:::\n", sentence.repeat(14).trim_end());
    check("overleaf", "style: leaflet\nstyles: { page: { paper: a6, columns: 1 } }\n", &text);
}

#[test]
fn definitions_a_box_and_separators() {
    let text = "# واژه‌ها\n\nخمیرترش\n: آرد و آبی که ور آمده است.\n\nاستخوان\n: تیغه‌ای برای تا زدنِ کاغذ.\n\n* * *\n\n\
                ::: box {title=\"یادآوری\"}\nخمیر را خنک نگه دارید.\n:::\n\n* * *\n\n::: center\nپایان\n:::\n";
    check("definitions", "styles: { page: { paper: a6 } }\n", text);
}
