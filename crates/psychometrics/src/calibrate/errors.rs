//! Standard errors from the curvature of the marginal likelihood.

use super::em::Em;
use super::layer::Layer;
use crate::numeric::Matrix;

/// The inverse of the observed information, and how far the likelihood could still rise.
#[derive(Debug, Clone, PartialEq)]
pub struct Curvature {
    /// Covariance of the parameters.
    pub covariance: Matrix,
    /// gᵀ I⁻¹ g / 2.
    pub rise: f64,
}

/// Observed information by differences of the gradient, and its inverse; None when it is not positive definite.
///
/// # Formula
/// Oakes' identity: −∂²ℓ/∂ψ² = −(∂²Q/∂ψ′² + ∂²Q/∂ψ′∂ψ) at ψ′ = ψ, which is the derivative of the gradient of Q along both
/// arguments, here by central differences of step 10⁻⁴ (error of order 10⁻⁸), made symmetric.
///
/// # Source
/// D. Oakes, "Direct calculation of the information matrix via the EM", JRSS B 61 (1999), 479–482; R. P. Chalmers, "Numerical approximation
/// of the observed information matrix with Oakes' identity", BJMSP 71 (2018), 415–436.
pub fn oakes<L: Layer>(em: &mut Em<L>, gradient: &[f64]) -> Option<Curvature> {
    let here = em.parameters().to_vec();
    let size = here.len();
    let mut information = Matrix::zeros(size, size);
    let step = 1e-4;
    let mut moved = here.clone();
    for (j, &value) in here.iter().enumerate() {
        let mut at = |to: f64| {
            if let Some(place) = moved.get_mut(j) {
                *place = to;
            }
            em.gradient_at(&moved)
        };
        let up = at(value + step);
        let down = at(value - step);
        if let Some(place) = moved.get_mut(j) {
            *place = value;
        }
        for (l, (up, down)) in up.iter().zip(&down).enumerate() {
            let half = -(up - down) / (4.0 * step);
            information.add(j, l, half);
            information.add(l, j, half);
        }
    }
    let factor = information.cholesky()?;
    let rise = 0.5
        * factor
            .solve(gradient)?
            .iter()
            .zip(gradient)
            .map(|(x, g)| x * g)
            .sum::<f64>();
    let covariance = factor.inverse();
    let sound = (0..size).all(|j| covariance.at(j, j) > 0.0 && covariance.at(j, j).is_finite());
    sound.then_some(Curvature { covariance, rise })
}
