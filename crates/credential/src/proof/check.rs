//! Checking every proof of a document, alone or in a chain.

use super::{DATA_INTEGRITY, Jcs, ProofFault, Purpose, Suite, hash_data};
use crate::did::{DidKeyOnly, Method, Resolve};
use crate::multibase;
use jalon_base::json::Value;
use jalon_base::{Digest, Timestamp};
use serde_json::Map;

/// Most proofs read in one document: each costs a signature, and a chain costs a digest of the document per link.
const MOST_PROOFS: usize = 16;

type Object = Map<String, Value>;

/// What checking the proofs of a document gave, proof by proof.
#[derive(Debug, Clone, PartialEq)]
pub struct ProofSet {
    /// One report per proof, in the order of the document; one with [`ProofFault::NoProof`] when there is none.
    pub proofs: Vec<ProofReport>,
    document: Object,
    contexts: Option<Value>,
}

/// What was found about one proof.
#[derive(Debug, Clone, PartialEq)]
pub struct ProofReport {
    /// JSON Pointer to the proof in the document.
    pub pointer: String,
    /// The name of its suite.
    pub cryptosuite: Option<String>,
    /// The verification method it names.
    pub verification_method: Option<String>,
    /// The key and its controller, once found.
    pub method: Option<Method>,
    /// When it says that it was made.
    pub created: Option<Timestamp>,
    /// When it says that it ends.
    pub expires: Option<Timestamp>,
    /// Whether it holds. Dates are not compared with a clock here.
    pub outcome: Result<(), ProofFault>,
}

impl ProofReport {
    fn at(pointer: String) -> Self {
        Self {
            pointer,
            cryptosuite: None,
            verification_method: None,
            method: None,
            created: None,
            expires: None,
            outcome: Err(ProofFault::NoProof),
        }
    }
}

impl ProofSet {
    /// Whether every proof holds, and there is one.
    #[must_use]
    pub fn holds(&self) -> bool {
        self.proofs.iter().all(|proof| proof.outcome.is_ok())
    }

    /// Whether no proof is wrong and one at least holds: the others could not be checked.
    #[must_use]
    pub fn may_hold(&self) -> bool {
        let not_wrong = |proof: &ProofReport| proof.outcome.as_ref().err().is_none_or(ProofFault::is_unknown);
        self.proofs.iter().any(|proof| proof.outcome.is_ok()) && self.proofs.iter().all(not_wrong)
    }

    /// The verified document: what every proof that holds vouches for, without `proof`; none when [`Self::may_hold`] is false.
    ///
    /// Contexts that somebody appended after signing are gone from it.
    #[must_use]
    pub fn verified(self) -> Option<Value> {
        let (document, verified) = self.into_document();
        verified.then_some(Value::Object(document))
    }

    /// The verified document and true; or the document as it came, which may be searched for faults but never shown, and false.
    pub(crate) fn into_document(self) -> (Map<String, Value>, bool) {
        let verified = self.may_hold();
        let mut document = self.document;
        if let Some(contexts) = self.contexts.filter(|_| verified) {
            document.insert("@context".to_owned(), contexts);
        }
        (document, verified)
    }

    /// The issuer that the document names.
    pub(crate) fn issuer(&self) -> Option<&str> {
        match self.document.get("issuer")? {
            Value::String(id) => Some(id),
            issuer => issuer.get("id")?.as_str(),
        }
    }
}

/// With what, and against what, proofs are checked.
#[derive(Clone, Copy)]
pub struct Checking<'a> {
    /// What the proofs must have been made for.
    pub purpose: Purpose,
    /// For whom; none when it does not matter.
    pub domain: Option<&'a str>,
    /// In answer to what; none when it does not matter.
    pub challenge: Option<&'a str>,
    /// The suites that are read.
    pub suites: &'a [&'a dyn Suite],
    /// How keys are found.
    pub keys: &'a dyn Resolve,
}

impl Checking<'_> {
    /// `eddsa-jcs-2022` by keys that are in their DID.
    #[must_use]
    pub const fn plain(purpose: Purpose) -> Checking<'static> {
        Checking {
            purpose,
            domain: None,
            challenge: None,
            suites: &[&Jcs],
            keys: &DidKeyOnly,
        }
    }
}

/// Checks every proof of a document for one purpose, as [`verify_with`] and [`Checking::plain`].
#[must_use]
pub fn verify(document: Value, purpose: Purpose) -> ProofSet {
    verify_with(document, &Checking::plain(purpose))
}

