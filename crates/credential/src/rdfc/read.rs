//! From the JSON of a credential to its statements, losing nothing.

use super::context::{Active, Coercion, Container, Contexts, Means, Scoped, Term};
use super::quads::{Node, Quad, iri, literal};
use crate::proof::Untransformable;
use crate::shape::{At, is_url};
use jalon_base::jcs;
use jalon_base::json::Value;
use serde_json::{Map, Number};
use std::borrow::Cow;

const RDF: &str = "http://www.w3.org/1999/02/22-rdf-syntax-ns#";
const RDF_TYPE: &str = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>";
const XSD: &str = "http://www.w3.org/2001/XMLSchema#";

/// Most statements of a document.
const MOST: usize = 20_000;

type Object = Map<String, Value>;

/// The statements of an object under its contexts.
pub(super) fn read<'c>(
    object: &Object,
    contexts: Option<&Value>,
    known: &'c Contexts,
) -> Result<Vec<Quad<'c>>, Untransformable> {
    let mut reader = Reader {
        known,
        quads: Vec::new(),
        blanks: 0,
        labels: Vec::new(),
    };
    let active = match contexts {
        Some(contexts) => reader.contexts(&Active::default(), contexts, &At::Root)?,
        None => Active::default(),
    };
    reader.object(object, &active, None, &At::Root)?;
    Ok(reader.quads)
}

struct Reader<'c> {
    known: &'c Contexts,
    quads: Vec<Quad<'c>>,
    blanks: u32,
    labels: Vec<(String, u32)>,
}

fn unreadable(at: &At<'_>) -> Untransformable {
    Untransformable::Unreadable { pointer: at.pointer() }
}

fn lost(at: &At<'_>) -> Untransformable {
    Untransformable::DataLoss { pointer: at.pointer() }
}

