//! How long things take (RFC 3261 §17.1.1.1, table 4).

use std::time::Duration;

/// The timers of transactions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Timers {
    t1: Duration,
    t2: Duration,
    t4: Duration,
    timer_d: Duration,
    trying: Duration,
}

impl Default for Timers {
    /// Those of the standard.
    fn default() -> Self {
        Self {
            t1: Duration::from_millis(500),
            t2: Duration::from_secs(4),
            t4: Duration::from_secs(5),
            timer_d: Duration::from_secs(32),
            trying: Duration::from_millis(200),
        }
    }
}

impl Timers {
    /// Those of the standard.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// T1: how long a request and its response are estimated to take, else 500 ms (RFC 3261 §17.1.1.1).
    pub const fn set_t1(&mut self, t1: Duration) -> &mut Self {
        self.t1 = t1;
        self
    }

    /// T2: the longest time between two copies of a message but an INVITE, else 4 s (RFC 3261 §17.1.2.2).
    pub const fn set_t2(&mut self, t2: Duration) -> &mut Self {
        self.t2 = t2;
        self
    }

    /// T4: the longest time that a message stays in the network, else 5 s (RFC 3261 §17.1.2.2).
    pub const fn set_t4(&mut self, t4: Duration) -> &mut Self {
        self.t4 = t4;
        self
    }

    /// Timer D: how long a client takes in copies of the final response to an INVITE on datagrams, else 32 s, which is the
    /// least that the standard wants (RFC 3261 §17.1.1.2).
    pub const fn set_timer_d(&mut self, timer_d: Duration) -> &mut Self {
        self.timer_d = timer_d;
        self
    }

    /// After how long 100 Trying is sent if the user of an INVITE is silent, else 200 ms (RFC 3261 §17.2.1).
    pub const fn set_trying(&mut self, trying: Duration) -> &mut Self {
        self.trying = trying;
        self
    }

    /// T1.
    #[must_use]
    pub const fn t1(&self) -> Duration {
        self.t1
    }

    /// T2.
    #[must_use]
    pub const fn t2(&self) -> Duration {
        self.t2
    }

    /// T4.
    #[must_use]
    pub const fn t4(&self) -> Duration {
        self.t4
    }

    /// Timer D on datagrams.
    #[must_use]
    pub const fn timer_d(&self) -> Duration {
        self.timer_d
    }

    /// When 100 Trying is due for an INVITE.
    #[must_use]
    pub const fn trying(&self) -> Duration {
        self.trying
    }

    /// 64 T1: how long a transaction is tried, timers B, F, H, J, L and M.
    #[must_use]
    pub fn transaction(&self) -> Duration {
        self.t1.saturating_mul(64)
    }

    /// When 100 Trying is due for any other request: once the client's Timer E has reached T2 (RFC 4320 §4.1).
    #[must_use]
    pub fn late_trying(&self) -> Duration {
        let (mut interval, mut sum) = (self.t1, Duration::ZERO);
        while interval < self.t2 && !interval.is_zero() {
            sum = sum.saturating_add(interval);
            interval = interval.saturating_mul(2);
        }
        sum
    }
}
