//! How a situational judgement is held against the answers of a panel of the trade.
//!
//! The panel's answers are a fact and stay with the key; what they are worth is a choice, made once for a test and signed with it.
//!
//! # Source
//! Q. Weng, H. Yang, F. Lievens and M. A. McDaniel, "Optimizing the validity of situational judgment tests: The importance of scoring methods",
//! Journal of Vocational Behavior 104 (2018), 199–209, compare raw, standardised, dichotomous, mode and proportion consensus; for the best and
//! the worst, S. J. Motowidlo, M. D. Dunnette and G. W. Carter, "An alternative selection procedure: the low-fidelity simulation", Journal of
//! Applied Psychology 75 (1990), 640–647. Raw consensus takes the squared distance to the panel's mean; here the distance is to the most given
//! level, so that what most of the panel answered earns everything.

/// How the judgements of a test are marked.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Judgement {
    /// Where each reaction is rated on a scale; none when no question asks it.
    pub rate: Option<Rating>,
    /// Where the best and the worst reaction are chosen; none when no question asks it.
    pub choose: Option<Choosing>,
}

jalon_base::document!(Judgement {
    rate: optional,
    choose: optional
});

/// What a rating of a reaction earns.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rating {
    /// All, where it is the one that most of the panel gave (mode consensus).
    Agreement,
    /// All, where it lies on the side of the middle of the scale on which the panel's mean lies (dichotomous consensus).
    Side,
    /// Less, the farther it is from the one that most of the panel gave (a distance, as raw consensus has).
    Proximity,
    /// As many of the panel as gave it, over as many as gave the most given one (proportion consensus).
    Share,
}

jalon_base::words!(Rating {
    Agreement = "agreement",
    Side = "side",
    Proximity = "proximity",
    Share = "share",
});

/// What a choice of the best and the worst reaction earns.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Choosing {
    /// Half for each that most of the panel chose.
    Agreement,
    /// As agreement, and as much is taken away where the panel's worst is given for the best, or its best for the worst.
    Crossed,
    /// As many of the panel as chose it, over as many as chose the most chosen one.
    Share,
}

jalon_base::words!(Choosing {
    Agreement = "agreement",
    Crossed = "crossed",
    Share = "share",
});

impl Rating {
    /// Every way, as protocols write it.
    pub const WORDS: [&str; 4] = ["agreement", "side", "proximity", "share"];
}

impl Choosing {
    /// Every way, as protocols write it.
    pub const WORDS: [&str; 3] = ["agreement", "crossed", "share"];
}
