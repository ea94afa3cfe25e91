//! `[[route]]`: which message goes where.

use serde::Deserialize;

use super::value::{Pattern, TargetConfig, WeekHours, Zone};
use super::{ConfigError, check};

/// `[[route]]`: the first one in the file all of whose conditions hold takes the message. One exception: routes that
/// stand side by side, have `destination_prefix`, no `percent`, and are alike in all other conditions, are one table,
/// in which the longest prefix wins wherever it stands. What no route takes goes by the tenants' `prefixes`, then by
/// the address_range of a bind, then to the handset. Addresses are compared after `[[normalise]]`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct RouteConfig {
    /// Its name in logs, metrics and `brivas route explain`, by which it is held and resumed; no two alike.
    #[serde(default)]
    pub name: String,
    /// The destination begins with one of these; any if empty.
    #[serde(default)]
    pub destination_prefix: Vec<String>,
    /// The destination matches this regular expression, anywhere unless `^` and `$` bind it.
    pub destination_regex: Option<Pattern>,
    /// The source begins with one of these; any if empty.
    #[serde(default)]
    pub source_prefix: Vec<String>,
    /// The source matches this regular expression, anywhere unless `^` and `$` bind it.
    pub source_regex: Option<Pattern>,
    /// The message comes from one of the tenants of these names; from anyone if empty.
    #[serde(default)]
    pub tenant: Vec<String>,
    /// The service_type is one of these; `""` is the default one; any if the list is empty.
    #[serde(default)]
    pub service_type: Vec<String>,
    /// The destination's type of number; any if absent.
    pub ton: Option<u8>,
    /// The destination's numbering plan; any if absent.
    pub npi: Option<u8>,
    /// The hours in which the route is open, such as `Mon-Fri 08:00-20:00; Sat 09:00-13:00`; always if absent.
    pub time: Option<WeekHours>,
    /// Whose clocks `time` goes by, `Europe/Berlin` for one: `UTC`.
    pub zone: Option<Zone>,
    /// The share of the messages that match otherwise, 0 to 100; all if absent. Source and destination decide, so that
    /// one pair of them always goes the same way.
    pub percent: Option<u8>,
    /// Where it leads, in the order in which targets are tried: `link:NAME`, `tenant:NAME`, and as the last one
    /// `handset`, `drop` or `reject:STATUS`.
    pub to: Vec<TargetConfig>,
    /// Whether messages on this route wait until it is resumed: false.
    #[serde(default)]
    pub held: bool,
    /// What is changed in the message.
    #[serde(default)]
    pub rewrite: RewriteConfig,
    /// Messages a second that may leave by this route; no limit if absent.
    pub max_rate: Option<u32>,
}

/// `rewrite` of a `[[route]]`
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
#[non_exhaustive]
pub struct RewriteConfig {
    /// What is changed in the source address.
    pub source: AddressRewrite,
    /// What is changed in the destination address.
    pub destination: AddressRewrite,
}

/// What is changed in an address: first `strip`, then `prepend`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
#[non_exhaustive]
pub struct AddressRewrite {
    /// How many characters are taken off its beginning, 0 to 20: 0.
    pub strip: u8,
    /// What is then put before it: nothing.
    pub prepend: String,
    /// The type of number that it gets; its own if absent.
    pub ton: Option<u8>,
    /// The numbering plan that it gets; its own if absent.
    pub npi: Option<u8>,
}

impl RouteConfig {
    pub(super) fn check(&self, index: usize) -> Result<(), ConfigError> {
        let key = |name: &str| format!("route[{index}].{name}");
        check::prefixes(&key("destination_prefix"), &self.destination_prefix)?;
        check::prefixes(&key("source_prefix"), &self.source_prefix)?;
        if self.service_type.iter().any(|name| name.len() > 5) {
            return Err(ConfigError::at(key("service_type"), "must have at most 5 characters"));
        }
        if self.percent.is_some_and(|percent| percent > 100) {
            return Err(ConfigError::at(key("percent"), "must be 0 to 100"));
        }
        if self.zone.is_some() && self.time.is_none() {
            return Err(ConfigError::at(key("zone"), "is of no use without time"));
        }
        check::not_zero(&key("max_rate"), self.max_rate)?;
        let Some((_, before)) = self.to.split_last() else {
            return Err(ConfigError::at(key("to"), "must have at least one target"));
        };
        if let Some(place) = before.iter().position(TargetConfig::is_last) {
            return Err(ConfigError::at(
                format!("{}[{place}]", key("to")),
                "always takes the message: it must be the last",
            ));
        }
        for (name, rewrite) in [("source", &self.rewrite.source), ("destination", &self.rewrite.destination)]
        {
            let key = |field: &str| format!("route[{index}].rewrite.{name}.{field}");
            if rewrite.strip > 20 {
                return Err(ConfigError::at(key("strip"), "must be 0 to 20"));
            }
            if !rewrite.prepend.is_empty() {
                check::digits(&key("prepend"), &rewrite.prepend)?;
            }
        }
        Ok(())
    }
}
