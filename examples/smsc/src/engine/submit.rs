//! New messages: judged, given to the store, and answered once the store has them.

use brivas_platform::store::{Enqueued, NewMessage, StoreError, Transition};
use brivas_smpp::{
    Body, CommandId, CommandStatus, DataSm, DestAddress, InboundId, InterfaceVersion, MessagingMode, Npi,
    Pdu, SubmitMulti, SubmitSm, Ton,
};
use bytes::{Bytes, BytesMut};

use super::admission::{self, Admission};
use super::routing::Way;
use super::upstream::for_link;
use super::{
    Answer, Arrival, Awaiting, Carrier, ConnectionId, Engine, FailedDestination, Moment, Notes, Party, index,
    stored,
};
use crate::envelope::{Address, Envelope, Head, Kind, Parts, write_pdu};
use crate::message_id;

/// An address of a submit_multi: type, plan, digits.
type Destination = (Ton, Npi, Vec<u8>);

/// Whose message it is, and the version by which its ids are told.
#[derive(Clone)]
pub(super) struct Sender {
    /// The system_id that its messages come from, or what stands for one.
    pub(super) origin: Vec<u8>,
    pub(super) version: InterfaceVersion,
    /// Whether it comes over HTTP.
    pub(super) by_http: bool,
    /// Whether it is another message centre.
    pub(super) is_link: bool,
}

/// Who asks, and by which request.
#[derive(Clone)]
pub(super) struct Asker {
    pub(super) connection: ConnectionId,
    pub(super) id: InboundId,
    pub(super) sender: Sender,
}

impl Engine {
    pub(super) fn on_request(&mut self, now: Moment, connection: ConnectionId, id: InboundId, pdu: &Pdu) {
        let Some(known) = self.connections.get(&connection) else { return };
        let is_link = matches!(known.party, Party::Link(_));
        let sender = Sender { origin: known.party.name(), version: known.version, by_http: false, is_link };
        let asker = Asker { connection, id, sender };
        if let Party::Link(link) = &known.party {
            let link = link.clone();
            return self.on_link_request(now, &asker, &link, pdu);
        }
        let result = match pdu.command_id() {
            CommandId::submit_sm => self.on_submit_sm(now, &asker, pdu),
            CommandId::data_sm => self.on_data_sm(now, &asker, pdu),
            CommandId::submit_multi => self.on_submit_multi(now, &asker, pdu),
            CommandId::query_sm => self.on_query_sm(now, &asker, pdu),
            CommandId::cancel_sm => self.on_cancel_sm(now, &asker, pdu),
            CommandId::replace_sm => self.on_replace_sm(now, &asker, pdu),
            // This centre has no cells to broadcast to.
            CommandId::broadcast_sm => Err(CommandStatus::ESME_RBCASTFAIL),
            CommandId::query_broadcast_sm => Err(CommandStatus::ESME_RBCASTQUERYFAIL),
            CommandId::cancel_broadcast_sm => Err(CommandStatus::ESME_RBCASTCANCELFAIL),
            _ => Err(CommandStatus::ESME_RINVCMDID),
        };
        if let Err(status) = result {
            self.refuse(connection, id, status);
        }
    }

    fn on_submit_sm(&mut self, now: Moment, asker: &Asker, pdu: &Pdu) -> Result<(), CommandStatus> {
        let body = pdu.body::<SubmitSm<'_>>().map_err(|error| error.command_status())?;
        let admission =
            admission::of_submit_sm(&body, asker.sender.version, now.unix_ms, &self.settings.message)?;
        let head = head(now, &asker.sender, admission, None);
        let envelope = match body.sm_default_msg_id {
            0 => Envelope::new(head, &asker.sender.origin, &[], pdu.octets()),
            _ => Envelope::new(head, &asker.sender.origin, &[], &self.with_canned(&body)?),
        };
        if body.replace_if_present_flag == 1 && self.replace_if_present(now, asker, &body, &envelope) {
            return Ok(());
        }
        let parts = Parts::of_submit_sm(&body);
        self.take(now, asker, admission, envelope, &parts, Carrier::SubmitSm)
    }

    fn on_data_sm(&mut self, now: Moment, asker: &Asker, pdu: &Pdu) -> Result<(), CommandStatus> {
        let body = pdu.body::<DataSm<'_>>().map_err(|error| error.command_status())?;
        let admission =
            admission::of_data_sm(&body, asker.sender.version, now.unix_ms, &self.settings.message)?;
        let head = head(now, &asker.sender, admission, None);
        let envelope = Envelope::new(head, &asker.sender.origin, &[], pdu.octets());
        self.take(now, asker, admission, envelope, &Parts::of_data_sm(&body), Carrier::DataSm)
    }

