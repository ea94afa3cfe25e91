//! A registrar and its location service (RFC 3261 §10, with Path, Service-Route, outbound and GRUU: RFC 3327, RFC 3608,
//! RFC 5626, RFC 5627), without sockets and transactions: it is given a REGISTER, who may change what, and the time, and says
//! how to answer.
//!
//! A request is answered in two steps, so that nothing is acknowledged that can be lost. [`Registrar::prepare`] judges it and
//! changes nothing; the owner writes [`Prepared::change`] to its store, and when that is durable
//! [`Registrar::commit`] makes it hold, and the response is sent. What does not need a store calls both at once.
//!
//! Bindings end at an [`Instant`], which no change of the time of day moves; a store is given the seconds that are left
//! ([`StoredBinding::expires`]), since an instant means nothing after a restart.
//!
//! ```
//! use std::sync::Arc;
//! use std::time::Instant;
//!
//! use brivas_sip::message::Response;
//! use brivas_sip::registrar::{Access, Config, Flow, Origin, Registrar};
//! use brivas_sip::uri::Uri;
//! use brivas_sip::{Message, StatusCode};
//! use bytes::Bytes;
//!
//! let now = Instant::now();
//! let config = Arc::new(Config::new().with_domain("example.com"));
//! let mut registrar = Registrar::new(config, 1000, [7; 32], now);
//! let request = Message::read(Bytes::from_static(b"REGISTER sip:example.com SIP/2.0\r\n\
//!     Via: SIP/2.0/UDP 192.0.2.4;branch=z9hG4bKnashds7\r\n\
//!     From: <sip:bob@example.com>;tag=456248\r\n\
//!     To: <sip:bob@example.com>\r\n\
//!     Call-ID: 843817637684230@998sdasdh09\r\n\
//!     CSeq: 1826 REGISTER\r\n\
//!     Contact: <sip:bob@192.0.2.4>\r\n\
//!     Expires: 7200\r\n\
//!     Content-Length: 0\r\n\r\n"))?;
//! let answer = registrar.prepare(&request, &Origin::new(Flow(1), Access::Any), now);
//! assert_eq!(answer.code, StatusCode::OK);
//! if let Some(change) = &answer.change {
//!     // Here a store writes `change.record().stored(now)`.
//!     registrar.commit(change)?;
//! }
//! let response = Response { rows: Some(&answer.rows), ..Response::new(answer.code) };
//! let response = Message::read(response.to_bytes(&request, b"2493k59kd"))?;
//! assert!(response.octets().windows(40).any(|row| row.starts_with(b"Contact: <sip:bob@192.0.2.4>;expires=720")));
//!
//! let targets = registrar.targets(&Uri::read(b"sip:bob@example.com")?, now).unwrap();
//! assert_eq!(targets[0].ways[0].uri_text(), b"sip:bob@192.0.2.4");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! | file | what |
//! |---|---|
//! | `registrar/config.rs` | [`Config`]: what is allowed |
//! | `registrar/aor.rs` | [`Aor`]: an address-of-record in its one form |
//! | `registrar/binding.rs` | [`Binding`]: one contact, and [`Flow`] |
//! | `registrar/record.rs` | [`Record`]: an address-of-record with its bindings |
//! | `registrar/location.rs` | [`Location`], and [`Memory`], which keeps records in memory |
//! | `registrar/request.rs` | [`Access`], and what a REGISTER asks for (steps 1 to 5 of RFC 3261 §10.3) |
//! | `registrar/wish.rs` | what one of its contacts asks for |
//! | `registrar/update.rs` | what its contacts change (steps 6 and 7) |
//! | `registrar/answer.rs` | what goes into the response (step 8) |
//! | `registrar/change.rs` | [`Change`] and [`Event`]: for the store and for watchers (RFC 3680) |
//! | `registrar/gruu.rs` | GRUUs, made and known again |
//! | `registrar/lookup.rs` | [`Target`]: where a request for a user goes |
//! | `registrar/stored.rs` | [`StoredRecord`]: records for a store |

mod answer;
mod aor;
mod binding;
mod change;
mod config;
mod gruu;
mod location;
mod lookup;
mod record;
mod request;
mod stored;
mod update;
mod wish;

use std::fmt;
use std::sync::Arc;
use std::time::{Duration, Instant};

pub use aor::Aor;
pub use binding::{Binding, Flow};
pub use change::{Change, Event, EventKind};
pub use config::{Config, PathPolicy};
pub use location::{Location, Memory};
pub use lookup::Target;
pub use record::Record;
pub use request::Access;
pub use stored::{StoredBinding, StoredInstance, StoredRecord};

