use std::fmt::Debug;
use std::time::Instant;

use bytes::{Bytes, BytesMut};

/// The private trait that all stream machines of the family are driven by. It is the shape that they share, not a type
/// that they know.
pub trait Machine {
    /// What the machine tells its owner.
    type Event: Debug;
    /// What the owner may ask; given by number in the order of the test's operations.
    type Verb: Clone + Debug;

    /// Takes octets of the peer off the front.
    fn handle_input(&mut self, now: Instant, input: &mut BytesMut);
    /// The peer will send no more.
    fn handle_eof(&mut self, now: Instant);
    /// Runs what is due.
    fn handle_timeout(&mut self, now: Instant);
    /// What is to be sent.
    fn poll_transmit(&mut self) -> Option<Bytes>;
    /// What the owner must know.
    fn poll_event(&mut self) -> Option<Self::Event>;
    /// When something is due.
    fn poll_timeout(&self) -> Option<Instant>;
    /// Whether octets would be taken.
    fn wants_input(&self) -> bool;
    /// Calls one of the machine's own verbs; `Err` tells why it was refused.
    ///
    /// # Errors
    /// The machine's usage error, as text.
    fn call(&mut self, now: Instant, verb: &Self::Verb) -> Result<(), String>;
    /// Answers what an event asks for, as an owner would.
    fn react(&mut self, now: Instant, event: &Self::Event);
    /// Whether the event is the last one.
    fn is_closed(event: &Self::Event) -> bool;
    /// All that can be seen of the machine from outside without changing it.
    fn observe(&self) -> String;
}
