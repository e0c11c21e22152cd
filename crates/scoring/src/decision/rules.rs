//! Rules that hold rules, and rules of single parts, claims and items.
//!
//! A rule of which nothing is left (everything in it neutralised) leaves the rule that holds it, as a neutralised item leaves its part. One
//! about a part that the person is dispensed from counts as met. One that waits for a measure holds the whole back, unless what is known
//! already settles it.

use super::PartResult;
use jalon_base::{Fraction, Points};
use jalon_protocol::outcome::{ClaimOutcome, ItemOutcome, ItemStatus, Verdict};
use jalon_protocol::plan::{Claim, Decision};
use jalon_protocol::{ClaimId, PartId, Pool, Protocol};

/// What rules are decided from.
#[derive(Clone, Copy)]
pub struct Facts<'a> {
    /// The protocol.
    pub protocol: &'a Protocol,
    /// What the release says of its items.
    pub pool: &'a Pool,
    /// What each item earned.
    pub items: &'a [ItemOutcome],
    /// What each claim came to.
    pub claims: &'a [ClaimOutcome],
    /// What each part earned.
    pub parts: &'a [PartResult],
    /// Parts that the person is dispensed from.
    pub exempt: &'a [PartId],
    /// Decides the cuts.
    pub cut: &'a dyn Fn(&Decision) -> Option<Verdict>,
}

/// What a rule says.
enum Said {
    /// A verdict.
    Is(Verdict),
    /// Nothing: there is nothing left in it.
    Out,
    /// That the person is dispensed from it.
    Dispensed,
    /// Nothing yet.
    Unknown,
}

/// Decides by a rule; none when nothing is left of it, or nothing is known yet.
#[must_use]
pub fn decide(rule: &Decision, facts: Facts<'_>) -> Option<Verdict> {
    match facts.said(rule) {
        Said::Is(verdict) => Some(verdict),
        Said::Out | Said::Dispensed | Said::Unknown => None,
    }
}

/// What the rules say that another holds.
#[derive(Default)]
struct Heard {
    of: Vec<Verdict>,
    dispensed: usize,
    unknown: usize,
}

impl Heard {
    fn met(&self) -> usize {
        self.of.iter().filter(|verdict| verdict.reached()).count()
    }

    fn missed(&self) -> usize {
        self.of.len() - self.met()
    }

    /// A verdict when it is known; what to say when there is none.
    fn say(self, reached: Option<bool>, verdict: impl FnOnce(bool, Vec<Verdict>) -> Verdict) -> Said {
        match reached {
            _ if self.of.is_empty() && self.unknown == 0 && self.dispensed > 0 => Said::Dispensed,
            _ if self.of.is_empty() && self.unknown == 0 => Said::Out,
            None => Said::Unknown,
            Some(reached) => Said::Is(verdict(reached, self.of)),
        }
    }
}

