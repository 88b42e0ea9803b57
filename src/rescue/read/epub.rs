//! EPUB 2 and 3: the pages of its spine in order, as HTML; notes and links lead from page to page.
//!
//! The navigation, the cover and a title page are made anew by our own books, so they are told of and left out.

use super::html::classes::Classes;
use super::html::{self, Page};
use super::tree::{Element, Node};
use super::zip::{Archive, beside};
use super::{Fault, gallery, html_tree, xml};
use crate::rescue::found::{Creator, Found, LeftOut, Metadata, Place};

/// The most pages of a book.
const MOST_PAGES: usize = 5_000;

/// Reads a book.
pub(super) fn read(bytes: &[u8]) -> Result<Found, Fault> {
    let mut archive = Archive::open(bytes)?;
    if archive.has("META-INF/rights.xml") || is_encrypted(&mut archive) {
        return Err(Fault::new("the book is locked (DRM)", "ask its publisher for a copy without a lock"));
    }
    let package = package_path(&mut archive)?;
    let root = xml::parse(&archive.need(&package)?)?;
    let metadata = metadata(&root);
    let mut pages = Vec::new();
    let mut left_out = Vec::new();
    for path in spine(&root, &package).into_iter().take(MOST_PAGES) {
        let Some(bytes) = archive.read(&path)? else {
            left_out.push(LeftOut { rule: "rescue.part", text: path, place: Place::default(), times: 1 });
            continue;
        };
        let mut comments = Vec::new();
        let html = xml::parse_page(&bytes, &mut comments).or_else(|_| {
            comments.clear();
            html_tree::parse_page(&String::from_utf8_lossy(&bytes), &mut comments)
        })?;
        let own = html.attribute("xml:lang").or_else(|| html.attribute("lang")).and_then(html::language);
        let body = html.children.into_iter().find_map(|node| match node {
            Node::Element(element) if element.name == "body" => Some(element),
            _ => None,
        });
        let Some(body) = body else { continue };
        if let Some(what) = made_anew(&body) {
            let text: String = body.text().split_whitespace().collect::<Vec<_>>().join(" ").chars().take(120).collect();
            left_out.push(LeftOut { rule: what, text, place: Place::default(), times: 1 });
            continue;
        }
        let differs = metadata.language.as_ref().map(crate::base::Language::primary)
            != own.as_ref().map(crate::base::Language::primary);
        pages.push(Page {
            path,
            root: body,
            language: own.filter(|_| differs && metadata.language.is_some()),
            comments,
        });
    }
    let classes = classes(&mut archive, &root, &package);
    head_pages(&mut pages, &contents(&mut archive, &root, &package));
    let paths: Vec<String> = pages.iter().map(|page| page.path.clone()).collect();
    let mut fetch =
        |page: usize, source: &str| archive.read(&beside(&paths[page], &gallery::percent(source))).ok().flatten();
    let mut found = html::pages(&pages, metadata.language.as_ref(), &classes, &mut fetch);
    found.metadata = metadata;
    found.left_out.splice(0..0, left_out);
    Ok(found)
}

/// What the style sheets say of classes.
fn classes(archive: &mut Archive<'_>, root: &Element, package: &str) -> Classes {
    let mut classes = Classes::new();
    let items = root.child("opf:manifest").into_iter().flat_map(Element::elements);
    for item in items.filter(|item| item.attribute("media-type") == Some("text/css")) {
        let path = beside(package, &gallery::percent(item.attribute("href").unwrap_or_default()));
        if let Ok(Some(bytes)) = archive.read(&path) {
            html::classes::read(&String::from_utf8_lossy(&bytes), &mut classes);
        }
    }
    classes
}

/// What the navigation calls whole pages.
fn contents(archive: &mut Archive<'_>, root: &Element, package: &str) -> Vec<(String, String)> {
    let items = root.child("opf:manifest").into_iter().flat_map(Element::elements);
    let is_navigation = |item: &&Element| {
        item.attribute("properties").is_some_and(|all| all.split_whitespace().any(|one| one == "nav"))
    };
    let Some(href) = items.into_iter().find(is_navigation).and_then(|item| item.attribute("href")) else {
        return Vec::new();
    };
    let path = beside(package, &gallery::percent(href));
    let Some(root) = archive.read(&path).ok().flatten().and_then(|bytes| xml::parse(&bytes).ok()) else {
        return Vec::new();
    };
    let mut entries = Vec::new();
    root.each(&mut |element| {
        if element.name == "a"
            && let Some(href) = element.attribute("href").filter(|href| !href.contains('#'))
        {
            entries.push((beside(&path, &gallery::percent(href)), html::folded(&element.text())));
        }
    });
    entries
}

/// Makes a heading of the first paragraph of a page without one, where the navigation calls the page by its words.
fn head_pages(pages: &mut [Page], entries: &[(String, String)]) {
    for page in pages {
        let is_heading = |element: &Element| matches!(element.name.as_str(), "h1" | "h2" | "h3" | "h4" | "h5" | "h6");
        if page.root.find(&is_heading).is_some() {
            continue;
        }
        let first = page.root.children.iter_mut().find_map(|node| match node {
            Node::Element(element) => Some(element),
            Node::Text(_) => None,
        });
        let Some(first) = first.filter(|first| first.name == "p") else { continue };
        let words = html::folded(&first.text());
        if entries.iter().any(|(path, title)| *path == page.path && *title == words) {
            first.name = "h1".to_owned();
        }
    }
}

