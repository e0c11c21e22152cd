//! Where the holder's 128-bit secret lies: wrapped by an AES-GCM key that no script can read.
//!
//! The wrapping key is a non-extractable WebCrypto key kept in IndexedDB beside the wrapped secret. It does not protect
//! against a script of this page; it keeps the secret out of files, copies of a profile's text and the eyes of a passer-by.

use super::journals::{Fault, Shelf};
use super::{Soon, thrown};
use js_sys::{Array, Object, Reflect, Uint8Array};
use std::cell::Cell;
use wasm_bindgen::prelude::*;

/// 128 bits from which the holder's keys are derived.
pub type Secret = [u8; 16];

/// Where a secret lies.
pub trait Vault {
    /// The secret, or none when there has never been one.
    fn open(&self) -> Soon<'_, Result<Option<Secret>, Fault>>;
    /// Lays a secret in place of any other.
    fn lay(&self, secret: Secret) -> Soon<'_, Result<(), Fault>>;
    /// Destroys the secret and its wrapping key.
    fn erase(&self) -> Soon<'_, Result<(), Fault>>;
}

/// A vault that dies with the page.
#[derive(Debug, Default)]
pub struct MemoryVault(Cell<Option<Secret>>);

impl Vault for MemoryVault {
    fn open(&self) -> Soon<'_, Result<Option<Secret>, Fault>> {
        Box::pin(std::future::ready(Ok(self.0.get())))
    }

    fn lay(&self, secret: Secret) -> Soon<'_, Result<(), Fault>> {
        self.0.set(Some(secret));
        Box::pin(std::future::ready(Ok(())))
    }

    fn erase(&self) -> Soon<'_, Result<(), Fault>> {
        self.0.set(None);
        Box::pin(std::future::ready(Ok(())))
    }
}

/// WebCrypto and IndexedDB.
#[derive(Debug, Clone)]
pub struct BrowserVault {
    name: String,
}

impl BrowserVault {
    /// The vault in the database `name`.
    #[must_use]
    pub fn new(name: &str) -> Self {
        Self { name: name.to_owned() }
    }
}

impl Vault for BrowserVault {
    fn open(&self) -> Soon<'_, Result<Option<Secret>, Fault>> {
        Box::pin(async move {
            let shelf = Shelf::open(&self.name).await?;
            let [key, nonce, wrapped] = [
                shelf.get("key").await?,
                shelf.get("nonce").await?,
                shelf.get("wrapped").await?,
            ];
            if key.is_undefined() || wrapped.is_undefined() {
                return Ok(None);
            }
            let opened = call("decrypt", &[&gcm(&nonce), &key, &wrapped]).await?;
            let secret = Uint8Array::new(&opened).to_vec().try_into();
            secret.map(Some).map_err(|_| Fault::Failed {
                name: "DataError".to_owned(),
            })
        })
    }

    fn lay(&self, secret: Secret) -> Soon<'_, Result<(), Fault>> {
        Box::pin(async move {
            let uses: Array = ["encrypt", "decrypt"].into_iter().map(JsValue::from_str).collect();
            let algorithm = Object::new();
            let _ = Reflect::set(&algorithm, &"name".into(), &"AES-GCM".into());
            let _ = Reflect::set(&algorithm, &"length".into(), &256.into());
            let key = call("generateKey", &[&algorithm, &JsValue::FALSE, &uses]).await?;
            let nonce: JsValue = Uint8Array::from(nonce()?.as_slice()).into();
            let wrapped = call("encrypt", &[&gcm(&nonce), &key, &Uint8Array::from(secret.as_slice())]).await?;
            Shelf::open(&self.name)
                .await?
                .put(&[("key", &key), ("nonce", &nonce), ("wrapped", &wrapped)])
                .await
        })
    }

    fn erase(&self) -> Soon<'_, Result<(), Fault>> {
        Box::pin(async move {
            let none = JsValue::UNDEFINED;
            Shelf::open(&self.name)
                .await?
                .put(&[("key", &none), ("nonce", &none), ("wrapped", &none)])
                .await
        })
    }
}

fn nonce() -> Result<[u8; 12], Fault> {
    let mut nonce = [0; 12];
    let crypto = web_sys::window()
        .and_then(|window| window.crypto().ok())
        .ok_or(Fault::Refused)?;
    crypto
        .get_random_values_with_u8_array(&mut nonce)
        .map_err(|_| Fault::Refused)?;
    Ok(nonce)
}

fn gcm(nonce: &JsValue) -> JsValue {
    let algorithm = Object::new();
    let _ = Reflect::set(&algorithm, &"name".into(), &"AES-GCM".into());
    let _ = Reflect::set(&algorithm, &"iv".into(), nonce);
    algorithm.into()
}

/// Calls a function of `crypto.subtle`, which is absent outside secure contexts.
async fn call(function: &str, arguments: &[&JsValue]) -> Result<JsValue, Fault> {
    let subtle = super::subtle().ok_or(Fault::Refused)?;
    let failed = |error: JsValue| match error.is_undefined() {
        true => Fault::Refused,
        false => Fault::Failed { name: thrown(&error) },
    };
    super::promised(&subtle, function, arguments).await.map_err(failed)
}
