//! A signalling gateway and an ASP on our own endpoint, on a clock of their own, with one fault between the endpoint and the
//! wire.
//!
//! | file | what |
//! |---|---|
//! | `network.rs` | [`MemoryNetwork`]: the associations in memory, and the clock |
//! | `node.rs` | [`Node`]: the endpoint with an owner that relays or echoes, and does what the operator is asked for |
//! | `wire.rs` | what a fault can do to a message |
//! | `sgp_fault.rs`, `sgp_wire.rs` | [`SgpFault`]: every fault of the gateway, the case named for it, and what it does |
//! | `asp_fault.rs`, `asp_wire.rs` | [`AspFault`]: the same for the ASP |
//! | `common_wire.rs` | what faults of both do |

mod asp_fault;
mod asp_wire;
mod common_wire;
mod network;
mod node;
mod sgp_fault;
mod sgp_wire;
mod wire;

pub use asp_fault::AspFault;
pub use network::MemoryNetwork;
pub use node::{Node, Setup};
pub use sgp_fault::SgpFault;
