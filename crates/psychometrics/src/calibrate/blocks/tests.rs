//! The quick expectation step gives what the step of the books gives.

use super::*;

/// The expectation step as it is written in books.
fn plainly(table: &Responses, layout: &Layout, probabilities: &[f64], priors: &[f64]) -> Expected {
    let nodes = layout.nodes();
    let mut out = Expected {
        counts: layout.zeros(),
        masses: vec![0.0; priors.len()],
        log_likelihood: 0.0,
    };
    for (person, row) in table.rows().enumerate() {
        let group = table.groups()[person] as usize;
        let mut posterior = priors[group * nodes..(group + 1) * nodes].to_vec();
        for (item, &cell) in row.iter().enumerate().filter(|(_, cell)| **cell != MISSING) {
            let own = layout.category(probabilities, item, cell.into());
            posterior.iter_mut().zip(own).for_each(|(x, y)| *x *= y);
        }
        let total: f64 = posterior.iter().sum();
        let weight = table.weights()[person];
        out.log_likelihood += weight * libm::log(total);
        for (q, share) in posterior.iter().map(|x| x / total * weight).enumerate() {
            out.masses[group * nodes + q] += share;
            for (item, &cell) in row.iter().enumerate().filter(|(_, cell)| **cell != MISSING) {
                layout.item_mut(&mut out.counts, item)[usize::from(cell) * nodes + q] += share;
            }
        }
    }
    out
}

fn random(state: &mut u64) -> u64 {
    *state = state
        .wrapping_mul(6_364_136_223_846_793_005)
        .wrapping_add(1_442_695_040_888_963_407);
    *state >> 33
}

#[test]
fn blocks_give_what_the_plain_sums_give() {
    let mut state = 7;
    let rows: Vec<Vec<u8>> = (0..300)
        .map(|_| {
            (0..23)
                .map(|item| match random(&mut state) % 5 {
                    0 => MISSING,
                    roll => u8::try_from(roll % if item % 3 == 0 { 4 } else { 2 }).unwrap(),
                })
                .collect()
        })
        .collect();
    let table = Responses::from_rows(&rows)
        .unwrap()
        .with_weights((0..300).map(|person| f64::from(person % 3)).collect())
        .unwrap()
        .with_groups((0..300).map(|person| person % 2).collect())
        .unwrap();
    let blocks = Blocks::new(&table, 7);
    let layout = blocks.layout().clone();
    let mut chance = || 0.05 + (random(&mut state) % 1000) as f64 / 1100.0;
    let probabilities: Vec<f64> = layout.zeros().iter().map(|_| chance()).collect();
    let priors: Vec<f64> = (0..14).map(|_| chance()).collect();
    let (mut scratch, mut got) = (Scratch::default(), Expected::default());
    let wanted = plainly(&table, &layout, &probabilities, &priors);
    // Twice with the same scratch: nothing is left over.
    for _ in 0..2 {
        blocks.expect(&probabilities, &priors, &mut scratch, &mut got);
        assert!((got.log_likelihood - wanted.log_likelihood).abs() < 1e-9);
        for (got, wanted) in got
            .counts
            .iter()
            .chain(&got.masses)
            .zip(wanted.counts.iter().chain(&wanted.masses))
        {
            assert!((got - wanted).abs() < 1e-10, "{got} {wanted}");
        }
    }
    assert!(blocks.blocks.len() > 2);
}

#[test]
fn three_thousand_items_do_not_underflow() {
    let rows = vec![vec![1_u8; 3000], vec![0_u8; 3000]];
    let table = Responses::from_rows(&rows).unwrap();
    let blocks = Blocks::new(&table, 2);
    let probabilities: Vec<f64> = (0..3000).flat_map(|_| [1.0 - 1e-3, 0.5, 1e-3, 0.5]).collect();
    let (mut scratch, mut got) = (Scratch::default(), Expected::default());
    blocks.expect(&probabilities, &[0.5, 0.5], &mut scratch, &mut got);
    let half = libm::log(0.5) * 3001.0;
    let easy = libm::log(1.0 - 1e-3) * 3000.0 + libm::log(0.5);
    assert!(
        (got.log_likelihood - (half + easy)).abs() < 1e-6,
        "{}",
        got.log_likelihood
    );
    assert!((got.masses[0] - 1.0).abs() < 1e-12);
}
