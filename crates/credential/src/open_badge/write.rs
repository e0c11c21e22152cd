//! Writing a badge as JSON.

use super::{
    Achieved, Achievement, Alignment, Badge, CONTEXTS, Evidence, HashedIdentity, Level, Profile, ResultDescription,
    Subject, check, digest_multibase,
};
use crate::shape::{self, Fault};
use crate::status::StatusEntry;
use jalon_base::json::Value;
use serde_json::{Map, json};

/// The schema that a badge names, for readers who have it.
const SCHEMA: &str = "https://purl.imsglobal.org/spec/ob/v3p0/schema/json/ob_v3p0_achievementcredential_schema.json";

impl Badge {
    /// The same badge for readers of linked data that lose what stands in a list (`rdf:first`, JSON-LD 1.1 API §8.3) and the datatype of a
    /// boolean (§8.2.2): without the salted identities, whose `hashed` is a boolean, and without the allowed values of a result, which are a list.
    ///
    /// It keeps its id, its holder by DID and its status entry: what revokes the one revokes the other.
    #[must_use]
    pub fn for_linked_data(&self) -> Self {
        let mut badge = self.clone();
        badge.subject.identifiers.clear();
        for result in &mut badge.subject.achievement.results {
            result.allowed.clear();
        }
        badge
    }

    /// The credential, ready for its proofs.
    ///
    /// # Errors
    /// Every fault of what it says: an id that is no URL, a result without description. Nothing that a verifier would refuse is written.
    pub fn to_document(&self) -> Result<Value, Vec<Fault>> {
        let Value::Object(credential) = self.written() else {
            return Err(Vec::new());
        };
        let mut faults = shape::check(&credential);
        faults.extend(check(&credential));
        if !self.issuer.id.starts_with("did:") {
            faults.push(Fault {
                pointer: "/issuer/id".to_owned(),
                code: super::SCHEMA_ERROR,
                wrong: shape::Wrong::Value,
            });
        }
        if faults.is_empty() {
            Ok(Value::Object(credential))
        } else {
            Err(faults)
        }
    }

    /// The credential as [`Self::to_document`] writes it, not checked: for a badge whose every text comes from documents that were, such
    /// as an attestation of `jalon-recognition`, of which a property holds that it passes the check.
    #[must_use]
    pub fn written(&self) -> Value {
        let credential = Object::new()
            .value("@context", json!(CONTEXTS))
            .text("id", &self.id)
            .value("type", json!(["VerifiableCredential", "OpenBadgeCredential"]))
            .text("name", &self.name)
            .maybe("description", self.description.as_ref())
            .value("issuer", profile(&self.issuer))
            .text("validFrom", &self.valid_from.to_string())
            .maybe("validUntil", self.valid_until.map(|at| at.to_string()).as_ref())
            .maybe("awardedDate", self.awarded.map(|at| at.to_string()).as_ref())
            .value("credentialSubject", subject(&self.subject))
            .list("evidence", &self.evidence, evidence)
            .present("credentialStatus", self.status.as_ref().map(StatusEntry::to_value))
            .value(
                "credentialSchema",
                json!([{"id": SCHEMA, "type": "1EdTechJsonSchemaValidator2019"}]),
            )
            .0;
        Value::Object(credential)
    }
}

/// An object that leaves out what is empty.
struct Object(Map<String, Value>);

impl Object {
    fn new() -> Self {
        Self(Map::new())
    }

    /// An object of a class whose `type` is an array.
    fn of(class: &str) -> Self {
        Self::new().value("type", json!([class]))
    }

    fn value(mut self, name: &str, value: Value) -> Self {
        self.0.insert(name.to_owned(), value);
        self
    }

    fn text(self, name: &str, text: &str) -> Self {
        self.value(name, Value::String(text.to_owned()))
    }

    fn present(self, name: &str, value: Option<Value>) -> Self {
        match value {
            Some(value) => self.value(name, value),
            None => self,
        }
    }

    fn maybe(self, name: &str, text: Option<&String>) -> Self {
        match text {
            Some(text) => self.text(name, text),
            None => self,
        }
    }

