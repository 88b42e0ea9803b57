//! An ONIX for Books 3.0 message with one product, the EPUB: the same metadata as the package document, in the form that
//! booksellers and libraries take, and what is known of its accessibility (code list 196).
//!
//! Element names are the reference ones, in the order of the schema. Numbers in comments are those of code lists.

use crate::base::{Language, Timestamp};
use crate::book::Book;
use crate::manifest::{Creator, IdentifierKind, Metadata, Role, SubjectCode, SubjectScheme};

use super::Options;
use super::accessibility::{Statements, statements};
use super::facts::Facts;
use super::markup::{Markup, XML_DECLARATION};
use super::matter::isbn;
use super::metadata::{group_position, isbn_kind};

const NAMESPACE: &str = "http://ns.editeur.org/onix/3.0/reference";

/// Writes the message.
pub(super) fn write(book: &Book, facts: &Facts, options: &Options, modified: Timestamp) -> String {
    let metadata = &book.metadata;
    let found = statements(book, facts, &options.accessibility, options.printed.is_some());
    let mut markup = Markup::default();
    let out = &mut markup;
    out.raw(XML_DECLARATION);
    out.tag("ONIXMessage").set("release", "3.0").set("xmlns", NAMESPACE).open_line();
    header(out, metadata, modified);
    open(out, "Product");
    out.tag("RecordReference").text_line(&metadata.identifier);
    // 1: confirmed on publication
    out.tag("NotificationType").text_line("03");
    identifiers(out, metadata);
    open(out, "DescriptiveDetail");
    // 2: a single item; 150: a file to download; 175: EPUB; 81: text; 144: without DRM
    out.tag("ProductComposition").text_line("00");
    out.tag("ProductForm").text_line("ED");
    out.tag("ProductFormDetail").text_line("E101");
    features(out, &found, options);
    out.tag("PrimaryContentType").text_line("10");
    out.tag("EpubTechnicalProtection").text_line("00");
    titles(out, metadata);
    contributors(out, metadata);
    if let Some(edition) = &metadata.edition {
        out.tag("EditionStatement").text_line(edition);
    }
    language(out, &metadata.language);
    subjects(out, metadata);
    out.close_line("DescriptiveDetail");
    texts(out, metadata);
    publishing(out, metadata);
    out.close_line("Product");
    out.close_line("ONIXMessage");
    markup.finish()
}

fn open(out: &mut Markup, name: &'static str) {
    out.tag(name).open_line();
}

fn header(out: &mut Markup, metadata: &Metadata, modified: Timestamp) {
    let first = metadata.creators.first().map(|creator| &creator.name);
    let time = modified.civil();
    open(out, "Header");
    open(out, "Sender");
    out.tag("SenderName").text_line(metadata.publisher.as_ref().or(first).unwrap_or(&metadata.title));
    out.close_line("Sender");
    let (date, clock) = ((time.year, time.month, time.day), (time.hour, time.minute, time.second));
    let sent = format!("{:04}{:02}{:02}T{:02}{:02}{:02}Z", date.0, date.1, date.2, clock.0, clock.1, clock.2);
    out.tag("SentDateTime").text_line(&sent);
    out.close_line("Header");
}

/// One number: its kind in list 5, and a name for kinds of our own.
fn identifier(out: &mut Markup, kind: &str, name: Option<&str>, value: &str) {
    open(out, "ProductIdentifier");
    out.tag("ProductIDType").text_line(kind);
    if let Some(name) = name {
        out.tag("IDTypeName").text_line(name);
    }
    out.tag("IDValue").text_line(value);
    out.close_line("ProductIdentifier");
}

