//! Messages that another centre has taken, until its receipt tells what became of them; and what that centre sends us:
//! receipts and messages.
//!
//! What a centre calls a message is durable with the message, so that a receipt that comes after a restart still finds
//! it. A receipt can overtake the response that tells the id: it waits, unanswered, until every message that was out when
//! it came has its response.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use brivas_platform::paged::PagedMap;
use brivas_platform::store::Transition;
use brivas_smpp::{
    CommandId, CommandStatus, DataSm, DeliverSm, MessageState, MessagingMode, Pdu, RegisteredDelivery, Tag,
};

use super::admission::{self, Admission};
use super::finish::Cause;
use super::notes::{Handed, Notes};
use super::submit::{Asker, Sender, head, octets_of};
use super::told::Told;
use super::{Answer, Carrier, ConnectionId, Engine, Flight, Moment, Party};
use crate::envelope::{Envelope, Parts};
use crate::link::{IdKey, Link};

/// What is remembered of all links.
pub(super) struct Upstream {
    links: Vec<Arc<Link>>,
    /// The message that a link's centre calls so.
    by_id: BTreeMap<(usize, IdKey), u64>,
    awaited: PagedMap<Awaited>,
    /// Messages that await their response.
    out: BTreeSet<Out>,
    next_out: u64,
    /// Receipts whose message is not known yet, the oldest first.
    early: Vec<Early>,
}

/// A message that awaits its response, by its link and a number that grows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Out {
    link: usize,
    number: u64,
}

/// A message whose receipt is awaited.
struct Awaited {
    link: usize,
    key: IdKey,
    /// When it ends without one, Unix ms.
    until: i64,
}

struct Early {
    link: usize,
    /// Messages that go out with this number or a later one it cannot be about.
    before: u64,
    asker: Asker,
    told: Told,
}

impl Upstream {
    pub(super) fn new(links: &[Arc<Link>]) -> Self {
        Self {
            links: links.to_vec(),
            by_id: BTreeMap::new(),
            awaited: PagedMap::new(),
            out: BTreeSet::new(),
            next_out: 0,
            early: Vec::new(),
        }
    }

    /// Notes a message of the store that a link's centre has. One whose link is no longer configured ends in its time.
    pub(super) fn remember(&mut self, id: u64, handed: Handed<'_>, until: i64) {
        let place = self.links.iter().position(|link| link.name.as_bytes() == handed.link);
        if let Some((place, link)) = place.and_then(|place| Some((place, self.links.get(place)?))) {
            let key = link.message_ids.of_response(handed.message_id);
            self.by_id.insert((place, key.clone()), id);
            self.awaited.insert(id, Awaited { link: place, key, until });
        }
    }

    /// Whether another centre has this message.
    pub(super) fn awaits(&self, id: u64) -> bool {
        self.awaited.get(id).is_some()
    }

    pub(super) fn forget(&mut self, id: u64) {
        if let Some(Awaited { link, key, .. }) = self.awaited.remove(id)
            && let std::collections::btree_map::Entry::Occupied(entry) = self.by_id.entry((link, key))
            // A centre may have given the same id again.
            && *entry.get() == id
        {
            entry.remove();
        }
    }

    /// A message that went out has its response, or will get none.
    pub(super) fn came_back(&mut self, out: Out) {
        self.out.remove(&out);
    }

    /// Whether a message that went out on this link before that number awaits its response.
    fn is_out(&self, link: usize, before: u64) -> bool {
        self.out.range(Out { link, number: 0 }..Out { link, number: before }).next().is_some()
    }

    fn place(&self, link: &Arc<Link>) -> Option<usize> {
        self.links.iter().position(|other| Arc::ptr_eq(other, link))
    }

    /// The message that a receipt is about.
    fn find(&self, link: usize, told: &Told) -> Option<u64> {
        let link_ids = self.links.get(link)?.message_ids;
        let keys = told.message_ids.iter().flat_map(|id| link_ids.of_receipt(id));
        keys.filter_map(|key| self.by_id.get(&(link, key))).copied().next()
    }

    /// Takes out a receipt that waited for this message.
    fn take_early(&mut self, id: u64) -> Option<Early> {
        let place = self.early.iter().position(|early| self.find(early.link, &early.told) == Some(id))?;
        Some(self.early.remove(place))
    }
}

