//! Names that refer to another section.

use std::collections::BTreeSet;

use super::{Config, ConfigError, LinkBind, TargetConfig};

impl Config {
    /// Every tenant and link that a route or a rule names is there and can take messages.
    pub(super) fn check_references(&self) -> Result<(), ConfigError> {
        let tenants: BTreeSet<&str> = self.tenants.iter().map(|tenant| tenant.name.as_str()).collect();
        let known = |key: String, names: &[String]| match names
            .iter()
            .position(|name| !tenants.contains(name.as_str()))
        {
            Some(index) => Err(ConfigError::at(format!("{key}[{index}]"), "there is no such tenant")),
            None => Ok(()),
        };
        for (index, rule) in self.normalise.iter().enumerate() {
            known(format!("normalise[{index}].tenant"), &rule.tenant)?;
        }
        let links: BTreeSet<&str> = self.links.iter().map(|link| link.name.as_str()).collect();
        let receivers: BTreeSet<&str> = self
            .links
            .iter()
            .filter(|link| link.bind == LinkBind::Receiver)
            .map(|link| link.name.as_str())
            .collect();
        for (index, route) in self.routes.iter().enumerate() {
            known(format!("route[{index}].tenant"), &route.tenant)?;
            for (place, target) in route.to.iter().enumerate() {
                let wrong = match target {
                    TargetConfig::Link(name) if !links.contains(name.as_str()) => "there is no such link",
                    TargetConfig::Link(name) if receivers.contains(name.as_str()) => {
                        "this link is bound as a receiver"
                    }
                    TargetConfig::Tenant(name) if !tenants.contains(name.as_str()) => {
                        "there is no such tenant"
                    }
                    TargetConfig::Ss7 if self.ss7.is_none() => "there is no [ss7]",
                    TargetConfig::Handset if !self.handset.enabled => {
                        "there is no handset: handset.enabled is false"
                    }
                    _ => continue,
                };
                return Err(ConfigError::at(format!("route[{index}].to[{place}]"), wrong));
            }
        }
        Ok(())
    }
}
