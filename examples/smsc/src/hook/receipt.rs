//! A receipt as it is told over HTTP.

use brivas_smpp::{AbsoluteTime, DeliverSm, MessageState, Ton};
use jiff::Timestamp;
use serde::Serialize;

use crate::envelope::{Address, Envelope};

/// A receipt, or a notification that a message is still under way.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(crate) struct Receipt {
    pub(crate) message_id: String,
    pub(crate) to: String,
    pub(crate) from: String,
    /// `message_state` as the standard prints it (SMPP 5.0 §4.7.15).
    pub(crate) status: String,
    /// The `command_status` or the network's code of the last attempt, 0 for none.
    pub(crate) error_code: u16,
    /// When the message came, to the minute; `None` if the receipt cannot tell.
    pub(crate) submitted_at: Option<Timestamp>,
    /// When the message reached this state.
    pub(crate) done_at: Option<Timestamp>,
}

impl Receipt {
    /// The receipt that a stored message is; `None` if it is none.
    pub(crate) fn of(envelope: &Envelope) -> Option<Self> {
        let pdu = envelope.pdu().ok()?;
        let body = pdu.body::<DeliverSm<'_>>().ok()?;
        let receipt = brivas_smpp::Receipt::of_deliver_sm(&body)?;
        let text = |octets: &[u8]| String::from_utf8_lossy(octets).into_owned();
        let in_text = || std::str::from_utf8(receipt.err?).ok()?.parse().ok();
        let code = receipt.network_error_code.map(|code| code.error_code).or_else(in_text);
        let submitted_at = receipt.submit_time().map(AbsoluteTime::to_unix_millis);
        let address = |ton, npi, digits| written(Address::new(ton, npi, digits));
        Some(Self {
            message_id: text(receipt.message_id),
            // The receipt goes the other way.
            to: address(body.source_addr_ton, body.source_addr_npi, body.source_addr),
            from: address(body.dest_addr_ton, body.dest_addr_npi, body.destination_addr),
            status: format!("{:?}", receipt.message_state.unwrap_or(MessageState::UNKNOWN)),
            error_code: code.unwrap_or(0),
            submitted_at: submitted_at.and_then(|at| Timestamp::from_millisecond(at).ok()),
            done_at: Timestamp::from_millisecond(envelope.head.submitted_at).ok(),
        })
    }

    /// What a receiver knows a second copy by. The end of a message has one id, also if a crash made its receipt anew; of
    /// the notifications before it, each has its own, by the number of its delivery. The minute tells messages of one
    /// store from those of the next.
    pub(super) fn delivery_id(&self, token: u64) -> String {
        let minute = self.submitted_at.map_or(0, |at| at.as_second() / 60);
        let id: String = self.message_id.chars().filter(char::is_ascii_alphanumeric).collect();
        match self.status.as_str() {
            "ENROUTE" | "SCHEDULED" => format!("receipt_{id}_{minute}_{token}"),
            _ => format!("receipt_{id}_{minute}"),
        }
    }
}

/// An address as a submission over HTTP has it.
pub(crate) fn written(address: Address<'_>) -> String {
    let digits = String::from_utf8_lossy(address.digits);
    let international = address.ton == Ton::International && !digits.starts_with('+');
    if international { format!("+{digits}") } else { digits.into_owned() }
}
