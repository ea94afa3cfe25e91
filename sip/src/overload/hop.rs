//! What a server puts into a response for the hop before it (RFC 7339 §5.1, §5.6).

use bytes::Bytes;

use super::params::{self, Offer, Report};
use crate::Message;
use crate::header::{HeaderField, HeaderName, Via};
use crate::params::Params;

/// A response as it goes to the client in its first Via: with this report, if the client offered to hold back, and with none
/// if it did not. Whatever stood there goes. `None` if it has no Via that can be read.
#[must_use]
pub fn with_report(response: &Message, report: Option<&Report>) -> Option<Bytes> {
    let (offset, value) = response.rows(HeaderName::VIA).next()?.values().next()?;
    let via = Via::read(value).ok()?;
    let report = report.filter(|_| Offer::of(&via).is_some());
    let mut text = Vec::new();
    params::write(via.params, report, &mut text);
    let octets = response.octets();
    let mut out = Vec::with_capacity(octets.len() + text.len());
    out.extend_from_slice(octets.get(..offset)?);
    Via { params: Params::new(&text).ok()?, ..via }.write(&mut out);
    out.extend_from_slice(octets.get(offset + value.len()..)?);
    Some(out.into())
}
