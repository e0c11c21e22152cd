//! One piece of advice, with its reason.

use jalon_base::Points;
use jalon_protocol::outcome::{ClaimOutcome, Outcome};

/// What to do next, and why.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Advice<'a> {
    /// Work on this first: its measure is the lowest of those that are measured, and not everything was right.
    WorkOn(&'a ClaimOutcome),
    /// Take a longer test: nothing was measured.
    MeasureMore,
    /// Go on to something harder: everything measured was right.
    GoFurther,
}

/// The one piece of advice that an outcome supports.
///
/// Among the measured claims, the one with the lowest share; ties go to the one measured with more items, then to the protocol's order.
/// Claims on a scale are compared by their band, then by how sure it is that they are not in a higher one.
/// Claims on ladders are compared by the share of their steps that is acquired.
/// A claim that is not measured is never named: too few questions say nothing of it.
#[must_use]
pub fn advise(outcome: &Outcome) -> Advice<'_> {
    let placed = outcome.claims.iter().filter_map(|claim| {
        let band = claim.scale.as_ref()?.band.as_ref()?;
        Some((claim, band))
    });
    if let Some((claim, band)) =
        placed.min_by_key(|(claim, band)| (band.level, band.above, std::cmp::Reverse(claim.scored)))
    {
        let highest = band.level + 1 >= band.levels;
        return if highest {
            Advice::GoFurther
        } else {
            Advice::WorkOn(claim)
        };
    }
    let climbed = outcome.claims.iter().filter_map(|claim| {
        let ladder = claim.ladder.filter(|ladder| ladder.steps > 0)?;
        Some((
            claim,
            Points::from_thousandths(1_000_000).share(ladder.acquired.into(), ladder.steps.into()),
        ))
    });
    if let Some((claim, share)) = climbed.min_by_key(|(_, share)| *share) {
        let highest = share == Points::from_thousandths(1_000_000);
        return if highest {
            Advice::GoFurther
        } else {
            Advice::WorkOn(claim)
        };
    }
    let measured = outcome
        .claims
        .iter()
        .filter_map(|claim| claim.measure.map(|measure| (claim, measure)));
    let lowest = measured.min_by_key(|(claim, measure)| (measure.share, std::cmp::Reverse(claim.scored)));
    match lowest {
        None => Advice::MeasureMore,
        Some((_, measure)) if measure.share == jalon_base::Micro::ONE => Advice::GoFurther,
        Some((claim, _)) => Advice::WorkOn(claim),
    }
}
