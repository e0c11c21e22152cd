//! Elementary symmetric functions as the distribution of a sum of independent right and wrong answers: nothing under- or overflows.

/// P(Σ X = r) for r = 0…n when X_i is 1 with probability p_i.
pub fn sum_distribution(chances: &[f64]) -> Vec<f64> {
    let mut out = vec![1.0];
    for &p in chances {
        add(&mut out, p);
    }
    out
}

/// One more answer: sums and products of what is positive, so no digit is lost.
fn add(distribution: &mut Vec<f64>, p: f64) {
    let mut before = 0.0;
    for place in distribution.iter_mut() {
        let here = *place;
        *place = here * (1.0 - p) + before * p;
        before = here;
    }
    distribution.push(before * p);
}

/// The distribution of the sum without each answer in turn.
///
/// By halves: what is outside a half is added once for all in it. No division, so no cancellation (the difference algorithm has some).
pub fn without_each(chances: &[f64]) -> Vec<Vec<f64>> {
    let mut out = Vec::with_capacity(chances.len());
    halve(chances, vec![1.0], &mut out);
    out
}

fn halve(inside: &[f64], outside: Vec<f64>, out: &mut Vec<Vec<f64>>) {
    if inside.len() <= 1 {
        if !inside.is_empty() {
            out.push(outside);
        }
        return;
    }
    let (left, right) = inside.split_at(inside.len() / 2);
    for (kept, added) in [(left, right), (right, left)] {
        let mut wider = outside.clone();
        added.iter().for_each(|&p| add(&mut wider, p));
        halve(kept, wider, out);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn leaving_out_is_as_never_having_added() {
        let chances = [0.1, 0.9, 0.5, 0.3, 0.999, 1e-9, 0.7];
        let all = without_each(&chances);
        assert_eq!(all.len(), 7);
        for (place, found) in all.iter().enumerate() {
            let mut rest = chances.to_vec();
            rest.remove(place);
            for (found, wanted) in found.iter().zip(sum_distribution(&rest)) {
                assert!((found - wanted).abs() <= 1e-13 * wanted, "{place}");
            }
        }
        let total: f64 = sum_distribution(&chances).iter().sum();
        assert!((total - 1.0).abs() < 1e-15);
    }
}
