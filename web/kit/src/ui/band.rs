//! Where a measure lies on a scale and how wide it is not known; and a line for the time that is left.

use yew::prelude::*;

/// What [`Band`] is given. Places are thousandths of the scale, 0 to 1000.
#[derive(Debug, Properties, PartialEq)]
pub struct BandProps {
    /// Where the band begins.
    pub low: u16,
    /// Where it ends.
    pub high: u16,
    /// Where the measure itself lies.
    #[prop_or_default]
    pub mark: Option<u16>,
    /// A limit drawn across the scale.
    #[prop_or_default]
    pub limit: Option<u16>,
    /// The word at the low end.
    pub from: AttrValue,
    /// The word at the high end.
    pub to: AttrValue,
    /// The same in words.
    pub label: AttrValue,
}

/// A band on a scale.
#[component]
pub fn Band(props: &BandProps) -> Html {
    let (low, high) = (props.low.min(1000), props.high.clamp(props.low.min(1000), 1000));
    let line = |class: &'static str, at: u16, from: &'static str, to: &'static str| {
        let at = at.min(1000).to_string();
        html! { <line {class} x1={at.clone()} x2={at} y1={from} y2={to} /> }
    };
    html! {
        <div class="band">
            <svg class="band__drawing" viewBox="0 0 1000 32" preserveAspectRatio="none" role="img" aria-label={props.label.clone()}>
                <rect class="band__track" x="0" y="11" width="1000" height="10" />
                <rect class="band__range" x={low.to_string()} y="5" width={(high - low).max(6).to_string()} height="22" />
                { line("band__edge", low, "5", "27") }
                { line("band__edge", high, "5", "27") }
                if let Some(limit) = props.limit { { line("band__limit", limit, "0", "32") } }
                if let Some(mark) = props.mark { { line("band__mark", mark, "2", "30") } }
            </svg>
            <div class="band__ends" aria-hidden="true"><span>{ &props.from }</span><span>{ &props.to }</span></div>
        </div>
    }
}

/// What [`TimeLine`] is given.
#[derive(Debug, Properties, PartialEq)]
pub struct TimeLineProps {
    /// What is left, in thousandths of the whole.
    pub left: u16,
    /// Little is left.
    #[prop_or_default]
    pub soon: bool,
}

/// A thin line that shortens. Screen readers hear the time at set points instead.
#[component]
pub fn TimeLine(props: &TimeLineProps) -> Html {
    html! {
        <svg class="time" viewBox="0 0 1000 4" preserveAspectRatio="none" aria-hidden="true" focusable="false">
            <rect class="time__track" width="1000" height="4" />
            <rect class={classes!("time__left", props.soon.then_some("time__left--soon"))} width={props.left.min(1000).to_string()} height="4" />
        </svg>
    }
}
