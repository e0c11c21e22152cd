//! Statements, and how they are spelled.

use std::borrow::Cow;

/// A subject, an object or the name of a graph.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Node<'a> {
    /// Something without a name of its own, by its number in the document.
    Blank(u32),
    /// An IRI or a literal, as N-Quads spells it.
    Named(Cow<'a, str>),
}

/// A statement.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Quad<'a> {
    /// What it is about.
    pub subject: Node<'a>,
    /// The property, as N-Quads spells it.
    pub predicate: Cow<'a, str>,
    /// Its value.
    pub object: Node<'a>,
    /// The graph that it is in; none for the default graph.
    pub graph: Option<Node<'a>>,
}

impl<'a> Quad<'a> {
    /// Subject, object and graph, with the letters that RDFC-1.0 gives them.
    pub(super) fn places(&self) -> impl Iterator<Item = (char, &Node<'a>)> {
        let graph = self.graph.as_ref().map(|graph| ('g', graph));
        [('s', &self.subject), ('o', &self.object)].into_iter().chain(graph)
    }

    /// Its line, blank nodes being named by the caller.
    pub(super) fn write(&self, out: &mut String, name: &mut dyn FnMut(u32, &mut String)) {
        let mut node = |node: &Node<'a>, out: &mut String| match node {
            Node::Blank(number) => name(*number, out),
            Node::Named(text) => out.push_str(text),
        };
        node(&self.subject, out);
        out.push(' ');
        out.push_str(&self.predicate);
        out.push(' ');
        node(&self.object, out);
        if let Some(graph) = &self.graph {
            out.push(' ');
            node(graph, out);
        }
        out.push_str(" .\n");
    }
}

/// An IRI between its brackets.
pub(super) fn iri(iri: &str) -> String {
    format!("<{iri}>")
}

/// A literal in canonical N-Quads: quoted and escaped, with its language or its datatype unless that is a plain string.
pub(super) fn literal(text: &str, language: Option<&str>, datatype: Option<&str>) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for letter in text.chars() {
        match letter {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            '\u{8}' => out.push_str("\\b"),
            '\u{c}' => out.push_str("\\f"),
            '\0'..='\u{1f}' | '\u{7f}' => out.push_str(&format!("\\u{:04X}", u32::from(letter))),
            _ => out.push(letter),
        }
    }
    out.push('"');
    match (language, datatype) {
        (Some(language), _) => {
            out.push('@');
            out.push_str(language);
        }
        (None, Some(datatype)) if datatype != "http://www.w3.org/2001/XMLSchema#string" => {
            out.push_str("^^<");
            out.push_str(datatype);
            out.push('>');
        }
        _ => {}
    }
    out
}
