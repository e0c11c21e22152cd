//! Why the items of an adaptive section cannot be chosen at all: said when the sections are made ready, and by the linter before.

use crate::keys::BadKey;
use jalon_protocol::{ItemId, SectionId};

/// Why the items of a section cannot be chosen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CannotChoose {
    /// A key that cannot be used.
    Key(BadKey),
    /// An item that a person marks: the next choice would wait for them.
    NeedsMark {
        /// The item.
        item: ItemId,
    },
    /// An item without parameters, in a section that declares none, or parameters out of their range.
    Parameters {
        /// The item.
        item: ItemId,
    },
    /// A prior, a range or nodes that make no scale, or chances of exposure that are none.
    Scale {
        /// The section.
        section: SectionId,
    },
    /// A blueprint that its items cannot meet.
    Blueprint {
        /// The section.
        section: SectionId,
    },
}

impl CannotChoose {
    /// Stable code.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Key(bad) => bad.code(),
            Self::NeedsMark { .. } => "adaptive/needs-mark",
            Self::Parameters { .. } => "adaptive/parameters",
            Self::Scale { .. } => "adaptive/scale",
            Self::Blueprint { .. } => "adaptive/blueprint",
        }
    }
}

impl std::fmt::Display for CannotChoose {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Key(bad) => bad.fmt(f),
            Self::NeedsMark { item } | Self::Parameters { item } => write!(f, "{}, item `{item}`", self.code()),
            Self::Scale { section } | Self::Blueprint { section } => {
                write!(f, "{}, section `{section}`", self.code())
            }
        }
    }
}

impl std::error::Error for CannotChoose {}
