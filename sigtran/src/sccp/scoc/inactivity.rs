//! Whether the other side is still there (Q.714 §3.4): T(ias) asks for a message of ours at times, T(iar) for one of theirs.

use super::connection::State;
use super::establishment::CLASS;
use super::{ConnectionId, Timer};
use crate::sccp::endpoint::Sccp;
use crate::sccp::{ConnectionMessage, ReleaseCause};

impl Sccp {
    /// T(ias) has run out: we have not sent anything for long.
    pub(super) fn test_inactivity(&mut self, id: ConnectionId) {
        let Some(connection) = self.connections.get(id) else { return };
        let (destination, source) = (connection.remote_reference, id.local_reference());
        // Sequencing and credit are of class 3 (Q.713 §4.16).
        let (class, sequencing, credit) = (CLASS, [0; 2], 0);
        let test = ConnectionMessage::InactivityTest { destination, source, class, sequencing, credit };
        self.send_on(id, &test);
    }

    /// IT has come, from whom it should.
    pub(super) fn on_inactivity_test(&mut self, id: ConnectionId, class: u8) {
        let is_active = self.connections.get(id).is_some_and(|it| matches!(it.state, State::Active));
        if !is_active {
            return;
        }
        if class == CLASS {
            self.start_timer(id, Timer::Iar);
        } else {
            self.release(id, ReleaseCause::INCONSISTENT_CONNECTION_DATA);
        }
    }
}
