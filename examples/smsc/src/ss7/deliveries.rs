//! Messages on their way to handsets: between the engine's tokens and the gateway's numbers.

use std::collections::BTreeMap;
use std::time::Instant;

use brivas_sigtran::gateway::{Delivery, DeliveryId, Failure, SmsGateway, UsageError};
use brivas_sigtran::map::Map;
use brivas_smpp::CommandStatus;

use super::status;
use super::to_handset::outgoing;
use crate::engine::Outcome;
use crate::envelope::Envelope;

#[derive(Debug, Default)]
pub(super) struct Deliveries {
    tokens: BTreeMap<DeliveryId, u64>,
}

impl Deliveries {
    /// How many are under way.
    pub(super) fn len(&self) -> usize {
        self.tokens.len()
    }

    /// Begins to deliver a message; gives what became of it if that is known at once.
    pub(super) fn begin(
        &mut self,
        now: Instant,
        (gateway, map): (&mut SmsGateway, &mut Map),
        token: u64,
        envelope: &Envelope,
    ) -> Option<Outcome> {
        let Ok(outgoing) = outgoing(envelope, token) else { return Some(Outcome::Unfit) };
        let delivery =
            Delivery { msisdn: &outgoing.msisdn, priority: outgoing.priority, tpdus: outgoing.tpdus };
        match gateway.deliver(now, map, &delivery) {
            Ok(id) => {
                self.tokens.insert(id, token);
                None
            }
            Err(UsageError::Number(_) | UsageError::Empty) => Some(Outcome::Unfit),
            Err(_) => Some(Outcome::Lost),
        }
    }

    /// What became of a delivery, with its token. One of which a part failed is tried again whole: handsets put parts together
    /// by their numbers, and pass over one that they have.
    pub(super) fn ended(&mut self, id: DeliveryId, failure: Option<Failure>) -> Option<(u64, Outcome)> {
        let token = self.tokens.remove(&id)?;
        let status = failure.map_or(CommandStatus::ESME_ROK, status::of);
        Some((token, Outcome::Answered(status)))
    }
}
