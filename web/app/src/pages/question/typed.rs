//! Numbers, words, lists and sliders, alone or several in one question: what is typed is a draft, kept every two seconds and when a field is
//! left.

use super::drawn::Drawn;
use super::words;
use crate::exam::{Exam, ExamHandle, Open};
use crate::ground::Here;
use crate::parts::passage;
use jalon_base::Micro;
use jalon_base::sorted::SortedMap;
use jalon_messages::{Lang, decimal, worker};
use jalon_protocol::item::{ChoiceOption, Slider, read_number};
use jalon_protocol::{Interaction, ItemId, OptionId, Response};
use jalon_web_kit::hooks::use_interval;
use jalon_web_kit::html;
use jalon_web_kit::ui::{Field, Move, Select, Sort, act, mover, range};
use yew::prelude::*;

/// How often it is looked whether a draft is to be kept, in milliseconds.
const BEAT: i32 = 500;
/// A draft is kept at every so many beats.
const BEATS: u32 = 4;
/// When so little time is left, a draft is kept at every beat, in milliseconds: what stands there when the time is over counts.
const ENDING: i64 = 2_500;

/// What stands in the fields, by name.
type Drafts = SortedMap<String, String>;

/// What [`Typed`] is given.
#[derive(Properties, PartialEq)]
pub struct TypedProps {
    /// Where it stands.
    pub here: Here,
    /// The attempt.
    pub exam: ExamHandle,
    /// The item.
    pub item: ItemId,
}

/// One place to fill.
struct Spot<'a> {
    /// Empty when it is the only one.
    name: String,
    label: String,
    inline: bool,
    interaction: &'a Interaction,
    /// The options of a list, in their drawn order.
    options: Vec<&'a ChoiceOption>,
}

impl Spot<'_> {
    /// The name of the unit beside a number.
    fn unit(&self) -> String {
        format!("{}-unit", self.name)
    }
}

fn spots<'a>(interaction: &'a Interaction, drawn: &mut Drawn<'_>, lang: Lang) -> Vec<Spot<'a>> {
    let mut spot = |name: String, label: String, inline: bool, interaction: &'a Interaction| Spot {
        options: match interaction {
            Interaction::InlineChoice(shown) => drawn.take(&shown.options, shown.shuffle),
            Interaction::Quantity(shown) => shown.units.iter().collect(),
            _ => Vec::new(),
        },
        name,
        label,
        inline,
        interaction,
    };
    match interaction {
        Interaction::Composite(shown) => shown
            .fields
            .iter()
            .map(|field| {
                let (name, label) = (field.id.as_str().to_owned(), field.label.say(lang.tag()).to_owned());
                spot(name, label, shown.passage.is_some(), &field.interaction)
            })
            .collect(),
        _ => vec![spot(
            String::new(),
            worker::your_answer(lang).to_owned(),
            false,
            interaction,
        )],
    }
}

