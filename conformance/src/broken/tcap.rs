//! Our own TCAP with one fault.
//!
//! | file | what |
//! |---|---|
//! | `fault.rs` | [`TcapFault`]: every fault, and the case that is named for it |
//! | `below.rs`, `tree.rs` | what faults do to messages |
//! | `above.rs` | what faults do to primitives and to time |

mod above;
mod below;
mod fault;
mod tree;

pub use fault::TcapFault;

use std::time::Duration;

use super::layer::{Falsifier, Faulty};
use crate::suite::Layer;
use crate::suite::tcap::{Inbound, Indication, OurTcap, Outbound, PEER, Request, TcapLayer};

/// Our TCAP with this fault.
#[must_use]
pub fn broken_tcap(fault: TcapFault) -> Box<dyn Layer<TcapLayer>> {
    Box::new(Faulty::new(Box::new(OurTcap::new()), Box::new(Memory { fault, last: PEER, dead: false })))
}

/// The fault, and what it remembers.
struct Memory {
    fault: TcapFault,
    /// Where the last message came from.
    last: u32,
    /// Nothing is taken any more.
    dead: bool,
}

impl Falsifier<TcapLayer> for Memory {
    fn inbound(&mut self, inbound: Inbound) -> Option<Inbound> {
        below::inbound(self, inbound)
    }

    fn outbound(&mut self, outbound: Outbound) -> Vec<Outbound> {
        below::outbound(self, outbound).into_iter().collect()
    }

    fn request(&mut self, request: Request) -> Option<Request> {
        above::request(self.fault, request)
    }

    fn indication(&mut self, indication: Indication) -> Option<Indication> {
        above::indication(self.fault, indication)
    }

    fn time(&mut self, time: Duration) -> Duration {
        // No time passes for who has no timers.
        if self.fault == TcapFault::NeverCancels { Duration::ZERO } else { time }
    }
}
