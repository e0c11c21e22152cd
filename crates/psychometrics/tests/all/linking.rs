//! Linking gives the constants on which three programs agree, and finds the anchor that drifted.

use crate::common::{self, Tally, not_there, number};
use jalon_psychometrics::linking::{Link, Method, checked, link};
use jalon_psychometrics::model::Item;
use jalon_psychometrics::scale::{Normal, Quadrature, Range};
use serde_json::Value;

fn anchors(list: &Value) -> Vec<Item> {
    let item = |item: &Value| Item::three_pl(number(&item["a"]), number(&item["b"]), number(&item["c"])).unwrap();
    list.as_array().unwrap().iter().map(item).collect()
}

/// N(0, 1) density at 31 points of −4 to 4, as the reference has it: ends whole, not halved.
fn weights() -> Quadrature {
    let nodes: Vec<f64> = Range::new(-4.0, 4.0).unwrap().points(31).collect();
    let weights = nodes
        .iter()
        .map(|&x| libm::exp(Normal::STANDARD.log_kernel(x)))
        .collect();
    Quadrature::new(nodes, weights).unwrap()
}

pub fn twelve_anchors() {
    let Some(expected) = common::specs_json("linking.expected.json") else {
        return not_there("linking");
    };
    let mut tally = Tally::new("linking");
    let (x, y, quadrature) = (anchors(&expected["X"]), anchors(&expected["Y"]), weights());
    for (method, name) in [
        (Method::MeanMean, "mean_mean"),
        (Method::MeanSigma, "mean_sigma"),
        (Method::Haebara(&quadrature), "haebara"),
        (Method::StockingLord(&quadrature), "stocking_lord"),
    ] {
        let found = link(&x, &y, method).unwrap();
        // The minimum is flat: constants to the square root of what the loss is held to.
        tally.near(found.slope, number(&expected[name]["A"]), 1e-6, name);
        tally.near(found.shift, number(&expected[name]["B"]), 1e-6, name);
        if let Some(loss) = expected[name].get("loss") {
            tally.near(found.loss, number(loss), 1e-8, name);
        }
    }
}

/// Items moved by a known link are brought back exactly, whatever their model.
#[test]
fn a_known_link_is_found_for_every_model() {
    let y = [
        Item::two_pl(1.2, -0.4).unwrap(),
        Item::graded(0.9, vec![-1.0, 0.2, 1.1]).unwrap(),
        Item::partial_credit(1.1, vec![0.4, -0.3]).unwrap(),
        Item::three_pl(1.5, 0.8, 0.2).unwrap(),
    ];
    // X is Y seen from a scale on which θ_Y = 0.8 θ_X − 0.5.
    let back = Link {
        slope: 1.0 / 0.8,
        shift: 0.5 / 0.8,
        loss: 0.0,
    };
    let x: Vec<Item> = y.iter().map(|item| back.item(item).unwrap()).collect();
    let quadrature = Quadrature::standard();
    for method in [
        Method::MeanMean,
        Method::MeanSigma,
        Method::Haebara(&quadrature),
        Method::StockingLord(&quadrature),
    ] {
        let found = link(&x, &y, method).unwrap();
        assert!(
            (found.slope - 0.8).abs() < 1e-9 && (found.shift + 0.5).abs() < 1e-9,
            "{method:?} {found:?}"
        );
        for (moved, item) in x.iter().map(|item| found.item(item).unwrap()).zip(&y) {
            for theta in [-1.0, 0.3, 2.0] {
                assert!((moved.expected(theta).mean - item.expected(theta).mean).abs() < 1e-9);
            }
        }
    }
}

#[test]
fn the_anchor_that_drifted_is_left_out() {
    let shift = Link {
        slope: 1.1,
        shift: 0.3,
        loss: 0.0,
    };
    let x: Vec<Item> = (0..12_u8)
        .map(|k| Item::two_pl(0.7 + 0.05 * f64::from(k), -1.5 + 0.25 * f64::from(k)).unwrap())
        .collect();
    let mut y: Vec<Item> = x
        .iter()
        .zip(0_u8..)
        .map(|(item, k)| {
            let moved = shift.item(item).unwrap();
            // Small errors of estimation, in both directions.
            let error = 0.02 * f64::from(i8::try_from(k % 5).unwrap() - 2);
            Item::two_pl(moved.slope() * (1.0 + error / 2.0), moved.location() + error).unwrap()
        })
        .collect();
    y[7] = Item::two_pl(y[7].slope(), y[7].location() + 0.9).unwrap();
    let found = checked(&x, &y, Method::StockingLord(&Quadrature::standard()), 2.7).unwrap();
    let drifted: Vec<usize> = (0..12).filter(|&k| found.anchors[k].drifted).collect();
    assert_eq!(drifted, [7]);
    assert_eq!((found.rounds, found.too_many), (1, false));
    assert!(found.anchors[7].difficulty > 0.8 && found.anchors[7].difficulty_z > 10.0);
    assert!(
        (found.link.slope - 1.1).abs() < 0.02 && (found.link.shift - 0.3).abs() < 0.02,
        "{:?}",
        found.link
    );
    let with_it = link(&x, &y, Method::StockingLord(&Quadrature::standard())).unwrap();
    assert!((with_it.shift - 0.3).abs() > (found.link.shift - 0.3).abs());
}

#[test]
fn refusals() {
    let item = |b: f64| Item::two_pl(1.0, b).unwrap();
    let code = |x: &[Item], y: &[Item], method: Method<'_>| link(x, y, method).unwrap_err().code();
    assert_eq!(code(&[item(0.0)], &[], Method::MeanMean), "linking/mismatch");
    assert_eq!(code(&[item(0.0)], &[item(0.0)], Method::MeanMean), "linking/too-few");
    let same = [item(1.0), item(1.0)];
    assert_eq!(
        code(&same, &[item(0.0), item(1.0)], Method::MeanSigma),
        "linking/no-spread"
    );
    let graded = [item(1.0), Item::graded(1.0, vec![0.0, 1.0]).unwrap()];
    assert_eq!(code(&same, &graded, Method::MeanMean), "linking/categories");
}
