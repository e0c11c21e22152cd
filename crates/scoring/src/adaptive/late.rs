//! Sections that are only known late: modules, given when their preconditions hold, and ladders.

use super::CannotChoose;
use crate::key::{Credit, Key};
use crate::keys::Keys;
use jalon_attempt::draw::{self, Seed, draw_options};
use jalon_attempt::event::Why;
use jalon_attempt::late::{Asked, Found, Module};
use jalon_attempt::{State, Step, choice};
use jalon_base::Points;
use jalon_base::sorted::SortedMap;
use jalon_protocol::outcome::{ItemOutcome, OnLadder};
use jalon_protocol::plan::{ClaimAbout, Ladder, PaperPart, Part, Section, Standing, When};
use jalon_protocol::{ItemContent, ItemId, Pool, Protocol, Release};

/// What such sections of a protocol need: its items, and their keys.
#[derive(Debug, Clone)]
pub(super) struct Late {
    pool: Pool,
    keys: SortedMap<ItemId, Key>,
}

/// What an item is chosen from.
#[derive(Clone, Copy)]
pub(super) struct Here<'a> {
    pub state: &'a State,
    pub contents: &'a SortedMap<ItemId, ItemContent>,
    pub seed: &'a Seed,
    pub part: &'a Part,
    pub paper: &'a PaperPart,
}

impl Late {
    /// None when the protocol has no such section.
    pub(super) fn of(release: &Release, protocol: &Protocol) -> Result<Option<Self>, CannotChoose> {
        let sections = || protocol.parts.iter().flat_map(|part| &part.sections);
        if !sections().any(|section| section.ladder.is_some() || !section.when.is_empty()) {
            return Ok(None);
        }
        let mut keys = SortedMap::new();
        for about in sections().flat_map(|section| super::supply(protocol, section, &release.pool)) {
            let key = Keys::one(release, protocol, &about.id).map_err(CannotChoose::Key)?;
            keys.insert(about.id.clone(), key);
        }
        let pool = release.pool.clone();
        Ok(Some(Self { pool, keys }))
    }

    /// Share of its points that an item earned, as k of n; nothing without an answer.
    fn credit(&self, state: &State, item: &ItemId) -> (i64, i64) {
        let credit = state.response(item).zip(self.keys.get(item));
        match credit.map(|(response, key)| key.credit(response)) {
            Some(Credit::Share { k, n }) => (k, n),
            _ => (0, 1),
        }
    }

    /// What a precondition compares.
    fn found(&self, here: Here<'_>, when: &When) -> Found {
        let papers = here.state.paper().into_iter().flat_map(|paper| paper.parts.iter());
        let (mut earned, mut possible) = (Points::ZERO, Points::ZERO);
        for paper in papers {
            let Some(part) = here.state.protocol().part(&paper.id) else {
                continue;
            };
            for entry in &paper.items {
                let counts = when.sections.contains(&entry.section) || when.items.contains(&entry.item);
                if let Some(section) = part.section(&entry.section).filter(|_| counts) {
                    let (k, n) = self.credit(here.state, &entry.item);
                    earned += section.points.signed_share(k, n);
                    possible += section.points;
                }
            }
        }
        Found { earned, possible }
    }

    /// The beginning of a module, when its preconditions hold; none too when it cannot be drawn, which publication tried.
    fn module(&self, here: Here<'_>, section: &Section, found: Vec<Found>) -> Option<Step> {
        let paper = here.state.paper()?;
        let items = draw::module(
            (&self.pool, here.contents),
            here.seed,
            (paper, here.state.needs()),
            (here.part, section),
        );
        let items = items.ok()?;
        let first = items.first()?.item.clone();
        Some(Step::Present {
            items: vec![first],
            why: Why::Module(Box::new(Module {
                section: section.id.clone(),
                items,
                found,
            })),
        })
    }

    /// What comes next in a section: an item of its ladder, or its beginning; none when it is over or is not given.
    pub(super) fn next(&self, here: Here<'_>, section: &Section) -> Option<Step> {
        let given = choice::given(here.paper, section);
        if given > 0 && section.ladder.is_none() {
            return None;
        }
        let found: Vec<Found> = section.when.iter().map(|when| self.found(here, when)).collect();
        let holds =
            |(when, found): (&When, &Found)| when.holds(found.earned.thousandths(), found.possible.thousandths());
        if !section.when.iter().zip(&found).all(holds) {
            return None;
        }
        match &section.ladder {
            None => self.module(here, section, found),
            Some(ladder) => self.rung(here, section, (ladder, given)),
        }
    }

    fn rung(&self, here: Here<'_>, section: &Section, (ladder, given): (&Ladder, u32)) -> Option<Step> {
        let own = here.paper.items.iter().filter(|entry| entry.section == section.id);
        let right = |item: &ItemId| {
            let (k, n) = self.credit(here.state, item);
            k >= n
        };
        let standing = ladder.place(own.map(|entry| (&entry.item, right(&entry.item))));
        let step = ladder.next(standing).filter(|_| given < section.count)?;
        let rung = ladder.steps.get(usize::try_from(step.checked_sub(1)?).ok()?)?;
        let paper = here.state.paper()?;
        let open = |item: &&ItemId| {
            let serves = self
                .pool
                .item(item)
                .is_some_and(|about| about.serves(here.state.needs()));
            let mut there = paper.items().map(|(_, entry)| &entry.item);
            serves && !there.any(|other| other == *item || self.pool.are_enemies(item, other))
        };
        let mut items: Vec<&ItemId> = rung.items.iter().filter(open).collect();
        let purpose = format!("ladder/{}/{}/{given}", here.part.id, section.id);
        here.seed.stream(&purpose).shuffle(&mut items);
        let item = (*items.first()?).clone();
        let asked = Asked {
            section: section.id.clone(),
            options: draw_options(here.contents, here.seed, &item),
            given,
            step,
            acquired: standing.acquired,
            missed: standing.missed,
        };
        Some(Step::Present {
            items: vec![item],
            why: Why::Ladder(Box::new(asked)),
        })
    }
}

/// What the ladders of a claim say, from what each item earned: a neutralised item settles nothing, an item credited does as if it were right.
/// None when no ladder is all about the claim.
pub(super) fn on_ladder(about: &ClaimAbout, state: &State, pool: &Pool, items: &[ItemOutcome]) -> Option<OnLadder> {
    let mut said: Option<OnLadder> = None;
    let sections = state.protocol().parts.iter().flat_map(|part| &part.sections);
    for (section, ladder) in sections.filter_map(|section| Some((section, section.ladder.as_ref()?))) {
        let mut all = ladder.steps.iter().flat_map(|rung| &rung.items);
        if !all.all(|item| pool.item(item).is_some_and(|item| about.covers(item))) {
            continue;
        }
        let own = state.paper()?.items().filter(|(_, entry)| entry.section == section.id);
        let answers = own.filter_map(|(_, entry)| {
            let outcome = items.iter().find(|outcome| outcome.item == entry.item)?;
            outcome
                .status
                .counts()
                .then_some((&entry.item, outcome.earned >= outcome.possible))
        });
        let standing: Standing = ladder.place(answers);
        let said = said.get_or_insert(OnLadder {
            acquired: 0,
            missed: 0,
            steps: 0,
        });
        said.acquired += standing.acquired;
        said.missed += ladder.highest() + 1 - standing.missed;
        said.steps += ladder.highest();
    }
    said
}