/// Whether more than fonts is encrypted.
fn is_encrypted(archive: &mut Archive<'_>) -> bool {
    let Ok(Some(bytes)) = archive.read("META-INF/encryption.xml") else { return false };
    let Ok(root) = xml::parse(&bytes) else { return false };
    let mut is_locked = false;
    root.each(&mut |element| {
        let address = element.attribute("URI").unwrap_or_default().to_ascii_lowercase();
        is_locked |= [".xhtml", ".html", ".htm", ".xml"].iter().any(|ending| address.ends_with(ending));
    });
    is_locked
}

fn package_path(archive: &mut Archive<'_>) -> Result<String, Fault> {
    let container = xml::parse(&archive.need("META-INF/container.xml")?)?;
    let root = container.find(&|element| element.name == "container:rootfile");
    let path = root.and_then(|root| root.attribute("full-path")).map(gallery::percent);
    path.ok_or_else(|| Fault::new("its container names no book", "open it in a program for e-books and save it again"))
}

/// Paths of the pages in reading order.
fn spine(root: &Element, package: &str) -> Vec<String> {
    let items: Vec<(&str, String, bool)> = root
        .child("opf:manifest")
        .into_iter()
        .flat_map(Element::elements)
        .filter_map(|item| {
            let is_navigation =
                item.attribute("properties").is_some_and(|all| all.split_whitespace().any(|one| one == "nav"));
            let href = item.attribute("href")?;
            let is_page = item.attribute("media-type").is_none_or(|kind| kind.contains("html"));
            is_page.then(|| {
                (item.attribute("id").unwrap_or_default(), beside(package, &gallery::percent(href)), is_navigation)
            })
        })
        .collect();
    let references = root.child("opf:spine").into_iter().flat_map(Element::elements);
    let mut paths: Vec<String> = Vec::new();
    for id in references.filter_map(|reference| reference.attribute("idref")) {
        if let Some((_, path, false)) = items.iter().find(|(known, ..)| *known == id)
            && !paths.contains(path)
        {
            paths.push(path.clone());
        }
    }
    paths
}

/// What a page is that our books make themselves.
fn made_anew(body: &Element) -> Option<&'static str> {
    let kind = |element: &Element| {
        let words = format!(
            "{} {}",
            element.attribute("epub:type").unwrap_or_default(),
            element.attribute("role").unwrap_or_default()
        );
        words.split_whitespace().find_map(|word| match word {
            "cover" | "doc-cover" => Some("rescue.cover"),
            "titlepage" | "halftitlepage" => Some("rescue.title-page"),
            "toc" | "doc-toc" => Some("rescue.contents"),
            _ => None,
        })
    };
    let only = body.elements().next().filter(|_| body.elements().count() == 1);
    kind(body).or_else(|| only.and_then(kind))
}

fn metadata(root: &Element) -> Metadata {
    let mut metadata = Metadata::default();
    let Some(found) = root.child("opf:metadata") else { return metadata };
    // Old books have one more element around the Dublin Core.
    let all: Vec<&Element> = found
        .elements()
        .flat_map(|one| if one.name == "opf:dc-metadata" { one.elements().collect() } else { vec![one] })
        .collect();
    let refined = |id: &str, property: &str| {
        let about = format!("#{id}");
        let meta = all.iter().find(|meta| {
            meta.name == "opf:meta"
                && meta.attribute("refines") == Some(about.as_str())
                && meta.attribute("property") == Some(property)
        });
        meta.map(|meta| html::folded(&meta.text()))
    };
    for element in &all {
        let text = html::folded(&element.text());
        let id = element.attribute("id").unwrap_or_default();
        match element.name.as_str() {
            "dc:title" if refined(id, "title-type").as_deref() == Some("subtitle") => metadata.subtitle = text,
            "dc:title" if metadata.title.is_empty() => metadata.title = text,
            "dc:creator" | "dc:contributor" if !text.is_empty() => {
                let role = refined(id, "role").or_else(|| element.attribute("opf:role").map(str::to_owned));
                let role = role.as_deref().map(role_name).unwrap_or_default();
                // Programs call themselves contributors.
                if element.name == "dc:creator" || !role.is_empty() {
                    metadata.creators.push(Creator { name: text, role: role.to_owned() });
                }
            }
            "dc:language" if metadata.language.is_none() => metadata.language = html::language(&text),
            "dc:publisher" => metadata.publisher = text,
            "dc:date" if metadata.date.is_empty() => metadata.date = text,
            "dc:description" => {
                metadata.description = html::folded(&html_tree::parse(&text).map_or(text.clone(), |tree| tree.text()))
            }
            "dc:subject" if !text.is_empty() => metadata.subjects.push(text),
            "dc:rights" => metadata.rights = text,
            "dc:identifier" if metadata.identifier.is_empty() || text.to_ascii_lowercase().contains("isbn") => {
                metadata.identifier = text;
            }
            _ => {}
        }
    }
    metadata
}

/// A role by its code in the list of the Library of Congress (MARC relators).
fn role_name(code: &str) -> &'static str {
    const ROLES: [(&str, &str); 14] = [
        ("aut", "author"),
        ("trl", "translator"),
        ("edt", "editor"),
        ("ill", "illustrator"),
        ("com", "compiler"),
        ("aui", "introduction"),
        ("ann", "annotator"),
        ("bkd", "designer"),
        ("ctb", "contributor"),
        ("aft", "afterword"),
        ("pht", "photographer"),
        ("cll", "calligrapher"),
        ("cov", "cover-designer"),
        ("pfr", "proofreader"),
    ];
    ROLES.iter().find(|(known, _)| *known == code).map_or("", |(_, name)| *name)
}
