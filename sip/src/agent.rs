//! A user agent: dialogs and what happens in them, on the transactions of an [`Endpoint`] (RFC 3261 §8, §12 to §15, RFC 3262,
//! RFC 3311, RFC 4028), and subscriptions (RFC 6665, RFC 3515). The verbs and the ten rules are those of the endpoint.
//!
//! | file | what |
//! |---|---|
//! | `agent/config.rs` | [`Config`]: what it supports, session timers, limits |
//! | `agent/event.rs` | [`Event`] |
//! | `agent/session.rs` | a dialog and what goes on in it |
//! | `agent/outgoing.rs` | INVITE that begins a session, as its caller: forks, retries, CANCEL |
//! | `agent/incoming.rs` | INVITE that came: at the beginning of a session, and in it |
//! | `agent/ack.rs` | 2xx and ACK, which belong to dialogs |
//! | `agent/reliable.rs` | provisional responses that are acknowledged by PRACK |
//! | `agent/requests.rs` | all other requests in a dialog |
//! | `agent/update.rs` | UPDATE, and whose offer is open |
//! | `agent/bye.rs` | how a session ends |
//! | `agent/session_timer.rs` | RFC 4028 |
//! | `agent/check.rs` | what is answered before anybody is asked |
//! | `agent/contact.rs` | our Contact, and where requests go |
//! | `agent/usage.rs` | SUBSCRIBE, NOTIFY and REFER as they come, and the subscriptions that live in a dialog |
//! | `agent/subscribe.rs`, `agent/subscribed.rs` | subscriptions of ours: requests, and what is answered to them |
//! | `agent/subscription.rs`, `agent/notified.rs` | their state and time, and NOTIFYs as they come |
//! | `agent/notifier.rs`, `agent/notify.rs` | subscriptions of others: requests and NOTIFYs |
//! | `agent/standing.rs` | [`Standing`]: where a subscription stands |
//! | `agent/refer.rs`, `agent/referred.rs`, `agent/sipfrag.rs` | REFER, [`Referred`], and how it gets on |
//! | `agent/pump.rs` | what becomes of the endpoint's events |
//! | `agent/side.rs` | what a layer knows of the transactions below it |

mod ack;
mod bye;
mod check;
mod config;
mod contact;
mod event;
mod incoming;
mod notified;
mod notifier;
mod notify;
mod outgoing;
mod pump;
mod refer;
mod referred;
mod reliable;
mod requests;
mod session;
mod session_timer;
mod side;
mod sipfrag;
mod standing;
mod subscribe;
mod subscribed;
mod subscription;
mod update;
mod usage;

use std::collections::VecDeque;
use std::fmt;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Instant;

use brivas_timer::{Handle, Slab, Wheel};
use bytes::{Bytes, BytesMut};

pub use config::Config;
pub use event::{Content, EndReason, Event, Failure, UsageError};
pub use notifier::{NotifierEnd, NotifierId};
pub use notify::Notice;
pub use outgoing::{CallId, Invite, Retry};
pub use refer::Refer;
pub use referred::Referred;
pub use session::DialogId;
pub use standing::{Standing, Termination};
pub use subscribe::{Again, Subscribe, Whom};
pub use subscription::{SubscriptionEnd, SubscriptionId};

pub(crate) use incoming::replaces_of;
use notifier::Notifier;
use outgoing::Call;
use pump::Use;
use session::Session;
pub(crate) use side::Side;
use subscription::{Ask, Subscription};
pub(crate) use update::has_offer;

use crate::Dialog;
use crate::dialog::DialogKey;
use crate::endpoint::{self, Endpoint, PathEvent, PathId, Transmit};
use crate::message::Rows;
use crate::token::Tokens;

/// What a timer is of.
#[derive(Clone, Copy, Debug)]
enum Timer {
    /// A 2xx is sent again, or nobody has acknowledged it.
    Accepted(DialogId),
    /// A reliable provisional response is sent again, or nobody has acknowledged it.
    Reliable(DialogId),
    /// The session is to be refreshed, or is over.
    Session(DialogId),
    /// No NOTIFY has come, or a subscription of ours is to be refreshed, or is over.
    Subscription(SubscriptionId),
    /// No more NOTIFYs come of a request of ours outside of a dialog.
    Ask(Handle),
    /// A subscription of the other side's is over.
    Notifier(NotifierId),
}

/// A user agent, client and server: it calls and is called.
pub struct UserAgent {
    endpoint: Endpoint,
    config: Arc<Config>,
    tokens: Tokens,
    now: Instant,
    wheel: Wheel<Timer>,
    calls: Slab<Call>,
    dialogs: Slab<Session>,
    by_key: endpoint::Map<DialogKey, DialogId>,
    /// Subscriptions of ours, and what those began with that may yet make dialogs.
    subscriptions: Slab<Subscription>,
    asks: Slab<Ask>,
    by_ask: endpoint::Map<DialogKey, Handle>,
    /// Those of others.
    notifiers: Slab<Notifier>,
    /// What the requests are for that we have sent.
    clients: Side<Use>,
    /// The dialogs of the requests that have come in one.
    servers: Side<DialogId>,
    events: VecDeque<Event>,
    /// Room for rows.
    rows: Rows,
    /// Whether the owner judges himself what an INVITE is to take the place of.
    leaves_replaces: bool,
}

