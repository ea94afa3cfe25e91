//! SCCP at several points on a clock of the test's own (after Q.786).
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::disallowed_methods)] // a test may fail loudly

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::{Duration, Instant};

use brivas_sigtran::Buffer;
use brivas_sigtran::mtp::{MtpStatus, MtpTransfer, PointCode, RoutingLabel};
use brivas_sigtran::sccp::{
    Address, Change, Config, Destination, Event, Form, GlobalTitle, Message, Pattern, ReturnCause, Rule,
    Sccp, Service, Ssn, Translator, Unitdata, UnitdataRequest, UsageError, Variant,
};
use proptest::prelude::*;

const A: PointCode = PointCode(1);
const B: PointCode = PointCode(2);
const C: PointCode = PointCode(3);
const SECOND: Duration = Duration::from_secs(1);

/// Points, and a network that carries everything between them.
struct Net {
    points: BTreeMap<PointCode, Sccp>,
    now: Instant,
    /// What went over the network.
    seen: Vec<(RoutingLabel, Vec<u8>)>,
}

impl Net {
    /// Points A, B and C, which reach each other; HLR in service at B and C, MSC at A.
    fn new() -> Self {
        Self::with(|_, _| {})
    }

    fn with(settings: impl Fn(PointCode, &mut Config)) -> Self {
        let now = Instant::now();
        let mut points = BTreeMap::new();
        for code in [A, B, C] {
            let mut config = Config::new(code);
            settings(code, &mut config);
            let mut sccp = Sccp::new(Arc::new(config), [9; 32], now);
            for other in [A, B, C].into_iter().filter(|other| *other != code) {
                sccp.handle_status(now, MtpStatus::Resume(other));
            }
            sccp.n_state(now, if code == A { Ssn::MSC } else { Ssn::HLR }, true);
            points.insert(code, sccp);
        }
        let mut net = Self { points, now, seen: Vec::new() };
        net.settle();
        for code in [A, B, C] {
            net.events(code);
        }
        net.seen.clear();
        net
    }

    fn at(&mut self, code: PointCode) -> &mut Sccp {
        self.points.get_mut(&code).unwrap()
    }

    fn settle(&mut self) {
        loop {
            let mut moving = Vec::new();
            for sccp in self.points.values_mut() {
                moving.extend(std::iter::from_fn(|| sccp.poll_transmit()));
            }
            if moving.is_empty() {
                return;
            }
            for (label, octets) in moving {
                self.seen.push((label, octets.as_slice().to_vec()));
                let transfer = MtpTransfer { label, user_data: octets.into_bytes() };
                if let Some(sccp) = self.points.get_mut(&label.dpc) {
                    sccp.handle_transfer(self.now, &transfer);
                }
            }
        }
    }

    fn events(&mut self, code: PointCode) -> Vec<Event> {
        let sccp = self.at(code);
        std::iter::from_fn(|| sccp.poll_event()).collect()
    }

    fn pass(&mut self, span: Duration) {
        self.now += span;
        for sccp in self.points.values_mut() {
            sccp.handle_timeout(self.now);
        }
        self.settle();
    }

    /// A sends data to this address, with the return option.
    fn send(&mut self, called: Address, data: &[u8]) -> Result<(), UsageError> {
        let request = UnitdataRequest {
            called,
            calling: Address::of_point_code(A, Ssn::MSC),
            sequence_control: Some(5),
            return_option: true,
            importance: None,
        };
        self.send_as(&request, data)
    }

    fn send_as(&mut self, request: &UnitdataRequest, data: &[u8]) -> Result<(), UsageError> {
        let mut buffer = Buffer::new();
        buffer.prepend(data);
        let now = self.now;
        let sent = self.at(A).n_unitdata(now, request, buffer);
        self.settle();
        sent
    }

    /// The data that came to a point.
    fn data(&mut self, code: PointCode) -> Vec<Vec<u8>> {
        let data = |event| match event {
            Event::Unitdata { data, .. } => Some(data.to_vec()),
            _ => None,
        };
        self.events(code).into_iter().filter_map(data).collect()
    }

