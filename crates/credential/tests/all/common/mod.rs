//! A badge as recognition will write it, and keys to sign it with.

#![allow(
    dead_code,
    clippy::unwrap_used,
    reason = "tests fail by panicking; the examples use a part"
)]

use jalon_base::json::Value;
use jalon_base::{Digest, Timestamp};
use jalon_credential::SecretKey;
use jalon_credential::did;
use jalon_credential::open_badge::{
    Achieved, Achievement, Alignment, Badge, Evidence, HashedIdentity, Level, Profile, ResultDescription, Subject,
    uuid_v4,
};
use jalon_credential::proof::{self, ProofOptions, Purpose};

pub fn at(text: &str) -> Timestamp {
    Timestamp::parse(text).unwrap()
}

pub fn key(number: u8) -> SecretKey {
    SecretKey::from_seed([number; 32])
}

pub fn did_of(number: u8) -> String {
    did::did_key(&key(number).public())
}

/// A badge of key 1 for key 2, with results, levels, alignments, evidence and a hashed name.
pub fn badge() -> Badge {
    let achievement = "https://certificateur.example/certifications/vtc".to_owned();
    let alignment = Alignment {
        name: "Exam of VTC drivers".into(),
        url: "https://certificateur.example/registre/rs5635".into(),
        code: Some("RS5635".into()),
        framework: Some("Répertoire spécifique".into()),
        kind: Some("ext:RS".into()),
        description: Some("read on 2026-02-01".into()),
    };
    Badge {
        id: uuid_v4([7; 16]),
        name: "Sécurité routière".into(),
        description: Some("Part B of the exam".into()),
        issuer: Profile {
            id: did_of(1),
            name: Some("Certificateur".into()),
            url: Some("https://certificateur.example/".into()),
            description: None,
        },
        valid_from: at("2026-03-01T09:00:00Z"),
        valid_until: Some(at("2031-03-01T09:00:00Z")),
        awarded: Some(at("2026-02-27T16:00:00Z")),
        subject: Subject {
            id: Some(did_of(2)),
            identifiers: vec![HashedIdentity::new("name", "Ada Lovelace 1815-12-10", [9; 16])],
            achievement: Achievement {
                id: achievement.clone(),
                name: "Sécurité routière".into(),
                description: "Knows the rules of the road".into(),
                kind: Some("Assessment".into()),
                criteria: "12/20 au moins".into(),
                criteria_url: Some(format!("{achievement}/criteria")),
                language: Some("fr".into()),
                human_code: Some("B".into()),
                version: Some("2026-1".into()),
                alignments: vec![alignment.clone()],
                results: vec![
                    ResultDescription {
                        id: format!("{achievement}#level"),
                        name: "Niveau".into(),
                        kind: "RubricCriterionLevel".into(),
                        required_level: Some(format!("{achievement}#partly")),
                        levels: [("yes", "2"), ("partly", "1"), ("not-yet", "0")]
                            .map(|(level, points)| Level {
                                id: format!("{achievement}#{level}"),
                                name: level.into(),
                                level: Some(level.into()),
                                points: Some(points.into()),
                                description: Some("…".into()),
                            })
                            .into(),
                        alignments: vec![alignment.clone()],
                        ..ResultDescription::default()
                    },
                    ResultDescription {
                        id: format!("{achievement}#measure"),
                        name: "Mesure".into(),
                        kind: "Percent".into(),
                        range: Some(("0".into(), "100".into())),
                        required_value: Some("60".into()),
                        ..ResultDescription::default()
                    },
                    ResultDescription {
                        id: format!("{achievement}#proof"),
                        name: "Mode de preuve".into(),
                        kind: "ext:ProofMode".into(),
                        allowed: vec!["self".into(), "remote".into(), "proctored".into()],
                        ..ResultDescription::default()
                    },
                    ResultDescription {
                        id: format!("{achievement}#status"),
                        name: "État".into(),
                        kind: "Status".into(),
                        ..ResultDescription::default()
                    },
                ],
            },
            results: vec![
                Achieved {
                    description: format!("{achievement}#level"),
                    level: Some(format!("{achievement}#yes")),
                    alignments: vec![alignment],
                    ..Achieved::default()
                },
                Achieved {
                    description: format!("{achievement}#measure"),
                    value: Some("72.5".into()),
                    ..Achieved::default()
                },
                Achieved {
                    description: format!("{achievement}#proof"),
                    value: Some("proctored".into()),
                    ..Achieved::default()
                },
                Achieved {
                    description: format!("{achievement}#status"),
                    status: Some("Completed".into()),
                    ..Achieved::default()
                },
            ],
            source: Some(Profile {
                id: did_of(3),
                name: Some("Centre d'examen".into()),
                ..Profile::default()
            }),
            narrative: Some("Passé à Lyon".into()),
        },
        evidence: vec![Evidence {
            id: Some(uuid_v4([8; 16])),
            name: Some("Outcome".into()),
            narrative: Some("…".into()),
            genre: Some("outcome".into()),
            digest: Some(Digest::of(b"outcome")),
        }],
        status: None,
    }
}

/// The text of a document, as a file holds it.
pub fn bytes(document: &Value) -> Vec<u8> {
    document.to_string().into_bytes()
}

/// Adds the `eddsa-jcs-2022` proof of a key.
pub fn signed(document: Value, number: u8) -> Value {
    let key = key(number);
    let options = ProofOptions {
        verification_method: did::key_method(&key.public()),
        created: at("2026-03-01T09:00:00Z"),
        purpose: Purpose::AssertionMethod,
    };
    let to_sign = proof::prepare(document, options).unwrap();
    let signature = key.sign(to_sign.bytes());
    to_sign.complete(signature).unwrap()
}
