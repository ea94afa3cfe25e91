//! The settings of TCAP.

use std::time::Duration;

/// The settings of a [`Tcap`](super::Tcap).
#[derive(Clone, Debug)]
pub struct Config {
    max_dialogues: u32,
    max_components: usize,
    max_events: usize,
    dialogue_timer: Duration,
    needs_response_apdu: bool,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            max_dialogues: Self::MOST_DIALOGUES,
            max_components: 64,
            max_events: 1 << 16,
            dialogue_timer: Duration::from_secs(10 * 60),
            needs_response_apdu: true,
        }
    }
}

impl Config {
    /// More dialogues than these have no transaction ids.
    pub const MOST_DIALOGUES: u32 = 1 << 22;

    /// The defaults.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// How many dialogues may be open at once: 4,194,304. Beyond it a Begin is answered by P-Abort resourceLimitation
    /// (Q.774 §3.3.4).
    #[must_use]
    pub const fn max_dialogues(&self) -> u32 {
        self.max_dialogues
    }

    /// Sets [`Self::max_dialogues`], up to [`Self::MOST_DIALOGUES`].
    pub fn set_max_dialogues(&mut self, dialogues: u32) -> &mut Self {
        self.max_dialogues = dialogues.min(Self::MOST_DIALOGUES);
        self
    }

    /// How many components one dialogue may have waiting for its next message, and how many invocations open: 64.
    #[must_use]
    pub const fn max_components(&self) -> usize {
        self.max_components
    }

    /// Sets [`Self::max_components`].
    pub fn set_max_components(&mut self, components: usize) -> &mut Self {
        self.max_components = components;
        self
    }

    /// How many events may wait for the owner: 65,536. Beyond it a Begin is answered by P-Abort resourceLimitation.
    #[must_use]
    pub const fn max_events(&self) -> usize {
        self.max_events
    }

    /// Sets [`Self::max_events`].
    pub fn set_max_events(&mut self, events: usize) -> &mut Self {
        self.max_events = events;
        self
    }

    /// How long a dialogue may be without any message, unless it is given a time of its own: 10 minutes. Q.774 leaves it to
    /// the implementation; without one, a dialogue whose peer has died would stay for ever.
    #[must_use]
    pub const fn dialogue_timer(&self) -> Duration {
        self.dialogue_timer
    }

    /// Sets [`Self::dialogue_timer`].
    pub fn set_dialogue_timer(&mut self, timer: Duration) -> &mut Self {
        self.dialogue_timer = timer;
        self
    }

    /// Whether the first answer to a dialogue with an application context must have an AARE: true (Q.774 §3.2.2). Some
    /// peers leave it out.
    #[must_use]
    pub const fn needs_response_apdu(&self) -> bool {
        self.needs_response_apdu
    }

    /// Sets [`Self::needs_response_apdu`].
    pub fn set_needs_response_apdu(&mut self, needs: bool) -> &mut Self {
        self.needs_response_apdu = needs;
        self
    }
}
