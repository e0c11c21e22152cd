//! Integrity signals on real licensure data and on the reference bank.

use crate::common::{Dice, Tally, not_there, number, numbers};
use crate::{common, tables};
use jalon_psychometrics::estimate::Answer;
use jalon_psychometrics::integrity::{
    Correction, Nominal, copying, effort, lognormal, lz_star, rapid, score_test, time_test,
};
use jalon_psychometrics::model::Item;
use jalon_psychometrics::scale::Range;

pub fn person_fit_on_the_reference_bank() {
    let (Some(items), Some(expected), Some(traces)) = (
        common::tcals(),
        common::specs_json("personfit.expected.json"),
        common::specs_json("cat_tcals.expected.json"),
    ) else {
        return not_there("person fit");
    };
    let mut tally = Tally::new("lz and lz*");
    for wanted in expected["values"].as_array().unwrap() {
        let person = wanted["person"].as_u64().unwrap() as usize - 1;
        let answers: Vec<(&Item, bool)> = items
            .iter()
            .zip(numbers(&traces["responses_all_items"][person]))
            .map(|(item, right)| (item, right > 0.5))
            .collect();
        let correction = match wanted["method"].as_str().unwrap() {
            "ML" => Correction::Mle,
            "WL" => Correction::Wle,
            _ => Correction::Map { mean: 0.0, sd: 1.0 },
        };
        let found = lz_star(&answers, number(&wanted["theta"]), correction).unwrap();
        tally.near(found.log_likelihood, number(&wanted["l0"]), 1e-8, "l0");
        tally.near(found.lz, number(&wanted["lz"]), 1e-6, "lz");
        tally.near(found.lz_star, number(&wanted["lz_star"]), 1e-2, "lz*");
        tally.near(found.correction, number(&wanted["c_n"]), 1e-2, "c");
    }
    // The defect of mirt and PyPI mirt: lz at an estimate is narrower than 1. On honest persons lz* is not.
    let mut dice = Dice(4);
    let mut uniform = || dice.uniform();
    let (mut plain, mut corrected, mut count) = (0.0, 0.0, 0.0);
    for _ in 0..600 {
        let theta = jalon_psychometrics::numeric::normal::quantile(uniform());
        let right: Vec<bool> = items
            .iter()
            .map(|item| uniform() < item.probability(theta, 1).unwrap())
            .collect();
        let answers: Vec<Answer<'_>> = items
            .iter()
            .zip(&right)
            .map(|(item, &right)| Answer {
                item,
                category: u8::from(right),
            })
            .collect();
        let method = jalon_psychometrics::estimate::Method::Wle(Range::USUAL);
        let estimate = jalon_psychometrics::estimate::estimate(&answers, method).unwrap();
        if estimate.bound.is_none() {
            let pairs: Vec<(&Item, bool)> = items.iter().zip(right).collect();
            let found = lz_star(&pairs, estimate.theta, Correction::Wle).unwrap();
            plain += found.lz * found.lz;
            corrected += found.lz_star * found.lz_star;
            count += 1.0;
        }
    }
    let (plain, corrected) = (f64::sqrt(plain / count), f64::sqrt(corrected / count));
    assert!(plain < 0.85 && (corrected - 0.97).abs() < 0.09, "{plain} {corrected}");
}

