"""Random books: every kind of block, several scripts, numbers, brackets and marks anywhere. The same ones at every run.

Each is made with `publish pdf --verify`, which reads the PDF back and compares it with the book, and checked with qpdf.
usage, alone: python3 tests/validators/invented.py PROGRAM [COUNT]
"""

import concurrent.futures
import pathlib
import random
import shutil
import subprocess
import sys
import tempfile

WORDS = {
    "fa": "نان آرد خمیر تنور کتاب زنبور کندو موم نانوا نانوایی می‌پزد نمی‌خواهد خانه‌ها بی‌گمان سنگک بربری لواش کلاه سلام لانه "
    "گندم جو چاودار نمک آب مایه ترش شیرین چاپ حروف صفحه جلد کاغذ مرکب خط نسخ نستعلیق همسایه دیروز امروز فردا است بود شد".split(),
    "ar": "كِتَابٌ وَرَق حِبْرٌ الكاتب الناسخ يكتب لا الله للّه الأولى سؤال قراءة مدرسة على إلى هذا بِسْمِ نَحْلَةٌ عسل خبز دقيق لأنّ الإبرة الآن".split(),
    "en": "bread book bee honey wax comb flour salt oven baker printer office fluffy affair waffle letters of and the in to from old".split(),
}
OTHERS = ["Jan Novak", "C++", "naïve", "www.example.org", "Ελλάδα", "книга", "H₂O", "Straße", "x²", "№ 5"]
NUMBERS = ["۱۲", "۱۳۴۵", "۱۲٫۵", "٢٠", "2026", "۲۰/۱۱/۱۴۰۵", "1,234.50", "۵۰٪", "−3", "10:30", "۴۵–۶۷", "(۱۹۱۷)"]
MARKS = ["،", "؛", ":", ".", "؟", "!", "…", " –"]


