//! The adaptive sections of a protocol, made ready once for many attempts.

use super::CannotChoose;
use super::blueprint::{self, Blueprint, enemies};
use super::late::Late;
use super::scale::{self, Scale, float, item};
use super::stops::stop_rules;
use super::supply::supply;
use crate::key::{Credit, Key};
use crate::keys::Keys;
use jalon_attempt::State;
use jalon_attempt::choice::{Chosen, Concluded, Drawn, Ended, Turned};
use jalon_attempt::draw::Stream;
use jalon_base::Micro;
use jalon_base::sorted::SortedMap;
use jalon_protocol::plan::adaptive::{Adaptive, Criterion};
use jalon_protocol::plan::{BankChoice, Section};
use jalon_protocol::pool::Need;
use jalon_protocol::{BankId, ItemAbout, ItemId, PartId, Protocol, Release, SectionId};
use jalon_psychometrics::estimate::{Answer, Measure};
use jalon_psychometrics::exposure::{Chances, Exposure, Rates};
use jalon_psychometrics::model::Item;
use jalon_psychometrics::numeric::unit;
use jalon_psychometrics::select::{self, Bank, Pick, Position, Weighting};
use jalon_psychometrics::shadow::{self, NoForm, Step, Under};
use jalon_psychometrics::stop;

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

/// The sections of a protocol that depend on the answers before them.
#[derive(Debug, Clone, Default)]
pub struct Tests {
    tests: Vec<Test>,
    late: Option<Late>,
}

/// One adaptive section, ready.
#[derive(Debug, Clone)]
pub struct Test {
    part: PartId,
    section: SectionId,
    pub(super) rules: Adaptive,
    pub(super) scale: Scale,
    pub(super) blueprint: Blueprint,
    pub(super) stop: Vec<(stop::Rule, Ended)>,
    by_form: bool,
    items: Vec<Entry>,
    pub(super) bank: Bank,
    chances: Option<Chances>,
}

#[derive(Debug, Clone)]
struct Entry {
    id: ItemId,
    key: Key,
    bank: BankId,
    /// Its enemies in the whole release: they may stand in another section.
    enemies: Vec<ItemId>,
    /// For whom it is not usable.
    unfit: Vec<Need>,
}

impl Tests {
    /// Makes the adaptive sections of a protocol ready; none for a protocol without.
    ///
    /// # Errors
    /// [`CannotChoose`] for the first item or section that cannot be used; the linter says it before publication.
    pub fn of(release: &Release, protocol: &Protocol) -> Result<Self, CannotChoose> {
        let mut tests = Vec::new();
        if !protocol.is_adaptive() {
            return Ok(Self::default());
        }
        let enemies = enemies(&release.pool);
        for part in &protocol.parts {
            for section in &part.sections {
                if let Some(rules) = &section.adaptive {
                    tests.push(Test::of(release, protocol, (&part.id, section, rules), &enemies)?);
                }
            }
        }
        let late = Late::of(release, protocol)?;
        Ok(Self { tests, late })
    }

    /// The same with another limit to the search for the best test: see [`shadow::Blueprint::within`]. An attempt is replayed with the limit
    /// that it was sat with, which is that of its engine.
    #[must_use]
    pub fn within(mut self, programs: u32) -> Self {
        self.tests.iter_mut().for_each(|test| test.blueprint.within(programs));
        self
    }

    /// One of them.
    #[must_use]
    pub fn section(&self, part: &PartId, section: &SectionId) -> Option<&Test> {
        self.tests
            .iter()
            .find(|test| test.part == *part && test.section == *section)
    }

    /// All of them, in the order of the protocol.
    pub fn iter(&self) -> impl Iterator<Item = &Test> {
        self.tests.iter()
    }

