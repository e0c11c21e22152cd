//! The proctor's console, in a browser.

/// The loader of the page calls [`jalon_room`]'s `begin` once the module is there; elsewhere this is an empty program, so that the
/// workspace builds whole.
fn main() {
    // Whatever the module exports is in the library.
    use jalon_room as _;
}
