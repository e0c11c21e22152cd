//! Drawings of trades: a road at dusk, a house and a hand, a path.

use jalon_messages::{Lang, worker};
use jalon_web_kit::html;
use yew::prelude::*;

/// The drawing of a trade, by its name in the referential; a path for a trade that has none.
#[must_use]
pub fn drawing(name: &str, lang: Lang) -> Html {
    let (alt, src) = match name {
        "car" => (worker::car_picture(lang), "/drawings/car.svg"),
        "home" => (worker::home_picture(lang), "/drawings/home.svg"),
        _ => (worker::other_picture(lang), "/drawings/path.svg"),
    };
    html! { <img class="picture__drawing" {src} {alt} width="320" height="160" /> }
}
