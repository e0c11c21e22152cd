//! The adaptive sections of a protocol, made ready once for many attempts.

use super::blueprint::{Blueprint, MAX_QUOTAS, enemies};
use super::scale::{self, Scale, float, item};
use crate::key::{Credit, Key};
use crate::score::{BadKey, Keys};
use jalon_attempt::State;
use jalon_attempt::choice::Chosen;
use jalon_attempt::draw::Stream;
use jalon_base::Micro;
use jalon_base::sorted::SortedMap;
use jalon_protocol::plan::adaptive::{Adaptive, Criterion};
use jalon_protocol::plan::{BankChoice, Paper, Section};
use jalon_protocol::{BankId, ItemAbout, ItemId, PartId, Pool, Protocol, Release, SectionId};
use jalon_psychometrics::estimate::{Answer, Measure};
use jalon_psychometrics::exposure::Exposure;
use jalon_psychometrics::model::Item;
use jalon_psychometrics::select::{self, Bank, Open, Pick, Position, Weighting};
use jalon_psychometrics::stop;

/// Why the items of a section cannot be chosen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CannotChoose {
    /// A key that cannot be used.
    Key(BadKey),
    /// An item that a person marks: the next choice would wait for them.
    NeedsMark {
        /// The item.
        item: ItemId,
    },
    /// An item without parameters, in a section that declares none, or parameters out of their range.
    Parameters {
        /// The item.
        item: ItemId,
    },
    /// A prior, a range or nodes that make no scale, or too many quotas.
    Scale {
        /// The section.
        section: SectionId,
    },
}

impl CannotChoose {
    /// Stable code.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Key(bad) => bad.code(),
            Self::NeedsMark { .. } => "adaptive/needs-mark",
            Self::Parameters { .. } => "adaptive/parameters",
            Self::Scale { .. } => "adaptive/scale",
        }
    }
}

impl std::fmt::Display for CannotChoose {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Key(bad) => bad.fmt(f),
            Self::NeedsMark { item } | Self::Parameters { item } => write!(f, "{}, item `{item}`", self.code()),
            Self::Scale { section } => write!(f, "{}, section `{section}`", self.code()),
        }
    }
}

impl std::error::Error for CannotChoose {}

/// Why a section ended by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ended {
    /// It gave all its items.
    Length,
    /// The error is small enough.
    Error,
    /// The measure is clear of every cut.
    Clear,
    /// The sequential test decided.
    Ratio,
    /// No item is left that it may give.
    Exhausted,
}

/// Where a section is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Progress {
    /// Items given.
    pub given: u32,
    /// The measure from their answers.
    pub measure: Measure,
    /// Why it ended, when it did.
    pub ended: Option<Ended>,
}

/// The adaptive sections of a protocol.
#[derive(Debug, Clone, Default)]
pub struct Tests(Vec<Test>);

/// One adaptive section, ready.
#[derive(Debug, Clone)]
pub struct Test {
    part: PartId,
    section: SectionId,
    rules: Adaptive,
    scale: Scale,
    blueprint: Blueprint,
    stop: Vec<(stop::Rule, Ended)>,
    by_form: bool,
    items: Vec<Entry>,
    bank: Bank,
}

#[derive(Debug, Clone)]
struct Entry {
    id: ItemId,
    key: Key,
    bank: BankId,
    /// Its enemies in the whole release: they may stand in another section.
    enemies: Vec<ItemId>,
}

impl Tests {
    /// Makes the adaptive sections of a protocol ready; none for a protocol without.
    ///
    /// # Errors
    /// [`CannotChoose`] for the first item or section that cannot be used; the linter says it before publication.
    pub fn of(release: &Release, protocol: &Protocol) -> Result<Self, CannotChoose> {
        let mut tests = Vec::new();
        if !protocol.is_adaptive() {
            return Ok(Self(tests));
        }
        let enemies = enemies(&release.pool);
        for part in &protocol.parts {
            for section in &part.sections {
                if let Some(rules) = &section.adaptive {
                    tests.push(Test::of(release, protocol, (&part.id, section, rules), &enemies)?);
                }
            }
        }
        Ok(Self(tests))
    }

    /// One of them.
    #[must_use]
    pub fn section(&self, part: &PartId, section: &SectionId) -> Option<&Test> {
        self.0
            .iter()
            .find(|test| test.part == *part && test.section == *section)
    }

    /// All of them, in the order of the protocol.
    pub fn iter(&self) -> impl Iterator<Item = &Test> {
        self.0.iter()
    }
}

