//! Glyphs named by their outlines: against others of the same face, and against the faces inside the binary.
//!
//! Subsets number their glyphs anew, so nothing but what they draw can be compared.

use super::super::super::TextSource;
use super::super::outline::{Contour, Cover, Outline};
use super::super::shapes::Shapes;
use super::Named;
use super::letters::{Dots, have_one_body, with_dots};
use super::reference::{FormedText, Reference, Witness, references};

/// A dot is no wider or higher than this, in thousandths of the em.
const DOT: f32 = 260.0;

/// Where a body ends and what is above begins, from its lower edge: the dot of jeem stands inside its bowl, that of zah
/// beside its stem.
const ABOVE: f32 = 0.58;

/// A face of the binary is the face of a file when so many of its glyphs agree, and few do not.
const ENOUGH: usize = 5;

/// Glyphs without a text that are looked at, so that a hostile file cannot ask for billions of comparisons.
const MOST: usize = 3_000;

/// Names the glyphs without a text, and those whose text their outline belies.
pub(super) fn name(shapes: &Shapes, named: &mut [Named]) {
    let covers: Vec<Option<Cover>> = shapes.list.iter().map(|shape| shape.outline.cover()).collect();
    let habits = Habits::of(named);
    let references = references();
    for (face, number) in shapes.faces.iter().zip(0..) {
        let members: Vec<Member<'_>> = (0..shapes.list.len())
            .filter(|&at| shapes.list[at].face == number)
            .filter_map(|at| Some(Member { at, outline: &shapes.list[at].outline, cover: covers[at].as_ref()? }))
            .collect();
        let has_unknown = members.iter().any(|member| named[member.at].source == TextSource::Unknown);
        let named_so: Vec<&Reference> = references.iter().filter(|other| other.has_name_of(face)).collect();
        let asked = if named_so.is_empty() && has_unknown { references.iter().collect() } else { named_so };
        let hear = |reference: &Reference| Case::hear(reference.characters(), &members, named).agreed();
        let best = asked.into_iter().max_by_key(|reference| hear(reference));
        let glyphs = best.map(|best| if has_unknown { best.alternates() } else { best.characters() });
        let witness = glyphs.map(|glyphs| Case::hear(glyphs, &members, named)).filter(Case::can_be_trusted);
        if let Some(case) = &witness {
            case.tell_forms(named);
            case.correct(named, &habits);
        }
        name_unknown(&members, witness.as_ref(), named, &habits, shapes);
    }
}

/// A glyph of a face that draws something.
struct Member<'a> {
    at: usize,
    outline: &'a Outline,
    cover: &'a Cover,
}

/// What one face of the binary says of the glyphs of a face.
struct Case<'a> {
    /// Glyphs that draw what glyphs of the face draw, with what they can say.
    alike: Vec<(usize, Vec<FormedText>)>,
    face: &'a [Witness],
    agreeing: usize,
    unheard: usize,
    disagreeing: usize,
}

impl<'a> Case<'a> {
    fn hear(face: &'a [Witness], members: &[Member<'_>], named: &[Named]) -> Self {
        let mut case = Self { alike: Vec::new(), face, agreeing: 0, unheard: 0, disagreeing: 0 };
        for member in members.iter().take(4 * MOST) {
            let alike = face.iter().filter(|witness| witness.cover.is_like(member.cover));
            let texts: Vec<FormedText> = alike.flat_map(|witness| witness.texts.clone()).collect();
            if texts.is_empty() {
                continue;
            }
            let name = &named[member.at];
            if name.source == TextSource::Unknown {
                case.unheard += 1;
            } else if texts.iter().any(|(text, _)| share_a_letter(text, &name.text)) {
                case.agreeing += 1;
            } else {
                case.disagreeing += 1;
            }
            case.alike.push((member.at, texts));
        }
        case
    }

    fn agreed(&self) -> usize {
        self.agreeing + self.unheard
    }

    fn can_be_trusted(&self) -> bool {
        self.agreed() >= ENOUGH && self.agreed() >= 4 * self.disagreeing
    }

    /// Forms of glyphs whose text is known without them.
    fn tell_forms(&self, named: &mut [Named]) {
        for (at, texts) in &self.alike {
            let name = &mut named[*at];
            name.joins_next = name.joins_next.or_else(|| form_of(texts));
        }
    }

    /// A glyph that draws another letter than its text is that letter. A text that has a letter in common stays: the codes
    /// of a ligature may share its text. So does one that differs by dots: they may be glyphs of their own.
    fn correct(&self, named: &mut [Named], habits: &Habits) {
        for (at, texts) in &self.alike {
            let name = &mut named[*at];
            let is_alike = |text: &String| {
                share_a_letter(text, &name.text)
                    || are_twins(text, &name.text)
                    || text.chars().any(|drawn| name.text.chars().any(|said| have_one_body(drawn, said)))
            };
            let is_known = !matches!(name.source, TextSource::Unknown) && !name.text.is_empty();
            if is_known && !texts.iter().any(|(text, _)| is_alike(text) || is_dotless(text)) {
                let text = habits.choose(texts);
                if habits.strangeness(&text) == 0 {
                    *name = Named { text, source: TextSource::Outline, ..name.clone() };
                }
            }
        }
    }
}

