//! Competence frameworks: competences with their nature, the parts of an examination or the blocks of a diploma, dated equivalences,
//! training modules.
//!
//! A referential says what can be cited; it knows neither questions nor people.

use jalon_base::{Text, Timestamp, slug_id};

slug_id!(
    /// Id of a referential: `vtc`.
    ReferentialId
);
slug_id!(
    /// Id of a competence in its referential: `a02`.
    CompetenceId
);
slug_id!(
    /// Id of a part of an examination, or of a block of a diploma, in its referential: `a`, `bc03`.
    UnitId
);

/// What kind of thing a competence is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Nature {
    /// Something one knows (*savoir*): a quiz can prove it.
    Savoir,
    /// Something one does (*savoir-faire*): a quiz proves it only in part.
    SavoirFaire,
    /// A way of acting with others (*savoir-être*): a quiz proves it only in part.
    SavoirEtre,
}

jalon_base::words!(Nature {
    Savoir = "savoir",
    SavoirFaire = "savoir-faire",
    SavoirEtre = "savoir-etre",
});

/// How sure one is of who answered and how, from the weakest to the strongest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Assurance {
    /// The person alone, with nobody to vouch for it.
    Declared,
    /// Run by a server, without a proctor.
    Remote,
    /// Seen at work by habilitated evaluators.
    Observed,
    /// In a proctored room.
    Proctored,
}

jalon_base::words!(Assurance {
    Declared = "self",
    Remote = "remote",
    Observed = "observed",
    Proctored = "proctored",
});

impl Assurance {
    /// The word of the documents.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Declared => "self",
            Self::Remote => "remote",
            Self::Observed => "observed",
            Self::Proctored => "proctored",
        }
    }
}

/// How a competence was shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Proof {
    /// Questions answered.
    Quiz,
    /// Something done in a staged situation.
    Situation,
    /// Something done at work, in front of an evaluator.
    Observation,
}

jalon_base::words!(Proof {
    Quiz = "quiz",
    Situation = "situation",
    Observation = "observation",
});

impl Nature {
    /// Whether this way of showing can prove the whole of a competence of this nature: a quiz proves a *savoir* only.
    #[must_use]
    pub const fn is_proved_by(self, proof: Proof) -> bool {
        matches!(self, Self::Savoir) || !matches!(proof, Proof::Quiz)
    }
}

/// A versioned competence framework (`jalon/referential@1`).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Referential {
    /// `jalon/referential@1`.
    pub format: String,
    /// Its id.
    pub id: ReferentialId,
    /// Its version: anything else than a correction of words gives a new one.
    pub version: u32,
    /// Opaque URI to which `#` and a local id are added to name a competence to the world.
    pub base: String,
    /// The certification, for experts.
    pub title: Text,
    /// The trade, for workers: "Chauffeur VTC".
    pub trade: Text,
    /// Name of the drawing that stands for the trade.
    pub picture: String,
    /// The entry of the national register, when there is one.
    pub register: Option<Register>,
    /// What the screens must say of this referential (not affiliated, indicative…).
    pub notice: Text,
    /// Parts of an examination, or blocks of a diploma, in their order.
    pub units: Vec<Unit>,
    /// Competences, in their order.
    pub competences: Vec<Competence>,
    /// Equivalences with a date: what another result dispenses from, and for how long.
    pub equivalences: Vec<Equivalence>,
    /// Where one can learn what is missing.
    pub training: Vec<TrainingModule>,
    /// Where all this was read.
    pub sources: Vec<Source>,
}

jalon_base::document!(Referential {
    format,
    id,
    version,
    base,
    title,
    trade,
    picture,
    register: optional,
    notice,
    units,
    competences,
    equivalences: optional,
    training: optional,
    sources
});

/// An entry of the French national registers of certifications.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Register {
    /// Which register.
    pub kind: RegisterKind,
    /// `RNCP37715`, `RS5637`.
    pub code: String,
    /// Date on which the entry was read.
    pub read: Timestamp,
    /// Whether the end of the registration is known; when it is not, no screen may call the registration active.
    pub until: Option<Timestamp>,
}

jalon_base::document!(Register {
    kind,
    code,
    read,
    until: optional
});

/// The two registers (code du travail L6113-1, L6113-6).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RegisterKind {
    /// *Répertoire national des certifications professionnelles*: has blocks.
    Rncp,
    /// *Répertoire spécifique*: has no blocks; reaches them only through an equivalence.
    Rs,
}

jalon_base::words!(RegisterKind {
    Rncp = "rncp",
    Rs = "rs",
});

/// Competences recognised together: a part of an examination, or a block of a diploma.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unit {
    /// Its id.
    pub id: UnitId,
    /// Part or block.
    pub kind: UnitKind,
    /// `RNCP37715BC03`, for a block.
    pub code: Option<String>,
    /// Its title.
    pub title: Text,
    /// A short name in plain words, for workers.
    pub short: Text,
    /// The weakest assurance that counts as more than a declaration.
    pub accepts: Assurance,
}

jalon_base::document!(Unit {
    id,
    kind,
    code: optional,
    title,
    short,
    accepts
});

