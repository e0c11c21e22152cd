//! Which addresses could give what a verification lacks: asked only when a person says so.

use super::url_of;
use crate::shape::{At, each};
use jalon_base::json::Value;
use jalon_base::sorted::SortedSet;
use serde_json::Map;

/// The addresses of the status lists and identity documents that a document names: of a credential, or of each in a presentation. Only
/// `https`, and what is on this very machine.
#[must_use]
pub fn wanted(document: &Value) -> SortedSet<String> {
    let mut found = SortedSet::default();
    if let Value::Object(document) = document {
        of_object(document, &mut found);
        if let Some(shown) = document.get("verifiableCredential") {
            each(shown, &At::Root, |credential, _| {
                if let Value::Object(credential) = credential {
                    of_object(credential, &mut found);
                }
            });
        }
    }
    found
}

/// Adds what a credential or its proofs name.
pub(crate) fn of_object(document: &Map<String, Value>, found: &mut SortedSet<String>) {
    if let Some(entries) = document.get("credentialStatus") {
        each(entries, &At::Root, |entry, _| {
            if let Some(url) = entry.get("statusListCredential").and_then(Value::as_str) {
                add(url, found);
            }
        });
    }
    let id = |value: &Value| value.as_str().or_else(|| value.get("id")?.as_str()).map(str::to_owned);
    // The page of an issuer that is a site holds no key.
    let issuer = document
        .get("issuer")
        .and_then(id)
        .filter(|issuer| issuer.starts_with("did:"));
    let mut dids: Vec<String> = issuer.into_iter().collect();
    if let Some(proofs) = document.get("proof") {
        each(proofs, &At::Root, |proof, _| {
            dids.extend(proof.get("verificationMethod").and_then(id))
        });
    }
    dids.iter().for_each(|did| of_key(did, found));
}

/// Adds where the key of an address may be had: a `did:web`, or a site.
pub(crate) fn of_key(key: &str, found: &mut SortedSet<String>) {
    let id = key.split_once('#').map_or(key, |(id, _)| id);
    match url_of(id) {
        Some(url) => add(&url, found),
        None => add(id, found),
    }
}

/// Whether an address may be asked at all: over `https`, or on this very machine.
#[must_use]
pub fn may_be_asked(url: &str) -> bool {
    url.starts_with("https://") || url.starts_with("http://localhost:")
}

fn add(url: &str, found: &mut SortedSet<String>) {
    if may_be_asked(url) {
        found.insert(url.to_owned());
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn lists_and_identities_are_named_and_nothing_else() {
        let credential = json!({
            "id": "https://a.example/1",
            "issuer": {"id": "did:web:certifier.example"},
            "credentialStatus": [{"statusListCredential": "https://a.example/revoked"}, {"statusListCredential": "file:///etc/passwd"}],
            "proof": [{"verificationMethod": "did:web:other.example:keys#k"}, {"verificationMethod": "did:key:z6Mk#z6Mk"}],
        });
        let urls = [
            "https://a.example/revoked",
            "https://certifier.example/.well-known/did.json",
            "https://other.example/keys/did.json",
        ];
        let wanted_of = |document: &Value| wanted(document).into_iter().collect::<Vec<_>>();
        assert_eq!(wanted_of(&credential), urls);
        assert_eq!(wanted_of(&json!({"verifiableCredential": [credential]})), urls);
        assert!(wanted_of(&json!([])).is_empty());
    }
}
