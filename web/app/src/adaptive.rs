//! What a test asks of measurement: nothing where its items are drawn; a part of its own where they are chosen one by one.

use crate::pages::outcome::{Scored, placed};
use jalon_attempt::{Guide, Linear};
use jalon_base::id::RandomId;
use jalon_messages::Lang;
use jalon_protocol::outcome::ClaimOutcome;
use jalon_protocol::plan::Paper;
use jalon_protocol::{Protocol, Release};
use jalon_scoring::Keys;
use jalon_scoring::adaptive::{Adaptive, NoScale, Places, Scales, Tests};
use jalon_scoring::keys::BadKey;
use std::rc::Rc;
use yew::Html;

/// Chooses the next items of one test and says where its claims stand.
pub trait Measuring {
    /// The guide of an attempt.
    fn guide<'a>(&'a self, release: &'a Release, attempt: &'a RandomId) -> Box<dyn Guide + 'a>;
    /// Where claims stand.
    fn places(&self) -> &dyn Places;
    /// The keys of a paper.
    ///
    /// # Errors
    /// As [`Keys::of`].
    fn keys(&self, release: &Release, protocol: &Protocol, paper: &Paper) -> Result<Keys, BadKey>;
    /// How a claim that stands on a scale is shown: as a line with its band, and as a line of the table of numbers.
    fn placed(&self, scored: &Scored, claim: &ClaimOutcome, name: &str, lang: Lang) -> Option<(Html, Html)>;
    /// The advice to work on a claim that stands on a scale.
    fn advice(&self, scored: &Scored, claim: &ClaimOutcome, name: &str, lang: Lang) -> Option<String>;
    /// That the test stopped earlier than planned, where it did.
    fn ended(&self, _: &Scored, _: Lang) -> Html {
        Html::default()
    }
    /// How near a decision on a cut is, and the errors of such decisions.
    fn decided(&self, scored: &Scored, lang: Lang) -> Html;
    /// What the parameters are worth, and why each question was asked.
    fn why(&self, scored: &Scored, lang: Lang) -> Html;
}

/// Of a test whose items are drawn.
pub struct Drawn;

impl Measuring for Drawn {
    fn guide<'a>(&'a self, _: &'a Release, _: &'a RandomId) -> Box<dyn Guide + 'a> {
        Box::new(Linear)
    }

    fn places(&self) -> &dyn Places {
        &NoScale
    }

    fn keys(&self, release: &Release, _: &Protocol, paper: &Paper) -> Result<Keys, BadKey> {
        Keys::of_choices(release, paper)
    }

    fn placed(&self, _: &Scored, _: &ClaimOutcome, _: &str, _: Lang) -> Option<(Html, Html)> {
        None
    }

    fn advice(&self, _: &Scored, _: &ClaimOutcome, _: &str, _: Lang) -> Option<String> {
        None
    }

    fn decided(&self, _: &Scored, _: Lang) -> Html {
        Html::default()
    }

    fn why(&self, _: &Scored, _: Lang) -> Html {
        Html::default()
    }
}

struct OneByOne(Tests);

impl Measuring for OneByOne {
    fn guide<'a>(&'a self, release: &'a Release, attempt: &'a RandomId) -> Box<dyn Guide + 'a> {
        Box::new(Adaptive::new(&self.0, &release.contents, attempt))
    }

    fn places(&self) -> &dyn Places {
        &Scales
    }

    fn keys(&self, release: &Release, protocol: &Protocol, paper: &Paper) -> Result<Keys, BadKey> {
        Keys::of(release, protocol, paper)
    }

    fn placed(&self, scored: &Scored, claim: &ClaimOutcome, name: &str, lang: Lang) -> Option<(Html, Html)> {
        if claim.ladder.is_some() {
            return placed::climbed(claim, name, lang);
        }
        let row = placed::placed(scored, claim, name, lang)?;
        Some((row, placed::placed_number(claim, name, lang)))
    }

    fn advice(&self, scored: &Scored, claim: &ClaimOutcome, name: &str, lang: Lang) -> Option<String> {
        placed::placed_advice(scored, claim, name, lang)
    }

    fn ended(&self, scored: &Scored, lang: Lang) -> Html {
        placed::ended(scored, lang)
    }

    fn decided(&self, scored: &Scored, lang: Lang) -> Html {
        placed::decided(scored, lang)
    }

    fn why(&self, scored: &Scored, lang: Lang) -> Html {
        placed::placed_why(scored, lang)
    }
}

/// Of a test with adaptive sections.
///
/// # Errors
/// The code of what its items lack.
pub fn one_by_one(release: &Release, protocol: &Protocol) -> Result<Rc<dyn Measuring>, &'static str> {
    match Tests::of(release, protocol) {
        Ok(tests) => Ok(Rc::new(OneByOne(tests))),
        Err(cannot) => Err(cannot.code()),
    }
}
