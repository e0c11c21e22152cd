//! `did:web`: a DID whose document is at an address, and the keys in that document.

use crate::did::{Method, Period, Unresolved};
use crate::jwt::{Found, Jwk};
use crate::keys::PublicKey;
use crate::proof::Purpose;
use jalon_base::Timestamp;
use jalon_base::json::{self, Limits, Value};

/// Where the document of a `did:web` is: `did:web:host:a:b` at `https://host/a/b/did.json`, `did:web:host` at
/// `https://host/.well-known/did.json`, a port as `%3A`; none for another DID.
#[must_use]
pub fn url_of(did: &str) -> Option<String> {
    let mut parts = did.strip_prefix("did:web:")?.split(':');
    let host = parts.next().filter(|host| !host.is_empty())?;
    let host = host.replace("%3A", ":").replace("%3a", ":");
    let mut url = format!("https://{host}");
    let mut any = false;
    for part in parts {
        // Nothing in a DID may climb out of its folder.
        if part.is_empty() || part == "." || part == ".." {
            return None;
        }
        url.push('/');
        url.push_str(part);
        any = true;
    }
    url.push_str(if any { "/did.json" } else { "/.well-known/did.json" });
    Some(url)
}

/// The identity document of a DID.
fn open(bytes: &[u8], did: &str) -> Result<Value, Unresolved> {
    let malformed = || Unresolved::Document { did: did.to_owned() };
    let document = json::parse(bytes, Limits::FOREIGN).map_err(|_| malformed())?;
    let id = document.get("id").and_then(Value::as_str).ok_or_else(malformed)?;
    if id != did {
        return Err(Unresolved::OtherDocument { did: did.to_owned() });
    }
    Ok(document)
}

/// The members of a list of a document; none when it has no such list.
fn list<'a>(document: &'a Value, did: &str, name: &str) -> Result<&'a [Value], Unresolved> {
    match document.get(name) {
        Some(Value::Array(values)) => Ok(values),
        None => Ok(&[]),
        Some(_) => Err(Unresolved::Document { did: did.to_owned() }),
    }
}

/// The entry of a method in a document, by reference or embedded, when it is for a purpose.
fn entry<'a>(document: &'a Value, did: &str, url: &str, purpose: Purpose) -> Result<&'a Value, Unresolved> {
    let missing = || Unresolved::NoSuchMethod { url: url.to_owned() };
    let names = |value: &Value| {
        let named = value.as_str().or_else(|| value.get("id")?.as_str());
        // A reference may leave out the DID itself.
        named == Some(url) || named.is_some_and(|named| named.starts_with('#') && format!("{did}{named}") == url)
    };
    let mut all = list(document, did, "verificationMethod")?.iter();
    let related = list(document, did, purpose.as_str())?.iter().find(|value| names(value));
    match related {
        Some(embedded @ Value::Object(_)) => Ok(embedded),
        Some(_) => all.find(|value| names(value)).ok_or_else(missing),
        None if all.any(names) => Err(Unresolved::NotForThis { url: url.to_owned() }),
        None => Err(missing()),
    }
}

/// When the key of an entry may be used; none for a date that is none, or an entry that another controls.
fn period(entry: &Value, did: &str) -> Option<Period> {
    if entry.get("controller").and_then(Value::as_str) != Some(did) {
        return None;
    }
    let date = |name: &str| match entry.get(name) {
        None => Some(None),
        Some(date) => date.as_str().and_then(Timestamp::parse_lenient).map(Some),
    };
    Some(Period {
        from: None,
        until: date("expires")?,
        revoked: date("revoked")?,
    })
}

/// The method that a URL names in a document of a DID.
pub(super) fn method(bytes: &[u8], did: &str, url: &str, purpose: Purpose) -> Result<Method, Unresolved> {
    let missing = || Unresolved::NoSuchMethod { url: url.to_owned() };
    let document = open(bytes, did)?;
    let found = entry(&document, did, url, purpose)?;
    let text = |name: &str| found.get(name).and_then(Value::as_str);
    let period = period(found, did)
        .filter(|_| text("type") == Some("Multikey"))
        .ok_or_else(missing)?;
    let key = text("publicKeyMultibase").ok_or_else(missing)?;
    let key = PublicKey::from_multikey(key).map_err(|fault| Unresolved::Key { fault })?;
    Ok(Method {
        controller: did.to_owned(),
        key,
        period,
    })
}

/// The key for making assertions that a URL names, of any kind that a token may be signed with.
pub(super) fn key(bytes: &[u8], did: &str, url: &str) -> Result<Found, Unresolved> {
    let document = open(bytes, did)?;
    let entry = entry(&document, did, url, Purpose::AssertionMethod)?;
    found(entry, did).ok_or_else(|| Unresolved::NoSuchMethod { url: url.to_owned() })
}

