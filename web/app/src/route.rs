//! What each address means.

use jalon_base::id::RandomId;

/// Where files are checked: printed on certificates, and in the links of their codes.
pub const VERIFY_PATH: &str = "/v";

/// A place of the application.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Route {
    /// `/`: which trade?
    Home,
    /// `/t/<release>`: the first test of a release, at once.
    Begin(String),
    /// `/t/<release>/tests`: all its tests.
    Tests(String),
    /// `/t/<release>/<protocol>`: one test, before it starts.
    Test(String, String),
    /// `/a/<attempt>`: a question.
    Attempt(RandomId, Leaf),
    /// `/musette`: what the person has.
    Satchel,
    /// `/musette/<certificate>`: one proof.
    Proof(String),
    /// `/v`: check a file.
    Verify,
    /// `/abri`: the recovery sheet, and coming back.
    Refuge,
    /// `/reglages`: how to read.
    Settings,
    /// `/reglages/besoins`: how to sit tests.
    Needs,
    /// `/a-propos`: what this is.
    About,
    /// `/pros`: for those who do not take tests.
    Pros,
    /// No such place.
    Nowhere,
}

/// Where one is in an attempt.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Leaf {
    /// A question.
    Question,
    /// All answers, before handing in.
    Review,
    /// The result.
    Outcome,
}

impl Route {
    /// The place of an address.
    #[must_use]
    pub fn parse(path: &str) -> Self {
        let parts: Vec<&str> = path.split('/').filter(|part| !part.is_empty()).collect();
        let attempt = |id: &str, leaf| RandomId::parse(id).map_or(Self::Nowhere, |id| Self::Attempt(id, leaf));
        match parts.as_slice() {
            [] => Self::Home,
            ["t", release] => Self::Begin((*release).to_owned()),
            ["t", release, "tests"] => Self::Tests((*release).to_owned()),
            ["t", release, protocol] => Self::Test((*release).to_owned(), (*protocol).to_owned()),
            ["a", id] => attempt(id, Leaf::Question),
            ["a", id, "relire"] => attempt(id, Leaf::Review),
            ["a", id, "resultat"] => attempt(id, Leaf::Outcome),
            ["musette"] => Self::Satchel,
            ["musette", id] => Self::Proof((*id).to_owned()),
            ["v"] => Self::Verify,
            ["abri"] => Self::Refuge,
            ["reglages"] => Self::Settings,
            ["reglages", "besoins"] => Self::Needs,
            ["a-propos"] => Self::About,
            ["pros"] => Self::Pros,
            _ => Self::Nowhere,
        }
    }

    /// The address of a place; an unknown place leads home.
    #[must_use]
    pub fn path(&self) -> String {
        match self {
            Self::Home | Self::Nowhere => "/".to_owned(),
            Self::Begin(release) => format!("/t/{release}"),
            Self::Tests(release) => format!("/t/{release}/tests"),
            Self::Test(release, protocol) => format!("/t/{release}/{protocol}"),
            Self::Attempt(id, Leaf::Question) => format!("/a/{id}"),
            Self::Attempt(id, Leaf::Review) => format!("/a/{id}/relire"),
            Self::Attempt(id, Leaf::Outcome) => format!("/a/{id}/resultat"),
            Self::Satchel => "/musette".to_owned(),
            Self::Proof(id) => format!("/musette/{id}"),
            Self::Verify => VERIFY_PATH.to_owned(),
            Self::Refuge => "/abri".to_owned(),
            Self::Settings => "/reglages".to_owned(),
            Self::Needs => "/reglages/besoins".to_owned(),
            Self::About => "/a-propos".to_owned(),
            Self::Pros => "/pros".to_owned(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_come_back() {
        let id = RandomId::from_bytes([7; 16]);
        let paths = [
            "/",
            "/t/vtc",
            "/t/vtc/tests",
            "/t/vtc/decouverte",
            "/musette",
            "/musette/x",
            VERIFY_PATH,
            "/abri",
            "/reglages",
            "/reglages/besoins",
            "/pros",
        ];
        let ours = [
            format!("/a/{id}"),
            format!("/a/{id}/relire"),
            format!("/a/{id}/resultat"),
        ];
        for path in paths.into_iter().chain(ours.iter().map(String::as_str)) {
            assert_eq!(Route::parse(path).path(), path);
        }
        assert_eq!(Route::parse("/a/pas-un-id"), Route::Nowhere);
        assert_eq!(Route::parse("/t/"), Route::Nowhere);
    }
}
