//! The gateway of a service centre against a network that answers anything, on a way that does anything.

mod network;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::time::Instant;

use arbitrary::{Arbitrary, Unstructured};
use brivas_sigtran::gateway::{Config, Delivery, DeliveryId, Event, SmsGateway, SubmissionId, UsageError};
use brivas_sigtran::map::{self, Map, SmEnumeratedDeliveryFailureCause};
use brivas_sigtran::tcap::{self, DialogueId};
use bytes::Bytes;

use super::ss7_way::{Fate, Way, marked};
use network::{Answer, Network, Request, Turn};

const MOST_DELIVERIES: u32 = 4;
const MOST_SUBMISSIONS: u32 = 2;
/// More than this has a dialogue opened for it first.
const LONGEST_IN_BEGIN: usize = 20;
const SERVICE_CENTRE: &str = "491700000";

/// One thing that happens.
#[derive(Arbitrary, Debug)]
enum Op<'a> {
    /// The owner has a message for this subscriber, of so many parts, long or short.
    Deliver(u8, bool, u8, bool),
    /// What he says of a message that came: it is taken, with a report or without, or refused.
    Accept(u8, bool),
    Refuse(u8, u8, bool),
    /// One side hears what there is.
    Hear(bool),
    /// The network answers one of the requests that it has.
    Answer(u8, Answer<'a>),
    /// It says more in one of its dialogues, and whose turn it is.
    Inform(u8, u8),
    Turn(u8, Turn),
    /// It answers all that it has as it should.
    Serve,
    /// It opens a dialogue: in which context and version, with which operation.
    Open(u8, u8, Option<Request<'a>>),
    Fate(Fate<'a>),
}

/// The service centre.
struct Centre {
    map: Map,
    gateway: SmsGateway,
    /// The deliveries that have no end yet, with how many parts they have.
    open: BTreeMap<DeliveryId, usize>,
    submissions: BTreeSet<SubmissionId>,
    /// Every dialogue that an event was of.
    seen: BTreeSet<DialogueId>,
    /// How many messages the owner has had.
    messages: u32,
}

struct World {
    centre: Centre,
    network: Network,
}

impl Centre {
    fn new(now: Instant) -> Self {
        let mut config = Config::new(SERVICE_CENTRE).unwrap_or_else(|_| unreachable!("it is a number"));
        config.set_max_deliveries(MOST_DELIVERIES).set_max_submissions(MOST_SUBMISSIONS);
        config.set_longest_in_begin(LONGEST_IN_BEGIN);
        let mut tcap = tcap::Config::new();
        tcap.set_max_dialogues(6).set_max_components(5).set_max_events(12);
        Self {
            map: Map::new(Arc::new(tcap), [1; 32], now),
            gateway: SmsGateway::new(Arc::new(config)),
            open: BTreeMap::new(),
            submissions: BTreeSet::new(),
            seen: BTreeSet::new(),
            messages: 0,
        }
    }

    /// Hands MAP's events to the gateway, and hears it: each delivery ends once.
    fn hear(&mut self, now: Instant) {
        while let Some(event) = self.map.poll_event() {
            self.seen.extend(dialogue_of(&event));
            let left = self.gateway.handle_event(now, &mut self.map, event);
            // What is of no service ends here; that it is gone already does no harm.
            if let Some(map::Event::Open { dialogue, .. }) = left {
                let _ = self.map.refuse_context(now, dialogue, None);
            }
        }
        while let Some(event) = self.gateway.poll_event() {
            match event {
                Event::Delivered { id } => {
                    assert!(self.open.remove(&id).is_some(), "{id:?} has two ends");
                }
                Event::Failed { id, delivered, failure } => {
                    let parts = self.open.remove(&id);
                    assert!(parts.is_some_and(|parts| delivered < parts), "{id:?}: {delivered}, {failure:?}");
                }
                Event::Submitted { id, .. } => assert!(self.submissions.insert(id), "{id:?} comes twice"),
                _ => {}
            }
        }
        assert_eq!(self.open.len(), self.gateway.deliveries(), "a delivery without an end");
    }

    fn deliver(&mut self, now: Instant, (number, priority, parts, is_long): (u8, bool, u8, bool)) {
        let parts = u32::from(parts % 4);
        let text = if is_long { LONGEST_IN_BEGIN } else { 0 };
        let tpdu = |part| [marked(self.messages * 4 + part), vec![7; text]].concat().into();
        let tpdus: Vec<Bytes> = (0..parts).map(tpdu).collect();
        let (msisdn, count) = (format!("49170{number}"), tpdus.len());
        self.messages += 1;
        let begun = self.gateway.deliver(now, &mut self.map, &Delivery { msisdn: &msisdn, priority, tpdus });
        match begun {
            Ok(id) => assert_eq!(self.open.insert(id, count), None, "{id:?} begins twice"),
            Err(UsageError::Empty) => assert_eq!(count, 0),
            Err(UsageError::Full | UsageError::Tcap(tcap::UsageError::TooManyDialogues)) => {}
            Err(other) => panic!("{other:?}"),
        }
    }

    /// One of the messages that wait for the owner's word, which has an end by it.
    fn submission(&mut self, number: u8) -> Option<SubmissionId> {
        let count = self.submissions.len().max(1);
        let id = self.submissions.iter().nth(usize::from(number) % count).copied()?;
        self.submissions.remove(&id);
        Some(id)
    }
}

/// Lets a gateway and its network do any operations.
///
/// # Panics
/// When a rule is broken.
pub fn ss7_gateway(octets: &[u8]) {
    let Ok(ops) = Vec::<Op<'_>>::arbitrary_take_rest(Unstructured::new(octets)) else { return };
    let mut way = Way::new();
    let mut world = World { centre: Centre::new(way.now()), network: Network::new(way.now()) };
    for op in ops.iter().take(300) {
        step(&mut way, &mut world, op);
        way.collect(nodes(&mut world));
        let most = usize::try_from(MOST_DELIVERIES).unwrap_or(usize::MAX);
        assert!(world.centre.gateway.deliveries() <= most, "too many deliveries");
    }
    way.end(&mut world, nodes, |world, now| {
        world.centre.hear(now);
        world.network.hear();
    });
    let Centre { mut map, mut gateway, open, submissions, seen, .. } = world.centre;
    assert!(open.is_empty(), "{open:?} without an end");
    assert_eq!(map.dialogues(), 0, "a dialogue hangs");
    for id in submissions {
        assert_eq!(gateway.accept(way.now(), &mut map, id, None), Err(UsageError::Gone));
    }
    for dialogue in seen {
        let event = map::Event::Delimiter { dialogue };
        let left = gateway.handle_event(way.now(), &mut map, event.clone());
        assert_eq!(left, Some(event), "a dialogue is kept that is gone");
    }
}

fn nodes(world: &mut World) -> [&mut Map; 2] {
    [&mut world.centre.map, &mut world.network.map]
}

fn step(way: &mut Way, world: &mut World, op: &Op<'_>) {
    let now = way.now();
    let World { centre, network } = world;
    match op {
        Op::Deliver(number, priority, parts, is_long) => {
            centre.deliver(now, (*number, *priority, *parts, *is_long));
        }
        Op::Accept(nth, has_report) => {
            if let Some(id) = centre.submission(*nth) {
                let _ = centre.gateway.accept(now, &mut centre.map, id, has_report.then_some(b"report"));
            }
        }
        Op::Refuse(nth, cause, has_report) => {
            if let Some(id) = centre.submission(*nth) {
                let cause = SmEnumeratedDeliveryFailureCause(cause % 7);
                let _ =
                    centre.gateway.refuse(now, &mut centre.map, id, cause, has_report.then_some(b"report"));
            }
        }
        Op::Hear(false) => centre.hear(now),
        Op::Hear(true) => network.hear(),
        Op::Answer(nth, answer) => {
            network.hear();
            let place = usize::from(*nth) % network.requests.len().max(1);
            if place < network.requests.len() {
                let request = network.requests.remove(place);
                network.answer(request, answer);
            }
        }
        Op::Inform(nth, flags) => {
            if let Some(dialogue) = network.nth(*nth) {
                network.inform(dialogue, *flags);
            }
        }
        Op::Turn(nth, turn) => {
            network.hear();
            if let Some(dialogue) = network.nth(*nth) {
                network.turn(now, dialogue, turn);
            }
        }
        Op::Serve => {
            network.hear();
            network.serve(now);
        }
        Op::Open(context, version, request) => network.open(now, (*context, *version), request.as_ref()),
        Op::Fate(fate) => way.meet(nodes(world), fate),
    }
}

/// The dialogue of an event by which one begins, goes on or ends.
fn dialogue_of(event: &map::Event) -> Option<DialogueId> {
    match event {
        map::Event::Open { dialogue, .. }
        | map::Event::Accepted { dialogue, .. }
        | map::Event::Refused { dialogue, .. }
        | map::Event::TimedOut { dialogue, .. }
        | map::Event::Delimiter { dialogue }
        | map::Event::Closed { dialogue }
        | map::Event::UAbort { dialogue, .. }
        | map::Event::PAbort { dialogue, .. }
        | map::Event::Notice { dialogue, .. } => Some(*dialogue),
        _ => None,
    }
}
