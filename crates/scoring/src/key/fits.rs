//! Which rule an interaction may have, and with what in it.

use super::{Key, PlacesMark, Rule, points};
use jalon_base::Micro;
use jalon_protocol::item::{Pair, Shape};
use jalon_protocol::{Interaction, OptionId, Response};

impl Key {
    /// Whether the key fits what is shown of its item.
    #[must_use]
    pub fn fits(&self, interaction: &Interaction) -> bool {
        self.rule.fits(interaction)
    }
}

impl Rule {
    /// Whether the rule is one for this kind of interaction, whatever is in it.
    #[must_use]
    pub const fn is_for(&self, interaction: &Interaction) -> bool {
        matches!(
            (self, interaction),
            (
                Self::Choice(_),
                Interaction::Choice { .. }
                    | Interaction::InlineChoice(_)
                    | Interaction::HotText(_)
                    | Interaction::Hotspot(_)
            ) | (
                Self::NumericEntry { .. },
                Interaction::NumericEntry { .. } | Interaction::Slider(_)
            ) | (Self::TextEntry { .. }, Interaction::TextEntry { .. })
                | (
                    Self::ExtendedText { .. },
                    Interaction::ExtendedText { .. } | Interaction::Upload(_)
                )
                | (Self::Order { .. }, Interaction::Order(_))
                | (
                    Self::Pairs { .. },
                    Interaction::Associate(_)
                        | Interaction::Match(_)
                        | Interaction::GapMatch(_)
                        | Interaction::GraphicGapMatch(_)
                )
                | (
                    Self::MapResponse(_),
                    Interaction::Choice { .. }
                        | Interaction::HotText(_)
                        | Interaction::Associate(_)
                        | Interaction::Match(_)
                        | Interaction::GapMatch(_)
                        | Interaction::Hotspot(_)
                        | Interaction::GraphicGapMatch(_)
                )
                | (Self::Quantity { .. }, Interaction::Quantity(_))
                | (Self::Composite { .. }, Interaction::Composite(_))
                | (Self::MapPath(_), Interaction::Dialogue(_))
                | (Self::Panel(_), Interaction::Match(_))
                | (Self::MapPoints(_), Interaction::SelectPoint(_))
                | (Self::Places { .. }, Interaction::PositionObject(_))
        )
    }

    /// Whether what it takes for right is something that the interaction can give.
    #[must_use]
    pub fn fits(&self, interaction: &Interaction) -> bool {
        let admits = |response: &Response| interaction.admits(response).is_ok();
        self.is_for(interaction)
            && match self {
                Self::Choice(rule) => rule.fits(options_of(interaction), interaction),
                Self::Order { correct, .. } => admits(&Response::Order { ids: correct.clone() }),
                Self::Pairs { correct, .. } => admits(&Response::Pairs { pairs: correct.clone() }),
                Self::NumericEntry { correct, .. } => match interaction {
                    // What can be typed may be near what is right; a slider must stop on it.
                    Interaction::Slider(_) => admits(&number(*correct)),
                    _ => true,
                },
                Self::Quantity {
                    correct, unit, units, ..
                } => {
                    let known = |id: &OptionId| {
                        let offered = matches!(interaction, Interaction::Quantity(shown) if shown.units.iter().any(|unit| unit.id == *id));
                        offered && units.get(id).is_some_and(|factor| factor.numerator() != 0)
                    };
                    let unit_is_one = units.get(unit).is_some_and(|one| one.numerator() == one.denominator());
                    unit_is_one
                        && units.keys().all(known)
                        && admits(&Response::Quantity {
                            value: correct.to_string(),
                            unit: unit.clone(),
                        })
                }
                Self::Composite { fields, together, .. } => {
                    let Interaction::Composite(shown) = interaction else {
                        return false;
                    };
                    let together = together.as_ref().map_or(&[][..], |together| &together.fields);
                    shown.fields.len() == fields.len() + together.len()
                        && shown.fields.iter().all(|field| match fields.get(&field.id) {
                            Some(rule) => {
                                !matches!(
                                    rule,
                                    Self::ExtendedText { .. } | Self::Composite { .. } | Self::Panel(_)
                                ) && rule.fits(&field.interaction)
                            }
                            None => {
                                together.contains(&field.id)
                                    && matches!(field.interaction, Interaction::TextEntry { .. })
                            }
                        })
                }
                Self::MapResponse(mapped) => {
                    let right = mapped.right();
                    mapped.holds(right.as_ref().map(|right| mapped.credit(right)))
                        && right.is_some_and(|right| admits(&right))
                        && mapped.each().all(|entry| entry.is_some_and(|entry| admits(&entry)))
                }
                Self::Panel(panel) => panel.fits(interaction) && panel.right().is_some_and(|right| admits(&right)),
                Self::MapPath(mapped) => {
                    let (Some(ids), Interaction::Dialogue(shown)) = (mapped.path(), interaction) else {
                        return false;
                    };
                    let known = |name: &String| OptionId::parse(name).is_some_and(|id| shown.reply(&id).is_some());
                    mapped.holds(Some(mapped.credit_of_path(&ids)))
                        && admits(&Response::Order { ids })
                        && mapped.entries.keys().all(known)
                }
                Self::MapPoints(mapping) => {
                    mapping.holds()
                        && admits(&Response::Points {
                            points: mapping.correct.clone(),
                        })
                }
                Self::Places { areas, correct, .. } => {
                    points::put(areas, correct, PlacesMark::AllOrNothing) == super::Credit::right(true)
                        && admits(&Response::Places {
                            places: correct.clone(),
                        })
                }
                Self::TextEntry { .. } | Self::ExtendedText { .. } => true,
            }
    }