    /// Why messages of A came back.
    fn notices(&mut self) -> Vec<ReturnCause> {
        let cause = |event| match event {
            Event::Notice { cause, .. } => Some(cause),
            _ => None,
        };
        self.events(A).into_iter().filter_map(cause).collect()
    }
}

fn hlr(code: PointCode) -> Address {
    Address::of_point_code(code, Ssn::HLR)
}

fn title(digits: &str) -> Address {
    Address::of_global_title(GlobalTitle::e164(digits).unwrap(), Ssn::HLR)
}

fn rule(pattern: &str, to: Destination) -> Rule {
    Rule::new(Pattern::new(pattern).unwrap(), to)
}

#[test]
fn data_reach_a_subsystem_at_another_point_and_the_sender_is_known_there() {
    let mut net = Net::new();
    net.send(hlr(B), b"hello").unwrap();
    let events = net.events(B);
    let [Event::Unitdata { called, calling, in_sequence: true, data }] = &events[..] else {
        panic!("{events:?}")
    };
    assert_eq!((called, calling, &data[..]), (&hlr(B), &Address::of_point_code(A, Ssn::MSC), &b"hello"[..]));
    assert_eq!(net.seen[0].0.sls, 5, "messages with one sequence control take one way");
}

#[test]
fn a_sender_without_a_point_code_is_answered_where_it_came_from() {
    let mut net = Net::new();
    let calling = Address { point_code: None, ..Address::of_point_code(A, Ssn::MSC) };
    let called = hlr(B);
    let request =
        UnitdataRequest { called, calling, sequence_control: None, return_option: false, importance: None };
    net.send_as(&request, b"x").unwrap();
    let events = net.events(B);
    let [Event::Unitdata { calling, .. }] = &events[..] else { panic!("{events:?}") };
    assert_eq!(calling.point_code, Some(A));
}

#[test]
fn a_message_to_ourselves_needs_no_network() {
    let mut net = Net::new();
    let msc = Address::of_point_code(A, Ssn::MSC);
    net.send(msc, b"to myself").unwrap();
    assert_eq!((net.data(A), net.seen.len()), (vec![b"to myself".to_vec()], 0));
}

#[test]
fn what_cannot_be_delivered_comes_back_with_its_cause() {
    let mut net = Net::new();
    net.send(Address::of_point_code(B, Ssn::EIR), b"nobody").unwrap();
    assert_eq!(net.notices(), [ReturnCause::UNEQUIPPED_USER]);
    let now = net.now;
    net.at(B).n_state(now, Ssn::HLR, false);
    net.send(hlr(B), b"out of service").unwrap();
    assert_eq!(net.notices(), [ReturnCause::SUBSYSTEM_FAILURE]);
    assert_eq!(
        net.send(hlr(B), b"again"),
        Err(UsageError::NoRoute(ReturnCause::SUBSYSTEM_FAILURE)),
        "we were told"
    );
    assert_eq!(net.send(hlr(PointCode(99)), b"x"), Err(UsageError::NoRoute(ReturnCause::MTP_FAILURE)));
    assert_eq!(net.send(title("1"), b"x"), Err(UsageError::NoRoute(ReturnCause::NO_TRANSLATION_FOR_ADDRESS)));
}

#[test]
fn without_the_return_option_nothing_comes_back() {
    let mut net = Net::new();
    let called = Address::of_point_code(B, Ssn::EIR);
    let calling = Address::of_point_code(A, Ssn::MSC);
    let request =
        UnitdataRequest { called, calling, sequence_control: None, return_option: false, importance: None };
    net.send_as(&request, b"x").unwrap();
    assert_eq!(net.notices(), []);
}

