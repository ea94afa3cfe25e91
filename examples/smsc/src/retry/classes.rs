//! Which class a failure belongs to.

use std::collections::BTreeMap;

use brivas_platform::config::{
    Config, ConfigError, GiveUpWhen, RetryClassConfig, RetryKind, Schedule, StatusName,
};
use brivas_smpp::CommandStatus;

use super::Failure;
use crate::ss7::status::{NAMES, Passes};
use crate::status;

/// Seconds until a busy destination is tried again, unless its class says otherwise.
const BUSY_SECS: &[u64] = &[120];

/// What is temporary unless configured otherwise.
const TEMPORARY: [Failure; 6] = [
    Failure::Status(CommandStatus::ESME_RSYSERR),
    Failure::Status(CommandStatus::ESME_RINVBNDSTS),
    Failure::Status(CommandStatus::ESME_RX_T_APPN),
    Failure::Timeout,
    Failure::Lost,
    Failure::NoRoute,
];
const THROTTLED: [Failure; 2] = [Failure::Status(CommandStatus::ESME_RTHROTTLED), Failure::Throttled];

/// What the mobile network says and passes so.
fn of_network(passes: Passes) -> Vec<Failure> {
    let named = NAMES.iter().filter(|(_, _, it)| *it == passes);
    named.map(|(_, status, _)| Failure::Status(*status)).collect()
}

/// How failures of one class are treated.
#[derive(Clone, Debug)]
pub(super) struct Class {
    pub(super) name: String,
    pub(super) kind: RetryKind,
    /// `None`: never again.
    pub(super) schedule: Option<Schedule>,
    pub(super) max_attempts: Option<u16>,
    pub(super) jitter_percent: u8,
    pub(super) give_up: GiveUpWhen,
}

/// All classes.
#[derive(Clone, Debug)]
pub(super) struct Classes {
    classes: Vec<Class>,
    /// To the place of the class.
    by_failure: BTreeMap<Failure, usize>,
    /// The class of every failure that has no other.
    other: Class,
}

impl Classes {
    pub(super) fn of(&self, failure: Failure) -> &Class {
        let class = self.by_failure.get(&failure).and_then(|place| self.classes.get(*place));
        class.unwrap_or(&self.other)
    }

    pub(super) fn compile(config: &Config) -> Result<Self, ConfigError> {
        let mut classes = Self {
            classes: Vec::new(),
            by_failure: BTreeMap::new(),
            other: built_in(config, RetryKind::Permanent),
        };
        let mut named = BTreeMap::new();
        for (index, class) in config.retry.classes.iter().enumerate() {
            for (place, name) in class.on.iter().enumerate() {
                let key = format!("retry.class[{index}].on[{place}]");
                if is_any(name) {
                    if index + 1 != config.retry.classes.len() {
                        return Err(config.error_at(key, "`any` must be in the last class"));
                    }
                    classes.other = configured(config, class);
                } else {
                    let unknown = || config.error_at(&key, format!("`{name}` is no failure that is known"));
                    let failure = failure_of(name).ok_or_else(unknown)?;
                    if named.insert(failure, index).is_some() {
                        return Err(config.error_at(key, "stands twice"));
                    }
                }
            }
            classes.classes.push(configured(config, class));
        }
        if !config.retry.classes.iter().any(|class| class.on.iter().any(is_any)) {
            let temporary = [&TEMPORARY[..], &of_network(Passes::InTime)].concat();
            classes.add_built_in(config, RetryKind::Temporary, &temporary);
            classes.add_built_in(config, RetryKind::Busy, &of_network(Passes::Soon));
            classes.add_built_in(config, RetryKind::Throttled, &THROTTLED);
        }
        classes.by_failure.extend(named);
        Ok(classes)
    }

    fn add_built_in(&mut self, config: &Config, kind: RetryKind, failures: &[Failure]) {
        let place = self.classes.len();
        self.classes.push(built_in(config, kind));
        self.by_failure.extend(failures.iter().map(|failure| (*failure, place)));
    }
}

fn configured(config: &Config, class: &RetryClassConfig) -> Class {
    let default = built_in(config, class.kind);
    Class {
        name: if class.name.is_empty() { default.name } else { class.name.clone() },
        schedule: class.schedule.clone().or(default.schedule),
        max_attempts: class.max_attempts,
        jitter_percent: class.jitter_percent.unwrap_or(default.jitter_percent),
        give_up: class.give_up.unwrap_or(default.give_up),
        ..default
    }
}

/// How a kind is treated where a class says nothing else.
fn built_in(config: &Config, kind: RetryKind) -> Class {
    let (name, seconds) = match kind {
        RetryKind::Busy => ("busy", BUSY_SECS),
        RetryKind::Temporary => ("temporary", config.message.retry_secs.as_slice()),
        RetryKind::Throttled => ("throttled", config.message.retry_secs.as_slice()),
        _ => ("permanent", &[][..]),
    };
    Class {
        name: name.into(),
        kind,
        schedule: Schedule::of_seconds(seconds),
        max_attempts: None,
        jitter_percent: config.retry.jitter_percent,
        give_up: config.retry.give_up,
    }
}

fn is_any(name: &StatusName) -> bool {
    matches!(name, StatusName::Name(name) if name == "any")
}

fn failure_of(name: &StatusName) -> Option<Failure> {
    match name {
        StatusName::Name(name) if name == "timeout" => Some(Failure::Timeout),
        StatusName::Name(name) if name == "lost" => Some(Failure::Lost),
        StatusName::Name(name) if name == "no_route" => Some(Failure::NoRoute),
        StatusName::Name(name) if name == "throttled" => Some(Failure::Throttled),
        name => status::of_name(name).map(Failure::Status),
    }
}
