//! Time-controlled diversion: when the way of a sequence changes, because a gateway has gone or come back, its messages wait
//! until what went by the other way has arrived or is lost (Q.704 §6.4, after which it is named; RFC 4666 §1.4.7 wants the
//! sequence kept and says nothing of this).

use std::collections::{BTreeMap, VecDeque};
use std::time::{Duration, Instant};

use super::{M3ua, Timer};
use crate::Buffer;
use crate::m3ua::{AsId, AsState, AssociationId, Event, Side, UsageError};
use crate::mtp::{MtpTransfer, RoutingLabel};

/// The ways of an application server's sequences, by signalling link selection.
#[derive(Debug, Default)]
pub(super) struct Diversions {
    ways: BTreeMap<u8, Way>,
    /// How many messages wait.
    held: usize,
}

#[derive(Debug)]
struct Way {
    association: AssociationId,
    /// When the last message went there.
    used: Instant,
    held: VecDeque<(RoutingLabel, Buffer)>,
}

impl Diversions {
    /// Until when a message that would go by this association has to wait; otherwise that is the way from now on.
    fn wait(&mut self, now: Instant, span: Duration, sls: u8, association: AssociationId) -> Option<Instant> {
        let way =
            self.ways.entry(sls).or_insert_with(|| Way { association, used: now, held: VecDeque::new() });
        let open_at = way.used + span;
        if !way.held.is_empty() || (way.association != association && now < open_at) {
            return Some(open_at);
        }
        (way.association, way.used) = (association, now);
        None
    }

    /// Keeps a message; gives whether it is the first of its sequence.
    fn hold(&mut self, label: RoutingLabel, user_data: Buffer) -> bool {
        let Some(way) = self.ways.get_mut(&label.sls) else { return false };
        way.held.push_back((label, user_data));
        self.held += 1;
        way.held.len() == 1
    }

    fn release(&mut self, sls: u8) -> VecDeque<(RoutingLabel, Buffer)> {
        let held = self.ways.get_mut(&sls).map(|way| std::mem::take(&mut way.held)).unwrap_or_default();
        self.held -= held.len();
        held
    }

    /// Everything that waits, each sequence in its order.
    pub(super) fn release_all(&mut self) -> impl Iterator<Item = (RoutingLabel, Buffer)> {
        self.held = 0;
        self.ways.values_mut().flat_map(|way| way.held.drain(..))
    }
}

impl M3ua {
    /// Sends a message of an application server that is active, or lets it wait for its way.
    pub(super) fn dispatch(
        &mut self,
        id: AsId,
        label: RoutingLabel,
        user_data: &mut Buffer,
    ) -> Result<(), UsageError> {
        let association = self.choose(id, &label).ok_or(UsageError::DestinationUnavailable)?;
        let (span, limit) = (self.config.t_diversion(), self.config.max_pending());
        let server = self.servers.get_mut(id.0).ok_or(UsageError::Gone)?;
        if !span.is_zero()
            && server.settings.side == Side::Local
            && let Some(open_at) = server.diversions.wait(self.now, span, label.sls, association)
        {
            if server.diversions.held >= limit {
                return Err(UsageError::PendingFull);
            }
            if server.diversions.hold(label, std::mem::take(user_data)) {
                self.wheel.arm(open_at, Timer::Diversion(id, label.sls));
            }
            return Ok(());
        }
        self.transmit(id, association, label, user_data)
    }

    /// The way of a sequence is open: what waited for it goes, unless there is none any more.
    pub(super) fn on_diversion_timer(&mut self, id: AsId, sls: u8) {
        let Some(server) = self.servers.get_mut(id.0) else { return };
        for (label, mut user_data) in server.diversions.release(sls) {
            let active = self.servers.get(id.0).is_some_and(|server| server.state == AsState::Active);
            if !active || self.dispatch(id, label, &mut user_data).is_err() {
                let transfer = MtpTransfer { label, user_data: user_data.into_bytes() };
                self.events.push_back(Event::Undelivered(transfer));
            }
        }
    }
}
