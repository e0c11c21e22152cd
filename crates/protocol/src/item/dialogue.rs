//! A conversation: somebody says something, the person chooses a reply, and the reply leads to what is said next.

use super::NotAdmitted;
use crate::OptionId;
use crate::rich::RichText;

/// A conversation, from its first turn on. Each reply is an answer of its own in the journal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dialogue {
    /// What is said by turns; the first one begins.
    pub turns: Vec<Turn>,
}

jalon_base::document!(Dialogue { turns });

/// What is said, and what can be replied.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Turn {
    /// Its id in the item.
    pub id: OptionId,
    /// What the other says.
    pub says: RichText,
    /// What can be replied; nothing at the end.
    pub replies: Vec<Reply>,
}

jalon_base::document!(Turn {
    id,
    says,
    replies: optional
});

/// One thing that can be replied.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reply {
    /// Its id, once in the whole conversation.
    pub id: OptionId,
    /// Its words.
    pub text: RichText,
    /// The turn that follows: one that stands later.
    pub to: OptionId,
}

jalon_base::document!(Reply { id, text, to });

impl Dialogue {
    /// Replies from the first turn on, as far as the conversation went.
    pub(super) fn admits(&self, replies: &[OptionId]) -> Result<(), NotAdmitted> {
        if replies.is_empty() {
            return Err(NotAdmitted::Count);
        }
        self.after(replies).map(|_| ()).ok_or(NotAdmitted::UnknownOption)
    }

    /// The turn to which some replies lead; the first before any, none when they do not follow each other.
    #[must_use]
    pub fn after(&self, replies: &[OptionId]) -> Option<&Turn> {
        let mut turn = self.turns.first()?;
        for id in replies {
            let reply = turn.replies.iter().find(|reply| reply.id == *id)?;
            turn = self.turns.iter().find(|turn| turn.id == reply.to)?;
        }
        Some(turn)
    }

    /// A reply by its id.
    #[must_use]
    pub fn reply(&self, id: &OptionId) -> Option<&Reply> {
        self.turns
            .iter()
            .flat_map(|turn| &turn.replies)
            .find(|reply| reply.id == *id)
    }
}
