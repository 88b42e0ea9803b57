"""Random books as EPUBs: valid in EPUBCheck, their text that of the book, their list of pages that of the PDF. The same books at
every run.

usage, alone: python3 tests/validators/epubs.py PROGRAM HOME [COUNT [FOLDER]]; a FOLDER keeps the files
"""

import concurrent.futures
import glob
import pathlib
import shutil
import subprocess
import sys
import tempfile

import epubtext
import invented
import pagelist
import readers

HERE = pathlib.Path(__file__).parent
IMAGE = HERE / "../../books/bread/images/proofing.png"
ROLES = ["preface", "introduction", "dedication", "epigraph", "glossary", "appendix", "bibliography", "afterword"]


class Writer(invented.Writer):
    """Writes a book with what an EPUB has besides: parts, images, links, an index, pages made by the program."""

    def __init__(self, seed):
        super().__init__(seed)
        self.seed, self.places = seed, []

    def word(self):
        word, kind = super().word(), self.chance.random()
        if kind < 0.02 and word.isalpha():
            return self.chance.choice(["[{}]{{.index}}", "[{}]{{.index sub=\"bread\"}}"]).format(word)
        if kind < 0.03 and self.places:
            return "[](#{}){{ref={}}}".format(self.chance.choice(self.places), self.chance.choice(["page", "title"]))
        return word

    def heading(self):
        self.places.append(f"at{len(self.places)}")
        return f"{super().heading()} {{#{self.places[-1]}}}"

    def figure(self):
        caption = self.chance.choice(["", f' "{self.plain(4)}"'])
        return f"![{self.plain(4)}](proofing.png{caption}){{width={self.chance.randint(20, 60)}mm}}"

    def container(self):
        return self.figure() if self.chance.random() < 0.2 else super().container()

    def manifest(self, chapters):
        choice, texts = self.chance.choice, [f"{number}.md" for number in range(chapters)]
        front = [name for name in ("halftitle", "titlepage", "copyright", "toc", "figures") if self.chance.random() < 0.6]
        back = [name for name in ("index", "colophon") if self.chance.random() < 0.5]
        body = [f"{{ document: {text}, role: {choice(ROLES)} }}" if self.chance.random() < 0.2 else text for text in texts]
        if self.chance.random() < 0.3:
            body = [f"{{ part: {self.plain(3)}, contents: [{', '.join(body)}] }}"]
        lines = [line for line in super().manifest(chapters).splitlines() if not line.startswith("contents:")]
        lines.append(f"contents: [{', '.join([*front, *body, *back])}]")
        lines.append(f"numbering: {{ chapters: {choice(['none', 'words', 'digits'])}, front: {choice(['continuous', 'abjad', 'roman'])}, "
                     f"figures: {choice(['none', 'book'])} }}")
        lines.append(f"toc: {{ depth: {self.chance.randint(1, 4)} }}")
        if self.seed % 3:
            source = ", source: 'urn:isbn:978-0-306-40615-7'" if self.seed % 2 else ""
            lines.append(f"epub: {{ pages: pdf{source}, fonts: {choice(['none', 'none', 'embed'])} }}")
        return "\n".join(lines) + "\n"

    def write(self, folder):
        super().write(folder)
        shutil.copy(IMAGE, folder / "proofing.png")


def run(program, *arguments):
    made = subprocess.run([program, *map(str, arguments)], capture_output=True)
    if made.returncode != 0:
        raise RuntimeError((made.stderr or made.stdout).decode().strip()[:400])
    return made.stdout.decode("utf-8")


def try_book(program, folder, seed):
    """The EPUB of a seed and what is wrong with it."""
    book, epub, pdf = folder / f"{seed}", folder / f"{seed}.epub", folder / f"{seed}.pdf"
    Writer(seed).write(book)
    faults = []
    try:
        run(program, "epub", book, "-q", "--jobs", "1", "-o", epub)
        faults += epubtext.differences(epubtext.read(epub), run(program, "dump", "--what", "text", "-q", book))
        if seed % 3 and shutil.which("pdftotext"):
            run(program, "pdf", book, "-q", "--jobs", "1", "-o", pdf)
            faults += pagelist.compare(epub, pdf)[0]
    except RuntimeError as fault:
        faults.append(str(fault))
    return epub, [f"book {seed}: {fault}" for fault in faults[:3]]


def epubcheck(files, home, folder):
    """Errors and warnings of many files, from one engine: it takes longer to start than to check."""
    jars = glob.glob(f"{home}/venv/lib/python3*/site-packages/epubcheck/epubcheck.jar")
    if not jars or not shutil.which("javac"):
        raise readers.Missing("EPUBCheck or a Java compiler")
    classes = folder / "classes"
    path = f"{classes}:{jars[0]}:{pathlib.Path(jars[0]).parent}/lib/*"
    subprocess.run(["javac", "-d", str(classes), "-cp", path, str(HERE / "Epubs.java")], check=True, capture_output=True)
    command = ["java", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-cp", path, "Epubs", *map(str, files)]
    said = subprocess.run(command, capture_output=True, text=True)
    lines = said.stdout.splitlines()
    found = [line for line in lines if not line.startswith("PASS\t")]
    if sum(line.startswith(("PASS\t", "FAIL\t")) for line in lines) != len(files):
        found.append(f"EPUBCheck stopped: {said.stderr[-400:]}")
    return found


def try_books(program, home, count, folder):
    """What is found in so many books: by our readers, and by EPUBCheck; and the files."""
    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        tried = list(pool.map(lambda seed: try_book(program, folder, seed), range(count)))
    files = [epub for epub, _ in tried if epub.exists()]
    return [fault for _, faults in tried for fault in faults], epubcheck(files, home, folder), files


if __name__ == "__main__":
    COUNT = int(sys.argv[3]) if len(sys.argv) > 3 else 40
    with tempfile.TemporaryDirectory() as temporary:
        kept = pathlib.Path(sys.argv[4] if len(sys.argv) > 4 else temporary)
        kept.mkdir(exist_ok=True)
        FOUND, CHECKED, _ = try_books(sys.argv[1], sys.argv[2], COUNT, kept)
    print(*FOUND, *CHECKED, f"{COUNT} books, {len(FOUND)} faults, EPUBCheck {len(CHECKED)}", sep="\n")
    sys.exit(1 if FOUND or CHECKED else 0)
