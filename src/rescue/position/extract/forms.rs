//! Marked content in form `XObjects`, which has numbers of its own (PDF 1.7 §14.7.4.2): the structure tree names it by the
//! form and its number there (`/Stm`).
//!
//! The interpreter tells where marked content begins, but not in which form. So the operators are read once more, and the
//! beginnings of marked content are noted in order; pages without such forms are not read again.

use std::time::Instant;

use hayro_interpret::hayro_syntax::content::TypedIter;
use hayro_interpret::hayro_syntax::content::ops::TypedInstruction;
use hayro_interpret::hayro_syntax::object::{Dict, Name, Object, ObjectIdentifier, Stream, dict_or_stream};
use hayro_interpret::hayro_syntax::page::{Page, Resources};

use super::Limits;

/// Levels of forms within forms; the interpreter goes as deep.
const DEPTH: usize = 50;

/// The beginning of marked content: its number, and the form that counts it.
type Begin = (Option<u32>, Option<ObjectIdentifier>);

/// The beginnings of marked content on a page, as the interpreter comes to them.
#[derive(Default)]
pub(super) struct Begins {
    all: Vec<Begin>,
    at: usize,
}

impl Begins {
    /// Reads them; none when no form of the page counts by itself.
    pub(super) fn read(page: &Page<'_>, limits: &Limits) -> Self {
        let resources = page.resources();
        if !counts_inside(resources, 0) {
            return Self::default();
        }
        let mut reader = Reader { all: Vec::new(), steps: limits.steps, end: Instant::now() + limits.time };
        // A page that goes on without end is refused when it is drawn.
        match reader.content(page.typed_operations(), resources, None, 0) {
            Some(()) => Self { all: reader.all, at: 0 },
            None => Self::default(),
        }
    }

    /// The form that counts the next marked content, which has a number or none.
    ///
    /// What is not drawn, such as hidden layers, is passed by.
    pub(super) fn next(&mut self, number: Option<u32>) -> Option<ObjectIdentifier> {
        let next = self.all[self.at..].iter().position(|(own, _)| *own == number)?;
        self.at += next + 1;
        self.all[self.at - 1].1
    }
}

/// Whether a form that is drawn with these resources counts its marked content by itself.
fn counts_inside(resources: &Resources<'_>, depth: usize) -> bool {
    // Looked for only; deeper ones are in no maker's files.
    const LEVELS: usize = 4;
    let names: Vec<Name<'_>> = resources.x_objects.keys().collect();
    names.iter().filter_map(|name| resources.x_objects.get::<Stream<'_>>(&**name)).any(|form| {
        let inner = || form.dict().get::<Dict<'_>>("Resources").map(Resources::new);
        counts(&form) || (depth < LEVELS && inner().is_some_and(|inner| counts_inside(&inner, depth + 1)))
    })
}

/// Whether a stream is a form whose marked content has its own entry in the parent tree.
fn counts(form: &Stream<'_>) -> bool {
    is_form(form) && form.dict().contains_key("StructParents")
}

fn is_form(stream: &Stream<'_>) -> bool {
    stream.dict().get::<Name<'_>>("Subtype").is_some_and(|kind| &*kind == b"Form")
}

struct Reader {
    all: Vec<Begin>,
    steps: usize,
    end: Instant,
}

impl Reader {
    fn content(
        &mut self,
        mut operators: TypedIter<'_>,
        resources: &Resources<'_>,
        form: Option<ObjectIdentifier>,
        depth: usize,
    ) -> Option<()> {
        while let Some(operator) = operators.next() {
            self.steps = self.steps.checked_sub(1)?;
            match operator {
                TypedInstruction::BeginMarkedContent(_) => self.all.push((None, form)),
                TypedInstruction::BeginMarkedContentWithProperties(begin) => {
                    self.all.push((number(begin.1, resources), form));
                }
                TypedInstruction::XObject(name) if depth < DEPTH => {
                    if let Some(inner) = resources.get_x_object(name.0).filter(is_form) {
                        self.form(&inner, resources, form, depth)?;
                    }
                }
                _ => {}
            }
        }
        Some(())
    }

    fn form(
        &mut self,
        form: &Stream<'_>,
        resources: &Resources<'_>,
        outer: Option<ObjectIdentifier>,
        depth: usize,
    ) -> Option<()> {
        if Instant::now() > self.end {
            return None;
        }
        let own = form.dict().get::<Dict<'_>>("Resources").map(Resources::new);
        let id = if counts(form) { form.dict().obj_id() } else { outer };
        let Ok(decoded) = form.decoded_data() else { return Some(()) };
        self.content(TypedIter::new(decoded.as_ref()), own.as_ref().unwrap_or(resources), id, depth + 1)
    }
}

/// The number that the properties of marked content say, by themselves or by name.
fn number(properties: &Object<'_>, resources: &Resources<'_>) -> Option<u32> {
    let named = properties.clone().into_name().and_then(|name| resources.properties.get::<Dict<'_>>(name));
    let dict = named.or_else(|| dict_or_stream(properties).map(|(dict, _)| dict.clone()))?;
    dict.get::<u32>("MCID")
}