fn identifiers(out: &mut Markup, metadata: &Metadata) {
    match isbn(&metadata.identifier) {
        // Digits alone, without hyphens.
        Some(number) => {
            let digits: String = number.chars().filter(char::is_ascii_alphanumeric).collect();
            identifier(out, isbn_kind(number), None, &digits.to_ascii_uppercase());
        }
        None if metadata.identifier.starts_with("urn:") => identifier(out, "22", None, &metadata.identifier),
        None => identifier(out, "01", Some("identifier"), &metadata.identifier),
    }
    for (kind, value) in &metadata.catalogue.identifiers {
        match kind {
            IdentifierKind::Doi => identifier(out, "06", None, value),
            IdentifierKind::Fipa => identifier(out, "01", Some("fipa"), value),
            IdentifierKind::NationalLibrary => identifier(out, "01", Some("national library"), value),
        }
    }
}

/// One feature of the product form (list 79: 09 accessibility, 12 hazards) with its value and words.
fn feature(out: &mut Markup, kind: &str, value: &str, words: Option<&str>) {
    open(out, "ProductFormFeature");
    out.tag("ProductFormFeatureType").text_line(kind);
    out.tag("ProductFormFeatureValue").text_line(value);
    if let Some(words) = words {
        out.tag("ProductFormFeatureDescription").text_line(words);
    }
    out.close_line("ProductFormFeature");
}

/// What list 196 has a code for, from the statements of the package document; shops look here and not into the file.
fn features(out: &mut Markup, found: &Statements, options: &Options) {
    const CODES: [(&str, &[&str]); 7] = [
        ("tableOfContents", &["11"]),
        ("structuralNavigation", &["29", "32"]),
        ("readingOrder", &["13"]),
        ("displayTransformability", &["36"]),
        ("unlocked", &["10"]),
        ("index", &["12"]),
        ("pageNavigation", &["19"]),
    ];
    let said = &options.accessibility;
    let mut codes: Vec<(&str, Option<&str>)> = vec![("00", Some(&found.summary.0))];
    let known = CODES.iter().filter(|(feature, _)| found.features.contains(feature));
    codes.extend(known.flat_map(|(_, codes)| codes.iter().map(|code| (*code, None))));
    // Languages are tagged and roles given in every file.
    codes.extend([("22", None), ("30", None)]);
    if found.sufficient.contains(&"textual") {
        codes.push(("52", None));
        if found.features.contains(&"alternativeText") {
            codes.push(("14", None));
        }
    }
    if let Some(level) = found.conforms_to {
        let version = if level.contains("2.2") {
            "82"
        } else if level.contains("2.1") {
            "81"
        } else {
            "80"
        };
        let level = if level.ends_with("AA") { "85" } else { "84" };
        codes.extend([("04", None), (version, None), (level, None), ("90", said.certified_by.as_deref())]);
        codes.extend(said.report.as_deref().map(|report| ("94", Some(report))));
    }
    codes.extend(said.exemption.map(|exemption| {
        let code = match exemption {
            "eaa-microenterprise" => "75",
            "eaa-disproportionate-burden" => "76",
            _ => "77",
        };
        (code, None)
    }));
    codes.sort_by_key(|(code, _)| *code);
    for (code, words) in codes {
        feature(out, "09", code, words);
    }
    if found.hazard == "none" {
        feature(out, "12", "00", None);
    }
}

/// One title (list 15) of a product or collection (list 149), with its number in a collection.
fn title(out: &mut Markup, kind: (&str, &str), number: Option<&str>, title: &str, subtitle: Option<&str>) {
    open(out, "TitleDetail");
    out.tag("TitleType").text_line(kind.0);
    open(out, "TitleElement");
    out.tag("TitleElementLevel").text_line(kind.1);
    if let Some(number) = number {
        out.tag("PartNumber").text_line(number);
    }
    out.tag("TitleText").text_line(title);
    if let Some(subtitle) = subtitle {
        out.tag("Subtitle").text_line(subtitle);
    }
    out.close_line("TitleElement");
    out.close_line("TitleDetail");
}

