//! Small dense matrices: Cholesky, LDL and Gaussian elimination.
#![expect(
    clippy::indexing_slicing,
    reason = "every index is below the size held by the matrix, which its constructors fix"
)]

/// A dense matrix, row by row.
#[derive(Debug, Clone, PartialEq)]
pub struct Matrix {
    rows: usize,
    columns: usize,
    cells: Vec<f64>,
}

impl Matrix {
    /// A matrix of zeros.
    #[must_use]
    pub fn zeros(rows: usize, columns: usize) -> Self {
        Self {
            rows,
            columns,
            cells: vec![0.0; rows * columns],
        }
    }

    /// A matrix from its cells, row by row; None when their number is not rows × columns.
    #[must_use]
    pub fn from_cells(rows: usize, columns: usize, cells: Vec<f64>) -> Option<Self> {
        (cells.len() == rows * columns).then_some(Self { rows, columns, cells })
    }

    /// The identity.
    #[must_use]
    pub fn identity(size: usize) -> Self {
        let mut matrix = Self::zeros(size, size);
        for i in 0..size {
            matrix.set(i, i, 1.0);
        }
        matrix
    }

    /// Number of rows.
    #[must_use]
    pub fn rows(&self) -> usize {
        self.rows
    }

    /// Number of columns.
    #[must_use]
    pub fn columns(&self) -> usize {
        self.columns
    }

    /// One cell; NaN outside the matrix.
    #[must_use]
    pub fn at(&self, row: usize, column: usize) -> f64 {
        if row < self.rows && column < self.columns {
            self.cells[row * self.columns + column]
        } else {
            f64::NAN
        }
    }

    /// Writes one cell; nothing outside the matrix.
    pub fn set(&mut self, row: usize, column: usize, value: f64) {
        if row < self.rows && column < self.columns {
            self.cells[row * self.columns + column] = value;
        }
    }

    /// Adds to one cell; nothing outside the matrix.
    pub fn add(&mut self, row: usize, column: usize, value: f64) {
        if row < self.rows && column < self.columns {
            self.cells[row * self.columns + column] += value;
        }
    }

    /// One row; empty outside the matrix.
    #[must_use]
    pub fn row(&self, row: usize) -> &[f64] {
        if row < self.rows {
            &self.cells[row * self.columns..(row + 1) * self.columns]
        } else {
            &[]
        }
    }

    /// The product with a vector; empty when the sizes differ.
    ///
    /// # Formula
    /// (M v)_i = Σ_j m_ij v_j.
    ///
    /// # Source
    /// G. H. Golub and C. F. Van Loan, *Matrix Computations*, 4th ed. (2013), 1.1.
    #[must_use]
    pub fn times(&self, vector: &[f64]) -> Vec<f64> {
        if vector.len() != self.columns {
            return Vec::new();
        }
        (0..self.rows).map(|i| dot(self.row(i), vector)).collect()
    }

    /// The product with a matrix; None when the sizes differ.
    #[must_use]
    pub fn product(&self, other: &Self) -> Option<Self> {
        if self.columns != other.rows {
            return None;
        }
        let mut out = Self::zeros(self.rows, other.columns);
        for i in 0..self.rows {
            for k in 0..self.columns {
                let factor = self.cells[i * self.columns + k];
                for j in 0..other.columns {
                    out.cells[i * other.columns + j] += factor * other.cells[k * other.columns + j];
                }
            }
        }
        Some(out)
    }

    /// The transpose.
    #[must_use]
    pub fn transpose(&self) -> Self {
        let mut out = Self::zeros(self.columns, self.rows);
        for i in 0..self.rows {
            for j in 0..self.columns {
                out.cells[j * self.rows + i] = self.cells[i * self.columns + j];
            }
        }
        out
    }

