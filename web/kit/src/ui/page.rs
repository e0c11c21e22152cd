//! A page: its title, its heading, and the focus that goes there when the person arrives.

use crate::route::moves;
use yew::prelude::*;

/// What [`Page`] is given.
#[derive(Debug, Properties, PartialEq)]
pub struct PageProps {
    /// Title of the document.
    pub title: AttrValue,
    /// The `h1`.
    pub heading: Html,
    /// The heading is heard and not drawn: the page says the same in another way.
    #[prop_or_default]
    pub heading_heard: bool,
    /// Changes when the page says something new under the same address: the focus goes to the heading again.
    #[prop_or_default]
    pub at: AttrValue,
    /// Classes of the whole.
    #[prop_or_default]
    pub class: &'static str,
    /// Drawn before the heading.
    #[prop_or_default]
    pub before: Html,
    /// Language of the heading, when it is not the page's.
    #[prop_or_default]
    pub lang: Option<AttrValue>,
    /// The rest.
    #[prop_or_default]
    pub children: Html,
}

/// A page. There is one at a time.
#[component]
pub fn Page(props: &PageProps) -> Html {
    let node = use_node_ref();
    use_effect_with(props.title.clone(), |title| {
        if let Some(document) = web_sys::window().and_then(|window| window.document()) {
            document.set_title(title);
        }
    });
    let first = use_mut_ref(|| true);
    use_effect_with((props.at.clone(), node.clone()), move |(_, node)| {
        // A page that has just been loaded leaves the focus where the browser put it.
        let arrived = std::mem::replace(&mut *first.borrow_mut(), false);
        if (!arrived || moves() > 0)
            && let Some(heading) = node.cast::<web_sys::HtmlElement>()
        {
            let _ = heading.focus();
            if let Some(window) = web_sys::window() {
                window.scroll_to_with_x_and_y(0.0, 0.0);
            }
        }
    });
    html! {
        <main id="main" class={format!("page {}", props.class)}>
            { props.before.clone() }
            <h1 ref={node} tabindex="-1" lang={props.lang.clone()} class={if props.heading_heard { "hidden" } else { "page__heading" }}>
                { props.heading.clone() }
            </h1>
            { props.children.clone() }
        </main>
    }
}