pub fn times_of_the_licensure_test() {
    let (Some(candidates), Some(expected)) = (tables::credential(), common::specs_json("credential.expected.json"))
    else {
        return not_there("licensure times");
    };
    let mut tally = Tally::new("licensure times");
    let seconds = |of: &tables::Candidate| of.seconds[..170].to_vec();
    let all: Vec<Vec<Option<f64>>> = candidates.iter().map(seconds).collect();
    let wanted = &expected["rapid_guessing"];
    let found = rapid(&all, 0.10, 10.0).unwrap();
    for (found, wanted) in found.thresholds.iter().zip(numbers(&wanted["thresholds_first10"])) {
        tally.near(found.unwrap(), wanted, 1e-8, "threshold");
    }
    let effort = effort(&found);
    let shares: Vec<f64> = effort.iter().filter_map(|effort| effort.share).collect();
    tally.close(
        shares.iter().sum::<f64>() / shares.len() as f64,
        number(&wanted["mean_RTE"]),
        1e-9,
        "effort",
    );
    let low = shares.iter().filter(|share| **share < 0.9).count() as u64;
    tally.same(&low, &wanted["n_RTE_below_0.9"].as_u64().unwrap(), "low effort");
    let (mut counts, mut right) = ([0.0; 2], [0.0; 2]);
    for (candidate, flags) in candidates.iter().zip(&found.rapid) {
        for (&score, flag) in candidate.scores.iter().zip(flags) {
            if let Some(flag) = flag {
                counts[usize::from(*flag)] += 1.0;
                right[usize::from(*flag)] += f64::from(u8::from(score == 1));
            }
        }
    }
    tally.close(
        counts[1] / (counts[0] + counts[1]),
        number(&wanted["rapid_rate"]),
        1e-9,
        "rapid",
    );
    tally.close(
        right[1] / counts[1],
        number(&wanted["accuracy_rapid"]),
        1e-9,
        "right when rapid",
    );
    tally.close(
        right[0] / counts[0],
        number(&wanted["accuracy_solution"]),
        1e-3,
        "right otherwise",
    );

    // The lognormal model on the 1,624 candidates without a time of 0.
    let kept: Vec<&tables::Candidate> = candidates
        .iter()
        .filter(|candidate| {
            candidate.seconds[..170]
                .iter()
                .all(|time| time.is_some_and(|time| time > 0.0))
        })
        .collect();
    let wanted = &expected["lognormal_rt"];
    assert_eq!(kept.len() as u64, wanted["persons"].as_u64().unwrap());
    let times: Vec<Vec<Option<f64>>> = kept.iter().map(|candidate| seconds(candidate)).collect();
    let model = lognormal(&times).unwrap();
    assert!(model.converged);
    tally.close(model.log_likelihood, number(&wanted["logLik"]), 0.05, "logLik");
    tally.close(model.spread, number(&wanted["sigma_tau"]), 1e-4, "sigma");
    let mean = model.speed.iter().sum::<f64>() / model.speed.len() as f64;
    tally.close(mean, number(&wanted["mean_E_tau"]), 1e-6, "mean speed");
    for (found, wanted) in model.intensity.iter().zip(numbers(&wanted["beta"])) {
        tally.close(*found, wanted, 1e-4, "beta");
    }
    for (found, wanted) in model.discrimination.iter().zip(numbers(&wanted["alpha"])) {
        tally.close(*found, wanted, 1e-3, "alpha");
    }

    // Preknowledge of the items that the provider knows to have leaked.
    let wanted = &expected["preknowledge"];
    let mut compromised = vec![false; 170];
    for item in common::integers(&wanted["compromised_items"]) {
        compromised[item - 1] = true;
    }
    let by_time: Vec<f64> = times
        .iter()
        .map(|times| time_test(&model, times, &compromised).unwrap())
        .collect();
    for (found, wanted) in by_time.iter().zip(numbers(&wanted["RT_signed"]["first10"])) {
        tally.close(*found, wanted, 1e-3, "time test");
    }
    let two = &expected["two_pl"];
    // A slope below 0 is that of the same item with right and wrong exchanged. One of 0.004 puts its difficulty past what an item may have: it
    // is brought nearer with the same chance in the middle.
    let items: Vec<(Item, bool)> = numbers(&two["a"])
        .into_iter()
        .zip(numbers(&two["b"]))
        .map(|(a, b)| {
            let near = b.clamp(-100.0, 100.0);
            (Item::two_pl((a * b / near).abs(), near).unwrap(), a < 0.0)
        })
        .collect();
    let range = Range::new(-6.0, 6.0).unwrap();
    let by_score: Vec<f64> = kept
        .iter()
        .map(|candidate| {
            let answers: Vec<Answer<'_>> = items
                .iter()
                .zip(&candidate.scores)
                .map(|((item, exchanged), &score)| {
                    let right = score == 1;
                    Answer {
                        item,
                        category: u8::from(right != *exchanged),
                    }
                })
                .collect();
            score_test(&answers, &compromised, range).unwrap()
        })
        .collect();
    for (found, wanted) in by_score.iter().zip(numbers(&wanted["score_signed"]["first10"])) {
        tally.close(*found, wanted, 1e-2, "score test");
    }
    let mean = |values: &[f64]| values.iter().sum::<f64>() / values.len() as f64;
    // Chance that a flagged candidate has more than one who is not; half where they have as much.
    let auc = |z: &[f64]| {
        let of = |flagged: bool| {
            kept.iter()
                .zip(z)
                .filter(move |(c, _)| c.flagged == flagged)
                .map(|(_, z)| *z)
        };
        let (mut wins, mut pairs) = (0.0, 0.0);
        for one in of(true) {
            for other in of(false) {
                wins += if one > other {
                    1.0
                } else {
                    0.5 * f64::from(u8::from(one == other))
                };
                pairs += 1.0;
            }
        }
        wins / pairs
    };
    let sums: Vec<f64> = by_time.iter().zip(&by_score).map(|(a, b)| a + b).collect();
    for (z, of) in [
        (&by_time, &wanted["RT_signed"]["auc"]),
        (&by_score, &wanted["score_signed"]["auc"]),
        (&sums, &wanted["sum_auc"]),
    ] {
        tally.close(auc(z), number(of), 1e-3, "area under the curve");
    }
    let of_flagged =
        |z: &[f64]| -> Vec<f64> { kept.iter().zip(z).filter(|(c, _)| c.flagged).map(|(_, z)| *z).collect() };
    let (a, b) = (of_flagged(&by_time), of_flagged(&by_score));
    let (ma, mb) = (mean(&a), mean(&b));
    let moment =
        |x: &[f64], mx: f64, y: &[f64], my: f64| -> f64 { x.iter().zip(y).map(|(x, y)| (x - mx) * (y - my)).sum() };
    let r = moment(&a, ma, &b, mb) / f64::sqrt(moment(&a, ma, &a, ma) * moment(&b, mb, &b, mb));
    tally.close(r, number(&wanted["corr_among_flagged"]), 1e-3, "correlation");
    let share =
        |group: &[f64], beyond: f64| 100.0 * group.iter().filter(|z| **z > beyond).count() as f64 / group.len() as f64;
    let of = |people: &[&tables::Candidate], statistics: &[f64], flagged: bool| -> Vec<f64> {
        let both = people.iter().zip(statistics);
        both.filter(|(candidate, _)| candidate.flagged == flagged)
            .map(|(_, z)| *z)
            .collect()
    };
    for (level, beyond) in [("1pct", 2.326_347_874), ("0.1pct", 3.090_232_306)] {
        for (flagged, word) in [(false, "not_flagged"), (true, "flagged")] {
            let found = share(&of(&kept, &by_time, flagged), beyond);
            tally.close(
                found,
                number(&wanted["RT_signed"][format!("{word}_{level}")]),
                1e-6,
                "time test",
            );
            let found = share(&of(&kept, &by_score, flagged), beyond);
            let wanted = number(&wanted["score_signed"][format!("{word}_{level}")]);
            tally.close(found, wanted, 1e-6, "score test");
        }
    }
}

