//! The real referentials: publishable, reproducible, and taken from end to end.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "tests are free of these rules"
)]

use jalon_attempt::clock::Now;
use jalon_attempt::decide::Command;
use jalon_attempt::draw::Supply;
use jalon_attempt::event::{Salt, Started};
use jalon_attempt::{Phase, Sitting};
use jalon_authoring::folder::Files;
use jalon_authoring::{assemble, check};
use jalon_base::id::RandomId;
use jalon_base::{Fraction, Severity, Text, Timestamp};
use jalon_credential::did::did_key;
use jalon_credential::envelope::Signed;
use jalon_credential::keys::SecretKey;
use jalon_protocol::pool::Origin;
use jalon_protocol::release::Release;
use jalon_protocol::release::statement::{STATEMENT, Signature};
use jalon_protocol::{Interaction, Protocol, ProtocolId, Response};
use jalon_scoring::score::{Input, score};
use jalon_scoring::{Adaptive, Keys, Tests};
use std::path::Path;

fn folder(name: &str) -> Files {
    fn walk(at: &Path, root: &Path, files: &mut Files) {
        for entry in std::fs::read_dir(at).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                walk(&path, root, files);
            } else {
                let name = path.strip_prefix(root).unwrap().to_str().unwrap().to_owned();
                files.insert(name, std::fs::read(&path).unwrap());
            }
        }
    }
    let root = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../../referentials")
        .join(name);
    let mut files = Files::new();
    walk(&root, &root, &mut files);
    files
}

fn release(name: &str) -> Vec<u8> {
    let (folder, findings) = check(&folder(name));
    let errors: Vec<_> = findings
        .iter()
        .filter(|finding| finding.severity == Severity::Error)
        .collect();
    assert!(errors.is_empty(), "{errors:#?}");
    let dated = Timestamp::parse("2026-11-22T00:00:00Z").unwrap();
    let assembled = assemble(&folder, Text::default(), dated).unwrap();
    let key = SecretKey::from_seed([9; 32]);
    let to_sign = Signed::prepare(STATEMENT, &assembled.statement(), &did_key(&key.public()), dated).unwrap();
    let signature = key.sign(to_sign.bytes());
    assembled.signed(&to_sign.complete(signature).unwrap()).unwrap()
}

#[test]
fn the_releases_open_are_signed_and_reproducible() {
    for name in ["vtc", "advf", "exemple-calcul"] {
        let bytes = release(name);
        assert_eq!(bytes, release(name), "the same folder gives the same bytes");
        let opened = Release::open(&bytes).unwrap();
        let Signature::By(signers) = opened.signature() else {
            panic!("signed")
        };
        assert_eq!(signers.len(), 1);
        println!("{name}: {} items, {} bytes", opened.contents.len(), bytes.len());
    }
}

