//! A service centre's gateway against a node that does what none should.
#![allow(clippy::unwrap_used, clippy::disallowed_methods)] // a test may fail loudly

use std::sync::Arc;
use std::time::{Duration, Instant};

use brivas_sigtran::ber::Octets;
use brivas_sigtran::gateway::{Config, Delivery, Event, Failure, SmsGateway, UsageError};
use brivas_sigtran::map::{
    self, ApplicationContext, Argument, ContextCode, DigitsBuf, Imsi, LocationInfoWithLmsi, Map,
    MoForwardSmArg, NatureOfAddress, NumberingPlan, OperationCode, ResultParameter, RoutingInfoForSmRes,
    SmRpDa, SmRpOa,
};
use brivas_sigtran::sccp::{Address, GlobalTitle, Ssn};
use brivas_sigtran::tcap::{self, DialogueId, Termination};
use bytes::Bytes;

/// A service centre, and all other nodes as one.
struct World {
    now: Instant,
    map: Map,
    gateway: SmsGateway,
    node: Map,
}

impl World {
    fn new() -> Self {
        Self::with(tcap::Config::new())
    }

    /// The service centre has these settings.
    fn with(centre: tcap::Config) -> Self {
        let (now, config) = (Instant::now(), Arc::new(tcap::Config::new()));
        Self {
            now,
            map: Map::new(Arc::new(centre), [1; 32], now),
            gateway: SmsGateway::new(Arc::new(Config::new("491700000").unwrap())),
            node: Map::new(config, [2; 32], now),
        }
    }

    /// Lets the gateway and the way do all they can; what the node has heard.
    fn run(&mut self) -> Vec<map::Event> {
        let now = self.now;
        loop {
            while let Some(event) = self.map.poll_event() {
                assert_eq!(self.gateway.handle_event(now, &mut self.map, event), None);
            }
            let to_node: Vec<_> = std::iter::from_fn(|| self.map.poll_transmit()).collect();
            let to_centre: Vec<_> = std::iter::from_fn(|| self.node.poll_transmit()).collect();
            if to_node.is_empty() && to_centre.is_empty() {
                return std::iter::from_fn(|| self.node.poll_event()).collect();
            }
            for sent in to_node {
                self.node.handle_unitdata(now, sent.called, sent.calling, &sent.octets.into_bytes());
            }
            for sent in to_centre {
                self.map.handle_unitdata(now, sent.called, sent.calling, &sent.octets.into_bytes());
            }
        }
    }

