//! What a certificate cites of an outcome, and in which words of Open Badges.

use jalon_base::digest::Digest;
use jalon_base::jcs::NotCanonical;
use jalon_base::{Micro, Timestamp};
use jalon_credential::open_badge::{
    self, Achieved, Achievement, Alignment, Badge, Evidence, Profile, ResultDescription, Subject,
};
use jalon_protocol::outcome::{ClaimOutcome, Inputs, Outcome};
use jalon_protocol::plan::ClaimAbout;
use jalon_protocol::release::Release;
use jalon_referential::{Assurance, Nature, Proof, Referential};

/// Most competences that one certificate cites.
pub const MOST_COMPETENCES: usize = 12;
/// Kind of a result that is a share with its 95 % interval, written `0.8 [0.490162, 0.943318] 8/10`.
pub const SHARE: &str = "ext:ShareWithInterval95";
/// Kind of a result that is the assurance.
pub const ASSURANCE: &str = "ext:Assurance";
/// Kind of a result that is the mode of proof.
pub const PROOF: &str = "ext:ModeOfProof";
/// Genres of the three pieces of evidence: outcome, seal of the attempt, release.
pub const EVIDENCE: [&str; 3] = ["outcome", "attempt-seal", "release"];

/// Why no certificate can be made of an outcome.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CannotCertify {
    /// No claim was measured: there is nothing to cite.
    NothingMeasured,
    /// The outcome is of another release, or of a protocol that the release has not.
    OtherRelease,
    /// A ruling voided the attempt.
    Voided,
    /// More competences than one certificate cites.
    TooMany,
    /// The holder attests self-assessments only, and a certifier certifies anything but them.
    Assurance,
    /// An assurance of a room or of an observer needs the record of its session.
    NoSession,
    /// Issuer, centre and holder must be different parties.
    SameParty,
    /// An integer beyond what a document holds.
    NotCanonical,
}

impl CannotCertify {
    /// Stable code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::NothingMeasured => "certify/nothing-measured",
            Self::OtherRelease => "certify/other-release",
            Self::Voided => "certify/voided",
            Self::TooMany => "certify/too-many",
            Self::Assurance => "certify/assurance",
            Self::NoSession => "certify/no-session",
            Self::SameParty => "certify/same-party",
            Self::NotCanonical => "certify/not-canonical",
        }
    }
}

impl std::fmt::Display for CannotCertify {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.code())
    }
}

impl std::error::Error for CannotCertify {}

impl From<NotCanonical> for CannotCertify {
    fn from(_: NotCanonical) -> Self {
        Self::NotCanonical
    }
}

/// Digest of the closing heads of both chains: what an attempt is sealed by.
#[must_use]
pub fn attempt_seal(inputs: &Inputs) -> Digest {
    seal(&inputs.seat, &inputs.host)
}

/// Digest of the heads of the seat's chain and of the host's.
#[must_use]
pub fn seal(seat: &Digest, host: &Digest) -> Digest {
    Digest::in_domain("jalon/attempt-seal@1", &[seat.as_bytes(), host.as_bytes()])
}

/// What the attestation of a self-assessment needs beside the outcome.
#[derive(Debug, Clone)]
pub struct Attestation<'a> {
    /// DID of the holder, who is also the issuer.
    pub holder: &'a str,
    /// When it is issued.
    pub at: Timestamp,
    /// When the test was taken.
    pub taken: Timestamp,
    /// Random bytes of its id.
    pub random: [u8; 16],
    /// Language of its texts.
    pub lang: &'a str,
    /// Its name for display, from the catalogues.
    pub name: &'a str,
    /// What it is and is not, from the catalogues.
    pub description: &'a str,
    /// What had to be done, from the catalogues.
    pub criteria: &'a str,
}

