//! Somebody sits an examination in a real browser: from the tests of the place to the receipt, through a cut, a kill and a call.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "tests are free of these rules"
)]

use jalon_attempt::Payload;
use jalon_attempt::event::By;
use jalon_base::Slug;
use jalon_base::id::RandomId;
use jalon_base::json::{Limits, from_slice};
use jalon_journeys::hall::{Hall, PIN};
use jalon_journeys::{Browser, Key, Result, Theme, View};
use jalon_server::client::Desk;
use jalon_session::event::{Deed, IdentityDocument, Refusal, Report};
use jalon_session::order::code_digest;
use jalon_session::place::receipt;
use jalon_session::store::Record;
use jalon_session::wire::Ack;

/// The code that the candidate is given.
const CODE: &str = "abcdefgh23";

fn slug(text: &str) -> Slug {
    Slug::parse(text).expect("a name")
}

/// Does something at the console in Rust.
async fn does(hall: &Hall, desk: &mut Desk, deed: Deed) -> Result<()> {
    desk.act(deed, None, hall.clock.date()).await?;
    Ok(())
}

/// Chooses an answer by the keyboard alone, and waits until the room has it.
async fn answers(browser: &Browser, place: usize) -> Result<()> {
    let chosen =
        "const cards = document.querySelectorAll('.choice__input'); cards[arguments[0]].focus(); return cards.length;";
    browser.script(chosen, vec![place.into()]).await?;
    browser.key(Key::Space).await?;
    browser
        .until("the answer is chosen", || async {
            Ok(browser.count(".choice--chosen").await? == 1)
        })
        .await
}

