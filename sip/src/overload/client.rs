//! What a client sends to one server (RFC 7339 §5, RFC 7415 §3).

use std::time::{Duration, Instant};

use super::category::{Category, Verdict};
use super::loss::Mix;
use super::params::{Algorithm, Report};
use super::rate::Bucket;
use super::sequence::Sequence;
use super::silence::Silence;
use crate::draw::Draw;
use crate::header::Via;
use crate::resolver::Outcome;

/// Decides which requests a client sends to one server. The server is the one that is sent to, an address with its port and
/// transport, not the one that the request is for in the end (RFC 7339 §5.4).
#[derive(Clone, Debug)]
pub struct Throttle {
    longest: Duration,
    now: Instant,
    control: Option<Control>,
    /// The algorithm of a report that names none.
    algorithm: Algorithm,
    newest: Option<(Sequence, Instant)>,
    /// Nothing is sent before this.
    held_until: Option<Instant>,
    silence: Silence,
    mix: Mix,
    bucket: Option<Bucket>,
    draw: Draw,
}

/// What is asked of us.
#[derive(Clone, Copy, Debug)]
struct Control {
    algorithm: Algorithm,
    value: u32,
    until: Instant,
}

/// A response comes no later than this after it was sent, 64 T1: a server whose numbers are lower after it has begun anew.
const FORGOTTEN: Duration = Duration::from_secs(32);

impl Throttle {
    /// For one server, which has asked for nothing yet. The seed decides which requests are held back.
    #[must_use]
    pub fn new(seed: [u8; 16], now: Instant) -> Self {
        Self {
            longest: Duration::from_secs(300),
            now,
            control: None,
            algorithm: Algorithm::Loss,
            newest: None,
            held_until: None,
            silence: Silence::default(),
            mix: Mix::default(),
            bucket: None,
            draw: Draw::new(seed),
        }
    }

    /// The longest time for which the server is followed without saying it again, else five minutes.
    pub const fn set_longest(&mut self, longest: Duration) -> &mut Self {
        self.longest = longest;
        self
    }

    /// Takes what the first Via of a response says, which is ours. A response without a report changes nothing.
    pub fn handle_via(&mut self, now: Instant, via: &Via<'_>) {
        if let Some(report) = Report::of(via) {
            self.handle_report(now, &report);
        }
    }

    /// Takes a report. One that is no newer than the last is passed over: responses overtake each other (RFC 7339 §4.4).
    pub fn handle_report(&mut self, now: Instant, report: &Report) {
        self.go_on(now);
        let is_old = |sequence| self.newest.is_some_and(|(newest, _)| sequence <= newest);
        let algorithm = report.algorithm.unwrap_or(self.algorithm);
        let is_too_much = algorithm == Algorithm::Loss && report.value > 100;
        if report.sequence.is_some_and(is_old) || is_too_much {
            return;
        }
        if let Some(sequence) = report.sequence {
            self.newest = Some((sequence, self.now));
        }
        self.algorithm = algorithm;
        let until = self.now + report.validity.min(self.longest);
        self.control =
            (!report.validity.is_zero()).then_some(Control { algorithm, value: report.value, until });
        if algorithm == Algorithm::Rate && self.control.is_some() && self.bucket.is_none() {
            self.bucket = Some(Bucket::new(self.now, report.value, &mut self.draw));
        }
    }

    /// Takes a 503. With Retry-After nothing is sent for that time; without it a 503 is as good as a 500 (RFC 3261 §21.5.4).
    pub fn handle_unavailable(&mut self, now: Instant, retry_after: Option<Duration>) {
        self.go_on(now);
        let until = retry_after.map(|time| self.now + time.min(self.longest));
        self.held_until = self.held_until.max(until);
    }

    /// Takes what became of a request. After three in a row without a response only one request goes at a time, after 2 s and
    /// then each after twice the time of the one before up to 64 s, until a response comes (RFC 7339 §5.9).
    pub fn handle_outcome(&mut self, now: Instant, outcome: Outcome) {
        self.go_on(now);
        match outcome {
            Outcome::Response(_) => self.silence = Silence::default(),
            Outcome::Timeout | Outcome::TransportError => self.silence.fail(self.now),
        }
    }

    /// Whether a request may go.
    pub fn admit(&mut self, now: Instant, category: Category) -> Verdict {
        self.go_on(now);
        self.mix.count(category);
        if self.held_until.is_some() && category != Category::Always {
            return Verdict::Refuse;
        }
        if self.silence.is_long() {
            return self.silence.verdict(self.now, category);
        }
        match (self.control, &mut self.bucket) {
            (Some(Control { algorithm: Algorithm::Loss, value, .. }), _) => {
                self.mix.verdict(value, category, &mut self.draw)
            }
            (Some(Control { algorithm: Algorithm::Rate, value, .. }), Some(bucket)) => {
                bucket.verdict(self.now, value, category)
            }
            _ => Verdict::Pass,
        }
    }

    /// Whether anything is held back.
    #[must_use]
    pub fn is_restricted(&self, now: Instant) -> bool {
        let control = self.control.map(|control| control.until);
        self.silence.is_long() || control.max(self.held_until).is_some_and(|until| until > now)
    }

    /// Lets pass what has ended.
    fn go_on(&mut self, now: Instant) {
        self.now = self.now.max(now);
        let now = self.now;
        self.control = self.control.filter(|control| control.until > now);
        self.held_until = self.held_until.filter(|until| *until > now);
        self.newest = self.newest.filter(|(_, at)| now.duration_since(*at) < FORGOTTEN);
        // An empty bucket of long ago is worth nothing.
        if self.control.is_none() {
            self.bucket = None;
        }
    }
}
