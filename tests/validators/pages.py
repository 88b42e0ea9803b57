"""Generated books in every built-in style and three languages: what holds for each of their pages, as MuPDF reads it.

Every paragraph, note and heading begins and ends with words that stand nowhere else, so that its pages can be found in the
text of the PDF. Notes begin on the page of their mark, contents and references tell the right pages, no line of a paragraph
stands alone, and nothing leaves its page or leaves it empty, unless the program said so.
"""

import collections
import pathlib
import random
import re
import struct
import subprocess
import zlib

import readers

STYLES = ["book", "pamphlet", "leaflet", "poetry", "large-print"]
WORDS = {
    "fa": "نان آرد آب نمک تنور خمیر کتاب زنبور عسل کندو چاپ حروف صبح شب دست گندم آسیاب مایه گرما بوی".split(),
    "ar": "خبز طحين ماء ملح تنور عجين كتاب نحلة عسل خلية طباعة حروف صباح ليل يد قمح طاحونة خميرة دفء رائحة".split(),
    "en": "bread flour water salt oven dough book bee honey hive print type dawn night hand wheat mill yeast warmth loaf".split(),
}
# Letters of words that stand nowhere else. English ones have four letters at most, so that they are never hyphenated.
LETTERS = {"fa": "بتسمنلکعفحطصپچخق", "ar": "بتسمنلكعفحطصجخقي", "en": "bcdfghklmnpqrstv"}
# Heights of the foot margin, and of lines, are those of styles/*.yaml.
STYLE_FILES = pathlib.Path("styles")
# No page is fuller than its type area by more than this, in points: what hangs below the last baseline.
DESCENT = 9
# A page that ends earlier than this share of its type area is reported.
SHORT = 0.25


class Book:
    """A made manuscript, and what it says where."""

    def __init__(self, seed, language, style):
        self.dice, self.language, self.style = random.Random(seed), language, style
        self.count = 0
        self.text, self.notes_text = [], []
        self.notes, self.headings, self.references, self.paragraphs = [], [], [], []

    def token(self):
        """A word that stands nowhere else."""
        self.count += 1
        letters = LETTERS[self.language]
        word = "".join(letters[self.count >> shift & 15] for shift in (0, 4, 8))
        return f"Z{word}" if self.language == "en" else f"ه{word}"

    def words(self, least, most):
        return " ".join(self.dice.choice(WORDS[self.language]) for _ in range(self.dice.randint(least, most)))

    def note(self):
        mark, begin = self.token(), self.token()
        stream = self.dice.choice(["", "", "e:"])
        label = f"{stream}{len(self.notes)}"
        parts = [f"{begin} {self.words(2, 40)}"] + [self.words(2, 50) for _ in range(self.dice.randint(0, 2))]
        self.notes_text.append(f"[^{label}]: " + "\n\n    ".join(parts) + "\n")
        self.notes.append((mark, begin))
        return f"{mark}[^{label}] {self.words(0, 15)}"

    def paragraph(self):
        begin, end = self.token(), self.token()
        marks = " ".join(self.note() for _ in range(max(0, self.dice.randint(-4, 2))))
        self.paragraphs.append((begin, end))
        return f"{begin} {self.words(3, 90)} {marks} {self.words(1, 20)} {end}\n"

    def heading(self, level):
        word, anchor = self.token(), f"h{len(self.headings)}"
        self.headings.append((word, anchor, level))
        return f"{'#' * level} {word} {self.words(1, 2)} {{#{anchor}}}\n"

    def reference(self):
        begin, end = self.token(), self.token()
        self.references.append((begin, end))
        return f"{begin} [](#h{{}}){{ref=page}} {end}\n"

    def block(self):
        dice = self.dice
        kind = dice.randint(0, 15)
        if kind == 0:
            return self.heading(2)
        if kind == 1:
            return "".join(f"- {self.words(2, 25)}\n" for _ in range(dice.randint(2, 5)))
        if kind == 2:
            head = f"| {self.words(1, 1)} | {self.words(1, 1)} |\n|---|---|\n"
            return head + "".join(f"| {self.words(1, 3)} | {self.words(1, 5)} |\n" for _ in range(dice.randint(1, 9)))
        if kind == 3:
            return f"> {self.words(10, 50)}\n"
        if kind == 4:
            return f"![{self.words(2, 3)}](a.png \"{self.words(2, 6)}\")\n"
        if kind == 5:
            columns = "\n".join(f"{self.words(10, 60)}\n" for _ in range(dice.randint(1, 4)))
            return f"::: columns {{count={dice.randint(2, 3)}}}\n{columns}\n:::\n"
        if kind == 6:
            return self.reference()
        if kind == 7:
            lines = "".join(f"{self.words(3, 4)} / {self.words(3, 4)}\n" for _ in range(dice.randint(1, 6)))
            return f"::: verse\n{lines}:::\n"
        if kind == 8:
            return f"::: box {{title=\"{self.words(1, 3)}\"}}\n{self.words(10, 60)}\n:::\n"
        return self.paragraph()

    def write(self, folder):
        for _ in range(5):
            self.text += [self.heading(1)] + [self.block() for _ in range(22)]
        targets = [self.dice.randrange(len(self.headings)) for _ in self.references]
        text = "\n".join(self.text + self.notes_text)
        for target in targets:
            text = text.replace("(#h{})", f"(#h{target})", 1)
        self.references = [(*words, target) for words, target in zip(self.references, targets)]
        (folder / "text").mkdir(parents=True)
        (folder / "text/one.md").write_text(text, encoding="utf-8")
        (folder / "text/a.png").write_bytes(png(300, 200))
        columns = "columns: 1, fit: none"
        (folder / "manifest.yaml").write_text(
            f"title: {WORDS[self.language][0]}\nlanguage: {self.language}\nstyle: {self.style}\n"
            "creators: [{ name: A, role: author }]\ncontents: [titlepage, toc, text/one.md]\ntoc: { depth: 2 }\n"
            f"styles: {{ page: {{ {columns} }} }}\n"
            "notes: { place: page, streams: { e: { marks: symbols } } }\n", encoding="utf-8")


