//! What each route is asked with.

use super::signed;
use jalon_api::path;
use jalon_api::place::{ANNOUNCING, Announcing};
use jalon_api::seat::{GIVING, Giving, JOINING, Joining, POSTING, Posting};
use jalon_api::staff::{FOLLOWING, Following, RELEASED, Released};
use jalon_attempt::Journal;
use jalon_base::Digest;
use jalon_base::id::RandomId;
use jalon_base::json::{Limits, from_slice};
use jalon_credential::SecretKey;
use jalon_server::rehearsal::Cast;
use jalon_session::event::{ACT, Act, Deed, Tried};
use jalon_session::seal::{SEAL, SessionSeal};
use jalon_session::wire::{ACK, Ack};

/// What a route is asked with: by a key, about a session.
pub fn body(route: &str, cast: &Cast, key: &SecretKey) -> Vec<u8> {
    let session = cast.order.session;
    let attempt = cast.order.roster[0].attempt;
    let nothing = Digest::of(b"");
    match route {
        path::ORDER => cast.signed.clone(),
        path::CONTENT => cast.content.clone(),
        path::RELEASE => signed(
            RELEASED,
            &Released {
                session,
                code: "code".into(),
            },
            key,
        ),
        path::ACTS => signed(
            ACT,
            &Act {
                session,
                id: RandomId::from_bytes([9; 16]),
                seen: nothing,
                deed: Deed::Close,
                note: None,
            },
            key,
        ),
        path::PLACES => signed(
            ANNOUNCING,
            &Announcing {
                session,
                tried: Tried::default(),
            },
            key,
        ),
        path::JOIN => {
            let (seat, code) = (cast.order.seats[0].clone(), "a code that serves nobody".into());
            signed(JOINING, &Joining { session, seat, code }, key)
        }
        path::EVENTS => signed(
            POSTING,
            &Posting {
                attempt,
                known: 0,
                last: None,
                instance: 1,
                proof: None,
                events: Vec::new(),
                wish: None,
                head: None,
            },
            key,
        ),
        path::JOURNAL => {
            let ack = Ack {
                attempt,
                instance: 1,
                count: 0,
                head: nothing,
            };
            let ack = from_slice(&signed(ACK, &ack, key), Limits::DOCUMENT).unwrap();
            let (journal, heads) = (Journal::of(attempt), Vec::new());
            signed(GIVING, &Giving { journal, ack, heads }, key)
        }
        path::FOLLOW => {
            let (nonce, have) = (session, Vec::new());
            signed(FOLLOWING, &Following { nonce, have }, key)
        }
        path::SEAL => {
            let seal = SessionSeal {
                session,
                order: nothing,
                room: nothing,
                entries: 0,
                attempts: Vec::new(),
                aside: nothing,
                asides: 0,
                heads: nothing,
                away: Vec::new(),
                instances: 1,
                uncertain_clock: false,
                root: nothing,
            };
            signed(SEAL, &seal, key)
        }
        _ => Vec::new(),
    }
}
