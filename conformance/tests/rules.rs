//! The ten rules, for every machine of the family: today the SMPP session. And for each rule a planted fault that its
//! check finds.
#![allow(clippy::unwrap_used)] // a test may fail loudly

use std::cell::Cell;
use std::time::{Duration, Instant};

use brivas_conformance::harness::rules::{self, Step};
use brivas_conformance::harness::{Clock, Machine, NetConfig, Pair, SmppMachine, SmppVerb};
use brivas_smpp::{
    Bind, CommandStatus, Config, Dialect, EnquireLink, EnquireLinkResp, Event, Role, SessionState, SubmitSm,
    SubmitSmResp, encode,
};
use bytes::{Bytes, BytesMut};
use proptest::prelude::*;

type Script = Vec<Step<SmppVerb>>;

fn machine(role: Role, start: Instant) -> SmppMachine {
    let mut config = Config::new(role);
    config.set_window(3).set_inbound_window(4);
    SmppMachine::new(config, [9; 32], start)
}

fn pdus(bodies: &[(u8, u32)]) -> Vec<u8> {
    let mut out = BytesMut::new();
    for (kind, number) in bodies {
        let (status, dialect) = (CommandStatus(u32::from(*kind) / 16), Dialect::V5_0);
        let text = [b'x'; 40];
        let _ = match kind % 5 {
            0 => encode(&Bind::default(), CommandStatus::ESME_ROK, *number, dialect, &mut out),
            1 => encode(&EnquireLink::default(), CommandStatus::ESME_ROK, *number, dialect, &mut out),
            2 => encode(&SubmitSmResp::default(), status, *number, dialect, &mut out),
            3 => encode(&EnquireLinkResp::default(), status, *number, dialect, &mut out),
            _ => {
                let body = SubmitSm { short_message: &text, ..Default::default() };
                encode(&body, CommandStatus::ESME_ROK, *number, dialect, &mut out)
            }
        };
    }
    out.to_vec()
}

fn verbs() -> impl Strategy<Value = SmppVerb> {
    prop_oneof![
        3 => any::<u8>().prop_map(SmppVerb::Bind),
        4 => any::<u8>().prop_map(SmppVerb::SubmitSm),
        1 => any::<u8>().prop_map(SmppVerb::DeliverSm),
        1 => any::<u8>().prop_map(SmppVerb::DataSm),
        1 => Just(SmppVerb::QuerySm),
        2 => Just(SmppVerb::EnquireLink),
        1 => Just(SmppVerb::Unbind),
        1 => Just(SmppVerb::Outbind),
    ]
}

fn scripts() -> impl Strategy<Value = Script> {
    let bind_resp = {
        let mut out = BytesMut::new();
        let body = brivas_smpp::BindResp { system_id: b"centre", ..Default::default() };
        encode(&body, CommandStatus::ESME_ROK, 1, Dialect::V5_0, &mut out).unwrap();
        out.to_vec()
    };
    let step = prop_oneof![
        4 => verbs().prop_map(Step::Call),
        4 => prop::collection::vec((any::<u8>(), 0..8_u32), 1..4).prop_map(|bodies| Step::Input(pdus(&bodies))),
        2 => Just(Step::Input(bind_resp)),
        1 => prop::collection::vec(any::<u8>(), 0..40).prop_map(Step::Input),
        3 => (0..40_000_u32).prop_map(Step::Pass),
    ];
    prop::collection::vec(step, 0..40).prop_map(|mut steps| {
        steps.insert(0, Step::Call(SmppVerb::Bind(0)));
        steps
    })
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn an_smpp_session_keeps_the_rules(steps in scripts(), is_esme: bool) {
        let start = Instant::now();
        let role = if is_esme { Role::Esme } else { Role::Mc };
        let make = || machine(role, start);
        for checked in [
            rules::rules_2_and_3(make, start, &steps),
            rules::rule_4(make, start, &steps),
            rules::rule_6(make, start, &steps),
            rules::rule_7(make, start, &steps),
            rules::rule_9(make, start, &steps),
        ] {
            prop_assert_eq!(checked, Ok(()));
        }
    }
}

/// A message centre with a bound ESME, and the instant it stands at.
fn bound() -> (SmppMachine, Instant) {
    let start = Instant::now();
    let mut machine = machine(Role::Mc, start);
    machine.handle_input(start, &mut BytesMut::from(&pdus(&[(0, 1)])[..]));
    let event = machine.poll_event().unwrap();
    machine.react(start, &event);
    while machine.poll_transmit().is_some() {}
    assert_eq!(machine.session().state(), SessionState::BOUND_TRX);
    machine.answers = false;
    (machine, start)
}

