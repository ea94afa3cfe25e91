//! Preconditions: what must be there before a called party is alerted (RFC 3312 §5).

use super::AttributeValue;
use crate::scan::Scan;
use crate::sdp::words;
use crate::{DecodeError, DecodeErrorKind};

/// Declares an enumeration of words of the standard.
macro_rules! words_of {
    ($( $(#[$meta:meta])* $type:ident { $( $(#[$each:meta])* $name:ident = $text:literal, )* } )*) => { $(
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        #[allow(clippy::exhaustive_enums)] // frozen by the standard
        pub enum $type {
            $( $(#[$each])* $name, )*
        }

        impl $type {
            /// The word for it.
            #[must_use]
            pub const fn text(self) -> &'static str {
                match self {
                    $( Self::$name => $text, )*
                }
            }

            fn read(scan: &mut Scan<'_>, field: &'static str) -> Result<Self, DecodeError> {
                scan.skip_space();
                let from = scan.offset();
                let word = words::need(scan, field)?;
                let all = [$( Self::$name, )*];
                let found = all.into_iter().find(|it| it.text().as_bytes().eq_ignore_ascii_case(word));
                found.ok_or(DecodeError::new(DecodeErrorKind::Value, from, field))
            }
        }
    )* };
}

words_of! {
    /// Whose part of the way it is (RFC 3312 §5).
    StatusType {
        /// All of it.
        EndToEnd = "e2e",
        /// That of the sender of the description.
        Local = "local",
        /// That of its receiver.
        Remote = "remote",
    }
    /// How much it is wanted (RFC 3312 §5).
    Strength {
        /// Nothing goes on without it.
        Mandatory = "mandatory",
        /// It is tried.
        Optional = "optional",
        /// It is not wanted.
        None = "none",
        /// It cannot be had.
        Failure = "failure",
        /// It is not known.
        Unknown = "unknown",
    }
    /// Which way, as seen from the sender of the description (RFC 3312 §5).
    PreconditionDirection {
        /// Neither.
        None = "none",
        /// Away from it.
        Send = "send",
        /// Towards it.
        Recv = "recv",
        /// Both.
        SendRecv = "sendrecv",
    }
}

/// How far a precondition is met (RFC 3312 §5).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(clippy::exhaustive_structs)] // frozen by the standard
pub struct CurrentStatus<'a> {
    /// Of what: `qos`, or `sec` (RFC 5027).
    pub precondition_type: &'a [u8],
    /// Whose part of the way it is.
    pub status_type: StatusType,
    /// Which way it is met.
    pub direction: PreconditionDirection,
}

/// What is wanted (RFC 3312 §5).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(clippy::exhaustive_structs)] // frozen by the standard
pub struct DesiredStatus<'a> {
    /// Of what: `qos`, or `sec` (RFC 5027).
    pub precondition_type: &'a [u8],
    /// How much it is wanted.
    pub strength: Strength,
    /// Whose part of the way it is.
    pub status_type: StatusType,
    /// Which way it is wanted.
    pub direction: PreconditionDirection,
}

/// When the peer is to tell that it is met (RFC 3312 §5).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(clippy::exhaustive_structs)] // frozen by the standard
pub struct ConfirmStatus<'a> {
    /// Of what: `qos`, or `sec` (RFC 5027).
    pub precondition_type: &'a [u8],
    /// Whose part of the way it is.
    pub status_type: StatusType,
    /// Which way it is to be met.
    pub direction: PreconditionDirection,
}

/// Declares the two attributes of the same three words.
macro_rules! statuses {
    ($( $type:ident = $name:literal; )*) => { $(
        impl<'a> AttributeValue<'a> for $type<'a> {
            const NAME: &'static str = $name;

            fn read(value: &'a [u8]) -> Result<Self, DecodeError> {
                let mut scan = Scan::new(value);
                let precondition_type = words::need(&mut scan, Self::NAME)?;
                let status_type = StatusType::read(&mut scan, Self::NAME)?;
                let direction = PreconditionDirection::read(&mut scan, Self::NAME)?;
                scan.end(Self::NAME)?;
                Ok(Self { precondition_type, status_type, direction })
            }

            fn write(&self, out: &mut Vec<u8>) {
                let (status, direction) = (self.status_type.text(), self.direction.text());
                words::write(&[self.precondition_type, status.as_bytes(), direction.as_bytes()], out);
            }
        }
    )* };
}

statuses! {
    CurrentStatus = "curr";
    ConfirmStatus = "conf";
}

impl<'a> AttributeValue<'a> for DesiredStatus<'a> {
    const NAME: &'static str = "des";

    fn read(value: &'a [u8]) -> Result<Self, DecodeError> {
        let mut scan = Scan::new(value);
        let precondition_type = words::need(&mut scan, Self::NAME)?;
        let strength = Strength::read(&mut scan, Self::NAME)?;
        let status_type = StatusType::read(&mut scan, Self::NAME)?;
        let direction = PreconditionDirection::read(&mut scan, Self::NAME)?;
        scan.end(Self::NAME)?;
        Ok(Self { precondition_type, strength, status_type, direction })
    }

    fn write(&self, out: &mut Vec<u8>) {
        let words = [self.strength.text(), self.status_type.text(), self.direction.text()];
        out.extend_from_slice(self.precondition_type);
        words.iter().for_each(|word| words::write_behind(word.as_bytes(), out));
    }
}
