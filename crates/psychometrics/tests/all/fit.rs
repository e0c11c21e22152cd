//! Fit statistics give what mirt gives on the same data.

mod by_every_pattern;

use crate::common::{Dice, Tally, not_there, number, numbers};
use crate::{common, tables};
use jalon_psychometrics::calibrate::{Kind, Plan, Run};
use jalon_psychometrics::estimate::{Answer, Method, estimate};
use jalon_psychometrics::fit;
use jalon_psychometrics::integrity::{Correction, lz_star};
use jalon_psychometrics::model::Item;
use jalon_psychometrics::scale::{Quadrature, Range};
use jalon_psychometrics::{MISSING, Responses};
use serde_json::Value;

/// A calibration with what the fit statistics need of it.
struct Fit {
    run: Run,
    items: Vec<Item>,
    parameters: Vec<usize>,
    /// Posterior means and standard deviations, with the weights of the persons.
    standing: Vec<(f64, f64, f64)>,
}

fn fit(table: &Responses, kind: Kind) -> Fit {
    let mut plan = Plan::of(kind, table.items());
    plan.errors = false;
    let mut run = Run::start(table, &plan).unwrap();
    while run.cycle().is_some() {}
    let fitted = run.finish();
    let persons = run.persons();
    Fit {
        items: fitted.items.iter().map(|fate| fate.item().unwrap().clone()).collect(),
        parameters: fitted
            .items
            .iter()
            .map(|fate| fate.estimate().unwrap().estimated.len())
            .collect(),
        standing: persons
            .iter()
            .zip(table.weights())
            .map(|(standing, &weight)| standing.map(|s| (s.theta, s.error, weight)).unwrap())
            .collect(),
        run,
    }
}

impl Fit {
    fn eap(&self) -> Vec<Option<f64>> {
        self.standing.iter().map(|s| Some(s.0)).collect()
    }
}

/// Maximum likelihood places; none for all right and all wrong.
fn likely(items: &[Item], table: &Responses) -> Vec<Option<f64>> {
    let range = Range::new(-20.0, 20.0).unwrap();
    table
        .rows()
        .map(|row| {
            let answers: Vec<Answer<'_>> = items
                .iter()
                .zip(row)
                .filter(|(_, cell)| **cell != MISSING)
                .map(|(item, &category)| Answer { item, category })
                .collect();
            let found = estimate(&answers, Method::Mle(range)).unwrap();
            found.bound.is_none().then_some(found.theta)
        })
        .collect()
}

fn sums(tally: &mut Tally, fit: &Fit, table: &Responses, wanted: &Value) {
    let found = fit::sum_fit(&fit.items, &fit.parameters, table, &Quadrature::standard());
    for (item, (found, wanted)) in found.iter().zip(wanted.as_array().unwrap()).enumerate() {
        let found = found.unwrap();
        let of = |names: [&str; 2]| names.iter().find_map(|name| wanted.get(*name)).cloned();
        let df = of(["df", "df.S_X2"]).unwrap().as_i64().unwrap();
        let place = format!("S-X2 of item {}", item + 1);
        tally.near(found.statistic, number(&wanted["S_X2"]), 1e-2, &place);
        tally.same(&found.df, &df, &place);
        tally.close(found.p.unwrap(), number(&of(["p", "p.S_X2"]).unwrap()), 1e-2, &place);
        if let Some(wanted) = wanted.get("RMSEA.S_X2") {
            tally.close(found.rmsea, number(wanted), 1e-3, &place);
        }
    }
}

fn whole(tally: &mut Tally, fit: &mut Fit, table: &Responses, wanted: &Value) {
    let found = fit::limited(&mut fit.run, table).unwrap();
    tally.near(found.statistic, number(&wanted["M2"]), 1e-2, "M2");
    tally.same(&(found.df as u64), &wanted["df"].as_u64().unwrap(), "df");
    tally.close(found.p, number(&wanted["p"]), 1e-3, "p");
    tally.near(found.rmsea, number(&wanted["RMSEA"]), 1e-2, "RMSEA");
    tally.near(found.rmsea_low, number(&wanted["RMSEA_5"]), 1e-2, "RMSEA, low");
    tally.near(found.rmsea_high, number(&wanted["RMSEA_95"]), 1e-2, "RMSEA, high");
    tally.near(found.srmsr, number(&wanted["SRMSR"]), 1e-2, "SRMSR");
    tally.near(found.cfi, number(&wanted["CFI"]), 1e-2, "CFI");
    tally.near(found.tli, number(&wanted["TLI"]), 1e-2, "TLI");
}

