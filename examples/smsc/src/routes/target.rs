//! Where a route leads.

use std::fmt;

use brivas_platform::config::{Config, ConfigError, TargetConfig};
use brivas_smpp::CommandStatus;

use crate::status;

/// One target of a route.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Target {
    /// Another message centre.
    Link {
        /// Its place among the `[[link]]` sections, from 0.
        index: usize,
        /// Its name.
        name: String,
    },
    /// The binds of a tenant.
    Tenant {
        /// What the tenant binds as.
        system_id: Vec<u8>,
        /// Its name.
        name: String,
    },
    /// The mobile network.
    Ss7,
    /// The simulated handset.
    Handset,
    /// Taken, and given to nobody.
    Drop,
    /// Refused with this status.
    Reject(CommandStatus),
}

impl Target {
    /// The target that stands at `key`.
    pub(super) fn compile(config: &Config, key: &str, target: &TargetConfig) -> Result<Self, ConfigError> {
        match target {
            TargetConfig::Link(name) => {
                let index = config.links.iter().position(|link| link.name == *name);
                let index = index.ok_or_else(|| config.error_at(key, "there is no such link"))?;
                Ok(Self::Link { index, name: name.clone() })
            }
            TargetConfig::Tenant(name) => {
                let mut named = config.tenants.iter().filter(|tenant| tenant.name == *name);
                let tenant = named.next().ok_or_else(|| config.error_at(key, "there is no such tenant"))?;
                if named.next().is_some() {
                    return Err(config.error_at(key, "two tenants have this name"));
                }
                Ok(Self::Tenant { system_id: tenant.system_id.as_bytes().to_vec(), name: name.clone() })
            }
            TargetConfig::Ss7 => Ok(Self::Ss7),
            TargetConfig::Handset => Ok(Self::Handset),
            TargetConfig::Drop => Ok(Self::Drop),
            TargetConfig::Reject(name) => match status::of_name(name) {
                Some(status) if !status.is_ok() => Ok(Self::Reject(status)),
                Some(_) => Err(config.error_at(key, "ESME_ROK is no refusal; `drop` takes a message unseen")),
                None => Err(config.error_at(key, format!("`{name}` is no command_status"))),
            },
            other => Err(config.error_at(key, format!("`{other}` is not known here"))),
        }
    }
}

/// As in the configuration: `link:north`.
impl fmt::Display for Target {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Link { name, .. } => write!(f, "link:{name}"),
            Self::Tenant { name, .. } => write!(f, "tenant:{name}"),
            Self::Ss7 => f.write_str("ss7"),
            Self::Handset => f.write_str("handset"),
            Self::Drop => f.write_str("drop"),
            Self::Reject(status) => match status.name() {
                Some(name) => write!(f, "reject:{name}"),
                None => write!(f, "reject:{:#x}", status.0),
            },
        }
    }
}
