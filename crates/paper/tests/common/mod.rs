//! Certificates as they are printed.

use jalon_base::encoding::hex;
use jalon_base::json::Value;
use jalon_base::{Digest, Timestamp, jcs};
use jalon_credential::SecretKey;
use jalon_credential::did::{did_key, key_method};
use jalon_credential::open_badge::{digest_multibase, uuid_v4};
use jalon_credential::proof::{self, ProofOptions, Purpose};
use serde_json::json;

fn at(text: &str) -> Timestamp {
    Timestamp::parse_lenient(text).unwrap()
}

fn key(name: &str) -> SecretKey {
    SecretKey::from_seed(*Digest::of(name.as_bytes()).as_bytes())
}

fn uuid(name: &str) -> String {
    uuid_v4(Digest::of(name.as_bytes()).as_bytes()[..16].try_into().unwrap())
}

const COMPETENCES: [(&str, &str, &str); 4] = [
    (
        "c11",
        "Établir une relation professionnelle dans le cadre d'une prestation d'entretien chez un particulier",
        "savoir-faire",
    ),
    (
        "c12",
        "Entretenir le logement avec les techniques et les gestes professionnels appropriés",
        "savoir-faire",
    ),
    (
        "c13",
        "Entretenir le linge avec les techniques et les gestes professionnels appropriés",
        "savoir-faire",
    ),
    (
        "c22",
        "Prévenir les risques, mettre en place un relais et faire face aux situations d'urgence",
        "savoir",
    ),
];

/// The certificate of a proctored exam, citing the first `count` competences, with its proof; the person is `name`.
pub fn certificate(count: usize, name: &str) -> Value {
    let base = uuid("referential");
    let achievement = format!("{base}#examen-final");
    let mut descriptions = vec![
        json!({"id": format!("{achievement}:assurance"), "name": "Assurance", "resultType": "ext:Assurance", "type": ["ResultDescription"]}),
        json!({"id": format!("{achievement}:proof"), "name": "Mode of proof", "resultType": "ext:ModeOfProof", "type": ["ResultDescription"]}),
    ];
    let mut results = vec![
        json!({"resultDescription": format!("{achievement}:assurance"), "type": ["Result"], "value": "proctored"}),
        json!({"resultDescription": format!("{achievement}:proof"), "type": ["Result"], "value": "situation"}),
    ];
    for (place, (code, title, nature)) in COMPETENCES.iter().take(count).enumerate() {
        let id = format!("{achievement}:claim-{code}");
        descriptions.push(json!({
            "id": id, "name": title, "resultType": "ext:ShareWithInterval95", "type": ["ResultDescription"],
            "alignment": [
                {"targetCode": code, "targetDescription": nature, "targetFramework": "Titre professionnel Assistant de vie aux familles",
                    "targetName": title, "targetType": "ceasn:Competency", "targetUrl": format!("{base}#{code}"), "type": ["Alignment"]},
                {"targetCode": "RNCP37715BC01", "targetFramework": "RNCP", "targetName": "Entretenir le logement et le linge d'un particulier",
                    "targetType": "ext:Block", "targetUrl": "https://www.francecompetences.fr/recherche/rncp/37715/", "type": ["Alignment"]},
            ],
        }));
        let value = ["0.85 [0.639577, 0.947633] 17/20", "0.766667 [0.590706, 0.882138] 23/30"][place % 2];
        results.push(json!({"resultDescription": id, "type": ["Result"], "value": value}));
    }
    let evidence = |genre: &str| json!({"digestMultibase": digest_multibase(&Digest::of(format!("{genre} of {name}").as_bytes())), "genre": genre, "type": ["Evidence"]});
    let evidence = ["outcome", "attempt-seal", "release", "session-record"].map(evidence);
    let description = "Certificat délivré par l'organisme certificateur après une épreuve surveillée. \
        Ce n'est pas une certification nationale : seuls le jury et l'État délivrent le titre.";
    let document = json!({
        "@context": jalon_credential::open_badge::CONTEXTS,
        "awardedDate": "2026-09-14T14:30:00Z",
        "credentialSchema": [{
            "id": "https://purl.imsglobal.org/spec/ob/v3p0/schema/json/ob_v3p0_achievementcredential_schema.json",
            "type": "1EdTechJsonSchemaValidator2019"
        }],
        "credentialStatus": {
            "id": "https://certificateur-exemple.fr/status/revocation-1#94567",
            "statusListCredential": "https://certificateur-exemple.fr/status/revocation-1",
            "statusListIndex": "94567", "statusPurpose": "revocation", "type": "BitstringStatusListEntry"
        },
        "credentialSubject": {
            "achievement": {
                "achievementType": "Certification",
                "criteria": {"narrative": "Réussir l'épreuve « Examen final » en salle surveillée."},
                "description": description, "id": achievement, "inLanguage": "fr",
                "name": "Aide à domicile, examen final", "resultDescription": descriptions, "type": ["Achievement"], "version": "3"
            },
            "id": did_key(&key(name).public()),
            "identifier": [{"hashed": true, "identityHash": format!("sha256${}", hex(Digest::of(name.as_bytes()).as_bytes())),
                "identityType": "ext:NameAndBirthDate", "type": "IdentityObject"}],
            "result": results,
            "source": {"id": did_key(&key("centre").public()), "name": "Centre d'examen de Villeurbanne", "type": ["Profile"]},
            "type": ["AchievementSubject"]
        },
        "description": description,
        "evidence": evidence,
        "id": uuid(name),
        "issuer": {"id": did_key(&key("certifier").public()), "name": "Organisme certificateur des services à la personne",
            "type": ["Profile"], "url": "https://certificateur-exemple.fr/"},
        "name": "Aide à domicile, examen final",
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "validFrom": "2026-09-21T09:00:00Z",
        "validUntil": "2031-09-21T09:00:00Z"
    });
    let certifier = key("certifier");
    let options = ProofOptions {
        verification_method: key_method(&certifier.public()),
        created: at("2026-09-21T09:00:00Z"),
        purpose: Purpose::AssertionMethod,
    };
    let to_sign = proof::prepare(document, options).unwrap();
    let signature = certifier.sign(to_sign.bytes());
    to_sign.complete(signature).unwrap()
}

/// As [`certificate`], in canonical bytes.
pub fn bytes(count: usize, name: &str) -> Vec<u8> {
    jcs::value_to_vec(&certificate(count, name))
}
