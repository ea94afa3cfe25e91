//! An endpoint with what it has told its owner, messages written as text, and a network of endpoints.

use std::sync::Arc;
use std::time::{Duration, Instant};

use brivas_sigtran::Buffer;
use brivas_sigtran::m3ua::{
    ApplicationServer, AsId, AsState, AspState, AssociationEvent, AssociationId, Config, Event, List, M3ua,
    Message, MessageType, Parameter, Parameters, Peer, Role, RoutingKey, Side, Transmit, UsageError,
};
use brivas_sigtran::mtp::{PointCode, RoutingLabel};
use bytes::Bytes;

pub(crate) const STREAMS: u16 = 4;
/// The point code of the application server, and one in the network.
pub(crate) const OURS: PointCode = PointCode(100);
pub(crate) const FAR: PointCode = PointCode(200);

pub(crate) const fn association(number: u32) -> AssociationId {
    AssociationId(number)
}

/// A label from the network to the application server.
pub(crate) fn to_server(sls: u8) -> RoutingLabel {
    RoutingLabel { opc: FAR, dpc: OURS, si: 3, ni: 2, mp: 0, sls }
}

/// A label from the application server to the network.
pub(crate) fn to_network(sls: u8) -> RoutingLabel {
    RoutingLabel { opc: OURS, dpc: FAR, si: 3, ni: 2, mp: 0, sls }
}

pub(crate) fn remote(context: u32) -> ApplicationServer {
    ApplicationServer::new(Side::Remote, RoutingKey::new(OURS)).with_routing_context(context)
}

pub(crate) fn local(context: u32) -> ApplicationServer {
    ApplicationServer::new(Side::Local, RoutingKey::new(OURS)).with_routing_context(context)
}

pub(crate) fn config(role: Role) -> Config {
    let mut config = Config::new(role);
    config.set_t_beat(None);
    config
}

/// One endpoint and its clock.
pub(crate) struct Node {
    pub(crate) m3ua: M3ua,
    pub(crate) now: Instant,
}

impl Node {
    pub(crate) fn new(config: Config) -> Self {
        Self::at(Instant::now(), config)
    }

    pub(crate) fn at(now: Instant, config: Config) -> Self {
        Self { m3ua: M3ua::new(Arc::new(config), [7; 32], now), now }
    }

    /// A signalling gateway with one application server and so many ASPs, all associations up.
    pub(crate) fn sgp(server: ApplicationServer, asps: u32) -> (Self, AsId) {
        Self::with_asps(config(Role::Sgp), server, asps)
    }

    pub(crate) fn with_asps(config: Config, server: ApplicationServer, asps: u32) -> (Self, AsId) {
        let mut node = Self::new(config);
        let id = node.m3ua.add_application_server(server).unwrap();
        for number in 1..=asps {
            node.add(number, Peer::new().with_application_server(id));
        }
        (node, id)
    }

    pub(crate) fn add(&mut self, number: u32, peer: Peer) {
        self.m3ua.add_association(association(number), peer).unwrap();
        self.up(number);
    }

    pub(crate) fn up(&mut self, number: u32) {
        let event = AssociationEvent::Up { streams: STREAMS };
        self.m3ua.handle_association(self.now, association(number), event);
    }

    pub(crate) fn down(&mut self, number: u32) {
        self.m3ua.handle_association(self.now, association(number), AssociationEvent::Down);
    }