def png(width, height):
    """A grey image."""
    def chunk(name, content):
        check = zlib.crc32(name + content)
        return struct.pack(">I", len(content)) + name + content + struct.pack(">I", check)
    rows = zlib.compress((b"\0" + b"\x99" * width) * height)
    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def latin_digits(text):
    """The text with Persian and Arabic digits as ASCII."""
    return "".join(str("۰۱۲۳۴۵۶۷۸۹".find(c)) if c in "۰۱۲۳۴۵۶۷۸۹" else str("٠١٢٣٤٥٦٧٨٩".find(c)) if c in "٠١٢٣٤٥٦٧٨٩" else c
                   for c in text)


def value_of(style, key):
    """A length of the page of a style, in points."""
    for name in (style, "book"):
        found = re.search(rf"^  {key}: ([0-9.]+)(mm|pt)", (STYLE_FILES / f"{name}.yaml").read_text(encoding="utf-8"), re.M)
        if found:
            return float(found[1]) * (72 / 25.4 if found[2] == "mm" else 1)
    raise KeyError(key)


class Reading:
    """The pages of a PDF: their text, their lines of the size of the text, and which page has a word."""

    def __init__(self, pdf):
        try:
            import pymupdf
        except ImportError as fault:
            raise readers.Missing("pymupdf") from fault
        self.document = pymupdf.open(pdf)
        self.texts = [readers.MARKS.sub("", page.get_text()) for page in self.document]
        self.page_of_word = {}
        for number, text in enumerate(self.texts):
            for word in text.split():
                # A mark of a note, brackets and stops stand at words.
                self.page_of_word.setdefault(re.sub(r"[^\w]|[\d_]", "", word), []).append(number)
        self.spans = [list(self.spans_of(page)) for page in self.document]
        sizes = collections.Counter()
        for spans in self.spans:
            for _, size, text in spans:
                sizes[round(size, 1)] += len(text)
        self.body_size = sizes.most_common(1)[0][0]

    @staticmethod
    def spans_of(page):
        for block in page.get_text("dict")["blocks"]:
            for line in block.get("lines", []):
                for span in line["spans"]:
                    if span["text"].strip():
                        yield span["origin"][1], span["size"], readers.MARKS.sub("", span["text"])

    def pages_of(self, word):
        return self.page_of_word.get(word, [])

    def label(self, page):
        label = self.document[page].get_label()
        # MuPDF gives a label that is no ASCII as it stands in the file.
        if re.fullmatch("<FEFF[0-9A-F]*>", label):
            label = bytes.fromhex(label[5:-1]).decode("utf-16-be")
        return latin_digits(readers.MARKS.sub("", label))

    def body_lines(self, page):
        """The lines of the text's size as sets of words, from the top."""
        lines = collections.defaultdict(str)
        for y, size, text in self.spans[page]:
            if abs(size - self.body_size) < 0.2:
                lines[round(y)] += text + " "
        return [set(re.findall(r"\w+", lines[y])) for y in sorted(lines)]


def reported(report, code):
    """The numbers of pages that a code was reported for."""
    return {int(number) for number in re.findall(rf"\[{code}\]: [^\n]*?\bpage (\d+)", report)}


