//! How long things take (RFC 3261 §17.1.1.1, table 4).

use std::time::Duration;

/// The timers of transactions. Each is kept to the microsecond and up to 71 minutes, since every transaction has its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Timers {
    t1: Micros,
    t2: Micros,
    t4: Micros,
    timer_d: Micros,
    trying: Micros,
}

/// A time in microseconds: a quarter of the octets of a [`Duration`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Micros(u32);

impl Micros {
    pub(super) const MAX: Self = Self(u32::MAX);

    #[allow(clippy::cast_possible_truncation)] // it is compared before
    pub(super) const fn of(time: Duration) -> Self {
        let micros = time.as_micros();
        Self(if micros < u32::MAX as u128 { micros as u32 } else { u32::MAX })
    }

    pub(super) const fn get(self) -> Duration {
        Duration::from_micros(self.0 as u64)
    }

    pub(super) const fn doubled(self) -> Self {
        Self(self.0.saturating_mul(2))
    }
}

impl Default for Timers {
    /// Those of the standard.
    fn default() -> Self {
        Self {
            t1: Micros::of(Duration::from_millis(500)),
            t2: Micros::of(Duration::from_secs(4)),
            t4: Micros::of(Duration::from_secs(5)),
            timer_d: Micros::of(Duration::from_secs(32)),
            trying: Micros::of(Duration::from_millis(200)),
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
        self.t1 = Micros::of(t1);
        self
    }

    /// T2: the longest time between two copies of a message but an INVITE, else 4 s (RFC 3261 §17.1.2.2).
    pub const fn set_t2(&mut self, t2: Duration) -> &mut Self {
        self.t2 = Micros::of(t2);
        self
    }

    /// T4: the longest time that a message stays in the network, else 5 s (RFC 3261 §17.1.2.2).
    pub const fn set_t4(&mut self, t4: Duration) -> &mut Self {
        self.t4 = Micros::of(t4);
        self
    }

    /// Timer D: how long a client takes in copies of the final response to an INVITE on datagrams, else 32 s, which is the
    /// least that the standard wants (RFC 3261 §17.1.1.2).
    pub const fn set_timer_d(&mut self, timer_d: Duration) -> &mut Self {
        self.timer_d = Micros::of(timer_d);
        self
    }

    /// After how long 100 Trying is sent if the user of an INVITE is silent, else 200 ms (RFC 3261 §17.2.1).
    pub const fn set_trying(&mut self, trying: Duration) -> &mut Self {
        self.trying = Micros::of(trying);
        self
    }

    /// T1.
    #[must_use]
    pub const fn t1(&self) -> Duration {
        self.t1.get()
    }

    /// T2.
    #[must_use]
    pub const fn t2(&self) -> Duration {
        self.t2.get()
    }

    /// T4.
    #[must_use]
    pub const fn t4(&self) -> Duration {
        self.t4.get()
    }

    /// Timer D on datagrams.
    #[must_use]
    pub const fn timer_d(&self) -> Duration {
        self.timer_d.get()
    }

    /// When 100 Trying is due for an INVITE.
    #[must_use]
    pub const fn trying(&self) -> Duration {
        self.trying.get()
    }

    /// 64 T1: how long a transaction is tried, timers B, F, H, J, L and M.
    #[must_use]
    pub fn transaction(&self) -> Duration {
        self.t1().saturating_mul(64)
    }

    /// When 100 Trying is due for any other request: once the client's Timer E has reached T2 (RFC 4320 §4.1).
    #[must_use]
    pub fn late_trying(&self) -> Duration {
        let (mut interval, mut sum) = (self.t1(), Duration::ZERO);
        while interval < self.t2() && !interval.is_zero() {
            sum = sum.saturating_add(interval);
            interval = interval.saturating_mul(2);
        }
        sum
    }
}
