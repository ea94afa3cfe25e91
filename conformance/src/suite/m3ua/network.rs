//! How messages come to the peer and back, whose clock holds, and who makes the peer do what no message can.

use std::fmt;
use std::str::FromStr;
use std::time::{Duration, Instant};

use bytes::Bytes;

/// An association that a case uses; its number comes only once.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[allow(clippy::exhaustive_structs)] // a number
pub struct PathId(pub u32);

/// An association that is up.
#[derive(Clone, Copy, Debug)]
#[allow(clippy::exhaustive_structs)] // what an association is known by
pub struct Joined {
    /// Which.
    pub path: PathId,
    /// How many streams it has each way.
    pub streams: u16,
}

/// What came by an association.
#[derive(Clone, Debug)]
#[allow(clippy::exhaustive_enums)] // there are these
pub enum Happening {
    /// A message.
    Message {
        /// By which stream.
        stream_id: u16,
        /// As it stood on the wire.
        octets: Bytes,
    },
    /// The association is no more.
    Lost,
}

/// SCTP, or something in its place.
pub trait Network: Send {
    /// An association with the peer: opened, as the ASP with this number, or, where the peer is an ASP, the next that it
    /// opens.
    ///
    /// # Errors
    /// Why there is none within this time.
    fn join(&mut self, number: u32, wait: Duration) -> Result<Joined, String>;

    /// Sends a message; one for an association that is no more is thrown away.
    fn send(&mut self, path: PathId, stream_id: u16, octets: Vec<u8>);

    /// The next thing that comes, by any association; `None` if nothing does before the deadline.
    fn next(&mut self, deadline: Instant) -> Option<(PathId, Happening)>;

    /// Ends an association without a word.
    fn abort(&mut self, path: PathId);

    /// The clock that holds here.
    fn now(&self) -> Instant;

    /// Makes the peer do something that no message can. `false`: there is nobody who could.
    fn operate(&mut self, wish: Wish) -> bool;
}

/// What the peer's operator is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Wish {
    /// Lock our ASP out (RFC 4666 §4.3.4.1).
    Block,
    /// Let it in again.
    Unblock,
    /// This point cannot be reached.
    Pause(u32),
    /// It can be reached again.
    Resume(u32),
    /// It is reached, but better by another way.
    Restrict(u32),
    /// It is congested, at this level.
    Congest(u32, u8),
    /// Its SCCP is not there.
    UserAbsent(u32),
    /// The ASP shall be inactive.
    Inactive,
    /// The ASP shall be active.
    Active,
    /// The ASP shall be down.
    Down,
    /// The ASP shall send a message to this point, with this signalling link selection.
    Data(u32, u8),
    /// The ASP shall audit this point.
    Audit(u32),
}

/// As the operator's command gets it.
impl fmt::Display for Wish {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Block => write!(f, "block"),
            Self::Unblock => write!(f, "unblock"),
            Self::Pause(code) => write!(f, "pause {code}"),
            Self::Resume(code) => write!(f, "resume {code}"),
            Self::Restrict(code) => write!(f, "restrict {code}"),
            Self::Congest(code, level) => write!(f, "congest {code} {level}"),
            Self::UserAbsent(code) => write!(f, "user-absent {code}"),
            Self::Inactive => write!(f, "inactive"),
            Self::Active => write!(f, "active"),
            Self::Down => write!(f, "down"),
            Self::Data(code, sls) => write!(f, "data {code} {sls}"),
            Self::Audit(code) => write!(f, "audit {code}"),
        }
    }
}

/// As its command got it.
impl FromStr for Wish {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        let mut words = text.split_whitespace();
        let wish = words.next().ok_or(())?;
        let mut number = || words.next().and_then(|word| word.parse::<u32>().ok()).ok_or(());
        let small = |number: u32| u8::try_from(number).map_err(drop);
        Ok(match wish {
            "block" => Self::Block,
            "unblock" => Self::Unblock,
            "pause" => Self::Pause(number()?),
            "resume" => Self::Resume(number()?),
            "restrict" => Self::Restrict(number()?),
            "congest" => Self::Congest(number()?, small(number()?)?),
            "user-absent" => Self::UserAbsent(number()?),
            "inactive" => Self::Inactive,
            "active" => Self::Active,
            "down" => Self::Down,
            "data" => Self::Data(number()?, small(number()?)?),
            "audit" => Self::Audit(number()?),
            _ => return Err(()),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wish_is_read_as_it_was_written() {
        let wishes = [
            Wish::Block,
            Wish::Unblock,
            Wish::Pause(1),
            Wish::Resume(2),
            Wish::Restrict(3),
            Wish::Congest(4, 2),
            Wish::UserAbsent(5),
            Wish::Inactive,
            Wish::Active,
            Wish::Down,
            Wish::Data(6, 7),
            Wish::Audit(8),
        ];
        for wish in wishes {
            assert_eq!(wish.to_string().parse(), Ok(wish));
        }
        for text in ["", "paus", "pause", "pause x", "congest 1 256"] {
            assert_eq!(text.parse::<Wish>(), Err(()), "{text}");
        }
    }
}
