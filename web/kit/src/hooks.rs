//! Hooks over the browser's timers and promises.

use crate::ports::{Soon, spawn};
use std::rc::Rc;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::Closure;
use yew::prelude::*;

/// Calls back every `millis` as long as the component lives and `millis` is there. No timer is a truth: read a clock.
#[hook]
pub fn use_interval(millis: Option<i32>, callback: Callback<()>) {
    let latest = use_mut_ref(Callback::noop);
    *latest.borrow_mut() = callback;
    use_effect_with(millis, move |millis| {
        let running = millis.and_then(|millis| {
            let tick = Closure::<dyn Fn()>::new(move || {
                let callback: Callback<()> = latest.borrow().clone();
                callback.emit(());
            });
            let window = web_sys::window()?;
            let id = window
                .set_interval_with_callback_and_timeout_and_arguments_0(tick.as_ref().unchecked_ref(), millis)
                .ok()?;
            Some((id, tick))
        });
        move || {
            if let (Some((id, tick)), Some(window)) = (running, web_sys::window()) {
                window.clear_interval_with_handle(id);
                drop(tick);
            }
        }
    });
}

/// What a future of the page gave; none until it did. It starts again when `asked` changes, and what is late is left out.
#[hook]
pub fn use_soon<D, T>(asked: D, start: impl Fn(&D) -> Soon<'static, T> + 'static) -> Option<Rc<T>>
where
    D: PartialEq + 'static,
    T: 'static,
{
    let answer = use_state(|| None::<(u32, Rc<T>)>);
    let turn = use_mut_ref(|| 0_u32);
    {
        let (answer, turn) = (answer.setter(), turn.clone());
        use_effect_with(asked, move |asked| {
            let mine = {
                let mut turn = turn.borrow_mut();
                *turn += 1;
                *turn
            };
            let soon = start(asked);
            spawn(async move {
                let value = soon.await;
                if *turn.borrow() == mine {
                    answer.set(Some((mine, Rc::new(value))));
                }
            });
        });
    }
    let now = *turn.borrow();
    answer
        .as_ref()
        .filter(|(of, _)| *of == now)
        .map(|(_, value)| value.clone())
}