    /// What its ladders and modules need.
    pub(super) const fn late(&self) -> Option<&Late> {
        self.late.as_ref()
    }
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
        let (mut items, mut models) = (Vec::new(), Vec::new());
        let abouts: Vec<&ItemAbout> = supply(protocol, section, &release.pool).collect();
        for about in &abouts {
            let key = Keys::one(release, protocol, &about.id).map_err(CannotChoose::Key)?;
            if key.guide_points().is_some() {
                return Err(CannotChoose::NeedsMark { item: about.id.clone() });
            }
            models.push(item(about, rules)?.0);
            items.push(Entry {
                id: about.id.clone(),
                key,
                bank: about.bank.clone(),
                enemies: enemies.get(&about.id).cloned().unwrap_or_default(),
                unfit: about.unfit.clone(),
            });
        }
        let blueprint = Blueprint::of(
            section,
            rules,
            blueprint::Bank {
                items: &abouts,
                enemies,
                contents: &release.contents,
            },
        );
        let chances = match &rules.exposure {
            Some(exposure) if !exposure.chances.is_empty() => {
                let chance = |entry: &Entry| exposure.chances.get(&entry.id).copied().map_or(1.0, float);
                Some(Chances::new(items.iter().map(chance).collect()).map_err(|_| bad_scale())?)
            }
            _ => None,
        };
        Ok(Self {
            part: part.clone(),
            section: section.id.clone(),
            stop: stop_rules(rules),
            rules: rules.clone(),
            scale,
            blueprint: blueprint.map_err(|_| CannotChoose::Blueprint {
                section: section.id.clone(),
            })?,
            chances,
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

    /// Items that it gives at most.
    #[must_use]
    pub const fn length(&self) -> u32 {
        self.blueprint.rules().length()
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
        let given = self.answers(state);
        let (mut progress, end) = match state.concluded(&self.part, &self.section) {
            Some(end) => (self.standing(&given), Some(end.why)),
            None => {
                let (progress, end) = self.looked(state, &given);
                (progress, end.map(|(why, _)| why))
            }
        };
        progress.ended = end;
        if progress.ended.is_none() && state.paper().is_some() {
            let places: Vec<usize> = given.iter().map(|(place, _)| *place).collect();
            let form = self.blueprint.feasible(&places, &self.closed(state, &places));
            progress.ended = form.err().as_ref().map(no_form);
        }
        progress
    }

    /// Where the section is by its answers alone, without asking whether it ended.
    fn standing(&self, given: &[(usize, u8)]) -> Progress {
        Progress {
            given: u32::try_from(given.len()).unwrap_or(u32::MAX),
            measure: self.scale.measure(&self.scored(given)),
            ended: None,
        }
    }

    /// Where the section is, and the end that its answers give it, with what its rule held against its limit.
    fn looked(&self, state: &State, given: &[(usize, u8)]) -> (Progress, Option<(Ended, Option<Micro>)>) {
        let progress = self.standing(given);
        let places: Vec<usize> = given.iter().map(|(place, _)| *place).collect();
        let end = if progress.given >= self.blueprint.rules().length() {
            Some((Ended::Length, None))
        } else if self.blueprint.standing(&places).met {
            self.stops(state, given, &places, progress.measure)
        } else {
            None
        };
        (progress, end)
    }

    pub(super) fn scored(&self, given: &[(usize, u8)]) -> Vec<Answer<'_>> {
        let answer = |(place, category): &(usize, u8)| {
            Some(Answer {
                item: self.bank.item(*place)?,
                category: *category,
            })
        };
        given.iter().filter_map(answer).collect()
    }

    /// Items that cannot be given: not usable by this person, of another form, on the paper, with an enemy there, or turned away from this person.
    pub(super) fn closed(&self, state: &State, given: &[usize]) -> Vec<bool> {
        let form = state.paper().and_then(|paper| paper.form.as_ref());
        let needs = state.needs();
        let unfit = |entry: &Entry| entry.unfit.iter().any(|unfit| needs.contains(unfit));
        let other = |entry: &Entry| self.by_form && form != Some(&entry.bank) || unfit(entry);
        let mut closed: Vec<bool> = self.items.iter().map(other).collect();
        for (_, chosen) in state.choices() {
            for turned in &chosen.turned {
                let place = self.items.binary_search_by(|entry| entry.id.cmp(&turned.item));
                if let Some(closed) = place.ok().and_then(|place| closed.get_mut(place)) {
                    *closed = true;
                }
            }
        }
        for (_, there) in state.paper().iter().flat_map(|paper| paper.items()) {
            for (entry, closed) in self.items.iter().zip(&mut closed) {
                *closed |= entry.id == there.item || entry.enemies.contains(&there.item);
            }
        }
        // Its own items are the blueprint's to count.
        for item in given {
            if let Some(closed) = closed.get_mut(*item) {
                *closed = false;
            }
        }
        closed
    }

    /// The next item of the section, and why, or the end of the section. The options of the item are filled in by the guide.
    pub(super) fn choose(&self, state: &State, stream: &dyn Fn(u32) -> Stream) -> Result<(ItemId, Chosen), Concluded> {
        let given = self.answers(state);
        let (progress, end) = self.looked(state, &given);
        let chosen = match end {
            Some(end) => Err(end),
            None => self.search(state, stream, &given, &progress).map_err(|why| (why, None)),
        };
        chosen.map_err(|(why, value)| Concluded {
            section: self.section.clone(),
            why,
            given: progress.given,
            theta: progress.measure.theta,
            error: progress.measure.error,
            ratio: self.log_ratio(&self.scored(&given)),
            value,
        })
    }

    /// The next item under the blueprint and the exposure control, or why there is none.
    fn search(
        &self,
        state: &State,
        stream: &dyn Fn(u32) -> Stream,
        given: &[(usize, u8)],
        progress: &Progress,
    ) -> Result<(ItemId, Chosen), Ended> {
        let places: Vec<usize> = given.iter().map(|(place, _)| *place).collect();
        let closed = self.closed(state, &places);
        let first = self.blueprint.standing(&places).first;
        let rates = self.rates(state);
        let exposure = Exposure {
            chances: self.chances.as_ref(),
            rates: rates.as_ref(),
        };
        let under = Under {
            blueprint: self.blueprint.rules(),
            given: &places,
            closed: &closed,
            exposure: &exposure,
            first: &first,
        };
        let answers = self.scored(given);
        let posterior = self.scale.posterior(&answers);
        let at = self.at(progress.measure, given.is_empty()).ok_or(Ended::Exhausted)?;
        let position = Position {
            theta: float(at),
            posterior: &posterior,
            given: given.len(),
        };
        let mut draws = stream(progress.given);
        let mut step = |under: Under<'_>| {
            let (criterion, pick) = self.picks();
            shadow::next(&self.bank, under, criterion, pick, position, &mut || {
                unit(draws.bits53())
            })
        };
        let (step, waived) = match step(under) {
            Ok(found) => (found, false),
            // Rules of the blueprint are never given up; that an item was seen often is.
            Err(NoForm::Conflict { .. } | NoForm::Refused(_)) if self.rules.exposure.is_some() => {
                let under = Under {
                    exposure: &Exposure::NONE,
                    ..under
                };
                (step(under).map_err(|none| no_form(&none))?, true)
            }
            Err(none) => return Err(no_form(&none)),
        };
        // INVARIANT: items and values of a bank that was read are within the bounds of a reason.
        self.reasoned(&step, waived, progress, at, &answers)
            .ok_or(Ended::Exhausted)
    }