pub fn pairs_of_sat12() {
    let (Some(options), Some(expected)) = (
        tables::sat12_options(),
        common::specs_json("answer_copying.expected.json"),
    ) else {
        return not_there("answer copying");
    };
    let mut tally = Tally::new("answer copying");
    let levels: Vec<Vec<usize>> = (1..=32)
        .map(|item| common::integers(&expected["item_levels"][format!("Item.{item}")]))
        .collect();
    let items: Vec<Nominal> = expected["nominal_pars"]
        .as_array()
        .unwrap()
        .iter()
        .zip(&levels)
        .map(|(one, levels)| {
            let of = |name: &str, k: usize| number(&one[format!("{name}{k}")]);
            Nominal {
                slopes: (0..levels.len()).map(|k| number(&one["a1"]) * of("ak", k)).collect(),
                intercepts: (0..levels.len()).map(|k| of("d", k)).collect(),
            }
        })
        .collect();
    let answers = |person: usize| -> Vec<Option<u8>> {
        options[person]
            .iter()
            .zip(&levels)
            .map(|(&option, levels)| {
                let place = levels.iter().position(|level| *level == usize::from(option))?;
                Some(place as u8)
            })
            .collect()
    };
    let thetas = numbers(&expected["theta_EAP_first101"]);
    for wanted in expected["pairs"].as_array().unwrap() {
        let person = |name: &str| wanted[name].as_u64().unwrap() as usize - 1;
        let (copier, source) = (person("copier"), person("source"));
        let found = copying(&items, &answers(copier), &answers(source), thetas[copier]).unwrap();
        tally.same(
            &u64::from(found.items),
            &wanted["n_items"].as_u64().unwrap(),
            "questions",
        );
        tally.same(
            &u64::from(found.matches),
            &wanted["matches"].as_u64().unwrap(),
            "matches",
        );
        tally.close(found.expected, number(&wanted["expected"]), 1e-8, "expected");
        tally.close(found.omega, number(&wanted["omega"]), 1e-8, "omega");
        tally.close(found.binomial_p, number(&wanted["GBT_p"]), 1e-8, "GBT");
    }
}

