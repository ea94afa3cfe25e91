//! A clock, a network and a pair of machines, all of the test's own, and the ten rules as checks.

mod clock;
mod machine;
mod net;
mod pair;
pub mod rules;
mod smpp;

pub use clock::Clock;
pub use machine::Machine;
pub use net::{Net, NetConfig, Random};
pub use pair::Pair;
pub(crate) use smpp::small;
pub use smpp::{SmppMachine, SmppVerb};
