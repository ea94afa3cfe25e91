//! A status or a kind of failure, as a configuration names it.

use std::fmt;

use serde::de::{Deserialize, Deserializer, Error, Visitor};

/// A number such as `0x58`, or a name such as `ESME_RTHROTTLED` or `timeout`. Which names there are is the protocol's
/// affair.
#[derive(Clone, Debug, PartialEq, Eq)]
#[allow(clippy::exhaustive_enums)] // a number or a name
pub enum StatusName {
    /// A `command_status` by its number.
    Number(u32),
    /// One by its name, or a kind of failure.
    Name(String),
}

impl fmt::Display for StatusName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Number(number) => write!(f, "{number:#x}"),
            Self::Name(name) => f.write_str(name),
        }
    }
}

impl<'de> Deserialize<'de> for StatusName {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct NumberOrName;
        impl Visitor<'_> for NumberOrName {
            type Value = StatusName;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a status by name or number")
            }

            fn visit_i64<E: Error>(self, value: i64) -> Result<StatusName, E> {
                let number = u32::try_from(value).map_err(|_| E::custom("a status is a number of 32 bits"));
                number.map(StatusName::Number)
            }

            fn visit_str<E: Error>(self, value: &str) -> Result<StatusName, E> {
                Ok(StatusName::Name(value.into()))
            }
        }
        deserializer.deserialize_any(NumberOrName)
    }
}