/// The attestation of a self-assessment: issued by the holder to themself, and saying so.
///
/// Cites each measured claim with its share and interval; what is not measured is not cited.
///
/// # Errors
/// [`CannotCertify`] when nothing was measured or the documents do not belong together.
pub fn attest(outcome: &Outcome, release: &Release, with: &Attestation<'_>) -> Result<Badge, CannotCertify> {
    if outcome.assurance != Assurance::Declared {
        return Err(CannotCertify::Assurance);
    }
    let cited = Cited::of(outcome, release, with.lang)?;
    let holder = Profile {
        id: with.holder.to_owned(),
        name: None,
        url: None,
        description: None,
    };
    Ok(Badge {
        id: open_badge::uuid_v4(with.random),
        name: with.name.to_owned(),
        description: Some(with.description.to_owned()),
        issuer: holder,
        valid_from: with.at,
        valid_until: None,
        awarded: Some(with.taken),
        subject: Subject {
            id: Some(with.holder.to_owned()),
            identifiers: Vec::new(),
            achievement: Achievement {
                id: cited.achievement,
                name: with.name.to_owned(),
                description: with.description.to_owned(),
                kind: Some(open_badge::SELF_ASSESSMENT.to_owned()),
                criteria: with.criteria.to_owned(),
                criteria_url: None,
                language: Some(with.lang.to_owned()),
                human_code: None,
                version: Some(release.referential.version.to_string()),
                alignments: Vec::new(),
                results: cited.descriptions,
            },
            results: cited.results,
            source: None,
            narrative: None,
        },
        evidence: evidence(outcome)?,
        status: None,
    })
}

/// What a badge cites of an outcome: its results and what they mean.
pub(crate) struct Cited {
    /// Id of the achievement.
    pub(crate) achievement: String,
    pub(crate) descriptions: Vec<ResultDescription>,
    pub(crate) results: Vec<Achieved>,
}

impl Cited {
    /// Each measured claim with its share and interval, after the assurance and the mode of proof; what is not measured is not cited.
    pub(crate) fn of(outcome: &Outcome, release: &Release, lang: &str) -> Result<Self, CannotCertify> {
        if !outcome.counts {
            return Err(CannotCertify::Voided);
        }
        let referential = &release.referential;
        if outcome.inputs.release != release.id || !release.protocols.contains_key(&outcome.protocol) {
            return Err(CannotCertify::OtherRelease);
        }
        let measured: Vec<&ClaimOutcome> = outcome.claims.iter().filter(|claim| claim.measure.is_some()).collect();
        if measured.is_empty() {
            return Err(CannotCertify::NothingMeasured);
        }
        let of_competence = |claim: &&&ClaimOutcome| matches!(claim.about, ClaimAbout::Competence(_));
        if measured.iter().filter(of_competence).count() > MOST_COMPETENCES {
            return Err(CannotCertify::TooMany);
        }
        let achievement = referential.uri(outcome.protocol.as_str());
        let mut descriptions = vec![
            description(&achievement, "assurance", ASSURANCE, "Assurance"),
            description(&achievement, "proof", PROOF, "Mode of proof"),
        ];
        let mut results = vec![
            achieved(&achievement, "assurance", outcome.assurance.as_str()),
            achieved(&achievement, "proof", proof_word(outcome.proof)),
        ];
        for claim in measured {
            let mut described = description(&achievement, claim.claim.as_str(), SHARE, "");
            let (name, alignment) = cited(referential, &claim.about, lang);
            described.name = name;
            described.alignments = vec![alignment];
            descriptions.push(described);
            results.push(achieved(&achievement, claim.claim.as_str(), &share_text(claim)));
        }
        Ok(Self {
            achievement,
            descriptions,
            results,
        })
    }
}

fn description(achievement: &str, local: &str, kind: &str, name: &str) -> ResultDescription {
    ResultDescription {
        id: format!("{achievement}:{local}"),
        name: name.to_owned(),
        kind: kind.to_owned(),
        allowed: Vec::new(),
        range: None,
        required_value: None,
        required_level: None,
        levels: Vec::new(),
        alignments: Vec::new(),
    }
}

fn achieved(achievement: &str, local: &str, value: &str) -> Achieved {
    Achieved {
        description: format!("{achievement}:{local}"),
        value: Some(value.to_owned()),
        level: None,
        status: None,
        alignments: Vec::new(),
    }
}

