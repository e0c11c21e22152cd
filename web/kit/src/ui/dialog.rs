//! The browser's own dialog: it keeps the focus inside and gives it back.

use yew::prelude::*;

/// What [`Dialog`] is given.
#[derive(Debug, Properties, PartialEq)]
pub struct DialogProps {
    /// Unique on the page.
    pub name: AttrValue,
    /// It is open.
    pub open: bool,
    /// Its title.
    pub title: AttrValue,
    /// Heard when it is closed by Escape.
    pub onclose: Callback<()>,
    /// Buttons.
    pub actions: Html,
    /// What it says.
    pub children: Html,
}

/// A dialog.
#[component]
pub fn Dialog(props: &DialogProps) -> Html {
    let node = use_node_ref();
    use_effect_with((props.open, node.clone()), |(open, node)| {
        if let Some(dialog) = node.cast::<web_sys::HtmlDialogElement>() {
            if *open && !dialog.open() {
                let _ = dialog.show_modal();
            } else if !open && dialog.open() {
                dialog.close();
            }
        }
    });
    let onclose = props.onclose.reform(|_: Event| ());
    let title = format!("dialog-{}", props.name);
    html! {
        <dialog ref={node} class="dialog" aria-labelledby={title.clone()} {onclose}>
            if props.open {
                <div class="stack">
                    <h2 id={title}>{ &props.title }</h2>
                    { props.children.clone() }
                </div>
                <div class="dialog__actions">{ props.actions.clone() }</div>
            }
        </dialog>
    }
}
