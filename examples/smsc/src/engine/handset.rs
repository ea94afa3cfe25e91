//! What handsets want done with messages of their own, which they know by the reference that they gave them
//! (3GPP TS 23.040 §9.2.2.4, §9.2.3.19, §9.2.3.25).

use brivas_smpp::{
    CommandStatus, DeliverSm, EsmClass, InterfaceVersion, McReceipt, Npi, SubmitSm, Tag, TlvBuf, Ton,
};
use tokio::sync::oneshot;

use super::operate::Report;
use super::outside::Reply;
use super::references::Reference;
use super::routing::Way;
use super::submit::octets_of;
use super::{Arrival, Engine, MOBILE_NETWORK, Moment, index, stored};
use crate::envelope::{Address, Envelope, Parts, addressed, write_pdu};
use crate::routes::RoutedAddress;
use crate::ss7::ForHandset;

/// The most messages of a handset to one number that are looked at for one with the same reference.
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

impl Engine {
    /// Whether a message of a handset is under way with the same reference to the same number as this new one.
    pub(super) fn is_duplicate(&mut self, now: Moment, parts: &Parts<'_>) -> bool {
        self.apply_changes(now);
        Reference::of(parts).is_some_and(|reference| self.find_under_way(now, &reference).is_some())
    }

    /// The newest message with this reference that has not ended.
    fn find_under_way(&mut self, now: Moment, reference: &Reference<'_>) -> Option<u64> {
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
        let reference = command.reference();
        // One that was forgotten may still be under way.
        let found = self.references.find(&reference).or_else(|| self.find_under_way(now, &reference));
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
