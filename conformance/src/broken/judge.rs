//! Whether a message may be taken as its fields have it.

use std::time::{SystemTime, UNIX_EPOCH};

use brivas_smpp::{
    CommandStatus as S, McReceipt, MessagingMode, Npi, RegisteredDelivery, SmppTime, SubmitSm, Tag, Ton,
};

use super::session::Session;
use super::smsc_fault::SmscFault;

/// Message types that an ESME may send (SMPP 5.0 §4.7.12).
const MESSAGE_TYPES: [u8; 4] = [0x00, 0x08, 0x10, 0x18];
const NPIS: [u8; 10] = [0, 1, 3, 4, 6, 8, 9, 10, 14, 18];

impl Session {
    /// Judges a submit_sm, or a submit_multi in its form. True: the message waits for a later time.
    pub(super) fn judge(&self, body: &SubmitSm<'_>) -> Result<bool, S> {
        self.judge_addresses(body)?;
        if body.priority_flag > 3 && !self.has(SmscFault::TakesAnyPriority) {
            return Err(S::ESME_RINVPRTFLG);
        }
        if body.replace_if_present_flag > 1 {
            return Err(S::ESME_RINVREPFLAG);
        }
        let mode = body.esm_class.messaging_mode();
        let forward = mode == MessagingMode::Forward && !self.version.is_5_0();
        if forward || !MESSAGE_TYPES.contains(&(body.esm_class.0 & 0x3C)) {
            return Err(S::ESME_RINVESMCLASS);
        }
        self.judge_receipt(body.registered_delivery)?;
        let two = !body.short_message.is_empty() && body.tlvs.get(Tag::message_payload).is_some();
        if two && !self.has(SmscFault::TakesTwoMessages) {
            return Err(S::ESME_RINVMSGLEN);
        }
        if body.sm_default_msg_id != 0 {
            return Err(S::ESME_RINVDFTMSGID);
        }
        if self.has(SmscFault::Takes255In34) || body.short_message.len() < 255 || self.version.is_5_0() {
            return self.judge_times(body.schedule_delivery_time, body.validity_period);
        }
        Err(S::ESME_RINVMSGLEN)
    }

    fn judge_addresses(&self, body: &SubmitSm<'_>) -> Result<(), S> {
        if body.destination_addr.is_empty() && !self.has(SmscFault::TakesNoDestination) {
            return Err(S::ESME_RINVDSTADR);
        }
        if self.has(SmscFault::RefusesAtBound) && body.source_addr.len() == 20 {
            return Err(S::ESME_RINVSRCADR);
        }
        if self.has(SmscFault::TakesReservedTon) {
            return Ok(());
        }
        let (ton, npi) = (|ton: Ton| ton.0 <= 6, |npi: Npi| NPIS.contains(&npi.0));
        let checks = [
            (ton(body.source_addr_ton), S::ESME_RINVSRCTON),
            (npi(body.source_addr_npi), S::ESME_RINVSRCNPI),
            (ton(body.dest_addr_ton), S::ESME_RINVDSTTON),
            (npi(body.dest_addr_npi), S::ESME_RINVDSTNPI),
        ];
        checks.iter().find(|(right, _)| !right).map_or(Ok(()), |(_, status)| Err(*status))
    }

    pub(super) fn judge_receipt(&self, value: RegisteredDelivery) -> Result<(), S> {
        let reserved = value.0 & 0xE0 != 0;
        let success = value.mc_receipt() == McReceipt::Success && !self.version.is_5_0();
        if reserved || success { Err(S::ESME_RINVREGDLVFLG) } else { Ok(()) }
    }

    /// True: the message waits for a later time.
    pub(super) fn judge_times(&self, schedule: &[u8], validity: &[u8]) -> Result<bool, S> {
        if self.has(SmscFault::TakesAnyTime) {
            return Ok(!schedule.is_empty());
        }
        let now = unix_ms();
        let schedule =
            SmppTime::parse(schedule).map_err(|_| S::ESME_RINVSCHED)?.map(|time| time.resolve(now));
        let validity =
            SmppTime::parse(validity).map_err(|_| S::ESME_RINVEXPIRY)?.map(|time| time.resolve(now));
        let begins = schedule.unwrap_or(now);
        let expired = validity.is_some_and(|at| at <= now || at < begins);
        if expired && !self.has(SmscFault::TakesPastValidity) {
            Err(S::ESME_RINVEXPIRY)
        } else {
            Ok(begins > now)
        }
    }
}

pub(super) fn unix_ms() -> i64 {
    let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    i64::try_from(now.as_millis()).unwrap_or(i64::MAX)
}
