//! The arguments, as clap reads them; the help texts are written for a newcomer.

use std::num::NonZeroUsize;
use std::path::PathBuf;

use super::import::NamedEncoding;
use crate::base::Language;
use clap::{Args, Parser, Subcommand, ValueEnum};

/// Makes books and pamphlets in Persian, Arabic and other languages from a YAML manifest and plain texts.
#[derive(Debug, Parser)]
#[command(name = "publish", version, max_term_width = 100, after_help = AFTER_HELP)]
pub(super) struct Arguments {
    #[command(subcommand)]
    pub(super) command: Command,
}

const AFTER_HELP: &str = "\
A book is a folder with a manifest.yaml and its texts:

    title: نان و کتاب
    language: fa
    contents: [titlepage, toc, text/one.md]

Then `publish pdf manifest.yaml` writes out/<folder>.pdf beside the manifest.

Exit codes: 0 done, 1 the book has errors (nothing was written), 2 wrong arguments or files.";

const AFTER_PRINT_HELP: &str = "\
Without flags: a booklet. Print it on both sides, put the sheets into each other, fold and staple.

    publish print manifest.yaml                         out/<folder>-print.pdf
    publish print manifest.yaml --duplex none           for a printer of one side
    publish print manifest.yaml --signature 32          thick books, to be sewn
    publish print manifest.yaml --plan --copies 200     which page stands where, and how much paper that takes

Try it with two sheets first: some printers turn the paper about the other edge; then add --duplex long-edge.
What the manifest says under `print:` need not be said here.";

const AFTER_CHECK_HELP: &str = "\
Findings of a rule are told together, the first three places and a count; -v tells all of them.

    publish check manifest.yaml              what is wrong, and what may be
    publish check manifest.yaml --fix        mends in the texts what can be mended without asking

Without asking: letters and digits of the other language, glyphs in place of letters, half-spaces that part nothing,
spaces at the wrong side of a sign. Code, addresses, names and other languages are never touched, verse neither.
What the manifest lists under `check: { allow: [half-space.prefix] }` is passed over.

Exit codes: 0 no errors, 1 the book has errors, 2 wrong arguments or files.";

const AFTER_IMPORT_HELP: &str = "\
The folder holds a manifest.yaml, a manuscript for each file in text/, images/, and import.html, which shows what was
mended and what a person must look at. It builds at once:

    publish import old.docx -o new && publish epub new && publish pdf new

Several files make one book, in the order given.";

/// What to do.
#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Make an EPUB 3 e-book
    Epub(EpubArguments),
    /// Make a typeset PDF: pages in order, bookmarks, links
    Pdf(PdfArguments),
    /// Make both, the EPUB and the PDF
    Build(BuildArguments),
    /// Make sheets for the printer: booklets, several pages a sheet, marks
    #[command(after_help = AFTER_PRINT_HELP)]
    Print(Box<PrintArguments>),
    /// Print what the program sees: the text of the book, or its pages with positions
    Dump(DumpArguments),
    /// Make a folder to start from: a manifest, a text and a README
    New(NewArguments),
    /// Look for faults: everything a build would report, and orthography; writes nothing unless --fix is given
    #[command(after_help = AFTER_CHECK_HELP)]
    Check(CheckArguments),
    /// Make manuscripts and a manifest of old files: .txt, .md, .html, .docx, .odt, .epub, .pdf
    #[command(after_help = AFTER_IMPORT_HELP)]
    Import(ImportArguments),
}

impl Command {
    pub(super) fn common(&self) -> &CommonArguments {
        match self {
            Self::Epub(arguments) => &arguments.make.common,
            Self::Build(arguments) => &arguments.make.common,
            Self::Pdf(arguments) => &arguments.make.common,
            Self::Print(arguments) => &arguments.make.common,
            Self::Dump(arguments) => &arguments.common,
            Self::New(arguments) => &arguments.common,
            Self::Check(arguments) => &arguments.common,
            Self::Import(arguments) => &arguments.common,
        }
    }
}

