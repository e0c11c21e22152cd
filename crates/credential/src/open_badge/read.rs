//! Reading a badge back from JSON, ours or another's.
//!
//! Called on documents whose shape has been checked: what is missing there is optional, and reads as empty.

use super::{
    Achieved, Achievement, Alignment, Badge, Evidence, HashedIdentity, Level, Profile, ResultDescription, Subject,
    read_digest_multibase,
};
use crate::status::StatusEntry;
use jalon_base::Timestamp;
use jalon_base::json::Value;

impl Badge {
    /// The badge that a document of checked shape holds; none when it has no date from which it holds.
    pub(crate) fn read(document: &Value) -> Option<Self> {
        let root = Node(Some(document));
        Some(Self {
            id: root.text("id"),
            name: root.language_text("name").unwrap_or_default(),
            description: root.language_text("description"),
            issuer: root.get("issuer").profile(),
            valid_from: root.date("validFrom")?,
            valid_until: root.date("validUntil"),
            awarded: root.date("awardedDate"),
            subject: root.get("credentialSubject").subject(),
            evidence: root.each("evidence", Node::evidence),
            status: root.get("credentialStatus").0.and_then(StatusEntry::read),
        })
    }
}

/// A value, or nothing.
#[derive(Clone, Copy)]
struct Node<'a>(Option<&'a Value>);

impl<'a> Node<'a> {
    fn get(self, name: &str) -> Self {
        Self(self.0.and_then(|value| value.get(name)))
    }

    fn maybe(self, name: &str) -> Option<String> {
        self.get(name).0.and_then(Value::as_str).map(str::to_owned)
    }

    fn text(self, name: &str) -> String {
        self.maybe(name).unwrap_or_default()
    }

    /// A text, or the first of its translations.
    fn language_text(self, name: &str) -> Option<String> {
        let node = self.get(name);
        let first = node.list().first().copied().unwrap_or(node);
        first
            .0
            .and_then(Value::as_str)
            .map(str::to_owned)
            .or_else(|| first.maybe("@value"))
    }

    fn date(self, name: &str) -> Option<Timestamp> {
        Timestamp::parse_lenient(self.get(name).0.and_then(Value::as_str)?)
    }

    /// The values of a list; one value counts as a list of one.
    fn list(self) -> Vec<Self> {
        match self.0 {
            None => Vec::new(),
            Some(Value::Array(values)) => values.iter().map(|value| Self(Some(value))).collect(),
            Some(one) => vec![Self(Some(one))],
        }
    }

    fn each<T>(self, name: &str, read: fn(Self) -> T) -> Vec<T> {
        self.get(name).list().into_iter().map(read).collect()
    }

    fn profile(self) -> Profile {
        if let Some(Value::String(id)) = self.0 {
            return Profile {
                id: id.clone(),
                ..Profile::default()
            };
        }
        Profile {
            id: self.text("id"),
            name: self.language_text("name"),
            url: self.maybe("url"),
            description: self.language_text("description"),
        }
    }

    fn subject(self) -> Subject {
        let source = self.get("source");
        Subject {
            id: self.maybe("id"),
            identifiers: self.each("identifier", Self::identity).into_iter().flatten().collect(),
            achievement: self.get("achievement").achievement(),
            results: self.each("result", Self::achieved),
            source: source.0.is_some().then(|| source.profile()),
            narrative: self.maybe("narrative"),
        }
    }

    /// None for an identity in clear.
    fn identity(self) -> Option<HashedIdentity> {
        let hashed = self.get("hashed").0.and_then(Value::as_bool).unwrap_or_default();
        hashed.then(|| HashedIdentity {
            kind: self.text("identityType"),
            hash: self.text("identityHash"),
            salt: self.maybe("salt"),
        })
    }

    fn achievement(self) -> Achievement {
        let criteria = self.get("criteria");
        Achievement {
            id: self.text("id"),
            name: self.text("name"),
            description: self.text("description"),
            kind: self.maybe("achievementType"),
            criteria: criteria.text("narrative"),
            criteria_url: criteria.maybe("id"),
            language: self.maybe("inLanguage"),
            human_code: self.maybe("humanCode"),
            version: self.maybe("version"),
            alignments: self.each("alignment", Self::alignment),
            results: self.each("resultDescription", Self::result_description),
        }
    }

    fn alignment(self) -> Alignment {
        Alignment {
            name: self.text("targetName"),
            url: self.text("targetUrl"),
            code: self.maybe("targetCode"),
            framework: self.maybe("targetFramework"),
            kind: self.maybe("targetType"),
            description: self.maybe("targetDescription"),
        }
    }

    fn result_description(self) -> ResultDescription {
        ResultDescription {
            id: self.text("id"),
            name: self.text("name"),
            kind: self.text("resultType"),
            allowed: self
                .each("allowedValue", |node| node.0.and_then(Value::as_str).map(str::to_owned))
                .into_iter()
                .flatten()
                .collect(),
            range: self.maybe("valueMin").zip(self.maybe("valueMax")),
            required_value: self.maybe("requiredValue"),
            required_level: self.maybe("requiredLevel"),
            levels: self.each("rubricCriterionLevel", Self::level),
            alignments: self.each("alignment", Self::alignment),
        }
    }

    fn level(self) -> Level {
        Level {
            id: self.text("id"),
            name: self.text("name"),
            level: self.maybe("level"),
            points: self.maybe("points"),
            description: self.maybe("description"),
        }
    }

    fn achieved(self) -> Achieved {
        Achieved {
            description: self.text("resultDescription"),
            value: self.maybe("value"),
            level: self.maybe("achievedLevel"),
            status: self.maybe("status"),
            alignments: self.each("alignment", Self::alignment),
        }
    }

    fn evidence(self) -> Evidence {
        Evidence {
            id: self.maybe("id"),
            name: self.maybe("name"),
            narrative: self.maybe("narrative"),
            genre: self.maybe("genre"),
            digest: self
                .maybe("digestMultibase")
                .and_then(|text| read_digest_multibase(&text)),
        }
    }
}
