//! Storage in IndexedDB with strict durability, bound by hand: the usual crates cannot ask for it.
//!
//! Keys are arrays: `events [attempt, by, seq]`, `documents [kind, id]`, `blobs [sha256]`. In the order of IndexedDB an
//! array is greater than any string, so `[attempt]` … `[attempt, []]` is every event of an attempt.

use super::{Change, Event, Fault, Journals};
use crate::ports::{Soon, member, thrown};
use js_sys::{Array, Promise, Uint8Array};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;

#[wasm_bindgen]
extern "C" {
    #[derive(Debug, Clone)]
    type Factory;
    #[wasm_bindgen(method, catch)]
    fn open(this: &Factory, name: &str, version: u32) -> Result<Request, JsValue>;

    #[derive(Debug, Clone)]
    type Request;
    #[wasm_bindgen(method, getter, catch)]
    fn result(this: &Request) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(method, getter, catch)]
    fn error(this: &Request) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(method, setter)]
    fn set_onsuccess(this: &Request, handler: &JsValue);
    #[wasm_bindgen(method, setter)]
    fn set_onerror(this: &Request, handler: &JsValue);
    #[wasm_bindgen(method, setter)]
    fn set_onupgradeneeded(this: &Request, handler: &JsValue);

    #[derive(Debug, Clone)]
    type Database;
    #[wasm_bindgen(method, js_name = createObjectStore)]
    fn create_object_store(this: &Database, name: &str);
    #[wasm_bindgen(method, catch)]
    fn transaction(this: &Database, stores: &Array, mode: &str, options: &JsValue) -> Result<Transaction, JsValue>;
    #[wasm_bindgen(method)]
    fn close(this: &Database);
    #[wasm_bindgen(method, setter)]
    fn set_onversionchange(this: &Database, handler: &JsValue);

    #[derive(Debug, Clone)]
    type Transaction;
    #[wasm_bindgen(method, catch, js_name = objectStore)]
    fn object_store(this: &Transaction, name: &str) -> Result<Store, JsValue>;
    #[wasm_bindgen(method, getter)]
    fn error(this: &Transaction) -> JsValue;
    #[wasm_bindgen(method, catch)]
    fn abort(this: &Transaction) -> Result<(), JsValue>;
    #[wasm_bindgen(method, setter)]
    fn set_oncomplete(this: &Transaction, handler: &JsValue);
    #[wasm_bindgen(method, setter)]
    fn set_onabort(this: &Transaction, handler: &JsValue);

    #[derive(Debug, Clone)]
    type Store;
    #[wasm_bindgen(method, catch)]
    fn get(this: &Store, key: &JsValue) -> Result<Request, JsValue>;
    #[wasm_bindgen(method, catch, js_name = getAll)]
    fn get_all(this: &Store, range: &JsValue) -> Result<Request, JsValue>;
    #[wasm_bindgen(method, catch, js_name = getAllKeys)]
    fn get_all_keys(this: &Store, range: &JsValue) -> Result<Request, JsValue>;
    #[wasm_bindgen(method, catch)]
    fn put(this: &Store, value: &JsValue, key: &JsValue) -> Result<Request, JsValue>;
    #[wasm_bindgen(method, catch)]
    fn delete(this: &Store, key: &JsValue) -> Result<Request, JsValue>;
    #[wasm_bindgen(method, catch)]
    fn clear(this: &Store) -> Result<Request, JsValue>;

    #[wasm_bindgen(js_namespace = IDBKeyRange, catch)]
    fn bound(lower: &JsValue, upper: &JsValue) -> Result<JsValue, JsValue>;
}

const STORES: [&str; 3] = ["events", "documents", "blobs"];

/// Storage in an IndexedDB database.
#[derive(Debug)]
pub struct IndexedDb {
    database: Database,
}

impl Drop for IndexedDb {
    fn drop(&mut self) {
        self.database.close();
    }
}

impl IndexedDb {
    /// Opens the database `name`, making it when it is not there.
    ///
    /// # Errors
    /// [`Fault::Refused`] without IndexedDB, [`Fault::Private`] in a private window that forbids it, and others.
    pub async fn open(name: &str) -> Result<Self, Fault> {
        let database = open(name, &STORES).await?;
        Ok(Self { database })
    }

    fn begin(&self, mode: &str) -> Result<Transaction, Fault> {
        begin(&self.database, &STORES, mode)
    }

    async fn batch(&self, batch: Vec<Change>) -> Result<(), Fault> {
        let transaction = self.begin("readwrite")?;
        let done = finished(&transaction);
        match self.fill(&transaction, batch).await {
            Ok(()) => JsFuture::from(done).await.map(drop).map_err(|error| fault(&error)),
            Err(refused) => {
                // An aborted transaction undoes the batch; it may have aborted by itself already.
                let _ = transaction.abort();
                let _ = JsFuture::from(done).await;
                Err(refused)
            }
        }
    }

