//! Messages that are not stored: datagrams, tried once, and transactions, whose response waits for the outcome
//! (SMPP 5.0 §4.2.10).

use brivas_smpp::{CommandStatus, InboundId};
use brivas_timer::TimerHandle;
use std::time::Duration;

use super::deliver::Hop;
use super::routing::Way;
use super::submit::Asker;
use super::{Alarm, Answer, ConnectionId, Engine, Moment, Outcome};
use crate::envelope::Envelope;
use crate::message_id::MessageId;

/// `delivery_failure_reason` (SMPP 5.0 §4.8.4.19).
const DESTINATION_UNAVAILABLE: u8 = 0;
const PERMANENT_NETWORK_ERROR: u8 = 2;
const TEMPORARY_NETWORK_ERROR: u8 = 3;

/// Numbers of messages that are not stored have this bit.
const TOKEN: u64 = 1 << 63;

/// A message that is not stored.
pub(super) struct Transient {
    /// Where it was put; `None`: to the handset.
    connection: Option<ConnectionId>,
    /// Who waits for the outcome; `None` for a datagram.
    waits: Option<Waits>,
}

struct Waits {
    connection: ConnectionId,
    id: InboundId,
    data_sm: bool,
    alarm: TimerHandle,
}

/// Where the numbers of one run begin: at the time of its start, so that two runs do not give the same.
pub(super) fn first_token(unix_ms: i64) -> u64 {
    TOKEN | u64::try_from(unix_ms).unwrap_or(0) << 20
}

pub(super) fn is_token(token: u64) -> bool {
    token & TOKEN != 0
}

impl Engine {
    /// One try, nothing stored; the answer does not wait for it.
    pub(super) fn take_datagram(
        &mut self,
        now: Moment,
        asker: &Asker,
        envelope: Envelope,
        way: Way,
        data_sm: bool,
    ) {
        let token = self.next_token();
        self.metrics.accepted();
        self.answer(asker.connection, asker.id, accepted(token, data_sm));
        self.send_transient(now, token, &envelope, way, None);
    }

    /// The answer is the outcome, or a failure after `transaction_secs`.
    pub(super) fn take_transaction(
        &mut self,
        now: Moment,
        asker: &Asker,
        envelope: Envelope,
        way: Way,
        data_sm: bool,
    ) {
        let token = self.next_token();
        let limit = Duration::from_secs(self.settings.message.transaction_secs);
        let alarm = self.arm(now.instant + limit, Alarm::Transaction(token));
        let waits = Waits { connection: asker.connection, id: asker.id, data_sm, alarm };
        self.send_transient(now, token, &envelope, way, Some(waits));
    }

    /// What became of such a message.
    pub(super) fn end_transient(&mut self, token: u64, outcome: &Outcome) {
        let Some(transient) = self.transients.remove(&token) else { return };
        self.metrics.attempt(outcome);
        let Some(waits) = transient.waits else { return };
        self.wheel.cancel(waits.alarm);
        let answer = match outcome {
            Outcome::Answered(CommandStatus::ESME_ROK) | Outcome::TakenOver(_) => {
                accepted(token, waits.data_sm)
            }
            Outcome::Answered(_) | Outcome::Unfit => failed(waits.data_sm, PERMANENT_NETWORK_ERROR),
            Outcome::TimedOut | Outcome::Lost => failed(waits.data_sm, TEMPORARY_NETWORK_ERROR),
        };
        self.answer(waits.connection, waits.id, answer);
    }

    /// The session that carried these deliveries, or that waited for them, is gone.
    pub(super) fn lose_transients(&mut self, connection: ConnectionId) {
        let carried = |transient: &Transient| transient.connection == Some(connection);
        let lost: Vec<u64> = self
            .transients
            .iter()
            .filter(|(_, transient)| carried(transient))
            .map(|(token, _)| *token)
            .collect();
        for token in lost {
            self.end_transient(token, &Outcome::Lost);
        }
    }

    fn next_token(&mut self) -> u64 {
        self.next_transient += 1;
        self.next_transient
    }

    fn send_transient(
        &mut self,
        now: Moment,
        token: u64,
        envelope: &Envelope,
        way: Way,
        waits: Option<Waits>,
    ) {
        let Some(hop) = self.open_hop(now, way) else { return self.nowhere(waits) };
        if let Way::Route(route) = way {
            self.lanes.leaves(route, now.instant);
        }
        let connection = match hop {
            Hop::Connection(connection) => Some(connection),
            Hop::Handset | Hop::Drop | Hop::Reject(_) => None,
        };
        self.transients.insert(token, Transient { connection, waits });
        match (hop, self.settings.handset_delay) {
            (Hop::Connection(connection), _) => match self.as_it_goes_out(now, way, envelope) {
                Some(sent) => self.put(now, connection, token, sent, 0),
                None => self.end_transient(token, &Outcome::Unfit),
            },
            (Hop::Handset, Some(delay)) => self.handset.push_back((now.instant + delay, token)),
            (Hop::Handset, None) => self.end_transient(token, &Outcome::Unfit),
            (Hop::Drop, _) => self.end_transient(token, &Outcome::Answered(CommandStatus::ESME_ROK)),
            (Hop::Reject(status), _) => self.end_transient(token, &Outcome::Answered(status)),
        }
    }

    fn nowhere(&mut self, waits: Option<Waits>) {
        if let Some(waits) = waits {
            self.wheel.cancel(waits.alarm);
            self.answer(waits.connection, waits.id, failed(waits.data_sm, DESTINATION_UNAVAILABLE));
        }
    }
}

fn accepted(token: u64, data_sm: bool) -> Answer {
    let message_id = MessageId::of_transient(token & !TOKEN);
    if data_sm { Answer::DataSm { message_id } } else { Answer::SubmitSm { message_id } }
}

fn failed(data_sm: bool, reason: u8) -> Answer {
    Answer::TransactionFailed { data_sm, status: CommandStatus::ESME_RDELIVERYFAILURE, reason }
}
