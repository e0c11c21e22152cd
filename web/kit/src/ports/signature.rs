//! Signatures that the browser checks: the kinds that other people's badges use and that the engine leaves to the platform.

use super::{Soon, object, promised, subtle, thrown};
use js_sys::{Array, Uint8Array};
use wasm_bindgen::JsValue;

/// A kind of signature, by what the browser calls it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// ECDSA over P-256 with SHA-256.
    Es256,
    /// RSASSA-PKCS1-v1_5 with SHA-256.
    Rs256,
}

/// Whether a signature holds, for a public key as the members of a JSON Web Key; none when the browser has no such function.
pub fn holds(kind: Kind, key: &[(&str, &str)], signed: &[u8], signature: &[u8]) -> Soon<'static, Option<bool>> {
    let members: Vec<(&str, JsValue)> = key.iter().map(|(name, value)| (*name, (*value).into())).collect();
    let (key, hash) = (object(&members), JsValue::from("SHA-256"));
    let name = match kind {
        Kind::Es256 => "ECDSA",
        Kind::Rs256 => "RSASSA-PKCS1-v1_5",
    };
    // One object serves to bring the key in and to verify: what a function does not read of it does no harm.
    let algorithm = object(&[("name", name.into()), ("hash", hash), ("namedCurve", "P-256".into())]);
    let (signed, signature): (JsValue, JsValue) = (Uint8Array::from(signed).into(), Uint8Array::from(signature).into());
    Box::pin(async move {
        let subtle = subtle()?;
        let uses: JsValue = Array::of1(&"verify".into()).into();
        let key = match promised(
            &subtle,
            "importKey",
            &[&"jwk".into(), &key, &algorithm, &JsValue::FALSE, &uses],
        )
        .await
        {
            Ok(key) => key,
            // A point that is not on the curve: no signature by it holds.
            Err(error) if thrown(&error) == "DataError" => return Some(false),
            Err(_) => return None,
        };
        let answer = promised(&subtle, "verify", &[&algorithm, &key, &signature, &signed]).await;
        answer.ok()?.as_bool()
    })
}