impl UserAgent {
    /// A user agent without paths.
    #[must_use]
    pub fn new(config: Arc<Config>, seed: [u8; 32], now: Instant) -> Self {
        let mut tokens = Tokens::new(seed);
        let mut endpoint = Endpoint::new(Arc::clone(config.endpoint()), tokens.seed(), now);
        endpoint.expect_one_via();
        Self {
            endpoint,
            tokens,
            now,
            wheel: Wheel::new(now),
            calls: Slab::new(),
            dialogs: Slab::with_limit(config.max_dialogs()),
            by_key: endpoint::Map::default(),
            subscriptions: Slab::with_limit(config.max_subscriptions()),
            asks: Slab::new(),
            by_ask: endpoint::Map::default(),
            notifiers: Slab::with_limit(config.max_subscriptions()),
            clients: Side::default(),
            servers: Side::default(),
            events: VecDeque::new(),
            rows: Rows::new(),
            leaves_replaces: false,
            config,
        }
    }

    /// Leaves it to the owner to judge what an INVITE is to take the place of.
    pub(crate) const fn leave_replaces(&mut self) {
        self.leaves_replaces = true;
    }

    /// The endpoint below, for what belongs to no dialog: paths, and answers to [`Event::Request`] without one.
    pub const fn endpoint(&mut self) -> &mut Endpoint {
        &mut self.endpoint
    }

    /// As [`Endpoint::handle_datagram`].
    pub fn handle_datagram(&mut self, now: Instant, path: PathId, from: SocketAddr, octets: Bytes) {
        self.advance(now);
        self.endpoint.handle_datagram(now, path, from, octets);
        self.pump();
    }

    /// As [`Endpoint::handle_message`].
    pub fn handle_message(&mut self, now: Instant, path: PathId, octets: Bytes) {
        self.advance(now);
        self.endpoint.handle_message(now, path, octets);
        self.pump();
    }

    /// As [`Endpoint::handle_input`].
    pub fn handle_input(&mut self, now: Instant, path: PathId, input: &mut BytesMut) {
        self.advance(now);
        if self.wants_input() {
            self.endpoint.handle_input(now, path, input);
            self.pump();
        }
    }

    /// As [`Endpoint::handle_path`].
    pub fn handle_path(&mut self, now: Instant, path: PathId, event: PathEvent) {
        self.advance(now);
        self.endpoint.handle_path(now, path, event);
        self.pump();
    }

    /// As [`Endpoint::handle_unreachable`].
    pub fn handle_unreachable(&mut self, now: Instant, path: PathId, peer: SocketAddr) {
        self.advance(now);
        self.endpoint.handle_unreachable(now, path, peer);
        self.pump();
    }

    /// Runs every timer that is due.
    pub fn handle_timeout(&mut self, now: Instant) {
        self.advance(now);
        self.endpoint.handle_timeout(now);
        self.pump();
        while let Some((_, timer)) = self.wheel.pop_due(self.now) {
            match timer {
                Timer::Accepted(id) => self.on_accepted_timer(id),
                Timer::Reliable(id) => self.on_reliable_timer(id),
                Timer::Session(id) => self.on_session_timer(id),
                Timer::Subscription(id) => self.on_subscription_timer(id),
                Timer::Ask(id) => self.on_ask_timer(id),
                Timer::Notifier(id) => self.on_notifier_timer(id),
            }
        }
    }

    /// The next message to be sent.
    pub fn poll_transmit(&mut self) -> Option<Transmit> {
        self.endpoint.poll_transmit()
    }

    /// The next thing that the owner must know.
    pub fn poll_event(&mut self) -> Option<Event> {
        self.pump();
        self.events.pop_front()
    }

    /// When [`Self::handle_timeout`] is to be called next.
    #[must_use]
    pub fn poll_timeout(&self) -> Option<Instant> {
        self.endpoint.poll_timeout().into_iter().chain(self.wheel.next_deadline()).min()
    }

    /// As [`Endpoint::wants_input`].
    #[must_use]
    pub fn wants_input(&self) -> bool {
        self.events.len() < self.config.endpoint().max_events() && self.endpoint.wants_input()
    }

    /// A dialog, as long as a session or a subscription lives in it.
    #[must_use]
    pub fn dialog(&self, id: DialogId) -> Option<&Dialog> {
        self.dialogs.get(id.0).map(|session| &session.dialog)
    }

    /// Whether there is a session in a dialog, begun or to be: it is over, or there never was one, where only subscriptions live.
    #[must_use]
    pub fn has_session(&self, id: DialogId) -> bool {
        self.dialogs.get(id.0).is_some_and(|session| session.has_invite)
    }

    /// The dialog that a Call-ID and the tags of both sides name, ours first (RFC 3891, RFC 3911, RFC 4538).
    #[must_use]
    pub fn find_dialog(&self, call_id: &[u8], local_tag: &[u8], remote_tag: &[u8]) -> Option<DialogId> {
        let key = DialogKey::new(self.endpoint.keys(), call_id, local_tag, remote_tag);
        self.by_key.get(&key).copied()
    }

    /// How many dialogs there are.
    #[must_use]
    pub fn dialogs(&self) -> usize {
        self.dialogs.len()
    }

    fn advance(&mut self, now: Instant) {
        self.now = self.now.max(now);
    }
}

impl fmt::Debug for UserAgent {
    /// How much there is of what, and nothing of a message or a key.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "UserAgent({} dialogs, {:?})", self.dialogs(), self.endpoint)
    }
}