fn bad_and_good() -> (Vec<u8>, Vec<u8>, Vec<u8>) {
    // A submit_sm whose first string has no end, then an enquire_link, and what answers that.
    let mut bad = pdus(&[(4, 7)]);
    bad.truncate(16 + 6);
    bad[16..].fill(b'x');
    bad[3] = 22;
    let mut answer = pdus(&[(3, 8)]);
    answer.truncate(16);
    (bad, pdus(&[(1, 8)]), answer)
}

#[test]
fn one_bad_body_does_not_desynchronise_a_session() {
    let (mut machine, now) = bound();
    let (bad, good, answer) = bad_and_good();
    assert_eq!(rules::rule_5(&mut machine, now, &bad, &good, &answer), Ok(()));
}

#[test]
fn a_flooded_session_is_left_unread_at_its_limits() {
    let (mut machine, now) = bound();
    // 1024 events, and an answer for each in 1 MiB at most.
    assert_eq!(rules::rule_8(&mut machine, now, &pdus(&[(4, 1)]), 1024, 1 << 20), Ok(()));
    let (mut machine, now) = bound();
    let over = 16;
    assert_eq!(rules::rule_8(&mut machine, now, &pdus(&[(1, 1)]), 1024, (1 << 20) + over), Ok(()));
}

#[test]
fn a_stale_handle_is_gone() {
    let (mut machine, now) = bound();
    machine.handle_input(now, &mut BytesMut::from(&pdus(&[(4, 1)])[..]));
    let event = machine.poll_event().unwrap();
    machine.react(now, &event);
    // The verb answers the request twice and asserts that the second answer finds it gone.
    assert_eq!(machine.call(now, &SmppVerb::AnswerStale), Ok(()));
}

#[test]
fn two_sessions_understand_each_other_over_a_slow_network_in_pieces() {
    for seed in 0..20 {
        let clock = Clock::new();
        let config = NetConfig {
            delay: Duration::from_millis(30),
            jitter: Duration::from_millis(50),
            split: 5,
            ..NetConfig::default()
        };
        let (esme, centre) = (machine(Role::Esme, clock.now()), machine(Role::Mc, clock.now()));
        let mut pair = Pair::new(esme, centre, clock, config, seed);
        pair.a.call(pair.clock.now(), &SmppVerb::Bind(0)).unwrap();
        pair.run(Duration::from_secs(5));
        for _ in 0..50 {
            while pair.a.call(pair.clock.now(), &SmppVerb::SubmitSm(100)).is_ok() {}
            pair.run(Duration::from_secs(1));
        }
        let answered = pair.a_events.iter().filter(|event| matches!(event, Event::Response { .. })).count();
        assert!(answered >= 50, "seed {seed}: {answered} answers");
        pair.a_to_b.cut();
        pair.b_to_a.half_close(pair.clock.now());
        pair.run(Duration::from_secs(100));
        assert!(SmppMachine::is_closed(pair.a_events.last().unwrap()), "seed {seed}: the end arrives");
        assert!(SmppMachine::is_closed(pair.b_events.last().unwrap()), "seed {seed}: silence is noticed");
    }
}

/// What is wrong with a planted machine.
#[derive(Clone, Copy, PartialEq)]
enum Fault {
    /// Polling sends something.
    PollAdvances,
    /// An earlier `now` is believed.
    BelievesTheClock,
    /// A second handle_timeout does something.
    TimeoutTwice,
    /// A bad body swallows what stands behind it.
    Desynchronises,
    /// A refused verb leaves something behind.
    ErrChanges,
    /// The end is told twice.
    ClosedTwice,
    /// A flood is read without end.
    Unbounded,
    /// Something is different each time.
    Chance,
}

/// A good machine with a planted fault.
struct Planted {
    inner: SmppMachine,
    fault: Fault,
    last: Instant,
    extra: Vec<u8>,
    polls: u8,
    closed: bool,
}

thread_local! {
    static RUNS: Cell<u8> = const { Cell::new(0) };
}

impl Planted {
    fn new(inner: SmppMachine, fault: Fault, start: Instant) -> Self {
        let run = RUNS.with(|runs| runs.replace(runs.get().wrapping_add(1)));
        let extra = if fault == Fault::Chance { vec![run] } else { Vec::new() };
        Self { inner, fault, last: start, extra, polls: 0, closed: false }
    }

