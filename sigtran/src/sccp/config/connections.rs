//! The settings of connections. The timers are those of Q.714 Annex C.

use std::time::Duration;

use super::Config;

/// A timer that is due at once when it is set would keep us busy for ever.
const SHORTEST_TIMER: Duration = Duration::from_millis(1);
/// As good as never, and far from the end of all instants.
const LONGEST_TIMER: Duration = Duration::from_secs(365 * 24 * 3600);
/// More connections than this would leave no references to be frozen.
const MOST_CONNECTIONS: usize = 1 << 23;

#[derive(Clone, Debug)]
pub(super) struct Connections {
    max_connections: usize,
    longest_data: usize,
    max_partial_data: usize,
    establishment_timer: Duration,
    send_inactivity_timer: Duration,
    receive_inactivity_timer: Duration,
    release_timer: Duration,
    repeat_release_timer: Duration,
    interval_timer: Duration,
    guard_timer: Duration,
}

impl Default for Connections {
    fn default() -> Self {
        Self {
            max_connections: 65_536,
            longest_data: 65_535,
            max_partial_data: 16 << 20,
            establishment_timer: Duration::from_secs(60),
            send_inactivity_timer: Duration::from_secs(7 * 60),
            receive_inactivity_timer: Duration::from_secs(15 * 60),
            release_timer: Duration::from_secs(10),
            repeat_release_timer: Duration::from_secs(10),
            interval_timer: Duration::from_secs(60),
            guard_timer: Duration::ZERO,
        }
    }
}

/// A timer that can be kept.
pub(super) fn bounded(timer: Duration) -> Duration {
    timer.clamp(SHORTEST_TIMER, LONGEST_TIMER)
}

impl Config {
    /// How many connections there may be, with those that are being released: 65,536. One more is refused: network
    /// resource, QoS not available, transient.
    #[must_use]
    pub const fn max_connections(&self) -> usize {
        self.connections.max_connections
    }

    /// Sets [`Self::max_connections`], at most 8,388,608: half of all references.
    pub fn set_max_connections(&mut self, connections: usize) -> &mut Self {
        self.connections.max_connections = connections.min(MOST_CONNECTIONS);
        self
    }

    /// The most octets that a user may send at once on a connection, or be sent in segments: 65,535. More that come end the
    /// connection: subsystem congestion.
    #[must_use]
    pub const fn longest_connection_data(&self) -> usize {
        self.connections.longest_data
    }

    /// Sets [`Self::longest_connection_data`].
    pub fn set_longest_connection_data(&mut self, octets: usize) -> &mut Self {
        self.connections.longest_data = octets;
        self
    }

    /// The most octets that wait on all connections for their last segment: 16 MiB. More that come end their connection:
    /// subsystem congestion.
    #[must_use]
    pub const fn max_partial_data(&self) -> usize {
        self.connections.max_partial_data
    }

    /// Sets [`Self::max_partial_data`].
    pub fn set_max_partial_data(&mut self, octets: usize) -> &mut Self {
        self.connections.max_partial_data = octets;
        self
    }

    /// T(conn est): how long CC is awaited: 1 min, of 1 to 2.
    #[must_use]
    pub const fn connection_establishment_timer(&self) -> Duration {
        self.connections.establishment_timer
    }

    /// Sets [`Self::connection_establishment_timer`].
    pub fn set_connection_establishment_timer(&mut self, timer: Duration) -> &mut Self {
        self.connections.establishment_timer = bounded(timer);
        self
    }

    /// T(ias): after how long without a message of ours IT is sent: 7 min, of 5 to 10.
    #[must_use]
    pub const fn send_inactivity_timer(&self) -> Duration {
        self.connections.send_inactivity_timer
    }

    /// T(iar): after how long without a message of theirs a connection is released: 15 min, of 11 to 21.
    #[must_use]
    pub const fn receive_inactivity_timer(&self) -> Duration {
        self.connections.receive_inactivity_timer
    }

    /// Sets [`Self::send_inactivity_timer`] and [`Self::receive_inactivity_timer`]. The other side's T(ias) must be shorter
    /// than this T(iar).
    pub fn set_inactivity_timers(&mut self, send: Duration, receive: Duration) -> &mut Self {
        self.connections.send_inactivity_timer = bounded(send);
        self.connections.receive_inactivity_timer = bounded(receive);
        self
    }

    /// T(rel): after how long without RLC RLSD is repeated: 10 s, of 10 to 20.
    #[must_use]
    pub const fn release_timer(&self) -> Duration {
        self.connections.release_timer
    }

    /// T(repeat rel): after how long RLSD is repeated again: 10 s, of 10 to 20.
    #[must_use]
    pub const fn repeat_release_timer(&self) -> Duration {
        self.connections.repeat_release_timer
    }

    /// T(int): how long RLSD is repeated before it is given up: 1 min.
    #[must_use]
    pub const fn interval_timer(&self) -> Duration {
        self.connections.interval_timer
    }

    /// Sets [`Self::release_timer`], [`Self::repeat_release_timer`] and [`Self::interval_timer`].
    pub fn set_release_timers(
        &mut self,
        release: Duration,
        repeat: Duration,
        interval: Duration,
    ) -> &mut Self {
        self.connections.release_timer = bounded(release);
        self.connections.repeat_release_timer = bounded(repeat);
        self.connections.interval_timer = bounded(interval);
        self
    }

    /// T(guard): how long after the start there are no connections, so that those of before a restart have died away: none.
    /// The standard has 23 to 25 min (Q.714 §3.8.2) for points whose references begin where they began before; ours begin
    /// where the seed says.
    #[must_use]
    pub const fn guard_timer(&self) -> Duration {
        self.connections.guard_timer
    }

    /// Sets [`Self::guard_timer`].
    pub fn set_guard_timer(&mut self, timer: Duration) -> &mut Self {
        self.connections.guard_timer = timer.min(LONGEST_TIMER);
        self
    }
}