def faults(book, pdf, report):
    """Everything that is wrong with a book, as phrases."""
    reading = Reading(pdf)
    first = min(reading.pages_of(book.headings[0][0])[1:] or [0])
    page_of = lambda word: next((page for page in reading.pages_of(word) if page >= first), None)
    wrong = []
    late = reported(report, "pages.late-note")
    lost = []
    for mark, begin in book.notes:
        at, starts = page_of(mark), page_of(begin)
        if at is None or starts is None:
            lost.append(mark if at is None else begin)
        elif at != starts and at + 1 not in late:
            wrong.append(f"the note of page {at + 1} begins on page {starts + 1}")
    if len(lost) * 50 > len(book.notes):
        wrong.append(f"{len(lost)} of {len(book.notes)} notes cannot be read: {lost[:4]}")
    wrong += list(wrong_contents(book, reading, first, page_of))
    wrong += list(wrong_references(book, reading, page_of))
    wrong += list(lone_lines(book, reading, report, first, page_of))
    wrong += list(wrong_heights(book, reading, report, first, page_of))
    return wrong


def wrong_contents(book, reading, first, page_of):
    for word, _, _ in book.headings:
        at = page_of(word)
        entries = [page for page in reading.pages_of(word) if page < first]
        if at is None or not entries:
            yield f"the heading {word} is not read twice"
            continue
        page, spans = reading.document[entries[0]], reading.spans[entries[0]]
        y = next(y for y, _, text in spans if word in text)
        numbers = [number for other, _, text in spans if abs(other - y) < 1 for number in re.findall(r"\d+", latin_digits(text))]
        if reading.label(at) not in numbers:
            yield f"the contents say {numbers} for {word} on page {reading.label(at)}"
        # Its link leads there too.
        links = {link["page"] for link in page.get_links() if link["kind"] == 1 and link["from"].y0 < y < link["from"].y1}
        if at not in links:
            yield f"the contents lead to {links} for {word} on page {at}"


def wrong_references(book, reading, page_of):
    for begin, end, target in book.references:
        at, wanted = page_of(begin), page_of(book.headings[target][0])
        if at is None or wanted is None:
            yield f"the reference {begin} is not read"
            continue
        line = latin_digits(" ".join(reading.texts[at].split()))
        found = re.search(rf"{begin}\s*(\d+)\s*{end}|{end}\s*(\d+)\s*{begin}", line)
        if not found or reading.label(wanted) not in found.groups():
            yield f"the reference {begin} says {found and found[0]} in place of {reading.label(wanted)}"


def lone_lines(book, reading, report, first, page_of):
    parted = reported(report, "pages.parted")
    for begin, end in book.paragraphs:
        from_page, to_page = page_of(begin), page_of(end)
        if from_page is None or to_page is None or from_page == to_page:
            continue
        last, head = reading.body_lines(from_page), reading.body_lines(to_page)
        if last and begin in last[-1] and from_page + 1 not in parted:
            yield f"the first line of {begin} stands alone at the foot of page {from_page + 1}"
        if head and end in head[0] and to_page not in parted:
            yield f"the last line of {begin} stands alone on page {to_page + 1}"


def wrong_heights(book, reading, report, first, page_of):
    tall, short = reported(report, "pages.too-tall"), reported(report, "pages.short") | reported(report, "pages.parted")
    top, bottom = value_of(book.style, "top"), value_of(book.style, "bottom")
    opens = {page_of(word) for word, _, level in book.headings if level == 1}
    for number in range(first, len(reading.spans)):
        page = reading.document[number]
        height = page.rect.height
        foot = height - bottom
        folio = height - bottom / 2
        lines = [y for y, _, text in reading.spans[number] if top < y and not (y > foot + DESCENT / 2 and text.strip(" ").isdigit())]
        lowest = max(lines + [box["bbox"][3] for box in page.get_image_info()], default=0)
        if lowest > foot + 1 and number + 1 not in tall:
            yield f"page {number + 1} goes down to {lowest:.0f} of {foot:.0f} pt"
        is_last = number + 1 in opens or number + 1 == len(reading.spans)
        white = foot - lowest
        if not is_last and lines and white > (foot - top) * SHORT + DESCENT and number + 1 not in short:
            yield f"page {number + 1} ends {white:.0f} pt early"
        if any(word[0] < -0.5 or word[2] > page.rect.width + 0.5 for word in page.get_text("words")):
            yield f"words of page {number + 1} leave the paper"


def check_books(program, folder, check, count=20):
    """Twenty books, each made in its folder."""
    for seed in range(count):
        language, style = ["fa", "ar", "en"][seed % 3], STYLES[seed % len(STYLES)]
        book = Book(seed, language, style)
        home = folder / f"made{seed}"
        book.write(home)
        out = home / "made.pdf"
        run = subprocess.run([program, "pdf", "-v", "--format", "short", "manifest.yaml", "-o", out.name], cwd=home, capture_output=True)
        report = run.stderr.decode("utf-8")
        name = f"generated book {seed} ({language}, {style})"
        if run.returncode:
            check(name, False, report[-600:])
            continue
        wrong = faults(book, str(out), report)
        check(f"{name}: pages keep the rules", not wrong, "".join(f"\n  {one}" for one in wrong[:8]))
