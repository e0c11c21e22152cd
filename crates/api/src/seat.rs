//! What a seat sends and is told.

use crate::problem::known;
use jalon_attempt::Journal;
use jalon_attempt::event::{Event, Payload};
use jalon_base::id::RandomId;
use jalon_base::sorted::{SortedMap, SortedSet};
use jalon_base::{Digest, Slug};
use jalon_credential::envelope::Signed;
use jalon_protocol::item::Stimulus;
use jalon_protocol::{ItemContent, ItemId, PartId, Protocol, Release};
use jalon_session::store::SeatHead;
use jalon_session::wire::{Ack, Post, Reply, Wish, acknowledged};

/// The kind of a signed [`Joining`].
pub const JOINING: &str = "seat-join";
/// The kind of a signed [`Posting`].
pub const POSTING: &str = "seat-post";
/// The kind of a signed [`Giving`].
pub const GIVING: &str = "seat-restore";

/// A seat with a permission, signed by its key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Joining {
    /// The session.
    pub session: RandomId,
    /// The place.
    pub seat: Slug,
    /// The code that the candidate was given.
    pub code: String,
}

jalon_base::document!(Joining { session, seat, code });

/// What a seat has written, signed by its key; nothing new is a sign of life.
#[derive(Debug, Clone, PartialEq)]
pub struct Posting {
    /// The attempt.
    pub attempt: RandomId,
    /// Events of the host that the seat knows.
    pub known: u64,
    /// Digest of the last of them.
    pub last: Option<Digest>,
    /// The latest server that the seat has heard.
    pub instance: u64,
    /// What that server acknowledged, as the centre signed it: without it, nobody believes that another server answers.
    pub proof: Option<Signed<Ack>>,
    /// Its events that the host has not accepted, in their order: at most [`MOST_EVENTS`](crate::MOST_EVENTS).
    pub events: Vec<Event>,
    /// What the candidate waits for.
    pub wish: Option<Asked>,
    /// The head of its chain after these events, signed: without it nothing is taken, and the seal holds it.
    pub head: Option<Signed<SeatHead>>,
}

jalon_base::document!(Posting {
    attempt,
    known,
    last: optional,
    instance,
    proof: optional,
    events: optional,
    wish: optional,
    head: optional
});

impl Posting {
    /// What a terminal has to send.
    #[must_use]
    pub fn of(post: Post) -> Self {
        let (known, last) = post.known;
        Self {
            attempt: post.attempt,
            known,
            last,
            instance: post.instance,
            proof: post.proof,
            events: post.events,
            wish: post.wish.map(Asked::of),
            head: post.head,
        }
    }

    /// What a desk is asked, from the seat of a key.
    #[must_use]
    pub fn into_post(self, key: String) -> Post {
        Post {
            attempt: self.attempt,
            key,
            known: (self.known, self.last),
            instance: self.instance,
            proof: self.proof,
            events: self.events,
            wish: self.wish.map(Asked::into_wish),
            head: self.head,
        }
    }
}

/// What a candidate waits for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Asked {
    /// A part to begin.
    Begin {
        /// The part.
        part: PartId,
    },
    /// What follows an item.
    Next {
        /// The item.
        after: ItemId,
    },
}

jalon_base::tagged!(Asked, "for" {
    Begin = "begin" { part },
    Next = "next" { after },
});

impl Asked {
    fn of(wish: Wish) -> Self {
        match wish {
            Wish::Begin { part } => Self::Begin { part },
            Wish::Next { after } => Self::Next { after },
        }
    }

    fn into_wish(self) -> Wish {
        match self {
            Self::Begin { part } => Wish::Begin { part },
            Self::Next { after } => Wish::Next { after },
        }
    }
}

/// What a seat gives back to a server that lost it, signed by its key.
#[derive(Debug, Clone, PartialEq)]
pub struct Giving {
    /// All that the seat keeps of the attempt.
    pub journal: Journal,
    /// The latest acknowledgement, as the centre signed it.
    pub ack: Signed<Ack>,
    /// What those signed of it who wrote it.
    pub heads: Vec<Signed<SeatHead>>,
}

jalon_base::document!(Giving {
    journal,
    ack,
    heads: optional
});

/// What is shown of the items that came: never of one that was not presented.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Shown {
    /// The items.
    pub items: Vec<ItemContent>,
    /// The texts that they share.
    pub stimuli: Vec<Stimulus>,
}

jalon_base::document!(Shown {
    items: optional,
    stimuli: optional
});

impl Shown {
    /// What is shown of the items that these events present.
    #[must_use]
    pub fn of(events: &[Event], release: &Release) -> Self {
        let mut items: SortedSet<ItemId> = SortedSet::new();
        for event in events {
            if let Some(Payload::Presented { items: more, .. }) = event.payload.as_deref() {
                items.extend(more.iter().cloned());
            }
            if let Some(Payload::Settled { by: Some(by), .. }) = event.payload.as_deref() {
                items.insert(by.item.clone());
            }
        }
        let items: Vec<ItemContent> = items
            .iter()
            .filter_map(|item| release.contents.get(item).cloned())
            .collect();
        let stimuli: SortedSet<Slug> = items.iter().filter_map(|item| item.stimulus.clone()).collect();
        Self {
            stimuli: stimuli
                .iter()
                .filter_map(|id| release.stimuli.get(id).cloned())
                .collect(),
            items,
        }
    }

