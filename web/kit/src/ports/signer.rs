//! A key of Ed25519 that the browser makes, keeps and signs with, and that no script can read.
//!
//! # Source
//! W3C Secure Curves in the Web Cryptography API; only in secure contexts, and only in browsers that have it.

use super::journals::{Fault, Shelf};
use super::{promised, subtle, thrown};
use js_sys::{Array, Uint8Array};
use wasm_bindgen::JsValue;

/// A key that signs.
#[derive(Debug, Clone)]
pub struct Signer {
    private: JsValue,
    public: [u8; 32],
}

impl Signer {
    /// The key kept under a name, made when there is none.
    ///
    /// # Errors
    /// [`Fault::Refused`] when the browser has no such keys, and others of its storage.
    pub async fn open(name: &str) -> Result<Self, Fault> {
        let shelf = Shelf::open(name).await?;
        let (private, public) = (shelf.get("private").await?, shelf.get("public").await?);
        if let (false, Some(public)) = (private.is_undefined(), bytes(&public)) {
            return Ok(Self { private, public });
        }
        let uses: Array = ["sign", "verify"].into_iter().map(JsValue::from_str).collect();
        let pair = call("generateKey", &[&"Ed25519".into(), &JsValue::FALSE, &uses]).await?;
        let of_pair = |name| super::member(&pair, name).ok_or(Fault::Refused);
        let raw = call("exportKey", &[&"raw".into(), &of_pair("publicKey")?]).await?;
        let raw: JsValue = Uint8Array::new(&raw).into();
        let private = of_pair("privateKey")?;
        let public = bytes(&raw).ok_or(Fault::Refused)?;
        shelf.put(&[("private", &private), ("public", &raw)]).await?;
        Ok(Self { private, public })
    }

    /// Forgets the key kept under a name.
    ///
    /// # Errors
    /// Those of the storage.
    pub async fn forget(name: &str) -> Result<(), Fault> {
        let none = JsValue::UNDEFINED;
        Shelf::open(name)
            .await?
            .put(&[("private", &none), ("public", &none)])
            .await
    }

    /// The public key.
    #[must_use]
    pub const fn public(&self) -> &[u8; 32] {
        &self.public
    }

    /// Signs.
    ///
    /// # Errors
    /// What the browser throws.
    pub async fn sign(&self, message: &[u8]) -> Result<[u8; 64], Fault> {
        let message: JsValue = Uint8Array::from(message).into();
        let signature = call("sign", &[&"Ed25519".into(), &self.private, &message]).await?;
        let signature = Uint8Array::new(&signature).to_vec().try_into();
        signature.map_err(|_| Fault::Refused)
    }
}

fn bytes(value: &JsValue) -> Option<[u8; 32]> {
    use wasm_bindgen::JsCast;
    value.dyn_ref::<Uint8Array>()?.to_vec().try_into().ok()
}

/// Calls a function of `crypto.subtle`: a browser without it, or without this kind of keys, refuses.
async fn call(function: &str, arguments: &[&JsValue]) -> Result<JsValue, Fault> {
    let subtle = subtle().ok_or(Fault::Refused)?;
    let failed = |error: JsValue| match thrown(&error).as_str() {
        "NotSupportedError" => Fault::Refused,
        _ if error.is_undefined() => Fault::Refused,
        name => Fault::Failed { name: name.to_owned() },
    };
    promised(&subtle, function, arguments).await.map_err(failed)
}
