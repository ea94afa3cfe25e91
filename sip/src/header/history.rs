//! What History-Info tells besides the address (RFC 7044 §5.1).

use std::cmp::Ordering;
use std::fmt;

use super::{HeaderField, HistoryInfo, Reason};
use crate::scan::Scan;
use crate::uri::Uri;

/// Where in the history of a request an address stands: numbers with points between them, of which each is a step further
/// on, and the last tells the branches of a fork from each other (RFC 7044 §5.1, §10.3).
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct HistoryIndex<'a>(&'a [u8]);

impl<'a> HistoryIndex<'a> {
    /// Its numbers.
    pub fn steps(&self) -> impl Iterator<Item = u32> + use<'a> {
        self.0.split(|octet| *octet == b'.').filter_map(number)
    }
}

impl PartialOrd for HistoryIndex<'_> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for HistoryIndex<'_> {
    /// In the order of the header field: 1.2 before 1.10, and 1 before 1.1.
    fn cmp(&self, other: &Self) -> Ordering {
        self.steps().cmp(other.steps()).then(self.0.cmp(other.0))
    }
}

impl fmt::Debug for HistoryIndex<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&String::from_utf8_lossy(self.0))
    }
}

fn number(text: &[u8]) -> Option<u32> {
    let mut scan = Scan::new(text);
    let number = scan.number(u32::MAX, "index").ok()?;
    scan.is_empty().then_some(number)
}

impl<'a> HistoryInfo<'a> {
    /// The parameter `index`; `None` if it is not there, or something else than numbers with points between them.
    #[must_use]
    pub fn index(&self) -> Option<HistoryIndex<'a>> {
        let text = self.0.params.get(b"index")?.value?;
        text.split(|octet| *octet == b'.').all(|step| number(step).is_some()).then_some(HistoryIndex(text))
    }

    /// Why the request went on from here: the status that this address answered, out of the Reason among the header fields of
    /// the URI (RFC 7044 §10.2).
    #[must_use]
    pub fn cause(&self) -> Option<u32> {
        let Uri::Sip(uri) = self.0.uri else { return None };
        let reasons = uri.headers().filter(|(name, _)| name.eq_ignore_ascii_case(b"Reason"));
        let mut texts = reasons.map(|(_, value)| unescaped(value));
        texts.find_map(|text| Reason::read(&text).ok().filter(is_of_sip).and_then(|reason| reason.cause()))
    }

    /// Why the call was redirected to this address: the parameter `cause` of the URI (RFC 4458 §2, RFC 7044 §5.2).
    #[must_use]
    pub fn redirection(&self) -> Option<u32> {
        let Uri::Sip(uri) = self.0.uri else { return None };
        number(uri.params.get(b"cause")?.value?)
    }
}

fn is_of_sip(reason: &Reason<'_>) -> bool {
    reason.protocol.eq_ignore_ascii_case(b"SIP")
}

/// Text without its escapes.
fn unescaped(text: &[u8]) -> Vec<u8> {
    crate::uri::unescaped(text).map(|(octet, _)| octet).collect()
}
