//! Authored adaptive sections, bands and stated errors, and what they alone can contradict.

use crate::read::Node;
use jalon_base::Micro;
use jalon_protocol::plan::adaptive::{
    Adaptive, Bands, Criterion, CutInterval, Declared, Exposure, Level, Plateau, Prior, RatioTest, Stated, Stop,
    Together,
};
use jalon_protocol::plan::{Decision, Navigation, Part, Place, Protocol};
use jalon_protocol::pool::{Model, Origin, Parameters};
use jalon_protocol::{BandId, ClaimId, ItemId};
use std::collections::BTreeSet;

fn decimal(node: &Node<'_>, name: &str) -> Option<Micro> {
    node.member(name).and_then(|node| node.parsed("decimal", Micro::parse))
}

fn decimals(node: &Node<'_>, name: &str) -> Option<Vec<Micro>> {
    let nodes = node.member(name)?.elements();
    nodes.iter().map(|node| node.parsed("decimal", Micro::parse)).collect()
}

/// A member that may be left out: none when it is there and is not what it should be.
#[expect(clippy::option_option, reason = "left out, and wrong, are different")]
fn maybe<T>(node: &Node<'_>, name: &str, read: impl Fn(&Node<'_>) -> Option<T>) -> Option<Option<T>> {
    match node.member(name) {
        None => Some(None),
        Some(node) => read(&node).map(Some),
    }
}

/// Reads how the items of a section of so many are chosen.
pub(super) fn read(node: &Node<'_>, count: Option<u32>) -> Option<Adaptive> {
    node.members(
        &["criterion", "estimator", "prior", "stop"],
        &["start", "among", "exposure", "together", "seconds", "declared"],
    );
    let criterion = node
        .member("criterion")
        .and_then(|node| node.word(&["information", "information-at-cut", "difficulty", "expected-variance"]));
    let estimator = node
        .member("estimator")
        .and_then(|node| node.word(&["eap", "map", "wle"]));
    let prior = node.member("prior").and_then(|node| prior(&node));
    let start = maybe(node, "start", |node| node.parsed("decimal", Micro::parse));
    let among = node.member("among").map_or(Some(1), |node| node.whole(1, 1000));
    let exposure = maybe(node, "exposure", exposure);
    let together = maybe(node, "together", together);
    let seconds = maybe(node, "seconds", |node| node.whole(1, 100_000));
    let stop = node.member("stop").and_then(|node| stop(&node, count));
    let declared = maybe(node, "declared", declared);
    let adaptive = Adaptive {
        criterion: criterion?,
        estimator: estimator?,
        prior: prior?,
        start: start?,
        among: among?,
        exposure: exposure?,
        together: together?,
        seconds: seconds?,
        stop: stop?,
        declared: declared?,
    };
    if adaptive.criterion == Criterion::InformationAtCut && adaptive.cut().is_none() {
        node.error("adaptive/no-cut", &[]);
    }
    Some(adaptive)
}

fn prior(node: &Node<'_>) -> Option<Prior> {
    node.members(&["mean", "sd", "from", "to", "nodes"], &[]);
    let number = |name: &str| decimal(node, name);
    let (mean, sd, from, to) = (number("mean"), number("sd"), number("from"), number("to"));
    let nodes = node.member("nodes").and_then(|node| node.whole(3, 501));
    let prior = Prior {
        mean: mean?,
        sd: sd?,
        from: from?,
        to: to?,
        nodes: nodes?,
    };
    let far = Micro::from_millionths(20_000_000);
    let near = |value: Micro| value <= far && value.millionths() >= -far.millionths();
    let ordered = prior.from <= prior.mean && prior.mean <= prior.to && prior.from < prior.to;
    if !ordered || prior.sd <= Micro::default() || ![prior.sd, prior.from, prior.to].into_iter().all(near) {
        node.error("adaptive/prior", &[]);
    }
    Some(prior)
}

fn exposure(node: &Node<'_>) -> Option<Exposure> {
    node.members(&["most"], &["chances"]);
    let one = Micro::from_millionths(1_000_000);
    let share = |node: &Node<'_>| {
        let share = node.parsed("decimal", Micro::parse)?;
        if share <= Micro::default() || share > one {
            node.error("adaptive/exposure", &[]);
        }
        Some(share)
    };
    let most = node.member("most").and_then(|node| share(&node));
    let chances = maybe(node, "chances", |node| {
        let chance = |(name, node): (&str, Node<'_>)| Some((item_named(&node, name)?, share(&node)?));
        node.entries().into_iter().map(chance).collect::<Option<_>>()
    });
    Some(Exposure {
        most: most?,
        chances: chances?.unwrap_or_default(),
    })
}

/// The item that a member is named after.
fn item_named(node: &Node<'_>, name: &str) -> Option<ItemId> {
    let id = ItemId::parse(name);
    if id.is_none() {
        node.error("adaptive/exposure-item", &[("item", name)]);
    }
    id
}