/// Checks every proof of a document. All must hold for the document to hold (Data Integrity 1.0 §4.5).
///
/// A value that is not an object, or has no proof, gives one report that says so.
#[must_use]
pub fn verify_with(document: Value, with: &Checking<'_>) -> ProofSet {
    let mut document = match document {
        Value::Object(document) => document,
        _ => {
            return ProofSet {
                proofs: vec![ProofReport {
                    outcome: Err(ProofFault::NotAnObject),
                    ..ProofReport::at(String::new())
                }],
                document: Object::new(),
                contexts: None,
            };
        }
    };
    let (proofs, single) = match document.remove("proof") {
        Some(Value::Array(proofs)) => (proofs, false),
        Some(proof) => (vec![proof], true),
        None => (Vec::new(), true),
    };
    if proofs.is_empty() || proofs.len() > MOST_PROOFS {
        let mut report = ProofReport::at("/proof".to_owned());
        if !proofs.is_empty() {
            report.outcome = Err(ProofFault::TooMany { limit: MOST_PROOFS });
        }
        return ProofSet {
            proofs: vec![report],
            document,
            contexts: None,
        };
    }
    let mut check = Check {
        with,
        contexts: document.get("@context").cloned(),
        document,
        proofs: &proofs,
        plain: None,
        vouched: None,
    };
    let reports = (0..proofs.len())
        .map(|index| {
            let mut report = ProofReport::at(if single {
                "/proof".to_owned()
            } else {
                format!("/proof/{index}")
            });
            report.outcome = check.proof(index, &mut report);
            report
        })
        .collect();
    let Check {
        mut document,
        contexts,
        vouched,
        ..
    } = check;
    if let Some(contexts) = contexts {
        document.insert("@context".to_owned(), contexts);
    }
    ProofSet {
        proofs: reports,
        document,
        contexts: vouched.flatten(),
    }
}

struct Check<'a> {
    with: &'a Checking<'a>,
    /// The document without `proof`; its `@context` and `proof` change while a proof is checked.
    document: Object,
    /// The contexts as they came.
    contexts: Option<Value>,
    proofs: &'a [Value],
    /// Digest of the document under the contexts as they came, without `proof`, and the suite that made it: most sets need only this one.
    plain: Option<(&'static str, Digest)>,
    /// The contexts under which the first proof held (none when the document has none): every other must hold under the same.
    vouched: Option<Option<Value>>,
}