impl Engine {
    /// A link's centre has taken a message, and calls it by this id.
    pub(super) fn taken_over(&mut self, now: Moment, id: u64, flight: &Flight, message_id: &[u8]) {
        let envelope = &flight.envelope;
        let Some(link) = flight.connection.and_then(|connection| self.link_of(connection)) else { return };
        let asked = envelope.pdu().is_ok_and(|pdu| {
            Parts::of(&pdu)
                .is_ok_and(|parts| link.registered_delivery(parts.registered_delivery).wants_receipt(true))
        });
        if !asked {
            let (state, status) = (MessageState::ACCEPTED, CommandStatus::ESME_ROK);
            return self.finish(now, id, envelope, state, status);
        }
        let until = envelope.head.expires_at.max(now.unix_ms).saturating_add(link.receipt_grace_ms);
        let handed = Handed { link: link.name.as_bytes(), message_id };
        let notes = Notes { attempts: flight.attempts, error: 0, handed: Some(handed) };
        let meta = Some(notes.to_bytes());
        self.transitions.push(Transition {
            id,
            state: MessageState::ENROUTE.0,
            due_at: until,
            meta,
            body: None,
        });
        self.upstream.remember(id, handed, until);
        while let Some(early) = self.upstream.take_early(id) {
            self.told(now, id, envelope, &early.told);
            self.received(&early.asker, early.told.data_sm);
        }
    }

    /// A link's centre is told to be slower: nothing more goes there for a while.
    pub(super) fn slow_down(&mut self, now: Moment, flight: &Flight, status: CommandStatus) {
        if !matches!(status, CommandStatus::ESME_RTHROTTLED | CommandStatus::ESME_RMSGQFUL) {
            return;
        }
        if let Some(known) = flight.connection.and_then(|connection| self.connections.get(&connection))
            && let Party::Link(link) = &known.party
        {
            self.routing.pause(known.target, now.instant + link.throttle_pause);
        }
    }

    /// The time for the receipt of a message is over: what became of it is not known.
    pub(super) fn end_without_receipt(
        &mut self,
        now: Moment,
        id: u64,
        envelope: &Envelope,
        told: MessageState,
    ) {
        let state = if told == MessageState::ACCEPTED { told } else { MessageState::EXPIRED };
        self.finish(now, id, envelope, state, CommandStatus::ESME_ROK);
    }

    /// What a link's centre sends: receipts, and messages for us to deliver.
    pub(super) fn on_link_request(&mut self, now: Moment, asker: &Asker, link: &Arc<Link>, pdu: &Pdu) {
        let taken = match Told::read(pdu) {
            Ok(Some(told)) => {
                self.on_receipt(now, asker, link, told);
                Ok(())
            }
            Ok(None) => self.take_from_link(now, asker, pdu),
            Err(status) => Err(status),
        };
        if let Err(status) = taken {
            self.refuse(asker.connection, asker.id, for_link(status));
        }
    }

    /// Notes a message that goes out on this connection, if that is a link.
    pub(super) fn goes_out(&mut self, connection: ConnectionId) -> Option<Out> {
        let link = self.link_of(connection).and_then(|link| self.upstream.place(&link))?;
        let number = self.upstream.next_out;
        self.upstream.next_out += 1;
        let out = Out { link, number };
        self.upstream.out.insert(out);
        Some(out)
    }

    /// Receipts that no message can be meant by any more are answered: they are about none of ours.
    pub(super) fn give_up_early_receipts(&mut self) {
        let early = std::mem::take(&mut self.upstream.early);
        let (wait, over): (Vec<_>, Vec<_>) =
            early.into_iter().partition(|early| self.upstream.is_out(early.link, early.before));
        self.upstream.early = wait;
        over.iter().for_each(|early| self.pass_over(&early.asker, &early.told));
    }

    /// Whether a route leads back to the link that this sender is, and nowhere else.
    pub(super) fn leads_back(&self, route: usize, sender: &Sender) -> bool {
        let link = |target| self.lanes.leads_only_to(route, target);
        sender.is_link && self.routing.known(&sender.origin).is_some_and(link)
    }

    fn link_of(&self, connection: ConnectionId) -> Option<Arc<Link>> {
        match &self.connections.get(&connection)?.party {
            Party::Link(link) => Some(link.clone()),
            Party::Esme(_) | Party::Hook { .. } | Party::MobileNetwork { .. } => None,
        }
    }

    fn on_receipt(&mut self, now: Moment, asker: &Asker, link: &Arc<Link>, told: Told) {
        let Some(place) = self.upstream.place(link) else { return };
        match self.upstream.find(place, &told) {
            Some(id) => {
                if let Some((_, envelope)) = self.load(now, id) {
                    self.told(now, id, &envelope, &told);
                }
                self.received(asker, told.data_sm);
            }
            None => {
                let (asker, before) = (asker.clone(), self.upstream.next_out);
                self.upstream.early.push(Early { link: place, before, asker, told });
            }
        }
    }

