//! From answers to a place on the scale and the band that it is said in, as the protocol rules.

use super::CannotChoose;
use jalon_base::Micro;
use jalon_protocol::ItemAbout;
use jalon_protocol::outcome::Placed;
use jalon_protocol::plan::adaptive::{Adaptive, Bands, Estimator, RatioTest};
use jalon_protocol::pool::{Model, Origin};
use jalon_psychometrics::estimate::{Answer, Measure, Method, Posterior, estimate};
use jalon_psychometrics::level::CutTable;
use jalon_psychometrics::model::{self, Item};
use jalon_psychometrics::scale::{InvalidScale, Normal, Quadrature, Range};
use jalon_psychometrics::stop::{Ratio, Tests};

/// A millionth as a number: exact division of an exact integer, the same everywhere.
#[expect(
    clippy::cast_precision_loss,
    reason = "decimals of documents are below 2^53 millionths"
)]
pub(crate) fn float(micro: Micro) -> f64 {
    micro.millionths() as f64 / 1e6
}

/// The model of an item: its own parameters, or those that the section declares for its band.
///
/// # Errors
/// Neither is there, or the parameters are out of their range.
pub fn item(about: &ItemAbout, adaptive: &Adaptive) -> Result<(Item, Origin), CannotChoose> {
    let cannot = || CannotChoose::Parameters { item: about.id.clone() };
    let declared = || {
        let b = adaptive.declared?.of(about.difficulty);
        Some((Model::Rasch { b }, Origin::Declared))
    };
    let own = about.parameters.as_ref().map(|own| (own.model.clone(), own.origin));
    let (model, origin) = own.or_else(declared).ok_or_else(cannot)?;
    let all = |values: &[Micro]| values.iter().copied().map(float).collect();
    let model = match &model {
        Model::Rasch { b } => model::Model::Rasch { b: float(*b) },
        Model::TwoPl { a, b } => model::Model::TwoPl {
            a: float(*a),
            b: float(*b),
        },
        Model::ThreePl { a, b, c } => model::Model::ThreePl {
            a: float(*a),
            b: float(*b),
            c: float(*c),
        },
        Model::Graded { a, thresholds } => model::Model::Graded {
            a: float(*a),
            thresholds: all(thresholds),
        },
        Model::PartialCredit { a, steps } => model::Model::PartialCredit {
            a: float(*a),
            steps: all(steps),
        },
    };
    Item::new(model).map(|item| (item, origin)).map_err(|_| cannot())
}

/// How a section places people.
#[derive(Debug, Clone)]
pub struct Scale {
    estimator: Estimator,
    normal: Normal,
    range: Range,
    quadrature: Quadrature,
}

impl Scale {
    /// The scale of a section.
    ///
    /// # Errors
    /// A prior, a range or nodes that make none.
    pub fn of(adaptive: &Adaptive) -> Result<Self, InvalidScale> {
        let prior = &adaptive.prior;
        let normal = Normal::new(float(prior.mean), float(prior.sd))?;
        let range = Range::new(float(prior.from), float(prior.to))?;
        Ok(Self {
            estimator: adaptive.estimator,
            normal,
            range,
            quadrature: Quadrature::normal(normal, range, prior.nodes as usize)?,
        })
    }

    /// What is believed before the first answer.
    #[must_use]
    pub const fn normal(&self) -> Normal {
        self.normal
    }

    /// What is believed after these answers.
    #[must_use]
    pub fn posterior(&self, answers: &[Answer<'_>]) -> Posterior<'_> {
        let mut posterior = Posterior::new(&self.quadrature);
        for answer in answers {
            posterior.add(answer.item, answer.category);
        }
        posterior
    }

    /// The place of a person, rounded to millionths. Before any answer it is what the prior says; answers that are impossible everywhere on
    /// the scale leave it there, without an error.
    #[must_use]
    pub fn measure(&self, answers: &[Answer<'_>]) -> Measure {
        let found = match self.estimator {
            Estimator::Map if !answers.is_empty() => estimate(answers, Method::Map(self.normal, self.range)).ok(),
            Estimator::Wle if !answers.is_empty() => estimate(answers, Method::Wle(self.range)).ok(),
            _ => self.posterior(answers).estimate(),
        };
        let start = Measure {
            theta: Micro::round(self.normal.mean()).unwrap_or_default(),
            error: None,
        };
        found.and_then(|found| found.rounded()).unwrap_or(start)
    }
}

/// The sequential test of a section; none when its numbers make none, which the linter refuses.
#[must_use]
pub fn ratio(test: &RatioTest) -> Option<Ratio> {
    Ratio::new(
        vec![float(test.cut)],
        float(test.delta),
        float(test.alpha),
        float(test.beta),
    )
    .ok()
}

/// A sequential test after these answers.
#[must_use]
pub fn tests<'a>(ratio: &'a Ratio, answers: &[Answer<'_>]) -> Tests<'a> {
    let mut tests = ratio.begin();
    for answer in answers {
        tests.add(answer.item, answer.category);
    }
    tests
}

/// Chance that a person with this measure is at or above a point; none without an error above 0.
#[must_use]
pub fn chance_above(measure: Measure, point: Micro) -> Option<Micro> {
    let level = CutTable::new(1, vec![point]).ok()?.level(measure);
    level
        .chances
        .map(|chances| if level.level == 1 { chances.here } else { chances.above })
}

/// The band of a measure, and the chance of those beside it; without an error above 0, neither has one.
#[must_use]
pub fn band(bands: &Bands, measure: Measure) -> Option<Placed> {
    let cuts = bands.bands.iter().filter_map(|level| level.from).collect();
    let level = CutTable::new(bands.version, cuts).ok()?.level(measure);
    let zero = Micro::default();
    Some(Placed {
        id: bands.bands.get(level.level)?.id.clone(),
        version: level.version,
        level: u32::try_from(level.level).ok()?,
        levels: u32::try_from(bands.bands.len()).ok()?,
        below: level.chances.map_or(zero, |chances| chances.below),
        above: level.chances.map_or(zero, |chances| chances.above),
    })
}
