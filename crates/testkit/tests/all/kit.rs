//! The kit itself: what it makes is what authors could publish, and its people reach every end.

use jalon_attempt::Linear;
use jalon_attempt::event::CloseReason;
use jalon_attempt::{Phase, replay};
use jalon_authoring::check;
use jalon_authoring::folder::is_publishable;
use jalon_protocol::Release;
use jalon_protocol::release::container;
use jalon_testkit::{Dice, Run, World, bank, beside, protocols};
use std::collections::BTreeMap;

#[test]
fn random_protocols_are_publishable() {
    let files = bank::files();
    for seed in 0..40 {
        let protocol = protocols::random(&mut Dice::seeded(seed));
        let mut files = files.clone();
        files.insert(
            "protocols/essai.json".into(),
            serde_json::to_vec_pretty(&protocol).unwrap(),
        );
        let (folder, findings) = check(&files);
        assert!(is_publishable(&findings), "{seed}: {findings:#?}");
        assert_eq!(
            folder.protocols[&protocol.id], protocol,
            "what is authored is what is meant"
        );
    }
}

#[test]
fn a_recording_stands_in_the_release_by_its_digest_and_nobody_swaps_it() {
    let mut files = bank::files();
    let (path, sounds) = (
        "items/practice-u1-one-1.json",
        [b"OggS question".as_slice(), b"OggS first answer".as_slice()],
    );
    let mut item: serde_json::Value = serde_json::from_slice(&files[path]).unwrap();
    item["content"]["audio"] = serde_json::json!({"fr": "question.opus"});
    item["content"]["interaction"]["options"][0]["audio"] = serde_json::json!({"fr": "first.opus"});
    files.insert(path.into(), serde_json::to_vec_pretty(&item).unwrap());
    files.insert("media/question.opus".into(), sounds[0].to_vec());
    files.insert("media/first.opus".into(), sounds[1].to_vec());
    let (folder, findings) = check(&files);
    assert!(is_publishable(&findings), "{findings:#?}");
    let world = World::packed(folder, &protocols::random(&mut Dice::of(Vec::new())));
    let release = &world.release;
    let spoken = |content: &&jalon_protocol::ItemContent| !content.audio.is_empty();
    let content = release.contents.values().find(spoken).unwrap();
    let mut heard: Vec<&[u8]> = Vec::new();
    content.each_media(&mut |digest| heard.push(release.media(digest).unwrap()));
    assert_eq!(heard, sounds);
    // One sound under the name of the other: refused by its path, before anybody hears it.
    let entries = container::read(&world.bytes).unwrap();
    let mut changed: BTreeMap<String, Vec<u8>> = entries
        .into_iter()
        .map(|(path, bytes)| (path, bytes.to_vec()))
        .collect();
    let named = |sound: &[u8]| format!("media/{}", jalon_base::Digest::of(sound));
    changed.insert(named(sounds[0]), sounds[1].to_vec());
    let swapped = container::write(&changed).unwrap();
    assert_eq!(Release::open(&swapped).unwrap_err().code(), "release/altered");
}

#[test]
fn people_reach_every_end_and_every_refusal() {
    let mut seen: BTreeMap<String, u32> = BTreeMap::new();
    let mut note = |what: String| *seen.entry(what).or_default() += 1;
    for seed in 0..60 {
        let mut dice = Dice::seeded(seed);
        let world = World::random(&mut dice);
        for _ in 0..4 {
            let run = Run::play(&world, &mut dice, 120);
            replay(run.sitting.journal(), world.supply(), Some(&Linear)).unwrap();
            note(format!(
                "{:?}",
                matches!(run.state().phase(), Phase::Closed(CloseReason::Complete))
            ));
            for told in &run.told {
                match &told.made {
                    Ok(events) => events.iter().for_each(|event| note(event.header.kind.clone())),
                    Err(code) => note((*code).to_owned()),
                }
            }
            let (marks, rulings) = (beside::marks(&mut dice, &run), beside::rulings(&mut dice, &run));
            let outcome = run.score(&marks, &rulings).unwrap();
            for item in &outcome.items {
                note(format!("{:?}", item.status));
            }
            match run.certificate(&outcome) {
                Ok(_) => note("certificate".into()),
                Err(code) => note(code.to_owned()),
            }
        }
    }
    println!("{seen:#?}");
    for wanted in [
        "true",
        "false",
        "opened",
        "shown",
        "answered",
        "flagged",
        "moved",
        "signalled",
        "submitted",
        "started",
        "drawn",
        "presented",
        "accepted",
        "resumed",
        "timed-out",
        "closed",
        "attempt/out-of-place",
        "attempt/not-presented",
        "attempt/no-way-back",
        "attempt/wrong-part",
        "attempt/no-pause",
        "attempt/time-over",
        "attempt/closed",
        "response/kind",
        "response/too-long",
        "response/unknown-option",
        "response/count",
        "Scored",
        "Unanswered",
        "SelfMarked",
        "Marked",
        "AwaitsMark",
        "Credited",
        "Neutralised",
        "NotReached",
        "certificate",
        "certify/voided",
        "certify/nothing-measured",
    ] {
        assert!(seen.contains_key(wanted), "nobody met `{wanted}`: {seen:#?}");
    }
}