    /// The choice with its reasons; none when a number is beyond what a journal holds.
    fn reasoned(
        &self,
        step: &Step,
        waived: bool,
        progress: &Progress,
        at: Micro,
        answers: &[Answer<'_>],
    ) -> Option<(ItemId, Chosen)> {
        let reason = step.reason()?;
        let id = |place: u32| Some(self.items.get(usize::try_from(place).ok()?)?.id.clone());
        let turned = reason.turned.iter().map(|(item, draw, chance)| {
            Some(Turned {
                item: id(*item)?,
                draw: *draw,
                chance: *chance,
            })
        });
        let chosen = Chosen {
            section: self.section.clone(),
            options: Vec::new(),
            given: progress.given,
            theta: progress.measure.theta,
            error: progress.measure.error,
            at,
            value: reason.value,
            information: reason.information,
            open: u32::try_from(step.open).ok()?,
            held: u32::try_from(step.passed).ok()?,
            form: reason.form?,
            ratio: self.log_ratio(answers),
            draw: reason.draw,
            exposure: reason.exposure.map(|(draw, chance)| Drawn { draw, chance }),
            turned: turned.collect::<Option<_>>()?,
            waived,
        };
        Some((id(reason.item)?, chosen))
    }

    /// Logarithm of the likelihood ratio at the cut, where the section has a sequential test.
    fn log_ratio(&self, answers: &[Answer<'_>]) -> Option<Micro> {
        let ratio = scale::ratio(self.rules.stop.ratio.as_ref()?)?;
        Micro::round(*scale::tests(&ratio, answers).logs().first()?)
    }

    /// The point at which items are valued.
    pub(super) fn at(&self, measure: Measure, nothing: bool) -> Option<Micro> {
        Some(match self.rules.criterion {
            Criterion::InformationAtCut => self.rules.cut()?,
            _ if nothing => self.rules.start.unwrap_or(measure.theta),
            _ => measure.theta,
        })
    }

    /// How items are valued, and how one of them is taken.
    fn picks(&self) -> (select::Criterion, Pick) {
        let criterion = match self.rules.criterion {
            Criterion::Information | Criterion::InformationAtCut => select::Criterion::Information,
            Criterion::Difficulty => select::Criterion::Difficulty,
            Criterion::ExpectedVariance => select::Criterion::ExpectedVariance(Weighting::Predictive),
        };
        let pick = match self.rules.among as usize {
            0 | 1 => Pick::Best,
            among => Pick::Randomesque { among },
        };
        (criterion, pick)
    }

    /// How often its items were given before this attempt; none where nobody counts, or the section has no limit.
    fn rates(&self, state: &State) -> Option<Rates> {
        let most = self.rules.exposure.as_ref()?.most;
        let seen = state.started()?.seen.as_ref()?;
        let given = self
            .items
            .iter()
            .map(|entry| seen.given.get(&entry.id).copied().unwrap_or(0));
        let most = (u32::try_from(most.millionths()).ok()?, 1_000_000);
        Rates::new(given.map(|count| count.min(seen.people)).collect(), seen.people, most).ok()
    }
}

/// What ends a section that has no next item.
const fn no_form(none: &NoForm) -> Ended {
    match none {
        NoForm::Undecided { .. } => Ended::Unproven,
        NoForm::Conflict { .. } | NoForm::Unknown { .. } | NoForm::Refused(_) => Ended::Exhausted,
    }
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
