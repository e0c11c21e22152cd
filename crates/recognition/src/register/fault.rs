//! Why something is not recorded, and why a file is no register.

use jalon_base::json::Malformed;
use std::fmt;

/// Why something cannot be recorded.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum NotRecorded {
    /// No such document was issued.
    Unknown {
        /// Its id.
        certificate: String,
    },
    /// It is out of force already, or in force already.
    Already {
        /// Its id.
        certificate: String,
    },
    /// A certificate is revoked, not suspended; a habilitation is suspended, not revoked.
    Kind {
        /// Its id.
        certificate: String,
    },
    /// Its id or its place in the list is another's.
    Taken {
        /// Its id.
        certificate: String,
    },
}

impl NotRecorded {
    /// Stable code.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Unknown { .. } => "register/unknown",
            Self::Already { .. } => "register/already",
            Self::Kind { .. } => "register/kind",
            Self::Taken { .. } => "register/taken",
        }
    }

    /// The document it is about.
    #[must_use]
    pub fn certificate(&self) -> &str {
        match self {
            Self::Unknown { certificate }
            | Self::Already { certificate }
            | Self::Kind { certificate }
            | Self::Taken { certificate } => certificate,
        }
    }
}

impl fmt::Display for NotRecorded {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unknown { certificate } => write!(f, "`{certificate}` was not issued here"),
            Self::Already { certificate } => write!(f, "`{certificate}` is there already"),
            Self::Kind { certificate } => write!(f, "`{certificate}` is of the other kind"),
            Self::Taken { certificate } => write!(f, "the id or the place of `{certificate}` is taken"),
        }
    }
}

impl std::error::Error for NotRecorded {}

/// Why a file is no register.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NotARegister {
    /// A line that is not strict JSON of its shape.
    Malformed {
        /// Which one, from 1.
        line: usize,
        /// What is wrong with it.
        malformed: Malformed,
    },
    /// Another format.
    Format,
    /// Its last line is cut.
    Cut,
    /// An entry does not follow the one before.
    Broken {
        /// Its place, from 0.
        entry: usize,
    },
}

impl NotARegister {
    /// Stable code.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Malformed { .. } => "register/malformed",
            Self::Format => "register/format",
            Self::Cut => "register/cut",
            Self::Broken { .. } => "register/broken",
        }
    }
}

impl fmt::Display for NotARegister {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Malformed { line, malformed } => write!(f, "not a register: line {line}: {malformed}"),
            Self::Cut => write!(f, "the last line is cut"),
            Self::Format => write!(f, "not a register of this version"),
            Self::Broken { entry } => write!(f, "entry {entry} does not follow the one before"),
        }
    }
}

impl std::error::Error for NotARegister {}
