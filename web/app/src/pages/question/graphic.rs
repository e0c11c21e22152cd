//! Questions on a picture: touched, or answered in the list under it. What is touched can be done from the list, by keyboard, without
//! seeing the picture and without dragging.

use super::pairs;
use crate::exam::{ExamHandle, Open};
use crate::parts::drawn_picture;
use jalon_base::sorted::SortedMap;
use jalon_messages::{Lang, worker};
use jalon_protocol::item::{Graphic, NotAdmitted, Point, Shape};
use jalon_protocol::{Interaction, ItemId, OptionId, Response};
use jalon_web_kit::html;
use jalon_web_kit::ui::{Button, Icon, act, glyph, range, touched};
use std::rc::Rc;
use yew::prelude::*;

/// Steps of a line that goes over the whole picture.
const STEPS: u32 = 100;

/// The picture and its list.
pub fn pictured(exam: &ExamHandle, open: &Open, item: &ItemId, interaction: &Interaction, lang: Lang) -> Html {
    let response = open.sitting.state().response(item);
    let answer: Answer = {
        let (exam, item) = (exam.clone(), item.clone());
        Rc::new(move |response| exam.answer(&item, response))
    };
    let (hint, board) = match (interaction, response) {
        (Interaction::Hotspot(shown), _) => {
            let chosen = match response {
                Some(Response::Choice { chosen }) => chosen.clone(),
                _ => Vec::new(),
            };
            let hint = if shown.max_choices > 1 {
                worker::choose_up_to(lang, shown.max_choices)
            } else {
                worker::touch_area(lang).to_owned()
            };
            (hint, hotspot(shown, &chosen, &answer, lang))
        }
        (Interaction::SelectPoint(shown), _) => {
            let points = match response {
                Some(Response::Points { points }) => points.clone(),
                _ => Vec::new(),
            };
            (
                worker::touch_point(lang).to_owned(),
                select_point(shown, &points, &answer, lang),
            )
        }
        (Interaction::PositionObject(shown), _) => {
            let places = match response {
                Some(Response::Places { places }) => places.clone(),
                _ => SortedMap::new(),
            };
            (
                worker::touch_place(lang).to_owned(),
                position_object(shown, &places, &answer, lang),
            )
        }
        (Interaction::GraphicGapMatch(shown), _) => {
            let numbers: Vec<Pin> = shown
                .areas
                .iter()
                .zip(1..)
                .map(|(area, n)| pin(middle(&area.shape), n))
                .collect();
            let areas: Vec<(&Shape, bool)> = shown.areas.iter().map(|area| (&area.shape, false)).collect();
            let picture = surface(shown, &areas, &numbers, None, lang);
            let rows = pairs::paired(exam, open, item, interaction, lang);
            return html! { <>{ picture }{ rows }</> };
        }
        _ => return html! {},
    };
    html! {
        <div class="stack stack--tight">
            <p class="muted">{ hint }</p>
            if open.refused == Some(NotAdmitted::Count.code()) { <p class="field__error" role="alert">{ worker::too_many_chosen(lang) }</p> }
            { board }
        </div>
    }
}

type Answer = Rc<dyn Fn(Response)>;

/// Puts something at a point.
type Put = Rc<dyn Fn(&OptionId, Point)>;

/// A number on the picture.
struct Pin {
    at: Point,
    words: String,
}

fn pin(at: Point, number: u32) -> Pin {
    Pin {
        at,
        words: number.to_string(),
    }
}

