//! Authored rules of decision, and what they alone can contradict.

use super::each;
use crate::read::Node;
use jalon_base::{Fraction, Micro, Points};
use jalon_protocol::plan::{Decision, Part, Protocol};
use jalon_protocol::{ClaimId, ItemId, PartId};

/// Words of the rules.
pub(crate) const RULES: [&str; 10] = [
    "weighted-mean",
    "ratio",
    "cut",
    "part",
    "claim",
    "competences",
    "eliminatory",
    "all-of",
    "k-of-n",
    "compensation",
];

/// Rules hold rules no deeper than this: what nobody could say in a sentence is no rule.
const DEEPEST: u32 = 4;

/// Reads a rule that so many others hold.
pub(super) fn read(node: &Node<'_>, depth: u32) -> Option<Decision> {
    if depth > DEEPEST {
        node.error("decision/too-deep", &[]);
        return None;
    }
    let rule = node.kind::<String>("rule", &RULES)?;
    let claim = |node: &Node<'_>| {
        let claim = node.member("claim")?;
        claim.parsed("kebab-case-id", ClaimId::parse)
    };
    let claims = |node: &Node<'_>| {
        let claims = node.member("claims").map(|node| node.ids(ClaimId::parse));
        claims.unwrap_or_default()
    };
    let of = |node: &Node<'_>| -> Vec<Decision> {
        let rules = each(node, "of", |node| read(node, depth + 1));
        if node.member("of").is_some_and(|of| of.elements().is_empty()) {
            node.error("decision/no-rule", &[]);
        }
        rules
    };
    match rule.as_str() {
        "ratio" => {
            node.members(&["rule", "pass"], &[]);
            Some(Decision::Ratio {
                pass: fraction(node, "pass")?,
            })
        }
        "cut" => {
            node.members(&["rule", "claim", "cut"], &[]);
            let cut = node.member("cut").and_then(|n| n.parsed("decimal", Micro::parse));
            Some(Decision::Cut {
                claim: claim(node)?,
                cut: cut?,
            })
        }
        "part" => {
            node.members(&["rule", "part", "pass"], &[]);
            let part = node.member("part");
            let part = part.and_then(|node| node.parsed("kebab-case-id", PartId::parse));
            let pass = fraction(node, "pass");
            Some(Decision::Part {
                part: part?,
                pass: pass?,
            })
        }
        "claim" => {
            node.members(&["rule", "claim", "pass"], &[]);
            let (claim, pass) = (claim(node), fraction(node, "pass"));
            Some(Decision::Claim {
                claim: claim?,
                pass: pass?,
            })
        }
        "competences" => {
            node.members(&["rule", "each", "pass"], &["claims"]);
            let (claims, each, pass) = (claims(node), fraction(node, "each"), fraction(node, "pass"));
            Some(Decision::Competences {
                claims,
                each: each?,
                pass: pass?,
            })
        }
        "eliminatory" => {
            node.members(&["rule"], &["claims", "items", "most"]);
            let items = node.member("items").map(|node| node.ids(ItemId::parse));
            let (claims, items) = (claims(node), items.unwrap_or_default());
            if claims.is_empty() && items.is_empty() {
                node.error("decision/nothing-eliminates", &[]);
            }
            let most = node.member("most").map_or(Some(0), |node| node.whole(0, 1000));
            Some(Decision::Eliminatory {
                claims,
                items,
                most: most?,
            })
        }
        "all-of" => {
            node.members(&["rule", "of"], &[]);
            Some(Decision::AllOf { of: of(node) })
        }
        "k-of-n" => {
            node.members(&["rule", "least", "of"], &[]);
            let least = node.member("least").and_then(|node| node.whole(1, 1000));
            let of = of(node);
            Some(Decision::KOfN { least: least?, of })
        }
        "compensation" => {
            node.members(&["rule", "most", "of", "by"], &[]);
            let most = node.member("most").and_then(|node| node.whole(1, 1000));
            let by = node.member("by").and_then(|node| read(&node, depth + 1));
            let of = of(node);
            Some(Decision::Compensation {
                of,
                most: most?,
                by: Box::new(by?),
            })
        }
        _ => {
            node.members(&["rule", "pass"], &[]);
            Some(Decision::WeightedMean {
                pass: node.member("pass")?.points()?,
            })
        }
    }
}

/// Two whole numbers, of which the second is not 0.
pub(super) fn fraction(node: &Node<'_>, name: &str) -> Option<Fraction> {
    let node = node.member(name)?;
    let elements = node.elements();
    let numbers = elements.iter().filter_map(|node| node.whole(0, 1_000_000));
    let numbers: Vec<i64> = numbers.map(i64::from).collect();
    let fraction = match numbers.as_slice() {
        [numerator, denominator] => Fraction::new(*numerator, *denominator),
        _ => None,
    };
    if fraction.is_none() {
        node.error("protocol/fraction", &[]);
    }
    fraction
}

/// What the rules and the rest of a protocol contradict: names that lead nowhere, thresholds that nobody can reach.
pub(super) fn consistent(root: &Node<'_>, protocol: &Protocol, possible: &dyn Fn(&Part) -> Points) {
    let Some(decision) = &protocol.decision else { return };
    let one = |pass: &Fraction| pass.numerator() <= pass.denominator();
    let mut impossible = false;
    for rule in decision.all() {
        let claims: Vec<&ClaimId> = match rule {
            Decision::Cut { claim, .. } | Decision::Claim { claim, .. } => vec![claim],
            Decision::Competences { claims, .. } | Decision::Eliminatory { claims, .. } => claims.iter().collect(),
            _ => Vec::new(),
        };
        for claim in claims {
            if !protocol.claims.iter().any(|known| known.id == *claim) {
                root.error("decision/unknown-claim", &[("claim", claim.as_str())]);
            }
        }
        if let Decision::Part { part, .. } = rule
            && protocol.part(part).is_none()
        {
            root.error("decision/unknown-part", &[("part", part.as_str())]);
        }
        impossible |= match rule {
            Decision::Ratio { pass } | Decision::Part { pass, .. } | Decision::Claim { pass, .. } => !one(pass),
            Decision::Competences { each, pass, .. } => !one(each) || !one(pass),
            Decision::KOfN { least, of } => *least as usize > of.len(),
            Decision::WeightedMean { pass } => {
                let weights: i128 = protocol.parts.iter().map(|part| i128::from(part.coefficient)).sum();
                let weighed = |part: &Part| i128::from(possible(part).thousandths()) * i128::from(part.coefficient);
                let best: i128 = protocol.parts.iter().map(weighed).sum();
                best < i128::from(pass.thousandths()) * weights
            }
            _ => false,
        };
    }
    if impossible {
        root.error("protocol/impossible-pass", &[]);
    }
}
