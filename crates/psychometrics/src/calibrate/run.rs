//! A calibration from beginning to end, cycle by cycle.

use super::blocks::Blocks;
use super::em::{Em, Progress};
use super::errors::{Curvature, oakes};
use super::layer::Layer;
use super::outcome::{Fate, Fitted, GroupEstimate, ItemEstimate, Parameter, Warning};
use super::plan::{Kind, Plan, Refused};
use super::prepare::{Common, Slot, check, layer, populations, slots};
use super::published::{delta, item, published, warn};
use crate::responses::{MISSING, Responses};

/// A calibration under way. Nothing is lost by dropping it: to cancel is not to call [`Run::cycle`] again.
#[derive(Debug)]
pub struct Run {
    em: Em<Box<dyn Layer>>,
    fates: Vec<Slot>,
    common: Common,
    errors: bool,
    cycles: u32,
    reach: f64,
    // Persons below which the parameters are loose.
    enough: u32,
    persons: Vec<f64>,
    // For each person of the table, the row of the blocks that is theirs.
    row_of: Vec<Option<u32>>,
    last: Option<Progress>,
}

/// Where a person stands given the responses and the group.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Standing {
    /// Mean of the posterior distribution, in logits.
    pub theta: f64,
    /// Its standard deviation.
    pub error: f64,
    /// Logarithm of the marginal likelihood of the responses.
    pub log_likelihood: f64,
}

/// Calibrates to the end: [`Run::start`], [`Run::cycle`] until it has converged or the cycles are used up, [`Run::finish`].
///
/// # Errors
/// As [`Run::start`].
///
/// # Formula
/// That of [`Run::start`].
///
/// # Source
/// As [`Run::start`].
pub fn calibrate(table: &Responses, plan: &Plan) -> Result<Fitted, Refused> {
    let mut run = Run::start(table, plan)?;
    while run.cycle().is_some() {}
    Ok(run.finish())
}

impl Run {
    /// Prepares a calibration.
    ///
    /// Persons without any response and items without an estimate ([`Why`]) are left out. Equal rows are put together.
    ///
    /// # Errors
    /// A plan that does not fit the table, or nothing to estimate: [`Refused`].
    ///
    /// # Formula
    /// ln L = Σ_p w_p ln Σ_q φ_g(x_q) Π_i P_i(x_pi | x_q), the missing responses left out of the product.
    ///
    /// # Source
    /// R. D. Bock and M. Aitkin, "Marginal maximum likelihood estimation of item parameters", Psychometrika 46 (1981), 443–459;
    /// E. Muraki, "A generalized partial credit model", Applied Psychological Measurement 16 (1992), 159–176.
    pub fn start(table: &Responses, plan: &Plan) -> Result<Self, Refused> {
        check(table, plan)?;
        let slots = slots(table, plan)?;
        let kept: Vec<usize> = slots
            .iter()
            .enumerate()
            .filter_map(|(item, slot)| (!matches!(slot, Slot::Left(_))).then_some(item))
            .collect();
        let free = slots.iter().zip(&plan.kinds);
        let enough = free
            .filter(|(slot, _)| matches!(slot, Slot::Free { .. }))
            .map(|(_, kind)| kind.enough_persons())
            .max()
            .unwrap_or(0);
        let groups = table.group_count();
        let used = table.only_items(&kept).map_err(|_| Refused::Nothing)?;
        let answered = |person: usize| {
            used.row(person).iter().any(|&cell| cell != MISSING)
                && used.weights().get(person).is_some_and(|weight| *weight > 0.0)
        };
        let who: Vec<bool> = (0..used.persons()).map(answered).collect();
        let used = used
            .only_persons(|person| who.get(person) == Some(&true))
            .map_err(|_| Refused::NoWeight)?;
        let mut categories: Vec<u8> = used.categories().to_vec();
        for (count, &item) in categories.iter_mut().zip(&kept) {
            let own = match slots.get(item) {
                Some(Slot::Free { categories, .. }) => *categories,
                Some(Slot::Anchor(anchor)) => anchor.categories(),
                _ => 0,
            };
            *count = (*count).max(u8::try_from(own).unwrap_or(u8::MAX));
        }
        let collapsed = used
            .with_categories(categories)
            .map_err(|_| Refused::Settings)?
            .collapsed();
        let mut rows = collapsed.pattern_of.into_iter();
        let row_of = who.iter().map(|&kept| if kept { rows.next() } else { None }).collect();
        let used = collapsed.patterns;
        let mut persons = vec![0.0; groups];
        for (weight, &group) in used.weights().iter().zip(used.groups()) {
            if let Some(sum) = persons.get_mut(group as usize) {
                *sum += weight;
            }
        }
        let (layer, start, slots, mut common) = layer(slots, table, plan);
        let populations = populations(plan, groups);
        if start.is_empty() && populations.iter().all(|population| population.parameters() == 0) {
            return Err(Refused::Nothing);
        }
        if plan.kinds.contains(&Kind::OnePl) {
            common = Common::Slope(start.len());
        }
        let blocks = Blocks::new(&used, plan.nodes);
        Ok(Self {
            em: Em::new(layer, blocks, plan.grid(), populations, start, plan.tolerance),
            fates: slots,
            common,
            errors: plan.errors,
            cycles: plan.cycles,
            reach: plan.reach,
            enough,
            persons,
            row_of,
            last: None,
        })
    }

