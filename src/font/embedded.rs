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
