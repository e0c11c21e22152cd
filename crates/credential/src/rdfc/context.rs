//! Contexts: what the names of a document mean. Read once, from the files compiled in.

use jalon_base::json::{self, Limits, Value};
use std::collections::BTreeMap;
use std::rc::Rc;
use std::sync::OnceLock;

/// The contexts compiled in, by URL.
pub(super) const PINNED: [(&str, &str); 5] = [
    (
        "https://www.w3.org/ns/credentials/v2",
        include_str!("contexts/credentials-v2.jsonld"),
    ),
    (
        "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json",
        include_str!("contexts/ob-v3p0-context-3.0.3.json"),
    ),
    (
        "https://purl.imsglobal.org/spec/ob/v3p0/extensions.json",
        include_str!("contexts/ob-v3p0-extensions.json"),
    ),
    (
        "https://w3id.org/security/data-integrity/v2",
        include_str!("contexts/data-integrity-v2.jsonld"),
    ),
    (
        "https://www.w3.org/ns/credentials/undefined-terms/v2",
        include_str!("contexts/credentials-undefined-terms-v2.jsonld"),
    ),
];

/// Contexts, by URL.
#[derive(Debug, Default)]
pub struct Contexts {
    by_url: BTreeMap<String, Scope>,
}

impl Contexts {
    /// Those compiled in.
    pub fn pinned() -> &'static Self {
        static PARSED: OnceLock<Contexts> = OnceLock::new();
        PARSED.get_or_init(|| {
            let mut contexts = Contexts::default();
            for (url, text) in PINNED {
                // INVARIANT: a test reads each of them.
                contexts.add(url, text.as_bytes());
            }
            contexts
        })
    }

    /// Adds a context; says whether its file is one that is understood here.
    pub fn add(&mut self, url: &str, bytes: &[u8]) -> bool {
        let scope = json::parse(bytes, Limits::FOREIGN)
            .ok()
            .and_then(|file| Scope::read(file.get("@context")?, None));
        let understood = scope.is_some();
        self.by_url.extend(scope.map(|scope| (url.to_owned(), scope)));
        understood
    }

    pub(super) fn get(&self, url: &str) -> Option<&Scope> {
        self.by_url.get(url)
    }
}

/// One context, of a file or of a term.
#[derive(Debug, Default)]
pub(super) struct Scope {
    terms: BTreeMap<String, Term>,
    vocab: Option<String>,
}

/// What a name means.
#[derive(Debug)]
pub(super) struct Term {
    pub(super) means: Means,
    pub(super) values: Coercion,
    pub(super) container: Container,
    pub(super) scoped: Option<Scoped>,
    prefix: bool,
}

/// What a name stands for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Means {
    Id,
    Type,
    /// An IRI, and the same between its brackets.
    Iri {
        iri: String,
        written: String,
    },
}

/// What the texts under a name are.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Coercion {
    None,
    Id,
    Vocab,
    Json,
    Datatype(String),
}

/// How the values of a name are kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Container {
    /// As a set, which is also how one value is kept.
    Set,
    List,
    Graph,
}

/// The context that a name brings with it.
#[derive(Debug)]
pub(super) enum Scoped {
    /// None of what was before.
    Nothing,
    More(Scope),
}

impl Scope {
    /// Reads a context object inside others; none for a construction that the contexts of credentials do not use.
    fn read(context: &Value, around: Option<&Lexical<'_>>) -> Option<Self> {
        let Value::Object(members) = context else { return None };
        let mut scope = Self::default();
        for (name, value) in members {
            match name.as_str() {
                "@protected" => {
                    value.as_bool()?;
                }
                "@vocab" => scope.vocab = Some(value.as_str()?.to_owned()),
                "@version" => {}
                keyword if keyword.starts_with('@') => return None,
                _ => {}
            }
        }
        let lexical = Lexical {
            members,
            vocab: scope.vocab.as_deref(),
            around,
        };
        for (name, value) in members.iter().filter(|(name, _)| !name.starts_with('@')) {
            let term = lexical.term(name, value)?;
            scope.terms.insert(name.clone(), term);
        }
        Some(scope)
    }
}