use answer::{Answer, Refusal};
use gruu::Tokens;
use request::Asked;
use update::Update;

use crate::header::PAssociatedUri;
use crate::message::Rows;
use crate::uri::Uri;
use crate::{DecodeError, Message, StatusCode};

/// A registrar (RFC 3261 §10.3).
#[derive(Debug)]
pub struct Registrar<L = Memory> {
    config: Arc<Config>,
    location: L,
    tokens: Tokens,
    /// How many changes there were.
    sequence: u64,
    now: Instant,
}

/// Where a request came from, and what its owner knows of its user.
#[derive(Clone, Copy, Debug)]
#[allow(clippy::exhaustive_structs)] // what a registrar cannot know by itself
pub struct Origin<'a> {
    /// The flow that it came by.
    pub flow: Flow,
    /// What its user may change.
    pub access: Access<'a>,
    /// The other URIs of the user, for the P-Associated-URI of a 200 (RFC 7315 §5.1).
    pub associated: &'a [PAssociatedUri<'a>],
}

impl<'a> Origin<'a> {
    /// A user without other URIs.
    #[must_use]
    pub const fn new(flow: Flow, access: Access<'a>) -> Self {
        Self { flow, access, associated: &[] }
    }
}

/// The answer to a REGISTER.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Prepared {
    /// Its status.
    pub code: StatusCode,
    /// Its rows; the owner may put a Date behind them (RFC 3261 §10.3, step 8).
    pub rows: Rows,
    /// What it changes: to be made durable, and to be committed before the response is sent. `None`: nothing.
    pub change: Option<Change>,
}

/// Why a change is not made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum CommitError {
    /// The record was changed since: the request is to be prepared again.
    Stale,
    /// The location service is full: the request is to be prepared again, and is answered 503.
    Full,
}

impl fmt::Display for CommitError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Stale => "the record was changed since",
            Self::Full => "the location service is full",
        })
    }
}

impl std::error::Error for CommitError {}

impl Registrar<Memory> {
    /// One that keeps up to so many addresses-of-record in memory. The seed is secret, and the same after a restart if
    /// temporary GRUUs are to live on.
    #[must_use]
    pub fn new(config: Arc<Config>, most: u32, seed: [u8; 32], now: Instant) -> Self {
        let key = *seed.last_chunk().unwrap_or(&[0; 16]);
        Self::with_location(config, Memory::new(most, key, now), seed, now)
    }
}

impl<L: Location> Registrar<L> {
    /// One with a location service of the owner's.
    #[must_use]
    pub fn with_location(config: Arc<Config>, location: L, seed: [u8; 32], now: Instant) -> Self {
        let tokens = Tokens::new(seed.first_chunk().unwrap_or(&[0; 16]));
        Self { config, location, tokens, sequence: 0, now }
    }

    /// Whether the Request-URI names a domain that is served. A request for another is a proxy's to forward (RFC 3261 §10.3,
    /// step 1); here it is answered 404.
    #[must_use]
    pub fn serves(&self, uri: &Uri<'_>) -> bool {
        matches!(uri, Uri::Sip(uri) if self.config.serves(uri))
    }

    /// Judges a REGISTER, and changes nothing yet.
    #[must_use]
    pub fn prepare(&self, request: &Message, origin: &Origin<'_>, now: Instant) -> Prepared {
        let now = now.max(self.now);
        let answer = Asked::read(request, origin.access, &self.config)
            .and_then(|asked| self.update(&asked, origin, now));
        answer.unwrap_or_else(|Refusal { code, rows }| Prepared { code, rows, change: None })
    }

    /// What the contacts of a request that is admitted do.
    fn update(&self, asked: &Asked<'_>, origin: &Origin<'_>, now: Instant) -> Result<Prepared, Refusal> {
        let mut record =
            self.location.get(&asked.aor).cloned().unwrap_or_else(|| Record::empty(asked.aor.clone()));
        let (is_new, before) = (record.is_empty(), record.version);
        let expired = record.take_expired(now).into_iter();
        let events = expired.map(|binding| Event { kind: EventKind::Expired, binding }).collect();
        let mut update = Update {
            config: &self.config,
            tokens: &self.tokens,
            asked,
            flow: origin.flow,
            now,
            sequence: self.sequence + 1,
            record,
            events,
            is_outbound: false,
        };
        if asked.contacts > 0 {
            update.run(|epoch| self.location.temporary(epoch).is_some())?;
        }
        let Update { record, events, is_outbound, .. } = update;
        if is_new && !record.is_empty() && self.location.is_full() {
            return Err(Refusal::full(&self.config));
        }
        let rows = Answer {
            config: &self.config,
            tokens: &self.tokens,
            asked,
            associated: origin.associated,
            record: &record,
            is_outbound,
            now,
        }
        .rows();
        let change = (!events.is_empty()).then_some(Change { record, events, before });
        Ok(Prepared { code: StatusCode::OK, rows, change })
    }

