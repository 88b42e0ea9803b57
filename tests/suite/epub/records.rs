//! Metadata with refinements, accessibility, and the records of the book outside it.

use publish::base::{Diagnostics, Language, Span};
use publish::book::Book;
use publish::epub::{Options, Survey};
use publish::manifest::{
    Accessibility, Alternate, Catalogue, EpubRecord, IdentifierKind, Spanned, Subject, SubjectCode, SubjectScheme,
};
use roxmltree::Node;

use super::{MODIFIED, books, files, markups, parsed, plain, written};

/// The Persian book with everything that a catalogue asks for.
fn known() -> Book {
    let mut book = books::persian();
    let code = |scheme, term: &str| Some(SubjectCode { scheme, term: term.into() });
    let metadata = &mut book.metadata;
    metadata.creators[0].alternate = Some("Parvane Azar".into());
    metadata.edition = Some("چاپ دوم".into());
    metadata.original_title = Some("Bread".into());
    metadata.subjects.push(Subject { name: "آشپزی".into(), code: code(SubjectScheme::Thema, "WBVS") });
    metadata.subjects.push(Subject { name: "ایران".into(), code: code(SubjectScheme::Thema, "1FBN-IR") });
    metadata.catalogue = Catalogue {
        title_file_as: Some("نان و کتاب".into()),
        summary: Some("نان را با هم می‌پزیم.".into()),
        alternate: Some(Alternate {
            language: Language::new("fa-Latn"),
            title: Some("Nan o Ketab".into()),
            subtitle: None,
            publisher: None,
        }),
        identifiers: vec![(IdentifierKind::Fipa, "۷۸۹۰".into()), (IdentifierKind::Doi, "10.1000/182".into())],
        sources: vec!["https://example.org/bread".into()],
    };
    book
}

fn package(book: &Book, options: &Options) -> String {
    markups(&written(book, options))["OEBPS/content.opf"].clone()
}

/// The text of what refines an element.
fn refinement<'a>(package: &'a roxmltree::Document<'a>, id: &str, property: &str) -> Option<&'a str> {
    let is = |node: &Node<'_, '_>| {
        node.attribute("refines") == Some(&format!("#{id}")) && node.attribute("property") == Some(property)
    };
    package.descendants().find(is).and_then(|node| node.text())
}

#[test]
fn every_name_and_number_says_what_it_is() {
    let package = package(&known(), &plain());
    let package = parsed(&package);
    let refined = |id, property| refinement(&package, id, property);
    assert_eq!(refined("title", "title-type"), Some("main"));
    assert_eq!(refined("title", "file-as"), Some("نان و کتاب"));
    assert_eq!(refined("title", "alternate-script"), Some("Nan o Ketab"));
    assert_eq!(refined("full-title", "title-type"), Some("expanded"));
    assert_eq!(refined("edition", "title-type"), Some("edition"));
    assert_eq!(refined("creator-1", "alternate-script"), Some("Parvane Azar"));
    assert_eq!(refined("creator-3", "role"), Some("trl"));
    assert_eq!(refined("book-id", "identifier-type"), Some("15"));
    assert_eq!(refined("book-id-3", "identifier-type"), Some("06"));
    assert_eq!((refined("subject-3", "authority"), refined("subject-3", "term")), (Some("Thema"), Some("WBVS")));
    let script = package.descendants().find(|node| node.text() == Some("Nan o Ketab")).expect("the other title");
    assert_eq!(script.attribute("dir"), Some("ltr"));
    assert_eq!(script.attribute(("http://www.w3.org/XML/1998/namespace", "lang")), Some("fa-Latn"));
    let texts = |name: &'static str| {
        let package = &package;
        package.descendants().filter(move |node| node.has_tag_name(("http://purl.org/dc/elements/1.1/", name)))
    };
    let descriptions: Vec<_> = texts("description").filter_map(|node| node.text()).collect();
    assert_eq!(descriptions, ["نان را با هم می‌پزیم.", "دربارهٔ نان <و> کتاب."]);
    assert_eq!(texts("source").filter_map(|node| node.text()).collect::<Vec<_>>(), ["https://example.org/bread"]);
}

fn claiming() -> Options {
    let accessibility = Accessibility {
        conforms_to: Some(Spanned { value: "WCAG 2.2 Level AA", span: Span::default() }),
        certified_by: Some("کارگاه نشر".into()),
        exemption: Some("eaa-microenterprise"),
        ..Accessibility::default()
    };
    Options { accessibility, ..plain() }
}

