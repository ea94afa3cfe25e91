//! Heartbeats (RFC 4666 §4.3.4.6). They begin when an ASP is up: before, some peers take them amiss.

use super::{M3ua, Timer};
use crate::m3ua::{AssociationId, Event, MessageType, Parameter};

/// So many unanswered heartbeats are the end.
const LOST: u8 = 2;

impl M3ua {
    /// Arms or stops T(beat) as an ASP of the association is up or not.
    pub(super) fn watch_beat(&mut self, id: AssociationId) {
        let Some(association) = self.associations.get_mut(&id) else { return };
        let up = association.local.up || association.remote.up;
        match (up, association.beat_timer, self.config.t_beat()) {
            (true, None, Some(t_beat)) => {
                association.beat_timer = Some(self.wheel.arm(self.now + t_beat, Timer::Beat(id)));
            }
            (false, Some(timer), _) => {
                self.wheel.cancel(timer);
                (association.beat_timer, association.beat) = (None, None);
            }
            _ => {}
        }
    }

    pub(super) fn on_beat_timer(&mut self, id: AssociationId) {
        let Some(association) = self.associations.get_mut(&id) else { return };
        association.beat_timer = None;
        let unanswered = association.beat.map_or(0, |(_, count)| count);
        if unanswered >= LOST {
            self.events.push_back(Event::HeartbeatLost { association: id });
            self.on_down(id);
            return;
        }
        association.beat = Some((self.next_beat, unanswered + 1));
        let data = self.next_beat.to_be_bytes();
        self.next_beat = self.next_beat.wrapping_add(1);
        self.send(id, MessageType::BEAT, &[Parameter::HeartbeatData(&data)]);
        self.watch_beat(id);
    }

    /// The answer to the last heartbeat shows that the peer is there; octets that we did not send do not.
    pub(super) fn on_beat_ack(&mut self, id: AssociationId, data: &[u8]) {
        let Some(association) = self.associations.get_mut(&id) else { return };
        if association.beat.is_some_and(|(number, _)| number.to_be_bytes() == *data) {
            association.beat = None;
        }
    }
}
