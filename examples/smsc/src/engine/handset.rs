//! What handsets want done with messages of their own, which they know by the reference that they gave them
//! (3GPP TS 23.040 §9.2.2.4, §9.2.3.6, §9.2.3.25).

use brivas_platform::store::IdempotencyKey;
use brivas_smpp::{
    CommandStatus, DeliverSm, EsmClass, InterfaceVersion, McReceipt, Npi, SubmitSm, Tag, TlvBuf, Ton,
};
use bytes::Bytes;
use sha2::{Digest, Sha256};
use tokio::sync::oneshot;

use super::operate::Report;
use super::outside::{Refusal, Reply};
use super::routing::Way;
use super::submit::octets_of;
use super::{Arrival, Engine, MOBILE_NETWORK, Moment, index, stored};
use crate::envelope::{Address, Envelope, Parts, addressed, write_pdu};
use crate::routes::RoutedAddress;
use crate::ss7::ForHandset;

/// How many messages of one handset to one number may bear the same reference at a time and all be found. If there are more,
/// those that have ended are not found: an older one must not be taken for the newest.
const SLOTS: u8 = 16;
/// The most messages under way that are looked at then.
const MOST_READ: usize = 1024;
/// About the length of a status report and what the store keeps beside it.
const REPORT_OCTETS: usize = 160;

/// What a handset wants done with a message of its own.
pub(crate) struct HandsetCommand {
    pub(crate) errand: Errand,
    /// The handset's own number, as the network tells it.
    pub(crate) msisdn: Vec<u8>,
    /// Whom the message is for.
    pub(crate) destination: RoutedAddress<'static>,
    /// The reference that the handset gave the message.
    pub(crate) number: u8,
    /// The reference of the status report that is to tell how the message stands then; `None` if none is wanted.
    pub(crate) report: Option<u8>,
}

/// What is to be done with the message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Errand {
    /// Nothing: how it stands is asked.
    Enquire,
    /// It is not to be delivered.
    Delete,
    /// Whether a status report is wanted at its end.
    Report(bool),
}

impl HandsetCommand {
    fn reference(&self) -> Reference<'_> {
        Reference {
            handset: Address::new(Ton::International, Npi::Isdn, &self.msisdn),
            destination: self.destination.as_address(),
            number: self.number.into(),
        }
    }
}

/// What a handset calls a message of its own.
#[derive(PartialEq)]
struct Reference<'a> {
    handset: Address<'a>,
    destination: Address<'a>,
    number: u32,
}

impl<'a> Reference<'a> {
    fn of(parts: &Parts<'a>) -> Option<Self> {
        let number = parts.tlvs.integer(Tag::user_message_reference)?;
        Some(Self { handset: parts.source, destination: parts.destination, number })
    }

    /// The keys under which the store knows messages with this reference, in no order. They outlive the messages and a
    /// restart; each stands for one message, so that a reference that is used again needs another.
    fn slots(&self) -> impl Iterator<Item = Bytes> {
        let mut digest = Sha256::new().chain_update(MOBILE_NETWORK);
        for Address { ton, npi, digits } in [self.handset, self.destination] {
            digest.update([0, ton.0, npi.0]);
            digest.update(digits);
        }
        let digest = digest.chain_update([0]).chain_update(self.number.to_be_bytes()).finalize();
        (0..SLOTS).map(move |slot| Bytes::from([&digest[..], &[slot]].concat()))
    }

    fn is_of(&self, envelope: &Envelope) -> bool {
        let Ok(pdu) = envelope.pdu() else { return false };
        Parts::of(&pdu).ok().and_then(|parts| Reference::of(&parts)).is_some_and(|other| other == *self)
    }
}

impl Engine {
    /// The key under which a new message of a handset can be found by its reference.
    ///
    /// # Errors
    /// The handset wants no second message with this reference while the first has not ended (TP-RD).
    pub(super) fn key_by_reference(
        &mut self,
        now: Moment,
        parts: &Parts<'_>,
        expires_at: i64,
        reject_duplicates: bool,
    ) -> Result<Option<IdempotencyKey>, Refusal> {
        let Some(reference) = Reference::of(parts) else { return Ok(None) };
        if reject_duplicates {
            self.apply_changes(now);
            let known = self.find_reference(now, &reference);
            if known.is_some_and(|id| self.load(now, id).is_some()) {
                return Err(Refusal::KeyUsed);
            }
        }
        let free = reference.slots().find(|slot| self.store.holder(now.unix_ms, slot).is_none());
        // As long as the message can be asked about.
        let expires_at = expires_at.saturating_add(self.settings.retain_ms);
        Ok(free.map(|octets| IdempotencyKey { octets, expires_at }))
    }

