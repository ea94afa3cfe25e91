//! How connections begin, or are refused (Q.714 §3.1, §3.2; Q.786).

use brivas_sigtran::mtp::{MtpStatus, PointCode};
use brivas_sigtran::sccp::{
    Address, ConnectRequest, ConnectResponse, ConnectionMessage, Destination, Event, LocalReference, Message,
    MessageType, Options, RefusalCause, ReleaseCause, ReturnCause, Ssn, Translator, UsageError, Variant,
};

use crate::calls::{ended, refused};
use crate::net::{A, B, C, Net, hlr, rule, title};

#[test]
fn a_connection_is_asked_for_and_confirmed_with_data_both_ways() {
    let mut net = Net::new();
    let calling = Some(Address::of_point_code(A, Ssn::MSC));
    let request = ConnectRequest { called: hlr(B), calling, data: b"may I", importance: Some(3) };
    let now = net.now;
    let ours = net.at(A).n_connect(now, &request).unwrap();
    net.settle();
    let events = net.events(B);
    let [Event::Connect { connection, called, calling: from, importance: Some(3), data }] = &events[..]
    else {
        panic!("{events:?}")
    };
    assert_eq!((called, from, &data[..]), (&hlr(B), &calling, &b"may I"[..]));
    let response = ConnectResponse { responding: Some(hlr(B)), data: b"yes", importance: None };
    net.at(B).n_connect_response(now, *connection, &response).unwrap();
    net.settle();
    let data = b"yes"[..].into();
    let connected = Event::Connected { connection: ours, responding: Some(hlr(B)), data };
    assert_eq!(net.events(A), [connected]);
    assert_eq!(net.types(), [MessageType::CR, MessageType::CC]);
}

#[test]
fn the_called_user_refuses_and_says_why() {
    let mut net = Net::new();
    let ours = net.ask(hlr(B), b"").unwrap();
    let theirs = net.asked();
    let response = ConnectResponse { responding: Some(hlr(B)), data: b"no", importance: None };
    let (now, cause) = (net.now, RefusalCause::END_USER_CONGESTION);
    net.at(B).n_refuse(now, theirs, cause, &response).unwrap();
    net.settle();
    let (responding, data) = (Some(hlr(B)), b"no"[..].into());
    assert_eq!(net.events(A), [Event::Refused { connection: ours, cause, responding, data }]);
    assert_eq!(net.types(), [MessageType::CR, MessageType::CREF]);
    assert_eq!((net.at(A).connections(), net.at(B).connections()), (0, 0));
    assert_eq!(net.take(theirs), Err(UsageError::Gone));
}

#[test]
fn a_request_that_leads_nowhere_is_refused_with_its_cause() {
    let mut net = Net::with(|code, config| {
        if code == A {
            let rules = vec![rule("*", Destination::Failover(vec![B]))];
            config.set_translator(Translator::new(rules));
        }
    });
    let eir = Address::of_point_code(B, Ssn::EIR);
    let management = Address::of_point_code(B, Ssn::SCCP_MANAGEMENT);
    for (called, cause) in [
        (eir, RefusalCause::UNEQUIPPED_USER),
        (management, RefusalCause::UNEQUIPPED_USER),
        (title("49"), RefusalCause::DESTINATION_ADDRESS_UNKNOWN),
    ] {
        let ours = net.ask(called, b"").unwrap();
        assert!(net.events(A).contains(&refused(ours, cause)), "{cause:?}");
    }
    let now = net.now;
    net.at(B).n_state(now, Ssn::HLR, false);
    let ours = net.ask(hlr(B), b"").unwrap();
    assert!(net.events(A).contains(&refused(ours, RefusalCause::SUBSYSTEM_FAILURE)));
    let nowhere = hlr(PointCode(99));
    assert_eq!(net.ask(nowhere, b""), Err(UsageError::NoRoute(ReturnCause::MTP_FAILURE)));
    assert_eq!(net.at(A).connections(), 0);
}

#[test]
fn a_request_for_class_3_is_confirmed_as_class_2_and_one_for_no_connection_class_is_refused() {
    let mut net = Net::new();
    net.forge_request(hlr(B), 3);
    let theirs = net.asked();
    net.take(theirs).unwrap();
    let (_, octets) = net.seen.first().unwrap().clone();
    let Ok(Message::Connection(ConnectionMessage::ConnectionConfirm { class: 2, options, .. })) =
        Message::read(&octets, Variant::Itu)
    else {
        panic!("{octets:?}")
    };
    assert_eq!(options.credit, None);
    net.seen.clear();
    for class in [0, 1, 4] {
        net.forge_request(hlr(B), class);
        assert_eq!(net.refusals(), [RefusalCause::QOS_NOT_AVAILABLE_NON_TRANSIENT], "{class}");
    }
}