/// The picture, its areas (chosen or not) and its pins. Only who sees it and touches it needs them: the list says the rest.
fn surface(
    shown: &Graphic,
    areas: &[(&Shape, bool)],
    pins: &[Pin],
    touch: Option<Callback<Point>>,
    lang: Lang,
) -> Html {
    let (width, height) = (shown.picture.width, shown.picture.height);
    let area = |(shape, chosen): &(&Shape, bool)| {
        let class = if *chosen { "area area--on" } else { "area" };
        html! { <path {class} d={line(shape)}></path> }
    };
    let (radius, size) = ((width / 24).max(4), (width / 20).max(5));
    let pin = |pin: &Pin| {
        let (x, y) = (pin.at.x.to_string(), pin.at.y.to_string());
        html! {
            <g class="pin" font-size={size.to_string()}>
                <circle cx={x.clone()} cy={y.clone()} r={radius.to_string()}></circle>
                <text {x} {y} text-anchor="middle" dominant-baseline="central">{ pin.words.clone() }</text>
            </g>
        }
    };
    let onclick = Callback::from(move |event: MouseEvent| {
        if let (Some(touch), Some((across, down))) = (&touch, touched(&event, STEPS * STEPS)) {
            touch.emit(Point {
                x: part_of(across, width, STEPS * STEPS),
                y: part_of(down, height, STEPS * STEPS),
            });
        }
    });
    html! {
        <div class="figure">
            <div class="surface">
                { drawn_picture(&shown.picture, shown.alt.say(lang.tag())) }
                <svg class="surface__top" viewBox={format!("0 0 {width} {height}")} aria-hidden="true" {onclick}>
                    { areas.iter().map(area).collect::<Vec<Html>>() }
                    { pins.iter().map(pin).collect::<Vec<Html>>() }
                </svg>
            </div>
        </div>
    }
}

/// A shape as the line of an SVG path.
fn line(shape: &Shape) -> String {
    match shape {
        Shape::Rect(numbers) => match numbers.as_slice() {
            [left, top, right, bottom] => format!("M{left} {top}H{right}V{bottom}H{left}Z"),
            _ => String::new(),
        },
        Shape::Circle(numbers) => match numbers.as_slice() {
            [x, y, r] => format!(
                "M{x} {y}m-{r} 0a{r} {r} 0 1 0 {0} 0a{r} {r} 0 1 0 -{0} 0Z",
                u64::from(*r) * 2
            ),
            _ => String::new(),
        },
        Shape::Poly(numbers) => {
            let corners = numbers.iter().map(u32::to_string).collect::<Vec<String>>();
            format!("M{}Z", corners.join(" "))
        }
    }
}

/// About the middle of a shape.
fn middle(shape: &Shape) -> Point {
    let mean = |numbers: &[u32]| {
        let count = u32::try_from(numbers.len()).unwrap_or(1).max(1);
        numbers.iter().fold(0, |sum: u32, n| sum.saturating_add(*n)) / count
    };
    match shape {
        Shape::Circle(numbers) => Point {
            x: numbers.first().copied().unwrap_or_default(),
            y: numbers.get(1).copied().unwrap_or_default(),
        },
        Shape::Rect(numbers) | Shape::Poly(numbers) => {
            let every = |from: usize| -> Vec<u32> { numbers.iter().skip(from).step_by(2).copied().collect() };
            Point {
                x: mean(&every(0)),
                y: mean(&every(1)),
            }
        }
    }
}

fn hotspot(shown: &Graphic, chosen: &[OptionId], answer: &Answer, lang: Lang) -> Html {
    let several = shown.max_choices > 1;
    let toggle: Rc<dyn Fn(&OptionId)> = {
        let (chosen, answer) = (chosen.to_vec(), answer.clone());
        Rc::new(move |id| {
            let mut next = if several { chosen.clone() } else { Vec::new() };
            match chosen.binary_search(id) {
                Ok(_) => next.retain(|other| other != id),
                Err(at) => next.insert(at.min(next.len()), id.clone()),
            }
            answer(if next.is_empty() {
                Response::Empty
            } else {
                Response::Choice { chosen: next }
            });
        })
    };
    let touch = {
        let (areas, toggle) = (shown.areas.clone(), toggle.clone());
        Callback::from(move |point: Point| {
            if let Some(area) = areas.iter().find(|area| area.shape.holds(point)) {
                toggle(&area.id);
            }
        })
    };
    let areas: Vec<(&Shape, bool)> = shown
        .areas
        .iter()
        .map(|area| (&area.shape, chosen.contains(&area.id)))
        .collect();
    let button = |area: &jalon_protocol::item::Area| {
        let (toggle, id) = (toggle.clone(), area.id.clone());
        let pressed = if chosen.contains(&area.id) { "true" } else { "false" };
        html! { <li><button type="button" class="hot reply" aria-pressed={pressed} onclick={act(move || toggle(&id))}>{ area.label.say(lang.tag()) }</button></li> }
    };
    html! {
        <>
            { surface(shown, &areas, &[], Some(touch), lang) }
            <ul class="plain stack stack--tight">{ shown.areas.iter().map(button).collect::<Vec<Html>>() }</ul>
        </>
    }
}