pub fn lsat() {
    for section in [6, 7] {
        let Some(expected) = common::specs_json(&format!("lsat{section}.expected.json")) else {
            return not_there("LSAT");
        };
        let mut tally = Tally::new("LSAT");
        let table = tables::lsat(section);
        let mut two = fit(&table, Kind::TwoPl);
        let wanted = &expected["two_pl"];
        whole(&mut tally, &mut two, &table, &wanted["M2"]);
        sums(&mut tally, &two, &table, &wanted["S_X2"]);
        let pairs = fit::q3(&two.items, &table, &two.eap());
        for (i, row) in wanted["Q3"].as_array().unwrap().iter().enumerate() {
            for (j, wanted) in numbers(row).into_iter().enumerate() {
                tally.close(pairs.correlations.at(i, j), wanted, 1e-3, "Q3");
            }
        }
        let standard = Quadrature::standard();
        for pair in fit::local_dependence(&two.items, &table, &standard) {
            let wanted = |i: usize, j: usize| number(&wanted["LD_X2"][i][j]);
            let place = format!("X2 of {} and {}", pair.first, pair.second);
            // X² is a few hundred persons' worth of rounding where the two tables are all but the same.
            let (statistic, v) = (wanted(pair.second, pair.first), wanted(pair.first, pair.second));
            tally.close(pair.statistic, statistic, 1e-2 * statistic.abs().max(0.1), &place);
            tally.close(pair.v, v, 1e-3, &place);
            tally.same(&pair.df, &1, &place);
        }
        tally.close(
            fit::marginal(&two.items, &standard),
            number(&wanted["marginal_rxx"]),
            1e-3,
            "marginal",
        );
        tally.close(
            fit::empirical(&two.standing),
            number(&wanted["empirical_rxx_eap"]),
            1e-3,
            "empirical",
        );
        let thetas = numbers(&wanted["testinfo"]["theta"]);
        for (curve, wanted) in fit::curve(&two.items, &thetas)
            .iter()
            .zip(numbers(&wanted["testinfo"]["info"]))
        {
            tally.close(curve.information, wanted, 1e-3, "information");
            tally.close(curve.error.unwrap(), 1.0 / wanted.sqrt(), 1e-3, "error");
        }
        // Persons, by pattern, at their ML and EAP places.
        for (name, thetas) in [
            ("personfit_EAP", two.eap()),
            ("personfit_ML", likely(&two.items, &table)),
        ] {
            let found = fit::person_fit(&two.items, &table, &thetas);
            for wanted in wanted[name].as_array().unwrap() {
                let pattern: Vec<u8> = wanted["pattern"].as_str().unwrap().bytes().map(|b| b - b'0').collect();
                let Some(found) = table.rows().position(|row| row == pattern).and_then(|row| found[row]) else {
                    continue;
                };
                for (name, found) in [
                    ("infit", found.infit.mean_square),
                    ("outfit", found.outfit.mean_square),
                    ("z.infit", found.infit.z),
                    ("z.outfit", found.outfit.z),
                ] {
                    tally.close(found, number(&wanted[name]), 2e-3, name);
                }
                // mirt's Zh is lz as if θ̂ were θ: what lz* corrects.
                let row = table.rows().position(|row| row == pattern).unwrap();
                let answers: Vec<(&Item, bool)> = two.items.iter().zip(pattern.iter().map(|x| *x == 1)).collect();
                let lz = lz_star(&answers, thetas[row].unwrap(), Correction::Mle).unwrap().lz;
                tally.close(lz, number(&wanted["Zh"]), 2e-3, "Zh");
            }
        }
        if let Some(wanted) = expected["rasch_mml"].get("infit_outfit_ML") {
            let rasch = fit(&table, Kind::Rasch);
            // mirt puts all right and all wrong a tenth of a logit beyond the others; Wright and Masters leave them out, as the
            // engine does when they have no place.
            let mut places = likely(&rasch.items, &table);
            let finite = || places.iter().flatten().copied();
            let (low, high) = (finite().fold(9.0, f64::min) - 0.1, finite().fold(-9.0, f64::max) + 0.1);
            for (place, row) in places.iter_mut().zip(table.rows()) {
                *place = place.or(Some(if row[0] == 0 { low } else { high }));
            }
            let found = fit::item_fit(&rasch.items, &table, &places);
            for (found, wanted) in found.iter().zip(wanted.as_array().unwrap()) {
                let found = found.unwrap();
                for (name, found) in [
                    ("infit", found.infit.mean_square),
                    ("outfit", found.outfit.mean_square),
                    ("z.infit", found.infit.z),
                    ("z.outfit", found.outfit.z),
                ] {
                    tally.near(found, number(&wanted[name]), 1e-2, name);
                }
            }
        }
    }
}

