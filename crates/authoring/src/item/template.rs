//! Questions whose numbers and names are drawn: the authored form of their parameters, and each brace tried for every value it can take.

use crate::read::Node;
use jalon_base::json::{Value, pointer_step};
use jalon_base::sorted::SortedMap;
use jalon_base::{Micro, Slug};
use jalon_protocol::template::{MOST_VALUES, NoFill, Template, Values, braces, names};
use std::collections::BTreeSet;

/// Draws that are tried at most: more could not be.
pub const MOST_DRAWS: usize = 10_000;

/// Members of a key that are texts: their braces stay, and take their values when they are shown.
const TEXTS: [&str; 2] = ["rationale", "feedback"];

/// Reads the parameters of a question.
pub fn read(node: &Node<'_>) -> Template {
    let mut template = Template::new();
    for (name, node) in node.entries() {
        let plain = name.starts_with(|first: char| first.is_ascii_lowercase())
            && name
                .chars()
                .all(|letter| letter.is_ascii_lowercase() || letter.is_ascii_digit());
        let slug = Slug::parse(name).filter(|_| plain);
        if slug.is_none() {
            node.error("template/name", &[("name", name)]);
        }
        let values = values(&node);
        let different: BTreeSet<&String> = values.iter().collect();
        if !(2..=MOST_VALUES).contains(&values.len()) || different.len() != values.len() {
            node.error("template/values", &[("count", &different.len().to_string())]);
        } else if let Some(slug) = slug {
            template.insert(slug, values);
        }
    }
    template
}

/// From a number to another by equal steps, or names, one by one.
fn values(node: &Node<'_>) -> Vec<String> {
    if let Some(list) = node.member("values") {
        node.members(&["values"], &[]);
        let words = list.elements();
        return words
            .iter()
            .filter_map(|word| word.string().map(str::to_owned))
            .collect();
    }
    node.members(&["from", "to", "step"], &[]);
    let number = |name: &str| node.member(name).and_then(|node| node.parsed("decimal", Micro::parse));
    let (Some(from), Some(to), Some(step)) = (number("from"), number("to"), number("step")) else {
        return Vec::new();
    };
    let (from, to, step) = (from.millionths(), to.millionths(), step.millionths());
    if step <= 0 {
        return Vec::new();
    }
    let places = (0..=MOST_VALUES).filter_map(|place| i64::try_from(place).ok());
    let each = places.map(|place| from.saturating_add(step.saturating_mul(place)));
    let within = each.take_while(|value| *value <= to);
    within.map(|value| Micro::from_millionths(value).to_string()).collect()
}

/// The authored key with the values of the first draw in place of its braces outside texts, and those braces by their places in the key; none when
/// one has no value, which is said at its place when every brace is tried.
pub fn settled(key: &Node<'_>, template: &Template) -> Option<(Value, SortedMap<String, String>)> {
    let mut computed = SortedMap::new();
    let first = vec![0; template.len()];
    let values = Values::at(template, &first)?;
    let value = settle(key.value(), "/rule", &values, &mut computed)?;
    Some((value, computed))
}

fn settle(
    value: &Value,
    pointer: &str,
    values: &Values<'_>,
    computed: &mut SortedMap<String, String>,
) -> Option<Value> {
    Some(match value {
        Value::String(text) if text.contains("{=") => {
            let filled = values.fill(text, None).ok()?;
            computed.insert(pointer.to_owned(), text.clone());
            Value::String(filled)
        }
        Value::Array(all) => {
            let each = all.iter().enumerate();
            let each = each.map(|(place, one)| settle(one, &format!("{pointer}/{place}"), values, computed));
            Value::Array(each.collect::<Option<_>>()?)
        }
        Value::Object(members) => {
            let member = |(name, value): (&String, &Value)| {
                let settled = if TEXTS.contains(&name.as_str()) {
                    value.clone()
                } else {
                    settle(value, &format!("{pointer}{}", pointer_step(name)), values, computed)?
                };
                Some((name.clone(), settled))
            };
            Value::Object(members.iter().map(member).collect::<Option<_>>()?)
        }
        other => other.clone(),
    })
}

/// Tries every brace of a text, of the texts below, for every value that the names in it can take; gives the names.
pub fn tried(node: &Node<'_>, template: &Template, used: &mut BTreeSet<String>) {
    match node.value() {
        Value::String(text) => match braces(text) {
            Ok(all) => all.iter().for_each(|inside| brace(node, inside, template, used)),
            Err(_) => node.error("template/form", &[("sum", text)]),
        },
        Value::Array(_) => node.elements().iter().for_each(|node| tried(node, template, used)),
        Value::Object(_) => node.entries().iter().for_each(|(_, node)| tried(node, template, used)),
        _ => {}
    }
}

fn brace(node: &Node<'_>, inside: &str, template: &Template, used: &mut BTreeSet<String>) {
    let mut of = Template::new();
    for name in names(inside) {
        let Some((slug, values)) = Slug::parse(name).and_then(|slug| template.get_key_value(&slug)) else {
            node.error("template/unknown", &[("name", name)]);
            return;
        };
        of.insert(slug.clone(), values.clone());
        used.insert(name.to_owned());
    }
    let draws = Draws::of(&of);
    if draws.how_many() > MOST_DRAWS {
        node.error("template/too-many", &[("count", &draws.how_many().to_string())]);
        return;
    }
    for places in draws {
        let Some(values) = Values::at(&of, &places) else { return };
        let Err(no) = values.evaluate(inside) else { continue };
        let said = values.said();
        let args = [("sum", inside), ("draw", said.as_str())];
        match &no {
            NoFill::Form => node.error("template/form", &[("sum", inside)]),
            NoFill::Unknown { name } => node.error("template/unknown", &[("name", name)]),
            NoFill::NotANumber { name } => node.error("template/not-a-number", &[("name", name)]),
            NoFill::Division => node.error("template/division", &args),
            NoFill::TooLarge => node.error("template/too-large", &args),
            NoFill::Inexact => node.error("template/inexact", &args),
        }
        return;
    }
}

/// Every draw of a template, one after the other, by places.
pub struct Draws {
    sizes: Vec<usize>,
    next: Option<Vec<u8>>,
}

impl Draws {
    /// Those of a template; of an empty one, one.
    #[must_use]
    pub fn of(template: &Template) -> Self {
        Self {
            sizes: template.values().map(Vec::len).collect(),
            next: Some(vec![0; template.len()]),
        }
    }

    /// How many there are.
    #[must_use]
    pub fn how_many(&self) -> usize {
        self.sizes.iter().fold(1, |all, size| all.saturating_mul(*size))
    }
}

impl Iterator for Draws {
    type Item = Vec<u8>;

    fn next(&mut self) -> Option<Vec<u8>> {
        let now = self.next.take()?;
        let mut after = now.clone();
        for (place, size) in after.iter_mut().zip(&self.sizes) {
            if usize::from(*place) + 1 < *size {
                *place += 1;
                self.next = Some(after);
                break;
            }
            *place = 0;
        }
        Some(now)
    }
}
