//! Showing a certificate to one person, who gave a text for it: signed here with the holder's key, good for a few minutes.

use crate::ground::Here;
use crate::holder::{self, Held};
use jalon_base::json::{self, Limits};
use jalon_base::{Timestamp, jcs};
use jalon_credential::did;
use jalon_credential::presentation::{self, Request};
use jalon_credential::proof::{ProofOptions, Purpose};
use jalon_messages::worker;
use jalon_web_kit::html;
use jalon_web_kit::ports::share::{self, Given};
use jalon_web_kit::ports::spawn;
use jalon_web_kit::ui::{self, Button, Field, Icon, act, disclosure};
use std::rc::Rc;
use yew::prelude::*;

/// For how long it may be shown, in seconds.
const LASTS: i64 = 300;

/// What [`Present`] is given.
#[derive(Clone, PartialEq, Properties)]
pub struct PresentProps {
    /// Where it stands.
    pub here: Here,
    /// Id of the certificate.
    pub id: String,
}

/// Two texts that the other person gave, and a file for them.
#[component]
pub fn Present(props: &PresentProps) -> Html {
    let (here, lang) = (props.here.clone(), props.here.lang);
    let (domain, challenge) = (use_state(String::new), use_state(String::new));
    let field = |name: &'static str, label: &'static str, value: &UseStateHandle<String>| {
        let set = value.setter();
        Field {
            name: name.into(),
            label: label.into(),
            value: (**value).clone().into(),
            oninput: Callback::from(move |text| set.set(text)),
            ..Field::default()
        }
    };
    let go = {
        let (id, domain, challenge) = (props.id.clone(), domain.clone(), challenge.clone());
        act(move || {
            let (here, id) = (here.clone(), id.clone());
            let (domain, challenge) = (domain.trim().to_owned(), challenge.trim().to_owned());
            spawn(async move {
                let signed = match holder::one(&here.ground, &id).await {
                    Ok(Some(held)) => signed(&here, Rc::new(held), &domain, &challenge).await,
                    _ => None,
                };
                let Some(signed) = signed else {
                    return ui::show(worker::present_refused(lang));
                };
                let title = worker::present_title(lang);
                match share::give("presentation.json", "application/json", &signed, title).await {
                    Given::Shared => ui::show(worker::shared(lang)),
                    Given::Downloaded => ui::show(worker::downloaded(lang)),
                    Given::Refused => ui::show(worker::share_refused(lang)),
                    Given::Dropped => {}
                }
            });
        })
    };
    let inside = html! {
        <>
            <p>{ worker::present_more(lang) }</p>
            { field("present-domain", worker::present_domain(lang), &domain).draw() }
            { field("present-challenge", worker::present_challenge(lang), &challenge).draw() }
            { Button::new(worker::present_go(lang), go).primary().icon(Icon::Send).draw() }
        </>
    };
    disclosure(worker::present_title(lang), false, inside)
}

/// The presentation; none when it is not this person's certificate, or a text is missing.
async fn signed(here: &Here, held: Rc<Held>, domain: &str, challenge: &str) -> Option<Vec<u8>> {
    if domain.is_empty() || challenge.is_empty() {
        return None;
    }
    let key = holder::secret(&here.ground).await.ok()?.holder_key();
    let created = here.ground.second();
    let options = ProofOptions {
        verification_method: did::key_method(&key.public()),
        created,
        purpose: Purpose::Authentication,
    };
    let document = json::parse(held.bytes.as_bytes(), Limits::FOREIGN).ok()?;
    let until = Timestamp::from_unix(created.unix() + LASTS)?;
    let waiting = presentation::prepare(vec![document], &[], options, Request { domain, challenge }, until).ok()?;
    let signature = key.sign(waiting.bytes());
    waiting
        .complete(signature)
        .ok()
        .map(|signed| jcs::value_to_vec(&signed))
}
