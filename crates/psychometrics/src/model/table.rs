//! One item at many nodes at once.

use super::item::{Item, MAX_CATEGORIES, Point};

impl Item {
    /// P_k at every node, category by category: place `k × nodes.len() + q` of `out` is P_k(θ_q).
    ///
    /// `out` holds [`Item::categories`] × `nodes.len()` places; what lies beyond is left, what does not fit is not written.
    pub fn table(&self, nodes: &[f64], out: &mut [f64]) {
        let mut column = [0.0; MAX_CATEGORIES];
        self.each(nodes, out, |item, theta, place| {
            item.probabilities(theta, &mut column);
            place.copy_from_slice(column.get(..place.len()).unwrap_or(&[]));
        });
    }

    /// ln P_k at every node, laid out as [`Item::table`] does; −∞ only where a probability is exactly 0.
    pub fn log_table(&self, nodes: &[f64], out: &mut [f64]) {
        let mut column = [Point::default(); MAX_CATEGORIES];
        self.each(nodes, out, |item, theta, place| {
            item.points(theta, &mut column);
            place
                .iter_mut()
                .zip(&column)
                .for_each(|(place, point)| *place = point.log);
        });
    }

    /// Fisher information at every node, as far as `out` reaches.
    pub fn information_table(&self, nodes: &[f64], out: &mut [f64]) {
        for (place, theta) in out.iter_mut().zip(nodes) {
            *place = self.information(*theta);
        }
    }

    fn each(&self, nodes: &[f64], out: &mut [f64], mut fill: impl FnMut(&Self, f64, &mut [f64])) {
        let mut column = [0.0; MAX_CATEGORIES];
        let Some(column) = column.get_mut(..self.categories()) else {
            return;
        };
        for (q, theta) in nodes.iter().enumerate() {
            fill(self, *theta, column);
            for (row, value) in out.chunks_mut(nodes.len()).zip(column.iter()) {
                if let Some(place) = row.get_mut(q) {
                    *place = *value;
                }
            }
        }
    }
}