    /// The Cholesky factor of a symmetric positive definite matrix (its lower triangle is read).
    ///
    /// None when the matrix is not square, or not positive definite to working precision.
    #[must_use]
    pub fn cholesky(&self) -> Option<Cholesky> {
        if self.rows != self.columns {
            return None;
        }
        let size = self.rows;
        let mut factor = vec![0.0; size * size];
        for i in 0..size {
            for j in 0..=i {
                let (left, right) = (&factor[i * size..i * size + j], &factor[j * size..j * size + j]);
                let rest = self.cells[i * size + j] - dot(left, right);
                if i == j {
                    // A pivot lost to rounding is no pivot.
                    let least = self.cells[i * size + i].abs() * 1e-14;
                    if rest.is_nan() || rest <= least || rest.is_infinite() {
                        return None;
                    }
                    factor[i * size + i] = libm::sqrt(rest);
                } else {
                    factor[i * size + j] = rest / factor[j * size + j];
                }
            }
        }
        Some(Cholesky { size, factor })
    }

    /// The factors L D Lᵀ of a symmetric matrix that need not be positive (its lower triangle is read), without pivoting.
    ///
    /// None when the matrix is not square or a pivot vanishes; [`Ldl::negative`] counts the negative pivots, which is the number of
    /// negative eigenvalues (Sylvester): 0 for the information matrix of a true maximum.
    #[must_use]
    pub fn ldl(&self) -> Option<Ldl> {
        if self.rows != self.columns {
            return None;
        }
        let size = self.rows;
        let mut lower = Self::identity(size).cells;
        let mut pivots = vec![0.0; size];
        for j in 0..size {
            let held: f64 = (0..j)
                .map(|k| lower[j * size + k] * lower[j * size + k] * pivots[k])
                .sum();
            let pivot = self.cells[j * size + j] - held;
            if !pivot.is_finite() || pivot.abs() <= self.cells[j * size + j].abs() * 1e-14 {
                return None;
            }
            pivots[j] = pivot;
            for i in j + 1..size {
                let held: f64 = (0..j)
                    .map(|k| lower[i * size + k] * lower[j * size + k] * pivots[k])
                    .sum();
                lower[i * size + j] = (self.cells[i * size + j] - held) / pivot;
            }
        }
        Some(Ldl { size, lower, pivots })
    }

    /// Solves the square system by Gaussian elimination with partial pivoting.
    ///
    /// None when the sizes do not fit or the matrix is singular to working precision.
    ///
    /// # Formula
    /// M x = b.
    ///
    /// # Source
    /// G. H. Golub and C. F. Van Loan, *Matrix Computations*, 4th ed. (2013), chapters 3 and 4.
    #[must_use]
    pub fn solve(&self, right: &[f64]) -> Option<Vec<f64>> {
        let size = self.rows;
        if self.columns != size || right.len() != size {
            return None;
        }
        let mut work = self.cells.clone();
        let mut out = right.to_vec();
        let scale = work.iter().fold(0.0_f64, |most, cell| most.max(cell.abs()));
        for k in 0..size {
            let pivot = (k..size).fold(k, |best, i| {
                if work[i * size + k].abs() > work[best * size + k].abs() {
                    i
                } else {
                    best
                }
            });
            let head = work[pivot * size + k];
            if !head.is_finite() || head.abs() <= scale * 1e-14 {
                return None;
            }
            if pivot != k {
                for j in 0..size {
                    work.swap(k * size + j, pivot * size + j);
                }
                out.swap(k, pivot);
            }
            for i in k + 1..size {
                let factor = work[i * size + k] / head;
                for j in k..size {
                    work[i * size + j] -= factor * work[k * size + j];
                }
                out[i] -= factor * out[k];
            }
        }
        for i in (0..size).rev() {
            let known: f64 = (i + 1..size).map(|j| work[i * size + j] * out[j]).sum();
            out[i] = (out[i] - known) / work[i * size + i];
        }
        Some(out)
    }
}

