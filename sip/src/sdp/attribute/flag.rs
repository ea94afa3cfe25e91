//! Attributes without a value: that they are there says it.

use super::AttributeValue;
use crate::DecodeError;

/// Declares an attribute without a value. One that stands there all the same is passed over.
macro_rules! flags {
    ($( $(#[$meta:meta])* $type:ident = $name:literal; )*) => { $(
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
        #[allow(clippy::exhaustive_structs)] // it has no value
        pub struct $type;

        impl<'a> AttributeValue<'a> for $type {
            const NAME: &'static str = $name;

            fn read(_value: &'a [u8]) -> Result<Self, DecodeError> {
                Ok(Self)
            }

            fn write(&self, _out: &mut Vec<u8>) {}
        }
    )* };
}

flags! {
    /// RTP and RTCP go to one port (RFC 5761 §5.1.1).
    RtcpMux = "rtcp-mux";
    /// RTCP may come in packets of reduced size (RFC 5506 §5).
    RtcpReducedSize = "rtcp-rsize";
    /// The agent answers checks of connectivity, and makes none (RFC 8839 §5.3).
    IceLite = "ice-lite";
    /// No candidates follow (RFC 8840).
    EndOfCandidates = "end-of-candidates";
}
