//! Our own SCCP with one fault.
//!
//! | file | what |
//! |---|---|
//! | `fault.rs` | [`SccpFault`]: every fault, and the case that is named for it |
//! | `below.rs` | what faults do to messages |
//! | `above.rs` | what faults do to primitives and to time |

mod above;
mod below;
mod fault;

pub use fault::SccpFault;

use std::time::Duration;

use super::layer::{Falsifier, Faulty};
use crate::suite::Layer;
use crate::suite::sccp::{Inbound, Indication, OurSccp, Outbound, Request, SccpLayer};

/// Our SCCP with this fault.
#[must_use]
pub fn broken_sccp(fault: SccpFault) -> Box<dyn Layer<SccpLayer>> {
    Box::new(Faulty::new(Box::new(OurSccp::new()), Box::new(Memory { fault, count: 0, dead: false })))
}

/// The fault, and what it remembers.
struct Memory {
    fault: SccpFault,
    /// How many messages it has sent.
    count: u8,
    /// Nothing is taken any more.
    dead: bool,
}

impl Falsifier<SccpLayer> for Memory {
    fn inbound(&mut self, inbound: Inbound) -> Option<Inbound> {
        below::inbound(self, inbound)
    }

    fn outbound(&mut self, outbound: Outbound) -> Vec<Outbound> {
        below::outbound(self, outbound)
    }

    fn request(&mut self, request: Request) -> Option<Request> {
        above::request(self.fault, request)
    }

    fn indication(&mut self, indication: Indication) -> Option<Indication> {
        above::indication(self.fault, indication)
    }

    fn time(&mut self, time: Duration) -> Duration {
        above::time(self.fault, time)
    }
}
