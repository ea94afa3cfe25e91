//! What is counted.

use std::collections::BTreeMap;

use brivas_smpp::CommandStatus;
use hdrhistogram::Histogram;

use crate::mix::Request;

/// What has happened: in one thread since it was last looked at, or in the whole run.
#[derive(Clone, Debug)]
pub(crate) struct Tally {
    requests: [RequestTally; Request::ALL.len()],
    /// Nanoseconds from the first SYN to the answer to the bind.
    pub(crate) binds: Histogram<u64>,
    /// Messages accepted in the warm-up: not part of any figure, but something is delivered for them, too.
    pub(crate) accepted_in_warmup: u64,
    /// Requests that count, were due by the schedule, and found no room in a window before the end.
    pub(crate) never_sent: u64,
    /// Answers to nothing that waited.
    pub(crate) unexpected: u64,
    pub(crate) deliveries: Deliveries,
    /// When the last answer that counts came, in nanoseconds of the run's clock.
    pub(crate) last_answer: u64,
}

/// One kind of request.
#[derive(Clone, Debug)]
pub(crate) struct RequestTally {
    pub(crate) sent: u64,
    /// Answered with `ESME_ROK`.
    pub(crate) accepted: u64,
    /// Answered with `ESME_RTHROTTLED` or `ESME_RMSGQFUL`: the server's own brake, no fault.
    pub(crate) throttled: u64,
    /// Answered with anything else, by `command_status`.
    pub(crate) errors: BTreeMap<u32, u64>,
    /// Nanoseconds from the intended send time to the answer `ESME_ROK`.
    pub(crate) accepted_latency: Histogram<u64>,
    /// The same to any other answer.
    refused_latency: Histogram<u64>,
}

/// What the server sent to us by itself.
#[derive(Clone, Debug, Default)]
pub(crate) struct Deliveries {
    /// Messages, by `deliver_sm` or `data_sm`.
    pub(crate) messages: u64,
    /// Receipts and notifications, by the message state that they tell.
    pub(crate) receipts: BTreeMap<u8, u64>,
    pub(crate) enquire_links: u64,
}

impl Tally {
    pub(crate) fn sent(&mut self, request: Request) {
        self.of_mut(request).sent += 1;
    }

    /// A request that counts has been answered.
    pub(crate) fn answered(&mut self, request: Request, status: CommandStatus, intended: u64, now: u64) {
        self.last_answer = now;
        let tally = self.of_mut(request);
        let latency = if status.is_ok() { &mut tally.accepted_latency } else { &mut tally.refused_latency };
        record(latency, now.saturating_sub(intended));
        match status {
            CommandStatus::ESME_ROK => tally.accepted += 1,
            CommandStatus::ESME_RTHROTTLED | CommandStatus::ESME_RMSGQFUL => tally.throttled += 1,
            CommandStatus(other) => *tally.errors.entry(other).or_default() += 1,
        }
    }

    /// A session has been bound, after so many nanoseconds.
    pub(crate) fn bound(&mut self, nanos: u64) {
        record(&mut self.binds, nanos);
    }

    pub(crate) const fn of(&self, request: Request) -> &RequestTally {
        let [submit_sm, data_sm, query_sm, enquire_link] = &self.requests;
        match request {
            Request::SubmitSm => submit_sm,
            Request::DataSm => data_sm,
            Request::QuerySm => query_sm,
            Request::EnquireLink => enquire_link,
        }
    }

    const fn of_mut(&mut self, request: Request) -> &mut RequestTally {
        let [submit_sm, data_sm, query_sm, enquire_link] = &mut self.requests;
        match request {
            Request::SubmitSm => submit_sm,
            Request::DataSm => data_sm,
            Request::QuerySm => query_sm,
            Request::EnquireLink => enquire_link,
        }
    }

    /// All requests as if they were of one kind.
    pub(crate) fn all(&self) -> RequestTally {
        let mut all = RequestTally::default();
        self.requests.iter().for_each(|it| all.add(it));
        all
    }

    /// Messages accepted: `submit_sm` and `data_sm` together.
    pub(crate) fn messages_accepted(&self) -> u64 {
        Request::ALL.into_iter().filter(|it| it.is_message()).map(|it| self.of(it).accepted).sum()
    }

    pub(crate) fn add(&mut self, other: &Self) {
        for (to, from) in self.requests.iter_mut().zip(&other.requests) {
            to.add(from);
        }
        add(&mut self.binds, &other.binds);
        self.accepted_in_warmup += other.accepted_in_warmup;
        self.never_sent += other.never_sent;
        self.unexpected += other.unexpected;
        self.deliveries.messages += other.deliveries.messages;
        for (state, count) in &other.deliveries.receipts {
            *self.deliveries.receipts.entry(*state).or_default() += count;
        }
        self.deliveries.enquire_links += other.deliveries.enquire_links;
        self.last_answer = self.last_answer.max(other.last_answer);
    }
}

impl RequestTally {
    pub(crate) fn answered(&self) -> u64 {
        self.accepted + self.throttled + self.errors()
    }

    pub(crate) fn errors(&self) -> u64 {
        self.errors.values().sum()
    }

    /// Nanoseconds from the intended send time to the answer, whatever it says.
    pub(crate) fn latency(&self) -> Histogram<u64> {
        let mut all = self.accepted_latency.clone();
        add(&mut all, &self.refused_latency);
        all
    }

    fn add(&mut self, other: &Self) {
        self.sent += other.sent;
        self.accepted += other.accepted;
        self.throttled += other.throttled;
        for (status, count) in &other.errors {
            *self.errors.entry(*status).or_default() += count;
        }
        add(&mut self.accepted_latency, &other.accepted_latency);
        add(&mut self.refused_latency, &other.refused_latency);
    }
}

impl Deliveries {
    /// Receipts of whatever state.
    pub(crate) fn receipt_count(&self) -> u64 {
        self.receipts.values().sum()
    }
}

impl Default for Tally {
    fn default() -> Self {
        Self {
            requests: std::array::from_fn(|_| RequestTally::default()),
            binds: histogram(),
            accepted_in_warmup: 0,
            never_sent: 0,
            unexpected: 0,
            deliveries: Deliveries::default(),
            last_answer: 0,
        }
    }
}

impl Default for RequestTally {
    fn default() -> Self {
        Self {
            sent: 0,
            accepted: 0,
            throttled: 0,
            errors: BTreeMap::new(),
            accepted_latency: histogram(),
            refused_latency: histogram(),
        }
    }
}

/// Nanoseconds to three digits, growing with the longest.
fn histogram() -> Histogram<u64> {
    Histogram::new(3).expect("three digits are within what it can do")
}

fn record(histogram: &mut Histogram<u64>, nanos: u64) {
    histogram.record(nanos).expect("it grows by itself");
}

fn add(to: &mut Histogram<u64>, from: &Histogram<u64>) {
    to.add(from).expect("it grows by itself");
}