/// Arguments of the commands that write files.
#[derive(Debug, Args)]
pub(super) struct MakeArguments {
    /// Manifests, or folders that hold a manifest.yaml
    #[arg(required = true, value_name = "MANIFEST")]
    pub(super) manifests: Vec<PathBuf>,
    /// The file to write; `-` for standard output; a folder when there are several outputs
    /// [default: out/NAME.epub or .pdf beside the manifest]
    #[arg(short, long, value_name = "FILE")]
    pub(super) output: Option<PathBuf>,
    #[command(flatten)]
    pub(super) common: CommonArguments,
}

/// Arguments of `epub`.
#[derive(Debug, Args)]
pub(super) struct EpubArguments {
    #[command(flatten)]
    pub(super) make: MakeArguments,
    /// Write beside the EPUB its record for booksellers and libraries, an ONIX 3.0 message; `-` for standard output
    #[arg(long, value_name = "FILE")]
    pub(super) onix: Option<PathBuf>,
    /// Write beside the EPUB its entry for OPDS catalogues (Atom); `-` for standard output
    #[arg(long, value_name = "FILE")]
    pub(super) opds: Option<PathBuf>,
}

/// Arguments of `pdf`.
#[derive(Debug, Args)]
pub(super) struct PdfArguments {
    #[command(flatten)]
    pub(super) make: MakeArguments,
    /// Write beside the PDF how each line was filled: its word space, and where words were lengthened and why;
    /// `-` for standard output
    #[arg(long, value_name = "FILE")]
    pub(super) explain_lines: Option<PathBuf>,
    /// Colour the word spaces and lengthened joints in the PDF: blue tight, green good, red wide
    #[arg(long)]
    pub(super) show_lines: bool,
    /// Read the finished PDF back with another reader and compare the text of every page with the book
    #[arg(long)]
    pub(super) verify: bool,
}

/// Arguments of `build`.
#[derive(Debug, Args)]
pub(super) struct BuildArguments {
    #[command(flatten)]
    pub(super) make: MakeArguments,
    /// Read the finished PDF back with another reader and compare the text of every page with the book
    #[arg(long)]
    pub(super) verify: bool,
}