#[test]
fn a_confirmation_of_a_higher_class_than_asked_for_ends_the_connection() {
    let mut net = Net::new();
    let ours = net.ask(hlr(C), b"").unwrap();
    let (destination, source) = (ours.local_reference(), LocalReference(7));
    let options = Options::default();
    net.seen.clear();
    net.forge(C, A, ConnectionMessage::ConnectionConfirm { destination, source, class: 3, options });
    assert_eq!(net.events(A), [ended(ours, ReleaseCause::INCONSISTENT_CONNECTION_DATA)]);
    assert_eq!(net.types(), [MessageType::RLSD, MessageType::RLC]);
    assert_eq!(net.at(A).connections(), 0);
}

#[test]
fn a_request_by_title_goes_on_to_the_point_of_its_user_and_the_connection_runs_past_the_one_between() {
    let mut net = Net::with(|code, config| {
        let to = match code {
            A => Destination::Failover(vec![B]),
            B => Destination::Failover(vec![C]),
            _ => Destination::Local,
        };
        config.set_translator(Translator::new(vec![rule("49*", to)]));
    });
    // Without a calling address, A is known by what B adds.
    let request = ConnectRequest { called: title("491"), data: b"far", ..Default::default() };
    let now = net.now;
    let ours = net.at(A).n_connect(now, &request).unwrap();
    net.settle();
    let events = net.events(C);
    let [Event::Connect { connection: theirs, calling, .. }] = &events[..] else {
        panic!("{events:?}")
    };
    assert_eq!(calling.and_then(|it| it.point_code), Some(A));
    net.at(C).n_connect_response(now, *theirs, &ConnectResponse::default()).unwrap();
    net.settle();
    assert!(matches!(&net.events(A)[..], [Event::Connected { connection, .. }] if *connection == ours));
    net.seen.clear();
    net.send_on(A, ours, b"direct").unwrap();
    assert_eq!(net.data_on(C, *theirs), [b"direct".to_vec()]);
    assert_eq!(net.seen.len(), 1, "nothing runs through B");
    assert_eq!(net.at(B).connections(), 0);
}

#[test]
fn a_request_that_goes_round_is_refused_when_its_hops_are_used_up() {
    let mut net = Net::with(|code, config| {
        let next = if code == B { C } else { B };
        config.set_translator(Translator::new(vec![rule("*", Destination::Failover(vec![next]))]));
        config.set_hop_counter(4);
    });
    let ours = net.ask(title("1"), b"").unwrap();
    assert_eq!(net.events(A), [refused(ours, RefusalCause::HOP_COUNTER_VIOLATION)]);
    assert_eq!(net.types().iter().filter(|it| **it == MessageType::CR).count(), 4);
}

#[test]
fn two_users_of_one_point_are_connected_without_the_network() {
    let mut net = Net::new();
    let ours = net.ask(Address::of_point_code(A, Ssn::MSC), b"hello").unwrap();
    let events = net.events(A);
    let [Event::Connect { connection: theirs, .. }] = &events[..] else { panic!("{events:?}") };
    let now = net.now;
    net.at(A).n_connect_response(now, *theirs, &ConnectResponse::default()).unwrap();
    assert!(matches!(&net.events(A)[..], [Event::Connected { connection, .. }] if *connection == ours));
    net.send_on(A, *theirs, &[5; 700]).unwrap();
    assert_eq!(net.data_on(A, ours), [vec![5; 700]]);
    net.end(A, ours).unwrap();
    assert_eq!(net.events(A), [ended(*theirs, ReleaseCause::END_USER_ORIGINATED)]);
    assert_eq!((net.at(A).connections(), net.seen.len()), (0, 0));
}

#[test]
fn who_disconnects_before_the_answer_waits_for_it_and_releases_then() {
    let mut net = Net::new();
    let ours = net.ask(hlr(B), b"").unwrap();
    let theirs = net.asked();
    net.end(A, ours).unwrap();
    assert_eq!(net.end(A, ours), Err(UsageError::Gone));
    assert_eq!(net.types(), [MessageType::CR]);
    net.take(theirs).unwrap();
    assert_eq!(net.types(), [MessageType::CC, MessageType::RLSD, MessageType::RLC]);
    assert_eq!(net.events(A), []);
    assert_eq!(net.events(B), [ended(theirs, ReleaseCause::END_USER_ORIGINATED)]);
    assert_eq!((net.at(A).connections(), net.at(B).connections()), (0, 0));
    // Refused in the end: there is nothing to be released.
    let ours = net.ask(hlr(B), b"").unwrap();
    let theirs = net.asked();
    net.end(A, ours).unwrap();
    let (now, cause) = (net.now, RefusalCause::END_USER_ORIGINATED);
    net.at(B).n_refuse(now, theirs, cause, &ConnectResponse::default()).unwrap();
    net.settle();
    assert_eq!((net.events(A), net.at(A).connections()), (vec![], 0));
}

