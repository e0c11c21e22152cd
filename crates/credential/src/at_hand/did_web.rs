//! `did:web`: a DID whose document is at an address, and the keys in that document.

use crate::did::{Method, Period, Unresolved};
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

/// The method that a URL names in a document of a DID.
pub(super) fn method(bytes: &[u8], did: &str, url: &str, purpose: Purpose) -> Result<Method, Unresolved> {
    let malformed = || Unresolved::Document { did: did.to_owned() };
    let missing = || Unresolved::NoSuchMethod { url: url.to_owned() };
    let document = json::parse(bytes, Limits::FOREIGN).map_err(|_| malformed())?;
    let id = document.get("id").and_then(Value::as_str).ok_or_else(malformed)?;
    if id != did {
        return Err(Unresolved::OtherDocument { did: did.to_owned() });
    }
    let list = |name: &str| match document.get(name) {
        Some(Value::Array(values)) => Ok(values.as_slice()),
        None => Ok(&[][..]),
        Some(_) => Err(malformed()),
    };
    let names = |value: &Value| {
        let named = value.as_str().or_else(|| value.get("id")?.as_str());
        // A reference may leave out the DID itself.
        named == Some(url) || named.is_some_and(|named| named.starts_with('#') && format!("{did}{named}") == url)
    };
    let mut all = list("verificationMethod")?.iter();
    let related = list(purpose.as_str())?.iter().find(|value| names(value));
    let found = match related {
        Some(embedded @ Value::Object(_)) => embedded,
        Some(_) => all.find(|value| names(value)).ok_or_else(missing)?,
        None if all.any(names) => {
            return Err(Unresolved::NotForThis { url: url.to_owned() });
        }
        None => return Err(missing()),
    };
    let text = |name: &str| found.get(name).and_then(Value::as_str);
    if text("controller") != Some(did) || text("type") != Some("Multikey") {
        return Err(missing());
    }
    let key = text("publicKeyMultibase").ok_or_else(missing)?;
    let key = PublicKey::from_multikey(key).map_err(|fault| Unresolved::Key { fault })?;
    let date = |name: &str| match found.get(name) {
        None => Ok(None),
        Some(date) => date
            .as_str()
            .and_then(Timestamp::parse_lenient)
            .map(Some)
            .ok_or_else(missing),
    };
    Ok(Method {
        controller: did.to_owned(),
        key,
        period: Period {
            from: None,
            until: date("expires")?,
            revoked: date("revoked")?,
        },
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
