"""Builds every sample book and checks the outputs with programs that are not ours. See `run`."""

import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import zipfile

import direction
import epubs
import epubtext
import foreign
import invented
import pagelist
import pages
import pixels
import readers
import search
import sheets
import structure

IN_CI = os.environ.get("CI") == "true"
# Least share of blocks that a reader must give back whole: what is reached today, so that it does not fall. pdf.js drops
# every U+200C (src/pdf/text.rs), so it is compared without them.
LEAST = {"poppler": 0.98, "PDFium": 0.98, "MuPDF": 0.96, "pdf.js": 0.96}
# What is reached in books that are harder: titles in Latin letters (binder). All is reached where vowel marks stand on
# every letter (wheel), and where columns are narrow (newsletter).
LEAST_OF = {
    "wheel": dict.fromkeys(LEAST, 1.0),
    "kitab": {"poppler": 1.0, "PDFium": 1.0},
    "verses": dict.fromkeys(LEAST, 1.0),
    "bees": dict.fromkeys(LEAST, 1.0),
    "newsletter": dict.fromkeys(LEAST, 1.0),
    "binder": {"PDFium": 0.95, "pdf.js": 1.0},
}
passed, failed, skipped = 0, 0, 0


def check(name, good, detail=""):
    global passed, failed
    passed, failed = passed + bool(good), failed + (not good)
    print(f"{'PASS' if good else 'FAIL'} {name}{': ' + detail if detail else ''}", flush=True)


def skip(name, reason):
    global skipped
    if IN_CI:
        check(name, False, f"{reason} is missing, and in CI that is a failure")
    else:
        skipped += 1
        print(f"SKIP {name}: {reason} is not installed (tests/validators/setup)", flush=True)


def publish(program, *arguments):
    return subprocess.run([program, *arguments], capture_output=True)


def build(program, book, folder):
    """The book's PDF, EPUB and text, each built twice with other numbers of threads."""
    made = {}
    for kind, arguments in {"pdf": ["pdf"], "epub": ["epub"], "text": ["dump", "--what", "text"]}.items():
        target = folder / f"{book.name}.{kind}"
        to_stdout = [] if kind == "text" else ["-o", "-"]
        one = publish(program, arguments[0], str(book), *arguments[1:], *to_stdout, "--jobs", "1")
        check(f"{book.name} {kind} is built", one.returncode == 0 and one.stdout, one.stderr.decode()[-2000:])
        eight = publish(program, arguments[0], str(book), *arguments[1:], *to_stdout, "--jobs", "8")
        check(f"{book.name} {kind} has the same bytes twice", one.stdout and one.stdout == eight.stdout)
        target.write_bytes(one.stdout)
        made[kind] = target
    return made


def check_qpdf(book, pdf):
    if not shutil.which("qpdf"):
        return skip(f"{book} qpdf", "qpdf")
    run = subprocess.run(["qpdf", "--check", str(pdf)], capture_output=True, text=True)
    check(f"{book} qpdf finds nothing", run.returncode == 0, (run.stdout + run.stderr)[-800:] if run.returncode else "")


def check_fonts(book, pdf):
    if not shutil.which("pdffonts"):
        return skip(f"{book} fonts", "pdffonts")
    run = subprocess.run(["pdffonts", str(pdf)], capture_output=True, text=True)
    rows = [row for row in run.stdout.splitlines()[2:] if row.strip()]
    good = [row for row in rows if re.search(r"\syes\s+yes\s+yes\s+\d+\s+\d+\s*$", row)]
    check(f"{book} faces are embedded, cut down and have their text", rows and len(good) == len(rows), f"{len(good)}/{len(rows)}")


