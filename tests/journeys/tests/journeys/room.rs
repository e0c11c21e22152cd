//! A proctor's morning at the console, in a real browser, against a real server: from the card to the seal.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "tests are free of these rules"
)]

use jalon_attempt::event::Salt;
use jalon_attempt::room::Matter;
use jalon_attempt::seat::Act;
use jalon_base::Slug;
use jalon_journeys::hall::{Hall, PIN};
use jalon_journeys::{Browser, Key, Result, Theme, View};
use jalon_protocol::{Interaction, Response};
use jalon_server::Clock;
use jalon_server::client::Machine;
use jalon_session::event::{Deed, Refusal};
use jalon_session::wire::Wish;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;
use tokio::sync::{Mutex, MutexGuard};

/// Somebody at a place, who does what a test asks of them.
struct Sitter {
    machine: Machine,
    clock: Clock,
}

impl Sitter {
    async fn sends(&mut self) -> Result<()> {
        self.machine.send(self.clock.date()).await?;
        Ok(())
    }

    fn acts(&mut self, act: Act) -> Result<()> {
        let done = self.machine.act(act, &self.clock.now());
        done.map_err(|illegal| anyhow::anyhow!("{}", illegal.code()))?;
        Ok(())
    }

    async fn begins(&mut self, code: &str) -> Result<()> {
        self.machine.join(code, self.clock.date()).await?;
        self.acts(Act::Open { lang: "fr".to_owned() })?;
        let part = self
            .machine
            .sitting()
            .and_then(|seat| seat.state().next_part().cloned());
        self.machine.wish(Wish::Begin {
            part: part.expect("a part"),
        });
        self.sends().await?;
        let to = self.items()[0].clone();
        self.acts(Act::Go { to })?;
        self.sends().await
    }

    fn items(&self) -> Vec<jalon_protocol::ItemId> {
        let state = self.machine.sitting().expect("a sitting").state();
        let (_, paper) = state.open_part().expect("an open part");
        paper.items.iter().map(|entry| entry.item.clone()).collect()
    }

    async fn answers(&mut self, place: usize) -> Result<()> {
        let item = self.items()[place].clone();
        if self.machine.sitting().expect("a sitting").state().position() != Some(&item) {
            self.acts(Act::Go { to: item.clone() })?;
        }
        let response = match &self.machine.contents()[&item].interaction {
            Interaction::Choice { options, .. } => Response::Choice {
                chosen: vec![options[0].id.clone()],
            },
            Interaction::NumericEntry { .. } => Response::Number { value: "12".to_owned() },
            _ => Response::Text {
                value: "douze".to_owned(),
            },
        };
        let salt = Salt([7; 16]);
        self.acts(Act::Answer { item, response, salt })?;
        self.sends().await
    }
}

/// A place that gives a sign of life every second of the room, unless its cable is cut.
struct Place {
    sitter: Arc<Mutex<Sitter>>,
    cut: Arc<AtomicBool>,
}

impl Place {
    fn of(sitter: Sitter) -> Self {
        let place = Self {
            sitter: Arc::new(Mutex::new(sitter)),
            cut: Arc::new(AtomicBool::new(false)),
        };
        let (sitter, cut) = (Arc::clone(&place.sitter), Arc::clone(&place.cut));
        tokio::spawn(async move {
            loop {
                tokio::time::sleep(Duration::from_millis(500)).await;
                let mut sitter = sitter.lock().await;
                if !cut.load(Ordering::Relaxed) && sitter.sends().await.is_err() {
                    sitter.machine.client().cut();
                }
            }
        });
        place
    }

    async fn lock(&self) -> MutexGuard<'_, Sitter> {
        self.sitter.lock().await
    }
}

async fn writes(browser: &Browser, fields: [(&str, &str); 2]) -> Result<()> {
    for (field, text) in fields {
        browser.write(field, text).await?;
    }
    Ok(())
}

