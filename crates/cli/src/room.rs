//! An exam room at the command line: the centre's papers, its server, sessions, and the rehearsal.

pub mod candidates;
pub mod centre;
pub mod follow;
pub mod order;
pub mod papers;
pub mod rehearse;
pub mod replayed;
pub mod serve;
pub mod session;
