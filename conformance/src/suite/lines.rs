//! What went over the wire in one case, a line each, shared by its connections.

use std::cell::RefCell;
use std::fmt::Write as _;
use std::rc::Rc;

/// Of longer octets only the beginning is shown.
const SHOWN: usize = 400;

/// The lines of one case.
#[derive(Clone, Debug, Default)]
pub(crate) struct Lines(Rc<RefCell<Vec<String>>>);

impl Lines {
    /// `>` what we sent, `<` what came, `-` what else happened, on a connection.
    pub(crate) fn push(&self, connection: impl std::fmt::Display, mark: char, what: &str) {
        self.0.borrow_mut().push(format!("{connection} {mark} {what}"));
    }

    pub(crate) fn all(&self) -> Vec<String> {
        self.0.borrow().clone()
    }
}

/// Octets in hex; those at the places that `hidden` says are struck out.
pub(crate) fn hex(octets: &[u8], hidden: impl Fn(usize) -> bool) -> String {
    let mut out = String::new();
    for (place, octet) in octets.iter().enumerate().take(SHOWN) {
        let _ = if hidden(place) { write!(out, "**") } else { write!(out, "{octet:02x}") };
    }
    if octets.len() > SHOWN {
        let _ = write!(out, "… {} octets", octets.len());
    }
    out
}
