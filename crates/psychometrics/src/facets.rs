//! Many-facet Rasch: persons, items and raters on one scale, so that a mark says what the person did and not who marked it.

mod design;
mod outcome;

pub use design::{Rating, RefusedDesign, Subset};
pub use outcome::{Element, Faceted, PersonMeasure, Separation};

use crate::calibrate::linear::Linear;
use crate::calibrate::{Em, Population, Progress, blocks::Blocks};
use design::Prepared;

/// How the steps between categories are shared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Steps {
    /// The same for all items: rating scale.
    Common,
    /// Each item has its own: partial credit.
    ByItem,
}

/// An estimation under way; to cancel is not to call [`Run::cycle`] again.
#[derive(Debug)]
pub struct Run {
    em: Em<Linear>,
    prepared: Prepared,
    cycles: u32,
    last: Option<Progress>,
}

/// Estimates to the end.
///
/// # Errors
/// As [`Run::start`].
///
/// # Formula
/// That of [`Run::start`].
///
/// # Source
/// As [`Run::start`].
pub fn facets(ratings: &[Rating], steps: Steps) -> Result<Faceted, RefusedDesign> {
    let mut run = Run::start(ratings, steps)?;
    while run.cycle().is_some() {}
    Ok(run.finish())
}

impl Run {
    /// Prepares an estimation: 61 nodes on −6 to 6, tolerance 10⁻⁶, at most 2,000 cycles.
    ///
    /// The design must be connected: raters (and items) whom no chain of common persons links cannot be compared, and are refused. That persons were drawn from
    /// one population would give an answer all the same; it would be an assumption, not a measure.
    ///
    /// # Formula
    /// ln(P_k/P_{k−1}) = θ_p − d_i − s_r − τ_k, Σ s = 0, Σ τ = 0 (for each item with steps of its own); θ ~ N(0, σ²); all ratings of a person enter one
    /// likelihood, integrated over θ. Infit Σ E(x−E)²/Σ E V and outfit Σ E[(x−E)²/V]/n, E(·) over the posterior of the person.
    ///
    /// # Source
    /// J. M. Linacre, *Many-Facet Rasch Measurement* (1989); R. J. Adams, M. Wilson and W. Wang, Applied Psychological Measurement 21 (1997), 1–23.
    ///
    /// # Errors
    /// [`RefusedDesign`].
    pub fn start(ratings: &[Rating], steps: Steps) -> Result<Self, RefusedDesign> {
        let prepared = Prepared::new(ratings, steps)?;
        let nodes: Vec<f64> = (0..61_u8).map(|q| -6.0 + 0.2 * f64::from(q)).collect();
        let blocks = Blocks::new(&prepared.table, nodes.len());
        let layer = Linear::new(prepared.designs.clone(), prepared.start.len());
        let start = prepared.start.clone();
        let em = Em::new(layer, blocks, nodes, vec![Population::CENTRED], start, 1e-6);
        Ok(Self {
            em,
            prepared,
            cycles: 2000,
            last: None,
        })
    }

    /// One EM cycle; None when the run is over.
    pub fn cycle(&mut self) -> Option<Progress> {
        if self
            .last
            .is_some_and(|last| last.converged || last.cycle >= self.cycles)
        {
            return None;
        }
        let progress = self.em.cycle();
        self.last = Some(progress);
        Some(progress)
    }

    /// The measures where the run stands.
    #[must_use]
    pub fn finish(&mut self) -> Faceted {
        outcome::outcome(&mut self.em, &self.prepared, self.last)
    }
}
