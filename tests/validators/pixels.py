"""Whether pages look as they would if they were set in the faces themselves.

The PDF holds faces of its own: one glyph a code, put together from those of a word. Here every glyph of a page is drawn
from the unchanged font file, one by one, at the places that `publish dump --what glyphs` tells; the text of the PDF is made
invisible below. Both pages are rendered at 150 dpi and compared, pixel by pixel.

Viewers put small glyphs on a grid of whole or quarter pixels, glyph by glyph, and on which of them depends on how tall the
face is: that would hide what is to be seen (told as "by pdftoppm"). So poppler makes outlines of the text, of a page enlarged, for outlines are rounded too, and MuPDF fills these.
What is left is rounding: places are thousandths of a point and of the type size, outlines whole font units, and the grey
of a pixel is counted from 17 by 15 samples, so that one column of samples more or less is 15 of 256 and one row 17. Where
letters overlap, at kashidas and under marks, two fills of half a pixel are darker than the one fill of our glyph.
usage, alone: python3 tests/validators/pixels.py PROGRAM BOOK [PAGE ...]
"""

import pathlib
import shutil
import subprocess
import sys
import tempfile

from readers import Missing

# How much a page is enlarged before its text becomes outlines.
ENLARGED = 32
# Two columns or rows of samples; greatest share of drawn pixels beyond it, where letters overlap; greatest difference.
TWO_SAMPLES, MOST_BEYOND, MOST_GREY = 34, 0.005, 64
DPI = 150
FONTS = [pathlib.Path("fonts"), pathlib.Path("tests/fonts")]


def load():
    try:
        import pymupdf
    except ImportError as error:
        raise Missing("pymupdf") from error
    if not shutil.which("pdftoppm"):
        raise Missing("poppler")
    return pymupdf


def faces(pymupdf):
    """Font files by the full names of their faces."""
    files = [file for folder in FONTS for file in sorted(folder.glob("*.[ot]tf"))]
    return {plain(pymupdf.Font(fontfile=str(file)).name): file for file in files}


def plain(name):
    """Names leave out the usual weight, or do not."""
    return name.removesuffix(" Regular")


def pages(dump):
    """The words of each page: (x, y, size, units to the em, colour, face, [(glyph, x, y)])."""
    found = []
    for line in dump.splitlines():
        if line.startswith("page "):
            found.append([])
            continue
        place, glyphs = line.strip().split(": ", 1)
        x, y, size, em, colour, face = place.split(" ", 5)
        parts = [glyph.replace("@", ",").split(",") for glyph in glyphs.split()]
        found[-1].append((float(x), float(y), float(size), int(em), colour, face, [tuple(map(int, part)) for part in parts]))
    return found


def content(words, height, names):
    """Operators that show each glyph by itself."""
    out = ["0 Tr"]
    for x, y, size, em, colour, face, glyphs in words:
        red, green, blue = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
        out.append(f"{red:.4f} {green:.4f} {blue:.4f} rg BT /{names[face]} {size} Tf")
        for number, right, up in glyphs:
            left, base = x + right * size / em, height - y + up * size / em
            out.append(f"1 0 0 1 {left:.5f} {base:.5f} Tm <{number:04X}> Tj")
        out.append("ET")
    return "\n".join(out).encode()


def redraw(pymupdf, pdf, words, target):
    """The PDF with its text invisible and the same glyphs from the font files over it."""
    files, document = faces(pymupdf), pymupdf.open(pdf)
    for page, own in zip(document, words):
        names = {}
        for face in sorted({word[5] for word in own}):
            names[face] = "Own" + "".join(letter for letter in face if letter.isalnum())
            page.insert_font(fontname=names[face], fontfile=str(files[plain(face)]), set_simple=False)
        stream = b"3 Tr\n" + page.read_contents() + b"\n" + content(own, page.mediabox.height, names)
        xref = document.get_new_xref()
        document.update_object(xref, "<<>>")
        document.update_stream(xref, stream)
        page.set_contents(xref)
    document.save(target)


