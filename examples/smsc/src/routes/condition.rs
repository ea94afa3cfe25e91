//! When a route holds.

use brivas_platform::config::{Pattern, WeekHours, Zone};
use brivas_smpp::{Npi, Ton};

use super::prefixes::Prefixes;
use super::query::Subject;
use super::share::share_of;

/// The conditions of a route; one that is empty or absent always holds.
#[derive(Clone, Debug)]
pub(super) struct Conditions {
    pub(super) destination_prefix: Prefixes,
    pub(super) others: Others,
    pub(super) percent: Option<Percent>,
}

/// The conditions but destination_prefix and percent: routes of one table are alike in these.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Others {
    pub(super) source_prefix: Prefixes,
    /// system_ids, sorted; `None`: any.
    pub(super) tenants: Option<Vec<Vec<u8>>>,
    /// Sorted; empty: any.
    pub(super) service_types: Vec<Vec<u8>>,
    pub(super) ton: Option<Ton>,
    pub(super) npi: Option<Npi>,
    pub(super) destination_regex: Option<Pattern>,
    pub(super) source_regex: Option<Pattern>,
    pub(super) hours: Option<(WeekHours, Zone)>,
}

/// A share of the messages.
#[derive(Clone, Debug)]
pub(super) struct Percent {
    pub(super) percent: u8,
    pub(super) salt: Vec<u8>,
}

impl Conditions {
    /// The key of the first condition that does not hold, the cheap ones first; `None`: all hold.
    pub(super) fn first_unmet(&self, subject: &Subject<'_>) -> Option<&'static str> {
        if !self.destination_prefix.admit(&subject.destination.digits) {
            return Some("destination_prefix");
        }
        self.first_unmet_beside_prefix(subject)
    }

    /// As [`Self::first_unmet`], where it is known that a destination prefix holds.
    pub(super) fn first_unmet_beside_prefix(&self, subject: &Subject<'_>) -> Option<&'static str> {
        let unmet = self.others.first_unmet(subject);
        unmet.or_else(|| {
            let holds = self.percent.as_ref().is_none_or(|percent| percent.admits(subject));
            (!holds).then_some("percent")
        })
    }
}

impl Others {
    fn first_unmet(&self, subject: &Subject<'_>) -> Option<&'static str> {
        let (source, destination) = (&*subject.source.digits, &*subject.destination.digits);
        let has = |list: &[Vec<u8>], value: &[u8]| {
            list.binary_search_by(|other| other.as_slice().cmp(value)).is_ok()
        };
        if !self.source_prefix.admit(source) {
            Some("source_prefix")
        } else if self.tenants.as_ref().is_some_and(|tenants| !has(tenants, subject.tenant)) {
            Some("tenant")
        } else if !self.service_types.is_empty() && !has(&self.service_types, subject.service_type) {
            Some("service_type")
        } else if self.ton.is_some_and(|ton| ton != subject.destination.ton) {
            Some("ton")
        } else if self.npi.is_some_and(|npi| npi != subject.destination.npi) {
            Some("npi")
        } else if self.destination_regex.as_ref().is_some_and(|regex| !regex.is_match(destination)) {
            Some("destination_regex")
        } else if self.source_regex.as_ref().is_some_and(|regex| !regex.is_match(source)) {
            Some("source_regex")
        } else if self
            .hours
            .as_ref()
            .is_some_and(|(hours, zone)| !hours.hold(zone.minute_of_week(subject.unix_ms)))
        {
            Some("time")
        } else {
            None
        }
    }
}

impl Percent {
    fn admits(&self, subject: &Subject<'_>) -> bool {
        share_of(&self.salt, &subject.source.digits, &subject.destination.digits) < self.percent
    }
}
