"""The text of an EPUB, read with nothing of the program, against `publish dump --what text`: letter for letter, half-spaces
(U+200C) and vowel marks too, headings by their levels, notes behind the block of their mark.

usage, alone: python3 tests/validators/epubtext.py EPUB TEXT
"""

import posixpath
import re
import sys
import xml.etree.ElementTree as tree
import zipfile

OPS = "{http://www.idpf.org/2007/ops}type"
HTML = "{http://www.w3.org/1999/xhtml}"
# What the program makes, and what the dump leaves out; notes are read where their marks stand.
MADE = {"cover", "titlepage", "copyright-page", "halftitlepage", "loi", "lot", "index", "endnotes", "toc", "landmarks", "page-list"}
BLOCKS = {"section", "article", "header", "p", "div", "blockquote", "ol", "ul", "li", "dl", "dt", "dd", "table", "caption", "tr", "td",
          "th", "pre", "figure", "figcaption", "hr", "aside", "hgroup", "footer", "nav"}
HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6"}
# Parts of a line that are blocks in the dump: hemistichs, dates of a masthead.
PARTS = {"couplet", "line", "masthead-line"}


def classes(element):
    return (element.get("class") or "").split()


def tag(element):
    return element.tag.removeprefix(HTML)


class Reader:
    """Reads the files of the spine into blocks."""

    def __init__(self, files):
        self.roots = dict(files)
        self.notes = {}
        for name, root in files:
            for element in root.iter():
                if element.get(OPS) in ("footnote", "endnote"):
                    self.notes[f"{name}#{element.get('id')}"] = element
        self.told, self.blocks = set(), []
        for name, root in files:
            self.name, self.mark = name, ""
            self.words, self.waiting = [], []
            self.read(root.find(f"{HTML}body"))
            self.end()

    def end(self):
        """Ends a block, and tells the notes whose marks it has."""
        words = " ".join("".join(self.words).split())
        waiting, self.words, self.waiting = self.waiting, [], []
        if words:
            self.blocks.append(self.mark + words)
        for note in waiting:
            if note in self.told or note not in self.notes:
                continue
            self.told.add(note)
            outer, self.mark, name, self.name = self.mark, "[^] ", self.name, note.split("#")[0]
            self.inside(self.notes[note])
            self.end()
            self.mark, self.name = outer, name

    def inside(self, element):
        self.words.append(element.text or "")
        for child in element:
            self.read(child)
            self.words.append(child.tail or "")

    def read(self, element):
        name, kind = tag(element), set((element.get(OPS) or "").split())
        # A colophon of the author is text; one that the program makes is not.
        is_made = bool(kind & MADE) or "colophon" in kind and any("imprint" in classes(child) for child in element)
        if is_made or kind & {"footnote", "backlink"} or {"chapter-number", "heading-number"} & set(classes(element)):
            return
        if "noteref" in kind:
            words = "".join(element.itertext()).lstrip("،,")
            self.words.append(f"[^{words}]")
            way = posixpath.normpath(posixpath.join(posixpath.dirname(self.name), element.get("href").split("#")[0] or posixpath.basename(self.name)))
            self.waiting.append(f"{way}#{element.get('href').split('#')[1]}")
        elif name == "br":
            self.end() if self.lines else self.words.append(" ")
        elif name in HEADINGS:
            self.end()
            outer = self.mark
            level = next((int(one[6:]) for one in classes(element) if re.fullmatch(r"level-\d", one)), int(name[1]))
            self.mark = outer or "#" * level + " "
            self.inside(element)
            self.end()
            self.mark = outer
        elif name in BLOCKS or PARTS & set(classes(element)):
            self.end()
            outer, self.lines = self.lines, bool({"letter-head", "salutation", "signature"} & set(classes(element)))
            if {"couplet", "masthead-line"} & set(classes(element)):
                for part in element:
                    self.inside(part)
                    self.end()
            else:
                self.inside(element)
                self.end()
            self.lines = outer
        else:
            self.inside(element)

    # Inside a paragraph whose lines are blocks of their own.
    lines = False


def spine(container):
    root = tree.fromstring(container.read("META-INF/container.xml"))
    package = next(element.get("full-path") for element in root.iter() if element.get("full-path"))
    folder, root = posixpath.dirname(package), tree.fromstring(container.read(package))
    items = {item.get("id"): item.get("href") for item in root.iter("{http://www.idpf.org/2007/opf}item")}
    refs = root.iter("{http://www.idpf.org/2007/opf}itemref")
    return [posixpath.normpath(posixpath.join(folder, items[ref.get("idref")])) for ref in refs]


def read(epub, change=lambda markup: markup):
    """The blocks of an EPUB; `change` may alter the markup of each file first."""
    with zipfile.ZipFile(epub) as container:
        files = [(name, tree.fromstring(change(container.read(name).decode("utf-8")))) for name in spine(container)]
    return Reader(files).blocks


def differences(blocks, dump):
    """Where the blocks of an EPUB are not those of the dump."""
    wanted = [block.strip() for block in re.split(r"\n\s*\n", dump) if block.strip()]
    wrong = []
    for number in range(max(len(blocks), len(wanted))):
        want = wanted[number] if number < len(wanted) else "(nothing)"
        found = blocks[number] if number < len(blocks) else "(nothing)"
        # The number of a page is not known to the dump.
        pattern = re.escape(want).replace(re.escape("[^page]"), ".*")
        if not re.fullmatch(pattern, found):
            wrong.append(f"block {number + 1}: {want[:90]!r} in the book, {found[:90]!r} in the EPUB")
    return wrong


def changed(markup):
    """The markup with one fault: a half-space is gone from its longest text, or without one its last letter."""
    texts = list(re.finditer(r">([^<]+)<", markup[markup.find("<body"):]))
    longest = max(texts, key=lambda found: len(found[1].strip()) if "&" not in found[1] else 0)
    start = markup.find("<body") + longest.start(1)
    text = longest[1].rstrip()
    if not text:
        return markup
    at = text.find("\u200c")
    at = start + (at if at >= 0 else len(text) - 1)
    return markup[:at] + markup[at + 1:]


if __name__ == "__main__":
    with open(sys.argv[2], encoding="utf-8") as text:
        found = differences(read(sys.argv[1]), text.read())
    print(*found[:10], f"{len(found)} blocks differ", sep="\n")
