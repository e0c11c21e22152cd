//! What seats sign of their chains: whoever keeps such a chain cannot write again unseen what comes before a head. What came after the last
//! one that is kept can be cut off.

use crate::desk::covered;
use crate::store::{SEAT_HEAD, SeatHead};
use crate::wire::{Ack, Post};
use jalon_attempt::event::{By, Payload};
use jalon_attempt::room::Lease;
use jalon_attempt::{Host, Journal};
use jalon_base::Digest;
use jalon_base::id::RandomId;
use jalon_base::sorted::SortedMap;
use jalon_credential::envelope::Signed;

/// What was written under one lease.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Written {
    /// The lease's epoch; 0 for what was written under none.
    pub epoch: u64,
    /// DID of the key that had the lease; nobody's when there was none.
    pub key: String,
    /// The last event.
    pub last: Digest,
}

/// The epoch of the lease that somebody knew who had seen an event of the host last; 0 when it was none.
#[must_use]
pub(crate) fn epoch_at(journal: &Journal, seen: Option<Digest>) -> u64 {
    let mut epoch = 0;
    for event in journal.events.iter().filter(|event| event.header.by == By::Host) {
        if let Some(Payload::Leased { lease }) = event.payload.as_deref() {
            epoch = lease.epoch;
        }
        if event.header.digest().ok() == seen {
            return epoch;
        }
    }
    0
}

/// What was written under each lease of an attempt, in the order of the leases; a lease under which nothing was written is not there.
#[must_use]
pub fn written(journal: &Journal) -> Vec<Written> {
    let mut leases: Vec<&Lease> = Vec::new();
    let mut at: SortedMap<Digest, usize> = SortedMap::new();
    for event in journal.events.iter().filter(|event| event.header.by == By::Host) {
        if let Some(Payload::Leased { lease }) = event.payload.as_deref() {
            leases.push(lease);
        }
        at.extend(event.header.digest().map(|digest| (digest, leases.len())));
    }
    let mut written: Vec<Written> = Vec::new();
    for event in journal.events.iter().filter(|event| event.header.by == By::Seat) {
        let Ok(last) = event.header.digest() else { continue };
        let lease = event.header.seen.and_then(|seen| at.get(&seen)?.checked_sub(1));
        let lease = lease.and_then(|place| leases.get(place));
        let (epoch, key) = lease.map_or((0, ""), |lease| (lease.epoch, &lease.key));
        match written.iter_mut().find(|written| written.epoch == epoch) {
            Some(known) => known.last = last,
            None => written.push(Written {
                epoch,
                key: key.to_owned(),
                last,
            }),
        }
    }
    written
}

/// A head that one key signed, alone, with the key.
#[must_use]
pub fn open(head: &Signed<SeatHead>) -> Option<(SeatHead, String)> {
    let verified = head.clone().verify(SEAT_HEAD).ok()?;
    match verified.signers.as_slice() {
        [signer] => Some((verified.body, signer.by.clone())),
        _ => None,
    }
}

/// The head of what a seat sends: its own, of this attempt, over the last event that it sends.
pub(crate) fn of_post(post: &Post) -> Option<SeatHead> {
    let (head, key) = open(post.head.as_ref()?)?;
    let last = post.events.last()?.header.digest().ok()?;
    (key == post.key && head.attempt == post.attempt && head.head == last).then_some(head)
}

/// Whether what a seat sends was written under the lease that it names: events of an older one are judged as such, none passes for one.
pub(crate) fn fits(host: &Host, head: &SeatHead, post: &Post) -> bool {
    let Some(lease) = host.state().lease() else {
        return false;
    };
    if head.epoch == lease.epoch {
        return true;
    }
    let events = host.journal().events.iter().rev();
    let mut leased = events.filter(|event| matches!(event.payload.as_deref(), Some(Payload::Leased { .. })));
    let since = leased.next().and_then(|event| usize::try_from(event.header.seq).ok());
    let under = |seen: Option<Digest>| {
        let place = host.host_digests().iter().position(|digest| Some(*digest) == seen);
        place >= since
    };
    head.epoch < lease.epoch && !post.events.iter().any(|event| under(event.header.seen))
}

/// The heads of an attempt that are worth keeping to give them back: the latest of each epoch.
pub(crate) type Latest = SortedMap<u64, Signed<SeatHead>>;

/// What is to be signed with a key when an attempt is given back: the end of everything that was acknowledged and written with it.
pub(crate) fn to_give_back(journal: &Journal, ack: &Ack, key: &str) -> Vec<SeatHead> {
    let Some(journal) = covered(journal, ack) else {
        return Vec::new();
    };
    let own = written(&journal).into_iter().filter(|written| written.key == key);
    own.map(|written| SeatHead {
        attempt: journal.attempt,
        epoch: written.epoch,
        head: written.last,
    })
    .collect()
}

/// Of heads that were given back, those that end something of an attempt, with their epochs.
pub(crate) fn that_end(
    journal: &Journal,
    heads: Vec<Signed<SeatHead>>,
) -> impl Iterator<Item = (u64, Signed<SeatHead>)> {
    let (attempt, written) = (journal.attempt, written(journal));
    heads.into_iter().filter_map(move |head| {
        let (body, key) = open(&head)?;
        let ends = |known: &Written| known.epoch == body.epoch && known.key == key && known.last == body.head;
        (body.attempt == attempt && written.iter().any(ends)).then_some((body.epoch, head))
    })
}

/// Heads as they are kept: of which attempt and epoch they say they are, in the order in which they came.
#[derive(Debug, Clone, Default)]
pub(crate) struct Kept {
    pub(crate) heads: Vec<(RandomId, u64, Signed<SeatHead>)>,
    /// Events that were kept aside, each with the one before it.
    pub(crate) asides: SortedMap<Digest, Option<Digest>>,
}

impl Kept {
    /// Whether the key of a lease signed the end of what was written under it: that event, or one that was kept aside and follows it.
    pub(crate) fn ends(&self, attempt: &RandomId, written: &Written) -> bool {
        let of = |(of, epoch, _): &&(RandomId, u64, _)| of == attempt && *epoch == written.epoch;
        self.heads.iter().rev().filter(of).any(|(_, _, head)| {
            open(head).is_some_and(|(body, key)| {
                let own = key == written.key && body.attempt == *attempt && body.epoch == written.epoch;
                own && self.follows(body.head, written.last)
            })
        })
    }

    fn follows(&self, head: Digest, last: Digest) -> bool {
        let mut at = Some(head);
        while let Some(here) = at {
            if here == last {
                return true;
            }
            at = self.asides.get(&here).copied().flatten();
        }
        false
    }

    /// Digest of all of them, in their order.
    pub(crate) fn digest(&self) -> Option<Digest> {
        let digests: Option<Vec<Digest>> = self
            .heads
            .iter()
            .map(|(_, _, head)| Digest::of_canonical(head).ok())
            .collect();
        let digests = digests?;
        let bytes: Vec<&[u8]> = digests.iter().map(|digest| digest.as_bytes().as_slice()).collect();
        Some(Digest::in_domain("jalon/seat-heads@1", &bytes))
    }
}
