//! The worker's and the verifier's application.

fn main() {}