    /// What a receipt says of a message of ours.
    fn told(&mut self, now: Moment, id: u64, envelope: &Envelope, told: &Told) {
        let Some(until) = self.upstream.awaited.get(id).map(|awaited| awaited.until) else { return };
        let cause = Cause { code: told.error_code, network_error_code: told.network_error_code };
        // Most centres say ACCEPTED on the way, and tell the end later.
        if told.state.is_final() && told.state != MessageState::ACCEPTED {
            return self.finish(now, id, envelope, told.state, cause);
        }
        let (meta, body) = (None, None);
        self.transitions.push(Transition { id, state: told.state.0, due_at: until, meta, body });
        self.notify(now, id, envelope, told.state, cause);
    }

    fn pass_over(&mut self, asker: &Asker, told: &Told) {
        tracing::debug!(?told, "a receipt for no message of ours");
        self.metrics.receipt_unmatched();
        self.received(asker, told.data_sm);
    }

    fn received(&mut self, asker: &Asker, data_sm: bool) {
        self.answer(asker.connection, asker.id, Answer::Received { data_sm });
    }

    /// Takes a message from another centre, as if somebody had submitted it.
    fn take_from_link(&mut self, now: Moment, asker: &Asker, pdu: &Pdu) -> Result<(), CommandStatus> {
        let fault = |error: brivas_smpp::DecodeError| error.command_status();
        let admission = Admission {
            due_at: now.unix_ms,
            expires_at: admission::expiry(None, now.unix_ms, now.unix_ms, &self.settings.message)?,
            mode: MessagingMode::StoreAndForward,
        };
        let head = head(now, &asker.sender, admission, None);
        if pdu.command_id() == CommandId::data_sm {
            let body = pdu.body::<DataSm<'_>>().map_err(fault)?;
            let registered_delivery = acknowledgements(body.registered_delivery);
            let octets = octets_of(&DataSm { registered_delivery, ..body })?;
            let envelope = Envelope::new(head, &asker.sender.origin, &[], &octets);
            let by = Carrier::Link { data_sm: true };
            return self.take(now, asker, admission, envelope, &Parts::of_data_sm(&body), by);
        }
        let body = pdu.body::<DeliverSm<'_>>().map_err(fault)?;
        let submitted = submitted(&body);
        let envelope = Envelope::new(head, &asker.sender.origin, &[], &octets_of(&submitted)?);
        let by = Carrier::Link { data_sm: false };
        self.take(now, asker, admission, envelope, &Parts::of_submit_sm(&submitted), by)
    }
}

/// A deliver_sm as the submit_sm that would have led to it.
fn submitted<'a>(body: &DeliverSm<'a>) -> brivas_smpp::SubmitSm<'a> {
    let tlvs = body.tlvs;
    brivas_smpp::SubmitSm {
        service_type: body.service_type,
        source_addr_ton: body.source_addr_ton,
        source_addr_npi: body.source_addr_npi,
        source_addr: body.source_addr,
        dest_addr_ton: body.dest_addr_ton,
        dest_addr_npi: body.dest_addr_npi,
        destination_addr: body.destination_addr,
        esm_class: body.esm_class,
        protocol_id: body.protocol_id,
        priority_flag: body.priority_flag,
        registered_delivery: acknowledgements(body.registered_delivery),
        data_coding: body.data_coding,
        short_message: if tlvs.get(Tag::message_payload).is_some() { b"" } else { body.short_message },
        tlvs,
        ..Default::default()
    }
}

/// The bits of an SME's acknowledgements, which are all that a delivery can ask for (SMPP 5.0 §4.7.21).
fn acknowledgements(asked: RegisteredDelivery) -> RegisteredDelivery {
    RegisteredDelivery(asked.0 & 0x0C)
}

/// How another centre is told that a message of its is not taken: these alone are for a deliver_sm (SMPP 5.0 §4.7.6).
pub(super) fn for_link(status: CommandStatus) -> CommandStatus {
    match status {
        CommandStatus::ESME_RMSGQFUL | CommandStatus::ESME_RTHROTTLED | CommandStatus::ESME_RSYSERR => {
            CommandStatus::ESME_RX_T_APPN
        }
        _ => CommandStatus::ESME_RX_P_APPN,
    }
}
