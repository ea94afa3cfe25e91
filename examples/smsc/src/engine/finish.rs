//! The end of a message: its final state, what query_sm may still tell, and its receipt.

use std::borrow::Cow;

use brivas_platform::store::Final;
use brivas_smpp::{
    Alphabet, CommandStatus, DeliverSm, EncodeError, EsmClass, InterfaceVersion, MessageState,
    NetworkErrorCode, ReceiptText, Tag, TlvBuf,
};
use bytes::{Bytes, BytesMut};

use super::notes::Epitaph;
use super::operate::error_code;
use super::party::{MOBILE_NETWORK, hook_of};
use super::routing::Way;
use super::{Arrival, Engine, Moment, stored};
use crate::envelope::{Envelope, Head, Kind, Parts, write_pdu};
use crate::message_id;
use crate::ss7::{self, ForHandset};

/// The network of `network_error_code` when the code is a command_status (SMPP 5.0 §4.8.4.42).
const NETWORK_SMPP: u8 = 7;

impl Engine {
    /// Ends a message. Its receipt, if one is wanted, becomes a message to the ESME that submitted it.
    pub(super) fn finish(
        &mut self,
        now: Moment,
        id: u64,
        envelope: &Envelope,
        state: MessageState,
        cause: impl Into<Cause>,
    ) {
        self.end(now, id, envelope, state, cause.into(), true);
    }

    /// Ends a message that a route gives to nobody: nobody is told of it.
    pub(super) fn drop_unseen(&mut self, now: Moment, id: u64, envelope: &Envelope) {
        self.end(now, id, envelope, MessageState::SKIPPED, Cause::default(), false);
    }

    fn end(
        &mut self,
        now: Moment,
        id: u64,
        envelope: &Envelope,
        state: MessageState,
        cause: Cause,
        told: bool,
    ) {
        self.metrics.ended(envelope.head.kind, state);
        self.index.remove(id);
        self.absent.forget(id);
        self.upstream.forget(id);
        let mut end = Final {
            id,
            state: state.0,
            done_at: now.unix_ms,
            retain_until: now.unix_ms,
            summary: Bytes::new(),
        };
        if envelope.head.kind == Kind::Message
            && let Ok(pdu) = envelope.pdu()
            && let Ok(parts) = Parts::of(&pdu)
        {
            if told && parts.registered_delivery.wants_receipt(state == MessageState::DELIVERED) {
                self.enqueue_receipt(now, id, envelope, &parts, state, cause);
            }
            let error_code = error_code(cause.code);
            let (origin, source) = (envelope.origin(), parts.source.digits);
            // A handset that asks is told with its status report.
            let submitted_at = (origin == MOBILE_NETWORK).then_some(envelope.head.submitted_at);
            end.summary = Epitaph { error_code, origin, source, submitted_at }.to_bytes();
            end.retain_until = now.unix_ms.saturating_add(self.settings.retain_ms);
        }
        self.finals.push(end);
    }

    /// Makes an intermediate notification that the message is in this state, if one is wanted.
    pub(super) fn notify(
        &mut self,
        now: Moment,
        id: u64,
        envelope: &Envelope,
        state: MessageState,
        cause: Cause,
    ) {
        if let Ok(pdu) = envelope.pdu()
            && let Ok(parts) = Parts::of(&pdu)
            && parts.registered_delivery.intermediate_notification()
        {
            self.enqueue_receipt(now, id, envelope, &parts, state, cause);
        }
    }

    /// Makes a delivery receipt, or an intermediate notification where the state is not final, and has it stored. A crash
    /// between this and the end of its message makes the message end again, with a second receipt.
    fn enqueue_receipt(
        &mut self,
        now: Moment,
        id: u64,
        envelope: &Envelope,
        parts: &Parts<'_>,
        state: MessageState,
        cause: Cause,
    ) {
        let head = self.receipt_head(now, envelope.head.told_version);
        let mut written = true;
        let origin = envelope.origin();
        let by_hook = envelope.head.by_http && self.settings.hooks.contains(origin);
        let target = if by_hook { Cow::Owned(hook_of(origin)) } else { Cow::Borrowed(origin) };
        let receipt = Envelope::write(head, &[], &target, RECEIPT_OCTETS, |out| {
            written = write_receipt(id, envelope, parts, state, cause, now.unix_ms, out).is_ok();
        });
        if !written {
            return tracing::error!(id, "no receipt can be made of a stored message");
        }
        let way = Way::Target(self.routing.target(&target));
        self.enqueues.push(stored(now, &receipt, now.unix_ms, 0));
        self.arrivals.push(Arrival { envelope: receipt, way, key: None, told: None });
    }

