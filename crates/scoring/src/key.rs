//! What answers an item, and how much of it a response earns.

use jalon_base::json::{self, Limits, Malformed};
use jalon_base::sorted::SortedMap;
use jalon_base::{Micro, Points, Slug, letters};
use jalon_protocol::rich::RichText;
use jalon_protocol::{Interaction, ItemId, OptionId, Response};

/// What answers an item (`jalon/item-key@1`).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Key {
    /// `jalon/item-key@1`.
    pub format: String,
    /// The item.
    pub id: ItemId,
    /// Why the right answer is right.
    pub rationale: RichText,
    /// How a response is marked.
    pub rule: Rule,
}

jalon_base::document!(Key {
    format,
    id,
    rationale,
    rule
});

/// How a response is marked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Rule {
    /// By the options chosen.
    Choice {
        /// Right options, in ascending order.
        correct: Vec<OptionId>,
        /// What an incomplete answer earns.
        mark: ChoiceMark,
        /// Why each wrong option is wrong.
        feedback: SortedMap<OptionId, RichText>,
    },
    /// By the distance to a number.
    NumericEntry {
        /// Right number, a canonical decimal.
        correct: Micro,
        /// Largest distance that is still right.
        tolerance: Micro,
    },
    /// By the words, after normalisation.
    TextEntry {
        /// Accepted words.
        accept: Vec<String>,
        /// What is made the same before comparing.
        normalise: Vec<Normalise>,
    },
    /// By a person, from a marking guide.
    ExtendedText {
        /// What is expected, each with its points.
        elements: Vec<Element>,
        /// What earns nothing.
        nothing: RichText,
        /// A response that earns everything.
        full_example: RichText,
        /// A response that earns about half.
        half_example: RichText,
    },
}

jalon_base::tagged!(Rule, "type" {
    Choice = "choice" { correct, mark, feedback },
    NumericEntry = "numeric-entry" { correct, tolerance },
    TextEntry = "text-entry" { accept, normalise },
    ExtendedText = "extended-text" { elements, nothing, full_example, half_example },
});

/// What an incomplete answer to a choice earns.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ChoiceMark {
    /// Nothing.
    AllOrNothing,
    /// Right options chosen less wrong ones chosen, over right options.
    Partial,
}

jalon_base::words!(ChoiceMark {
    AllOrNothing = "all-or-nothing",
    Partial = "partial",
});

/// What is made the same before comparing words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Normalise {
    /// Capitals.
    Case,
    /// Accents and cedillas of Latin letters, and ligatures.
    Accents,
    /// Runs of white space, also at both ends.
    Spaces,
}

jalon_base::words!(Normalise {
    Case = "case",
    Accents = "accents",
    Spaces = "spaces",
});

/// Something that is expected in a short answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Element {
    /// Its id in the guide.
    pub id: Slug,
    /// What it is worth.
    pub points: Points,
    /// What is expected.
    pub expected: RichText,
    /// Words that say the same.
    pub accept: Vec<String>,
}

jalon_base::document!(Element {
    id,
    points,
    expected,
    accept: optional
});

/// How much of an item a response earns: `k` of `n` equal shares, or a person must say.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Credit {
    /// `k` of `n`.
    Share {
        /// Shares earned, 0 to `n`.
        k: i64,
        /// Shares possible, at least 1.
        n: i64,
    },
    /// A person marks it.
    NeedsMark,
}

impl Key {
    /// Reads a key.
    ///
    /// # Errors
    /// [`Malformed`] says what is wrong and where.
    pub fn read(bytes: &[u8]) -> Result<Self, Malformed> {
        json::from_slice(bytes, Limits::DOCUMENT)
    }

    /// How much of the item a response earns. A response of another kind earns nothing.
    #[must_use]
    pub fn credit(&self, response: &Response) -> Credit {
        let right = |right: bool| Credit::Share {
            k: i64::from(right),
            n: 1,
        };
        match (&self.rule, response) {
            (Rule::ExtendedText { .. }, Response::Text { .. }) => Credit::NeedsMark,
            (Rule::Choice { correct, mark, .. }, Response::Choice { chosen }) => match mark {
                ChoiceMark::AllOrNothing => right(chosen == correct),
                ChoiceMark::Partial => {
                    let hits = chosen.iter().filter(|id| correct.contains(id)).count();
                    let net = hits.saturating_sub(chosen.len() - hits);
                    let whole = i64::try_from(correct.len()).unwrap_or(i64::MAX).max(1);
                    Credit::Share {
                        k: i64::try_from(net).unwrap_or(0),
                        n: whole,
                    }
                }
            },
            (Rule::NumericEntry { correct, tolerance }, Response::Number { value }) => {
                let distance = Micro::parse(value).map(|value| value.millionths().abs_diff(correct.millionths()));
                right(distance.is_some_and(|distance| distance <= tolerance.millionths().unsigned_abs()))
            }
            (Rule::TextEntry { accept, normalise }, Response::Text { value }) => {
                let value = normalised(value, normalise);
                right(accept.iter().any(|words| normalised(words, normalise) == value))
            }
            _ => right(false),
        }
    }