/// A context while it is read, and those around it in the file.
struct Lexical<'a> {
    members: &'a serde_json::Map<String, Value>,
    vocab: Option<&'a str>,
    around: Option<&'a Lexical<'a>>,
}

impl Lexical<'_> {
    fn term(&self, name: &str, value: &Value) -> Option<Term> {
        let (id, definition) = match value {
            Value::String(id) => (id.as_str(), None),
            Value::Object(definition) => (
                definition.get("@id").map_or(Some(name), Value::as_str)?,
                Some(definition),
            ),
            _ => return None,
        };
        let means = match id {
            "@id" => Means::Id,
            "@type" => Means::Type,
            keyword if keyword.starts_with('@') => return None,
            id => {
                let iri = self.expand(id, 0)?;
                Means::Iri {
                    written: super::quads::iri(&iri),
                    iri,
                }
            }
        };
        let mut term = Term {
            prefix: definition.is_none()
                && matches!(&means, Means::Iri { iri, .. } if iri.ends_with([':', '/', '?', '#', '[', ']', '@'])),
            means,
            values: Coercion::None,
            container: Container::Set,
            scoped: None,
        };
        for (key, value) in definition.into_iter().flatten() {
            match (key.as_str(), value) {
                ("@id", _) | ("@protected", Value::Bool(_)) => {}
                ("@prefix", Value::Bool(prefix)) => term.prefix = *prefix,
                ("@type", Value::String(kind)) => {
                    term.values = match kind.as_str() {
                        "@id" => Coercion::Id,
                        "@vocab" => Coercion::Vocab,
                        "@json" => Coercion::Json,
                        keyword if keyword.starts_with('@') => return None,
                        datatype => Coercion::Datatype(self.expand(datatype, 0)?),
                    };
                }
                ("@container", Value::String(kind)) => {
                    term.container = match kind.as_str() {
                        "@set" => Container::Set,
                        "@list" => Container::List,
                        "@graph" => Container::Graph,
                        _ => return None,
                    };
                }
                ("@context", Value::Null) => term.scoped = Some(Scoped::Nothing),
                ("@context", context) => term.scoped = Some(Scoped::More(Scope::read(context, Some(self))?)),
                _ => return None,
            }
        }
        Some(term)
    }

    /// The IRI of a name or a compact IRI in the file.
    fn expand(&self, text: &str, depth: usize) -> Option<String> {
        if depth > 8 {
            return None;
        }
        if let Some(defined) = self.definition(text)
            && let Some(id) = defined.as_str().or_else(|| defined.get("@id")?.as_str())
            && id != text
        {
            return self.expand(id, depth + 1);
        }
        if let Some((prefix, rest)) = text.split_once(':') {
            if !rest.starts_with("//")
                && let Some(Value::String(base)) = self.definition(prefix)
            {
                return Some(format!("{}{rest}", self.expand(base, depth + 1)?));
            }
            return Some(text.to_owned());
        }
        Some(format!("{}{text}", self.vocabulary()?))
    }

    fn definition(&self, name: &str) -> Option<&Value> {
        let own = self.members.get(name);
        own.or_else(|| self.around.and_then(|around| around.definition(name)))
    }

    fn vocabulary(&self) -> Option<&str> {
        self.vocab.or_else(|| self.around?.vocabulary())
    }
}

/// The contexts in force at a place of a document, the innermost first; cheap to copy.
#[derive(Clone, Default)]
pub(super) struct Active<'c> {
    layers: Option<Rc<Layer<'c>>>,
    /// What was in force before the types of the object here: it is in force again in what the object holds.
    before_types: Option<Option<Rc<Layer<'c>>>>,
}

struct Layer<'c> {
    scope: &'c Scope,
    below: Option<Rc<Layer<'c>>>,
}

impl<'c> Active<'c> {
    /// With one more context.
    pub(super) fn with(&self, scope: &'c Scope) -> Self {
        Self {
            layers: Some(Rc::new(Layer {
                scope,
                below: self.layers.clone(),
            })),
            before_types: self.before_types.clone(),
        }
    }

    /// With the context of a type, which ends with the object.
    pub(super) fn with_type(&self, scoped: &'c Scoped) -> Self {
        let mut with = self.with_scoped(scoped);
        with.before_types = Some(self.before_types.clone().unwrap_or_else(|| self.layers.clone()));
        with
    }

