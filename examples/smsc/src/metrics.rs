//! What the centre counts, for Prometheus.

use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

use brivas_smpp::{CommandStatus, MessageState};
use prometheus_client::encoding::EncodeLabelSet;
use prometheus_client::encoding::text::encode;
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::registry::Registry;

use crate::engine::Outcome;
use crate::envelope::Kind;
use crate::ss7::NetworkMetrics;

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct StatusLabel {
    command_status: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct StateLabel {
    kind: &'static str,
    state: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct OutcomeLabel {
    outcome: &'static str,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct TenantLabel {
    tenant: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct LinkLabel {
    link: String,
}

/// What may become of an attempt at delivery, as the label says it.
const OUTCOMES: [&str; 4] = ["accepted", "refused", "lost", "unfit"];
/// What may become of a TLS handshake.
const HANDSHAKES: [&str; 4] = ["done", "failed", "timeout", "too_many"];
/// How many numbers `message_state` has (SMPP 5.0 §4.7.15).
const STATES: usize = 10;
const KINDS: [&str; 2] = ["message", "receipt"];

/// What became of a TLS handshake.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Handshaken {
    Done,
    Failed,
    Timeout,
    /// It was not begun: too many were under way.
    TooMany,
}

/// The centre's counters and gauges.
#[derive(Debug)]
pub(crate) struct Metrics {
    registry: Mutex<Registry>,
    accepted: Counter,
    refused: Family<StatusLabel, Counter>,
    /// By kind and by the number of the state: found without a look-up, since each message counts here.
    ended: [[Counter; STATES]; 2],
    attempts: [Counter; OUTCOMES.len()],
    live: Gauge<i64>,
    waiting: Gauge<i64>,
    dead_letters: Gauge<i64>,
    connections: Gauge<i64>,
    binds: Family<TenantLabel, Gauge<i64>>,
    bind_failures: Counter,
    handshakes: [Counter; HANDSHAKES.len()],
    link_binds: Family<LinkLabel, Gauge<i64>>,
    link_failures: Family<LinkLabel, Counter>,
    receipts_unmatched: Counter,
    pdus_received: Counter<u64, AtomicU64>,
    pdus_sent: Counter<u64, AtomicU64>,
    pub(crate) mobile_network: NetworkMetrics,
    sound: AtomicBool,
}

impl Metrics {
    pub(crate) fn new() -> Self {
        let ended = Family::<StateLabel, Counter>::default();
        let handshakes = Family::<OutcomeLabel, Counter>::default();
        let attempts = Family::<OutcomeLabel, Counter>::default();
        let ended_with = |kind, state| {
            let state = format!("{:?}", MessageState(u8::try_from(state).unwrap_or(u8::MAX)));
            ended.get_or_create(&StateLabel { kind, state }).clone()
        };
        let metrics = Self {
            registry: Mutex::new(Registry::with_prefix("brivas_smsc")),
            accepted: Counter::default(),
            refused: Family::default(),
            ended: KINDS.map(|kind| std::array::from_fn(|state| ended_with(kind, state))),
            attempts: OUTCOMES.map(|outcome| attempts.get_or_create(&OutcomeLabel { outcome }).clone()),
            live: Gauge::default(),
            waiting: Gauge::default(),
            dead_letters: Gauge::default(),
            connections: Gauge::default(),
            binds: Family::default(),
            bind_failures: Counter::default(),
            handshakes: HANDSHAKES.map(|outcome| handshakes.get_or_create(&OutcomeLabel { outcome }).clone()),
            link_binds: Family::default(),
            link_failures: Family::default(),
            receipts_unmatched: Counter::default(),
            pdus_received: Counter::default(),
            pdus_sent: Counter::default(),
            mobile_network: NetworkMetrics::default(),
            sound: AtomicBool::new(true),
        };
        if let Ok(mut registry) = metrics.registry.lock() {
            registry.register("accepted", "Messages accepted from ESMEs", metrics.accepted.clone());
            registry.register("refused", "Requests refused, by command_status", metrics.refused.clone());
            registry.register("ended", "Messages that reached a final state", ended);
            registry.register("attempts", "Deliveries tried, by outcome", attempts);
            registry.register("live", "Messages in the store that have no final state", metrics.live.clone());
            registry.register("waiting", "Messages that wait for their ESME", metrics.waiting.clone());
            let what = "Receipts that a tenant's receipt_url did not take";
            registry.register("dead_letters", what, metrics.dead_letters.clone());
            registry.register("connections", "Open SMPP connections", metrics.connections.clone());
            registry.register("binds", "Bound sessions, by tenant", metrics.binds.clone());
            registry.register("bind_failures", "Binds refused", metrics.bind_failures.clone());
            registry.register("tls_handshakes", "TLS handshakes of ESMEs, by outcome", handshakes);
            registry.register("link_binds", "Binds at other centres, by link", metrics.link_binds.clone());
            registry.register(
                "link_failures",
                "Binds at other centres that failed or ended",
                metrics.link_failures.clone(),
            );
            registry.register(
                "receipts_unmatched",
                "Receipts of other centres for messages that are not known",
                metrics.receipts_unmatched.clone(),
            );
            registry.register(
                "pdus_received",
                "PDUs of ended sessions, received",
                metrics.pdus_received.clone(),
            );
            registry.register("pdus_sent", "PDUs of ended sessions, sent", metrics.pdus_sent.clone());
            metrics.mobile_network.register(&mut registry);
        }
        metrics
    }

    /// Everything in the text format of Prometheus.
    pub(crate) fn render(&self) -> String {
        let mut text = String::new();
        if let Ok(registry) = self.registry.lock() {
            // Writing to a String does not fail.
            let _ = encode(&mut text, &registry);
        }
        text
    }

    pub(crate) fn accepted(&self) {
        self.accepted.inc();
    }

    pub(crate) fn refused(&self, status: CommandStatus) {
        self.refused.get_or_create(&StatusLabel { command_status: format!("{status:?}") }).inc();
    }

    pub(crate) fn ended(&self, kind: Kind, state: MessageState) {
        let [messages, receipts] = &self.ended;
        let states = match kind {
            Kind::Message => messages,
            Kind::Receipt => receipts,
        };
        if let Some(counter) = states.get(usize::from(state.0)) {
            counter.inc();
        }
    }

    pub(crate) fn attempt(&self, outcome: &Outcome) {
        let [accepted, refused, lost, unfit] = &self.attempts;
        let counter = match outcome {
            Outcome::Answered(CommandStatus::ESME_ROK) | Outcome::TakenOver(_) => accepted,
            Outcome::Answered(_) => refused,
            Outcome::TimedOut | Outcome::Lost => lost,
            Outcome::Unfit => unfit,
        };
        counter.inc();
    }

    pub(crate) fn live(&self, messages: usize) {
        self.live.set(i64::try_from(messages).unwrap_or(i64::MAX));
    }

    pub(crate) fn waiting(&self, messages: usize) {
        self.waiting.set(i64::try_from(messages).unwrap_or(i64::MAX));
    }

    pub(crate) fn dead_letters(&self, letters: usize) {
        self.dead_letters.set(i64::try_from(letters).unwrap_or(i64::MAX));
    }

    pub(crate) fn connected(&self, change: i64) {
        self.connections.inc_by(change);
    }

    pub(crate) fn bound(&self, tenant: &str, change: i64) {
        self.binds.get_or_create(&TenantLabel { tenant: tenant.into() }).inc_by(change);
    }

    pub(crate) fn bind_failed(&self) {
        self.bind_failures.inc();
    }

    pub(crate) fn handshake(&self, outcome: Handshaken) {
        let [done, failed, timeout, too_many] = &self.handshakes;
        let counter = match outcome {
            Handshaken::Done => done,
            Handshaken::Failed => failed,
            Handshaken::Timeout => timeout,
            Handshaken::TooMany => too_many,
        };
        counter.inc();
    }

    pub(crate) fn link_bound(&self, link: &str, change: i64) {
        self.link_binds.get_or_create(&LinkLabel { link: link.into() }).inc_by(change);
    }

    pub(crate) fn link_failed(&self, link: &str) {
        self.link_failures.get_or_create(&LinkLabel { link: link.into() }).inc();
    }

    pub(crate) fn receipt_unmatched(&self) {
        self.receipts_unmatched.inc();
    }

    pub(crate) fn session_ended(&self, stats: brivas_smpp::Stats) {
        self.pdus_received.inc_by(stats.pdus_received);
        self.pdus_sent.inc_by(stats.pdus_sent);
    }

    /// The store failed: the centre is no longer ready.
    pub(crate) fn broken(&self) {
        self.sound.store(false, Ordering::Release);
    }

    pub(crate) fn is_sound(&self) -> bool {
        self.sound.load(Ordering::Acquire)
    }
}
