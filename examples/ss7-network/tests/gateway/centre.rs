//! A service centre and a network, joined in memory.

use std::sync::Arc;
use std::time::{Duration, Instant};

use brivas_sigtran::gateway::{Config, Delivery, DeliveryId, Event, SmsGateway};
use brivas_sigtran::m3ua::{
    self, ApplicationServer, AssociationEvent, AssociationId, Peer, Role, RoutingKey, Side,
};
use brivas_sigtran::map;
use brivas_sigtran::sccp::{self, Destination, Pattern, Rule, Ssn, Translator};
use brivas_sigtran::sms::{SmsDeliver, TpAddressBuf, UserData};
use brivas_sigtran::{Buffer, Stack, stack};
use brivas_ss7_network::{Network, Reach, Script, Subscriber, network_stack, point_codes};
use bytes::Bytes;

pub(crate) const ALICE: &str = "491700000001";
const LINK: AssociationId = AssociationId(1);

pub(crate) struct World {
    pub(crate) now: Instant,
    pub(crate) stack: Stack,
    pub(crate) gateway: SmsGateway,
    pub(crate) network_stack: Stack,
    pub(crate) network: Network,
    /// What went over the wire.
    pub(crate) messages: usize,
}

impl World {
    /// A network in which Alice is like this.
    pub(crate) fn with(alice: Subscriber) -> Self {
        Self::of(alice, Script::default(), |_| {})
    }

    pub(crate) fn of(alice: Subscriber, script: Script, settings: impl FnOnce(&mut Config)) -> Self {
        let now = Instant::now();
        let (ours, far) = point_codes();
        let mut sccp = sccp::Config::new(ours);
        sccp.set_translator(Translator::new(vec![
            Rule::new(Pattern::new(&script.service_centre).unwrap(), Destination::Local),
            Rule::new(Pattern::new("49*").unwrap(), Destination::Failover(vec![far])),
        ]));
        let config = stack::Config::new(m3ua::Config::new(Role::Asp), sccp)
            .with_map(Ssn::MSC)
            .with_points_assumed_available();
        let mut stack = Stack::new(&Arc::new(config), [1; 32], now);
        stack.with_m3ua(now, |m3ua| {
            let server = ApplicationServer::new(Side::Local, RoutingKey::new(ours));
            let server = m3ua.add_application_server(server).unwrap();
            m3ua.add_association(LINK, Peer::new().with_application_server(server)).unwrap();
        });
        let mut settings_of = Config::new(&script.service_centre).unwrap();
        settings(&mut settings_of);
        let (mut network_stack, server) = network_stack(&script, [2; 32], now).unwrap();
        let peer = Peer::new().with_application_server(server);
        network_stack.with_m3ua(now, |m3ua| m3ua.add_association(LINK, peer)).unwrap();
        let mut network = Network::new(script, [3; 32]);
        network.set_subscriber(alice);
        let gateway = SmsGateway::new(Arc::new(settings_of));
        let mut world = Self { now, stack, gateway, network_stack, network, messages: 0 };
        for stack in [&mut world.network_stack, &mut world.stack] {
            stack.handle_association(now, LINK, AssociationEvent::Up { streams: 4 });
        }
        world.run();
        world
    }

    /// Lets everything happen that can without the clock.
    pub(crate) fn run(&mut self) {
        let now = self.now;
        loop {
            let before = self.messages;
            while let Some(event) = self.stack.poll_event() {
                if let stack::Event::Map(event) = event {
                    let gateway = &mut self.gateway;
                    let left = self.stack.with_map(now, |map| gateway.handle_event(now, map, event));
                    // The dialogue timer may have run out with that of the operation, which has ended the delivery.
                    assert!(matches!(left, None | Some(map::Event::PAbort { .. })), "{left:?}");
                }
            }
            while let Some(event) = self.network_stack.poll_event() {
                if let stack::Event::Map(event) = event {
                    let network = &mut self.network;
                    self.network_stack.with_map(now, |map| network.handle_event(now, map, event));
                }
            }
            while let Some(sent) = self.stack.poll_transmit() {
                self.messages += 1;
                self.network_stack.handle_message(now, LINK, sent.stream_id, sent.octets);
            }
            while let Some(sent) = self.network_stack.poll_transmit() {
                self.messages += 1;
                self.stack.handle_message(now, LINK, sent.stream_id, sent.octets);
            }
            if self.messages == before {
                return;
            }
        }
    }

    /// Lets time go by.
    pub(crate) fn pass(&mut self, span: Duration) {
        let end = self.now + span;
        loop {
            let deadlines =
                [self.stack.poll_timeout(), self.network_stack.poll_timeout(), self.network.poll_timeout()];
            let Some(next) = deadlines.into_iter().flatten().min().filter(|next| *next <= end) else { break };
            self.now = self.now.max(next);
            let now = self.now;
            self.stack.handle_timeout(now);
            self.network_stack.handle_timeout(now);
            let network = &mut self.network;
            self.network_stack.with_map(now, |map| network.handle_timeout(now, map));
            self.run();
        }
        self.now = end;
    }

    pub(crate) fn deliver(&mut self, texts: &[&str]) -> DeliveryId {
        let tpdus = texts.iter().enumerate().map(|(at, text)| tpdu(text, at + 1 < texts.len())).collect();
        let delivery = Delivery { msisdn: ALICE, priority: false, tpdus };
        let (now, gateway) = (self.now, &mut self.gateway);
        let id = self.stack.with_map(now, |map| gateway.deliver(now, map, &delivery)).unwrap();
        self.run();
        id
    }

    pub(crate) fn reach(&mut self, reach: Reach) {
        let (now, network) = (self.now, &mut self.network);
        self.network_stack.with_map(now, |map| network.set_reach(now, map, ALICE, reach));
        self.run();
    }

    pub(crate) fn told(&mut self) -> Vec<Event> {
        std::iter::from_fn(|| self.gateway.poll_event()).collect()
    }

    /// The texts that handsets have received.
    pub(crate) fn received(&mut self) -> Vec<String> {
        let events = std::iter::from_fn(|| self.network.poll_event());
        let text = |event| match event {
            brivas_ss7_network::Event::Received { text, .. } => Some(text),
            _ => None,
        };
        events.filter_map(text).collect()
    }

    /// That nothing is left of any dialogue.
    pub(crate) fn is_idle(&self) -> bool {
        self.stack.map().dialogues() == 0
            && self.network_stack.map().dialogues() == 0
            && self.gateway.deliveries() == 0
    }
}

pub(crate) fn tpdu(text: &str, more_messages_to_send: bool) -> Bytes {
    let sender = TpAddressBuf::alphanumeric("Brivas").unwrap();
    let text = UserData::text(text).unwrap();
    let mut out = Buffer::new();
    SmsDeliver {
        more_messages_to_send,
        originating_address: sender.as_address(),
        user_data: text.as_user_data(),
        ..Default::default()
    }
    .write(&mut out)
    .unwrap();
    out.into_bytes()
}
