//! The faces inside the program: readable, of the families promised, and byte for byte those of `fonts/README.md`.

use std::fs;

use publish::font::embedded::embedded_faces;
use publish::font::{Slant, Weight};
use sha2::{Digest, Sha256};

use super::support::root;

#[test]
fn the_embedded_faces_are_readable_and_whole_families() {
    let faces = embedded_faces();
    for family in ["Vazirmatn", "Amiri", "Noto Naskh Arabic", "Gentium Plus"] {
        for weight in [Weight::Regular, Weight::Bold] {
            assert!(faces.has_style(family, weight, Slant::Upright), "{family} {weight:?}");
        }
    }
    assert!(faces.has_style("Gentium Plus", Weight::Regular, Slant::Italic));
    assert!(faces.has_style("Gentium Plus", Weight::Bold, Slant::Italic));
}

#[test]
fn the_font_files_are_those_the_readme_lists() {
    let folder = root().join("fonts");
    let readme = fs::read_to_string(folder.join("README.md")).expect("readable");
    let mut count = 0;
    for path in fs::read_dir(&folder).expect("the folder is there").map(|entry| entry.expect("readable").path()) {
        if path.extension().is_none_or(|ending| ending != "ttf") {
            continue;
        }
        let name = path.file_name().expect("a file").to_string_lossy().into_owned();
        let digest = Sha256::digest(fs::read(&path).expect("readable"));
        let sum: String = digest.iter().map(|byte| format!("{byte:02x}")).collect();
        let row = readme.lines().find(|line| line.contains(&format!("`{name}`")));
        assert!(row.is_some_and(|row| row.contains(&sum)), "{name} is not the file that fonts/README.md lists");
        count += 1;
    }
    assert_eq!(count, embedded_faces().iter().count());
}
