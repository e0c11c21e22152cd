//! Keys of tokens, from identity documents and from keys that a site serves.
//!
//! # Source
//! 1EdTech Open Badges 3.0 §8.2.2 (`kid` as the address of a JSON Web Key); RFC 7517 §5 (key sets).

use super::{AtHand, did_web, url_of};
use crate::did::{self, Period, Unresolved};
use crate::jwt::{Found, InDid, Jwk, Keys};
use jalon_base::json::{self, Limits, Value};

impl Keys for AtHand<'_> {
    fn at(&self, kid: &str) -> Result<Found, Unresolved> {
        if let Some(site) = site_of(kid) {
            return self.served(kid, site);
        }
        let did = kid.split_once('#').map_or(kid, |(did, _)| did);
        if did::method_of(did) != Some("web") {
            let mut found = InDid.at(kid)?;
            if let Some(known) = self.trust.key(&found.controller, kid)
                && found.key == Jwk::Ed25519(known.key)
            {
                found.period = known.period;
            }
            return Ok(found);
        }
        if let Some(known) = self.trust.key(did, kid) {
            return Ok(Found {
                key: Jwk::Ed25519(known.key),
                controller: did.to_owned(),
                period: known.period,
            });
        }
        did_web::key(self.identity(did)?, did, kid)
    }

    fn of(&self, issuer: &str) -> Option<Vec<Found>> {
        if did::method_of(issuer) != Some("web") {
            return InDid.of(issuer);
        }
        let pinned = self.trust.lookup(issuer).into_iter().flat_map(|issuer| &issuer.keys);
        let mut all: Vec<Found> = pinned
            .map(|known| Found {
                key: Jwk::Ed25519(known.key),
                controller: issuer.to_owned(),
                period: known.period,
            })
            .collect();
        match self.identity(issuer).and_then(|bytes| did_web::keys(bytes, issuer)) {
            Ok(keys) => all.extend(keys),
            Err(_) if all.is_empty() => return None,
            Err(_) => {}
        }
        Some(all)
    }
}

impl AtHand<'_> {
    /// The identity document of a `did:web`, as its address gave it.
    fn identity(&self, did: &str) -> Result<&[u8], Unresolved> {
        let address = url_of(did).ok_or_else(|| Unresolved::NotADidUrl { url: did.to_owned() })?;
        self.fetched
            .get(&address)
            .map(Vec::as_slice)
            .ok_or_else(|| Unresolved::DocumentNotAtHand { did: did.to_owned() })
    }

    /// The key that a site serves at an address: alone, or in a set under that address or its fragment.
    fn served(&self, kid: &str, site: &str) -> Result<Found, Unresolved> {
        let (url, fragment) = kid.split_once('#').unwrap_or((kid, ""));
        let bytes = self.fetched.get(kid).or_else(|| self.fetched.get(url));
        let bytes = bytes.ok_or_else(|| Unresolved::DocumentNotAtHand { did: kid.to_owned() })?;
        let missing = || Unresolved::NoSuchMethod { url: kid.to_owned() };
        let document = json::parse(bytes, Limits::FOREIGN).map_err(|_| missing())?;
        let is_named = |key: &&Value| {
            let name = key.get("kid").and_then(Value::as_str);
            name == Some(kid) || !fragment.is_empty() && name == Some(fragment)
        };
        let key = match document.get("keys") {
            Some(Value::Array(keys)) => keys.iter().find(is_named).ok_or_else(missing)?,
            Some(_) => return Err(missing()),
            None => &document,
        };
        Ok(Found {
            key: Jwk::read(key).map_err(|_| missing())?,
            controller: site.to_owned(),
            period: Period::default(),
        })
    }
}

/// The site of an address: `https://host`.
fn site_of(url: &str) -> Option<&str> {
    let rest = url.strip_prefix("https://")?;
    let host = rest.split(['/', '?', '#']).next().filter(|host| !host.is_empty())?;
    url.get(.."https://".len() + host.len())
}
