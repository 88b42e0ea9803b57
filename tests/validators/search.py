"""The search of PDF readers on words that are hard to find: half-spaces, lam-alef, vowel marks, kashida, spaces.

A small book is made; each word is looked for with the search calls of MuPDF and of PDFium, with the find bar of pdf.js
(Firefox), and in the text that poppler's viewers (evince, okular) look through, folded as they fold it.
"""

import json

import pathlib
import re
import shutil
import subprocess
import unicodedata

import readers

HERE = pathlib.Path(__file__).parent

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
    ("vowel marks", "إِلَى"),
    ("marks left out", "رسالة"),
    ("marks left out", "أرسلها"),
    ("marks left out", "صديقه"),
    ("two marks", "النَّاسِخُ"),
    ("two marks", "الناسخ"),
    ("two marks", "ثُمَّ"),
    ("kashida", "سرگذشت"),
    ("kashida", "نوشته"),
    ("phrase", "نان گران است"),
    ("phrase", "تنور کهنه را"),
    ("phrase", "سنگک نایاب"),
]
# What a reader cannot find, whatever a file says:
# - The calls of PDFium and MuPDF compare letter for letter, so vowel marks cannot be left out; Chrome looks through the
#   same text with ICU, which passes over them.
# - Two marks on a letter have U+061C between them, or PDFium gives them in another order (src/pdf/text.rs). ICU and poppler's
#   viewers pass over it, the others do not.
# - All but pdf.js look for U+200C where it is, so it cannot be left out.
# - pdf.js drops every code whose text ends in a format character, and so U+200C, but keeps it in the query: words are found
#   without it only. (It comes back in one code with the letter before it; pypdf then reads words with their letters in
#   another order.)
BEYOND = {
    "PDFium": {"without it", "marks left out", "two marks"},
    "MuPDF": {"without it", "marks left out", "two marks"},
    "poppler": {"without it"},
    "pdf.js": {"half-space", "two marks"},
}
FACES = ["Vazirmatn", "Amiri", "Noto Naskh Arabic"]


def pdfium(pdf, query):
    import pypdfium2

    return any(page.get_textpage().search(query).get_next() for page in pypdfium2.PdfDocument(pdf))


def mupdf(pdf, query):
    import pymupdf

    return any(page.search_for(query) for page in pymupdf.open(pdf))


def folded(text):
    """As viewers fold: white space and ends of lines are one space, directional and vowel marks are nothing."""
    bare = "".join(c for c in readers.MARKS.sub("", text) if unicodedata.category(c) != "Mn")
    return re.sub(r"\s+", " ", bare)


def poppler(pdf, query, home):
    return any(folded(query) in folded(page) for page in readers.poppler(pdf, home))


def pdfjs(pdf, query, home):
    """Asks for all queries at once: pdf.js takes longer to start than to find."""
    if pdf not in FOUND:
        if not shutil.which("node") or not (pathlib.Path(home) / "node_modules/pdfjs-dist").exists():
            raise readers.Missing("pdfjs-dist")
        command = ["node", str(HERE / "find.mjs"), home, pdf, *(query for _, query in QUERIES)]
        FOUND[pdf] = json.loads(subprocess.run(command, capture_output=True, check=True).stdout)
    return FOUND[pdf][query] > 0


FOUND = {}


SEARCHES = {
    "PDFium": lambda pdf, query, _home: pdfium(pdf, query),
    "MuPDF": lambda pdf, query, _home: mupdf(pdf, query),
    "poppler": poppler,
    "pdf.js": pdfjs,
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
                if kind not in BEYOND[name]:
                    found, total = found + hits, total + len(made)
        except (readers.Missing, ImportError) as missing:
            skip(f"search in {name}", str(missing))
            continue
        table = ", ".join(f"{kind} {got}/{of}" for kind, (got, of) in kinds.items())
        check(f"search in {name:8}", found == total, f"{found}/{total}: {table}")
