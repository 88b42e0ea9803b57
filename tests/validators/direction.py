"""The book of sixty hard lines: its visual order by FriBidi, a second implementation of UAX #9, and its text in four readers.

FriBidi is given the text of the EPUB, with the isolates of its markup as characters; what it makes of each line must be
what stands in lines.txt, which a test of the program compares with its pages. So page, EPUB and FriBidi agree.
"""

import collections
import ctypes
import ctypes.util
import re
import xml.etree.ElementTree as tree
import zipfile

import readers

XHTML = "{http://www.w3.org/1999/xhtml}"
ISOLATES = {"ltr": "\u2066", "rtl": "\u2067", "auto": "\u2068"}
PDI = "\u2069"
HIDDEN = re.compile("[\u200b-\u200f\u2028-\u202e\u2060-\u2069]")
# Least share of the words of the sixty lines that a reader must give back.
LEAST_WORDS = {"poppler": 0.99, "PDFium": 0.99, "MuPDF": 0.99, "pdf.js": 0.95}
# PDFium turns phrases of long words round that touch a bracket or a sign on their right (src/pdf/phrases.rs).


def with_isolates(element):
    """The text of an element, with U+2066 to U+2069 for what HTML isolates: `bdi`, and whatever has a `dir`."""
    text = element.text or ""
    for child in element:
        isolate = ISOLATES.get(child.get("dir") or ("auto" if child.tag == XHTML + "bdi" else ""))
        inside = with_isolates(child)
        text += (isolate + inside + PDI if isolate else inside) + (child.tail or "")
    return text


def lines_of_epub(epub):
    """Heading and paragraphs, then the notes, as logical text with isolates."""
    with zipfile.ZipFile(epub) as container:
        name = next(name for name in container.namelist() if name.endswith("/lines.xhtml"))
        body = tree.fromstring(container.read(name)).find(XHTML + "body")
    notes = [note for aside in body.iter(XHTML + "aside") for note in aside.iter(XHTML + "p")]
    for element in body.iter():
        if element.tag in (XHTML + "h1", XHTML + "p") and element not in notes:
            yield with_isolates(element)
    for note in notes:
        # On the page a full stop follows the number of a note.
        yield re.sub("^\u2068(.*?)\u2069", "\u2067\\1.\u2069", with_isolates(note))


def library():
    name = ctypes.util.find_library("fribidi") or "libfribidi.so.0"
    try:
        return ctypes.CDLL(name)
    except OSError as fault:
        raise readers.Missing("FriBidi") from fault


def visual(fribidi, text):
    """A right-to-left line as it is seen from left to right, brackets mirrored, characters without shape left out."""
    count = len(text)
    codes = (ctypes.c_uint32 * count)(*map(ord, text))
    types, brackets = (ctypes.c_uint32 * count)(), (ctypes.c_uint32 * count)()
    levels = (ctypes.c_int8 * count)()
    rtl = ctypes.c_uint32(0x111)  # FRIBIDI_PAR_RTL
    fribidi.fribidi_get_bidi_types(codes, count, types)
    fribidi.fribidi_get_bracket_types(codes, count, types, brackets)
    fribidi.fribidi_get_par_embedding_levels_ex(types, brackets, count, ctypes.byref(rtl), levels)
    fribidi.fribidi_shape_mirroring(levels, count, codes)
    # FRIBIDI_FLAG_REORDER_NSM: marks stay after their letters.
    fribidi.fribidi_reorder_line(2, types, count, 0, rtl, levels, codes, None)
    return HIDDEN.sub("", "".join(map(chr, codes)))


def check_order(epub, golden, check):
    expected = [HIDDEN.sub("", line) for line in golden.read_text(encoding="utf-8").splitlines()]
    fribidi = library()
    got = [visual(fribidi, text) for text in lines_of_epub(epub)]
    wrong = [f"\n  page:    {one}\n  FriBidi: {two}" for one, two in zip(expected, got) if one != two]
    detail = f"{len(got) - len(wrong)}/{len(expected)} lines" + "".join(wrong[:5])
    check("direction: FriBidi sees the lines as the pages show them", not wrong and len(got) == len(expected), detail)


def words_found(dump, text):
    """The share of the words of the text that a reader gives, each as often as it is written, and those it lost."""
    pieces = [readers.fold(piece) for block in readers.blocks_of(dump) for piece in block]
    wanted = collections.Counter(word for piece in pieces for word in piece.split())
    found = collections.Counter(readers.fold(text).split())
    return sum((wanted & found).values()) / sum(wanted.values()), wanted - found


def check_words(pdf, dump, home, check, skip):
    for name, read in readers.READERS.items():
        try:
            pages = read(str(pdf), home)
        except readers.Missing as missing:
            skip(f"direction: words in {name}", str(missing))
            continue
        text = "\n".join(pages)
        share, lost = words_found(dump, text)
        least = LEAST_WORDS[name]
        detail = f"{100 * share:5.1f} % of at least {100 * least:.0f} %; not found: " + " ".join(list(lost)[:12])
        check(f"direction: words of the sixty lines in {name:8}", share >= least, detail)
