//! Simulated people: a place on each scale, answers drawn from the models, and a sitting through the functions that everybody's test uses.

use anyhow::{Result, anyhow};
use jalon_attempt::clock::Now;
use jalon_attempt::decide::{Command, decide};
use jalon_attempt::draw::{Seed, Stream, Supply};
use jalon_attempt::event::{Salt, Seen, Started};
use jalon_attempt::journal::{Heads, Journal};
use jalon_attempt::{Phase, State};
use jalon_base::Fraction;
use jalon_base::digest::keyed;
use jalon_base::id::RandomId;
use jalon_protocol::{ItemId, Protocol, Release, Response};
use jalon_psychometrics::model::{Item, MAX_CATEGORIES};
use jalon_psychometrics::numeric::{normal, unit};
use jalon_scoring::adaptive::Test;
use jalon_scoring::key::{Credit, Key, Rule};
use jalon_scoring::{Adaptive, Tests};
use std::sync::Arc;

/// What every simulated sitting shares.
#[derive(Debug, Clone, Copy)]
pub struct Setting<'a> {
    /// The release.
    pub release: &'a Release,
    /// The protocol.
    pub protocol: &'a Arc<Protocol>,
    /// Its adaptive sections.
    pub tests: &'a Tests,
    /// Seed of everything.
    pub seed: &'a [u8; 32],
    /// Factor on time limits.
    pub factor: Fraction,
    /// Factor on the time that answers take.
    pub pace: Fraction,
    /// Seconds that an answer takes at an even pace, for an item that does not say its own.
    pub seconds: u32,
    /// How often items were given to the people before, where somebody counts.
    pub seen: Option<&'a Seen>,
}

/// Spread of the paces of people, and of the answers of one person, on a logarithmic scale.
const PACES: (f64, f64) = (0.3, 0.4);

/// A sitting of one person.
#[derive(Debug, Clone)]
pub struct Sat {
    /// Their true place on the scale of each section, in the order of the protocol.
    pub truth: Vec<f64>,
    /// The state at the end.
    pub state: State,
    /// Heads of a journal with the first event of each chain, so that the sitting can be scored.
    pub heads: Heads,
    /// The attempt.
    pub attempt: RandomId,
}

/// A number of 16 bytes for a purpose and a person.
fn bytes16(seed: &[u8; 32], purpose: &str) -> [u8; 16] {
    let mut out = [0; 16];
    let all = keyed(seed, "jalon/simulate@1", purpose.as_bytes());
    out.iter_mut().zip(all).for_each(|(to, from)| *to = from);
    out
}

/// What is drawn for one person apart from any sitting: their place on each scale.
fn traits(setting: &Setting<'_>, person: u32) -> Seed {
    let of = RandomId::from_bytes(bytes16(setting.seed, &format!("person/{person}")));
    Seed::derive(setting.seed, &setting.release.id, &of)
}

/// The place of a person on the scale of each section: scales apart, drawn from the priors that the sections declare.
pub fn truth(setting: &Setting<'_>, person: u32) -> Vec<f64> {
    let mut drawn = traits(setting, person).stream("theta");
    let place = |test: &Test| {
        let prior = test.scale().normal();
        prior.mean() + prior.sd() * normal::quantile(unit(drawn.bits53()).max(f64::MIN_POSITIVE))
    };
    setting.tests.iter().map(place).collect()
}

/// The stream of the answers of a person to every item, apart from any sitting.
pub fn whole(setting: &Setting<'_>, person: u32) -> Stream {
    traits(setting, person).stream("responses")
}

/// One person sits the test; `time` tells their first sitting from the second.
///
/// # Errors
/// The engine refuses to begin: the protocol cannot be drawn.
pub fn sit(setting: &Setting<'_>, person: u32, time: u32) -> Result<Sat> {
    let truth = truth(setting, person);
    let attempt = attempt_of(setting, person, time);
    let mut answers = Seed::derive(setting.seed, &setting.release.id, &attempt).stream("answers");
    sit_with(setting, person, time, &mut |item| {
        let (test, model, theta) = setting.tests.iter().zip(&truth).find_map(|(test, theta)| {
            let (_, model) = test.items().find(|(id, _)| **id == *item)?;
            Some((test, model, *theta))
        })?;
        answer(model, test.key(item)?, theta, &mut answers)
    })
}

fn attempt_of(setting: &Setting<'_>, person: u32, time: u32) -> RandomId {
    RandomId::from_bytes(bytes16(setting.seed, &format!("attempt/{person}/{time}")))
}