/// Arguments of `print`: flags say what `print:` of the manifest says, and go before it.
#[derive(Debug, Args)]
pub(super) struct PrintArguments {
    #[command(flatten)]
    pub(super) make: MakeArguments,
    /// How pages go on sheets: booklet, n-up, cut-stack, copies, mini, panels, single, reversed
    #[arg(long, value_name = "SCHEME")]
    pub(super) scheme: Option<String>,
    /// Pages on a side: 2, 4 or 8 for a booklet, up to 16 for n-up, cut-stack and copies
    #[arg(long, value_name = "N")]
    pub(super) up: Option<String>,
    /// Pages in a signature at most [default: all in one]
    #[arg(long, value_name = "PAGES")]
    pub(super) signature: Option<String>,
    /// The paper in the printer: a4, a3, letter, legal, … [default: the one that the pages fill]
    #[arg(long, value_name = "PAPER")]
    pub(super) sheet: Option<String>,
    /// The edge that the printer leaves white, such as 4mm
    #[arg(long, value_name = "LENGTH")]
    pub(super) edge: Option<String>,
    /// Pages that do not fit: auto makes them smaller, actual refuses
    #[arg(long, value_name = "FIT")]
    pub(super) fit: Option<String>,
    /// How the printer turns the sheet: auto, long-edge, short-edge; none for a printer of one side
    #[arg(long, value_name = "EDGE")]
    pub(super) duplex: Option<String>,
    /// How sheets come out of a printer of one side: face-down, face-up
    #[arg(long, value_name = "SIDE")]
    pub(super) pile: Option<String>,
    /// With --duplex none: a first sheet that tells what to do by hand (first), or no such sheet (none)
    #[arg(long, value_name = "PLACE")]
    pub(super) guide: Option<String>,
    /// Where blank pages come: end, before-last
    #[arg(long, value_name = "PLACE")]
    pub(super) blanks: Option<String>,
    /// The cover with the other sheets (inside) or in a file of its own (outside)
    #[arg(long, value_name = "PLACE")]
    pub(super) cover: Option<String>,
    /// How thick a leaf is, such as 0.1mm: inner pages move towards the fold
    #[arg(long, value_name = "LENGTH")]
    pub(super) thickness: Option<String>,
    /// How far grounds and images reach over the edge, such as 3mm
    #[arg(long, value_name = "LENGTH")]
    pub(super) bleed: Option<String>,
    /// Marks, parted by commas: crop, fold, centre, registration, colours, collation, slug; or none
    #[arg(long, value_name = "MARKS")]
    pub(super) marks: Option<String>,
    /// The standard of the file: x-4 (PDF/X-4), none [default: x-4 where the book allows it]
    #[arg(long, value_name = "STANDARD")]
    pub(super) conformance: Option<String>,
    /// The profile of the press (ICC, CMYK or grey) [default: black ink]
    #[arg(long, value_name = "FILE")]
    pub(super) profile: Option<String>,
    /// The files are finished PDFs of any make, not manifests; the default output is NAME-print.pdf beside each
    #[arg(long)]
    pub(super) pdf: bool,
    /// The edge at which a finished PDF is bound: right, left [default: what the PDF says, else left]
    #[arg(long, value_enum, requires = "pdf", value_name = "EDGE")]
    pub(super) binding: Option<BoundEdge>,
    /// What is printed: the pages, or the cover of a bound book (back, spine and front on one sheet)
    #[arg(long, value_enum, default_value_t = PrintWhat::Pages, conflicts_with = "pdf")]
    pub(super) what: PrintWhat,
    /// How wide the spine of the cover is, such as 6mm [default: the leaves by `thickness`, and the board]
    #[arg(long, value_name = "LENGTH")]
    pub(super) spine: Option<String>,
    /// Print which pages stand where, by sheet and side, and what paper and ink that takes, and write no sheets; with =FILE.svg
    /// draw it. Ink is measured on the pages: outlines of letters, rules, pixels of images (not of finished PDFs)
    #[arg(long, value_name = "FILE", num_args = 0..=1, require_equals = true)]
    pub(super) plan: Option<Option<PathBuf>>,
    /// With --plan: how many copies are printed
    #[arg(long, value_name = "N", requires = "plan", default_value_t = 1, value_parser = clap::value_parser!(u32).range(1..))]
    pub(super) copies: u32,
}

impl PrintArguments {
    /// The flags that were given, by the keys of `print:`.
    pub(super) fn given(&self) -> Vec<(&'static str, String)> {
        let flags = [
            ("scheme", &self.scheme),
            ("up", &self.up),
            ("signature", &self.signature),
            ("sheet", &self.sheet),
            ("edge", &self.edge),
            ("fit", &self.fit),
            ("duplex", &self.duplex),
            ("pile", &self.pile),
            ("guide", &self.guide),
            ("blanks", &self.blanks),
            ("cover", &self.cover),
            ("thickness", &self.thickness),
            ("bleed", &self.bleed),
            ("marks", &self.marks),
            ("conformance", &self.conformance),
            ("profile", &self.profile),
            ("spine", &self.spine),
        ];
        flags.into_iter().filter_map(|(key, value)| Some((key, value.clone()?))).collect()
    }
}

/// What `print` puts on sheets.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum PrintWhat {
    /// The pages of the book
    Pages,
    /// The cover of a bound book
    Cover,
}

/// The edge at which a book is bound.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum BoundEdge {
    /// As in Persian, Arabic, Hebrew
    Right,
    /// As in English
    Left,
}

/// Arguments of `dump`.
#[derive(Debug, Args)]
pub(super) struct DumpArguments {
    /// A manifest, or a folder that holds a manifest.yaml
    pub(super) manifest: PathBuf,
    /// What to print
    #[arg(long, value_enum, default_value_t = DumpWhat::Text)]
    pub(super) what: DumpWhat,
    #[command(flatten)]
    pub(super) common: CommonArguments,
}

/// What `dump` prints.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum DumpWhat {
    /// The text in blocks, notes after the block of their mark
    Text,
    /// Every item of every page with its position in points
    Pages,
    /// How each line was filled: its word space, and where words were lengthened and why
    Lines,
    /// Every glyph of every word: its number in its face and its place
    Glyphs,
}

