"""The text of a PDF's pages as four readers give it, and how much of a book's text it holds."""

import json
import pathlib
import re
import shutil
import subprocess

HERE = pathlib.Path(__file__).parent
MARKS = re.compile("[\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069\ufeff]")
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
    return [page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(pdf)]


def mupdf(pdf, _home):
    try:
        import pymupdf
    except ImportError as fault:
        raise Missing("pymupdf") from fault
    return [page.get_text() for page in pymupdf.open(pdf)]


def pdfjs(pdf, home):
    if not shutil.which("node") or not (pathlib.Path(home) / "node_modules/pdfjs-dist").exists():
        raise Missing("pdfjs-dist")
    out = subprocess.run(["node", str(HERE / "pdfjs.mjs"), home, pdf], capture_output=True, check=True).stdout
    return json.loads(out)


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


def share_found(dump, pages, keep_half_spaces=True):
    """How many blocks come back whole: (found, all, the first lost ones)."""
    pages = [fold(page, keep_half_spaces) for page in pages]
    found, total, lost, at = 0, 0, [], 0
    for pieces in blocks_of(dump):
        total += 1
        for piece in pieces:
            page = on_pages(fold(piece, keep_half_spaces), pages, at)
            if page is None:
                lost.append(piece)
                break
            at = page
        else:
            found += 1
    return found, total, lost
