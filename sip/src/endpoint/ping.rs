//! Keep-alives of ours on connections (RFC 5626 §3.5.1, §4.4.1).

use std::time::{Duration, Instant};

use brivas_timer::TimerHandle;
use bytes::Bytes;

use super::{Endpoint, Event, PathId, Timer, UsageError};

/// The pings on a connection.
#[derive(Debug, Default)]
pub(super) struct Ping {
    flow_timer: Option<Duration>,
    pub(super) timer: Option<TimerHandle>,
    awaits_pong: bool,
}

const PING: &[u8] = b"\r\n\r\n";
/// How long a pong may take.
const PONG_TIME: Duration = Duration::from_secs(10);
/// Between which a ping goes if the other side has told nothing, in milliseconds.
const UNTOLD: (u64, u64) = (95_000, 120_000);
/// The shortest time that is taken from a peer.
const SHORTEST: Duration = Duration::from_secs(1);

impl Endpoint {
    /// Keeps a connection alive, and so finds out when it does not carry any more: by a ping of two line ends each time a random part of
    /// 80 to 100 % of this has gone by, as Flow-Timer has it, or from 95 to 120 s without one. If its answer has not come in 10 s, the
    /// connection is to be closed, and [`Event::FlowFailed`] tells it, as it does if the connection ends by itself (RFC 5626 §4.4.1).
    ///
    /// Called again it counts anew. Datagrams have pings of STUN alone, which are not done.
    ///
    /// # Errors
    /// [`UsageError::Gone`]: no such connection.
    pub fn keep_alive(
        &mut self,
        now: Instant,
        path: PathId,
        flow_timer: Option<Duration>,
    ) -> Result<(), UsageError> {
        self.advance(now);
        let connection = self.paths.connection_mut(path).ok_or(UsageError::Gone)?;
        let ping = connection.ping.get_or_insert_default();
        (ping.flow_timer, ping.awaits_pong) = (flow_timer, false);
        if connection.is_up {
            self.arm_ping(path);
        }
        Ok(())
    }

    /// Sets when the next ping goes, if any does.
    pub(super) fn arm_ping(&mut self, path: PathId) {
        let Some(ping) = self.paths.ping_mut(path) else { return };
        let (least, most) = ping.flow_timer.map_or(UNTOLD, |told| {
            let most = u64::try_from(told.max(SHORTEST).as_millis()).unwrap_or(u64::MAX);
            (most / 5 * 4, most)
        });
        let span = u32::try_from(most - least).unwrap_or(u32::MAX).saturating_add(1);
        let wait = Duration::from_millis(least + u64::from(self.tokens.below(span)));
        self.set_ping(path, wait);
    }

    fn set_ping(&mut self, path: PathId, wait: Duration) {
        let at = self.now.checked_add(wait);
        if let Some(ping) = self.paths.ping_mut(path) {
            super::rearm(&mut self.wheel, &mut ping.timer, at, Timer::Ping(path));
        }
    }

    pub(super) fn on_ping_timer(&mut self, path: PathId) {
        let Some(connection) = self.paths.connection_mut(path) else { return };
        let remote = connection.remote;
        let Some(ping) = connection.ping.as_mut() else { return };
        ping.timer = None;
        if std::mem::replace(&mut ping.awaits_pong, true) {
            return self.disconnect(path);
        }
        self.send(path, remote, Bytes::from_static(PING));
        self.set_ping(path, PONG_TIME);
    }

    /// Takes a line end as the answer to a ping, if one waits for it.
    pub(super) fn takes_pong(&mut self, path: PathId) -> bool {
        let is_it = self.paths.ping_mut(path).is_some_and(|ping| std::mem::take(&mut ping.awaits_pong));
        if is_it {
            self.arm_ping(path);
        }
        is_it
    }

    /// A connection is no more: whoever has kept it alive is told.
    pub(super) fn end_ping(&mut self, path: PathId, ping: Option<Box<Ping>>) {
        let Some(ping) = ping else { return };
        if let Some(timer) = ping.timer {
            self.wheel.cancel(timer);
        }
        self.events.push_back(Event::FlowFailed { path });
    }
}
