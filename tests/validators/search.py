"""The search of PDF readers on words that are hard to find: half-spaces, lam-alef, vowel marks, kashida, spaces.

A small book is made; each word is looked for with the search call of MuPDF and of PDFium (Chrome), and in the text that
the find bars of poppler's and pdf.js's viewers look through.
"""

import pathlib
import re
import subprocess

import readers

MANIFEST = """title: جستجو
language: fa
identifier: urn:uuid:7d3c3a57-5a0e-4a3a-9d4d-3f8f4f6f7a11
fonts: { body: %s }
styles: { roles: { body: { kashida: full } } }
contents: [one.md]
"""
TEXT = """# جستجو

نانوا هر بامداد می\u200cپزد و همسایه\u200cها نان\u200cهای تازه را به خانه می\u200cبرند، سلام می\u200cکنند و کلاه از سر برمی\u200cدارند؛ والا نان گران است و سنگک نایاب.

كَتَبَ النَّاسِخُ رِسَالَةً طَوِيلَةً إِلَى صَدِيقِهِ، ثُمَّ أَرْسَلَهَا مَعَ القَافِلَةِ.

بخش بزرگی از این سرگذشت را شاگرد نانوایی نوشته است که پس از سال\u200cها کار در شهر دور به روستای پدری برگشت و تنور کهنه را از نو ساخت.
"""
# What is looked for: kind, words.
QUERIES = [
    ("half-space", "می\u200cپزد"),
    ("half-space", "نان\u200cهای"),
    ("half-space", "همسایه\u200cها"),
    ("without it", "میپزد"),
    ("lam-alef", "سلام"),
    ("lam-alef", "کلاه"),
    ("lam-alef", "والا"),
    ("vowel marks", "رِسَالَةً"),
    ("vowel marks", "أَرْسَلَهَا"),
    ("kashida", "سرگذشت"),
    ("kashida", "نوشته"),
    ("phrase", "نان گران است"),
    ("phrase", "تنور کهنه را"),
    ("phrase", "سنگک نایاب"),
]
# Least share of the queries found in all faces, `without it` left out: what is reached today, so that it does not fall.
# PDFium and MuPDF compare the text as it is in the file, with the U+061C before each vowel mark that keeps marks and
# signs apart in copied text: words are not found by their marks there, but all others are.
# pdf.js drops every code whose text ends in a format character, and so U+200C: its viewer finds words written without.
LEAST = {"PDFium": 0.84, "MuPDF": 0.84, "poppler": 1.0, "pdf.js": 0.74}
FACES = ["Vazirmatn", "Amiri", "Noto Naskh Arabic"]


def pdfium(pdf, query):
    import pypdfium2

    return any(page.get_textpage().search(query).get_next() for page in pypdfium2.PdfDocument(pdf))


def mupdf(pdf, query):
    import pymupdf

    return any(page.search_for(query) for page in pymupdf.open(pdf))


def folded(text):
    """As viewers fold: white space and ends of lines are one space, directional marks are nothing."""
    return re.sub(r"\s+", " ", readers.MARKS.sub("", text))


def in_text(read):
    return lambda pdf, query, home: any(query in folded(page) for page in read(pdf, home))


SEARCHES = {
    "PDFium": lambda pdf, query, _home: pdfium(pdf, query),
    "MuPDF": lambda pdf, query, _home: mupdf(pdf, query),
    "poppler": in_text(readers.poppler),
    "pdf.js": in_text(readers.pdfjs),
}


def make(program, folder, face):
    book = folder / f"search-{face.replace(' ', '')}"
    book.mkdir()
    (book / "manifest.yaml").write_text(MANIFEST % face, encoding="utf-8")
    (book / "one.md").write_text(TEXT, encoding="utf-8")
    pdf = pathlib.Path(f"{book}.pdf")
    subprocess.run([program, "pdf", str(book), "-q", "-o", str(pdf)], check=True, capture_output=True)
    return str(pdf)


def check_searches(program, folder, home, check, skip):
    made = {face: make(program, folder, face) for face in FACES}
    for name, search in SEARCHES.items():
        kinds, found, total = {}, 0, 0
        try:
            for kind, query in QUERIES:
                hits = sum(search(pdf, query, home) for pdf in made.values())
                got, of = kinds.get(kind, (0, 0))
                kinds[kind] = (got + hits, of + len(made))
                if kind != "without it":
                    found, total = found + hits, total + len(made)
        except (readers.Missing, ImportError) as missing:
            skip(f"search in {name}", str(missing))
            continue
        table = ", ".join(f"{kind} {got}/{of}" for kind, (got, of) in kinds.items())
        check(f"search in {name:8}", found / total >= LEAST[name], f"{found}/{total} of at least {LEAST[name]:.2f}: {table}")