/// The series, then the title of the book, the title of the work it was translated from, and that in another script.
fn titles(out: &mut Markup, metadata: &Metadata) {
    if let Some(series) = &metadata.series {
        open(out, "Collection");
        // 148: a publisher's series
        out.tag("CollectionType").text_line("10");
        let number = series.number.as_deref().map(|number| group_position(number).unwrap_or_else(|| number.to_owned()));
        title(out, ("01", "02"), number.as_deref(), &series.title, None);
        out.close_line("Collection");
    }
    title(out, ("01", "01"), None, &metadata.title, metadata.subtitle.as_deref());
    if let Some(original) = &metadata.original_title {
        title(out, ("03", "01"), None, original, None);
    }
    let alternate = metadata.catalogue.alternate.as_ref();
    if let Some((alternate, words)) = alternate.and_then(|alternate| Some((alternate, alternate.title.as_deref()?))) {
        // 14: an alternative title; 06 would be one in another language.
        let kind = if alternate.language.primary() == metadata.language.primary() { "14" } else { "06" };
        title(out, (kind, "01"), None, words, alternate.subtitle.as_deref());
    }
}

fn contributors(out: &mut Markup, metadata: &Metadata) {
    if metadata.creators.is_empty() {
        out.tag("NoContributor").empty();
        return out.line();
    }
    for (number, creator) in (1u32..).zip(&metadata.creators) {
        contributor(out, number, creator);
    }
}

fn contributor(out: &mut Markup, number: u32, creator: &Creator) {
    open(out, "Contributor");
    out.tag("SequenceNumber").text_line(&number.to_string());
    out.tag("ContributorRole").text_line(contributor_role(creator.role));
    // Whether it is a person or a body is not known: a name that is sorted otherwise than written is a person's.
    match &creator.file_as {
        Some(file_as) => {
            out.tag("PersonName").text_line(&creator.name);
            out.tag("PersonNameInverted").text_line(file_as);
        }
        None => out.tag("PersonName").text_line(&creator.name),
    }
    if let Some(alternate) = &creator.alternate {
        open(out, "AlternativeName");
        // 18: the name in another script
        out.tag("NameType").text_line("05");
        out.tag("PersonName").text_line(alternate);
        out.close_line("AlternativeName");
    }
    out.close_line("Contributor");
}

/// List 17.
fn contributor_role(role: Role) -> &'static str {
    match role {
        Role::Author => "A01",
        Role::Translator => "B06",
        Role::Editor => "B01",
        Role::Illustrator => "A12",
        Role::Compiler => "C01",
        Role::Introduction => "A24",
        Role::Annotator => "A20",
        Role::Designer => "A11",
        Role::Afterword => "A19",
        Role::Photographer => "A13",
        Role::CoverDesigner => "A36",
        Role::Contributor | Role::Calligrapher | Role::TypeDesigner | Role::Proofreader | Role::Describer => "Z99",
    }
}

fn language(out: &mut Markup, language: &Language) {
    let Some(code) = language_code(language.primary()) else { return };
    open(out, "Language");
    // 22: of the text
    out.tag("LanguageRole").text_line("01");
    out.tag("LanguageCode").text_line(code);
    out.close_line("Language");
}

/// The code of ISO 639-2/B for a primary subtag; languages of books with subtags of three letters have those.
fn language_code(primary: &str) -> Option<&'static str> {
    const CODES: [(&str, &str); 38] = [
        ("fa", "per"),
        ("ar", "ara"),
        ("ckb", "ckb"),
        ("ku", "kur"),
        ("ur", "urd"),
        ("ps", "pus"),
        ("ug", "uig"),
        ("sd", "snd"),
        ("ks", "kas"),
        ("pa", "pan"),
        ("az", "aze"),
        ("tr", "tur"),
        ("tg", "tgk"),
        ("uz", "uzb"),
        ("kk", "kaz"),
        ("ky", "kir"),
        ("tk", "tuk"),
        ("ms", "may"),
        ("id", "ind"),
        ("sw", "swa"),
        ("ha", "hau"),
        ("he", "heb"),
        ("yi", "yid"),
        ("hy", "arm"),
        ("el", "gre"),
        ("ru", "rus"),
        ("uk", "ukr"),
        ("bg", "bul"),
        ("la", "lat"),
        ("en", "eng"),
        ("de", "ger"),
        ("fr", "fre"),
        ("es", "spa"),
        ("it", "ita"),
        ("pt", "por"),
        ("nl", "dut"),
        ("sv", "swe"),
        ("pl", "pol"),
    ];
    CODES.iter().find(|(tag, _)| *tag == primary).map(|(_, code)| *code)
}

