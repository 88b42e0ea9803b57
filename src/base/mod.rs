//! What every stage speaks: lengths, geometry, places in sources, diagnostics, languages, machine errors.
//!
//! - [`length`]: [`Length`] and [`FontUnits`]
//! - [`geometry`]: [`Point`], [`Size`], [`Rect`] on a page
//! - [`source`]: [`Sources`], [`Span`]: where something was written
//! - [`diagnostic`]: [`Diagnostic`]: what is wrong with the book
//! - [`language`]: [`Language`], [`Direction`]
//! - [`error`]: [`Error`]: what is wrong with the machine
//! - [`time`]: [`Timestamp`], a moment given from outside

pub mod diagnostic;
pub mod error;
pub mod geometry;
pub mod language;
pub mod length;
pub mod source;
pub mod time;

pub use diagnostic::{Diagnostic, Diagnostics, Severity};
pub use error::Error;
pub use geometry::{Color, Point, Rect, Size};
pub use language::{Direction, Language};
pub use length::{FontUnits, Length};
pub use source::{Position, SourceId, Sources, Span};
pub use time::{Civil, Timestamp};