impl Check<'_> {
    fn proof(&mut self, index: usize, report: &mut ProofReport) -> Result<(), ProofFault> {
        let Some(Value::Object(proof)) = self.proofs.get(index) else {
            return Err(ProofFault::NotAnObject);
        };
        let text = |name: &'static str| match proof.get(name) {
            Some(Value::String(text)) => Ok(text.as_str()),
            _ => Err(ProofFault::Member { name }),
        };
        let date = |name: &'static str| match proof.get(name) {
            None => Ok(None),
            Some(Value::String(text)) => Timestamp::parse_lenient(text)
                .map(Some)
                .ok_or(ProofFault::Date { name }),
            Some(_) => Err(ProofFault::Date { name }),
        };
        report.cryptosuite = text("cryptosuite").ok().map(str::to_owned);
        report.verification_method = text("verificationMethod").ok().map(str::to_owned);
        let kind = text("type")?;
        let method = text("verificationMethod")?;
        let found = text("proofPurpose")?;
        if found != self.with.purpose.as_str() {
            return Err(ProofFault::Purpose {
                found: found.to_owned(),
            });
        }
        self.bound(proof)?;
        if kind != DATA_INTEGRITY {
            // A proof of the time before Data Integrity names its suite by its type; one that names both is neither.
            return Err(match report.cryptosuite {
                None => ProofFault::Suite { name: kind.to_owned() },
                Some(_) => ProofFault::Type { found: kind.to_owned() },
            });
        }
        let name = text("cryptosuite")?;
        let resolved = self.with.keys.method(method, self.with.purpose);
        report.method = resolved.as_ref().ok().cloned();
        let Some(&suite) = self.with.suites.iter().find(|suite| suite.name() == name) else {
            return Err(ProofFault::Suite { name: name.to_owned() });
        };
        report.created = date("created")?;
        report.expires = date("expires")?;
        let previous = self.previous(index)?;
        let key = resolved.map_err(ProofFault::Method)?.key;
        let value = text("proofValue")?;
        let signature: [u8; 64] = multibase::decode(value)
            .and_then(|bytes| bytes.try_into().ok())
            .ok_or(ProofFault::Value)?;

        let contexts = match proof.get("@context") {
            None => self.contexts.clone(),
            Some(signed) if begins_with(self.contexts.as_ref(), signed) => Some(signed.clone()),
            Some(_) => return Err(ProofFault::Context),
        };
        let mut configuration = proof.clone();
        configuration.remove("proofValue");
        let configuration = suite
            .configuration(configuration, contexts.as_ref())
            .map_err(ProofFault::Transformation)?;
        let document = self.digest(suite, contexts.as_ref(), previous)?;
        key.verify_strict(&hash_data(&configuration, &document), &signature)
            .map_err(ProofFault::Signature)?;
        match &self.vouched {
            Some(vouched) if *vouched != contexts => return Err(ProofFault::Context),
            _ => self.vouched = Some(contexts),
        }
        Ok(())
    }

    /// Whether a proof is bound to the audience and the challenge that are expected.
    fn bound(&self, proof: &Object) -> Result<(), ProofFault> {
        if let Some(domain) = self.with.domain {
            let found = proof.get("domain").map_or(&[][..], list);
            if found.len() != 1 || found.first().and_then(Value::as_str) != Some(domain) {
                let found: Vec<&str> = found.iter().filter_map(Value::as_str).collect();
                return Err(ProofFault::Domain { found: found.join(" ") });
            }
        }
        match self.with.challenge {
            Some(challenge) if proof.get("challenge").and_then(Value::as_str) != Some(challenge) => {
                Err(ProofFault::Challenge)
            }
            _ => Ok(()),
        }
    }

    /// The proofs that this one signs over; none when it stands alone.
    fn previous(&self, index: usize) -> Result<Vec<Value>, ProofFault> {
        let ids = named_before(self.proofs.get(index))?;
        if ids.is_empty() {
            return Ok(Vec::new());
        }
        for &id in &ids {
            match self.proofs.iter().filter(|proof| id_of(proof) == Some(id)).count() {
                0 => return Err(ProofFault::PreviousMissing { id: id.to_owned() }),
                1 => {}
                _ => return Err(ProofFault::DuplicateId { id: id.to_owned() }),
            }
        }
        if self.leads_back(index)? {
            return Err(ProofFault::PreviousCycle);
        }
        let signed_over = |proof: &&Value| id_of(proof).is_some_and(|id| ids.contains(&id));
        Ok(self.proofs.iter().filter(signed_over).cloned().collect())
    }

    /// Whether following `previousProof` from a proof comes back to it.
    fn leads_back(&self, start: usize) -> Result<bool, ProofFault> {
        let mut seen = vec![false; self.proofs.len()];
        let mut to_visit = vec![start];
        while let Some(index) = to_visit.pop() {
            for id in named_before(self.proofs.get(index))? {
                for (next, seen) in seen.iter_mut().enumerate() {
                    if self.proofs.get(next).and_then(id_of) != Some(id) {
                        continue;
                    }
                    if next == start {
                        return Ok(true);
                    }
                    if !*seen {
                        *seen = true;
                        to_visit.push(next);
                    }
                }
            }
        }
        Ok(false)
    }

    /// Digest of the document under these contexts, with the proofs that are signed over.
    fn digest(
        &mut self,
        suite: &dyn Suite,
        contexts: Option<&Value>,
        previous: Vec<Value>,
    ) -> Result<Digest, ProofFault> {
        let is_plain = contexts == self.contexts.as_ref() && previous.is_empty();
        if let (true, Some((name, plain))) = (is_plain, self.plain)
            && name == suite.name()
        {
            return Ok(plain);
        }
        if let Some(contexts) = contexts
            && self.document.get("@context") != Some(contexts)
        {
            self.document.insert("@context".to_owned(), contexts.clone());
        }
        if !previous.is_empty() {
            self.document.insert("proof".to_owned(), Value::Array(previous));
        }
        // Lent as a value while it is read.
        let value = Value::Object(std::mem::take(&mut self.document));
        let digest = suite.document(&value);
        if let Value::Object(back) = value {
            self.document = back;
        }
        self.document.remove("proof");
        let digest = digest.map_err(ProofFault::Transformation)?;
        if is_plain {
            self.plain = Some((suite.name(), digest));
        }
        Ok(digest)
    }
}

fn id_of(proof: &Value) -> Option<&str> {
    proof.get("id").and_then(Value::as_str)
}

/// The ids in `previousProof`: one, or a list.
fn named_before(proof: Option<&Value>) -> Result<Vec<&str>, ProofFault> {
    const FAULT: ProofFault = ProofFault::Member { name: "previousProof" };
    match proof.and_then(|proof| proof.get("previousProof")) {
        None => Ok(Vec::new()),
        Some(Value::String(id)) => Ok(vec![id.as_str()]),
        Some(Value::Array(ids)) if !ids.is_empty() => ids.iter().map(|id| id.as_str().ok_or(FAULT)).collect(),
        Some(_) => Err(FAULT),
    }
}

/// Whether contexts begin with others, value by value; one value counts as a list of one.
fn begins_with(contexts: Option<&Value>, signed: &Value) -> bool {
    contexts.is_some_and(|contexts| list(contexts).starts_with(list(signed)))
}

fn list(contexts: &Value) -> &[Value] {
    match contexts {
        Value::Array(contexts) => contexts,
        one => std::slice::from_ref(one),
    }
}