/// What a unit is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum UnitKind {
    /// Part of an examination.
    Part,
    /// Block of a diploma (*bloc de compétences*).
    Block,
}

jalon_base::words!(UnitKind {
    Part = "part",
    Block = "block",
});

/// The smallest thing a certificate can cite.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Competence {
    /// Its id, stable for ever.
    pub id: CompetenceId,
    /// Its nature.
    pub nature: Nature,
    /// Units it belongs to.
    pub units: Vec<UnitId>,
    /// What it is, in the words of the framework or ours.
    pub title: Text,
    /// The same thing elsewhere: ESCO, ROME…
    pub alignments: Vec<Alignment>,
}

jalon_base::document!(Competence {
    id,
    nature,
    units,
    title,
    alignments: optional
});

/// The same competence in another framework (CASE `CFAssociation`, Open Badges `Alignment`).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Alignment {
    /// Name of the other framework: `ESCO`.
    pub framework: String,
    /// Name of the thing there.
    pub name: String,
    /// Its URI there.
    pub url: String,
}

jalon_base::document!(Alignment { framework, name, url });

/// A result elsewhere that dispenses from units here, for a time (*passerelle*).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Equivalence {
    /// Its id.
    pub id: UnitId,
    /// What must have been obtained elsewhere.
    pub from: Text,
    /// Units of this referential that are then taken as satisfied.
    pub satisfies: Vec<UnitId>,
    /// For how many months after the other result.
    pub months: u32,
    /// Where the rule is written.
    pub source: Source,
}

jalon_base::document!(Equivalence {
    id,
    from,
    satisfies,
    months,
    source
});

impl Equivalence {
    /// Whether a result obtained on one day still dispenses on another: strictly less than so many months later, and not before.
    ///
    /// A month that has no such day ends on its last one.
    #[must_use]
    pub fn holds(&self, obtained: Timestamp, on: Timestamp) -> bool {
        let (year, month, day) = obtained.date();
        let months = year * 12 + i64::from(month) - 1 + i64::from(self.months);
        let (year, month) = (
            months.div_euclid(12),
            u8::try_from(months.rem_euclid(12) + 1).unwrap_or(1),
        );
        let end = (1..=day)
            .rev()
            .find_map(|day| jalon_base::time::days_from_civil(year, month, day));
        obtained <= on && end.is_some_and(|end| on.unix().div_euclid(86_400) < end)
    }
}

/// Somewhere to learn.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TrainingModule {
    /// Its id.
    pub id: UnitId,
    /// Its title.
    pub title: Text,
    /// Competences it teaches.
    pub competences: Vec<CompetenceId>,
    /// Where it is.
    pub url: Option<String>,
}

jalon_base::document!(TrainingModule {
    id,
    title,
    competences,
    url: optional
});

/// Where a fact was read, and when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    /// Text, article, guide.
    pub title: String,
    /// Where it is on the web.
    pub url: Option<String>,
    /// Day it was read, `2026-11-22`.
    pub read: String,
}

jalon_base::document!(Source {
    title,
    url: optional,
    read
});

impl Referential {
    /// The competence with this id.
    #[must_use]
    pub fn competence(&self, id: &str) -> Option<&Competence> {
        self.competences.iter().find(|competence| competence.id.as_str() == id)
    }

    /// The unit with this id.
    #[must_use]
    pub fn unit(&self, id: &str) -> Option<&Unit> {
        self.units.iter().find(|unit| unit.id.as_str() == id)
    }

    /// Competences of a unit, in their order.
    pub fn competences_of<'a>(&'a self, unit: &'a UnitId) -> impl Iterator<Item = &'a Competence> {
        self.competences
            .iter()
            .filter(move |competence| competence.units.contains(unit))
    }

    /// The name of a local id for the whole world: base URI, `#`, id.
    #[must_use]
    pub fn uri(&self, local: &str) -> String {
        format!("{}#{local}", self.base)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Timestamp {
        Timestamp::parse(&format!("{text}T12:00:00Z")).unwrap()
    }

    #[test]
    fn a_dispensation_lasts_less_than_three_years() {
        let equivalence: Equivalence = serde_json::from_str(
            r#"{"id": "passerelle", "from": {"fr": "taxi"}, "satisfies": ["a"], "months": 36, "source": {"title": "t", "read": "2026-11-22"}}"#,
        )
        .unwrap();
        assert!(equivalence.holds(day("2024-01-15"), day("2027-01-14")));
        assert!(
            !equivalence.holds(day("2024-01-15"), day("2027-01-15")),
            "three years are not less than three years"
        );
        assert!(
            equivalence.holds(day("2024-02-29"), day("2027-02-27"))
                && !equivalence.holds(day("2024-02-29"), day("2027-02-28"))
        );
        assert!(!equivalence.holds(day("2024-01-15"), day("2024-01-14")));
    }

    #[test]
    fn a_quiz_proves_knowledge_only() {
        assert!(Nature::Savoir.is_proved_by(Proof::Quiz) && !Nature::SavoirFaire.is_proved_by(Proof::Quiz));
        assert!(Nature::SavoirEtre.is_proved_by(Proof::Observation));
        assert!(Assurance::Declared < Assurance::Remote && Assurance::Observed < Assurance::Proctored);
    }
}