def enlarge(pymupdf, pdf, target):
    """The same pages many times as large."""
    document = pymupdf.open(pdf)
    for page in document:
        xref = document.get_new_xref()
        document.update_object(xref, "<<>>")
        document.update_stream(xref, f"{ENLARGED} 0 0 {ENLARGED} 0 0 cm\n".encode() + page.read_contents())
        page.set_contents(xref)
        for key in ("BleedBox", "TrimBox", "CropBox", "ArtBox", "Annots"):
            document.xref_set_key(page.xref, key, "null")
        width, height = page.mediabox.width * ENLARGED, page.mediabox.height * ENLARGED
        document.xref_set_key(page.xref, "MediaBox", f"[0 0 {width} {height}]")
    document.save(target)


def filled(pymupdf, pdf, page, folder):
    """A page in greys: outlines by poppler, pixels by MuPDF."""
    svg = folder / "page.svg"
    subprocess.run(["pdftocairo", "-svg", "-f", str(page), "-l", str(page), str(pdf), str(svg)], check=True)
    zoom = DPI / 72 / ENLARGED
    with pymupdf.open("svg", svg.read_bytes()) as drawing:
        return drawing[0].get_pixmap(matrix=pymupdf.Matrix(zoom, zoom), colorspace=pymupdf.csGRAY).samples


def viewed(pymupdf, pdf, page, folder):
    """A page in greys as a viewer shows it."""
    root = folder / "page"
    subprocess.run(["pdftoppm", "-gray", "-r", str(DPI), "-f", str(page), "-l", str(page), "-singlefile", str(pdf), str(root)], check=True)
    return pymupdf.Pixmap(str(root.with_suffix(".pgm"))).samples


def compare(one, other):
    """How many pixels are drawn, how many differ, by how much at most and on average, and how many beyond two samples."""
    pairs = [(here, there) for here, there in zip(one, other) if here < 250 or there < 250]
    off = [abs(here - there) for here, there in pairs if here != there]
    return len(pairs), len(off), max(off, default=0), sum(off) / max(len(pairs), 1), sum(one > TWO_SAMPLES for one in off)


def measure(program, book, folder, chosen=None):
    """For each page: (page, filled, viewed), each as `compare` tells."""
    pymupdf = load()
    pdf, drawn = folder / "shown.pdf", folder / "drawn.pdf"
    subprocess.run([program, "pdf", str(book), "-q", "-o", str(pdf)], check=True, capture_output=True)
    dump = subprocess.run([program, "dump", str(book), "-q", "--what", "glyphs"], check=True, capture_output=True, text=True)
    words = pages(dump.stdout)
    redraw(pymupdf, pdf, words, drawn)
    large = [folder / f"large-{file.name}" for file in (pdf, drawn)]
    for file, target in zip((pdf, drawn), large):
        enlarge(pymupdf, file, target)
    for page in chosen or range(1, len(words) + 1):
        exact = compare(*(filled(pymupdf, file, page, folder) for file in large))
        seen = compare(*(viewed(pymupdf, file, page, folder) for file in (pdf, drawn)))
        yield page, exact, seen


def told(page, exact, seen):
    say = lambda one: f"{one[1]} of {one[0]} drawn pixels differ, by up to {one[2]} of 256 and {one[3]:.2f} on average ({one[4]} beyond {TWO_SAMPLES})"
    return f"page {page}: {say(exact)}; by pdftoppm {say(seen)}"


def check_pages(program, books, check):
    """Some pages of each book."""
    for book, chosen in books:
        with tempfile.TemporaryDirectory() as temporary:
            for measured in measure(program, book, pathlib.Path(temporary), chosen):
                pixels, _, most, _, beyond = measured[1]
                good = pixels > 1000 and most <= MOST_GREY and beyond <= pixels * MOST_BEYOND
                check(f"{pathlib.Path(book).name} is drawn as its faces draw it", good, told(*measured))


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as TEMPORARY:
        for MEASURED in measure(sys.argv[1], sys.argv[2], pathlib.Path(TEMPORARY), [int(page) for page in sys.argv[3:]]):
            print(told(*MEASURED), flush=True)
