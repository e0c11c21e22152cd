//! What a certificate that was verified says, in the words of a referential.

use crate::grain::{self, read_share};
use jalon_base::{Micro, Timestamp};
use jalon_credential::open_badge::{Badge, SELF_ASSESSMENT};
use jalon_referential::{Assurance, Proof};

/// What a certificate cites.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Citation {
    /// Id of the certificate.
    pub certificate: String,
    /// Who issued it.
    pub issuer: String,
    /// Whose it is.
    pub holder: Option<String>,
    /// When the test was taken, else since when the certificate holds.
    pub awarded: Timestamp,
    /// Its assurance: never more than a declaration when the issuer is the holder.
    pub assurance: Assurance,
    /// How competences were shown.
    pub proof: Proof,
    /// What it cites, in its order.
    pub claims: Vec<CitedClaim>,
}

/// A claim of a certificate.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CitedClaim {
    /// URI of the competence or unit.
    pub uri: String,
    /// Its name there.
    pub name: String,
    /// Share of the credit earned.
    pub share: Micro,
    /// Lower end of the 95 % interval.
    pub low: Micro,
    /// Upper end of the 95 % interval.
    pub high: Micro,
    /// Questions right.
    pub right: u32,
    /// Questions scored.
    pub scored: u32,
}

impl Citation {
    /// Reads what a certificate cites; give it only what was verified. None for a badge of another family.
    #[must_use]
    pub fn of(badge: &Badge) -> Option<Self> {
        let achievement = &badge.subject.achievement;
        let value = |kind: &str| {
            let described = achievement.results.iter().find(|described| described.kind == kind)?;
            let result = badge
                .subject
                .results
                .iter()
                .find(|result| result.description == described.id)?;
            result.value.as_deref()
        };
        let stated = [
            Assurance::Declared,
            Assurance::Remote,
            Assurance::Observed,
            Assurance::Proctored,
        ]
        .into_iter()
        .find(|assurance| Some(assurance.as_str()) == value(grain::ASSURANCE))?;
        let own = badge.subject.id.as_deref() == Some(badge.issuer.id.as_str());
        let declared = own || achievement.kind.as_deref() == Some(SELF_ASSESSMENT);
        let proof = [Proof::Quiz, Proof::Situation, Proof::Observation]
            .into_iter()
            .find(|proof| Some(grain::proof_word(*proof)) == value(grain::PROOF))?;
        let claims = achievement
            .results
            .iter()
            .filter(|described| described.kind == grain::SHARE)
            .filter_map(|described| {
                let result = badge
                    .subject
                    .results
                    .iter()
                    .find(|result| result.description == described.id)?;
                let (share, low, high, right, scored) = read_share(result.value.as_deref()?)?;
                let uri = described.alignments.first()?.url.clone();
                Some(CitedClaim {
                    uri,
                    name: described.name.clone(),
                    share,
                    low,
                    high,
                    right,
                    scored,
                })
            });
        Some(Self {
            certificate: badge.id.clone(),
            issuer: badge.issuer.id.clone(),
            holder: badge.subject.id.clone(),
            awarded: badge.awarded.unwrap_or(badge.valid_from),
            assurance: if declared { Assurance::Declared } else { stated },
            proof,
            claims: claims.collect(),
        })
    }
}