    /// Points of the marking guide, when a person marks the item.
    #[must_use]
    pub fn guide_points(&self) -> Option<Points> {
        match &self.rule {
            Rule::ExtendedText { elements, .. } => Some(elements.iter().map(|element| element.points).sum()),
            _ => None,
        }
    }

    /// Whether the key fits what is shown of its item.
    #[must_use]
    pub fn fits(&self, interaction: &Interaction) -> bool {
        match (&self.rule, interaction) {
            (
                Rule::Choice { correct, .. },
                Interaction::Choice {
                    options, max_choices, ..
                },
            ) => {
                !correct.is_empty()
                    && correct.len() <= *max_choices as usize
                    && correct.is_sorted_by(|a, b| a < b)
                    && correct.iter().all(|id| options.iter().any(|option| option.id == *id))
            }
            (Rule::NumericEntry { .. }, Interaction::NumericEntry { .. })
            | (Rule::TextEntry { .. }, Interaction::TextEntry { .. })
            | (Rule::ExtendedText { .. }, Interaction::ExtendedText { .. }) => true,
            _ => false,
        }
    }
}

/// Words made comparable.
#[must_use]
pub fn normalised(words: &str, rules: &[Normalise]) -> String {
    let mut out = words.to_owned();
    if rules.contains(&Normalise::Case) {
        out = letters::small(&out);
    }
    if rules.contains(&Normalise::Accents) {
        out = letters::plain(&out);
    }
    if rules.contains(&Normalise::Spaces) {
        out = out.split_whitespace().collect::<Vec<_>>().join(" ");
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(rule: &str) -> Key {
        Key::read(
            format!(r#"{{"format": "jalon/item-key@1", "id": "x", "rationale": {{}}, "rule": {rule}}}"#).as_bytes(),
        )
        .unwrap()
    }

    fn chosen(ids: &[&str]) -> Response {
        Response::Choice {
            chosen: ids.iter().map(|id| OptionId::parse(id).unwrap()).collect(),
        }
    }

    #[test]
    fn a_choice_is_marked_whole_or_in_part() {
        let whole = key(r#"{"type": "choice", "correct": ["a", "c"], "mark": "all-or-nothing", "feedback": {}}"#);
        assert_eq!(whole.credit(&chosen(&["a", "c"])), Credit::Share { k: 1, n: 1 });
        assert_eq!(whole.credit(&chosen(&["a"])), Credit::Share { k: 0, n: 1 });
        let part = key(r#"{"type": "choice", "correct": ["a", "c"], "mark": "partial", "feedback": {}}"#);
        for (ids, k) in [
            (&["a", "c"][..], 2),
            (&["a"], 1),
            (&["a", "b"], 0),
            (&["b"], 0),
            (&["a", "b", "c"], 1),
        ] {
            assert_eq!(part.credit(&chosen(ids)), Credit::Share { k, n: 2 }, "{ids:?}");
        }
    }

    #[test]
    fn a_number_is_right_within_its_tolerance() {
        let key = key(r#"{"type": "numeric-entry", "correct": "12.5", "tolerance": "0.01"}"#);
        for (value, k) in [("12.5", 1), ("12.51", 1), ("12.49", 1), ("12.511", 0), ("-12.5", 0)] {
            assert_eq!(
                key.credit(&Response::Number { value: value.into() }),
                Credit::Share { k, n: 1 },
                "{value}"
            );
        }
    }

    #[test]
    fn words_are_compared_as_declared() {
        let key = key(
            r#"{"type": "text-entry", "accept": ["Éthylotest anti-démarrage"], "normalise": ["case", "accents", "spaces"]}"#,
        );
        for (value, k) in [
            ("ethylotest  Anti-demarrage ", 1),
            ("E\u{301}thylotest anti-de\u{301}marrage", 1),
            ("éthylotest", 0),
        ] {
            assert_eq!(
                key.credit(&Response::Text { value: value.into() }),
                Credit::Share { k, n: 1 },
                "{value}"
            );
        }
        assert_eq!(normalised("Œuf", &[Normalise::Case, Normalise::Accents]), "oeuf");
        assert_eq!(key.credit(&Response::Empty), Credit::Share { k: 0, n: 1 });
    }
}
