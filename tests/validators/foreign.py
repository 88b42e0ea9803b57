"""Finished PDFs on sheets, and covers: words of every page within its half, pixels of pages that stand alone, bar codes.

Other readers judge: MuPDF takes the words and renders, zxing-cpp reads the codes, qpdf checks the files.
"""

import collections
import pathlib
import shutil
import subprocess

from readers import Missing

BARCODE, ADDRESS = "9780306406157", "https://example.org/books"
DPI = 100


def halves(count, is_right_bound):
    """Where each page stands in a booklet of one signature: side of the pile, half of the side (0 is the left)."""
    whole = -(-count // 4) * 4
    found = {}
    for sheet in range(whole // 4):
        fronts, backs = [whole - 2 * sheet, 1 + 2 * sheet], [2 + 2 * sheet, whole - 1 - 2 * sheet]
        for side, pages in ((2 * sheet, fronts), (2 * sheet + 1, backs)):
            for half, page in enumerate(reversed(pages) if is_right_bound else pages):
                found[page] = (side, half)
    return found


def lost_words(pymupdf, source, booklet, is_right_bound):
    """Words of the source, and how many of them are not in the half where their page belongs."""
    before, after = pymupdf.open(source), pymupdf.open(booklet)
    places, total, lost = halves(len(before), is_right_bound), 0, 0
    for number, page in enumerate(before, 1):
        side, half = places[number]
        area = after[side].rect
        clip = pymupdf.Rect(half * area.width / 2, 0, (half + 1) * area.width / 2, area.height)
        words = collections.Counter(word[4] for word in page.get_text("words"))
        found = collections.Counter(word[4] for word in after[side].get_text("words", clip=clip))
        total, lost = total + words.total(), lost + (words - found).total()
    return total, lost


def same_pixels(pymupdf, source, single):
    """How many pages there are, and how many look the same on a sheet of their own."""
    before, after = pymupdf.open(source), pymupdf.open(single)
    same = sum(one.get_pixmap(dpi=DPI).samples == other.get_pixmap(dpi=DPI).samples for one, other in zip(before, after))
    return len(before), same if len(before) == len(after) else 0


def codes(pymupdf, zxingcpp, cover):
    """What the codes on a cover say."""
    from PIL import Image

    pixels = pymupdf.open(cover)[0].get_pixmap(dpi=300)
    image = Image.frombytes("RGB", (pixels.width, pixels.height), pixels.samples)
    return {code.text for code in zxingcpp.read_barcodes(image)}


def check_all(program, books, folder, check):
    """Every sample book as a foreign file and with a cover."""
    try:
        import PIL.Image  # noqa: F401
        import pymupdf
        import zxingcpp
    except ImportError as error:
        raise Missing(str(error)) from error
    run = lambda *arguments: subprocess.run([program, *map(str, arguments)], capture_output=True, text=True)
    for book in books:
        source = folder / f"{book.name}.pdf"
        booklet, single = folder / "foreign" / f"{book.name}.pdf", folder / "foreign" / f"{book.name}-single.pdf"
        booklet.parent.mkdir(exist_ok=True)
        made = run("print", "--pdf", source, "-o", booklet)
        check(f"{book.name} as a foreign PDF is put on sheets", made.returncode == 0, made.stderr[-400:])
        catalog = pymupdf.open(source).pdf_catalog()
        direction = pymupdf.open(source).xref_get_key(catalog, "ViewerPreferences/Direction")[1]
        total, lost = lost_words(pymupdf, source, booklet, direction == "/R2L")
        check(f"{book.name} as a foreign PDF keeps its words in their halves", total and not lost, f"{total - lost}/{total}")
        run("print", "--pdf", source, "--scheme", "single", "-o", single)
        count, same = same_pixels(pymupdf, source, single)
        check(f"{book.name} as a foreign PDF keeps its pixels", count and count == same, f"{same}/{count} pages")
        if shutil.which("qpdf"):
            for file in (booklet, single):
                judged = subprocess.run(["qpdf", "--check", str(file)], capture_output=True, text=True)
                check(f"{file.stem} foreign: qpdf finds nothing", judged.returncode == 0, judged.stderr[-400:])
        # Others name files outside of their folder: a copy would not find them.
        if book.parent.name == "books":
            check_cover(pymupdf, zxingcpp, run, book, folder, check)


def check_cover(pymupdf, zxingcpp, run, book, folder, check):
    """A copy of the book with an ISBN and an address: its cover is read by a program that reads codes."""
    copy = folder / "foreign" / book.name
    shutil.copytree(book, copy, ignore=shutil.ignore_patterns("out"), symlinks=True)
    manifest = pathlib.Path(copy, "manifest.yaml")
    lines = [line for line in manifest.read_text(encoding="utf-8").splitlines() if not line.startswith(("identifier:", "print:"))]
    lines += [f"identifier: urn:isbn:{BARCODE}", f'print: {{ spine: 8mm, address: "{ADDRESS}" }}', ""]
    manifest.write_text("\n".join(lines), encoding="utf-8")
    cover = folder / "foreign" / f"{book.name}-cover.pdf"
    made = run("print", copy, "--what", "cover", "-o", cover)
    if made.returncode:
        return check(f"{book.name} cover is made", False, made.stderr[-400:])
    found = codes(pymupdf, zxingcpp, cover)
    check(f"{book.name} cover: bar code and QR code are read", found == {BARCODE, ADDRESS}, str(found))