    /// The newest message with this reference, under way or ended.
    fn find_reference(&mut self, now: Moment, reference: &Reference<'_>) -> Option<u64> {
        let held = reference.slots().filter_map(|slot| self.store.holder(now.unix_ms, &slot));
        let held: Vec<u64> = held.collect();
        if held.len() < SLOTS.into() {
            return held.into_iter().max();
        }
        let key = index::key(MOBILE_NETWORK, reference.handset, reference.destination, b"");
        let ids: Vec<u64> = self.index.find(key).take(MOST_READ).collect();
        ids.into_iter().find(|id| self.load(now, *id).is_some_and(|(_, it)| reference.is_of(&it)))
    }

    pub(super) fn on_handset_command(
        &mut self,
        now: Moment,
        command: &HandsetCommand,
        reply: oneshot::Sender<Result<(), CommandStatus>>,
    ) {
        let answer = self.perform(now, command);
        if let Err(status) = answer {
            self.metrics.refused(status);
        }
        self.replies.push(Reply::Handset(reply, answer));
    }

    fn perform(&mut self, now: Moment, command: &HandsetCommand) -> Result<(), CommandStatus> {
        self.apply_changes(now);
        if command.report.is_some() {
            self.check_room(1)?;
        }
        let found = self.find_reference(now, &command.reference());
        match (command.errand, found) {
            // Of a message that does not exist just that is told.
            (Errand::Enquire, _) => {}
            (_, None) => return Err(CommandStatus::ESME_RINVMSGID),
            // What is being delivered right now may come back.
            (_, Some(id)) if self.is_out(id) => return Err(CommandStatus::ESME_RX_T_APPN),
            (Errand::Delete, Some(id)) => self.cancel(now, MOBILE_NETWORK, id, &command.msisdn)?,
            (Errand::Report(wanted), Some(id)) => self.want_report(now, id, wanted)?,
        }
        match command.report {
            Some(reference) => self.tell_handset(now, command, reference, found),
            None => Ok(()),
        }
    }

    /// Notes whether a status report is wanted at the end of a message.
    fn want_report(&mut self, now: Moment, id: u64, wanted: bool) -> Result<(), CommandStatus> {
        let (message, envelope) = self.load(now, id).ok_or(CommandStatus::ESME_RINVMSGID)?;
        let fault = CommandStatus::ESME_RSYSERR;
        let pdu = envelope.pdu().map_err(|_| fault)?;
        let old = pdu.body::<SubmitSm<'_>>().map_err(|_| fault)?;
        let receipt = if wanted { McReceipt::SuccessOrFailure } else { McReceipt::None };
        let registered_delivery = old.registered_delivery.with_mc_receipt(receipt);
        let pdu = octets_of(&SubmitSm { registered_delivery, ..old })?;
        let changed = Envelope::new(envelope.head, envelope.origin(), envelope.target(), &pdu);
        self.change(now, &message, message.due_at, &changed);
        Ok(())
    }

    /// Has a handset told how a message of its own stands. That is stored, and delivered like any receipt.
    fn tell_handset(
        &mut self,
        now: Moment,
        command: &HandsetCommand,
        reference: u8,
        found: Option<u64>,
    ) -> Result<(), CommandStatus> {
        let version = InterfaceVersion::V5_0;
        let known = found.map(|id| self.report(now, id, MOBILE_NETWORK, Some(&command.msisdn), version));
        let known = match known {
            Some(Err(CommandStatus::ESME_RSYSERR)) => return Err(CommandStatus::ESME_RSYSERR),
            known => known.and_then(Result::ok),
        };
        let mut written = Ok(0);
        let head = self.receipt_head(now, version);
        let envelope = Envelope::write(head, &[], MOBILE_NETWORK, REPORT_OCTETS, |out| {
            let mut tlvs = TlvBuf::new();
            tlvs.push_u16(Tag::user_message_reference, reference.into());
            push_state(&mut tlvs, now, known.as_ref());
            let Reference { handset, destination, .. } = command.reference();
            let body = DeliverSm {
                esm_class: EsmClass::MC_DELIVERY_RECEIPT,
                tlvs: tlvs.as_tlvs(),
                ..addressed!(DeliverSm, destination, handset)
            };
            written = write_pdu(&body, out);
        });
        written.map_err(|_| CommandStatus::ESME_RINVDSTADR)?;
        let way = Way::Target(self.routing.target(MOBILE_NETWORK));
        let message = stored(now, &envelope, now.unix_ms, 0);
        self.enqueue_one(now, &message, Arrival { envelope, way, key: None, told: None })?;
        Ok(())
    }
}

/// The state of a message, and since when; none of one that is not known.
fn push_state(tlvs: &mut TlvBuf, now: Moment, known: Option<&Report>) {
    if let Some(report) = known {
        tlvs.push_u8(Tag::message_state, report.state.0);
    }
    let submitted_at = known.and_then(|report| report.submitted_at).unwrap_or(now.unix_ms);
    let done_at = known.and_then(|report| report.final_date).unwrap_or(now.unix_ms);
    ForHandset { submitted_at, done_at, is_answer: true }.push_to(tlvs);
}