/// A lower triangle L with L Lᵀ the matrix it came from.
#[derive(Debug, Clone)]
pub struct Cholesky {
    size: usize,
    factor: Vec<f64>,
}

impl Cholesky {
    /// Solves the system; None when the length does not fit.
    ///
    /// # Formula
    /// M x = b.
    ///
    /// # Source
    /// G. H. Golub and C. F. Van Loan, *Matrix Computations*, 4th ed. (2013), chapters 3 and 4.
    #[must_use]
    pub fn solve(&self, right: &[f64]) -> Option<Vec<f64>> {
        let size = self.size;
        if right.len() != size {
            return None;
        }
        let mut out = right.to_vec();
        for i in 0..size {
            let known = dot(&self.factor[i * size..i * size + i], &out[..i]);
            out[i] = (out[i] - known) / self.factor[i * size + i];
        }
        for i in (0..size).rev() {
            let known: f64 = (i + 1..size).map(|j| self.factor[j * size + i] * out[j]).sum();
            out[i] = (out[i] - known) / self.factor[i * size + i];
        }
        Some(out)
    }

    /// The inverse, whose diagonal holds the variances when the matrix is an information.
    #[must_use]
    pub fn inverse(&self) -> Matrix {
        let size = self.size;
        let mut out = Matrix::zeros(size, size);
        let mut unit = vec![0.0; size];
        for j in 0..size {
            unit[j] = 1.0;
            if let Some(column) = self.solve(&unit) {
                for (i, value) in column.into_iter().enumerate() {
                    out.set(i, j, value);
                }
            }
            unit[j] = 0.0;
        }
        out
    }

    /// Natural logarithm of the determinant of the matrix.
    ///
    /// # Formula
    /// ln |M| = 2 Σ ln l_ii.
    ///
    /// # Source
    /// G. H. Golub and C. F. Van Loan, *Matrix Computations*, 4th ed. (2013), 4.2.
    #[must_use]
    pub fn ln_determinant(&self) -> f64 {
        let size = self.size;
        2.0 * (0..size).map(|i| libm::log(self.factor[i * size + i])).sum::<f64>()
    }

    /// L times a vector: correlated normal draws from independent ones. Empty when the length does not fit.
    ///
    /// # Formula
    /// (M v)_i = Σ_j m_ij v_j.
    ///
    /// # Source
    /// G. H. Golub and C. F. Van Loan, *Matrix Computations*, 4th ed. (2013), 1.1.
    #[must_use]
    pub fn times(&self, vector: &[f64]) -> Vec<f64> {
        let size = self.size;
        if vector.len() != size {
            return Vec::new();
        }
        (0..size)
            .map(|i| dot(&self.factor[i * size..=i * size + i], &vector[..=i]))
            .collect()
    }
}

/// A unit lower triangle and pivots.
#[derive(Debug, Clone)]
pub struct Ldl {
    size: usize,
    lower: Vec<f64>,
    pivots: Vec<f64>,
}

impl Ldl {
    /// Solves the system; None when the length does not fit.
    ///
    /// # Formula
    /// M x = b.
    ///
    /// # Source
    /// G. H. Golub and C. F. Van Loan, *Matrix Computations*, 4th ed. (2013), chapters 3 and 4.
    #[must_use]
    pub fn solve(&self, right: &[f64]) -> Option<Vec<f64>> {
        let (size, mut out) = (self.size, right.to_vec());
        if out.len() != size {
            return None;
        }
        for i in 0..size {
            out[i] -= dot(&self.lower[i * size..i * size + i], &out[..i]);
        }
        for (value, pivot) in out.iter_mut().zip(&self.pivots) {
            *value /= pivot;
        }
        for i in (0..size).rev() {
            let known: f64 = (i + 1..size).map(|j| self.lower[j * size + i] * out[j]).sum();
            out[i] -= known;
        }
        Some(out)
    }

    /// How many eigenvalues of the matrix are negative.
    #[must_use]
    pub fn negative(&self) -> usize {
        self.pivots.iter().filter(|pivot| **pivot < 0.0).count()
    }
}