    /// What is to be remembered of a receipt.
    pub(super) fn receipt_head(&self, now: Moment, told_version: InterfaceVersion) -> Head {
        Head {
            kind: Kind::Receipt,
            by_http: false,
            told_version,
            submitted_at: now.unix_ms,
            expires_at: now.unix_ms.saturating_add(self.settings.default_validity_ms),
            group: None,
        }
    }
}

/// Why a message failed, as its receipt tells it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Cause {
    /// `err:`, 0 for none.
    pub(super) code: u32,
    pub(super) network_error_code: Option<NetworkErrorCode>,
}

impl From<CommandStatus> for Cause {
    /// The status that the peer answered with; none where there is nothing to tell.
    fn from(status: CommandStatus) -> Self {
        if let Some(error_code) = ss7::status::network_error(status.0) {
            let network_type = ss7::status::NETWORK;
            let network_error_code = Some(NetworkErrorCode { network_type, error_code });
            return Self { code: error_code.into(), network_error_code };
        }
        let network_error_code = (!status.is_ok()).then(|| NetworkErrorCode {
            network_type: NETWORK_SMPP,
            error_code: u16::try_from(status.0).unwrap_or(u16::MAX),
        });
        Self { code: error_code(status.0).into(), network_error_code }
    }
}

/// About the length of a receipt and what the store keeps beside it.
const RECEIPT_OCTETS: usize = 300;

/// The beginning of a message for its receipt: without its user data header, and nothing where it would be no text in the
/// receipt's own alphabet.
fn beginning<'a>(parts: &Parts<'a>) -> &'a [u8] {
    let alphabet = parts.data_coding.alphabet();
    if !matches!(alphabet, Alphabet::McDefault | Alphabet::Gsm7 | Alphabet::Ia5 | Alphabet::Latin1) {
        return &[];
    }
    match (parts.esm_class.udhi(), parts.message) {
        (true, [length, rest @ ..]) => rest.get(usize::from(*length)..).unwrap_or_default(),
        (_, message) => message,
    }
}

/// The deliver_sm of a receipt: text as in 3.4 Appendix B, and the TLVs (SMPP 5.0 §4.8.4.47, §4.8.4.37).
fn write_receipt(
    id: u64,
    of: &Envelope,
    parts: &Parts<'_>,
    state: MessageState,
    cause: Cause,
    now: i64,
    out: &mut BytesMut,
) -> Result<usize, EncodeError> {
    let Head { group, told_version, submitted_at, .. } = of.head;
    let message_id = message_id::format(group.unwrap_or(id), told_version);
    let delivered = u32::from(state == MessageState::DELIVERED);
    let text = ReceiptText {
        message_id: message_id.as_bytes(),
        sub: 1,
        dlvrd: delivered,
        submit_date: submitted_at,
        done_date: now,
        state,
        err: cause.code,
        text: beginning(parts),
    }
    .to_octets();
    let mut tlvs = TlvBuf::new();
    tlvs.push_c_octet_string(Tag::receipted_message_id, message_id.as_bytes())
        .push_u8(Tag::message_state, state.0);
    if let Some(value) = cause.network_error_code {
        tlvs.push(Tag::network_error_code, &value.to_octets());
    }
    if let Some(reference) = parts.tlvs.get(Tag::user_message_reference) {
        tlvs.push(Tag::user_message_reference, reference);
    }
    if of.origin() == MOBILE_NETWORK {
        ForHandset { submitted_at, done_at: now, is_answer: false }.push_to(&mut tlvs);
    }
    let esm_class =
        if state.is_final() { EsmClass::MC_DELIVERY_RECEIPT } else { EsmClass::INTERMEDIATE_NOTIFICATION };
    let body = DeliverSm {
        service_type: parts.service_type,
        source_addr_ton: parts.destination.ton,
        source_addr_npi: parts.destination.npi,
        source_addr: parts.destination.digits.get(..20).unwrap_or(parts.destination.digits),
        dest_addr_ton: parts.source.ton,
        dest_addr_npi: parts.source.npi,
        destination_addr: parts.source.digits.get(..20).unwrap_or(parts.source.digits),
        esm_class,
        short_message: &text,
        tlvs: tlvs.as_tlvs(),
        ..Default::default()
    };
    write_pdu(&body, out)
}
