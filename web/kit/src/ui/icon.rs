//! One set of icons: 24 units, one line of 1.75, the colour of the text beside it.

use crate::html;
use yew::prelude::*;

/// An icon of the set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(missing_docs, reason = "each is named after what it draws")]
pub enum Icon {
    ArrowLeft,
    ArrowRight,
    Bell,
    Check,
    Chevron,
    Clock,
    Copy,
    Cross,
    Eye,
    EyeOff,
    File,
    Flag,
    Gear,
    Half,
    Help,
    Home,
    Lock,
    Pause,
    Pencil,
    Phone,
    Play,
    Print,
    Save,
    Satchel,
    Send,
    Shield,
    Sound,
    Trash,
    Warning,
    Wifi,
}

impl Icon {
    const fn line(self) -> &'static str {
        match self {
            Self::ArrowLeft => "M19 12H5m6-6-6 6 6 6",
            Self::ArrowRight => "M5 12h14m-6-6 6 6-6 6",
            Self::Bell => "M6 17V11a6 6 0 0 1 12 0v6l1.5 2h-15zM10 21h4",
            Self::Check => "m5 13 4.5 4.5L19 7",
            Self::Chevron => "m9 5 7 7-7 7",
            Self::Clock => "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18m0 4.5V12l3 2",
            Self::Copy => "M9 9h11v11H9zM5 15H4V4h11v1",
            Self::Cross => "m6 6 12 12M18 6 6 18",
            Self::Eye => {
                "M2.5 12S6 5.5 12 5.5 21.5 12 21.5 12 18 18.5 12 18.5 2.5 12 2.5 12M12 9.5a2.5 2.5 0 1 0 0 5 2.5 2.5 0 0 0 0-5"
            }
            Self::EyeOff => {
                "M4 4l16 16M9.9 5.8A9 9 0 0 1 12 5.5c6 0 9.5 6.5 9.5 6.5a17 17 0 0 1-2.8 3.6M6.3 7.6A17 17 0 0 0 2.5 12S6 18.5 12 18.5a9 9 0 0 0 4.3-1.1"
            }
            Self::File => "M6 3h8l4 4v14H6zM14 3v4h4M9 12h6M9 16h6",
            Self::Flag => "M5 21V4m0 1h11l-2 4 2 4H5",
            Self::Gear => "M4 7h9m4 0h3M4 17h3m4 0h9M15 5v4M9 15v4",
            Self::Half => "M12 4a8 8 0 1 0 0 16zM12 4a8 8 0 0 1 0 16",
            Self::Help => {
                "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18M9.5 9.5a2.5 2.5 0 1 1 3.6 2.2c-.8.4-1.1.9-1.1 1.8m0 3v.1"
            }
            Self::Home => "M4 11.5 12 4l8 7.5M6 10v10h12V10M10 20v-6h4v6",
            Self::Lock => "M6 11h12v9H6zM8.5 11V8a3.5 3.5 0 0 1 7 0v3",
            Self::Pause => "M8.5 5v14M15.5 5v14",
            Self::Pencil => "m4 20 1-4L16 5l3 3L8 19zM14 7l3 3",
            Self::Phone => "M7 3h10v18H7zM11 18h2",
            Self::Play => "M8 5.5v13l10.5-6.5z",
            Self::Print => "M7 9V4h10v5M7 17H4V9h16v8h-3M7 14h10v6H7z",
            Self::Save => "M12 4v11m-4.5-4.5L12 15l4.5-4.5M5 19h14",
            Self::Satchel => "M4 9h16v10H4zM8 9V7a4 4 0 0 1 8 0v2M4 13.5h6m4 0h6M10 12h4v3h-4z",
            Self::Send => "M12 15V4M7.5 8.5 12 4l4.5 4.5M5 13v6h14v-6",
            Self::Shield => "M12 3l7.5 3v5.5c0 4.5-3 7.8-7.5 9.5-4.5-1.7-7.5-5-7.5-9.5V6z",
            Self::Sound => "M4 10v4h3.5l5 4V6l-5 4zM16 9a4.2 4.2 0 0 1 0 6M18.5 6.5a8 8 0 0 1 0 11",
            Self::Trash => "M5 7h14M10 7V4h4v3M7 7l1 13h8l1-13M10.5 11v5M13.5 11v5",
            Self::Warning => "M12 4 21.5 20h-19zM12 10v5m0 2.5v.1",
            Self::Wifi => "M3 9.5a13 13 0 0 1 18 0M6 13a8.5 8.5 0 0 1 12 0M9 16.3a4.3 4.3 0 0 1 6 0M12 19.5v.1",
        }
    }
}

/// An icon. Screen readers do not see it: the word beside it says the same.
#[must_use]
pub fn glyph(icon: Icon) -> Html {
    draw(icon, "icon")
}

/// An icon for a verdict or an empty screen.
#[must_use]
pub fn large_glyph(icon: Icon) -> Html {
    draw(icon, "icon icon--large")
}

fn draw(icon: Icon, class: &'static str) -> Html {
    html! { <svg {class} viewBox="0 0 24 24" aria-hidden="true" focusable="false"><path d={icon.line()} /></svg> }
}
