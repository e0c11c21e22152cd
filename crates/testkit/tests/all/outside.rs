//! Certificates and all that stands beside them, gone wrong: refused or read, and nothing falls. Seeded: the same run everywhere.

use jalon_base::json::{Limits, parse};
use jalon_testkit::mutate::{altered, mutated};
use jalon_testkit::{Dice, outside};

/// How many mutations of each well-made input.
const RUNS: u64 = 400;

#[test]
fn whatever_is_brought_is_refused_or_read() {
    type Read = fn(&[u8]);
    let readers: [(&str, Read); 9] = [
        ("certificate", outside::document),
        ("token", outside::token),
        ("identity", outside::identity),
        ("list", outside::list),
        ("trust", outside::trust),
        ("checkpoint", outside::checkpoint),
        ("sealed", outside::sealed),
        ("signed", outside::signed_envelope),
        ("text", outside::text),
    ];
    let seeds = outside::seeds();
    assert_eq!(seeds.len(), readers.len());
    for (name, read) in readers {
        for seed in &seeds[name] {
            read(seed);
            for number in 0..RUNS {
                let mut dice = Dice::seeded(number);
                // Half of them break the text, half keep it JSON and break what it says.
                let document = parse(seed, Limits::FOREIGN).ok().filter(|_| number % 2 == 0);
                match document {
                    Some(document) => read(&serde_json::to_vec(&altered(&mut dice, &document)).unwrap()),
                    None => read(&mutated(&mut dice, seed)),
                }
            }
        }
        println!("{name}: {} inputs, {RUNS} mutations each", seeds[name].len());
    }
}

#[test]
fn the_well_made_inputs_are_what_they_are_said_to_be() {
    use jalon_credential::at_hand::AtHand;
    use jalon_credential::jwt::{Answer, InDid, Jwt};
    use jalon_credential::trust::TrustStore;
    let seeds = outside::seeds();
    let jwt = Jwt::read(&seeds["token"][0], &InDid).unwrap();
    assert_eq!(jwt.settle(Answer::NotChecked), Ok(()));
    let trust = TrustStore::default();
    let mut at_hand = AtHand::new(&trust);
    at_hand.fetched(
        "https://organisme-certificateur.fr/.well-known/did.json",
        seeds["identity"][0].clone(),
    );
    let jwt = Jwt::read(&seeds["token"][1], &at_hand).unwrap();
    assert_eq!(jwt.settle(Answer::NotChecked), Ok(()));
    assert!(jalon_credential::bundle::read_card(&seeds["trust"][0]).is_ok());
    assert!(TrustStore::from_slice(&seeds["trust"][1]).is_ok());
    assert!(jalon_recognition::register::Register::from_slice(&seeds["trust"][2]).is_ok());
}
