//! What is said without moving the focus: two live regions, and a line that is seen for a moment.

use std::rc::Rc;
use yew::prelude::*;

/// Says things to screen readers and, for a moment, to eyes.
#[derive(Debug, Clone, PartialEq)]
pub struct Announcer(Callback<Said>);

#[derive(Debug, Clone, PartialEq)]
enum Said {
    Polite(AttrValue),
    Assertive(AttrValue),
    Shown(AttrValue),
}

impl Announcer {
    /// Says it when the person is not being read something else.
    pub fn polite(&self, words: impl Into<AttrValue>) {
        self.0.emit(Said::Polite(words.into()));
    }

    /// Says it at once.
    pub fn assertive(&self, words: impl Into<AttrValue>) {
        self.0.emit(Said::Assertive(words.into()));
    }

    /// Says it and shows it at the bottom of the page until the next thing is shown.
    pub fn show(&self, words: impl Into<AttrValue>) {
        self.0.emit(Said::Shown(words.into()));
    }
}

#[derive(Debug, Default, PartialEq)]
struct Regions {
    polite: AttrValue,
    assertive: AttrValue,
    toast: AttrValue,
    turn: u32,
}

impl Reducible for Regions {
    type Action = Said;

    fn reduce(self: Rc<Self>, said: Said) -> Rc<Self> {
        let turn = self.turn.wrapping_add(1);
        // The same words twice in a row are said twice: one more blank makes them another text.
        let words = |words: AttrValue| {
            if turn.is_multiple_of(2) {
                words
            } else {
                AttrValue::from(format!("{words}\u{a0}"))
            }
        };
        let (mut polite, mut assertive, mut toast) = (self.polite.clone(), self.assertive.clone(), self.toast.clone());
        match said {
            Said::Polite(said) => polite = words(said),
            Said::Assertive(said) => assertive = words(said),
            Said::Shown(said) => {
                if !said.is_empty() {
                    polite = words(said.clone());
                }
                toast = said;
            }
        }
        Self {
            polite,
            assertive,
            toast,
            turn,
        }
        .into()
    }
}

/// What [`LiveProvider`] is given.
#[derive(Debug, Properties, PartialEq)]
pub struct LiveProviderProps {
    /// What is drawn under it.
    pub children: Html,
}

/// Holds the live regions, which must be on the page before anything is said.
#[component]
pub fn LiveProvider(props: &LiveProviderProps) -> Html {
    let regions = use_reducer(Regions::default);
    let announcer = {
        let dispatch = regions.dispatcher();
        Announcer(use_callback((), move |said, ()| dispatch.dispatch(said)))
    };
    html! {
        <ContextProvider<Announcer> context={announcer}>
            { props.children.clone() }
            <div class="hidden" aria-live="polite" aria-atomic="true">{ &regions.polite }</div>
            <div class="hidden" aria-live="assertive" aria-atomic="true">{ &regions.assertive }</div>
            <div class="toast" aria-hidden="true">{ &regions.toast }</div>
        </ContextProvider<Announcer>>
    }
}

/// The announcer above this component; outside of one, nothing is said.
#[hook]
pub fn use_announcer() -> Announcer {
    use_context::<Announcer>().unwrap_or_else(|| Announcer(Callback::noop()))
}
