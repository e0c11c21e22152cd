//! Where a measure lies on a scale and how wide it is not known; and a line for the time that is left.

use crate::html;
use yew::prelude::*;

/// A band on a scale. Places are thousandths of the scale, 0 to 1000.
#[derive(Debug, Clone, Copy)]
pub struct Band<'a> {
    /// Where the band begins.
    pub low: u16,
    /// Where it ends.
    pub high: u16,
    /// Where the measure itself lies.
    pub mark: u16,
    /// The word at the low end.
    pub from: &'a str,
    /// The word at the high end.
    pub to: &'a str,
    /// The same in words.
    pub label: &'a str,
}

impl Band<'_> {
    /// The band.
    #[must_use]
    pub fn draw(self) -> Html {
        let (low, high) = (self.low.min(1000), self.high.clamp(self.low.min(1000), 1000));
        let line = |class: &'static str, at: u16, from: &'static str, to: &'static str| {
            let at = at.min(1000).to_string();
            html! { <line {class} x1={at.clone()} x2={at} y1={from} y2={to} /> }
        };
        html! {
            <div class="band">
                <svg class="band__drawing" viewBox="0 0 1000 32" preserveAspectRatio="none" role="img" aria-label={self.label.to_owned()}>
                    <rect class="band__track" x="0" y="11" width="1000" height="10" />
                    <rect class="band__range" x={low.to_string()} y="5" width={(high - low).max(6).to_string()} height="22" />
                    { line("band__edge", low, "5", "27") }
                    { line("band__edge", high, "5", "27") }
                    { line("band__mark", self.mark, "2", "30") }
                </svg>
                <div class="band__ends" aria-hidden="true"><span>{ self.from.to_owned() }</span><span>{ self.to.to_owned() }</span></div>
            </div>
        }
    }
}

/// A thin line that shortens: what is left in thousandths of the whole, and whether that is little. Screen readers hear the time at
/// set points instead.
#[must_use]
pub fn time_line(left: u16, soon: bool) -> Html {
    let class = if soon {
        "time__left time__left--soon"
    } else {
        "time__left"
    };
    html! {
        <svg class="time" viewBox="0 0 1000 4" preserveAspectRatio="none" aria-hidden="true" focusable="false">
            <rect class="time__track" width="1000" height="4" />
            <rect {class} width={left.min(1000).to_string()} height="4" />
        </svg>
    }
}
