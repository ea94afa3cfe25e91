//! Fax over IP (ITU-T T.38 annex D).

use super::AttributeValue;
use crate::scan::Scan;
use crate::{DecodeError, DecodeErrorKind};

/// Declares an attribute that is a number.
macro_rules! numbers {
    ($( $(#[$meta:meta])* $type:ident = $name:literal; )*) => { $(
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[allow(clippy::exhaustive_structs)] // a number on the wire
        pub struct $type(pub u32);

        impl<'a> AttributeValue<'a> for $type {
            const NAME: &'static str = $name;

            fn read(value: &'a [u8]) -> Result<Self, DecodeError> {
                let mut scan = Scan::new(value);
                scan.skip_space();
                let number = scan.number(u32::MAX, Self::NAME)?;
                scan.end(Self::NAME)?;
                Ok(Self(number))
            }

            fn write(&self, out: &mut Vec<u8>) {
                crate::header::write_number(self.0, out);
            }
        }
    )* };
}

numbers! {
    /// The version of T.38 (ITU-T T.38 annex D).
    T38FaxVersion = "T38FaxVersion";
    /// Bits a second at the most (ITU-T T.38 annex D).
    T38MaxBitRate = "T38MaxBitRate";
    /// How many octets the peer can keep (ITU-T T.38 annex D).
    T38FaxMaxBuffer = "T38FaxMaxBuffer";
    /// How many octets a packet has at the most (ITU-T T.38 annex D).
    T38FaxMaxDatagram = "T38FaxMaxDatagram";
}

/// Declares an attribute that is yes when it is there. Peers in use put 1 or 0 behind a colon, too.
macro_rules! switches {
    ($( $(#[$meta:meta])* $type:ident = $name:literal; )*) => { $(
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        #[allow(clippy::exhaustive_structs)] // yes or no
        pub struct $type(pub bool);

        impl<'a> AttributeValue<'a> for $type {
            const NAME: &'static str = $name;

            fn read(value: &'a [u8]) -> Result<Self, DecodeError> {
                match value.trim_ascii() {
                    b"" | b"1" => Ok(Self(true)),
                    b"0" => Ok(Self(false)),
                    _ => Err(DecodeError::new(DecodeErrorKind::Value, 0, Self::NAME)),
                }
            }

            fn write(&self, out: &mut Vec<u8>) {
                if !self.0 {
                    out.push(b'0');
                }
            }
        }
    )* };
}

switches! {
    /// Whether fill bits are taken out (ITU-T T.38 annex D).
    T38FaxFillBitRemoval = "T38FaxFillBitRemoval";
    /// Whether MMR is made of other codings (ITU-T T.38 annex D).
    T38FaxTranscodingMmr = "T38FaxTranscodingMMR";
    /// Whether JBIG is made of other codings (ITU-T T.38 annex D).
    T38FaxTranscodingJbig = "T38FaxTranscodingJBIG";
}

/// Declares an attribute that is a word.
macro_rules! words {
    ($( $(#[$meta:meta])* $type:ident = $name:literal; )*) => { $(
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        #[allow(clippy::exhaustive_structs)] // text on the wire
        pub struct $type<'a>(pub &'a [u8]);

        impl<'a> AttributeValue<'a> for $type<'a> {
            const NAME: &'static str = $name;

            fn read(value: &'a [u8]) -> Result<Self, DecodeError> {
                let word = value.trim_ascii();
                if word.is_empty() { Err(Scan::new(word).unexpected(Self::NAME)) } else { Ok(Self(word)) }
            }

            fn write(&self, out: &mut Vec<u8>) {
                out.extend_from_slice(self.0);
            }
        }
    )* };
}

words! {
    /// Who checks the training: `localTCF` or `transferredTCF` (ITU-T T.38 annex D).
    T38FaxRateManagement = "T38FaxRateManagement";
    /// What repairs losses: `t38UDPRedundancy`, `t38UDPFEC` or `t38UDPNoEC` (ITU-T T.38 annex D).
    T38FaxUdpEc = "T38FaxUdpEC";
}
