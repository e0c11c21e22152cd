//! Drawings of trades: a road at dusk, a house and a hand, a path.

use jalon_messages::{Lang, worker};
use yew::prelude::*;

/// The drawing of a trade, by its name in the referential; a path for a trade that has none.
#[must_use]
pub fn drawing(name: &str, lang: Lang) -> Html {
    let (label, drawing) = match name {
        "car" => (worker::car_picture(lang), car()),
        "home" => (worker::home_picture(lang), home()),
        _ => (worker::other_picture(lang), path()),
    };
    html! {
        <svg class="picture__drawing drawing" viewBox="0 0 320 160" role="img" aria-label={label} preserveAspectRatio="xMidYMid slice">
            { drawing }
        </svg>
    }
}

fn car() -> Html {
    html! {
        <>
            <rect class="d-sky" width="320" height="160" />
            <circle class="d-sun" cx="250" cy="44" r="20" />
            <path class="d-far" d="M0 92 40 66l34 22 42-40 52 44 36-24 46 28 34-18 36 22v70H0z" />
            <rect class="d-ground" y="112" width="320" height="48" />
            <path class="d-mark" d="M8 142h40M80 142h40M152 142h40M224 142h40M296 142h24" />
            <path class="d-body" d="M62 118c-6 0-10-4-10-10V98c0-7 5-11 12-12l24-4 22-20c4-4 9-6 15-6h44c6 0 11 2 15 6l20 18 26 5c9 2 14 7 14 15v8c0 6-4 10-10 10z" />
            <path class="d-glass" d="M100 82l18-15c2-2 5-3 8-3h14v18zM148 64h20c3 0 6 1 8 3l16 15h-44z" />
            <circle class="d-wheel" cx="92" cy="118" r="15" /><circle class="d-hub" cx="92" cy="118" r="6" />
            <circle class="d-wheel" cx="204" cy="118" r="15" /><circle class="d-hub" cx="204" cy="118" r="6" />
            <path class="d-light" d="M232 92h8v8h-10z" />
            <path class="d-pole" d="M284 62h7v62h-7z" /><path class="d-stripe" d="M285.5 72h4v12h-4zM285.5 98h4v12h-4z" />
        </>
    }
}

fn home() -> Html {
    html! {
        <>
            <rect class="d-sky" width="320" height="160" />
            <path class="d-far" d="M0 104c40-22 80-22 120-8s90 12 200-18v82H0z" />
            <rect class="d-ground" y="124" width="320" height="36" />
            <path class="d-wall" d="M92 70h104v56H92z" />
            <path class="d-body" d="M80 74l64-46 64 46-6 8-58-41-58 41z" />
            <path class="d-chimney" d="M178 36h14v20h-14z" />
            <path class="d-door" d="M132 90h24v36h-24z" />
            <path class="d-glass" d="M102 86h20v18h-20zM166 86h20v18h-20z" />
            <path class="d-line" d="M112 86v18M102 95h20M176 86v18M166 95h20" />
            <path class="d-heart" d="M250 84c-7-9-22-6-22 6 0 11 13 18 22 26 9-8 22-15 22-26 0-12-15-15-22-6z" />
            <path class="d-hand" d="M214 132c8-8 16-10 24-7l18 6c5 2 4 9-2 9h-14 16l24-9c6-2 10 5 5 9-10 8-22 15-36 15h-26l-16 5z" />
            <path class="d-pole" d="M44 66h7v62h-7z" /><path class="d-stripe" d="M45.5 76h4v12h-4zM45.5 102h4v12h-4z" />
        </>
    }
}

fn path() -> Html {
    html! {
        <>
            <rect class="d-sky" width="320" height="160" />
            <path class="d-far" d="M0 96c50-30 100-26 150-8s110 14 170-22v94H0z" />
            <path class="d-way" d="M120 160c10-40 60-36 56-60s30-20 34-34l8 4c-2 18-30 18-26 36s-34 24-26 54z" />
            <path class="d-pole" d="M90 60h8v76h-8zM214 40h5v40h-5z" /><path class="d-stripe" d="M91.5 72h5v14h-5zM91.5 102h5v14h-5zM215 48h3v8h-3zM215 63h3v8h-3z" />
        </>
    }
}
