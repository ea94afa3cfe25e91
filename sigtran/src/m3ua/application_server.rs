//! What an application server is: its routing key and how its traffic is shared (RFC 4666 §1.2, §1.4.2).

use super::{AffectedPointCode, TrafficModeType};
use crate::mtp::RoutingLabel;

/// Whose application server it is (RFC 4666 §1.2).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(clippy::exhaustive_enums)] // there are these
pub enum Side {
    /// Ours: we ask the peers for its traffic.
    Local,
    /// The peers': they ask us for its traffic.
    Remote,
}

/// Which messages are an application server's (RFC 4666 §1.4.2.1).
#[derive(Clone, Debug, PartialEq, Eq)]
#[allow(clippy::exhaustive_structs)] // the parameters of the standard
pub struct RoutingKey {
    /// Destination point code: where it is.
    pub destination_point_code: AffectedPointCode,
    /// Service indicators of its users; none: all.
    pub service_indicators: Vec<u8>,
    /// Where its messages come from; none: anywhere.
    pub originating_point_codes: Vec<AffectedPointCode>,
}

impl RoutingKey {
    /// Everything that goes there.
    #[must_use]
    pub fn new(destination_point_code: impl Into<AffectedPointCode>) -> Self {
        Self {
            destination_point_code: destination_point_code.into(),
            service_indicators: Vec::new(),
            originating_point_codes: Vec::new(),
        }
    }

    /// Whether a message to the application server is one of these.
    #[must_use]
    pub fn matches(&self, label: &RoutingLabel) -> bool {
        self.destination_point_code.contains(label.dpc)
            && (self.service_indicators.is_empty() || self.service_indicators.contains(&label.si))
            && (self.originating_point_codes.is_empty()
                || self.originating_point_codes.iter().any(|opc| opc.contains(label.opc)))
    }

    /// Whether a message from the application server is an answer to one of these.
    pub(super) fn matches_reverse(&self, label: &RoutingLabel) -> bool {
        self.matches(&RoutingLabel { opc: label.dpc, dpc: label.opc, ..*label })
    }

    /// Whether some message is one of both.
    pub(super) fn overlaps(&self, other: &Self) -> bool {
        let meet = |a: AffectedPointCode, b: AffectedPointCode| a.covers(b) || b.covers(a);
        meet(self.destination_point_code, other.destination_point_code)
            && any_pair(&self.service_indicators, &other.service_indicators, |a, b| a == b)
            && any_pair(&self.originating_point_codes, &other.originating_point_codes, |a, b| meet(*a, *b))
    }
}

/// Whether a pair of both fits; an empty list has everything.
fn any_pair<T>(a: &[T], b: &[T], fits: impl Fn(&T, &T) -> bool) -> bool {
    a.is_empty() || b.is_empty() || a.iter().any(|a| b.iter().any(|b| fits(a, b)))
}

/// An application server as its owner describes it (RFC 4666 §1.2).
#[derive(Clone, Debug)]
pub struct ApplicationServer {
    pub(super) side: Side,
    pub(super) key: RoutingKey,
    pub(super) routing_context: Option<u32>,
    pub(super) network_appearance: Option<u32>,
    pub(super) traffic_mode: Option<TrafficModeType>,
    pub(super) minimum_active: u16,
    pub(super) registered: bool,
}

impl ApplicationServer {
    /// One with this key, without a routing context, in the mode that the first ASP asks for.
    #[must_use]
    pub const fn new(side: Side, key: RoutingKey) -> Self {
        Self {
            side,
            key,
            routing_context: None,
            network_appearance: None,
            traffic_mode: None,
            minimum_active: 1,
            registered: false,
        }
    }

    /// Gives it this routing context.
    #[must_use]
    pub const fn with_routing_context(mut self, routing_context: u32) -> Self {
        self.routing_context = Some(routing_context);
        self
    }

    /// Gives it this network appearance.
    #[must_use]
    pub const fn with_network_appearance(mut self, network_appearance: u32) -> Self {
        self.network_appearance = Some(network_appearance);
        self
    }

    /// Lets its ASPs share the traffic so.
    #[must_use]
    pub const fn with_traffic_mode(mut self, traffic_mode: TrafficModeType) -> Self {
        self.traffic_mode = Some(traffic_mode);
        self
    }

    /// Makes it wait for so many active ASPs before it takes traffic: the n of n+k (RFC 4666 §4.3.2).
    #[must_use]
    pub const fn with_minimum_active(mut self, minimum_active: u16) -> Self {
        self.minimum_active = minimum_active;
        self
    }

    /// Registers its key with the peer, which gives the routing context (RFC 4666 §4.4.1).
    #[must_use]
    pub const fn with_registration(mut self) -> Self {
        self.registered = true;
        self
    }

    /// Whose it is.
    #[must_use]
    pub const fn side(&self) -> Side {
        self.side
    }

    /// Which messages are its.
    #[must_use]
    pub const fn key(&self) -> &RoutingKey {
        &self.key
    }

    /// Its routing context, where it has one that is the same for all peers.
    #[must_use]
    pub const fn routing_context(&self) -> Option<u32> {
        self.routing_context
    }
}
