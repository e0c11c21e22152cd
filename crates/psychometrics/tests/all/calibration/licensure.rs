//! A licensure examination, and its pretest items placed on the scale of the others.

use super::*;

pub fn licensure_and_its_pretest_items() {
    let (Some(candidates), Some(expected)) = (tables::credential(), common::specs_json("credential.expected.json"))
    else {
        return not_there("licensure");
    };
    let mut tally = Tally::new("licensure");
    // An omitted operational question is wrong.
    let score = |cell: u8| if cell == MISSING { 0 } else { cell };
    let rows: Vec<Vec<u8>> = candidates
        .iter()
        .map(|candidate| candidate.scores[..170].iter().map(|&cell| score(cell)).collect())
        .collect();
    let table = Responses::from_rows(&rows).unwrap();
    let mut plan = Plan::of(Kind::TwoPl, 170);
    plan.errors = false;
    let two = calibrate(&table, &plan).unwrap();
    tally.close(two.log_likelihood, number(&expected["two_pl"]["logLik"]), 0.05, "2PL");
    let (a, b) = (values(&two, Symbol::Slope), values(&two, Symbol::Difficulty));
    for (found, wanted) in a.iter().zip(numbers(&expected["two_pl"]["a"])) {
        tally.close(*found, wanted, 1e-3, "slope");
    }
    for ((found, slope), wanted) in b.iter().zip(&a).zip(numbers(&expected["two_pl"]["b"])) {
        // Where the slope is small the difficulty is flat: the intercept is what is held.
        tally.close(found * slope, wanted * slope, 1e-3, "difficulty");
    }
    plan.kinds = vec![Kind::Rasch; 170];
    let rasch = calibrate(&table, &plan).unwrap();
    tally.close(
        rasch.log_likelihood,
        number(&expected["rasch"]["logLik"]),
        0.05,
        "Rasch",
    );
    let sd = rasch.groups[0].sd;
    tally.close(sd * sd, number(&expected["rasch"]["latent_variance"]), 1e-3, "variance");
    for (found, wanted) in values(&rasch, Symbol::Difficulty)
        .iter()
        .zip(numbers(&expected["rasch"]["b"]))
    {
        let far = if wanted.abs() > 3.0 { 5e-3 } else { 1e-3 };
        tally.close(*found, wanted, far, "Rasch difficulty");
    }

    // Two slopes are just below 0: they are said, and stay what they are.
    let turned = |warning: &&Warning| matches!(warning, Warning::SlopeNotPositive { .. });
    assert_eq!(two.warnings.iter().filter(turned).count(), 2);
    // The reference holds the operational items where it found them itself.
    let (slopes, places) = (numbers(&expected["two_pl"]["a"]), numbers(&expected["two_pl"]["b"]));
    let line = |(slope, place): (&f64, &f64)| {
        Some(Anchor::Line {
            slope: *slope,
            intercept: -slope * place,
        })
    };
    let anchors: Vec<_> = slopes.iter().zip(&places).map(line).collect();
    for set in [6_u8, 7, 8] {
        let wanted = &expected["pretest"]["calibration"][format!("set{set}")];
        let own: Vec<usize> = wanted["items"]
            .as_array()
            .unwrap()
            .iter()
            .map(|item| item.as_u64().unwrap() as usize - 1)
            .collect();
        let rows: Vec<Vec<u8>> = candidates
            .iter()
            .filter(|candidate| candidate.pretest == set)
            .map(|candidate| {
                (0..170)
                    .chain(own.iter().copied())
                    .map(|item| {
                        if item < 170 {
                            score(candidate.scores[item])
                        } else {
                            candidate.scores[item]
                        }
                    })
                    .collect()
            })
            .collect();
        assert_eq!(rows.len() as u64, wanted["n"].as_u64().unwrap());
        let table = Responses::from_rows(&rows).unwrap();
        let mut plan = Plan::of(Kind::TwoPl, 180);
        plan.anchors = anchors.iter().cloned().chain(vec![None; 10]).collect();
        plan.errors = false;
        let fitted = calibrate(&table, &plan).unwrap();
        assert!(fitted.converged);
        tally.close(fitted.groups[0].mean, number(&wanted["mean"]), 1e-3, "mean");
        tally.close(
            fitted.groups[0].sd * fitted.groups[0].sd,
            number(&wanted["var"]),
            1e-3,
            "variance",
        );
        for (place, (a, b)) in numbers(&wanted["a"]).into_iter().zip(numbers(&wanted["b"])).enumerate() {
            let estimate = fitted.items[170 + place].estimate().unwrap();
            tally.close(
                estimate.value(Symbol::Slope).unwrap(),
                a,
                1e-3,
                &format!("set {set} slope {place}"),
            );
            tally.close(
                estimate.estimated[1].0,
                -a * b,
                1e-3,
                &format!("set {set} intercept {place}"),
            );
        }
    }
}
