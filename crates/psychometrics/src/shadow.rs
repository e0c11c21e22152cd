//! Whole forms at once: before each question, the best test that meets every rule of the blueprint and holds the questions already given.
//!
//! The next question is then a free one of that form, so that whatever is answered the test can still end within its rules. The form is the
//! exact optimum of a 0/1 program (branch and bound). A blueprint that cannot be met is refused with the rules that conflict; a rule is
//! never dropped, and a search that does not end says so.

mod blueprint;
mod lp;
mod search;
mod step;

pub use blueprint::{BadBlueprint, Blueprint, Budget, Group, Rule, Set};
pub use step::{Step, Under, next};

use crate::select;
use blueprint::UNBOUNDED;
use search::{Binary, Found};
use std::fmt;

/// A form that meets the blueprint, and the greatest value that such a form can have.
#[derive(Debug, Clone, PartialEq)]
pub struct Form {
    /// Places of its items in the bank, in increasing order.
    pub items: Vec<usize>,
    /// Sum of the values of its items.
    pub value: f64,
    /// Programs that the search solved.
    pub nodes: u32,
}

/// Why there is no form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NoForm {
    /// These rules cannot be met together, and without any one of them the others can.
    Conflict {
        /// In the order of the blueprint.
        rules: Vec<Rule>,
    },
    /// The search did not end within its limit: nothing is known, so nothing is given.
    Undecided {
        /// Programs that it solved.
        nodes: u32,
    },
    /// An item is given and closed at once, or is not in the bank.
    Unknown {
        /// Its place.
        item: usize,
    },
    /// No item of the form may be given.
    Refused(select::Refusal),
}

impl NoForm {
    /// A stable name for the kind of refusal.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Conflict { .. } => "form/conflict",
            Self::Undecided { .. } => "form/undecided",
            Self::Unknown { .. } => "form/unknown",
            Self::Refused(refusal) => refusal.code(),
        }
    }
}

impl fmt::Display for NoForm {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Conflict { rules } => {
                write!(f, "no form meets together")?;
                for (place, rule) in rules.iter().enumerate() {
                    write!(f, "{} {rule}", if place == 0 { "" } else { "," })?;
                }
                Ok(())
            }
            Self::Undecided { nodes } => write!(f, "no form proven best after {nodes} programs"),
            Self::Unknown { item } => write!(f, "item {item} is given and closed, or not in the bank"),
            Self::Refused(refusal) => refusal.fmt(f),
        }
    }
}

impl std::error::Error for NoForm {}

impl Blueprint {
    /// The form of the greatest value that holds the items given and none of those closed.
    ///
    /// `values` has one number for each item of the bank (information at the estimate); `closed` one flag for each, items beyond its end
    /// being open. Forms whose values differ by less than 10⁻¹¹ of themselves count as equal, and the first one found is kept.
    ///
    /// # Formula
    /// max Σ v_i x_i over x in {0, 1}: Σ x_i = L; least_g ≤ Σ_{i in g} x_i ≤ most_g; Σ x_i ≤ 1 among enemies; of a set none, or least_s to most_s;
    /// least_b ≤ Σ c_i x_i ≤ most_b for each budget; x_i = 1 for the items given, 0 for those closed.
    ///
    /// # Errors
    /// No form exists, with the smallest set of rules found that cannot be met; or the search gave up.
    ///
    /// # Source
    /// W. J. van der Linden and L. M. Reese, *Applied Psychological Measurement* 22 (1998), 259–270; W. J. van der Linden, *Linear Models for Optimal Test Design* (2005).
    pub fn form(&self, values: &[f64], given: &[usize], closed: &[bool]) -> Result<Form, NoForm> {
        let is_closed = |item: usize| closed.get(item).copied().unwrap_or(false);
        if let Some(item) = given.iter().find(|item| **item >= self.items() || is_closed(**item)) {
            return Err(NoForm::Unknown { item: *item });
        }
        let rules: Vec<Rule> = self.rows().iter().map(|row| row.rule).collect();
        match self.search(values, given, closed, &rules) {
            Ok(form) => Ok(form),
            Err(Some(nodes)) => Err(NoForm::Undecided { nodes }),
            Err(None) => Err(self.conflict(given, closed, rules)),
        }
    }

