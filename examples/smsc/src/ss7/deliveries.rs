//! Messages on their way to handsets: between the engine's tokens and the gateway's numbers.

use std::collections::BTreeMap;
use std::time::Instant;

use brivas_sigtran::gateway::{Delivery, DeliveryId, SmsGateway, UsageError};
use brivas_sigtran::map::Map;

use super::status;
use super::to_handset::outgoing;
use crate::engine::Outcome;
use crate::envelope::Envelope;

#[derive(Debug, Default)]
pub(super) struct Deliveries {
    tokens: BTreeMap<DeliveryId, u64>,
}

impl Deliveries {
    pub(super) fn is_empty(&self) -> bool {
        self.tokens.is_empty()
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

    /// What became of a delivery, with its token. What reached the handset in part is not sent again: a subscriber would
    /// get the rest's beginning twice.
    pub(super) fn ended(
        &mut self,
        id: DeliveryId,
        failure: Option<brivas_sigtran::gateway::Failure>,
    ) -> Option<(u64, Outcome)> {
        let token = self.tokens.remove(&id)?;
        let status = failure.map_or(brivas_smpp::CommandStatus::ESME_ROK, status::of);
        Some((token, Outcome::Answered(status)))
    }
}