/// Every key with which a DID makes assertions; those of kinds that are not read here are left out.
pub(super) fn keys(bytes: &[u8], did: &str) -> Result<Vec<Found>, Unresolved> {
    let document = open(bytes, did)?;
    let related = list(&document, did, Purpose::AssertionMethod.as_str())?;
    let entries = related.iter().filter_map(|value| match value {
        Value::String(url) => {
            let url = if url.starts_with('#') {
                format!("{did}{url}")
            } else {
                url.clone()
            };
            entry(&document, did, &url, Purpose::AssertionMethod).ok()
        }
        embedded => Some(embedded),
    });
    Ok(entries.filter_map(|entry| found(entry, did)).collect())
}

/// The key of an entry: a Multikey of Ed25519, or a JSON Web Key.
fn found(entry: &Value, did: &str) -> Option<Found> {
    let text = |name: &str| entry.get(name).and_then(Value::as_str);
    let key = match text("type")? {
        "Multikey" => Jwk::Ed25519(PublicKey::from_multikey(text("publicKeyMultibase")?).ok()?),
        "JsonWebKey" | "JsonWebKey2020" => Jwk::read(entry.get("publicKeyJwk")?).ok()?,
        _ => return None,
    };
    Some(Found {
        key,
        controller: did.to_owned(),
        period: period(entry, did)?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::keys::SecretKey;
    use serde_json::json;

    const DID: &str = "did:web:certificateur.example";

    #[test]
    fn a_did_has_one_address() {
        for (did, url) in [
            (DID, Some("https://certificateur.example/.well-known/did.json")),
            (
                "did:web:a.example%3A8443:x:y",
                Some("https://a.example:8443/x/y/did.json"),
            ),
            ("did:web:a.example:..", None),
            ("did:web:a.example::x", None),
            ("did:web:", None),
            ("did:key:z6Mk", None),
        ] {
            assert_eq!(url_of(did).as_deref(), url, "{did}");
        }
    }

    fn found(change: &dyn Fn(&mut Value), url: &str) -> Result<Method, &'static str> {
        let key = SecretKey::from_seed([1; 32]).public().multikey();
        let mut document = json!({
            "@context": ["https://www.w3.org/ns/did/v1"],
            "id": DID,
            "verificationMethod": [
                {"id": format!("{DID}#a"), "type": "Multikey", "controller": DID, "publicKeyMultibase": key},
                {"id": format!("{DID}#b"), "type": "Multikey", "controller": DID, "publicKeyMultibase": key,
                 "expires": "2027-01-01T00:00:00Z", "revoked": "2026-07-01T00:00:00Z"},
                {"id": format!("{DID}#c"), "type": "Multikey", "controller": "did:web:other.example", "publicKeyMultibase": key},
            ],
            "assertionMethod": [format!("{DID}#a"), "#b", format!("{DID}#c"), format!("{DID}#gone"),
                {"id": format!("{DID}#e"), "type": "Multikey", "controller": DID, "publicKeyMultibase": key}],
        });
        change(&mut document);
        method(
            document.to_string().as_bytes(),
            DID,
            &format!("{DID}{url}"),
            Purpose::AssertionMethod,
        )
        .map_err(|fault| fault.code())
    }

    #[test]
    fn a_key_is_found_by_reference_or_embedded() {
        for url in ["#a", "#e"] {
            assert_eq!(found(&|_| {}, url).unwrap().period, Period::default(), "{url}");
        }
        let dated = found(&|_| {}, "#b").unwrap().period;
        assert_eq!(dated.until, Timestamp::parse("2027-01-01T00:00:00Z"));
        assert_eq!(dated.revoked, Timestamp::parse("2026-07-01T00:00:00Z"));
    }

    #[test]
    fn what_is_wrong_with_a_document_has_its_code() {
        assert_eq!(
            found(&|_| {}, "#c"),
            Err("INVALID_VERIFICATION_METHOD"),
            "another controls it"
        );
        assert_eq!(found(&|_| {}, "#gone"), Err("INVALID_VERIFICATION_METHOD"));
        assert_eq!(found(&|_| {}, "#nothing"), Err("INVALID_VERIFICATION_METHOD"));
        assert_eq!(
            found(&|d| d["assertionMethod"] = json!([]), "#a"),
            Err("INVALID_RELATIONSHIP_FOR_VERIFICATION_METHOD")
        );
        assert_eq!(
            found(&|d| d["id"] = json!("did:web:other.example"), "#a"),
            Err("INVALID_CONTROLLED_IDENTIFIER_DOCUMENT_ID")
        );
        for change in [
            |d: &mut Value| *d = json!([]),
            |d: &mut Value| d["verificationMethod"] = json!("x"),
        ] {
            assert_eq!(found(&change, "#a"), Err("INVALID_CONTROLLED_IDENTIFIER_DOCUMENT"));
        }
        assert_eq!(
            found(
                &|d| d["verificationMethod"][0]["publicKeyMultibase"] = json!("z3u2"),
                "#a"
            ),
            Err("INVALID_VERIFICATION_METHOD")
        );
        assert_eq!(
            found(&|d| d["verificationMethod"][0]["expires"] = json!("soon"), "#a"),
            Err("INVALID_VERIFICATION_METHOD")
        );
    }
}