/// Chooses by its value in the list of the form.
async fn chooses(browser: &Browser, value: &str) -> Result<()> {
    let choose = "const list = document.querySelector('#field-choice'); list.value = arguments[0]; \
        list.dispatchEvent(new Event('change', {bubbles: true}));";
    browser.find("#field-choice").await?;
    browser.script(choose, vec![value.into()]).await?;
    Ok(())
}

/// Looks at the page as another device, until the next look.
async fn looks(browser: &Browser, view: View, name: &str) -> Result<()> {
    browser.look(view).await?;
    // Colours change over a moment.
    tokio::time::sleep(Duration::from_millis(300)).await;
    browser.show(name).await
}

/// Sends the form, and waits until it is gone.
async fn confirms(browser: &Browser) -> Result<()> {
    browser.press_at(".draft button[type=submit]").await?;
    browser
        .until("the form is done", || async { Ok(browser.count(".draft").await? == 0) })
        .await
}

#[tokio::test]
async fn a_proctors_morning() -> Result<()> {
    let (hall, machines) = Hall::open(8).await?;
    let mut machines = machines.into_iter();
    let view = View::DESKTOP;
    let browser = hall.browser(view).await?;
    browser.go(&hall.path()).await?;
    browser.see("Votre carte imprimée").await?;
    browser.show("console-door").await?;

    // A PIN that is not the card's opens nothing; then, by keyboard alone, the right one.
    writes(&browser, [("#card", &hall.cards[0].to_lowercase()), ("#pin", "000000")]).await?;
    browser.key(Key::Enter).await?;
    browser.see("Cette personne n’est pas de cette session").await?;
    let empty = "const field = document.querySelector('#pin'); field.value = ''; field.dispatchEvent(new Event('input', {bubbles: true}));";
    browser.script(empty, vec![]).await?;
    browser.write("#pin", PIN).await?;
    browser.tab_to("Entrer dans la salle").await?;
    browser.key(Key::Enter).await?;
    browser.see("first · contenu fermé").await?;
    assert_eq!(browser.count(".tile").await?, 8);

    // Two people open the content; the room opens at the time that is confirmed.
    browser.press("Ouvrir le contenu").await?;
    let codes = hall.cast.codes.clone();
    writes(&browser, [("#code-one", &codes[0]), ("#code-two", &codes[1])]).await?;
    writes(&browser, [("#second-card", &hall.cards[1]), ("#second-pin", PIN)]).await?;
    browser.show("console-unlock").await?;
    confirms(&browser).await?;
    browser.see("contenu ouvert, salle fermée").await?;
    browser.press("Ouvrir la salle").await?;
    confirms(&browser).await?;
    browser.see("salle ouverte").await?;

    // Somebody is let in, has a place and a code, and sits.
    browser.press("– c1").await?;
    browser.press("Laisser entrer").await?;
    browser.press_at(".draft button[type=submit]").await?;
    browser.see("Il manque un choix").await?;
    chooses(&browser, "card").await?;
    confirms(&browser).await?;
    browser.press("Donner un poste").await?;
    chooses(&browser, "p1").await?;
    confirms(&browser).await?;
    browser.press("Donner un code de départ").await?;
    confirms(&browser).await?;
    let told = browser.text(".told__code").await?;
    let code = told.rsplit(' ').next().unwrap_or_default().to_owned();
    assert_eq!(code.len(), 10, "{told}");
    let mut sitter = Sitter {
        machine: machines.next().expect("a machine"),
        clock: hall.clock.clone(),
    };
    sitter.begins(&code).await?;
    sitter.answers(0).await?;
    let place = Place::of(sitter);
    browser.see("Question 1 sur 10").await?;
    browser.see("1 réponse").await?;
    browser.see("Fin à").await?;

    // They call: the call is at the head of the queue and on the tile; it is right, so the question is another one.
    let item = {
        let mut sitter = place.lock().await;
        let item = sitter.items()[1].clone();
        sitter.acts(Act::Go { to: item.clone() })?;
        sitter.acts(Act::Alert {
            item: item.clone(),
            matter: Matter::Image,
        })?;
        item
    };
    browser.see("Appel depuis").await?;
    browser.show("console-call").await?;
    // On a phone the line on top says it, wherever one is.
    looks(&browser, View::PHONE, "console-call-phone").await?;
    browser.press("Un appel attend").await?;
    browser.look(view).await?;
    // The room does not close on it.
    browser.press("Refermer").await?;
    browser.press("Fermer la salle").await?;
    browser.press_at(".draft button[type=submit]").await?;
    browser.see("Un test est en cours").await?;
    browser.press("Ne rien faire").await?;
    browser.press("Fondé : remplacer la question").await?;
    browser.see("Personne n’attend").await?;
    browser
        .until("another question stands in its place", || async {
            Ok(place.lock().await.items()[1] != item)
        })
        .await?;

    // Time is given, the clock stops and runs again.
    let before = browser.text(".tile__ends").await?;
    browser.press("p1 c1").await?;
    browser.press("Donner du temps").await?;
    browser.write("#minutes", "4").await?;
    confirms(&browser).await?;
    browser
        .until("the end is later", || async {
            let now = browser.text(".tile__ends").await?;
            Ok(!now.is_empty() && now > before)
        })
        .await?;
    browser.press("Arrêter l’horloge").await?;
    chooses(&browser, "room").await?;
    confirms(&browser).await?;
    browser.see("horloge arrêtée").await?;
    browser.press("Relancer l’horloge").await?;
    browser
        .until("the clock runs", || async {
            Ok(browser.count(".tile--running").await? == 1)
        })
        .await?;

    // Silence is seen, and its end.
    place.cut.store(true, Ordering::Relaxed);
    browser
        .until("the cut is seen", || async {
            Ok(browser.count(".tile--outage").await? == 1)
        })
        .await?;
    place.cut.store(false, Ordering::Relaxed);
    browser
        .until("the cut is over", || async {
            Ok(browser.count(".tile--outage").await? == 0)
        })
        .await?;

    // Every screen, as it is looked at: languages, colours, widths.
    browser.show("console-wall").await?;
    looks(&browser, View::DESKTOP.in_theme(Theme::Dark), "console-wall-dark").await?;
    looks(&browser, View::NARROW.in_theme(Theme::Dark), "console-wall-narrow-dark").await?;
    browser.look(view).await?;
    browser.press("Lecture et langue").await?;
    browser.press("English").await?;
    browser.see("Who waits").await?;
    browser.show("console-wall-english").await?;
    browser.press("Français").await?;

    // They hand in; the others did not come, which the same person says from another console.
    place.lock().await.acts(Act::HandIn)?;
    browser.see("Compléter sa ligne").await?;
    browser.press("Compléter sa ligne").await?;
    chooses(&browser, "yes").await?;
    confirms(&browser).await?;
    let mut desk = hall.desk().await?;
    for number in 2..=8 {
        let candidate = Slug::parse(&format!("c{number}")).expect("a pseudonym");
        let why = Refusal::Absent;
        desk.act(Deed::TurnAway { candidate, why }, None, hall.clock.date())
            .await?;
    }
    browser.press("Refermer").await?;
    browser.press("Fermer la salle").await?;
    confirms(&browser).await?;
    browser.press("Sceller la session").await?;
    confirms(&browser).await?;
    browser.see("La session est scellée").await?;
    browser.find("svg.qr").await?;
    let records = String::from_utf8(desk.records().await?)?;
    let root = browser.text(".sealed .code").await?;
    let root = root.rsplit(' ').next().unwrap_or_default().to_owned();
    assert!(
        root.len() > 40 && records.contains(&root),
        "the root is the one of the seal: {root}"
    );
    browser.show("console-sealed").await?;
    // What the server refused above, as the browser logs it.
    browser.assert_no_trouble(&["status of 403", "status of 409"]).await?;
    browser.close().await
}
