//! What a server that was lost may have told, and that only the places still keep.

use super::{Room, Sitter, Standing};
use jalon_base::Slug;
use jalon_base::sorted::SortedMap;

impl Room {
    /// Who may have been told, by a server that was lost, more than is here: with the place where they had joined, and that was not heard
    /// since.
    #[must_use]
    pub const fn away(&self) -> &SortedMap<Slug, Option<Slug>> {
        &self.away
    }

    /// A server begins without all that the one before it had said: everybody who came in may have been told more than is here.
    pub(super) fn was_lost(&mut self) {
        let came = |sitter: &Sitter| !matches!(sitter.standing, Standing::Expected | Standing::TurnedAway { .. });
        let came = self.sitters.iter().filter(|(_, sitter)| came(sitter));
        let away = came.map(|(id, sitter)| (id.clone(), sitter.joined.clone()));
        for (candidate, seat) in away.collect::<Vec<(Slug, Option<Slug>)>>() {
            // Where they were before a first loss is where their copy is.
            if !self.away.contains_key(&candidate) {
                self.away.insert(candidate, seat);
            }
        }
    }
}