/// The scalar product, over the shorter of the two.
///
/// # Formula
/// Σ x_i y_i, in order.
///
/// # Source
/// G. H. Golub and C. F. Van Loan, *Matrix Computations*, 4th ed. (2013), 1.1.
#[must_use]
pub fn dot(x: &[f64], y: &[f64]) -> f64 {
    x.iter().zip(y).map(|(a, b)| a * b).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The Hilbert matrix of order 4, whose inverse is a table of integers (determinant 1/6048000).
    fn hilbert() -> Matrix {
        let cells = (0..4)
            .flat_map(|i| (0..4).map(move |j| 1.0 / f64::from(i + j + 1)))
            .collect();
        Matrix::from_cells(4, 4, cells).unwrap()
    }

    #[test]
    fn the_inverse_of_hilbert_4() {
        let inverse = hilbert().cholesky().unwrap().inverse();
        let expected = [
            [16.0, -120.0, 240.0, -140.0],
            [-120.0, 1200.0, -2700.0, 1680.0],
            [240.0, -2700.0, 6480.0, -4200.0],
            [-140.0, 1680.0, -4200.0, 2800.0],
        ];
        for (i, row) in expected.iter().enumerate() {
            for (j, value) in row.iter().enumerate() {
                assert!((inverse.at(i, j) / value - 1.0).abs() < 1e-11, "{i} {j}");
            }
        }
        let determinant = libm::exp(hilbert().cholesky().unwrap().ln_determinant());
        assert!((determinant * 6_048_000.0 - 1.0).abs() < 1e-11);
    }

    #[test]
    fn three_ways_to_one_solution() {
        let right = [1.0, -2.0, 3.0, 0.5];
        let ways = [
            hilbert().solve(&right).unwrap(),
            hilbert().cholesky().unwrap().solve(&right).unwrap(),
            hilbert().ldl().unwrap().solve(&right).unwrap(),
        ];
        for solution in ways {
            for (back, wanted) in hilbert().times(&solution).iter().zip(right) {
                assert!((back - wanted).abs() < 1e-10);
            }
        }
    }

    #[test]
    fn singular_indefinite_and_misshapen() {
        let singular = Matrix::from_cells(2, 2, vec![1.0, 2.0, 2.0, 4.0]).unwrap();
        assert!(singular.solve(&[1.0, 1.0]).is_none());
        assert!(singular.cholesky().is_none());
        assert!(singular.ldl().is_none());
        let indefinite = Matrix::from_cells(2, 2, vec![1.0, 2.0, 2.0, 1.0]).unwrap();
        assert!(indefinite.cholesky().is_none());
        assert_eq!(indefinite.ldl().unwrap().negative(), 1);
        assert_eq!(indefinite.solve(&[3.0, 3.0]).unwrap(), [1.0, 1.0]);
        let needs_pivot = Matrix::from_cells(2, 2, vec![0.0, 1.0, 1.0, 0.0]).unwrap();
        assert_eq!(needs_pivot.solve(&[3.0, 4.0]).unwrap(), [4.0, 3.0]);
        assert!(Matrix::from_cells(2, 2, vec![1.0]).is_none());
        let nan = Matrix::from_cells(1, 1, vec![f64::NAN]).unwrap();
        assert!(nan.cholesky().is_none() && nan.ldl().is_none() && nan.solve(&[1.0]).is_none());
        assert!(Matrix::zeros(2, 3).cholesky().is_none());
        assert!(Matrix::zeros(2, 2).at(2, 0).is_nan());
        let product = hilbert().product(&hilbert().cholesky().unwrap().inverse()).unwrap();
        assert!((product.at(2, 2) - 1.0).abs() < 1e-10 && product.at(0, 3).abs() < 1e-10);
        assert_eq!(Matrix::zeros(2, 3).transpose().rows(), 3);
    }
}