#[test]
fn a_claim_is_made_only_where_the_content_bears_it() {
    let (persian, english) = (books::persian(), books::english());
    let options = claiming();
    let borne = package(&english, &options);
    assert!(borne.contains(">EPUB Accessibility 1.1 - WCAG 2.2 Level AA<"), "{borne}");
    let parsed = parsed(&borne);
    assert_eq!(refinement(&parsed, "conformance", "a11y:certifiedBy"), Some("کارگاه نشر"));
    // One of its images has no text.
    assert!(!package(&persian, &options).contains("conformsTo"));
    let mut diagnostics = Diagnostics::new();
    Survey::of(&english).expect("it has text").check(&options, &mut diagnostics);
    assert!(diagnostics.is_empty());
    Survey::of(&persian).expect("it has text").check(&options, &mut diagnostics);
    assert!(diagnostics.iter().any(|finding| finding.code == "epub.no-claim"), "{diagnostics:?}");
}

#[test]
fn the_message_for_booksellers_lies_in_the_file_and_beside_it() {
    let book = known();
    let options = Options { record: EpubRecord::Onix, ..claiming() };
    let epub = written(&book, &options);
    let beside = Survey::of(&book).expect("it has text").onix(&book, &options, MODIFIED);
    assert_eq!(String::from_utf8_lossy(&files(&epub)["OEBPS/onix.xml"]), beside);
    let package = markups(&epub)["OEBPS/content.opf"].clone();
    assert!(
        package.contains("<link rel=\"record\" href=\"onix.xml\" media-type=\"application/xml\" properties=\"onix\"/>")
    );
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/epub/onix.xml");
    crate::support::assert_expected(&path, &beside);
}

/// Children of composites in the order of the schema of ONIX 3.0, those that are written here.
const ORDER: [(&str, &[&str]); 14] = [
    ("ONIXMessage", &["Header", "Product"]),
    ("Header", &["Sender", "SentDateTime"]),
    (
        "Product",
        &[
            "RecordReference",
            "NotificationType",
            "ProductIdentifier",
            "DescriptiveDetail",
            "CollateralDetail",
            "PublishingDetail",
        ],
    ),
    ("ProductIdentifier", &["ProductIDType", "IDTypeName", "IDValue"]),
    (
        "DescriptiveDetail",
        &[
            "ProductComposition",
            "ProductForm",
            "ProductFormDetail",
            "ProductFormFeature",
            "PrimaryContentType",
            "EpubTechnicalProtection",
            "Collection",
            "TitleDetail",
            "Contributor",
            "NoContributor",
            "EditionStatement",
            "Language",
            "Subject",
        ],
    ),
    ("ProductFormFeature", &["ProductFormFeatureType", "ProductFormFeatureValue", "ProductFormFeatureDescription"]),
    ("Collection", &["CollectionType", "TitleDetail"]),
    ("TitleDetail", &["TitleType", "TitleElement"]),
    ("TitleElement", &["TitleElementLevel", "PartNumber", "TitleText", "Subtitle"]),
    ("Contributor", &["SequenceNumber", "ContributorRole", "PersonName", "PersonNameInverted", "AlternativeName"]),
    ("Subject", &["MainSubject", "SubjectSchemeIdentifier", "SubjectCode", "SubjectHeadingText"]),
    ("TextContent", &["TextType", "ContentAudience", "Text"]),
    ("PublishingDetail", &["Publisher", "PublishingStatus", "PublishingDate"]),
    ("PublishingDate", &["PublishingDateRole", "Date"]),
];

#[test]
fn the_message_keeps_the_order_of_its_schema() {
    for book in [known(), books::english()] {
        let message = Survey::of(&book).expect("it has text").onix(&book, &claiming(), MODIFIED);
        let message = parsed(&message);
        for element in message.descendants().filter(|node| node.is_element()) {
            assert_eq!(element.tag_name().namespace(), Some("http://ns.editeur.org/onix/3.0/reference"));
            let name = element.tag_name().name();
            let Some((_, order)) = ORDER.iter().find(|(owner, _)| *owner == name) else { continue };
            let children = element.children().filter(|node| node.is_element());
            let places: Vec<_> = children
                .map(|child| {
                    let name = child.tag_name().name();
                    order.iter().position(|known| *known == name).unwrap_or_else(|| panic!("{name}"))
                })
                .collect();
            assert!(places.is_sorted(), "{name}: {places:?}");
        }
    }
}

#[test]
fn an_entry_of_a_catalogue_leads_to_the_file() {
    let entry = publish::epub::opds(&known(), "nan.epub", MODIFIED);
    let entry = parsed(&entry);
    let names: Vec<_> =
        entry.root_element().children().filter(Node::is_element).map(|node| node.tag_name().name()).collect();
    // RFC 4287 § 4.1.2
    for one in ["title", "id", "updated", "author", "link"] {
        assert!(names.contains(&one), "{names:?}");
    }
    let link =
        entry.descendants().find(|node| node.has_tag_name(("http://www.w3.org/2005/Atom", "link"))).expect("a link");
    assert_eq!((link.attribute("href"), link.attribute("type")), (Some("nan.epub"), Some("application/epub+zip")));
    // The English book has an editor and no author; an entry must have one.
    assert!(publish::epub::opds(&books::english(), "b.epub", MODIFIED).contains("<author><name>"));
}