    /// Adds the items to those that a seat has.
    pub fn add_to(self, contents: &mut SortedMap<ItemId, ItemContent>) {
        for item in self.items {
            contents.insert(item.id.clone(), item);
        }
    }
}

/// What a seat is told, once what it rests on is on the disk.
#[derive(Debug, Clone, PartialEq)]
pub enum Told {
    /// The attempt, as it is: to who joins.
    Welcome {
        /// Everything of it.
        journal: Journal,
        /// Signed by the centre.
        ack: Signed<Ack>,
        /// What others signed of it who sat there before: to be kept with it.
        heads: Vec<Signed<SeatHead>>,
        /// The rules of the test.
        protocol: Box<Protocol>,
        /// What is shown of what was presented.
        shown: Shown,
        /// Milliseconds that the open part still has, as the room's server counts them; none without a limit.
        left_ms: Option<i64>,
    },
    /// Everything was taken.
    Taken {
        /// Signed by the centre.
        ack: Signed<Ack>,
        /// What the host wrote that the seat did not know.
        news: Vec<Event>,
        /// Code of why the wish was not granted, when it was not.
        refused: Option<String>,
        /// What is shown of what was presented.
        shown: Shown,
        /// Milliseconds that the open part still has, as the room's server counts them; none without a limit.
        left_ms: Option<i64>,
    },
    /// Something was not taken; what could be judged is kept aside for a person.
    NotTaken {
        /// Signed by the centre: it acknowledges what was taken.
        ack: Signed<Ack>,
        /// What the host wrote that the seat did not know.
        news: Vec<Event>,
        /// Code of why.
        why: String,
        /// Of what was sent, what is on the disk now, counted or kept aside: it need not be sent again.
        kept: Vec<Digest>,
        /// What is shown of what was presented.
        shown: Shown,
        /// Milliseconds that the open part still has, as the room's server counts them; none without a limit.
        left_ms: Option<i64>,
    },
    /// The clock stands until a person has decided: to be sent again later.
    Hold {
        /// Signed by the centre.
        ack: Signed<Ack>,
        /// What the host wrote that the seat did not know.
        news: Vec<Event>,
        /// What is shown of what was presented.
        shown: Shown,
        /// Milliseconds that the open part still has, as the room's server counts them; none without a limit.
        left_ms: Option<i64>,
    },
    /// The server has less than the seat was told: it is to give back what it keeps.
    Behind,
}

jalon_base::tagged!(Told, "is" {
    Behind = "behind" {},
    Welcome = "welcome" { journal, ack, heads: optional, protocol, shown, left_ms: optional },
    Taken = "taken" { ack, news, refused: optional, shown, left_ms: optional },
    NotTaken = "not-taken" { ack, news, why, kept: optional, shown, left_ms: optional },
    Hold = "hold" { ack, news, shown, left_ms: optional },
});

/// What a terminal hears of what a seat was told.
#[derive(Debug, Clone, PartialEq)]
pub struct Hearing {
    /// For the terminal.
    pub reply: Reply,
    /// What it acknowledges, as the centre signed it: for the terminal too.
    pub proof: Option<Signed<Ack>>,
    /// What is shown of what was presented.
    pub shown: Shown,
    /// The rules of the test, to who joins.
    pub protocol: Option<Protocol>,
}

impl Told {
    /// The acknowledgement, as the centre signed it.
    #[must_use]
    pub const fn ack(&self) -> Option<&Signed<Ack>> {
        match self {
            Self::Welcome { ack, .. }
            | Self::Taken { ack, .. }
            | Self::NotTaken { ack, .. }
            | Self::Hold { ack, .. } => Some(ack),
            Self::Behind => None,
        }
    }

    /// What it says to a terminal, when its acknowledgement is signed by the centre and by nobody else; none otherwise.
    #[must_use]
    pub fn heard(self, centre: &str) -> Option<Hearing> {
        let proof = self.ack().cloned();
        let ack = match &proof {
            Some(signed) => Some(acknowledged(signed, centre)?),
            None => None,
        };
        let (reply, shown, protocol) = match (self, ack) {
            (Self::Behind, _) | (_, None) => (Reply::Behind, Shown::default(), None),
            (
                Self::Welcome {
                    journal,
                    heads,
                    protocol,
                    shown,
                    left_ms,
                    ..
                },
                Some(ack),
            ) => {
                let welcome = Reply::Welcome {
                    journal,
                    ack,
                    heads,
                    left_ms,
                };
                (welcome, shown, Some(*protocol))
            }
            (
                Self::Taken {
                    news,
                    refused,
                    shown,
                    left_ms,
                    ..
                },
                Some(ack),
            ) => {
                let taken = Reply::Taken {
                    ack,
                    news,
                    refused: refused.as_deref().map(known),
                    left_ms,
                };
                (taken, shown, None)
            }
            (
                Self::NotTaken {
                    news,
                    why,
                    kept,
                    shown,
                    left_ms,
                    ..
                },
                Some(ack),
            ) => {
                let not_taken = Reply::NotTaken {
                    ack,
                    news,
                    why: known(&why),
                    kept,
                    left_ms,
                };
                (not_taken, shown, None)
            }
            (
                Self::Hold {
                    news, shown, left_ms, ..
                },
                Some(ack),
            ) => (Reply::Hold { ack, news, left_ms }, shown, None),
        };
        Some(Hearing {
            reply,
            proof,
            shown,
            protocol,
        })
    }
}