#[test]
fn verbs_are_refused_in_the_wrong_state() {
    let mut net = Net::new();
    let ours = net.ask(hlr(B), b"").unwrap();
    let theirs = net.asked();
    let response = ConnectResponse::default();
    let now = net.now;
    assert_eq!(net.send_on(A, ours, b"early"), Err(UsageError::WrongState));
    assert_eq!(net.send_on(B, theirs, b"early"), Err(UsageError::WrongState));
    assert_eq!(net.at(A).n_connect_response(now, ours, &response), Err(UsageError::WrongState));
    assert_eq!(net.end(B, theirs), Err(UsageError::WrongState));
    net.take(theirs).unwrap();
    assert_eq!(net.take(theirs), Err(UsageError::WrongState));
    let cause = RefusalCause::UNQUALIFIED;
    assert_eq!(net.at(B).n_refuse(now, theirs, cause, &response), Err(UsageError::WrongState));
}

#[test]
fn during_the_guard_time_after_a_start_there_are_no_connections() {
    let guard = std::time::Duration::from_secs(60);
    let mut net = Net::with(|code, config| {
        if code == B {
            config.set_guard_timer(guard);
        }
    });
    let ours = net.ask(hlr(B), b"").unwrap();
    assert_eq!(net.events(A), [refused(ours, RefusalCause::QOS_NOT_AVAILABLE_TRANSIENT)]);
    let (now, request) = (net.now, ConnectRequest { called: hlr(C), ..Default::default() });
    assert_eq!(net.at(B).n_connect(now, &request), Err(UsageError::Restarting));
    net.pass(guard);
    net.connected();
}

#[test]
fn a_point_that_goes_takes_requests_and_connections_along() {
    let mut net = Net::new();
    let (ours, theirs) = net.connected();
    let asked = net.ask(hlr(B), b"").unwrap();
    let pending = net.asked();
    let (now, gone) = (net.now, |code| Event::PointCodeState { point_code: code, accessible: false });
    net.at(A).handle_status(now, MtpStatus::Pause(B));
    net.at(B).handle_status(now, MtpStatus::Pause(A));
    let cause = ReleaseCause::MTP_FAILURE;
    assert_eq!(net.events(A), [gone(B), ended(ours, cause), ended(asked, cause)]);
    assert_eq!(net.events(B), [gone(A), ended(theirs, cause), ended(pending, cause)]);
    assert_eq!((net.at(A).connections(), net.at(B).connections()), (0, 0));
    assert_eq!((net.at(A).poll_timeout(), net.at(B).poll_timeout()), (None, None));
}

#[test]
fn sccp_that_is_gone_elsewhere_ends_its_connections_and_another_user_part_ends_none() {
    let mut net = Net::new();
    let (ours, _) = net.connected();
    let now = net.now;
    let unavailable = |si| MtpStatus::UserPartUnavailable { point_code: B, si, cause: 2 };
    net.at(A).handle_status(now, unavailable(5));
    assert_eq!(net.events(A), []);
    net.at(A).handle_status(now, unavailable(3));
    assert!(net.events(A).contains(&ended(ours, ReleaseCause::SCCP_FAILURE)));
}

#[test]
fn a_user_that_goes_out_of_service_loses_its_connections_and_the_others_are_told() {
    let mut net = Net::new();
    let (ours, theirs) = net.connected();
    let asked = net.ask(hlr(B), b"").unwrap();
    let pending = net.asked();
    let now = net.now;
    net.at(B).n_state(now, Ssn::HLR, false);
    net.settle();
    let cause = ReleaseCause::SUBSYSTEM_FAILURE;
    assert_eq!(net.events(A), [ended(ours, cause), refused(asked, RefusalCause::SUBSYSTEM_FAILURE)]);
    assert_eq!(net.events(B), [ended(theirs, cause), ended(pending, cause)]);
    assert_eq!((net.at(A).connections(), net.at(B).connections()), (0, 0));
    let waiting = net.ask(hlr(C), b"").unwrap();
    net.at(A).n_state(now, Ssn::MSC, false);
    assert_eq!(net.events(A), [ended(waiting, cause)]);
}