    /// One EM cycle; None when the run is over: it has converged, or the cycles are used up.
    pub fn cycle(&mut self) -> Option<Progress> {
        if self
            .last
            .is_some_and(|last| last.converged || last.cycle >= self.cycles)
            || self.cycles == 0
        {
            return None;
        }
        let progress = self.em.cycle();
        self.last = Some(progress);
        Some(progress)
    }

    /// Where each person stands given all responses: the mean of the posterior distribution; none for who has no response or no weight.
    ///
    /// # Source
    /// R. D. Bock and R. J. Mislevy, "Adaptive EAP estimation of ability", Applied Psychological Measurement 6 (1982), 431–444.
    #[must_use]
    pub fn persons(&mut self) -> Vec<Option<Standing>> {
        let nodes = self.em.nodes().to_vec();
        let unit = match self.common {
            Common::Slope(place) => libm::exp(self.em.parameters().get(place).copied().unwrap_or(0.0)),
            _ => 1.0,
        };
        let mut rows = Vec::new();
        self.em.each_posterior(|_, log, posterior| {
            let mean: f64 = posterior.iter().zip(&nodes).map(|(w, x)| w * x).sum();
            let spread: f64 = posterior
                .iter()
                .zip(&nodes)
                .map(|(w, x)| w * (x - mean) * (x - mean))
                .sum();
            rows.push(Standing {
                theta: mean / unit,
                error: libm::sqrt(spread) / unit,
                log_likelihood: log,
            });
        });
        let standing = |row: &Option<u32>| row.and_then(|row| rows.get(row as usize).copied());
        self.row_of.iter().map(standing).collect()
    }

    /// The estimates where the run stands, with standard errors where they were asked for.
    #[must_use]
    pub fn finish(&mut self) -> Fitted {
        let here = self.em.parameters().to_vec();
        let gradient = self.em.gradient_at(&here);
        let log_likelihood = self.em.log_likelihood();
        let masses = self.em.masses().to_vec();
        let inner = self.em.layer().parameters();
        let log_prior = self.em.layer().log_prior(here.get(..inner).unwrap_or(&[]));
        let curvature = if self.errors && log_likelihood.is_finite() {
            oakes(&mut self.em, &gradient)
        } else {
            None
        };
        let converged = self.last.is_some_and(|last| last.converged);
        let change = self.last.map_or(f64::INFINITY, |last| last.change);
        let mut warnings = Vec::new();
        if self.persons.iter().sum::<f64>() < f64::from(self.enough) {
            let enough = self.enough;
            warnings.push(Warning::FewPersons { enough });
        }
        if !converged {
            warnings.push(Warning::NotConverged { change });
        }
        if self.errors && curvature.is_none() {
            warnings.push(Warning::NoErrors);
        }
        if !log_likelihood.is_finite() {
            warnings.push(Warning::Impossible);
        }
        let nodes = self.em.nodes().len();
        if nodes < 41 {
            warnings.push(Warning::CoarseGrid { nodes });
        }
        let items: Vec<Fate> = self
            .fates
            .iter()
            .enumerate()
            .map(|(index, slot)| match slot {
                Slot::Left(why) => Fate::Left(*why),
                Slot::Anchor(anchor) => Fate::Anchor(anchor.clone()),
                Slot::Free { .. } => {
                    let estimate = self.estimate(slot, &here, curvature.as_ref());
                    warn(index, &estimate, self.reach, &mut warnings);
                    Fate::Estimated(estimate)
                }
            })
            .collect();
        let groups = self.group_estimates(&here, &masses, curvature.as_ref(), &mut warnings);
        Fitted {
            items,
            groups,
            log_likelihood,
            log_prior,
            parameters: here.len(),
            persons: self.persons.iter().sum(),
            cycles: self.last.map_or(0, |last| last.cycle),
            converged,
            change,
            gradient: gradient.iter().fold(0.0, |most: f64, slope| most.max(slope.abs())),
            rise: curvature.as_ref().map(|curvature| curvature.rise),
            covariance: curvature.map(|curvature| curvature.covariance),
            warnings,
        }
    }

    /// Number of groups.
    #[must_use]
    pub fn groups(&self) -> usize {
        self.persons.len()
    }

