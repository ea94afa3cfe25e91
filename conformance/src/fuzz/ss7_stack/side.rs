//! One of both stacks and its users.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::{Duration, Instant};

use brivas_sigtran::m3ua::{
    self, ApplicationServer, AsId, AssociationId, Peer, Role, RoutingKey, Side as Of,
};
use brivas_sigtran::map::{
    ApplicationContext, Argument, ContextCode, Event, OperationCode, ResultParameter, UserAbortChoice,
};
use brivas_sigtran::mtp::PointCode;
use brivas_sigtran::sccp::{
    self, Address, Destination, GlobalTitle, Pattern, Rule, Ssn, Translator, UnitdataRequest,
};
use brivas_sigtran::tcap::{self, DialogueId, Termination};
use brivas_sigtran::{Buffer, Stack, stack};

use crate::fuzz::ss7_user::{Known, MOST_DIALOGUES};
use crate::fuzz::ss7_way::{marked, numbers_in, parameter};

/// The one association.
pub(super) const LINK: AssociationId = AssociationId(1);
/// The server and the gateway.
pub(super) const POINTS: [PointCode; 2] = [PointCode(100), PointCode(200)];
/// Their titles.
const TITLES: [&str; 2] = ["4910", "4920"];
/// A subsystem without MAP.
const PLAIN: Ssn = Ssn(200);
const MOST_EVENTS: usize = 12;

pub(super) struct Side {
    pub(super) stack: Stack,
    server: Option<AsId>,
    /// Where its users are, by point code and by title, and those of the other.
    own: [Address; 2],
    other: [Address; 2],
    known: Known,
    /// The invocations of dialogues that wait for an answer.
    asked: Vec<(DialogueId, i8)>,
    /// What the user without MAP has sent, and whether it came back.
    sent: BTreeMap<u32, bool>,
    /// The last of those of the other side, by their sequence control.
    heard: BTreeMap<u8, u32>,
}

impl Side {
    pub(super) fn new(place: usize, now: Instant) -> Self {
        let addresses = [address(0), address(1)];
        let [own, other] = if place == 0 { addresses } else { [addresses[1], addresses[0]] };
        let role = if place == 0 { Role::Asp } else { Role::Sgp };
        let seed = if place == 0 { [1; 32] } else { [2; 32] };
        let mut stack = Stack::new(&Arc::new(config(place, role)), seed, now);
        stack.with_sccp(now, |sccp| sccp.n_state(now, PLAIN, true));
        let side = if place == 0 { Of::Local } else { Of::Remote };
        let server = stack.with_m3ua(now, |m3ua| {
            let server = ApplicationServer::new(side, RoutingKey::new(POINTS[0]));
            let server = m3ua.add_application_server(server).ok()?;
            m3ua.add_association(LINK, Peer::new().with_application_server(server)).ok()?;
            Some(server)
        });
        Self {
            stack,
            server,
            own,
            other,
            known: Known::default(),
            asked: Vec::new(),
            sent: BTreeMap::new(),
            heard: BTreeMap::new(),
        }
    }

    /// Opens a dialogue and asks something in it.
    pub(super) fn ask(&mut self, now: Instant, by_title: bool) {
        self.drain();
        let way = usize::from(by_title);
        let (to, from) = (self.other[way], self.own[way]);
        let context = ApplicationContext::new(ContextCode::shortMsgGatewayContext, 3);
        let octets = parameter(b"any");
        let is_full = self.known.is_full();
        let opened = self.stack.with_map(now, |map| {
            let dialogue = map.open(now, to, from, context, None)?;
            let argument = Argument::Other(octets.as_slice());
            map.invoke(dialogue, OperationCode::sendRoutingInfoForSM, None, Some(&argument))?;
            map.delimiter(now, dialogue)?;
            Ok::<_, tcap::UsageError>(dialogue)
        });
        match opened {
            Ok(dialogue) => self.known.begin(dialogue),
            Err(error) => assert!(is_full, "{error:?}"),
        }
    }

    /// Answers the oldest invocation of a dialogue.
    pub(super) fn answer(&mut self, now: Instant, nth: u8, ends: bool) {
        self.drain();
        let place = usize::from(nth) % self.asked.len().max(1);
        if place >= self.asked.len() {
            return;
        }
        let (dialogue, invoke_id) = self.asked.remove(place);
        let octets = parameter(b"any");
        let done = self.stack.with_map(now, |map| {
            let result = ResultParameter::Other(octets.as_slice());
            map.result(dialogue, invoke_id, OperationCode::sendRoutingInfoForSM, Some(&result))?;
            if ends { map.close(now, dialogue, Termination::Basic) } else { map.delimiter(now, dialogue) }
        });
        assert_ne!(done, Err(tcap::UsageError::Gone), "the user has not heard of the end");
        if ends && done.is_ok() {
            self.known.close(dialogue);
        }
    }

