//! A call and where it may still go.

use std::collections::VecDeque;

use brivas_sip::endpoint::Target;
use brivas_sip::message::Rows;

use crate::record::Record;

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
}

/// A call that is under way.
#[derive(Debug)]
pub(crate) struct Call {
    pub(crate) record: Record,
    /// The places that are left.
    pub(crate) hops: VecDeque<Hop>,
    /// Whether each of them is tried whatever the last has answered: they are one user's.
    pub(crate) tries_all: bool,
}