    /// Whether its shapes stand in the picture on which the question is answered; so does a rule without any. An author is told of it: a shape
    /// elsewhere holds nothing.
    #[must_use]
    pub fn stays_within(&self, interaction: &Interaction) -> bool {
        let picture = interaction.graphic().map(|shown| &shown.picture);
        let within = |shape: &Shape| picture.is_some_and(|picture| shape.is_within(picture.width, picture.height));
        match self {
            Self::MapPoints(mapping) => mapping.entries.iter().all(|entry| within(&entry.shape)),
            Self::Places { areas, .. } => areas.values().all(within),
            _ => true,
        }
    }

    /// A response that earns everything, to be shown; none where a person marks.
    #[must_use]
    pub fn right_response(&self) -> Option<Response> {
        Some(match self {
            Self::Choice(rule) => Response::Choice {
                chosen: rule.correct.clone(),
            },
            Self::NumericEntry { correct, .. } => number(*correct),
            Self::TextEntry { accept, .. } => words(accept)?,
            Self::ExtendedText { .. } => return None,
            Self::Order { correct, .. } => Response::Order { ids: correct.clone() },
            Self::Pairs { correct, .. } => Response::Pairs {
                pairs: correct.iter().map(Pair::clone).collect(),
            },
            Self::MapResponse(mapped) => mapped.right()?,
            Self::MapPath(mapped) => Response::Order { ids: mapped.path()? },
            Self::Panel(panel) => panel.right()?,
            Self::MapPoints(mapping) => Response::Points {
                points: mapping.correct.clone(),
            },
            Self::Places { correct, .. } => Response::Places {
                places: correct.clone(),
            },
            Self::Quantity { correct, unit, .. } => Response::Quantity {
                value: correct.to_string(),
                unit: unit.clone(),
            },
            Self::Composite { fields, together, .. } => {
                let each = fields
                    .iter()
                    .map(|(id, rule)| Some((id.clone(), rule.right_response()?)));
                let groups = together
                    .iter()
                    .flat_map(|together| together.fields.iter().zip(&together.groups));
                let others = groups.map(|(id, group)| Some((id.clone(), words(group)?)));
                Response::Fields {
                    values: each.chain(others).collect::<Option<_>>()?,
                }
            }
        })
    }
}

fn number(value: Micro) -> Response {
    Response::Number {
        value: value.to_string(),
    }
}

fn words(accepted: &[String]) -> Option<Response> {
    Some(Response::Text {
        value: accepted.first()?.clone(),
    })
}

/// How many options can be chosen from.
fn options_of(interaction: &Interaction) -> usize {
    match interaction {
        Interaction::Choice { options, .. } => options.len(),
        Interaction::InlineChoice(shown) => shown.options.len(),
        Interaction::HotText(shown) => jalon_protocol::rich::marked(&shown.passage).len(),
        Interaction::Hotspot(shown) => shown.areas.len(),
        _ => 0,
    }
}