fn together(node: &Node<'_>) -> Option<Together> {
    node.members(&["min", "max"], &[]);
    let number = |name: &str| node.member(name).and_then(|node| node.whole(1, 1000));
    let (min, max) = (number("min"), number("max"));
    let together = Together { min: min?, max: max? };
    if together.min > together.max {
        node.error("adaptive/together", &[]);
    }
    Some(together)
}

/// A chance that decides nothing.
const HALF: Micro = Micro::from_millionths(500_000);

fn stop(node: &Node<'_>, count: Option<u32>) -> Option<Stop> {
    node.members(
        &["min"],
        &["error", "interval", "ratio", "curtailment", "information", "plateau"],
    );
    let min = node.member("min").and_then(|node| node.whole(1, 1000));
    if let (Some(min), Some(count)) = (min, count)
        && min > count
    {
        node.error(
            "adaptive/min",
            &[("min", &min.to_string()), ("count", &count.to_string())],
        );
    }
    let positive = |node: &Node<'_>| {
        let value = node.parsed("decimal", Micro::parse)?;
        if value <= Micro::default() {
            node.error("adaptive/positive", &[]);
        }
        Some(value)
    };
    let error = maybe(node, "error", positive);
    let interval = maybe(node, "interval", |node| {
        node.members(&["cuts", "z"], &[]);
        let (cuts, z) = (
            decimals(node, "cuts"),
            node.member("z").and_then(|node| positive(&node)),
        );
        let cuts = cuts?;
        if cuts.is_empty() || !cuts.is_sorted_by(|a, b| a < b) {
            node.error("adaptive/cuts", &[]);
        }
        Some(CutInterval { cuts, z: z? })
    });
    let ratio = maybe(node, "ratio", |node| {
        node.members(&["cut", "delta", "alpha", "beta"], &[]);
        let number = |name: &str| node.member(name).and_then(|node| positive(&node));
        let (cut, delta, alpha, beta) = (decimal(node, "cut"), number("delta"), number("alpha"), number("beta"));
        let test = RatioTest {
            cut: cut?,
            delta: delta?,
            alpha: alpha?,
            beta: beta?,
        };
        // Risks of half or more would decide before the first answer.
        if test.alpha >= HALF || test.beta >= HALF {
            node.error("adaptive/risk", &[]);
        }
        Some(test)
    });
    let curtailment = maybe(node, "curtailment", |node| {
        let chance = positive(node)?;
        if chance >= HALF {
            node.error("adaptive/risk", &[]);
        }
        Some(chance)
    });
    if matches!((&curtailment, &ratio), (Some(Some(_)), Some(None))) {
        node.error("adaptive/curtailment", &[]);
    }
    let information = maybe(node, "information", positive);
    let plateau = maybe(node, "plateau", |node| {
        node.members(&["items", "fall"], &[]);
        let items: Option<u32> = node.member("items").and_then(|node| node.whole(1, 1000));
        let fall = node.member("fall").and_then(|node| positive(&node));
        if let (Some(items), Some(count)) = (items, count)
            && items >= count
        {
            let (items, count) = (items.to_string(), count.to_string());
            node.error("adaptive/plateau", &[("items", &items), ("count", &count)]);
        }
        Some(Plateau {
            items: items?,
            fall: fall?,
        })
    });
    Some(Stop {
        min: min?,
        error: error?,
        interval: interval?,
        ratio: ratio?,
        curtailment: curtailment?,
        information: information?,
        plateau: plateau?,
    })
}

fn declared(node: &Node<'_>) -> Option<Declared> {
    node.members(&["easy", "medium", "hard"], &[]);
    let number = |name: &str| decimal(node, name);
    let (easy, medium, hard) = (number("easy"), number("medium"), number("hard"));
    Some(Declared {
        easy: easy?,
        medium: medium?,
        hard: hard?,
    })
}

/// Reads the bands of a protocol.
pub(super) fn bands(node: &Node<'_>) -> Option<Bands> {
    node.members(&["version", "bands"], &[]);
    let version = node.member("version").and_then(|node| node.whole(1, 1_000_000));
    let nodes = node.member("bands").map(|node| node.elements()).unwrap_or_default();
    let level = |node: &Node<'_>| {
        node.members(&["id", "title"], &["from"]);
        let id = node
            .member("id")
            .and_then(|node| node.parsed("kebab-case-id", BandId::parse));
        let title = node.member("title").and_then(|node| node.text());
        let from = maybe(node, "from", |node| node.parsed("decimal", Micro::parse));
        Some(Level {
            id: id?,
            title: title?,
            from: from?,
        })
    };
    let bands: Vec<Level> = nodes.iter().filter_map(level).collect();
    let ids: BTreeSet<_> = bands.iter().map(|level| &level.id).collect();
    let rising = bands.iter().map(|level| level.from).is_sorted_by(|a, b| a < b);
    let lowest = bands.first().is_some_and(|level| level.from.is_none());
    if bands.len() == nodes.len() && (bands.len() < 2 || ids.len() != bands.len() || !rising || !lowest) {
        node.error("adaptive/bands", &[]);
    }
    Some(Bands {
        version: version?,
        bands,
    })
}