impl<'c> Reader<'c> {
    fn contexts(&self, active: &Active<'c>, contexts: &Value, at: &At<'_>) -> Result<Active<'c>, Untransformable> {
        let list = match contexts {
            Value::Array(list) => list.as_slice(),
            one => std::slice::from_ref(one),
        };
        let mut active = active.clone();
        for context in list {
            let Value::String(url) = context else {
                return Err(unreadable(&at.member("@context")));
            };
            let scope = self
                .known
                .get(url)
                .ok_or_else(|| Untransformable::Context { url: url.clone() })?;
            active = active.with(scope);
        }
        Ok(active)
    }

    fn blank(&mut self) -> Node<'c> {
        self.blanks += 1;
        Node::Blank(self.blanks)
    }

    fn say(
        &mut self,
        subject: &Node<'c>,
        predicate: Cow<'c, str>,
        object: Node<'c>,
        graph: Option<&Node<'c>>,
    ) -> Result<(), Untransformable> {
        if self.quads.len() >= MOST {
            return Err(Untransformable::TooMuchWork);
        }
        self.quads.push(Quad {
            subject: subject.clone(),
            predicate,
            object,
            graph: graph.cloned(),
        });
        Ok(())
    }

    /// The node of an IRI, or of a label such as `_:b0`.
    fn named(&mut self, text: String, at: &At<'_>) -> Result<Node<'c>, Untransformable> {
        if let Some(label) = text.strip_prefix("_:") {
            if let Some((_, number)) = self.labels.iter().find(|(known, _)| known == label) {
                return Ok(Node::Blank(*number));
            }
            let node = self.blank();
            self.labels.push((label.to_owned(), self.blanks));
            return Ok(node);
        }
        if !is_url(&text) {
            return Err(lost(at));
        }
        Ok(Node::Named(Cow::Owned(iri(&text))))
    }

    /// One object: its statements, and the node that stands for it. `active` is what is in force in the object, its own contexts apart.
    fn object(
        &mut self,
        object: &Object,
        active: &Active<'c>,
        graph: Option<&Node<'c>>,
        at: &At<'_>,
    ) -> Result<Node<'c>, Untransformable> {
        let own;
        let active = match object.get("@context") {
            Some(contexts) if !matches!(at, At::Root) => {
                own = self.contexts(active, contexts, at)?;
                &own
            }
            _ => active,
        };
        let means = |name: &str| match name {
            "@id" => Some(Means::Id),
            "@type" => Some(Means::Type),
            name => active.term(name).map(|term| term.means.clone()),
        };
        let mut types: Vec<&str> = Vec::new();
        let mut subject = None;
        for (name, value) in object {
            let at = at.member(name);
            match means(name) {
                Some(Means::Type) => {
                    let values = match value {
                        Value::Array(values) => values.as_slice(),
                        one => std::slice::from_ref(one),
                    };
                    for value in values {
                        types.push(value.as_str().ok_or_else(|| unreadable(&at))?);
                    }
                }
                Some(Means::Id) => {
                    let text = value.as_str().ok_or_else(|| unreadable(&at))?;
                    let text = active.expand(text, false).ok_or_else(|| lost(&at))?;
                    if subject.replace(self.named(text, &at)?).is_some() {
                        return Err(unreadable(&at));
                    }
                }
                _ => {}
            }
        }
        let subject = match subject {
            Some(subject) => subject,
            None => self.blank(),
        };
        let mut inside = active.clone();
        let mut sorted = types.clone();
        sorted.sort_unstable();
        for name in sorted {
            if let Some(scoped) = active.term(name).and_then(|term| term.scoped.as_ref()) {
                inside = inside.with_type(scoped);
            }
        }
        for name in types {
            let at = at.member("type");
            let iri = active.expand(name, true).ok_or_else(|| lost(&at))?;
            let node = self.named(iri, &at)?;
            self.say(&subject, Cow::Borrowed(RDF_TYPE), node, graph)?;
        }
        for (name, value) in object {
            if name == "@context" || matches!(means(name), Some(Means::Id | Means::Type)) {
                continue;
            }
            self.property(name, value, &subject, &inside, graph, &at.member(name))?;
        }
        Ok(subject)
    }

    fn property(
        &mut self,
        name: &str,
        value: &Value,
        subject: &Node<'c>,
        active: &Active<'c>,
        graph: Option<&Node<'c>>,
        at: &At<'_>,
    ) -> Result<(), Untransformable> {
        if name.starts_with('@') {
            return Err(unreadable(at));
        }
        let term = active.term(name);
        let predicate: Cow<'c, str> = match term {
            Some(Term {
                means: Means::Iri { written, .. },
                ..
            }) => Cow::Borrowed(written.as_str()),
            // The context of a type may give a name of this object the meaning of a keyword: nobody honest does.
            Some(_) => return Err(unreadable(at)),
            None => {
                let expanded = active
                    .expand(name, true)
                    .filter(|iri| is_url(iri) && !iri.starts_with("_:"));
                Cow::Owned(iri(&expanded.ok_or_else(|| lost(at))?))
            }
        };
        let is_list = term.is_some_and(|term| term.container == Container::List);
        if term.is_some_and(|term| term.values == Coercion::Json) {
            let text = String::from_utf8(jcs::value_to_vec(value)).map_err(|_| unreadable(at))?;
            let json = literal(&text, None, Some(&format!("{RDF}JSON")));
            return self.say(subject, predicate, Node::Named(Cow::Owned(json)), graph);
        }
        let values = match value {
            Value::Array(values) => values.as_slice(),
            one => std::slice::from_ref(one),
        };
        let mut nodes = Vec::with_capacity(values.len());
        for (index, item) in values.iter().enumerate() {
            let element = At::Element(at, index);
            let at = if value.is_array() { &element } else { at };
            nodes.push(self.value(item, term, active, graph, at)?);
        }
        if is_list {
            let head = self.list(nodes, graph)?;
            return self.say(subject, predicate, head, graph);
        }
        for node in nodes {
            self.say(subject, predicate.clone(), node, graph)?;
        }
        Ok(())
    }

    fn list(&mut self, nodes: Vec<Node<'c>>, graph: Option<&Node<'c>>) -> Result<Node<'c>, Untransformable> {
        let mut rest = Node::Named(Cow::Owned(format!("<{RDF}nil>")));
        for node in nodes.into_iter().rev() {
            let cell = self.blank();
            self.say(&cell, Cow::Owned(format!("<{RDF}first>")), node, graph)?;
            self.say(&cell, Cow::Owned(format!("<{RDF}rest>")), rest, graph)?;
            rest = cell;
        }
        Ok(rest)
    }

    /// One value of a property.
    fn value(
        &mut self,
        value: &Value,
        term: Option<&'c Term>,
        active: &Active<'c>,
        graph: Option<&Node<'c>>,
        at: &At<'_>,
    ) -> Result<Node<'c>, Untransformable> {
        let coercion = term.map_or(&Coercion::None, |term| &term.values);
        let in_graph = term.is_some_and(|term| term.container == Container::Graph);
        let scoped = term.and_then(|term| term.scoped.as_ref());
        let datatype = match coercion {
            Coercion::Datatype(datatype) => Some(datatype.as_str()),
            _ => None,
        };
        let written = |text: &str, of: &str| {
            let of = format!("{XSD}{of}");
            Node::Named(Cow::Owned(literal(text, None, Some(datatype.unwrap_or(&of)))))
        };
        match value {
            Value::Object(object) if object.contains_key("@value") => Self::value_object(object, active, at),
            Value::Object(object) => {
                let base = active.without_types();
                let active = match scoped {
                    Some(scoped) => base.with_scoped(scoped),
                    None => base,
                };
                if in_graph {
                    let name = self.blank();
                    self.object(object, &active, Some(&name), at)?;
                    return Ok(name);
                }
                self.object(object, &active, graph, at)
            }
            // A graph that is only named says nothing of itself.
            _ if in_graph => Err(unreadable(at)),
            Value::String(text) => match coercion {
                Coercion::Id | Coercion::Vocab => {
                    let scope = match scoped {
                        Some(scoped @ Scoped::More(_)) => active.with_scoped(scoped),
                        _ => active.clone(),
                    };
                    let iri = scope
                        .expand(text, *coercion == Coercion::Vocab)
                        .ok_or_else(|| lost(at))?;
                    self.named(iri, at)
                }
                _ => Ok(Node::Named(Cow::Owned(literal(text, None, datatype)))),
            },
            Value::Bool(value) => Ok(written(if *value { "true" } else { "false" }, "boolean")),
            Value::Number(number) => {
                let (text, of) = spelled(number, datatype);
                Ok(written(&text, of))
            }
            Value::Null => Err(lost(at)),
            Value::Array(_) => Err(unreadable(at)),
        }
    }

    /// `{"@value": …, "@language": …}` or with `"@type"`.
    fn value_object(object: &Object, active: &Active<'c>, at: &At<'_>) -> Result<Node<'c>, Untransformable> {
        let (mut language, mut datatype) = (None, None);
        for (name, value) in object {
            let at = at.member(name);
            match (name.as_str(), value) {
                ("@value", Value::String(_)) => {}
                ("@language", Value::String(tag)) if is_tag(tag) => language = Some(tag.as_str()),
                ("@type", Value::String(name)) => {
                    let iri = active.expand(name, true).filter(|iri| is_url(iri));
                    datatype = Some(iri.ok_or_else(|| lost(&at))?);
                }
                _ => return Err(unreadable(&at)),
            }
        }
        let text = object.get("@value").and_then(Value::as_str).unwrap_or_default();
        if language.is_some() && datatype.is_some() {
            return Err(unreadable(at));
        }
        Ok(Node::Named(Cow::Owned(literal(text, language, datatype.as_deref()))))
    }
}

/// A language tag as RDF wants it: letters, then letters or digits, between hyphens.
fn is_tag(tag: &str) -> bool {
    tag.split('-').enumerate().all(|(index, part)| {
        (1..=8).contains(&part.len())
            && part
                .bytes()
                .all(|b| b.is_ascii_alphabetic() || index > 0 && b.is_ascii_digit())
    })
}

/// A number as XML Schema spells it canonically, and its type: a whole number is an integer unless a double is asked for
/// (JSON-LD 1.1 API §8.2.2).
fn spelled(number: &Number, datatype: Option<&str>) -> (String, &'static str) {
    let double = number.as_f64().unwrap_or_default();
    let is_double = datatype.is_some_and(|datatype| datatype == format!("{XSD}double"));
    if double % 1.0 == 0.0 && double.abs() < 1e21 && !is_double {
        // Minus zero is the whole number zero.
        return (format!("{:.0}", double + 0.0), "integer");
    }
    let text = format!("{double:.15E}");
    let (mantissa, exponent) = text.split_once('E').unwrap_or((&text, "0"));
    let mantissa = mantissa.trim_end_matches('0');
    let zero = if mantissa.ends_with('.') { "0" } else { "" };
    (format!("{mantissa}{zero}E{exponent}"), "double")
}
