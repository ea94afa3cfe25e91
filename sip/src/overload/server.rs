//! How much a server asks its clients to hold back (RFC 7339 §5.2, §5.3, §5.10.2; RFC 7415 §3.4).

use std::time::{Duration, Instant};

use super::category::{Category, Verdict};
use super::params::{Algorithm, Offer, Report};
use super::sequence::Sequence;
use crate::draw::Draw;

/// Finds out how much of what comes a server can take, from how busy its owner says that it is, and tells its clients.
///
/// The standard leaves open how; here the share that is taken is multiplied with the load that is aimed at over the load
/// that there is, once in each interval, so that it finds its place within a few of them.
#[derive(Clone, Debug)]
pub struct Controller {
    target: u32,
    interval: Duration,
    validity: Duration,
    retry_after: Option<u32>,
    capacity: Option<u32>,
    clients: u32,
    /// How much of what comes is taken, in thousandths.
    share: u32,
    /// Sum and number of what was said of the load since the last interval began.
    loads: (u64, u64),
    interval_end: Instant,
    began: Instant,
    epoch: u64,
    now: Instant,
    draw: Draw,
}

const ALL: u32 = 1000;
/// So much is always taken, or nobody would see the load go.
const LEAST: u32 = 20;

impl Controller {
    /// For a server that is idle. `epoch` is a number of seconds that is greater each time that the server begins anew, such
    /// as those since 1970: it numbers the reports. The seed decides which requests are refused of clients that cannot hold
    /// back.
    #[must_use]
    pub fn new(epoch: u64, seed: [u8; 16], now: Instant) -> Self {
        let interval = Duration::from_millis(250);
        Self {
            target: 800,
            interval,
            validity: Duration::from_millis(500),
            retry_after: None,
            capacity: None,
            clients: 1,
            share: ALL,
            loads: (0, 0),
            interval_end: now + interval,
            began: now,
            epoch,
            now,
            draw: Draw::new(seed),
        }
    }

    /// The load that is aimed at, in thousandths, else 800.
    pub const fn set_target(&mut self, thousandths: u32) -> &mut Self {
        self.target = thousandths;
        self
    }

    /// How often the share is found anew, else every 250 ms.
    pub fn set_interval(&mut self, interval: Duration) -> &mut Self {
        self.interval = interval;
        self.interval_end = self.now + interval;
        self
    }

    /// For how long a report holds, else 500 ms as the standard has it (RFC 7339 §4.3). It should be longer than the interval.
    pub const fn set_validity(&mut self, validity: Duration) -> &mut Self {
        self.validity = validity;
        self
    }

    /// The seconds of Retry-After in a 503 to a client that cannot hold back; else none are named, since it would send
    /// nothing at all for that time, and then everything (RFC 7339 §5.10.2, RFC 5390).
    pub const fn set_retry_after(&mut self, seconds: Option<u32>) -> &mut Self {
        self.retry_after = seconds;
        self
    }

    /// How many requests a second the server can take when it takes all it can. With it, clients that can are held to a rate;
    /// without it, all to a loss.
    pub const fn set_capacity(&mut self, requests_a_second: Option<u32>) -> &mut Self {
        self.capacity = requests_a_second;
        self
    }

    /// Among how many clients that capacity is divided, at least 1.
    pub fn set_clients(&mut self, clients: u32) -> &mut Self {
        self.clients = clients.max(1);
        self
    }

    /// The load as the owner measures it, in thousandths: of the processor, or how full a queue is. At the end of an interval
    /// the mean of what was said in it counts.
    pub fn handle_load(&mut self, now: Instant, thousandths: u32) {
        self.now = self.now.max(now);
        let (sum, count) = self.loads;
        self.loads = (sum.saturating_add(thousandths.into()), count + 1);
        if self.now >= self.interval_end {
            let (sum, count) = self.loads;
            self.adapt(u32::try_from(sum / count).unwrap_or(u32::MAX));
            self.loads = (0, 0);
            self.interval_end = self.now + self.interval;
        }
    }

    /// Whether less than all is taken.
    #[must_use]
    pub const fn is_overloaded(&self) -> bool {
        self.share < ALL
    }

    /// What a response to this client says. No report has a lower number than one before.
    pub fn report(&mut self, now: Instant, offer: &Offer<'_>) -> Report {
        self.now = self.now.max(now);
        let past = self.now.duration_since(self.began);
        let sequence = Sequence::new(self.epoch.saturating_add(past.as_secs()), past.subsec_micros() / 10);
        let capacity = self.capacity.filter(|_| offer.has(Algorithm::Rate));
        let (algorithm, value) = match capacity {
            Some(capacity) => (Algorithm::Rate, self.rate(capacity)),
            None => (Algorithm::Loss, (ALL - self.share).div_ceil(10)),
        };
        let (value, validity) =
            if self.is_overloaded() { (value, self.validity) } else { (0, Duration::ZERO) };
        Report { value, algorithm: Some(algorithm), validity, sequence: Some(sequence) }
    }

    /// Whether a request is taken. One of a client that holds back itself always is; of others as many are refused as it
    /// would have held back, so that nobody is better off who cannot (RFC 7339 §5.10.2).
    pub fn admit(&mut self, offer: Option<&Offer<'_>>, category: Category) -> Verdict {
        let may_be_refused = offer.is_none() && category == Category::Ordinary;
        let refused = u64::from(ALL - self.share);
        if may_be_refused && self.draw.below(ALL.into()) < refused { Verdict::Refuse } else { Verdict::Pass }
    }

    /// The seconds of Retry-After in a 503 to a client that cannot hold back.
    #[must_use]
    pub const fn retry_after(&self) -> Option<u32> {
        self.retry_after
    }

    fn adapt(&mut self, load: u32) {
        let wanted = u64::from(self.share) * u64::from(self.target) / u64::from(load.max(1));
        // It comes back step by step: the load that was held back comes with it.
        let most = u64::from(self.share) * 2;
        self.share = u32::try_from(wanted.min(most)).unwrap_or(ALL).clamp(LEAST, ALL);
    }

    /// The share of one client, which is at least one request a second.
    fn rate(&self, capacity: u32) -> u32 {
        let all = u64::from(capacity) * u64::from(self.share) / u64::from(ALL);
        u32::try_from(all / u64::from(self.clients)).unwrap_or(u32::MAX).max(1)
    }
}
