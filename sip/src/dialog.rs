//! A dialog: what two user agents know of each other, and how a request gets from one to the other (RFC 3261 §12). Without
//! transactions and timers: [`crate::agent::UserAgent`] has those.
//!
//! | file | what |
//! |---|---|
//! | `dialog/begin.rs` | a dialog made from the messages that begin it |
//! | `dialog/request.rs` | requests within it |
//! | `dialog/key.rs` | [`DialogKey`]: by what it is found |

mod begin;
mod key;
mod request;

use std::fmt;
use std::ops::Range;

pub use key::DialogKey;

use crate::header::{Contact, HeaderField, Route};
use crate::message::Identity;
use crate::uri::Uri;
use crate::{Message, Method};

/// A dialog as one side has it.
#[derive(Clone)]
pub struct Dialog {
    /// The rows From, To and Call-ID of our requests, one behind the other, and after them the values of the route set, one a
    /// row.
    rows: Vec<u8>,
    from: Range<u16>,
    to: Range<u16>,
    call_id: Range<u16>,
    /// Where the tags stand in From and To; empty without one.
    local_tag: Range<u16>,
    remote_tag: Range<u16>,
    /// Whether the first of the route set is one that wants to be the Request-URI (RFC 3261 §12.2.1.1).
    is_strict: bool,
    /// Where our requests go at last: the Contact of the other side.
    remote_target: Vec<u8>,
    local_cseq: u32,
    remote_cseq: Option<u32>,
    is_early: bool,
    is_callee: bool,
    is_secure: bool,
}

impl Dialog {
    /// Our tag.
    #[must_use]
    pub fn local_tag(&self) -> &[u8] {
        self.part(&self.local_tag)
    }

    /// The other side's tag; empty if it has none, as by RFC 2543.
    #[must_use]
    pub fn remote_tag(&self) -> &[u8] {
        self.part(&self.remote_tag)
    }

    /// The Call-ID.
    #[must_use]
    pub fn call_id(&self) -> &[u8] {
        row_value(self.part(&self.call_id))
    }

    /// We, as a value of From.
    #[must_use]
    pub fn local(&self) -> &[u8] {
        row_value(self.part(&self.from))
    }

    /// The other side, as a value of To.
    #[must_use]
    pub fn remote(&self) -> &[u8] {
        row_value(self.part(&self.to))
    }

    /// The URI that the other side has given as its Contact (RFC 3261 §12.1).
    #[must_use]
    pub fn remote_target(&self) -> &[u8] {
        &self.remote_target
    }

    /// Whether no 2xx has come or gone yet (RFC 3261 §12).
    #[must_use]
    pub const fn is_early(&self) -> bool {
        self.is_early
    }

    /// Whether the request that began it came from the other side.
    #[must_use]
    pub const fn is_callee(&self) -> bool {
        self.is_callee
    }

    /// Whether it must stay on TLS: it was begun so by a `sips` URI (RFC 3261 §12.1.1).
    #[must_use]
    pub const fn is_secure(&self) -> bool {
        self.is_secure
    }

    /// The number of our last request.
    #[must_use]
    pub const fn local_cseq(&self) -> u32 {
        self.local_cseq
    }

    /// The values of the route set, in the order of our requests (RFC 3261 §12.1).
    pub fn route_set(&self) -> impl Iterator<Item = &[u8]> {
        let from = usize::from(self.call_id.end);
        let rows = self.rows.get(from..).unwrap_or_default();
        rows.split_inclusive(|octet| *octet == b'\n').map(row_value)
    }

    /// The URI whose host is asked next: that of the first proxy, or of the other side (RFC 3261 §8.1.2, §12.2.1.1).
    #[must_use]
    pub fn next_hop(&self) -> Option<Uri<'_>> {
        match self.route_set().next() {
            Some(route) => Route::read(route).ok().map(|route| route.0.uri),
            None => Uri::read(&self.remote_target).ok(),
        }
    }

    /// It is confirmed by a 2xx that goes or comes.
    pub const fn confirm(&mut self) {
        self.is_early = false;
    }

    /// Whether a request of the other side comes in order: its number is above that of the last (RFC 3261 §12.2.2). An ACK or a
    /// CANCEL has the number of its INVITE, and is not asked about.
    pub fn takes(&mut self, request: &Message) -> bool {
        let Ok(Identity { number, .. }) = request.identity() else { return false };
        let is_new = self.remote_cseq.is_none_or(|last| number > last);
        if is_new {
            self.remote_cseq = Some(number);
        }
        is_new
    }

    /// Takes the Contact of a request that refreshes the target, or of a 2xx to one of ours (RFC 3261 §12.2).
    pub fn refresh_target(&mut self, message: &Message) {
        if let Some(contact) = contact(message) {
            self.remote_target = contact;
        }
    }

    fn part(&self, range: &Range<u16>) -> &[u8] {
        self.rows.get(usize::from(range.start)..usize::from(range.end)).unwrap_or_default()
    }
}

/// Whether a request of this method gives its sender's Contact anew (RFC 3261 §6, RFC 3311 §5.1, RFC 6665 §4.4.1, RFC 3515
/// §2.4).
#[must_use]
pub fn refreshes_target(method: Method<'_>) -> bool {
    [Method::INVITE, Method::UPDATE, Method::SUBSCRIBE, Method::NOTIFY, Method::REFER].contains(&method)
}

/// The URI of the first Contact.
fn contact(message: &Message) -> Option<Vec<u8>> {
    let contact: Contact<'_> = message.get().ok()??;
    // A URI is no longer than the row that it was read from.
    let mut uri = Vec::with_capacity(message.rows(Contact::NAME).next()?.value.len());
    contact.addr()?.uri.write(&mut uri);
    Some(uri)
}

/// What stands behind the name of a row that we have written.
fn row_value(row: &[u8]) -> &[u8] {
    let colon = memchr::memchr(b':', row).map_or(0, |colon| colon + 1);
    row.get(colon..).unwrap_or_default().trim_ascii()
}

impl fmt::Debug for Dialog {
    /// Without names and addresses: they are private.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let side = if self.is_callee { "callee" } else { "caller" };
        let state = if self.is_early { "early" } else { "confirmed" };
        write!(f, "Dialog({side}, {state}, {} routes)", self.route_set().count())
    }
}