/// Arguments of `new`.
#[derive(Debug, Args)]
pub(super) struct NewArguments {
    /// The folder to make; it must not have files in it
    #[arg(value_name = "DIR")]
    pub(super) folder: PathBuf,
    /// What is to be published
    #[arg(long, value_enum, default_value_t = Kind::Pamphlet)]
    pub(super) kind: Kind,
    /// The language of the text
    #[arg(long, value_enum, default_value_t = StarterLanguage::Fa)]
    pub(super) language: StarterLanguage,
    #[command(flatten)]
    pub(super) common: CommonArguments,
}

/// Arguments of `check`.
#[derive(Debug, Args)]
pub(super) struct CheckArguments {
    /// Manifests, or folders that hold a manifest.yaml
    #[arg(required = true, value_name = "MANIFEST")]
    pub(super) manifests: Vec<PathBuf>,
    /// Mend in the texts what can be mended without asking; prints the files that changed
    #[arg(long)]
    pub(super) fix: bool,
    #[command(flatten)]
    pub(super) common: CommonArguments,
}

/// Arguments of `import`.
#[derive(Debug, Args)]
pub(super) struct ImportArguments {
    /// The old files, of any kind, in the order of the book
    #[arg(required = true, value_name = "FILE")]
    pub(super) files: Vec<PathBuf>,
    /// The folder to make; it must not have files in it [default: beside the first file, named after it]
    #[arg(short, long, value_name = "DIR")]
    pub(super) output: Option<PathBuf>,
    /// The language of the texts, such as fa or ar [default: what the files say, or their letters]
    #[arg(long, value_name = "TAG", value_parser = super::import::language)]
    pub(super) language: Option<Language>,
    /// The encoding of plain texts: utf-8, utf-16le, utf-16be, windows-1256, windows-1252, iso-8859-6, iransystem
    /// [default: judged by their letters]
    #[arg(long, value_name = "NAME", value_parser = super::import::encoding)]
    pub(super) encoding: Option<NamedEncoding>,
    #[command(flatten)]
    pub(super) common: CommonArguments,
}

/// Kinds of publications to start from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Kind {
    /// A book in chapters, on A5
    Book,
    /// A pamphlet, folded from office paper
    Pamphlet,
    /// A newsletter on one sheet
    Leaflet,
    /// A booklet of poems
    Poetry,
}

/// Languages of the texts to start from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum StarterLanguage {
    /// Persian
    Fa,
    /// Arabic
    Ar,
    /// English
    En,
}

/// Arguments of every command.
#[derive(Debug, Args)]
pub(super) struct CommonArguments {
    /// How findings are reported
    #[arg(long, value_enum, default_value_t = ReportFormat::Human, value_name = "FORMAT")]
    pub(super) format: ReportFormat,
    /// Report errors only
    #[arg(short, long, conflicts_with = "verbose")]
    pub(super) quiet: bool,
    /// Report notes too, and the time of each stage
    #[arg(short, long)]
    verbose: bool,
    /// Colours in reports
    #[arg(long, value_enum, default_value_t = ColorChoice::Auto, value_name = "WHEN")]
    pub(super) color: ColorChoice,
    /// Threads to work with [default: one a core]
    #[arg(short, long, value_name = "N")]
    pub(super) jobs: Option<NonZeroUsize>,
}

impl CommonArguments {
    pub(super) fn verbosity(&self) -> Verbosity {
        match (self.quiet, self.verbose) {
            (true, _) => Verbosity::Quiet,
            (false, false) => Verbosity::Normal,
            (false, true) => Verbosity::Verbose,
        }
    }
}

/// How much is reported.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Verbosity {
    /// Errors.
    Quiet,
    /// Errors and warnings.
    Normal,
    /// Notes too.
    Verbose,
}

/// How findings are printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum ReportFormat {
    /// With the words concerned and hints
    Human,
    /// One line each
    Short,
    /// One JSON object a line
    Json,
}

/// When reports are coloured.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum ColorChoice {
    /// On a terminal, unless `NO_COLOR` is set
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}