impl Facts<'_> {
    fn said(self, rule: &Decision) -> Said {
        match rule {
            Decision::WeightedMean { .. } | Decision::Ratio { .. } => {
                super::of_points(rule, self.parts).map_or(Said::Out, Said::Is)
            }
            Decision::Cut { .. } => (self.cut)(rule).map_or(Said::Unknown, Said::Is),
            Decision::Part { part, pass } => self.part(part, *pass),
            Decision::Claim { claim, pass } => match self.share(claim) {
                None => Said::Out,
                Some(ratio) => Said::Is(Verdict::Claim {
                    reached: ratio >= *pass,
                    claim: claim.clone(),
                    ratio,
                    pass: *pass,
                }),
            },
            Decision::Competences { claims, each, pass } => self.competences(claims, *each, *pass),
            Decision::Eliminatory { .. } => self.eliminatory(rule),
            Decision::AllOf { of } => {
                let heard = self.heard(of);
                let reached = match (heard.missed(), heard.unknown) {
                    (0, 0) => Some(true),
                    (0, _) => None,
                    _ => Some(false),
                };
                heard.say(reached, |reached, of| Verdict::AllOf { reached, of })
            }
            Decision::KOfN { least, of } => {
                let heard = self.heard(of);
                let wanted = (*least as usize).saturating_sub(heard.dispensed);
                let wanted = wanted.min(heard.of.len() + heard.unknown);
                let reached = match heard.met() {
                    met if met >= wanted => Some(true),
                    met if met + heard.unknown < wanted => Some(false),
                    _ => None,
                };
                let least = u32::try_from(wanted).unwrap_or(u32::MAX);
                heard.say(reached, |reached, of| Verdict::KOfN { reached, least, of })
            }
            Decision::Compensation { of, most, by } => self.compensation(of, *most, by),
        }
    }

    fn heard(self, of: &[Decision]) -> Heard {
        let mut heard = Heard::default();
        for rule in of {
            match self.said(rule) {
                Said::Is(verdict) => heard.of.push(verdict),
                Said::Out => {}
                Said::Dispensed => heard.dispensed += 1,
                Said::Unknown => heard.unknown += 1,
            }
        }
        heard
    }

    fn part(self, id: &PartId, pass: Fraction) -> Said {
        if self.exempt.contains(id) {
            return Said::Dispensed;
        }
        let found = self.parts.iter().find(|part| part.part == *id);
        let ratio = found.and_then(|part| Fraction::new(part.earned.thousandths(), part.possible.thousandths()));
        ratio.map_or(Said::Out, |ratio| {
            Said::Is(Verdict::Part {
                reached: ratio >= pass,
                part: id.clone(),
                ratio,
                pass,
            })
        })
    }

    /// Items of a claim that are left: those that nobody neutralised.
    fn of_claim<'s>(&'s self, claim: &'s Claim) -> impl Iterator<Item = &'s ItemOutcome> {
        let left = self.items.iter().filter(|item| item.status != ItemStatus::Neutralised);
        left.filter(|item| {
            let about = self.pool.item(&item.item);
            about.is_some_and(|about| claim.about.covers(about))
        })
    }

    /// Points of the items of a claim, earned over possible: an item that was not reached earns nothing. None when fewer items are left than
    /// the claim needs. Of a claim that stands on ladders, the steps acquired over all of them.
    fn share(self, id: &ClaimId) -> Option<Fraction> {
        let ladder = self
            .claims
            .iter()
            .find(|claim| claim.claim == *id)
            .and_then(|claim| claim.ladder);
        if let Some(ladder) = ladder {
            return Fraction::new(i64::from(ladder.acquired) * 1000, i64::from(ladder.steps) * 1000);
        }
        let claim = self.protocol.claims.iter().find(|claim| claim.id == *id)?;
        let enough = self.of_claim(claim).count() >= claim.minimum as usize;
        let earned: Points = self.of_claim(claim).map(|item| item.earned).sum();
        let possible: Points = self.of_claim(claim).map(|item| item.possible).sum();
        enough.then(|| Fraction::new(earned.thousandths(), possible.thousandths()))?
    }

    fn competences(self, claims: &[ClaimId], each: Fraction, pass: Fraction) -> Said {
        let all = self.protocol.claims.iter().map(|claim| &claim.id);
        let wanted = all.filter(|id| claims.is_empty() || claims.contains(id));
        let (mut acquired, mut missed) = (Vec::new(), Vec::new());
        for id in wanted {
            match self.share(id) {
                None => {}
                Some(share) if share >= each => acquired.push(id.clone()),
                Some(_) => missed.push(id.clone()),
            }
        }
        let whole = |claims: &[ClaimId]| i64::try_from(claims.len()).unwrap_or(i64::MAX);
        let (found, of) = (whole(&acquired), whole(&acquired) + whole(&missed));
        Fraction::new(found, of).map_or(Said::Out, |ratio| {
            Said::Is(Verdict::Competences {
                reached: ratio >= pass,
                acquired,
                missed,
                pass,
            })
        })
    }

    fn eliminatory(self, rule: &Decision) -> Said {
        let Decision::Eliminatory { claims, items, most } = rule else {
            return Said::Out;
        };
        let claims = || self.protocol.claims.iter().filter(|claim| claims.contains(&claim.id));
        let counts = |item: &&ItemOutcome| {
            let about = self.pool.item(&item.item);
            let of_claim = about.is_some_and(|about| claims().any(|claim| claim.about.covers(about)));
            item.status != ItemStatus::Neutralised && (of_claim || items.contains(&item.item))
        };
        let counted: Vec<&ItemOutcome> = self.items.iter().filter(counts).collect();
        if counted.is_empty() {
            return Said::Out;
        }
        let faults = counted.into_iter().filter(|item| item.earned < item.possible);
        let faults: Vec<_> = faults.map(|item| item.item.clone()).collect();
        Said::Is(Verdict::Eliminatory {
            reached: faults.len() <= *most as usize,
            faults,
            most: *most,
        })
    }

    fn compensation(self, of: &[Decision], most: u32, by: &Decision) -> Said {
        let heard = self.heard(of);
        let by = self.said(by);
        // What is not known yet may still be missed.
        let makes_up = match &by {
            Said::Is(verdict) => Some(verdict.reached()),
            Said::Dispensed => Some(true),
            Said::Out => Some(false),
            Said::Unknown => None,
        };
        let reached = match (heard.missed(), heard.unknown) {
            (0, 0) => Some(true),
            (missed, _) if missed > most as usize => Some(false),
            (1.., _) if makes_up == Some(false) => Some(false),
            (_, 0) => makes_up,
            (missed, unknown) if missed + unknown <= most as usize && makes_up == Some(true) => Some(true),
            _ => None,
        };
        let by = match by {
            Said::Is(verdict) => Some(Box::new(verdict)),
            _ => None,
        };
        heard.say(reached, |reached, of| Verdict::Compensation { reached, most, of, by })
    }
}
