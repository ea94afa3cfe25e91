//! What the server asks of us: to take a delivery, to say that we are there, to part.

use brivas_smpp::{CommandId, CommandStatus, DataSm, DeliverSm, GenericNack, Header, Pdu, Receipt, encode};
use bytes::{Bytes, BytesMut};

use super::{Books, Lost, Session};
use crate::tally::Tally;
use crate::traffic::DIALECT;

impl Session {
    /// A request of the server has come.
    pub(super) fn asked(&mut self, header: Header, pdu: &[u8], books: &mut Books<'_>) -> Result<(), Lost> {
        let status = match header.command_id {
            CommandId::deliver_sm | CommandId::data_sm => count_delivery(header, pdu, books.tally),
            CommandId::enquire_link => {
                books.tally.deliveries.enquire_links += 1;
                CommandStatus::ESME_ROK
            }
            CommandId::unbind => {
                self.answer(header, CommandStatus::ESME_ROK);
                // It may be closed already, which changes nothing.
                let _ = self.flush();
                return Err(Lost("the server has unbound the session".into()));
            }
            // Nothing answers it (SMPP 5.0 §4.1.3).
            CommandId::alert_notification => return Ok(()),
            _ => {
                let mut nack = BytesMut::new();
                let status = CommandStatus::ESME_RINVCMDID;
                if encode(&GenericNack::default(), status, header.sequence_number, DIALECT, &mut nack).is_ok()
                {
                    self.outbox.push(&nack);
                }
                return Ok(());
            }
        };
        self.answer(header, status);
        Ok(())
    }

    /// A response without content: a header, and for a delivery that is taken an empty `message_id`.
    fn answer(&mut self, request: Header, command_status: CommandStatus) {
        let Some(command_id) = request.command_id.response() else {
            return;
        };
        let has_body = command_status.is_ok()
            && matches!(request.command_id, CommandId::deliver_sm | CommandId::data_sm);
        let command_length = if has_body { 17 } else { 16 };
        let header = Header { command_length, command_id, command_status, ..request };
        let mut pdu = [0; 17];
        for (to, from) in pdu.iter_mut().zip(header.to_octets()) {
            *to = from;
        }
        self.outbox.push(pdu.get(..command_length as usize).unwrap_or_default());
    }
}

/// Counts what is delivered as a message or a receipt, and says how it is to be answered.
fn count_delivery(header: Header, octets: &[u8], tally: &mut Tally) -> CommandStatus {
    let receipt = Pdu::new(Bytes::copy_from_slice(octets), DIALECT).and_then(|pdu| {
        // The receipt borrows from the PDU, its state does not.
        let state = |receipt: Receipt<'_>| receipt.message_state.map_or(0, |state| state.0);
        Ok(if header.command_id == CommandId::deliver_sm {
            Receipt::of_deliver_sm(&pdu.body::<DeliverSm<'_>>()?).map(state)
        } else {
            Receipt::of_data_sm(&pdu.body::<DataSm<'_>>()?).map(state)
        })
    });
    match receipt {
        Ok(Some(state)) => *tally.deliveries.receipts.entry(state).or_default() += 1,
        Ok(None) => tally.deliveries.messages += 1,
        Err(error) => return error.command_status(),
    }
    CommandStatus::ESME_ROK
}