    fn list<T>(self, name: &str, items: &[T], write: fn(&T) -> Value) -> Self {
        if items.is_empty() {
            return self;
        }
        let items = items.iter().map(write).collect();
        self.value(name, Value::Array(items))
    }

    fn done(self) -> Value {
        Value::Object(self.0)
    }
}

fn profile(profile: &Profile) -> Value {
    Object::of("Profile")
        .text("id", &profile.id)
        .maybe("name", profile.name.as_ref())
        .maybe("url", profile.url.as_ref())
        .maybe("description", profile.description.as_ref())
        .done()
}

fn subject(subject: &Subject) -> Value {
    let object = Object::of("AchievementSubject")
        .maybe("id", subject.id.as_ref())
        .list("identifier", &subject.identifiers, identity)
        .value("achievement", achievement(&subject.achievement))
        .list("result", &subject.results, achieved)
        .maybe("narrative", subject.narrative.as_ref());
    match &subject.source {
        Some(source) => object.value("source", profile(source)).done(),
        None => object.done(),
    }
}

fn identity(identity: &HashedIdentity) -> Value {
    Object::new()
        .text("type", "IdentityObject")
        .value("hashed", Value::Bool(true))
        .text("identityHash", &identity.hash)
        .text("identityType", &identity.kind)
        .maybe("salt", identity.salt.as_ref())
        .done()
}

fn achievement(achievement: &Achievement) -> Value {
    let criteria = Object::new()
        .maybe("id", achievement.criteria_url.as_ref())
        .text("narrative", &achievement.criteria)
        .done();
    Object::of("Achievement")
        .text("id", &achievement.id)
        .text("name", &achievement.name)
        .text("description", &achievement.description)
        .maybe("achievementType", achievement.kind.as_ref())
        .value("criteria", criteria)
        .maybe("inLanguage", achievement.language.as_ref())
        .maybe("humanCode", achievement.human_code.as_ref())
        .maybe("version", achievement.version.as_ref())
        .list("alignment", &achievement.alignments, alignment)
        .list("resultDescription", &achievement.results, result_description)
        .done()
}

fn alignment(alignment: &Alignment) -> Value {
    Object::of("Alignment")
        .text("targetName", &alignment.name)
        .text("targetUrl", &alignment.url)
        .maybe("targetCode", alignment.code.as_ref())
        .maybe("targetFramework", alignment.framework.as_ref())
        .maybe("targetType", alignment.kind.as_ref())
        .maybe("targetDescription", alignment.description.as_ref())
        .done()
}

fn result_description(result: &ResultDescription) -> Value {
    Object::of("ResultDescription")
        .text("id", &result.id)
        .text("name", &result.name)
        .text("resultType", &result.kind)
        .list("allowedValue", &result.allowed, |value| Value::String(value.clone()))
        .maybe("valueMin", result.range.as_ref().map(|(low, _)| low))
        .maybe("valueMax", result.range.as_ref().map(|(_, high)| high))
        .maybe("requiredValue", result.required_value.as_ref())
        .maybe("requiredLevel", result.required_level.as_ref())
        .list("rubricCriterionLevel", &result.levels, level)
        .list("alignment", &result.alignments, alignment)
        .done()
}

fn level(level: &Level) -> Value {
    Object::of("RubricCriterionLevel")
        .text("id", &level.id)
        .text("name", &level.name)
        .maybe("level", level.level.as_ref())
        .maybe("points", level.points.as_ref())
        .maybe("description", level.description.as_ref())
        .done()
}

fn achieved(result: &Achieved) -> Value {
    Object::of("Result")
        .text("resultDescription", &result.description)
        .maybe("value", result.value.as_ref())
        .maybe("achievedLevel", result.level.as_ref())
        .maybe("status", result.status.as_ref())
        .list("alignment", &result.alignments, alignment)
        .done()
}

fn evidence(evidence: &Evidence) -> Value {
    Object::of("Evidence")
        .maybe("id", evidence.id.as_ref())
        .maybe("name", evidence.name.as_ref())
        .maybe("narrative", evidence.narrative.as_ref())
        .maybe("genre", evidence.genre.as_ref())
        .maybe(
            "digestMultibase",
            evidence.digest.as_ref().map(digest_multibase).as_ref(),
        )
        .done()
}
