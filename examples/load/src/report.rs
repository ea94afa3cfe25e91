//! What a run is reported as. The names of the fields are those of the JSON; times of requests are in microseconds.

mod text;

use std::collections::BTreeMap;

use brivas_smpp::{CommandStatus, MessageState};
use hdrhistogram::Histogram;
use serde::Serialize;

use crate::mix::Request;
use crate::plan::Plan;
use crate::process::Meter;
use crate::run::{End, Outcome};
use crate::tally::{RequestTally, Tally};

/// Everything about one run.
#[derive(Debug, Serialize)]
pub(crate) struct Report {
    tool: &'static str,
    version: &'static str,
    protocol: &'static str,
    options: Options,
    outcome: End,
    lost_sessions: u64,
    /// Why sessions were lost: the first few.
    reasons: Vec<String>,
    seconds: f64,
    /// Requests accepted a second.
    rate_per_sec: f64,
    #[serde(flatten)]
    all: Requests,
    /// `submit_sm` and `data_sm` among those accepted.
    messages_accepted: u64,
    /// Due by the schedule, but no window had room before the end.
    never_sent: u64,
    unexpected_answers: u64,
    requests: BTreeMap<&'static str, Requests>,
    binds: Latency,
    deliveries: Deliveries,
    server: Option<Costs>,
    client: Option<Costs>,
    pub(crate) floor: Option<Floor>,
}

#[derive(Debug, Serialize)]
struct Options {
    target: String,
    sessions: usize,
    receivers: usize,
    window: u32,
    rate: Option<f64>,
    mix: String,
    text_octets: u16,
    one_pdu_a_write: bool,
    receipts: bool,
    idle: bool,
    warmup_secs: f64,
    threads: usize,
}

#[derive(Debug, Serialize)]
struct Requests {
    sent: u64,
    accepted: u64,
    /// `ESME_RTHROTTLED` and `ESME_RMSGQFUL`.
    throttled: u64,
    errors: u64,
    errors_by_status: BTreeMap<String, u64>,
    unanswered: u64,
    /// Of all answers.
    latency_us: Latency,
    /// Of those that were `ESME_ROK`.
    accepted_latency_us: Latency,
}

#[derive(Clone, Copy, Debug, Serialize)]
struct Latency {
    count: u64,
    p50: f64,
    p90: f64,
    p99: f64,
    p999: f64,
    max: f64,
}

#[derive(Debug, Serialize)]
struct Deliveries {
    messages: u64,
    receipts: u64,
    receipts_by_state: BTreeMap<String, u64>,
    enquire_links: u64,
}

#[derive(Clone, Copy, Debug, Serialize)]
struct Costs {
    cpu_seconds: f64,
    /// For each message accepted, deliveries included.
    cpu_us_per_message: Option<f64>,
    rss_kib: u64,
    peak_rss_kib: u64,
    rss_before_kib: u64,
    rss_bound_kib: u64,
    /// What binding took, for each session.
    rss_kib_per_session: f64,
}

/// The same load against a server that does nothing, and how the run compares: 1 would be as good as the floor.
#[derive(Debug, Serialize)]
pub(crate) struct Floor {
    rate_per_sec: f64,
    latency_us: Latency,
    cpu_us_per_message: Option<f64>,
    rate_ratio: Option<f64>,
    p50_ratio: Option<f64>,
    cpu_ratio: Option<f64>,
}

#[allow(clippy::cast_precision_loss)] // counts, for people
impl Report {
    pub(crate) fn new(plan: &Plan, outcome: Outcome) -> Self {
        let Outcome { tally, end, reasons, lost, seconds, server, client } = outcome;
        let messages_accepted = tally.messages_accepted();
        let all = Requests::new(&tally.all());
        let costs = |meter: &Meter| Costs::new(meter, messages_accepted, plan.lines());
        let sent = |request: &Request| tally.of(*request).sent > 0;
        Self {
            tool: "brivas-load",
            version: env!("CARGO_PKG_VERSION"),
            protocol: "smpp",
            options: Options::new(plan),
            outcome: end,
            lost_sessions: lost,
            reasons,
            seconds,
            rate_per_sec: ratio(all.accepted as f64, seconds).unwrap_or(0.0),
            messages_accepted,
            never_sent: tally.never_sent,
            unexpected_answers: tally.unexpected,
            requests: Request::ALL
                .into_iter()
                .filter(sent)
                .map(|it| (it.name(), Requests::new(tally.of(it))))
                .collect(),
            binds: Latency::new(&tally.binds),
            deliveries: Deliveries::new(&tally),
            server: server.as_ref().and_then(costs),
            client: costs(&client),
            floor: None,
            all,
        }
    }

