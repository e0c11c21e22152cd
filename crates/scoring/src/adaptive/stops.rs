//! When a section ends before its count: its rules, and what they look at.

use super::scale::{self, float};
use super::{Ended, Test};
use jalon_attempt::State;
use jalon_base::Micro;
use jalon_protocol::plan::adaptive::Adaptive;
use jalon_psychometrics::estimate::Measure;
use jalon_psychometrics::model::Item;
use jalon_psychometrics::stop;

/// The rules by which a section ends early, in the order in which they are looked at.
pub(super) fn stop_rules(rules: &Adaptive) -> Vec<(stop::Rule, Ended)> {
    let own = &rules.stop;
    let interval = own.interval.as_ref().map(|interval| {
        let (cuts, z) = (interval.cuts.clone(), interval.z);
        (stop::Rule::Interval { cuts, z }, Ended::Clear)
    });
    let plateau = own.plateau.map(|plateau| {
        let (items, fall) = (plateau.items, plateau.fall);
        (stop::Rule::Plateau { items, fall }, Ended::Plateau)
    });
    [
        own.error.map(|most| (stop::Rule::Error(most), Ended::Error)),
        interval,
        own.ratio.map(|_| (stop::Rule::Ratio, Ended::Ratio)),
        own.curtailment
            .map(|most| (stop::Rule::Curtailment(most), Ended::Curtailment)),
        own.information
            .map(|least| (stop::Rule::Information(least), Ended::Information)),
        plateau,
    ]
    .into_iter()
    .flatten()
    .collect()
}

impl Test {
    /// The rule that ends the section after these answers, and what it held against its limit where the journal does not have it otherwise.
    ///
    /// What going on could bring is that of the best whole test from here, which is the test that would be given if the measure stayed: the
    /// greatest information of its questions at the measure; and the chance that their answers, from a person at the measure, carry the ratio
    /// to the other side. Where the search for that test proves none, these two rules say nothing.
    pub(super) fn stops(
        &self,
        state: &State,
        given: &[(usize, u8)],
        places: &[usize],
        measure: Measure,
    ) -> Option<(Ended, Option<Micro>)> {
        let answers = self.scored(given);
        let ratio = self.rules.stop.ratio.as_ref().and_then(scale::ratio);
        let tests = ratio.as_ref().map(|ratio| scale::tests(ratio, &answers));
        let own = &self.rules.stop;
        let left = if own.information.is_some() || own.curtailment.is_some() {
            self.left(state, places, measure)
        } else {
            None
        };
        let theta = float(measure.theta);
        let best_open = left.as_ref().and_then(|left| {
            let told = left.iter().map(|item| item.information(theta));
            Micro::round(told.fold(0.0, f64::max))
        });
        let change = left.as_ref().zip(tests.as_ref()).and_then(|(left, tests)| {
            let curtailed = tests.curtailed(left, theta);
            Micro::round(curtailed.chance)
        });
        let measures = self.measures(given, measure);
        let progress = stop::Progress {
            measures: &measures,
            seconds: 0,
            best_open,
            decided: tests.as_ref().and_then(stop::Tests::level),
            change,
        };
        let (rules, ends): (Vec<_>, Vec<_>) = self.stop.iter().cloned().unzip();
        // The least length is one of the blueprint's rules: here it is reached.
        let stopped = stop::stop(&rules, 0, progress)?;
        let why = ends.get(stopped.rule).copied()?;
        let value = match why {
            Ended::Curtailment => change,
            Ended::Information => best_open,
            Ended::Plateau => fall(&measures),
            _ => None,
        };
        Some((why, value))
    }

    /// What the best whole test from here has left; none where none is proven.
    fn left(&self, state: &State, places: &[usize], measure: Measure) -> Option<Vec<&Item>> {
        let at = float(self.at(measure, places.is_empty())?);
        let values: Vec<f64> = self.bank.items().iter().map(|item| item.information(at)).collect();
        let closed = self.closed(state, places);
        let form = self.blueprint.rules().form(&values, places, &closed).ok()?;
        let left = form.items.iter().filter(|item| !places.contains(item));
        left.map(|item| self.bank.item(*item)).collect()
    }

    /// The measure now, after those that a plateau looks back over: from the answer before the last so many on.
    fn measures(&self, given: &[(usize, u8)], measure: Measure) -> Vec<Measure> {
        let Some(plateau) = self.rules.stop.plateau else {
            return vec![measure];
        };
        let back = usize::try_from(plateau.items).unwrap_or(usize::MAX);
        let from = given.len().saturating_sub(back).max(1);
        let before = (from..given.len()).map(|count| {
            let so_far = given.get(..count).unwrap_or_default();
            self.scale.measure(&self.scored(so_far))
        });
        before.chain([measure]).collect()
    }
}

/// By how much the error fell from the first of these measures to the last.
fn fall(measures: &[Measure]) -> Option<Micro> {
    let (first, last) = (measures.first()?.error?, measures.last()?.error?);
    Some(Micro::from_millionths(first.millionths() - last.millionths()))
}
