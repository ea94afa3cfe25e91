//! Audits: asking for the state of point codes, and answering (RFC 4666 §4.5.3).

use std::collections::{BTreeMap, BTreeSet};
use std::time::Instant;

use super::M3ua;
use super::as_state::Server;
use super::destinations::Availability;
use super::outbound::Fault;
use crate::m3ua::{
    AffectedPointCode, AsState, AssociationId, ErrorCode, List, Message, MessageType, Parameter, Side, Tag,
    UsageError,
};

/// How many ranges a message has at most, so that it fits into a packet.
const PER_MESSAGE: usize = 300;

impl M3ua {
    /// At an ASP: asks a signalling gateway for the state of point codes; the answers are events (RFC 4666 §4.5.3).
    ///
    /// # Errors
    /// [`UsageError::Gone`], [`UsageError::Role`], [`UsageError::NotUp`] unless our ASP is active there,
    /// [`UsageError::TransmitFull`].
    pub fn audit(
        &mut self,
        now: Instant,
        id: AssociationId,
        affected: &[AffectedPointCode],
    ) -> Result<(), UsageError> {
        self.advance(now);
        self.check_room(self.config.role().asks())?;
        let association = self.associations.get(&id).ok_or(UsageError::Gone)?;
        if association.local.active.is_empty() || affected.is_empty() {
            return Err(UsageError::NotUp);
        }
        let active = association.local.active.clone();
        for affected in affected.chunks(PER_MESSAGE) {
            self.send_ssnm(id, &active, MessageType::DAUD, affected, &[]);
        }
        Ok(())
    }

    /// Answers an audit: every range by what is known of it, then what is known of its parts (RFC 4666 §4.5.3).
    pub(super) fn answer_audit(
        &mut self,
        id: AssociationId,
        asked: List<'_, AffectedPointCode>,
        message: &Message<'_>,
        octets: &[u8],
    ) {
        let asked: BTreeSet<AffectedPointCode> = asked.iter().map(AffectedPointCode::normal).collect();
        let parts = asked.iter().flat_map(|asked| self.destinations.parts(*asked));
        let ranges: BTreeSet<AffectedPointCode> = asked.iter().copied().chain(parts).collect();
        let mut unknown = Vec::new();
        let mut congested: BTreeMap<u8, Vec<AffectedPointCode>> = BTreeMap::new();
        let mut answers: Vec<(MessageType, Vec<AffectedPointCode>)> = Vec::new();
        // A wider range goes before its parts, which it would undo.
        for affected in ranges.into_iter().rev() {
            if let Some(level @ 1..) = self.destinations.congestion(affected) {
                congested.entry(level).or_default().push(affected);
            }
            match (self.audited(affected), answers.last_mut()) {
                (None, _) => unknown.push(affected),
                (Some(answer), Some((last, list))) if *last == answer => list.push(affected),
                (Some(answer), _) => answers.push((answer, vec![affected])),
            }
        }
        for (level, affected) in &congested {
            self.answer(
                id,
                MessageType::SCON,
                affected,
                &[Parameter::CongestionIndications(*level)],
                message,
            );
        }
        for (message_type, affected) in &answers {
            self.answer(id, *message_type, affected, &[], message);
        }
        for affected in unknown.chunks(PER_MESSAGE) {
            let fault = Fault { affected, ..Fault::default() };
            self.fault_with(id, ErrorCode::DESTINATION_STATUS_UNKNOWN, octets, &fault);
        }
    }

    /// What an audit of a range is answered with: by the owner's word, else by the application server that is there.
    fn audited(&self, affected: AffectedPointCode) -> Option<MessageType> {
        match self.destinations.availability(affected) {
            Some(Availability::Available) => return Some(MessageType::DAVA),
            Some(Availability::Restricted) => return Some(MessageType::DRST),
            Some(Availability::Unavailable) => return Some(MessageType::DUNA),
            None => {}
        }
        let is_there = |server: &&Server| {
            server.settings.side == Side::Remote
                && server.settings.key.destination_point_code.covers(affected)
        };
        let mut servers = self.servers.iter().map(|(_, server)| server).filter(is_there).peekable();
        servers.peek()?;
        let serves = servers.any(|server| matches!(server.state, AsState::Active | AsState::Pending));
        Some(if serves { MessageType::DAVA } else { MessageType::DUNA })
    }

    /// Answers with the network appearance and the routing contexts of the question.
    fn answer(
        &mut self,
        id: AssociationId,
        message_type: MessageType,
        affected: &[AffectedPointCode],
        more: &[Parameter<'_>],
        question: &Message<'_>,
    ) {
        let context = [Tag::NETWORK_APPEARANCE, Tag::ROUTING_CONTEXT];
        let context: Vec<Parameter<'_>> =
            context.into_iter().filter_map(|tag| question.parameters.get(tag)).collect();
        for affected in affected.chunks(PER_MESSAGE) {
            let mut parameters = context.clone();
            parameters.push(Parameter::AffectedPointCode(List::new(affected)));
            parameters.extend(more);
            self.send(id, message_type, &parameters);
        }
    }
}