    /// Takes one message the way its messaging mode wants it.
    pub(super) fn take(
        &mut self,
        now: Moment,
        asker: &Asker,
        admission: Admission,
        envelope: Envelope,
        parts: &Parts<'_>,
        by: Carrier,
    ) -> Result<(), CommandStatus> {
        let way = self.routed(now, &asker.sender, parts)?;
        let data_sm = by == Carrier::DataSm;
        match admission.mode {
            MessagingMode::Datagram => {
                self.take_datagram(now, asker, envelope, way, data_sm);
                Ok(())
            }
            MessagingMode::Forward => {
                self.take_transaction(now, asker, envelope, way, data_sm);
                Ok(())
            }
            MessagingMode::Default | MessagingMode::StoreAndForward => {
                self.check_room(1)?;
                let key =
                    index::key(&asker.sender.origin, parts.source, parts.destination, parts.service_type);
                let told = Some(Awaiting { connection: asker.connection, id: asker.id, by });
                self.enqueues.push(stored(now, &envelope, admission.due_at, parts.priority_flag));
                self.arrivals.push(Arrival { envelope, way, key: Some(key), told });
                Ok(())
            }
        }
    }

    /// The way of a new message, or why there is none.
    fn routed(&self, now: Moment, sender: &Sender, parts: &Parts<'_>) -> Result<Way, CommandStatus> {
        let way = self.way(now, &sender.origin, parts);
        let refusal = match way {
            // What came by a link and would leave by it again might go round for ever.
            Way::Route(route) if self.leads_back(route, sender) => Some(CommandStatus::ESME_RINVDSTADR),
            Way::Handset if self.settings.handset_delay.is_none() => Some(CommandStatus::ESME_RINVDSTADR),
            Way::Route(route) => self.lanes.refusal(route, |exit| self.is_reachable(exit)),
            Way::Handset | Way::Target(_) => None,
        };
        refusal.map_or(Ok(way), Err)
    }

    /// One message for each destination. All share the id of the first, which is the one that is told.
    fn on_submit_multi(&mut self, now: Moment, asker: &Asker, pdu: &Pdu) -> Result<(), CommandStatus> {
        let body = pdu.body::<SubmitMulti<'_>>().map_err(|error| error.command_status())?;
        let (destinations, mut failed) = self.destinations_of(&body);
        let mut group = None;
        self.check_room(destinations.len())?;
        self.apply_enqueues(now);
        for (ton, npi, address) in &destinations {
            let single = single_of(&body, *ton, *npi, address);
            match self.take_one_of_many(now, asker, &single, group) {
                Ok(id) => group = group.or(Some(id)),
                Err(status) => {
                    failed.push(FailedDestination { ton: *ton, npi: *npi, address: address.clone(), status });
                }
            }
        }
        match group {
            Some(id) => {
                let message_id = message_id::format(id, asker.sender.version);
                self.answer(asker.connection, asker.id, Answer::SubmitMulti { message_id, failed });
                Ok(())
            }
            None => Err(failed.first().map_or(CommandStatus::ESME_RCNTSUBDL, |first| first.status)),
        }
    }

    fn take_one_of_many(
        &mut self,
        now: Moment,
        asker: &Asker,
        body: &SubmitSm<'_>,
        group: Option<u64>,
    ) -> Result<u64, CommandStatus> {
        let octets = match body.sm_default_msg_id {
            0 => octets_of(body)?,
            _ => self.with_canned(body)?,
        };
        let (message, arrival) = self.prepare(now, &asker.sender, body, &octets, group)?;
        let id = self.enqueue_one(now, &message, arrival)?;
        self.metrics.accepted();
        Ok(id)
    }

    /// Gives a message without a key to the store at once, so that its id is known.
    pub(super) fn enqueue_one(
        &mut self,
        now: Moment,
        message: &NewMessage,
        arrival: Arrival,
    ) -> Result<u64, CommandStatus> {
        let answers = self.store.enqueue(now.unix_ms, std::slice::from_ref(message));
        match answers.map_err(|error| status_of(&error))?.first() {
            Some(Enqueued::Accepted(id)) => {
                self.arrive(now, *id, message, arrival);
                Ok(*id)
            }
            _ => Err(CommandStatus::ESME_RSYSERR),
        }
    }