#[test]
fn a_point_never_heard_of_cannot_be_reached_until_the_mtp_or_itself_says_so() {
    let now = Instant::now();
    let mut sccp = Sccp::new(Arc::new(Config::new(A)), [0; 32], now);
    let request = UnitdataRequest {
        called: hlr(B),
        calling: Address::of_point_code(A, Ssn::MSC),
        sequence_control: None,
        return_option: false,
        importance: None,
    };
    let mut data = Buffer::new();
    data.prepend(b"x");
    let refused = Err(UsageError::NoRoute(ReturnCause::MTP_FAILURE));
    assert_eq!(sccp.n_unitdata(now, &request, data.clone()), refused);
    sccp.handle_status(now, MtpStatus::Resume(B));
    assert_eq!(sccp.n_unitdata(now, &request, data.clone()), Ok(()));
    sccp.handle_status(now, MtpStatus::Pause(B));
    assert_eq!(sccp.n_unitdata(now, &request, data), refused);
    let states: Vec<_> = std::iter::from_fn(|| sccp.poll_event()).collect();
    let state = |accessible| Event::PointCodeState { point_code: B, accessible };
    assert_eq!(states, [state(true), state(false)]);
}

#[test]
fn global_titles_are_translated_here_and_again_at_the_next_point() {
    let mut net = Net::with(|code, config| {
        let rules = match code {
            A => vec![rule("*", Destination::Failover(vec![B]))],
            B => vec![Rule {
                change: Change { ssn: Some(Ssn::HLR), ..rule("4917*", Destination::Local).change },
                ..rule("4917*", Destination::Failover(vec![C]))
            }],
            _ => vec![rule("4917*", Destination::Local)],
        };
        config.set_translator(Translator::new(rules));
    });
    net.send(title("49171"), b"by title").unwrap();
    assert_eq!(net.data(C), [b"by title".to_vec()]);
    net.send(title("1"), b"nowhere at B").unwrap();
    assert_eq!(net.notices(), [ReturnCause::NO_TRANSLATION_FOR_ADDRESS]);
}

#[test]
fn the_backup_takes_over_and_a_share_is_kept_by_selection() {
    let failover = Destination::Failover(vec![B, C]);
    let share = Destination::Loadshare(vec![B, C]);
    let mut net = Net::with(|code, config| {
        let local = || rule("*", Destination::Local);
        let rules = if code == A {
            vec![rule("1*", failover.clone()), rule("2*", share.clone())]
        } else {
            vec![local()]
        };
        config.set_translator(Translator::new(rules));
    });
    net.send(title("1"), b"first").unwrap();
    assert_eq!(net.data(B).len(), 1);
    let now = net.now;
    net.at(A).handle_status(now, MtpStatus::Pause(B));
    net.send(title("1"), b"second").unwrap();
    assert_eq!((net.data(B).len(), net.data(C).len()), (0, 1));
    net.at(A).handle_status(now, MtpStatus::Resume(B));
    let mut counts = [0, 0];
    for selection in 0..16 {
        let request = UnitdataRequest {
            called: title("2"),
            calling: Address::of_point_code(A, Ssn::MSC),
            sequence_control: Some(selection),
            return_option: false,
            importance: None,
        };
        net.send_as(&request, b"x").unwrap();
        counts[0] += net.data(B).len();
        counts[1] += net.data(C).len();
    }
    assert_eq!(counts, [8, 8]);
}

#[test]
fn a_message_that_goes_round_ends_when_its_hops_are_used_up() {
    let mut net = Net::with(|code, config| {
        let next = if code == B { C } else { B };
        config.set_translator(Translator::new(vec![rule("*", Destination::Failover(vec![next]))]));
        config.set_hop_counter(4);
    });
    let request = UnitdataRequest {
        called: title("1"),
        calling: Address::of_point_code(A, Ssn::MSC),
        sequence_control: None,
        return_option: true,
        importance: Some(3),
    };
    net.send_as(&request, b"round").unwrap();
    assert_eq!(net.notices(), [ReturnCause::HOP_COUNTER_VIOLATION]);
    assert_eq!(net.seen.iter().filter(|(_, octets)| octets[0] == 0x11).count(), 4);
}