#[tokio::test]
async fn somebody_sits_an_examination() -> Result<()> {
    let (hall, _machines) = Hall::open(8).await?;
    let (session, view) = (hall.cast.order.session, View::DESKTOP);
    let path = format!("/poste/{session}");
    let mut browser = hall.browser(view).await?;

    // The tests of the place, and its code.
    browser.go(&path).await?;
    browser.see("Préparer ce poste").await?;
    browser.see("Il reste des essais").await?;
    browser.press("Jouer un son").await?;
    browser.press("J’ai entendu le son").await?;
    browser.write("#field-keyboard", "jalon 7").await?;
    browser.see("Tous les essais sont bons").await?;
    browser.show("seat-ready").await?;
    let code = browser.text("#place-code").await?;

    // At the console, whoever reads that code says which place it is; nobody else's word makes a place.
    browser.go(&hall.path()).await?;
    browser.write("#card", &hall.cards[0].to_lowercase()).await?;
    browser.write("#pin", PIN).await?;
    browser.press("Entrer dans la salle").await?;
    browser.see("Postes qui s’annoncent").await?;
    browser.see(&code).await?;
    browser.press("Dire quel poste c’est").await?;
    let choose = "const list = document.querySelector('#field-choice'); list.value = 'p1'; list.dispatchEvent(new Event('change', {bubbles: true}));";
    browser.find("#field-choice").await?;
    browser.script(choose, vec![]).await?;
    browser.show("console-machines").await?;
    browser.press_at(".draft button[type=submit]").await?;
    browser
        .until("the machine waits no more", || async {
            Ok(browser.count(".machines").await? == 0)
        })
        .await?;

    // The room opens; somebody is let in, has the place and a code.
    let mut desk = hall.desk().await?;
    let date = hall.cast.order.window.opens;
    let codes = hall.cast.codes.clone();
    desk.act(Deed::Unlock { codes }, Some(&hall.second()?), hall.clock.date())
        .await?;
    does(&hall, &mut desk, Deed::Open { date }).await?;
    let (candidate, document) = (slug("c1"), IdentityDocument::Card);
    let check_in = Deed::CheckIn {
        candidate: candidate.clone(),
        document,
    };
    does(&hall, &mut desk, check_in).await?;
    let seat = Deed::Seat {
        candidate: candidate.clone(),
        seat: slug("p1"),
    };
    does(&hall, &mut desk, seat).await?;
    let digest = code_digest(&session, CODE);
    let permit = Deed::Permit {
        candidate: candidate.clone(),
        code: digest,
    };
    does(&hall, &mut desk, permit).await?;

    // The page of the place is loaded again: the same key, so the same place; a code that does not serve, then the right one.
    browser.go(&path).await?;
    browser.see("Poste p1").await?;
    answers(&browser, 1).await?;
    browser.see("Cette question ne compte pas").await?;
    browser.write("#field-start", "aaaa bbbb cc").await?;
    browser.press("Commencer").await?;
    browser.see("Ce code ne sert pas ici").await?;
    browser.show("seat-start").await?;
    let empty = "const field = document.querySelector('#field-start'); field.value = ''; field.dispatchEvent(new Event('input', {bubbles: true}));";
    browser.script(empty, vec![]).await?;
    browser.write("#field-start", "ABCDE-FGH23").await?;
    browser.key(Key::Enter).await?;
    browser.press("Commencer cette partie").await?;
    browser.see("Question 1 sur 10").await?;

    // By keyboard alone: an answer is kept, sent, received.
    answers(&browser, 0).await?;
    browser.see("Reçu par la salle").await?;
    browser.show("seat-question").await?;
    for (view, name) in [
        (View::NARROW.in_theme(Theme::Dark), "seat-question-narrow-dark"),
        (View::DESKTOP.in_theme(Theme::Dark), "seat-question-dark"),
    ] {
        browser.look(view).await?;
        browser.show(name).await?;
    }
    browser.look(view).await?;
    browser.tab_to("Question suivante").await?;
    browser.key(Key::Enter).await?;
    browser.see("Question 2 sur 10").await?;

    // The network is cut: one goes on, everything is kept here; then the browser is killed, and all of it is there again.
    browser.offline(true).await?;
    answers(&browser, 1).await?;
    browser
        .see("Réseau coupé : vos réponses sont gardées sur ce poste")
        .await?;
    browser.show("seat-cut").await?;
    let profile = browser.kill().await?;
    browser = hall.browser_of(view, profile).await?;
    browser.go(&path).await?;
    browser.see("Question 2 sur 10").await?;
    assert_eq!(
        browser.count(".choice--chosen").await?,
        1,
        "the answer that nobody had received"
    );
    browser.see("Reçu par la salle").await?;

    // The proctor is called about it, and settles it: another question stands in its place.
    browser.press("Appeler le surveillant").await?;
    browser.see("Le surveillant vient vous voir").await?;
    browser.show("seat-call").await?;
    browser.press("Appeler").await?;
    browser.see("Le surveillant est appelé").await?;
    let mut needs = Vec::new();
    for _ in 0..100 {
        needs = desk.wall().await?.queue;
        if !needs.is_empty() {
            break;
        }
        tokio::time::sleep(std::time::Duration::from_millis(100)).await;
    }
    let incident = needs.first().expect("a call").incident;
    does(
        &hall,
        &mut desk,
        Deed::Settle {
            incident,
            upheld: false,
        },
    )
    .await?;
    browser
        .until("the question is open again", || async {
            Ok(browser.count(".choice__input:disabled").await? == 0 && browser.count(".notice--attention").await? == 0)
        })
        .await?;

    // In English, the rest of it, and the receipt.
    browser.press("Lecture et langue").await?;
    browser.press("English").await?;
    browser.see("Question 2 of 10").await?;
    browser.press("See all questions").await?;
    browser.press("Hand in").await?;
    browser.see("Hand in this part?").await?;
    browser.press_at("dialog[open] .button--primary").await?;
    browser.see("Your receipt").await?;
    browser.show("seat-receipt").await?;
    let copied = browser.text("#receipt-code").await?;

    // The session is closed and sealed; the receipt is that of the sealed records, and the place keeps nothing of it.
    let report = Report {
        signed: true,
        finished: true,
    };
    does(&hall, &mut desk, Deed::Report { candidate, report }).await?;
    for number in 2..=8 {
        let candidate = slug(&format!("c{number}"));
        let why = Refusal::Absent;
        does(&hall, &mut desk, Deed::TurnAway { candidate, why }).await?;
    }
    does(&hall, &mut desk, Deed::Close).await?;
    desk.seal(hall.clock.date()).await?;
    browser.see("This place keeps nothing of it").await?;
    let records = desk.records().await?;
    assert_eq!(receipt_of(&records, &hall.cast.order.roster[0].attempt)?, copied);
    browser
        .assert_no_trouble(&["status of 409", "ERR_INTERNET_DISCONNECTED"])
        .await?;
    browser.close().await
}

/// The receipt of an attempt, from the sealed records.
fn receipt_of(records: &[u8], attempt: &RandomId) -> Result<String> {
    let mut last = None;
    for line in records.split(|byte| *byte == b'\n').filter(|line| !line.is_empty()) {
        if let Record::Event { event } = from_slice::<Record>(line, Limits::DOCUMENT)?
            && event.header.attempt == *attempt
            && event.header.by == By::Host
        {
            let closed = matches!(event.payload.as_deref(), Some(Payload::Closed { .. }));
            last = Some((event.header.digest()?, event.header.seq + 1, closed));
        }
    }
    let (head, count, closed) = last.expect("an attempt");
    assert!(closed, "its last event closes it");
    let ack = Ack {
        attempt: *attempt,
        instance: 1,
        count,
        head,
    };
    Ok(receipt(&ack))
}
