//! What is counted of the mobile network, for Prometheus.

use brivas_sigtran::gateway::Failure;
use prometheus_client::encoding::EncodeLabelSet;
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::registry::Registry;

use super::status;

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct AnswerLabel {
    answer: String,
}

/// The mobile network's counters and gauges.
#[derive(Debug, Default)]
pub(crate) struct NetworkMetrics {
    reachable: Gauge<i64>,
    on_their_way: Gauge<i64>,
    answers: Family<AnswerLabel, Counter>,
    from_handsets: Counter,
    commands: Counter,
    alerts: Counter,
}

impl NetworkMetrics {
    pub(crate) fn register(&self, registry: &mut Registry) {
        let what = "Whether the mobile network can be reached";
        registry.register("mobile_network_reachable", what, self.reachable.clone());
        let what = "Messages on their way to handsets";
        registry.register("mobile_network_on_their_way", what, self.on_their_way.clone());
        let what = "What became of messages to handsets";
        registry.register("mobile_network_answers", what, self.answers.clone());
        let what = "Messages from handsets";
        registry.register("mobile_network_from_handsets", what, self.from_handsets.clone());
        let what = "Commands of handsets about messages of their own";
        registry.register("mobile_network_commands", what, self.commands.clone());
        let what = "Subscribers of whom the network has told that they can be reached again";
        registry.register("mobile_network_alerts", what, self.alerts.clone());
    }

    pub(super) fn reachable(&self, reachable: bool) {
        self.reachable.set(reachable.into());
    }

    pub(super) fn on_their_way(&self, messages: usize) {
        self.on_their_way.set(i64::try_from(messages).unwrap_or(i64::MAX));
    }

    pub(super) fn answered(&self, failure: Option<Failure>) {
        let answer = failure.map_or_else(|| "delivered".into(), |failure| status::name(status::of(failure)));
        self.answers.get_or_create(&AnswerLabel { answer }).inc();
    }

    pub(super) fn submitted(&self) {
        self.from_handsets.inc();
    }

    pub(super) fn commanded(&self) {
        self.commands.inc();
    }

    pub(super) fn alerted(&self) {
        self.alerts.inc();
    }
}
