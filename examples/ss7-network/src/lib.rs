//! A mobile network that is not there: a home location register, a switching centre with its visitor location register, and
//! handsets, all on our own SS7 stack. For demos, tests and load.
//!
//! | file | what |
//! |---|---|
//! | `network.rs` | [`Network`]: the machine, without I/O: it hears MAP's events and tells what handsets have received |
//! | `hlr.rs` | routing, message waiting, alerts |
//! | `msc.rs` | messages to handsets |
//! | `handset.rs` | messages and commands from them |
//! | `subscriber.rs` | [`Subscriber`], [`Reach`]: who there is, and how he can be reached |
//! | `script.rs` | [`Script`]: all that in TOML |
//! | `stack.rs` | the signalling point below it |
//! | `run.rs` | [`start`]: all of it on a UDP socket, by a thread of its own |
//! | `main.rs` | the program |

mod handset;
mod hlr;
mod msc;
mod network;
mod run;
mod script;
mod stack;
mod subscriber;

pub use network::{Event, Network};
pub use run::{Running, start};
pub use script::{Script, ScriptError};
pub use stack::{network_stack, point_codes};
pub use subscriber::{Reach, Subscriber};
