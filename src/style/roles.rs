//! Names of the roles and whom each takes its values from.

use super::Role;

/// Name in style files, and the role whose values hold where nothing is said. In the order of [`Role::ALL`].
const ROLES: [(&str, Option<Role>); 54] = [
    ("body", None),
    ("body-first", Some(Role::Body)),
    ("part", Some(Role::Heading1)),
    ("heading-1", Some(Role::Body)),
    ("heading-2", Some(Role::Heading1)),
    ("heading-3", Some(Role::Heading2)),
    ("heading-4", Some(Role::Heading3)),
    ("footnote", Some(Role::Body)),
    ("endnote", Some(Role::Footnote)),
    ("notes-title", Some(Role::Heading3)),
    ("quote", Some(Role::Body)),
    ("list", Some(Role::Body)),
    ("definition-term", Some(Role::Body)),
    ("definition", Some(Role::Body)),
    ("table-cell", Some(Role::Body)),
    ("table-head", Some(Role::TableCell)),
    ("caption", Some(Role::Body)),
    ("code", Some(Role::Body)),
    ("verse", Some(Role::Body)),
    ("box", Some(Role::Body)),
    ("box-title", Some(Role::Box)),
    ("epigraph", Some(Role::Quote)),
    ("separator", Some(Role::Body)),
    ("title", Some(Role::Heading1)),
    ("subtitle", Some(Role::Title)),
    ("creator", Some(Role::Title)),
    ("imprint", Some(Role::Body)),
    ("toc-title", Some(Role::Heading1)),
    ("toc-part", Some(Role::TocEntry1)),
    ("toc-entry-1", Some(Role::Body)),
    ("toc-entry-2", Some(Role::TocEntry1)),
    ("toc-entry-3", Some(Role::TocEntry2)),
    ("running-head", Some(Role::Body)),
    ("folio", Some(Role::RunningHead)),
    ("letter", Some(Role::Body)),
    ("letter-head", Some(Role::Letter)),
    ("salutation", Some(Role::Letter)),
    ("signature", Some(Role::Letter)),
    ("dialogue", Some(Role::Body)),
    ("speaker", Some(Role::Dialogue)),
    ("source", Some(Role::Quote)),
    ("masthead", Some(Role::Title)),
    ("masthead-motto", Some(Role::Body)),
    ("masthead-line", Some(Role::Body)),
    ("contact", Some(Role::Box)),
    ("continuation", Some(Role::Body)),
    ("half-title", Some(Role::Title)),
    ("dedication", Some(Role::Body)),
    ("chapter-number", Some(Role::Heading1)),
    ("bibliography", Some(Role::Body)),
    ("index-letter", Some(Role::Heading3)),
    ("index-entry", Some(Role::Body)),
    ("index-subentry", Some(Role::IndexEntry)),
    ("line-number", Some(Role::Folio)),
];

impl Role {
    /// The name in style files, such as `heading-1`; also the class of the role in the EPUB.
    pub fn name(self) -> &'static str {
        ROLES[self as usize].0
    }

    /// The role of a name.
    pub fn of_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.name() == name)
    }

    /// The role whose values hold where this one says nothing; `body` has none.
    pub fn parent(self) -> Option<Self> {
        ROLES[self as usize].1
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_role_comes_from_body_in_the_end() {
        for role in Role::ALL {
            let mut above = role;
            for _ in 0..Role::ALL.len() {
                above = above.parent().unwrap_or(above);
            }
            assert_eq!(above, Role::Body, "{}", role.name());
            assert_eq!(Role::of_name(role.name()), Some(role));
            assert_eq!(role.name().replace('-', ""), format!("{role:?}").to_lowercase());
        }
    }
}
