//! Parts of a page. None knows what the page is about: every word comes from the caller.
//!
//! Parts without a life of their own are plain functions and builders that give [`yew::Html`]: a component costs the page three
//! kilobytes of program, and there would be sixty of them. Only what has effects or state is a component.

mod band;
mod button;
mod choice;
mod dialog;
mod field;
mod icon;
mod live;
mod notice;
mod page;
mod poles;
mod rows;
mod select;
mod settings;

pub use band::{Band, time_line};
pub use button::{Button, act};
pub use choice::{Choice, Choices, Verdict};
pub use dialog::{arrive, dialog, focus, open_dialog};
pub use field::{Field, Sort};
pub use icon::{Icon, glyph, large_glyph};
pub use live::{assertive, polite, regions, show};
pub use notice::{Tone, badge, disclosure, notice};
pub use page::Page;
pub use poles::{Pole, poles};
pub use rows::{Move, mover, range, touched};
pub use select::Select;
pub use settings::{SettingsWords, settings_panel};
