//! Markup written in small steps: the same text as Yew's own macro, a quarter of its weight.
//!
//! Yew's macro builds each element where it stands, some three hundred bytes of program apiece. [`html!`](crate::html!) tells a pen what to
//! draw instead: what never changes as one text between two values, the values one by one. Elements only: components are written with
//! Yew's macro.

use std::rc::Rc;
use yew::html::NodeRef;
use yew::virtual_dom::{Key, Listener, VList, VNode, VTag, VText};
use yew::{AttrValue, Html};

#[doc(hidden)]
pub use yew::html::{onchange, onclick, ondragover, ondrop, oninput};

/// Draws nodes one step after the other.
#[derive(Debug, Default)]
pub struct Pen {
    /// Elements and groups that are open, with what is already inside.
    open: Vec<(Option<VTag>, Vec<VNode>)>,
    /// What stands at the top.
    roots: Vec<VNode>,
}

impl Pen {
    /// A pen that has drawn nothing. It stays where it is: a page holds hundreds of them.
    #[must_use]
    #[inline(never)]
    pub fn new() -> Box<Self> {
        Box::default()
    }

    /// Draws what never changes. Each step ends with a NUL: `<tag` opens an element, ` name=value` sets an attribute of it, `"text` adds
    /// words, `/` closes the element.
    #[inline(never)]
    pub fn markup(&mut self, steps: &'static str) {
        for step in steps.split_terminator('\0') {
            match step.split_at_checked(1) {
                Some(("<", tag)) => self.open(tag),
                Some((" ", attribute)) => {
                    let (name, value) = attribute.split_once('=').unwrap_or((attribute, ""));
                    self.attribute(name, AttrValue::Static(value));
                }
                Some(("\"", words)) => AttrValue::Static(words).put(self),
                _ => self.close(),
            }
        }
    }

    fn open(&mut self, tag: &'static str) {
        self.open.push((Some(VTag::new(tag)), Vec::new()));
    }

    /// Opens a group: however many nodes it holds, it is one place among its neighbours.
    #[inline(never)]
    pub fn group(&mut self) {
        self.open.push((None, Vec::new()));
    }

    /// Closes the element or the group that was opened last.
    #[inline(never)]
    pub fn close(&mut self) {
        let node = match self.open.pop() {
            Some((Some(mut tag), inside)) => {
                tag.add_children(inside);
                VNode::from(tag)
            }
            Some((None, inside)) => list(inside),
            None => return,
        };
        self.add(node);
    }

    /// Adds a node inside what is open.
    #[inline(never)]
    pub fn add(&mut self, node: VNode) {
        match self.open.last_mut() {
            Some((_, inside)) => inside.push(node),
            None => self.roots.push(node),
        }
    }

    fn tag(&mut self) -> Option<&mut VTag> {
        self.open.last_mut()?.0.as_mut()
    }

    /// Sets an attribute of the element that is open.
    #[inline(never)]
    pub fn attribute(&mut self, name: &'static str, value: AttrValue) {
        if let Some(tag) = self.tag() {
            tag.add_attribute(name, value);
        }
    }

    /// Sets the value of a field.
    #[inline(never)]
    pub fn value(&mut self, value: AttrValue) {
        if let Some(tag) = self.tag() {
            if tag.tag() == "option" {
                tag.add_attribute("value", value);
            } else {
                tag.set_value(value);
            }
        }
    }

    /// Chooses an entry of a list, or not: also after the person has chosen another.
    #[inline(never)]
    pub fn selected(&mut self, on: bool) {
        if let Some(tag) = self.tag() {
            tag.add_property("selected", on);
        }
    }

    /// Ticks a box.
    #[inline(never)]
    pub fn checked(&mut self, on: bool) {
        if let Some(tag) = self.tag() {
            tag.set_checked(on);
        }
    }

    /// Sets an attribute that is there or not.
    #[inline(never)]
    pub fn switch(&mut self, name: &'static str, on: bool) {
        if on {
            self.attribute(name, AttrValue::Static(name));
        }
    }

    /// Names the element among its neighbours.
    pub fn key(&mut self, key: impl Into<Key>) {
        let key = key.into();
        if let Some(tag) = self.tag() {
            tag.key = Some(key);
        }
    }

    /// Gives a hold on the element.
    #[inline(never)]
    pub fn hold(&mut self, node: NodeRef) {
        if let Some(tag) = self.tag() {
            tag.node_ref = node;
        }
    }

    /// Hears an event of the element.
    #[inline(never)]
    pub fn on(&mut self, listener: Option<Rc<dyn Listener>>) {
        if let (Some(tag), Some(listener)) = (self.tag(), listener) {
            tag.add_listener(listener);
        }
    }

    /// What was drawn.
    #[must_use]
    #[inline(never)]
    pub fn done(&mut self) -> Html {
        let mut roots = std::mem::take(&mut self.roots);
        if roots.len() == 1 {
            roots.pop().unwrap_or_default()
        } else {
            list(roots)
        }
    }
}

fn list(nodes: Vec<VNode>) -> VNode {
    VNode::from(VList::with_children(nodes, None))
}