/// Items of a pool that a section takes in some form of the protocol, by ascending id.
pub fn supply<'a>(protocol: &'a Protocol, section: &'a Section, pool: &'a Pool) -> impl Iterator<Item = &'a ItemAbout> {
    let takes = |about: &ItemAbout| match section.select.bank {
        BankChoice::Named(_) => section.select.takes(about, None),
        BankChoice::Form => protocol
            .forms
            .iter()
            .any(|form| section.select.takes(about, Some(form))),
    };
    pool.items().filter(move |about| takes(about))
}

impl Test {
    fn of(
        release: &Release,
        protocol: &Protocol,
        (part, section, rules): (&PartId, &Section, &Adaptive),
        enemies: &SortedMap<ItemId, Vec<ItemId>>,
    ) -> Result<Self, CannotChoose> {
        let bad_scale = || CannotChoose::Scale {
            section: section.id.clone(),
        };
        let scale = Scale::of(rules).map_err(|_| bad_scale())?;
        if section.quotas.len() > MAX_QUOTAS {
            return Err(bad_scale());
        }
        let (mut items, mut models) = (Vec::new(), Vec::new());
        let abouts: Vec<&ItemAbout> = supply(protocol, section, &release.pool).collect();
        for about in &abouts {
            let key = Keys::one(release, &about.id).map_err(CannotChoose::Key)?;
            if key.guide_points().is_some() {
                return Err(CannotChoose::NeedsMark { item: about.id.clone() });
            }
            models.push(item(about, rules)?.0);
            items.push(Entry {
                id: about.id.clone(),
                key,
                bank: about.bank.clone(),
                enemies: enemies.get(&about.id).cloned().unwrap_or_default(),
            });
        }
        Ok(Self {
            part: part.clone(),
            section: section.id.clone(),
            stop: stop_rules(rules),
            rules: rules.clone(),
            scale,
            blueprint: Blueprint::of(section, rules.stop.min, &abouts, enemies),
            by_form: section.select.bank == BankChoice::Form,
            bank: Bank::new(models),
            items,
        })
    }

    /// Its part.
    #[must_use]
    pub const fn part(&self) -> &PartId {
        &self.part
    }

    /// Its section.
    #[must_use]
    pub const fn id(&self) -> &SectionId {
        &self.section
    }

    /// Its scale.
    #[must_use]
    pub const fn scale(&self) -> &Scale {
        &self.scale
    }

    /// Its items with their models, by ascending id.
    pub fn items(&self) -> impl Iterator<Item = (&ItemId, &Item)> {
        self.items.iter().map(|entry| &entry.id).zip(self.bank.items())
    }

    /// The key of one of its items.
    #[must_use]
    pub fn key(&self, id: &ItemId) -> Option<&Key> {
        self.items.iter().find(|entry| entry.id == *id).map(|entry| &entry.key)
    }

    /// Its items on the paper, in order, with the category that each answer reached: an item passed over counts as not known.
    fn answers(&self, state: &State) -> Vec<(usize, u8)> {
        let paper = state.paper().and_then(|paper| paper.part(&self.part));
        let entries = paper.map_or(&[][..], |paper| paper.items.as_slice());
        let own = entries.iter().filter(|entry| entry.section == self.section);
        let place = |id: &ItemId| self.items.binary_search_by(|entry| entry.id.cmp(id)).ok();
        own.filter_map(|entry| {
            let place = place(&entry.item)?;
            let (known, model) = (self.items.get(place)?, self.bank.item(place)?);
            let credit = state.response(&entry.item).map(|response| known.key.credit(response));
            Some((place, category(credit, model)))
        })
        .collect()
    }

    /// Where the section is.
    #[must_use]
    pub fn progress(&self, state: &State) -> Progress {
        self.step(state).0
    }

    /// Where the section is, what its answers are, and what may be given next unless it ended.
    fn step(&self, state: &State) -> (Progress, Vec<(usize, u8)>, Option<super::blueprint::Open>) {
        let given = self.answers(state);
        let answers = self.scored(&given);
        let measure = self.scale.measure(&answers);
        let mut progress = Progress {
            given: u32::try_from(given.len()).unwrap_or(u32::MAX),
            measure,
            ended: None,
        };
        let places: Vec<usize> = given.iter().map(|(place, _)| *place).collect();
        let open = state
            .paper()
            .and_then(|paper| self.blueprint.open(&places, &self.left(paper)));
        progress.ended = if progress.given >= self.blueprint.count {
            Some(Ended::Length)
        } else {
            match &open {
                Some(open) if open.met => self.stops(&answers, measure),
                _ => None,
            }
        };
        let any = open.as_ref().is_some_and(|open| open.items.contains(&true));
        if progress.ended.is_none() && !any {
            progress.ended = Some(Ended::Exhausted);
        }
        (progress, given, open)
    }