/// What cannot be met is refused before publication, and the members of the section that conflict are named.
#[test]
fn an_adaptive_blueprint_that_cannot_be_met_is_refused() {
    const PATH: &str = "protocols/positionnement-adaptatif.json";
    let found = |change: &dyn Fn(&mut serde_json::Value)| -> Vec<(&'static str, String)> {
        let mut files = folder("advf");
        let mut protocol: serde_json::Value = serde_json::from_slice(&files[PATH]).unwrap();
        change(&mut protocol["parts"][0]["sections"][0]);
        files.insert(PATH.to_owned(), serde_json::to_vec(&protocol).unwrap());
        let (_, findings) = check(&files);
        let errors = findings
            .into_iter()
            .filter(|finding| finding.severity == Severity::Error);
        errors
            .map(|error| {
                let told = ["rules", "item"].iter().find_map(|name| error.args.get(name).cloned());
                (error.code, told.unwrap_or_default())
            })
            .collect()
    };
    assert!(found(&|_| ()).is_empty());
    let longer = found(&|section| section["count"] = serde_json::json!(10));
    assert_eq!(
        longer,
        [("adaptive/infeasible", "count".to_owned())],
        "nine questions are there"
    );
    let rare = found(&|section| {
        section["quotas"][1]["min"] = serde_json::json!(4);
        section["quotas"][1]["max"] = serde_json::json!(4);
    });
    assert_eq!(
        rare,
        [
            ("adaptive/infeasible", "quotas/1".to_owned()),
            ("protocol/empty-cell", String::new())
        ],
        "three of its competence are there"
    );
    // Three of each would do, but for the length.
    let crowded = found(&|section| {
        for quota in 0..3 {
            section["quotas"][quota]["min"] = serde_json::json!(3);
        }
    });
    let all = "count, quotas/0, quotas/1, quotas/2";
    assert_eq!(crowded, [("adaptive/infeasible", all.to_owned())]);
    let hasty = found(&|section| section["adaptive"]["seconds"] = serde_json::json!(60));
    assert!(
        hasty.len() > 6 && hasty.iter().all(|(code, _)| *code == "adaptive/seconds"),
        "{hasty:?}"
    );
    let chances = found(&|section| {
        section["adaptive"]["exposure"] = serde_json::json!({"most": "0.5", "chances": {"nobody": "0.5"}});
    });
    assert_eq!(chances, [("adaptive/exposure-item", "nobody".to_owned())]);
    let wrong = found(&|section| {
        section["adaptive"]["exposure"] = serde_json::json!({"most": "1.5"});
        section["adaptive"]["together"] = serde_json::json!({"min": 3, "max": 2});
    });
    assert_eq!(
        wrong.iter().map(|(code, _)| *code).collect::<Vec<_>>(),
        ["adaptive/exposure", "adaptive/together"]
    );
    // Rules of the end: numbers that are some, a ratio to curtail, a plateau that can come.
    let ends = found(&|section| {
        section["adaptive"]["stop"]["curtailment"] = serde_json::json!("0.6");
        section["adaptive"]["stop"]["information"] = serde_json::json!("0");
        section["adaptive"]["stop"]["plateau"] = serde_json::json!({"items": 9, "fall": "0.01"});
    });
    assert_eq!(
        ends.iter().map(|(code, _)| *code).collect::<Vec<_>>(),
        [
            "adaptive/curtailment",
            "adaptive/risk",
            "adaptive/positive",
            "adaptive/plateau"
        ]
    );
    let sound = found(&|section| {
        let stop = &mut section["adaptive"]["stop"];
        stop["ratio"] = serde_json::json!({"cut": "0", "delta": "0.3", "alpha": "0.1", "beta": "0.1"});
        stop["curtailment"] = serde_json::json!("0.05");
        stop["information"] = serde_json::json!("0.1");
        stop["plateau"] = serde_json::json!({"items": 2, "fall": "0.01"});
    });
    assert!(sound.is_empty(), "{sound:?}");
}

#[test]
fn the_bank_has_what_the_examination_needs() {
    let release = Release::open(&release("vtc")).unwrap();
    let count = |bank: &str, quiz: bool| {
        release
            .pool
            .items()
            .filter(|item| item.bank.as_str() == bank)
            .filter(|item| quiz == matches!(release.contents[&item.id].interaction, Interaction::Choice { .. }))
            .count()
    };
    assert_eq!(
        (count("form-1", true), count("form-2", true)),
        (91, 91),
        "182 multiple-choice questions"
    );
    assert_eq!(
        (count("form-1", false), count("form-2", false)),
        (16, 16),
        "32 short-answer questions"
    );
    let mock = &release.protocols[&ProtocolId::parse("epreuve-blanche").unwrap()];
    assert_eq!(mock.length(), 107);
    assert_eq!(mock.parts.iter().map(|part| part.coefficient).sum::<u32>(), 17);
    assert_eq!(mock.parts.iter().filter_map(|part| part.seconds).sum::<u32>(), 230 * 60);
    let points = |part: &jalon_protocol::plan::Part| {
        part.sections
            .iter()
            .map(|s| s.points.thousandths() * i64::from(s.count))
            .sum::<i64>()
    };
    assert!(
        mock.parts.iter().all(|part| points(part) == 20_000),
        "each part is out of 20"
    );
}

