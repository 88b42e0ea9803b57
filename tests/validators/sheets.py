"""Whether sheets fold into the book: sides are rendered, cut in the middle and laid together as paper is, and the pages that
come of it are compared with those of the reader's PDF, as images and by their words. Nothing here knows the program's plan.

usage, alone: python3 tests/validators/sheets.py PROGRAM
"""

import pathlib
import shutil
import subprocess
import sys
import tempfile

from readers import Missing

PAGES = 16
TEXT = "برگِ {n} از دفترِ نان: آرد و آب و نمک و اندکی مایه، که با هم خمیر می‌شوند و شب تا سحر می‌خوابند."
MANIFEST = "title: دفتر نان\nlanguage: {language}\ndate: 2026-11-21\npdf: {{ paper: a5 }}\ncontents: [text/one.md]\n"
# Pixels to a point; side of the fields that images are compared by, in pixels: pages slide towards the fold by half a
# millimetre at most, and glyphs are drawn at other parts of a pixel.
SCALE, FIELD = 2, 12
# Greatest difference of fields, as a share of their ink, of one page drawn twice.
SAME = 0.3
# The edge that office printers leave white, in points.
EDGE = 11.9
INKS = ("Cyan", "Magenta", "Yellow", "Black")


def load():
    try:
        import pymupdf
    except ImportError as error:
        raise Missing("pymupdf") from error
    return pymupdf


def make_book(folder, language):
    """Pages of words, each fuller than the one before it."""
    (folder / "text").mkdir(parents=True)
    pages = [" ".join([TEXT.format(n=n)] * n) for n in range(1, PAGES + 1)]
    (folder / "text/one.md").write_text("\n\n::: pagebreak\n:::\n\n".join(pages) + "\n", encoding="utf-8")
    (folder / "manifest.yaml").write_text(MANIFEST.format(language=language), encoding="utf-8")


def run(program, *arguments):
    how = [] if "-v" in arguments else ["-q"]
    made = subprocess.run([program, *arguments, *how], capture_output=True, text=True)
    if made.returncode:
        raise RuntimeError(f"{arguments}: {made.stderr}")
    return made.stderr


class Half:
    """Half a side of a sheet: what lies on it, upright or turned round."""

    def __init__(self, page, is_right, is_turned=False):
        area = page.rect
        middle = area.width / 2
        self.area = (middle if is_right else 0, 0, area.width if is_right else middle, area.height)
        self.page, self.is_turned = page, is_turned


def fold(sides, right_bound, is_long_edge=False):
    """The pages of a book of nested sheets, front sides outside, as they are turned.

    A sheet turned about its upright axis has behind the left half of its front the right half of its back. Turned about its
    level axis it has behind it the left half, on its head.
    """
    fronts, backs = sides[0::2], sides[1::2]

    def behind(back, is_right):
        return Half(back, is_right if is_long_edge else not is_right, is_long_edge)

    # The leaf that is turned first lies away from the spine's side.
    first_is_right = not right_bound
    first = [face for front, back in zip(fronts, backs) for face in (Half(front, first_is_right), behind(back, first_is_right))]
    inner = list(zip(fronts, backs))[::-1]
    last = [face for front, back in inner for face in (behind(back, not first_is_right), Half(front, not first_is_right))]
    return first + last