/// As [`sit`], with answers given by whoever answers; none passes the item over.
///
/// # Errors
/// As [`sit`].
pub fn sit_with(
    setting: &Setting<'_>,
    person: u32,
    time: u32,
    respond: &mut dyn FnMut(&ItemId) -> Option<Response>,
) -> Result<Sat> {
    let Setting { release, protocol, .. } = *setting;
    let attempt = attempt_of(setting, person, time);
    let truth = truth(setting, person);
    let supply = Supply {
        protocol,
        pool: &release.pool,
        contents: &release.contents,
    };
    let guide = Adaptive::new(setting.tests, &release.contents, &attempt);
    let mut state = State::blank(Arc::clone(protocol));
    let (mut journal, mut heads) = (Journal::of(attempt), Heads::default());
    let boot = RandomId::from_bytes([1; 16]);
    let mut mono_ms = 0;
    let mut step = |state: &mut State, command: Command, ms: i64| -> Result<()> {
        mono_ms += ms;
        let now = Now {
            wall_ms: mono_ms,
            mono_ms,
            boot,
        };
        let opening = matches!(command, Command::Open { .. });
        let drafts =
            decide(state, &attempt, supply, command, &now, &guide).map_err(|refused| anyhow!("{}", refused.code()))?;
        for draft in &drafts {
            state.evolve(&draft.payload, &now);
        }
        if opening {
            journal.link(&mut heads, drafts, &now).map_err(|_| anyhow!("clock"))?;
        }
        Ok(())
    };
    let started = Started {
        engine: jalon_base::ENGINE,
        build: format!("jalon-cli {}", env!("CARGO_PKG_VERSION")),
        release: release.id,
        protocol: protocol.id.clone(),
        session_seed: keyed(setting.seed, "jalon/simulate@1", b"session"),
        time_factor: setting.factor,
        seen: setting.seen.cloned(),
        dispensation: None,
        exempt: Vec::new(),
        needs: Vec::new(),
        earlier: Vec::new(),
        hosted: None,
    };
    let open = Command::Open {
        lang: "fr".to_owned(),
        started: Box::new(started),
    };
    step(&mut state, open, 0)?;
    // Apart from the answers: whoever is slow answers as if they were not.
    let mut paces = Seed::derive(setting.seed, &release.id, &attempt).stream("paces");
    let mut pace = |spread: f64| libm::exp(spread * normal::quantile(unit(paces.bits53()).max(f64::MIN_POSITIVE)));
    let own = pace(PACES.0);
    let mut took = |item: &ItemId| -> i64 {
        let even = release
            .pool
            .item(item)
            .and_then(|about| about.seconds)
            .unwrap_or(setting.seconds);
        #[expect(
            clippy::cast_possible_truncation,
            reason = "milliseconds of one answer, a day at most"
        )]
        let ms = (f64::from(even) * 1000.0 * own * pace(PACES.1)).min(86_400_000.0) as i64;
        setting.pace.scale_up(ms)
    };
    while let Some(part) = state.next_part().cloned() {
        if matches!(state.phase(), Phase::Closed(_)) {
            break;
        }
        step(&mut state, Command::Begin { part }, 0)?;
        while let (Phase::Running(_), Some(item)) = (state.phase(), state.position().cloned()) {
            if let Some(response) = respond(&item) {
                let salt = Salt([0; 16]);
                let ms = took(&item);
                step(&mut state, Command::Answer { item, response, salt }, ms)
                    .or_else(|_| step(&mut state, Command::Tick, 0))?;
            } else {
                // What is not known takes its time too.
                let ms = took(&item);
                step(&mut state, Command::Tick, ms)?;
            }
            if matches!(state.phase(), Phase::Running(_)) {
                // After the last item of a part that is drawn, nothing comes next: it is handed in.
                step(&mut state, Command::Next, 0).or_else(|_| step(&mut state, Command::HandIn, 0))?;
            }
        }
    }
    Ok(Sat {
        truth,
        state,
        heads,
        attempt,
    })
}

/// A category drawn from the model of an item.
pub fn category(model: &Item, theta: f64, stream: &mut Stream) -> u8 {
    let mut chances = [0.0; MAX_CATEGORIES];
    model.probabilities(theta, &mut chances);
    let mut left = unit(stream.bits53());
    let mut category = 0;
    for chance in chances.iter().take(model.categories()) {
        if left < *chance {
            break;
        }
        left -= chance;
        category += 1;
    }
    model.highest().min(category)
}

/// An answer drawn from the model of the item: the response that reaches the category drawn, or none (passed over) for the lowest.
fn answer(model: &Item, key: &Key, theta: f64, stream: &mut Stream) -> Option<Response> {
    let category = i64::from(category(model, theta, stream));
    let highest = i64::from(model.highest());
    let reaches = |response: &Response| matches!(key.credit(response), Credit::Share { k, n } if k * highest / n.max(1) == category);
    match &key.rule {
        _ if category == 0 => None,
        Rule::Choice(rule) => (1..=rule.correct.len())
            .map(|size| Response::Choice {
                chosen: rule.correct.iter().take(size).cloned().collect(),
            })
            .find(reaches),
        Rule::NumericEntry { correct, .. } => Some(Response::Number {
            value: correct.to_string(),
        }),
        Rule::TextEntry { accept, .. } => accept.first().map(|value| Response::Text { value: value.clone() }),
        Rule::ExtendedText { .. } => None,
        // Right or passed over: the other kinds have no answer that is right in part to give here.
        Rule::Order { .. }
        | Rule::Pairs { .. }
        | Rule::Quantity { .. }
        | Rule::MapResponse(_)
        | Rule::Composite { .. }
        | Rule::MapPath(_)
        | Rule::Panel(_)
        | Rule::MapPoints(_)
        | Rule::Places { .. } => key.rule.right_response().filter(reaches),
    }
}
