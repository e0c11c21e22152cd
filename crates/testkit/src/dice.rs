//! Where every choice of a test comes from: a seed, or a list of rolls that a property test makes smaller.

/// A source of choices.
#[derive(Debug, Clone)]
pub struct Dice(Source);

#[derive(Debug, Clone)]
enum Source {
    Seeded(u64),
    Given(std::vec::IntoIter<u32>),
}

impl Dice {
    /// Rolls without end, from a seed.
    #[must_use]
    pub const fn seeded(seed: u64) -> Self {
        Self(Source::Seeded(seed))
    }

    /// These rolls, then zeros: the simplest choice, always.
    #[must_use]
    pub fn of(rolls: Vec<u32>) -> Self {
        Self(Source::Given(rolls.into_iter()))
    }

    /// The next roll.
    ///
    /// # Source
    /// Sebastiano Vigna, SplitMix64 (public domain), upper half of each output.
    pub fn roll(&mut self) -> u32 {
        match &mut self.0 {
            Source::Given(rolls) => rolls.next().unwrap_or(0),
            Source::Seeded(state) => {
                *state = state.wrapping_add(0x9E37_79B9_7F4A_7C15);
                let mut mixed = *state;
                mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
                mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
                u32::try_from((mixed ^ (mixed >> 31)) >> 32).unwrap_or(0)
            }
        }
    }

    /// A number below `n`, which is at least 1.
    pub fn below(&mut self, n: u32) -> u32 {
        self.roll() % n.max(1)
    }

    /// A place in a list of this length, which is at least 1.
    pub fn place(&mut self, length: usize) -> usize {
        self.below(u32::try_from(length).unwrap_or(u32::MAX)) as usize
    }

    /// Whether something happens that happens so many times out of a hundred; a roll of zero says no.
    pub fn chance(&mut self, percent: u32) -> bool {
        self.below(100) >= 100_u32.saturating_sub(percent)
    }

    /// One of these, the first for a roll of zero.
    pub fn pick<'a, T>(&mut self, things: &'a [T]) -> &'a T {
        let place = self.place(things.len());
        &things[place]
    }

    /// Sixteen bytes: ids, salts.
    pub fn bytes(&mut self) -> [u8; 16] {
        let mut bytes = [0; 16];
        for chunk in bytes.chunks_exact_mut(4) {
            chunk.copy_from_slice(&self.roll().to_le_bytes());
        }
        bytes
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_seed_gives_the_same_rolls() {
        // SplitMix64 from state 0 begins with e220a8397b1dcdaf, 6e789e6aa1b965f4.
        let mut dice = Dice::seeded(0);
        assert_eq!([dice.roll(), dice.roll()], [0xe220_a839, 0x6e78_9e6a]);
        let mut given = Dice::of(vec![7]);
        assert_eq!([given.roll(), given.roll(), given.roll()], [7, 0, 0]);
        assert!(!Dice::of(Vec::new()).chance(99));
    }
}