    pub(super) fn abort(&mut self, now: Instant, nth: u8) {
        self.drain();
        let Some(dialogue) = self.known.nth(nth) else { return };
        let done = self.stack.with_map(now, |map| map.u_abort(now, dialogue, UserAbortChoice::default()));
        assert_eq!(done, Ok(()), "a dialogue that is there can be aborted");
        self.known.close(dialogue);
        self.asked.retain(|(asked, _)| *asked != dialogue);
    }

    /// Sends a message of the user without MAP.
    pub(super) fn send(&mut self, now: Instant, control: u8, number: u32) {
        let control = control % 4;
        let plain = |address: Address| Address { ssn: Some(PLAIN), ..address };
        let [called, _] = self.other.map(plain);
        let [calling, _] = self.own.map(plain);
        let request = UnitdataRequest {
            called,
            calling,
            sequence_control: Some(control.into()),
            return_option: true,
            importance: None,
        };
        let mut data = Buffer::new();
        data.prepend(&[control]);
        data.prepend(&marked(number));
        if self.stack.with_sccp(now, |sccp| sccp.n_unitdata(now, &request, &mut data)).is_ok() {
            self.sent.insert(number, false);
        }
    }

    pub(super) fn state(&mut self, now: Instant, map: bool, in_service: bool) {
        let ssn = if map { Ssn::MSC } else { PLAIN };
        self.stack.with_sccp(now, |sccp| sccp.n_state(now, ssn, in_service));
    }

    /// What an owner must not call is refused, and changes nothing.
    pub(super) fn activate(&mut self, now: Instant, active: bool) {
        let Some(server) = self.server else { return };
        let _ = self.stack.with_m3ua(now, |m3ua| match active {
            true => m3ua.asp_active(now, LINK, server),
            false => m3ua.asp_inactive(now, LINK, server),
        });
    }

    /// Takes the events.
    pub(super) fn drain(&mut self) {
        while let Some(event) = self.stack.poll_event() {
            match event {
                stack::Event::Map(event) => self.hear(event),
                stack::Event::Sccp(sccp::Event::Unitdata { data, .. }) => {
                    if let (Some(number), Some(control)) = (numbers_in(&data).next(), data.last()) {
                        let before = self.heard.insert(*control, number);
                        assert!(before < Some(number), "{number} comes after {before:?}");
                    }
                }
                stack::Event::Sccp(sccp::Event::Notice { data, .. }) => self.came_back(&data),
                stack::Event::Undelivered(transfer) => self.came_back(&transfer.user_data),
                _ => {}
            }
        }
        self.known.are_all(self.stack.map().dialogues());
    }

    /// A message is told as not delivered: once. One of the other side was being brought back to it.
    fn came_back(&mut self, octets: &[u8]) {
        for number in numbers_in(octets) {
            if let Some(came_back) = self.sent.get_mut(&number) {
                assert!(!*came_back, "message {number} comes back twice");
                *came_back = true;
            }
        }
    }

    fn hear(&mut self, event: Event) {
        match event {
            Event::Open { dialogue, .. } => self.known.begin(dialogue),
            Event::Invoke { dialogue, invoke_id, .. } => {
                self.known.goes_on(dialogue);
                self.asked.push((dialogue, invoke_id));
            }
            Event::Closed { dialogue }
            | Event::Refused { dialogue, .. }
            | Event::UAbort { dialogue, .. }
            | Event::PAbort { dialogue, .. } => {
                self.known.close(dialogue);
                self.asked.retain(|(asked, _)| *asked != dialogue);
            }
            _ => {}
        }
    }
}

/// The settings of the server, which knows no more of the gateway than what it is told, and of the gateway.
fn config(place: usize, role: Role) -> stack::Config {
    let [own, other] = if place == 0 { [0, 1] } else { [1, 0] };
    let mut m3ua = m3ua::Config::new(role);
    m3ua.set_max_events(MOST_EVENTS).set_max_transmit(12).set_max_pending(8);
    m3ua.set_t_beat(Some(Duration::from_secs(5)));
    let mut sccp = sccp::Config::new(POINTS[own]);
    sccp.set_max_events(MOST_EVENTS).set_max_transmit(12);
    let pattern = |title| Pattern::new(title).unwrap_or_else(|_| unreachable!("it is a pattern"));
    sccp.set_translator(Translator::new(vec![
        Rule::new(pattern(TITLES[own]), Destination::Local),
        Rule::new(pattern(TITLES[other]), Destination::Failover(vec![POINTS[other]])),
    ]));
    let mut tcap = tcap::Config::new();
    tcap.set_max_dialogues(MOST_DIALOGUES).set_max_components(5).set_max_events(MOST_EVENTS);
    stack::Config::new(m3ua, sccp)
        .with_tcap(tcap)
        .with_map(Ssn::MSC)
        .with_points_assumed_available()
        .with_max_events(MOST_EVENTS)
}

/// Where the users with MAP of a stack are: by its point code, and by its title.
fn address(place: usize) -> [Address; 2] {
    let title = GlobalTitle::e164(TITLES[place]).unwrap_or_else(|_| unreachable!("it is a title"));
    [Address::of_point_code(POINTS[place], Ssn::MSC), Address::of_global_title(title, Ssn::MSC)]
}