/// What may stand inside an element.
pub trait Inside {
    /// Puts it there.
    fn put(self, pen: &mut Pen);
}

impl Inside for Html {
    fn put(self, pen: &mut Pen) {
        pen.add(self);
    }
}

impl Inside for AttrValue {
    #[inline(never)]
    fn put(self, pen: &mut Pen) {
        pen.add(VNode::from(VText::new(self)));
    }
}

impl Inside for &str {
    #[inline(never)]
    fn put(self, pen: &mut Pen) {
        AttrValue::from(self.to_owned()).put(pen);
    }
}

impl Inside for &String {
    fn put(self, pen: &mut Pen) {
        self.as_str().put(pen);
    }
}

impl Inside for String {
    #[inline(never)]
    fn put(self, pen: &mut Pen) {
        AttrValue::from(self).put(pen);
    }
}

impl Inside for &AttrValue {
    fn put(self, pen: &mut Pen) {
        self.clone().put(pen);
    }
}

impl Inside for char {
    fn put(self, pen: &mut Pen) {
        self.encode_utf8(&mut [0; 4]).put(pen);
    }
}

impl Inside for Vec<Html> {
    #[inline(never)]
    fn put(self, pen: &mut Pen) {
        pen.add(list(self));
    }
}

impl<T: Inside> Inside for Option<T> {
    fn put(self, pen: &mut Pen) {
        // Nothing keeps its place: the neighbours do not move when something comes.
        match self {
            Some(inside) => inside.put(pen),
            None => pen.add(VNode::default()),
        }
    }
}

/// What an attribute may be.
pub trait Attr {
    /// Sets it.
    fn set(self, name: &'static str, pen: &mut Pen);
}

impl Attr for AttrValue {
    fn set(self, name: &'static str, pen: &mut Pen) {
        pen.attribute(name, self);
    }
}

impl Attr for &'static str {
    #[inline(never)]
    fn set(self, name: &'static str, pen: &mut Pen) {
        pen.attribute(name, AttrValue::Static(self));
    }
}

impl Attr for String {
    #[inline(never)]
    fn set(self, name: &'static str, pen: &mut Pen) {
        pen.attribute(name, AttrValue::from(self));
    }
}

impl<T: Attr> Attr for Option<T> {
    fn set(self, name: &'static str, pen: &mut Pen) {
        if let Some(value) = self {
            value.set(name, pen);
        }
    }
}

/// Markup without components: elements, fragments, `{ expression }`, `if … { } else { }`.
#[macro_export]
macro_rules! html {
    ($($markup:tt)*) => {{
        #[allow(unused_braces, clippy::allow_attributes_without_reason)]
        let mut held = $crate::pen::Pen::new();
        let pen = &mut *held;
        $crate::draw!(pen []; $($markup)*);
        pen.done()
    }};
}

/// One step of [`html!`](crate::html!); between brackets, what is the same whenever it is drawn and was not drawn yet.
#[doc(hidden)]
#[macro_export]
macro_rules! draw {
    ($pen:ident $same:tt;) => { $crate::draw_same!($pen $same) };
    ($pen:ident $same:tt; < > $($rest:tt)*) => { $crate::draw!($pen $same; $($rest)*) };
    ($pen:ident $same:tt; < / > $($rest:tt)*) => { $crate::draw!($pen $same; $($rest)*) };
    ($pen:ident [$($same:tt)*]; < / $tag:ident > $($rest:tt)*) => { $crate::draw!($pen [$($same)* "/\0",]; $($rest)*) };
    ($pen:ident [$($same:tt)*]; < $tag:ident $($rest:tt)*) => {
        $crate::draw_attributes!($pen [$($same)* "<", stringify!($tag), "\0",]; $($rest)*)
    };
    ($pen:ident [$($same:tt)*]; { $words:literal } $($rest:tt)*) => { $crate::draw!($pen [$($same)* "\"", $words, "\0",]; $($rest)*) };
    ($pen:ident $same:tt; { $inside:expr } $($rest:tt)*) => {
        $crate::draw_same!($pen $same);
        $crate::pen::Inside::put($inside, $pen);
        $crate::draw!($pen []; $($rest)*)
    };
    ($pen:ident $same:tt; if $($rest:tt)*) => {
        $crate::draw_same!($pen $same);
        $crate::draw_if!($pen; []; $($rest)*)
    };
}

/// Draws what is the same whenever it is drawn.
#[doc(hidden)]
#[macro_export]
macro_rules! draw_same {
    ($pen:ident []) => {};
    ($pen:ident [$($same:tt)+]) => { $pen.markup(concat!($($same)+)) };
}