    /// Indices of the items that take part: all but those left out.
    #[must_use]
    pub fn kept(&self) -> Vec<usize> {
        let part = |(item, slot): (usize, &Slot)| (!matches!(slot, Slot::Left(_))).then_some(item);
        self.fates.iter().enumerate().filter_map(part).collect()
    }

    /// Categories of the items that take part.
    pub(crate) fn categories(&self) -> Vec<usize> {
        self.fates
            .iter()
            .filter_map(|slot| match slot {
                Slot::Free { categories, .. } => Some(*categories),
                Slot::Anchor(anchor) => Some(anchor.categories()),
                Slot::Left(_) => None,
            })
            .collect()
    }

    /// Every free parameter, as estimated.
    pub(crate) fn parameters(&self) -> &[f64] {
        self.em.parameters()
    }

    /// The nodes.
    #[must_use]
    pub fn grid(&self) -> &[f64] {
        self.em.nodes()
    }

    /// Calls `each` with the probabilities of the items that take part (item by item, category by category, node by node) and the weights of the nodes.
    pub(crate) fn with_tables<T>(&mut self, parameters: &[f64], each: impl FnOnce(&[f64], &[f64]) -> T) -> T {
        self.em.tables_at(parameters, each)
    }

    fn estimate(&self, slot: &Slot, all: &[f64], curvature: Option<&Curvature>) -> ItemEstimate {
        let Slot::Free {
            kind, shape, places, ..
        } = slot
        else {
            // Only free slots are asked for.
            return ItemEstimate {
                kind: Kind::Rasch,
                item: None,
                published: Vec::new(),
                estimated: Vec::new(),
            };
        };
        let mut places = places.clone();
        match self.common {
            Common::Nothing => {}
            Common::Slope(place) => places.push(place),
            Common::Steps(from, count) if *kind == Kind::RatingScale => places.extend(from..from + count),
            Common::Steps(..) => {}
        }
        let own: Vec<f64> = places.iter().filter_map(|&place| all.get(place).copied()).collect();
        let values = published(*kind, *shape, &own);
        let published = values
            .iter()
            .enumerate()
            .map(|(index, &(symbol, value))| {
                let value_at = |own: &[f64]| published(*kind, *shape, own).get(index).map_or(f64::NAN, |x| x.1);
                Parameter {
                    symbol,
                    value,
                    error: curvature.and_then(|curvature| delta(&curvature.covariance, &places, &own, value_at)),
                }
            })
            .collect();
        let mut estimated: Vec<(f64, Option<f64>)> = own
            .iter()
            .zip(&places)
            .map(|(&value, &place)| (value, curvature.map(|c| libm::sqrt(c.covariance.at(place, place)))))
            .collect();
        if let Common::Slope(_) = self.common {
            // The slope first, as for the other kinds: the standard deviation of the persons.
            if let Some((log, error)) = estimated.pop() {
                let a = libm::exp(log);
                estimated.insert(0, (a, error.map(|error| error * a)));
            }
        }
        ItemEstimate {
            kind: *kind,
            item: item(*kind, &values),
            published,
            estimated,
        }
    }

    fn group_estimates(
        &self,
        all: &[f64],
        masses: &[f64],
        curvature: Option<&Curvature>,
        warnings: &mut Vec<Warning>,
    ) -> Vec<GroupEstimate> {
        let unit = match self.common {
            Common::Slope(place) => libm::exp(all.get(place).copied().unwrap_or(0.0)),
            _ => 1.0,
        };
        let mut from = self.em.layer().parameters();
        let nodes = self.em.nodes().len();
        let error = |place: usize| curvature.map(|c| libm::sqrt(c.covariance.at(place, place)));
        self.em
            .populations()
            .iter()
            .zip(masses.chunks_exact(nodes))
            .zip(&self.persons)
            .enumerate()
            .map(|(group, ((population, mass), &persons))| {
                let ends = mass.first().copied().unwrap_or(0.0) + mass.last().copied().unwrap_or(0.0);
                if persons > 0.0 && ends / persons > 1e-3 {
                    warnings.push(Warning::GridTooNarrow {
                        group,
                        share: ends / persons,
                    });
                }
                let mean_place = from;
                let sd_place = from + usize::from(population.free_mean);
                from += population.parameters();
                let scaled = self.common == Common::Slope(sd_place) && population.free_sd;
                GroupEstimate {
                    persons,
                    mean: population.mean / unit,
                    mean_error: error(mean_place).filter(|_| population.free_mean).map(|e| e / unit),
                    sd: population.sd / unit,
                    sd_error: error(sd_place)
                        .filter(|_| population.free_sd && !scaled)
                        .map(|e| e * population.sd / unit),
                }
            })
            .collect()
    }
}