/// Two lines that say where something is: from left to right, from top to bottom.
fn lines(name: &str, label: &str, shown: &Graphic, at: Option<Point>, to: Rc<dyn Fn(Point)>, lang: Lang) -> Html {
    let (width, height) = (shown.picture.width, shown.picture.height);
    let half = Point {
        x: width / 2,
        y: height / 2,
    };
    let from = at.unwrap_or(half);
    let line = |mark: &str, words: &'static str, value: u32, whole: u32, set: Box<dyn Fn(u32) -> Point>| {
        let share = part_of(value, STEPS, whole);
        let said = match at {
            Some(_) => worker::hundredths(lang, share),
            None => worker::not_set_yet(lang).to_owned(),
        };
        let id = format!("{name}-{mark}");
        let to = to.clone();
        let slide = Callback::from(move |step: i64| {
            let step = u32::try_from(step).unwrap_or(0).min(STEPS);
            to(set(part_of(step, whole, STEPS)));
        });
        html! {
            <div class="slide">
                <label class="muted" for={id.clone()}>{ words }{ " : " }{ &said }</label>
                { range(id, i64::from(STEPS), i64::from(share), said.clone(), slide) }
            </div>
        }
    };
    let across = line(
        "x",
        worker::from_left(lang),
        from.x,
        width,
        Box::new(move |x| Point { x, ..from }),
    );
    let down = line(
        "y",
        worker::from_top(lang),
        from.y,
        height,
        Box::new(move |y| Point { y, ..from }),
    );
    html! { <fieldset class="field"><legend class="field__label">{ label.to_owned() }</legend><div class="stack stack--tight">{ across }{ down }</div></fieldset> }
}

/// `value` of `from`, in `of`: rounded to the nearest.
fn part_of(value: u32, of: u32, from: u32) -> u32 {
    let from = u64::from(from.max(1));
    u32::try_from((u64::from(value) * u64::from(of) + from / 2) / from).unwrap_or(of)
}

fn distance(a: Point, b: Point) -> u64 {
    let square = |a: u32, b: u32| u64::from(a.abs_diff(b)).pow(2);
    square(a.x, b.x) + square(a.y, b.y)
}