def fields(pymupdf, page, area=None, is_turned=False):
    """The ink of a rectangle of a page, in fields from its middle outwards."""
    area = pymupdf.Rect(area) if area else page.rect
    picture = page.get_pixmap(matrix=pymupdf.Matrix(SCALE, SCALE), clip=area, colorspace=pymupdf.csGRAY, alpha=False)
    ink = [255 - value for value in picture.samples]
    if is_turned:
        ink.reverse()
    width, height = picture.width, picture.height
    found = {}
    for y in range(height):
        row = ink[y * width : (y + 1) * width]
        if not any(row):
            continue
        for x, value in enumerate(row):
            if value:
                place = ((x - width // 2) // FIELD, (y - height // 2) // FIELD)
                found[place] = found.get(place, 0) + value
    return found


def difference(one, other):
    total = sum(one.values()) + sum(other.values())
    apart = sum(abs(one.get(place, 0) - other.get(place, 0)) for place in one.keys() | other.keys())
    return apart / total if total else 0.0


def words(page, clip=None):
    return sorted(word[4] for word in page.get_text("words", clip=clip))


def check_folded(pymupdf, name, sheets, reader, right_bound, check, is_long_edge=False):
    faces = fold(list(sheets), right_bound, is_long_edge)
    check(f"{name}: as many pages as the book, or blanks", len(reader) <= len(faces) < len(reader) + 4, f"{len(faces)}")
    found = [fields(pymupdf, face.page, face.area, face.is_turned) for face in faces]
    wanted = [fields(pymupdf, page) for page in reader] + [{}] * (len(faces) - len(reader))
    apart = [difference(one, other) for one, other in zip(found, wanted)]
    wrong = [n + 1 for n, value in enumerate(apart) if value > SAME]
    check(f"{name}: folded images are the pages in order", not wrong, f"worst {max(apart):.3f}, wrong {wrong}")
    nearest = [min(range(len(wanted)), key=lambda at, one=one: difference(one, wanted[at])) for one in found]
    mistaken = [n + 1 for n, (at, one) in enumerate(zip(nearest, found)) if one and at != n]
    check(f"{name}: no other page is more alike", not mistaken, f"pages {mistaken}" if mistaken else "")
    lost = [n + 1 for n, (face, page) in enumerate(zip(faces, reader)) if words(face.page, face.area) != words(page)]
    if not is_long_edge:
        check(f"{name}: words of each page stand in its half", not lost, f"{len(reader) - len(lost)}/{len(reader)}")


def check_edge(pymupdf, name, sheets, check):
    """Nothing is printed where the printer cannot."""
    spoilt = []
    for number, page in enumerate(sheets, 1):
        width, height = page.rect.width, page.rect.height
        strips = [(0, 0, width, EDGE), (0, height - EDGE, width, height), (0, 0, EDGE, height), (width - EDGE, 0, width, height)]
        if any(fields(pymupdf, page, strip) for strip in strips):
            spoilt.append(number)
    check(f"{name}: the white edge of the printer stays white", not spoilt, f"sides {spoilt}" if spoilt else "")


def ink(pymupdf, file, resolution=100):
    """The share of each ink on all pages of a file, as Ghostscript parts them."""
    if not shutil.which("gs"):
        raise Missing("Ghostscript")
    with tempfile.TemporaryDirectory() as temporary:
        target = pathlib.Path(temporary) / "p%d.tif"
        command = ["gs", "-q", "-dBATCH", "-dNOPAUSE", "-dSAFER", "-sDEVICE=tiffsep", "-sCompression=none", f"-r{resolution}"]
        subprocess.run([*command, f"-sOutputFile={target}", str(file)], check=True, capture_output=True)
        shares = {}
        for name in INKS:
            plates = [pymupdf.Pixmap(str(plate)) for plate in pathlib.Path(temporary).glob(f"*({name}).tif")]
            total = sum(plate.width * plate.height for plate in plates)
            shares[name] = sum(255 - value for plate in plates for value in plate.samples[:: plate.n]) / 255 / max(total, 1)
        return shares


def check_black(pymupdf, name, file, check, skip):
    try:
        shares = ink(pymupdf, file)
    except Missing as missing:
        return skip(f"{name}: text is black ink alone", str(missing))
    is_black = shares["Black"] > 0.001 and not any(shares[other] for other in INKS[:3])
    check(f"{name}: text is black ink alone", is_black, ", ".join(f"{ink} {share:.4%}" for ink, share in shares.items()))


def check_qpdf(name, file, check, skip):
    if not shutil.which("qpdf"):
        return skip(f"{name}: qpdf", "qpdf")
    made = subprocess.run(["qpdf", "--check", str(file)], capture_output=True, text=True)
    check(f"{name}: qpdf finds nothing", made.returncode == 0, made.stdout[-400:] if made.returncode else "")


PRESS = pathlib.Path("/usr/share/color/icc/ghostscript/default_cmyk.icc")
COLOURED = """pdf: { paper: a5 }
title: رنگ
language: fa
styles: { roles: { heading-1: { color: "#8a1c1c" } } }
print: { conformance: x-4, profile: press.icc }
contents: [text/one.md]
"""


def check_heavy(program, book, folder, check, skip):
    """Images of inks with more of them than paper takes, written in both ways that JPEG has."""
    try:
        from PIL import Image
    except ImportError as missing:
        return skip("images of much ink", str(missing))
    told = {}
    for name, inks in (("heavy", (255, 230, 230, 250)), ("light", (0, 200, 30, 40))):
        Image.new("CMYK", (600, 600), inks).save(book / "text" / f"{name}.jpg")
        (book / "text/one.md").write_text(f"![{name}]({name}.jpg)\n", encoding="utf-8")
        told[name] = run(program, "print", str(book), "-v", "-o", str(folder / "heavy.pdf"))
    check("coloured sheets: an image of much ink is told", "`heavy.jpg` takes 37" in told["heavy"], told["heavy"][:200])
    check("coloured sheets: one of little ink is not", "print.much-ink" not in told["light"], told["light"][:200])


def check_press(pymupdf, program, folder, check, skip):
    """A book with a coloured heading, printed by Ghostscript's press: the heading is inks, the text black alone."""
    name = "coloured sheets"
    if not PRESS.exists():
        return skip(name, "Ghostscript")
    book = folder / "coloured"
    (book / "text").mkdir(parents=True)
    shutil.copy(PRESS, book / "press.icc")
    (book / "manifest.yaml").write_text(COLOURED, encoding="utf-8")
    shares = {}
    for heading in ("# نان\n\n", ""):
        (book / "text/one.md").write_text(heading + TEXT.format(n=1) + "\n", encoding="utf-8")
        sheets = folder / "coloured.pdf"
        run(program, "print", str(book), "-o", str(sheets))
        shares[bool(heading)] = ink(pymupdf, sheets)
        data = sheets.read_bytes()
        check(f"{name}: PDF/X-4 is claimed", b"GTS_PDFXVersion>PDF/X-4<" in data)
    warned = []
    for colour, code in (("#0a0a1c", "print.rich-black"), ("#8a1c1c", "print.inks")):
        (book / "text/one.md").write_text("# نان\n\n" + TEXT.format(n=1) + "\n", encoding="utf-8")
        (book / "manifest.yaml").write_text(COLOURED.replace("#8a1c1c", colour), encoding="utf-8")
        told = run(program, "print", str(book), "-v", "-o", str(folder / "rich.pdf"))
        warned.append(f"[{code}]: `{colour}` is printed as" in told)
    check(f"{name}: rich black is told, other colours are with -v", all(warned), str(warned))
    check_heavy(program, book, folder, check, skip)
    check(f"{name}: the heading is printed with inks", shares[True]["Magenta"] > 0 and shares[True]["Yellow"] > 0)
    check(f"{name}: the text with black alone", not any(shares[False][other] for other in INKS[:3]) and shares[False]["Black"] > 0)


def check_sheets(program, folder, check, skip):
    """A booklet of sixteen pages in two directions and turned about both edges; sample books as booklets."""
    pymupdf = load()
    books = {}
    for language, is_right in (("fa", True), ("en", False)):
        book = folder / f"sixteen-{language}"
        make_book(book, language)
        books[book] = is_right
    books |= {pathlib.Path("books/kitab"): True, pathlib.Path("books/bees"): False}
    check_press(pymupdf, program, folder, check, skip)
    for book, is_right in books.items():
        name = f"sheets of {book.name}"
        reader, sheets = folder / f"{book.name}-reader.pdf", folder / f"{book.name}-sheets.pdf"
        run(program, "pdf", str(book), "-o", str(reader))
        run(program, "print", str(book), "-o", str(sheets))
        check_qpdf(name, sheets, check, skip)
        with pymupdf.open(reader) as pages, pymupdf.open(sheets) as sides:
            check_folded(pymupdf, name, sides, pages, is_right, check)
            check_edge(pymupdf, name, sides, check)
            if book.name.startswith("sixteen"):
                check_black(pymupdf, name, sheets, check, skip)
                turned = folder / f"{book.name}-turned.pdf"
                run(program, "print", str(book), "--duplex", "long-edge", "-o", str(turned))
                with pymupdf.open(turned) as sides:
                    check_folded(pymupdf, f"{name}, long edge", sides, pages, is_right, check, True)


def main():
    wrong = []

    def check(name, good, detail=""):
        wrong.extend([] if good else [name])
        print(f"{'PASS' if good else 'FAIL'} {name}: {detail}")

    with tempfile.TemporaryDirectory() as temporary:
        check_sheets(sys.argv[1], pathlib.Path(temporary), check, lambda name, reason: print(f"SKIP {name}: {reason}"))
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
