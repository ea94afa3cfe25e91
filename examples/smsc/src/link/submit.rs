//! A stored message as the PDU by which it goes to another message centre.

use std::time::Instant;

use brivas_smpp::{CommandId, MessagingMode, RelativeTime, RequestId, Session, SubmitSm};

use super::Link;
use crate::delivery::{DeliverError, Layout};
use crate::envelope::{Address, Envelope, Parts, addressed};

/// Sends the message as submit_sm; as data_sm where an address is longer than submit_sm has room for.
///
/// # Errors
/// [`DeliverError`].
pub(crate) fn submit(
    session: &mut Session,
    now: Instant,
    unix_ms: i64,
    link: &Link,
    envelope: &Envelope,
) -> Result<RequestId, DeliverError> {
    let pdu = envelope.pdu()?;
    let mut parts = Parts::of(&pdu)?;
    parts.source = Address {
        ton: link.source_ton.unwrap_or(parts.source.ton),
        npi: link.source_npi.unwrap_or(parts.source.npi),
        ..parts.source
    };
    parts.esm_class = parts.esm_class.with_messaging_mode(MessagingMode::Default);
    parts.registered_delivery = link.registered_delivery(parts.registered_delivery);
    let layout = Layout::of(&parts, CommandId::submit_sm, session.dialect().version);
    let sent = if layout.command == CommandId::data_sm {
        session.data_sm(now, &layout.data_sm(&parts))
    } else {
        let validity = validity(envelope.head.expires_at, unix_ms).to_octets();
        session.submit_sm(
            now,
            &SubmitSm {
                service_type: parts.service_type,
                esm_class: parts.esm_class,
                protocol_id: parts.protocol_id,
                priority_flag: parts.priority_flag,
                validity_period: if link.tells_validity { &validity } else { b"" },
                registered_delivery: parts.registered_delivery,
                data_coding: parts.data_coding,
                short_message: layout.short_message,
                tlvs: layout.tlvs.as_tlvs(),
                ..addressed!(SubmitSm, parts.source, parts.destination)
            },
        )
    };
    Ok(sent?)
}

/// What is left of the validity: relative, since the two centres' clocks may differ (SMPP 5.0 §4.7.23.5).
fn validity(expires_at: i64, unix_ms: i64) -> RelativeTime {
    let seconds = expires_at.saturating_sub(unix_ms).max(1000) / 1000;
    RelativeTime::from_seconds(u32::try_from(seconds).unwrap_or(u32::MAX))
}