pub fn science() {
    let (Some(table), Some(expected)) = (tables::science(), common::specs_json("science.expected.json")) else {
        return not_there("Science");
    };
    let mut tally = Tally::new("Science");
    for (kind, name) in [(Kind::Graded, "graded"), (Kind::GeneralizedPartialCredit, "gpcm")] {
        let mut found = fit(&table, kind);
        let wanted = &expected[name];
        if kind == Kind::Graded {
            whole(&mut tally, &mut found, &table, &wanted["M2star"]);
        } else {
            // mirt prints 16.34 because of an error of its own, which `by_every_pattern` commits too when it is asked to.
            let ours = fit::limited(&mut found.run, &table).unwrap();
            let (right, mistaken) = by_every_pattern::c2(&found.items, &table);
            tally.near(ours.statistic, right, 1e-6, "C2 by every pattern of answers");
            tally.near(
                mistaken,
                number(&wanted["M2star"]["M2"]),
                1e-5,
                "C2 with mirt's derivative",
            );
            tally.near(ours.srmsr, number(&wanted["M2star"]["SRMSR"]), 1e-2, "SRMSR");
            tally.same(&(ours.df as u64), &wanted["M2star"]["df"].as_u64().unwrap(), "df");
        }
        sums(&mut tally, &found, &table, &wanted["S_X2"]);
        let thetas = numbers(&wanted["testinfo"]["theta"]);
        for (curve, wanted) in fit::curve(&found.items, &thetas)
            .iter()
            .zip(numbers(&wanted["testinfo"]["info"]))
        {
            tally.near(curve.information, wanted, 5e-3, "information");
        }
    }
}

pub fn sat12() {
    let (Some(table), Some(expected)) = (tables::sat12(), common::specs_json("sat12.expected.json")) else {
        return not_there("SAT12");
    };
    let mut tally = Tally::new("SAT12");
    let mut two = fit(&table, Kind::TwoPl);
    let wanted = &expected["two_pl"];
    whole(&mut tally, &mut two, &table, &wanted["M2"]);
    sums(&mut tally, &two, &table, &wanted["S_X2"]);
    let pairs = fit::q3(&two.items, &table, &two.eap());
    for (j, wanted) in numbers(&wanted["Q3_row1"]).into_iter().enumerate() {
        tally.close(pairs.correlations.at(0, j), wanted, 1e-3, "Q3");
    }
    let most = (0..32)
        .flat_map(|i| (0..i).map(move |j| (i, j)))
        .fold(0.0_f64, |most, (i, j)| most.max(pairs.correlations.at(i, j).abs()));
    tally.close(most, number(&wanted["Q3_max_offdiag"]), 1e-3, "largest Q3");
    tally.close(
        fit::marginal(&two.items, &Quadrature::standard()),
        number(&wanted["marginal_rxx"]),
        1e-3,
        "marginal",
    );
    tally.close(
        fit::empirical(&two.standing),
        number(&wanted["empirical_rxx_eap"]),
        1e-3,
        "empirical",
    );
    for (found, wanted) in two.standing.iter().zip(wanted["eap_first20"].as_array().unwrap()) {
        tally.close(found.0, number(&wanted["theta"]), 1e-3, "EAP");
        tally.close(found.1, number(&wanted["se"]), 1e-3, "EAP error");
    }
}

/// Under the model M2 and C2 have the mean of their distribution: as many as their degrees of freedom.
#[test]
fn under_the_model_the_statistic_is_about_its_freedom() {
    let mut tally = Tally::new("M2 and C2 of made-up persons");
    let items = [
        Item::partial_credit(0.9, vec![-2.0, -1.0, 1.2]).unwrap(),
        Item::partial_credit(0.8, vec![-1.5, -0.6, 1.6]).unwrap(),
        Item::partial_credit(2.0, vec![-1.8, -0.5, 0.8]).unwrap(),
        Item::partial_credit(0.8, vec![-1.2, -0.7, 1.1]).unwrap(),
    ];
    let mut dice = Dice(5);
    let mut uniform = || dice.uniform();
    let samples = 50;
    let mut total = 0.0;
    for _ in 0..samples {
        let rows: Vec<Vec<u8>> = (0..400)
            .map(|_| {
                let theta = jalon_psychometrics::numeric::normal::quantile(uniform());
                items
                    .iter()
                    .map(|item| {
                        let mut left = uniform();
                        (0..3)
                            .find(|&k| {
                                left -= item.probability(theta, k).unwrap();
                                left < 0.0
                            })
                            .unwrap_or(3)
                    })
                    .collect()
            })
            .collect();
        let table = Responses::from_rows(&rows).unwrap();
        let mut fit = fit(&table, Kind::GeneralizedPartialCredit);
        total += fit::limited(&mut fit.run, &table).unwrap().statistic;
    }
    // The variance of χ² with 2 degrees of freedom is 4.
    let mean = total / f64::from(samples);
    tally.close(mean, 2.0, 4.0 * 2.0 / f64::from(samples).sqrt(), "mean of C2");
}
