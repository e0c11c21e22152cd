//! Parts of a page. None knows what the page is about: every word comes from the caller.

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
mod settings;

pub use band::{Band, BandProps, TimeLine};
pub use button::{Button, Look};
pub use choice::{Choice, Choices, ChoicesProps, Verdict};
pub use dialog::Dialog;
pub use field::{Field, FieldProps, Sort};
pub use icon::{Glyph, Icon};
pub use live::{Announcer, LiveProvider, use_announcer};
pub use notice::{Badge, Disclosure, Notice, Tone};
pub use page::Page;
pub use poles::{Pole, Poles, PolesProps};
pub use settings::{SettingsPanel, SettingsWords};