/// Name and alignment of what a claim is about: its URI in the referential, its code in the register, its nature.
fn cited(referential: &Referential, about: &ClaimAbout, lang: &str) -> (String, Alignment) {
    let framework = Some(referential.title.say(lang).to_owned());
    match about {
        ClaimAbout::Competence(id) => {
            let competence = referential.competence(id.as_str());
            let name = competence
                .map_or(id.as_str(), |competence| competence.title.say(lang))
                .to_owned();
            let alignment = Alignment {
                name: name.clone(),
                url: referential.uri(id.as_str()),
                code: Some(id.as_str().to_owned()),
                framework,
                kind: Some("ceasn:Competency".to_owned()),
                description: competence.map(|competence| nature_word(competence.nature).to_owned()),
            };
            (name, alignment)
        }
        ClaimAbout::Unit(id) => {
            let unit = referential.unit(id.as_str());
            let name = unit.map_or(id.as_str(), |unit| unit.title.say(lang)).to_owned();
            let code = unit
                .and_then(|unit| unit.code.clone())
                .unwrap_or_else(|| id.as_str().to_owned());
            let alignment = Alignment {
                name: name.clone(),
                url: referential.uri(id.as_str()),
                code: Some(code),
                framework,
                kind: Some("ext:Unit".to_owned()),
                description: None,
            };
            (name, alignment)
        }
    }
}

fn share_text(claim: &ClaimOutcome) -> String {
    claim.measure.map_or_else(String::new, |measure| {
        format!(
            "{} [{}, {}] {}/{}",
            measure.share, measure.low, measure.high, claim.right, claim.scored
        )
    })
}

/// Reads what [`SHARE`] results say: share, low, high, right, scored.
#[must_use]
pub fn read_share(text: &str) -> Option<(Micro, Micro, Micro, u32, u32)> {
    let (share, rest) = text.split_once(" [")?;
    let (interval, counts) = rest.split_once("] ")?;
    let (low, high) = interval.split_once(", ")?;
    let (right, scored) = counts.split_once('/')?;
    let (share, low, high) = (Micro::parse(share)?, Micro::parse(low)?, Micro::parse(high)?);
    let (right, scored): (u32, u32) = (right.parse().ok()?, scored.parse().ok()?);
    let ordered = Micro::default() <= low && low <= share && share <= high && high <= Micro::ONE;
    (ordered && right <= scored && scored > 0).then_some((share, low, high, right, scored))
}

pub(crate) fn evidence(outcome: &Outcome) -> Result<Vec<Evidence>, CannotCertify> {
    let digests = [outcome.digest()?, attempt_seal(&outcome.inputs), outcome.inputs.release];
    let piece = |(genre, digest): (&str, Digest)| Evidence {
        id: None,
        name: None,
        narrative: None,
        genre: Some(genre.to_owned()),
        digest: Some(digest),
    };
    Ok(EVIDENCE.into_iter().zip(digests).map(piece).collect())
}

/// The word of a nature in the documents.
#[must_use]
pub const fn nature_word(nature: Nature) -> &'static str {
    match nature {
        Nature::Savoir => "savoir",
        Nature::SavoirFaire => "savoir-faire",
        Nature::SavoirEtre => "savoir-etre",
    }
}

/// The word of a mode of proof in the documents.
#[must_use]
pub const fn proof_word(proof: Proof) -> &'static str {
    match proof {
        Proof::Quiz => "quiz",
        Proof::Situation => "situation",
        Proof::Observation => "observation",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_share_is_read_as_it_is_written() {
        let micro = |text: &str| Micro::parse(text).unwrap();
        assert_eq!(
            read_share("0.8 [0.490162, 0.943318] 8/10"),
            Some((micro("0.8"), micro("0.490162"), micro("0.943318"), 8, 10))
        );
        for text in [
            "",
            "0.8",
            "0.8 [0.9, 0.95] 8/10",
            "0.8 [0.4, 0.9] 11/10",
            "0.8 [0.4,0.9] 8/10",
            "1.2 [0.4, 1.3] 1/1",
            "0 [0, 0] 0/0",
        ] {
            assert_eq!(read_share(text), None, "{text}");
        }
    }
}
