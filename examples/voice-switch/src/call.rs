//! A call and where it may still go.

use std::collections::VecDeque;

use brivas_sip::StatusCode;
use brivas_sip::endpoint::Target;
use brivas_sip::message::Rows;

use crate::record::{Attempt, Record};

/// A place that a call may go to.
#[derive(Clone, Debug)]
pub(crate) struct Hop {
    /// The Request-URI there.
    pub(crate) uri: Vec<u8>,
    pub(crate) target: Target,
    /// The route to it, if it has registered with one.
    pub(crate) route: Option<Rows>,
    /// What it is called in records.
    pub(crate) name: String,
    /// Another way to the same telephone, if this one has failed (RFC 5626 §7).
    pub(crate) other_way: Option<Box<Hop>>,
}

/// Places, those together that ring at once.
pub(crate) type Groups = Vec<Vec<Hop>>;

/// A call that is under way.
#[derive(Debug)]
pub(crate) struct Call {
    pub(crate) record: Record,
    /// The places that are left: those together that ring at once.
    pub(crate) groups: VecDeque<Vec<Hop>>,
    /// What may be tried of those that ring, by their place, if their way has failed.
    pub(crate) other_ways: Vec<Option<Box<Hop>>>,
    /// What of that is to be tried next.
    pub(crate) again: Vec<Hop>,
    /// Whether each of them is tried whatever the last has answered: they are one user's.
    pub(crate) tries_all: bool,
}

impl Call {
    pub(crate) fn new(record: Record, groups: Groups, tries_all: bool) -> Self {
        Self { record, groups: groups.into(), other_ways: Vec::new(), again: Vec::new(), tries_all }
    }

    /// Those that are to ring next.
    pub(crate) fn next(&mut self) -> Option<Vec<Hop>> {
        if self.again.is_empty() { self.groups.pop_front() } else { Some(std::mem::take(&mut self.again)) }
    }

    /// Some ring: the records of their attempts, and what else may be tried of them.
    pub(crate) fn begin(&mut self, hops: Vec<Hop>) {
        self.other_ways.clear();
        for hop in hops {
            self.record.attempts.push(Attempt { to: hop.name, status: None });
            self.other_ways.push(hop.other_way);
        }
    }

    /// What has become of one that rings. Who could not be reached may be by another way.
    pub(crate) fn on_status(&mut self, place: usize, code: StatusCode) {
        let first = self.record.attempts.len().saturating_sub(self.other_ways.len());
        if let Some(attempt) = self.record.attempts.get_mut(first + place) {
            attempt.status.get_or_insert(code.0);
        }
        let is_lost = matches!(
            code,
            StatusCode::FLOW_FAILED | StatusCode::REQUEST_TIMEOUT | StatusCode::SERVICE_UNAVAILABLE
        );
        let other_way = self.other_ways.get_mut(place).and_then(Option::take);
        self.again.extend(other_way.filter(|_| is_lost).map(|hop| *hop));
    }
}
