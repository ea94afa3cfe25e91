//! From the configuration to [`Routes`].

use brivas_platform::config::{Config, ConfigError, RouteConfig};
use brivas_smpp::{Npi, Ton};

use super::condition::{Conditions, Others, Percent};
use super::normalise::Normaliser;
use super::prefixes::{LONGEST_PREFIX, Prefixes};
use super::trie::{Entry, PrefixTrie};
use super::{Compiled, Fallback, Route, Routes, Target};

impl Routes {
    /// Compiles the `[[normalise]]` and `[[route]]` sections.
    ///
    /// # Errors
    /// With its key and, where the configuration was read from a text, its line: a target that is not there, a
    /// `command_status` that has no such name, a prefix of more than 20 characters.
    pub fn compile(config: &Config) -> Result<Self, ConfigError> {
        let mut compiled = Self {
            normaliser: Normaliser::new(config),
            routes: Vec::with_capacity(config.routes.len()),
            by_destination: PrefixTrie::new(),
            by_source: PrefixTrie::new(),
            always: Vec::new(),
            fallback: fallback(config),
        };
        for (index, route) in config.routes.iter().enumerate() {
            compiled.add(config, index, route)?;
        }
        Ok(compiled)
    }

    fn add(&mut self, config: &Config, index: usize, route: &RouteConfig) -> Result<(), ConfigError> {
        let key = |name: &str| format!("route[{index}].{name}");
        for (name, prefixes) in
            [("destination_prefix", &route.destination_prefix), ("source_prefix", &route.source_prefix)]
        {
            if prefixes.iter().any(|prefix| !(1..=LONGEST_PREFIX).contains(&prefix.len())) {
                return Err(config.error_at(key(name), format!("must have 1 to {LONGEST_PREFIX} characters")));
            }
        }
        let targets = route.to.iter().enumerate();
        let targets = targets
            .map(|(place, target)| Target::compile(config, &key(&format!("to[{place}]")), target))
            .collect::<Result<_, _>>()?;
        let conditions = conditions(config, index, route);
        let step = match self.routes.last() {
            Some(before) if are_one_table(&before.conditions, &conditions) => before.step,
            Some(before) => before.step + 1,
            None => 0,
        };
        let place =
            u32::try_from(index).map_err(|_| config.error_at(key("to"), "there are too many routes"))?;
        let entry = Entry { step, route: place };
        for prefix in conditions.destination_prefix.iter() {
            self.by_destination.insert(prefix, entry);
        }
        if conditions.destination_prefix.is_empty() {
            for prefix in conditions.others.source_prefix.iter() {
                self.by_source.insert(prefix, entry);
            }
            if conditions.others.source_prefix.is_empty() {
                self.always.push(entry);
            }
        }
        self.routes.push(Compiled {
            route: Route {
                index,
                name: route.name.clone(),
                held: route.held,
                max_rate: route.max_rate,
                targets,
            },
            conditions,
            step,
            rewrite: route.rewrite.clone(),
        });
        Ok(())
    }
}

/// Whether the longest prefix decides between two routes that stand side by side.
fn are_one_table(one: &Conditions, other: &Conditions) -> bool {
    let has_prefixes_alone =
        |conditions: &Conditions| !conditions.destination_prefix.is_empty() && conditions.percent.is_none();
    has_prefixes_alone(one) && has_prefixes_alone(other) && one.others == other.others
}

fn conditions(config: &Config, index: usize, route: &RouteConfig) -> Conditions {
    let mut service_types: Vec<Vec<u8>> =
        route.service_type.iter().map(|service_type| service_type.as_bytes().to_vec()).collect();
    service_types.sort_unstable();
    let salt = match route.name.as_str() {
        "" => index.to_string(),
        name => name.to_string(),
    };
    Conditions {
        destination_prefix: Prefixes::new(&route.destination_prefix),
        others: Others {
            source_prefix: Prefixes::new(&route.source_prefix),
            tenants: system_ids(config, &route.tenant),
            service_types,
            ton: route.ton.map(Ton),
            npi: route.npi.map(Npi),
            destination_regex: route.destination_regex.clone(),
            source_regex: route.source_regex.clone(),
            hours: route.time.clone().map(|hours| (hours, route.zone.clone().unwrap_or_default())),
        },
        percent: route.percent.map(|percent| Percent { percent, salt: salt.into_bytes() }),
    }
}

/// The system_ids of the tenants of these names, sorted; `None` for no names, which means any tenant.
pub(super) fn system_ids(config: &Config, names: &[String]) -> Option<Vec<Vec<u8>>> {
    if names.is_empty() {
        return None;
    }
    let named = config.tenants.iter().filter(|tenant| names.contains(&tenant.name));
    let mut ids: Vec<Vec<u8>> = named.map(|tenant| tenant.system_id.as_bytes().to_vec()).collect();
    ids.sort_unstable();
    Some(ids)
}

fn fallback(config: &Config) -> Fallback {
    let prefixes = |tenant: &brivas_platform::config::TenantConfig| {
        let name = tenant.name.clone();
        tenant.prefixes.clone().into_iter().map(move |prefix| (prefix, name.clone())).collect::<Vec<_>>()
    };
    Fallback {
        prefixes: config.tenants.iter().flat_map(prefixes).collect(),
        has_claims: config.tenants.iter().any(|tenant| tenant.claim_by_address_range),
        has_handset: config.handset.enabled,
    }
}
