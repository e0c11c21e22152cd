//! Real addresses over the History API: a provider, a handle, a link. What an address means is for the caller.

use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::Closure;
use yew::prelude::*;

/// Where the page is, and how to go elsewhere.
#[derive(Debug, Clone, PartialEq)]
pub struct Router {
    /// The path, from `/`, without query.
    pub path: AttrValue,
    /// How many times the person moved since the page was loaded: on 0, nothing takes the focus.
    pub moves: u32,
    go: Callback<Move>,
}

#[derive(Debug)]
enum Move {
    Push(String),
    Replace(String),
    Back,
    Landed(String),
}

impl Router {
    /// Goes to a path of this site.
    pub fn go(&self, path: impl Into<String>) {
        self.go.emit(Move::Push(path.into()));
    }

    /// Goes to a path without leaving a way back to this one.
    pub fn replace(&self, path: impl Into<String>) {
        self.go.emit(Move::Replace(path.into()));
    }

    /// Goes back to where the person came from.
    pub fn back(&self) {
        self.go.emit(Move::Back);
    }
}

#[derive(Debug, PartialEq, Eq)]
struct Place {
    path: AttrValue,
    moves: u32,
}

impl Reducible for Place {
    type Action = String;

    fn reduce(self: std::rc::Rc<Self>, path: String) -> std::rc::Rc<Self> {
        if *self.path == path {
            return self;
        }
        Self {
            path: path.into(),
            moves: self.moves + 1,
        }
        .into()
    }
}

/// What [`RouterProvider`] is given.
#[derive(Debug, Properties, PartialEq)]
pub struct RouterProviderProps {
    /// Where the page begins.
    pub path: AttrValue,
    /// What is drawn under it.
    pub children: Html,
}

/// Knows where the page is and tells everything under it.
#[component]
pub fn RouterProvider(props: &RouterProviderProps) -> Html {
    let path = props.path.clone();
    let place = use_reducer(move || Place { path, moves: 0 });
    let go = {
        let dispatch = place.dispatcher();
        use_callback((), move |wanted: Move, ()| {
            let history = web_sys::window().and_then(|window| window.history().ok());
            let null = wasm_bindgen::JsValue::NULL;
            let landed = match (wanted, history) {
                (Move::Push(path), Some(history)) => {
                    let _ = history.push_state_with_url(&null, "", Some(&path));
                    path
                }
                (Move::Replace(path), Some(history)) => {
                    let _ = history.replace_state_with_url(&null, "", Some(&path));
                    path
                }
                (Move::Back, Some(history)) => {
                    let _ = history.back();
                    return;
                }
                (Move::Push(path) | Move::Replace(path) | Move::Landed(path), _) => path,
                (Move::Back, None) => return,
            };
            dispatch.dispatch(landed);
        })
    };
    use_effect_with(go.clone(), |go| {
        let go = go.clone();
        let heard = Closure::<dyn Fn()>::new(move || go.emit(Move::Landed(current())));
        if let Some(window) = web_sys::window() {
            window.set_onpopstate(Some(heard.as_ref().unchecked_ref()));
        }
        move || {
            if let Some(window) = web_sys::window() {
                window.set_onpopstate(None);
            }
            drop(heard);
        }
    });
    let router = Router {
        path: place.path.clone(),
        moves: place.moves,
        go,
    };
    html! { <ContextProvider<Router> context={router}>{ props.children.clone() }</ContextProvider<Router>> }
}

/// The path of the page that is open.
#[must_use]
pub fn current() -> String {
    web_sys::window()
        .and_then(|window| window.location().pathname().ok())
        .unwrap_or_else(|| "/".to_owned())
}

/// The router above this component; outside of one, a router that stays where it is.
#[hook]
pub fn use_router() -> Router {
    use_context::<Router>().unwrap_or_else(|| Router {
        path: "/".into(),
        moves: 0,
        go: Callback::noop(),
    })
}

/// What [`Link`] is given.
#[derive(Debug, Properties, PartialEq)]
pub struct LinkProps {
    /// A path of this site.
    pub to: AttrValue,
    /// Classes.
    #[prop_or_default]
    pub class: Classes,
    /// This is the page that is open.
    #[prop_or_default]
    pub current: bool,
    /// What is inside.
    pub children: Html,
}

/// A link within the site: a real address, opened without loading the page again.
#[component]
pub fn Link(props: &LinkProps) -> Html {
    let router = use_router();
    let to = props.to.clone();
    let onclick = Callback::from(move |event: MouseEvent| {
        // Another tab, another window: the browser's business.
        if !(event.ctrl_key() || event.meta_key() || event.shift_key() || event.button() != 0) {
            event.prevent_default();
            router.go(to.as_str());
        }
    });
    let aria_current = props.current.then_some("page");
    html! {
        <a href={props.to.clone()} class={props.class.clone()} aria-current={aria_current} {onclick}>{ props.children.clone() }</a>
    }
}
