//! Hooks over the browser's timers and promises.

use crate::ports::{Soon, spawn};
use std::any::Any;
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

/// Starts something that will give a value.
type Start = Box<dyn Fn() -> Soon<'static, Rc<dyn Any>>>;

/// What a future of the page gave; none until it did. It starts again when `asked` changes: until then the page keeps what it had, and
/// what comes late is left out.
#[hook]
pub fn use_soon<T: 'static>(asked: String, start: impl Fn() -> Soon<'static, T> + 'static) -> Option<Rc<T>> {
    let start: Start = Box::new(move || {
        let soon = start();
        Box::pin(async move { Rc::new(soon.await) as Rc<dyn Any> })
    });
    use_soon_any(asked, start)?.downcast().ok()
}

#[hook]
fn use_soon_any(asked: String, start: Start) -> Option<Rc<dyn Any>> {
    let answer = use_mut_ref(|| None::<Rc<dyn Any>>);
    let drawn = use_force_update();
    let wanted = use_mut_ref(String::new);
    wanted.borrow_mut().clone_from(&asked);
    let given = answer.borrow().clone();
    use_effect_with(asked, move |asked| {
        let (soon, asked) = (start(), asked.clone());
        spawn(async move {
            let value = soon.await;
            if *wanted.borrow() == asked {
                *answer.borrow_mut() = Some(value);
                drawn.force_update();
            }
        });
    });
    given
}
