//! Where a person stands in each block: yes, partly, not yet — and why.
//!
//! # Source
//! The six rules of aggregation of the project's VAE sheet, after the French *dossier de faisabilité*, section 8 (OUI, PARTIELLEMENT, NON).
//! Their worked table is the test below.

use crate::cite::Citation;
use jalon_base::Micro;
use jalon_base::order::sort;
use jalon_referential::{Assurance, CompetenceId, Referential, Unit, UnitId, UnitKind};

/// A claim counts from this share on: half of the credit. A presumption, not a pass mark.
pub const HALF: Micro = Micro::from_millionths(500_000);

/// How far evidence goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Degree {
    /// No evidence that counts.
    NotYet,
    /// Some, and something is missing.
    Partly,
    /// Documented: the jury has what it takes to decide.
    Yes,
}

/// Why no more than that.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reason {
    /// Nothing speaks of it.
    NoEvidence,
    /// The measure is below one half.
    BelowHalf,
    /// A quiz proves a *savoir-faire* or a *savoir-être* only in part.
    NeedsObservation,
    /// The evidence is weaker than the unit accepts.
    NeedsAssurance,
    /// Nothing is missing.
    Complete,
}

impl Reason {
    /// Stable code of the sentence.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::NoEvidence => "standing/no-evidence",
            Self::BelowHalf => "standing/below-half",
            Self::NeedsObservation => "standing/needs-observation",
            Self::NeedsAssurance => "standing/needs-assurance",
            Self::Complete => "standing/complete",
        }
    }
}

/// Where a person stands in a competence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CompetenceStanding {
    /// The competence.
    pub competence: CompetenceId,
    /// How far.
    pub degree: Degree,
    /// Why no more.
    pub reason: Reason,
    /// Certificates that speak of it, by id, oldest first.
    pub certificates: Vec<String>,
}

/// Where a person stands in a unit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnitStanding {
    /// The unit.
    pub unit: UnitId,
    /// Part or block: only a block reaches a diploma.
    pub kind: UnitKind,
    /// How far.
    pub degree: Degree,
    /// Why no more: for a block, the commonest lack among its competences.
    pub reason: Reason,
    /// The weakest assurance that the unit accepts.
    pub accepts: Assurance,
    /// Certificates that measure the unit as a whole.
    pub certificates: Vec<String>,
    /// Its competences, in the referential's order.
    pub competences: Vec<CompetenceStanding>,
}

/// Where a person stands in each unit of a referential. Give only citations of certificates that are valid and not revoked.
#[must_use]
pub fn standings(referential: &Referential, citations: &[Citation]) -> Vec<UnitStanding> {
    referential
        .units
        .iter()
        .map(|unit| unit_standing(referential, unit, citations))
        .collect()
}

fn unit_standing(referential: &Referential, unit: &Unit, citations: &[Citation]) -> UnitStanding {
    let competences: Vec<CompetenceStanding> = referential
        .competences_of(&unit.id)
        .map(|c| competence_standing(referential, unit, c, citations))
        .collect();
    // The unit as a whole: its claim says that much of it, and no more than partly.
    let whole = evidence(referential, unit.id.as_str(), citations);
    let counts = whole.iter().any(|(_, share)| *share >= HALF);
    let all = !competences.is_empty() && competences.iter().all(|standing| standing.degree == Degree::Yes);
    let some = counts || competences.iter().any(|standing| standing.degree >= Degree::Partly);
    let degree = if all {
        Degree::Yes
    } else if some {
        Degree::Partly
    } else {
        Degree::NotYet
    };
    let reason = match degree {
        Degree::Yes => Reason::Complete,
        Degree::Partly if whole.iter().any(|(citation, _)| citation.assurance < unit.accepts) => Reason::NeedsAssurance,
        _ => commonest(&competences, !whole.is_empty()),
    };
    UnitStanding {
        unit: unit.id.clone(),
        kind: unit.kind,
        degree,
        reason,
        accepts: unit.accepts,
        certificates: ids(&whole),
        competences,
    }
}

fn commonest(competences: &[CompetenceStanding], measured: bool) -> Reason {
    if measured {
        return Reason::BelowHalf;
    }
    let lacks = [
        Reason::NoEvidence,
        Reason::BelowHalf,
        Reason::NeedsObservation,
        Reason::NeedsAssurance,
    ];
    let count = |lack: &Reason| competences.iter().filter(|standing| standing.reason == *lack).count();
    lacks
        .into_iter()
        .max_by_key(|lack| (count(lack), std::cmp::Reverse(*lack)))
        .unwrap_or(Reason::NoEvidence)
}

fn competence_standing(
    referential: &Referential,
    unit: &Unit,
    competence: &jalon_referential::Competence,
    citations: &[Citation],
) -> CompetenceStanding {
    let spoken = evidence(referential, competence.id.as_str(), citations);
    let good: Vec<&Citation> = spoken
        .iter()
        .filter(|(_, share)| *share >= HALF)
        .map(|(citation, _)| *citation)
        .collect();
    let full =
        |citation: &&&Citation| citation.assurance >= unit.accepts && competence.nature.is_proved_by(citation.proof);
    let (degree, reason) = if spoken.is_empty() {
        (Degree::NotYet, Reason::NoEvidence)
    } else if good.is_empty() {
        (Degree::NotYet, Reason::BelowHalf)
    } else if good.iter().any(|citation| full(&citation)) {
        (Degree::Yes, Reason::Complete)
    } else if good
        .iter()
        .all(|citation| !competence.nature.is_proved_by(citation.proof))
    {
        (Degree::Partly, Reason::NeedsObservation)
    } else {
        (Degree::Partly, Reason::NeedsAssurance)
    };
    CompetenceStanding {
        competence: competence.id.clone(),
        degree,
        reason,
        certificates: ids(&spoken),
    }
}

