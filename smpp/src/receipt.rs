//! Delivery receipts: the text that message centres put into `short_message` (SMPP 3.4 Appendix B, an example that
//! everybody varies), and the TLVs that say the same (SMPP 5.0 §4.8.4.37, §4.8.4.42, §4.8.4.47).

mod build;
mod date;
mod parse;

pub use build::ReceiptText;

use crate::{
    AbsoluteTime, DataSm, DeliverSm, EsmClass, MessageState, MessageType, NetworkErrorCode, Tag, Tlvs,
};

/// What a delivery receipt says. Nothing is copied; what the peer left out is `None` or empty.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Receipt<'a> {
    /// The message that it is about: `receipted_message_id`, else `id:`; empty where neither is there.
    pub message_id: &'a [u8],
    /// `id:` of the text where the TLV says otherwise: some centres put the id into the two in different radices.
    pub text_message_id: Option<&'a [u8]>,
    /// `sub:`, messages submitted.
    pub sub: Option<u32>,
    /// `dlvrd:`, messages delivered.
    pub dlvrd: Option<u32>,
    /// `submit date:` as it stands there; see [`Self::submit_time`].
    pub submit_date: Option<&'a [u8]>,
    /// `done date:` as it stands there; see [`Self::done_time`].
    pub done_date: Option<&'a [u8]>,
    /// `message_state`, else what `stat:` means; `None` where its word means nothing to us.
    pub message_state: Option<MessageState>,
    /// `stat:` as it stands there.
    pub stat: Option<&'a [u8]>,
    /// `err:` as it stands there: digits, or whatever the centre uses.
    pub err: Option<&'a [u8]>,
    /// `network_error_code`.
    pub network_error_code: Option<NetworkErrorCode>,
    /// `text:`, the beginning of the message.
    pub text: Option<&'a [u8]>,
}

/// The text is no receipt: it has neither `id:` nor `stat:`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(clippy::exhaustive_structs)] // there is nothing to add
pub struct NotAReceipt;

impl std::fmt::Display for NotAReceipt {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("neither id: nor stat: is in the text")
    }
}

impl std::error::Error for NotAReceipt {}

impl<'a> Receipt<'a> {
    /// Reads the text form: keys in any case and order, any of them absent, values of any length.
    ///
    /// # Errors
    /// [`NotAReceipt`].
    pub fn parse(text: &'a [u8]) -> Result<Self, NotAReceipt> {
        let receipt = parse::text(text);
        if receipt.message_id.is_empty() && receipt.stat.is_none() { Err(NotAReceipt) } else { Ok(receipt) }
    }

    /// The receipt that a `deliver_sm` is; `None` if `esm_class` does not call it one.
    #[must_use]
    pub fn of_deliver_sm(body: &DeliverSm<'a>) -> Option<Self> {
        let payload = body.tlvs.get(Tag::message_payload).filter(|_| body.short_message.is_empty());
        is_receipt(body.esm_class).then(|| Self::merged(payload.unwrap_or(body.short_message), body.tlvs))
    }

    /// The receipt that a `data_sm` is; `None` if `esm_class` does not call it one.
    #[must_use]
    pub fn of_data_sm(body: &DataSm<'a>) -> Option<Self> {
        let payload = body.tlvs.get(Tag::message_payload).unwrap_or(b"");
        is_receipt(body.esm_class).then(|| Self::merged(payload, body.tlvs))
    }

    /// What text and TLVs say together, for peers that forget `esm_class`, too. Where both say something the TLV counts.
    #[must_use]
    pub fn merged(text: &'a [u8], tlvs: Tlvs<'a>) -> Self {
        let mut receipt = parse::text(text);
        if let Some(id) = tlvs.c_octet_string(Tag::receipted_message_id).filter(|id| !id.is_empty()) {
            if !receipt.message_id.is_empty() && receipt.message_id != id {
                receipt.text_message_id = Some(receipt.message_id);
            }
            receipt.message_id = id;
        }
        receipt.message_state = tlvs.message_state().or(receipt.message_state);
        receipt.network_error_code = tlvs.get(Tag::network_error_code).and_then(NetworkErrorCode::read);
        receipt
    }

    /// `submit date:` as a point in time, in whatever zone the centre lives; `None` for zeros and for what is no date.
    #[must_use]
    pub fn submit_time(&self) -> Option<AbsoluteTime> {
        self.submit_date.and_then(date::read)
    }

    /// `done date:` as a point in time, as [`Self::submit_time`].
    #[must_use]
    pub fn done_time(&self) -> Option<AbsoluteTime> {
        self.done_date.and_then(date::read)
    }
}

/// Both the receipt for a final state and the notification of one on the way.
fn is_receipt(esm_class: EsmClass) -> bool {
    matches!(esm_class.message_type(), MessageType::McDeliveryReceipt | MessageType::IntermediateNotification)
}

impl std::fmt::Debug for Receipt<'_> {
    /// Without the text of the message.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let id = self.message_id.escape_ascii();
        write!(f, "Receipt({id} {:?} stat {:?})", self.message_state, self.stat.map(<[u8]>::escape_ascii))
    }
}