/// Whether glyphs are joined to what comes after them, when all that is said of them agrees.
fn form_of(texts: &[FormedText]) -> Option<bool> {
    let mut known = texts.iter().filter_map(|(_, joins_next)| *joins_next);
    let first = known.next()?;
    known.all(|next| next == first).then_some(first)
}

fn share_a_letter(drawn: &str, said: &str) -> bool {
    let said: Vec<char> = said.chars().map(usual).collect();
    drawn.chars().map(usual).any(|sign| said.contains(&sign))
}

/// Whether texts are letters of two of the scripts that share outlines: no outline tells U+0395 from U+0045.
fn are_twins(drawn: &str, said: &str) -> bool {
    let script = |text: &str| {
        let mut letters = text.chars();
        let letter = letters.next().filter(|letter| letter.is_alphabetic() && letters.next().is_none())?;
        match letter {
            '\u{370}'..='\u{3FF}' | '\u{1F00}'..='\u{1FFF}' => Some("Greek"),
            '\u{400}'..='\u{52F}' => Some("Cyrillic"),
            '\0'..='\u{24F}' | '\u{1E00}'..='\u{1EFF}' => Some("Latin"),
            _ => None,
        }
    };
    script(drawn).zip(script(said)).is_some_and(|(drawn, said)| drawn != said)
}

/// One sign for those that faces draw with one glyph.
fn usual(sign: char) -> char {
    match sign {
        'ي' | 'ى' | 'ې' => 'ی',
        'ك' | 'ڪ' => 'ک',
        'ہ' | 'ھ' | 'ە' | 'ة' | 'ۀ' | 'ۃ' => 'ه',
        '٠'..='٩' => char::from_u32(u32::from(sign) - 0x660 + 0x6F0).unwrap_or(sign),
        '\u{2010}' | '\u{2011}' | '\u{AD}' | '−' | '–' => '-',
        '’' | '‘' | 'ʼ' | '′' => '\'',
        '“' | '”' | '″' => '"',
        '\u{A0}' => ' ',
        '،' => ',',
        _ => sign,
    }
}

/// Letters without dots, which stand for several when the dots are glyphs of their own.
fn is_dotless(text: &str) -> bool {
    text.chars().any(|sign| matches!(sign, 'ٮ' | 'ٯ' | 'ڡ' | 'ں' | 'ى'))
}

/// What the file says elsewhere decides between signs that look alike.
struct Habits {
    is_persian: bool,
    has_persian_digits: bool,
}

impl Habits {
    fn of(named: &[Named]) -> Self {
        let count = |wanted: &dyn Fn(char) -> bool| named.iter().filter(|name| name.text.chars().any(wanted)).count();
        let persian = count(&|sign| "پچژگکی".contains(sign));
        let arabic = count(&|sign| "يكةى".contains(sign));
        let is_persian = persian >= arabic;
        let (theirs, ours) = (count(&|sign| matches!(sign, '٠'..='٩')), count(&|sign| matches!(sign, '۰'..='۹')));
        Self { is_persian, has_persian_digits: if theirs == ours { is_persian } else { ours > theirs } }
    }

    /// The text that fits the file best; of those that fit as well the first by code.
    fn choose(&self, texts: &[FormedText]) -> String {
        let texts = texts.iter().map(|(text, _)| text);
        texts.min_by_key(|text| (self.strangeness(text), (*text).clone())).cloned().unwrap_or_default()
    }

    /// How little a text fits the file: 0 for letters of its language.
    fn strangeness(&self, text: &str) -> usize {
        let of_sign = |sign| match sign {
            'ی' | 'ک' => usize::from(!self.is_persian),
            'ي' | 'ك' | 'ى' => usize::from(self.is_persian),
            '۰'..='۹' => usize::from(!self.has_persian_digits),
            '٠'..='٩' => usize::from(self.has_persian_digits),
            '\u{20}'..='\u{24F}' | '\u{600}'..='\u{64A}' | 'پ' | 'چ' | 'ژ' | 'گ' => 0,
            _ => 2,
        };
        text.chars().map(of_sign).sum()
    }
}