/// Codes of schemes, the first of Thema as the main one; words without a code as keywords.
fn subjects(out: &mut Markup, metadata: &Metadata) {
    let coded = || metadata.subjects.iter().filter_map(|subject| Some((subject, subject.code.as_ref()?)));
    let main = coded().position(|(_, code)| scheme(code) == "93");
    for (position, (subject, code)) in coded().enumerate() {
        open(out, "Subject");
        if main == Some(position) {
            out.tag("MainSubject").empty();
            out.line();
        }
        out.tag("SubjectSchemeIdentifier").text_line(scheme(code));
        out.tag("SubjectCode").text_line(&code.term);
        if subject.name != code.term {
            out.tag("SubjectHeadingText").text_line(&subject.name);
        }
        out.close_line("Subject");
    }
    let words = metadata.subjects.iter().filter(|subject| subject.code.is_none());
    let words: Vec<&str> = words.map(|subject| subject.name.as_str()).collect();
    if !words.is_empty() {
        open(out, "Subject");
        out.tag("SubjectSchemeIdentifier").text_line("20");
        out.tag("SubjectHeadingText").text_line(&words.join("; "));
        out.close_line("Subject");
    }
}

/// List 27; qualifiers of Thema have codes of their own.
fn scheme(code: &SubjectCode) -> &'static str {
    match (code.scheme, code.term.as_bytes().first()) {
        (SubjectScheme::Thema, Some(b'1')) => "94",
        (SubjectScheme::Thema, Some(b'2')) => "95",
        (SubjectScheme::Thema, Some(b'3')) => "96",
        (SubjectScheme::Thema, Some(b'4')) => "97",
        (SubjectScheme::Thema, Some(b'5')) => "98",
        (SubjectScheme::Thema, Some(b'6')) => "99",
        (SubjectScheme::Thema, _) => "93",
        (SubjectScheme::Bisac, _) => "10",
        (SubjectScheme::Bic, _) => "12",
        (SubjectScheme::Clil, _) => "29",
        (SubjectScheme::Dewey, _) => "01",
        (SubjectScheme::Congress, _) => "03",
        (SubjectScheme::CongressHeadings, _) => "04",
        (SubjectScheme::Universal, _) => "09",
    }
}

fn texts(out: &mut Markup, metadata: &Metadata) {
    // 153: short description, description; 154: for all
    let summary = metadata.catalogue.summary.as_ref().map(|text| ("02", text));
    let texts: Vec<_> = summary.into_iter().chain(metadata.description.as_ref().map(|text| ("03", text))).collect();
    if texts.is_empty() {
        return;
    }
    open(out, "CollateralDetail");
    for (kind, text) in texts {
        open(out, "TextContent");
        out.tag("TextType").text_line(kind);
        out.tag("ContentAudience").text_line("00");
        out.tag("Text").text_line(text);
        out.close_line("TextContent");
    }
    out.close_line("CollateralDetail");
}

fn publishing(out: &mut Markup, metadata: &Metadata) {
    open(out, "PublishingDetail");
    if let Some(publisher) = &metadata.publisher {
        open(out, "Publisher");
        // 45: publisher
        out.tag("PublishingRole").text_line("01");
        out.tag("PublisherName").text_line(publisher);
        out.close_line("Publisher");
    }
    // 64: active
    out.tag("PublishingStatus").text_line("04");
    if let Some(date) = &metadata.date {
        // 55: day, month, year
        let format = match date.len() {
            10 => "00",
            7 => "01",
            _ => "05",
        };
        open(out, "PublishingDate");
        out.tag("PublishingDateRole").text_line("01");
        out.tag("Date").set("dateformat", format).text_line(&date.replace('-', ""));
        out.close_line("PublishingDate");
    }
    out.close_line("PublishingDetail");
}
