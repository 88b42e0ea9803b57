//! What is to be done by hand with sheets from a printer that prints one side: steps in the language of the book.

use super::Book;
use super::sketches::Sketch;
use crate::base::Language;
use crate::script::DigitSet;

/// Sheets in the order in which they are printed. Filled by cli; read by [`Book::guide`].
#[derive(Clone, Copy, Debug)]
pub struct Handwork {
    /// How many fronts the file has, and how many backs after them.
    pub sides: (usize, usize),
    /// Whether the last sheet is the first whose back is printed.
    pub is_reversed: bool,
    /// What comes after printing.
    pub work: Work,
}

/// What is done with sheets that are printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Work {
    /// They are read as they are.
    None,
    /// They are folded and put into each other.
    Fold {
        /// How often a sheet is folded: once to three times.
        folds: u8,
        /// Sheets in a signature, and signatures.
        sheets: (usize, usize),
    },
    /// The pile is cut into stacks, which are laid on each other.
    Stacks(usize),
    /// The pile is cut into copies.
    Copies(usize),
    /// The sheet is folded into three.
    Panels,
}

/// Steps for who prints and folds.
#[derive(Clone, Debug)]
pub struct Guide {
    /// The language it is in.
    pub language: Language,
    /// What it is.
    pub title: String,
    /// What it is good for.
    pub purpose: String,
    /// What to do, in order, each with its drawing.
    pub steps: Vec<(Sketch, String)>,
    /// What goes wrong, and what helps.
    pub caution: String,
}

