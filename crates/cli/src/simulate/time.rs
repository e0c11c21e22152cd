//! Whose time runs out, by accommodation: people who need so much more time, with the longer limits and without them.

use super::people::{Setting, sit};
use super::report::{decimal, share};
use anyhow::Result;
use jalon_base::Fraction;
use serde_json::{Value, json};

/// People of each profile.
const PEOPLE: u32 = 1_000;

/// People of one accommodation.
#[derive(Debug, Clone, Copy)]
pub struct Profile {
    /// Factor on the limits, and on the time that answers take.
    pub factor: Fraction,
    people: u32,
    with: u32,
    without: u32,
}

impl Profile {
    /// Share whose time ran out under the longer limits.
    pub fn out(&self) -> f64 {
        share(self.with, self.people)
    }

    /// Share whose time would run out under the limits of everybody.
    pub fn out_without(&self) -> f64 {
        share(self.without, self.people)
    }

    /// For machines.
    pub fn json(&self) -> Value {
        json!({
            "factor": self.factor,
            "people": self.people,
            "out": decimal(self.out()),
            "out-without": decimal(self.out_without()),
        })
    }
}

/// Each accommodation; nothing where no part is limited.
///
/// # Errors
/// A sitting cannot begin.
pub fn profiles(setting: &Setting<'_>, factors: &[Fraction], people: u32) -> Result<Vec<Profile>> {
    if setting.protocol.parts.iter().all(|part| part.seconds.is_none()) {
        return Ok(Vec::new());
    }
    let one = Fraction::new(1, 1).unwrap_or(setting.factor);
    let people = people.min(PEOPLE);
    let out = |factor: Fraction, pace: Fraction| -> Result<u32> {
        let setting = Setting {
            factor,
            pace,
            ..*setting
        };
        let mut out = 0;
        for person in 0..people {
            let sat = sit(&setting, person, 0)?;
            out += u32::from(sat.state.parts().values().any(|part| part.timed_out));
        }
        Ok(out)
    };
    let profile = |factor: &Fraction| {
        let with = out(*factor, *factor)?;
        Ok(Profile {
            factor: *factor,
            people,
            with,
            without: if *factor == one { with } else { out(one, *factor)? },
        })
    };
    factors.iter().map(profile).collect()
}