    /// A message that is to be stored whatever its messaging mode says, and nobody is told of.
    pub(super) fn prepare(
        &self,
        now: Moment,
        sender: &Sender,
        body: &SubmitSm<'_>,
        pdu: &[u8],
        group: Option<u64>,
    ) -> Result<(NewMessage, Arrival), CommandStatus> {
        let admission = admission::of_submit_sm(body, sender.version, now.unix_ms, &self.settings.message)?;
        let envelope = Envelope::new(head(now, sender, admission, group), &sender.origin, &[], pdu);
        let parts = Parts::of_submit_sm(body);
        let way = self.routed(now, sender, &parts)?;
        let key = index::key(&sender.origin, parts.source, parts.destination, parts.service_type);
        let message = stored(now, &envelope, admission.due_at, parts.priority_flag);
        Ok((message, Arrival { envelope, way, key: Some(key), told: None }))
    }

    /// The addresses that a submit_multi names, lists spread out, and the lists that are not known.
    fn destinations_of(&self, body: &SubmitMulti<'_>) -> (Vec<Destination>, Vec<FailedDestination>) {
        let mut destinations = Vec::new();
        let mut failed = Vec::new();
        for destination in body.dest_addresses.iter() {
            match destination {
                DestAddress::Sme { dest_addr_ton, dest_addr_npi, destination_addr } => {
                    destinations.push((dest_addr_ton, dest_addr_npi, destination_addr.to_vec()));
                }
                DestAddress::DistributionList { dl_name } => {
                    let (ton, npi) = (Ton::Unknown, Npi::Unknown);
                    match self.settings.distribution_lists.get(dl_name) {
                        Some(list) => {
                            destinations.extend(list.iter().map(|address| (ton, npi, address.clone())));
                        }
                        None => failed.push(FailedDestination {
                            ton,
                            npi,
                            address: dl_name.to_vec(),
                            status: CommandStatus::ESME_RINVDLNAME,
                        }),
                    }
                }
            }
        }
        (destinations, failed)
    }

    /// The message with the text that `sm_default_msg_id` names (SMPP 5.0 §4.7.27).
    fn with_canned(&self, body: &SubmitSm<'_>) -> Result<Bytes, CommandStatus> {
        let text = self.settings.canned.get(&body.sm_default_msg_id);
        let text = text.ok_or(CommandStatus::ESME_RINVDFTMSGID)?;
        octets_of(&SubmitSm { short_message: text, sm_default_msg_id: 0, ..*body })
    }

    /// Gives a message under way with the same addresses and service_type this text; false if there is none
    /// (SMPP 5.0 §4.7.22).
    fn replace_if_present(
        &mut self,
        now: Moment,
        asker: &Asker,
        body: &SubmitSm<'_>,
        envelope: &Envelope,
    ) -> bool {
        self.apply_enqueues(now);
        let parts = Parts::of_submit_sm(body);
        let key = index::key(&asker.sender.origin, parts.source, parts.destination, parts.service_type);
        let candidates: Vec<u64> = self.index.find(key).collect();
        for id in candidates {
            if self.is_out(id) {
                continue;
            }
            let Some((message, old)) = self.load(now, id) else { continue };
            if !same_addresses(&old, parts.source, parts.destination, parts.service_type) {
                continue;
            }
            let replaced = envelope.with_head(Head { group: old.head.group, ..envelope.head });
            self.transitions.push(Transition {
                id,
                state: message.state,
                due_at: message.due_at,
                meta: Some(Notes::default().to_bytes()),
                body: Some(replaced.octets().clone()),
            });
            self.apply_changes(now);
            self.forget_wait(id);
            let message_id = message_id::format(id, asker.sender.version);
            self.answer(asker.connection, asker.id, Answer::SubmitSm { message_id });
            return true;
        }
        false
    }

    pub(super) fn check_room(&mut self, more: usize) -> Result<(), CommandStatus> {
        if self.broken.is_some() {
            return Err(CommandStatus::ESME_RSYSERR);
        }
        let waiting = self.store.live() + self.enqueues.len();
        if waiting + more > self.settings.max_messages { Err(CommandStatus::ESME_RMSGQFUL) } else { Ok(()) }
    }

