//! TAM's standard errors: each parameter as if all others were known.

use jalon_psychometrics::facets::{Faceted, Rating};

/// The errors of one parameter at a time: items, raters, and steps where each item has its own (first those of the first step).
pub struct Alone {
    pub items: Vec<f64>,
    pub raters: Vec<f64>,
    pub steps: Vec<f64>,
}

/// 1/√I of each parameter, with I its own complete-data information: the variance of what it multiplies, summed over the ratings and averaged
/// over each person's posterior on 31 nodes within `reach`. The last rater and the last step are minus the sum of the others, and so are
/// their errors: the root of the sum of the squares.
pub fn alone(found: &Faceted, ratings: &[Rating], reach: f64) -> Alone {
    let nodes: Vec<f64> = (0..31).map(|k| reach * (f64::from(k) / 15.0 - 1.0)).collect();
    let (items, raters) = (found.items.len(), found.raters.len());
    let steps = |item: usize| -> &[f64] {
        let own = &found.items[item].steps;
        if own.is_empty() { &[0.0] } else { own }
    };
    let last = steps(0).len();
    let chances = |theta: f64, rating: &Rating| -> Vec<f64> {
        let at = theta - found.items[rating.item as usize].measure - found.raters[rating.rater as usize].measure;
        let mut weights = vec![1.0];
        let mut sum = 0.0;
        for tau in steps(rating.item as usize) {
            sum += at - tau;
            weights.push(libm::exp(sum));
        }
        let all: f64 = weights.iter().sum();
        weights.iter().map(|weight| weight / all).collect()
    };
    let mut of: Vec<Vec<&Rating>> = vec![Vec::new(); found.persons.len()];
    ratings
        .iter()
        .for_each(|rating| of[rating.person as usize].push(rating));
    let mut by_item = vec![0.0; items];
    let mut by_rater = vec![0.0; raters];
    let mut by_step = vec![0.0; items * last.saturating_sub(1)];
    for own in of {
        let tables: Vec<Vec<Vec<f64>>> = nodes
            .iter()
            .map(|theta| own.iter().map(|rating| chances(*theta, rating)).collect())
            .collect();
        let likely = nodes.iter().zip(&tables).map(|(theta, table)| {
            let z = theta / found.sd;
            let answers = own.iter().zip(table);
            answers.fold(-z * z / 2.0, |sum, (rating, chances)| {
                sum + libm::log(chances[usize::from(rating.category)])
            })
        });
        let likely: Vec<f64> = likely.collect();
        let most = likely.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        let posterior: Vec<f64> = likely.iter().map(|log| libm::exp(log - most)).collect();
        let whole: f64 = posterior.iter().sum();
        for (weight, table) in posterior.iter().zip(&tables) {
            for (rating, chances) in own.iter().zip(table) {
                let variance = |times: &dyn Fn(usize) -> f64| {
                    let moment = |power: &dyn Fn(f64) -> f64| -> f64 {
                        let each = chances.iter().enumerate();
                        each.map(|(k, chance)| chance * power(times(k))).sum()
                    };
                    let mean = moment(&|x| x);
                    weight / whole * (moment(&|x| x * x) - mean * mean)
                };
                let own = variance(&|k| k as f64);
                by_item[rating.item as usize] += own;
                by_rater[rating.rater as usize] += own;
                for step in 1..last {
                    let apart = variance(&|k| f64::from(u8::from(k >= step)) - f64::from(u8::from(k >= last)));
                    by_step[(step - 1) * items + rating.item as usize] += apart;
                }
            }
        }
    }
    let error = |information: f64| 1.0 / libm::sqrt(information);
    let end = by_rater[raters - 1];
    let mut rater_errors: Vec<f64> = by_rater[..raters - 1].iter().map(|own| error(own + end)).collect();
    rater_errors.push(together(&rater_errors));
    let mut step_errors: Vec<f64> = by_step.iter().map(|own| error(*own)).collect();
    if last > 1 {
        for item in 0..items {
            let own: Vec<f64> = (0..last - 1).map(|step| step_errors[step * items + item]).collect();
            step_errors.push(together(&own));
        }
    }
    Alone {
        items: by_item.into_iter().map(error).collect(),
        raters: rater_errors,
        steps: step_errors,
    }
}

fn together(errors: &[f64]) -> f64 {
    libm::sqrt(errors.iter().map(|error| error * error).sum())
}
