//! "I already have…": a result obtained elsewhere that dispenses from parts of a test, with its date.

use crate::ground::Here;
use crate::pages::worded;
use crate::parts::{source, titles};
use jalon_base::Timestamp;
use jalon_messages::worker;
use jalon_protocol::dispense::{NotDispensed, covered};
use jalon_protocol::{Dispensation, PartId, Protocol, Release};
use jalon_referential::{Equivalence, UnitId};
use jalon_web_kit::html;
use jalon_web_kit::ui::{Field, Sort, Tone, disclosure, notice};
use yew::prelude::*;

/// What the person says that they have: for one equivalence, a day as they write it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Claimed {
    equivalence: Option<UnitId>,
    day: String,
}

impl Claimed {
    /// What is claimed, and the parts that it dispenses from today; none as long as no day is written.
    fn judged(
        &self,
        here: &Here,
        release: &Release,
        protocol: &Protocol,
    ) -> Option<Result<(Dispensation, Vec<PartId>), NotDispensed>> {
        let claim = Dispensation {
            equivalence: self.equivalence.clone()?,
            obtained: Timestamp::parse(&format!("{}T00:00:00Z", self.day))?,
        };
        let parts = claim.parts(&release.referential, protocol, here.ground.second());
        Some(parts.map(|parts| (claim, parts)))
    }

    /// What dispenses from parts of this test today.
    pub fn holds(&self, here: &Here, release: &Release, protocol: &Protocol) -> Option<Dispensation> {
        let judged = self.judged(here, release, protocol)?.ok()?;
        Some(judged.0)
    }
}

/// What may dispense from parts of this test, one tap away; nothing where nothing does.
pub fn have_already(here: &Here, release: &Release, protocol: &Protocol, claimed: &UseStateHandle<Claimed>) -> Html {
    let each = |equivalence: &Equivalence| {
        let parts = covered(equivalence, protocol);
        (!parts.is_empty()).then(|| one(here, release, protocol, equivalence, &parts, claimed))
    };
    let all: Vec<Html> = release.referential.equivalences.iter().filter_map(each).collect();
    if all.is_empty() {
        return html! {};
    }
    let open = claimed.equivalence.is_some();
    disclosure(worker::have_already(here.lang), open, html! { <>{ all }</> })
}

fn one(
    here: &Here,
    release: &Release,
    protocol: &Protocol,
    equivalence: &Equivalence,
    parts: &[PartId],
    claimed: &UseStateHandle<Claimed>,
) -> Html {
    let lang = here.lang;
    let mine = claimed.equivalence.as_ref() == Some(&equivalence.id);
    let judged = mine.then(|| claimed.judged(here, release, protocol)).flatten();
    let (set, id) = (claimed.setter(), equivalence.id.clone());
    let field = Field {
        name: equivalence.id.as_str().to_owned().into(),
        label: worker::have_already_day(lang).into(),
        hint: Some(worker::have_already_months(lang, equivalence.months).into()),
        sort: Sort::Day,
        error: match &judged {
            Some(Err(not)) => Some(worded(lang, not.code()).into()),
            _ => None,
        },
        value: if mine {
            claimed.day.clone().into()
        } else {
            AttrValue::default()
        },
        oninput: Callback::from(move |day| {
            set.set(Claimed {
                equivalence: Some(id.clone()),
                day,
            });
        }),
        ..Field::default()
    };
    let left = match &judged {
        Some(Ok((_, dispensed))) => {
            let words = worker::have_already_left(lang, protocol.parts.len() - dispensed.len());
            notice(Tone::Ok, None, html! { <p>{ words }</p> })
        }
        _ => html! {},
    };
    html! {
        <>
            <p><strong>{ equivalence.from.say(lang.tag()) }</strong></p>
            <div><p>{ worker::have_already_skips(lang) }</p>{ titles(protocol, parts, lang) }</div>
            { field.draw() }
            <div aria-live="polite">{ left }</div>
            <p class="small muted">{ source(&equivalence.source, lang) }</p>
        </>
    }
}
