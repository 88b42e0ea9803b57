//! YAML as it was written: values with their places.

use crate::base::Span;

/// A value with the place it was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spanned<T> {
    /// The value.
    pub value: T,
    /// Where it stands in the manifest.
    pub span: Span,
}

/// A positioned YAML node, for values whose meaning another stage knows (style files and overrides).
#[derive(Clone, Debug, PartialEq)]
pub struct Node {
    /// Where it stands.
    pub span: Span,
    /// What it is.
    pub value: NodeValue,
}

/// The value of a [`Node`].
#[derive(Clone, Debug, PartialEq)]
pub enum NodeValue {
    /// Nothing, `~` or `null`.
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// A number as written.
    Number(f64, String),
    /// Text.
    String(String),
    /// A list.
    List(Vec<Node>),
    /// Keys and values, in the order written; keys are unique.
    Map(Vec<(Spanned<String>, Node)>),
}