fn name_unknown(
    members: &[Member<'_>],
    case: Option<&Case<'_>>,
    named: &mut [Named],
    habits: &Habits,
    shapes: &Shapes,
) {
    let unknown: Vec<&Member<'_>> =
        members.iter().filter(|member| named[member.at].source == TextSource::Unknown).take(MOST).collect();
    let known: Vec<&Member<'_>> = members
        .iter()
        .filter(|member| named[member.at].source != TextSource::Unknown && !named[member.at].text.is_empty())
        .take(MOST)
        .collect();
    let mut bodies: Option<Vec<Body>> = None;
    for member in unknown {
        // The same drawn under another code; of several the one that is drawn most.
        let twins = known.iter().filter(|other| other.cover.is_like(member.cover));
        let twin = twins.max_by_key(|other| (shapes.list[other.at].times, usize::MAX - other.at));
        let found = if let Some(twin) = twin {
            Some((named[twin.at].text.clone(), named[twin.at].joins_next))
        } else if let Some((_, texts)) = case.and_then(|case| case.alike.iter().find(|(at, _)| *at == member.at)) {
            Some((habits.choose(texts), form_of(texts)))
        } else {
            let bodies = bodies.get_or_insert_with(|| Body::all(&known, case, named));
            Body::of(member.outline).and_then(|body| body.letter(bodies)).map(|(letter, joins)| (letter.into(), joins))
        };
        if let Some((text, joins_next)) = found {
            named[member.at] = Named { text, source: TextSource::Outline, joins_next, may_be_kashida: false };
        }
    }
}

/// A letter taken apart: what is left of its outline without the dots, and the dots.
struct Body {
    letter: char,
    joins_next: Option<bool>,
    cover: Cover,
    dots: Dots,
}

impl Body {
    fn all(known: &[&Member<'_>], case: Option<&Case<'_>>, named: &[Named]) -> Vec<Self> {
        let single = |text: &str| {
            let mut signs = text.chars();
            signs.next().filter(|_| signs.next().is_none())
        };
        let mine = known.iter().filter_map(|member| {
            let name = &named[member.at];
            let body = Self::of(member.outline)?;
            Some(Self { letter: single(&name.text)?, joins_next: name.joins_next, ..body })
        });
        let theirs = case.into_iter().flat_map(|case| case.face).filter_map(|witness| {
            let body = Self::of(&witness.outline)?;
            let [(text, joins_next)] = &witness.texts[..] else { return None };
            Some(Self { letter: single(text)?, joins_next: *joins_next, ..body })
        });
        mine.chain(theirs).collect()
    }

    fn of(outline: &Outline) -> Option<Self> {
        let largest = outline.contours().iter().max_by(|a, b| area(a).abs().total_cmp(&area(b).abs()))?;
        let way = area(largest);
        let is_dot = |contour: &&Contour| {
            let bounds = Outline::new(vec![(*contour).clone()]).bounds();
            let is_small = bounds.is_some_and(|bounds| bounds.width() <= DOT && bounds.height() <= DOT);
            // What turns the other way is a counter.
            !std::ptr::eq(*contour, largest) && is_small && area(contour) * way > 0.0
        };
        let (dots, rest): (Vec<&Contour>, Vec<&Contour>) = outline.contours().iter().partition(is_dot);
        let body = Outline::new(rest.into_iter().cloned().collect());
        let cover = body.cover()?;
        let edge = cover.bounds.bottom + ABOVE * cover.bounds.height();
        let middles = dots.iter().filter_map(|dot| {
            let bounds = Outline::new(vec![(*dot).clone()]).bounds()?;
            Some((bounds.bottom + bounds.top) / 2.0)
        });
        let above = middles.filter(|&middle| middle > edge).count();
        let dots = Dots { above, below: dots.len() - above };
        Some(Self { letter: '\0', joins_next: None, cover, dots })
    }

    /// The letter with this body and these dots.
    fn letter(&self, known: &[Self]) -> Option<(char, Option<bool>)> {
        let alike = known.iter().filter(|other| other.cover.is_like(&self.cover));
        alike.into_iter().find_map(|other| {
            let letter = with_dots(other.letter, other.joins_next, other.dots, self.dots)?;
            Some((letter, other.joins_next))
        })
    }
}

fn area(contour: &Contour) -> f32 {
    let ends = contour.iter().zip(contour.iter().cycle().skip(1));
    ends.map(|(a, b)| a.0 * b.1 - b.0 * a.1).sum::<f32>() / 2.0
}