    /// Makes a change hold that is durable now.
    ///
    /// # Errors
    /// The record was changed since, or there is no room: nothing is changed, and the request is to be prepared again.
    pub fn commit(&mut self, change: &Change) -> Result<(), CommitError> {
        let version = self.location.get(change.aor()).map_or(0, |record| record.version);
        if version != change.before {
            return Err(CommitError::Stale);
        }
        self.sequence += 1;
        let record = Record { version: self.sequence, ..change.record.clone() };
        if self.location.replace(record) { Ok(()) } else { Err(CommitError::Full) }
    }

    /// When [`Self::expire`] has something to do.
    #[must_use]
    pub fn poll_timeout(&self) -> Option<Instant> {
        self.location.next_expiry()
    }

    /// Removes the bindings of one address-of-record that have ended, and says so: for watchers, and for a store to clean up.
    /// To be called until it gives `None`.
    pub fn expire(&mut self, now: Instant) -> Option<Change> {
        self.now = now.max(self.now);
        let (aor, now) = (self.location.pop_due(self.now)?, self.now);
        self.removed(&aor, EventKind::Expired, |binding| !binding.is_live(now))
    }

    /// Removes the bindings of a flow that has failed, or that the owner wants to be rid of: what the user agent is to
    /// register again (RFC 5626 §7). It holds at once.
    pub fn remove_flow(&mut self, aor: &Aor, flow: Flow) -> Option<Change> {
        self.removed(aor, EventKind::Deactivated, |binding| binding.flow() == flow)
    }

    fn removed(&mut self, aor: &Aor, kind: EventKind, goes: impl Fn(&Binding) -> bool) -> Option<Change> {
        let mut record = self.location.get(aor)?.clone();
        let before = record.version;
        let (gone, kept): (Vec<_>, _) =
            std::mem::take(&mut record.bindings).into_iter().partition(|binding| goes(binding));
        record.bindings = kept;
        record.drop_instances();
        self.sequence += 1;
        record.version = self.sequence;
        self.location.replace(record.clone());
        let events: Vec<_> = gone.into_iter().map(|binding| Event { kind, binding }).collect();
        (!events.is_empty()).then_some(Change { record, events, before })
    }

    /// Where a request for this URI goes, which is an address-of-record or a GRUU; those first that are preferred. Of a
    /// request for `sips` only contacts of `sips` are targets (RFC 5630).
    ///
    /// # Errors
    /// The status to answer with: 416 for another scheme, 404 for a domain that is not served or a temporary GRUU that is none
    /// or has ended, 480 if nothing is registered now (RFC 5627 §6.1).
    pub fn targets(&self, uri: &Uri<'_>, now: Instant) -> Result<Vec<Target>, StatusCode> {
        let uri = uri.sip().map_err(|error| error.status_code())?;
        if !self.config.serves(uri) {
            return Err(StatusCode::NOT_FOUND);
        }
        let uri = self.config.in_domain(uri);
        lookup::targets(&self.location, &self.tokens, &uri, now.max(self.now))
    }

    /// Takes a record back from a store, written so much time ago; what ended in that time is left out.
    ///
    /// # Errors
    /// A part of it is none that could have been written.
    pub fn restore(
        &mut self,
        stored: &StoredRecord,
        elapsed: Duration,
        now: Instant,
    ) -> Result<(), RestoreError> {
        self.now = now.max(self.now);
        let record = stored.read(elapsed, self.now, self.sequence + 1).map_err(RestoreError::Decode)?;
        self.sequence += 1;
        if self.location.replace(record) { Ok(()) } else { Err(RestoreError::Full) }
    }

    /// Where the records are.
    #[must_use]
    pub const fn location(&self) -> &L {
        &self.location
    }
}

/// Why a record is not taken back.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum RestoreError {
    /// A part of it cannot be read.
    Decode(DecodeError),
    /// The location service is full.
    Full,
}

impl fmt::Display for RestoreError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Decode(error) => error.fmt(f),
            Self::Full => f.write_str("the location service is full"),
        }
    }
}

impl std::error::Error for RestoreError {}