fn select_point(shown: &Graphic, points: &[Point], answer: &Answer, lang: Lang) -> Html {
    let most = shown.max_choices as usize;
    let set: Rc<dyn Fn(usize, Option<Point>)> = {
        let (points, answer) = (points.to_vec(), answer.clone());
        Rc::new(move |place, point| {
            let mut next = points.clone();
            match point {
                Some(point) => match next.get_mut(place) {
                    Some(old) => *old = point,
                    None => next.push(point),
                },
                None => next.truncate(place),
            }
            answer(if next.is_empty() {
                Response::Empty
            } else {
                Response::Points { points: next }
            });
        })
    };
    let touch = {
        let (points, set) = (points.to_vec(), set.clone());
        Callback::from(move |point: Point| {
            // One more as long as there is room, then the nearest moves.
            let near = points
                .iter()
                .enumerate()
                .min_by_key(|(_, other)| distance(**other, point));
            let place = near
                .filter(|_| points.len() >= most)
                .map_or(points.len(), |(place, _)| place);
            set(place, Some(point));
        })
    };
    let pins: Vec<Pin> = points.iter().zip(1..).map(|(point, n)| pin(*point, n)).collect();
    let row = |place: usize| {
        let set = set.clone();
        let label = worker::point_number(lang, place + 1);
        let to: Rc<dyn Fn(Point)> = Rc::new(move |point| set(place, Some(point)));
        lines(
            &format!("point-{place}"),
            &label,
            shown,
            points.get(place).copied(),
            to,
            lang,
        )
    };
    // The first lines stand there before there is a point: moving one sets it.
    let rows = (0..points.len().max(1)).map(row);
    let add = (!points.is_empty() && points.len() < most).then(|| {
        let (set, place) = (set.clone(), points.len());
        let middle = Point {
            x: shown.picture.width / 2,
            y: shown.picture.height / 2,
        };
        Button::new(worker::add_point(lang), act(move || set(place, Some(middle)))).draw()
    });
    let remove = points.len().checked_sub(1).filter(|_| most > 1).map(|last| {
        let set = set.clone();
        let remove = act(move || set(last, None));
        Button::new(worker::remove_point(lang), remove)
            .plain()
            .icon(Icon::Trash)
            .draw()
    });
    html! { <>{ surface(shown, &[], &pins, Some(touch), lang) }{ rows.collect::<Vec<Html>>() }{ add }{ remove }</> }
}

fn position_object(shown: &Graphic, places: &SortedMap<OptionId, Point>, answer: &Answer, lang: Lang) -> Html {
    let put: Put = {
        let (places, answer) = (places.clone(), answer.clone());
        Rc::new(move |id, point| {
            let mut places = places.clone();
            places.insert(id.clone(), point);
            answer(Response::Places { places });
        })
    };
    let away = |id: &OptionId| {
        let (mut places, answer) = (places.clone(), answer.clone());
        places.remove(id);
        act(move || {
            answer(if places.is_empty() {
                Response::Empty
            } else {
                Response::Places { places: places.clone() }
            });
        })
    };
    let touch = {
        let (things, places, put) = (shown.things.clone(), places.clone(), put.clone());
        Callback::from(move |point: Point| {
            // What has no place yet, else the nearest.
            let lacking = things
                .iter()
                .find(|thing| !places.contains_key(&thing.id))
                .map(|thing| &thing.id);
            let near = || {
                places
                    .iter()
                    .min_by_key(|(_, other)| distance(**other, point))
                    .map(|(id, _)| id)
            };
            if let Some(id) = lacking.or_else(near) {
                put(id, point);
            }
        })
    };
    let named = |id: &OptionId| {
        let thing = shown.things.iter().find(|thing| thing.id == *id);
        thing.map(|thing| super::words(&thing.text, lang)).unwrap_or_default()
    };
    let pins: Vec<Pin> = places
        .iter()
        .map(|(id, point)| Pin {
            at: *point,
            words: named(id),
        })
        .collect();
    let rows = shown.things.iter().map(|thing| {
        let (put, id) = (put.clone(), thing.id.clone());
        let to: Rc<dyn Fn(Point)> = Rc::new(move |point| put(&id, point));
        let name = format!("thing-{}", thing.id);
        let words = super::words(&thing.text, lang);
        let rows = lines(&name, &words, shown, places.get(&thing.id).copied(), to, lang);
        let remove = places.contains_key(&thing.id).then(|| {
            let onclick = away(&thing.id);
            html! { <button type="button" class="button button--plain" {onclick}>{ glyph(Icon::Trash) }{ worker::take_off(lang, &words) }</button> }
        });
        html! { <>{ rows }{ remove }</> }
    });
    html! { <>{ surface(shown, &[], &pins, Some(touch), lang) }{ rows.collect::<Vec<Html>>() }</> }
}