/// The fields of a question.
#[component]
pub fn Typed(props: &TypedProps) -> Html {
    let TypedProps { here, exam, item } = props;
    let lang = here.lang;
    let open = match &**exam {
        Exam::Open(open) => Some(open),
        _ => None,
    };
    let given = open.and_then(|open| open.sitting.state().response(item).cloned());
    let drafts = use_state(|| given.as_ref().map(|given| shown(given, lang)).unwrap_or_default());
    let wrong = use_state(Drafts::new);
    let beats = use_mut_ref(|| 0_u32);
    let keep = {
        let (exam, item, given, wrong) = (exam.clone(), item.clone(), given.clone(), wrong.clone());
        move |drafts: &Drafts, strict: bool| {
            let Exam::Open(open) = &*exam else { return };
            let Some(content) = open.content(&item) else { return };
            let (response, faults) = read(&content.interaction, drafts, lang);
            if let Some(response) = response
                && given.as_ref().unwrap_or(&Response::Empty) != &response
            {
                exam.answer(&item, response);
            }
            if (strict || faults.is_empty()) && *wrong != faults {
                wrong.set(faults);
            }
        }
    };
    {
        let (keep, drafts, beats) = (keep.clone(), drafts.clone(), beats.clone());
        let (exam, ground) = (exam.clone(), here.ground.clone());
        let beat = Callback::from(move |()| {
            let left = match &*exam {
                Exam::Open(open) => open.sitting.state().tightest_ms(&ground.now()),
                _ => None,
            };
            let left = left.map_or(i64::MAX, |(_, left, _)| left);
            let turn = {
                let mut beats = beats.borrow_mut();
                *beats = (*beats + 1) % BEATS;
                *beats
            };
            // When the time of the question is over, nothing more is admitted.
            if left > 0 && (turn == 0 || left < ENDING) {
                keep(&drafts, false);
            }
        });
        use_interval(Some(BEAT), beat);
    }
    {
        // The answer was taken back by the button: the fields follow.
        let drafts = drafts.clone();
        use_effect_with(given.is_none(), move |gone| {
            if *gone && !drafts.is_empty() {
                drafts.set(Drafts::new());
            }
        });
    }
    let Some((open, content)) = open.and_then(|open| Some((open, open.content(item)?))) else {
        return html! {};
    };
    let board = Board {
        item,
        lang,
        drafts: &drafts,
        wrong: &wrong,
        set: {
            let (drafts, keep) = (drafts.clone(), keep.clone());
            Callback::from(move |(name, value, now): (String, String, bool)| {
                let mut next = (*drafts).clone();
                next.insert(name, value);
                if now {
                    keep(&next, true);
                }
                drafts.set(next);
            })
        },
        done: {
            let drafts = drafts.clone();
            Callback::from(move |()| keep(&drafts, true))
        },
    };
    board.draw(open, &content.interaction)
}

/// What draws the fields.
struct Board<'a> {
    item: &'a ItemId,
    lang: Lang,
    drafts: &'a Drafts,
    wrong: &'a Drafts,
    /// A field has another value, and whether it is to be kept at once.
    set: Callback<(String, String, bool)>,
    /// A field was left.
    done: Callback<()>,
}

