//! The end of a message: its final state, what query_sm may still tell, and its receipt.

use brivas_platform::store::{Final, IdempotencyKey};
use brivas_smpp::{
    CommandStatus, DeliverSm, Dialect, EsmClass, InterfaceVersion, Leniency, MessageState, NetworkErrorCode,
    ReceiptText, Tag, TlvBuf, encode,
};
use bytes::{Bytes, BytesMut};

use super::deliver::registered_delivery;
use super::notes::Epitaph;
use super::operate::error_code;
use super::{Engine, Enqueue, Moment, stored};
use crate::envelope::{Envelope, Kind, Parts};
use crate::message_id;

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
        error: CommandStatus,
    ) {
        let delivered = state == MessageState::DELIVERED;
        if envelope.kind == Kind::Message && registered_delivery(envelope).wants_receipt(delivered) {
            self.enqueue_receipt(now, id, envelope, state, error);
        }
        self.metrics.ended(envelope.kind, state);
        self.index.remove(id, envelope);
        self.hot.remove(&id);
        let retain = i64::try_from(self.settings.message.retain_secs.saturating_mul(1000)).unwrap_or(0);
        let source = envelope
            .pdu()
            .ok()
            .and_then(|pdu| Parts::of(&pdu).ok().map(|parts| Bytes::copy_from_slice(parts.source.digits)));
        let epitaph = Epitaph {
            error_code: error_code(error.0),
            origin: envelope.origin.clone(),
            source: source.unwrap_or_default(),
        };
        let retained = if envelope.kind == Kind::Message { retain } else { 0 };
        self.finals.push(Final {
            id,
            state: state.0,
            done_at: now.unix_ms,
            retain_until: now.unix_ms + retained,
            summary: epitaph.to_bytes(),
        });
    }

    /// Makes a delivery receipt, or an intermediate notification where the state is not final, and has it stored.
    pub(super) fn enqueue_receipt(
        &mut self,
        now: Moment,
        id: u64,
        envelope: &Envelope,
        state: MessageState,
        error: CommandStatus,
    ) {
        let Some(pdu) = receipt(id, envelope, state, error, now.unix_ms) else { return };
        let validity = self.settings.message.default_validity_secs.saturating_mul(1000);
        let expires_at = now.unix_ms + i64::try_from(validity).unwrap_or(0);
        let receipt = Envelope {
            kind: Kind::Receipt,
            told_version: envelope.told_version,
            submitted_at: now.unix_ms,
            expires_at,
            group: None,
            origin: Bytes::new(),
            target: envelope.origin.clone(),
            pdu,
        };
        let mut message = stored(&receipt, now.unix_ms, 0, &envelope.origin);
        if state.is_final() {
            // If a crash makes the message end twice, its receipt is stored once.
            let octets = Bytes::from(format!("receipt {id}"));
            message.key = Some(IdempotencyKey { octets, expires_at });
        }
        self.enqueues.push(Enqueue { message, envelope: receipt, told: None });
    }
}

/// The deliver_sm of a receipt: text as in 3.4 Appendix B, and the TLVs (SMPP 5.0 §4.8.4.47, §4.8.4.37).
fn receipt(id: u64, of: &Envelope, state: MessageState, error: CommandStatus, now: i64) -> Option<Bytes> {
    let pdu = of.pdu().ok()?;
    let parts = Parts::of(&pdu).ok()?;
    let message_id = message_id::format(of.group.unwrap_or(id), of.told_version);
    let delivered = u32::from(state == MessageState::DELIVERED);
    let text = ReceiptText {
        message_id: message_id.as_bytes(),
        sub: 1,
        dlvrd: delivered,
        submit_date: of.submitted_at,
        done_date: now,
        state,
        err: u32::from(error_code(error.0)),
        text: parts.message,
    }
    .to_octets();
    let mut tlvs = TlvBuf::new();
    tlvs.push_c_octet_string(Tag::receipted_message_id, message_id.as_bytes())
        .push_u8(Tag::message_state, state.0);
    if !error.is_ok() {
        let code = u16::try_from(error.0).unwrap_or(u16::MAX);
        let value = NetworkErrorCode { network_type: NETWORK_SMPP, error_code: code };
        tlvs.push(Tag::network_error_code, &value.to_octets());
    }
    if let Some(reference) = parts.tlvs.get(Tag::user_message_reference) {
        tlvs.push(Tag::user_message_reference, reference);
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
    let mut out = BytesMut::new();
    let dialect = Dialect::new(InterfaceVersion::V5_0, Leniency::LENIENT);
    encode(&body, CommandStatus::ESME_ROK, 1, dialect, &mut out).ok()?;
    Some(out.freeze())
}