    /// Begins to deliver these TPDUs, and tells where the subscriber is; the dialogue in which the first one came.
    fn given(&mut self, tpdus: &[&'static [u8]]) -> DialogueId {
        let tpdus = tpdus.iter().map(|tpdu| Bytes::from_static(tpdu)).collect();
        let delivery = Delivery { msisdn: "491700001", priority: false, tpdus };
        self.gateway.deliver(self.now, &mut self.map, &delivery).unwrap();
        let (dialogue, invoke_id) = invocation(&self.run(), OperationCode::sendRoutingInfoForSM).unwrap();
        let node = DigitsBuf::address(NatureOfAddress::INTERNATIONAL, NumberingPlan::ISDN, "491709").unwrap();
        let imsi = DigitsBuf::tbcd("262011234567890").unwrap();
        let location = LocationInfoWithLmsi { network_node_number: node.as_address(), ..Default::default() };
        let result = ResultParameter::RoutingInfoForSm(RoutingInfoForSmRes {
            imsi: Imsi(imsi.as_tbcd()),
            location_info_with_lmsi: location,
            ..Default::default()
        });
        self.node.result(dialogue, invoke_id, OperationCode::sendRoutingInfoForSM, Some(&result)).unwrap();
        self.node.close(self.now, dialogue, Termination::Basic).unwrap();
        invocation(&self.run(), OperationCode::mt_ForwardSM).unwrap().0
    }
}

fn number(digits: &str) -> DigitsBuf {
    DigitsBuf::address(NatureOfAddress::INTERNATIONAL, NumberingPlan::ISDN, digits).unwrap()
}

fn address(digits: &str) -> Address {
    Address::of_global_title(GlobalTitle::e164(digits).unwrap(), Ssn::MSC)
}

/// The first invocation of this operation.
fn invocation(events: &[map::Event], asked: OperationCode) -> Option<(DialogueId, i8)> {
    events.iter().find_map(|event| match event {
        map::Event::Invoke { dialogue, invoke_id, operation, .. } if *operation == asked => {
            Some((*dialogue, *invoke_id))
        }
        _ => None,
    })
}

#[test]
fn a_node_that_says_nothing_yet_is_not_given_the_same_message_again() {
    let mut world = World::new();
    let dialogue = world.given(&[b"one"]);
    for _ in 0..3 {
        world.node.delimiter(world.now, dialogue).unwrap();
        let heard = world.run();
        assert_eq!(invocation(&heard, OperationCode::mt_ForwardSM), None, "{heard:?}");
    }
    assert_eq!(world.gateway.poll_event(), None);
    world.node.result(dialogue, 0, OperationCode::mt_ForwardSM, None).unwrap();
    world.node.close(world.now, dialogue, Termination::Basic).unwrap();
    world.run();
    assert!(matches!(world.gateway.poll_event(), Some(Event::Delivered { .. })));
    assert_eq!((world.map.dialogues(), world.gateway.deliveries()), (0, 0));
}

#[test]
fn a_node_that_never_says_more_ends_the_delivery_by_the_timer_of_the_operation() {
    let mut world = World::new();
    let dialogue = world.given(&[b"one"]);
    world.node.delimiter(world.now, dialogue).unwrap();
    world.run();
    world.now += Duration::from_secs(600);
    world.map.handle_timeout(world.now);
    while let Some(event) = world.map.poll_event() {
        world.gateway.handle_event(world.now, &mut world.map, event);
    }
    let told = world.gateway.poll_event();
    assert!(matches!(told, Some(Event::Failed { delivered: 0, failure: Failure::Timeout, .. })), "{told:?}");
    assert_eq!((world.map.dialogues(), world.gateway.deliveries()), (0, 0));
}

#[test]
fn a_dialogue_that_has_no_room_for_the_answer_is_given_up() {
    let mut centre = tcap::Config::new();
    centre.set_max_components(2);
    let mut world = World::with(centre);
    let (msc, ours) = (address("491709"), address("491700000"));
    let context = ApplicationContext::new(ContextCode::shortMsgMO_RelayContext, 3);
    let dialogue = world.node.open(world.now, ours, msc, context, None).unwrap();
    let (handset, service_centre) = (number("491700001"), number("491700000"));
    let argument = Argument::MoForwardSm(MoForwardSmArg {
        sm_rp_da: SmRpDa::ServiceCentreAddress(service_centre.as_address()),
        sm_rp_oa: SmRpOa::Msisdn(handset.as_address()),
        sm_rp_ui: Octets(b"submit"),
        ..Default::default()
    });
    // One is taken, and two are rejected.
    for _ in 0..3 {
        world.node.invoke(dialogue, OperationCode::mo_ForwardSM, None, Some(&argument)).unwrap();
    }
    world.node.delimiter(world.now, dialogue).unwrap();
    world.run();
    let Some(Event::Submitted { id, .. }) = world.gateway.poll_event() else { panic!() };
    let full = Err(UsageError::Tcap(tcap::UsageError::TooManyComponents));
    assert_eq!(world.gateway.accept(world.now, &mut world.map, id, None), full);
    let heard = world.run();
    assert!(matches!(heard.last(), Some(map::Event::UAbort { .. })), "{heard:?}");
    assert_eq!((world.map.dialogues(), world.node.dialogues()), (0, 0));
}
