"""The text of a PDF's pages as four readers give it, and how much of a book's text it holds."""

import json
import pathlib
import re
import shutil
import subprocess

HERE = pathlib.Path(__file__).parent
MARKS = re.compile("[\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069]")
HYPHEN = re.compile("[\ufffe\x02]\\s*")
LINE_HYPHEN = re.compile(r"(?<=[a-z])-\s*\n\s*(?=[a-z])")
SPACE = re.compile(r"[\s\u00a0\u2028]+")


class Missing(Exception):
    """A reader that is not installed."""


def poppler(pdf, _home):
    if not shutil.which("pdftotext"):
        raise Missing("pdftotext")
    out = subprocess.run(["pdftotext", "-enc", "UTF-8", pdf, "-"], capture_output=True, check=True).stdout
    return out.decode("utf-8", "replace").split("\f")


def pdfium(pdf, _home):
    try:
        import pypdfium2
    except ImportError as fault:
        raise Missing("pypdfium2") from fault
    # U+FFFE or U+0002 stands for a hyphen at the end of a line: its search joins the word there.
    pages = [page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(pdf)]
    return [HYPHEN.sub("", page) for page in pages]


def mupdf(pdf, _home):
    try:
        import pymupdf
    except ImportError as fault:
        raise Missing("pymupdf") from fault
    return [joined(page.get_text()) for page in pymupdf.open(pdf)]


def pdfjs(pdf, home):
    if not shutil.which("node") or not (pathlib.Path(home) / "node_modules/pdfjs-dist").exists():
        raise Missing("pdfjs-dist")
    out = subprocess.run(["node", str(HERE / "pdfjs.mjs"), home, pdf], capture_output=True, check=True).stdout
    return [joined(page) for page in json.loads(out)]


def joined(text):
    """The words that a hyphen parts at the end of a line are one, as for the search of these readers."""
    return LINE_HYPHEN.sub("", text)


READERS = {"poppler": poppler, "PDFium": pdfium, "MuPDF": mupdf, "pdf.js": pdfjs}


def fold(text, keep_half_spaces=True):
    """White space folded, directional marks dropped, nothing else changed."""
    text = MARKS.sub("", text)
    if not keep_half_spaces:
        text = text.replace("\u200c", "")
    return SPACE.sub(" ", text).strip()


def on_pages(piece, pages, start):
    """The page a piece ends on, or None. A piece over several pages is found part by part, each whole on its page."""
    order = list(range(start, len(pages))) + list(range(start))
    for page in order:
        if piece in pages[page]:
            return page
    for page in order:
        rest, at = piece, page
        while rest and at < len(pages):
            taken = longest_start(rest, pages[at])
            if taken < min(8, len(piece)) and at == page or taken == 0:
                break
            rest, at = rest[taken:].lstrip(), at + 1
        if not rest:
            return at - 1
    return None


def longest_start(text, page):
    low, high = 0, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if text[:middle] in page else (low, middle - 1)
    return low


def blocks_of(dump):
    """The blocks of `publish dump`, each a list of the pieces between its note marks."""
    for block in re.split(r"\n\s*\n", dump):
        block = re.sub(r"^(#+ |\[\^\] )", "", block.strip())
        pieces = [piece for piece in re.split(r"\[\^[^\]]*\]", block) if piece.strip()]
        if pieces:
            yield pieces


# A Latin phrase of several words, with the signs between them.
PHRASE = re.compile(r"[A-Za-z\u00c0-\u024f][^\u0590-\u08ff«»()]*[A-Za-z\u00c0-\u024f]")


def phrases_backwards(text):
    """The text with the words of each Latin phrase in reverse order.

    PDFium lists them so in a right-to-left line, whatever the file says (measured with every maker of PDFs tried).
    """
    return PHRASE.sub(lambda phrase: " ".join(reversed(phrase.group().split(" "))), text)


class Found:
    """How many blocks came back whole, how many of them with a Latin phrase backwards, and the lost pieces."""

    def __init__(self):
        self.whole, self.backwards, self.total, self.lost = 0, 0, 0, []

    def share(self):
        return self.whole / self.total if self.total else 0.0


def find_blocks(dump, pages, keep_half_spaces=True, allow_backwards=False):
    """Looks for every block of the book's text on the pages."""
    pages = [fold(page, keep_half_spaces) for page in pages]
    result, at = Found(), 0
    for pieces in blocks_of(dump):
        result.total += 1
        backwards = False
        for piece in pieces:
            piece = fold(piece, keep_half_spaces)
            page = on_pages(piece, pages, at)
            if page is None and allow_backwards and phrases_backwards(piece) != piece:
                page = on_pages(phrases_backwards(piece), pages, at)
                backwards = page is not None
            if page is None:
                result.lost.append(piece)
                break
            at = page
        else:
            result.whole += 1
            result.backwards += backwards
    return result
