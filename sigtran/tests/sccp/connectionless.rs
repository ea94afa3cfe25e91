//! Classes 0 and 1 (Q.714 §4; Q.786).

use std::sync::Arc;
use std::time::Instant;

use brivas_sigtran::Buffer;
use brivas_sigtran::mtp::{MtpStatus, MtpTransfer, PointCode, RoutingLabel};
use brivas_sigtran::sccp::{
    Address, Config, Event, Form, Message, ReturnCause, Sccp, Service, Ssn, Unitdata, UnitdataRequest,
    UsageError, Variant,
};

use crate::net::{A, B, Net, hlr, title};

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
    assert_eq!(sccp.n_unitdata(now, &request, &mut data.clone()), refused);
    sccp.handle_status(now, MtpStatus::Resume(B));
    assert_eq!(sccp.n_unitdata(now, &request, &mut data.clone()), Ok(()));
    sccp.handle_status(now, MtpStatus::Pause(B));
    assert_eq!(sccp.n_unitdata(now, &request, &mut data), refused);
    let states: Vec<_> = std::iter::from_fn(|| sccp.poll_event()).collect();
    let state = |accessible| Event::PointCodeState { point_code: B, accessible };
    assert_eq!(states, [state(true), state(false)]);
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

#[test]
fn messages_of_class_0_spread_over_the_links() {
    let mut net = Net::new();
    let (called, calling) = (hlr(B), Address::of_point_code(A, Ssn::MSC));
    for _ in 0..16 {
        let request = UnitdataRequest {
            called,
            calling,
            sequence_control: None,
            return_option: false,
            importance: None,
        };
        net.send_as(&request, b"x").unwrap();
    }
    let mut selections: Vec<u8> = net.seen.iter().map(|(label, _)| label.sls).collect();
    selections.sort_unstable();
    assert_eq!(selections, (0..16).collect::<Vec<u8>>());
}