impl Board<'_> {
    fn draw(&self, open: &Open, interaction: &Interaction) -> Html {
        let spots = spots(interaction, &mut Drawn::of(open, self.item), self.lang);
        let Interaction::Composite(shown) = interaction else {
            return spots.iter().map(|spot| self.spot(spot)).collect::<Html>();
        };
        let Some(text) = &shown.passage else {
            return html! { <div class="stack">{ spots.iter().map(|spot| self.spot(spot)).collect::<Vec<Html>>() }</div> };
        };
        let mark = |mark: jalon_protocol::rich::Mark<'_>| {
            let spot = spots.iter().find(|spot| spot.name == mark.id().as_str());
            spot.map_or_else(Html::default, |spot| self.spot(spot))
        };
        // In a text there is no room beside a field: what is wrong stands below, after the name of the field.
        let faults: Vec<Html> = spots
            .iter()
            .filter_map(|spot| {
                let words = self.wrong.get(&spot.name)?;
                Some(html! { <li class="field__error">{ format!("{} : {words}", spot.label) }</li> })
            })
            .collect();
        html! { <>{ passage(text, self.lang, &mark) }<div role="status"><ul class="plain">{ faults }</ul></div></> }
    }

    fn value(&self, name: &str) -> String {
        self.drafts.get(name).cloned().unwrap_or_default()
    }

    fn spot(&self, spot: &Spot<'_>) -> Html {
        let lang = self.lang;
        match spot.interaction {
            Interaction::InlineChoice(_) => self.list(spot, spot.name.clone(), spot.label.clone()),
            Interaction::Quantity(_) => {
                let list = self.list(spot, spot.unit(), worker::unit_of_answer(lang).to_owned());
                let number = self.field(spot, Sort::Number, Some(worker::number_hint(lang).to_owned()), None);
                html! { <>{ number }{ list }</> }
            }
            Interaction::Slider(shown) => self.slider(spot, shown),
            Interaction::NumericEntry { unit, .. } => {
                let unit = unit.as_ref().map(|unit| unit.say(lang.tag()).to_owned());
                self.field(spot, Sort::Number, Some(worker::number_hint(lang).to_owned()), unit)
            }
            Interaction::ExtendedText { max_length } => self.field(
                spot,
                Sort::Text,
                Some(worker::at_most_characters(lang, *max_length)),
                None,
            ),
            Interaction::TextEntry { max_length } => self.field(
                spot,
                Sort::Line,
                Some(worker::at_most_characters(lang, *max_length)),
                None,
            ),
            _ => html! {},
        }
    }

    fn field(&self, spot: &Spot<'_>, sort: Sort, hint: Option<String>, unit: Option<String>) -> Html {
        let (set, name) = (self.set.clone(), spot.name.clone());
        Field {
            name: self.id(&spot.name),
            label: spot.label.clone().into(),
            hint: hint.map(AttrValue::from),
            error: self.wrong.get(&spot.name).cloned().map(AttrValue::from),
            sort,
            value: self.value(&spot.name).into(),
            oninput: Callback::from(move |typed| set.emit((name.clone(), typed, false))),
            ondone: self.done.clone(),
            unit: unit.map(AttrValue::from),
            lang: None,
            inline: spot.inline,
        }
        .draw()
    }

    fn id(&self, name: &str) -> AttrValue {
        format!("{}{name}", self.item.as_str()).into()
    }

    fn list(&self, spot: &Spot<'_>, name: String, label: String) -> Html {
        let set = self.set.clone();
        let option = |option: &&ChoiceOption| (option.id.as_str().to_owned(), words(&option.text, self.lang));
        Select {
            name: self.id(&name),
            label: label.into(),
            blank: worker::choose_in_list(self.lang),
            options: spot.options.iter().map(option).collect(),
            value: self.value(&name),
            error: None,
            onchoose: Callback::from(move |value| set.emit((name.clone(), value, true))),
            inline: spot.inline,
        }
        .draw()
    }

    fn slider(&self, spot: &Spot<'_>, shown: &Slider) -> Html {
        let steps = i64::from(shown.steps().unwrap_or(1));
        let value = read_number(&self.value(&spot.name)).and_then(|value| Micro::parse(&value));
        let (low, step) = (shown.lower_bound.millionths(), shown.step.millionths().max(1));
        let at = value.map_or(0, |value| (value.millionths() - low) / step);
        let label = |text: &Option<jalon_base::Text>| {
            let text = text.as_ref().map(|text| text.say(self.lang.tag()).to_owned());
            text.unwrap_or_default()
        };
        let unit = label(&shown.unit);
        let words = match value {
            Some(value) => format!("{}\u{a0}{unit}", decimal(self.lang, &value.to_string())),
            None => worker::not_set_yet(self.lang).to_owned(),
        };
        let (set, name) = (self.set.clone(), spot.name.clone());
        let to = move |place: i64| {
            let value = Micro::from_millionths(low + place.clamp(0, steps) * step).to_string();
            set.emit((name.clone(), value, true));
        };
        let id = format!("field-{}", self.id(&spot.name));
        let button = |way: Move, label: &'static str, place: i64| {
            let to = to.clone();
            let can = (0..=steps).contains(&place);
            let mark = if way == Move::Up { "more" } else { "less" };
            mover(
                format!("{id}-{mark}"),
                way,
                label.to_owned(),
                can,
                act(move || to(place)),
            )
        };
        html! {
            <div class="field">
                <label class="field__label" for={id.clone()}>{ &spot.label }</label>
                <output class="lead">{ &words }</output>
                <div class="range">
                    { button(Move::Down, worker::one_less(self.lang), at - 1) }
                    { range(id.clone(), steps, at, words.clone(), Callback::from(to.clone())) }
                    { button(Move::Up, worker::one_more(self.lang), at + 1) }
                </div>
                <div class="range__ends"><span>{ label(&shown.lower_label) }</span><span>{ label(&shown.upper_label) }</span></div>
            </div>
        }
    }
}