    async fn fill(&self, transaction: &Transaction, batch: Vec<Change>) -> Result<(), Fault> {
        let store = |name| transaction.object_store(name).map_err(|error| fault(&error));
        let [events, documents, blobs] = [store("events")?, store("documents")?, store("blobs")?];
        for change in batch {
            let asked = match change {
                Change::Add(event) => {
                    let place = place(&event.attempt, &event.by, event.seq);
                    // A read first: the same event may come twice, another one in its place may not.
                    let kept = ask(events.get(&place)).await?;
                    match kept.as_string() {
                        Some(kept) if kept == event.body => continue,
                        Some(_) => {
                            return Err(Fault::Taken {
                                attempt: event.attempt,
                                by: event.by,
                                seq: event.seq,
                            });
                        }
                        None => events.put(&event.body.into(), &place),
                    }
                }
                Change::Put { kind, id, body } => documents.put(&body.into(), &words(&[&kind, &id])),
                Change::Remove { kind, id } => documents.delete(&words(&[&kind, &id])),
                Change::Keep { sha256, bytes } => blobs.put(&Uint8Array::from(bytes.as_slice()), &words(&[&sha256])),
                Change::Drop { sha256 } => blobs.delete(&words(&[&sha256])),
                Change::Forget { attempt } => events.delete(&under(&[&attempt])?),
            };
            ask(asked).await?;
        }
        Ok(())
    }

    async fn read(&self, store: &str, key: JsValue) -> Result<JsValue, Fault> {
        let transaction = self.begin("readonly")?;
        let store = transaction.object_store(store).map_err(|error| fault(&error))?;
        ask(store.get(&key)).await
    }

    async fn range(&self, store: &str, range: JsValue) -> Result<Vec<(Array, String)>, Fault> {
        let transaction = self.begin("readonly")?;
        let store = transaction.object_store(store).map_err(|error| fault(&error))?;
        let keys = Array::from(&ask(store.get_all_keys(&range)).await?);
        let values = Array::from(&ask(store.get_all(&range)).await?);
        Ok(keys
            .iter()
            .zip(values.iter())
            .map(|(key, value)| (Array::from(&key), value.as_string().unwrap_or_default()))
            .collect())
    }
}

impl Journals for IndexedDb {
    fn write(&self, batch: Vec<Change>) -> Soon<'_, Result<(), Fault>> {
        Box::pin(self.batch(batch))
    }

    fn events<'a>(&'a self, attempt: &'a str) -> Soon<'a, Result<Vec<Event>, Fault>> {
        Box::pin(async move {
            let rows = self.range("events", under(&[attempt])?).await?;
            let event = |(key, body): (Array, String)| Event {
                attempt: attempt.to_owned(),
                by: key.get(1).as_string().unwrap_or_default(),
                seq: whole(&key.get(2)),
                body,
            };
            Ok(rows.into_iter().map(event).collect())
        })
    }

    fn document<'a>(&'a self, kind: &'a str, id: &'a str) -> Soon<'a, Result<Option<String>, Fault>> {
        Box::pin(async move { Ok(self.read("documents", words(&[kind, id]).into()).await?.as_string()) })
    }

    fn documents<'a>(&'a self, kind: &'a str) -> Soon<'a, Result<Vec<(String, String)>, Fault>> {
        Box::pin(async move {
            let rows = self.range("documents", under(&[kind])?).await?;
            Ok(rows
                .into_iter()
                .map(|(key, body)| (key.get(1).as_string().unwrap_or_default(), body))
                .collect())
        })
    }

    fn blob<'a>(&'a self, sha256: &'a str) -> Soon<'a, Result<Option<Vec<u8>>, Fault>> {
        Box::pin(async move {
            let value = self.read("blobs", words(&[sha256]).into()).await?;
            Ok(value.dyn_ref::<Uint8Array>().map(Uint8Array::to_vec))
        })
    }

    fn clear(&self) -> Soon<'_, Result<(), Fault>> {
        Box::pin(async move {
            let transaction = self.begin("readwrite")?;
            let done = finished(&transaction);
            for name in STORES {
                let store = transaction.object_store(name).map_err(|error| fault(&error))?;
                ask(store.clear()).await?;
            }
            JsFuture::from(done).await.map(drop).map_err(|error| fault(&error))
        })
    }

    fn durable(&self) -> bool {
        true
    }
}

/// A small store of its own for one sort of thing, such as keys that cannot be read: `[name]` → any value.
#[derive(Debug)]
pub(crate) struct Shelf {
    database: Database,
}

impl Drop for Shelf {
    fn drop(&mut self) {
        self.database.close();
    }
}

impl Shelf {
    /// Opens the shelf `name`.
    pub(crate) async fn open(name: &str) -> Result<Self, Fault> {
        Ok(Self {
            database: open(name, &["shelf"]).await?,
        })
    }

