//! The faces inside the binary, so that it works alone on any machine. Sources and licences: `fonts/README.md`.

use super::{Face, Faces};

/// Font files in the order of fallback: Arabic-script text faces first, then the Latin book face.
const FILES: [&[u8]; 10] = [
    include_bytes!("../../fonts/Vazirmatn-Regular.ttf"),
    include_bytes!("../../fonts/Vazirmatn-Bold.ttf"),
    include_bytes!("../../fonts/Amiri-Regular.ttf"),
    include_bytes!("../../fonts/Amiri-Bold.ttf"),
    include_bytes!("../../fonts/NotoNaskhArabic-Regular.ttf"),
    include_bytes!("../../fonts/NotoNaskhArabic-Bold.ttf"),
    include_bytes!("../../fonts/GentiumPlus-Regular.ttf"),
    include_bytes!("../../fonts/GentiumPlus-Italic.ttf"),
    include_bytes!("../../fonts/GentiumPlus-Bold.ttf"),
    include_bytes!("../../fonts/GentiumPlus-BoldItalic.ttf"),
];

/// The faces inside the binary.
pub fn embedded_faces() -> Faces {
    let mut faces = Faces::new();
    for data in FILES {
        faces.add(Face::parse(data, 0).expect("tests parse every embedded face"));
    }
    faces
}

/// The licence text of a family inside the binary; it goes along wherever a face of the family is put into a file.
pub fn licence_of(family: &str) -> Option<&'static str> {
    match family {
        "Vazirmatn" => Some(include_str!("../../fonts/OFL-Vazirmatn.txt")),
        "Amiri" => Some(include_str!("../../fonts/OFL-Amiri.txt")),
        "Noto Naskh Arabic" => Some(include_str!("../../fonts/OFL-NotoNaskhArabic.txt")),
        "Gentium Plus" => Some(include_str!("../../fonts/OFL-GentiumPlus.txt")),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_family_inside_has_its_licence() {
        for family in embedded_faces().families() {
            assert!(licence_of(family).is_some_and(|text| text.contains("SIL OPEN FONT LICENSE")), "{family}");
        }
    }
}
