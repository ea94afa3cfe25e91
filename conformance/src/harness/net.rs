use std::collections::VecDeque;
use std::time::{Duration, Instant};

use bytes::{Bytes, BytesMut};

/// SplitMix64: chance that a seed repeats.
#[derive(Clone, Debug)]
pub struct Random(u64);

impl Random {
    /// Chance from this seed.
    #[must_use]
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// The next number.
    pub fn number(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mixed = (self.0 ^ self.0 >> 30).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let mixed = (mixed ^ mixed >> 27).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ mixed >> 31
    }

    /// A number below `bound`; 0 for a bound of 0.
    pub fn below(&mut self, bound: u64) -> u64 {
        self.number() % bound.max(1)
    }

    /// True in `percent` of a hundred cases.
    pub fn percent(&mut self, percent: u8) -> bool {
        self.below(100) < u64::from(percent)
    }
}

/// What a network does to what passes; percentages are of pieces.
#[derive(Clone, Copy, Debug, Default)]
#[allow(clippy::exhaustive_structs)] // a test names what it wants
pub struct NetConfig {
    /// The least time on the way.
    pub delay: Duration,
    /// Up to so much more.
    pub jitter: Duration,
    /// Datagrams that are lost.
    pub loss: u8,
    /// Datagrams that come twice.
    pub duplicate: u8,
    /// Datagrams that overtake others.
    pub reorder: u8,
    /// The most octets that a stream hands over at once; 0 for no limit.
    pub split: usize,
}

/// One direction of a network. A run is (seed, operations): the same give the same.
#[derive(Debug)]
pub struct Net {
    config: NetConfig,
    random: Random,
    on_the_way: VecDeque<(Instant, Bytes)>,
    is_cut: bool,
    ends_at: Option<Instant>,
}

impl Net {
    /// A network of this kind.
    #[must_use]
    pub fn new(config: NetConfig, seed: u64) -> Self {
        Self { config, random: Random::new(seed), on_the_way: VecDeque::new(), is_cut: false, ends_at: None }
    }

    /// Takes octets of a stream: they arrive in order, in pieces, later.
    pub fn send_stream(&mut self, now: Instant, octets: &Bytes) {
        let limit = if self.config.split == 0 { octets.len() } else { self.config.split };
        let mut rest = octets.clone();
        while !rest.is_empty() && !self.is_cut {
            let most = limit.min(rest.len());
            let size = if self.config.split == 0 { most } else { 1 + self.below(most) };
            let piece = rest.split_to(size.min(rest.len()));
            // Never before what was sent earlier: a stream keeps its order.
            let earliest = self.on_the_way.back().map_or(now, |(at, _)| *at);
            let at = (now + self.config.delay + self.jitter()).max(earliest);
            self.on_the_way.push_back((at, piece));
        }
    }

    /// Takes a datagram: it may be lost, come twice or overtake.
    pub fn send_datagram(&mut self, now: Instant, datagram: &Bytes) {
        let copies = 1 + usize::from(self.random.percent(self.config.duplicate));
        for _ in 0..copies {
            if self.is_cut || self.random.percent(self.config.loss) {
                continue;
            }
            let at = now + self.config.delay + self.jitter();
            let place = if self.random.percent(self.config.reorder) {
                self.below(self.on_the_way.len() + 1)
            } else {
                self.on_the_way.len()
            };
            self.on_the_way.insert(place, (at, datagram.clone()));
        }
    }

    /// Hands over what of a stream has arrived.
    pub fn receive_stream(&mut self, now: Instant, into: &mut BytesMut) {
        while let Some((at, _)) = self.on_the_way.front()
            && *at <= now
            && let Some((_, piece)) = self.on_the_way.pop_front()
        {
            into.extend_from_slice(&piece);
        }
    }

    /// Hands over the next datagram that has arrived.
    pub fn receive_datagram(&mut self, now: Instant) -> Option<Bytes> {
        let place = self.on_the_way.iter().position(|(at, _)| *at <= now)?;
        self.on_the_way.remove(place).map(|(_, datagram)| datagram)
    }

    /// When the next piece arrives, or the end.
    #[must_use]
    pub fn next_arrival(&self) -> Option<Instant> {
        let arrivals = self.on_the_way.iter().map(|(at, _)| *at);
        arrivals.chain(self.ends_at).min()
    }

    /// Loses everything on the way and everything to come.
    pub fn cut(&mut self) {
        self.is_cut = true;
        self.on_the_way.clear();
    }

    /// The sender sends no more: after what is on the way comes the end.
    pub fn half_close(&mut self, now: Instant) {
        let last = self.on_the_way.back().map_or(now, |(at, _)| *at);
        self.ends_at = Some(last.max(now + self.config.delay));
    }

    /// Whether the end has arrived; told once.
    pub fn has_ended(&mut self, now: Instant) -> bool {
        let ended = self.on_the_way.is_empty() && self.ends_at.is_some_and(|at| at <= now);
        if ended {
            self.ends_at = None;
        }
        ended
    }

    fn jitter(&mut self) -> Duration {
        let micros = u64::try_from(self.config.jitter.as_micros()).unwrap_or(u64::MAX);
        Duration::from_micros(self.random.below(micros.saturating_add(1)))
    }

    fn below(&mut self, bound: usize) -> usize {
        usize::try_from(self.random.below(bound as u64)).unwrap_or(0)
    }
}
