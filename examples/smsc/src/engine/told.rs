//! What another centre's receipt says.

use brivas_smpp::{
    CommandId, CommandStatus, DataSm, DeliverSm, MessageState, NetworkErrorCode, Pdu, Receipt, Tag, Tlvs,
};

/// A receipt, read.
pub(super) struct Told {
    /// What the message may be called: the TLV's id, and the text's where it differs.
    pub(super) message_ids: Vec<Vec<u8>>,
    pub(super) state: MessageState,
    /// `err:`, as far as it is a number; else the network's.
    pub(super) error_code: u32,
    pub(super) network_error_code: Option<NetworkErrorCode>,
    /// Whether it came by data_sm.
    pub(super) data_sm: bool,
}

impl Told {
    /// The receipt that a delivery is; `None` if it is a message.
    ///
    /// # Errors
    /// It is no delivery.
    pub(super) fn read(pdu: &Pdu) -> Result<Option<Self>, CommandStatus> {
        match pdu.command_id() {
            CommandId::deliver_sm => {
                let body = pdu.body::<DeliverSm<'_>>().map_err(|error| error.command_status())?;
                let receipt = Receipt::of_deliver_sm(&body).or_else(|| marked(body.short_message, body.tlvs));
                Ok(receipt.map(|receipt| Self::of(&receipt, false)))
            }
            CommandId::data_sm => {
                let body = pdu.body::<DataSm<'_>>().map_err(|error| error.command_status())?;
                let receipt = Receipt::of_data_sm(&body).or_else(|| marked(b"", body.tlvs));
                Ok(receipt.map(|receipt| Self::of(&receipt, true)))
            }
            _ => Err(CommandStatus::ESME_RINVCMDID),
        }
    }

    fn of(receipt: &Receipt<'_>, data_sm: bool) -> Self {
        let ids = [Some(receipt.message_id), receipt.text_message_id];
        let err = receipt.err.and_then(|err| std::str::from_utf8(err).ok()?.parse().ok());
        let network = receipt.network_error_code.map(|it| u32::from(it.error_code));
        Self {
            message_ids: ids.into_iter().flatten().filter(|id| !id.is_empty()).map(<[u8]>::to_vec).collect(),
            // A receipt without a state that we know tells only that the message is somewhere.
            state: receipt.message_state.unwrap_or(MessageState::UNKNOWN),
            error_code: err.or(network).unwrap_or(0),
            network_error_code: receipt.network_error_code,
            data_sm,
        }
    }
}

/// A receipt by a centre that forgets esm_class: nothing else has this TLV.
fn marked<'a>(text: &'a [u8], tlvs: Tlvs<'a>) -> Option<Receipt<'a>> {
    tlvs.get(Tag::receipted_message_id).map(|_| Receipt::merged(text, tlvs))
}

impl std::fmt::Debug for Told {
    /// Without the text of the message, which is not in it.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let ids: Vec<_> = self.message_ids.iter().map(|id| id.escape_ascii().to_string()).collect();
        write!(f, "Told({ids:?} {:?} err {})", self.state, self.error_code)
    }
}