    fn scored(&self, given: &[(usize, u8)]) -> Vec<Answer<'_>> {
        let answer = |(place, category): &(usize, u8)| {
            Some(Answer {
                item: self.bank.item(*place)?,
                category: *category,
            })
        };
        given.iter().filter_map(answer).collect()
    }

    /// Items of the form drawn that are not on the paper and have no enemy there.
    fn left(&self, paper: &Paper) -> Vec<bool> {
        let mut left: Vec<bool> = self
            .items
            .iter()
            .map(|entry| !self.by_form || paper.form.as_ref() == Some(&entry.bank))
            .collect();
        for (_, there) in paper.items() {
            for (entry, left) in self.items.iter().zip(&mut left) {
                if entry.id == there.item || entry.enemies.contains(&there.item) {
                    *left = false;
                }
            }
        }
        left
    }

    fn stops(&self, answers: &[Answer<'_>], measure: Measure) -> Option<Ended> {
        let ratio = self.rules.stop.ratio.as_ref().and_then(scale::ratio);
        let decided = ratio.as_ref().and_then(|ratio| {
            let mut tests = ratio.begin();
            for answer in answers {
                tests.add(answer.item, answer.category);
            }
            tests.level()
        });
        let progress = stop::Progress {
            measures: &[measure],
            seconds: 0,
            best_open: None,
            decided,
            change: None,
        };
        let (rules, ends): (Vec<_>, Vec<_>) = self.stop.iter().cloned().unzip();
        // The least length is one of the blueprint's rules: here it is reached.
        let stopped = stop::stop(&rules, 0, progress)?;
        ends.get(stopped.rule).copied()
    }

    /// The next item of the section, and why; none when the section ended. Its section and options are filled in by the guide.
    pub(super) fn choose(&self, state: &State, stream: &dyn Fn(u32) -> Stream) -> Option<(ItemId, Chosen)> {
        let (progress, given, open) = self.step(state);
        if progress.ended.is_some() {
            return None;
        }
        let open = open?;
        let answers = self.scored(&given);
        let posterior = self.scale.posterior(&answers);
        let measure = progress.measure;
        let at = match self.rules.criterion {
            Criterion::InformationAtCut => self.rules.cut()?,
            _ if given.is_empty() => self.rules.start.unwrap_or(measure.theta),
            _ => measure.theta,
        };
        let criterion = match self.rules.criterion {
            Criterion::Information | Criterion::InformationAtCut => select::Criterion::Information,
            Criterion::Difficulty => select::Criterion::Difficulty,
            Criterion::ExpectedVariance => select::Criterion::ExpectedVariance(Weighting::Predictive),
        };
        let pick = match self.rules.among as usize {
            0 | 1 => Pick::Best,
            among => Pick::Randomesque { among },
        };
        let position = Position {
            theta: float(at),
            posterior: &posterior,
            given: given.len(),
        };
        let mut draws = stream(progress.given);
        let here = Open {
            items: &open.items,
            exposure: &Exposure::NONE,
        };
        let choice = select::next(&self.bank, here, criterion, pick, position, &mut || draws.unit()).ok()?;
        let draw = match choice.draw {
            Some(draw) => Some(Micro::round(draw)?),
            None => None,
        };
        let chosen = Chosen {
            section: self.section.clone(),
            options: Vec::new(),
            given: progress.given,
            theta: measure.theta,
            error: measure.error,
            at,
            value: Micro::round(choice.value)?,
            information: Micro::round(choice.information)?,
            open: u32::try_from(choice.open).unwrap_or(u32::MAX),
            held: open.held,
            draw,
        };
        Some((self.items.get(choice.item)?.id.clone(), chosen))
    }
}

/// The rules by which a section ends early, in the order in which they are looked at.
fn stop_rules(rules: &Adaptive) -> Vec<(stop::Rule, Ended)> {
    let stop = &rules.stop;
    let error = stop.error.map(|most| (stop::Rule::Error(most), Ended::Error));
    let interval = stop.interval.as_ref().map(|interval| {
        let (cuts, z) = (interval.cuts.clone(), interval.z);
        (stop::Rule::Interval { cuts, z }, Ended::Clear)
    });
    let ratio = stop.ratio.map(|_| (stop::Rule::Ratio, Ended::Ratio));
    error.into_iter().chain(interval).chain(ratio).collect()
}

/// The category that a credit reaches: ⌊k × highest / n⌋; nothing without one.
pub(crate) fn category(credit: Option<Credit>, model: &Item) -> u8 {
    match credit {
        Some(Credit::Share { k, n }) => {
            let highest = i64::from(model.highest());
            let reached = k.clamp(0, n.max(1)).saturating_mul(highest) / n.max(1);
            u8::try_from(reached).unwrap_or(0)
        }
        _ => 0,
    }
}
