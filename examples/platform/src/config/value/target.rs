//! Where a route leads.

use std::fmt;

use serde::Deserialize;

use super::StatusName;

/// One target of a route: `link:NAME`, `tenant:NAME`, `ss7`, `handset`, `drop`, `reject:STATUS`.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
#[non_exhaustive]
pub enum TargetConfig {
    /// The `[[link]]` of this name.
    Link(String),
    /// The `[[tenant]]` of this name.
    Tenant(String),
    /// The mobile network.
    Ss7,
    /// The simulated handset.
    Handset,
    /// Taken from the sender, and given to nobody.
    Drop,
    /// Refused with this status, by name or number.
    Reject(StatusName),
}

impl TargetConfig {
    /// Whether it always takes the message, so that nothing can come after it.
    #[must_use]
    pub const fn is_last(&self) -> bool {
        !matches!(self, Self::Link(_) | Self::Tenant(_) | Self::Ss7)
    }
}

impl TryFrom<String> for TargetConfig {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        match text.split_once(':') {
            Some(("link", name)) if !name.is_empty() => Ok(Self::Link(name.into())),
            Some(("tenant", name)) if !name.is_empty() => Ok(Self::Tenant(name.into())),
            Some(("reject", status)) if !status.is_empty() => Ok(Self::Reject(status_of(status)?)),
            None if text == "ss7" => Ok(Self::Ss7),
            None if text == "handset" => Ok(Self::Handset),
            None if text == "drop" => Ok(Self::Drop),
            _ => {
                Err(format!("`{text}` is none of link:NAME, tenant:NAME, ss7, handset, drop, reject:STATUS"))
            }
        }
    }
}

fn status_of(text: &str) -> Result<StatusName, String> {
    let number = match text.strip_prefix("0x") {
        Some(digits) => u32::from_str_radix(digits, 16),
        None => text.parse(),
    };
    match number {
        Ok(number) => Ok(StatusName::Number(number)),
        Err(_) if text.starts_with(|first: char| first.is_ascii_digit()) => {
            Err(format!("`{text}` is no status of 32 bits"))
        }
        Err(_) => Ok(StatusName::Name(text.into())),
    }
}

impl fmt::Display for TargetConfig {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Link(name) => write!(f, "link:{name}"),
            Self::Tenant(name) => write!(f, "tenant:{name}"),
            Self::Ss7 => f.write_str("ss7"),
            Self::Handset => f.write_str("handset"),
            Self::Drop => f.write_str("drop"),
            Self::Reject(status) => write!(f, "reject:{status}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_target_is_read_from_its_text() {
        let read = |text: &str| TargetConfig::try_from(text.to_string());
        assert_eq!(read("link:north"), Ok(TargetConfig::Link("north".into())));
        assert_eq!(read("tenant:acme"), Ok(TargetConfig::Tenant("acme".into())));
        assert_eq!(read("handset"), Ok(TargetConfig::Handset));
        assert_eq!(read("drop"), Ok(TargetConfig::Drop));
        let name = StatusName::Name("ESME_RINVDSTADR".into());
        assert_eq!(read("reject:ESME_RINVDSTADR"), Ok(TargetConfig::Reject(name)));
        assert_eq!(read("reject:0x0B"), Ok(TargetConfig::Reject(StatusName::Number(11))));
        assert_eq!(read("reject:11"), Ok(TargetConfig::Reject(StatusName::Number(11))));
        for wrong in [
            "",
            "link",
            "link:",
            "nowhere",
            "reject:",
            "reject:0xzz",
            "reject:4294967296",
            "drop:x",
            "Handset",
        ] {
            assert!(read(wrong).is_err(), "{wrong}");
        }
    }
}