    /// With the context of a property.
    pub(super) fn with_scoped(&self, scoped: &'c Scoped) -> Self {
        match scoped {
            Scoped::Nothing => Self::default(),
            Scoped::More(scope) => self.with(scope),
        }
    }

    /// Without the contexts of the types of the object around.
    pub(super) fn without_types(&self) -> Self {
        Self {
            layers: self.before_types.clone().unwrap_or_else(|| self.layers.clone()),
            before_types: None,
        }
    }

    fn scopes(&self) -> impl Iterator<Item = &'c Scope> {
        let mut next = self.layers.as_deref();
        std::iter::from_fn(move || {
            let layer = next?;
            next = layer.below.as_deref();
            Some(layer.scope)
        })
    }

    /// What a name means here.
    pub(super) fn term(&self, name: &str) -> Option<&'c Term> {
        self.scopes().find_map(|scope| scope.terms.get(name))
    }

    /// The IRI of a text: a name of a vocabulary when `is_name`, a compact IRI, or an IRI.
    pub(super) fn expand(&self, text: &str, is_name: bool) -> Option<String> {
        if is_name && let Some(term) = self.term(text) {
            return match &term.means {
                Means::Iri { iri, .. } => Some(iri.clone()),
                _ => None,
            };
        }
        if let Some((prefix, rest)) = text.split_once(':') {
            if !rest.starts_with("//")
                && let Some(Term {
                    means: Means::Iri { iri, .. },
                    prefix: true,
                    ..
                }) = self.term(prefix)
            {
                return Some(format!("{iri}{rest}"));
            }
            return Some(text.to_owned());
        }
        let vocab = self.scopes().find_map(|scope| scope.vocab.as_deref());
        vocab.filter(|_| is_name).map(|vocab| format!("{vocab}{text}"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jalon_base::Digest;

    #[test]
    fn the_contexts_are_the_published_ones_and_all_of_them_is_understood() {
        let digests = [
            "59955ced6697d61e03f2b2556febe5308ab16842846f5b586d7f1f7adec92734",
            "ef2fa9c7846dce233cc166b43639027278be4ee44f00bb1d45c75de2dd0cd761",
            "146f85aa16effd7ca1da8056eb443f53ce1eca8a34186cb062832c0a97d889c3",
            "67f21e6e33a6c14e5ccfd2fc7865f7474fb71a04af7e94136cb399dfac8ae8f4",
            "82dab514ba44eb18f5d1b0f638c5e140c6a556fbfb5089601bdc0fa5eb8b2581",
        ];
        for ((url, text), digest) in PINNED.into_iter().zip(digests) {
            assert_eq!(Digest::of(text.as_bytes()).to_string(), digest, "{url}");
            assert!(Contexts::default().add(url, text.as_bytes()), "{url}");
        }
        assert_eq!(Contexts::pinned().by_url.len(), PINNED.len());
        for context in [
            r#"{"@context": {"a": {"@id": "urn:a", "@reverse": "urn:b"}}}"#,
            r#"{"@context": {"@base": "urn:a"}}"#,
            r#"{"@context": {"a": {"@id": "urn:a", "@container": "@language"}}}"#,
            r#"{"@context": {"a": "b"}}"#,
            r#"{"@context": {"a": "b:c", "b": "a:d"}}"#,
            r#"{"@context": ["urn:a"]}"#,
            "{}",
        ] {
            assert!(!Contexts::default().add("urn:x", context.as_bytes()), "{context}");
        }
    }

    #[test]
    fn names_mean_what_their_file_says() {
        let ob = Contexts::pinned()
            .get("https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json")
            .unwrap();
        let active = Active::default().with(ob);
        let badge = "https://purl.imsglobal.org/spec/vc/ob/vocab.html#OpenBadgeCredential";
        assert_eq!(active.expand("AchievementCredential", true).as_deref(), Some(badge));
        assert_eq!(active.expand("nothing", true), None);
        assert_eq!(active.expand("urn:a:b", false).as_deref(), Some("urn:a:b"));
        let dated = active.term("awardedDate").unwrap();
        assert_eq!(
            dated.values,
            Coercion::Datatype("xsd:dateTime".to_owned()),
            "the file has no prefix of that name"
        );
    }
}