/// Takes a protocol whole, answering every choice by its first option.
fn take(release: &Release, protocol: &std::sync::Arc<Protocol>, seed: u8) -> jalon_protocol::Outcome {
    let attempt = RandomId::from_bytes([seed; 16]);
    let supply = Supply {
        protocol,
        pool: &release.pool,
        contents: &release.contents,
    };
    let tests = Tests::of(release, protocol).unwrap();
    let guide = Adaptive::new(&tests, &release.contents, &attempt);
    let mut sitting = Sitting::new(attempt, supply);
    let mut clock = 0;
    let mut step = |sitting: &mut Sitting, command: Command| {
        clock += 1_500;
        let now = Now {
            wall_ms: 1_700_000_000_000 + clock,
            mono_ms: clock,
            boot: RandomId::from_bytes([1; 16]),
        };
        sitting.command(command, supply, &now, &guide).unwrap()
    };
    let started = Started {
        seen: None,
        engine: jalon_base::ENGINE,
        build: "test".into(),
        release: release.id,
        protocol: protocol.id.clone(),
        session_seed: [seed; 32],
        time_factor: Fraction::new(1, 1).unwrap(),
        dispensation: None,
        exempt: Vec::new(),
        needs: Vec::new(),
        earlier: Vec::new(),
        hosted: None,
    };
    step(
        &mut sitting,
        Command::Open {
            lang: "fr".into(),
            started: Box::new(started),
        },
    );
    while let Some(part) = sitting.state().next_part().cloned() {
        step(&mut sitting, Command::Begin { part });
        let items: Vec<_> = sitting
            .state()
            .open_part()
            .unwrap()
            .1
            .items
            .iter()
            .map(|entry| entry.item.clone())
            .collect();
        let answer = |item: jalon_protocol::ItemId| {
            let response = match &release.contents[&item].interaction {
                Interaction::Choice { options, .. } => Response::Choice {
                    chosen: vec![options[0].id.clone()],
                },
                Interaction::Hotspot(shown) => Response::Choice {
                    chosen: vec![shown.areas[0].id.clone()],
                },
                Interaction::NumericEntry { .. } => Response::Number { value: "12".into() },
                _ => Response::Text {
                    value: "une réponse".into(),
                },
            };
            let salt = Salt([3; 16]);
            Command::Answer { item, response, salt }
        };
        if protocol.is_adaptive() {
            while let Phase::Running(_) = sitting.state().phase() {
                let item = sitting.state().position().unwrap().clone();
                step(&mut sitting, answer(item));
                step(&mut sitting, Command::Next);
            }
            continue;
        }
        for item in items {
            step(&mut sitting, Command::Go { to: item.clone() });
            step(&mut sitting, answer(item));
        }
        step(&mut sitting, Command::HandIn);
    }
    let (state, heads) = jalon_attempt::replay(sitting.journal(), supply, Some(&guide)).unwrap();
    let keys = Keys::of(release, state.protocol(), state.paper().unwrap()).unwrap();
    score(
        Input {
            attempt,
            release,
            state: &state,
            heads: &heads,
            marks: &[],
            rulings: &[],
        },
        &keys,
    )
    .unwrap()
}

#[test]
fn every_protocol_is_taken_and_scored() {
    for name in ["vtc", "advf", "exemple-calcul"] {
        let release = Release::open(&release(name)).unwrap();
        for protocol in release.protocols.values() {
            let outcome = take(&release, protocol, 7);
            if protocol.is_adaptive() {
                assert!(outcome.items.len() <= protocol.length() as usize);
                // Nobody passes or fails on what somebody guessed; the example decides, on what was simulated, and says its errors.
                let decides = name == "exemple-calcul";
                assert_eq!(
                    (outcome.decision.is_some(), protocol.stated.is_some()),
                    (decides, decides)
                );
                let wanted = if decides { Origin::Simulated } else { Origin::Declared };
                let provisional = |claim: &jalon_protocol::outcome::ClaimOutcome| {
                    claim.measure.is_none() && claim.scale.as_ref().is_some_and(|place| place.origin == wanted)
                };
                assert!(outcome.claims.iter().all(provisional), "a band, and no share");
            } else {
                assert_eq!(outcome.items.len(), protocol.length() as usize);
            }
            let right: u32 = outcome.claims.iter().map(|claim| claim.right).sum();
            println!("{name}/{}: {right} right, {:?}", protocol.id, outcome.decision);
        }
    }
}