def check_readers(book, pdf, text, home):
    dump = text.read_text(encoding="utf-8")
    for name, read in readers.READERS.items():
        try:
            pages = read(str(pdf), home)
        except readers.Missing as missing:
            skip(f"{book} text in {name}", str(missing))
            continue
        found = readers.find_blocks(dump, pages, name != "pdf.js", name == "PDFium")
        detail = f"{found.whole}/{found.total} blocks whole = {found.share():.3f}"
        if found.backwards:
            detail += f", {found.backwards} of them with the words of a Latin phrase backwards"
        least = LEAST_OF.get(book, {}).get(name, LEAST[name])
        if found.share() < least:
            detail += "".join(f"\n  lost: {piece[:160]}" for piece in found.lost[:5])
        check(f"{book} text in {name}", found.share() >= least, detail)
        if name in ("poppler", "PDFium"):
            check_characters(book, name, dump, "".join(pages))


def check_structure(book, pdf, text):
    """The tags as another program reads them, against the text of the book."""
    try:
        elements = structure.tagged(pdf)
    except readers.Missing as missing:
        return skip(f"{book} structure", str(missing))
    marks = re.compile(r"\[\^[^\]]*\]")
    blocks = [marks.sub("", block) for block in re.split(r"\n\s*\n", text.read_text(encoding="utf-8"))]
    found, count, lost = structure.order(elements, blocks)
    detail = f"{found}/{count}" + "".join(f"\n  lost: {piece[:160]}" for piece in lost[:5])
    check(f"{book} tags follow the text", count and found == count, detail)
    titles = [structure.letters(block) for block in blocks if block.startswith("#")]
    headings = structure.headings(elements)
    # The titles of contents and index are headings too, and no blocks of the text.
    starts = range(len(headings) - len(titles) + 1)
    check(f"{book} headings are tagged in order", any(headings[at:at + len(titles)] == titles for at in starts), f"{len(titles)}")


def check_conformance(pdfs, home):
    """All files at once: the engine takes longer to start than to judge."""
    try:
        judged = structure.judge(pdfs, ["ua1", "2a"], home)
    except readers.Missing as missing:
        return skip("PDF/UA-1 and PDF/A-2a", str(missing))
    for file, flavour, is_good, findings in judged:
        name = {"ua1": "PDF/UA-1", "2a": "PDF/A-2a"}[flavour]
        check(f"{pathlib.Path(file).stem} {name} by veraPDF", is_good, "\n  ".join(findings[:6]))


def check_characters(book, name, dump, text):
    strange = re.findall("[\ufb50-\ufdff\ufe70-\ufefc\ufffd\x00-\x08\ue000-\uf8ff]", text)
    check(f"{book} no presentation forms or stray characters in {name}", not strange, repr(strange[:8]) if strange else "")
    tatweel = text.count("\u0640") - dump.count("\u0640")
    check(f"{book} no tatweel in {name}", tatweel <= 0, str(tatweel) if tatweel > 0 else "")
    kept, written = text.count("\u200c"), dump.count("\u200c")
    check(f"{book} half-spaces in {name}", kept >= written, f"{kept} of {written}")


