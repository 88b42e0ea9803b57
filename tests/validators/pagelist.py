"""The list of pages of an EPUB against the PDF of the same book: an entry a page, in order, labelled as printed, each leading to
a mark; and the words behind the mark are the first words of that page, as poppler reads it.

Nothing of the program is used here. usage, alone: python3 tests/validators/pagelist.py EPUB PDF
"""

import posixpath
import shutil
import sys
import unicodedata
import xml.etree.ElementTree as tree
import zipfile

import readers

OPS = "{http://www.idpf.org/2007/ops}"
HTML = "{http://www.w3.org/1999/xhtml}"
# How many words behind a mark are looked for, and how many letters of running head may stand before them.
WORDS, HEAD = 5, 160


def letters(text):
    """Letters and digits alone, in their plain form: marks, spaces and signs are where readers of PDF differ."""
    plain = unicodedata.normalize("NFKC", text)
    return "".join(char for char in plain if unicodedata.category(char)[0] in "LN" and char != "\u0640")


class Text:
    """The words of the book in the order of the EPUB, and where each mark stands among them."""

    def __init__(self, container, files):
        self.words, self.marks, self.notes = [], {}, []
        for name in files:
            body = tree.fromstring(container.read(name)).find(f"{HTML}body")
            self.read(body, name)

    def read(self, element, name, is_printed=True):
        kind = (element.get(f"{OPS}type") or "").split()
        if not is_printed and element.tag == f"{HTML}h1":
            return
        # Title pages print the year alone.
        if element.tag == f"{HTML}time":
            return
        is_printed = is_printed and not {"copyright-page", "colophon"} & set(kind)
        if "pagebreak" in kind:
            self.marks[f"{name}#{element.get('id')}"] = (len(self.words), element.get("aria-label"))
        # Notes stand elsewhere on paper, and lists of places for machines nowhere.
        if element.get("hidden") or "noteref" in kind:
            return
        if element.tag == f"{HTML}aside":
            self.notes.append((len(self.words), letters("".join(element.itertext()))))
            return
        self.add(element.text)
        for child in element:
            self.read(child, name, is_printed)
            self.add(child.tail)
        if element.tag in (f"{HTML}p", f"{HTML}li", f"{HTML}td", f"{HTML}th", f"{HTML}h1", f"{HTML}h2"):
            self.words.append("")

    def add(self, text):
        self.words.extend(text.split() if text else [])

    def behind(self, at, end):
        """Some words from a place on, none of them on another page."""
        return [letters(word) for word in self.words[at:min(end, at + 40)] if letters(word)][:WORDS]


def spine(container):
    root = tree.fromstring(container.read("META-INF/container.xml"))
    package = next(element.get("full-path") for element in root.iter() if element.get("full-path"))
    folder, root = posixpath.dirname(package), tree.fromstring(container.read(package))
    items = {item.get("id"): item for item in root.iter("{http://www.idpf.org/2007/opf}item")}
    way = lambda item: posixpath.normpath(posixpath.join(folder, item.get("href")))
    files = [way(items[ref.get("idref")]) for ref in root.iter("{http://www.idpf.org/2007/opf}itemref")]
    navigation = next(way(item) for item in items.values() if "nav" in (item.get("properties") or "").split())
    return files, navigation


def page_list(container, navigation):
    """Labels and targets."""
    for nav in tree.fromstring(container.read(navigation)).iter(f"{HTML}nav"):
        if nav.get(f"{OPS}type") == "page-list":
            folder = posixpath.dirname(navigation)
            way = lambda href: posixpath.normpath(posixpath.join(folder, href))
            return [("".join(link.itertext()), way(link.get("href"))) for link in nav.iter(f"{HTML}a")]
    return []


def pdf_pages(pdf):
    """The text of each page as poppler gives it, without the controls that it adds for direction."""
    if not shutil.which("pdftotext"):
        raise readers.Missing("poppler")
    return readers.READERS["poppler"](str(pdf), None)[:-1]


def compare(epub, pdf):
    """Faults, and counts: pages, pages with a word that begins on them, of those the ones found."""
    faults, pages = [], pdf_pages(pdf)
    with zipfile.ZipFile(epub) as container:
        files, navigation = spine(container)
        listed = page_list(container, navigation)
        text = Text(container, files)
    if len(listed) != len(pages):
        faults.append(f"{len(listed)} entries for {len(pages)} pages")
    linked = [target for _, target in listed]
    faults += [f"the mark {mark} is not in the list" for mark in text.marks if mark not in linked]
    faults += [f"the entry {label} leads to no mark" for label, target in listed if target not in text.marks]
    places = [text.marks[target][0] for target in linked if target in text.marks]
    if places != sorted(places):
        faults.append("marks are not in the order of pages")
    found, wanted, places = 0, 0, [*places, len(text.words)]
    for (label, target), printed, number in zip(listed, pages, range(1, len(pages) + 1)):
        at, named = text.marks.get(target, (None, None))
        if at is None or not letters(printed):
            continue
        if not target.endswith(f"#page-{number}"):
            faults.append(f"page {label} has no mark of its own")
            continue
        if named != label:
            faults.append(f"page {label} is called {named} at its mark")
        words = text.behind(at, next((place for place in places if place > at), at))
        wanted += 1
        if words and begins(words, letters(printed)) or begins_with_notes(at, text.notes, letters(printed)):
            found += 1
        else:
            faults.append(f"page {label}: {' '.join(words)} is not the beginning of {printed[:120]!r}")
    return faults, (len(pages), wanted, found)


def begins_with_notes(at, notes, shown):
    """Whether what is printed first are notes at the end of a chapter, whose mark stands behind all of them."""
    return any(place <= at and len(note) > 12 and note[-12:] in shown[:HEAD * 3] for place, note in notes[-400:])


def begins(words, shown):
    """Whether a page begins with these words, a running head aside. A word that a reader of PDF turns round counts by its
    neighbours."""
    head = shown[:HEAD]
    if "".join(words) in shown[:HEAD + 60]:
        return True
    return sum(word in head for word in words) >= max(2, len(words) - 1)


if __name__ == "__main__":
    wrong, counts = compare(sys.argv[1], sys.argv[2])
    print(*wrong, f"pages {counts[0]}, with words {counts[1]}, found {counts[2]}", sep="\n")
