//! An exam room at the command line: orders, sessions, and a server that is killed among people who sit.

mod ground;
mod kill;
mod order;
mod session;
mod three;