def check_epubcheck(book, epub, home, folder):
    jars = list(pathlib.Path(home).glob("venv/lib/python3*/site-packages/epubcheck/epubcheck.jar"))
    if not jars or not shutil.which("java"):
        return skip(f"{book} EPUBCheck", "EPUBCheck")
    report = folder / f"{book}.epubcheck.json"
    command = ["java", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-jar", str(jars[0])]
    subprocess.run([*command, str(epub), "--json", str(report)], capture_output=True)
    messages = json.loads(report.read_text(encoding="utf-8"))["messages"]
    grave = [m for m in messages if m["severity"] in ("FATAL", "ERROR", "WARNING")]
    said = "; ".join(f"{m['severity']} {m['ID']} {m['message'][:120]}" for m in grave[:4])
    check(f"{book} EPUBCheck: no error, no warning", not grave, said)


def check_ace(book, epub, home, folder):
    ace = pathlib.Path(home) / "node_modules/.bin/ace-cli"
    chromium = os.environ.get("CHROMIUM") or shutil.which("chromium")
    if not ace.exists() or not chromium:
        return skip(f"{book} Ace", "Ace or Chromium")
    out = folder / f"{book}.ace"
    environment = {**os.environ, "PUPPETEER_EXECUTABLE_PATH": chromium, "ACE_TIMEOUT_INITIAL": "90000",
                   "XDG_STATE_HOME": str(folder / "state"), "XDG_CONFIG_HOME": str(folder / "config")}
    subprocess.run([str(ace), "-s", "-f", "-o", str(out), str(epub)], capture_output=True, env=environment)
    report = out / "report.json"
    if not report.exists():
        return check(f"{book} Ace runs", False)
    counts = {}
    for document in json.loads(report.read_text(encoding="utf-8"))["assertions"]:
        for finding in document["assertions"]:
            impact = finding["earl:test"].get("earl:impact", "minor")
            counts[impact] = counts.get(impact, 0) + 1
    check(f"{book} Ace: no finding", not counts, json.dumps(counts) if counts else "")


def check_container(book, epub):
    with zipfile.ZipFile(epub) as container:
        first = container.infolist()[0]
        fixed = {entry.date_time for entry in container.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    stored = first.filename == "mimetype" and first.compress_type == zipfile.ZIP_STORED
    check(f"{book} zip: mimetype first and stored, times fixed", stored and fixed)


def check_epub_text(book, epub, text):
    """The text of the EPUB, read without the program; and one letter less must be found."""
    dump = text.read_text(encoding="utf-8")
    wrong = epubtext.differences(epubtext.read(epub), dump)
    check(f"{book} text of the EPUB, letter for letter", not wrong, "".join(f"\n  {line}" for line in wrong[:5]))
    check(f"{book} a letter lost from the EPUB is found", epubtext.differences(epubtext.read(epub, epubtext.changed), dump))


def check_page_lists(program, books, folder, home):
    """The sample books again, with the pages of their PDFs in the EPUB; cases of tests need files beside them."""
    files = []
    for book in (book for book in books if book.parts[0] == "books"):
        copy = folder / "paged" / book.name
        shutil.copytree(book, copy, ignore=shutil.ignore_patterns("out"))
        manifest = (copy / "manifest.yaml").read_text(encoding="utf-8")
        source = "epub: { pages: pdf, source: 'urn:isbn:978-0-306-40615-7' }\n"
        (copy / "manifest.yaml").write_text(re.sub(r"(?m)^epub:.*\n", "", manifest) + "\n" + source, encoding="utf-8")
        publish(program, "build", str(copy), "-q")
        epub, pdf = copy / "out" / f"{book.name}.epub", copy / "out" / f"{book.name}.pdf"
        if not epub.exists():
            check(f"{book.name} with pages is built", False)
            continue
        files.append(epub)
        try:
            faults, (count, wanted, found) = pagelist.compare(epub, pdf)
        except readers.Missing as missing:
            skip(f"{book.name} list of pages", str(missing))
            continue
        detail = f"{found} of {wanted} pages with words, {count} pages" + "".join(f"\n  {line}" for line in faults[:5])
        check(f"{book.name} list of pages against the PDF", not faults and found == wanted, detail)
    try:
        found = epubs.epubcheck(files, home, folder)
        check("sample books with pages: EPUBCheck", not found, "".join(f"\n  {line}" for line in found[:6]))
    except readers.Missing as missing:
        skip("sample books with pages: EPUBCheck", str(missing))
    for epub in files[:2]:
        check_ace(f"{epub.stem} with pages", epub, home, folder)


def check_random_epubs(program, home, folder):
    """Random books; EPUBS says how many."""
    count = int(os.environ.get("EPUBS", "40"))
    kept = folder / "epubs"
    kept.mkdir()
    try:
        faults, found, _ = epubs.try_books(program, home, count, kept)
    except readers.Missing as missing:
        return skip(f"{count} random EPUBs", str(missing))
    check(f"{count} random EPUBs: text and list of pages", not faults, "".join(f"\n  {line}" for line in faults[:6]))
    check(f"{count} random EPUBs: EPUBCheck", not found, "".join(f"\n  {line}" for line in found[:6]))


def check_direction(program, folder, home):
    """Sixty lines of numbers, brackets, Latin and addresses, which no sample book has so dense."""
    cases = pathlib.Path("tests/cases/direction")
    made = build(program, cases / "book", folder)
    if not all(path.stat().st_size for path in made.values()):
        return
    try:
        direction.check_order(made["epub"], cases / "lines.txt", check)
    except readers.Missing as missing:
        skip("direction: order by FriBidi", str(missing))
    direction.check_words(made["pdf"], made["text"].read_text(encoding="utf-8"), home, check, skip)


def check_reading(program, folder):
    """A book of all that is read in another order than it stands: notes, columns, verse, speeches, boxes, tables."""
    case = pathlib.Path("tests/cases/pdf/reading")
    made = build(program, case, folder)
    if all(path.stat().st_size for path in made.values()):
        check_structure(case.name, made["pdf"], made["text"])
        check_qpdf(case.name, made["pdf"])
        layout = publish(program, "dump", str(case), "--what", "pages").stdout.decode()
        carried = [page for page in layout.split("\npage ") if " note-0 " in page]
        check("reading: a note is carried over to the next page", len(carried) == 2, f"{len(carried)} pages")


def check_pixels(program):
    """Pages of three scripts and five faces, with kashida, vowel marks, sloping words and Latin ones."""
    books = {"books/verses": [4], "books/bread": [5], "books/wheel": [4], "books/kitab": [5], "tests/cases/pages/nastaliq": [1],
             "tests/cases/pdf/reading": [1]}
    try:
        pixels.check_pages(program, books.items(), check)
    except readers.Missing as missing:
        skip("pixels", str(missing))


def check_sheets(program, folder):
    """Sheets to print, cut and folded as images."""
    try:
        kept = folder / "sheets"
        kept.mkdir()
        sheets.check_sheets(program, kept, check, skip)
    except readers.Missing as missing:
        skip("sheets", str(missing))


def check_invented(program):
    """Random books, read back by the program itself and by qpdf; INVENTED says how many."""
    count = int(os.environ.get("INVENTED", "200"))
    found = invented.try_books(program, count)
    misread = [line for line in found if "pdf.text-differs" in line]
    faults = [line for line in found if line not in misread]
    check(f"{count} random books: qpdf finds nothing", not faults, "".join(f"\n  {line}" for line in faults[:5]))
    detail = f"{count - len(misread)}/{count}" + "".join(f"\n  {line}" for line in misread[:5])
    check(f"{count} random books: --verify reads their words", not misread, detail)


def main():
    program, home = os.path.abspath(sys.argv[1]), os.path.abspath(sys.argv[2])
    books = sorted(path.parent for path in pathlib.Path("books").glob("*/manifest.yaml"))
    check("sample books are there", len(books) >= 7, f"{len(books)}")
    # Sloping words in a face that the book brings along.
    books.append(pathlib.Path("tests/cases/pages/nastaliq"))
    with tempfile.TemporaryDirectory() as temporary:
        folder = pathlib.Path(temporary)
        for book in books:
            made = build(program, book, folder)
            if not all(path.stat().st_size for path in made.values()):
                continue
            check_qpdf(book.name, made["pdf"])
            check_fonts(book.name, made["pdf"])
            check_structure(book.name, made["pdf"], made["text"])
            check_readers(book.name, made["pdf"], made["text"], home)
            check_container(book.name, made["epub"])
            check_epub_text(book.name, made["epub"], made["text"])
            check_epubcheck(book.name, made["epub"], home, folder)
            check_ace(book.name, made["epub"], home, folder)
        check_direction(program, folder, home)
        check_reading(program, folder)
        check_pixels(program)
        search.check_searches(program, folder, home, check, skip)
        check_invented(program)
        check_sheets(program, folder)
        check_page_lists(program, books, folder, home)
        check_random_epubs(program, home, folder)
        try:
            pages.check_books(program, folder, check)
        except readers.Missing as missing:
            skip("generated books", str(missing))
        try:
            foreign.check_all(program, books, folder, check)
        except readers.Missing as missing:
            skip("finished PDFs on sheets and covers", str(missing))
        check_conformance(sorted(folder.glob("*.pdf")), home)
    print(f"{passed} passed, {failed} failed" + (f", {skipped} skipped" if skipped else ""))
    sys.exit(1 if failed else 0)


main()
