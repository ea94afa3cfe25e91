//! What has happened in all runs.

#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Score {
    pub(crate) calls: u64,
    pub(crate) answered: u64,
    pub(crate) acknowledged: u64,
    pub(crate) refused: u64,
    pub(crate) failed: u64,
    pub(crate) cancelled: u64,
    pub(crate) pracked: u64,
    pub(crate) changed: u64,
    pub(crate) responses: u64,
    pub(crate) subscribed: u64,
    pub(crate) notified: u64,
    pub(crate) referred: u64,
    pub(crate) reported: u64,
    pub(crate) sent: u64,
}

impl Score {
    pub(crate) const fn add(&mut self, other: &Self) {
        self.calls += other.calls;
        self.answered += other.answered;
        self.acknowledged += other.acknowledged;
        self.refused += other.refused;
        self.failed += other.failed;
        self.cancelled += other.cancelled;
        self.pracked += other.pracked;
        self.changed += other.changed;
        self.responses += other.responses;
        self.subscribed += other.subscribed;
        self.notified += other.notified;
        self.referred += other.referred;
        self.reported += other.reported;
        self.sent += other.sent;
    }
}
