//! What goes wrong.

use jalon_testkit::Dice;

/// Something that goes wrong at a time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// `kill -9` of the server.
    ServerKilled,
    /// The server's power is cut.
    ServerPower,
    /// The browser of a place is killed, or its page loaded again.
    SeatKilled(usize),
    /// The power of a place is cut.
    SeatPower(usize),
    /// The cable of a place is cut for so many milliseconds.
    Cut(usize, i64),
    /// What a place sends arrives, what it is sent does not, for so many milliseconds.
    HalfOpen(usize, i64),
    /// All cables are cut.
    AllCut(i64),
    /// The disk of the server is full for so many milliseconds.
    DiskFull(i64),
    /// The next flush fails.
    Flush,
    /// The clock of the server is set by so many milliseconds.
    ServerClock(i64),
    /// The clock of a place is set by so many milliseconds.
    SeatClock(usize, i64),
    /// A second page of the same place is opened.
    TwoTabs(usize),
    /// The device of a place is copied, key and all.
    Copied(usize),
    /// The candidate moves to the spare place, and the old one stays on.
    Moved(usize),
    /// The server's disk is destroyed: rebuilt from the places and the console.
    Destroyed,
    /// The follower takes over; the old server stays on for a while.
    TakenOver,
}

const YEAR: i64 = 365 * 86_400_000;

impl Fault {
    /// Names of all kinds, for the count.
    pub const NAMES: [&'static str; 16] = [
        "all cut",
        "browser killed",
        "cable cut",
        "clock of a place",
        "clock of the server",
        "copied device",
        "disk destroyed",
        "disk full",
        "flush failed",
        "follower took over",
        "half-open",
        "moved place",
        "place without power",
        "server killed",
        "server without power",
        "two tabs",
    ];

    pub const fn name(&self) -> &'static str {
        match self {
            Self::ServerKilled => "server killed",
            Self::ServerPower => "server without power",
            Self::SeatKilled(_) => "browser killed",
            Self::SeatPower(_) => "place without power",
            Self::Cut(..) => "cable cut",
            Self::HalfOpen(..) => "half-open",
            Self::AllCut(_) => "all cut",
            Self::DiskFull(_) => "disk full",
            Self::Flush => "flush failed",
            Self::ServerClock(_) => "clock of the server",
            Self::SeatClock(..) => "clock of a place",
            Self::TwoTabs(_) => "two tabs",
            Self::Copied(_) => "copied device",
            Self::Moved(_) => "moved place",
            Self::Destroyed => "disk destroyed",
            Self::TakenOver => "follower took over",
        }
    }

    /// A fault of any kind.
    pub fn random(dice: &mut Dice, people: usize) -> Self {
        let seat = dice.place(people);
        let short = i64::from(dice.below(40_000));
        let sign = if dice.chance(50) { 1 } else { -1 };
        match dice.below(24) {
            0..=2 => Self::ServerKilled,
            3 | 4 => Self::ServerPower,
            5 | 6 => Self::SeatKilled(seat),
            7 => Self::SeatPower(seat),
            8 | 9 => Self::Cut(seat, short),
            10 => Self::Cut(seat, i64::from(dice.below(30 * 60_000))),
            11 | 12 => Self::HalfOpen(seat, short),
            13 => Self::AllCut(short),
            14 => Self::DiskFull(short),
            15 => Self::Flush,
            16 => Self::ServerClock(sign * YEAR),
            17 => Self::SeatClock(seat, sign * YEAR),
            18 => Self::TwoTabs(seat),
            19 => Self::Copied(seat),
            20 | 21 => Self::Moved(seat),
            22 => Self::Destroyed,
            _ => Self::TakenOver,
        }
    }
}
