//! A page: its title, its heading, and the focus that goes there when the person arrives.

use crate::html;
use crate::route::moves;
use yew::prelude::*;

/// A page under construction. There is one at a time.
#[derive(Debug, Clone, PartialEq, Properties)]
pub struct Page {
    /// Title of the document.
    pub title: AttrValue,
    /// The `h1`.
    pub heading: Html,
    /// The heading is heard and not drawn: the page says the same in another way.
    pub heading_heard: bool,
    /// Changes when the page says something new under the same address: the focus goes to the heading again.
    pub at: AttrValue,
    /// Classes of the whole.
    pub class: &'static str,
    /// Drawn before the heading.
    pub before: Html,
    /// The rest.
    pub rest: Html,
}

impl Page {
    /// A page with a title, a heading and the rest.
    pub fn new(title: impl Into<AttrValue>, heading: Html, class: &'static str, rest: Html) -> Self {
        Self {
            title: title.into(),
            heading,
            heading_heard: false,
            at: AttrValue::default(),
            class,
            before: Html::default(),
            rest,
        }
    }

    /// The page.
    #[must_use]
    pub fn draw(self) -> Html {
        yew::html! { <View ..self /> }
    }
}

#[component]
fn View(page: &Page) -> Html {
    let node = use_node_ref();
    use_effect_with(page.title.clone(), |title| {
        if let Some(document) = web_sys::window().and_then(|window| window.document()) {
            document.set_title(title);
        }
    });
    let first = use_mut_ref(|| true);
    use_effect_with(page.at.clone(), {
        let node = node.clone();
        move |_| {
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
        }
    });
    let heading = if page.heading_heard { "hidden" } else { "page__heading" };
    html! {
        <main id="main" class={format!("page {}", page.class)}>
            { page.before.clone() }
            <h1 ref={node} tabindex="-1" class={heading}>{ page.heading.clone() }</h1>
            { page.rest.clone() }
        </main>
    }
}
