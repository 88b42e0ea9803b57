//! Drawings for who prints and folds by hand: lines and two greys, no letters, so that they serve every language.

use std::path::PathBuf;

use super::{ImageFile, ImageFormat};

/// What a drawing shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sketch {
    /// Printed sheets come out of a printer.
    Fronts,
    /// The pile is turned over like a leaf.
    TurnOver,
    /// The pile goes back as it is.
    PutBack,
    /// Sheets printed on one side go in.
    Backs,
    /// The upper half is folded behind the lower one.
    FoldDown,
    /// The right half is folded behind the left one.
    FoldAside,
    /// Sheets in each other, folded in the middle.
    Fold,
    /// Two staples on the fold.
    Staple,
    /// Signatures on each other, sewn.
    Sew,
    /// A knife at the head of the book.
    Open,
    /// The pile is cut.
    Cut,
    /// Stacks are laid on each other.
    Stack,
    /// A sheet folded into three.
    Panels,
}

/// Width and height of a drawing, in its own units.
pub const SIZE: (u32, u32) = (240, 130);

impl Sketch {
    /// All of them, in the order of [`sketches`].
    pub const ALL: [Self; 13] = [
        Self::Fronts,
        Self::TurnOver,
        Self::PutBack,
        Self::Backs,
        Self::FoldDown,
        Self::FoldAside,
        Self::Fold,
        Self::Staple,
        Self::Sew,
        Self::Open,
        Self::Cut,
        Self::Stack,
        Self::Panels,
    ];

    /// Its place among [`Self::ALL`].
    pub fn number(self) -> usize {
        self as usize
    }

    /// Its shapes, as a book bound at the right wants them.
    fn shapes(self) -> String {
        match self {
            Self::Fronts => [&tray("#fff"), PRINTER, OUTPUT].concat(),
            Self::Backs => [&tray("#ddd"), PRINTED_TRAY, PRINTER, OUTPUT].concat(),
            Self::TurnOver => {
                [&pile(8), PRINTED_TOP, HEAD, &moved(128, 0, &pile(8)), &moved(128, 0, HEAD), OVER].concat()
            }
            Self::PutBack => {
                let printer = [&tray("#fff"), PRINTER].concat();
                [&moved(42, 12, &printer), &moved(-8, 22, &[&pile(8), PRINTED_TOP, HEAD].concat()), INTO].concat()
            }
            Self::FoldDown => FOLD_DOWN.to_owned(),
            Self::FoldAside => FOLD_ASIDE.to_owned(),
            Self::Fold => {
                let nested = (0..3).map(|nth| moved(0, -7 * nth, LEAVES)).collect::<String>();
                nested + TOGETHER
            }
            Self::Staple => STAPLE.to_owned(),
            Self::Sew => {
                let signatures = (0..3).map(|nth| moved(0, 26 * nth, SIGNATURE)).collect::<String>();
                signatures + THREAD
            }
            Self::Open => OPEN.to_owned(),
            Self::Cut => [&pile(12), CUTS, KNIFE].concat(),
            Self::Stack => [&moved(0, 20, &pile(10)), &moved(124, 0, &pile(10)), ONTO].concat(),
            Self::Panels => PANELS.to_owned(),
        }
    }

    /// Whether it looks otherwise for books that are bound at the left.
    fn has_sides(self) -> bool {
        matches!(self, Self::Sew | Self::Stack | Self::Panels | Self::TurnOver | Self::PutBack)
    }
}