    fn see(&mut self, now: Instant) {
        if self.fault == Fault::BelievesTheClock && now < self.last {
            self.extra.push(1);
        }
        self.last = self.last.max(now);
    }
}

impl Machine for Planted {
    type Event = Event;
    type Verb = SmppVerb;

    fn handle_input(&mut self, now: Instant, input: &mut BytesMut) {
        self.see(now);
        if self.fault == Fault::Desynchronises && input.len() > 16 {
            input.clear();
        }
        self.inner.handle_input(now, input);
    }
    fn handle_eof(&mut self, now: Instant) {
        self.see(now);
        self.inner.handle_eof(now);
    }
    fn handle_timeout(&mut self, now: Instant) {
        if self.fault == Fault::TimeoutTwice && now == self.last {
            self.extra.push(2);
        }
        self.see(now);
        self.inner.handle_timeout(now);
    }
    fn poll_transmit(&mut self) -> Option<Bytes> {
        if !self.extra.is_empty() {
            return Some(Bytes::from(std::mem::take(&mut self.extra)));
        }
        self.inner.poll_transmit()
    }
    fn poll_event(&mut self) -> Option<Event> {
        self.polls += u8::from(self.polls < 9);
        if self.fault == Fault::PollAdvances && self.polls == 3 {
            self.extra.push(3);
        }
        let event = self.inner.poll_event();
        if self.fault == Fault::ClosedTwice && event.is_none() && self.closed {
            self.closed = false;
            return Some(Event::Closed(brivas_smpp::CloseReason::Aborted));
        }
        self.closed |= event.as_ref().is_some_and(SmppMachine::is_closed);
        event
    }
    fn poll_timeout(&self) -> Option<Instant> {
        self.inner.poll_timeout()
    }
    fn wants_input(&self) -> bool {
        self.fault == Fault::Unbounded || self.inner.wants_input()
    }
    fn call(&mut self, now: Instant, verb: &SmppVerb) -> Result<(), String> {
        self.see(now);
        let result = self.inner.call(now, verb);
        if self.fault == Fault::ErrChanges && result.is_err() {
            self.extra.push(4);
        }
        result
    }
    fn react(&mut self, now: Instant, event: &Event) {
        self.inner.react(now, event);
    }
    fn is_closed(event: &Event) -> bool {
        SmppMachine::is_closed(event)
    }
    fn observe(&self) -> String {
        self.inner.observe()
    }
}

/// A script in which each fault shows: calls that are good and bad, time, octets.
fn telling() -> Script {
    vec![
        Step::Call(SmppVerb::Bind(0)),
        Step::Pass(100),
        Step::Call(SmppVerb::SubmitSm(1)),
        Step::Input(pdus(&[(1, 1)])),
        Step::Pass(100),
        Step::Call(SmppVerb::EnquireLink),
    ]
}

#[test]
fn each_check_finds_its_planted_fault() {
    let start = Instant::now();
    let steps = telling();
    let make = |fault| move || Planted::new(machine(Role::Esme, start), fault, start);
    let bites = |rule: &str, checked: Result<(), String>| {
        assert!(checked.is_err_and(|error| error.contains(rule)), "{rule} does not bite");
    };
    bites("rules 2 and 3", rules::rules_2_and_3(make(Fault::PollAdvances), start, &steps[..1]));
    bites("rule 4", rules::rule_4(make(Fault::BelievesTheClock), start, &steps));
    bites("rule 4", rules::rule_4(make(Fault::TimeoutTwice), start, &steps));
    bites("rule 6", rules::rule_6(make(Fault::ErrChanges), start, &steps));
    bites("rule 7", rules::rule_7(make(Fault::ClosedTwice), start, &steps));
    bites("rule 9", rules::rule_9(make(Fault::Chance), start, &steps));
    let (bad, good, answer) = bad_and_good();
    let (inner, now) = bound();
    let mut planted = Planted::new(inner, Fault::Desynchronises, now);
    bites("rule 5", rules::rule_5(&mut planted, now, &bad, &good, &answer));
    let (inner, now) = bound();
    let mut planted = Planted::new(inner, Fault::Unbounded, now);
    bites("rule 8", rules::rule_8(&mut planted, now, &pdus(&[(4, 1)]), 1024, 1 << 20));
}