/// The words of a language. `{}` stands for numbers, in the order that the step has them.
struct Words {
    title: &'static str,
    purpose: &'static str,
    /// One page of the file, and several.
    pages: [&'static str; 2],
    fronts: &'static str,
    /// The pile as it is put back: the first sheet drawn first, or the last one.
    back_in: [&'static str; 2],
    backs: &'static str,
    /// Before the fold in the middle: for sheets folded twice and three times.
    first_folds: [&'static str; 2],
    /// One sheet, several, signatures.
    fold: [&'static str; 3],
    staple: &'static str,
    sew: &'static str,
    open: &'static str,
    cut: &'static str,
    /// Bound at the right, and at the left.
    stack: [&'static str; 2],
    panels: [&'static str; 2],
    copies: &'static str,
    caution: &'static str,
}

const PERSIAN: Words = Words {
    title: "راهنمای چاپ و تا کردن",
    purpose: "این برگه را کنار بگذارید. چاپگرِ یک‌رو نخست روی همهٔ برگه‌ها را چاپ می‌کند و سپس پشت آن‌ها را.",
    pages: ["صفحهٔ {}", "صفحه‌های {} تا {}"],
    fronts: "روها را چاپ کنید: {} این پرونده.",
    back_in: [
        "دسته را مانند ورق کتاب برگردانید و در چاپگر بگذارید، چنان که نخستین برگه پیش از همه کشیده شود. لبهٔ بالا همان بالا می‌ماند.",
        "دسته را همان‌گونه که بیرون آمده در چاپگر بگذارید، چنان که واپسین برگه پیش از همه کشیده شود. لبهٔ بالا همان بالا می‌ماند.",
    ],
    backs: "پشت‌ها را چاپ کنید: {} این پرونده.",
    first_folds: ["نیمهٔ بالای هر برگه را به پشت تا کنید.", "نیمهٔ راست هر برگه را به پشت تا کنید، سپس نیمهٔ بالا را."],
    fold: [
        "برگه را از میان تا کنید؛ صفحهٔ نخست رو می‌آید.",
        "برگه‌ها را به ترتیب در هم بگذارید، نخستین برگه بیرون از همه، و از میان تا کنید؛ صفحهٔ نخست رو می‌آید.",
        "هر {} برگه را در هم بگذارید و از میان تا کنید: یک فرم. آنچه بماند فرم آخر است.",
    ],
    staple: "از بیرون، روی خط تا، دو منگنه بزنید.",
    sew: "فرم‌ها را به ترتیب روی هم بچینید و از خط تا بدوزید.",
    open: "تاهای سر کتاب را با کارد باز کنید.",
    cut: "دسته را با کارد به {} بخش برابر ببرید.",
    stack: [
        "بخش‌ها را به ترتیب خواندن روی هم بگذارید: بالا راست روی همه. از لبهٔ راست بچسبانید.",
        "بخش‌ها را به ترتیب خواندن روی هم بگذارید: بالا چپ روی همه. از لبهٔ چپ بچسبانید.",
    ],
    panels: [
        "برگه را چنان بگذارید که صفحهٔ {} در راست باشد. یک‌سومِ چپ را به درون تا کنید، سپس یک‌سومِ راست را روی آن.",
        "برگه را چنان بگذارید که صفحهٔ {} در چپ باشد. یک‌سومِ راست را به درون تا کنید، سپس یک‌سومِ چپ را روی آن.",
    ],
    copies: "دسته را با کارد به {} نسخه ببرید.",
    caution: "نخست با دو برگه بیازمایید. اگر پشت‌ها وارونه چاپ شدند، دسته را پیش از گذاشتن در چاپگر نیم‌دور بچرخانید؛ اگر روی نوشته چاپ شدند، آن را پشت‌ورو کنید.",
};

const ARABIC: Words = Words {
    title: "دليل الطباعة والطي",
    purpose: "ضَع هذه الورقة جانبًا. الطابعة ذات الوجه الواحد تطبع وجوه الأوراق كلها أولًا، ثم ظهورها.",
    pages: ["الصفحة {}", "الصفحات من {} إلى {}"],
    fronts: "اطبع الوجوه: {} من هذا الملف.",
    back_in: [
        "اقلب الرزمة كما تُقلب ورقة الكتاب وأعدها إلى الطابعة بحيث تُسحب الورقة الأولى قبل غيرها. تبقى الحافة العليا في الأعلى.",
        "أعد الرزمة إلى الطابعة كما خرجت بحيث تُسحب الورقة الأخيرة قبل غيرها. تبقى الحافة العليا في الأعلى.",
    ],
    backs: "اطبع الظهور: {} من هذا الملف.",
    first_folds: ["اطوِ النصف العلوي من كل ورقة إلى الخلف.", "اطوِ النصف الأيمن من كل ورقة إلى الخلف، ثم النصف العلوي."],
    fold: [
        "اطوِ الورقة من وسطها، فتأتي الصفحة الأولى في الأمام.",
        "ضع الأوراق بالترتيب بعضها داخل بعض، الأولى في الخارج، واطوها من الوسط، فتأتي الصفحة الأولى في الأمام.",
        "ضع الأوراق بعضها داخل بعض واطوها من الوسط، وعددها في كل ملزمة {}. وما بقي فهو الملزمة الأخيرة.",
    ],
    staple: "ثبّتها من الخارج بدبّوسين على خط الطي.",
    sew: "رتّب الملازم بعضها فوق بعض وخِطها من خط الطي.",
    open: "افتح الطيّات عند رأس الكتاب بسكين.",
    cut: "اقطع الرزمة بسكين أقسامًا متساوية عددها {}.",
    stack: [
        "ضع الأقسام بعضها فوق بعض بترتيب القراءة: الأعلى الأيمن فوق الجميع. وألصقها من الحافة اليمنى.",
        "ضع الأقسام بعضها فوق بعض بترتيب القراءة: الأعلى الأيسر فوق الجميع. وألصقها من الحافة اليسرى.",
    ],
    panels: [
        "ضع الورقة بحيث تكون الصفحة {} على اليمين. اطوِ الثلث الأيسر إلى الداخل، ثم الثلث الأيمن فوقه.",
        "ضع الورقة بحيث تكون الصفحة {} على اليسار. اطوِ الثلث الأيمن إلى الداخل، ثم الثلث الأيسر فوقه.",
    ],
    copies: "اقطع الرزمة بسكين نسخًا عددها {}.",
    caution: "جرّب بورقتين أولًا. إن جاءت الظهور مقلوبة فأدِر الرزمة نصف دورة قبل إعادتها، وإن طُبعت فوق الوجوه فاقلبها.",
};

const ENGLISH: Words = Words {
    title: "How to print and fold",
    purpose: "Put this sheet aside. A printer of one side prints the fronts of all sheets first, then their backs.",
    pages: ["page {}", "pages {} to {}"],
    fronts: "Print the fronts: {} of this file.",
    back_in: [
        "Turn the pile over like the leaf of a book and put it back, so that the first sheet is drawn first. The upper edge stays the upper edge.",
        "Put the pile back as it came out, so that the last sheet is drawn first. The upper edge stays the upper edge.",
    ],
    backs: "Print the backs: {} of this file.",
    first_folds: [
        "Fold the upper half of each sheet behind the lower one.",
        "Fold the right half of each sheet behind the left one, then the upper half behind the lower one.",
    ],
    fold: [
        "Fold the sheet in the middle: the first page comes to the front.",
        "Put the sheets into each other in order, the first one outermost, and fold them in the middle: the first page comes to the front.",
        "Put each {} sheets into each other and fold them in the middle: a signature. What is left over is the last one.",
    ],
    staple: "Staple them twice on the fold, from outside.",
    sew: "Lay the signatures on each other in order and sew them through their folds.",
    open: "Open the folds at the head with a knife.",
    cut: "Cut the pile into {} equal parts.",
    stack: [
        "Lay the parts on each other in the order of reading: the upper right one on top. Glue them at the right edge.",
        "Lay the parts on each other in the order of reading: the upper left one on top. Glue them at the left edge.",
    ],
    panels: [
        "Lay the sheet so that page {} is at the right. Fold the left third inward, then the right third over it.",
        "Lay the sheet so that page {} is at the left. Fold the right third inward, then the left third over it.",
    ],
    copies: "Cut the pile into {} copies.",
    caution: "Try it with two sheets first. If the backs stand on their heads, turn the pile half round before you put it back; if they are printed over the fronts, turn it over.",
};

impl Book {
    /// What to do with sheets from a printer that prints one side: in the language of the book, else in English.
    pub fn guide(&self, handwork: &Handwork) -> Guide {
        let own = self.metadata.language.clone();
        let (words, language) = match own.primary() {
            "fa" | "prs" => (&PERSIAN, own),
            "ar" => (&ARABIC, own),
            "en" => (&ENGLISH, own),
            _ => (&ENGLISH, Language::new("en")),
        };
        let writer = Writer { words, digits: self.digits_in(&language), is_rtl: self.metadata.direction.is_rtl() };
        let (fronts, backs) = handwork.sides;
        // The guide is the first page of the file.
        let printed = |text: &str, from: usize, to: usize| text.replacen("{}", &writer.pages(from + 2, to + 1), 1);
        let (turning, back_in) = match handwork.is_reversed {
            false => (Sketch::TurnOver, words.back_in[0]),
            true => (Sketch::PutBack, words.back_in[1]),
        };
        let mut steps = vec![
            (Sketch::Fronts, printed(words.fronts, 0, fronts)),
            (turning, back_in.to_owned()),
            (Sketch::Backs, printed(words.backs, fronts, fronts + backs)),
        ];
        steps.extend(writer.by_hand(handwork.work));
        let [title, purpose, caution] = [words.title, words.purpose, words.caution].map(str::to_owned);
        Guide { language, title, purpose, steps, caution }
    }
}

/// Writes steps in a language.
struct Writer {
    words: &'static Words,
    digits: DigitSet,
    is_rtl: bool,
}

impl Writer {
    fn by_hand(&self, work: Work) -> Vec<(Sketch, String)> {
        let words = self.words;
        let is_left = usize::from(!self.is_rtl);
        match work {
            Work::None => Vec::new(),
            Work::Fold { folds, sheets } => self.folding(folds, sheets),
            Work::Stacks(count) => vec![
                (Sketch::Cut, self.numbered(words.cut, &[count])),
                (Sketch::Stack, words.stack[is_left].to_owned()),
            ],
            Work::Copies(count) => vec![(Sketch::Cut, self.numbered(words.copies, &[count]))],
            Work::Panels => vec![(Sketch::Panels, self.numbered(words.panels[is_left], &[3]))],
        }
    }

    fn folding(&self, folds: u8, (sheets, signatures): (usize, usize)) -> Vec<(Sketch, String)> {
        let words = self.words;
        let mut steps = Vec::new();
        match folds {
            2 => steps.push((Sketch::FoldDown, words.first_folds[0].to_owned())),
            3 => steps.push((Sketch::FoldAside, words.first_folds[1].to_owned())),
            _ => {}
        }
        let fold = if signatures > 1 { 2 } else { usize::from(sheets > 1) };
        steps.push((Sketch::Fold, self.numbered(words.fold[fold], &[sheets])));
        if signatures > 1 {
            steps.push((Sketch::Sew, words.sew.to_owned()));
        } else if sheets > 1 || folds > 1 {
            steps.push((Sketch::Staple, words.staple.to_owned()));
        }
        if folds > 1 {
            steps.push((Sketch::Open, words.open.to_owned()));
        }
        steps
    }

    /// Pages of the file, from one to another.
    fn pages(&self, from: usize, to: usize) -> String {
        let [one, several] = self.words.pages;
        if from == to { self.numbered(one, &[from]) } else { self.numbered(several, &[from, to]) }
    }

    /// A text with numbers.
    fn numbered(&self, text: &str, numbers: &[usize]) -> String {
        let numbers = numbers.iter().map(|&number| self.digits.format(number as u64));
        numbers.fold(text.to_owned(), |text, number| text.replacen("{}", &number, 1))
    }
}
