//! The four machines of transactions (RFC 3261 §17, with RFC 6026 and RFC 4320), without the messages: each is told what
//! came, what its user sends and what time it is, and says what is to be sent and what its user is to be told.
//!
//! | file | what |
//! |---|---|
//! | `transaction/invite_client.rs` | [`InviteClient`] (figure 5) |
//! | `transaction/non_invite_client.rs` | [`NonInviteClient`] (figure 6) |
//! | `transaction/invite_server.rs` | [`InviteServer`] (figure 7) |
//! | `transaction/non_invite_server.rs` | [`NonInviteServer`] (figure 8) |
//! | `transaction/key.rs` | [`Keys`]: which messages belong to one transaction |
//! | `transaction/timers.rs` | [`Timers`]: T1, T2, T4 and those that have a value of their own |
//! | `transaction/clock.rs` | the two timers that a machine has at a time |

mod clock;
mod invite_client;
mod invite_server;
mod key;
mod non_invite_client;
mod non_invite_server;
mod timers;

pub use invite_client::InviteClient;
pub use invite_server::InviteServer;
pub use key::{ClientKey, Keys, MergeKey, ServerKey};
pub use non_invite_client::NonInviteClient;
pub use non_invite_server::NonInviteServer;
pub use timers::Timers;

/// Where a transaction stands (RFC 3261 figures 5 to 8, RFC 6026 figures). No machine has all of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[allow(clippy::exhaustive_enums)] // those of the standard
pub enum State {
    /// An INVITE was sent, and nothing came.
    Calling,
    /// Another request was sent and nothing came, or one came and nothing was sent.
    Trying,
    /// A provisional response came or was sent.
    Proceeding,
    /// An INVITE was accepted with 2xx: whatever else belongs to it is for its user (RFC 6026).
    Accepted,
    /// The final response came or was sent; copies of it or of the request are taken in.
    Completed,
    /// The ACK came for the final response to an INVITE.
    Confirmed,
    /// It is over, and to be forgotten.
    Terminated,
}

/// What is to be done next.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[allow(clippy::exhaustive_structs)] // there is nothing else to be done
pub struct Step {
    /// What is to be sent.
    pub send: Send,
    /// What the user is to be told.
    pub tell: Tell,
}

/// What is to be sent.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[allow(clippy::exhaustive_enums)] // those of the standard
pub enum Send {
    /// Nothing.
    #[default]
    Nothing,
    /// What the user has just given; from now on it is what is sent again.
    This,
    /// What was sent last.
    Again,
    /// The ACK that belongs to the final response (RFC 3261 §17.1.1.3).
    Ack,
    /// 100 Trying, since the user takes its time (RFC 3261 §17.2.1, RFC 4320 §4.1).
    Trying,
}

/// What the user is to be told.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[allow(clippy::exhaustive_enums)] // those of the standard
pub enum Tell {
    /// Nothing.
    #[default]
    Nothing,
    /// What has just come.
    This,
    /// No response came in time: to a client as if 408 had come (RFC 3261 §8.1.3.1).
    Timeout,
    /// No ACK came in time for a final response that is none of 2xx (RFC 3261 §17.2.1, Timer H).
    NoAck,
    /// It could not be sent: to a client as if 503 had come (RFC 3261 §8.1.3.1).
    TransportError,
}

impl Step {
    const NOTHING: Self = Self { send: Send::Nothing, tell: Tell::Nothing };

    const fn send(send: Send) -> Self {
        Self { send, tell: Tell::Nothing }
    }

    const fn tell(tell: Tell) -> Self {
        Self { send: Send::Nothing, tell }
    }
}