#[test]
fn long_data_go_in_segments_of_one_message_and_come_out_whole() {
    for (length, messages) in [(200, 1), (255, 1), (256, 2), (1000, 5), (3000, 13)] {
        let mut net = Net::new();
        let data: Vec<u8> = (0..length).map(|place| u8::try_from(place % 251).unwrap()).collect();
        net.send(hlr(B), &data).unwrap();
        assert_eq!(net.data(B), [data], "{length}");
        assert_eq!(net.seen.len(), messages, "{length}");
        assert!(net.seen.iter().all(|(label, octets)| octets.len() <= 272 && label.sls == 5));
    }
    let mut net = Net::new();
    assert_eq!(net.send(hlr(B), &[0; 5000]), Err(UsageError::TooLong));
    assert_eq!(net.send(hlr(B), &[]), Err(UsageError::Empty));
    assert!(net.seen.is_empty());
}

#[test]
fn long_data_go_as_ludt_where_that_is_wanted() {
    let mut net = Net::with(|_, config| {
        config.set_uses_long_messages(true);
    });
    net.send(hlr(B), &[7; 3952]).unwrap();
    assert_eq!((net.data(B), net.seen.len()), (vec![vec![7; 3952]], 1));
    assert_eq!(net.send(hlr(B), &[7; 3953]), Err(UsageError::TooLong));
}

/// The segments of a message from A to B, not yet delivered.
fn segments(net: &mut Net, length: usize) -> Vec<MtpTransfer> {
    let mut data = Buffer::new();
    data.prepend(&vec![3; length]);
    let request = UnitdataRequest {
        called: hlr(B),
        calling: Address::of_point_code(A, Ssn::MSC),
        sequence_control: Some(5),
        return_option: true,
        importance: None,
    };
    let now = net.now;
    net.at(A).n_unitdata(now, &request, data).unwrap();
    let a = net.at(A);
    std::iter::from_fn(|| a.poll_transmit())
        .map(|(label, octets)| MtpTransfer { label, user_data: octets.into_bytes() })
        .collect()
}

#[test]
fn a_segment_that_is_missing_spoils_its_message_and_is_told() {
    let mut net = Net::new();
    let all = segments(&mut net, 600);
    assert_eq!(all.len(), 3);
    let now = net.now;
    for segment in [&all[0], &all[2]] {
        net.at(B).handle_transfer(now, segment);
    }
    net.settle();
    assert_eq!(net.data(B), Vec::<Vec<u8>>::new());
    assert_eq!(net.notices(), [ReturnCause::SEGMENTATION_FAILURE]);
    net.at(B).handle_transfer(now, &all[1]);
    net.settle();
    assert_eq!(net.notices(), [ReturnCause::SEGMENTATION_FAILURE], "its message is gone");
}

#[test]
fn segments_that_stay_away_are_given_up() {
    let mut net = Net::new();
    let all = segments(&mut net, 600);
    let now = net.now;
    net.at(B).handle_transfer(now, &all[0]);
    net.pass(16 * SECOND);
    assert_eq!(net.at(B).poll_timeout(), None);
    let now = net.now;
    net.at(B).handle_transfer(now, &all[1]);
    net.settle();
    assert_eq!(net.notices(), [ReturnCause::SEGMENTATION_FAILURE]);
}

#[test]
fn beyond_the_limit_of_messages_in_segments_one_more_is_returned() {
    let mut net = Net::with(|_, config| {
        config.set_max_reassemblies(1);
    });
    let (one, two) = (segments(&mut net, 600), segments(&mut net, 600));
    let now = net.now;
    net.at(B).handle_transfer(now, &one[0]);
    net.at(B).handle_transfer(now, &two[0]);
    net.settle();
    assert_eq!(net.notices(), [ReturnCause::DESTINATION_CANNOT_REASSEMBLE]);
}

#[test]
fn with_too_many_events_waiting_data_come_back_as_if_the_subsystem_were_congested() {
    let mut net = Net::with(|_, config| {
        config.set_max_events(4);
    });
    for _ in 0..5 {
        net.send(hlr(B), b"x").unwrap();
    }
    assert_eq!(net.notices(), [ReturnCause::SUBSYSTEM_CONGESTION]);
    assert_eq!(net.data(B).len(), 4);
}