    /// Puts a run against the sink beside this one.
    pub(crate) fn set_floor(&mut self, floor: &Self) {
        let cpu = |report: &Self| report.server.and_then(|it| it.cpu_us_per_message);
        let cpu_us_per_message = cpu(floor);
        self.floor = Some(Floor {
            rate_per_sec: floor.rate_per_sec,
            latency_us: floor.all.latency_us,
            cpu_us_per_message,
            rate_ratio: ratio(self.rate_per_sec, floor.rate_per_sec),
            p50_ratio: ratio(self.all.latency_us.p50, floor.all.latency_us.p50),
            cpu_ratio: cpu(self).zip(cpu_us_per_message).and_then(|(run, floor)| ratio(run, floor)),
        });
    }

    /// Whether the run went to its end.
    pub(crate) fn is_complete(&self) -> bool {
        self.outcome == End::Complete
    }

    /// Whether every request that was due was sent and accepted.
    pub(crate) const fn all_accepted(&self) -> bool {
        self.all.accepted == self.all.sent && self.never_sent == 0
    }
}

impl Options {
    fn new(plan: &Plan) -> Self {
        let options = &plan.options;
        Self {
            target: plan.credentials.target.clone(),
            sessions: options.sessions,
            receivers: options.receivers,
            window: options.window,
            rate: options.rate,
            mix: options.mix.to_string(),
            text_octets: options.text_octets,
            one_pdu_a_write: options.one_pdu_a_write,
            receipts: options.receipts,
            idle: options.idle,
            warmup_secs: options.warmup,
            threads: plan.threads,
        }
    }
}

impl Requests {
    fn new(tally: &RequestTally) -> Self {
        let name = |status: u32| match CommandStatus(status).name() {
            Some(name) => name.to_owned(),
            None => format!("{status:#010x}"),
        };
        Self {
            sent: tally.sent,
            accepted: tally.accepted,
            throttled: tally.throttled,
            errors: tally.errors(),
            errors_by_status: tally.errors.iter().map(|(status, count)| (name(*status), *count)).collect(),
            unanswered: tally.sent.saturating_sub(tally.answered()),
            latency_us: Latency::new(&tally.latency()),
            accepted_latency_us: Latency::new(&tally.accepted_latency),
        }
    }
}

#[allow(clippy::cast_precision_loss)] // nanoseconds, for people
impl Latency {
    fn new(histogram: &Histogram<u64>) -> Self {
        let at = |quantile| histogram.value_at_quantile(quantile) as f64 / 1000.0;
        Self {
            count: histogram.len(),
            p50: at(0.5),
            p90: at(0.9),
            p99: at(0.99),
            p999: at(0.999),
            max: histogram.max() as f64 / 1000.0,
        }
    }
}

impl Deliveries {
    fn new(tally: &Tally) -> Self {
        let name = |state: u8| match MessageState(state).name() {
            Some(name) if state != 0 => name.to_owned(),
            _ => "unknown".to_owned(),
        };
        let deliveries = &tally.deliveries;
        let mut receipts_by_state = BTreeMap::new();
        for (state, count) in &deliveries.receipts {
            *receipts_by_state.entry(name(*state)).or_default() += count;
        }
        Self {
            messages: deliveries.messages,
            receipts: deliveries.receipt_count(),
            receipts_by_state,
            enquire_links: deliveries.enquire_links,
        }
    }
}

#[allow(clippy::cast_precision_loss)] // kibibytes and counts, for people
impl Costs {
    fn new(meter: &Meter, messages: u64, sessions: usize) -> Option<Self> {
        let (before, bound, end) = (meter.before?, meter.bound?, meter.end?);
        let cpu_seconds = meter.cpu_seconds()?;
        Some(Self {
            cpu_seconds,
            cpu_us_per_message: ratio(cpu_seconds * 1e6, messages as f64),
            rss_kib: end.rss_kib,
            peak_rss_kib: end.peak_rss_kib,
            rss_before_kib: before.rss_kib,
            rss_bound_kib: bound.rss_kib,
            rss_kib_per_session: bound.rss_kib.saturating_sub(before.rss_kib) as f64 / sessions as f64,
        })
    }
}

/// `None` where there is nothing to divide by.
fn ratio(a: f64, b: f64) -> Option<f64> {
    (b > 0.0).then(|| a / b)
}
