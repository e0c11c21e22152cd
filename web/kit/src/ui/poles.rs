//! Where one is along a path: a row of poles, planted, leaning, hollow or to come.

use crate::html;
use yew::prelude::*;

/// One pole.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Pole {
    /// Not reached yet.
    Ahead,
    /// Passed without being planted.
    Hollow,
    /// Planted.
    Planted,
    /// Planted and to be seen again: it leans.
    Leaning,
    /// To be seen again, not planted: hollow, and it leans.
    HollowLeaning,
}

/// How many poles are drawn: past it, the row shows those around where one is.
const MOST: usize = 24;
const STEP: usize = 20;

/// A row of poles, where one is among them, and the same in words.
#[must_use]
pub fn poles(poles: &[Pole], here: Option<usize>, label: &str) -> Html {
    let count = poles.len();
    let at = here.unwrap_or(0);
    let from = if count <= MOST {
        0
    } else {
        at.saturating_sub(MOST / 2).min(count - MOST)
    };
    let shown = poles.iter().enumerate().skip(from).take(MOST);
    let width = count.min(MOST) * STEP;
    let walked = (at.saturating_sub(from) * STEP + STEP / 2).min(width);
    html! {
        <svg class="path" viewBox={format!("0 0 {width} 40")} preserveAspectRatio="xMinYMax meet" role="img" aria-label={label.to_owned()}>
            <line class="path__ground" x1="0" y1="34" x2={width.to_string()} y2="34" />
            if here.is_some() { <line class="path__ground path__ground--done" x1="0" y1="34" x2={walked.to_string()} y2="34" /> }
            { shown.map(|(place, pole)| draw(*pole, place - from, here == Some(place))).collect::<Vec<Html>>() }
        </svg>
    }
}

fn draw(pole: Pole, at: usize, here: bool) -> Html {
    let x = at * STEP + STEP / 2;
    let lean = match pole {
        Pole::Leaning | Pole::HollowLeaning => " rotate(14)",
        _ => "",
    };
    let body = match pole {
        Pole::Ahead => html! { <circle class="path__outline" r="2.5" cy="0" /> },
        Pole::Hollow | Pole::HollowLeaning => {
            html! { <path class="path__outline path__outline--planted" d="M-2 0V-26H2V0" /> }
        }
        Pole::Planted | Pole::Leaning => html! {
            <>
                <path class="path__pole" d="M-2.5 0V-26H2.5V0z" />
                <path class="path__stripe" d="M-1.7-19.5H1.7V-13H-1.7zM-1.7-6.5H1.7V-1.5H-1.7z" />
            </>
        },
    };
    let flag = matches!(pole, Pole::Leaning | Pole::HollowLeaning);
    html! {
        <g key={at} transform={format!("translate({x} 34){lean}")}>
            { body }
            if flag { <path class="path__flag" d="M2.5-26H9L7-22.5 9-19H2.5z" /> }
            if here { <path class="path__here" d="M-4.5 6H4.5L0 1z" /> }
        </g>
    }
}