#[test]
fn what_says_nothing() {
    let some = |time: f64| Some(time);
    assert_eq!(lognormal(&[]).unwrap_err().code(), "integrity/no-person");
    let ragged = [vec![some(1.0)], vec![some(1.0), some(2.0)]];
    assert_eq!(lognormal(&ragged).unwrap_err().code(), "table/ragged");
    assert_eq!(rapid(&ragged, 0.1, 10.0).unwrap_err().code(), "table/ragged");
    let zero = [vec![some(0.0), some(3.0)], vec![some(2.0), some(f64::NAN)]];
    assert_eq!(lognormal(&zero).unwrap_err().code(), "integrity/time");
    let few = [vec![some(1.0), None], vec![some(2.0), some(1.0)]];
    assert_eq!(lognormal(&few).unwrap_err().code(), "integrity/too-few-times");
    let flat = [
        vec![some(5.0), some(5.0)],
        vec![some(5.0), some(5.0)],
        vec![some(5.0), some(5.0)],
    ];
    assert_eq!(lognormal(&flat).unwrap_err().code(), "integrity/no-variation");
    let found = rapid(&zero, 0.5, 10.0).unwrap();
    // NaN is no time; 0 is one, and a rapid one.
    assert_eq!(found.rapid, [vec![Some(true), Some(false)], vec![Some(false), None]]);
    assert_eq!(effort(&found)[1].timed, 1);
    let graded = Item::graded(1.0, vec![0.0, 1.0]).unwrap();
    assert_eq!(
        lz_star(&[(&graded, true)], 0.0, Correction::Mle).unwrap_err().code(),
        "integrity/not-binary"
    );
    assert_eq!(
        lz_star(&[], 0.0, Correction::Mle).unwrap_err().code(),
        "integrity/no-information"
    );
    let item = Item::rasch(0.0).unwrap();
    assert!(lz_star(&[(&item, true)], f64::NAN, Correction::Mle).is_err());
    let nominal = Nominal {
        slopes: vec![0.0, 1.0],
        intercepts: vec![0.0, 0.0],
    };
    assert!(copying(std::slice::from_ref(&nominal), &[None], &[Some(1)], 0.0).is_none());
    assert!(copying(&[nominal], &[Some(0)], &[Some(7)], 0.0).is_none());
}
