"""The structure of PDFs by programs that are not ours: veraPDF's rules, and the order in which poppler reads the tags."""

import pathlib
import re
import shutil
import subprocess

from readers import Missing


def judge(files, flavours, home):
    """What veraPDF says: (file, flavour, passed, findings) of each."""
    engine, classes = pathlib.Path(home, "verapdf/engine.jar"), pathlib.Path(home, "verapdf/classes")
    if not engine.exists() or not classes.exists() or not shutil.which("java"):
        raise Missing("veraPDF")
    path = f"{engine}:{classes}:/usr/share/java/jaxb-runtime.jar"
    run = subprocess.run(["java", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-cp", path, "Vera", ",".join(flavours), *map(str, files)],
                         capture_output=True, text=True)
    judged = []
    for line in run.stdout.splitlines():
        if line.startswith("\t"):
            judged[-1][3].append(line.strip())
        else:
            word, flavour, file = line.split("\t")
            judged.append((file, flavour, word == "PASS", []))
    if len(judged) != len(files) * len(flavours):
        judged.append((str(files[0]), flavours[0], False, [run.stderr[-800:]]))
    return judged


def tagged(pdf):
    """The tree as poppler reads it: (type, text) of each element that is no part of a line."""
    if not shutil.which("pdfinfo"):
        raise Missing("poppler")
    run = subprocess.run(["pdfinfo", "-struct-text", str(pdf)], capture_output=True)
    blocks, open_blocks, marks = [], [], None
    for line in run.stdout.decode("utf-8", "replace").splitlines():
        depth = (len(line) - len(line.lstrip(" "))) // 2
        open_blocks = [(own, block) for own, block in open_blocks if own < depth]
        # What refers to a note is no word of the book.
        marks = None if marks is not None and depth <= marks else marks
        if line.lstrip().startswith('"'):
            if open_blocks and marks is None:
                open_blocks[-1][1][1] += line.strip()[1:-1]
        elif not line.lstrip().startswith("Object "):
            kind = line.split()[0] if line.split() else ""
            # Parts of a line go with it; a note is a block of its own.
            if not line.endswith("(inline)") or kind == "Note":
                blocks.append([kind, ""])
                open_blocks.append((depth, blocks[-1]))
            elif kind == "Reference" and marks is None:
                marks = depth
    return blocks


def letters(text):
    """What can be compared: poppler gives right-to-left words as they lie in the file, so letters are put in order."""
    return "".join(sorted(re.sub(r"[\W\d_]", "", text)))


def order(elements, blocks):
    """How many of the book's blocks stand in the tree, each after the one before; and those that do not."""
    told = [letters(text) for _, text in elements]
    at, lost, position = 0, [], 0
    blocks = [block for block in blocks if len(letters(block)) >= 12]
    while position < len(blocks):
        # The halves of a line of verse are blocks of the text and one element of the tree; a speech is two elements.
        for count, parts in ((1, 1), (2, 1), (1, 2)):
            wanted = letters("".join(blocks[position : position + count]))
            places = (place for place in range(at, len(told)) if letters("".join(told[place : place + parts])) == wanted)
            found = next(places, None)
            if found is not None:
                at = found + parts
                break
        else:
            lost.append(blocks[position])
            count = 1
        position += count
    return len(blocks) - len(lost), len(blocks), lost


def headings(elements):
    """The headings of the tree in order."""
    return [letters(text) for kind, text in elements if re.fullmatch(r"H[1-6]", kind)]