/// The paper that a printer takes.
fn tray(fill: &str) -> String {
    format!(r##"<path d="M86 48L94 8H158L166 48Z" fill="{fill}"/>"##)
}

/// A pile of some sheets that lies flat.
fn pile(sheets: usize) -> String {
    let deep = 2 * sheets;
    let edges: String = (1..sheets / 2).map(|nth| format!("M12 {0}H84L102 {1}", 86 + 4 * nth, 54 + 4 * nth)).collect();
    format!(
        r##"<path d="M12 86V{0}H84L102 {1}V54L84 86Z" fill="#ddd"/><path d="{edges}" fill="none" stroke="#777" stroke-width=".8"/><path d="M12 86L30 54H102L84 86Z" fill="#fff"/>"##,
        86 + deep,
        54 + deep
    )
}

/// Shapes moved to the right and down.
fn moved(x: i32, y: i32, shapes: &str) -> String {
    format!(r#"<g transform="translate({x} {y})">{shapes}</g>"#)
}

const PRINTER: &str = r##"<rect x="56" y="46" width="140" height="44" rx="6" fill="#ddd"/><path d="M74 78H178" stroke-width="4"/><circle cx="180" cy="60" r="2.5" fill="#000"/>"##;
const PRINTED_TRAY: &str =
    r##"<path d="M100 16H122M99 24H122M97 32H122M130 16H152M130 24H153M130 32H155" stroke="#777"/>"##;
const OUTPUT: &str = r##"<path d="M80 79L64 124H188L172 79Z" fill="#fff"/><path d="M126 80V123" stroke="#777" stroke-width=".8"/><path d="M84 90H119M81 98H119M78 106H119M75 114H119M133 90H168M133 98H171M133 106H174M133 114H177" stroke="#777"/>"##;
const PRINTED_TOP: &str = r##"<path d="M66 54L48 86" stroke="#777" stroke-width=".8"/><path d="M34 61H55M30 69H51M26 77H47M68 61H91M64 69H87M60 77H83" stroke="#777"/>"##;
const HEAD: &str = r##"<path d="M30 54H102" stroke-width="3.5"/>"##;
const OVER: &str =
    r##"<path d="M64 42C86 4 162 4 182 36" stroke-width="2.2"/><path d="M186 45L174 37L186 30Z" fill="#000"/>"##;
const INTO: &str =
    r##"<path d="M66 70C72 34 96 22 122 24" stroke-width="2.2"/><path d="M131 25L121 30L122 18Z" fill="#000"/>"##;
const FOLD_DOWN: &str = r##"<path d="M74 66L86 24H154L166 66Z" fill="#ddd"/><rect x="74" y="66" width="92" height="56" fill="#fff"/><path d="M120 66V122" stroke="#777" stroke-width=".8"/><path d="M82 78H112M82 86H112M82 94H112M82 102H112M82 110H112M128 78H158M128 86H158M128 94H158M128 102H158M128 110H158" stroke="#777"/><path d="M68 66H172" stroke-dasharray="5 4" stroke-width="2"/><path d="M164 22C196 24 204 60 188 84" stroke-width="2.2"/><path d="M182 92L183 80L193 86Z" fill="#000"/>"##;
const FOLD_ASIDE: &str = r##"<path d="M120 16L176 28V94L120 106Z" fill="#ddd"/><rect x="48" y="16" width="72" height="90" fill="#fff"/><path d="M56 28H80M56 36H80M56 44H80M88 28H112M88 36H112M88 44H112M56 66H80M56 74H80M56 82H80M88 66H112M88 74H112M88 82H112" stroke="#777"/><path d="M120 10V112" stroke-dasharray="5 4" stroke-width="2"/><path d="M174 104C162 124 112 130 94 119" stroke-width="2.2"/><path d="M86 114L98 114L92 124Z" fill="#000"/>"##;
const LEAVES: &str =
    r##"<path d="M108 124L132 100L52 54L28 78Z" fill="#ddd"/><path d="M108 124L132 100L212 54L188 78Z" fill="#fff"/>"##;
const TOGETHER: &str = r##"<path d="M44 34C54 16 80 8 99 16" stroke-width="2.2"/><path d="M108 21L97 22L102 11Z" fill="#000"/><path d="M204 34C194 16 168 8 149 16" stroke-width="2.2"/><path d="M140 21L151 22L146 11Z" fill="#000"/>"##;
const STAPLE: &str = r##"<path d="M58 50L68 38H172L182 50Z" fill="#ddd"/><path d="M52 120L58 50H182L188 120Z" fill="#fff"/><path d="M46 117L55 50M194 117L185 50" stroke="#777" stroke-width=".8"/><path d="M70 66H170M69 76H171M68 86H172M67 96H173M66 106H174" stroke="#777"/><path d="M84 54V50H100V54M140 54V50H156V54" stroke-width="3.2"/><path d="M92 10V32M148 10V32" stroke-width="2.2"/><path d="M92 41L86 31H98ZM148 41L142 31H154Z" fill="#000"/>"##;
const SIGNATURE: &str = r##"<path d="M48 24H184A10 10 0 0 1 184 44H48" fill="#fff"/><path d="M48 29H183M48 34H184M48 39H183" stroke="#777"/><path d="M48 24V44" stroke="#777"/>"##;
const THREAD: &str = r##"<path d="M184 34H202C212 36 212 58 202 60H184M202 60C212 62 212 84 202 86H184M202 86C210 88 214 94 214 100" stroke-width="1.6"/><path d="M211 96L223 124L214 99Z" fill="#000"/>"##;
const OPEN: &str = r##"<path d="M76 44H168V122H76Z" fill="#fff"/><path d="M72 48V126H164" stroke="#777"/><path d="M88 60H156M88 70H156M88 80H156M88 90H156M88 100H156M88 110H156" stroke="#777"/><path d="M66 44H178" stroke-dasharray="5 4" stroke-width="2"/><path d="M100 44C116 44 140 40 152 32L146 26L98 40Z" fill="#ddd"/><path d="M147 27L186 6C192 4 196 10 192 14L153 33Z" fill="#000"/>"##;
const CUTS: &str = r##"<path d="M57 54V54M66 54L48 86V110M21 70H93L93 94" stroke-dasharray="5 4" stroke-width="2"/>"##;
const KNIFE: &str = r##"<path d="M118 64L190 30L200 44L132 72Z" fill="#ddd"/><path d="M190 30L222 12C228 10 232 18 228 22L200 44Z" fill="#000"/>"##;
const ONTO: &str =
    r##"<path d="M162 52C146 20 96 20 74 56" stroke-width="2.2"/><path d="M68 66L68 53L79 58Z" fill="#000"/>"##;
const PANELS: &str = r##"<path d="M80 116L104 84H160L136 116Z" fill="#fff"/><path d="M80 116L104 84L112 42L88 74Z" fill="#ddd"/><path d="M136 116L160 84L212 66L188 98Z" fill="#ddd"/><path d="M72 80C66 56 76 36 98 30" stroke-width="2.2"/><path d="M107 28L98 36L95 25Z" fill="#000"/><path d="M212 54C208 26 178 12 152 20" stroke-width="2.2"/><path d="M143 24L150 14L155 25Z" fill="#000"/>"##;

/// All drawings, by [`Sketch::number`]; those that have sides are mirrored for books that are bound at the left.
pub fn sketches(is_right_bound: bool) -> Vec<ImageFile> {
    let (width, height) = SIZE;
    let file = |sketch: Sketch| {
        let is_mirrored = sketch.has_sides() && !is_right_bound;
        let mirror =
            if is_mirrored { format!(" transform=\"translate({width} 0) scale(-1 1)\"") } else { String::new() };
        let shapes = sketch.shapes();
        let data = format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\"><g{mirror} fill=\"none\" \
             stroke=\"#000\" stroke-width=\"1.4\" stroke-linejoin=\"round\" stroke-linecap=\"round\">{shapes}</g></svg>"
        );
        ImageFile {
            path: PathBuf::from(format!("{sketch:?}.svg")),
            data: data.into_bytes().into(),
            format: ImageFormat::Svg,
            width: width * 100,
            height: height * 100,
        }
    };
    Sketch::ALL.map(file).into()
}