    /// What lies at `key`, undefined when nothing does.
    pub(crate) async fn get(&self, key: &str) -> Result<JsValue, Fault> {
        let transaction = begin(&self.database, &["shelf"], "readonly")?;
        let store = transaction.object_store("shelf").map_err(|error| fault(&error))?;
        ask(store.get(&key.into())).await
    }

    /// Lays these things, all or none, durably; undefined removes.
    pub(crate) async fn put(&self, things: &[(&str, &JsValue)]) -> Result<(), Fault> {
        let transaction = begin(&self.database, &["shelf"], "readwrite")?;
        let done = finished(&transaction);
        let store = transaction.object_store("shelf").map_err(|error| fault(&error))?;
        for (key, value) in things {
            let key = (*key).into();
            ask(if value.is_undefined() {
                store.delete(&key)
            } else {
                store.put(value, &key)
            })
            .await?;
        }
        JsFuture::from(done).await.map(drop).map_err(|error| fault(&error))
    }
}

async fn open(name: &str, stores: &'static [&'static str]) -> Result<Database, Fault> {
    let factory = member(&js_sys::global(), "indexedDB").ok_or(Fault::Refused)?;
    let request = factory
        .unchecked_into::<Factory>()
        .open(name, 1)
        .map_err(|error| opening(&error))?;
    let asked = request.clone();
    let upgrade = Closure::once_into_js(move |_: JsValue| {
        if let Ok(database) = asked.result() {
            let database = database.unchecked_into::<Database>();
            stores.iter().for_each(|store| database.create_object_store(store));
        }
    });
    request.set_onupgradeneeded(&upgrade);
    let opened = settle(&request).await.map_err(|error| opening(&error))?;
    let database = opened.unchecked_into::<Database>();
    let held = database.clone();
    // Another tab that deletes everything must not wait for this one.
    database.set_onversionchange(&Closure::once_into_js(move |_: JsValue| held.close()));
    Ok(database)
}

fn begin(database: &Database, stores: &[&str], mode: &str) -> Result<Transaction, Fault> {
    let options = js_sys::Object::new();
    let _ = js_sys::Reflect::set(&options, &"durability".into(), &"strict".into());
    database
        .transaction(&words(stores), mode, &options)
        .map_err(|error| fault(&error))
}

fn words(parts: &[&str]) -> Array {
    parts.iter().map(|part| JsValue::from_str(part)).collect()
}

#[expect(clippy::cast_precision_loss, reason = "a place in a chain is at most 2^53 − 1")]
fn place(attempt: &str, by: &str, seq: u64) -> JsValue {
    let place = words(&[attempt, by]);
    place.push(&JsValue::from_f64(seq as f64));
    place.into()
}

/// The range of every key that begins with `parts`.
fn under(parts: &[&str]) -> Result<JsValue, Fault> {
    let upper = words(parts);
    upper.push(&Array::new());
    bound(&words(parts), &upper).map_err(|error| fault(&error))
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "written by `place` from a u64 under 2^53"
)]
fn whole(value: &JsValue) -> u64 {
    value.as_f64().unwrap_or_default() as u64
}

async fn ask(request: Result<Request, JsValue>) -> Result<JsValue, Fault> {
    let request = request.map_err(|error| fault(&error))?;
    settle(&request).await.map_err(|error| fault(&error))
}

async fn settle(request: &Request) -> Result<JsValue, JsValue> {
    JsFuture::from(Promise::new(&mut |resolve, reject| {
        let (done, failed) = (request.clone(), request.clone());
        let success = Closure::once_into_js(move |_: JsValue| {
            let _ = resolve.call1(&JsValue::NULL, &done.result().unwrap_or_default());
        });
        let failure = Closure::once_into_js(move |_: JsValue| {
            let _ = reject.call1(&JsValue::NULL, &failed.error().unwrap_or_default());
        });
        request.set_onsuccess(&success);
        request.set_onerror(&failure);
    }))
    .await
}

/// Settles when the transaction is over: on the disk, or undone.
fn finished(transaction: &Transaction) -> Promise {
    Promise::new(&mut |resolve, reject| {
        let aborted = transaction.clone();
        transaction.set_oncomplete(&Closure::once_into_js(move |_: JsValue| {
            let _ = resolve.call0(&JsValue::NULL);
        }));
        transaction.set_onabort(&Closure::once_into_js(move |_: JsValue| {
            let _ = reject.call1(&JsValue::NULL, &aborted.error());
        }));
    })
}

fn opening(error: &JsValue) -> Fault {
    match thrown(error).as_str() {
        "InvalidStateError" | "ReadOnlyError" => Fault::Private,
        "SecurityError" | "NotAllowedError" => Fault::Refused,
        _ => fault(error),
    }
}

fn fault(error: &JsValue) -> Fault {
    match thrown(error) {
        name if name == "QuotaExceededError" => Fault::Full,
        name if name == "InvalidStateError" || name == "AbortError" => Fault::Closed,
        name => Fault::Failed { name },
    }
}