#[test]
fn concerned_points_are_told_when_a_subsystem_goes_and_comes() {
    let mut net = Net::with(|code, config| {
        if code == B {
            config.set_concerned(vec![A]);
        }
    });
    let now = net.now;
    for in_service in [false, true] {
        net.at(B).n_state(now, Ssn::HLR, in_service);
        net.at(B).n_state(now, Ssn::HLR, in_service);
        net.settle();
        assert_eq!(net.events(A), [Event::State { point_code: B, ssn: Ssn::HLR, in_service }]);
        assert_eq!(net.send(hlr(B), b"x").is_ok(), in_service);
    }
}

#[test]
fn a_watched_subsystem_is_prohibited_until_its_point_says_it_is_there_and_tested_ever_more_seldom() {
    let mut net = Net::with(|code, config| {
        if code == A {
            config.set_remote_subsystems(vec![(B, Ssn::EIR)]);
        }
    });
    let eir = Address::of_point_code(B, Ssn::EIR);
    assert!(net.send(eir, b"x").is_err());
    let tests = |net: &mut Net| net.seen.drain(..).filter(|(label, _)| label.dpc == B).count();
    tests(&mut net);
    for (wait, expected) in [(10, 1), (19, 0), (1, 1), (39, 0), (1, 1)] {
        net.pass(Duration::from_secs(wait));
        assert_eq!(tests(&mut net), expected, "after {wait} s more");
    }
    let now = net.now;
    net.at(B).n_state(now, Ssn::EIR, true);
    net.pass(81 * SECOND);
    assert_eq!(net.events(A), [Event::State { point_code: B, ssn: Ssn::EIR, in_service: true }]);
    net.send(eir, b"x").unwrap();
    assert_eq!(net.at(A).poll_timeout(), None, "no more tests");
}

#[test]
fn the_two_halves_of_a_subsystem_agree_who_serves() {
    let mut net = Net::new();
    let now = net.now;
    net.at(A).n_coord_request(now, B, Ssn::HLR);
    net.settle();
    assert_eq!(net.events(B), [Event::CoordinationRequested { point_code: A, ssn: Ssn::HLR }]);
    net.at(B).n_coord_response(now, A, Ssn::HLR);
    net.settle();
    assert_eq!(net.events(A), [Event::CoordinationGranted { point_code: B, ssn: Ssn::HLR }]);
}

#[test]
fn service_messages_are_never_returned() {
    let mut net = Net::new();
    let mut back = Unitdata::new(
        Address::of_point_code(B, Ssn::EIR),
        Address::of_point_code(A, Ssn::MSC),
        Default::default(),
        b"x",
    );
    (back.form, back.service) = (Form::Basic, Service::Return(ReturnCause::UNQUALIFIED));
    let mut out = Buffer::new();
    back.write(Variant::Itu, &mut out).unwrap();
    let label = RoutingLabel { opc: A, dpc: B, si: 3, ..RoutingLabel::default() };
    let now = net.now;
    net.at(B).handle_transfer(now, &MtpTransfer { label, user_data: out.into_bytes() });
    net.settle();
    let returned = net.seen.iter().filter(|(_, octets)| {
        matches!(Message::read(octets, Variant::Itu), Ok(Message::Unitdata(it)) if matches!(it.service, Service::Return(_)))
    });
    assert_eq!(returned.count(), 0);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn no_message_of_the_network_makes_it_panic_or_answer_an_answer(
        octets in prop::collection::vec(any::<u8>(), 0..60),
        message_type in prop::sample::select(vec![9_u8, 10, 0x11, 0x12, 0x13, 0x14, 1, 6]),
    ) {
        let mut net = Net::new();
        let user_data = [&[message_type][..], &octets].concat().into();
        let label = RoutingLabel { opc: A, dpc: B, si: 3, ..RoutingLabel::default() };
        let now = net.now;
        net.at(B).handle_transfer(now, &MtpTransfer { label, user_data });
        net.settle();
        net.pass(1000 * SECOND);
    }
}