    /// Gives the new messages of this turn to the store and prepares their answers.
    pub(super) fn apply_enqueues(&mut self, now: Moment) {
        if self.enqueues.is_empty() {
            return;
        }
        let messages = std::mem::take(&mut self.enqueues);
        let arrivals = std::mem::take(&mut self.arrivals);
        let answers = self.store.enqueue(now.unix_ms, &messages);
        let failure = answers.as_ref().err().map(status_of);
        if let Err(error) = &answers
            && !matches!(error, StoreError::Full)
        {
            self.breaks(*error);
        }
        let mut answers = answers.unwrap_or_default().into_iter();
        for (message, arrival) in messages.iter().zip(arrivals) {
            match answers.next() {
                Some(Enqueued::Accepted(id)) => {
                    if let Some(Awaiting { connection, id: inbound, by }) = arrival.told {
                        self.metrics.accepted();
                        let message_id = message_id::format(id, arrival.envelope.head.told_version);
                        let answer = match by {
                            Carrier::SubmitSm => Answer::SubmitSm { message_id },
                            Carrier::DataSm => Answer::DataSm { message_id },
                            Carrier::Link { data_sm } => Answer::Received { data_sm },
                        };
                        self.answer(connection, inbound, answer);
                    }
                    self.arrive(now, id, message, arrival);
                }
                // Nothing comes with a key here.
                Some(Enqueued::Duplicate(_)) => {}
                None => {
                    if let Some(Awaiting { connection, id: inbound, by }) = arrival.told {
                        let status = failure.unwrap_or(CommandStatus::ESME_RSYSERR);
                        let to_link = matches!(by, Carrier::Link { .. });
                        self.refuse(connection, inbound, if to_link { for_link(status) } else { status });
                    }
                }
            }
        }
    }

    /// Notes a message that the store has just taken, and delivers it if its time has come.
    pub(super) fn arrive(&mut self, now: Moment, id: u64, message: &NewMessage, arrival: Arrival) {
        if let Some(key) = arrival.key {
            self.index.insert(id, key);
        }
        self.references.note(id, &arrival.envelope);
        if message.leased {
            self.place(now, id, message.priority, arrival.envelope, 0, arrival.way);
        }
    }
}

/// What is to be remembered of a new message.
pub(super) fn head(now: Moment, sender: &Sender, admission: Admission, group: Option<u64>) -> Head {
    Head {
        kind: Kind::Message,
        by_http: sender.by_http,
        told_version: sender.version,
        submitted_at: now.unix_ms,
        expires_at: admission.expires_at,
        group,
    }
}

/// Whether a message has these addresses and this service_type.
pub(super) fn same_addresses(
    envelope: &Envelope,
    source: Address<'_>,
    destination: Address<'_>,
    service_type: &[u8],
) -> bool {
    envelope.pdu().is_ok_and(|pdu| {
        Parts::of(&pdu).is_ok_and(|parts| {
            parts.source == source && parts.destination == destination && parts.service_type == service_type
        })
    })
}

/// A body as the PDU that an envelope holds.
pub(super) fn octets_of<'a>(body: &impl Body<'a>) -> Result<Bytes, CommandStatus> {
    let mut out = BytesMut::new();
    write_pdu(body, &mut out).map_err(|_| CommandStatus::ESME_RSUBMITFAIL)?;
    Ok(out.freeze())
}

fn single_of<'a>(
    body: &SubmitMulti<'a>,
    dest_addr_ton: Ton,
    dest_addr_npi: Npi,
    destination_addr: &'a [u8],
) -> SubmitSm<'a> {
    SubmitSm {
        service_type: body.service_type,
        source_addr_ton: body.source_addr_ton,
        source_addr_npi: body.source_addr_npi,
        source_addr: body.source_addr,
        dest_addr_ton,
        dest_addr_npi,
        destination_addr,
        esm_class: body.esm_class.with_messaging_mode(MessagingMode::StoreAndForward),
        protocol_id: body.protocol_id,
        priority_flag: body.priority_flag,
        schedule_delivery_time: body.schedule_delivery_time,
        validity_period: body.validity_period,
        registered_delivery: body.registered_delivery,
        replace_if_present_flag: 0,
        data_coding: body.data_coding,
        sm_default_msg_id: body.sm_default_msg_id,
        short_message: body.short_message,
        tlvs: body.tlvs,
    }
}

/// How a peer is told that the store refused.
pub(super) fn status_of(error: &StoreError) -> CommandStatus {
    match error {
        StoreError::Full => CommandStatus::ESME_RMSGQFUL,
        StoreError::Limit { .. } | StoreError::BatchTooLarge { .. } => CommandStatus::ESME_RINVMSGLEN,
        _ => CommandStatus::ESME_RSYSERR,
    }
}