/// What stands in the fields for a response.
fn shown(response: &Response, lang: Lang) -> Drafts {
    let mut drafts = Drafts::new();
    match response {
        Response::Fields { values } => {
            for (id, value) in values {
                put(&mut drafts, id.as_str(), value, lang);
            }
        }
        alone => put(&mut drafts, "", alone, lang),
    }
    drafts
}

fn put(drafts: &mut Drafts, name: &str, response: &Response, lang: Lang) {
    let text = match response {
        Response::Number { value } => decimal(lang, value),
        Response::Text { value } => value.clone(),
        Response::Choice { chosen } => chosen.first().map(|id| id.as_str().to_owned()).unwrap_or_default(),
        Response::Quantity { value, unit } => {
            drafts.insert(format!("{name}-unit"), unit.as_str().to_owned());
            decimal(lang, value)
        }
        _ => return,
    };
    drafts.insert(name.to_owned(), text);
}

/// The response that the drafts make, and what is wrong with each, by the engine's own rules. None when the only field is wrong: what was
/// kept before stays.
fn read(interaction: &Interaction, drafts: &Drafts, lang: Lang) -> (Option<Response>, Drafts) {
    let mut faults = Drafts::new();
    let Interaction::Composite(shown) = interaction else {
        let response = match one(interaction, "", drafts, lang) {
            Ok(response) => Some(response),
            Err(words) => {
                faults.insert(String::new(), words);
                None
            }
        };
        return (response, faults);
    };
    let mut values = SortedMap::new();
    for field in &shown.fields {
        match one(&field.interaction, field.id.as_str(), drafts, lang) {
            Ok(Response::Empty) => {}
            Ok(response) => {
                values.insert(field.id.clone(), response);
            }
            Err(words) => {
                faults.insert(field.id.as_str().to_owned(), words);
            }
        }
    }
    let response = if values.is_empty() {
        Response::Empty
    } else {
        Response::Fields { values }
    };
    (Some(response), faults)
}

fn one(interaction: &Interaction, name: &str, drafts: &Drafts, lang: Lang) -> Result<Response, String> {
    let typed = drafts.get(name).map(String::as_str).unwrap_or_default();
    if typed.trim().is_empty() {
        return Ok(Response::Empty);
    }
    let number = || read_number(typed).ok_or_else(|| worker::not_a_number(lang).to_owned());
    let response = match interaction {
        Interaction::NumericEntry { .. } | Interaction::Slider(_) => Response::Number { value: number()? },
        Interaction::InlineChoice(_) => Response::Choice {
            chosen: OptionId::parse(typed).into_iter().collect(),
        },
        Interaction::Quantity(_) => {
            let value = number()?;
            let unit = drafts
                .get(&format!("{name}-unit"))
                .and_then(|unit| OptionId::parse(unit));
            match unit {
                Some(unit) => Response::Quantity { value, unit },
                // A number waits for its unit.
                None => return Ok(Response::Empty),
            }
        }
        _ => Response::Text {
            value: typed.to_owned(),
        },
    };
    match (interaction.admits(&response), interaction) {
        (Ok(()), _) => Ok(response),
        (Err(_), Interaction::NumericEntry { decimals, .. }) => Err(worker::too_many_decimals(lang, *decimals)),
        (Err(_), Interaction::Quantity(shown)) => Err(worker::too_many_decimals(lang, shown.decimals)),
        (Err(_), _) => Err(worker::too_long(lang).to_owned()),
    }
}
