//! How much of a test a person worked on, and the measure without the answers that were clicked through.

use super::Rapid;
use crate::estimate::{Answer, Cannot, Estimate, Method, estimate};

/// How much of a test a person worked on.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Effort {
    /// Response time effort: share of the timed answers that were not rapid; none without a time.
    pub share: Option<f64>,
    /// Rapid answers.
    pub rapid: u32,
    /// Timed answers.
    pub timed: u32,
}

/// Response time effort of each person.
///
/// # Formula
/// RTE = 1 − (rapid answers)/(timed answers).
///
/// # Source
/// S. L. Wise and X. Kong, Applied Measurement in Education 18 (2005), 163–183.
#[must_use]
pub fn effort(rapid: &Rapid) -> Vec<Effort> {
    rapid
        .rapid
        .iter()
        .map(|row| {
            let (mut fast, mut timed) = (0, 0);
            for flag in row.iter().flatten() {
                timed += 1;
                fast += u32::from(*flag);
            }
            Effort {
                share: (timed > 0).then(|| 1.0 - f64::from(fast) / f64::from(timed)),
                rapid: fast,
                timed,
            }
        })
        .collect()
}

/// The measure of a person with and without the answers that were too fast.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Moderated {
    /// From the answers that were worked on, and those without a time.
    pub moderated: Estimate,
    /// From all answers.
    pub plain: Estimate,
    /// Answers left out.
    pub left_out: u32,
}

/// The effort-moderated measure: a rapid answer tells nothing about where the person stands, so it leaves the likelihood.
///
/// `rapid` has one flag for each answer, as [`Rapid::rapid`] has them; an answer without a flag (no time) counts as worked on, and so do those beyond
/// its end. With no rapid answer both measures are the same, to the last bit. The error grows with what was left out, as it must. It is a second
/// number for a person to weigh beside the first: it does not say why somebody went fast.
///
/// # Formula
/// P(x | θ) = P_i(x | θ) for an answer worked on, and a chance that does not depend on θ for a rapid one: ln L(θ) = Σ_{worked on} ln P_i(x_i | θ) + constant.
///
/// # Source
/// S. L. Wise and C. E. DeMars, "An application of item response time: the effort-moderated IRT model", Journal of Educational Measurement 43 (2006), 19–38.
///
/// # Errors
/// As [`estimate`]: under maximum likelihood, when every answer was rapid there is none left ([`Cannot::NoAnswer`]).
pub fn effort_moderated(
    answers: &[Answer<'_>],
    rapid: &[Option<bool>],
    method: Method<'_>,
) -> Result<Moderated, Cannot> {
    let flags = rapid.iter().copied().chain(std::iter::repeat(None));
    let kept: Vec<Answer<'_>> = answers
        .iter()
        .zip(flags)
        .filter(|(_, flag)| *flag != Some(true))
        .map(|(answer, _)| *answer)
        .collect();
    Ok(Moderated {
        moderated: estimate(&kept, method)?,
        plain: estimate(answers, method)?,
        left_out: u32::try_from(answers.len() - kept.len()).unwrap_or(u32::MAX),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Item;
    use crate::scale::{Normal, Quadrature, Range};

    fn items() -> Vec<Item> {
        (0..10)
            .map(|k| Item::two_pl(1.1, f64::from(k) * 0.3 - 1.5).unwrap())
            .collect()
    }

    fn answers(items: &[Item], right: [u8; 10]) -> Vec<Answer<'_>> {
        let answer = |(item, category)| Answer { item, category };
        items.iter().zip(right).map(answer).collect()
    }

    #[test]
    fn clicking_through_the_end_no_longer_pulls_the_measure_down() {
        let items = items();
        let all = answers(&items, [1, 1, 1, 1, 0, 1, 0, 0, 0, 0]);
        let mut rapid = [Some(false); 10];
        rapid[7..].fill(Some(true));
        let nodes = Quadrature::standard();
        let found = effort_moderated(&all, &rapid, Method::Eap(&nodes)).unwrap();
        assert_eq!(found.left_out, 3);
        assert_eq!(found.moderated, estimate(&all[..7], Method::Eap(&nodes)).unwrap());
        assert!(found.moderated.theta > found.plain.theta && found.moderated.error > found.plain.error);
    }

    #[test]
    fn no_rapid_answer_or_no_time_changes_no_bit() {
        let items = items();
        let all = answers(&items, [1, 0, 1, 1, 0, 1, 0, 0, 1, 0]);
        for rapid in [vec![Some(false); 10], vec![None; 10], Vec::new()] {
            for method in [Method::Mle(Range::USUAL), Method::Map(Normal::STANDARD, Range::USUAL)] {
                let found = effort_moderated(&all, &rapid, method).unwrap();
                assert_eq!((found.moderated, found.left_out), (found.plain, 0));
            }
        }
    }

    #[test]
    fn a_test_clicked_through_says_nothing() {
        let items = items();
        let all = answers(&items, [0; 10]);
        let rapid = [Some(true); 10];
        let likelihood = effort_moderated(&all, &rapid, Method::Wle(Range::USUAL));
        assert_eq!(likelihood, Err(Cannot::NoAnswer));
        let nodes = Quadrature::standard();
        let prior = effort_moderated(&all, &rapid, Method::Eap(&nodes)).unwrap().moderated;
        assert!(prior.theta.abs() < 1e-12 && (prior.error.unwrap() - 1.0).abs() < 1e-6);
    }
}
