//! The cases for either side: heartbeats, broken messages, and what no peer should send.

mod beat;
mod errors;
mod robustness;

use super::Case;
use super::context::Context;
use super::link::Link;
use super::target::Peer;
use crate::suite::verdict::Outcome;

/// The cases, named for the side that is under test.
pub(super) fn cases(side: &str) -> Vec<Case> {
    [beat::cases(side), errors::cases(side), robustness::cases(side)].into_iter().flatten().collect()
}

/// Where an ASP stands in its states.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum State {
    Down,
    Inactive,
    Active,
}

impl State {
    const ALL: [(&'static str, Self); 3] =
        [("when_down", Self::Down), ("when_inactive", Self::Inactive), ("when_active", Self::Active)];

    /// An association in this state. Of an ASP the request that leads further stays unanswered.
    fn link<'a>(self, t: &'a Context<'_>) -> Outcome<Link<'a>> {
        let mut link = match (t.target.peer, self) {
            (Peer::Sgp, Self::Down) => t.link()?,
            (Peer::Sgp, Self::Inactive) => t.inactive()?,
            (Peer::Sgp, Self::Active) => t.active()?,
            (Peer::Asp, Self::Down) => t.asked_up()?,
            (Peer::Asp, Self::Inactive) => t.asked_active()?.0,
            (Peer::Asp, Self::Active) => t.activated()?,
        };
        link.ignores_requests = t.target.peer == Peer::Asp;
        Ok(link)
    }
}
