//! The settings of SCCP.

mod connections;

use std::time::Duration;

use super::{Ssn, Translator, Variant};
use crate::mtp::PointCode;

/// The settings of a [`Sccp`](super::Sccp).
#[derive(Clone, Debug)]
pub struct Config {
    variant: Variant,
    point_codes: Vec<PointCode>,
    network_indicator: u8,
    translator: Translator,
    concerned: Vec<PointCode>,
    remote_subsystems: Vec<(PointCode, Ssn)>,
    longest_message: usize,
    uses_long_messages: bool,
    hop_counter: u8,
    reassembly_timer: Duration,
    max_reassemblies: u32,
    max_events: usize,
    max_transmit: usize,
    max_points: usize,
    status_test_timers: (Duration, Duration),
    connections: connections::Connections,
}

impl Config {
    /// The defaults of a point with this code.
    #[must_use]
    pub fn new(point_code: PointCode) -> Self {
        Self {
            variant: Variant::Itu,
            point_codes: vec![point_code],
            network_indicator: 2,
            translator: Translator::default(),
            concerned: Vec::new(),
            remote_subsystems: Vec::new(),
            longest_message: 272,
            uses_long_messages: false,
            hop_counter: 15,
            reassembly_timer: Duration::from_secs(15),
            max_reassemblies: 4096,
            max_events: 1 << 16,
            max_transmit: 1 << 16,
            max_points: 1 << 14,
            status_test_timers: (Duration::from_secs(10), Duration::from_secs(600)),
            connections: connections::Connections::default(),
        }
    }

    /// Whose SCCP it is: ITU.
    #[must_use]
    pub const fn variant(&self) -> Variant {
        self.variant
    }

    /// Sets [`Self::variant`].
    pub fn set_variant(&mut self, variant: Variant) -> &mut Self {
        self.variant = variant;
        self
    }

    /// Our point codes; messages go out from the first.
    #[must_use]
    pub fn point_codes(&self) -> &[PointCode] {
        &self.point_codes
    }

    /// Adds a point code of ours: an alias under which we are reached, too.
    pub fn add_point_code(&mut self, point_code: PointCode) -> &mut Self {
        self.point_codes.push(point_code);
        self
    }

    /// The network indicator of what goes out: 2, national.
    #[must_use]
    pub const fn network_indicator(&self) -> u8 {
        self.network_indicator
    }

    /// Sets [`Self::network_indicator`].
    pub fn set_network_indicator(&mut self, indicator: u8) -> &mut Self {
        self.network_indicator = indicator;
        self
    }

    /// Which way global titles lead: none anywhere.
    #[must_use]
    pub const fn translator(&self) -> &Translator {
        &self.translator
    }

    /// Sets [`Self::translator`].
    pub fn set_translator(&mut self, translator: Translator) -> &mut Self {
        self.translator = translator;
        self
    }

    /// The points that are told when a subsystem of ours comes or goes (Q.714 §5.3.7): none.
    #[must_use]
    pub fn concerned(&self) -> &[PointCode] {
        &self.concerned
    }

    /// Sets [`Self::concerned`].
    pub fn set_concerned(&mut self, points: Vec<PointCode>) -> &mut Self {
        self.concerned = points;
        self
    }

    /// The subsystems elsewhere that are watched: prohibited until their point says otherwise, and tested meanwhile
    /// (Q.714 §5.3.4): none.
    #[must_use]
    pub fn remote_subsystems(&self) -> &[(PointCode, Ssn)] {
        &self.remote_subsystems
    }

    /// Sets [`Self::remote_subsystems`].
    pub fn set_remote_subsystems(&mut self, subsystems: Vec<(PointCode, Ssn)>) -> &mut Self {
        self.remote_subsystems = subsystems;
        self
    }

    /// The most octets of UDT and XUDT: 272, what a classic signalling link carries with its label. Longer data are
    /// segmented, or go as LUDT.
    #[must_use]
    pub const fn longest_message(&self) -> usize {
        self.longest_message
    }

    /// Sets [`Self::longest_message`].
    pub fn set_longest_message(&mut self, octets: usize) -> &mut Self {
        self.longest_message = octets;
        self
    }

    /// Whether long data go as LUDT, which needs peers without classic links, rather than in segments: no.
    #[must_use]
    pub const fn uses_long_messages(&self) -> bool {
        self.uses_long_messages
    }

    /// Sets [`Self::uses_long_messages`].
    pub fn set_uses_long_messages(&mut self, uses: bool) -> &mut Self {
        self.uses_long_messages = uses;
        self
    }

    /// How many translations a message may go through: 15 (Q.713 §3.18).
    #[must_use]
    pub const fn hop_counter(&self) -> u8 {
        self.hop_counter
    }

    /// Sets [`Self::hop_counter`], 1 to 15.
    pub fn set_hop_counter(&mut self, hops: u8) -> &mut Self {
        self.hop_counter = hops.clamp(1, 15);
        self
    }

    /// T(reass): how long the segments of a message may take: 15 s (Q.714 Annex C).
    #[must_use]
    pub const fn reassembly_timer(&self) -> Duration {
        self.reassembly_timer
    }

    /// Sets [`Self::reassembly_timer`].
    pub fn set_reassembly_timer(&mut self, timer: Duration) -> &mut Self {
        self.reassembly_timer = connections::bounded(timer);
        self
    }

    /// How many messages may be in segments at once: 4096. One more is returned as if it could not be reassembled.
    #[must_use]
    pub const fn max_reassemblies(&self) -> u32 {
        self.max_reassemblies
    }

    /// Sets [`Self::max_reassemblies`].
    pub fn set_max_reassemblies(&mut self, messages: u32) -> &mut Self {
        self.max_reassemblies = messages;
        self
    }

    /// How many events may wait for the owner: 65,536. Beyond it data come back, connections are refused and those with data
    /// end, as if the subsystem were congested.
    #[must_use]
    pub const fn max_events(&self) -> usize {
        self.max_events
    }

    /// Sets [`Self::max_events`].
    pub fn set_max_events(&mut self, events: usize) -> &mut Self {
        self.max_events = events;
        self
    }

    /// How many messages may wait for the MTP: 65,536. Beyond it a verb is refused, and an answer of ours is left out.
    #[must_use]
    pub const fn max_transmit(&self) -> usize {
        self.max_transmit
    }

    /// Sets [`Self::max_transmit`].
    pub fn set_max_transmit(&mut self, messages: usize) -> &mut Self {
        self.max_transmit = messages;
        self
    }

    /// How many other points may become known by what they send: 16,384, all that a network of ITU has. The MTP may tell of
    /// more.
    #[must_use]
    pub const fn max_points(&self) -> usize {
        self.max_points
    }

    /// Sets [`Self::max_points`].
    pub fn set_max_points(&mut self, points: usize) -> &mut Self {
        self.max_points = points;
        self
    }

    /// T(stat info): after how long a prohibited subsystem is tested, and up to how long that doubles: 10 s, 10 min
    /// (Q.714 Annex D).
    #[must_use]
    pub const fn status_test_timers(&self) -> (Duration, Duration) {
        self.status_test_timers
    }

    /// Sets [`Self::status_test_timers`].
    pub fn set_status_test_timers(&mut self, first: Duration, longest: Duration) -> &mut Self {
        let first = connections::bounded(first);
        self.status_test_timers = (first, connections::bounded(longest).max(first));
        self
    }
}