/// An attribute of [`html!`](crate::html!).
#[doc(hidden)]
#[macro_export]
macro_rules! draw_attributes {
    ($pen:ident [$($same:tt)*]; / > $($rest:tt)*) => { $crate::draw!($pen [$($same)* "/\0",]; $($rest)*) };
    ($pen:ident $same:tt; > $($rest:tt)*) => { $crate::draw!($pen $same; $($rest)*) };
    ($pen:ident $same:tt; { $name:ident } $($rest:tt)*) => { $crate::draw_attributes!($pen $same; $name = ($name) $($rest)*) };
    ($pen:ident $same:tt; key = $value:tt $($rest:tt)*) => { $crate::draw_value!($pen $same; key($value); $($rest)*) };
    ($pen:ident $same:tt; ref = $value:tt $($rest:tt)*) => { $crate::draw_value!($pen $same; hold($value); $($rest)*) };
    ($pen:ident $same:tt; value = $value:tt $($rest:tt)*) => { $crate::draw_value!($pen $same; value($value); $($rest)*) };
    ($pen:ident $same:tt; checked = $value:tt $($rest:tt)*) => { $crate::draw_value!($pen $same; checked($value); $($rest)*) };
    ($pen:ident $same:tt; selected = $value:tt $($rest:tt)*) => { $crate::draw_value!($pen $same; selected($value); $($rest)*) };
    ($pen:ident $same:tt; open = $value:tt $($rest:tt)*) => { $crate::draw_value!($pen $same; switch("open", $value); $($rest)*) };
    ($pen:ident $same:tt; disabled = $value:tt $($rest:tt)*) => { $crate::draw_value!($pen $same; switch("disabled", $value); $($rest)*) };
    ($pen:ident $same:tt; onclick = $value:tt $($rest:tt)*) => { $crate::draw_event!($pen $same; onclick, $value; $($rest)*) };
    ($pen:ident $same:tt; onchange = $value:tt $($rest:tt)*) => { $crate::draw_event!($pen $same; onchange, $value; $($rest)*) };
    ($pen:ident $same:tt; oninput = $value:tt $($rest:tt)*) => { $crate::draw_event!($pen $same; oninput, $value; $($rest)*) };
    ($pen:ident $same:tt; ondrop = $value:tt $($rest:tt)*) => { $crate::draw_event!($pen $same; ondrop, $value; $($rest)*) };
    ($pen:ident $same:tt; ondragover = $value:tt $($rest:tt)*) => { $crate::draw_event!($pen $same; ondragover, $value; $($rest)*) };
    ($pen:ident [$($same:tt)*]; $name:ident $(- $more:ident)? = $value:literal $($rest:tt)*) => {
        $crate::draw_attributes!($pen [$($same)* " ", stringify!($name), $("-", stringify!($more),)? "=", $value, "\0",]; $($rest)*)
    };
    ($pen:ident $same:tt; $name:ident $(- $more:ident)? = $value:tt $($rest:tt)*) => {
        $crate::draw_same!($pen $same);
        $crate::pen::Attr::set($value, concat!(stringify!($name) $(, "-", stringify!($more))?), $pen);
        $crate::draw_attributes!($pen []; $($rest)*)
    };
}

/// A value of [`html!`](crate::html!) that is no plain attribute.
#[doc(hidden)]
#[macro_export]
macro_rules! draw_value {
    ($pen:ident $same:tt; $set:ident($($value:tt)*); $($rest:tt)*) => {
        $crate::draw_same!($pen $same);
        $pen.$set($($value)*);
        $crate::draw_attributes!($pen []; $($rest)*)
    };
}

/// An event of [`html!`](crate::html!).
#[doc(hidden)]
#[macro_export]
macro_rules! draw_event {
    ($pen:ident $same:tt; $event:ident, $heard:tt; $($rest:tt)*) => {
        $crate::draw_value!($pen $same; on($crate::pen::$event::Wrapper::__macro_new($heard)); $($rest)*)
    };
}

/// A condition of [`html!`](crate::html!): whichever way it goes, it is one place among its neighbours.
#[doc(hidden)]
#[macro_export]
macro_rules! draw_if {
    ($pen:ident; [$($if:tt)*]; { $($then:tt)* } else { $($else:tt)* } $($rest:tt)*) => {
        $pen.group();
        if $($if)* { $crate::draw!($pen []; $($then)*); } else { $crate::draw!($pen []; $($else)*); }
        $pen.close();
        $crate::draw!($pen []; $($rest)*)
    };
    ($pen:ident; [$($if:tt)*]; { $($then:tt)* } $($rest:tt)*) => {
        $pen.group();
        if $($if)* { $crate::draw!($pen []; $($then)*); }
        $pen.close();
        $crate::draw!($pen []; $($rest)*)
    };
    ($pen:ident; [$($if:tt)*]; $next:tt $($rest:tt)*) => { $crate::draw_if!($pen; [$($if)* $next]; $($rest)*) };
}

#[cfg(test)]
mod tests {
    #[test]
    fn markup_is_drawn_in_its_order() {
        let some = Some("yes");
        let node = crate::html! {
            <p class="a" aria-label={String::from("b")}>{ "one" }if let Some(word) = some { <b>{ word }</b> } if some.is_none() { { "no" } }<br />{ 'c' }</p>
        };
        let text = format!("{node:?}");
        for part in ["\"p\"", "one", "\"b\"", "yes", "\"br\"", "aria-label"] {
            assert!(text.contains(part), "{part} is not in {text}");
        }
        assert!(!text.contains("\"no\""));
    }
}
