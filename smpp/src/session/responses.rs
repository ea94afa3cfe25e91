//! What we answer: the owner's responses, and those that the standard has us give by ourselves.

use std::time::Instant;

use bytes::BytesMut;

use super::inbound::Inbound;
use super::{InboundId, Session, UsageError};
use crate::{
    Body, CommandId, CommandStatus, DataSmResp, DeliverSmResp, GenericNack, Header, SubmitSmResp, Tag,
    TlvBuf, encode,
};

impl Session {
    /// Answers a request of the peer, in whatever order.
    ///
    /// # Errors
    /// [`UsageError::Gone`], [`UsageError::WrongResponse`] where the body answers another operation,
    /// [`UsageError::WrongVerb`] for a bind, [`UsageError::Encode`].
    #[inline]
    pub fn respond<'a, B: Body<'a>>(
        &mut self,
        now: Instant,
        id: InboundId,
        status: CommandStatus,
        body: &B,
    ) -> Result<(), UsageError> {
        self.advance(now);
        let inbound = self.inbound.get(id.0).ok_or(UsageError::Gone)?;
        if inbound.command_id.is_bind() {
            return Err(UsageError::WrongVerb);
        }
        if inbound.command_id.response() != Some(body.command_id()) {
            return Err(UsageError::WrongResponse);
        }
        self.answer(id, status, body)
    }

    /// Accepts a `submit_sm` under this `message_id`, at most 64 octets.
    ///
    /// # Errors
    /// As [`Self::respond`].
    pub fn submit_sm_resp(
        &mut self,
        now: Instant,
        id: InboundId,
        message_id: &[u8],
    ) -> Result<(), UsageError> {
        let body = SubmitSmResp { message_id, ..Default::default() };
        self.respond(now, id, CommandStatus::ESME_ROK, &body)
    }

    /// Accepts a `data_sm` under this `message_id`, at most 64 octets.
    ///
    /// # Errors
    /// As [`Self::respond`].
    pub fn data_sm_resp(&mut self, now: Instant, id: InboundId, message_id: &[u8]) -> Result<(), UsageError> {
        let body = DataSmResp { message_id, ..Default::default() };
        self.respond(now, id, CommandStatus::ESME_ROK, &body)
    }

    /// Accepts a `deliver_sm`.
    ///
    /// # Errors
    /// As [`Self::respond`].
    pub fn deliver_sm_resp(&mut self, now: Instant, id: InboundId) -> Result<(), UsageError> {
        self.respond(now, id, CommandStatus::ESME_ROK, &DeliverSmResp::default())
    }

    /// Answers a request of the peer, a bind included, with an error status and no body.
    ///
    /// # Errors
    /// [`UsageError::Gone`], [`UsageError::StatusOk`].
    pub fn refuse(&mut self, now: Instant, id: InboundId, status: CommandStatus) -> Result<(), UsageError> {
        self.advance(now);
        if status.is_ok() {
            return Err(UsageError::StatusOk);
        }
        let inbound = self.inbound.remove(id.0).ok_or(UsageError::Gone)?;
        if inbound.command_id.is_bind() {
            self.bind.forget();
        }
        self.answer_header_alone(inbound, status);
        self.continue_unbind();
        Ok(())
    }

    /// Answers a request of the vendors' range with these octets as the body.
    ///
    /// # Errors
    /// [`UsageError::Gone`], [`UsageError::WrongVerb`] for a command of the standard.
    pub fn respond_vendor(
        &mut self,
        now: Instant,
        id: InboundId,
        status: CommandStatus,
        body: &[u8],
    ) -> Result<(), UsageError> {
        self.advance(now);
        let inbound = *self.inbound.get(id.0).ok_or(UsageError::Gone)?;
        if !inbound.command_id.is_vendor_specific() {
            return Err(UsageError::WrongVerb);
        }
        self.inbound.remove(id.0);
        let start = self.out.len();
        self.push_header(inbound, status);
        self.out.extend_from_slice(body);
        patch_length(&mut self.out, start);
        self.continue_unbind();
        Ok(())
    }

    /// Encodes a response and takes the request off the unanswered ones.
    pub(super) fn answer<'a>(
        &mut self,
        id: InboundId,
        status: CommandStatus,
        body: &impl Body<'a>,
    ) -> Result<(), UsageError> {
        let inbound = *self.inbound.get(id.0).ok_or(UsageError::Gone)?;
        let start = self.out.len();
        encode(body, status, inbound.sequence_number, self.dialect, &mut self.out)?;
        self.add_congestion_state(start, body.command_id());
        self.inbound.remove(id.0);
        self.stats.pdus_sent += 1;
        self.note_activity(body.command_id(), false);
        self.continue_unbind();
        Ok(())
    }

    /// A response that is a header alone, but for `congestion_state`.
    pub(super) fn answer_header_alone(&mut self, inbound: Inbound, status: CommandStatus) {
        let start = self.out.len();
        if let Some(command_id) = self.push_header(inbound, status) {
            self.add_congestion_state(start, command_id);
        }
    }

    /// Appends the header of a response; `None`, and nothing, for a request that has none.
    fn push_header(&mut self, inbound: Inbound, command_status: CommandStatus) -> Option<CommandId> {
        let command_id = inbound.command_id.response()?;
        let sequence_number = inbound.sequence_number;
        let header = Header { command_length: 16, command_id, command_status, sequence_number };
        self.out.extend_from_slice(&header.to_octets());
        self.stats.pdus_sent += 1;
        self.note_activity(command_id, false);
        Some(command_id)
    }

    pub(super) fn nack(&mut self, status: CommandStatus, sequence_number: u32) {
        let body = GenericNack::default();
        if encode(&body, status, sequence_number, self.dialect, &mut self.out).is_ok() {
            self.stats.pdus_sent += 1;
            self.stats.nacks_sent += 1;
        }
    }

    /// Appends `congestion_state` to the response that begins at `start`, for a peer that knows it. A response whose
    /// body was omitted gets an empty one first: else the TLV would be read as the body.
    fn add_congestion_state(&mut self, start: usize, command_id: CommandId) {
        let Some(congestion_state) = self.congestion_state else {
            return;
        };
        if !self.dialect.version.is_5_0() {
            return;
        }
        if self.out.len() == start + Header::LEN {
            let Some(blank) = blank_body(command_id) else {
                return;
            };
            self.out.extend_from_slice(blank);
        }
        let mut tlv = TlvBuf::new();
        tlv.push_u8(Tag::congestion_state, congestion_state);
        self.out.extend_from_slice(tlv.as_tlvs().as_octets());
        patch_length(&mut self.out, start);
    }
}

fn patch_length(out: &mut BytesMut, start: usize) {
    let Ok(length) = u32::try_from(out.len() - start) else {
        return;
    };
    if let Some(field) = out.get_mut(start..).and_then(|pdu| pdu.first_chunk_mut::<4>()) {
        *field = length.to_be_bytes();
    }
}

/// The mandatory fields of a response, all empty or zero; `None` where 5.0 wants TLVs besides, which nobody has then.
fn blank_body(command_id: CommandId) -> Option<&'static [u8]> {
    Some(match command_id {
        CommandId::query_sm_resp => &[0; 4],
        CommandId::submit_multi_resp => &[0; 2],
        CommandId::query_broadcast_sm_resp => return None,
        CommandId::unbind_resp
        | CommandId::enquire_link_resp
        | CommandId::cancel_sm_resp
        | CommandId::replace_sm_resp
        | CommandId::cancel_broadcast_sm_resp => &[],
        _ => &[0; 1],
    })
}