/// Reads the errors that a simulation stated.
pub(super) fn stated(node: &Node<'_>) -> Option<Stated> {
    node.members(
        &[
            "people",
            "seed",
            "claim",
            "wrong",
            "passed-below",
            "failed-above",
            "length",
        ],
        &[],
    );
    let people = node.member("people").and_then(|node| node.whole(1, 1_000_000));
    let seed = node.member("seed").and_then(|node| {
        let hex = |text: &str| jalon_base::encoding::unhex(text).filter(|bytes| bytes.len() == 32);
        node.parsed("64 hexadecimal digits", |text| hex(text).map(|_| text.to_owned()))
    });
    let claim = node
        .member("claim")
        .and_then(|node| node.parsed("kebab-case-id", ClaimId::parse));
    let number = |name: &str| decimal(node, name);
    let (wrong, passed_below) = (number("wrong"), number("passed-below"));
    let (failed_above, length) = (number("failed-above"), number("length"));
    Some(Stated {
        people: people?,
        seed: seed?,
        claim: claim?,
        wrong: wrong?,
        passed_below: passed_below?,
        failed_above: failed_above?,
        length: length?,
    })
}

/// Reads the parameters of an item.
pub(crate) fn parameters(node: &Node<'_>) -> Option<Parameters> {
    node.members(&["model", "origin"], &[]);
    let origin = node
        .member("origin")
        .and_then(|node| node.word::<Origin>(&["declared", "simulated", "calibrated"]));
    let model = node.member("model").and_then(|node| model(&node));
    Some(Parameters {
        model: model?,
        origin: origin?,
    })
}

fn model(node: &Node<'_>) -> Option<Model> {
    let kinds = ["rasch", "2pl", "3pl", "graded", "partial-credit"];
    let number = |name: &str| decimal(node, name);
    Some(match node.kind::<String>("type", &kinds)?.as_str() {
        "rasch" => {
            node.members(&["type", "b"], &[]);
            Model::Rasch { b: number("b")? }
        }
        "2pl" => {
            node.members(&["type", "a", "b"], &[]);
            let (a, b) = (number("a"), number("b"));
            Model::TwoPl { a: a?, b: b? }
        }
        "3pl" => {
            node.members(&["type", "a", "b", "c"], &[]);
            let (a, b, c) = (number("a"), number("b"), number("c"));
            Model::ThreePl { a: a?, b: b?, c: c? }
        }
        "graded" => {
            node.members(&["type", "a", "thresholds"], &[]);
            let (a, thresholds) = (number("a"), decimals(node, "thresholds"));
            Model::Graded {
                a: a?,
                thresholds: thresholds?,
            }
        }
        _ => {
            node.members(&["type", "a", "steps"], &[]);
            let (a, steps) = (number("a"), decimals(node, "steps"));
            Model::PartialCredit { a: a?, steps: steps? }
        }
    })
}

/// What a protocol with adaptive sections, or with bands and decisions that need them, can contradict by itself.
pub(super) fn consistent(root: &Node<'_>, protocol: &Protocol) {
    let mut rules = protocol.decision.iter().flat_map(Decision::all);
    let cut = rules.find_map(|rule| match rule {
        Decision::Cut { claim, .. } => Some(claim),
        _ => None,
    });
    if let Some(stated) = protocol.stated.as_ref().filter(|stated| cut != Some(&stated.claim)) {
        root.error("adaptive/stated", &[("claim", stated.claim.as_str())]);
    }
    let measured = |part: &&Part| part.sections.iter().any(|section| section.adaptive.is_some());
    if !protocol.parts.iter().any(|part| measured(&part)) {
        if cut.is_some() || protocol.bands.is_some() {
            root.error("adaptive/without-section", &[]);
        }
        return;
    }
    if protocol.scoring == Place::Sealed {
        root.error("adaptive/sealed", &[]);
    }
    if protocol.bands.is_none() {
        root.error("adaptive/no-bands", &[]);
    }
    if protocol.decision.is_some() && cut.is_none() {
        root.error("adaptive/points", &[]);
    }
    for part in protocol.parts.iter().filter(measured) {
        let all = part.sections.iter().all(|section| section.adaptive.is_some());
        if !all || part.navigation != Navigation::Linear || part.floor.is_some() {
            root.error("adaptive/part", &[("part", part.id.as_str())]);
        }
    }
}