/// Citations that speak of a thing, with their share: oldest first.
fn evidence<'a>(referential: &Referential, local: &str, citations: &'a [Citation]) -> Vec<(&'a Citation, Micro)> {
    let uri = referential.uri(local);
    let mut spoken: Vec<(&Citation, Micro)> = citations
        .iter()
        .filter_map(|citation| {
            let claim = citation.claims.iter().find(|claim| claim.uri == uri)?;
            Some((citation, claim.share))
        })
        .collect();
    sort(&mut spoken, &|(a, _), (b, _)| {
        (a.awarded, &a.certificate).cmp(&(b.awarded, &b.certificate))
    });
    spoken
}

fn ids(evidence: &[(&Citation, Micro)]) -> Vec<String> {
    let mut ids: Vec<String> = evidence
        .iter()
        .map(|(citation, _)| citation.certificate.clone())
        .collect();
    ids.dedup();
    ids
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cite::CitedClaim;
    use jalon_base::Timestamp;
    use jalon_referential::Proof;

    fn referential() -> Referential {
        serde_json::from_str(
            r#"{"format": "jalon/referential@1", "id": "t", "version": 1, "base": "urn:uuid:t", "title": {"fr": "t"}, "trade": {"fr": "t"},
                "picture": "t", "notice": {"fr": "t"}, "sources": [],
                "units": [{"id": "b", "kind": "block", "title": {"fr": "b"}, "short": {"fr": "b"}, "accepts": "observed"}],
                "competences": [
                  {"id": "c1", "nature": "savoir", "units": ["b"], "title": {"fr": "c"}},
                  {"id": "c2", "nature": "savoir-faire", "units": ["b"], "title": {"fr": "c"}},
                  {"id": "c3", "nature": "savoir-faire", "units": ["b"], "title": {"fr": "c"}},
                  {"id": "c4", "nature": "savoir-etre", "units": ["b"], "title": {"fr": "c"}}]}"#,
        )
        .unwrap()
    }

    fn citation(id: &str, assurance: Assurance, proof: Proof, competences: &[&str]) -> Citation {
        let claim = |local: &&str| CitedClaim {
            uri: format!("urn:uuid:t#{local}"),
            name: String::new(),
            share: Micro::from_millionths(800_000),
            low: Micro::from_millionths(500_000),
            high: Micro::ONE,
            right: 8,
            scored: 10,
        };
        Citation {
            certificate: id.into(),
            issuer: "did:key:z".into(),
            holder: None,
            awarded: Timestamp::from_unix(0).unwrap(),
            assurance,
            proof,
            claims: competences.iter().map(claim).collect(),
        }
    }

    fn check(citations: &[Citation], competences: [Degree; 4], block: Degree) {
        let standing = standings(&referential(), citations).remove(0);
        let found: Vec<Degree> = standing
            .competences
            .iter()
            .map(|competence| competence.degree)
            .collect();
        assert_eq!(found, competences);
        assert_eq!(standing.degree, block);
    }

    #[test]
    fn the_worked_table_of_the_vae_sheet() {
        use Degree::{NotYet, Partly, Yes};
        let quiz = citation("q", Assurance::Proctored, Proof::Quiz, &["c1", "c2"]);
        let work = citation("w", Assurance::Observed, Proof::Observation, &["c2", "c3"]);
        let being = citation("e", Assurance::Observed, Proof::Observation, &["c4"]);
        check(std::slice::from_ref(&quiz), [Yes, Partly, NotYet, NotYet], Partly);
        check(&[quiz.clone(), work.clone()], [Yes, Yes, Yes, NotYet], Partly);
        check(&[quiz.clone(), work.clone(), being.clone()], [Yes, Yes, Yes, Yes], Yes);
        let without_c3 = citation("w", Assurance::Observed, Proof::Observation, &["c2"]);
        check(&[quiz, without_c3, being], [Yes, Yes, NotYet, Yes], Partly);
        check(&[], [NotYet; 4], NotYet);
    }

    #[test]
    fn a_self_assessment_is_never_more_than_partly() {
        use Degree::{NotYet, Partly};
        let own = citation("s", Assurance::Declared, Proof::Quiz, &["c1", "c2"]);
        check(std::slice::from_ref(&own), [Partly, Partly, NotYet, NotYet], Partly);
        let standing = standings(&referential(), &[own]).remove(0);
        assert_eq!(standing.competences[0].reason, Reason::NeedsAssurance);
        assert_eq!(standing.competences[1].reason, Reason::NeedsObservation);
        let mut low = citation("l", Assurance::Proctored, Proof::Quiz, &["c1"]);
        low.claims[0].share = Micro::from_millionths(499_999);
        check(&[low], [NotYet; 4], NotYet);
    }
}
