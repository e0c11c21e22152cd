//! Paths of the server, as it routes them and as a client writes them.

use jalon_base::id::RandomId;

/// A path, with the braces that the server routes by.
pub type Route = &'static str;

/// Whether the server lives.
pub const HEALTH: Route = "/api/v1/health";
/// `PUT`: the signed order of a session.
pub const ORDER: Route = "/api/v1/sessions/{session}/order";
/// `PUT`: its sealed content.
pub const CONTENT: Route = "/api/v1/sessions/{session}/content";
/// `PUT`: the certifier's online release of the content.
pub const RELEASE: Route = "/api/v1/sessions/{session}/release";
/// `POST`: a question to sign; then the signed answer to it.
pub const QUESTION: Route = "/api/v1/sessions/{session}/question";
/// `POST`: the signed answer to a question, for a pass.
pub const PASS: Route = "/api/v1/sessions/{session}/pass";
/// `GET`: where the session is.
pub const STATUS: Route = "/api/v1/sessions/{session}/status";
/// `POST`: a signed act.
pub const ACTS: Route = "/api/v1/sessions/{session}/acts";
/// `GET`: the room at a glance.
pub const WALL: Route = "/api/v1/sessions/{session}/wall";
/// `GET`: the room at a glance, again whenever it changes.
pub const WATCH: Route = "/api/v1/sessions/{session}/watch";
/// `GET`: the seal that a proctor signs; `POST`: the seal, signed.
pub const SEAL: Route = "/api/v1/sessions/{session}/seal";
/// `GET`: everything that is kept of a sealed session.
pub const RECORDS: Route = "/api/v1/sessions/{session}/records";
/// `GET`: who did or tried what at this server.
pub const AUDIT: Route = "/api/v1/sessions/{session}/audit";
/// `POST`: a machine that is there, to be prepared; `GET`: those that wait.
pub const PLACES: Route = "/api/v1/sessions/{session}/places";
/// `POST`: a seat with a permission.
pub const JOIN: Route = "/api/v1/sessions/{session}/join";
/// `POST`: what a seat has written.
pub const EVENTS: Route = "/api/v1/attempts/{attempt}/events";
/// `POST`: what a seat gives back to a server that lost it.
pub const JOURNAL: Route = "/api/v1/attempts/{attempt}/journal";

/// `GET`: a question for who follows; `POST`: the answer to it, signed by the centre's own key: all that is kept, and then what comes.
pub const FOLLOW: Route = "/api/v1/follow";

/// All of them with their methods: what the matrix of access goes through.
pub const ALL: &[(&str, Route)] = &[
    ("GET", HEALTH),
    ("PUT", ORDER),
    ("PUT", CONTENT),
    ("PUT", RELEASE),
    ("POST", QUESTION),
    ("POST", PASS),
    ("GET", STATUS),
    ("POST", ACTS),
    ("GET", WALL),
    ("GET", WATCH),
    ("GET", SEAL),
    ("POST", SEAL),
    ("GET", RECORDS),
    ("GET", AUDIT),
    ("POST", PLACES),
    ("GET", PLACES),
    ("POST", JOIN),
    ("POST", EVENTS),
    ("POST", JOURNAL),
    ("GET", FOLLOW),
    ("POST", FOLLOW),
];

/// A path with its session or attempt.
#[must_use]
pub fn of(route: Route, id: &RandomId) -> String {
    let id = id.to_string();
    route.replace("{session}", &id).replace("{attempt}", &id)
}
