//! Why a message goes where it goes, for people.

mod text;

use brivas_smpp::Ton;
use serde::Serialize;

use super::normalise::Change;
use super::{Address, Compiled, Query, Routes};

/// Everything that led to a decision. It shows addresses in full: whoever asks has them already.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Explanation {
    /// What was done to the addresses before routes were looked for.
    pub normalisation: Vec<NormalisationReport>,
    /// Each route in the order of the file.
    pub routes: Vec<RouteReport>,
    /// The place of the route that takes the message, from 0; `None` if none does.
    pub route: Option<usize>,
    /// Whether messages on this route wait from the start until it is resumed.
    pub held: bool,
    /// Messages a second that may leave by this route.
    pub max_rate: Option<u32>,
    /// The source address that is sent on, with type and plan.
    pub source: String,
    /// The destination address that is sent on, with type and plan.
    pub destination: String,
    /// Where the message goes, in the order in which it is tried. Where no route takes it these are the tenants'
    /// prefixes, the address_range of binds, and the handset, as far as the configuration says.
    pub targets: Vec<String>,
}

/// What was done to an address.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct NormalisationReport {
    /// The place of the `[[normalise]]` rule, from 0.
    pub rule: usize,
    /// `source` or `destination`.
    pub address: &'static str,
    /// The address as it came, with type and plan.
    pub from: String,
    /// The address as routes see it, with type and plan.
    pub to: String,
    /// What was done to it.
    pub change: &'static str,
}

/// What a route says about the message.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct RouteReport {
    /// Its place in the file, from 0.
    pub index: usize,
    /// Its name; empty if it has none.
    pub name: String,
    /// What it says.
    #[serde(flatten)]
    pub verdict: Verdict,
}

/// What a route says about a message.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "verdict", rename_all = "snake_case")]
#[non_exhaustive]
pub enum Verdict {
    /// It takes the message.
    Chosen,
    /// A condition does not hold.
    Unmet {
        /// The key of the first condition that does not.
        condition: &'static str,
    },
    /// It matches, but another of the same table has a longer prefix, or the same one and stands first.
    ShorterPrefix,
    /// It matches, but one that is tried before it took the message.
    TooLate,
}

impl Routes {
    /// Why a message goes where [`Self::find`] says: each step of normalisation, and what each route says.
    #[must_use]
    pub fn explain(&self, query: &Query<'_>) -> Explanation {
        let subject = self.normaliser.subject(query);
        let chosen = self.choose(&subject);
        let verdict = |compiled: &Compiled| match (compiled.conditions.first_unmet(&subject), chosen) {
            (_, Some(chosen)) if chosen.route.index == compiled.route.index => Verdict::Chosen,
            (Some(condition), _) => Verdict::Unmet { condition },
            (None, Some(chosen)) if chosen.step == compiled.step => Verdict::ShorterPrefix,
            (None, _) => Verdict::TooLate,
        };
        let report = |compiled: &Compiled| RouteReport {
            index: compiled.route.index,
            name: compiled.route.name.clone(),
            verdict: verdict(compiled),
        };
        let decision = self.find(query);
        let targets = match decision.route {
            Some(route) => route.targets.iter().map(ToString::to_string).collect(),
            None => self.fallback_of(&subject.destination.digits),
        };
        let normalised = |(rule, address, change)| {
            let (from, to) = match address {
                "source" => (query.source, subject.source.as_address()),
                _ => (query.destination, subject.destination.as_address()),
            };
            NormalisationReport { rule, address, from: shown(from), to: shown(to), change: told(change) }
        };
        Explanation {
            normalisation: self.normaliser.changes(query).into_iter().map(normalised).collect(),
            routes: self.routes.iter().map(report).collect(),
            route: decision.route.map(|route| route.index),
            held: decision.route.is_some_and(|route| route.held),
            max_rate: decision.route.and_then(|route| route.max_rate),
            source: shown(decision.source.as_address()),
            destination: shown(decision.destination.as_address()),
            targets,
        }
    }

    /// Where a message goes that no route takes.
    fn fallback_of(&self, destination: &[u8]) -> Vec<String> {
        let begin =
            self.fallback.prefixes.iter().filter(|(prefix, _)| destination.starts_with(prefix.as_bytes()));
        if let Some((prefix, tenant)) = begin.max_by_key(|(prefix, _)| prefix.len()) {
            return vec![format!("tenant:{tenant} (its prefix {prefix})")];
        }
        let mut targets = Vec::new();
        if self.fallback.has_claims {
            targets.push("a tenant whose bind claims it by its address_range".into());
        }
        targets.push(if self.fallback.has_handset { "handset" } else { "reject:ESME_RINVDSTADR" }.into());
        targets
    }
}

fn shown(address: Address<'_>) -> String {
    let digits = match address.digits {
        [] => "(empty)".into(),
        digits => digits.escape_ascii().to_string(),
    };
    let ton = match address.ton.name() {
        Some(name) => name.to_lowercase(),
        None => address.ton.0.to_string(),
    };
    match address.ton {
        Ton::Unknown if address.npi.0 == 0 => digits,
        _ => format!("{digits} (ton {} {ton}, npi {})", address.ton.0, address.npi.0),
    }
}

const fn told(change: Change) -> &'static str {
    match change {
        Change::Marked => "type and plan are told",
        Change::InternationalPrefix => "the international prefix is taken off",
        Change::NationalPrefix => "the country's code takes the place of the national prefix",
        Change::Country => "the country's code is put before it",
    }
}
