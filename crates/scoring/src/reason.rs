//! Why a decision is what it is, in one sentence: its code and the words that fill it, from the trace alone.

use jalon_base::sorted::SortedMap;
use jalon_base::{Fraction, Points};
use jalon_protocol::outcome::{Outcome, Verdict};
use jalon_protocol::plan::ClaimAbout;
use jalon_protocol::{ClaimId, PartId, Release};

/// How a code and its arguments become a sentence.
pub type Say<'a> = &'a dyn Fn(&str, &SortedMap<&'static str, String>) -> String;

/// The sentence that says why, in a language; none when nothing is decided.
///
/// Of rules that hold rules, it names the first that fails, or that made up for one that does. Numbers that decide are never rounded up.
#[must_use]
pub fn reason(outcome: &Outcome, release: &Release, lang: &str, say: Say<'_>) -> Option<String> {
    let names = Names { outcome, release, lang };
    outcome.decision.as_ref().map(|verdict| names.reason(verdict, say))
}

#[derive(Clone, Copy)]
struct Names<'a> {
    outcome: &'a Outcome,
    release: &'a Release,
    lang: &'a str,
}

/// Thousandths as a decimal: floored.
fn floored(of: Fraction) -> String {
    Points::from_thousandths(of.numerator().div_euclid(of.denominator())).to_string()
}

/// The least number of thousandths that is at least this fraction of so many.
fn needed(pass: Fraction, of: i64) -> i64 {
    pass.scale_up(of)
}

impl Names<'_> {
    fn part(self, id: &PartId) -> String {
        let protocol = self.release.protocols.get(&self.outcome.protocol);
        let part = protocol.and_then(|protocol| protocol.part(id));
        part.map_or(id.as_str(), |part| part.title.say(self.lang)).to_owned()
    }

    fn claim(self, id: &ClaimId) -> String {
        let referential = &self.release.referential;
        let claim = self.outcome.claims.iter().find(|claim| claim.claim == *id);
        let name = claim.and_then(|claim| match &claim.about {
            ClaimAbout::Unit(unit) => Some(referential.unit(unit.as_str())?.short.say(self.lang)),
            ClaimAbout::Competence(id) => Some(referential.competence(id.as_str())?.title.say(self.lang)),
        });
        name.unwrap_or(id.as_str()).to_owned()
    }

    fn reason(self, verdict: &Verdict, say: Say<'_>) -> String {
        let reached = verdict.reached();
        let (code, args) = match verdict {
            Verdict::WeightedMean { below_floor, .. } if !below_floor.is_empty() => {
                let names: Vec<String> = below_floor.iter().map(|part| self.part(part)).collect();
                let args = [("count", names.len().to_string()), ("names", names.join(", "))];
                ("decision/floor", args.into())
            }
            Verdict::WeightedMean { mean, pass, .. } => {
                let args = [("found", floored(*mean)), ("wanted", pass.to_string())];
                ("decision/mean", args.into())
            }
            Verdict::Cut { theta, cut, .. } => {
                let args = [("found", theta.to_string()), ("wanted", cut.to_string())];
                ("decision/cut", args.into())
            }
            Verdict::Ratio { ratio, pass, .. } => ("decision/points", share(*ratio, *pass).into()),
            Verdict::Part { part, ratio, pass, .. } => ("decision/share", named(self.part(part), *ratio, *pass)),
            Verdict::Claim { claim, ratio, pass, .. } => ("decision/share", named(self.claim(claim), *ratio, *pass)),
            Verdict::Competences {
                acquired, missed, pass, ..
            } => {
                let of = acquired.len() + missed.len();
                let names: Vec<String> = missed.iter().map(|claim| self.claim(claim)).collect();
                let wanted = needed(*pass, i64::try_from(of).unwrap_or(i64::MAX));
                let args = [
                    ("found", acquired.len().to_string()),
                    ("of", of.to_string()),
                    ("wanted", wanted.to_string()),
                    ("names", names.join(", ")),
                ];
                ("decision/competences", args.into())
            }
            Verdict::Eliminatory { faults, most, .. } => {
                let args = [("count", faults.len().to_string()), ("most", most.to_string())];
                ("decision/eliminatory", args.into())
            }
            Verdict::AllOf { of, .. } => ("decision/all", self.held(of, of.len(), say)),
            Verdict::KOfN { least, of, .. } => ("decision/k-of-n", self.held(of, *least as usize, say)),
            Verdict::Compensation { most, of, by, .. } => {
                let missed = of.iter().filter(|verdict| !verdict.reached()).count();
                let mut args = self.held(of, *most as usize, say);
                let code = match by {
                    _ if missed == 0 => "decision/all",
                    Some(by) if missed <= *most as usize => {
                        args.insert("why", self.reason(by, say));
                        "decision/compensated"
                    }
                    _ => "decision/too-many",
                };
                (code, args)
            }
        };
        let mut args = args;
        args.insert("reached", if reached { "true" } else { "false" }.to_owned());
        say(code, &args)
    }

    /// Of rules held: how many are met and are not, how many it takes, and why the first is not.
    fn held(self, of: &[Verdict], wanted: usize, say: Say<'_>) -> SortedMap<&'static str, String> {
        let first = of.iter().find(|verdict| !verdict.reached());
        let missed = of.iter().filter(|verdict| !verdict.reached()).count();
        SortedMap::from([
            ("found", (of.len() - missed).to_string()),
            ("missed", missed.to_string()),
            ("of", of.len().to_string()),
            ("wanted", wanted.to_string()),
            (
                "why",
                first.map(|verdict| self.reason(verdict, say)).unwrap_or_default(),
            ),
        ])
    }
}

/// Points earned, possible and needed.
fn share(ratio: Fraction, pass: Fraction) -> [(&'static str, String); 3] {
    let text = |thousandths: i64| Points::from_thousandths(thousandths).to_string();
    [
        ("found", text(ratio.numerator())),
        ("of", text(ratio.denominator())),
        ("wanted", text(needed(pass, ratio.denominator()))),
    ]
}

fn named(name: String, ratio: Fraction, pass: Fraction) -> SortedMap<&'static str, String> {
    let mut args = SortedMap::from(share(ratio, pass));
    args.insert("name", name);
    args
}