class Writer:
    """Writes one book by chance."""

    def __init__(self, seed):
        self.chance = random.Random(seed)
        self.language = self.chance.choice(["fa", "fa", "fa", "ar", "ar", "en"])
        self.notes = 0
        self.waiting = []

    def word(self):
        language = self.language if self.chance.random() < 0.93 else self.chance.choice(list(WORDS))
        word = self.chance.choice(WORDS[language])
        kind = self.chance.random()
        if kind < 0.04:
            return self.chance.choice(NUMBERS)
        if kind < 0.06:
            return self.chance.choice(OTHERS)
        if kind < 0.09:
            return self.chance.choice(["*{}*", "**{}**", "«{}»", "({})", "[{}]{{lang=ar}}", "~~{}~~", "[{}](https://example.org/a)", "“{}”"]).format(word)
        return word

    def words(self, least, most):
        words = []
        for _ in range(self.chance.randint(least, most)):
            words.append(self.word())
            if self.chance.random() < 0.08:
                words[-1] += self.chance.choice(MARKS)
        return " ".join(words)

    def plain(self, most):
        return " ".join(self.chance.choice(WORDS[self.language]) for _ in range(self.chance.randint(1, most)))

    def text(self, least=3, most=70):
        """Words for a paragraph, often with the mark of a note."""
        text = self.words(least, most) + self.chance.choice([".", "؟" if self.language != "en" else "?", ""])
        if self.chance.random() < 0.25:
            self.notes += 1
            self.waiting.append(f"[^{self.notes}]: {self.words(2, 40)}.")
            text += f"[^{self.notes}]"
        return text

    def paragraph(self):
        return self.text()

    def heading(self):
        return "#" * self.chance.randint(2, 4) + " " + self.plain(6)

    def quote(self):
        return "\n>\n".join("> " + self.text() for _ in range(self.chance.randint(1, 2)))

    def bullets(self):
        return "\n".join("- " + self.text(2, 25) for _ in range(self.chance.randint(1, 5)))

    def numbers(self):
        return "\n".join(f"{number}. " + self.text(2, 25) for number in range(1, self.chance.randint(2, 12)))

    def definitions(self):
        return "\n\n".join(f"{self.plain(2)}\n: {self.text(2, 20)}" for _ in range(self.chance.randint(1, 3)))

    def table(self):
        columns = self.chance.randint(1, 4)
        row = lambda cell: "| " + " | ".join(cell() for _ in range(columns)) + " |"
        body = [row(lambda: self.words(1, 4)) for _ in range(self.chance.randint(1, 6))]
        return "\n".join([row(lambda: self.plain(2)), row(lambda: "---"), *body])

    def verse(self):
        hemistich = lambda: self.plain(6)
        lines = [f"{hemistich()} / {hemistich()}" for _ in range(self.chance.randint(1, 6))]
        numbers = self.chance.choice(["", " {numbers=2}"])
        return f"::: verse{numbers}\n" + "\n".join(lines) + "\n:::"

    def dialogue(self):
        said = [f"{self.plain(1)}: {self.text(1, 20)}" for _ in range(self.chance.randint(1, 4))]
        return "::: dialogue\n" + "\n".join(said) + "\n:::"

    def container(self):
        opening = self.chance.choice(
            [f'box {{title="{self.plain(3)}"}}', "box", "center", f'epigraph {{source="{self.plain(3)}"}}', "columns {count=2}",
             f'letter {{place="{self.plain(1)}" salutation="{self.plain(2)}" signature="{self.plain(2)} / {self.plain(1)}"}}'])
        inside = [self.text(3, 40) for _ in range(self.chance.randint(1, 3))]
        return f"::: {opening}\n" + "\n\n".join(inside) + "\n:::"

    def code(self):
        return "```\nlet bread = flour + water;\n    bake(bread)\n```"

    def rule(self):
        return self.chance.choice(["---", "::: pagebreak\n:::"])

    def chapter(self):
        kinds = [self.heading, self.quote, self.bullets, self.numbers, self.definitions, self.table, self.verse,
                 self.dialogue, self.container, self.container, self.code, self.rule]
        blocks = ["# " + self.plain(5), self.paragraph()]
        for _ in range(self.chance.randint(3, 14)):
            blocks.append((self.paragraph if self.chance.random() < 0.45 else self.chance.choice(kinds))())
            blocks.extend(self.waiting)
            self.waiting = []
        return "\n\n".join([*blocks, self.paragraph(), *self.waiting]) + "\n"

    def manifest(self, chapters):
        body = self.chance.choice(["Vazirmatn", "Amiri", "Noto Naskh Arabic"])
        style = self.chance.choice(["book", "pamphlet", "large-print"])
        notes = self.chance.choice(["page", "chapter", "book"])
        justify = self.chance.choice(["spaces", "sparing", "full", "off"])
        lines = [f"title: {self.plain(4)}", f"language: {self.language}", f"style: {style}", f"notes: {notes}",
                 "date: 2026-11-21", "creators: [{ name: " + self.plain(2) + " }]"]
        if self.language != "en":
            lines.append(f"fonts: {{ body: {body} }}")
        if justify in ("sparing", "full"):
            lines.append(f"styles: {{ roles: {{ body: {{ kashida: {justify} }} }} }}")
        lines.append("contents: [titlepage, toc, " + ", ".join(f"{number}.md" for number in range(chapters)) + "]")
        return "\n".join(lines) + "\n"

    def write(self, folder):
        chapters = self.chance.randint(1, 4)
        folder.mkdir(parents=True)
        for number in range(chapters):
            self.waiting = []
            (folder / f"{number}.md").write_text(self.chapter(), encoding="utf-8")
        (folder / "manifest.yaml").write_text(self.manifest(chapters), encoding="utf-8")


def try_book(program, folder, seed):
    """What is found in the book of a seed: a line, or nothing."""
    book, pdf = folder / f"{seed}", folder / f"{seed}.pdf"
    Writer(seed).write(book)
    made = subprocess.run([program, "pdf", str(book), "--verify", "-q", "--format", "short", "--jobs", "1", "-o", str(pdf)],
                          capture_output=True, text=True)
    if made.returncode != 0:
        return f"book {seed}: {(made.stderr or made.stdout).strip()[:400]}"
    if shutil.which("qpdf"):
        qpdf = subprocess.run(["qpdf", "--check", str(pdf)], capture_output=True, text=True)
        if qpdf.returncode != 0:
            return f"book {seed}: qpdf: {(qpdf.stdout + qpdf.stderr).strip()[-400:]}"
    shutil.rmtree(book)
    pdf.unlink()
    return None


def try_books(program, count):
    """What is found in so many books."""
    with tempfile.TemporaryDirectory() as temporary, concurrent.futures.ThreadPoolExecutor(4) as pool:
        found = pool.map(lambda seed: try_book(program, pathlib.Path(temporary), seed), range(count))
        return [line for line in found if line]


if __name__ == "__main__":
    COUNT = int(sys.argv[2]) if len(sys.argv) > 2 else 200
    FOUND = try_books(sys.argv[1], COUNT)
    print("\n".join(FOUND))
    print(f"{COUNT - len(FOUND)} passed, {len(FOUND)} failed")
    sys.exit(1 if FOUND else 0)