    /// Proves that the blueprint can be met by the bank: a form, whatever its value. What publication asks before anybody sits the test.
    ///
    /// # Errors
    /// As [`Blueprint::form`].
    pub fn feasible(&self, given: &[usize], closed: &[bool]) -> Result<Form, NoForm> {
        self.form(&vec![0.0; self.items()], given, closed)
    }

    /// The rules that conflict, none of which can be spared (deletion filter).
    fn conflict(&self, given: &[usize], closed: &[bool], mut rules: Vec<Rule>) -> NoForm {
        let values = vec![0.0; self.items()];
        let mut kept = 0;
        while kept < rules.len() {
            let mut fewer = rules.clone();
            fewer.remove(kept);
            match self.search(&values, given, closed, &fewer) {
                Err(None) => rules = fewer,
                Ok(_) => kept += 1,
                Err(Some(nodes)) => return NoForm::Undecided { nodes },
            }
        }
        NoForm::Conflict { rules }
    }

    /// The best form under some of the rules; the error is none when there is no form, a number of programs when the search gave up.
    fn search(&self, values: &[f64], given: &[usize], closed: &[bool], rules: &[Rule]) -> Result<Form, Option<u32>> {
        let (binary, items) = self.program(values, given, closed, rules);
        match binary.solve() {
            Found::Best { chosen, nodes } => {
                let items: Vec<usize> = items
                    .iter()
                    .zip(chosen)
                    .filter(|(_, chosen)| *chosen)
                    .map(|(item, _)| *item)
                    .collect();
                let value = items.iter().filter_map(|item| values.get(*item)).sum();
                Ok(Form { items, value, nodes })
            }
            Found::Nothing => Err(None),
            Found::GaveUp { nodes } => Err(Some(nodes)),
        }
    }

    /// The 0/1 program and the items that its first variables stand for: the others cannot be in a best form.
    fn program(&self, values: &[f64], given: &[usize], closed: &[bool], rules: &[Rule]) -> (Binary, Vec<usize>) {
        let items = self.candidates(values, given, closed, rules);
        let mut binary = Binary {
            programs: self.programs(),
            ..Binary::default()
        };
        // Where each rule's row begins in the program, and whether a second one follows for its switch.
        let mut places: Vec<Option<(usize, bool)>> = Vec::with_capacity(self.rows().len());
        let mut switches = Vec::new();
        for row in self.rows() {
            let begin = binary.rows.len();
            places.push(rules.contains(&row.rule).then_some((begin, row.switch.is_some())));
            match row.switch {
                _ if !rules.contains(&row.rule) => {}
                Some((least, most)) => {
                    // Σ − most·z ≤ 0 and Σ − least·z ≥ 0.
                    binary.rows.push((-UNBOUNDED, 0));
                    binary.rows.push((0, UNBOUNDED));
                    switches.push(vec![(begin, -most), (begin + 1, -least)]);
                }
                None => binary.rows.push((row.least, row.most)),
            }
        }
        for item in &items {
            let mut column = Vec::new();
            for (row, a) in self.column(*item) {
                if let Some((begin, switched)) = places.get(*row).copied().flatten() {
                    column.push((begin, *a));
                    if switched {
                        column.push((begin + 1, *a));
                    }
                }
            }
            binary.columns.push(column);
            binary.values.push(values.get(*item).copied().unwrap_or(0.0));
            binary.fixed.push(given.contains(item));
        }
        binary.switches = switches.len();
        for switch in switches {
            binary.columns.push(switch);
            binary.values.push(0.0);
            binary.fixed.push(false);
        }
        (binary, items)
    }
}

#[cfg(test)]
mod tests;