    /// Gives it a message of the peer and returns what it sends.
    pub(crate) fn hear(
        &mut self,
        number: u32,
        message_type: MessageType,
        parameters: &[Parameter<'_>],
    ) -> Vec<Sent> {
        self.hear_octets(number, 0, octets(message_type, parameters))
    }

    pub(crate) fn hear_octets(&mut self, number: u32, stream_id: u16, octets: Bytes) -> Vec<Sent> {
        self.m3ua.handle_message(self.now, association(number), stream_id, octets);
        self.sent()
    }

    /// Makes the peer's ASP active, by ASP Up and ASP Active, and throws the answers away.
    pub(crate) fn activate(&mut self, number: u32) {
        self.hear(number, MessageType::ASPUP, &[]);
        self.hear(number, MessageType::ASPAC, &[]);
    }

    /// What waits to be sent.
    pub(crate) fn sent(&mut self) -> Vec<Sent> {
        std::iter::from_fn(|| self.m3ua.poll_transmit()).map(|transmit| Sent { transmit }).collect()
    }

    /// Lets time pass, step by step from deadline to deadline.
    pub(crate) fn pass(&mut self, time: Duration) -> Vec<Sent> {
        let end = self.now + time;
        while let Some(deadline) = self.m3ua.poll_timeout().filter(|deadline| *deadline <= end) {
            self.now = self.now.max(deadline);
            self.m3ua.handle_timeout(self.now);
        }
        self.now = end;
        self.m3ua.handle_timeout(end);
        self.sent()
    }

    pub(crate) fn transfer(&mut self, label: RoutingLabel, text: &[u8]) -> Result<(), UsageError> {
        let mut user_data = Buffer::new();
        user_data.prepend(text);
        self.m3ua.mtp_transfer(self.now, label, &mut user_data)
    }

    /// What it has told since the last look.
    pub(crate) fn told(&mut self) -> Vec<Event> {
        std::iter::from_fn(|| self.m3ua.poll_event()).collect()
    }

    pub(crate) fn received(&mut self) -> Vec<Vec<u8>> {
        let text = |event| match event {
            Event::Transfer(transfer) => Some(transfer.user_data.to_vec()),
            _ => None,
        };
        self.told().into_iter().filter_map(text).collect()
    }

    pub(crate) fn undelivered(&mut self) -> Vec<Vec<u8>> {
        let text = |event| match event {
            Event::Undelivered(transfer) => Some(transfer.user_data.to_vec()),
            _ => None,
        };
        self.told().into_iter().filter_map(text).collect()
    }

    pub(crate) fn state(&self, id: AsId) -> AsState {
        self.m3ua.as_state(id).unwrap()
    }

    pub(crate) fn asp(&self, number: u32, id: AsId) -> AspState {
        self.m3ua.asp_state(association(number), id).unwrap()
    }
}

/// A message that an endpoint sends.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Sent {
    pub(crate) transmit: Transmit,
}

impl Sent {
    pub(crate) fn message(&self) -> Message<'_> {
        Message::read(&self.transmit.octets).unwrap()
    }
}

/// Messages in short: to whom, which, and what they say.
pub(crate) fn short(sent: &[Sent]) -> Vec<String> {
    sent.iter().map(|sent| format!("{} {}", sent.transmit.association.0, text(&sent.message()))).collect()
}

fn text(message: &Message<'_>) -> String {
    let mut text = message.message_type.name().unwrap().to_owned();
    for parameter in message.parameters.iter() {
        text += &match parameter {
            Parameter::RoutingContext(list) => format!(" rc={:?}", list),
            Parameter::TrafficModeType(mode) => format!(" {mode:?}"),
            Parameter::ErrorCode(code) => format!(" {code:?}"),
            Parameter::Status(status) => format!(" {}/{}", status.status_type, status.information),
            Parameter::AspIdentifier(id) => format!(" asp={id}"),
            Parameter::NetworkAppearance(appearance) => format!(" na={appearance}"),
            Parameter::CorrelationId(id) => format!(" corr={id}"),
            Parameter::CongestionIndications(level) => format!(" level={level}"),
            Parameter::UserCause { cause, user } => format!(" cause={cause} user={user}"),
            Parameter::AffectedPointCode(list) => {
                let codes = list.iter().map(|code| format!("{}/{}", code.point_code().0, code.mask()));
                format!(" {}", codes.collect::<Vec<_>>().join(","))
            }
            Parameter::ProtocolData { user_data, .. } => {
                format!(" {}", String::from_utf8_lossy(user_data.0))
            }
            Parameter::HeartbeatData(data) => format!(" {}", String::from_utf8_lossy(data)),
            _ => String::new(),
        };
    }
    text
}

pub(crate) fn octets(message_type: MessageType, parameters: &[Parameter<'_>]) -> Bytes {
    let mut buffer = Buffer::new();
    Message { message_type, parameters: Parameters::new(parameters) }.write(&mut buffer).unwrap();
    buffer.into_bytes()
}

pub(crate) fn contexts(list: &[u32]) -> Parameter<'_> {
    Parameter::RoutingContext(List::new(list))
}

/// Two endpoints, and the association 1 between them.
pub(crate) struct Pair {
    pub(crate) a: Node,
    pub(crate) b: Node,
}

impl Pair {
    /// Carries messages both ways until nothing moves.
    pub(crate) fn exchange(&mut self) {
        loop {
            let (from_a, from_b) = (self.a.sent(), self.b.sent());
            if from_a.is_empty() && from_b.is_empty() {
                break;
            }
            for Sent { transmit } in from_a {
                self.b.m3ua.handle_message(
                    self.b.now,
                    transmit.association,
                    transmit.stream_id,
                    transmit.octets,
                );
            }
            for Sent { transmit } in from_b {
                self.a.m3ua.handle_message(
                    self.a.now,
                    transmit.association,
                    transmit.stream_id,
                    transmit.octets,
                );
            }
        }
    }
}
